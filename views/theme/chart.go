package theme

import "fyne.io/fyne/v2"

// Series is how many series of a chart have a colour of their own.
const Series = 5

var series = [Series]fyne.ThemeColorName{ColorMeterFill, ColorChart2, ColorMeterWarn, ColorChart4, ColorChart5}

// Chart is the colour of a series, counted from 0; there is no end to them, but
// beyond Series they come round.
func Chart(index int) fyne.ThemeColorName { return series[index%Series] }

// Patterned tells whether the running theme wants series told apart by patterns:
// high contrast has too few colours for them.
func Patterned() bool {
	t, ok := fyne.CurrentApp().Settings().Theme().(*Theme)
	return ok && t.patterned
}
