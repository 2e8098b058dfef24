package checkout_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"
)

func TestTheReceiptIsCopied(t *testing.T) {
	b := ordering(t, orders()["pack"], viewtest.Wide)
	b.Press("Pay $48.00")
	b.Press("Copy receipt")
	for _, want := range []string{
		"Invoice number\tNWT-0012", "Ordered\t2 × 1,000 AI credits", "Amount\t48.00 USD", "Paid with\tVisa ending 4242",
		"Time\t21 Nov 2026 10:42 UTC", "Change id\tchg_9", "Account\tNorthwind Traders",
	} {
		if !strings.Contains(b.Copied, want+"\n") {
			t.Errorf("%q is not in %q", want, b.Copied)
		}
	}
	for label, want := range map[string]string{"Copy: Amount": "48.00 USD", "Copy: Change id": "chg_9", "Copy: Invoice number": "NWT-0012"} {
		b.Press(label)
		if b.Copied != want {
			t.Errorf("%s: copied %q, want %q", label, b.Copied, want)
		}
	}
	if len(b.Said) == 0 || b.Said[0].What != "Copied." {
		t.Errorf("said %v", b.Said)
	}
}

func TestEveryFigureIsCopied(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	b.Press("Copy the amount")
	if b.Copied != "37.42 USD" {
		t.Errorf("copied %q", b.Copied)
	}
	b.Press("Copy the preview")
	for _, want := range []string{"VAT 20%\t22.04 USD", "Billing credit applied\t-94.80 USD", "Amount due now\t37.42 USD", "Preview id\tprv_1"} {
		if !strings.Contains(b.Copied, want+"\n") {
			t.Errorf("%q is not in %q", want, b.Copied)
		}
	}
	answers(declined(), nil)(b)
	pay(b)
	b.Press("Copy details")
	for _, want := range []string{"The payment was declined: insufficient funds.", "Code: payment_declined", "Preview: prv_1", "acc_northwind"} {
		if !strings.Contains(b.Copied, want) {
			t.Errorf("%q is not in %q", want, b.Copied)
		}
	}
}

func TestEscape(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	if b.page.Escape() {
		t.Error("there is nothing to close before anything was read")
	}
	b.Show(upgrade)
	if b.page.Escape() {
		t.Error("a price is not closed but left")
	}
	b.source.card = func() (billing.MethodSetup, error) { return billing.MethodSetup{}, nil }
	test.Tap(b.Button("Add a card"))
	if !b.page.Escape() {
		t.Error("what waits for the browser is not given up")
	}
	b.SeesNot("Type the card on the page in your browser.")
	test.Tap(b.Button("Pay $37.42"))
	if !b.page.Escape() {
		t.Error("the page is left while a payment is being sent")
	}
	b.Scheduler.Drain()
	if b.page.Escape() {
		t.Error("a receipt cannot be left")
	}
}

func TestBillingDetailsAreEditedOnTheirPage(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	b.Press("Edit")
	if want := (nav.Route{Page: nav.PagePayments, Arg: "details"}); !slices.Equal(b.Went, []nav.Route{want}) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
}

func TestEveryBlockerLeadsToItsFix(t *testing.T) {
	tests := map[string]struct {
		arg string
		set func(*source)
		fix map[string]nav.Route
	}{
		"a smaller plan": {"plan=free", func(s *source) { s.facts.Subscription.InFlight = "chg_4" }, map[string]nav.Route{
			"Choose who stays": {Page: nav.PageSeats, Arg: "over"}, "Clean up storage": {Page: nav.PageStorage, Arg: "items"},
			"Show that change": {Page: nav.PageHistory, Arg: "chg_4"},
		}},
		"no way to pay": {upgrade, func(s *source) { s.facts.Account.Methods, s.facts.Account.AccountBalance = nil, usd("0.00") }, map[string]nav.Route{
			"Open payments": {Page: nav.PagePayments, Arg: "add-card"},
		}},
		"too little": {upgrade, func(s *source) { s.facts.Account.Methods, s.facts.Account.AccountBalance = nil, usd("1.00") }, map[string]nav.Route{
			"Top up": {Page: nav.PagePayments, Arg: "top-up"},
		}},
		"leaving": {upgrade, leaving, map[string]nav.Route{"Resume it first": {Page: nav.PageCheckout, Arg: "order=resume"}}},
	}
	for name, tt := range tests {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.source.changes = sample.Changes()
		tt.set(b.source)
		b.Show(tt.arg)
		for _, label := range slices.Sorted(maps.Keys(tt.fix)) {
			b.Went = nil
			b.Press(label)
			if want := tt.fix[label]; !slices.Equal(b.Went, []nav.Route{want}) {
				t.Errorf("%s: %s went to %v, want %v", name, label, b.Went, want)
			}
		}
	}
}

func TestNothingIsCheckedThatIsNotSold(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	for i := range b.source.facts.Catalog.Plans {
		plan := &b.source.facts.Catalog.Plans[i]
		delete(plan.Includes, billing.StorageGB)
		delete(plan.PerSeat, billing.StorageGB)
	}
	b.source.facts.Subscription.Terms.Addons, b.source.facts.Usage.StorageUsedGB = nil, decimal.Zero
	b.source.facts.Subscription.Scheduled = nil
	b.Show(upgrade)
	b.Sees("4 of 4 passed", "Members fit the seats")
	b.SeesNot("Files fit the storage")
}

// Prices that contain the tax are told from those that it is added to, on the page and in
// what is copied.
func TestTaxWithinThePricesIsSaidToBe(t *testing.T) {
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		b := newBench(t, theme.ChoiceLight, width)
		catalog := *b.source.facts.Catalog
		catalog.Policy.TaxBehavior = billing.TaxInclusive
		b.source.facts.Catalog = &catalog
		b.Show(upgrade)
		if all := strings.Join(b.Texts(), " "); !strings.Contains(all, "VAT 20%, in the prices, United Kingdom") {
			t.Errorf("it is not said in %q", all)
		}
		b.Fits("checkout-tax-within-" + layout)
		b.Press("Copy the preview")
		if !strings.Contains(b.Copied, "VAT 20%, in the prices\t") {
			t.Errorf("copied %q", b.Copied)
		}
	}
}
