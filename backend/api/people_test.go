package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"billfold/backend/api"
	"billfold/billing"
)

// acted is what one operation of each sort asks for, as it is written and as it is read.
var acted = []struct{ method, path, body, want string }{
	{http.MethodPost, "/members", `{"email":"x@example.com","name":"X","role":"operations","guest":true}`, "{x@example.com X operations true}"},
	{http.MethodPost, "/members", `{"email":"x@example.com","role":"member"}`, "{x@example.com  member false}"},
	{http.MethodPut, "/members/mem_1/role", `{"role":"admin"}`, "{mem_1 admin}"},
	{http.MethodPost, "/members/deactivate", `{"members":["mem_1","mem_2"]}`, "{[mem_1 mem_2] false}"},
	{http.MethodPost, "/members/reactivate", `{"members":["mem_1"]}`, "{[mem_1] true}"},
	{http.MethodPut, "/payment-methods/pm_1/default", "", "default pm_1"},
	{http.MethodDelete, "/payment-methods/pm_1", "", "remove pm_1"},
	{http.MethodPut, "/billing-details", `{"company":"N","country":"DE","vat_id":""}`, "{  N       DE  false  []}"},
	{http.MethodPut, "/billing-details", `{"first_name":"Maya","last_name":"Okafor","company":"N","email":"maya@northwind.example","phone":"+44 20 7946 0018","address":"14 Canal Street","postal_code":"E2 8PJ","city":"London","region":"R","country":"DE","vat_id":"","no_vat_id":true,"po_number":"PO-1","recipients":["ap@northwind.example"]}`, "{Maya Okafor N maya@northwind.example +44 20 7946 0018 14 Canal Street E2 8PJ London R DE  true PO-1 [ap@northwind.example]}"},
}

func TestActsAboutPeople(t *testing.T) {
	var did string
	b := start(t, func(d *api.Deps) {
		d.Engine = fakeEngine{ActFn: func(key string, asked any) (billing.Outcome, error) {
			did = fmt.Sprintf("%s %v", key, asked)
			return billing.Outcome{ID: key, State: billing.ChangeApplied, AmountCharged: usd(0)}, nil
		}}
	})
	for _, c := range acted {
		got := b.ask("maya", c.method, base+c.path, c.body, "Idempotency-Key: "+key)
		if got.status != http.StatusOK || got.json["id"] != key || got.json["state"] != "applied" || did != key+" "+c.want {
			t.Errorf("%s: %d %s, did %s", c.path, got.status, got.text, did)
		}
		did = ""
		b.ask("maya", c.method, base+c.path, c.body).expectProblem(t, http.StatusBadRequest, billing.KeyMissing)
		b.ask("maya", c.method, base+c.path, c.body, "Idempotency-Key: once").expectProblem(t, http.StatusBadRequest, billing.InvalidRequest)
		if c.body != "" {
			b.ask("maya", c.method, base+c.path, `{}`, "Idempotency-Key: "+key).expectProblem(t, http.StatusUnprocessableEntity, billing.InvalidRequest)
		}
		b.ask("leo", c.method, base+c.path, "{ not json").expectProblem(t, http.StatusForbidden, billing.NotPermitted)
		b.ask("sam", c.method, base+c.path, c.body, "Idempotency-Key: "+key).expectProblem(t, http.StatusNotFound, billing.NotFound)
		b.ask("", c.method, base+c.path, c.body, "Idempotency-Key: "+key).expectProblem(t, http.StatusUnauthorized, billing.Unauthenticated)
		if did != "" {
			t.Errorf("%s: refused, and did %s", c.path, did)
		}
	}
}

func TestManyMembersAtOnce(t *testing.T) {
	named := 0
	b := start(t, func(d *api.Deps) {
		d.Engine = fakeEngine{ActFn: func(key string, asked any) (billing.Outcome, error) {
			named = len(asked.(billing.Activation).Members)
			return billing.Outcome{ID: key, State: billing.ChangeApplied}, nil
		}}
	})
	ids := func(n int) string {
		id := `"mem_0190b7a0-0000-7000-8000-000000000001"`
		return `{"members":[` + strings.TrimSuffix(strings.Repeat(id+",", n), ",") + `]}`
	}
	got := b.ask("maya", http.MethodPost, base+"/members/deactivate", ids(billing.MaxActivated), "Idempotency-Key: "+key)
	if got.status != http.StatusOK || named != billing.MaxActivated {
		t.Errorf("%d %s, %d named", got.status, got.text, named)
	}
	for _, n := range []int{0, billing.MaxActivated + 1} {
		b.ask("maya", http.MethodPost, base+"/members/deactivate", ids(n), "Idempotency-Key: "+key).
			expectProblem(t, http.StatusUnprocessableEntity, billing.InvalidRequest)
	}
}

func TestRefusalsAboutPeople(t *testing.T) {
	for code, status := range map[billing.Code]int{
		billing.RoleAboveOwn: http.StatusForbidden, billing.LastDecider: http.StatusUnprocessableEntity,
		billing.SeatsOverLimit: http.StatusUnprocessableEntity, billing.NotFound: http.StatusNotFound,
	} {
		b := start(t, func(d *api.Deps) {
			d.Engine = fakeEngine{ActFn: func(string, any) (billing.Outcome, error) {
				return billing.Outcome{}, billing.NewProblem(code)
			}}
		})
		for _, c := range acted {
			b.ask("maya", c.method, base+c.path, c.body, "Idempotency-Key: "+key).expectProblem(t, status, code)
		}
	}
}

// Whoever does too much about people is told to wait, and confirms all the same.
func TestActsAboutPeopleAreLimited(t *testing.T) {
	b := start(t, nil)
	do := func() reply {
		return b.ask("maya", http.MethodPut, base+"/members/mem_1/role", `{"role":"member"}`, "Idempotency-Key: "+key)
	}
	for range 120 {
		if got := do(); got.status != http.StatusOK {
			t.Fatalf("%d %s", got.status, got.text)
		}
	}
	got := do()
	got.expectProblem(t, http.StatusTooManyRequests, billing.TooManyRequests)
	if got.header.Get("Retry-After") == "" {
		t.Error("it does not say when")
	}
	if got := b.ask("maya", http.MethodPost, base+"/subscription/cancel", "", "Idempotency-Key: "+key); got.status != http.StatusOK {
		t.Errorf("cancel: %d %s", got.status, got.text)
	}
}
