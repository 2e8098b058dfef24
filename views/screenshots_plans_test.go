//go:build screenshots

package views_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views/sample"

	"github.com/shopspring/decimal"
)

func canceling(f *fake) {
	f.facts.Subscription.CancelAtPeriodEnd, f.facts.Subscription.Scheduled = true, nil
}

func canceled(f *fake) {
	s := f.facts.Subscription
	s.Status, s.CancelAtPeriodEnd, s.Scheduled = billing.StatusCanceled, true, nil
	s.Period = billing.Period{Start: s.Period.Start.AddDate(0, -1, 0), End: s.Period.Start}
}

func restricted(f *fake) {
	s := f.facts.Subscription
	s.Status, s.OpenInvoice, s.Scheduled = billing.StatusRestricted, "NWT-0011", nil
}

// trying is a trial that becomes Team in four days.
func trying(f *fake) {
	s, c := f.facts.Subscription, f.facts.Catalog
	trial := c.Plans[1]
	trial.ID, trial.Name, trial.Rank, trial.Kind, trial.Prices = "trial", "Trial", 15, billing.PlanTrial, nil
	trial.Features, trial.Volumes, trial.Trial = []string{"Everything in Team for 14 days"}, nil, &billing.Trial{Days: 14, Then: "team"}
	c.Plans = append([]billing.Plan{c.Plans[0], trial}, c.Plans[1:]...)
	ends := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	s.Status, s.TrialEnds, s.Scheduled, s.Billed = billing.StatusTrialing, &ends, nil, nil
	s.Terms = billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 50}
	s.Period = billing.Period{Start: ends.AddDate(0, 0, -14), End: ends}
	f.facts.Usage.Cycle, f.facts.Usage.StorageUsedGB = s.Period, decimal.NewFromInt(38)
	f.facts.Usage.Meters = map[string]decimal.Decimal{billing.AICredits: decimal.NewFromInt(3180)}
}

func onFree(f *fake) {
	s := f.facts.Subscription
	s.Terms, s.Scheduled, s.Billed = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}, nil, nil
	f.facts.Usage.ActiveMembers, f.facts.Usage.StorageUsedGB = 2, decimal.RequireFromString("3.1")
	f.facts.Usage.Meters = map[string]decimal.Decimal{billing.AICredits: decimal.NewFromInt(48), billing.EmailCredits: decimal.NewFromInt(512)}
}

func underContract(f *fake) {
	n := func(of int64) decimal.Decimal { return decimal.NewFromInt(of) }
	f.facts.Catalog.Plans[3].Includes = billing.Grants{billing.StorageGB: n(2000), billing.AICredits: n(20_000), billing.EmailCredits: n(100_000)}
	s := f.facts.Subscription
	s.Terms.Plan, s.Scheduled, s.Terms.Volumes, s.Terms.Addons = "custom", nil, nil, nil
}

func outgrown(f *fake) {
	f.facts.Usage.ActiveMembers = 53
	f.facts.Usage.StorageUsedGB = decimal.RequireFromString("690.5")
	f.fresh = sample.Fresh(billing.Live)
}

// suits is an account whose terms suffice as they are.
func suits(f *fake) {
	f.facts.Usage.Meters[billing.MessageCredits] = decimal.NewFromInt(3100)
}

func showsFigures(t *testing.T, s *stage) { s.press(t, "Show the figures") }

func comparesYears(t *testing.T, s *stage) {
	s.first(t, "*widgets.Segmented").TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
}

// calculates asks what the message credits send to the second country.
func calculates(t *testing.T, s *stage) {
	selects := 0
	for _, focused := range s.walk() {
		if s.kind(focused) == "*widgets.Select" {
			selects++
			if selects == 2 {
				focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
			}
		}
	}
}

// asksToCancel opens the menu beside the primary button and chooses its last entry.
func asksToCancel(t *testing.T, s *stage) {
	opensMenu(t, s)
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn} {
		s.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
}

func (s *stage) kind(focused fyne.Focusable) string { return fmt.Sprintf("%T", focused) }

func (s *stage) first(t *testing.T, kind string) fyne.Focusable {
	t.Helper()
	for _, focused := range s.walk() {
		if s.kind(focused) == kind {
			return focused
		}
	}
	t.Fatalf("no %s takes the keyboard", kind)
	return nil
}

func opensMenu(t *testing.T, s *stage) { s.press(t, "More about the plan") }
