package app

import (
	"testing"
	"time"

	"billfold/app/config"
	"billfold/billing"
)

// ledgers are those of the demo's admin.
func ledgers(t *testing.T) (*desk, []billing.AccountLedger) {
	t.Helper()
	d, _ := start(t, t.TempDir(), config.Input{Demo: true})
	if _, err := d.People(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.SignIn(t.Context(), admin); err != nil {
		t.Fatal(err)
	}
	all, err := d.Ledgers(t.Context())
	if err != nil || len(all) == 0 {
		t.Fatalf("%+v, %v", all, err)
	}
	return d, all
}

// A charge is held against every account of the person: what was synced here has its books,
// what was not says so.
func TestLedgersAreOfAllAccounts(t *testing.T) {
	d, all := ledgers(t)
	invoices, err := d.Invoices(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	selected := 0
	for _, l := range all {
		switch {
		case l.Selected:
			selected++
			if l.ID != d.Selected() || l.Gap != "" || len(l.Invoices) != len(invoices) || l.AsOf.IsZero() || len(l.Changes) == 0 {
				t.Errorf("the open account's: %+v", l)
			}
		case l.Gap == "" && l.AsOf.IsZero(), l.Gap != "" && len(l.Invoices) > 0:
			t.Errorf("%s has gap %q as of %v", l.Name, l.Gap, l.AsOf)
		}
	}
	if selected != 1 {
		t.Errorf("%d accounts are open", selected)
	}
}

// What the demo billed and took from a card is found again by its amount and day.
func TestAChargeOfTheDemoIsExplained(t *testing.T) {
	d, all := ledgers(t)
	explained := 0
	for _, l := range all {
		for i := range l.Invoices {
			invoice := &l.Invoices[i]
			if !l.Selected || invoice.Status != billing.InvoicePaid || invoice.AmountPaid.Sign() <= 0 || len(invoice.Attempts) != 1 || invoice.Attempts[0].Method == billing.PayByBalance {
				continue
			}
			year, month, day := invoice.Attempts[0].At.In(l.Zone).Date()
			charge := billing.Charge{Amount: invoice.AmountPaid.Amount(), Currency: invoice.Currency, On: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
			if verdict, by := billing.Verdict(charge.Explain(all, d.now())); verdict != billing.ClaimYours || !by.Amount.Equal(invoice.AmountPaid) {
				t.Errorf("%s is %s by %+v", invoice.Number, verdict, by)
			}
			explained++
		}
	}
	if explained == 0 {
		t.Error("the demo has no invoice that a card paid")
	}
}
