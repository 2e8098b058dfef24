package app

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"billfold/app/config"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/settings"
	"billfold/views/signin"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// furnished is the program in a window of the software painter, at the settings of the
// demo, with its work in the test's hands.
func furnished(t *testing.T) (*application, *load.Manual) {
	t.Helper()
	t.Setenv(scaleVariable, "")
	t.Setenv(dpiVariable, "")
	t.Cleanup(func() { words.Speak(words.English) })
	d, _ := start(t, t.TempDir(), config.Input{})
	if err := d.Use(t.Context(), signin.Place{Demo: true}); err != nil {
		t.Fatal(err)
	}
	if err := d.SignIn(t.Context(), admin); err != nil {
		t.Fatal(err)
	}
	queue := load.NewManual()
	scheduler := newOpening(queue)
	a := &application{
		fyne: test.NewTempApp(t), window: &managed{Window: test.NewTempWindow(t, nil)}, scheduler: scheduler, surroundings: readSurroundings(),
		preferences: d.preferences, log: d.log, desk: d,
	}
	a.chosen = a.preferences.Get()
	a.chosen.Page = nav.Route{Page: nav.PageSettings}.String()
	scheduler.handOver()
	a.show(t.Context())
	t.Cleanup(func() { a.shell.Close() })
	queue.Drain()
	return a, queue
}

// managed is a window that a window manager closes, which those of the toolkit for tests
// have none of.
type managed struct {
	fyne.Window
	pressed func()
	closed  int
}

func (m *managed) SetCloseIntercept(pressed func()) { m.pressed = pressed }
func (m *managed) Close()                           { m.closed++ }

// Whoever closes the window is asked about what was typed and is not saved; whoever typed
// nothing is not.
func TestClosingTheWindowAsksAboutWhatWasTyped(t *testing.T) {
	a, queue := furnished(t)
	window := a.window.(*managed)
	window.pressed()
	if window.closed != 1 {
		t.Error("the window stays though nothing was typed")
	}
	a.look.SetLanguage(words.English) // another shell is asked from here on
	queue.Drain()
	a.shell.Go(nav.Route{Page: nav.PagePayments, Arg: "details"})
	queue.Drain()
	company, ok := a.window.Canvas().Focused().(*widgets.Entry)
	if !ok {
		t.Fatalf("the keyboard is on %T", a.window.Canvas().Focused())
	}
	company.SetText("Northwind Holding Ltd")
	window.pressed()
	window.pressed() // again, before that was answered
	if window.closed != 1 || a.window.Canvas().Overlays().Top() == nil {
		t.Fatal("what was typed is lost without a word")
	}
	leave := func(label string) {
		widgets.Walk(a.window.Canvas().Overlays().Top(), func(o fyne.CanvasObject) {
			if b, ok := o.(*widgets.Button); ok && b.Label() == label {
				b.Tapped(nil)
			}
		})
	}
	leave("Stay")
	if window.closed != 1 || a.window.Canvas().Overlays().Top() != nil || company.Text != "Northwind Holding Ltd" {
		t.Error("whoever stays is not back at what was typed")
	}
	window.pressed()
	leave("Leave without them")
	if window.closed != 2 {
		t.Errorf("closed %d times", window.closed)
	}
}

func (a *application) texts() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(a.window.Content()) {
		all = append(all, seen.Text)
	}
	return all
}

func (a *application) sees(t *testing.T, want ...string) {
	t.Helper()
	all := a.texts()
	for _, w := range want {
		if !slices.Contains(all, w) {
			t.Errorf("%q is not among %q", w, all)
		}
	}
}

// Another language is on the whole window at once, where the person was, and at the
// next start too.
func TestTheLanguageIsSwitchedWhileTheProgramRuns(t *testing.T) {
	a, queue := furnished(t)
	a.sees(t, "Settings", "Overview", "Language and time")
	before := a.shell
	a.look.SetLanguage(words.German)
	queue.Drain()
	a.sees(t, "Einstellungen", "Übersicht", "Sprache und Zeit", "Deutsch", "Kontoguthaben")
	for _, text := range a.texts() {
		if slices.Contains([]string{"Settings", "Overview", "Language and time", "Plan", "Theme"}, text) {
			t.Errorf("%q is left", text)
		}
	}
	if a.shell == before || a.shell.Route().Page != nav.PageSettings {
		t.Errorf("at %s", a.shell.Route())
	}
	if _, ok := a.window.Canvas().Focused().(*widgets.Select); !ok {
		t.Errorf("the keyboard is on %T", a.window.Canvas().Focused())
	}
	if c := a.preferences.Get(); c.Language != "de" {
		t.Errorf("kept %q", c.Language)
	}
	if next := newAppearance(a, a.preferences.Get()); next.Language() != words.German {
		t.Errorf("the next start speaks %q", next.Language())
	}
	if odd := newAppearance(a, config.Chosen{Language: "tlh"}); odd.Language() != "" {
		t.Errorf("speaks %q", odd.Language())
	}
	a.look.SetLanguage(words.English)
	queue.Drain()
	a.sees(t, "Settings", "Overview")
}

func TestTheZoneIsSwitchedWhileTheProgramRuns(t *testing.T) {
	t.Setenv("TZ", "Asia/Tokyo")
	a, queue := furnished(t)
	if got := a.print.ZoneName(); got != "UTC" {
		t.Errorf("times are in %s", got)
	}
	a.look.SetZone(settings.ZoneLocal)
	queue.Drain()
	a.sees(t, "Now Tokyo; billing periods are always cut in UTC")
	at := time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC)
	if got := a.print.Instant(at); got != "21 Nov 2026 08:30" {
		t.Errorf("in Tokyo it is %s", got)
	}
	a.look.SetZone(settings.ZoneBilling)
	queue.Drain()
	facts, err := a.desk.Facts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.print.Location().String(), facts.Account.Location().String(); got != want {
		t.Errorf("the account is in %s, times are in %s", want, got)
	}
	if c := a.preferences.Get(); c.Zone != config.ZoneBilling {
		t.Errorf("kept %q", c.Zone)
	}
	if _, ok := a.window.Canvas().Focused().(*widgets.Segmented); !ok {
		t.Errorf("the keyboard is on %T", a.window.Canvas().Focused())
	}
}

// The size is given to the toolkit through our own environment, and to nobody else; who
// goes back to the usual one has the environment as it was.
func TestTheSizeReachesTheToolkit(t *testing.T) {
	a, queue := furnished(t)
	looked := 0
	a.fyne.Settings().AddListener(func(fyne.Settings) { looked++ })
	a.look.SetScale(125)
	if got := os.Getenv(scaleVariable); got != "1.25" || looked != 1 {
		t.Errorf("the toolkit is given %q, and looked %d times", got, looked)
	}
	a.look.IgnoreMonitor(true)
	queue.Drain()
	if got := os.Getenv(dpiVariable); got != "true" || looked != 2 {
		t.Errorf("the toolkit is given %q, and looked %d times", got, looked)
	}
	if c := a.preferences.Get(); c.Scale != 125 || !c.IgnoreDPI {
		t.Errorf("kept %+v", c)
	}
	a.look.SetScale(10_000)
	if got := a.look.Scale(); got != config.ScaleMost {
		t.Errorf("as large as %d %%", got)
	}
	a.look.SetScale(0)
	a.look.IgnoreMonitor(false)
	queue.Drain()
	if scale, dpi := os.Getenv(scaleVariable), os.Getenv(dpiVariable); scale != "" || dpi != "" {
		t.Errorf("left %q and %q", scale, dpi)
	}
	if c := a.preferences.Get(); c.Scale != 0 || c.IgnoreDPI || a.look.Scale() != usualScale {
		t.Errorf("kept %+v", c)
	}
	if left, err := filepath.Glob(filepath.Join(a.desk.input.Getenv(config.HomeVariable), "fyne", "*")); err != nil || len(left) != 0 {
		t.Errorf("wrote %v, %v", left, err)
	}
}

// A window that was left with large text is as large the next time, not twice that.
func TestTheWindowIsAsLargeInAnotherSizeOfText(t *testing.T) {
	for _, c := range []struct {
		last  config.Size
		scale int
		want  fyne.Size
	}{
		{config.Size{}, 100, fyne.NewSize(1280, 800)},
		{config.Size{}, 200, fyne.NewSize(640, 400)},
		{config.Size{Width: 1600, Height: 900}, 50, fyne.NewSize(3200, 1800)},
		{config.Size{Width: 10, Height: 10}, 200, fyne.NewSize(640, 400)},
	} {
		if got := restored(c.last, c.scale); got != c.want {
			t.Errorf("%+v at %d %%: %v, want %v", c.last, c.scale, got, c.want)
		}
	}
}

func TestTheThemeIsKept(t *testing.T) {
	a, queue := furnished(t)
	for _, choice := range []theme.Choice{theme.ChoiceContrast, theme.ChoiceLight, theme.ChoiceDark} {
		a.look.Choose(choice)
	}
	queue.Drain()
	if c := a.preferences.Get(); c.Variant != string(theme.ChoiceDark) {
		t.Errorf("kept %q", c.Variant)
	}
}
