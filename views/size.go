package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"billfold/views/settings"
)

// enlarge draws everything larger by some steps, or smaller. It asks nothing: the same
// keys lead back.
func (s *Shell) enlarge(steps int) func() {
	return func() {
		s.deps.Appearance.SetScale(max(settings.ScaleLeast, min(s.deps.Appearance.Scale()+steps*settings.ScaleStep, settings.ScaleMost)))
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
