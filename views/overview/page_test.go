package overview

import (
	"context"
	"errors"
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

type fake struct {
	facts     billing.Facts
	changes   []billing.Change
	freshness billing.Freshness
	err       error
	undone    int
}

func (f *fake) Facts(context.Context) (billing.Facts, error) { return f.facts, f.err }
func (f *fake) Freshness() billing.Freshness                 { return f.freshness }
func (f *fake) Changes(context.Context, int) ([]billing.Change, error) {
	return f.changes, nil
}

func (f *fake) UndoScheduled(context.Context) (billing.Outcome, error) {
	f.undone++
	f.facts.Subscription.Scheduled = nil
	return billing.Outcome{State: billing.ChangeApplied}, nil
}

type bench struct {
	*viewtest.Bench
	page   *Page
	source *fake
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source}
	b.Open(func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: source, Scheduler: b.Scheduler,
			Go: b.Go, Refresh: func() {}, Say: b.Say, Now: b.Now,
		})
		return b.page
	}, theme.ChoiceLight, width)
	return b
}

func (b *bench) show() *bench {
	b.Show("")
	return b
}

func normal() *fake {
	return &fake{facts: sample.Facts(), changes: sample.Changes(), freshness: sample.Fresh(billing.Fresh)}
}

func TestShowsPlanLimitsAndNextInvoice(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Sees("Team", "Active", "Monthly", "Limits", "Seats", "Next invoice", "Amount due", "Recent changes", "46 to 50 seats", "Change plan")
	b.Fits("overview-normal")
	b.Golden("normal")
}

func TestFirstLoadHasTheBoxesAndNoFigures(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("Reading the saved copy…", "Limits", "Next invoice")
	b.SeesNot("Team")
	b.Fits("overview-loading")
	b.Golden("loading")
}

func TestBeforeTheFirstSyncItWaits(t *testing.T) {
	source := normal()
	source.err, source.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{}
	b := open(t, source, viewtest.Wide).show()
	b.Sees("Reading the saved copy…")
}

func TestAnUnreadableCopySaysWhatItMeansForTheMoney(t *testing.T) {
	source := normal()
	source.err = billing.NewProblem(billing.CacheCorrupt).Because(errors.New("disk I/O error"))
	b := open(t, source, viewtest.Wide).show()
	b.Sees("Refresh")
	b.SeesNot("disk I/O error")
	b.Fits("overview-error")
	b.Golden("error")
}

func TestAnErrorKeepsWhatIsOnScreen(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.source.err = billing.NewProblem(billing.CacheCorrupt)
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	b.Sees("Team", "Next invoice")
}

func TestOfflineShowsTheSavedCopyAndItsAge(t *testing.T) {
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	b := open(t, source, viewtest.Wide).show()
	b.Sees("Team", "Saved copy from "+words.Printer{}.When(source.freshness.AsOf, sample.Now()))
	if source.facts.Subscription.Scheduled != nil && !b.page.undo.Disabled() {
		t.Error("a change can be undone without the backend")
	}
	b.Fits("overview-offline")
	b.Golden("offline")
}

func TestFollowsAChange(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.source.facts.Subscription.Terms.Plan = "business"
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	b.Sees("Business")
}

func TestNothingIsBuiltAnewWhileOnlyTimePasses(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	before := b.page.root.Objects[0]
	b.page.Tick(sample.Now())
	b.page.Changed(billing.KindUsage)
	b.Scheduler.Drain()
	if b.page.root.Objects[0] != before {
		t.Error("the page was built anew though it says the same")
	}
}

func TestUndoDropsWhatIsScheduled(t *testing.T) {
	source := normal()
	source.facts.Subscription.Scheduled = &billing.Scheduled{
		At: source.facts.Subscription.Period.End, After: source.facts.Subscription.Terms.With(billing.Patch{Seats: new(40)}),
	}
	b := open(t, source, viewtest.Wide).show()
	b.Sees("50 to 40 seats")
	test.Tap(b.page.undo)
	b.Scheduler.Drain()
	if source.undone != 1 || slices.Contains(b.Texts(), "50 to 40 seats") || len(b.Said) != 1 {
		t.Errorf("undone %d times, said %v", source.undone, b.Said)
	}
}

func TestUndoIsSentOnceWhateverIsReadMeanwhile(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	test.Tap(b.page.undo)
	b.source.facts.Usage = new(*b.source.facts.Usage)
	b.source.facts.Usage.ActiveMembers++
	facts, err := b.page.read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b.page.present(facts) // as when something else of the account changed
	test.Tap(b.page.undo)
	b.Scheduler.Drain()
	if b.source.undone != 1 {
		t.Errorf("undone %d times", b.source.undone)
	}
}

func TestAMemberSeesNoButtonsAndNoHalfFigures(t *testing.T) {
	source := normal()
	source.facts.Account.Role = billing.RoleMember
	b := open(t, source, viewtest.Wide).show()
	for _, text := range b.Texts() {
		if slices.Contains([]string{"Change plan", "Undo this change", "Next invoice", "Recent changes", "Amount due"}, text) {
			t.Errorf("a member is shown %q", text)
		}
	}
	b.Sees("Team", "Limits")
}

func TestKeyboardReachesTheActions(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	c := b.Window.Canvas()
	seen := map[fyne.Focusable]bool{}
	for range 10 {
		c.(interface{ FocusNext() }).FocusNext()
		seen[c.Focused()] = true
	}
	if !seen[b.page.refresh] || !seen[b.page.change] {
		t.Fatal("a button cannot be reached with the keyboard")
	}
	c.Focus(b.page.change)
	b.page.change.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(b.Went) != 1 || b.Went[0].Page != nav.PagePlans {
		t.Errorf("went to %v", b.Went)
	}
}

func TestAnEmptyHistorySaysWhatWillBeThere(t *testing.T) {
	source := normal()
	source.changes = nil
	b := open(t, source, viewtest.Wide).show()
	b.Fits("overview-empty")
	b.Golden("empty")
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	open(t, normal(), viewtest.Wide).show().Fits("overview-normal-wide")
	open(t, normal(), viewtest.Narrow).show().Fits("overview-normal-narrow")
	abroad := normal()
	abroad.facts = sample.Abroad()
	open(t, abroad, viewtest.Wide).show().Fits("overview-yen-wide")
	open(t, abroad, viewtest.Narrow).show().Fits("overview-yen-narrow")
}
