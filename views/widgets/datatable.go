package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"billfold/views/theme"
)

const (
	tableMinRows = 3
	tableRadius  = theme.RadiusCard - theme.Stroke // within the table's border
)

// DataTable shows many rows in columns. It draws only the rows on screen and
// asks for their cells then. The pointer chooses a row; Up, Down, Page, Home and
// End move a focus ring, Space and Enter choose the row within it.
type DataTable struct {
	base
	// OnSelected is called with the row's index after the person chose it; it
	// may be nil.
	OnSelected func(row int)

	columns  []TableColumn
	cells    func(row int) []TableCell
	length   int
	current  int
	selected int
	muted    bool // SetSelected tells nobody

	list      *tableList
	header    *tableHeader
	footLeft  *Text
	footRight *Text
	foot      *Panel
}

var _ fyne.Widget = (*DataTable)(nil)

// NewDataTable returns an empty table with a border of its own. cells returns
// what stands in a row, a cell a column; it is called often and must be quick.
func NewDataTable(columns []TableColumn, cells func(row int) []TableCell) *DataTable {
	t := &DataTable{columns: columns, cells: cells, selected: -1}
	t.list, t.header = newTableList(t), newTableHeader(t)
	t.footLeft, t.footRight = NewCaption(""), NewCaption("")
	t.ExtendBaseWidget(t)
	return t
}

// SetLength says how many rows there are, and reads those on screen again.
func (t *DataTable) SetLength(length int) {
	t.length = length
	t.current = max(min(t.current, length-1), 0)
	if t.selected >= length {
		t.SetSelected(-1)
	}
	t.list.Refresh()
}

// SetColumns changes the columns' titles and marks; their number stays.
func (t *DataTable) SetColumns(columns []TableColumn) {
	copy(t.columns, columns)
	t.Refresh()
}

// SetFooter says what the table holds, at the left, and what it amounts to, at
// the right. Without either there is no footer.
func (t *DataTable) SetFooter(left, right string) {
	t.footLeft.text, t.footRight.text = left, right
	t.Refresh()
}

// SetSelected shows a row as chosen without calling OnSelected; -1 chooses none.
func (t *DataTable) SetSelected(row int) {
	t.muted = true
	defer func() { t.muted = false }()
	if row < 0 {
		t.selected = -1
		t.list.UnselectAll()
		return
	}
	t.list.Select(row)
}

// Focus returns what takes the keyboard.
func (t *DataTable) Focus() fyne.Focusable { return t.list }

func (t *DataTable) selectedBy(row widget.ListItemID) {
	before := t.current
	t.selected, t.current = row, row
	if before != row {
		t.list.RefreshItem(before)
		t.list.RefreshItem(row)
	}
	if t.OnSelected != nil && !t.muted {
		t.OnSelected(row)
	}
}

// CreateRenderer links the widget to its renderer.
func (t *DataTable) CreateRenderer() fyne.WidgetRenderer {
	override := container.NewThemeOverride(t.list, tightRows)
	body := Fixed(override, 0, tableMinRows*theme.RowHeight)
	t.foot = newTableFooter(t)
	root := NewPanel(Pad(VStack(0, t.header, Grow(body), t.foot), theme.Stroke))
	return t.keep(newComposed(root, func() {
		t.foot.Hidden = t.footLeft.text == "" && t.footRight.text == ""
	}))
}

func newTableFooter(t *DataTable) *Panel {
	row := HStack(theme.Gap16, t.footLeft, Spacer(), t.footRight)
	panel := NewPanel(Fixed(Inset(row, 0, tableSide, 0, tableSide), 0, theme.RowHeight-theme.Stroke))
	panel.Fill, panel.Line, panel.Radius = theme.ColorSunken, theme.ColorTransparent, tableRadius
	panel.lowerOnly = true
	return panel
}
