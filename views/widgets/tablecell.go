package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

// TableColumn is one column of a DataTable.
type TableColumn struct {
	// Key names the column where its width is kept; one without a key keeps the
	// width that it has.
	Key   string
	Title string
	// Width in units; 0 shares the width that the fixed columns leave, in proportion to
	// Share, which is at least 1.
	Width, Share float32
	// From is the width in units from which a table has the column; narrower ones leave
	// it out.
	From float32
	// Right aligns the column to the right, as amounts are.
	Right bool
	// Sorted marks the column that orders the rows; Ascending is its direction.
	Sorted, Ascending bool
}

// TableCell is what stands in one cell.
type TableCell struct {
	Text string
	// Then is what the text became: it stands after an arrow. A badge has none.
	Then string
	Icon resources.Icon
	Role theme.Role
	// Badge draws the text as a badge in the role's colours. Otherwise the role
	// colours the icon, and the text too where there is none.
	Badge bool
	// Muted steps back; Bold stands out.
	Muted, Bold bool
}

// Between a text and what it became.
const (
	thenGap   = theme.Gap8
	thenArrow = theme.IconSize + 2*thenGap
)

// cellShape is the primitives of one cell; a row keeps and refills them. Badge, icon and
// what follows an arrow are made when they are first needed: most cells have none.
type cellShape struct {
	badge *badgeShape
	icon  *canvas.Image
	text  *canvas.Text
	arrow *canvas.Image
	then  *canvas.Text
	cell  TableCell
	right bool
	away  bool // the table is too narrow for the column
}

func newCellShape(right bool) *cellShape {
	return &cellShape{text: canvas.NewText("", nil), right: right}
}

func (c *cellShape) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{c.text}
	if c.icon != nil {
		objects = append(objects, c.icon)
	}
	if c.then != nil {
		objects = append(objects, c.arrow, c.then)
	}
	if c.badge != nil {
		objects = append(objects, c.badge.objects()...)
	}
	return objects
}

// paint colours the cell, and reports whether it has primitives that it had not.
func (c *cellShape) paint() (grown bool) {
	cell := c.cell
	if cell.Badge && c.badge == nil {
		c.badge, grown = newBadgeShape(), true
	}
	if cell.Icon != "" && !cell.Badge && c.icon == nil {
		c.icon, grown = newImage(), true
	}
	if c.badge != nil {
		c.paintBadge()
	}
	if c.icon != nil {
		icon := cell.Icon
		if cell.Badge {
			icon = ""
		}
		setIcon(c.icon, icon, cell.Role.Text(), theme.IconSize)
	}
	if cell.Then != "" && c.then == nil {
		c.arrow, c.then, grown = newImage(), canvas.NewText("", nil), true
	}
	textName := theme.ColorText
	if cell.Muted {
		textName = theme.ColorMuted
	}
	if cell.Role != theme.RolePlain && cell.Icon == "" {
		textName = cell.Role.Text()
	}
	c.text.Hidden = cell.Badge
	c.text.Text, c.text.Color = cell.Text, theme.Color(textName)
	c.text.TextSize, c.text.TextStyle.Bold = theme.Size(theme.SizeText), cell.Bold
	if c.then != nil {
		c.paintThen()
	}
	return grown
}

// paintThen writes what the text became in the text's own style.
func (c *cellShape) paintThen() {
	arrow := resources.IconArrowRight
	if c.cell.Then == "" || c.cell.Badge {
		arrow = ""
	}
	setIcon(c.arrow, arrow, theme.ColorMuted, theme.IconSize)
	c.then.Hidden = arrow == ""
	c.then.Text, c.then.Color = c.cell.Then, c.text.Color
	c.then.TextSize, c.then.TextStyle = c.text.TextSize, c.text.TextStyle
}

func (c *cellShape) paintBadge() {
	b := c.badge
	b.box.Hidden, b.text.Hidden = !c.cell.Badge, !c.cell.Badge
	if !c.cell.Badge {
		b.icon.Hide()
		return
	}
	b.paint(c.cell.Role, c.cell.Icon, c.cell.Text)
}

// hide leaves the cell out until it is placed again.
func (c *cellShape) hide() {
	c.away = true
	for _, object := range c.objects() {
		object.Hide()
	}
}

func (c *cellShape) place(x, width, height float32) {
	if c.away {
		c.away = false
		c.paint()
	}
	if c.cell.Badge {
		c.badge.fit(c.cell.Text, width)
		if own := c.badge.width(); c.right {
			x += width - own
		}
		c.badge.place(x, (height-theme.BadgeHeight)/2)
		return
	}
	if c.icon != nil && c.icon.Visible() {
		place(c.icon, x, (height-theme.IconSize)/2, theme.IconSize, theme.IconSize)
		x += theme.IconSize + 6
		width -= theme.IconSize + 6
	}
	c.text.Alignment = fyne.TextAlignLeading
	if c.cell.Then != "" {
		c.placeThen(x, width, height)
		return
	}
	if c.right {
		c.text.Alignment = fyne.TextAlignTrailing
	}
	c.text.Text = shorten(c.cell.Text, width, measured(c.text))
	placeText(c.text, x, 0, width, height)
}

// placeThen puts an arrow and what follows it after the text. Without room for both,
// what follows is shortened first, down to a third of the cell.
func (c *cellShape) placeThen(x, width, height float32) {
	measure := measured(c.text)
	room := max(width-thenArrow, 0)
	before := min(measure(c.cell.Text), max(room-measure(c.cell.Then), room*2/3))
	c.text.Text = shorten(c.cell.Text, before, measure)
	placeText(c.text, x, 0, before, height)
	place(c.arrow, x+before+thenGap, (height-theme.IconSize)/2, theme.IconSize, theme.IconSize)
	c.then.Text = shorten(c.cell.Then, room-before, measure)
	placeText(c.then, x+before+thenArrow, 0, room-before, height)
}

// measured is how wide a text would be in the style of another.
func measured(like *canvas.Text) func(string) float32 {
	return func(text string) float32 {
		return fyne.MeasureText(text, like.TextSize, like.TextStyle).Width
	}
}
