package views_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/billing"
	"billfold/views"
	"billfold/views/nav"
	"billfold/views/settings"
	"billfold/views/widgets"
	"billfold/views/words"
)

// typedPage holds what somebody typed.
type typedPage struct {
	blankPage
	typed string
}

func (p *typedPage) Unsaved() string { return p.typed }

// typing is somebody who typed something on the page that is shown first.
func typing(t *testing.T) (*stage, *typedPage) {
	t.Helper()
	source, page := newFake(), &typedPage{typed: "Words that were typed are not saved."}
	source.page = func(views.Tools) nav.View { return page }
	return open(t, source), page
}

// way closes every page.
type way struct {
	taken func(*testing.T, *stage)
	gone  func(*stage) bool // that was done
}

// ways are those of the window itself.
func ways() map[string]way {
	of := func(opens, item string) func(*testing.T, *stage) {
		return func(t *testing.T, s *stage) {
			t.Helper()
			s.press(t, opens)
			s.choose(t, item)
		}
	}
	return map[string]way{
		"another account": {of("Northwind Traders", "Fabrikam Europe, Workspace admin"), elsewhere},
		"another account, by the palette": {func(_ *testing.T, s *stage) {
			s.openPalette()
			s.types("Switch to Fabrikam")
			s.key(fyne.KeyReturn)
		}, elsewhere},
		"another person": {of("Maya Okafor", "Switch person"), func(s *stage) bool { return s.says("Open the demo as") }},
		"another zone": {func(_ *testing.T, s *stage) {
			s.shell.Go(nav.Route{Page: nav.PageSettings, Arg: nav.SettingZone})
			s.queue.Drain()
			s.key(fyne.KeyRight)
		}, func(s *stage) bool { return s.source.zone == settings.ZoneBilling }},
		"closing": {func(_ *testing.T, s *stage) {
			s.shell.Leave(func() { s.opened = "closed" }, nil)
		}, func(s *stage) bool { return s.opened == "closed" }},
	}
}

// waysOut are how somebody signs out, by a menu, the palette or the settings.
func waysOut() map[string]func(*testing.T, *stage) {
	return map[string]func(*testing.T, *stage){
		"menu": func(t *testing.T, s *stage) {
			t.Helper()
			s.press(t, "Maya Okafor")
			s.choose(t, "Sign out")
		},
		"palette": func(_ *testing.T, s *stage) {
			s.openPalette()
			s.types("sign out")
			s.key(fyne.KeyReturn)
		},
		"settings": func(t *testing.T, s *stage) {
			t.Helper()
			s.shell.Go(nav.Route{Page: nav.PageSettings})
			s.queue.Drain()
			s.press(t, "Sign out")
		},
	}
}

// Signing out removes the saved copy, so that it asks, once and the same way wherever it
// is pressed, what was typed included.
func TestSigningOutAsksOnceWhereverItIsPressed(t *testing.T) {
	for name, out := range waysOut() {
		t.Run(name, func(t *testing.T) {
			s, page := typing(t)
			out(t, s)
			s.shows(t, "Sign out?", "The saved copy goes from this computer.", page.typed, "Stay", "Sign out here")
			if misfits := widgets.Misfits(s.top()); len(misfits) > 0 {
				t.Error(misfits)
			}
			s.key(fyne.KeyReturn)
			if s.top() != nil || s.source.person.ID == "" {
				t.Fatal("who stays is signed out, or asked still")
			}
			page.typed = ""
			out(t, s)
			s.hides(t, "Words that were typed")
			test.Tap(on[*widgets.Button](t, s.top(), "Sign out here"))
			s.queue.Drain()
			if s.source.person.ID != "" || s.top() != nil {
				t.Error("who leaves is signed in, or asked again")
			}
			s.sees(t, "Open the demo as")
		})
	}
}

// Whoever presses twice what signs out is not signed out by that.
func TestPressingSignOutTwiceDoesNothing(t *testing.T) {
	for _, size := range []fyne.Size{wide, narrow} {
		s := open(t, newFake())
		s.window.Resize(size)
		s.shell.Go(nav.Route{Page: nav.PageSettings})
		s.queue.Drain()
		button := on[*widgets.Button](t, s.window.Content(), "Sign out")
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button).AddXY(button.Size().Width/2, button.Size().Height/2)
		for range 2 {
			test.TapCanvas(s.window.Window.Canvas(), at)
			s.queue.Drain()
		}
		if s.source.person.ID == "" {
			t.Errorf("signed out in a window of %v", size)
		}
	}
}

func elsewhere(s *stage) bool { return s.source.selected == "acc_fabrikam" }

// What was typed and is not saved is not lost without a word, whichever way that would be;
// and whoever goes all the same is not asked twice.
func TestWhoeverTypedSomethingIsAskedBeforeItIsLost(t *testing.T) {
	for name, way := range ways() {
		t.Run(name, func(t *testing.T) {
			s, page := typing(t)
			way.taken(t, s)
			s.shows(t, page.typed, "Stay", "Leave without them")
			if stay := on[*widgets.Button](t, s.top(), "Stay"); s.window.Canvas().Focused() != fyne.Focusable(stay) {
				t.Errorf("the keyboard is on %T", s.window.Canvas().Focused())
			}
			s.key(fyne.KeyReturn)
			if s.top() != nil || way.gone(s) {
				t.Error("who stays is gone, or asked still")
			}
			way.taken(t, s)
			s.key(fyne.KeyEscape)
			if s.top() != nil || way.gone(s) {
				t.Error("who gives up is gone, or asked still")
			}
			way.taken(t, s)
			test.Tap(on[*widgets.Button](t, s.top(), "Leave without them"))
			s.queue.Drain()
			if s.top() != nil || !way.gone(s) {
				t.Error("who leaves is there, or asked again")
			}
		})
	}
}

func TestWhoeverTypedNothingIsNotAsked(t *testing.T) {
	for name, way := range ways() {
		s, page := typing(t)
		page.typed = ""
		way.taken(t, s)
		if s.top() != nil || !way.gone(s) {
			t.Errorf("%s: asked %q", name, s.top())
		}
	}
}

// What is lost of several pages is said in one question, which fits in any language.
func TestTheQuestionOfWhatIsLostFits(t *testing.T) {
	for _, l := range []words.Language{words.English, words.German, words.Pseudo} {
		inLanguage(t, l)
		s, page := typing(t)
		page.typed = words.T("Billing details that were typed are not saved.")
		s.shell.Go(nav.Route{Page: nav.PageSupport})
		s.queue.Drain()
		widgets.Walk(s.shell.Page(), func(o fyne.CanvasObject) {
			if own, ok := o.(*widgets.TextArea); ok {
				own.SetText("It was charged twice.")
			}
		})
		s.window.Resize(narrow)
		s.shell.Leave(func() {}, nil)
		if misfits := widgets.Misfits(s.top()); len(misfits) > 0 {
			t.Errorf("%s: %s", l, misfits)
		}
		s.shows(t, page.typed, words.T("Words for support that were typed are not saved."))
	}
}

// What is under way would be told to nobody in another account, whichever way that is
// chosen.
func TestAnotherAccountWaitsForWhatIsUnderWay(t *testing.T) {
	source, page := newFake(), &busyPage{under: "A payment is being confirmed."}
	source.page = func(views.Tools) nav.View { return page }
	s := open(t, source)
	for _, name := range []string{"another account", "another account, by the palette"} {
		ways()[name].taken(t, s)
		s.sees(t, "A payment is being confirmed. Switch accounts once that has ended.")
		if s.source.selected != "acc_northwind" || s.top() != nil {
			t.Errorf("%s: %q is selected", name, s.source.selected)
		}
	}
	page.under = ""
	ways()["another account"].taken(t, s)
	if !elsewhere(s) {
		t.Error("nothing is under way, and the account is not opened")
	}
}

// While the person is being signed out, or another account opened, nothing else of the
// kind begins.
func TestOneWayOutAtATime(t *testing.T) {
	begun := map[string]func(*stage){
		"You are being signed out.": func(s *stage) {
			s.shell.Tools().SignOut()
			on[*widgets.Button](t, s.top(), "Sign out here").Tapped(&fyne.PointEvent{})
		},
		"Another account is being opened.": func(s *stage) {
			s.press(t, "Northwind Traders")
			s.pick(t, "Fabrikam Europe, Workspace admin")
		},
	}
	for said, begin := range begun {
		s := open(t, newFake())
		s.source.refuse = billing.NewProblem(billing.Offline)
		begin(s)
		for _, again := range []func(){s.shell.Tools().SignOut, s.shell.Tools().Switch} {
			again()
			s.sees(t, said)
			if s.top() != nil {
				t.Errorf("%s and asked of another way out: %q", said, s.layer())
			}
		}
		s.queue.Drain()
		s.shell.Tools().SignOut()
		s.shows(t, "Sign out?")
	}
}
