package sample_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

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

func TestWhatIsStoredAddsUp(t *testing.T) {
	sum := decimal.Zero
	for _, gigabytes := range sample.Facts().Usage.StorageByKind {
		sum = sum.Add(gigabytes)
	}
	if used := sample.Facts().Usage.StorageUsedGB; !sum.Equal(used) {
		t.Errorf("by kind %s, in all %s", sum, used)
	}
	ten, idle, before := decimal.Zero, decimal.Zero, decimal.NewFromInt(1000)
	for i, item := range sample.StoredItems() {
		if item.SizeGB.GreaterThan(before) {
			t.Errorf("%s is bigger than the one before it", item.Name)
		}
		before = item.SizeGB
		if i < 10 {
			ten = ten.Add(item.SizeGB)
		}
		last := item.AddedAt
		if item.LastOpened != nil {
			last = *item.LastOpened
		}
		if sample.Now().Sub(last) >= 180*24*time.Hour {
			idle = idle.Add(item.SizeGB)
		}
	}
	if ten.String() != "191" || idle.String() != "94.1" {
		t.Errorf("ten hold %s, those not opened %s", ten, idle)
	}
}

func TestCreditsAddUp(t *testing.T) {
	used := map[string]decimal.Decimal{}
	for _, day := range sample.UsageDays() {
		used[day.Meter] = used[day.Meter].Add(day.Quantity)
	}
	for meter, want := range sample.Facts().Usage.Meters {
		if !used[meter].Equal(want) {
			t.Errorf("%s: days come to %s, want %s", meter, used[meter], want)
		}
	}
	for _, grant := range sample.CreditGrants() {
		if grant.Source == billing.FromPlan && !grant.Spent.Equal(sample.Facts().Usage.Meters[grant.Kind]) {
			t.Errorf("%s: %s spent of what the plan gave, %s used", grant.Kind, grant.Spent, sample.Facts().Usage.Meters[grant.Kind])
		}
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
