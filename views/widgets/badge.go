package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const badgePadding float32 = 6

// Badge marks an exception with an icon, a word and a role's colours.
type Badge struct {
	base
	role theme.Role
	icon resources.Icon
	word string
}

var _ fyne.Widget = (*Badge)(nil)

// NewBadge returns a badge; an empty icon takes no room.
func NewBadge(role theme.Role, icon resources.Icon, word string) *Badge {
	b := &Badge{role: role, icon: icon, word: word}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows another status.
func (b *Badge) Set(role theme.Role, icon resources.Icon, word string) {
	if b.role == role && b.icon == icon && b.word == word {
		return
	}
	b.role, b.icon, b.word = role, icon, word
	b.Refresh()
}

// CreateRenderer links the widget to its renderer.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	shape := newBadgeShape()
	r := &drawn{owner: b, objects: shape.objects()}
	r.minSize = func() fyne.Size { return fyne.NewSize(shape.width(), theme.BadgeHeight) }
	r.layout = func(size fyne.Size) { shape.place(0, (size.Height-theme.BadgeHeight)/2) }
	r.paint = func() { shape.paint(b.role, b.icon, b.word) }
	r.paint()
	return b.keep(r)
}

// badgeShape is a badge's primitives, which table cells draw too.
type badgeShape struct {
	box     *edge
	icon    *canvas.Image
	text    *canvas.Text
	padding float32
}

// fit lets the word end in an ellipsis where the badge would be wider than its place.
func (s *badgeShape) fit(word string, width float32) {
	rest := s.width() - s.text.MinSize().Width
	s.text.Text = shorten(word, max(width-rest, 0), measured(s.text))
}

func newBadgeShape() *badgeShape {
	return &badgeShape{box: newEdge(theme.RadiusBadge), icon: newImage(), text: canvas.NewText("", nil), padding: badgePadding}
}

func (s *badgeShape) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.box, s.icon, s.text}
}

func (s *badgeShape) width() float32 {
	width := s.text.MinSize().Width + 2*s.padding
	if s.icon.Visible() {
		width += theme.SmallIconSize + theme.Gap4
	}
	return width
}

func (s *badgeShape) place(x, y float32) {
	width := s.width()
	place(s.box, x, y, width, theme.BadgeHeight)
	textX := x + s.padding
	if s.icon.Visible() {
		place(s.icon, textX, y+(theme.BadgeHeight-theme.SmallIconSize)/2, theme.SmallIconSize, theme.SmallIconSize)
		textX += theme.SmallIconSize + theme.Gap4
	}
	placeText(s.text, textX, y, x+width-s.padding-textX, theme.BadgeHeight)
}

func (s *badgeShape) paint(role theme.Role, icon resources.Icon, word string) {
	s.box.set(role.Fill(), role.Line(), theme.Stroke)
	setIcon(s.icon, icon, role.Text(), theme.SmallIconSize)
	s.text.Text, s.text.Color, s.text.TextSize = word, theme.Color(role.Text()), theme.Size(theme.SizeCaption)
}
