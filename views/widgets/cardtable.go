package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/views/theme"
)

// NewCardTable is a table that is read and not used, for the few rows that a flush
// card is about: a head, and rows that become higher where their text wraps. A column
// without a width wraps; the others never do.
func NewCardTable(columns []TableColumn, rows [][]TableCell) fyne.CanvasObject {
	head := HStack(tableGap)
	for _, column := range columns {
		title := NewCaption(column.Title)
		if column.Right {
			title.Right()
		}
		head.Add(inColumn(column, title))
	}
	band := NewPanel(Fixed(Inset(head, 0, tableSide, 0, tableSide), 0, headHeight-theme.Stroke))
	band.Fill, band.Line, band.Radius = theme.ColorSunken, theme.ColorTransparent, 0
	table := VStack(0, band, Hairline())
	for i, cells := range rows {
		if i > 0 {
			table.Add(Hairline())
		}
		table.Add(cardRow(columns, cells))
	}
	return table
}

const cardRowSpace float32 = 8

func cardRow(columns []TableColumn, cells []TableCell) fyne.CanvasObject {
	row := HStack(tableGap)
	for i, column := range columns {
		row.Add(inColumn(column, cardCell(column, cells[i])))
	}
	return Fixed(Inset(row, cardRowSpace, tableSide, cardRowSpace, tableSide), 0, theme.RowHeight-theme.Stroke)
}

func inColumn(column TableColumn, object fyne.CanvasObject) fyne.CanvasObject {
	if column.Width == 0 {
		return Grow(object)
	}
	return Fixed(object, column.Width, 0)
}

func cardCell(column TableColumn, cell TableCell) fyne.CanvasObject {
	color := theme.ColorText
	switch {
	case cell.Muted:
		color = theme.ColorMuted
	case cell.Role != theme.RolePlain && cell.Icon == "":
		color = cell.Role.Text()
	}
	var text fyne.CanvasObject
	if column.Width == 0 {
		p := NewParagraph(cell.Text)
		p.SetColor(color)
		p.SetBold(cell.Bold)
		text = p
	} else {
		t := NewText(cell.Text)
		t.SetColor(color)
		t.SetBold(cell.Bold)
		if column.Right {
			t.Right()
		}
		text = t
	}
	if cell.Icon == "" {
		return text
	}
	return HStack(tableIconGap, NewIcon(cell.Icon, cell.Role.Text(), theme.IconSize), Grow(text))
}

const tableIconGap float32 = 6
