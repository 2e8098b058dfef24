package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

// Panel is a box behind an object: a fill, a border and rounded corners, by role.
type Panel struct {
	base
	Fill, Line fyne.ThemeColorName
	Radius     float32
	content    fyne.CanvasObject
	lowerOnly  bool // only the lower corners are round
}

var _ fyne.Widget = (*Panel)(nil)

// NewPanel returns a surface with a border and the card radius. The content may
// be nil.
func NewPanel(content fyne.CanvasObject) *Panel {
	p := &Panel{Fill: theme.ColorSurface, Line: theme.ColorBorder, Radius: theme.RadiusCard, content: content}
	p.ExtendBaseWidget(p)
	return p
}

// NewRolePanel returns a box in a role's fill and border.
func NewRolePanel(role theme.Role, content fyne.CanvasObject) *Panel {
	p := NewPanel(content)
	p.Fill, p.Line = role.Fill(), role.Line()
	return p
}

// SetRole recolours the box.
func (p *Panel) SetRole(role theme.Role) {
	p.Fill, p.Line = role.Fill(), role.Line()
	p.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	box := newEdge(p.Radius)
	objects := []fyne.CanvasObject{box}
	if p.content != nil {
		objects = append(objects, p.content)
	}
	r := &drawn{owner: p, objects: objects}
	r.layout = func(size fyne.Size) { fill(objects, size) }
	r.minSize = func() fyne.Size { return maxSize(objects[1:]) }
	r.paint = func() {
		box.set(p.Fill, p.Line, theme.Stroke)
		box.radius, box.lowerOnly = p.Radius, p.lowerOnly
	}
	r.paint()
	return p.keep(r)
}
