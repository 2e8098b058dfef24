package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

const (
	tableMinRows = 3
	tableRadius  = theme.RadiusCard - theme.Stroke // within the table's border
)

// DataTable shows many rows in columns. It draws only the rows on screen and asks for
// their cells then. The pointer chooses a row; Up, Down, Page, Home and End move a
// focus ring, Enter chooses the row within it, and Space too where rows are not ticked;
// where rows are not chosen Enter opens their menu. What the functions below are not set
// for cannot be done.
type DataTable struct {
	base
	// OnSelected is called with the row's index after the person chose it.
	OnSelected func(row int)
	// Key tells a row from the others, wherever it is listed. Rows are ticked by it,
	// and the focus ring stays with it; without it both go by index.
	Key func(row int) string
	// OnChecked is called with the keys of all ticked rows after the person ticked or
	// cleared one with its box, Space, or Shift and an arrow key. The set is the
	// table's own: it is not to be changed or kept.
	OnChecked func(checked map[string]struct{})
	// OnSort is called with a column whose head was pressed.
	OnSort func(column int)
	// OnMenu is called with a row and where on the window its menu is to be: after a
	// press on what ends the row, a secondary one anywhere on it, the Menu key or
	// Shift+F10.
	OnMenu func(row int, at fyne.Position)
	// OnCopy is called with the ticked rows, or else the current one, as text.
	OnCopy func(text string)
	// Footer says what SetFooter does whenever other rows came on the screen: first
	// and last are those that can be seen whole.
	Footer func(first, last int) (left, right string)

	columns  []TableColumn
	cells    func(row int) []TableCell
	length   int
	current  int
	key      string // of the current row
	selected int

	checks  bool
	checked map[string]struct{}
	listed  int // how many of the rows are ticked
	anchor  int // the row that was last ticked or cleared, -1 where the rows are others now
	tip     int // the row to which the ticks reach from there

	keeper *widthKeeper
	widths map[string]float32 // as the person set them

	list   *tableList
	header *tableHeader
	foot   *tableFooter
}

var _ fyne.Widget = (*DataTable)(nil)

// NewDataTable returns an empty table with a border of its own. cells returns
// what stands in a row, a cell a column; it is called often and must be quick.
func NewDataTable(columns []TableColumn, cells func(row int) []TableCell) *DataTable {
	t := &DataTable{columns: columns, cells: cells, selected: -1, anchor: -1, checked: map[string]struct{}{}}
	t.list, t.header, t.foot = newTableList(t), newTableHeader(t), newTableFooter()
	t.ExtendBaseWidget(t)
	return t
}

// SetLength says how many rows there are, and reads those on screen again. It is to
// be called whenever the rows are others.
func (t *DataTable) SetLength(length int) {
	t.length = length
	t.setCurrent(t.found())
	if t.selected >= length {
		t.SetSelected(-1)
	}
	t.count()
	t.list.reread()
	t.header.Refresh()
}

// found is where the current row is now, or else the one at its place.
func (t *DataTable) found() int {
	near := max(min(t.current, t.length-1), 0)
	if t.Key == nil || t.key == "" || t.length == 0 || t.Key(near) == t.key {
		return near
	}
	for row := range t.length {
		if t.Key(row) == t.key {
			return row
		}
	}
	return near
}

func (t *DataTable) setCurrent(row int) {
	t.current, t.key = row, ""
	if t.Key != nil && row < t.length {
		t.key = t.Key(row)
	}
}

// ScrollToTop shows the first rows and puts the focus ring around the first one, as
// after the rows were put into another order.
func (t *DataTable) ScrollToTop() {
	t.list.scrollTo(0)
	t.list.goTo(0)
}

// GoTo puts the focus ring around a row and brings it on the screen.
func (t *DataTable) GoTo(row int) { t.list.goTo(row) }

// SetColumns changes the columns' titles and marks; their number stays.
func (t *DataTable) SetColumns(columns []TableColumn) {
	copy(t.columns, columns)
	t.Refresh()
}

// SetFooter says what the table holds, at the left, and what it amounts to, at
// the right. Without either there is no footer.
func (t *DataTable) SetFooter(left, right string) {
	if t.foot.say(left, right) {
		t.Refresh()
	}
}

// SetFooterActions puts what can be done after what the footer says, at the left and
// at the right; nil is nothing.
func (t *DataTable) SetFooterActions(left, right fyne.CanvasObject) {
	t.foot.offer(left, right)
	t.Refresh()
}

// tellRange has the footer say which rows are on the screen.
func (t *DataTable) tellRange() {
	if t.Footer == nil {
		return
	}
	t.foot.say(t.Footer(t.list.whole()))
}

// RefreshFooter asks Footer again, as after something other than the rows changed, and
// shows what can be done now.
func (t *DataTable) RefreshFooter() {
	t.tellRange()
	t.foot.update(t.Footer != nil)
	t.foot.row.Refresh()
}

// SetSelected shows a row as chosen without calling OnSelected; -1 chooses none.
func (t *DataTable) SetSelected(row int) {
	before := t.selected
	t.selected = max(min(row, t.length-1), -1)
	if t.selected >= 0 {
		t.list.goTo(t.selected)
	}
	t.list.redraw(before, t.selected)
}

// choose shows a row as chosen and tells so, unless it was chosen before.
func (t *DataTable) choose(row int) {
	if t.OnSelected == nil || row < 0 || row >= t.length || row == t.selected {
		return
	}
	t.SetSelected(row)
	t.OnSelected(row)
}

// openMenu opens a row's menu below what ends the row.
func (t *DataTable) openMenu(row int) {
	shown := t.list.row(row)
	if t.OnMenu == nil || shown == nil {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(shown)
	t.OnMenu(row, at.AddXY(shown.Size().Width-menuSide, shown.Size().Height))
}

// Focus returns what takes the keyboard.
func (t *DataTable) Focus() fyne.Focusable { return t.list }

// CreateRenderer links the widget to its renderer.
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	body := Fixed(t.list, 0, tableMinRows*theme.RowHeight)
	root := NewPanel(Pad(VStack(0, t.header, Grow(body), t.foot.panel), theme.Stroke))
	return t.keep(newComposed(root, func() { t.foot.update(t.Footer != nil) }))
}
