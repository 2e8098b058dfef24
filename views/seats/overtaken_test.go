package seats

import (
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
)

// Seats that somebody else bought meanwhile are not taken away again by adding one.
func TestSeatsAreAddedToThoseThatThereAre(t *testing.T) {
	b := shown(t, normal(), "")
	b.Press("Add seats")
	b.says("51 seats in all")
	subscription := *b.source.facts.Subscription
	subscription.Terms = subscription.Terms.With(billing.Patch{Seats: new(55)})
	b.source.facts.Subscription = &subscription
	b.page.Changed(billing.KindSubscription)
	b.drain()
	b.says("56 seats in all")
	b.Press("Continue to checkout")
	want := nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.ChangeOf(billing.Patch{Seats: new(56)}))}
	if !slices.Equal(b.Went, []nav.Route{want}) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
}

// The estimate follows what it depends on.
func TestAnEstimateOfSeatsIsOfTheAccountAsItIs(t *testing.T) {
	b := shown(t, normal(), "")
	b.Press("Add seats")
	before := b.Texts()
	account := *b.source.facts.Account
	account.BillingCredit = account.BillingCredit.Sub(account.BillingCredit)
	b.source.facts.Account = &account
	b.page.Changed(billing.KindAccount)
	b.drain()
	if slices.Equal(before, b.Texts()) {
		t.Errorf("still %q", before)
	}
}
