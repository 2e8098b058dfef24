package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/backend/access"
	"billfold/backend/api"
	"billfold/billing"
	"billfold/billing/money"
)

const (
	mine = "acc_northwind"
	key  = "0190b7a0-0000-7000-8000-000000000001"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func usd(cents int64) money.Money { return money.FromMinor(cents, "USD") }

// people knows people by tokens that are their ids with "token-" before them, and
// no devices.
type people struct{}

func (people) Authenticate(_ context.Context, token string) (access.Bearer, error) {
	if id, ok := strings.CutPrefix(token, "token-"); ok {
		return access.Bearer{PersonID: id}, nil
	}
	return access.Bearer{}, billing.NewProblem(billing.Unauthenticated)
}

func (people) SignOutEverywhere(context.Context, string) error { return nil }

func (people) Devices(context.Context, string) ([]billing.Device, error) { return nil, nil }

func (people) Challenge(context.Context, string) (access.Challenge, error) {
	return access.Challenge{Text: "challenge", Expires: noon}, nil
}

func (people) Enrol(_ context.Context, _ access.Bearer, e access.Enrolment) (billing.Device, error) {
	return billing.Device{ID: billing.DeviceID(e.Public), Name: e.Name, Added: noon}, nil
}

func (people) Revoke(context.Context, string, string) error { return nil }

// books has one account, with maya and ruth who run its billing and leo who does
// not, and somebody of each role who is called by it; sam is a stranger to it.
type books struct {
	FeedFn func(since int64, limit int) (billing.Delta, error)
}

var roles = func() map[string]billing.Role {
	all := map[string]billing.Role{"maya": billing.RoleAdmin, "ruth": billing.RoleBillingAdmin, "leo": billing.RoleMember}
	for _, role := range billing.Roles {
		all[string(role)] = role
	}
	return all
}()

func (books) Person(_ context.Context, id string) (billing.Person, error) {
	if id == "gone" {
		return billing.Person{}, billing.NewProblem(billing.NotFound)
	}
	return billing.Person{ID: id, Name: "Maya Okafor", Email: id + "@northwind.example"}, nil
}

func (books) Accounts(_ context.Context, id string) ([]billing.AccountSummary, error) {
	if roles[id] == "" {
		return nil, nil
	}
	return []billing.AccountSummary{{
		ID: mine, Name: "Northwind Traders", Role: roles[id], Plan: "team", PlanName: "Team",
		Workspaces: []billing.Workspace{{ID: "wsp_1", Name: "Northwind HQ"}},
	}}, nil
}

func (books) Role(_ context.Context, id, account string) (billing.Role, error) {
	if role := roles[id]; account == mine && role != "" {
		return role, nil
	}
	return "", billing.NewProblem(billing.NotFound)
}

func (b books) Feed(_ context.Context, person, _ string, since billing.Cursor, limit int) (billing.Delta, error) {
	if b.FeedFn != nil {
		return b.FeedFn(since.Revision, limit)
	}
	if since.Revision > 7 {
		return billing.Delta{}, billing.NewProblem(billing.CursorGone)
	}
	d := billing.Delta{Next: billing.Cursor{Revision: 7}, Latest: 7}
	if since.Revision < 7 {
		d.Resources = []billing.Resource{
			billing.NewResource(mine, 6, &billing.Account{ID: mine, Role: roles[person], Currency: "USD"}),
			{Kind: billing.KindMembers, ID: "mem_1", Revision: 7},
		}
	}
	return d, nil
}

func (books) Account(_ context.Context, id string, role billing.Role) (*billing.Account, error) {
	return &billing.Account{
		ID: id, Name: "Northwind Traders", Role: role, Currency: "USD", Timezone: "Europe/London",
		AccountBalance: usd(24000), BillingCredit: usd(0),
		Methods: []billing.PaymentMethod{{ID: "pm_1", Brand: "Visa", Last4: "4242", ExpMonth: 8, ExpYear: 2028, Status: billing.MethodWorks}},
	}, nil
}

func (books) Catalog(context.Context, string) (*billing.Catalog, error) {
	return &billing.Catalog{Currency: "USD", Policy: billing.DefaultPolicy(), Plans: []billing.Plan{{ID: "team", Name: "Team", Kind: billing.PlanPaid}}}, nil
}

func (books) Subscription(context.Context, string, billing.Role) (*billing.Subscription, error) {
	return &billing.Subscription{Revision: 5, Status: billing.StatusActive, Terms: billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 50}}, nil
}

func (books) Usage(context.Context, string) (*billing.Usage, error) {
	return &billing.Usage{ActiveMembers: 46}, nil
}

func (books) Invoices(_ context.Context, _, before string, _ int) ([]billing.Invoice, string, error) {
	if before != "" {
		return nil, "", nil
	}
	return []billing.Invoice{sampleInvoice}, "older", nil
}

func (books) Invoice(_ context.Context, _, id string) (*billing.Invoice, error) {
	if id != sampleInvoice.ID {
		return nil, billing.NewProblem(billing.NotFound)
	}
	return &sampleInvoice, nil
}

func (books) Members(context.Context, string, string, int) ([]billing.Member, string, error) {
	return []billing.Member{{ID: "mem_1", Name: "Jonas Weber", Status: billing.MemberActive, Role: billing.RoleMember}}, "", nil
}

var sampleTotals = billing.Totals{
	Subtotal: usd(60000), Total: usd(60000), BillingCreditApplied: usd(0), AmountDue: usd(60000), BillingCreditAfter: usd(0),
}

var sampleInvoice = billing.Invoice{
	ID: "inv_1", Number: "NWT-0001", At: noon, Status: billing.InvoicePaid, Currency: "USD",
	Totals: sampleTotals, AmountPaid: usd(60000),
	Attempts: []billing.PaymentAttempt{{At: noon, Method: "Visa 4242", Result: billing.PaymentSucceeded}},
}

// fakeEngine answers by its functions; what has none answers the same always.
type fakeEngine struct {
	PreviewFn func(account string, o billing.Order) (billing.Preview, error)
	ConfirmFn func(ctx context.Context, by billing.Person, in billing.Intent) (billing.Outcome, error)
	SettleFn  func(id string) (billing.Outcome, error)
	ActFn     func(key string, asked any) (billing.Outcome, error)
}

func samplePreview() billing.Preview {
	return billing.Preview{
		ID: "prv_1", Kind: billing.OrderChange, At: noon, ExpiresAt: noon.Add(15 * time.Minute), Currency: "USD", Timing: billing.Now,
		EffectiveAt: noon, Totals: sampleTotals, Discount: usd(0),
	}
}

func (e fakeEngine) Preview(_ context.Context, _ billing.Person, account string, o billing.Order) (billing.Preview, error) {
	if e.PreviewFn != nil {
		return e.PreviewFn(account, o)
	}
	return samplePreview(), nil
}

func (fakeEngine) StoredPreview(_ context.Context, _, id string) (billing.Preview, error) {
	if id != "prv_1" {
		return billing.Preview{}, billing.NewProblem(billing.PreviewUnknown)
	}
	return samplePreview(), nil
}

func (e fakeEngine) Confirm(ctx context.Context, by billing.Person, in billing.Intent) (billing.Outcome, error) {
	if e.ConfirmFn != nil {
		return e.ConfirmFn(ctx, by, in)
	}
	return billing.Outcome{ID: in.ID, State: billing.ChangeApplied, PreviewID: in.PreviewID, AmountCharged: in.AmountDue, InvoiceID: "inv_1"}, nil
}

func (fakeEngine) Outcome(_ context.Context, _, id string) (billing.Outcome, error) {
	if id != key {
		return billing.Outcome{}, billing.NewProblem(billing.NotFound)
	}
	return billing.Outcome{ID: id, State: billing.ChangeCharging}, nil
}

func (e fakeEngine) Settle(_ context.Context, _ billing.Person, _, id string) (billing.Outcome, error) {
	if e.SettleFn != nil {
		return e.SettleFn(id)
	}
	return billing.Outcome{ID: id, State: billing.ChangeWithdrawn}, nil
}

func (fakeEngine) BeginMethodSetup(_ context.Context, _ billing.Person, _, key, _ string) (billing.MethodSetup, error) {
	return billing.MethodSetup{ID: key, Status: billing.SetupOpen, Page: "https://gateway.example/x", Expires: noon}, nil
}

func (fakeEngine) MethodSetup(_ context.Context, _, key string) (billing.MethodSetup, error) {
	return billing.MethodSetup{ID: key, Status: billing.SetupAdded, Method: &billing.PaymentMethod{ID: "pm_2", Brand: "Visa", Last4: "4242"}}, nil
}

func (fakeEngine) CancelMethodSetup(_ context.Context, _, key string) (billing.MethodSetup, error) {
	return billing.MethodSetup{ID: key, Status: billing.SetupCanceled}, nil
}

// did answers what was asked for about people and details.
func (e fakeEngine) did(key string, asked any) (billing.Outcome, error) {
	if e.ActFn != nil {
		return e.ActFn(key, asked)
	}
	return billing.Outcome{ID: key, State: billing.ChangeApplied, AmountCharged: usd(0)}, nil
}

func (e fakeEngine) Invite(_ context.Context, _ billing.Person, _, key string, in billing.Invitation) (billing.Outcome, error) {
	return e.did(key, in)
}

func (e fakeEngine) SetRole(_ context.Context, _ billing.Person, _, key string, c billing.RoleChange) (billing.Outcome, error) {
	return e.did(key, c)
}

func (e fakeEngine) SetActive(_ context.Context, _ billing.Person, _, key string, c billing.Activation) (billing.Outcome, error) {
	return e.did(key, c)
}

func (e fakeEngine) ChangeDefault(_ context.Context, _ billing.Person, _, key, method string) (billing.Outcome, error) {
	return e.did(key, "default "+method)
}

func (e fakeEngine) RemoveCard(_ context.Context, _ billing.Person, _, key, method string) (billing.Outcome, error) {
	return e.did(key, "remove "+method)
}

func (e fakeEngine) ChangeDetails(_ context.Context, _ billing.Person, _, key string, d billing.BillingDetails) (billing.Outcome, error) {
	return e.did(key, d)
}

func (fakeEngine) UndoScheduled(_ context.Context, _ billing.Person, _, key string, _ billing.Signature) (billing.Outcome, error) {
	return billing.Outcome{ID: key, State: billing.ChangeApplied, AmountCharged: usd(0)}, nil
}

func (fakeEngine) Cancel(_ context.Context, _ billing.Person, _, key, _ string) (billing.Outcome, error) {
	return billing.Outcome{ID: key, State: billing.ChangeScheduled, AmountCharged: usd(0)}, nil
}

func (fakeEngine) Withdraw(_ context.Context, _ billing.Person, _, id string) (billing.Outcome, error) {
	return billing.Outcome{ID: id, State: billing.ChangeRejected, Problem: billing.NewProblem(billing.ProofMissing)}, nil
}

// safeLog is a log that handlers write and tests read.
type safeLog struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *safeLog) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// backend is the API over real HTTP with fakes behind it.
type backend struct {
	t   *testing.T
	url string
	log *safeLog
}

func start(t *testing.T, change func(*api.Deps)) backend {
	t.Helper()
	log := &safeLog{}
	deps := api.Deps{
		Engine: fakeEngine{}, Books: books{}, Access: people{}, Now: func() time.Time { return noon },
		Log: slog.New(slog.NewTextHandler(log, nil)),
	}
	if change != nil {
		change(&deps)
	}
	handler, err := api.New(deps)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return backend{t: t, url: server.URL, log: log}
}

type reply struct {
	status int
	header http.Header
	text   string
	json   map[string]any
}

// ask sends a request as somebody ("" is nobody), with headers as "Name: value".
func (b backend) ask(who, method, path, body string, headers ...string) reply {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer token-"+who)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	out := reply{status: res.StatusCode, header: res.Header, text: string(text)}
	if strings.Contains(res.Header.Get("Content-Type"), "json") && res.Header.Get("Content-Encoding") == "" {
		if err := json.Unmarshal(text, &out.json); err != nil {
			b.t.Fatalf("%s %s: %v in %s", method, path, err, text)
		}
	}
	return out
}

// expectProblem wants a problem in its full form, with a status and code.
func (r reply) expectProblem(t *testing.T, status int, code billing.Code) {
	t.Helper()
	if r.status != status || r.json["code"] != string(code) {
		t.Fatalf("status %d %s, want %d %s", r.status, r.text, status, code)
	}
	if got := r.header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q", got)
	}
	if r.json["type"] != "about:blank" || r.json["status"] != float64(status) || r.json["title"] == "" || r.json["detail"] == "" {
		t.Errorf("not the shape of a problem: %s", r.text)
	}
	if _, ok := r.json["params"].(map[string]any); !ok {
		t.Errorf("params are no object: %s", r.text)
	}
}
