package widgets

import "fyne.io/fyne/v2"

// Rule parts groups of lines in a card: a hairline with the same space, in units,
// above and below it.
func Rule(space float32) fyne.CanvasObject { return Inset(Hairline(), space, 0, space, 0) }
