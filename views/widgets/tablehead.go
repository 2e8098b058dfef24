package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"billfold/views/theme"
)

const (
	// boxHead is the head that is a box, which ticks all rows.
	boxHead = -1
	noHead  = -2
	// edgeReach is how far beside an edge the pointer still takes hold of it.
	edgeReach = tableGap / 2
	// edgeStep is how far a key moves an edge.
	edgeStep = theme.Gap8
)

// tableHeader is the columns' heads: a press orders the rows, a box ticks them all,
// and the edges between can be moved. It is one stop of the keyboard, within which
// Left and Right go from head to head.
type tableHeader struct {
	base
	table   *DataTable
	at      int // the head that keys work on
	focused bool
	shift   bool // is held

	hovered  int  // the head under the pointer
	overEdge bool // the pointer could take hold of an edge
	edge     int  // the column whose edge the pointer holds, or noHead
	hold     float32
}

var (
	_ fyne.Widget        = (*tableHeader)(nil)
	_ fyne.Tappable      = (*tableHeader)(nil)
	_ fyne.Focusable     = (*tableHeader)(nil)
	_ fyne.Disableable   = (*tableHeader)(nil)
	_ fyne.Draggable     = (*tableHeader)(nil)
	_ desktop.Hoverable  = (*tableHeader)(nil)
	_ desktop.Mouseable  = (*tableHeader)(nil)
	_ desktop.Cursorable = (*tableHeader)(nil)
	_ desktop.Keyable    = (*tableHeader)(nil)
)

func newTableHeader(table *DataTable) *tableHeader {
	h := &tableHeader{table: table, at: boxHead, hovered: noHead, edge: noHead}
	h.ExtendBaseWidget(h)
	return h
}

// Disabled tells whether there is nothing to do here, so that the keyboard goes past.
func (h *tableHeader) Disabled() bool {
	return h.table.OnSort == nil && !h.table.checks && h.table.keeper == nil
}

// Disable does nothing: what the table can do decides.
func (h *tableHeader) Disable() {}

// Enable does nothing.
func (h *tableHeader) Enable() {}

// FocusGained shows the ring around a head.
func (h *tableHeader) FocusGained() { h.setFocused(true) }

// FocusLost hides it.
func (h *tableHeader) FocusLost() { h.setFocused(false) }

func (h *tableHeader) setFocused(focused bool) {
	h.focused, h.shift = focused, false
	h.goTo(h.at)
}

// KeyDown notes that Shift is held: what is typed does not tell.
func (h *tableHeader) KeyDown(event *fyne.KeyEvent) { h.shift = h.shift || isShift(event) }

// KeyUp notes that it is no more.
func (h *tableHeader) KeyUp(event *fyne.KeyEvent) { h.shift = h.shift && !isShift(event) }

// TypedRune gives the window what is typed: heads take no text.
func (h *tableHeader) TypedRune(typed rune) { passRune(h, typed) }

// TypedKey goes to another head, presses one, or makes its column wider or narrower.
func (h *tableHeader) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		step := 1
		if event.Name == fyne.KeyLeft {
			step = -1
		}
		if h.shift {
			h.widen(edgeStep * float32(step))
			return
		}
		h.goTo(h.beside(step))
	case fyne.KeyHome:
		h.goTo(boxHead)
	case fyne.KeyEnd:
		h.at = len(h.table.columns)
		h.goTo(h.beside(-1))
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		h.press(h.at)
	case fyne.KeyDown:
		takeFocus(h.table.list)
	default:
		passOn(h, event)
	}
}

func (h *tableHeader) goTo(head int) {
	first := 0
	if h.table.checks {
		first = boxHead
	}
	h.at = max(min(head, len(h.table.columns)-1), first)
	h.Refresh()
}

// beside is the next head to a side that is not left out, the present one where there is
// none.
func (h *tableHeader) beside(step int) int {
	_, widths := h.table.spans(h.Size().Width)
	for head := h.at + step; head >= boxHead && head < len(widths); head += step {
		if head == boxHead && h.table.checks || head >= 0 && widths[head] != absent {
			return head
		}
	}
	return h.at
}

func (h *tableHeader) press(head int) {
	switch {
	case head == boxHead:
		h.table.toggleAll()
	case head >= 0 && h.table.OnSort != nil:
		h.table.OnSort(head)
	}
}

// widen moves the edge after the head, the last one's being the edge before it.
func (h *tableHeader) widen(by float32) {
	edge := h.at
	if h.table.neighbour(edge) < 0 {
		edge, by = h.beside(-1), -by
	}
	if h.table.resizable(edge) {
		h.table.moveEdge(edge, by)
		h.table.keepWidths()
	}
}

// Tapped presses the head under the pointer.
func (h *tableHeader) Tapped(event *fyne.PointEvent) {
	if h.Disabled() || h.edgeAt(event.Position.X) != noHead {
		return
	}
	takeFocus(h)
	head := h.headAt(event.Position.X)
	if head == noHead {
		return
	}
	h.goTo(head)
	h.press(head)
}

// headAt is the head at a distance from the left.
func (h *tableHeader) headAt(x float32) int {
	if h.table.checks && x < tableSide+checkPitch {
		return boxHead
	}
	starts, widths := h.table.spans(h.Size().Width)
	for i, start := range starts {
		if widths[i] != absent && x >= start-edgeReach && x < start+widths[i]+edgeReach {
			return i
		}
	}
	return noHead
}

// edgeAt is the column whose edge is at a distance from the left, and can be moved.
func (h *tableHeader) edgeAt(x float32) int {
	starts, widths := h.table.spans(h.Size().Width)
	for i := range starts {
		off := x - h.edgeOf(starts[i], widths[i])
		if h.table.resizable(i) && off >= -edgeReach && off <= edgeReach {
			return i
		}
	}
	return noHead
}

// edgeOf is where the edge after a column is: in the middle of the gap.
func (h *tableHeader) edgeOf(start, width float32) float32 { return start + width + tableGap/2 }

// MouseDown takes hold of an edge.
func (h *tableHeader) MouseDown(event *desktop.MouseEvent) {
	h.edge = h.edgeAt(event.Position.X)
	if h.edge != noHead {
		starts, widths := h.table.spans(h.Size().Width)
		h.hold = event.Position.X - h.edgeOf(starts[h.edge], widths[h.edge])
	}
}

// MouseUp does nothing: DragEnd lets go.
func (h *tableHeader) MouseUp(*desktop.MouseEvent) {}

// Dragged moves the edge with the pointer.
func (h *tableHeader) Dragged(event *fyne.DragEvent) {
	if h.edge == noHead {
		return
	}
	starts, widths := h.table.spans(h.Size().Width)
	h.table.moveEdge(h.edge, event.Position.X-h.hold-h.edgeOf(starts[h.edge], widths[h.edge]))
}

// DragEnd keeps the widths.
func (h *tableHeader) DragEnd() {
	if h.edge != noHead {
		h.edge = noHead
		h.table.keepWidths()
	}
}

// MouseIn shows what can be pressed and moved.
func (h *tableHeader) MouseIn(event *desktop.MouseEvent) { h.hover(event.Position.X) }

// MouseMoved follows the pointer.
func (h *tableHeader) MouseMoved(event *desktop.MouseEvent) { h.hover(event.Position.X) }

// MouseOut hides it again.
func (h *tableHeader) MouseOut() {
	h.hovered, h.overEdge = noHead, false
	h.Refresh()
}

func (h *tableHeader) hover(x float32) {
	head, overEdge := h.headAt(x), h.edgeAt(x) != noHead
	if head == h.hovered && overEdge == h.overEdge {
		return
	}
	h.hovered, h.overEdge = head, overEdge
	h.Refresh()
}

// Cursor tells that an edge can be moved.
func (h *tableHeader) Cursor() desktop.Cursor {
	if h.overEdge || h.edge != noHead {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}
