package widgets

import "strings"

// copy gives the ticked rows that are listed, and without any the current row, to
// OnCopy: a line each, the cells with tabs between them.
func (t *DataTable) copy() {
	if t.OnCopy == nil || t.length == 0 {
		return
	}
	if t.listed == 0 {
		t.OnCopy(t.plain(t.current))
		return
	}
	lines := make([]string, 0, t.listed)
	for row := range t.length {
		if t.isChecked(row) {
			lines = append(lines, t.plain(row))
		}
	}
	t.OnCopy(strings.Join(lines, "\n"))
}

func (t *DataTable) plain(row int) string {
	cells := t.cells(row)
	texts := make([]string, len(cells))
	for i := range cells {
		texts[i] = plainCell(cells[i].Text)
	}
	return strings.Join(texts, "\t")
}

// nothingBetween is what would break a copied line, and spaces that other programs
// take for letters.
var nothingBetween = strings.NewReplacer("\t", " ", "\n", " ", "\u00a0", " ")

// plainCell is a cell's text as other programs read it: the screen's sign of a
// negative amount is a dash, which the font has.
func plainCell(text string) string {
	if rest, negative := strings.CutPrefix(text, "–"); negative && rest != "" {
		text = "-" + rest
	}
	return nothingBetween.Replace(text)
}
