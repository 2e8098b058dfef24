package views_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"billfold/views"
	"billfold/views/nav"
	"billfold/views/widgets"
	"billfold/views/words"
)

// shownPage shows what it is given.
type shownPage struct {
	blankPage
	content *fyne.Container
}

func (p *shownPage) Content() fyne.CanvasObject { return p.content }

// The keyboard is on nothing that nobody sees: neither what a page took away or hid, nor
// what lies over the window.
func TestTheKeyboardLeavesWhatIsGone(t *testing.T) {
	for name, vanish := range map[string]func(*fyne.Container, fyne.CanvasObject){
		"taken away":  func(in *fyne.Container, o fyne.CanvasObject) { in.Remove(o) },
		"hidden":      func(_ *fyne.Container, o fyne.CanvasObject) { o.Hide() },
		"hidden with": func(in *fyne.Container, _ fyne.CanvasObject) { in.Hide() },
	} {
		for _, over := range []bool{false, true} {
			source, inner := newFake(), container.NewStack()
			page := &shownPage{content: container.NewStack(inner)}
			source.page = func(views.Tools) nav.View { return page }
			s := open(t, source)
			if over {
				inner = container.NewStack()
				s.window.Canvas().Overlays().Add(widgets.NewOverlay(container.NewStack(inner), widgets.Centered(400), nil))
			}
			pressed := 0
			button := widgets.NewButton(widgets.ButtonDanger, "Clear", func() { pressed++ })
			inner.Add(button)
			s.window.Canvas().Focus(button)
			s.shell.Follow()
			s.key(fyne.KeyReturn)
			if pressed != 1 {
				t.Fatalf("over %t: the keyboard was taken from what is there", over)
			}
			vanish(inner, button)
			s.shell.Follow()
			s.key(fyne.KeyReturn)
			if pressed != 1 {
				t.Errorf("%s, over %t: what nobody sees was pressed", name, over)
			}
		}
	}
}

// Nothing that the keyboard comes by loses it, on any page and in what lies over it.
func TestTheKeyboardStaysOnWhatIsThere(t *testing.T) {
	stays := func(t *testing.T, s *stage) {
		t.Helper()
		for _, focused := range s.walk() {
			s.window.Canvas().Focus(focused)
			s.shell.Follow()
			if s.window.Canvas().Focused() != focused {
				t.Errorf("%T loses the keyboard", focused)
			}
		}
	}
	for name, open := range openable {
		t.Run(name, func(t *testing.T) {
			s := raise(t, newFake(), open.route, wide)
			s.queue.Drain()
			stays(t, s)
			for _, label := range open.pressed {
				s.press(t, label)
			}
			stays(t, s)
		})
	}
	for _, route := range []nav.Route{
		{Page: nav.PageCheckout, Arg: wanted},
		{Page: nav.PageHistory, Arg: "chg_0199e1a4"},
		{Page: nav.PageSupport},
		{Page: nav.PageSignIn},
		{Page: nav.PageSeats},
		{Page: nav.PageInvoices},
		{Page: nav.PagePlans, Arg: "seats=51"},
	} {
		t.Run(route.String(), func(t *testing.T) {
			s := raise(t, newFake(), route, narrow)
			s.queue.Drain()
			stays(t, s)
		})
	}
	for name, lay := range map[string]func(*stage){
		"palette":   func(s *stage) { s.openPalette() },
		"panel":     func(s *stage) { s.pressBadge() },
		"shortcuts": func(s *stage) { s.key(fyne.KeyF1) },
		"message": func(s *stage) {
			s.shell.Say(words.Told{Failed: true, What: "The payment failed."})
			s.key(fyne.KeyF8)
		},
		"way out": func(s *stage) { s.shell.Tools().SignOut() },
		"file":    func(s *stage) { s.shell.Tools().ChooseFile("a.pdf", func(string) {}) },
		"folders": func(s *stage) {
			s.shell.Tools().ChooseFolder(func(string) {})
			test.Tap(on[*widgets.Button](t, s.top(), "Browse…"))
			s.queue.Drain()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, newFake())
			lay(s)
			stays(t, s)
		})
	}
	t.Run("menu", func(t *testing.T) {
		s := open(t, newFake())
		s.press(t, "Maya Okafor")
		s.shell.Follow()
		s.choose(t, "Sign out")
	})
}
