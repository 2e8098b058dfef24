package widgets

import (
	"bytes"
	"fmt"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

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
func setIcon(image *canvas.Image, icon resources.Icon, name fyne.ThemeColorName, size float32) {
	if icon == "" {
		image.Hide()
		return
	}
	source := icon.Resource()
	if size < theme.IconSize {
		source = icon.Heavy()
	}
	image.Resource = colored(source, theme.Color(name))
	image.Show()
}

// drawings remembers what the icons of a widget were drawn of. Reading an icon is most
// of the work of drawing a widget, so one that looks as before is not drawn again.
type drawings map[*canvas.Image]drawing

type drawing struct {
	of    fyne.Resource
	scale float32 // of the window; 0 where it was not in one
}

// refresh has an object drawn anew where that can be seen.
func (d *drawings) refresh(object fyne.CanvasObject) {
	image, ok := object.(*canvas.Image)
	if !ok {
		object.Refresh()
		return
	}
	if !image.Visible() {
		return
	}
	now := drawing{of: image.Resource}
	if c := fyne.CurrentApp().Driver().CanvasForObject(image); c != nil {
		now.scale = c.Scale()
	}
	if (*d)[image] == now {
		return
	}
	if *d == nil {
		*d = drawings{}
	}
	(*d)[image] = now
	image.Refresh()
}

// coloredIcons keeps icons by name and colour: a few dozen of each are in use.
var coloredIcons sync.Map

// colored draws a black icon in a colour. The toolkit's own recolouring changes
// fills only, and line icons are strokes.
func colored(source fyne.Resource, c color.Color) fyne.Resource {
	nrgba, ok := color.NRGBAModel.Convert(c).(color.NRGBA)
	if !ok {
		return source
	}
	hex := fmt.Sprintf("%02x%02x%02x", nrgba.R, nrgba.G, nrgba.B)
	name := hex + "-" + source.Name()
	if known, ok := coloredIcons.Load(name); ok {
		if resource, ok := known.(fyne.Resource); ok {
			return resource
		}
	}
	content := bytes.ReplaceAll(source.Content(), []byte("#000000"), []byte("#"+hex))
	resource := fyne.NewStaticResource(name, content)
	coloredIcons.Store(name, resource)
	return resource
}
