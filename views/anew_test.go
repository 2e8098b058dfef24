package views_test

import (
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/views"
	"billfold/views/about"
	"billfold/views/nav"
	"billfold/views/widgets"
	"billfold/views/words"
)

// busyPage has something under way until it is told that it has ended.
type busyPage struct {
	blankPage
	tools views.Tools
	under string
}

func (p *busyPage) Busy() string { return p.under }

// anew puts another shell in the place of the one that there is, as another language does.
func (s *stage) anew(t *testing.T) {
	t.Helper()
	before, source := s.shell, s.source
	pages := views.Builders{nav.PageOverview: func(views.Tools) nav.View { return blankPage{} }}
	source.standIns(pages)
	s.shell = views.Anew(views.Deps{
		Context: t.Context(), Window: s.window, Account: source, Session: source, Appearance: source, Scheduler: s.queue,
		Now: func() time.Time { return s.now }, Start: nav.Route{Page: nav.PageOverview}, Pages: pages, Words: printer(),
		Copy: func(string) {}, Program: about.Program{Version: "0.1.0"}, OpenFolder: func(string) error { return nil },
	}, before)
	t.Cleanup(s.shell.Close)
	s.queue.Drain()
}

// What was told stays until it is read, and what a page of before has to tell yet is told
// where the person looks.
func TestWhatWasToldSurvivesAnotherLanguage(t *testing.T) {
	source := newFake()
	var page *busyPage
	source.page = func(tools views.Tools) nav.View {
		page = &busyPage{tools: tools}
		return page
	}
	s := open(t, source)
	before := page
	took := 0
	s.shell.Say(words.Told{Failed: true, What: "The payment failed."})
	s.shell.Offer(words.Told{What: "13 files were written."}, "Open folder", func() { took++ })
	s.anew(t)
	s.sees(t, "The payment failed.", "13 files were written.")
	before.tools.Say(words.Told{What: "The export was given up."})
	s.sees(t, "The export was given up.")
	on[*widgets.Button](t, s.window.Content(), "Open folder").Tapped(&fyne.PointEvent{})
	s.misses(t, "13 files were written.")
	if took != 1 {
		t.Errorf("what was offered was done %d times", took)
	}
	s.now = s.now.Add(time.Hour)
	s.shell.Tick(s.now)
	s.sees(t, "The payment failed.")
	s.misses(t, "The export was given up.")
}

// What a message offers is done in the shell that the person sees.
func TestAnOfferIsGoodInAnotherLanguage(t *testing.T) {
	s := open(t, newFake())
	s.press(t, "Northwind Traders")
	s.choose(t, "Fabrikam Europe, Workspace admin")
	for range 2 {
		s.anew(t)
	}
	s.press(t, "Back to Northwind Traders")
	if s.source.selected != "acc_northwind" {
		t.Fatalf("%q is selected", s.source.selected)
	}
	s.sees(t, "This is Northwind Traders now.")
}

func TestFilesGoWhereTheLastOneWentInAnotherLanguage(t *testing.T) {
	c := askedFile(t)
	c.enter(t, filepath.Join(c.folder, "new.pdf"))
	c.wants(t, filepath.Join(c.folder, "new.pdf"))
	c.anew(t)
	c.shell.Tools().ChooseFile("other.csv", func(string) {})
	if got, want := c.field(t).Text, filepath.Join(c.folder, "other.csv"); got != want {
		t.Errorf("suggests %q, want %q", got, want)
	}
}

// Whoever would have every page made anew can know what that would end, on whichever page.
func TestTheShellSaysWhatIsUnderWay(t *testing.T) {
	source := newFake()
	page := &busyPage{under: "A payment is being confirmed."}
	source.page = func(views.Tools) nav.View { return page }
	s := open(t, source)
	s.shell.Go(nav.Route{Page: nav.PagePayments})
	s.queue.Drain()
	busy := s.shell.Tools().Busy
	if got := busy(); got != page.under {
		t.Errorf("says %q", got)
	}
	page.under = ""
	if got := busy(); got != "" {
		t.Errorf("says %q though nothing is", got)
	}
	source.refuse = billing.NewProblem(billing.Offline)
	s.shell.Tools().SignOut()
	on[*widgets.Button](t, s.top(), "Sign out here").Tapped(&fyne.PointEvent{})
	if got := busy(); got != "You are being signed out." {
		t.Errorf("says %q", got)
	}
	s.queue.Drain()
	if got := busy(); got != "" {
		t.Errorf("says %q though that was refused", got)
	}
}
