package overview

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

type fake struct {
	facts     billing.Facts
	changes   []billing.Change
	freshness billing.Freshness
	err       error
	reads     int // of the facts
	undone    int
	canceled  []string // reasons
	refuse    error    // what acts answer
}

func (f *fake) Freshness() billing.Freshness { return f.freshness }
func (f *fake) Changes(context.Context, int) ([]billing.Change, error) {
	return f.changes, nil
}

func (f *fake) IdleMembers(_ context.Context, now time.Time) (int, error) {
	if !f.facts.Account.Role.May(billing.SeePeople) {
		return 0, nil
	}
	return billing.IdleCount(sample.Members(), now), nil
}

func (f *fake) CreditGrants(context.Context) ([]billing.CreditGrant, error) {
	return sample.CreditGrants(), nil
}

func (f *fake) UndoScheduled(context.Context) (billing.Outcome, error) {
	f.undone++
	if f.refuse == nil {
		f.facts.Subscription = new(*f.facts.Subscription)
		f.facts.Subscription.Scheduled = nil
	}
	return billing.Outcome{State: billing.ChangeApplied}, f.refuse
}

func (f *fake) CancelSubscription(_ context.Context, reason string) (billing.Outcome, error) {
	f.canceled = append(f.canceled, reason)
	if f.refuse == nil {
		f.facts.Subscription = new(*f.facts.Subscription)
		f.facts.Subscription.CancelAtPeriodEnd, f.facts.Subscription.Scheduled = true, nil
	}
	return billing.Outcome{State: billing.ChangeScheduled}, f.refuse
}

func (f *fake) Facts(context.Context) (billing.Facts, error) {
	f.reads++
	return f.facts, f.err
}

type bench struct {
	*viewtest.Bench
	page   *Page
	source *fake
	pages  []nav.Page // that exist
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source, pages: []nav.Page{nav.PagePlans}}
	b.Open(func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: source, Scheduler: b.Scheduler,
			Go: b.Go, Exists: func(page nav.Page) bool { return slices.Contains(b.pages, page) },
			Refresh: func() {}, Say: b.Say, Now: b.Now,
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

// A name over two lines keeps as far from the next row as one line does.
func TestAChangeOverTwoLinesKeepsClearOfTheNext(t *testing.T) {
	source := normal()
	source.changes[0].Actor = "Bartholomew Featherstonehaugh"
	b := open(t, source, viewtest.Wide).show()
	driver, bottom, next := fyne.CurrentApp().Driver(), float32(0), float32(0)
	for _, seen := range widgets.VisibleTexts(b.page.root) {
		top := driver.AbsolutePositionForObject(seen.Object).Y
		switch seen.Text {
		case "Featherstonehaugh":
			bottom = top + seen.Object.Size().Height
		case (words.Printer{}).DayClock(source.changes[1].At):
			next = top
		}
	}
	if bottom == 0 || next-bottom < 2*theme.Gap8 {
		t.Errorf("the row ends at %v, the next begins at %v", bottom, next)
	}
}

func TestShowsPlanLimitsAndNextInvoice(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Sees("Team", "Active", "Monthly", "Limits", "Seats", "Next invoice", "Amount due", "Recent changes", "50 seats", "Customize plan", "Expires soon", "$8.00 less a month before VAT")
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
	b.Sees("Team", "Saved copy from 09:18", "Saved 09:18, 1 h ago", "Saved 09:18", "Estimate from 09:18")
	b.SeesNot("Refresh", "Which plan fits?")
	if !b.page.undo.Disabled() {
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
	b.Sees("40 seats")
	test.Tap(b.page.undo)
	b.Scheduler.Drain()
	if source.undone != 1 || slices.Contains(b.Texts(), "40 seats") || len(b.Said) != 1 {
		t.Errorf("undone %d times, said %v", source.undone, b.Said)
	}
}

func TestAnUndoThatIsRefusedSaysWhy(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.source.refuse = billing.NewProblem(billing.ChangeInFlight)
	b.Press("Undo this change")
	if len(b.Said) != 1 || b.Said[0].What != "Another change is being made." || b.page.undo.Disabled() {
		t.Errorf("said %v", b.Said)
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
		if slices.Contains([]string{"Customize plan", "Undo this change", "Next invoice", "Recent changes", "Amount due", "4 free, 6 idle"}, text) {
			t.Errorf("a member is shown %q", text)
		}
	}
	b.Sees("Team", "Limits", "4 free",
		"Only owners, workspace admins and billing admins can change the plan; your role is Member. Ask Maya Okafor.")
	b.Fits("overview-member")
	b.Golden("member")
}

func TestKeyboardReachesTheActions(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.pages = append(b.pages, nav.PageHistory, nav.PagePayments)
	b.show()
	if got := viewtest.Labels(b.Walk()); !slices.Equal(got, []string{
		"Refresh", "Customize plan", "More about the plan", "Undo this change", "Which plan fits?", "Open history", "Manage",
	}) {
		t.Errorf("Tab walks %q", got)
	}
	for _, label := range []string{"Customize plan", "Which plan fits?", "Open history", "Manage"} {
		b.Window.Canvas().Focus(b.Button(label))
		b.Key(fyne.KeyReturn)
	}
	if !slices.Equal(b.Went, []nav.Route{
		{Page: nav.PagePlans, Arg: "plan=team"}, {Page: nav.PagePlans}, {Page: nav.PageHistory}, {Page: nav.PagePayments},
	}) {
		t.Errorf("went to %v", b.Went)
	}
}

func TestNothingLeadsToAPageThatDoesNotExist(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.SeesNot("Open history", "Manage")
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

func TestGermanFits(t *testing.T) {
	words.Speak(words.German)
	t.Cleanup(func() { words.Speak(words.English) })
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		b := open(t, normal(), width).show()
		b.Fits("overview-de-" + layout)
		b.choose(2)
		b.FrontFits("overview-cancel-de-" + layout)
		b.page.Escape()
	}
}

// How fresh the copy is moves its age on, and reads nothing of it again; where there is
// nothing to show yet it may say why.
func TestFreshnessAloneReadsNothingAgain(t *testing.T) {
	source := normal()
	source.err, source.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{}
	b := open(t, source, viewtest.Wide).show()
	b.Sees("Reading the saved copy…")
	source.freshness = sample.Fresh(billing.Away)
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	b.SeesNot("Reading the saved copy…")
	source.err = nil
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	before := source.reads
	source.freshness = sample.Fresh(billing.Live)
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	if source.reads != before {
		t.Errorf("the account is read %d times more", source.reads-before)
	}
	if b.page.shown.offline {
		t.Error("the page does not say that billing can be reached again")
	}
}
