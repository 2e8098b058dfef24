package remote_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"billfold/billing"
	"billfold/sync/remote"

	"github.com/google/go-cmp/cmp"
)

// acts are what is done about people and details, each under the key "k1".
var acts = map[string]struct {
	do   func(t *testing.T, c *remote.Client) (billing.Outcome, error)
	want string // method and path
	body string
}{
	"invite": {func(t *testing.T, c *remote.Client) (billing.Outcome, error) {
		return c.Invite(t.Context(), "acc_1", "k1", billing.Invitation{Email: "x@example.com", Name: "X", Role: billing.RoleMember, Guest: true})
	}, "POST /v1/accounts/acc_1/members", `{"email":"x@example.com","name":"X","role":"member","guest":true}`},
	"role": {func(t *testing.T, c *remote.Client) (billing.Outcome, error) {
		return c.SetRole(t.Context(), "acc_1", "k1", billing.RoleChange{Member: "mem/1", Role: billing.RoleAdmin})
	}, "PUT /v1/accounts/acc_1/members/mem%2F1/role", `{"role":"admin"}`},
	"deactivate": {func(t *testing.T, c *remote.Client) (billing.Outcome, error) {
		return c.SetActive(t.Context(), "acc_1", "k1", billing.Activation{Members: []string{"mem_1", "mem_2"}})
	}, "POST /v1/accounts/acc_1/members/deactivate", `{"members":["mem_1","mem_2"]}`},
	"reactivate": {func(t *testing.T, c *remote.Client) (billing.Outcome, error) {
		return c.SetActive(t.Context(), "acc_1", "k1", billing.Activation{Active: true})
	}, "POST /v1/accounts/acc_1/members/reactivate", `{"members":[]}`},
	"default": {func(t *testing.T, c *remote.Client) (billing.Outcome, error) {
		return c.SetDefault(t.Context(), "acc_1", "k1", "pm/1")
	}, "PUT /v1/accounts/acc_1/payment-methods/pm%2F1/default", ""},
	"remove": {func(t *testing.T, c *remote.Client) (billing.Outcome, error) {
		return c.RemoveMethod(t.Context(), "acc_1", "k1", "pm_1")
	}, "DELETE /v1/accounts/acc_1/payment-methods/pm_1", ""},
	"details": {func(t *testing.T, c *remote.Client) (billing.Outcome, error) {
		return c.SetDetails(t.Context(), "acc_1", "k1", billing.BillingDetails{
			FirstName: "Maya", LastName: "Okafor", Company: "N", Email: "maya@northwind.example", Phone: "+49 30 1", Address: "A", PostalCode: "1",
			City: "Berlin", Region: "R", Country: "DE", VATID: "DE123456789", NoVATID: true, PONumber: "PO-1", Recipients: []string{"ap@northwind.example"},
		})
	}, "PUT /v1/accounts/acc_1/billing-details", `{"first_name":"Maya","last_name":"Okafor","company":"N",
		"email":"maya@northwind.example","phone":"+49 30 1","address":"A","postal_code":"1","city":"Berlin","region":"R","country":"DE",
		"vat_id":"DE123456789","no_vat_id":true,"po_number":"PO-1","recipients":["ap@northwind.example"]}`},
}

func TestActsAboutPeopleAreSentOnce(t *testing.T) {
	for name, act := range acts {
		var asked []string
		var got, want any
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				jsonAnswer(w, `{"id":"acc_1","currency":"USD"}`)
				return
			}
			asked = append(asked, r.Method+" "+r.URL.EscapedPath()+" "+r.Header.Get("Idempotency-Key"))
			if got = nil; act.body != "" {
				if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
					t.Error(err)
				}
			}
			jsonAnswer(w, `{"id":"k1","state":"applied","amount_charged":"0.00"}`)
		})
		o, err := act.do(t, c)
		if err != nil || o.State != billing.ChangeApplied || o.ID != "k1" {
			t.Errorf("%s: %+v, %v", name, o, err)
		}
		if act.body != "" {
			if err := json.Unmarshal([]byte(act.body), &want); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]string{act.want + " k1"}, asked); diff != "" {
			t.Errorf("%s: asked (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: body (-want +got):\n%s", name, diff)
		}
	}
}

// An act is never repeated by itself: whoever has its key does that.
func TestActsAboutPeopleThatFail(t *testing.T) {
	for name, act := range acts {
		for want, answers := range map[billing.Code]http.HandlerFunc{
			billing.Offline:        func(w http.ResponseWriter, _ *http.Request) { cut(w) },
			billing.SeatsOverLimit: func(w http.ResponseWriter, _ *http.Request) { problemAnswer(w, 422, `{"code":"seats_over_limit"}`) },
			billing.BackendForeign: func(w http.ResponseWriter, _ *http.Request) { jsonAnswer(w, `{"id":"k2","state":"applied"}`) },
			billing.BackendBroken:  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) },
		} {
			asked := 0
			c := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet {
					jsonAnswer(w, `{"id":"acc_1","currency":"USD"}`)
					return
				}
				asked++
				answers(w, r)
			})
			_, err := act.do(t, c)
			wantCode(t, err, want)
			if asked != 1 {
				t.Errorf("%s, %s: asked %d times", name, want, asked)
			}
		}
	}
}
