package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

// Panel is a box behind an object: a fill, a border and rounded corners, by role.
type Panel struct {
	base
	Fill, Line fyne.ThemeColorName
	Radius     float32
	content    fyne.CanvasObject
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
	box := newBox(p.Radius)
	objects := []fyne.CanvasObject{box}
	if p.content != nil {
		objects = append(objects, p.content)
	}
	r := &drawn{owner: p, objects: objects}
	r.layout = func(size fyne.Size) { fill(objects, size) }
	r.minSize = func() fyne.Size { return maxSize(objects[1:]) }
	r.paint = func() {
		stroke := theme.Stroke
		if p.Line == theme.ColorTransparent {
			stroke = 0
		}
		setBox(box, p.Fill, p.Line, stroke)
		box.CornerRadius = p.Radius
	}
	r.paint()
	return p.keep(r)
}

// IconView shows one line icon in a theme colour.
type IconView struct {
	base
	icon  resources.Icon
	color fyne.ThemeColorName
	size  float32
}

var _ fyne.Widget = (*IconView)(nil)

// NewIcon returns an icon of a size in units; below 16 its stroke is heavier.
func NewIcon(icon resources.Icon, color fyne.ThemeColorName, size float32) *IconView {
	i := &IconView{icon: icon, color: color, size: size}
	i.ExtendBaseWidget(i)
	return i
}

// Set shows another icon or colour.
func (i *IconView) Set(icon resources.Icon, color fyne.ThemeColorName) {
	if i.icon == icon && i.color == color {
		return
	}
	i.icon, i.color = icon, color
	i.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (i *IconView) CreateRenderer() fyne.WidgetRenderer {
	image := newImage()
	r := &drawn{owner: i, objects: []fyne.CanvasObject{image}}
	r.layout = func(size fyne.Size) {
		place(image, (size.Width-i.size)/2, (size.Height-i.size)/2, i.size, i.size)
	}
	r.minSize = func() fyne.Size { return fyne.NewSquareSize(i.size) }
	r.paint = func() { setIcon(image, i.icon, i.color, i.size) }
	r.paint()
	return i.keep(r)
}

func newImage() *canvas.Image {
	return &canvas.Image{FillMode: canvas.ImageFillContain}
}

// setIcon hides the image where there is no icon.
func setIcon(image *canvas.Image, icon resources.Icon, color fyne.ThemeColorName, size float32) {
	if icon == "" {
		image.Hide()
		return
	}
	image.Resource = colored(icon, color, size)
	image.Show()
}
