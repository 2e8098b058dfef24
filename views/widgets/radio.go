package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	radioRowHeight float32 = 44
	radioSize      float32 = 16
)

// RadioOption is one row of a RadioGroup.
type RadioOption struct {
	Icon  resources.Icon
	Title string
	// Note stands at the right, or under the title where there is no room, and steps
	// back.
	Note string
	// Disabled rows cannot be chosen; the note says why.
	Disabled bool
}

// RadioGroup lets the person choose one of several rows, such as how to pay.
// Each row takes the keyboard's focus; Up and Down go to its neighbours and
// choose them.
type RadioGroup struct {
	base
	// OnChanged is called with the row's index after the person chose another;
	// it may be nil.
	OnChanged func(index int)

	rows     []*radioRow
	selected int
}

var _ fyne.Widget = (*RadioGroup)(nil)

// NewRadioGroup returns rows with one of them chosen; -1 chooses none.
func NewRadioGroup(options []RadioOption, selected int, onChanged func(index int)) *RadioGroup {
	g := &RadioGroup{selected: selected, OnChanged: onChanged}
	for i, option := range options {
		g.rows = append(g.rows, newRadioRow(g, i, option))
	}
	g.ExtendBaseWidget(g)
	return g
}

// SetSelected shows another row as chosen without calling OnChanged.
func (g *RadioGroup) SetSelected(index int) {
	g.selected = index
	g.Refresh()
}

// Focus returns what takes the keyboard: the row that is chosen, the first one where
// none is.
func (g *RadioGroup) Focus() fyne.Focusable { return g.rows[max(g.selected, 0)] }

func (g *RadioGroup) choose(index int) {
	if index == g.selected {
		return
	}
	g.SetSelected(index)
	if g.OnChanged != nil {
		g.OnChanged(index)
	}
}

// step moves focus and choice from a row to the next one that can be chosen.
func (g *RadioGroup) step(from, by int) {
	for i := from + by; i >= 0 && i < len(g.rows); i += by {
		if g.rows[i].disabled {
			continue
		}
		takeFocus(g.rows[i])
		g.choose(i)
		return
	}
}

// CreateRenderer links the widget to its renderer.
func (g *RadioGroup) CreateRenderer() fyne.WidgetRenderer {
	stack := VStack(theme.Gap8)
	for _, row := range g.rows {
		stack.Add(row)
	}
	return g.keep(newComposed(stack, nil))
}

type radioRow struct {
	press
	group  *RadioGroup
	index  int
	option RadioOption
}

func newRadioRow(group *RadioGroup, index int, option RadioOption) *radioRow {
	r := &radioRow{group: group, index: index, option: option}
	r.init(r, func() {
		takeFocus(r)
		group.choose(index)
	})
	r.disabled = option.Disabled
	return r
}

// TypedKey goes to a neighbour, or chooses this row.
func (r *radioRow) TypedKey(event *fyne.KeyEvent) {
	switch event.Name {
	case fyne.KeyUp:
		r.group.step(r.index, -1)
	case fyne.KeyDown:
		r.group.step(r.index, 1)
	default:
		r.press.TypedKey(event)
	}
}

func (r *radioRow) CreateRenderer() fyne.WidgetRenderer {
	ring, box := newBox(theme.RadiusControl+theme.FocusGap+theme.FocusStroke), newEdge(theme.RadiusControl)
	circle, dot, icon := newEdge(radioSize/2), newBox(3), newImage()
	title, note := canvas.NewText(r.option.Title, nil), canvas.NewText(r.option.Note, nil)
	d := &drawn{owner: r, objects: []fyne.CanvasObject{ring, box, circle, dot, icon, title, note}}
	const textX = theme.Gap12 + radioSize + theme.Gap12 + theme.IconSize + theme.Gap12
	d.minSize = func() fyne.Size {
		return fyne.NewSize(textX+max(title.MinSize().Width, note.MinSize().Width)+theme.Gap12, radioRowHeight)
	}
	d.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		placeRing(ring, size)
		y := (size.Height - radioSize) / 2
		place(circle, theme.Gap12, y, radioSize, radioSize)
		place(dot, theme.Gap12+5, y+5, 6, 6)
		place(icon, theme.Gap12+radioSize+theme.Gap12, y, theme.IconSize, theme.IconSize)
		width := note.MinSize().Width
		if textX+title.MinSize().Width+theme.Gap16+width+theme.Gap12 > size.Width { // the note goes under the title
			half := size.Height / 2
			placeText(title, textX, theme.Gap4, title.MinSize().Width, half-theme.Gap4)
			placeText(note, textX, half, width, half-theme.Gap4)
			return
		}
		placeText(title, textX, 0, title.MinSize().Width, size.Height)
		placeText(note, size.Width-theme.Gap12-width, 0, width, size.Height)
	}
	d.paint = func() {
		r.paintRow(ring, box, icon, title, note)
		r.paintMark(circle, dot)
	}
	d.paint()
	return r.keep(d)
}

func (r *radioRow) paintRow(ring *canvas.Rectangle, box *edge, icon *canvas.Image, title, note *canvas.Text) {
	fillName, lineName, textName, noteName := theme.ColorSurface, theme.ColorBorder, theme.ColorText, theme.ColorMuted
	switch {
	case r.disabled:
		fillName, textName, noteName = theme.ColorDisabledFill, theme.ColorFaint, theme.ColorFaint
	case r.group.selected == r.index:
		fillName, lineName = theme.ColorSelection, theme.ColorSelectionBar
	case r.hovered:
		fillName = theme.ColorHover
	}
	box.set(fillName, lineName, theme.Stroke)
	setRing(ring, r.focused)
	setIcon(icon, r.option.Icon, noteName, theme.IconSize)
	title.Color, title.TextSize = theme.Color(textName), theme.Size(theme.SizeText)
	note.Color, note.TextSize = theme.Color(noteName), theme.Size(theme.SizeCaption)
}

func (r *radioRow) paintMark(circle *edge, dot *canvas.Rectangle) {
	chosen := r.group.selected == r.index
	if chosen {
		circle.set(theme.ColorPrimary, theme.ColorTransparent, 0)
	} else {
		circle.set(theme.ColorSurface, theme.ColorFieldEdge, theme.Stroke)
	}
	setBox(dot, theme.ColorOnPrimary, theme.ColorTransparent, 0)
	dot.Hidden = !chosen
}

// First is the row that the keyboard should start at: the chosen one, or the first one.
func (g *RadioGroup) First() fyne.Focusable {
	if len(g.rows) == 0 {
		return nil
	}
	return g.rows[max(g.selected, 0)]
}
