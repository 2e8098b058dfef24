package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/views/theme"
)

const keyPadding float32 = 7

// KeyCap is a key of the keyboard: "Ctrl K".
type KeyCap struct {
	base
	text string
}

var _ fyne.Widget = (*KeyCap)(nil)

// NewKeyCap returns a key, or several that are pressed together.
func NewKeyCap(text string) *KeyCap {
	k := &KeyCap{text: text}
	k.ExtendBaseWidget(k)
	return k
}

// CreateRenderer links the widget to its renderer.
func (k *KeyCap) CreateRenderer() fyne.WidgetRenderer {
	box, text := newEdge(theme.RadiusBadge), canvas.NewText("", nil)
	r := &drawn{owner: k, objects: []fyne.CanvasObject{box, text}}
	r.minSize = func() fyne.Size {
		return fyne.NewSize(text.MinSize().Width+2*keyPadding, theme.BadgeHeight)
	}
	r.layout = func(size fyne.Size) {
		place(box, 0, 0, size.Width, size.Height)
		placeText(text, keyPadding, 0, size.Width-2*keyPadding, size.Height)
	}
	r.paint = func() {
		box.set(theme.ColorSurface, theme.RoleNeutral.Line(), theme.Stroke)
		text.Text, text.Color, text.TextSize = k.text, theme.Color(theme.ColorMuted), theme.Size(theme.SizeCaption)
	}
	r.paint()
	return k.keep(r)
}
