package storage

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

type fake struct {
	facts     billing.Facts
	items     []billing.StoredItem
	freshness billing.Freshness
	err       error
	reads     int // of the facts
	refuse    error
	undone    int
	asked     []billing.Patch
}

func (f *fake) Freshness() billing.Freshness                              { return f.freshness }
func (f *fake) StoredItems(context.Context) ([]billing.StoredItem, error) { return f.items, nil }
func (f *fake) Estimate(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	f.asked = append(f.asked, patch)
	return billing.NewPreview(f.facts, patch, sample.Now())
}

func (f *fake) UndoScheduled(context.Context) (billing.Outcome, error) {
	f.undone++
	if f.refuse == nil {
		f.facts.Subscription.Scheduled = nil
	}
	return billing.Outcome{State: billing.ChangeApplied}, f.refuse
}

func (f *fake) Facts(context.Context) (billing.Facts, error) {
	f.reads++
	return f.facts, f.err
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
			Context: t.Context(), Source: source, Scheduler: b.Scheduler, Go: b.Go, Say: b.Say, Copy: b.Copy, Now: b.Now,
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
	return &fake{facts: sample.Facts(), items: sample.StoredItems(), freshness: sample.Fresh(billing.Fresh)}
}

func TestShowsWhatIsStoredAndTheWaysToMoreRoom(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Sees("548.2 of 700 GB used", "600 GB from 1 Dec", "151.8 GB free", "Recordings", "231.4 GB",
		"10 items hold 191.0 GB", "Q2 all-hands, raw camera", "38.2", "4 Jun 2026",
		"Clean up", "Smallest fix", "frees 94.1 GB,", "$0.00", "500 GB add-on", "adds 300 GB,", "$22.00 more a month",
		"Business plan", "20 GB a seat instead of 10 GB.", "adds 500 GB,", "$300.00 more a month", "Change add-on", "Undo scheduled change")
	b.Fits("storage-normal")
	b.Golden("normal")
}

func TestFirstLoadHasTheBoxesAndNoFigures(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("Reading the saved copy…", "Biggest items")
	b.SeesNot("548.2 of 700 GB used")
	b.Fits("storage-loading")
	b.Golden("loading")
}

func TestNothingJumpsWhenDataArrives(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Steady(func() { b.show() }, "Biggest items", "Three ways to more room")
}

func TestBeforeTheFirstSyncItWaits(t *testing.T) {
	source := normal()
	source.err, source.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{}
	open(t, source, viewtest.Wide).show().Sees("Reading the saved copy…")
}

func TestAnUnreadableCopySaysWhatItMeansForTheMoney(t *testing.T) {
	source := normal()
	source.err = billing.NewProblem(billing.CacheCorrupt).Because(errors.New("disk I/O error"))
	b := open(t, source, viewtest.Wide).show()
	b.SeesNot("disk I/O error")
	b.Fits("storage-error")
	b.Golden("error")
	source.err = nil
	b.Press("Read again")
	b.Sees("548.2 of 700 GB used")
	source.err = billing.NewProblem(billing.CacheCorrupt)
	b.page.Changed(billing.KindUsage)
	b.Scheduler.Drain()
	b.Sees("548.2 of 700 GB used")
}

func TestWithoutItemsItSaysWhatWillBeThere(t *testing.T) {
	source := normal()
	source.items = nil
	b := open(t, source, viewtest.Wide).show()
	b.SeesNot("Show all items", "Review items")
	b.Fits("storage-empty")
	b.Golden("empty")
}

func TestOfflineOnlyUndoingWaits(t *testing.T) {
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	b := open(t, source, viewtest.Wide).show()
	b.Sees("Undoing waits until billing can be reached.", "Saved copy from 09:18")
	if !b.page.undo.Disabled() || b.page.change.Disabled() {
		t.Error("undoing is not off, or choosing is")
	}
	b.Fits("storage-offline")
	b.Golden("offline")
}

func TestOverTheLimitSaysWhatIsBlockedAndThatNothingIsDeleted(t *testing.T) {
	source := normal()
	source.facts.Usage.StorageUsedGB = source.facts.Usage.StorageUsedGB.Add(source.facts.Usage.StorageByKind[billing.StoredVideo].Mul(two))
	b := open(t, source, viewtest.Wide).show()
	b.Sees("Uploads wait until there is room again.", "146 GB over")
	if !strings.Contains(strings.Join(b.Texts(), " "), "Nothing is deleted.") {
		t.Error("does not say that nothing is deleted")
	}
	b.Fits("storage-over")
	b.Golden("over")
}

func TestAMemberIsToldWhomToAsk(t *testing.T) {
	source := normal()
	source.facts.Account = source.facts.Account.SeenBy(billing.RoleMember)
	b := open(t, source, viewtest.Wide).show()
	b.SeesNot("Change add-on", "Undo scheduled change", "Preview 500 GB", "Compare plans")
	b.Sees("Review items", "$22.00 more a month")
	if !strings.Contains(strings.Join(b.Texts(), " "), "Ask Maya Okafor.") {
		t.Errorf("nobody is named: %q", b.Texts())
	}
	if len(source.asked) > 0 {
		t.Errorf("prices of a member were estimated: %v", source.asked)
	}
	b.Fits("storage-member")
}

func TestUndoIsSentOnceAndSaysWhatCameOfIt(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Press("Undo scheduled change")
	if b.source.undone != 1 || len(b.Said) != 1 || slices.Contains(b.Texts(), "600 GB from 1 Dec") {
		t.Errorf("undone %d times, said %v", b.source.undone, b.Said)
	}
	refused := normal()
	refused.refuse = billing.NewProblem(billing.Offline)
	b = open(t, refused, viewtest.Wide).show()
	b.Press("Undo scheduled change")
	b.Sees("600 GB from 1 Dec")
	if len(b.Said) != 1 || b.page.undo.Disabled() {
		t.Errorf("said %v, button off: %t", b.Said, b.page.undo.Disabled())
	}
}

func TestItemsToReviewAreListedOrderedAndCopied(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Press("Review items")
	if want := (nav.Route{Page: nav.PageStorage, Arg: "items"}); len(b.Went) != 1 || b.Went[0] != want {
		t.Fatalf("went to %v", b.Went)
	}
	b.Show("items")
	b.Sees("Not opened for 180 days, 7", "All, 17", "7 items", "94.1 GB", "Warehouse walk-through 4K", "Office move, walk-through", "never opened")
	b.SeesNot("Q2 all-hands, raw camera")
	b.Fits("storage-items")
	b.Golden("items")
	b.Press("Copy list")
	lines := strings.Split(strings.TrimSpace(b.Copied), "\n")
	if len(lines) != 8 || lines[1] != "Warehouse walk-through 4K\tVideo\t2026-02-19\t31.7" || lines[6] != "Office move, walk-through\tVideo\t\t3.1" {
		t.Errorf("copied %q", lines)
	}
	b.Window.Canvas().Focus(b.page.items.table.Focus())
	b.Window.Canvas().FocusPrevious() // the heads
	b.Key(fyne.KeyRight)
	b.Key(fyne.KeyRight)
	for _, first := range []string{"Office move, walk-through", "Scanned contracts 2019–2024"} {
		b.Key(fyne.KeyReturn) // on when they were last opened
		if got := b.page.items.listed.items[0].Name; got != first {
			t.Errorf("first comes %q, want %q", got, first)
		}
	}
	b.Show("all")
	b.Sees("17 items")
	b.Press("Back to storage")
	if b.Went[len(b.Went)-1] != (nav.Route{Page: nav.PageStorage}) {
		t.Errorf("went to %v", b.Went)
	}
}

func TestNothingToReviewSaysSo(t *testing.T) {
	source := normal()
	source.items = source.items[:1]
	b := open(t, source, viewtest.Wide).show()
	b.Sees("All of the biggest items were opened within 180 days.")
	b.Show("items")
	b.Sees("No such item", "Not opened for 180 days, 0")
	b.Fits("storage-noitems")
}

func TestChoosingAnAddOnSaysWhatItMeansAndLeadsToTheCheckout(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Press("Change add-on")
	b.Sees("No add-on", "100 GB storage", "as scheduled, $10.00 a month", "200 GB storage", "today, $18.00 a month", "500 GB storage", "$40.00 a month")
	b.Golden("change")
	if b.Window.Canvas().Focused() != b.page.picker.radios.Focus() || !b.Button("Preview").Disabled() {
		t.Fatal("the choice does not begin at what is scheduled")
	}
	says := func(want string) {
		t.Helper()
		if got := strings.Join(b.Texts(), " "); !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	b.Key(fyne.KeyDown)
	says("700 GB in all, as today: the scheduled change of storage is dropped.")
	b.Key(fyne.KeyDown)
	says("1,000 GB in all from 1 Dec 2026; until then 1,200 GB, because what is paid stays. An estimated $15.29 with tax, paid by billing credit.")
	b.Fits("storage-change")
	b.Press("Preview")
	if want := "addon.storage_100=0&addon.storage_200=0&addon.storage_500=1"; b.Went[0] != (nav.Route{Page: nav.PageCheckout, Arg: want}) {
		t.Errorf("went to %v", b.Went)
	}
	b.Window.Canvas().Focus(b.page.picker.radios.Focus())
	for range 3 {
		b.Key(fyne.KeyUp)
	}
	says("More storage is in use than would be left: 548.2 GB of 500 GB.")
	if !b.page.Escape() || b.page.Escape() || b.Window.Canvas().Focused() != fyne.Focusable(b.page.change) {
		t.Error("Escape does not close the choice, once, and go back to its button")
	}
	b.Sees("Clean up")
}

func TestTheAddOnsOfferLeadsToTheCheckout(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Press("Preview 500 GB")
	b.Press("Compare plans")
	b.Press("Show all items")
	want := []nav.Route{
		{Page: nav.PageCheckout, Arg: "addon.storage_100=0&addon.storage_200=0&addon.storage_500=1"},
		{Page: nav.PagePlans},
		{Page: nav.PageStorage, Arg: "all"},
	}
	if !slices.Equal(b.Went, want) {
		t.Errorf("went to %v", b.Went)
	}
}

func TestNothingIsBuiltAnewWhileOnlyTimePasses(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	before := b.page.root.Objects[0]
	b.page.Tick(sample.Now())
	b.page.Changed(billing.KindStored)
	b.Scheduler.Drain()
	if b.page.root.Objects[0] != before {
		t.Error("the page was built anew though it says the same")
	}
	b.source.items = b.source.items[1:]
	b.page.Changed(billing.KindStored)
	b.Scheduler.Drain()
	b.SeesNot("Q2 all-hands, raw camera")
}

func TestKeyboardReachesEverything(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	if b.page.FirstFocus() != fyne.Focusable(b.page.change) {
		t.Errorf("the keyboard begins at %v", b.page.FirstFocus())
	}
	labels := viewtest.Labels(b.Walk())
	for _, want := range []string{"Undo scheduled change", "Change add-on", "Show all items", "Review items", "Preview 500 GB", "Compare plans"} {
		if !slices.Contains(labels, want) {
			t.Errorf("%q is not reached: %q", want, labels)
		}
	}
	b.Window.Canvas().Focus(b.page.change)
	b.Key(fyne.KeyReturn)
	if labels := viewtest.Labels(b.Walk()); !slices.Contains(labels, "Keep as it is") {
		t.Errorf("the choice of an add-on is not reached: %q", labels)
	}
	b.Show("items")
	labels = viewtest.Labels(b.Walk())
	for _, want := range []string{"Copy list", "Back to storage", "*widgets.Segmented", "*widgets.tableHeader", "*widgets.tableList"} {
		if !slices.Contains(labels, want) {
			t.Errorf("%q is not reached: %q", want, labels)
		}
	}
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	abroad := normal()
	abroad.facts = sample.Abroad()
	free := normal()
	free.facts.Subscription.Terms = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}
	free.facts.Subscription.Scheduled = nil
	for name, source := range map[string]*fake{"normal": normal(), "yen": abroad, "free": free} {
		for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
			for _, arg := range []string{"", "items"} {
				b := open(t, source, width)
				b.Show(arg)
				b.Fits("storage-" + name + "-" + arg)
			}
		}
	}
}

func TestNothingIsCutInGerman(t *testing.T) {
	words.Speak(words.German)
	t.Cleanup(func() { words.Speak(words.English) })
	for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
		open(t, normal(), width).show().Fits("storage-german-any")
	}
}

func TestTellsApartWhatIsBoughtForWhat(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	said := strings.Join(b.Texts(), " ")
	for _, want := range []string{
		"What is bought for what", "Storage for all workspaces, and nothing else: no seats, no AI credits.",
		"AI credits, which last until they are spent. No storage.", "Once; never prorated, never refunded.",
		"Storage never changes AI, email or message credits. More of it changes nobody's access, and pays no open invoice.",
		"Files, recordings and attachments count, the same file once in a workspace; links to elsewhere do not.",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %q", want, said)
		}
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
	if b.page.data.freshness.Problem != nil {
		t.Error("the page does not say that billing can be reached again")
	}
}
