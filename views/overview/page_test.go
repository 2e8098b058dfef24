package overview

import (
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
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
	page   *Page
	source *fake
	queue  *load.Manual
	window fyne.Window
	routes []nav.Route
	said   []words.Told
}

func open(t *testing.T, source *fake) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	b := &bench{source: source, queue: load.NewManual()}
	b.page = New(Deps{
		Context: t.Context(), Source: source, Scheduler: b.queue,
		Go:      func(r nav.Route) { b.routes = append(b.routes, r) },
		Refresh: func() {}, Say: func(told words.Told) { b.said = append(b.said, told) },
		Now: sample.Now,
	})
	t.Cleanup(b.page.Close)
	b.window = test.NewTempWindow(t, b.page.Content())
	b.window.SetPadded(false)
	b.window.Resize(fyne.NewSize(1072, 744))
	return b
}

func (b *bench) show() *bench {
	b.page.Show("")
	b.queue.Drain()
	return b
}

func (b *bench) texts() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(b.page.Content()) {
		all = append(all, seen.Text)
	}
	return all
}

func (b *bench) sees(t *testing.T, want ...string) {
	t.Helper()
	texts := b.texts()
	for _, w := range want {
		if !slices.Contains(texts, w) {
			t.Errorf("%q is not shown among %q", w, texts)
		}
	}
}

func normal() *fake {
	return &fake{facts: sample.Facts(), changes: sample.Changes(), freshness: sample.Fresh(billing.Fresh)}
}

func TestShowsPlanLimitsAndNextInvoice(t *testing.T) {
	b := open(t, normal()).show()
	b.sees(t, "Team", "Active", "Monthly", "Limits", "Seats", "Next invoice", "Amount due", "Recent changes", "46 to 50 seats", "Change plan")
	picture(t, b, "normal")
	test.AssertRendersToMarkup(t, "normal.xml", b.window.Canvas())
}

func TestFirstLoadHasTheBoxesAndNoFigures(t *testing.T) {
	b := open(t, normal())
	b.sees(t, "Reading the saved copy…", "Limits", "Next invoice")
	if slices.Contains(b.texts(), "Team") {
		t.Error("a plan is shown before it was read")
	}
	picture(t, b, "loading")
	test.AssertRendersToMarkup(t, "loading.xml", b.window.Canvas())
}

func TestBeforeTheFirstSyncItWaits(t *testing.T) {
	source := normal()
	source.err, source.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{}
	b := open(t, source).show()
	b.sees(t, "Reading the saved copy…")
}

func TestAnUnreadableCopySaysWhatItMeansForTheMoney(t *testing.T) {
	source := normal()
	source.err = billing.NewProblem(billing.CacheCorrupt).Because(errors.New("disk I/O error"))
	b := open(t, source).show()
	b.sees(t, "Refresh")
	if slices.Contains(b.texts(), "disk I/O error") {
		t.Error("a raw error is shown")
	}
	picture(t, b, "error")
	test.AssertRendersToMarkup(t, "error.xml", b.window.Canvas())
}

func TestAnErrorKeepsWhatIsOnScreen(t *testing.T) {
	b := open(t, normal()).show()
	b.source.err = billing.NewProblem(billing.CacheCorrupt)
	b.page.Changed(billing.KindSubscription)
	b.queue.Drain()
	b.sees(t, "Team", "Next invoice")
}

func TestOfflineShowsTheSavedCopyAndItsAge(t *testing.T) {
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	b := open(t, source).show()
	b.sees(t, "Team", "Saved copy from "+words.Printer{}.When(source.freshness.AsOf, sample.Now()))
	if source.facts.Subscription.Scheduled != nil && !b.page.undo.Disabled() {
		t.Error("a change can be undone without the backend")
	}
	picture(t, b, "offline")
	test.AssertRendersToMarkup(t, "offline.xml", b.window.Canvas())
}

func TestFollowsAChange(t *testing.T) {
	b := open(t, normal()).show()
	b.source.facts.Subscription.Terms.Plan = "business"
	b.page.Changed(billing.KindSubscription)
	b.queue.Drain()
	b.sees(t, "Business")
}

func TestNothingIsBuiltAnewWhileOnlyTimePasses(t *testing.T) {
	b := open(t, normal()).show()
	before := b.page.root.Objects[0]
	b.page.Tick(sample.Now())
	b.page.Changed(billing.KindUsage)
	b.queue.Drain()
	if b.page.root.Objects[0] != before {
		t.Error("the page was built anew though it says the same")
	}
}

func TestUndoDropsWhatIsScheduled(t *testing.T) {
	source := normal()
	source.facts.Subscription.Scheduled = &billing.Scheduled{
		At: source.facts.Subscription.Period.End, After: source.facts.Subscription.Terms.With(billing.Patch{Seats: new(40)}),
	}
	b := open(t, source).show()
	b.sees(t, "50 to 40 seats")
	test.Tap(b.page.undo)
	b.queue.Drain()
	if source.undone != 1 || slices.Contains(b.texts(), "50 to 40 seats") || len(b.said) != 1 {
		t.Errorf("undone %d times, said %v", source.undone, b.said)
	}
}

func TestAMemberSeesNoButtons(t *testing.T) {
	source := normal()
	source.facts.Account.Role = billing.RoleMember
	b := open(t, source).show()
	for _, text := range b.texts() {
		if text == "Change plan" || text == "Undo this change" {
			t.Errorf("a member is offered %q", text)
		}
	}
}

func TestKeyboardReachesTheActions(t *testing.T) {
	b := open(t, normal()).show()
	c := b.window.Canvas()
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
	if len(b.routes) != 1 || b.routes[0].Page != nav.PagePlans {
		t.Errorf("went to %v", b.routes)
	}
}

func TestAnEmptyHistorySaysWhatWillBeThere(t *testing.T) {
	source := normal()
	source.changes = nil
	b := open(t, source).show()
	picture(t, b, "empty")
	test.AssertRendersToMarkup(t, "empty.xml", b.window.Canvas())
}

// picture keeps a rendering for the eye where BILLFOLD_PICTURES names a folder.
func picture(t *testing.T, b *bench, name string) {
	t.Helper()
	folder := os.Getenv("BILLFOLD_PICTURES")
	if folder == "" {
		return
	}
	file, err := os.Create(filepath.Join(folder, "overview-"+name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, b.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	for _, width := range []float32{1072, 816} {
		b := open(t, normal())
		b.window.Resize(fyne.NewSize(width, 744))
		b.show()
		for _, misfit := range widgets.Misfits(b.page.Content()) {
			t.Errorf("%v wide: %v", width, misfit)
		}
	}
}
