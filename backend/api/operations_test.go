package api_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"billfold/backend/api"
	"billfold/billing"

	"github.com/google/go-cmp/cmp"
)

const base = "/v1/accounts/" + mine

func TestReading(t *testing.T) {
	b := start(t, nil)
	for path, want := range map[string]string{
		"/v1/me":       `{"id":"maya","name":"Maya Okafor","email":"maya@northwind.example"}`,
		"/v1/accounts": `{"accounts":[{"id":"acc_northwind","name":"Northwind Traders","role":"admin","plan":"team","plan_name":"Team","workspaces":[{"id":"wsp_1","name":"Northwind HQ"}]}]}`,
		base: `{"id":"acc_northwind","name":"Northwind Traders","role":"admin","currency":"USD","timezone":"Europe/London","account_balance":"240.00","billing_credit":"0.00",` +
			`"details":{"first_name":"","last_name":"","company":"","email":"","phone":"","address":"","postal_code":"","city":"","region":"","country":"","vat_id":"","no_vat_id":false,"po_number":"","recipients":[]},"methods":[{"id":"pm_1","brand":"Visa","last4":"4242","exp_month":8,"exp_year":2028,"status":"works"}],"auto_reload":null,"workspaces":[],"deciders":[],"notices":[]}`,
		base + "/usage":                       `{"active_members":46,"storage_used_gb":"0","storage_by_kind":{},"meters":{},"cycle":{"start":"0001-01-01T00:00:00Z","end":"0001-01-01T00:00:00Z"}}`,
		base + "/members":                     `{"members":[{"id":"mem_1","name":"Jonas Weber","email":"","role":"member","status":"active","guest":false,"last_active":null}],"next":""}`,
		base + "/subscription":                `{"revision":5,"status":"active","terms":{"plan":"team","interval":"month","seats":50,"addons":{},"volumes":{}},"anchor":"0001-01-01T00:00:00Z","period":{"start":"0001-01-01T00:00:00Z","end":"0001-01-01T00:00:00Z"},"trial_ends":null,"cancel_at_period_end":false,"scheduled":null,"discount":null,"billed":[],"open_invoice":"","in_flight":""}`,
		base + "/changes":                     `{"revision":7,"begun":0,"latest":7,"more":false,"resources":[{"kind":"account","id":"acc_northwind","revision":6,"deleted":false,"data":{"id":"acc_northwind","name":"","role":"admin","currency":"USD","timezone":"","account_balance":"","billing_credit":"","details":{"first_name":"","last_name":"","company":"","email":"","phone":"","address":"","postal_code":"","city":"","region":"","country":"","vat_id":"","no_vat_id":false,"po_number":"","recipients":[]},"methods":[],"auto_reload":null,"workspaces":[],"deciders":[],"notices":[]}},{"kind":"member","id":"mem_1","revision":7,"deleted":true,"data":null}]}`,
		base + "/subscription-changes/" + key: `{"id":"` + key + `","state":"charging","preview_id":"","amount_charged":"","invoice_id":"","problem":null}`,
	} {
		got := b.ask("maya", http.MethodGet, path, "")
		if got.status != http.StatusOK {
			t.Errorf("%s: %d %s", path, got.status, got.text)
		}
		if diff := cmp.Diff(want+"\n", got.text); diff != "" {
			t.Errorf("%s:\n%s", path, diff)
		}
	}
}

func TestReadingOfDocuments(t *testing.T) {
	b := start(t, nil)
	if got := b.ask("maya", http.MethodGet, base+"/catalog", ""); got.status != http.StatusOK || got.json["currency"] != "USD" {
		t.Errorf("catalog: %d %s", got.status, got.text)
	}
	if got := b.ask("maya", http.MethodGet, base+"/previews/prv_1", ""); got.json["amount_due"] != "600.00" {
		t.Errorf("preview: %d %s", got.status, got.text)
	}
	got := b.ask("maya", http.MethodGet, base+"/invoices", "")
	if page, _ := got.json["invoices"].([]any); len(page) != 1 || got.json["next"] != "older" {
		t.Errorf("invoices: %s", got.text)
	}
	if got := b.ask("maya", http.MethodGet, base+"/invoices?before=older", ""); got.text != `{"invoices":[],"next":""}`+"\n" {
		t.Errorf("last page of invoices: %s", got.text)
	}
	if got := b.ask("maya", http.MethodGet, base+"/invoices/inv_1", ""); got.json["number"] != "NWT-0001" || got.json["total"] != "600.00" {
		t.Errorf("invoice: %s", got.text)
	}
	for _, path := range []string{"/invoices/inv_none", "/subscription-changes/" + strings.ReplaceAll(key, "1", "2")} {
		b.ask("maya", http.MethodGet, base+path, "").expectProblem(t, http.StatusNotFound, billing.NotFound)
	}
	b.ask("maya", http.MethodGet, base+"/previews/prv_none", "").expectProblem(t, http.StatusNotFound, billing.PreviewUnknown)
}

func TestMembersSeeNothingCommercial(t *testing.T) {
	b := start(t, nil)
	for _, path := range []string{"/invoices", "/invoices/inv_1", "/previews/prv_1", "/subscription-changes/" + key} {
		b.ask("leo", http.MethodGet, base+path, "").expectProblem(t, http.StatusForbidden, billing.NotPermitted)
	}
	if got := b.ask("leo", http.MethodGet, base, ""); got.json["role"] != "member" {
		t.Errorf("account of a member: %s", got.text)
	}
}

func TestFeedTellsWhetherAnythingIsNew(t *testing.T) {
	b := start(t, nil)
	first := b.ask("maya", http.MethodGet, base+"/changes?since=0", "")
	tag := first.header.Get("ETag")
	if tag != `"7-admin"` {
		t.Fatalf("tag %q", tag)
	}
	for _, c := range []struct {
		who, since, tag string
		status          int
	}{
		{"maya", "7", tag, http.StatusNotModified},
		{"maya", "7", `"6-admin"`, http.StatusOK},
		{"maya", "0", tag, http.StatusOK}, // what lies before is still to be read
		{"leo", "7", tag, http.StatusOK},  // another role sees something else
	} {
		got := b.ask(c.who, http.MethodGet, base+"/changes?since="+c.since, "", "If-None-Match: "+c.tag)
		if got.status != c.status {
			t.Errorf("%+v: %d %s", c, got.status, got.text)
		}
		if got.status == http.StatusNotModified && got.text != "" {
			t.Errorf("%+v: a body %q", c, got.text)
		}
	}
	b.ask("maya", http.MethodGet, base+"/changes?since=8", "").expectProblem(t, http.StatusGone, billing.CursorGone)
}

func TestFeedLimits(t *testing.T) {
	var asked []int
	b := start(t, func(d *api.Deps) {
		d.Books = books{FeedFn: func(_ int64, limit int) (billing.Delta, error) {
			asked = append(asked, limit)
			return billing.Delta{}, nil
		}}
	})
	b.ask("maya", http.MethodGet, base+"/changes", "")
	b.ask("maya", http.MethodGet, base+"/changes?limit=1000", "")
	for _, bad := range []string{"limit=0", "limit=1001", "limit=many", "since=-1", "since=x"} {
		b.ask("maya", http.MethodGet, base+"/changes?"+bad, "").expectProblem(t, http.StatusUnprocessableEntity, billing.InvalidRequest)
	}
	if diff := cmp.Diff([]int{200, 1000}, asked); diff != "" {
		t.Error(diff)
	}
}

func TestPreviewTakesAPatch(t *testing.T) {
	var got billing.Patch
	b := start(t, func(d *api.Deps) {
		d.Engine = fakeEngine{PreviewFn: func(_ string, o billing.Order) (billing.Preview, error) {
			got = o.Patch
			return samplePreview(), nil
		}}
	})
	answer := b.ask("maya", http.MethodPost, base+"/previews",
		`{"plan":"business","interval":"year","seats":60,"addons":{"storage_100":0},"volumes":{"email_credits":5000}}`)
	if answer.status != http.StatusOK || answer.json["id"] != "prv_1" {
		t.Fatalf("%d %s", answer.status, answer.text)
	}
	plan, interval, seats := "business", billing.Yearly, 60
	want := billing.Patch{
		Plan: &plan, Interval: &interval, Seats: &seats,
		Addons: map[string]int{"storage_100": 0}, Volumes: map[string]int64{"email_credits": 5000},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestProblemsOfTheEngineKeepTheirCode(t *testing.T) {
	fault := error(billing.NewProblem(billing.UnknownPlan, "plan", "gold"))
	b := start(t, func(d *api.Deps) {
		d.Engine = fakeEngine{PreviewFn: func(string, billing.Order) (billing.Preview, error) { return billing.Preview{}, fault }}
	})
	got := b.ask("maya", http.MethodPost, base+"/previews", `{"plan":"gold"}`)
	got.expectProblem(t, http.StatusUnprocessableEntity, billing.UnknownPlan)
	if got.json["detail"] != "There is no plan gold." {
		t.Errorf("detail %q", got.json["detail"])
	}
	fault = errors.New("disk is full at /var/lib")
	got = b.ask("maya", http.MethodPost, base+"/previews", `{}`)
	got.expectProblem(t, http.StatusInternalServerError, billing.BackendBroken)
	if strings.Contains(got.text, "disk") || !strings.Contains(b.log.String(), "disk is full") {
		t.Errorf("the cause belongs in the log and nowhere else: %s", got.text)
	}
}

func TestMalformedBodies(t *testing.T) {
	b := start(t, nil)
	for body, status := range map[string]int{
		`{"plan":`:         http.StatusBadRequest,
		`{"colour":"red"}`: http.StatusUnprocessableEntity,
		`{"seats":"many"}`: http.StatusUnprocessableEntity,
		`{"seats":1.5}`:    http.StatusUnprocessableEntity,
		`[]`:               http.StatusUnprocessableEntity,
		`{"seats":1e30}`:   http.StatusUnprocessableEntity,
		`{"plan":"` + strings.Repeat("x", 65) + `"}`: http.StatusUnprocessableEntity,
		strings.Repeat(" ", 65<<10):                  http.StatusRequestEntityTooLarge,
	} {
		got := b.ask("maya", http.MethodPost, base+"/previews", body)
		got.expectProblem(t, status, billing.InvalidRequest)
		if strings.Contains(got.text, "Go ") {
			t.Errorf("%s: tells of the program's inside: %s", body, got.text)
		}
	}
	b.ask("maya", http.MethodPost, base+"/previews", "plan=team", "Content-Type: text/plain").
		expectProblem(t, http.StatusUnsupportedMediaType, billing.InvalidRequest)
}

func TestConfirm(t *testing.T) {
	var got billing.Intent
	var by billing.Person
	b := start(t, func(d *api.Deps) {
		d.Engine = fakeEngine{ConfirmFn: func(ctx context.Context, p billing.Person, in billing.Intent) (billing.Outcome, error) {
			got, by = in, p
			if _, bounded := ctx.Deadline(); !bounded {
				t.Error("a confirm without a deadline")
			}
			return billing.Outcome{ID: in.ID, State: billing.ChangeApplied, PreviewID: in.PreviewID, AmountCharged: in.AmountDue, InvoiceID: "inv_1"}, nil
		}}
	})
	answer := b.ask("maya", http.MethodPost, base+"/subscription-changes",
		`{"preview_id":"prv_1","amount_due":"37.42","payment":"balance","reason":"more people","category":"strategic"}`, "Idempotency-Key: "+key)
	want := `{"id":"` + key + `","state":"applied","preview_id":"prv_1","amount_charged":"37.42","invoice_id":"inv_1","problem":null}` + "\n"
	if answer.status != http.StatusOK || answer.text != want {
		t.Fatalf("%d %s", answer.status, answer.text)
	}
	intent := billing.Intent{
		ID: key, AccountID: mine, PreviewID: "prv_1", AmountDue: usd(3742), Payment: "balance",
		Reason: "more people", Category: billing.Strategic, At: noon,
	}
	if diff := cmp.Diff(intent, got); diff != "" {
		t.Error(diff)
	}
	if by.ID != "maya" {
		t.Errorf("confirmed by %q", by.ID)
	}
}

func TestRefusedConfirmBringsAFreshPreview(t *testing.T) {
	b := start(t, func(d *api.Deps) {
		d.Engine = fakeEngine{ConfirmFn: func(_ context.Context, _ billing.Person, in billing.Intent) (billing.Outcome, error) {
			refused := billing.NewProblem(billing.PriceChanged, "expected", "37.42")
			fresh := samplePreview()
			refused.Fresh = &fresh
			return billing.Outcome{ID: in.ID, State: billing.ChangeRejected, AmountCharged: usd(0), Problem: refused}, nil
		}}
	})
	got := b.ask("maya", http.MethodPost, base+"/subscription-changes", `{"preview_id":"prv_1","amount_due":"37.42"}`, "Idempotency-Key: "+key)
	problem, _ := got.json["problem"].(map[string]any)
	fresh, _ := problem["preview"].(map[string]any)
	if got.status != http.StatusOK || got.json["state"] != "rejected" || problem["code"] != "price_changed" || fresh["amount_due"] != "600.00" {
		t.Errorf("%d %s", got.status, got.text)
	}
}

func TestConfirmWantsAKeyAndAnAmount(t *testing.T) {
	b := start(t, nil)
	const path, good = base + "/subscription-changes", `{"preview_id":"prv_1","amount_due":"37.42"}`
	b.ask("maya", http.MethodPost, path, good).expectProblem(t, http.StatusBadRequest, billing.KeyMissing)
	b.ask("maya", http.MethodPost, path, "{ not json").expectProblem(t, http.StatusBadRequest, billing.KeyMissing)
	b.ask("maya", http.MethodPost, base+"/scheduled-change/cancel", "").expectProblem(t, http.StatusBadRequest, billing.KeyMissing)
	for _, bad := range []string{"1", "urn:uuid:" + key, strings.ToUpper("0190b7a0-abcd-7000-8000-000000000001")} {
		b.ask("maya", http.MethodPost, path, good, "Idempotency-Key: "+bad).expectProblem(t, http.StatusBadRequest, billing.InvalidRequest)
	}
	for _, bad := range []string{
		`{}`, `{"preview_id":"prv_1"}`, `{"preview_id":"prv_1","amount_due":37.42}`, `{"preview_id":"prv_1","amount_due":"37.421"}`,
		`{"preview_id":"prv_1","amount_due":"1e3"}`, `{"preview_id":"prv_1","amount_due":"1","category":"whim"}`,
	} {
		b.ask("maya", http.MethodPost, path, bad, "Idempotency-Key: "+key).expectProblem(t, http.StatusUnprocessableEntity, billing.InvalidRequest)
	}
}

func TestKeysInFlightAndReused(t *testing.T) {
	fault := billing.NewProblem(billing.KeyInFlight)
	b := start(t, func(d *api.Deps) {
		d.Engine = fakeEngine{ConfirmFn: func(context.Context, billing.Person, billing.Intent) (billing.Outcome, error) {
			return billing.Outcome{}, fault
		}}
	})
	confirm := func() reply {
		return b.ask("maya", http.MethodPost, base+"/subscription-changes", `{"preview_id":"prv_1","amount_due":"1"}`, "Idempotency-Key: "+key)
	}
	got := confirm()
	got.expectProblem(t, http.StatusConflict, billing.KeyInFlight)
	if got.header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
	}
	fault = billing.NewProblem(billing.KeyReused)
	confirm().expectProblem(t, http.StatusUnprocessableEntity, billing.KeyReused)
	counted := b.ask("", http.MethodGet, "/metrics", "").text
	for _, line := range []string{
		`billfold_confirms_total{outcome="idempotency_key_in_flight"} 1`,
		`billfold_confirms_total{outcome="idempotency_key_reused"} 1`,
		`billfold_requests_total{operation="POST /v1/accounts/{account}/subscription-changes",status="409"} 1`,
	} {
		if !strings.Contains(counted, line) {
			t.Errorf("%s is not in the metrics", line)
		}
	}
}

func TestSettleAndUndo(t *testing.T) {
	b := start(t, nil)
	got := b.ask("maya", http.MethodPost, base+"/subscription-changes/"+key+"/settle", "")
	if got.status != http.StatusOK || got.json["state"] != "abandoned" {
		t.Errorf("settle: %d %s", got.status, got.text)
	}
	b.ask("maya", http.MethodPost, base+"/subscription-changes/x/settle", "").expectProblem(t, http.StatusUnprocessableEntity, billing.InvalidRequest)
	got = b.ask("maya", http.MethodPost, base+"/scheduled-change/cancel", "{}", "Idempotency-Key: "+key)
	if got.status != http.StatusOK || got.json["id"] != key || got.json["amount_charged"] != "0.00" {
		t.Errorf("undo: %d %s", got.status, got.text)
	}
}

func TestConfirmsAreLimitedAPerson(t *testing.T) {
	now := noon
	b := start(t, func(d *api.Deps) { d.Now = func() time.Time { return now } })
	confirm := func(who string) reply {
		return b.ask(who, http.MethodPost, base+"/subscription-changes", `{"preview_id":"prv_1","amount_due":"1"}`, "Idempotency-Key: "+key)
	}
	for i := range 120 {
		if got := confirm("maya"); got.status != http.StatusOK {
			t.Fatalf("confirm %d: %d", i+1, got.status)
		}
	}
	got := confirm("maya")
	got.expectProblem(t, http.StatusTooManyRequests, billing.TooManyRequests)
	if got.header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After %q", got.header.Get("Retry-After"))
	}
	if got := confirm("ruth"); got.status != http.StatusOK {
		t.Errorf("somebody else: %d", got.status)
	}
	now = now.Add(time.Second)
	if got := confirm("maya"); got.status != http.StatusOK {
		t.Errorf("a second later: %d", got.status)
	}
}

func TestPanicIsAProblem(t *testing.T) {
	b := start(t, func(d *api.Deps) {
		d.Engine = fakeEngine{PreviewFn: func(string, billing.Order) (billing.Preview, error) { panic("amounts meet") }}
	})
	got := b.ask("maya", http.MethodPost, base+"/previews", `{}`)
	got.expectProblem(t, http.StatusInternalServerError, billing.BackendBroken)
	log := b.log.String()
	if !strings.Contains(log, "amounts meet") || strings.Contains(log, "token-maya") {
		t.Errorf("log: %s", log)
	}
	if !strings.Contains(log, `operation="POST /v1/accounts/{account}/previews"`) {
		t.Errorf("the log does not say where: %s", log)
	}
}

func TestHealth(t *testing.T) {
	if got := start(t, nil).ask("", http.MethodGet, "/healthz", ""); got.status != http.StatusOK || got.json["status"] != "ok" {
		t.Errorf("%d %s", got.status, got.text)
	}
}

func TestConfirmGoesOnWhenTheClientIsGone(t *testing.T) {
	begun, gone, result := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	handler, err := api.New(api.Deps{
		Books: books{}, Access: people{}, Now: func() time.Time { return noon }, Log: slog.New(slog.DiscardHandler),
		Engine: fakeEngine{ConfirmFn: func(ctx context.Context, _ billing.Person, in billing.Intent) (billing.Outcome, error) {
			close(begun)
			<-gone
			result <- ctx.Err()
			return billing.Outcome{ID: in.ID, State: billing.ChangeApplied}, nil
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		stop := context.AfterFunc(r.Context(), func() { close(gone) })
		defer stop()
		handler.ServeHTTP(w, r)
	}))
	defer server.Close()
	ctx, hangUp := context.WithCancel(t.Context())
	defer hangUp()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+base+"/subscription-changes", strings.NewReader(`{"preview_id":"prv_1","amount_due":"1"}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer token-maya")
	request.Header.Set("Idempotency-Key", key)
	go func() {
		<-begun
		hangUp()
	}()
	response, err := http.DefaultClient.Do(request)
	if err == nil {
		_ = response.Body.Close()
		t.Fatal("the client did not hang up")
	}
	if err := <-result; err != nil {
		t.Errorf("the confirm was given up with its client: %v", err)
	}
}
