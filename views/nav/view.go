package nav

import (
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
)

// View is a page as the shell drives it; all methods run on the UI goroutine.
type View interface {
	// Content is the page, built once, at the first Show.
	Content() fyne.CanvasObject
	// Show says that the route leads here: load, again.
	Show(arg string)
	// Changed says that what is shown may have changed: reload what concerns
	// it, without flicker.
	Changed(kinds billing.Kinds)
	// Tick comes about once a second while the page is shown: ages and held
	// prices move on.
	Tick(now time.Time)
	// Close ends what is loading.
	Close()
}
