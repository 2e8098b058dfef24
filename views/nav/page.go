package nav

import "fyne.io/fyne/v2"

// Searchable is a page that can narrow what it shows.
type Searchable interface {
	// Search shows what matches; an empty query shows everything.
	Search(query string)
}

// Refreshable is a page that can read its data again.
type Refreshable interface {
	// Reload reads the page's data again, keeping what is on screen until then.
	Reload()
}

// Exportable is a page whose content can be saved as a file.
type Exportable interface {
	// Export asks the person where to, and saves.
	Export()
}

// Focusable is a page that knows which control the keyboard should start at.
type Focusable interface {
	// FirstFocus returns that control, or nil while there is none.
	FirstFocus() fyne.Focusable
}
