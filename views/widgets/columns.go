package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Column is one column of Columns.
type Column struct {
	Content fyne.CanvasObject
	// Width in units; 0 shares the width that the fixed columns leave.
	Width float32
}

// Columns puts fixed and flexible columns side by side. Where the width is below
// the breakpoint they go under one another, in their order and all as wide as
// the page. The gap is the same both ways.
func Columns(breakpoint, gap float32, columns ...Column) *fyne.Container {
	widths := make([]float32, len(columns))
	contents := make([]fyne.CanvasObject, len(columns))
	for i, column := range columns {
		widths[i], contents[i] = column.Width, column.Content
	}
	return container.New(&columnsLayout{breakpoint: breakpoint, gap: gap, widths: widths, under: vStack{gap: gap}}, contents...)
}

type columnsLayout struct {
	breakpoint, gap float32
	widths          []float32
	under           vStack
	stacked         bool
	known           bool // a width was given: before that, the columns count as side by side
}

// MinSize is as narrow as the stacked form, which any width can be turned into.
func (c *columnsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	stacked := c.under.MinSize(objects)
	if c.known && c.stacked {
		return stacked
	}
	return fyne.NewSize(stacked.Width, maxSize(objects).Height)
}

func (c *columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c.known = true
	c.stacked = size.Width < c.breakpoint
	if c.stacked {
		c.under.Layout(objects, size)
		return
	}
	flexible, left := 0, size.Width-c.gap*float32(len(objects)-1)
	for _, width := range c.widths {
		left -= width
		if width == 0 {
			flexible++
		}
	}
	x := float32(0)
	for i, object := range objects {
		width := c.widths[i]
		if width == 0 {
			width = share(left, flexible)
		}
		place(object, x, 0, width, size.Height)
		x += width + c.gap
	}
}
