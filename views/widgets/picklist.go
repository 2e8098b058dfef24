package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
)

// PickOption is one row of a PickList.
type PickOption struct {
	Icon  resources.Icon
	Title string
}

// PickList is a list of which one row is open beside it. Each row takes the keyboard's
// focus; Up and Down go to its neighbours, Home and End to the first and the last, and Enter
// or Space opens the row.
type PickList struct {
	base
	// OnPicked is called with the row's index after the person opened another; it may be
	// nil.
	OnPicked func(index int)

	rows   []*pickRow
	picked int
}

var _ fyne.Widget = (*PickList)(nil)

// NewPickList returns rows with one of them open.
func NewPickList(options []PickOption, picked int, onPicked func(index int)) *PickList {
	p := &PickList{picked: picked, OnPicked: onPicked}
	for i, option := range options {
		p.rows = append(p.rows, newPickRow(p, i, option))
	}
	p.ExtendBaseWidget(p)
	return p
}

// SetPicked shows another row as open without calling OnPicked.
func (p *PickList) SetPicked(index int) {
	if p.picked == index {
		return
	}
	p.picked = index
	p.Refresh()
}

// Focus is the row that the keyboard should start at.
func (p *PickList) Focus() fyne.Focusable { return p.rows[max(p.picked, 0)] }

func (p *PickList) pick(index int) {
	if p.picked == index {
		return
	}
	p.SetPicked(index)
	if p.OnPicked != nil {
		p.OnPicked(index)
	}
}

// goTo moves the focus, and stays at the ends.
func (p *PickList) goTo(index int) { takeFocus(p.rows[min(max(index, 0), len(p.rows)-1)]) }

// CreateRenderer links the widget to its renderer.
func (p *PickList) CreateRenderer() fyne.WidgetRenderer {
	stack := VStack(2)
	for _, row := range p.rows {
		stack.Add(row)
	}
	return p.keep(newComposed(stack, nil))
}

type pickRow struct {
	press
	list   *PickList
	index  int
	option PickOption
}

func newPickRow(list *PickList, index int, option PickOption) *pickRow {
	r := &pickRow{list: list, index: index, option: option}
	r.init(r, func() { list.pick(index) })
	return r
}

// Label is what the row says.
func (r *pickRow) Label() string { return r.option.Title }

// TypedKey moves the focus, or opens the row.
func (r *pickRow) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyUp:
		r.list.goTo(r.index - 1)
	case fyne.KeyDown:
		r.list.goTo(r.index + 1)
	case fyne.KeyHome:
		r.list.goTo(0)
	case fyne.KeyEnd:
		r.list.goTo(len(r.list.rows) - 1)
	default:
		r.press.TypedKey(event)
	}
}

// pickPadding is above and below a title of several lines.
const pickPadding float32 = 6

func (r *pickRow) CreateRenderer() fyne.WidgetRenderer {
	box, icon, chevron := newEdge(theme.RadiusControl), newImage(), newImage()
	title := NewParagraph(r.option.Title)
	d := &drawn{owner: r, objects: []fyne.CanvasObject{box, icon, title, chevron}}
	const textX = theme.Gap12 + theme.IconSize + theme.Gap12
	const rest = textX + theme.Gap8 + theme.IconSize + theme.Gap12
	d.minSize = func() fyne.Size {
		own := title.MinSize()
		return fyne.NewSize(own.Width+rest, max(theme.LargeHeight, own.Height+2*pickPadding))
	}
	d.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		y := (size.Height - theme.IconSize) / 2
		place(icon, theme.Gap12, y, theme.IconSize, theme.IconSize)
		title.Resize(fyne.NewSize(size.Width-rest, title.Size().Height)) // its height follows from its width
		height := title.MinSize().Height
		place(title, textX, (size.Height-height)/2, size.Width-rest, height)
		place(chevron, size.Width-theme.Gap12-theme.IconSize, y, theme.IconSize, theme.IconSize)
	}
	d.paint = func() {
		picked := r.list.picked == r.index
		fillName, lineName, iconName, stroke := theme.ColorTransparent, theme.ColorTransparent, theme.ColorMuted, theme.Stroke
		switch {
		case picked:
			fillName, iconName = theme.ColorSelection, theme.ColorText
		case r.hovered:
			fillName = theme.ColorHover
		}
		if r.focused {
			lineName, stroke = theme.ColorFocus, theme.FocusStroke
		}
		box.set(fillName, lineName, stroke)
		setIcon(icon, r.option.Icon, iconName, theme.IconSize)
		setIcon(chevron, resources.IconChevronRight, theme.ColorMuted, theme.IconSize)
		title.SetBold(picked)
	}
	d.paint()
	return r.keep(d)
}
