package session_test

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"billfold/app/session"
	"billfold/billing"
)

// called finds a member in the copy by address; nil where there is none.
func called(t *testing.T, s *session.Session, account, email string) *billing.Member {
	t.Helper()
	all, err := s.Members(t.Context(), account, "", -1)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(m billing.Member) bool { return m.Email == email })
	if at < 0 {
		return nil
	}
	return &all[at]
}

// newest is what the record says last.
func newest(t *testing.T, s *session.Session, account string) billing.Change {
	t.Helper()
	all, err := s.Changes(t.Context(), account, "", 1)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	return all[0]
}

// Whatever is done about people is in the copy when it returns, and in that of whoever
// else looks.
func TestPeopleAreManaged(t *testing.T) {
	s, account := newDesk(t).signedIn(t, admin)
	defer closed(t, s)
	elsewhere, _ := newDesk(t).signedIn(t, admin)
	defer closed(t, elsewhere)
	const email = "tove.jansen@northwind.example"
	ctx := t.Context()
	if err := s.Invite(ctx, account, billing.Invitation{Email: email, Name: "Tove Jansen", Role: billing.RoleMember}); err != nil {
		t.Fatal(err)
	}
	tove := called(t, s, account, email)
	if tove == nil || tove.Status != billing.MemberInvited || newest(t, s, account).Kind != billing.ActInvite {
		t.Fatalf("invited %+v", tove)
	}
	if err := s.SetMemberRole(ctx, account, billing.RoleChange{Member: tove.ID, Role: billing.RoleOperations}); err != nil {
		t.Fatal(err)
	}
	if now := called(t, s, account, email); now.Role != billing.RoleOperations || newest(t, s, account).Params["was"] != "member" {
		t.Errorf("%+v, recorded as %+v", now, newest(t, s, account))
	}
	if _, err := elsewhere.Refresh(ctx, account); err != nil || called(t, elsewhere, account, email).Role != billing.RoleOperations {
		t.Errorf("elsewhere %+v, %v", called(t, elsewhere, account, email), err)
	}
	anna := called(t, s, account, "anna.seaton@northwind.example")
	for _, active := range []bool{false, true} {
		if err := s.SetMembersActive(ctx, account, billing.Activation{Members: []string{anna.ID}, Active: active}); err != nil {
			t.Fatal(err)
		}
		if got := called(t, s, account, anna.Email).Status == billing.MemberActive; got != active {
			t.Errorf("active: %t, want %t", got, active)
		}
	}
	if err := s.SetMembersActive(ctx, account, billing.Activation{Members: []string{tove.ID}}); err != nil || called(t, s, account, email) != nil {
		t.Errorf("an invitation is withdrawn: %+v, %v", called(t, s, account, email), err)
	}
	err := s.SetMembersActive(ctx, account, billing.Activation{Members: []string{anna.ID, tove.ID}})
	if billing.CodeOf(err) != billing.NotFound || called(t, s, account, anna.Email).Status != billing.MemberActive {
		t.Errorf("with somebody who is gone: %v", err)
	}
}

func TestBillingDetailsAreChanged(t *testing.T) {
	s, account := newDesk(t).signedIn(t, admin)
	defer closed(t, s)
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	before := facts.Account.Details
	defer func() {
		if err := s.SetBillingDetails(t.Context(), account, before); err != nil {
			t.Error(err)
		}
	}()
	wanted := before
	wanted.Company, wanted.Country, wanted.VATID = "Northwind Traders GmbH", "DE", "DE123456789"
	wanted.PONumber, wanted.Recipients = "PO-1", []string{"ap@northwind.example"}
	if err := s.SetBillingDetails(t.Context(), account, wanted); err != nil {
		t.Fatal(err)
	}
	if facts, err = s.Facts(t.Context(), account); err != nil || !facts.Account.Details.Equal(&wanted) {
		t.Errorf("%+v, %v", facts.Account.Details, err)
	}
	wanted.VATID = "DE1"
	if err := s.SetBillingDetails(t.Context(), account, wanted); billing.CodeOf(err) != billing.InvalidRequest {
		t.Errorf("no VAT ID: %v", err)
	}
}

// Whoever leaves an account has it no more when they are told that they left.
func TestLeavingAnAccount(t *testing.T) {
	maya, account := newDesk(t).signedIn(t, admin)
	defer closed(t, maya)
	priya, _ := newDesk(t).signedIn(t, reader)
	defer closed(t, priya)
	ctx := t.Context()
	id := called(t, maya, account, reader).ID
	if err := priya.SetMembersActive(ctx, account, billing.Activation{Members: []string{id}}); billing.CodeOf(err) != billing.NotPermitted {
		t.Errorf("as a member: %v", err)
	}
	if err := maya.SetMemberRole(ctx, account, billing.RoleChange{Member: id, Role: billing.RoleAdmin}); err != nil {
		t.Fatal(err)
	}
	if err := priya.SetMembersActive(ctx, account, billing.Activation{Members: []string{id}}); err != nil {
		t.Fatal(err)
	}
	if all, err := priya.Accounts(ctx); err != nil || len(all) != 0 {
		t.Errorf("accounts %+v, %v", all, err)
	}
	if _, err := priya.Facts(ctx, account); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("what was saved of it: %v", err)
	}
	if err := maya.SetMembersActive(ctx, account, billing.Activation{Members: []string{id}, Active: true}); err != nil {
		t.Fatal(err)
	}
	if all, err := priya.RefreshAccounts(ctx); err != nil || len(all) != 1 || all[0].Role != billing.RoleMember {
		t.Errorf("accounts %+v, %v", all, err)
	}
}

func TestPeopleOffline(t *testing.T) {
	d := newDesk(t)
	s, account := d.signedIn(t, admin)
	closed(t, s)
	again := d.mustOpen(t, nowhere)
	defer closed(t, again)
	for name, err := range map[string]error{
		"invite":  again.Invite(t.Context(), account, billing.Invitation{Email: "x@example.com", Role: billing.RoleMember}),
		"role":    again.SetMemberRole(t.Context(), account, billing.RoleChange{Member: "mem_1", Role: billing.RoleMember}),
		"active":  again.SetMembersActive(t.Context(), account, billing.Activation{Members: []string{"mem_1"}}),
		"details": again.SetBillingDetails(t.Context(), account, billing.BillingDetails{Company: "N", Country: "DE"}),
	} {
		if billing.CodeOf(err) != billing.Offline {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// An answer that is lost on its way is asked for again, and the invitation was made once.
func TestAnInvitationWhoseAnswerIsLost(t *testing.T) {
	to, err := url.Parse(demo)
	if err != nil {
		t.Fatal(err)
	}
	var lost atomic.Int32
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/members") {
			proxy.ServeHTTP(w, r)
			return
		}
		if lost.Add(-1) < 0 {
			proxy.ServeHTTP(w, r)
			return
		}
		proxy.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	}))
	defer server.Close()
	d := newDesk(t)
	d.server = server.URL
	s, account := d.signedIn(t, admin)
	defer closed(t, s)
	for email, c := range map[string]struct {
		lost int32
		want billing.Code
	}{
		"uma.kovac@northwind.example":  {2, ""},
		"zora.quist@northwind.example": {100, billing.Offline},
	} {
		lost.Store(c.lost)
		err := s.Invite(t.Context(), account, billing.Invitation{Email: email, Role: billing.RoleMember, Guest: true})
		if billing.CodeOf(err) != c.want {
			t.Errorf("%s: %v", email, err)
		}
		if _, err := s.Refresh(t.Context(), account); err != nil {
			t.Fatal(err)
		}
		m := called(t, s, account, email)
		if m == nil {
			t.Fatalf("%s is not there", email)
		}
		if err := s.SetMembersActive(t.Context(), account, billing.Activation{Members: []string{m.ID}}); err != nil || called(t, s, account, email) != nil {
			t.Errorf("%s: %v", email, err)
		}
	}
}
