package invoices

import (
	"billfold/views/theme"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
)

const (
	panelWidth float32 = 384
	panelHead  float32 = 44

	searchWidth float32 = 236
	searchLeast float32 = 112
)

// barLayout is what makes the query on one line, the search taking what is left, or
// the filters under the others where that is too little.
type barLayout struct {
	stacked bool
}

func (b *barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	periods, filters := objects[1].MinSize(), objects[2].MinSize()
	size := fyne.NewSize(max(searchLeast+theme.Gap12+periods.Width, filters.Width), theme.ControlHeight)
	if b.stacked {
		size.Height += theme.Gap12 + theme.ControlHeight
	}
	return size
}

func (b *barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	search, periods, filters := objects[0], objects[1], objects[2]
	period, filter := periods.MinSize().Width, filters.MinSize().Width
	left := size.Width - period - filter - 2*theme.Gap12
	b.stacked = left < searchLeast
	put := func(o fyne.CanvasObject, x, y, width float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, theme.ControlHeight))
	}
	wide := min(left, searchWidth)
	if b.stacked {
		wide = min(size.Width-period-theme.Gap12, searchWidth)
	}
	put(search, 0, 0, wide)
	put(periods, wide+theme.Gap12, 0, period)
	if b.stacked {
		put(filters, 0, theme.ControlHeight+theme.Gap12, filter)
		return
	}
	put(filters, wide+period+2*theme.Gap12, 0, filter)
}

// waysLayout is what can be done, the first taking what the others leave, or a line of its
// own where that is too little.
type waysLayout struct {
	stacked bool
}

func (w *waysLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size, rest := objects[0].MinSize(), objects[1].MinSize()
	if w.stacked {
		return fyne.NewSize(max(size.Width, rest.Width), size.Height+theme.Gap8+rest.Height)
	}
	return fyne.NewSize(max(size.Width, rest.Width), max(size.Height, rest.Height))
}

func (w *waysLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	first, rest := objects[0], objects[1]
	least, other := first.MinSize(), rest.MinSize()
	w.stacked = least.Width+theme.Gap8+other.Width > size.Width
	if w.stacked {
		first.Resize(fyne.NewSize(size.Width, least.Height))
		rest.Move(fyne.NewPos(0, least.Height+theme.Gap8))
		rest.Resize(fyne.NewSize(size.Width, other.Height))
		return
	}
	first.Resize(fyne.NewSize(size.Width-theme.Gap8-other.Width, least.Height))
	rest.Move(fyne.NewPos(size.Width-other.Width, 0))
	rest.Resize(other)
}

// stepLayout is a line of what happened: an icon and the line to the next, what it was,
// and when.
type stepLayout struct{}

const (
	stepHeight  float32 = 40
	stepTextAt  float32 = theme.IconSize + theme.Gap12
	stepStroke  float32 = 2
	stepIconTop float32 = 1
)

func (stepLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	texts, at := objects[2].MinSize(), objects[3].MinSize()
	return fyne.NewSize(stepTextAt+texts.Width+theme.Gap12+at.Width, max(stepHeight, texts.Height+theme.Gap4))
}

func (stepLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	way, icon, texts, at := objects[0], objects[1], objects[2], objects[3]
	when := at.MinSize()
	icon.Move(fyne.NewPos(0, stepIconTop))
	icon.Resize(fyne.NewSize(theme.IconSize, theme.IconSize))
	const begin = stepIconTop + theme.IconSize + 2
	way.Move(fyne.NewPos((theme.IconSize-stepStroke)/2, begin))
	way.Resize(fyne.NewSize(stepStroke, size.Height-begin-1))
	texts.Move(fyne.NewPos(stepTextAt, 0))
	texts.Resize(fyne.NewSize(size.Width-stepTextAt-theme.Gap12-when.Width, size.Height))
	at.Move(fyne.NewPos(size.Width-when.Width, 0))
	at.Resize(fyne.NewSize(when.Width, when.Height))
}

// paneled is what a panel holds: a head, a body that scrolls, and what can be done with
// it, which stays at the lower edge.
func paneled(head, body, ways fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VStack(0,
		widgets.Fixed(widgets.Inset(head, 0, theme.Gap16, 0, theme.Gap16), 0, panelHead), widgets.Hairline(),
		widgets.Grow(widgets.NewVScroll(widgets.Inset(body, theme.Gap12, theme.Gap16, theme.Gap16, theme.Gap16))),
		widgets.Hairline(), widgets.Inset(ways, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
}
