package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"billfold/views/theme"
)

// tableList is the rows of a table. It makes as many as fit on the screen and one
// more, and has each of them show another row of the table as that comes on the
// screen: what a scrolled unit costs does not depend on how many rows there are.
type tableList struct {
	base
	table   *DataTable
	scroll  *Scroll
	field   *fyne.Container // as high as all rows
	rows    []*tableRow     // row i of the table is in the one at i modulo their number
	wanted  int             // the row to bring on the screen once there is one; -1 for none
	focused bool
	shift   bool // is held
}

var (
	_ fyne.Widget       = (*tableList)(nil)
	_ fyne.Focusable    = (*tableList)(nil)
	_ fyne.Shortcutable = (*tableList)(nil)
	_ desktop.Keyable   = (*tableList)(nil)
)

func newTableList(table *DataTable) *tableList {
	l := &tableList{table: table, wanted: -1}
	l.field = container.New(fieldLayout{l})
	l.scroll = NewVScroll(l.field)
	l.scroll.OnScrolled = func(fyne.Position) { l.arrange() }
	l.ExtendBaseWidget(l)
	return l
}

// fieldLayout gives the rows their places.
type fieldLayout struct{ list *tableList }

func (f fieldLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, float32(f.list.table.length)*theme.RowHeight)
}

func (f fieldLayout) Layout([]fyne.CanvasObject, fyne.Size) { f.list.arrange() }

// CreateRenderer links the widget to its renderer.
func (l *tableList) CreateRenderer() fyne.WidgetRenderer {
	return l.keep(newComposed(l.scroll, l.reread))
}

// Resize makes rows for the new size: the scroll tells the field nothing of it where
// all rows are higher than both.
func (l *tableList) Resize(size fyne.Size) {
	l.base.Resize(size)
	l.arrange()
}

// Parts returns the rows on screen.
func (l *tableList) Parts() []fyne.CanvasObject {
	var parts []fyne.CanvasObject
	for i := l.first(); i <= l.last(); i++ {
		if row := l.row(i); row != nil {
			parts = append(parts, row)
		}
	}
	return parts
}

// first and last are the rows at the edges of what is on screen.
func (l *tableList) first() int { return int(l.scroll.Offset.Y / theme.RowHeight) }

func (l *tableList) last() int {
	bottom := (l.scroll.Offset.Y + l.scroll.Size().Height) / theme.RowHeight
	return min(int(math.Ceil(float64(bottom))), l.table.length) - 1
}

// whole are the first and the last row that can be read on the screen; at least one can.
func (l *tableList) whole() (first, last int) {
	const slack = 0.05 // of a row: the line under one may be missing
	top := float64(l.scroll.Offset.Y / theme.RowHeight)
	bottom := float64((l.scroll.Offset.Y + l.scroll.Size().Height) / theme.RowHeight)
	first = int(math.Ceil(top - slack))
	last = min(int(math.Floor(bottom+slack)), l.table.length) - 1
	return first, max(first, last)
}

// row is what shows a row of the table, nil where it is not on the screen.
func (l *tableList) row(index int) *tableRow {
	if index < 0 || len(l.rows) == 0 {
		return nil
	}
	if row := l.rows[index%len(l.rows)]; row.index == index {
		return row
	}
	return nil
}

// redraw draws rows anew, as far as they are on the screen.
func (l *tableList) redraw(indexes ...int) {
	for _, index := range indexes {
		if row := l.row(index); row != nil {
			row.Refresh()
		}
	}
}

// redrawAll draws what is on the screen anew, with the cells that it has, as after a
// column became wider.
func (l *tableList) redrawAll() {
	for _, row := range l.rows {
		if row.index >= 0 {
			row.Refresh()
		}
	}
}

// reread asks for the cells on the screen again.
func (l *tableList) reread() {
	for _, row := range l.rows {
		row.index = -1
	}
	l.scroll.Refresh() // the field may have another height
	l.arrange()
}

// arrange has the rows show what is on the screen.
func (l *tableList) arrange() {
	size := l.scroll.Size()
	if size.Height <= 0 {
		return
	}
	if l.wanted >= 0 {
		wanted := l.wanted
		l.wanted = -1
		l.reveal(wanted)
	}
	l.provide(int(math.Ceil(float64(size.Height/theme.RowHeight))) + 1)
	first := l.first()
	for i := first; i < first+len(l.rows); i++ {
		row := l.rows[i%len(l.rows)]
		if i >= l.table.length {
			row.index = -1
			row.Hide()
			continue
		}
		place(row, 0, float32(i)*theme.RowHeight, size.Width, theme.RowHeight)
		if row.index != i {
			row.show(i)
		}
		row.Show()
	}
	l.table.tellRange()
}

// provide makes rows until there are enough.
func (l *tableList) provide(enough int) {
	if len(l.rows) >= enough {
		return
	}
	for len(l.rows) < enough {
		row := newTableRow(l.table)
		l.rows = append(l.rows, row)
		l.field.Objects = append(l.field.Objects, row)
	}
	for _, row := range l.rows {
		row.index = -1 // each has another place among more of them
	}
}

// reveal scrolls as little as brings a row on the screen.
func (l *tableList) reveal(index int) {
	height := l.scroll.Size().Height
	if height <= 0 {
		l.wanted = index
		return
	}
	top, offset := float32(index)*theme.RowHeight, l.scroll.Offset.Y
	switch {
	case top < offset:
		offset = top
	case top+theme.RowHeight > offset+height:
		offset = top + theme.RowHeight - height
	default:
		return
	}
	l.scrollTo(offset)
}

func (l *tableList) scrollTo(offset float32) {
	most := max(float32(l.table.length)*theme.RowHeight-l.scroll.Size().Height, 0)
	l.scroll.ScrollToOffset(fyne.NewPos(0, max(min(offset, most), 0)))
	l.arrange()
}

// goTo moves the focus ring to a row.
func (l *tableList) goTo(index int) {
	index = max(min(index, l.table.length-1), 0)
	before := l.table.current
	l.table.setCurrent(index)
	if l.table.length > 0 {
		l.reveal(index)
	}
	l.redraw(before, index)
}
