package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const tableHead float32 = 32

// tableRow draws one row: its cells, the line under it, and the focus ring.
type tableRow struct {
	base
	table *DataTable
	index int
	cells []*cellShape
	ring  bool
}

func newTableRow(table *DataTable) *tableRow {
	r := &tableRow{table: table, index: -1}
	for _, column := range table.columns {
		r.cells = append(r.cells, newCellShape(column.Right))
	}
	r.ExtendBaseWidget(r)
	return r
}

// show fills the row anew.
func (r *tableRow) show(index int, cells []TableCell, ring bool) {
	r.index, r.ring = index, ring
	for i, shape := range r.cells {
		shape.cell = TableCell{}
		if i < len(cells) {
			shape.cell = cells[i]
		}
	}
	r.Refresh()
}

func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	line, ring := newBox(0), newBox(theme.RadiusBadge)
	d := &drawn{owner: r, objects: []fyne.CanvasObject{line}}
	for _, cell := range r.cells {
		d.objects = append(d.objects, cell.objects()...)
	}
	d.objects = append(d.objects, ring)
	d.minSize = func() fyne.Size { return fyne.NewSize(columnsMinWidth(r.table.columns), theme.RowHeight) }
	d.layout = func(size fyne.Size) {
		place(line, 0, size.Height-theme.Stroke, size.Width, theme.Stroke)
		place(ring, 1, 1, size.Width-2, size.Height-theme.Stroke-2)
		starts, widths := spans(r.table.columns, size.Width)
		for i, cell := range r.cells {
			cell.place(starts[i], widths[i], size.Height-theme.Stroke)
		}
	}
	d.paint = func() {
		setBox(line, theme.ColorBorder, theme.ColorTransparent, 0)
		setRing(ring, r.ring)
		for _, cell := range r.cells {
			cell.paint()
		}
	}
	d.paint()
	return r.keep(d)
}

// tableHeader draws the columns' titles.
type tableHeader struct {
	base
	table *DataTable
}

func newTableHeader(table *DataTable) *tableHeader {
	h := &tableHeader{table: table}
	h.ExtendBaseWidget(h)
	return h
}

func (h *tableHeader) CreateRenderer() fyne.WidgetRenderer {
	box, line := newBox(0), newBox(0)
	box.TopLeftCornerRadius, box.TopRightCornerRadius = tableRadius, tableRadius
	d := &drawn{owner: h, objects: []fyne.CanvasObject{box, line}}
	titles, arrows := make([]*canvas.Text, len(h.table.columns)), make([]*canvas.Image, len(h.table.columns))
	for i := range titles {
		titles[i], arrows[i] = canvas.NewText("", nil), newImage()
		d.objects = append(d.objects, titles[i], arrows[i])
	}
	d.minSize = func() fyne.Size { return fyne.NewSize(columnsMinWidth(h.table.columns), tableHead) }
	d.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		place(line, 0, size.Height-theme.Stroke, size.Width, theme.Stroke)
		starts, widths := spans(h.table.columns, size.Width)
		for i, title := range titles {
			x, own := starts[i], title.MinSize().Width
			if h.table.columns[i].Right {
				x += widths[i] - own
			}
			placeText(title, x, 0, own, size.Height-theme.Stroke)
			arrowX := x + own + theme.Gap4
			if h.table.columns[i].Right {
				arrowX = x - theme.Gap4 - theme.SmallIconSize
			}
			place(arrows[i], arrowX, (size.Height-theme.SmallIconSize)/2, theme.SmallIconSize, theme.SmallIconSize)
		}
	}
	d.paint = func() { h.paint(box, line, titles, arrows) }
	d.paint()
	return h.keep(d)
}

func (h *tableHeader) paint(box, line *canvas.Rectangle, titles []*canvas.Text, arrows []*canvas.Image) {
	setBox(box, theme.ColorSunken, theme.ColorTransparent, 0)
	setBox(line, theme.ColorBorder, theme.ColorTransparent, 0)
	for i, column := range h.table.columns {
		color, icon := theme.ColorMuted, resources.Icon("")
		if column.Sorted {
			color, icon = theme.ColorText, resources.IconChevronDown
			if column.Ascending {
				icon = resources.IconChevronUp
			}
		}
		titles[i].Text, titles[i].Color, titles[i].TextSize = column.Title, theme.Color(color), theme.Size(theme.SizeCaption)
		titles[i].TextStyle.Bold = column.Sorted
		setIcon(arrows[i], icon, theme.ColorText, theme.SmallIconSize)
	}
}
