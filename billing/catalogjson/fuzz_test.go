package catalogjson_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/catalogjson"
	"billfold/billing/money"
)

// FuzzUnmarshal reads anything as a catalog. What is read is written and read as
// the same, and can be bought from: no price is below nothing, or panics.
func FuzzUnmarshal(f *testing.F) {
	files, err := filepath.Glob("../../docs/catalogs/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := catalogjson.Unmarshal(text)
		if err != nil {
			if len(err.Error()) > 1000 || strings.Contains(err.Error(), "\n") {
				t.Errorf("not one short sentence: %q", err)
			}
			return
		}
		first, err := catalogjson.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := catalogjson.Unmarshal(first)
		if err != nil {
			t.Fatalf("%v: what was written is not read: %s", err, first)
		}
		if second, err := catalogjson.Marshal(again); err != nil || !bytes.Equal(first, second) {
			t.Fatalf("%v\n%s\n%s", err, first, second)
		}
		buy(t, c)
	})
}

// buy asks for what each plan costs, with everything else that is sold.
func buy(t *testing.T, c *billing.Catalog) {
	start := time.Date(2024, 1, 31, 0, 0, 0, 0, time.UTC)
	addons := map[string]int{}
	for i := range c.Addons {
		if c.Addons[i].Kind == billing.AddonRecurring {
			addons[c.Addons[i].ID] = 3
		}
	}
	for i := range c.Plans {
		plan := &c.Plans[i]
		f := billing.Facts{
			Catalog: c,
			Account: &billing.Account{
				Role: billing.RoleAdmin, Currency: c.Currency, Timezone: "UTC",
				AccountBalance: money.Zero(c.Currency), BillingCredit: money.Zero(c.Currency),
			},
			Subscription: &billing.Subscription{
				Status: billing.StatusActive, Anchor: start, Period: billing.PeriodAt(start, billing.Monthly, 0),
				Terms: billing.Terms{Plan: plan.ID, Interval: billing.Monthly, Seats: max(1, plan.Seats.Min)},
			},
			Usage: &billing.Usage{Cycle: billing.PeriodAt(start, billing.Monthly, 0)},
		}
		f.Subscription.Bill(f.InFull(), true)
		volumes := map[string]int64{}
		for _, v := range plan.Volumes {
			volumes[v.Meter] = v.Max
		}
		seats := f.Subscription.Terms.Seats + 7
		for _, patch := range []billing.Patch{{Seats: &seats}, {Volumes: volumes}, {Addons: addons}} {
			p, err := billing.NewPreview(f, patch, start.Add(100*time.Hour))
			if billing.CodeOf(err) == "" && err != nil {
				t.Errorf("%s: %v", plan.ID, err)
			}
			if err == nil && (p.AmountDue.IsNegative() || p.Next != nil && p.Next.AmountDue.IsNegative()) {
				t.Errorf("%s: %s is due", plan.ID, p.AmountDue)
			}
		}
	}
}
