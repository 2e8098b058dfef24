package engine_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// peopled is a house with five seats, of which Ada, Mo and the people who are named
// take one each; "x?" was invited, "x!" deactivated and "x~" is a guest.
func peopled(t *testing.T, names ...string) *house {
	t.Helper()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	all := []billing.Member{
		{ID: "ada", Name: "Ada", Email: "ada@example.com", Role: billing.RoleAdmin, Status: billing.MemberActive},
		{ID: "mo", Name: "Mo", Email: "Mo@Example.com", Role: billing.RoleMember, Status: billing.MemberActive},
	}
	for _, name := range names {
		m := billing.Member{ID: name[:1], Name: name[:1], Email: name[:1] + "@example.com", Role: billing.RoleMember, Status: billing.MemberActive}
		switch name[1:] {
		case "?":
			m.Status = billing.MemberInvited
		case "!":
			m.Status = billing.MemberDeactivated
		case "~":
			m.Guest = true
		}
		all = append(all, m)
	}
	require.NoError(t, h.engine.PutMembers(context.Background(), h.account, all))
	return h
}

// members are those of the account as "id:status:role".
func (h *house) members() []string {
	h.t.Helper()
	all, _, err := h.store.Members(context.Background(), h.account, "", 1000)
	require.NoError(h.t, err)
	var told []string
	for _, m := range all {
		told = append(told, fmt.Sprintf("%s:%s:%s", m.ID, m.Status, m.Role))
	}
	return told
}

func (h *house) role(p billing.Person) billing.Role {
	h.t.Helper()
	role, err := h.store.Role(context.Background(), p.ID, h.account)
	if billing.CodeOf(err) == billing.NotFound {
		return ""
	}
	require.NoError(h.t, err)
	return role
}

// recorded is the change that a key made, or nil.
func (h *house) recorded(key string) *store.Change {
	h.t.Helper()
	var c *store.Change
	require.NoError(h.t, h.store.Read(context.Background(), func(r *store.Reader) (err error) {
		c, err = r.Change(context.Background(), h.account, key)
		if billing.CodeOf(err) == billing.NotFound {
			return nil
		}
		return err
	}))
	return c
}

func (h *house) setActive(by billing.Person, key string, active bool, ids ...string) error {
	o, err := h.engine.SetActive(context.Background(), by, h.account, key, billing.Activation{Members: ids, Active: active})
	if err == nil && (o.State != billing.ChangeApplied || o.ID != key) {
		h.t.Errorf("outcome %+v", o)
	}
	return err
}

func (h *house) setRole(by billing.Person, key, id string, role billing.Role) error {
	_, err := h.engine.SetRole(context.Background(), by, h.account, key, billing.RoleChange{Member: id, Role: role})
	return err
}

func (h *house) invite(by billing.Person, key string, in billing.Invitation) error {
	_, err := h.engine.Invite(context.Background(), by, h.account, key, in)
	return err
}

func TestAnInvitationIsMadeOnce(t *testing.T) {
	h := peopled(t)
	in := billing.Invitation{Email: "Zoe@Example.com", Name: "Zoe", Role: billing.RoleOperations}
	require.NoError(t, h.invite(h.admin, "k1", in))
	require.NoError(t, h.invite(h.admin, "k1", in), "the same key")
	require.Equal(t, billing.KeyReused, billing.CodeOf(h.invite(h.admin, "k1", billing.Invitation{Email: "y@example.com", Role: billing.RoleMember})))
	require.Equal(t, billing.KeyReused, billing.CodeOf(h.setActive(h.admin, "k1", false, "mo")))
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(h.invite(h.admin, "k2", in)), "another key")
	require.Nil(t, h.recorded("k2"), "a refusal is not kept")

	all, _, err := h.store.Members(context.Background(), h.account, "", 10)
	require.NoError(t, err)
	require.Len(t, all, 3)
	zoe := all[slices.IndexFunc(all, func(m billing.Member) bool { return m.Name == "Zoe" })]
	require.NotEmpty(t, zoe.ID)
	require.Equal(t, billing.Member{ID: zoe.ID, Name: "Zoe", Email: "zoe@example.com", Role: billing.RoleOperations, Status: billing.MemberInvited}, zoe)
	c := h.recorded("k1")
	require.Equal(t, billing.ActInvite, c.Kind)
	require.Equal(t, "Ada", c.Actor)
	require.Equal(t, billing.ChangeApplied, c.State)
	require.Equal(t, map[string]string{"who": "Zoe", "emails": "zoe@example.com", "role": "operations"}, c.Params)
	require.Equal(t, c.Before, c.After)
}

// A seat is taken by whoever is active. Invitations wait while none is free.
func TestSeatsAtTheBoundary(t *testing.T) {
	h := peopled(t, "a", "b", "c!", "d!", "e~", "f?")
	zoe := billing.Invitation{Email: "zoe@example.com", Role: billing.RoleMember}
	require.NoError(t, h.invite(h.admin, "k1", zoe), "four of five seats are taken")
	require.NoError(t, h.setActive(h.admin, "k2", true, "c"), "the fifth")
	zoe.Email = "zack@example.com"
	err := h.invite(h.admin, "k3", zoe)
	require.ErrorIs(t, err, billing.NewProblem(billing.SeatsOverLimit))
	var p *billing.Problem
	require.ErrorAs(t, err, &p)
	require.Equal(t, map[string]string{"members": "6", "limit": "5", "over": "1", "free": "0"}, p.Params)
	require.Equal(t, billing.SeatsOverLimit, billing.CodeOf(h.setActive(h.admin, "k4", true, "d")))
	zoe.Guest = true
	require.NoError(t, h.invite(h.admin, "k5", zoe), "a guest takes none")
	require.NoError(t, h.setActive(h.admin, "k6", false, "a"))
	require.NoError(t, h.setActive(h.admin, "k4", true, "d"), "what was refused was not kept under its key")
	require.Equal(t, billing.SeatsOverLimit, billing.CodeOf(h.setActive(h.admin, "k7", true, "a")))
	h.confirm(h.intent("c1", h.preview(toSeats(6))))
	require.NoError(t, h.setActive(h.admin, "k8", true, "a"), "a seat more was bought")
	usage, err := h.store.Usage(context.Background(), h.account)
	require.NoError(t, err)
	require.Equal(t, 6, usage.ActiveMembers)
}

// A renewal with fewer seats that is due comes before an invitation.
func TestWhatIsDueComesBeforeAnInvitation(t *testing.T) {
	h := peopled(t, "a")
	h.confirm(h.intent("c1", h.preview(toSeats(3))))
	zoe := billing.Invitation{Email: "zoe@example.com", Role: billing.RoleMember}
	require.NoError(t, h.invite(h.admin, "k1", zoe))
	h.set("2026-02-01T00:00:00Z")
	zoe.Email = "zack@example.com"
	require.Equal(t, billing.SeatsOverLimit, billing.CodeOf(h.invite(h.admin, "k2", zoe)))
}

func TestManyAreDeactivatedOrNobody(t *testing.T) {
	h := peopled(t, "a", "b", "c?", "d!")
	before := h.members()
	for name, c := range map[string]struct {
		by   billing.Person
		ids  []string
		want billing.Code
	}{
		"an unknown one":   {h.admin, []string{"a", "nobody"}, billing.NotFound},
		"the last decider": {h.admin, []string{"a", "ada"}, billing.LastDecider},
		"by a member":      {h.member, []string{"a"}, billing.NotPermitted},
		"by a stranger":    {billing.Person{ID: "per_x"}, []string{"a"}, billing.NotFound},
		"nobody":           {h.admin, nil, billing.InvalidRequest},
		"too many":         {h.admin, make([]string, billing.MaxActivated+1), billing.InvalidRequest},
	} {
		require.Equal(t, c.want, billing.CodeOf(h.setActive(c.by, "k1", false, c.ids...)), name)
		require.Equal(t, before, h.members(), name)
	}
	require.NoError(t, h.setActive(h.admin, "k1", false, "b", "a", "c", "d", "a"))
	require.Equal(t, []string{"a:deactivated:member", "ada:active:admin", "b:deactivated:member", "d:deactivated:member", "mo:active:member"}, h.members(),
		"an invitation that is withdrawn leaves nothing")
	c := h.recorded("k1")
	require.Equal(t, billing.ActDeactivate, c.Kind)
	require.Equal(t, map[string]string{"who": "b, a, c", "emails": "b@example.com, a@example.com, c@example.com", "members": "3"}, c.Params)
	require.NoError(t, h.setActive(h.admin, "k2", true, "a", "b"))
	require.NoError(t, h.setActive(h.admin, "k1", false, "b", "a", "c", "d", "a"), "the first key again does nothing again")
	require.Equal(t, []string{"a:active:member", "ada:active:admin", "b:active:member", "d:deactivated:member", "mo:active:member"}, h.members())
}

// What a role is taken away from is closed at once, whatever somebody knows of it; who
// comes back has the least role, and reads it from nothing.
func TestWhoIsDeactivatedIsOutAtOnce(t *testing.T) {
	ctx := context.Background()
	h := peopled(t)
	require.NoError(t, h.setRole(h.admin, "k1", "mo", billing.RoleAdmin))
	require.Equal(t, billing.RoleAdmin, h.role(h.member), "whoever signs in has it")
	knows, err := h.store.Feed(ctx, h.member.ID, h.account, billing.Cursor{}, 1000)
	require.NoError(t, err)
	require.NoError(t, h.setActive(h.admin, "k2", false, "mo"))
	require.Empty(t, h.role(h.member))
	_, err = h.store.Feed(ctx, h.member.ID, h.account, knows.Next, 10)
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	require.Equal(t, billing.NotFound, billing.CodeOf(h.setRole(h.member, "k3", "ada", billing.RoleMember)))
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(h.setRole(h.admin, "k4", "mo", billing.RoleOperations)), "only active people hold roles")

	require.NoError(t, h.setActive(h.admin, "k5", true, "mo"))
	require.Equal(t, billing.RoleMember, h.role(h.member))
	_, err = h.store.Feed(ctx, h.member.ID, h.account, knows.Next, 10)
	require.Equal(t, billing.CursorGone, billing.CodeOf(err))
	a, err := h.store.Account(ctx, h.account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Len(t, a.Deciders, 1)
}

func TestRolesAreRecorded(t *testing.T) {
	h := peopled(t, "a")
	require.NoError(t, h.setRole(h.admin, "k1", "a", billing.RoleFinanceApprover))
	require.NoError(t, h.setRole(h.admin, "k1", "a", billing.RoleFinanceApprover), "the same key")
	require.Equal(t, billing.KeyReused, billing.CodeOf(h.setRole(h.admin, "k1", "a", billing.RoleMember)))
	require.Equal(t, map[string]string{"who": "a", "emails": "a@example.com", "role": "finance_approver", "was": "member"}, h.recorded("k1").Params)
	require.Equal(t, billing.NotFound, billing.CodeOf(h.setRole(h.admin, "k2", "nobody", billing.RoleMember)))
	require.Equal(t, billing.RoleAboveOwn, billing.CodeOf(h.setRole(h.admin, "k2", "a", billing.RoleOwner)))
	require.Equal(t, billing.LastDecider, billing.CodeOf(h.setRole(h.admin, "k2", "ada", billing.RoleMember)))
	require.Contains(t, h.members(), "ada:active:admin")
	require.Equal(t, billing.RoleAdmin, h.role(h.admin))
}

// Whoever signs in is as mighty as what they sign in with, whatever the list says.
func TestARoleIsTheOneThatIsHeld(t *testing.T) {
	h := peopled(t)
	require.NoError(t, h.engine.Grant(context.Background(), h.member.ID, h.account, billing.RoleOwner))
	require.Contains(t, h.members(), "mo:active:member")
	require.Equal(t, billing.RoleAboveOwn, billing.CodeOf(h.setActive(h.admin, "k1", false, "mo")))
	require.Equal(t, billing.RoleAboveOwn, billing.CodeOf(h.setRole(h.admin, "k1", "mo", billing.RoleMember)))
	require.NoError(t, h.setRole(h.member, "k2", "mo", billing.RoleAdmin))
	require.Equal(t, "owner", h.recorded("k2").Params["was"])
	require.NoError(t, h.setActive(h.admin, "k3", false, "mo"))
}

// An address that differs in case from two people's means neither, unless it is written
// as one of them writes it; whoever is deactivated is out either way.
func TestNamesakes(t *testing.T) {
	ctx := context.Background()
	h := peopled(t, "z!")
	twins := map[string]billing.Person{}
	for _, email := range []string{"Z@example.com", "z@Example.com"} {
		id, err := h.engine.CreatePerson(ctx, "Z", email)
		require.NoError(t, err)
		twins[email] = billing.Person{ID: id}
	}
	require.NoError(t, h.setActive(h.admin, "k1", true, "z"))
	for email, p := range twins {
		require.Empty(t, h.role(p), email)
		require.NoError(t, h.engine.Grant(ctx, p.ID, h.account, billing.RoleMember))
	}
	require.NoError(t, h.setActive(h.admin, "k2", false, "z"))
	for email, p := range twins {
		require.Empty(t, h.role(p), email)
	}
}

// Of two people whom an address means, whoever takes their roles away must reach both.
func TestTheMightierNamesakeCounts(t *testing.T) {
	ctx := context.Background()
	for _, owner := range []int{0, 1} {
		h := peopled(t, "z")
		for i, email := range []string{"Z@example.com", "z@Example.com"} {
			id, err := h.engine.CreatePerson(ctx, "Z", email)
			require.NoError(t, err)
			role := billing.RoleMember
			if i == owner {
				role = billing.RoleOwner
			}
			require.NoError(t, h.engine.Grant(ctx, id, h.account, role))
		}
		require.Equal(t, billing.RoleAboveOwn, billing.CodeOf(h.setActive(h.admin, "k1", false, "z")))
	}
}

// Two admins deactivate each other at once, over and over: one of them is left.
func TestTwoAdminsDeactivateEachOther(t *testing.T) {
	h := peopled(t)
	people := map[string]billing.Person{"ada": h.admin, "mo": h.member}
	by := "ada"
	for round := range 20 {
		other := map[string]string{"ada": "mo", "mo": "ada"}[by]
		require.NoError(t, h.setRole(people[by], fmt.Sprintf("r%d", round), other, billing.RoleAdmin))
		var together sync.WaitGroup
		errs := make([]error, 2)
		for i, pair := range [][2]string{{by, other}, {other, by}} {
			together.Go(func() { errs[i] = h.setActive(people[pair[0]], fmt.Sprintf("k%d%d", round, i), false, pair[1]) })
		}
		together.Wait()
		left := by
		if errs[0] != nil {
			left = other
			require.NoError(t, errs[1])
			errs[1] = errs[0]
		}
		require.Equal(t, billing.NotFound, billing.CodeOf(errs[1]), "whoever is out is nobody here")
		a, err := h.store.Account(context.Background(), h.account, billing.RoleAdmin)
		require.NoError(t, err)
		require.Len(t, a.Deciders, 1)
		require.Equal(t, people[left].ID, a.Deciders[0].ID)
		out := map[string]string{"ada": "mo", "mo": "ada"}[left]
		require.NoError(t, h.setActive(people[left], fmt.Sprintf("b%d", round), true, out))
		by = left
	}
}

// Both of two who decide leave at once: one has to stay.
func TestTheLastTwoLeaveAtOnce(t *testing.T) {
	h := peopled(t)
	for round := range 20 {
		require.NoError(t, h.engine.Grant(context.Background(), h.member.ID, h.account, billing.RoleAdmin))
		require.NoError(t, h.engine.Grant(context.Background(), h.admin.ID, h.account, billing.RoleAdmin))
		require.NoError(t, h.engine.PutMembers(context.Background(), h.account, []billing.Member{
			{ID: "ada", Email: "ada@example.com", Role: billing.RoleAdmin, Status: billing.MemberActive},
			{ID: "mo", Email: "mo@example.com", Role: billing.RoleAdmin, Status: billing.MemberActive},
		}))
		var together sync.WaitGroup
		errs := make([]error, 2)
		together.Go(func() { errs[0] = h.setActive(h.admin, fmt.Sprintf("k%d", round), false, "ada") })
		together.Go(func() { errs[1] = h.setRole(h.member, fmt.Sprintf("m%d", round), "mo", billing.RoleMember) })
		together.Wait()
		if errs[0] == nil {
			errs[0] = errs[1]
		} else {
			require.NoError(t, errs[1])
		}
		require.Equal(t, billing.LastDecider, billing.CodeOf(errs[0]))
	}
}

// An account without a subscription has details and guests, and nobody in a seat.
func TestPeopleBeforeThereIsASubscription(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	require.NoError(t, h.invite(h.admin, "k1", billing.Invitation{Email: "g@example.com", Role: billing.RoleMember, Guest: true}))
	require.Equal(t, "true", h.recorded("k1").Params["guest"])
	require.Equal(t, billing.NotSubscribed, billing.CodeOf(h.invite(h.admin, "k2", billing.Invitation{Email: "x@example.com", Role: billing.RoleMember})))
	_, err := h.engine.ChangeDetails(context.Background(), h.admin, h.account, "k3", detailsOf("N", "DE", ""))
	require.NoError(t, err)
}

func detailsOf(company, country, vatID string) billing.BillingDetails {
	return billing.BillingDetails{
		FirstName: "Maya", LastName: "Okafor", Company: company, Email: "maya@northwind.example", Phone: "+49 30 12345", Address: "Kanalstr. 1",
		PostalCode: "10969", City: "Berlin", Country: country, VATID: vatID,
	}
}

// Other details count from the next invoice on: what was previewed with another tax is
// not charged, and what is billed stays as it is.
func TestDetailsCountForInvoicesToCome(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	before := h.preview(toSeats(7))
	require.Equal(t, "24.00", before.AmountDue.String(), "2*12.00, without tax in the US")
	details := detailsOf(" Northwind GmbH ", "de", "de 123 456 789")
	_, err := h.engine.ChangeDetails(ctx, h.member, h.account, "k0", details)
	require.Equal(t, billing.NotPermitted, billing.CodeOf(err))
	for range 2 {
		o, err := h.engine.ChangeDetails(ctx, h.admin, h.account, "k1", details)
		require.NoError(t, err)
		require.Equal(t, billing.ChangeApplied, o.State)
	}
	_, err = h.engine.ChangeDetails(ctx, h.admin, h.account, "k1", detailsOf("N", "FR", ""))
	require.Equal(t, billing.KeyReused, billing.CodeOf(err))
	_, err = h.engine.ChangeDetails(ctx, h.admin, h.account, "k2", detailsOf("N", "DE", "DE1"))
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(err))
	a, err := h.store.Account(ctx, h.account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Equal(t, detailsOf("Northwind GmbH", "DE", "DE123456789"), a.Details)
	require.Equal(t, map[string]string{
		"first_name": "Maya", "last_name": "Okafor", "company": "Northwind GmbH", "email": "maya@northwind.example", "phone": "+49 30 12345",
		"address": "Kanalstr. 1", "postal_code": "10969", "city": "Berlin", "country": "DE", "vat_id": "DE123456789",
		"first_name_was": "", "last_name_was": "", "company_was": "", "email_was": "", "phone_was": "",
		"address_was": "", "postal_code_was": "", "city_was": "", "country_was": "US", "vat_id_was": "",
	}, h.recorded("k1").Params)
	_, err = h.engine.ChangeDetails(ctx, h.admin, h.account, "k3", detailsOf("Northwind SE", "DE", "DE123456789"))
	require.NoError(t, err)
	require.Equal(t, map[string]string{"company": "Northwind SE", "company_was": "Northwind GmbH"}, h.recorded("k3").Params)

	o := h.confirm(h.intent("c1", before))
	require.Equal(t, billing.PriceChanged, o.Problem.Code)
	require.Equal(t, "39.96", o.Problem.Fresh.AmountDue.String(), "-60.00, billed without, + 7*12.00 and 19 %")
	require.Equal(t, "60.00", h.invoices()[0].Total.String(), "what was billed stays")
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c2", *o.Problem.Fresh)).State)
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, "99.96", h.invoices()[0].Total.String(), "7*12.00 and 19 %")
	h.requireBalanced()
}

// A renewal that is due when the details change is billed by the old ones.
func TestWhatIsDueIsBilledByTheOldDetails(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.set("2026-02-01T00:00:00Z")
	_, err := h.engine.ChangeDetails(context.Background(), h.admin, h.account, "k1", detailsOf("N", "DE", ""))
	require.NoError(t, err)
	require.Len(t, h.invoices(), 2)
	require.Equal(t, "60.00", h.invoices()[0].Total.String())
}
