package sample_test

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"

	"github.com/shopspring/decimal"
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

func TestWhatIsStoredAddsUp(t *testing.T) {
	u := sample.Facts().Usage
	total := decimal.Zero
	for _, size := range u.StorageByKind {
		total = total.Add(size)
	}
	if !total.Equal(u.StorageUsedGB) {
		t.Errorf("kinds come to %s, used are %s", total, u.StorageUsedGB)
	}
	items := sample.StoredItems()
	if !slices.IsSortedFunc(items, func(a, b billing.StoredItem) int { return b.SizeGB.Cmp(a.SizeGB) }) {
		t.Error("not biggest first")
	}
	var ten, idle decimal.Decimal
	for i := range items {
		if i < 10 {
			ten = ten.Add(items[i].SizeGB)
		}
		if items[i].Untouched().Before(sample.Now().Add(-180 * 24 * time.Hour)) {
			idle = idle.Add(items[i].SizeGB)
		}
		u.StorageByKind[items[i].Kind] = u.StorageByKind[items[i].Kind].Sub(items[i].SizeGB)
	}
	if ten.String() != "191" || idle.String() != "94.1" {
		t.Errorf("ten hold %s, idle ones %s", ten, idle)
	}
	for kind, rest := range u.StorageByKind {
		if rest.IsNegative() {
			t.Errorf("items of kind %s are %s more than there is", kind, rest.Neg())
		}
	}
}

func TestCreditsAreSpentOnWhatIsListed(t *testing.T) {
	spent := map[string]decimal.Decimal{}
	for _, grant := range sample.CreditGrants() {
		spent[grant.Kind] = spent[grant.Kind].Add(grant.Spent)
	}
	for meter, used := range sample.Facts().Usage.Meters {
		if !spent[meter].Equal(used) {
			t.Errorf("%s: %s spent of the grants, %s used", meter, spent[meter], used)
		}
	}
	spends := sample.CreditSpends()
	if !slices.IsSortedFunc(spends, func(a, b billing.CreditSpend) int { return b.At.Compare(a.At) }) {
		t.Error("not newest first")
	}
	for _, s := range spends {
		spent[s.Kind] = spent[s.Kind].Sub(s.Quantity)
	}
	if !spent[billing.AICredits].IsZero() {
		t.Errorf("%s AI credits are spent and not listed", spent[billing.AICredits])
	}
}

func TestMembersAreAsManyAsTheUsageSays(t *testing.T) {
	active := 0
	for _, m := range sample.Members() {
		if m.Status == billing.MemberActive && !m.Guest {
			active++
		}
	}
	if want := sample.Facts().Usage.ActiveMembers; active != want {
		t.Errorf("%d take a seat, want %d", active, want)
	}
	if idle := billing.IdleCount(sample.Members(), sample.Now()); idle != 6 {
		t.Errorf("%d are idle", idle)
	}
}

func TestTheBestFitIsWhatThePictureSays(t *testing.T) {
	fit, _ := billing.BestFit(sample.Facts(), sample.Members(), sample.CreditGrants(), sample.Now())
	if fit.Code != billing.FitAdjust || fit.Terms.Volumes[billing.MessageCredits] != 6000 || fit.Monthly.String() != "10.00" || len(fit.Fixes) != 1 {
		t.Errorf("got %+v", fit)
	}
}
