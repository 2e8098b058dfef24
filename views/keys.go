package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"billfold/views/nav"
)

// shortcuts of the window: Ctrl+1 to Ctrl+9 the pages in the sidebar's order,
// Alt+Left and Alt+Right the way back and forward, Ctrl+R and F5 refresh.
func (s *Shell) shortcuts() {
	c := s.deps.Window.Canvas()
	on := func(key fyne.KeyName, modifier fyne.KeyModifier, do func()) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier}, func(fyne.Shortcut) { do() })
	}
	digits := []fyne.KeyName{
		fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
	}
	for i, page := range s.frame.sidebar.order {
		if i == len(digits) {
			break
		}
		on(digits[i], fyne.KeyModifierShortcutDefault, func() { s.goByKey(page) })
	}
	on(fyne.KeyLeft, fyne.KeyModifierAlt, s.Back)
	on(fyne.KeyRight, fyne.KeyModifierAlt, s.Forward)
	on(fyne.KeyR, fyne.KeyModifierShortcutDefault, s.Refresh)
	c.SetOnTypedKey(func(event *fyne.KeyEvent) {
		if event.Name == fyne.KeyF5 {
			s.Refresh()
		}
	})
}

func (s *Shell) goByKey(page nav.Page) {
	if s.shown.Page != nav.PageSignIn || s.deps.Session.Person().ID != "" {
		s.Go(nav.Route{Page: page})
	}
}
