package checkout_test

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/checkout"
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

// source answers from the sample account; a test changes what it answers.
type source struct {
	facts     billing.Facts
	factsErr  error
	freshness billing.Freshness
	quoteErr  error
	now       func() time.Time
	quoted    int // how often billing was asked for a price

	confirm   func(billing.Intent) (billing.Outcome, error)
	confirms  []billing.Intent
	pending   *billing.Submission
	changes   []billing.Change
	invoices  []billing.Invoice
	refreshes int
	refreshed func() error
	drafts    []billing.Terms
}

func (s *source) Facts(context.Context) (billing.Facts, error) { return s.facts, s.factsErr }

func (s *source) Freshness() billing.Freshness { return s.freshness }

func (s *source) Estimate(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	return billing.NewPreview(s.facts, patch, s.now())
}

func (s *source) Preview(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	s.quoted++
	if s.quoteErr != nil {
		return billing.Preview{}, s.quoteErr
	}
	preview, err := billing.NewPreview(s.facts, patch, s.now())
	return preview.Locked("prv_" + strconv.Itoa(s.quoted)), err
}

func (s *source) Confirm(_ context.Context, intent billing.Intent) (billing.Outcome, error) {
	s.confirms = append(s.confirms, intent)
	return s.confirm(intent)
}

func (s *source) Pending(context.Context) (*billing.Submission, error) { return s.pending, nil }

func (s *source) Changes(context.Context, int) ([]billing.Change, error) { return s.changes, nil }

func (s *source) Invoices(context.Context) ([]billing.Invoice, error) { return s.invoices, nil }

func (s *source) SaveDraft(_ context.Context, target billing.Terms, _ string) error {
	s.drafts = append(s.drafts, target)
	return nil
}

func (s *source) Refresh(context.Context) error {
	s.refreshes++
	return s.refreshed()
}

// applied is the outcome of a confirm that was charged.
func applied(intent billing.Intent) (billing.Outcome, error) {
	return billing.Outcome{
		ID: "chg_9", State: billing.ChangeApplied, PreviewID: intent.PreviewID,
		AmountCharged: intent.AmountDue, InvoiceID: "inv_NWT-0012",
	}, nil
}

// bench is a page in a window, with everything around it in the test's hands.
type bench struct {
	t         *testing.T
	source    *source
	scheduler *load.Manual
	page      *checkout.Page
	window    fyne.Window
	now       time.Time
	went      []nav.Route
	said      []words.Told
}

const (
	wide    = 1072
	narrow  = 816
	upgrade = "plan=business&volume.email_credits=60000&volume.message_credits=8000"
)

func newBench(t *testing.T, choice theme.Choice, width float32) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(choice))
	b := &bench{t: t, scheduler: load.NewManual(), now: sample.Now()}
	b.source = &source{
		facts: sample.Facts(), freshness: sample.Fresh(billing.Live), now: func() time.Time { return b.now },
		confirm: applied, invoices: sample.Invoices(), refreshed: func() error { return nil },
	}
	b.page = checkout.New(checkout.Deps{
		Context: t.Context(), Source: b.source, Scheduler: b.scheduler, Words: words.Printer{Locale: "en"},
		Go: func(r nav.Route) { b.went = append(b.went, r) }, Exists: func(p nav.Page) bool { return p == nav.PageInvoices },
		Say: func(told words.Told) { b.said = append(b.said, told) }, Now: b.source.now,
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

// pass lets time go by at once, as a computer that slept would.
func (b *bench) pass(d time.Duration) {
	b.now = b.now.Add(d)
	b.page.Tick(b.now)
	b.scheduler.Drain()
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

func (b *bench) press(label string) {
	b.t.Helper()
	test.Tap(b.button(label))
	b.scheduler.Drain()
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
