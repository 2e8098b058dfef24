package settings

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/viewtest"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

func TestWhatIsKeptHereInWords(t *testing.T) {
	now, fresh := sample.Now(), sample.Fresh(billing.Fresh)
	one := held{sizes: Sizes{All: 184_000_000, Copy: 172_000_000, Accounts: 1}, measured: true}
	three := held{sizes: Sizes{Copy: 1_720_000_000, Accounts: 3}, measured: true}
	for name, tt := range map[string]struct{ got, want string }{
		"one account":    {copyWords(situation{held: one, fresh: fresh}, now, words.Printer{}), "172 MB, revision 411, caught up 10:40:07"},
		"three accounts": {copyWords(situation{held: three, fresh: fresh}, now, words.Printer{}), "1.7 GB for 3 accounts; revision 411, caught up 10:40:07"},
		"live":           {copyWords(situation{held: three, fresh: sample.Fresh(billing.Live)}, now, words.Printer{}), "1.7 GB for 3 accounts; live at revision 412, nothing newer at 10:42:03"},
		"a day later":    {copyWords(situation{held: one, fresh: fresh}, now.AddDate(0, 0, 1), words.Printer{}), "172 MB, revision 411, caught up 21 Nov 10:40"},
		"unmeasured":     {copyWords(situation{fresh: fresh}, now, words.Printer{}), "Revision 411, caught up at 10:40:07"},
		"nothing":        {copyWords(situation{held: one}, now, words.Printer{}), "Not read yet"},
		"no drafts":      {draftWords(held{counted: true}, words.Printer{}), "None; drafts never send themselves"},
		"a draft":        {draftWords(held{counted: true, drafts: 1}, words.Printer{}), "1 draft; drafts never send themselves"},
		"drafts":         {draftWords(held{counted: true, drafts: 4}, words.Printer{}), "4 drafts; drafts never send themselves"},
		"unsent":         {draftWords(held{counted: true, pending: true}, words.Printer{}), "A change without an answer yet; it is never sent twice"},
		"uncounted":      {draftWords(held{}, words.Printer{}), "Reading…"},
		"both":           {draftWords(held{counted: true, drafts: 2, pending: true}, words.Printer{}), "2 drafts, and a change without an answer yet"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", name, tt.got, tt.want)
		}
	}
}

// What cannot be had back is not thrown away, and one thing that takes long is done at a time.
func TestWhatCanBePressed(t *testing.T) {
	now, fresh := sample.Now(), sample.Fresh(billing.Fresh)
	for name, tt := range map[string]struct {
		s                                 situation
		refreshes, opens, exports, clears bool
	}{
		"idle":      {situation{fresh: fresh, folder: true, held: held{drafts: 1}}, true, true, true, true},
		"offline":   {situation{fresh: sample.Fresh(billing.Away), folder: true}, false, false, true, false},
		"unread":    {situation{folder: true}, true, false, true, false},
		"working":   {situation{fresh: fresh, folder: true, work: workExport}, false, false, false, false},
		"no folder": {situation{fresh: fresh, held: held{pending: true}}, true, true, false, true},
	} {
		m := showStore(tt.s, now, words.Printer{})
		if m.refreshes != tt.refreshes || m.opens != tt.opens || m.exports != tt.exports || m.clears != tt.clears {
			t.Errorf("%s: %+v", name, m)
		}
	}
}

func TestEverythingIsReadAnewWithProgress(t *testing.T) {
	source := normal()
	var told func(done, total int)
	source.work = func(_ context.Context, progress func(done, total int)) error {
		told = progress
		progress(1, 4)
		progress(2, 4)
		return nil
	}
	b := open(t, source, viewtest.Wide)
	b.Button("Refresh all").Tapped(nil)
	b.Sees("Reading everything anew…", "Cancel")
	b.Scheduler.Step() // which is told of two steps, and has the page look once
	b.Scheduler.Step()
	b.Sees("Reading everything anew, 2 of 4")
	b.Golden("refreshing")
	b.Scheduler.Drain()
	b.Sees("172 MB, revision 411, caught up 10:40:07")
	told(3, 4) // late
	b.Scheduler.Drain()
	b.SeesNot("Reading everything anew, 3 of 4", "Cancel")
	if len(b.Said) != 1 || b.Said[0].What != "Everything was read anew." {
		t.Errorf("said %v", b.Said)
	}
}

func TestWhatTakesLongIsGivenUp(t *testing.T) {
	for press, want := range map[string]string{
		"Refresh all": "Canceled. The saved copy can be read as before; what is missing of it is read next time it catches up.",
		"Export":      "Canceled; nothing was written.",
	} {
		source := normal()
		source.work = func(ctx context.Context, _ func(done, total int)) error { return ctx.Err() }
		b := open(t, source, viewtest.Wide)
		b.Button(press).Tapped(nil)
		if b.choosing != nil {
			b.choosing("/home/maya/bills")
		}
		b.Sees("Cancel")
		if !b.page.Escape() || b.page.Escape() {
			t.Errorf("%s: Escape gives up nothing, or twice", press)
		}
		b.Sees("Canceling…")
		if again := b.Button(besides(press)); len(b.Said) != 0 || !again.Disabled() {
			t.Errorf("%s: it counts as ended before it has: %v", press, b.Said)
		}
		b.Scheduler.Drain()
		b.SeesNot("Cancel", "Canceling…")
		if len(b.Said) != 1 || b.Said[0].String() != want {
			t.Errorf("%s: said %v", press, b.Said)
		}
	}
}

// besides is what could be begun besides.
func besides(press string) string {
	return map[string]string{"Refresh all": "Export", "Export": "Refresh all"}[press]
}

// Where it was whole before it could be given up, that is what is said; also where the
// page was left meanwhile.
func TestWhatCameOfWhatWasGivenUpIsSaid(t *testing.T) {
	for name, leave := range map[string]func(*bench){
		"Escape": func(b *bench) { b.page.Escape() }, "left": func(b *bench) { b.page.Close() },
	} {
		b := open(t, normal(), viewtest.Wide)
		b.Button("Export").Tapped(nil)
		b.choosing("/home/maya/bills")
		leave(b)
		if len(b.Said) != 0 {
			t.Errorf("%s: said %v before it ended", name, b.Said)
		}
		b.Scheduler.Drain()
		if len(b.Said) != 1 || b.Said[0].What != "3 files were written." {
			t.Errorf("%s: said %v", name, b.Said)
		}
	}
}

// What is set meanwhile ends nothing of what was asked for.
func TestClearingIsNotEndedByAnotherSetting(t *testing.T) {
	source := normal()
	b := open(t, source, viewtest.Wide)
	b.Press("Clear copy")
	b.Button("Clear copy").Tapped(nil)
	b.Sees("Being cleared…")
	b.page.tongue.choose(0)
	b.Scheduler.Drain()
	if !slices.Equal(source.did, []string{"clear"}) || source.cut || b.refreshed != 1 {
		t.Errorf("did %v, cut: %t, refreshed %d times", source.did, source.cut, b.refreshed)
	}
}

func TestEverythingIsExported(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Press("Export")
	b.SeesNot("Cancel") // while the folder is chosen
	b.choosing("/home/maya/bills")
	b.Scheduler.Drain()
	if want := []string{"export to /home/maya/bills"}; !slices.Equal(b.source.did, want) {
		t.Errorf("did %v", b.source.did)
	}
	if len(b.Said) != 1 || b.Said[0].What != "3 files were written." || b.Said[0].Next != "In /home/maya/bills" {
		t.Errorf("said %v", b.Said)
	}
	b.source.work = func(context.Context, func(done, total int)) error {
		return billing.NewProblem(billing.CacheUnusable, "path", "x")
	}
	b.Press("Export")
	b.choosing("/nowhere")
	b.Scheduler.Drain()
	if len(b.Said) != 2 || b.Said[1].What == b.Said[0].What {
		t.Errorf("said %v", b.Said)
	}
}

func TestDraftsAreWherePlansAre(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Press("Open drafts")
	if want := []nav.Route{{Page: nav.PagePlans}}; !slices.Equal(b.Went, want) {
		t.Errorf("went %v", b.Went)
	}
}

// Clearing asks once, and reads again what it took.
func TestTheCopyIsClearedAfterBeingAsked(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Press("Clear copy")
	if all := strings.Join(b.Texts(), " "); !strings.Contains(all, "It is read again from billing, whole.") {
		t.Errorf("nothing of what follows is said in %q", all)
	}
	b.Golden("clearing")
	b.Fits("settings-clearing")
	b.Press("Keep it")
	b.Press("Clear copy")
	if !b.page.Escape() {
		t.Error("Escape takes nothing back")
	}
	if len(b.source.did) != 0 {
		t.Fatalf("did %v", b.source.did)
	}
	b.Press("Clear copy")
	b.Press("Clear copy")
	if !slices.Equal(b.source.did, []string{"clear"}) || b.refreshed != 1 {
		t.Errorf("did %v, refreshed %d times", b.source.did, b.refreshed)
	}
	b.Sees("Not read yet")
	if len(b.Said) != 1 || b.Said[0].What != "The saved copy was cleared." {
		t.Errorf("said %v", b.Said)
	}
}

// Whoever clears with the keyboard has it afterwards on something that is there, and
// pressing once more meanwhile does nothing.
func TestClearingKeepsTheKeyboardOnThePage(t *testing.T) {
	for name, tt := range map[string]struct {
		err  error
		want string
	}{
		"cleared":     {nil, "Refresh all"},
		"not cleared": {billing.NewProblem(billing.CacheUnusable, "path", "cache.db"), "Clear copy"},
	} {
		source := normal()
		source.clearErr = tt.err
		b := open(t, source, viewtest.Wide)
		b.Press("Clear copy")
		if !b.focuses("Keep it") {
			t.Fatalf("%s: the keyboard is not on what keeps it", name)
		}
		sure := b.Button("Clear copy")
		b.Window.Canvas().Focus(sure)
		sure.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if on := b.Window.Canvas().Focused(); on != nil {
			t.Errorf("%s: while it is cleared the keyboard is on %v", name, viewtest.Labels([]fyne.Focusable{on}))
		}
		sure.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		b.Scheduler.Drain()
		sure.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		b.Scheduler.Drain()
		if !slices.Equal(source.did, []string{"clear"}) || !b.focuses(tt.want) {
			t.Errorf("%s: did %v, or the keyboard is not on %q", name, source.did, tt.want)
		}
	}
}

// What cannot be read is said, and does not keep the rest from being shown.
func TestWhatCannotBeMeasuredIsSaid(t *testing.T) {
	broken := billing.NewProblem(billing.CacheUnusable, "path", "cache.db")
	why := "The saved copy in cache.db cannot be opened. Money and plan are not affected. Check the folder's permissions and free space."
	for name, tt := range map[string]struct {
		set       func(*fake)
		sees, not string
	}{
		"sizes":  {func(f *fake) { f.sizesErr = broken }, "1 draft; drafts never send themselves", "184 MB"},
		"drafts": {func(f *fake) { f.draftsErr = broken }, "184 MB", "1 draft; drafts never send themselves"},
	} {
		source := normal()
		tt.set(source)
		b := open(t, source, viewtest.Wide)
		all := strings.Join(b.Texts(), " ")
		if !strings.Contains(all, why) || !strings.Contains(all, tt.sees) {
			t.Errorf("%s: %q", name, all)
		}
		b.SeesNot("Reading…", tt.not)
		source.sizesErr, source.draftsErr = nil, nil
		b.Show("")
		b.SeesNot("They could not be read")
		tt.set(source)
		b.Show("")
		b.Sees("184 MB", "1 draft; drafts never send themselves") // as they were
	}
}

func TestAMemberExportsNothing(t *testing.T) {
	source := normal()
	source.be(billing.RoleMember)
	b := open(t, source, viewtest.Wide)
	b.SeesNot("Export everything", "Export")
	b.Sees("Refresh all", "Clear copy")
	b.Golden("member")
}

// Nothing moves but the list of devices when what is read comes.
func TestNothingJumps(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Steady(func() {
		b.Show("")
		b.Leap(time.Minute)
	}, "Data on this computer", "Clear the saved copy", "Signed in", "Notify me when")
}
