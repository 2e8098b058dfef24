package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"billfold/resources"
	"billfold/views/theme"
)

// TableColumn is one column of a DataTable.
type TableColumn struct {
	Title string
	// Width in units; 0 shares the width that the fixed columns leave.
	Width float32
	// Right aligns the column to the right, as amounts are.
	Right bool
	// Sorted marks the column that orders the rows; Ascending is its direction.
	Sorted, Ascending bool
}

// TableCell is what stands in one cell.
type TableCell struct {
	Text string
	Icon resources.Icon
	Role theme.Role
	// Badge draws the text as a badge in the role's colours. Otherwise the role
	// colours the icon, and the text too where there is none.
	Badge bool
	// Muted steps back; Bold stands out.
	Muted, Bold bool
}

const (
	tableSide   float32 = 16
	tableGap    float32 = 12
	flexMinimum float32 = 96
)

// spans returns where each column begins and how wide it is.
func spans(columns []TableColumn, width float32) (starts, widths []float32) {
	left, flexible := width-2*tableSide-tableGap*float32(len(columns)-1), 0
	for _, column := range columns {
		left -= column.Width
		if column.Width == 0 {
			flexible++
		}
	}
	x := tableSide
	for _, column := range columns {
		own := column.Width
		if own == 0 {
			own = share(left, flexible)
		}
		starts, widths = append(starts, x), append(widths, own)
		x += own + tableGap
	}
	return starts, widths
}

func columnsMinWidth(columns []TableColumn) float32 {
	width := 2*tableSide + tableGap*float32(max(len(columns)-1, 0))
	for _, column := range columns {
		own := column.Width
		if own == 0 {
			own = flexMinimum
		}
		width += own
	}
	return width
}

// cellShape is the primitives of one cell; a row keeps and refills them.
type cellShape struct {
	badge *badgeShape
	icon  *canvas.Image
	text  *canvas.Text
	cell  TableCell
	right bool
}

func newCellShape(right bool) *cellShape {
	return &cellShape{badge: newBadgeShape(), icon: newImage(), text: canvas.NewText("", nil), right: right}
}

func (c *cellShape) objects() []fyne.CanvasObject {
	return append(c.badge.objects(), c.icon, c.text)
}

func (c *cellShape) paint() {
	cell := c.cell
	c.badge.paint(cell.Role, cell.Icon, cell.Text)
	if !cell.Badge {
		c.badge.icon.Hide()
	}
	c.badge.box.Hidden, c.badge.text.Hidden = !cell.Badge, !cell.Badge
	textName, iconName := theme.ColorText, cell.Role.Text()
	if cell.Muted {
		textName = theme.ColorMuted
	}
	if cell.Role != theme.RolePlain && cell.Icon == "" {
		textName = cell.Role.Text()
	}
	setIcon(c.icon, cell.Icon, iconName, theme.IconSize)
	if cell.Badge {
		c.icon.Hide()
	}
	c.text.Hidden = cell.Badge
	c.text.Text, c.text.Color = cell.Text, theme.Color(textName)
	c.text.TextSize, c.text.TextStyle.Bold = theme.Size(theme.SizeText), cell.Bold
}

func (c *cellShape) place(x, width, height float32) {
	if c.cell.Badge {
		own := c.badge.width()
		if c.right {
			x += width - own
		}
		c.badge.place(x, (height-theme.BadgeHeight)/2)
		return
	}
	if c.icon.Visible() {
		place(c.icon, x, (height-theme.IconSize)/2, theme.IconSize, theme.IconSize)
		x += theme.IconSize + 6
		width -= theme.IconSize + 6
	}
	c.text.Alignment = fyne.TextAlignLeading
	if c.right {
		c.text.Alignment = fyne.TextAlignTrailing
	}
	c.text.Text = shorten(c.cell.Text, width, func(text string) float32 {
		return fyne.MeasureText(text, c.text.TextSize, c.text.TextStyle).Width
	})
	placeText(c.text, x, 0, width, height)
}
