package nav

import "fyne.io/fyne/v2"

// Refreshable is a page that can read its data again.
type Refreshable interface {
	// Reload reads the page's data again, keeping what is on screen until then.
	Reload()
}

// Focusable is a page that knows which control the keyboard should start at.
type Focusable interface {
	// FirstFocus returns that control, or nil while there is none.
	FirstFocus() fyne.Focusable
}

// Escapable is a page that may have something open which Escape closes.
type Escapable interface {
	// Escape closes what the page has open and reports whether there was anything.
	Escape() bool
}

// Busy is a page that may have something under way which is lost, or whose outcome is
// never told, where the page is closed.
type Busy interface {
	// Busy says in a sentence what is under way; empty where nothing is.
	Busy() string
}

// Unsaved is a page that may hold what a person typed and nothing else has, which is lost
// where the page is closed.
type Unsaved interface {
	// Unsaved says in a sentence what that is; empty where nothing is.
	Unsaved() string
}
