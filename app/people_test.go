package app

import (
	"slices"
	"testing"
	"time"

	"billfold/app/config"
	"billfold/billing"
	"billfold/views/signin"
)

// What the window does about people, details and the subscription is in what it reads
// when it returns.
func TestTheDeskManagesPeople(t *testing.T) {
	ctx := t.Context()
	d, _ := start(t, t.TempDir(), config.Input{})
	if err := d.Use(ctx, signin.Place{Demo: true}); err != nil {
		t.Fatal(err)
	}
	if err := d.SignIn(ctx, admin); err != nil {
		t.Fatal(err)
	}
	member := func(email string) billing.Member {
		t.Helper()
		all, err := d.Members(ctx)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(all, func(m billing.Member) bool { return m.Email == email })
		if at < 0 {
			t.Fatalf("%s is not among %d members", email, len(all))
		}
		return all[at]
	}
	const email, anna = "zoe.haas@northwind.example", "anna.seaton@northwind.example"
	if err := d.Invite(ctx, billing.Invitation{Email: email, Role: billing.RoleMember}); err != nil || member(email).Status != billing.MemberInvited {
		t.Errorf("invited %+v, %v", member(email), err)
	}
	if err := d.SetMemberRole(ctx, member(anna).ID, billing.RoleFinanceApprover); err != nil || member(anna).Role != billing.RoleFinanceApprover {
		t.Errorf("%+v, %v", member(anna), err)
	}
	for _, active := range []bool{false, true} {
		err := d.SetMembersActive(ctx, []string{member(anna).ID}, active)
		if got := member(anna).Status == billing.MemberActive; err != nil || got != active {
			t.Errorf("active %t, want %t, %v", got, active, err)
		}
	}
	later := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC) // when everybody is idle who ever did anything
	all, err := d.Members(ctx)
	if idle, countErr := d.IdleMembers(ctx, later); err != nil || countErr != nil || idle == 0 || idle != billing.IdleCount(all, later) {
		t.Errorf("%d idle of %d, %v, %v", idle, len(all), err, countErr)
	}
	before, err := d.Facts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	details := before.Account.Details
	details.Company, details.Country, details.VATID, details.NoVATID = "Northwind", "FR", "", true
	if err := d.SetBillingDetails(ctx, details); err != nil {
		t.Error(err)
	}
	if outcome, err := d.CancelSubscription(ctx, "The season is over"); err != nil || outcome.State != billing.ChangeScheduled {
		t.Errorf("canceled: %+v, %v", outcome, err)
	}
	facts, err := d.Facts(ctx)
	if err != nil || !facts.Account.Details.Equal(&details) || !facts.Subscription.CancelAtPeriodEnd {
		t.Errorf("facts %+v, %v", facts, err)
	}
	if err := d.SetMembersActive(ctx, []string{member(admin).ID}, false); billing.CodeOf(err) != billing.LastDecider {
		t.Errorf("the last who decides: %v", err)
	}
}
