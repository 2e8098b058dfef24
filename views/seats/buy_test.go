package seats

import (
	"slices"
	"testing"

	"billfold/views/nav"
)

func TestTheWaysLeadThere(t *testing.T) {
	b := shown(t, crowded(), "")
	b.Press("Show who is over")
	b.Sees("Rows 1 to 6 of 6 · filter: over the limit or idle", "Deactivate 3 selected")
	b.Press("Add 3 seats")
	b.Press("Compare plans")
	if want := []nav.Route{{Page: nav.PageCheckout, Arg: "seats=53"}, {Page: nav.PagePlans}}; !slices.Equal(b.Went, want) {
		t.Errorf("went %v, want %v", b.Went, want)
	}
}

// Nothing is charged here: the panel estimates, and leads to the checkout.
func TestAddsSeats(t *testing.T) {
	b := shown(t, normal(), "")
	b.Press("Add seats")
	b.Sees("Seats to add", "51 seats in all", "Due now", "0.00")
	b.write("2") // before the 1
	b.Sees("71 seats in all")
	b.Golden("add")
	b.Press("Continue to checkout")
	if want := []nav.Route{{Page: nav.PageCheckout, Arg: "seats=71"}}; !slices.Equal(b.Went, want) || len(b.source.did) != 0 {
		t.Errorf("went %v, did %v", b.Went, b.source.did)
	}
}

func TestRemovesSeats(t *testing.T) {
	b := shown(t, normal(), "")
	b.Press("Remove seats at renewal")
	b.Press("Remove one more")
	b.Sees("48 seats from 1 Dec 2026", "Less each month, before VAT", "24.00")
	b.Press("Continue to checkout")
	if want := []nav.Route{{Page: nav.PageCheckout, Arg: "seats=48"}}; !slices.Equal(b.Went, want) {
		t.Errorf("went %v", b.Went)
	}
	full := shown(t, normal().seats(46), "")
	full.Press("Remove seats at renewal")
	full.says("All 46 seats are in use. Deactivate members first; then seats can be removed.")
	if !full.Button("Continue to checkout").Disabled() {
		t.Error("there is something to check out")
	}
	top := shown(t, normal().seats(100), "")
	top.Press("Add seats")
	top.says("Team allows 100 seats, and you have them all. A bigger plan has more.")
}

func TestABlockedPurchaseSaysWhy(t *testing.T) {
	source := normal()
	source.facts.Subscription.OpenInvoice = "NWT-0013"
	b := shown(t, source, "")
	b.Press("Add seats")
	b.says("Invoice NWT-0013 is open. Pay it first, then change the plan.")
	if !b.Button("Continue to checkout").Disabled() {
		t.Error("it leads on all the same")
	}
}

func TestSeatsOfAContractAreNotBoughtHere(t *testing.T) {
	source := normal()
	source.facts.Subscription.Terms.Plan, source.facts.Subscription.Scheduled = "custom", nil
	b := shown(t, source, "")
	b.Press("Add seats")
	b.says("This plan is sold by contract.")
	if !b.Button("Continue to checkout").Disabled() {
		t.Error("it leads on all the same")
	}
}
