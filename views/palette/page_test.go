package palette

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
)

type source struct {
	members []billing.Member
	err     error
	reads   int
}

func (s *source) Invoices(context.Context) ([]billing.Invoice, error) {
	s.reads++
	return sample.Invoices(), s.err
}
func (s *source) Members(context.Context) ([]billing.Member, error) { return s.members, s.err }

// bench is a palette in a window.
type bench struct {
	palette *Palette
	source  *source
	queue   *load.Manual
	window  fyne.Window
	overlay *widgets.Overlay
	went    []nav.Route
	ran     int
	closed  int
}

func opened(t *testing.T, size fyne.Size) *bench {
	t.Helper()
	viewtest.Wear(theme.ChoiceLight)
	b := &bench{source: &source{members: team()}, queue: load.NewManual()}
	b.window = test.NewTempWindow(t, widgets.Gap(0, 0))
	b.window.SetPadded(false)
	b.window.Resize(size)
	b.palette = New(Deps{
		Context: t.Context(), Source: b.source, Scheduler: b.queue, Now: sample.Now,
		Go: func(r nav.Route) { b.went = append(b.went, r) }, Close: b.close,
		Resized: func() {
			if b.overlay != nil {
				b.overlay.Refresh()
			}
		},
	})
	t.Cleanup(b.palette.Stop)
	b.open()
	return b
}

func (b *bench) open() {
	content, first := b.palette.Open(Opening{
		Account: "Northwind Traders", Facts: sample.Facts(), Places: everywhere, Own: []Entry{{Title: "Refresh", Do: func() { b.ran++ }}},
	})
	b.overlay = widgets.NewOverlay(content, widgets.Hanging(640, 96), b.close).WithScrim()
	b.window.Canvas().Overlays().Add(b.overlay)
	b.window.Canvas().Focus(first)
}

func (b *bench) close() {
	b.closed++
	b.window.Canvas().Overlays().Remove(b.overlay)
	b.palette.Closed()
}

func (b *bench) types(text string) {
	test.Type(b.window.Canvas().Focused(), text)
	b.queue.Drain()
}

func (b *bench) keys(names ...fyne.KeyName) {
	for _, name := range names {
		b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
	b.queue.Drain()
}

func (b *bench) texts() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(b.overlay) {
		all = append(all, seen.Text)
	}
	return all
}

func (b *bench) sees(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		if !slices.Contains(b.texts(), w) {
			t.Errorf("%q is not among %q", w, b.texts())
		}
	}
}

// chosen is what Enter would take.
func (b *bench) chosen() string {
	e, _ := b.palette.view.current()
	return e.Title
}

var wide = fyne.NewSize(1280, 800)

func TestKeyboardMovesThroughWhatIsFound(t *testing.T) {
	b := opened(t, wide)
	b.queue.Drain()
	b.types("seat")
	for _, step := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyUp, "Add seats"},
		{fyne.KeyDown, "Remove seats at renewal"},
		{fyne.KeyTab, "Seats"}, // the first of the pages
		{fyne.KeyTab, "NWT-0011, Team, 50 seats and 3 more lines"},
		{fyne.KeyTab, "Anna Seaton"},
		{fyne.KeyTab, "Free, 1 to 3 seats"},
		{fyne.KeyTab, "Add seats"}, // round again
		{fyne.KeyPageDown, "Anna Seaton"},
		{fyne.KeyPageDown, "Business, 1 to 250 seats"},
		{fyne.KeyPageUp, "Customize plan"},
		{fyne.KeyDown, "Seats"},
	} {
		b.keys(step.key)
		if got := b.chosen(); got != step.want {
			t.Fatalf("%s chooses %q, want %q of %q", step.key, got, step.want, b.texts())
		}
	}
	b.keys(fyne.KeyReturn)
	if !slices.Equal(b.went, []nav.Route{{Page: nav.PageSeats}}) || b.closed != 1 {
		t.Errorf("went %v, closed %d times", b.went, b.closed)
	}
}

// What is in memory is there before anything is read.
func TestThePaletteIsThereAtOnce(t *testing.T) {
	b := opened(t, wide)
	b.sees(t, "Add seats", "Overview", "Reading invoices and members…")
	b.queue.Drain()
	b.sees(t, "Review 1 idle member")
	if reads := b.source.reads; reads != 1 {
		t.Errorf("read %d times", reads)
	}
	b.keys(fyne.KeyEscape)
	b.open()
	b.sees(t, "Review 1 idle member") // from memory
	b.queue.Drain()
	if reads := b.source.reads; reads != 1 {
		t.Errorf("read %d times", reads)
	}
	b.keys(fyne.KeyEscape)
	b.palette.Changed(billing.KindMembers)
	b.open()
	b.queue.Drain()
	if reads := b.source.reads; reads != 2 {
		t.Errorf("read %d times after a change", reads)
	}
}

// Enter takes what was typed, not what was still on the screen then.
func TestEnterWaitsForWhatIsTyped(t *testing.T) {
	b := opened(t, wide)
	b.queue.Drain()
	test.Type(b.window.Canvas().Focused(), "Invoices")
	b.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if b.closed != 0 {
		t.Fatal("something was taken at once")
	}
	b.queue.Drain()
	if !slices.Equal(b.went, []nav.Route{{Page: nav.PageInvoices}}) {
		t.Errorf("went %v", b.went)
	}
}

func TestAnEntryIsTakenWithThePointer(t *testing.T) {
	b := opened(t, wide)
	b.queue.Drain()
	b.types("refresh")
	widgets.Walk(b.overlay, func(o fyne.CanvasObject) {
		if r, ok := o.(*row); ok {
			test.Tap(r)
		}
	})
	if b.ran != 1 || b.closed != 1 {
		t.Errorf("ran %d times, closed %d times", b.ran, b.closed)
	}
}

func TestNothingFoundIsSaid(t *testing.T) {
	b := opened(t, wide)
	b.queue.Drain()
	b.types("zebra")
	b.sees(t, "Nothing is found.", "0 of 0 shown")
	b.keys(fyne.KeyDown, fyne.KeyTab, fyne.KeyReturn)
	if len(b.went) != 0 || b.closed != 0 {
		t.Errorf("went %v, closed %d times", b.went, b.closed)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	b := opened(t, wide)
	b.source.err = billing.NewProblem(billing.CacheUnusable)
	b.queue.Drain()
	b.sees(t, "Add seats", "Invoices and members cannot be read")
}

// However many there are, what is chosen is in sight.
func TestTheListFollowsTheChoice(t *testing.T) {
	b := opened(t, fyne.NewSize(1024, 500))
	b.queue.Drain()
	for range 40 {
		b.keys(fyne.KeyDown)
		v := b.palette.view
		driver := fyne.CurrentApp().Driver()
		top := driver.AbsolutePositionForObject(v.rows[v.at]).Y
		first := driver.AbsolutePositionForObject(v.scroll).Y
		if top < first || top+v.rows[v.at].Size().Height > first+v.scroll.Size().Height {
			t.Fatalf("%q is at %v, the list from %v on, %v high", b.chosen(), top, first, v.scroll.Size().Height)
		}
	}
}

func TestAnotherAccountIsReadAnew(t *testing.T) {
	b := opened(t, wide)
	b.queue.Drain()
	b.keys(fyne.KeyEscape)
	b.palette.Forget()
	b.source.members = nil
	b.open()
	b.types("anna")
	b.sees(t, "Nothing is found.")
}

func TestThePaletteFits(t *testing.T) {
	for _, size := range []fyne.Size{wide, fyne.NewSize(1024, 700)} {
		b := opened(t, size)
		b.queue.Drain()
		for _, typed := range []string{"", "seat"} {
			b.types(typed)
			if misfits := widgets.Misfits(b.overlay); len(misfits) > 0 {
				t.Errorf("%v, %q: %s", size, typed, misfits)
			}
		}
	}
}

func TestLongNamesDoNotMoveTheRest(t *testing.T) {
	b := opened(t, wide)
	b.source.members = []billing.Member{{
		ID: "m", Name: strings.Repeat("Wolfeschlegel ", 8), Email: fmt.Sprintf("%s@northwind.example", strings.Repeat("w", 60)),
		Role: billing.RoleFinanceApprover, Status: billing.MemberActive, LastActive: new(time.Time),
	}}
	b.queue.Drain()
	b.types("wolfe")
	v := b.palette.view
	if got := v.rows[0].MinSize().Width; got > 640 {
		t.Errorf("the row needs %v", got)
	}
}

func TestGoldens(t *testing.T) {
	b := opened(t, wide)
	b.queue.Drain()
	b.types("seat")
	b.window.Canvas().Unfocus() // the caret blinks
	test.AssertRendersToMarkup(t, "seat.xml", b.window.Canvas())
}
