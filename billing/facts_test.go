package billing

import (
	"testing"
	"time"

	"billfold/billing/money"
	"billfold/billing/recompute"

	"github.com/shopspring/decimal"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

func usd(s string) money.Money { return amount(s, "USD") }

func amount(s string, c money.Currency) money.Money {
	m, err := money.Parse(s, c)
	if err != nil {
		panic(err)
	}
	return m
}

func ptr[T any](v T) *T { return &v }

// shop is a catalog with a free, two paid and a custom plan; Team is 12.00 a
// seat a month, Business 18.00, a year is ten months.
func shop() *Catalog {
	seats := func(perMonth, perYear string) []Price {
		return []Price{
			{Interval: Monthly, PerSeat: dec(perMonth)},
			{Interval: Yearly, PerSeat: dec(perYear)},
		}
	}
	return &Catalog{
		Currency: "USD", Policy: DefaultPolicy(),
		Plans: []Plan{
			{
				ID: "free", Name: "Free", Rank: 10, Kind: PlanFree, Seats: SeatRule{Max: 3},
				Includes: Grants{StorageGB: dec("5")},
			},
			{ID: "trial", Name: "Trial", Rank: 15, Kind: PlanTrial, Trial: &Trial{Days: 14, Then: "free"}},
			{
				ID: "team", Name: "Team", Rank: 20, Kind: PlanPaid, Prices: seats("12.00", "120.00"),
				Seats: SeatRule{Min: 1, Max: 100}, PerSeat: Grants{StorageGB: dec("10")},
				Volumes: []Volume{{
					Meter: EmailCredits, Max: 100000, Step: 1000, Mode: Graduated,
					Tiers: []Tier{{UpTo: 10000, Unit: dec("0.0010")}, {Unit: dec("0.0008")}},
				}},
			},
			{
				ID: "business", Name: "Business", Rank: 30, Kind: PlanPaid, Prices: seats("18.00", "180.00"),
				Seats: SeatRule{Min: 1, Max: 250}, PerSeat: Grants{StorageGB: dec("20")},
			},
			{ID: "custom", Name: "Custom", Rank: 40, Kind: PlanCustom},
		},
		Addons: []Addon{{
			ID: "storage_100", Name: "100 GB", Kind: AddonRecurring,
			Prices: []AddonPrice{{Interval: Monthly, Unit: dec("10.00")}, {Interval: Yearly, Unit: dec("100.00")}},
			Grants: Grants{StorageGB: dec("100")},
		}},
		TaxRates: []TaxRate{
			{Country: "GB", Name: "VAT", Rate: dec("0.20")},
			{Country: "DE", Name: "VAT", Rate: dec("0.19"), ReverseCharge: true},
		},
	}
}

// paying is a subscription to terms, billed in full for its period, in a
// country without tax.
func paying(c *Catalog, t Terms, start, end string) Facts {
	s := &Subscription{
		Revision: 7, Status: StatusActive, Terms: t,
		Anchor: at(start), Period: Period{Start: at(start), End: at(end)},
	}
	f := Facts{
		Catalog: c, Subscription: s,
		Account: &Account{
			Role: RoleAdmin, Currency: c.Currency, Timezone: "UTC",
			AccountBalance: money.Zero(c.Currency), BillingCredit: money.Zero(c.Currency),
			Details: BillingDetails{Country: "US"}, Methods: []PaymentMethod{{ID: "pm_1", Status: MethodWorks, ExpMonth: 12, ExpYear: 2099}},
		},
		Usage: &Usage{Cycle: Period{Start: at(start), End: addMonths(at(start), 1)}},
	}
	s.Bill(f.InFull(), true)
	return f
}

func teamOf(seats int) Terms { return Terms{Plan: "team", Interval: Monthly, Seats: seats} }

func previewOf(t *testing.T, f Facts, patch Patch, instant string) Preview {
	t.Helper()
	p, err := NewPreview(f, patch, at(instant))
	if err != nil {
		t.Fatalf("preview: %v", err)
	}
	for _, line := range p.Lines {
		recomputed(t, f.Catalog, line)
	}
	return p
}

// recomputed holds that the arithmetic of a line comes to its amount, by an
// evaluator that shares nothing with what wrote it.
func recomputed(t interface {
	Helper()
	Errorf(string, ...any)
}, c *Catalog, line Line,
) {
	t.Helper()
	again, err := recompute.Amount(line.Arithmetic, int(c.Currency.Exponent()), c.Policy.Rounding == money.HalfEven)
	if err != nil || again != line.Amount.String() {
		t.Errorf("%s of %s is %s, the line says %s; %v", line.Arithmetic, line.Item, again, line.Amount, err)
	}
}

type wantLine struct{ item, amount, arithmetic string }

func checkLines(t *testing.T, lines []Line, want ...wantLine) {
	t.Helper()
	if len(lines) != len(want) {
		t.Fatalf("got %d lines, want %d: %+v", len(lines), len(want), lines)
	}
	for i, w := range want {
		got := wantLine{string(lines[i].Item), lines[i].Amount.String(), lines[i].Arithmetic}
		if got != w {
			t.Errorf("line %d: got %+v, want %+v", i, got, w)
		}
	}
}

func codes(notices []Notice) []Code {
	var all []Code
	for _, n := range notices {
		all = append(all, n.Code)
	}
	return all
}
