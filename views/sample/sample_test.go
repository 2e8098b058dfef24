package sample_test

import (
	"testing"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
)

func TestInvoicesAddUp(t *testing.T) {
	for _, invoice := range sample.Invoices() {
		sum := money.Zero("USD")
		for _, line := range invoice.Lines {
			sum = sum.Add(line.Amount)
		}
		if !sum.Equal(invoice.Subtotal) {
			t.Errorf("%s: lines come to %s, subtotal %s", invoice.Number, sum, invoice.Subtotal)
		}
		if total := invoice.Subtotal.Add(invoice.Taxes[0].Amount); !total.Equal(invoice.Total) {
			t.Errorf("%s: total %s, want %s", invoice.Number, invoice.Total, total)
		}
	}
}

func TestUpgradeCostsWhatThePictureSays(t *testing.T) {
	plan := "business"
	preview := sample.Preview(billing.Patch{Plan: &plan, Volumes: map[string]int64{
		billing.EmailCredits: 60_000, billing.MessageCredits: 8_000,
	}})
	if got := preview.AmountDue.String(); got != "37.42" {
		t.Errorf("amount due %s, want 37.42", got)
	}
}

func TestFreshHasTheStateAskedFor(t *testing.T) {
	for _, state := range []billing.FreshnessState{billing.Live, billing.Fresh, billing.Stale, billing.Away} {
		if got := sample.Fresh(state).State(sample.Now()); got != state {
			t.Errorf("state %s, want %s", got, state)
		}
	}
}

func TestChangesChargeWhatTheirInvoicesSay(t *testing.T) {
	totals := map[string]money.Money{}
	for _, invoice := range sample.Invoices() {
		totals[invoice.ID] = invoice.Total
	}
	for _, change := range sample.Changes() {
		if want, ok := totals[change.InvoiceID]; ok && !want.Equal(change.AmountCharged) {
			t.Errorf("%s charged %s, its invoice says %s", change.ID, change.AmountCharged, want)
		}
	}
}
