package payments

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/widgets"
)

// formRow is fields beside one another, and the line under them that says what is wrong
// with them. It has its room also while there is nothing to say: who clicks on the next
// field leaves the last one by that, and the next must not move away from under the click.
type formRow struct {
	fields []string
	line   *widgets.Paragraph
}

func newFormRows() []*formRow {
	var all []*formRow
	for _, fields := range [][]string{
		{billing.FieldCompany, billing.FieldPONumber},
		{billing.FieldFirstName, billing.FieldLastName},
		{billing.FieldVATID, billing.FieldNoVATID},
		{billing.FieldAddress},
		{billing.FieldPostalCode, billing.FieldCity},
		{billing.FieldRegion, billing.FieldCountry},
		{billing.FieldEmail, billing.FieldPhone},
	} {
		line := widgets.NewCaptionParagraph("")
		line.Color = theme.RoleBad.Text()
		all = append(all, &formRow{fields: fields, line: line})
	}
	return all
}

// sayWrong marks what is wrong, and says under each row why; the same of both fields once.
func (f *form) sayWrong() {
	for name, field := range f.fields {
		field.SetError(f.wrong[name])
	}
	for _, row := range f.rows {
		var said []string
		for _, name := range row.fields {
			if why := f.wrong[name]; why != "" && !slices.Contains(said, why) {
				said = append(said, why)
			}
		}
		row.line.SetText(strings.Join(said, " "))
	}
}
