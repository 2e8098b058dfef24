package widgets

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

const (
	avatarSize      float32 = 28
	identityHeight  float32 = 44
	identityPadding         = theme.Gap8
	identityMinText float32 = 80
)

// Identity is an account or a person that can be chosen: initials, a name and a
// sentence under it.
type Identity struct {
	press
	title, note string
	round       bool
	trailing    resources.Icon
	right       []string
}

var _ fyne.Widget = (*Identity)(nil)

// NewIdentity returns a row with a name and what is said under it.
func NewIdentity(title, note string, onTapped func()) *Identity {
	i := &Identity{title: title, note: note}
	i.init(i, onTapped)
	return i
}

// Round makes the initials stand in a circle, as people's do, and returns the row.
func (i *Identity) Round() *Identity {
	i.round = true
	return i
}

// WithTrailing puts an icon at the right end and returns the row.
func (i *Identity) WithTrailing(icon resources.Icon) *Identity {
	i.trailing = icon
	return i
}

// WithRight puts words before the right end, a line each, and returns the row.
func (i *Identity) WithRight(lines ...string) *Identity {
	i.right = lines
	return i
}

// Set shows another name and sentence.
func (i *Identity) Set(title, note string) {
	if i.title == title && i.note == note {
		return
	}
	i.title, i.note = title, note
	i.Refresh()
}

// Natural is the width, in units, at which nothing of the row is cut.
func (i *Identity) Natural() float32 {
	measure := func(text string, size fyne.ThemeSizeName, style fyne.TextStyle) float32 {
		return fyne.MeasureText(text, theme.Size(size), style).Width
	}
	width := 2*identityPadding + avatarSize + theme.Gap8 +
		max(measure(i.title, theme.SizeText, fyne.TextStyle{Bold: true}), measure(i.note, theme.SizeCaption, fyne.TextStyle{}))
	widest := float32(0)
	for _, line := range i.right {
		widest = max(widest, theme.Gap8+measure(line, theme.SizeCaption, fyne.TextStyle{}))
	}
	width += widest
	if i.trailing != "" {
		width += theme.Gap8 + theme.IconSize
	}
	return width
}

// Label returns the name.
func (i *Identity) Label() string { return i.title }

// CreateRenderer links the widget to its renderer.
func (i *Identity) CreateRenderer() fyne.WidgetRenderer {
	box, avatar := newBox(theme.RadiusControl), newEdge(theme.RadiusControl)
	letters := canvas.NewText("", nil)
	letters.Alignment = fyne.TextAlignCenter
	title, note := NewBold("").Shortening(identityMinText), NewCaption("").Shortening(identityMinText)
	row := HStack(theme.Gap8, Gap(avatarSize, avatarSize), Grow(VStack(0, title, note)))
	right := VStack(0)
	for _, line := range i.right {
		right.Add(NewCaption(line).Right())
	}
	if len(i.right) > 0 {
		row.Add(right)
	}
	if i.trailing != "" {
		row.Add(NewIcon(i.trailing, theme.ColorMuted, theme.IconSize))
	}
	r := &drawn{owner: i, objects: []fyne.CanvasObject{box, row, avatar, letters}}
	r.minSize = func() fyne.Size {
		return fyne.NewSize(row.MinSize().Width+2*identityPadding, identityHeight)
	}
	r.layout = func(size fyne.Size) {
		fill([]fyne.CanvasObject{box}, size)
		place(row, identityPadding, 0, size.Width-2*identityPadding, size.Height)
		top := (size.Height - avatarSize) / 2
		place(avatar, identityPadding, top, avatarSize, avatarSize)
		placeText(letters, identityPadding, top, avatarSize, avatarSize)
	}
	r.paint = func() {
		title.SetText(i.title)
		note.SetText(i.note)
		i.paint(box, avatar)
		letters.Text, letters.Color = Initials(i.title), theme.Color(theme.RoleNeutral.Text())
		letters.TextSize, letters.TextStyle = theme.Size(theme.SizeCaption), fyne.TextStyle{Bold: true}
	}
	r.paint()
	return i.keep(r)
}

func (i *Identity) paint(box *canvas.Rectangle, avatar *edge) {
	fillName, lineName := theme.ColorTransparent, theme.ColorTransparent
	if i.hovered {
		fillName = theme.ColorHover
	}
	if i.focused {
		lineName = theme.ColorFocus
	}
	setBox(box, fillName, lineName, theme.FocusStroke)
	avatar.set(theme.RoleNeutral.Fill(), theme.RoleNeutral.Line(), theme.Stroke)
	if i.round {
		avatar.radius = avatarSize / 2
	}
}

// Initials are the first letters of a name's first and last word; none of none.
func Initials(name string) string {
	var letters []rune
	for _, word := range strings.Fields(name) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(first) || unicode.IsDigit(first) {
			letters = append(letters, unicode.ToUpper(first))
		}
	}
	if len(letters) > 2 {
		letters = []rune{letters[0], letters[len(letters)-1]}
	}
	return string(letters)
}
