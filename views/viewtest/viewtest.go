// Package viewtest puts a page into a window of the software painter, with time,
// work and the way to other pages in the test's hands, and lets a test see and
// use the page as a person would. Only tests import it; programs do not link it.
package viewtest

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// Widths, in units, that the shell leaves a page in windows 1280 × 800 and
// 1024 × 700 units large.
const (
	Wide   = 1072
	Narrow = 816
)

// Heights that go with them.
const (
	wideHeight   = 744
	narrowHeight = 644
)

// folderVariable names the folder that pictures for the eye go to.
const folderVariable = "BILLFOLD_SCREENSHOTS"

// Bench is a page in a window and what it was given to work with. A page is made
// with its Scheduler and methods, then opened.
type Bench struct {
	Scheduler *load.Manual
	Window    fyne.Window
	Page      nav.View
	Time      time.Time    // what the page is told the time is
	Went      []nav.Route  // where the page led
	Said      []words.Told // what the page told beside its own content
	Copied    string       // what was put on the clipboard last

	t *testing.T
}

// New returns a bench at the instant of the sample account, without a page.
func New(t *testing.T) *Bench {
	return &Bench{Scheduler: load.NewManual(), Time: sample.Now(), t: t}
}

// Now is what a page asks for the time.
func (b *Bench) Now() time.Time { return b.Time }

// Go notes where a page leads.
func (b *Bench) Go(route nav.Route) { b.Went = append(b.Went, route) }

// Say notes what a page tells.
func (b *Bench) Say(told words.Told) { b.Said = append(b.Said, told) }

// Copy notes what a page copies.
func (b *Bench) Copy(text string) { b.Copied = text }

// Open puts a page into a window, as wide as said, before anything is read. It
// can scroll as a whole, as in the shell.
func (b *Bench) Open(build func() nav.View, choice theme.Choice, width float32) {
	b.t.Helper()
	Wear(choice)
	b.Page = build()
	b.t.Cleanup(b.Page.Close)
	b.Window = test.NewTempWindow(b.t, container.NewVScroll(b.Page.Content()))
	b.Window.SetPadded(false)
	height := float32(wideHeight)
	if width < Wide {
		height = narrowHeight
	}
	b.Window.Resize(fyne.NewSize(width, height))
}

// Show leads to the page and lets it read everything.
func (b *Bench) Show(arg string) {
	b.Page.Show(arg)
	b.Scheduler.Drain()
}

// Pass lets time go by, a second at a time, as the shell tells the page.
func (b *Bench) Pass(d time.Duration) {
	for ; d > 0; d -= time.Second {
		b.Leap(time.Second)
	}
}

// Leap lets time go by at once, as a computer that slept would.
func (b *Bench) Leap(d time.Duration) {
	b.Time = b.Time.Add(d)
	b.Page.Tick(b.Time)
	b.Scheduler.Drain()
}

// Texts lists what a person can read on the page.
func (b *Bench) Texts() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(b.Page.Content()) {
		all = append(all, seen.Text)
	}
	return all
}

// Sees fails the test for each text that is not on the page.
func (b *Bench) Sees(want ...string) {
	b.t.Helper()
	texts := b.Texts()
	for _, w := range want {
		if !slices.Contains(texts, w) {
			b.t.Errorf("%q is not among %q", w, texts)
		}
	}
}

// SeesNot fails the test for each text that is on the page.
func (b *Bench) SeesNot(unwanted ...string) {
	b.t.Helper()
	texts := b.Texts()
	for _, u := range unwanted {
		if slices.Contains(texts, u) {
			b.t.Errorf("%q is among %q", u, texts)
		}
	}
}

// At is where a text on the page begins; without it the test ends.
func (b *Bench) At(text string) fyne.Position {
	b.t.Helper()
	for _, seen := range widgets.VisibleTexts(b.Page.Content()) {
		if seen.Text == text {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(seen.Object)
		}
	}
	b.t.Fatalf("%q is not among %q", text, b.Texts())
	return fyne.Position{}
}

// Steady fails the test for each text that stands elsewhere after something than before.
func (b *Bench) Steady(do func(), texts ...string) {
	b.t.Helper()
	before := make([]fyne.Position, len(texts))
	for i, text := range texts {
		before[i] = b.At(text)
	}
	do()
	for i, text := range texts {
		if got := b.At(text); got != before[i] {
			b.t.Errorf("%q moves from %v to %v", text, before[i], got)
		}
	}
}

// Button finds the last visible button that says something; without one the test
// ends.
func (b *Bench) Button(label string) *widgets.Button {
	b.t.Helper()
	var found *widgets.Button
	widgets.Walk(b.Page.Content(), func(o fyne.CanvasObject) {
		if button, ok := o.(*widgets.Button); ok && button.Label() == label {
			found = button
		}
	})
	if found == nil {
		b.t.Fatalf("no button %q among %q", label, b.Texts())
	}
	return found
}

// Press presses a button and lets the page do what follows.
func (b *Bench) Press(label string) {
	b.t.Helper()
	test.Tap(b.Button(label))
	b.Scheduler.Drain()
}

// Key types a key into what has the focus.
func (b *Bench) Key(name fyne.KeyName) {
	b.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	b.Scheduler.Drain()
}

// Walk presses Tab until it comes round, and returns what had the focus.
func (b *Bench) Walk() []fyne.Focusable {
	c := b.Window.Canvas()
	next := c.(interface{ FocusNext() })
	var walked []fyne.Focusable
	for next.FocusNext(); len(walked) == 0 || c.Focused() != walked[0]; next.FocusNext() {
		walked = append(walked, c.Focused())
	}
	return walked
}

// Golden compares the window's drawing with testdata/name.xml.
func (b *Bench) Golden(name string) {
	b.t.Helper()
	test.AssertRendersToMarkup(b.t, name+".xml", b.Window.Canvas())
}

// Fits fails the test for whatever on the page does not fit its place, and keeps
// a picture of it for the eye where BILLFOLD_SCREENSHOTS names a folder.
func (b *Bench) Fits(picture string) {
	b.t.Helper()
	for _, misfit := range widgets.Misfits(b.Page.Content()) {
		b.t.Errorf("%s: %s", picture, misfit)
	}
	if needs, has := b.Page.Content().MinSize().Width, b.Window.Canvas().Size().Width; needs > has {
		b.t.Errorf("%s: needs %v units of %v", picture, needs, has)
	}
	b.save(picture)
}

func (b *Bench) save(name string) {
	b.t.Helper()
	folder := os.Getenv(folderVariable)
	if folder == "" {
		return
	}
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, b.Window.Canvas().Capture()); err != nil {
		b.t.Fatal(err)
	}
	file := filepath.Join(folder, name+".png")
	if err := os.WriteFile(file, drawn.Bytes(), 0o600); err != nil { //nolint:gosec // where whoever runs the tests wants them
		b.t.Fatal(err)
	}
}

// Labels names what had the focus: a button by what it says, anything else by
// its type.
func Labels(walked []fyne.Focusable) []string {
	names := make([]string, len(walked))
	for i, focused := range walked {
		names[i] = label(focused)
	}
	return names
}

func label(focused fyne.Focusable) string {
	if button, ok := focused.(*widgets.Button); ok {
		return button.Label()
	}
	return fmt.Sprintf("%T", focused)
}
