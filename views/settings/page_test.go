package settings

import (
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// bench is the page with what it was given.
type bench struct {
	*viewtest.Bench
	page      *Page
	source    *fake
	look      *fakeLook
	refreshed int
	busy      string
	typed     bool // and whoever did so stays
	asked     int  // before something that closes every page
	left      []string
	unsaved   []string          // on other pages
	choosing  func(path string) // of a folder that is being chosen
}

func normal() *fake {
	f := &fake{
		facts: sample.Facts(), freshness: sample.Fresh(billing.Fresh), limit: billing.StaleAfter, alerts: billing.AlertChoice{},
		sizes: Sizes{All: 184_000_000, Copy: 172_000_000, Accounts: 1}, drafts: []billing.Draft{{ID: "d1"}},
	}
	f.devices, f.here = sample.Devices()
	return f
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source, look: &fakeLook{choice: theme.ChoiceLight, language: words.English}}
	b.Open(b.build(t, words.Printer{}), theme.ChoiceLight, width)
	b.Show("")
	return b
}

// leave goes at once, but for whoever typed something and stays.
func (b *bench) leave(leave, stay func()) {
	b.asked++
	switch {
	case !b.typed:
		leave()
	case stay != nil:
		stay()
	}
}

func (b *bench) build(t *testing.T, w words.Printer) func() nav.View {
	left := func(way string) func() { return func() { b.left = append(b.left, way) } }
	return func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: b.source, Look: b.look, Scheduler: b.Scheduler, Now: b.Now, Words: w, Version: "1.0.0",
			Account: func() billing.AccountSummary {
				return billing.AccountSummary{Name: "Northwind Traders", Role: b.source.facts.Account.Role}
			},
			Busy: func() string { return b.busy }, Leave: b.leave, Unsaved: func() []string { return b.unsaved }, Refresh: func() { b.refreshed++ }, Go: b.Go, ChooseFolder: func(chosen func(string)) { b.choosing = chosen },
			SignOut: left("sign out"), Switch: left("switch"), ShowAbout: left("about"), ShowShortcuts: left("shortcuts"), Say: b.Say, Copy: b.Copy,
		})
		return b.page
	}
}

// focuses tells whether the keyboard is on a button that says something, which can be
// seen.
func (b *bench) focuses(label string) bool {
	on, ok := b.Window.Canvas().Focused().(*widgets.Button)
	return ok && on.Label() == label && widgets.OnScreen(on) != nil
}

func TestSaysHowCurrentTheCopyIs(t *testing.T) {
	unread := func(f *fake) { f.freshness, f.err = billing.Freshness{}, billing.NewProblem(billing.NotFound) }
	for name, tt := range map[string]struct {
		set  func(*fake)
		want string
	}{
		"normal":  {func(*fake) {}, "172 MB, revision 411, caught up 10:40:07"},
		"live":    {func(f *fake) { f.freshness = sample.Fresh(billing.Live) }, "172 MB, live at revision 412, nothing newer at 10:42:03"},
		"loading": {unread, "Not read yet"},
		"empty":   {unread, "Saved copy"},
		"offline": {func(f *fake) {
			f.freshness, f.deviceErr = sample.Fresh(billing.Away), billing.NewProblem(billing.Offline)
		}, "Billing cannot be reached. Money and plan are not affected. Check the connection and try again."},
		"error": {
			func(f *fake) { f.err = billing.NewProblem(billing.CacheUnusable, "path", "cache.db") },
			"The saved copy in cache.db cannot be opened. Money and plan are not affected. Check the folder's permissions and free space.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			source := normal()
			tt.set(source)
			b := open(t, source, viewtest.Wide)
			if all := strings.Join(b.Texts(), " "); !strings.Contains(all, tt.want) {
				t.Errorf("%q is not in %q", tt.want, all)
			}
			b.Golden(name)
		})
	}
}

func TestTheLimitIsKept(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("10 minutes")
	b.page.tongue.stale.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.Scheduler.Drain()
	b.Sees("15 minutes")
	if b.source.limit != 15*time.Minute {
		t.Errorf("limit %v", b.source.limit)
	}
	if state := b.source.Freshness().State(b.Time.Add(12 * time.Minute)); state != billing.Fresh {
		t.Errorf("twelve minutes are %s", state)
	}
}

// crossed runs what is given to the background last first, as goroutines may.
type crossed struct {
	*load.Manual
	waiting []func()
}

func (c *crossed) Background(f func()) { c.waiting = append(c.waiting, f) }

func (c *crossed) run() {
	for _, f := range slices.Backward(c.waiting) {
		f()
	}
	c.waiting = nil
	c.Drain()
}

// Of two choices made one right after the other the later stays, in whichever order they
// are written.
func TestTheLastChoiceStays(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	p := b.page
	late := &crossed{Manual: b.Scheduler}
	p.limits, p.alerts.writes = load.New[struct{}](late), load.New[struct{}](late)
	p.tongue.choose(0)
	p.tongue.choose(1)
	p.alerts.choose(billing.AlertTrialEnds, false)
	p.alerts.choose(billing.AlertCardExpires, false)
	late.run()
	if b.source.limit != limits[1] {
		t.Errorf("limit %v", b.source.limit)
	}
	if choice := b.source.alerts; choice.Wants(billing.AlertTrialEnds) || choice.Wants(billing.AlertCardExpires) {
		t.Errorf("alerts %v", choice)
	}
}

func TestALimitFromElsewhereIsNoneOfTheChoices(t *testing.T) {
	source := normal()
	source.limit = 7 * time.Minute
	open(t, source, viewtest.Wide).SeesNot("10 minutes")
}

func TestKeyboardReachesEverything(t *testing.T) {
	walked := viewtest.Labels(open(t, normal(), viewtest.Wide).Walk())
	want := []string{
		"*widgets.Segmented", "*widgets.slider", "*widgets.Entry", "*widgets.Check",
		"*widgets.Select", "*widgets.Segmented", "*widgets.Select",
	}
	for range billing.AlertKinds {
		want = append(want, "*widgets.Check")
	}
	want = append(want, "How this works", "Revoke", "Revoke", "Refresh all", "Open drafts", "Export", "Clear copy",
		"Sign out", "About Billfold", "Shortcuts", "Switch person", "Sign out everywhere")
	if !slices.Equal(walked, want) {
		t.Errorf("walked %v", walked)
	}
}

// The page begins at its first setting, and at the one that it was raised anew by.
func TestBeginsWhereThePersonWas(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	for arg, want := range map[string]fyne.Focusable{"": b.page.look.theme, nav.SettingLanguage: b.page.tongue.language, nav.SettingZone: b.page.tongue.zone} {
		b.Show(arg)
		if got := b.page.FirstFocus(); got != want {
			t.Errorf("%q begins at %T", arg, got)
		}
	}
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	open(t, normal(), viewtest.Wide).Fits("settings-wide")
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	open(t, source, viewtest.Narrow).Fits("settings-narrow")
}
