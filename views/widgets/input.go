package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	// entryPadding is what the toolkit keeps free around an entry's text, its edge
	// included, and entryEdge how much of it reaches beyond the place that the entry has
	// here: 7 + 18 + 7 makes the control height of 32.
	entryPadding = theme.Gap8
	entryEdge    = theme.Stroke
	inputPadding = entryPadding - entryEdge

	inputSide float32 = 4
	caretRoom float32 = 4
)

// input is the box around an entry: edge, focus, error, an icon.
type input struct {
	base
	entry     *Entry
	icon      resources.Icon
	unit      string // behind the number
	numeric   bool
	failed    bool
	proved    bool // what was typed has the form that it should have
	focused   bool
	onChanged func(string)
	onFocus   func(bool)
}

var (
	_ fyne.Widget   = (*input)(nil)
	_ fyne.Tappable = (*input)(nil)
)

func newInput() *input {
	i := &input{}
	i.entry = newEntry(func(focused bool) {
		i.focused = focused
		i.Refresh()
		if i.onFocus != nil {
			i.onFocus(focused)
		}
	})
	i.entry.OnChanged = func(text string) {
		i.Refresh() // the right edge of a number follows its width
		if i.onChanged != nil {
			i.onChanged(text)
		}
	}
	i.ExtendBaseWidget(i)
	return i
}

// Tapped puts the caret into the entry where the pointer hits the box beside it.
func (i *input) Tapped(*fyne.PointEvent) {
	takeFocus(i.entry)
}

func (i *input) CreateRenderer() fyne.WidgetRenderer {
	r := &inputRenderer{
		input: i, box: newEdge(theme.RadiusControl), icon: newImage(), alert: newImage(), unit: canvas.NewText("", nil),
	}
	r.paint()
	return i.keep(r)
}

type inputRenderer struct {
	input       *input
	box         *edge
	icon, alert *canvas.Image
	unit        *canvas.Text
	icons       drawings
}

func (r *inputRenderer) Destroy() {}

func (r *inputRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.box, r.icon, r.input.entry, r.unit, r.alert}
}

func (r *inputRenderer) MinSize() fyne.Size {
	return fyne.NewSize(64, theme.ControlHeight)
}

func (r *inputRenderer) Layout(size fyne.Size) {
	fill([]fyne.CanvasObject{r.box}, size)
	left, right := inputSide, size.Width-inputSide
	y := (size.Height - theme.IconSize) / 2
	if r.icon.Visible() {
		place(r.icon, theme.Gap12, y, theme.IconSize, theme.IconSize)
		left = theme.Gap12 + theme.IconSize
	}
	if r.alert.Visible() {
		right -= theme.Gap8 + theme.IconSize
		place(r.alert, right, y, theme.IconSize, theme.IconSize)
	}
	if r.input.unit != "" {
		width := r.unit.MinSize().Width
		right -= theme.Gap8 + width - inputSide
		placeText(r.unit, right, 0, width, size.Height)
	}
	if r.input.numeric {
		shown := r.input.entry.Text
		if shown == "" {
			shown = r.input.entry.PlaceHolder
		}
		needed := fyne.MeasureText(shown, theme.Size(theme.SizeText), fyne.TextStyle{}).Width + 2*inputPadding + caretRoom
		left = max(left, right-needed)
	}
	place(r.input.entry, left-entryEdge, -entryEdge, max(right-left, 0)+2*entryEdge, size.Height+2*entryEdge)
}

func (r *inputRenderer) Refresh() {
	r.paint()
	r.Layout(r.input.Size())
	for _, object := range r.Objects() {
		r.icons.refresh(object)
	}
	canvas.Refresh(r.input)
}

func (r *inputRenderer) paint() {
	i := r.input
	fillName, lineName, stroke := theme.ColorSurface, theme.ColorFieldEdge, theme.Stroke
	if i.failed {
		lineName = theme.RoleBad.Text()
	}
	if i.focused {
		stroke = theme.FocusStroke
		if !i.failed {
			lineName = theme.ColorFocus
		}
	}
	if i.entry.Disabled() {
		fillName, lineName = theme.ColorDisabledFill, theme.ColorBorder
	}
	r.box.set(fillName, lineName, stroke)
	r.unit.Hidden = i.unit == ""
	r.unit.Text, r.unit.Color, r.unit.TextSize = i.unit, theme.Color(theme.ColorFaint), theme.Size(theme.SizeText)
	setIcon(r.icon, i.icon, theme.ColorMuted, theme.IconSize)
	mark, markColor := resources.IconAlert, theme.RoleBad.Text()
	if !i.failed {
		mark, markColor = resources.IconCheckCircle, theme.RoleOK.Text()
	}
	setIcon(r.alert, mark, markColor, theme.IconSize)
	r.alert.Hidden = !i.failed && !i.proved
}
