package widgets

import (
	"maps"
	"sync"
	"sync/atomic"
)

const (
	tableSide   float32 = 16
	tableGap    float32 = 12
	flexMinimum float32 = 96
	// columnMinimum is what dragging leaves of a column.
	columnMinimum float32 = 48
	// checkPitch is what the boxes at the rows' beginning take.
	checkPitch = checkSize + tableSide
	// menuSide is what the menus at the rows' end take, with the space around them.
	menuSide float32 = 40
)

// WidthStore keeps how wide a person made the columns of a table, by the columns' keys.
// Its methods may be called from any goroutine.
type WidthStore interface {
	ColumnWidths(table string) map[string]float32
	// SetColumnWidths may wait for a disk.
	SetColumnWidths(table string, widths map[string]float32)
}

// Widths says where the widths of a table's columns are kept.
type Widths struct {
	Store WidthStore
	Table string
	// Background runs what waits for the store away from the user interface.
	Background func(func())
}

// widthKeeper writes down what was set last, once at a time and never something older
// after it.
type widthKeeper struct {
	Widths
	newest  atomic.Pointer[map[string]float32]
	writing sync.Mutex
}

func (k *widthKeeper) keep(widths map[string]float32) {
	own := maps.Clone(widths)
	k.newest.Store(&own)
	k.Background(func() {
		k.writing.Lock()
		defer k.writing.Unlock()
		if widths := k.newest.Swap(nil); widths != nil {
			k.Store.SetColumnWidths(k.Table, *widths)
		}
	})
}

// KeepWidths lets the person change how wide the columns with a key are, by dragging
// the edges of their heads or with Shift and an arrow key on one, and remembers it.
func (t *DataTable) KeepWidths(widths Widths) {
	t.keeper = &widthKeeper{Widths: widths}
	t.widths = maps.Clone(widths.Store.ColumnWidths(widths.Table))
	t.Refresh()
}

// absent is the width of a column for which the table is too narrow.
const absent float32 = -1

// spans returns where each column begins and how wide it is; columns that are left out
// are absent.
func (t *DataTable) spans(width float32) (starts, widths []float32) {
	shown := 0
	for i := range t.columns {
		if t.columns[i].From <= width {
			shown++
		}
	}
	x := t.left()
	rest := width - x - t.right() - tableGap*float32(max(shown-1, 0))
	widths = columnWidths(t.columns, t.widths, width, rest)
	starts = make([]float32, len(widths))
	for i, own := range widths {
		starts[i] = x
		if own != absent {
			x += own + tableGap
		}
	}
	return starts, widths
}

func (t *DataTable) left() float32 {
	if t.checks {
		return tableSide + checkPitch
	}
	return tableSide
}

func (t *DataTable) right() float32 {
	if t.OnMenu != nil {
		return menuSide + tableGap
	}
	return tableSide
}

// minWidth is of the columns that no table leaves out.
func (t *DataTable) minWidth() float32 {
	width := t.left() + t.right() - tableGap
	for i := range t.columns {
		if t.columns[i].From == 0 {
			width += t.columns[i].least() + tableGap
		}
	}
	return width
}

// least is what the column always gets, where nobody made it narrower.
func (c *TableColumn) least() float32 {
	if c.Width == 0 {
		return flexMinimum
	}
	return c.Width
}

func (c *TableColumn) share() float32 { return max(c.Share, 1) }

// columnWidths divides among columns what a table of a width leaves them. What the person
// set counts as long as the others keep their least; columns without a width of their own
// take what is left.
func columnWidths(columns []TableColumn, set map[string]float32, width, left float32) []float32 {
	widths := make([]float32, len(columns))
	shares, least, first := float32(0), float32(0), -1
	for i := range columns {
		c := &columns[i]
		if c.From > width {
			widths[i] = absent
			continue
		}
		widths[i] = c.Width
		if own, ok := set[c.Key]; ok && c.Key != "" {
			widths[i] = max(own, columnMinimum)
		}
		if c.Width == 0 && first < 0 {
			first = i
		}
		if widths[i] == 0 {
			shares += c.share()
			least += flexMinimum
		}
		left -= widths[i]
	}
	if shares == 0 && first >= 0 && left > 0 {
		widths[first] += left
		left = 0
	}
	left += narrow(columns, widths, max(least-left, 0))
	for i := range widths {
		if widths[i] == 0 {
			widths[i] = max(left, 0) * columns[i].share() / shares
		}
	}
	return widths
}

// narrow takes a width from the columns that are wider than their least, each in
// proportion to what it has beyond it, and returns what it got.
func narrow(columns []TableColumn, widths []float32, missing float32) float32 {
	spare := float32(0)
	for i, own := range widths {
		spare += max(own-columns[i].least(), 0)
	}
	if missing <= 0 || spare == 0 {
		return 0
	}
	part := min(missing/spare, 1)
	for i, own := range widths {
		widths[i] -= part * max(own-columns[i].least(), 0)
	}
	return part * spare
}

// resizable tells whether the edge after a column can be moved.
func (t *DataTable) resizable(column int) bool {
	next := t.neighbour(column)
	return t.keeper != nil && column >= 0 && next >= 0 && t.columns[column].Key != "" && t.columns[next].Key != ""
}

// neighbour is the next column to the right that is not left out; -1 after the last one.
func (t *DataTable) neighbour(column int) int {
	_, widths := t.spans(t.header.Size().Width)
	if column < 0 || widths[column] == absent {
		return -1
	}
	for i := column + 1; i < len(widths); i++ {
		if widths[i] != absent {
			return i
		}
	}
	return -1
}

// moveEdge moves the edge after a column: what the column gains its neighbour loses,
// so that everything else stays where it is.
func (t *DataTable) moveEdge(column int, by float32) {
	if !t.resizable(column) {
		return
	}
	_, widths := t.spans(t.header.Size().Width)
	next := t.neighbour(column)
	by = max(min(by, widths[next]-columnMinimum), columnMinimum-widths[column])
	t.setWidth(column, widths[column]+by)
	t.setWidth(next, widths[next]-by)
	t.header.Refresh()
	t.list.redrawAll()
}

// setWidth notes a width, unless the column is the last one that takes what is left:
// it has that width by itself, and goes on growing with the table.
func (t *DataTable) setWidth(column int, width float32) {
	key := t.columns[column].Key
	if _, ok := t.widths[key]; !ok && t.columns[column].Width == 0 && t.flexible() == 1 {
		return
	}
	if t.widths == nil {
		t.widths = map[string]float32{}
	}
	t.widths[key] = width
}

// flexible counts the columns that take what is left.
func (t *DataTable) flexible() int {
	n := 0
	for i := range t.columns {
		if _, ok := t.widths[t.columns[i].Key]; !ok && t.columns[i].Width == 0 {
			n++
		}
	}
	return n
}

func (t *DataTable) keepWidths() {
	if t.keeper != nil {
		t.keeper.keep(t.widths)
	}
}
