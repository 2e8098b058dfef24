package engine_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"testing"
	"time"

	"billfold/backend/engine"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// year is what an account of the benchmark lives through: twelve renewals, and
// fifty changes between them.
const (
	renewals = 12
	changes  = 50
)

var newYear = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// BenchmarkAccountYear plays an account's year through engine and store, on books
// in memory, against the same year in pure billing; one after the other on one
// core.
func BenchmarkAccountYear(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	b.Run("figure", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			liveThrough(b)
		}
	})
	b.Run("baseline=in_pure_billing", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			computeThrough(b)
		}
	})
}

// wish is the n-th of the changes: up, aside and down again, so that some are made
// now, some wait, and some replace what waits.
func wish(n int) billing.Patch {
	plans, seats := []string{"team", "business"}, 5+n%7
	switch n % 4 {
	case 0:
		return billing.Patch{Seats: &seats}
	case 1:
		return billing.Patch{Addons: map[string]int{"storage_100": n % 3}}
	case 2:
		return billing.Patch{Plan: &plans[n/4%2]}
	default:
		return billing.Patch{Volumes: map[string]int64{billing.EmailCredits: int64(1000 * (1 + n%5))}}
	}
}

// at is the instant of the n-th change.
func at(n int) time.Time { return newYear.Add(time.Duration(n+1) * 365 * day / (changes + 1)) }

const day = 24 * time.Hour

func yearlyCatalog() *billing.Catalog {
	c := generous()
	for _, i := range []int{2, 3} {
		c.Plans[i].Volumes = []billing.Volume{{
			Meter: billing.EmailCredits, Max: 100000, Step: 1000, Mode: billing.Graduated,
			Tiers: []billing.Tier{{UpTo: 10000, Unit: dec("0.0010")}, {Unit: dec("0.0008")}},
		}}
	}
	c.Addons = append(c.Addons, billing.Addon{
		ID: "storage_100", Name: "100 GB", Kind: billing.AddonRecurring, Grants: billing.Grants{billing.StorageGB: dec("100")},
		Prices: []billing.AddonPrice{{Interval: billing.Monthly, Unit: dec("10.00")}},
	})
	return c
}

func liveThrough(b *testing.B) {
	ctx, now, ids := context.Background(), newYear, 0
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	clock := func() time.Time { return now }
	books, err := store.OpenMemory(ctx)
	must(err)
	bank, err := sandbox.OpenMemory(ctx, clock)
	must(err)
	e := engine.New(engine.Deps{
		Authorise: engine.Trusted,
		Store:     books, Gateway: bank, Now: clock, Log: slog.New(slog.DiscardHandler),
		NewID: func(prefix string) string { ids++; return fmt.Sprintf("%s%06d", prefix, ids) },
	})
	admin := billing.Person{Name: "Ada", Email: "ada@example.com"}
	admin.ID, err = e.CreatePerson(ctx, admin.Name, admin.Email)
	must(err)
	catalog, err := e.CreateCatalog(ctx, yearlyCatalog())
	must(err)
	account, err := e.CreateAccount(ctx, engine.NewAccount{Name: "A", Timezone: "UTC", CatalogID: catalog, InvoicePrefix: "A", Currency: "USD"})
	must(err)
	must(e.Grant(ctx, admin.ID, account, billing.RoleAdmin))
	_, err = e.AddMethod(ctx, account, card(sandbox.CardOK))
	must(err)
	must(e.Subscribe(ctx, account, team(5), nil))
	for n := range changes {
		now = at(n)
		p, err := e.Preview(ctx, admin, account, billing.ChangeOf(wish(n)))
		must(err)
		_, err = e.Confirm(ctx, admin, billing.Intent{ID: fmt.Sprintf("c%d", n), AccountID: account, PreviewID: p.ID, AmountDue: p.AmountDue})
		must(err)
	}
	now = newYear.AddDate(1, 0, 0)
	must(e.AdvanceAccount(ctx, account, now))
	invoices, _, err := books.Invoices(ctx, account, "", 1000)
	must(err)
	if len(invoices) < 1+renewals {
		b.Fatalf("%d invoices are no year", len(invoices))
	}
	must(books.Close())
	must(bank.Close())
}

// computeThrough is what of the same year is arithmetic: the renewals and the
// previews, and what they leave behind.
func computeThrough(b *testing.B) {
	f := billing.Facts{
		Catalog: yearlyCatalog(), Usage: &billing.Usage{Cycle: billing.PeriodAt(newYear, billing.Monthly, 0)},
		Account: &billing.Account{
			Role: billing.RoleAdmin, Currency: "USD", Timezone: "UTC", AccountBalance: money.Zero("USD"), BillingCredit: money.Zero("USD"),
			Methods: []billing.PaymentMethod{{ID: "pm_1", Status: billing.MethodWorks}},
		},
		Subscription: &billing.Subscription{
			Status: billing.StatusActive, Terms: team(5), Anchor: newYear, Period: billing.PeriodAt(newYear, billing.Monthly, 0),
		},
	}
	s := f.Subscription
	s.Bill(f.InFull(), true)
	renewed := 0
	renew := func(to time.Time) {
		for !to.Before(s.Period.End) {
			if s.Scheduled != nil {
				s.Terms, s.Scheduled = s.Scheduled.After, nil
			}
			lines, totals := f.Renewal(s.Terms, f.ClosingUsage())
			s.Bill(lines, true)
			s.Period, s.Anchor = billing.PeriodFrom(s.Anchor, s.Terms.Interval, s.Period.End)
			f.Account.BillingCredit = totals.BillingCreditAfter
			renewed++
		}
	}
	for n := range changes {
		renew(at(n))
		p, err := billing.NewPreview(f, wish(n), at(n))
		if err != nil {
			b.Fatal(err)
		}
		s.Scheduled = p.Scheduled
		if p.Timing != billing.PeriodEnd {
			s.Terms = p.After
			s.Bill(p.Lines, p.NewPeriod)
		}
		f.Account.BillingCredit = p.BillingCreditAfter
	}
	renew(newYear.AddDate(1, 0, 0))
	if renewed != renewals {
		b.Fatalf("%d renewals are no year", renewed)
	}
}
