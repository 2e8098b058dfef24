package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	navBarWidth float32 = 3
	navGap      float32 = 10 // between the icon and the name
	markPadding float32 = 7
)

// NavMark says at an item's right end that something there needs attention; the
// zero mark says nothing.
type NavMark struct {
	Role theme.Role
	Icon resources.Icon // beside the text; may be empty
	Text string         // a number or a word
	// Words are the whole of it, for who cannot see where the mark stands.
	Words string
}

// NavItem leads to a page from the sidebar.
type NavItem struct {
	press
	icon     resources.Icon
	label    string
	selected bool
	mark     NavMark
}

var (
	_ fyne.Widget     = (*NavItem)(nil)
	_ fyne.Accessible = (*NavItem)(nil)
)

// NewNavItem returns an item with an icon and the page's name.
func NewNavItem(icon resources.Icon, label string, onTapped func()) *NavItem {
	n := &NavItem{icon: icon, label: label}
	n.init(n, onTapped)
	return n
}

// Label returns the page's name.
func (n *NavItem) Label() string { return n.label }

// SetMark says that something needs attention on the item's page, or nothing any
// more.
func (n *NavItem) SetMark(mark NavMark) {
	if n.mark == mark {
		return
	}
	n.mark = mark
	n.Refresh()
}

// AccessibilityLabel is the page's name, and what needs attention there.
func (n *NavItem) AccessibilityLabel() string {
	if n.mark.Words == "" {
		return n.label
	}
	return n.label + ": " + n.mark.Words
}

// AccessibilityRole is that of a link.
func (n *NavItem) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleLink }

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
	mark := newBadgeShape()
	mark.box.radius, mark.padding = theme.BadgeHeight/2, markPadding
	r := &drawn{owner: n, objects: append([]fyne.CanvasObject{box, bar, icon, text}, mark.objects()...)}
	r.paint = func() {
		n.paint(box, bar, icon, text)
		n.paintMark(mark)
	}
	r.minSize = func() fyne.Size {
		bold := fyne.MeasureText(n.label, theme.Size(theme.SizeText), fyne.TextStyle{Bold: true})
		width := theme.Gap8 + theme.IconSize + navGap + bold.Width + theme.Gap8
		if n.mark.Text != "" {
			width += theme.Gap8 + mark.width()
		}
		return fyne.NewSize(width, theme.ControlHeight)
	}
	r.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		place(bar, 0, theme.Gap8, navBarWidth, size.Height-2*theme.Gap8)
		place(icon, theme.Gap8, (size.Height-theme.IconSize)/2, theme.IconSize, theme.IconSize)
		x := theme.Gap8 + theme.IconSize + navGap
		end := size.Width - theme.Gap8
		if n.mark.Text != "" {
			mark.place(end-mark.width(), (size.Height-theme.BadgeHeight)/2)
			end -= mark.width() + theme.Gap8
		}
		text.Text = shorten(n.label, end-x, func(label string) float32 {
			return fyne.MeasureText(label, text.TextSize, text.TextStyle).Width
		})
		placeText(text, x, 0, end-x, size.Height)
	}
	r.paint()
	return n.keep(r)
}

// paintMark draws the mark as a pill, or not at all.
func (n *NavItem) paintMark(mark *badgeShape) {
	mark.paint(n.mark.Role, n.mark.Icon, n.mark.Text)
	mark.text.TextStyle.Bold = true
	mark.box.Hidden, mark.text.Hidden = n.mark.Text == "", n.mark.Text == ""
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
