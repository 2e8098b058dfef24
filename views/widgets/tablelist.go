package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"billfold/views/theme"
)

// keptRows bounds how many rows tableList remembers beyond those on screen.
const keptRows = 128

// tableList is the toolkit's list with rows right under one another and the
// keyboard of a table. The toolkit's own focus mark looks like a hover.
type tableList struct {
	widget.List
	table   *DataTable
	focused bool
	rows    map[int]*tableRow
}

var (
	_ fyne.Widget    = (*tableList)(nil)
	_ fyne.Focusable = (*tableList)(nil)
)

func newTableList(table *DataTable) *tableList {
	l := &tableList{table: table, rows: make(map[int]*tableRow)}
	l.HideSeparators = true
	l.Length = func() int { return table.length }
	l.CreateItem = func() fyne.CanvasObject { return newTableRow(table) }
	l.UpdateItem = func(id widget.ListItemID, object fyne.CanvasObject) {
		if row, ok := object.(*tableRow); ok {
			l.bind(row, id)
		}
	}
	l.OnSelected = table.selectedBy
	l.ExtendBaseWidget(l)
	return l
}

func (l *tableList) bind(row *tableRow, id int) {
	if l.rows[row.index] == row {
		delete(l.rows, row.index)
	}
	if len(l.rows) > keptRows {
		first, last := l.onScreen()
		for kept := range l.rows {
			if kept < first || kept > last {
				delete(l.rows, kept)
			}
		}
	}
	l.rows[id] = row
	row.show(id, l.table.cells(id), l.focused && id == l.table.current)
}

func (l *tableList) onScreen() (first, last int) {
	offset := l.GetScrollOffset()
	return int(offset / theme.RowHeight), int((offset + l.Size().Height - 1) / theme.RowHeight)
}

// Parts returns the rows on screen.
func (l *tableList) Parts() []fyne.CanvasObject {
	first, last := l.onScreen()
	var parts []fyne.CanvasObject
	for id := max(first, 0); id <= last && id < l.table.length; id++ {
		if row, ok := l.rows[id]; ok {
			parts = append(parts, row)
		}
	}
	return parts
}

// FocusGained shows the ring around the current row.
func (l *tableList) FocusGained() { l.setFocused(true) }

// FocusLost hides it.
func (l *tableList) FocusLost() { l.setFocused(false) }

func (l *tableList) setFocused(focused bool) {
	l.focused = focused
	l.RefreshItem(l.table.current)
}

// TypedKey moves the ring, or chooses the row within it.
func (l *tableList) TypedKey(event *fyne.KeyEvent) {
	page := max(int(l.Size().Height/theme.RowHeight)-1, 1)
	switch event.Name {
	case fyne.KeyUp:
		l.goTo(l.table.current - 1)
	case fyne.KeyDown:
		l.goTo(l.table.current + 1)
	case fyne.KeyPageUp:
		l.goTo(l.table.current - page)
	case fyne.KeyPageDown:
		l.goTo(l.table.current + page)
	case fyne.KeyHome:
		l.goTo(0)
	case fyne.KeyEnd:
		l.goTo(l.table.length - 1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		l.Select(l.table.current)
	default:
		passOn(l, event)
	}
}

// TypedRune does nothing: a table takes no text.
func (l *tableList) TypedRune(rune) {}

func (l *tableList) goTo(index int) {
	index = max(min(index, l.table.length-1), 0)
	if index == l.table.current {
		return
	}
	before := l.table.current
	l.table.current = index
	l.ScrollTo(index)
	l.RefreshItem(before)
	l.RefreshItem(index)
}
