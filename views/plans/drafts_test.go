package plans_test

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2/test"
)

func drafts() []billing.Draft {
	target := sample.Facts().Subscription.Scheduled.After.With(billing.Patch{Plan: new("business"), Seats: new(60)})
	smaller := sample.Facts().Subscription.Terms.With(billing.Patch{Seats: new(47)})
	return []billing.Draft{
		{ID: "d2", Target: target, Reason: "Support joins in December", At: time.Date(2026, 11, 20, 16, 20, 0, 0, time.UTC)},
		{ID: "d1", Target: smaller, At: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)},
	}
}

func TestDraftsStandAboveTheComparison(t *testing.T) {
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		b := newBench(t, theme.ChoiceLight, width)
		b.source.drafts = drafts()
		b.Show("")
		b.Sees("Drafts", "never sent by itself; nothing is charged before you confirm",
			"Kept 20 Nov 2026 16:20 · Support joins in December", "50 to 47 seats", "Kept 3 Nov 2026 09:00", "Current plan")
		b.Fits("plans-drafts-" + layout)
		if width == viewtest.Wide {
			b.Golden("drafts")
		}
	}
}

// What is opened must lead to what was kept, whatever is scheduled meanwhile.
func TestADraftOpensTheCheckoutOfItsTerms(t *testing.T) {
	for _, kept := range drafts() {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.source.drafts = []billing.Draft{kept}
		b.Show("")
		b.Press("Open draft")
		if len(b.Went) != 1 || b.Went[0].Page != nav.PageCheckout {
			t.Fatalf("went to %v", b.Went)
		}
		patch, err := nav.ParseTermsArg(b.Went[0].Arg)
		if err != nil {
			t.Fatal(err)
		}
		preview, err := billing.NewPreview(b.source.facts, patch, b.Now())
		if err != nil {
			t.Fatal(err)
		}
		end := preview.After
		if preview.Scheduled != nil {
			end = preview.Scheduled.After
		}
		if !end.Equal(kept.Target) {
			t.Errorf("%s leads to %+v, want %+v", b.Went[0].Arg, end, kept.Target)
		}
	}
}

func TestADraftIsDiscardedOnce(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.drafts = drafts()[:1]
	b.Show("")
	discard := b.Button("Discard")
	test.Tap(discard)
	test.Tap(discard)
	b.Scheduler.Drain()
	if !slices.Equal(b.source.dropped, []string{"d2"}) || len(b.Said) != 1 {
		t.Errorf("dropped %v, said %v", b.source.dropped, b.Said)
	}
	b.SeesNot("Draft", "Discard")
}

func TestADraftThatStaysCanBeDiscardedAgain(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.drafts, b.source.dropErr = drafts()[:1], billing.NewProblem(billing.CacheUnusable)
	b.Show("")
	b.Press("Discard")
	if len(b.Said) != 1 || b.Button("Discard").Disabled() {
		t.Errorf("said %v", b.Said)
	}
}

func TestADraftThatIsKeptElsewhereAppears(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("")
	b.SeesNot("Drafts")
	b.source.drafts = drafts()
	b.page.Changed(billing.KindOutbox)
	b.Scheduler.Drain()
	b.Sees("Drafts")
	if got := viewtest.Labels(b.Walk()); !slices.Contains(got, "Open draft") || !slices.Contains(got, "Discard") {
		t.Errorf("Tab walks %q", got)
	}
}
