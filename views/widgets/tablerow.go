package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"billfold/views/theme"
)

const (
	// menuMiddle is how far from the row's end the dots that open its menu are.
	menuMiddle float32 = 24
	dotSize    float32 = 3
	dotPitch   float32 = 5
	// rowRing is how far inside the row its focus ring is: what scrolls cuts off what
	// is drawn nearer to its edge.
	rowRing = theme.Gap4
)

// tableRow draws one row: its box, its cells, its menu, the line under it, and the
// focus ring. It is used again for another row when that comes on the screen.
type tableRow struct {
	base
	table   *DataTable
	index   int // -1 shows none
	cells   []*cellShape
	hovered bool
	shift   bool // held while the pointer went down
}

var (
	_ fyne.Widget            = (*tableRow)(nil)
	_ fyne.Tappable          = (*tableRow)(nil)
	_ fyne.SecondaryTappable = (*tableRow)(nil)
	_ desktop.Hoverable      = (*tableRow)(nil)
	_ desktop.Mouseable      = (*tableRow)(nil)
)

func newTableRow(table *DataTable) *tableRow {
	r := &tableRow{table: table, index: -1}
	for i := range table.columns {
		r.cells = append(r.cells, newCellShape(table.columns[i].Right))
	}
	r.ExtendBaseWidget(r)
	return r
}

// show fills the row anew.
func (r *tableRow) show(index int) {
	r.hovered = r.hovered && r.index == index // the pointer is elsewhere now
	r.index = index
	cells := r.table.cells(index)
	for i, shape := range r.cells {
		shape.cell = TableCell{}
		if i < len(cells) {
			shape.cell = cells[i]
		}
	}
	r.Refresh()
}

// ringed tells whether the focus ring is around the row.
func (r *tableRow) ringed() bool {
	return r.table.list.focused && r.index == r.table.current && r.index >= 0
}

// Tapped ticks the row, opens its menu or chooses it, by where the pointer is.
func (r *tableRow) Tapped(event *fyne.PointEvent) {
	list := r.table.list
	takeFocus(list)
	list.goTo(r.index)
	x := event.Position.X
	switch {
	case r.table.checks && x < tableSide+checkPitch:
		r.table.toggle(r.index, r.shift)
	case r.table.OnMenu != nil && x >= r.Size().Width-menuSide:
		r.table.openMenu(r.index)
	default:
		r.table.choose(r.index)
	}
}

// TappedSecondary opens the menu under the pointer.
func (r *tableRow) TappedSecondary(event *fyne.PointEvent) {
	if r.table.OnMenu == nil {
		return
	}
	takeFocus(r.table.list)
	r.table.list.goTo(r.index)
	r.table.OnMenu(r.index, event.AbsolutePosition)
}

// MouseDown notes whether Shift is held: taps do not tell.
func (r *tableRow) MouseDown(event *desktop.MouseEvent) {
	r.shift = event.Modifier&fyne.KeyModifierShift != 0
}

// MouseUp does nothing.
func (r *tableRow) MouseUp(*desktop.MouseEvent) {}

// MouseIn shows the hover colour.
func (r *tableRow) MouseIn(*desktop.MouseEvent) { r.hover(true) }

// MouseMoved does nothing.
func (r *tableRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the hover colour.
func (r *tableRow) MouseOut() { r.hover(false) }

func (r *tableRow) hover(hovered bool) {
	r.hovered = hovered
	r.Refresh()
}

func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	d := &tableRowRenderer{
		row: r, ground: newBox(0), line: newBox(0), ring: newBox(theme.RadiusBadge),
		check: newCheckShape(), dots: []*canvas.Circle{{}, {}, {}},
	}
	d.paint()
	d.gather()
	return r.keep(d)
}

type tableRowRenderer struct {
	row                *tableRow
	ground, line, ring *canvas.Rectangle
	check              *checkShape
	dots               []*canvas.Circle // of what opens the menu
	objects            []fyne.CanvasObject
	icons              drawings
}

func (d *tableRowRenderer) Objects() []fyne.CanvasObject { return d.objects }
func (d *tableRowRenderer) Destroy()                     {}

func (d *tableRowRenderer) MinSize() fyne.Size {
	return fyne.NewSize(d.row.table.minWidth(), theme.RowHeight)
}

func (d *tableRowRenderer) gather() {
	d.objects = append([]fyne.CanvasObject{d.ground, d.line}, d.check.objects()...)
	for _, cell := range d.row.cells {
		d.objects = append(d.objects, cell.objects()...)
	}
	for _, dot := range d.dots {
		d.objects = append(d.objects, dot)
	}
	d.objects = append(d.objects, d.ring)
}

func (d *tableRowRenderer) Layout(size fyne.Size) {
	height := size.Height - theme.Stroke
	place(d.ground, 0, 0, size.Width, height)
	place(d.line, 0, height, size.Width, theme.Stroke)
	place(d.ring, rowRing, rowRing, size.Width-2*rowRing, height-2*rowRing)
	d.check.place(tableSide, (height-checkSize)/2)
	for i, dot := range d.dots {
		middle := size.Width - menuMiddle + float32(i-1)*dotPitch
		place(dot, middle-dotSize/2, (height-dotSize)/2, dotSize, dotSize)
	}
	starts, widths := d.row.table.spans(size.Width)
	for i, cell := range d.row.cells {
		if widths[i] == absent {
			cell.hide()
			continue
		}
		cell.place(starts[i], widths[i], height)
	}
}

// Refresh draws the row anew. Its texts need no more than that the row is: they keep no
// drawing of their own.
func (d *tableRowRenderer) Refresh() {
	if grown := d.paint(); grown {
		d.gather()
	}
	d.Layout(d.row.Size())
	for _, object := range d.objects {
		switch object.(type) {
		case *edge, *canvas.Image:
			d.icons.refresh(object)
		}
	}
	canvas.Refresh(d.row)
}

func (d *tableRowRenderer) paint() (grown bool) {
	r := d.row
	isChecked := r.index >= 0 && r.table.isChecked(r.index)
	fillName := theme.ColorTransparent
	switch {
	case isChecked, r.index >= 0 && r.index == r.table.selected:
		fillName = theme.ColorSelection
	case r.hovered:
		fillName = theme.ColorHover
	}
	setBox(d.ground, fillName, theme.ColorTransparent, 0)
	d.ground.Hidden = fillName == theme.ColorTransparent
	setBox(d.line, theme.ColorBorder, theme.ColorTransparent, 0)
	setRing(d.ring, r.ringed())
	state := unchecked
	if isChecked {
		state = checked
	}
	d.check.paint(state, checkLook{})
	if !r.table.checks {
		d.check.mark.Hide()
	}
	d.check.box.Hidden = !r.table.checks
	for _, dot := range d.dots {
		dot.FillColor, dot.Hidden = theme.Color(theme.ColorMuted), r.table.OnMenu == nil
	}
	for _, cell := range r.cells {
		grown = cell.paint() || grown
	}
	return grown
}
