package widgets

import "strings"

// copy gives the ticked rows that are listed, and without any the current row, to
// OnCopy: a line each, the cells with tabs between them.
func (t *DataTable) copy() {
	if t.OnCopy == nil || t.length == 0 {
		return
	}
	if t.listed == 0 {
		var one strings.Builder
		t.write(&one, t.current)
		t.OnCopy(one.String())
		return
	}
	var all strings.Builder
	for row := range t.length {
		if !t.isChecked(row) {
			continue
		}
		if all.Len() > 0 {
			all.WriteByte('\n')
		}
		t.write(&all, row)
	}
	t.OnCopy(all.String())
}

// write writes the cells of a row.
func (t *DataTable) write(to *strings.Builder, row int) {
	for i, cell := range t.cells(row) {
		if i > 0 {
			to.WriteByte('\t')
		}
		to.WriteString(plainCell(cell.Text))
		if cell.Then != "" && !cell.Badge {
			to.WriteString(" → " + plainCell(cell.Then))
		}
	}
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
	if !strings.ContainsAny(text, "\t\n\u00a0") {
		return text
	}
	return nothingBetween.Replace(text)
}
