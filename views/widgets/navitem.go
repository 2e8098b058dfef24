package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const navBarWidth float32 = 3

// NavItem leads to a page from the sidebar.
type NavItem struct {
	press
	icon     resources.Icon
	label    string
	selected bool
}

var _ fyne.Widget = (*NavItem)(nil)

// NewNavItem returns an item with an icon and the page's name.
func NewNavItem(icon resources.Icon, label string, onTapped func()) *NavItem {
	n := &NavItem{icon: icon, label: label}
	n.init(n, onTapped)
	return n
}

// Label returns the page's name.
func (n *NavItem) Label() string { return n.label }

// SetSelected marks the item's page as the one on screen.
func (n *NavItem) SetSelected(selected bool) {
	if n.selected == selected {
		return
	}
	n.selected = selected
	n.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (n *NavItem) CreateRenderer() fyne.WidgetRenderer {
	box, bar := newEdge(theme.RadiusControl), newBox(navBarWidth/2)
	icon, text := newImage(), canvas.NewText(n.label, nil)
	r := &drawn{owner: n, objects: []fyne.CanvasObject{box, bar, icon, text}}
	r.paint = func() { n.paint(box, bar, icon, text) }
	r.minSize = func() fyne.Size {
		bold := fyne.MeasureText(n.label, theme.Size(theme.SizeText), fyne.TextStyle{Bold: true})
		return fyne.NewSize(theme.Gap8+theme.IconSize+10+bold.Width+theme.Gap8, theme.ControlHeight)
	}
	r.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		place(bar, 0, theme.Gap8, navBarWidth, size.Height-2*theme.Gap8)
		place(icon, theme.Gap8, (size.Height-theme.IconSize)/2, theme.IconSize, theme.IconSize)
		x := theme.Gap8 + theme.IconSize + 10
		placeText(text, x, 0, size.Width-x, size.Height)
	}
	r.paint()
	return n.keep(r)
}

func (n *NavItem) paint(box *edge, bar *canvas.Rectangle, icon *canvas.Image, text *canvas.Text) {
	fillName, lineName, textName := theme.ColorSide, theme.ColorTransparent, theme.ColorMuted
	if n.hovered {
		fillName, textName = theme.ColorHover, theme.ColorText
	}
	if n.selected {
		fillName, lineName, textName = theme.ColorSurface, theme.ColorBorder, theme.ColorText
	}
	stroke := theme.Stroke
	if n.focused {
		lineName, stroke = theme.ColorFocus, theme.FocusStroke
	}
	box.set(fillName, lineName, stroke)
	setBox(bar, theme.ColorSelectionBar, theme.ColorTransparent, 0)
	bar.Hidden = !n.selected
	setIcon(icon, n.icon, textName, theme.IconSize)
	text.Color, text.TextSize = theme.Color(textName), theme.Size(theme.SizeText)
	text.TextStyle = fyne.TextStyle{Bold: n.selected}
}
