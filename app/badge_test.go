package app

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"billfold/app/config"
	"billfold/backend/backendtest"
	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/views"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/settings"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// office is a backend whose books the test writes, and a desktop that watches it:
// its window is a real one but for the painter.
type office struct {
	*backendtest.Backend
	home   string
	desk   *desk
	shell  *views.Shell
	queue  *load.Manual
	window fyne.Window
	told   chan billingsync.Changed
}

type plainLook struct{}

func (plainLook) Choice() theme.Choice { return theme.ChoiceLight }
func (plainLook) Choose(theme.Choice)  {}
func (plainLook) Scale() int           { return 100 }
func (plainLook) SetScale(int)         {}
func (plainLook) IgnoresMonitor() bool { return false }
func (plainLook) IgnoreMonitor(bool)   {}

func (plainLook) Language() words.Language   { return words.English }
func (plainLook) SetLanguage(words.Language) {}
func (plainLook) Zone() settings.Zone        { return settings.ZoneUTC }
func (plainLook) SetZone(settings.Zone)      {}

func newOffice(t testing.TB) *office {
	t.Helper()
	o := &office{Backend: backendtest.New(t, nil), queue: load.NewManual(), told: make(chan billingsync.Changed, 64)}
	o.Subscribe("team")
	o.sit(t)
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	o.window = test.NewTempWindow(t, nil)
	o.shell = views.New(views.Deps{
		Context: t.Context(), Window: o.window, Account: o.desk, Session: o.desk, Appearance: plainLook{},
		Scheduler: o.queue, Now: time.Now, Start: nav.Route{Page: nav.PageOverview},
		Pages: views.Pages(views.PageDeps{
			Context: t.Context(), Source: o.desk, SignIn: o.desk, Scheduler: o.queue, Now: time.Now, Copy: func(string) {}, Look: plainLook{},
		}),
	})
	t.Cleanup(o.shell.Close)
	o.window.Resize(fyne.NewSize(firstWidth, firstHeight))
	return o
}

func (o *office) sit(t testing.TB) {
	t.Helper()
	home := t.TempDir()
	o.home = home
	in := config.Input{Server: o.URL, Getenv: func(name string) string {
		return map[string]string{config.HomeVariable: home, config.TokenVariable: "t"}[name]
	}, UserConfigDir: func() (string, error) { return home, nil }}
	c, preferences, err := config.Load(in)
	if err != nil {
		t.Fatal(err)
	}
	o.desk = &desk{
		input: in, preferences: preferences, now: time.Now, log: slog.New(slog.DiscardHandler),
		changed: func(c billingsync.Changed) { o.told <- c },
	}
	if err := o.desk.open(t.Context(), c, c.Server); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var served sync.WaitGroup
	served.Go(func() { o.desk.Serve(ctx) })
	t.Cleanup(func() {
		cancel()
		done := make(chan struct{})
		go func() { served.Wait(); close(done) }()
		for {
			select {
			case <-o.told: // somebody may wait to tell
			case <-done:
				return
			}
		}
	})
}

// until passes on what the desk tells until the badge says a text.
func (o *office) until(t testing.TB, text string) {
	t.Helper()
	limit := time.NewTimer(20 * time.Second)
	defer limit.Stop()
	for {
		o.queue.Drain()
		if slices.Contains(o.badge(), text) {
			return
		}
		select {
		case c := <-o.told:
			o.shell.Changed(c.Account, c.Kinds)
		case <-limit.C:
			t.Fatalf("the badge says %q, never %q", o.badge(), text)
		}
	}
}

// badge is what the plan badge says.
func (o *office) badge() []string {
	var says []string
	widgets.Walk(o.window.Content(), func(object fyne.CanvasObject) {
		if badge, ok := object.(*widgets.PlanBadge); ok {
			for _, seen := range widgets.VisibleTexts(badge) {
				says = append(says, seen.Text)
			}
		}
	})
	return says
}

// The window follows whoever else changes the account, and says Live.
func TestTheBadgeFollowsAChangeMadeElsewhere(t *testing.T) {
	o := newOffice(t)
	o.until(t, "Live")
	o.until(t, "Team")
	o.Subscribe("business")
	o.until(t, "Business")
	if f := o.desk.Freshness(); f.State(time.Now()) != billing.Live {
		t.Errorf("freshness %+v", f)
	}
}

// BenchmarkBadgeFollows is from the backend's commit to the changed badge in the
// window's tree, against the commit alone; p99-ns/op is of the same changes.
func BenchmarkBadgeFollows(b *testing.B) {
	o := newOffice(b)
	o.until(b, "Live")
	plans := []struct{ id, name string }{{"business", "Business"}, {"team", "Team"}}
	n := 0
	b.Run("figure", func(b *testing.B) {
		var took []time.Duration
		for b.Loop() {
			plan := plans[n%2]
			n++
			if slices.Contains(o.badge(), plan.name) {
				b.Fatalf("the badge says %s already", plan.name)
			}
			began := time.Now()
			o.Subscribe(plan.id)
			o.until(b, plan.name)
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)*99/100]), "p99-ns/op")
	})
	b.Run("baseline=the_commit_alone", func(b *testing.B) {
		for b.Loop() {
			o.Subscribe("team")
		}
		b.ReportMetric(float64(b.Elapsed())/float64(b.N), "p99-ns/op")
	})
}
