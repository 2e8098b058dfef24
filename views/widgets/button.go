package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

// ButtonKind is how much a button asks for attention.
type ButtonKind int

// The kinds. A page has one primary button at most.
const (
	ButtonSecondary ButtonKind = iota
	ButtonPrimary
	ButtonGhost
	ButtonDanger
	ButtonDangerOutline
	// ButtonLink is ghost without side padding, to stand flush with an edge.
	ButtonLink
	// buttonQuiet steps back until it is used, as what copies a figure does.
	buttonQuiet
)

// Button heights in units.
const (
	ButtonNormal = theme.ControlHeight
	ButtonSmall  = theme.SmallHeight
	ButtonLarge  = theme.LargeHeight
)

const (
	buttonPadding float32 = 13
	linkHeight    float32 = 20
)

// Button does something when pressed with the pointer, Space or Enter.
type Button struct {
	press
	// OnTapped is called when the button is pressed; it may be nil.
	OnTapped func()

	kind     ButtonKind
	height   float32
	text     string
	icon     resources.Icon
	trailing resources.Icon
	square   bool
	inverse  bool // on a toast
}

var _ fyne.Widget = (*Button)(nil)

// NewButton returns a button of a kind.
func NewButton(kind ButtonKind, text string, onTapped func()) *Button {
	b := &Button{kind: kind, text: text, height: ButtonNormal, OnTapped: onTapped}
	b.init(b, func() {
		if b.OnTapped != nil {
			b.OnTapped()
		}
	})
	return b
}

// NewIconButton returns a square button that shows only an icon. The label says
// in words what it does, for Label and for screen readers.
func NewIconButton(icon resources.Icon, label string, onTapped func()) *Button {
	b := NewButton(ButtonSecondary, label, onTapped)
	b.icon, b.square = icon, true
	return b
}

// NewCopyButton returns a small square button that copies what it stands beside. The
// label says what.
func NewCopyButton(label string, onTapped func()) *Button {
	b := NewIconButton(resources.IconCopy, label, onTapped).Sized(ButtonSmall)
	b.kind = buttonQuiet
	return b
}

// WithIcon puts an icon before the text and returns the button.
func (b *Button) WithIcon(icon resources.Icon) *Button {
	b.icon = icon
	return b
}

// WithTrailing puts an icon after the text and returns the button.
func (b *Button) WithTrailing(icon resources.Icon) *Button {
	b.trailing = icon
	return b
}

// Sized sets one of the button heights and returns the button.
func (b *Button) Sized(height float32) *Button {
	b.height = height
	return b
}

// Label returns what the button says.
func (b *Button) Label() string { return b.text }

// SetText says something else.
func (b *Button) SetText(text string) {
	if b.text == text {
		return
	}
	b.text = text
	b.Refresh()
}

// SetKind asks for more attention, or less.
func (b *Button) SetKind(kind ButtonKind) {
	if b.kind == kind {
		return
	}
	b.kind = kind
	b.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		button: b, ring: newBox(theme.RadiusControl + theme.FocusGap + theme.FocusStroke), box: newEdge(theme.RadiusControl),
		icon: newImage(), trailing: newImage(), text: canvas.NewText("", nil),
	}
	r.paint()
	return b.keep(r)
}

type buttonRenderer struct {
	button         *Button
	ring           *canvas.Rectangle
	box            *edge
	icon, trailing *canvas.Image
	icons          drawings
	text           *canvas.Text
}

func (r *buttonRenderer) Destroy() {}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ring, r.box, r.icon, r.text, r.trailing}
}

func (r *buttonRenderer) MinSize() fyne.Size {
	b := r.button
	if b.square {
		return fyne.NewSquareSize(b.height)
	}
	height, padding := b.height, buttonPadding
	if b.kind == ButtonLink {
		height, padding = linkHeight, 0
	}
	return fyne.NewSize(r.contentWidth()+2*padding, height)
}

func (r *buttonRenderer) contentWidth() float32 {
	width := r.text.MinSize().Width
	for _, image := range []*canvas.Image{r.icon, r.trailing} {
		if image.Visible() {
			width += theme.IconSize + theme.Gap8
		}
	}
	return width
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	fill([]fyne.CanvasObject{r.box}, size)
	placeRing(r.ring, size)
	y := (size.Height - theme.IconSize) / 2
	if r.button.square {
		place(r.icon, (size.Width-theme.IconSize)/2, y, theme.IconSize, theme.IconSize)
		return
	}
	x := (size.Width - r.contentWidth()) / 2
	if r.icon.Visible() {
		place(r.icon, x, y, theme.IconSize, theme.IconSize)
		x += theme.IconSize + theme.Gap8
	}
	width := r.text.MinSize().Width
	placeText(r.text, x, 0, width, size.Height)
	if r.trailing.Visible() {
		place(r.trailing, x+width+theme.Gap8, y, theme.IconSize, theme.IconSize)
	}
}

func (r *buttonRenderer) Refresh() {
	r.paint()
	r.Layout(r.button.Size())
	for _, object := range r.Objects() {
		r.icons.refresh(object)
	}
	canvas.Refresh(r.button)
}

func (r *buttonRenderer) paint() {
	b := r.button
	look := buttonLooks[b.kind]
	fillName := look.fill
	switch {
	case b.disabled:
		look = buttonLook{fill: theme.ColorDisabledFill, line: theme.ColorBorder, text: theme.ColorFaint, bold: look.bold}
		if b.kind == ButtonLink || b.kind == ButtonGhost {
			look.fill, look.line = theme.ColorTransparent, theme.ColorTransparent
		}
		fillName = look.fill
	case b.hovered:
		fillName = look.hover
	}
	ringName := theme.ColorFocus
	if b.inverse {
		look.text, ringName = theme.ColorToastAction, theme.ColorToastAction
		if b.square { // the one that closes
			look.text = theme.ColorOnToast
		}
	}
	r.box.set(fillName, look.line, theme.Stroke)
	setBox(r.ring, theme.ColorTransparent, ringName, theme.FocusStroke)
	r.ring.Hidden = !b.focused
	r.text.Text, r.text.Color = b.text, theme.Color(look.text)
	r.text.TextSize, r.text.TextStyle = theme.Size(theme.SizeText), fyne.TextStyle{Bold: look.bold}
	r.text.Hidden = b.square
	setIcon(r.icon, b.icon, look.text, theme.IconSize)
	setIcon(r.trailing, b.trailing, look.text, theme.IconSize)
}

type buttonLook struct {
	fill, hover, line, text fyne.ThemeColorName
	bold                    bool
}

var buttonLooks = map[ButtonKind]buttonLook{
	ButtonSecondary:     {theme.ColorSurface, theme.ColorHover, theme.RoleNeutral.Line(), theme.ColorText, false},
	ButtonPrimary:       {theme.ColorPrimary, theme.ColorPrimaryHover, theme.ColorTransparent, theme.ColorOnPrimary, true},
	ButtonGhost:         {theme.ColorTransparent, theme.ColorHover, theme.ColorTransparent, theme.ColorLink, false},
	ButtonDanger:        {theme.ColorDanger, theme.ColorDangerHover, theme.ColorTransparent, theme.ColorOnDanger, true},
	ButtonDangerOutline: {theme.ColorSurface, theme.RoleBad.Fill(), theme.RoleBad.Line(), theme.RoleBad.Text(), false},
	ButtonLink:          {theme.ColorTransparent, theme.ColorTransparent, theme.ColorTransparent, theme.ColorLink, false},
	buttonQuiet:         {theme.ColorTransparent, theme.ColorHover, theme.ColorTransparent, theme.ColorMuted, false},
}
