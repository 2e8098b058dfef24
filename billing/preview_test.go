package billing

import (
	"slices"
	"testing"
	"time"

	"billfold/billing/money"
)

// January 2024 has 31 days, 2,678,400 seconds; from the 16th at noon 15.5 days
// are left, 1,339,200 seconds, exactly half.
func TestUpgradeCreditsUnusedAndChargesRest(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Plan: ptr("business")}, "2024-01-16T12:00:00Z")

	checkLines(t, p.Lines,
		wantLine{"seats", "-30.00", "-(5*12.00)*1339200/2678400"},
		wantLine{"seats", "45.00", "(5*18.00)*1339200/2678400"},
	)
	if p.Timing != Now || p.AmountDue.String() != "15.00" || p.Scheduled != nil || len(p.Blockers) != 0 {
		t.Errorf("timing %s, due %s, scheduled %v, blockers %v", p.Timing, p.AmountDue, p.Scheduled, codes(p.Blockers))
	}
	if p.Next == nil || p.Next.Total.String() != "90.00" || !p.Next.At.Equal(at("2024-02-01T00:00:00Z")) {
		t.Errorf("next invoice: %+v", p.Next)
	}
	if want := at("2024-01-16T12:15:00Z"); !p.ExpiresAt.Equal(want) || p.Revision != 7 || !p.Estimate {
		t.Errorf("expires %s, revision %d, estimate %t", p.ExpiresAt, p.Revision, p.Estimate)
	}
}

func TestChangedQuantityIsFullCreditAndFullCharge(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Seats: ptr(6)}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines,
		wantLine{"seats", "-30.00", "-(5*12.00)*1339200/2678400"},
		wantLine{"seats", "36.00", "(6*12.00)*1339200/2678400"},
	)
}

func TestOnlyWhatChangesIsProrated(t *testing.T) {
	terms := teamOf(5)
	terms.Addons = map[string]int{"storage_100": 2}
	f := paying(shop(), terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Addons: map[string]int{"storage_100": 3}}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines,
		wantLine{"addon:storage_100", "-10.00", "-(2*10.00)*1339200/2678400"},
		wantLine{"addon:storage_100", "15.00", "(3*10.00)*1339200/2678400"},
	)
}

// 12,000 email credits: 10,000 at 0.0010 and 2,000 at 0.0008, 11.60 a month.
func TestTiersGoIntoTheArithmetic(t *testing.T) {
	f := paying(shop(), teamOf(1), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Volumes: map[string]int64{EmailCredits: 12000}}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines,
		wantLine{"volume:email_credits", "5.80", "(10000*0.001+2000*0.0008)*1339200/2678400"},
	)
}

func TestLessWaitsForThePeriodsEnd(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Seats: ptr(3)}, "2024-01-16T12:00:00Z")
	if p.Timing != PeriodEnd || len(p.Lines) != 0 || !p.AmountDue.IsZero() {
		t.Errorf("timing %s, lines %d, due %s", p.Timing, len(p.Lines), p.AmountDue)
	}
	if !p.EffectiveAt.Equal(f.Subscription.Period.End) || p.After.Seats != 3 || p.Scheduled == nil {
		t.Errorf("effective %s, after %+v, scheduled %v", p.EffectiveAt, p.After, p.Scheduled)
	}
	if p.Next.Total.String() != "36.00" {
		t.Errorf("next invoice %s, want 36.00", p.Next.Total)
	}
}

func TestImmediateCreditGivesBackNow(t *testing.T) {
	c := shop()
	c.Policy.Downgrade = DowngradeImmediateCredit
	f := paying(c, teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Seats: ptr(3)}, "2024-01-16T12:00:00Z")
	if p.Timing != Now || p.Total.String() != "-12.00" || !p.AmountDue.IsZero() || p.BillingCreditAfter.String() != "12.00" {
		t.Errorf("timing %s total %s due %s credit %s", p.Timing, p.Total, p.AmountDue, p.BillingCreditAfter)
	}
	if !slices.Contains(codes(p.Warnings), CreditKeptOnAccount) {
		t.Errorf("warnings %v", codes(p.Warnings))
	}
}

// Rule 11: while an invoice is open, also a vendor who credits at once lets every
// reduction wait.
func TestLessWaitsWhileAnInvoiceIsOpen(t *testing.T) {
	c := shop()
	c.Policy.Downgrade = DowngradeImmediateCredit
	f := paying(c, teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Subscription.OpenInvoice = "NWT-0002"
	p := previewOf(t, f, Patch{Seats: ptr(3)}, "2024-01-16T12:00:00Z")
	if p.Timing != PeriodEnd || len(p.Lines) != 0 || len(p.Blockers) != 0 || p.Scheduled == nil || p.Scheduled.After.Seats != 3 {
		t.Errorf("timing %s, lines %+v, blockers %v, scheduled %+v", p.Timing, p.Lines, codes(p.Blockers), p.Scheduled)
	}
}

// Rule 6: Team × 10 → Business × 5 is Business × 10 until renewal. Half
// a month of five Business seats more than asked for is 45.00.
func TestMixedChangePaysForTheReductionUntilRenewal(t *testing.T) {
	f := paying(shop(), teamOf(10), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Plan: ptr("business"), Seats: ptr(5)}, "2024-01-16T12:00:00Z")
	if p.Timing != Mixed || p.After.Plan != "business" || p.After.Seats != 10 || p.Scheduled.After.Seats != 5 {
		t.Fatalf("timing %s after %+v scheduled %+v", p.Timing, p.After, p.Scheduled)
	}
	i := slices.IndexFunc(p.Warnings, func(n Notice) bool { return n.Code == PaysForReduction })
	if i < 0 || p.Warnings[i].Params["amount"] != "45.00" {
		t.Errorf("warnings %+v", p.Warnings)
	}
	if p.Next.Total.String() != "90.00" {
		t.Errorf("next invoice %s, want 5 Business seats, 90.00", p.Next.Total)
	}
}

func TestMonthToYearStartsANewPeriod(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Interval: ptr(Yearly)}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines,
		wantLine{"seats", "-30.00", "-(5*12.00)*1339200/2678400"},
		wantLine{"seats", "600.00", "5*120.00"},
	)
	if !p.NewPeriod || !p.Period.End.Equal(at("2025-01-16T12:00:00Z")) {
		t.Errorf("period %+v", p.Period)
	}
	if !slices.Contains(codes(p.Warnings), RenewalDateMoves) {
		t.Errorf("warnings %v", codes(p.Warnings))
	}
}

func TestYearToMonthWaits(t *testing.T) {
	terms := teamOf(5)
	terms.Interval = Yearly
	f := paying(shop(), terms, "2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z")
	p := previewOf(t, f, Patch{Interval: ptr(Monthly)}, "2024-03-01T00:00:00Z")
	if p.Timing != PeriodEnd || len(p.Lines) != 0 || p.Next.Total.String() != "60.00" {
		t.Errorf("timing %s lines %d next %s", p.Timing, len(p.Lines), p.Next.Total)
	}
}

func TestFreeToPaidIsNotProrated(t *testing.T) {
	f := paying(shop(), Terms{Plan: "free", Interval: Monthly, Seats: 3}, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Plan: ptr("team")}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines, wantLine{"seats", "36.00", "3*12.00"})
	if !p.Period.Start.Equal(p.At) || !p.Period.End.Equal(at("2024-02-16T12:00:00Z")) {
		t.Errorf("the cycle is anchored at checkout, got %+v", p.Period)
	}
}

// 20 % VAT on -30.00 + 45.00 is 3.00; the billing credit of 10.00 leaves 8.00.
// A credit carries the tax of the line that it reverses.
func TestTaxThenBillingCredit(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Account.Details.Country = "GB"
	f.Account.BillingCredit = usd("10.00")
	for i := range f.Subscription.Billed {
		f.Subscription.Billed[i].Taxes = []Tax{{Name: "VAT", Rate: dec("0.2")}}
	}
	p := previewOf(t, f, Patch{Plan: ptr("business")}, "2024-01-16T12:00:00Z")
	if len(p.Taxes) != 1 || p.Taxes[0].Taxable.String() != "15.00" || p.Taxes[0].Amount.String() != "3.00" {
		t.Errorf("taxes %+v", p.Taxes)
	}
	got := []string{p.Subtotal.String(), p.Total.String(), p.BillingCreditApplied.String(), p.AmountDue.String(), p.BillingCreditAfter.String()}
	if want := []string{"15.00", "18.00", "10.00", "8.00", "0.00"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestReverseChargeNeedsAVATID(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Account.Details = BillingDetails{Country: "DE"}
	if n := f.Next(); n.Total.String() != "71.40" {
		t.Errorf("60.00 and 19 %% are 71.40, got %s", n.Total)
	}
	f.Account.Details.VATID = "DE123456789"
	if n := f.Next(); n.Total.String() != "60.00" || len(n.Taxes) != 0 {
		t.Errorf("reverse charge: got %s", n.Total)
	}
}

func TestInclusiveTaxIsWithinTheTotal(t *testing.T) {
	c := shop()
	c.Policy.TaxBehavior = TaxInclusive
	f := paying(c, teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Account.Details.Country = "GB"
	if n := f.Next(); n.Total.String() != "60.00" || n.Taxes[0].Amount.String() != "10.00" {
		t.Errorf("total %s, tax %s", n.Total, n.Taxes[0].Amount)
	}
}

// A credit never gives back more than what is billed and not yet credited.
func TestCreditIsCappedAtBilled(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Subscription.Billed[0].Net = usd("7.00")
	p := previewOf(t, f, Patch{Plan: ptr("business")}, "2024-01-16T12:00:00Z")
	checkLines(t, p.Lines[:1], wantLine{"seats", "-7.00", "-min((5*12.00)*1339200/2678400,7.00)"})
}

func TestNamingTheCurrentValueCancelsWhatIsScheduled(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: Terms{Plan: "team", Interval: Monthly, Seats: 3}}
	if p := previewOf(t, f, Patch{Seats: ptr(5)}, "2024-01-16T12:00:00Z"); p.Scheduled != nil || len(p.Blockers) != 0 {
		t.Errorf("scheduled %+v, blockers %v", p.Scheduled, codes(p.Blockers))
	}
	p := previewOf(t, f, Patch{Addons: map[string]int{"storage_100": 1}}, "2024-01-16T12:00:00Z")
	if p.Timing != Now || p.Scheduled == nil || p.Scheduled.After.Seats != 3 || p.Scheduled.After.Addons["storage_100"] != 1 {
		t.Errorf("the rest stays scheduled: timing %s, %+v", p.Timing, p.Scheduled)
	}
	if p := previewOf(t, f, Patch{Interval: ptr(Yearly)}, "2024-01-16T12:00:00Z"); p.Scheduled != nil ||
		!slices.Contains(codes(p.Warnings), DropsScheduled) {
		t.Errorf("a new period drops what is scheduled: %+v %v", p.Scheduled, codes(p.Warnings))
	}
}

func TestZeroAndThreeDecimalCurrencies(t *testing.T) {
	for _, tt := range []struct {
		currency    money.Currency
		credit, due string
	}{{"JPY", "-6", "3"}, {"KWD", "-6.000", "3.000"}} {
		c := shop()
		c.Currency = tt.currency
		f := paying(c, teamOf(1), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
		p := previewOf(t, f, Patch{Plan: ptr("business")}, "2024-01-16T12:00:00Z")
		if p.Lines[0].Amount.String() != tt.credit || p.AmountDue.String() != tt.due {
			t.Errorf("%s: %s, due %s", tt.currency, p.Lines[0].Amount, p.AmountDue)
		}
	}
}

// Two previews a second apart differ by what their instants imply only.
func TestPreviewsASecondApart(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	a := previewOf(t, f, Patch{Seats: ptr(6)}, "2024-01-16T12:00:00Z")
	b := previewOf(t, f, Patch{Seats: ptr(6)}, "2024-01-16T12:00:01Z")
	if b.ExpiresAt.Sub(a.ExpiresAt) != time.Second || b.Lines[0].Arithmetic != "-(5*12.00)*1339199/2678400" || !a.After.Equal(b.After) {
		t.Errorf("%+v\n%+v", a, b)
	}
}

func TestExpiryEndsWithThePeriod(t *testing.T) {
	f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Seats: ptr(6)}, "2024-01-31T23:50:00Z")
	if !p.ExpiresAt.Equal(f.Subscription.Period.End) {
		t.Errorf("expires %s", p.ExpiresAt)
	}
}

// Anchored on 31 January, the first year ends on 31 January and so do all after
// it; the first month ends on 29 February 2024, the next on 31 March.
func TestTheNextPeriodIsCountedFromTheAnchor(t *testing.T) {
	f := paying(shop(), Terms{Plan: "free", Interval: Monthly, Seats: 1}, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Plan: ptr("team")}, "2024-01-31T00:00:00Z")
	want := Period{Start: at("2024-02-29T00:00:00Z"), End: at("2024-03-31T00:00:00Z")}
	if got := p.Next.Lines[0].Period; got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
