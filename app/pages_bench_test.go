package app

import (
	"slices"
	"testing"
	"time"

	"billfold/app/config"
	"billfold/billing"
	"billfold/views"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// shown are the pages that are measured, by what they are called in the figures.
var shown = []struct {
	name  string
	route nav.Route
}{
	{"overview", nav.Route{Page: nav.PageOverview}},
	{"plan", nav.Route{Page: nav.PagePlans}},
	{"customize", nav.Route{Page: nav.PagePlans, Arg: "plan=business"}},
	{"checkout", nav.Route{Page: nav.PageCheckout, Arg: "plan=business"}},
	{"seats", nav.Route{Page: nav.PageSeats}},
	{"storage", nav.Route{Page: nav.PageStorage}},
	{"credits", nav.Route{Page: nav.PageCredits}},
	{"invoices", nav.Route{Page: nav.PageInvoices}},
	{"payments", nav.Route{Page: nav.PagePayments}},
	{"history", nav.Route{Page: nav.PageHistory}},
	{"support", nav.Route{Page: nav.PageSupport}},
	{"settings", nav.Route{Page: nav.PageSettings}},
}

// BenchmarkShow is from going to a page until its content is in the window, read
// from the copy on disk and laid out, without the painter, against a page of one label
// in the same frame. p99-ns/op is the slowest hundredth.
func BenchmarkShow(b *testing.B) {
	g := hang(b)
	for _, page := range shown {
		b.Run("figure="+page.name, func(b *testing.B) { g.show(b, page.route) })
	}
	b.Run("baseline=a_page_of_one_label", func(b *testing.B) { g.show(b, nav.Route{Page: labelPage}) })
}

// Pages of one label stand where pages are not measured.
const (
	labelPage = nav.PageUsage
	elsewhere = nav.Page("elsewhere")
)

// label is a page of one label.
type label struct{ content fyne.CanvasObject }

func (l label) Content() fyne.CanvasObject { return l.content }
func (label) Show(string)                  {}
func (label) Changed(billing.Kinds)        {}
func (label) Tick(time.Time)               {}
func (label) Close()                       {}

// gallery is a window over a copy of the demo that nothing keeps up to date.
type gallery struct {
	shell  *views.Shell
	queue  *timed
	window fyne.Window
}

// timed knows how long the longest turn on the goroutine of the user interface took.
type timed struct {
	*load.Manual
	longest time.Duration
}

func (t *timed) UI(f func()) { t.Manual.UI(func() { t.turn(f) }) }

func (t *timed) turn(f func()) {
	began := time.Now()
	f()
	t.longest = max(t.longest, time.Since(began))
}

// hang fills a copy from the demo, and reads it on without a backend. The pages read what
// a change makes of it, where there is one.
func hang(b *testing.B, change ...func(views.Source) views.Source) *gallery {
	b.Helper()
	home := b.TempDir()
	d, stop := start(b, home, config.Input{Demo: true})
	if _, err := d.People(b.Context()); err != nil {
		b.Fatal(err)
	}
	if err := d.SignIn(b.Context(), admin); err != nil {
		b.Fatal(err)
	}
	stop()
	d, _ = start(b, home, config.Input{Server: "http://127.0.0.1:1"})
	app := test.NewTempApp(b)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	window := test.NewTempWindow(b, nil)
	g := &gallery{queue: &timed{Manual: load.NewManual()}, window: window}
	source := views.Source(d)
	for _, f := range change {
		source = f(source)
	}
	pages := views.Pages(views.PageDeps{
		Context: b.Context(), Source: source, SignIn: d, Scheduler: g.queue, Now: time.Now, Copy: func(string) {}, Look: plainLook{},
	})
	bare := func(views.Tools) nav.View { return label{widgets.NewText("Bare")} }
	pages[labelPage], pages[elsewhere] = bare, bare
	g.shell = views.New(views.Deps{
		Context: b.Context(), Window: window, Account: d, Session: d, Appearance: plainLook{},
		Scheduler: g.queue, Now: time.Now, Start: nav.Route{Page: labelPage}, Pages: pages,
	})
	b.Cleanup(g.shell.Close)
	window.Resize(fyne.NewSize(firstWidth, firstHeight))
	g.queue.Drain()
	return g
}

func (g *gallery) goTo(route nav.Route) time.Duration {
	began := time.Now()
	g.shell.Go(route)
	g.queue.Drain()
	return time.Since(began)
}

func (g *gallery) show(b *testing.B, route nav.Route) {
	b.Helper()
	var took []time.Duration
	for b.Loop() {
		b.StopTimer()
		g.goTo(nav.Route{Page: elsewhere})
		b.StartTimer()
		took = append(took, g.goTo(route))
	}
	report(b, took)
}

// report adds the slowest hundredth.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100]), "p99-ns/op")
}
