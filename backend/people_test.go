package backend_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"billfold/billing"
)

type listed struct {
	ID, Name, Email, Role, Status string
	Guest                         bool
}

// members are an account's, as whoever has a token sees them.
func (r running) members(token, account string) (all []listed) {
	r.t.Helper()
	got := r.ask(http.MethodGet, "/v1/accounts/"+account+"/members?limit=1000", "", token)
	var page struct{ Members []listed }
	if err := json.Unmarshal([]byte(got.text), &page); err != nil || got.status != http.StatusOK {
		r.t.Fatalf("members: %d %s", got.status, got.text)
	}
	return page.Members
}

// village is Northwind, where Maya is an admin and Priya a member, with 46 of 50 seats
// taken and four people who were deactivated.
type village struct {
	running
	base, account string
	maya, priya   string // tokens
}

func northwind(t *testing.T) village {
	r := serve(t, options(demoDir(t), io.Discard))
	v := village{running: r, maya: r.token("admin@northwind.example"), priya: r.token("member@northwind.example")}
	v.account = r.account(v.maya)
	v.base = "/v1/accounts/" + v.account
	return v
}

// called finds a member by address.
func (v village) called(email string) listed {
	v.t.Helper()
	all := v.members(v.maya, v.account)
	at := slices.IndexFunc(all, func(m listed) bool { return m.Email == email })
	if at < 0 {
		v.t.Fatalf("there is no %s", email)
	}
	return all[at]
}

func (v village) do(token, method, path, body string) reply {
	v.t.Helper()
	return v.ask(method, v.base+path, body, token, "Idempotency-Key: "+newKey())
}

func named(members ...string) string {
	text, _ := json.Marshal(map[string][]string{"members": members}) // strings always marshal
	return string(text)
}

func (v village) setRole(token, id string, role billing.Role) reply {
	v.t.Helper()
	return v.do(token, http.MethodPut, "/members/"+id+"/role", fmt.Sprintf(`{"role":%q}`, role))
}

func (r reply) is(t *testing.T, what string, status int, code billing.Code) {
	t.Helper()
	got, _ := r.json["code"].(string)
	if r.status != status || got != string(code) {
		t.Errorf("%s: %d %s, want %d %s", what, r.status, r.text, status, code)
	}
}

// revision is how far the account's feed has come.
func (v village) revision() int64 {
	v.t.Helper()
	got := v.ask(http.MethodGet, v.base+"/changes?since=0&limit=1", "", v.maya)
	latest, _ := got.json["latest"].(float64)
	return int64(latest)
}

// One key is one invitation, and whoever follows the account is told of all of it.
func TestInvitingOverHTTP(t *testing.T) {
	v := northwind(t)
	before, since := len(v.members(v.maya, v.account)), v.revision()
	key := newKey()
	for range 3 {
		got := v.ask(http.MethodPost, v.base+"/members", `{"email":"Zoe@Northwind.example","name":"Zoe Haas","role":"operations"}`, v.maya, "Idempotency-Key: "+key)
		if got.status != http.StatusOK || got.json["state"] != "applied" || got.json["id"] != key {
			t.Fatalf("%d %s", got.status, got.text)
		}
	}
	zoe := v.called("zoe@northwind.example")
	if zoe.Status != "invited" || zoe.Role != "operations" || len(v.members(v.maya, v.account)) != before+1 {
		t.Errorf("%+v, of %d", zoe, before)
	}
	got := v.ask(http.MethodGet, fmt.Sprintf("%s/changes?since=%d", v.base, since), "", v.maya)
	var feed struct {
		Resources []struct {
			Kind, ID string
			Data     struct {
				Actor, Kind, State string
				Params             map[string]string
			}
		}
	}
	if err := json.Unmarshal([]byte(got.text), &feed); err != nil {
		t.Fatal(err)
	}
	told := map[string]int{}
	for _, r := range feed.Resources {
		told[r.Kind]++
		if r.Kind == "change" && (r.ID != key || r.Data.Kind != "invite" || r.Data.Actor != "Maya Okafor" || r.Data.Params["who"] != "Zoe Haas") {
			t.Errorf("record %+v", r)
		}
	}
	if told["member"] != 1 || told["usage"] != 1 || told["change"] != 1 {
		t.Errorf("told %v", told)
	}
	again := v.do(v.maya, http.MethodPost, "/members", `{"email":"zoe@northwind.example","role":"member"}`)
	again.is(t, "the same address", http.StatusUnprocessableEntity, billing.InvalidRequest)
	if params, _ := again.json["params"].(map[string]any); params["field"] != "email" || params["hint"] != billing.HintInvited {
		t.Errorf("params %v", params)
	}
}

// Every role does what it may and nothing else, as soon as it is given.
func TestEachRoleAmongPeople(t *testing.T) {
	v := northwind(t)
	priya, anna, maya := v.called("member@northwind.example").ID, v.called("anna.seaton@northwind.example").ID, v.called("admin@northwind.example").ID
	for _, c := range []struct {
		role     billing.Role
		may      bool
		mightier int // what comes of touching an admin
	}{
		{billing.RoleMember, false, http.StatusForbidden},
		{billing.RoleOperations, false, http.StatusForbidden},
		{billing.RoleFinanceApprover, false, http.StatusForbidden},
		{billing.RoleBillingAdmin, true, http.StatusForbidden},
		{billing.RoleAdmin, true, http.StatusOK},
	} {
		if got := v.setRole(v.maya, priya, c.role); got.status != http.StatusOK {
			t.Fatalf("%s: %d %s", c.role, got.status, got.text)
		}
		invitation := fmt.Sprintf(`{"email":"%s@elsewhere.example","role":"member","guest":true}`, c.role)
		for what, got := range map[string]reply{
			"invite":  v.do(v.priya, http.MethodPost, "/members", invitation),
			"role":    v.setRole(v.priya, anna, billing.RoleOperations),
			"details": v.do(v.priya, http.MethodPut, "/billing-details", detailsOf("Northwind", "GB", "")),
		} {
			if c.may && got.status != http.StatusOK {
				t.Errorf("%s, %s: %d %s", c.role, what, got.status, got.text)
			} else if !c.may {
				got.is(t, string(c.role)+", "+what, http.StatusForbidden, billing.NotPermitted)
			}
		}
		got := v.setRole(v.priya, maya, billing.RoleAdmin)
		if got.status != c.mightier {
			t.Errorf("%s touches an admin: %d %s", c.role, got.status, got.text)
		}
		if c.may {
			v.setRole(v.priya, anna, billing.RoleOwner).is(t, string(c.role)+" makes an owner", http.StatusForbidden, billing.RoleAboveOwn)
		}
	}
}

// A seat more is refused where none is free, for nobody or for all who are named.
func TestSeatsOverHTTP(t *testing.T) {
	v := northwind(t)
	var gone []string
	active := 0
	for _, m := range v.members(v.maya, v.account) {
		if m.Status == "deactivated" {
			gone = append(gone, m.ID)
		}
		if m.Status == "active" && !m.Guest {
			active++
		}
	}
	const seats = 50
	if len(gone) != seats-active {
		t.Fatalf("%d active and %d deactivated of %d seats", active, len(gone), seats)
	}
	guest := `{"email":"guest@elsewhere.example","role":"member","guest":true}`
	somebody := `{"email":"somebody@northwind.example","role":"member"}`
	if got := v.do(v.maya, http.MethodPost, "/members/reactivate", named(gone...)); got.status != http.StatusOK {
		t.Fatalf("up to the last seat: %d %s", got.status, got.text)
	}
	full := v.do(v.maya, http.MethodPost, "/members", somebody)
	full.is(t, "no seat is free", http.StatusUnprocessableEntity, billing.SeatsOverLimit)
	if params, _ := full.json["params"].(map[string]any); params["members"] != "51" || params["limit"] != "50" {
		t.Errorf("params %v", params)
	}
	if got := v.do(v.maya, http.MethodPost, "/members", guest); got.status != http.StatusOK {
		t.Errorf("a guest: %d %s", got.status, got.text)
	}
	if got := v.do(v.maya, http.MethodPost, "/members/deactivate", named(gone[0])); got.status != http.StatusOK {
		t.Errorf("one leaves: %d %s", got.status, got.text)
	}
	if got := v.do(v.maya, http.MethodPost, "/members", somebody); got.status != http.StatusOK {
		t.Errorf("a seat is free: %d %s", got.status, got.text)
	}
	v.do(v.maya, http.MethodPost, "/members/reactivate", named(gone[1], "mem_none")).is(t, "one who is not there", http.StatusNotFound, billing.NotFound)
}

// Whoever is deactivated is out wherever they are, and back as a member.
func TestADeactivatedMemberIsOut(t *testing.T) {
	v := northwind(t)
	priya := v.called("member@northwind.example").ID
	if got := v.do(v.maya, http.MethodPost, "/members/deactivate", named(priya)); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.text)
	}
	for _, path := range []string{"", "/usage", "/changes?since=1"} {
		v.ask(http.MethodGet, v.base+path, "", v.priya).is(t, path, http.StatusNotFound, billing.NotFound)
	}
	if got := v.ask(http.MethodGet, "/v1/accounts", "", v.priya); !strings.Contains(got.text, `"accounts":[]`) {
		t.Errorf("accounts: %s", got.text)
	}
	v.do(v.maya, http.MethodPost, "/members", `{"email":"member@northwind.example","role":"member"}`).
		is(t, "invited anew", http.StatusUnprocessableEntity, billing.InvalidRequest)
	if got := v.do(v.maya, http.MethodPost, "/members/reactivate", named(priya)); got.status != http.StatusOK {
		t.Errorf("%d %s", got.status, got.text)
	}
	if got := v.ask(http.MethodGet, v.base, "", v.priya); got.json["role"] != "member" {
		t.Errorf("back: %d %s", got.status, got.text)
	}
	maya := v.called("admin@northwind.example").ID
	v.do(v.maya, http.MethodPost, "/members/deactivate", named(maya)).is(t, "the last who decides", http.StatusUnprocessableEntity, billing.LastDecider)
}

// Two admins deactivate each other in the same moment: one stays.
func TestTwoAdminsDeactivateEachOtherOverHTTP(t *testing.T) {
	v := northwind(t)
	ids := []string{v.called("admin@northwind.example").ID, v.called("member@northwind.example").ID}
	tokens := []string{v.maya, v.priya}
	if got := v.setRole(v.maya, ids[1], billing.RoleAdmin); got.status != http.StatusOK {
		t.Fatalf("%d %s", got.status, got.text)
	}
	got := make([]reply, 2)
	var together sync.WaitGroup
	for i := range got {
		together.Go(func() { got[i] = v.do(tokens[i], http.MethodPost, "/members/deactivate", named(ids[1-i])) })
	}
	together.Wait()
	winner := 0
	if got[1].status == http.StatusOK {
		winner = 1
	}
	if got[winner].status != http.StatusOK || got[1-winner].status != http.StatusNotFound {
		t.Errorf("%d %s and %d %s", got[0].status, got[0].text, got[1].status, got[1].text)
	}
	if left := v.ask(http.MethodGet, v.base, "", tokens[winner]); left.json["role"] != "admin" {
		t.Errorf("whoever stays: %d %s", left.status, left.text)
	}
}

// What was previewed with another country's tax is not charged once the details changed.
func TestDetailsOverHTTP(t *testing.T) {
	v := northwind(t)
	device := v.enrol(v.maya)
	first := v.ask(http.MethodPost, v.base+"/previews", `{"kind":"change","seats":51}`, v.maya)
	key := newKey()
	for range 2 {
		got := v.ask(http.MethodPut, v.base+"/billing-details", detailsOf("Northwind GmbH", "DE", ""), v.maya, "Idempotency-Key: "+key)
		if got.status != http.StatusOK || got.json["state"] != "applied" {
			t.Fatalf("%d %s", got.status, got.text)
		}
	}
	if got := v.ask(http.MethodGet, v.base, "", v.maya); !strings.Contains(got.text, `"details":{"first_name":"Maya","last_name":"Okafor","company":"Northwind GmbH","email":"maya@northwind.example",`) {
		t.Errorf("%s", got.text)
	}
	charged := charges(v.running)
	c := device.confirmation(v.base, first, newKey())
	refused := device.send(v.base, c, device.key.Sign(c))
	problem, _ := refused.json["problem"].(map[string]any)
	if refused.json["state"] != "rejected" || problem["code"] != string(billing.PriceChanged) || problem["preview"] == nil || charges(v.running) != charged {
		t.Errorf("%d %s", refused.status, refused.text)
	}
	bad := v.do(v.maya, http.MethodPut, "/billing-details", detailsOf("Northwind GmbH", "DE", "DE12"))
	bad.is(t, "no VAT ID of Germany", http.StatusUnprocessableEntity, billing.InvalidRequest)
	if params, _ := bad.json["params"].(map[string]any); params["field"] != "vat_id" || params["example"] != "DE123456789" {
		t.Errorf("params %v", params)
	}
	bad = v.do(v.maya, http.MethodPut, "/billing-details", `{"company":"Northwind GmbH","country":"DE","vat_id":""}`)
	bad.is(t, "nobody to ask", http.StatusUnprocessableEntity, billing.InvalidRequest)
	if params, _ := bad.json["params"].(map[string]any); params["field"] != "first_name" || params["hint"] != billing.HintFirstName {
		t.Errorf("params %v", params)
	}
}

// detailsOf are complete billing details, as they are sent.
func detailsOf(company, country, vatID string) string {
	return `{"first_name":"Maya","last_name":"Okafor","company":"` + company + `","email":"maya@northwind.example","phone":"+49 30 12345",
		"address":"Kanalstr. 1","postal_code":"10969","city":"Berlin","country":"` + country + `","vat_id":"` + vatID + `","recipients":["ap@northwind.example"]}`
}
