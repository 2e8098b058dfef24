package palette

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// least is what is left of a title and of what is said beside it.
const least float32 = 60

// row is an entry on the palette. The keyboard stays in the line that is typed in, so
// that a row is chosen and never focused.
type row struct {
	widget.BaseWidget
	entry   Entry
	onTaken func()

	root         *fyne.Container
	panel        *widgets.Panel
	right, enter fyne.CanvasObject
	chosen       bool
}

var (
	_ fyne.Widget       = (*row)(nil)
	_ fyne.Tappable     = (*row)(nil)
	_ fyne.Accessible   = (*row)(nil)
	_ desktop.Hoverable = (*row)(nil)
)

func newRow(e Entry, onTaken func()) *row {
	r := &row{entry: e, onTaken: onTaken, panel: widgets.NewPanel(nil)}
	r.panel.Fill, r.panel.Line, r.panel.Radius = theme.ColorTransparent, theme.ColorTransparent, theme.RadiusControl
	r.right, r.enter = widgets.NewCaption(e.Right).Right(), widgets.NewKeyCap(words.T("Enter"))
	r.enter.Hide()
	text := container.New(titleLayout{e.Title}, widgets.NewText(e.Title).Shortening(least), widgets.NewMuted(e.Note).Shortening(least))
	line := widgets.HStack(theme.Gap12, widgets.NewIcon(e.Icon, theme.ColorMuted, theme.IconSize), widgets.Grow(text), r.right, r.enter)
	r.root = container.NewStack(r.panel, widgets.Fixed(widgets.Inset(line, 0, theme.Gap12, 0, theme.Gap12), 0, theme.RowHeight))
	r.ExtendBaseWidget(r)
	return r
}

// Label is what the entry is called.
func (r *row) Label() string { return r.entry.Title }

// AccessibilityLabel is the entry with what is said beside it.
func (r *row) AccessibilityLabel() string { return r.entry.Title + " " + r.entry.Note }

// AccessibilityRole is that of a button.
func (r *row) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// choose marks the row as the one that Enter takes.
func (r *row) choose(chosen bool) {
	r.chosen = chosen
	if chosen {
		r.right.Hide()
		r.enter.Show()
	} else {
		r.enter.Hide()
		r.right.Show()
	}
	r.fill(theme.ColorTransparent)
}

func (r *row) fill(color fyne.ThemeColorName) {
	if r.chosen {
		color = theme.ColorSelection
	}
	r.panel.Fill = color
	r.root.Refresh()
}

// Tapped takes the entry.
func (r *row) Tapped(*fyne.PointEvent) { r.onTaken() }

// MouseIn shows the hover colour.
func (r *row) MouseIn(*desktop.MouseEvent) { r.fill(theme.ColorHover) }

// MouseMoved does nothing.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut hides the hover colour.
func (r *row) MouseOut() { r.fill(theme.ColorTransparent) }

// Parts is what the row is drawn with.
func (r *row) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{r.root} }

// CreateRenderer links the widget to its renderer.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.root) }

// titleLayout gives a title the room that it takes, and what is said beside it the
// rest.
type titleLayout struct{ title string }

func (titleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(least, objects[0].MinSize().Height)
}

func (t titleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	title := min(size.Width, fyne.MeasureText(t.title, theme.Size(theme.SizeText), fyne.TextStyle{}).Width)
	rest := size.Width - title - theme.Gap12
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(title, size.Height))
	objects[1].Move(fyne.NewPos(title+theme.Gap12, 0))
	objects[1].Resize(fyne.NewSize(max(rest, 0), size.Height))
}
