package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

const (
	queryHeight  float32 = 28
	queryPadding float32 = 3
)

// Query is a line in which something is searched for, without a box. It gets the
// keys that lead through what was found.
type Query struct {
	base
	entry    *Entry
	override *container.ThemeOverride
}

var _ fyne.Widget = (*Query)(nil)

// NewQuery returns an empty line. Every edit is told to onChanged; onKey is asked
// about every key before the text gets it and reports whether it took it.
func NewQuery(placeholder string, onChanged func(string), onKey func(fyne.KeyName) bool) *Query {
	q := &Query{entry: newEntry(func(bool) {})}
	q.entry.SetPlaceHolder(placeholder)
	q.entry.OnChanged = onChanged
	q.entry.onKey = onKey
	q.override = container.NewThemeOverride(q.entry, largeInput)
	q.ExtendBaseWidget(q)
	return q
}

// Entry is what the keyboard goes to.
func (q *Query) Entry() fyne.Focusable { return q.entry }

// Text is what was typed.
func (q *Query) Text() string { return q.entry.Text }

// CreateRenderer links the widget to its renderer.
func (q *Query) CreateRenderer() fyne.WidgetRenderer {
	r := &drawn{owner: q, objects: []fyne.CanvasObject{q.override}}
	r.minSize = func() fyne.Size { return fyne.NewSize(64, queryHeight) }
	r.layout = func(size fyne.Size) {
		height := q.override.MinSize().Height
		place(q.override, -queryPadding, (size.Height-height)/2, size.Width+queryPadding, height)
	}
	r.paint = func() {}
	return q.keep(r)
}
