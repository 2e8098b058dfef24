package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// The sizes of text that there are, in percent, and how far a key goes.
const (
	scaleLeast, scaleMost = 50, 300
	scaleStep             = 10
)

// enlarge draws everything larger by some percent, or smaller. It asks nothing: the
// same keys lead back.
func (s *Shell) enlarge(by int) func() {
	return func() {
		s.deps.Appearance.SetScale(max(scaleLeast, min(s.deps.Appearance.Scale()+by, scaleMost)))
	}
}

// larger are the other ways to type Control and plus: where that is above the equals
// sign, with Shift or without.
func larger() []fyne.Shortcut {
	const control = fyne.KeyModifierShortcutDefault
	return []fyne.Shortcut{
		&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: control},
		&desktop.CustomShortcut{KeyName: fyne.KeyEqual, Modifier: control | fyne.KeyModifierShift},
	}
}
