package plans_test

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/plans"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// source answers from the sample account; a test changes what it answers.
type source struct {
	facts     billing.Facts
	factsErr  error
	freshness billing.Freshness
	quoteErr  error
	now       func() time.Time
	asked     []billing.Patch // of billing, not of estimates
}

func (s *source) Facts(context.Context) (billing.Facts, error) { return s.facts, s.factsErr }

func (s *source) Freshness() billing.Freshness { return s.freshness }

func (s *source) Estimate(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	return billing.NewPreview(s.facts, patch, s.now())
}

func (s *source) Preview(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	s.asked = append(s.asked, patch)
	if s.quoteErr != nil {
		return billing.Preview{}, s.quoteErr
	}
	preview, err := billing.NewPreview(s.facts, patch, s.now())
	return preview.Locked("prv_1"), err
}

// bench is a page in a window, with everything around it in the test's hands.
type bench struct {
	t         *testing.T
	source    *source
	scheduler *load.Manual
	page      *plans.Page
	window    fyne.Window
	now       time.Time
	went      []nav.Route
}

const (
	wide   = 1072
	narrow = 816
)

func newBench(t *testing.T, choice theme.Choice, width float32) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(choice))
	b := &bench{t: t, scheduler: load.NewManual(), now: sample.Now()}
	b.source = &source{facts: sample.Facts(), freshness: sample.Fresh(billing.Live), now: func() time.Time { return b.now }}
	b.page = plans.New(plans.Deps{
		Context: t.Context(), Source: b.source, Scheduler: b.scheduler, Words: words.Printer{Locale: "en"},
		Go: func(r nav.Route) { b.went = append(b.went, r) }, Now: b.source.now,
	})
	b.window = test.NewTempWindow(t, container.NewVScroll(b.page.Content()))
	b.window.SetPadded(false)
	b.window.Resize(fyne.NewSize(width, 744))
	return b
}

func (b *bench) show(arg string) {
	b.page.Show(arg)
	b.scheduler.Drain()
}

// pass lets time go by, a second at a time, as the shell tells the page.
func (b *bench) pass(d time.Duration) {
	for ; d > 0; d -= time.Second {
		b.now = b.now.Add(time.Second)
		b.page.Tick(b.now)
		b.scheduler.Drain()
	}
}

func (b *bench) texts() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(b.page.Content()) {
		all = append(all, seen.Text)
	}
	return all
}

// button finds a visible button by what it says.
func (b *bench) button(label string) *widgets.Button {
	b.t.Helper()
	var found *widgets.Button
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if button, ok := o.(*widgets.Button); ok && button.Label() == label {
			found = button
		}
	})
	if found == nil {
		b.t.Fatalf("no button %q among %q", label, b.texts())
	}
	return found
}

// walk presses Tab until it comes round, and names what had the focus.
func (b *bench) walk() []string {
	c := b.window.Canvas()
	next := c.(interface{ FocusNext() })
	var first fyne.Focusable
	var walked []string
	for next.FocusNext(); c.Focused() != first; next.FocusNext() {
		if first == nil {
			first = c.Focused()
		}
		name := fmt.Sprintf("%T", c.Focused())
		if button, ok := c.Focused().(*widgets.Button); ok {
			name = button.Label()
		}
		walked = append(walked, name)
	}
	return walked
}

// misfits looks at what scrolls and at the bar above it each for itself.
func (b *bench) misfits() []string {
	var all []string
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if scroll, ok := o.(*container.Scroll); ok {
			all = append(all, widgets.Misfits(scroll.Content)...)
		}
	})
	if face, ok := b.page.Content().(*fyne.Container).Objects[0].(*fyne.Container); ok {
		all = append(all, widgets.Misfits(face.Objects[1])...)
	}
	return all
}

// picture saves what the window shows where BILLFOLD_SCREENSHOTS names a folder.
func (b *bench) picture(name string) {
	b.t.Helper()
	folder := os.Getenv("BILLFOLD_SCREENSHOTS")
	if folder == "" {
		return
	}
	file, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, b.window.Canvas().Capture()); err != nil {
		b.t.Fatal(err)
	}
}
