package backend_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"
)

const cardNumber = "4242 4242 4242 4242"

// adder is somebody who adds cards to an account.
type adder struct {
	r           running
	token, base string
}

func (r running) adder(email string) adder {
	r.t.Helper()
	token := r.token(email)
	return adder{r, token, "/v1/accounts/" + r.account(token)}
}

func (a adder) begin(key, returnURL string) reply {
	a.r.t.Helper()
	return a.r.ask(http.MethodPost, a.base+"/payment-methods/setups", `{"return_url":"`+returnURL+`"}`, a.token, "Idempotency-Key: "+key)
}

func (a adder) setup(key string) reply {
	a.r.t.Helper()
	return a.r.ask(http.MethodGet, a.base+"/payment-methods/setups/"+key, "", a.token)
}

// typed is what is typed into the gateway's page.
func typed() url.Values {
	return url.Values{
		"action": {"save"}, "number": {cardNumber}, "expiry": {"04/30"}, "cvc": {"739"}, "name": {"Maya Okafor"},
		"line1": {"Hauptstr. 1"}, "postal_code": {"10115"}, "city": {"Berlin"}, "country": {"DE"},
	}
}

// page is where a setup's card is typed, below the backend's address.
func (a adder) page(begun reply) string {
	a.r.t.Helper()
	page, _ := begun.json["page"].(string)
	path, ours := strings.CutPrefix(page, a.r.url)
	if !ours {
		a.r.t.Fatalf("page: %d %s", begun.status, begun.text)
	}
	return path
}

// fill fills the gateway's page.
func (a adder) fill(begun reply) *http.Response {
	a.r.t.Helper()
	answered, text := a.r.form(a.page(begun), typed())
	if answered.StatusCode != http.StatusSeeOther {
		a.r.t.Errorf("the page: %d %s", answered.StatusCode, text)
	}
	return answered
}

// methods are the ids of the account's payment methods.
func (a adder) methods() []string {
	a.r.t.Helper()
	all, _ := a.r.ask(http.MethodGet, a.base, "", a.token).json["methods"].([]any)
	var ids []string
	for _, one := range all {
		ids = append(ids, one.(map[string]any)["id"].(string))
	}
	return ids
}

// added expects a setup to have come to a card, and to as many methods as there are.
func (a adder) added(got reply, methods int) {
	a.r.t.Helper()
	method, _ := got.json["method"].(map[string]any)
	if got.json["status"] != "added" || method["last4"] != "4242" || method["brand"] != "Visa" || method["id"] == "" {
		a.r.t.Errorf("%d %s", got.status, got.text)
	}
	if all := a.methods(); len(all) != methods {
		a.r.t.Errorf("%d methods, want %d", len(all), methods)
	}
}

func TestACardIsAdded(t *testing.T) {
	a := serve(t, options(demoDir(t), io.Discard)).adder("admin@northwind.example")
	had, key := len(a.methods()), newKey()
	const back = "http://127.0.0.1:51234/card"
	begun := a.begin(key, back)
	if begun.json["status"] != "open" || begun.json["method"] != nil || begun.json["id"] != key {
		t.Fatalf("%d %s", begun.status, begun.text)
	}
	if again := a.begin(key, back); again.text != begun.text {
		t.Errorf("begun again: %s", again.text)
	}
	if got := a.setup(key); got.text != begun.text {
		t.Errorf("asked: %s", got.text)
	}
	if at := a.fill(begun).Header.Get("Location"); at != back+"?setup="+key+"&status=succeeded" {
		t.Errorf("sent to %q", at)
	}
	a.added(a.setup(key), had+1)
	if got := a.r.ask(http.MethodGet, a.base+"/subscription-changes/"+key, "", a.token); got.json["state"] != "applied" {
		t.Errorf("recorded: %s", got.text)
	}
	a.fill(begun)
	a.added(a.begin(key, back), had+1)
	if got := a.r.ask(http.MethodPost, a.base+"/payment-methods/setups/"+key+"/cancel", "", a.token); got.json["status"] != "added" {
		t.Errorf("canceled afterwards: %s", got.text)
	}
	a.added(a.setup(key), had+1)
}

// However many ask what became of a card while it is typed, it is added once.
func TestACardIsAddedOnce(t *testing.T) {
	a := serve(t, options(demoDir(t), io.Discard)).adder("admin@northwind.example")
	had, key := len(a.methods()), newKey()
	begun := a.begin(key, "")
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() { a.fill(begun) })
		for range 4 {
			all.Go(func() { a.setup(key) })
			all.Go(func() { a.begin(key, "") })
		}
	}
	all.Wait()
	a.added(a.setup(key), had+1)
}

func TestACardIsGivenUp(t *testing.T) {
	a := serve(t, options(demoDir(t), io.Discard)).adder("admin@northwind.example")
	had, key := len(a.methods()), newKey()
	begun := a.begin(key, "")
	for range 2 {
		if got := a.r.ask(http.MethodPost, a.base+"/payment-methods/setups/"+key+"/cancel", "", a.token); got.json["status"] != "canceled" || got.json["page"] != "" {
			t.Errorf("%d %s", got.status, got.text)
		}
	}
	a.fill(begun)
	if got := a.setup(key); got.json["status"] != "canceled" || got.json["method"] != nil || len(a.methods()) != had {
		t.Errorf("typed afterwards: %s", got.text)
	}
}

// A backend that is gone between the page and whoever asks has lost nothing: the
// card is there once it runs again, once.
func TestACardOutlivesTheBackend(t *testing.T) {
	dir := demoDir(t)
	a := serve(t, options(dir, io.Discard)).adder("admin@northwind.example")
	had, key := len(a.methods()), newKey()
	begun := a.begin(key, "")
	a.r.stop()
	a.fillUnheard(filepath.Join(dir, "gateway.db"), begun)
	for range 2 {
		a = serve(t, options(dir, io.Discard)).adder("admin@northwind.example")
		if got := a.methods(); len(got) != had+1 {
			t.Errorf("%d methods before anybody asked, want %d", len(got), had+1)
		}
		a.added(a.setup(key), had+1)
		a.added(a.begin(key, ""), had+1)
		a.r.stop()
	}
}

// fillUnheard fills a page while no backend is there to hear of it.
func (a adder) fillUnheard(file string, begun reply) {
	a.r.t.Helper()
	g, err := sandbox.Open(a.r.t.Context(), file, func() time.Time { return start })
	if err != nil {
		a.r.t.Fatal(err)
	}
	g.SetBase(a.r.url)
	request := httptest.NewRequest(http.MethodPost, a.r.url+a.page(begun), strings.NewReader(typed().Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", a.r.url)
	recorder := httptest.NewRecorder()
	g.Pages().ServeHTTP(recorder, request)
	if recorder.Code != http.StatusSeeOther {
		a.r.t.Errorf("the page: %d %s", recorder.Code, recorder.Body)
	}
	if err := g.Close(); err != nil {
		a.r.t.Fatal(err)
	}
}

// A key that stands for something else begins no setup; and one that something else was done
// under while a card was typed loses no card, and keeps no books from being opened.
func TestACardOfAKeyUsedTwice(t *testing.T) {
	opts := options(demoDir(t), io.Discard)
	a := serve(t, opts).adder("admin@northwind.example")
	details := func(key string) reply {
		return a.r.ask(http.MethodPut, a.base+"/billing-details", detailsOf("Northwind Ltd", "GB", ""), a.token, "Idempotency-Key: "+key)
	}
	had, used, open := len(a.methods()), newKey(), newKey()
	if got := details(used); got.json["state"] != "applied" {
		t.Fatalf("%d %s", got.status, got.text)
	}
	a.begin(used, "").is(t, "a key of billing details", http.StatusUnprocessableEntity, billing.KeyReused)
	begun := a.begin(open, "")
	if got := details(open); got.json["state"] != "applied" {
		t.Fatalf("%d %s", got.status, got.text)
	}
	a.fill(begun)
	a.added(a.setup(open), had+1)
	a.r.stop()
	a = serve(t, opts).adder("admin@northwind.example")
	a.added(a.setup(open), had+1)
}

func TestWhoseSetupsAre(t *testing.T) {
	dir := demoDir(t)
	join(t, dir, billing.Person{ID: "per_finn", Name: "Finn Berg", Email: "finance@northwind.example"}, billing.RoleFinanceApprover)
	join(t, dir, billing.Person{ID: "per_otto", Name: "Otto Haas", Email: "operations@northwind.example"}, billing.RoleOperations)
	r := serve(t, options(dir, io.Discard))
	a, other := r.adder("admin@northwind.example"), r.adder("billing@fabrikam.example")
	key := newKey()
	a.begin(key, "http://127.0.0.1:51234/card")
	// Whoever has two accounts has one key for each thing that they do.
	twice, second := newKey(), other
	all, _ := r.ask(http.MethodGet, "/v1/accounts", "", other.token).json["accounts"].([]any)
	second.base = "/v1/accounts/" + all[1].(map[string]any)["id"].(string)
	other.begin(twice, "")
	for name, got := range map[string]reply{
		"one's own second":  second.begin(twice, ""),
		"another address":   a.begin(key, "http://127.0.0.1:51235/card"),
		"no address":        a.begin(key, ""),
		"another's account": other.begin(key, "http://127.0.0.1:51234/card"),
	} {
		if got.status != http.StatusUnprocessableEntity || got.json["code"] != string(billing.KeyReused) {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	for _, got := range []reply{second.setup(twice), other.setup(key), r.ask(http.MethodPost, other.base+"/payment-methods/setups/"+key+"/cancel", "", other.token), other.setup(newKey())} {
		if got.status != http.StatusNotFound || got.json["code"] != string(billing.MethodSetupUnknown) {
			t.Errorf("another's: %d %s", got.status, got.text)
		}
	}
	for _, email := range []string{"finance@northwind.example", "operations@northwind.example", "member@northwind.example"} {
		b := r.adder(email)
		for _, got := range []reply{
			b.begin(newKey(), ""), b.setup(key), r.ask(http.MethodPost, b.base+"/payment-methods/setups/"+key+"/cancel", "", b.token),
		} {
			if b.base != a.base || got.status != http.StatusForbidden || got.json["code"] != string(billing.NotPermitted) {
				t.Errorf("%s: %d %s", email, got.status, got.text)
			}
		}
	}
	if got := a.setup(key); got.json["status"] != "open" {
		t.Errorf("it is still there: %s", got.text)
	}
}
