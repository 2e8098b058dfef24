package billing

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// crew is somebody of a role in an account with five seats, of which four are taken,
// where Ann and Bo may change billing.
func crew(role Role) Crew {
	return Crew{
		Role: role, Active: 4, Subscription: &Subscription{Terms: Terms{Plan: "team", Seats: 5}},
		Deciders: []Person{{ID: "per_a", Email: "ann@example.com"}, {ID: "per_b", Email: "bo@example.com"}},
	}
}

func member(id string, role Role, status MemberStatus) Member {
	return Member{ID: id, Name: strings.ToUpper(id), Email: id + "@example.com", Role: role, Status: status}
}

// said is the code of a problem and the values of some of its params.
func said(err error, params ...string) string {
	p, ok := errors.AsType[*Problem](err)
	if !ok {
		return ""
	}
	all := []string{string(p.Code)}
	for _, name := range params {
		if value := p.Params[name]; value != "" {
			all = append(all, value)
		}
	}
	return strings.Join(all, " ")
}

func TestInvite(t *testing.T) {
	full, over, unsold := crew(RoleAdmin), crew(RoleAdmin), crew(RoleAdmin)
	full.Active, over.Active = 5, 9
	unsold.Subscription = &Subscription{Terms: Terms{Plan: "usage"}}
	unsold.Active = 70
	never := crew(RoleAdmin)
	never.Subscription = nil
	deactivated := member("x", RoleMember, MemberDeactivated)
	invited := member("x", RoleMember, MemberInvited)
	active := member("x", RoleMember, MemberActive)
	x := Invitation{Email: "x@example.com", Role: RoleMember}
	guest := Invitation{Email: "x@example.com", Role: RoleMember, Guest: true}
	for _, c := range []struct {
		name  string
		crew  Crew
		in    Invitation
		known *Member
		want  string
	}{
		{"the last free seat", crew(RoleAdmin), x, nil, ""},
		{"no seat is free", full, x, nil, "seats_over_limit 6 5 1 0"},
		{"more people than seats", over, x, nil, "seats_over_limit 10 5 5 0"},
		{"a guest takes none", over, guest, nil, ""},
		{"a plan without seats", unsold, x, nil, ""},
		{"no subscription", never, x, nil, "not_subscribed"},
		{"a guest before there is one", never, guest, nil, ""},
		{"an operator", crew(RoleOperations), x, nil, "not_permitted"},
		{"a finance approver", crew(RoleFinanceApprover), x, nil, "not_permitted"},
		{"a member", crew(RoleMember), guest, nil, "not_permitted"},
		{"nobody", crew(""), x, nil, "not_permitted"},
		{"as one's own role", crew(RoleBillingAdmin), Invitation{Email: "x@example.com", Role: RoleBillingAdmin}, nil, ""},
		{"as a mightier role", crew(RoleBillingAdmin), Invitation{Email: "x@example.com", Role: RoleAdmin}, nil, "role_above_own admin"},
		{"a guest as a mightier role", crew(RoleAdmin), Invitation{Email: "x@example.com", Role: RoleOwner, Guest: true}, nil, "role_above_own owner"},
		{"as no role", crew(RoleOwner), Invitation{Email: "x@example.com"}, nil, "invalid_request role " + HintRole},
		{"as an unknown role", crew(RoleOwner), Invitation{Email: "x@example.com", Role: "king"}, nil, "invalid_request role " + HintRole},
		{"an invited one", crew(RoleAdmin), x, &invited, "invalid_request email " + HintInvited},
		{"a member who is there", crew(RoleAdmin), guest, &active, "invalid_request email " + HintMember},
		{"a deactivated one", full, x, &deactivated, "invalid_request email " + HintDeactivated},
		{"a name of two lines", crew(RoleAdmin), Invitation{Email: "x@example.com", Name: "X\nY", Role: RoleMember}, nil, "invalid_request name " + HintName},
		{"too long a name", crew(RoleAdmin), Invitation{Email: "x@example.com", Name: strings.Repeat("ü", 101), Role: RoleMember}, nil, "invalid_request name " + HintName},
	} {
		m, err := c.crew.Invite(c.in, c.known)
		if got := said(err, "role", "field", "hint", "members", "limit", "over", "free"); !strings.HasPrefix(got, c.want) || (c.want == "") != (err == nil) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if err == nil && (m.Status != MemberInvited || m.Role != c.in.Role || m.Guest != c.in.Guest || m.Email != "x@example.com") {
			t.Errorf("%s: %+v", c.name, m)
		}
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"x@example.com":                          "x@example.com",
		"  Anna.Seaton@Example.COM ":             "anna.seaton@example.com",
		"o'hara+billing@sub.example.com":         "o'hara+billing@sub.example.com",
		"jörg@bücher.example":                    "jörg@bücher.example",
		"x@1-2.example":                          "x@1-2.example",
		"":                                       "",
		"x":                                      "",
		"@example.com":                           "",
		"x@":                                     "",
		"x@example":                              "",
		"x@example.":                             "",
		"x@.example.com":                         "",
		"x@-example.com":                         "",
		"x@example_1.com":                        "",
		"x@y@example.com":                        "",
		".x@example.com":                         "",
		"x.@example.com":                         "",
		"x..y@example.com":                       "",
		"x y@example.com":                        "",
		"x,y@example.com":                        "",
		"Ann <x@example.com>":                    "",
		"x@example.com\r\nBcc: y@a.com":          "",
		"x\x00@example.com":                      "",
		"\xff@example.com":                       "",
		strings.Repeat("x", 65) + "@a.com":       "",
		"x@" + strings.Repeat("a", 250) + ".com": "",
	} {
		m, err := crew(RoleAdmin).Invite(Invitation{Email: address, Role: RoleMember}, nil)
		if (err == nil) != (want != "") || m.Email != want {
			t.Errorf("%q: %q, %v", address, m.Email, err)
		}
		if err != nil && said(err, "field", "hint") != "invalid_request email "+HintEmail {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestSetRole(t *testing.T) {
	only := func(role Role) Crew {
		c := crew(role)
		c.Deciders = c.Deciders[:1]
		return c
	}
	ann := member("ann", RoleAdmin, MemberActive)
	loud := ann
	loud.Email = "Ann@Example.com"
	for _, c := range []struct {
		name   string
		crew   Crew
		member Member
		role   Role
		want   string
	}{
		{"up", crew(RoleAdmin), member("x", RoleMember, MemberActive), RoleBillingAdmin, ""},
		{"down", crew(RoleAdmin), member("x", RoleOperations, MemberActive), RoleMember, ""},
		{"the same", crew(RoleAdmin), member("x", RoleMember, MemberActive), RoleMember, ""},
		{"one's own kind", crew(RoleAdmin), member("x", RoleAdmin, MemberActive), RoleMember, ""},
		{"to one's own role", crew(RoleBillingAdmin), member("x", RoleMember, MemberActive), RoleBillingAdmin, ""},
		{"an invitation's", crew(RoleAdmin), member("x", RoleMember, MemberInvited), RoleOperations, ""},
		{"a mightier role is granted", crew(RoleAdmin), member("x", RoleMember, MemberActive), RoleOwner, "role_above_own owner admin"},
		{"a mightier role is taken", crew(RoleBillingAdmin), member("x", RoleAdmin, MemberActive), RoleMember, "role_above_own admin billing_admin"},
		{"oneself, up", crew(RoleBillingAdmin), member("ann", RoleBillingAdmin, MemberActive), RoleOwner, "role_above_own owner billing_admin"},
		{"a role of tomorrow is taken", crew(RoleOwner), member("x", "king", MemberActive), RoleMember, "role_above_own king owner"},
		{"an unknown role", crew(RoleOwner), member("x", RoleMember, MemberActive), "king", "invalid_request role"},
		{"no role", crew(RoleOwner), member("x", RoleMember, MemberActive), "", "invalid_request role"},
		{"a deactivated one's", crew(RoleOwner), member("x", RoleMember, MemberDeactivated), RoleAdmin, "invalid_request member"},
		{"by whoever may not", crew(RoleOperations), member("x", RoleMember, MemberActive), RoleMember, "not_permitted"},
		{"oneself, down, with another left", crew(RoleAdmin), ann, RoleMember, ""},
		{"oneself, down, the last", only(RoleAdmin), ann, RoleOperations, "last_decider"},
		{"the last, written otherwise", only(RoleAdmin), loud, RoleOperations, "last_decider"},
		{"the last, to another who may", only(RoleAdmin), ann, RoleBillingAdmin, ""},
		{"another than the last", only(RoleAdmin), member("x", RoleAdmin, MemberActive), RoleMember, ""},
	} {
		m, err := c.crew.SetRole(c.member, c.role)
		if got := said(err, "role", "own", "field"); !strings.HasPrefix(got, c.want) || (c.want == "") != (err == nil) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		want := c.member
		if err == nil {
			want.Role = c.role
		}
		if m != want {
			t.Errorf("%s: %+v", c.name, m)
		}
	}
}

func ids(members []Member) string {
	all := make([]string, len(members))
	for i, m := range members {
		all[i] = m.ID + ":" + string(m.Status) + ":" + string(m.Role)
	}
	return strings.Join(all, " ")
}

func TestDeactivate(t *testing.T) {
	only := crew(RoleAdmin)
	only.Deciders = only.Deciders[:1]
	ann, bo := member("ann", RoleAdmin, MemberActive), member("bo", RoleBillingAdmin, MemberActive)
	x, gone := member("x", RoleOperations, MemberActive), member("gone", RoleMember, MemberDeactivated)
	asked, owner := member("asked", RoleMember, MemberInvited), member("boss", RoleOwner, MemberActive)
	for _, c := range []struct {
		name      string
		crew      Crew
		all       []Member
		left      string
		withdrawn string
		want      string
	}{
		{"one, who holds no role then", crew(RoleAdmin), []Member{x}, "x:deactivated:member", "", ""},
		{"several", crew(RoleAdmin), []Member{x, bo, gone, asked}, "x:deactivated:member bo:deactivated:member", "asked:invited:member", ""},
		{"nobody who is not already", crew(RoleAdmin), []Member{gone}, "", "", ""},
		{"oneself, with another left", crew(RoleAdmin), []Member{ann}, "ann:deactivated:member", "", ""},
		{"oneself, the last", only, []Member{x, ann}, "", "", "last_decider"},
		{"all who decide", crew(RoleAdmin), []Member{ann, bo}, "", "", "last_decider"},
		{"whoever decides nothing", only, []Member{x}, "x:deactivated:member", "", ""},
		{"a mightier one", crew(RoleAdmin), []Member{x, owner}, "", "", "role_above_own owner"},
		{"a mightier invitation", crew(RoleBillingAdmin), []Member{member("i", RoleAdmin, MemberInvited)}, "", "", "role_above_own admin"},
		{"by whoever may not", crew(RoleMember), []Member{member("me", RoleMember, MemberActive)}, "", "", "not_permitted"},
	} {
		deactivated, withdrawn, err := c.crew.Deactivate(c.all)
		if got := said(err, "role"); !strings.HasPrefix(got, c.want) || (c.want == "") != (err == nil) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if err == nil && (ids(deactivated) != c.left || ids(withdrawn) != c.withdrawn) {
			t.Errorf("%s: %s, withdrawn %s", c.name, ids(deactivated), ids(withdrawn))
		}
	}
	if x.Status != MemberActive {
		t.Error("what was asked about was changed")
	}
}

func TestReactivate(t *testing.T) {
	gone := func(id string) Member { return member(id, RoleMember, MemberDeactivated) }
	owner, guest, twin := member("boss", RoleOwner, MemberDeactivated), gone("guest"), gone("twin")
	guest.Guest = true
	twin.Email = "X@example.com"
	full := crew(RoleAdmin)
	full.Active = 5
	never := crew(RoleAdmin)
	never.Subscription = nil
	for _, c := range []struct {
		name string
		crew Crew
		all  []Member
		back string
		want string
	}{
		{"into the last free seat", crew(RoleAdmin), []Member{gone("x")}, "x:active:member", ""},
		{"one more than there are seats", crew(RoleAdmin), []Member{gone("x"), gone("y")}, "", "seats_over_limit 6 5 1"},
		{"one person in one seat", crew(RoleAdmin), []Member{gone("x"), twin}, "x:active:member twin:active:member", ""},
		{"a guest, without a seat", full, []Member{guest}, "guest:active:member", ""},
		{"a guest and somebody", full, []Member{guest, gone("x")}, "", "seats_over_limit 6 5 0"},
		{"whoever is there already", full, []Member{member("x", RoleAdmin, MemberActive)}, "", ""},
		{"with the least role", crew(RoleBillingAdmin), []Member{owner}, "boss:active:member", ""},
		{"an invitation", crew(RoleAdmin), []Member{member("x", RoleMember, MemberInvited)}, "", "invalid_request"},
		{"without a subscription", never, []Member{gone("x")}, "", "not_subscribed"},
		{"by whoever may not", crew(RoleOperations), []Member{gone("x")}, "", "not_permitted"},
	} {
		back, err := c.crew.Reactivate(c.all)
		if got := said(err, "members", "limit", "free"); !strings.HasPrefix(got, c.want) || (c.want == "") != (err == nil) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if err == nil && ids(back) != c.back {
			t.Errorf("%s: %s", c.name, ids(back))
		}
	}
}

func TestActivationsAreBounded(t *testing.T) {
	for n, want := range map[int]Code{0: InvalidRequest, 1: "", MaxActivated: "", MaxActivated + 1: InvalidRequest} {
		if err := (Activation{Members: make([]string, n)}).Checked(); CodeOf(err) != want {
			t.Errorf("%d: %v", n, err)
		}
	}
}

// Whatever somebody grants or takes is within their own reach, for every pair of roles.
func TestNobodyReachesAboveThemselves(t *testing.T) {
	for by, own := range Roles {
		for at, role := range Roles {
			allowed := own.May(ManagePeople) && at >= by
			_, granted := crew(own).SetRole(member("x", RoleMember, MemberActive), role)
			_, taken := crew(own).SetRole(member("x", role, MemberActive), RoleMember)
			_, _, deactivated := crew(own).Deactivate([]Member{member("x", role, MemberActive)})
			_, invited := crew(own).Invite(Invitation{Email: "x@example.com", Role: role}, nil)
			for what, err := range map[string]error{"granted": granted, "taken": taken, "deactivated": deactivated, "invited": invited} {
				if (err == nil) != allowed || err != nil && !slices.Contains([]Code{NotPermitted, RoleAboveOwn}, CodeOf(err)) {
					t.Errorf("%s by %s: %s: %v", role, own, what, err)
				}
			}
		}
	}
}
