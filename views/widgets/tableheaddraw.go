package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	headHeight float32 = 32
	// headEdge is the height of the lines that show where a column can be made wider.
	headEdge float32 = 16
)

// headShape is the primitives of one head.
type headShape struct {
	title *canvas.Text
	arrow *canvas.Image
	edge  *canvas.Rectangle
}

// headDrawing is the primitives of the header.
type headDrawing struct {
	box, line, ring *canvas.Rectangle
	check           *checkShape
	heads           []headShape
}

// CreateRenderer links the widget to its renderer.
func (h *tableHeader) CreateRenderer() fyne.WidgetRenderer {
	s := &headDrawing{box: newBox(0), line: newBox(0), ring: newBox(theme.RadiusBadge), check: newCheckShape()}
	s.box.TopLeftCornerRadius, s.box.TopRightCornerRadius = tableRadius, tableRadius
	d := &drawn{owner: h, objects: append([]fyne.CanvasObject{s.box, s.line}, s.check.objects()...)}
	for range h.table.columns {
		shape := headShape{title: canvas.NewText("", nil), arrow: newImage(), edge: newBox(0)}
		s.heads = append(s.heads, shape)
		d.objects = append(d.objects, shape.title, shape.arrow, shape.edge)
	}
	d.objects = append(d.objects, s.ring)
	d.minSize = func() fyne.Size { return fyne.NewSize(h.table.minWidth(), headHeight) }
	d.layout = func(size fyne.Size) { h.layout(s, size) }
	d.paint = func() { h.paint(s) }
	d.paint()
	return h.keep(d)
}

func (h *tableHeader) layout(s *headDrawing, size fyne.Size) {
	height := size.Height - theme.Stroke
	fill([]fyne.CanvasObject{s.box}, size)
	place(s.line, 0, height, size.Width, theme.Stroke)
	s.check.place(tableSide, (height-checkSize)/2)
	starts, widths := h.table.spans(size.Width)
	for i, head := range s.heads {
		column := &h.table.columns[i]
		room := widths[i]
		if room == absent {
			head.title.Hide()
			head.arrow.Hide()
			continue
		}
		head.title.Show()
		if column.Sorted {
			room -= theme.Gap4 + theme.SmallIconSize
		}
		head.title.Text = shorten(column.Title, room, measured(head.title))
		x, own := starts[i], head.title.MinSize().Width
		if column.Right {
			x += widths[i] - own
		}
		placeText(head.title, x, 0, own, height)
		arrowX := x + own + theme.Gap4
		if column.Right {
			arrowX = x - theme.Gap4 - theme.SmallIconSize
		}
		place(head.arrow, arrowX, (size.Height-theme.SmallIconSize)/2, theme.SmallIconSize, theme.SmallIconSize)
		place(head.edge, h.edgeOf(starts[i], widths[i]), (height-headEdge)/2, theme.Stroke, headEdge)
	}
	if h.at >= 0 && h.at < len(widths) && widths[h.at] == absent {
		h.at = h.beside(-1)
	}
	if h.at == boxHead {
		place(s.ring, tableSide-theme.Gap4, (height-checkSize)/2-theme.Gap4, checkSize+theme.Gap8, checkSize+theme.Gap8)
	} else if h.at < len(starts) {
		place(s.ring, starts[h.at]-edgeReach, 2, widths[h.at]+2*edgeReach, height-4)
	}
}

func (h *tableHeader) paint(s *headDrawing) {
	setBox(s.box, theme.ColorSunken, theme.ColorTransparent, 0)
	setBox(s.line, theme.ColorBorder, theme.ColorTransparent, 0)
	setRing(s.ring, h.focused)
	s.check.paint(h.table.allChecked(), checkLook{hovered: h.hovered == boxHead, disabled: h.table.length == 0})
	s.check.box.Hidden = !h.table.checks
	s.check.mark.Hidden = s.check.mark.Hidden || !h.table.checks
	for i, head := range s.heads {
		column := &h.table.columns[i]
		color, icon := theme.ColorMuted, resources.Icon("")
		if column.Sorted {
			icon = resources.IconChevronDown
			if column.Ascending {
				icon = resources.IconChevronUp
			}
		}
		if column.Sorted || i == h.hovered && h.table.OnSort != nil {
			color = theme.ColorText
		}
		head.title.Text, head.title.Color, head.title.TextSize = column.Title, theme.Color(color), theme.Size(theme.SizeCaption)
		head.title.TextStyle.Bold = column.Sorted
		setIcon(head.arrow, icon, theme.ColorText, theme.SmallIconSize)
		setBox(head.edge, theme.ColorFieldEdge, theme.ColorTransparent, 0)
		head.edge.Hidden = h.hovered == noHead && !h.focused || !h.table.resizable(i)
	}
}
