package payments

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

const (
	checkTop    float32 = 24 // from a field's top to its box, with the box of a tick in its middle
	postalWide  float32 = 152
	phoneWide   float32 = 160
	countryWide float32 = 188
	lineHigh    float32 = 18 // of what is said under a row, which is kept free for it
)

// mark says what is wrong, and what can be done. A field is not called wrong while it is
// typed in for the first time.
func (f *form) mark() {
	details := f.typed()
	wrong := faults(details)
	say := func(field string) string {
		if f.tried || f.left[field] {
			return wrong[field]
		}
		return ""
	}
	f.wrong = map[string]string{}
	for _, name := range order {
		f.wrong[name] = say(name)
	}
	f.sayWrong()
	if details.NoVATID && details.VATID == "" {
		f.fields[billing.FieldVATID].Disable()
	} else {
		f.fields[billing.FieldVATID].Enable()
	}
	f.fields[billing.FieldPostalCode].SetLabel(above(billing.FieldPostalCode, f.code))
	f.fields[billing.FieldVATID].SetProved(proved(details, wrong))
	f.recipients.mark(f.wrong[billing.FieldRecipients])
	changed := !details.Equal(&f.shown.saved)
	f.save.SetEnabled(f.shown.edit.enabled && !f.saving && (changed || f.recipients.field.Text() != ""))
	f.discard.Hidden = !changed || f.saving
	f.note.SetText(f.noted(changed))
}

// noted is what stands beside the buttons.
func (f *form) noted(changed bool) string {
	switch {
	case f.saving:
		return words.T("Being saved…")
	case f.failed != "":
		return f.failed
	case f.shown.edit.why != "":
		return f.shown.edit.why
	case len(f.clash) > 0:
		names := make([]string, len(f.clash))
		for i, field := range f.clash {
			names[i] = words.Detail(field)
		}
		return words.T("Somebody else saved this meanwhile: {fields}. Saving puts yours in its place, Discard shows theirs.", "fields", strings.Join(names, ", "))
	case changed:
		return words.T("Not saved yet. A change concerns future invoices only.")
	case f.shown.missing != "":
		return f.shown.missing
	default:
		return f.shown.applies
	}
}

// same tells whether two details say the same in a field.
func same(a, b *billing.BillingDetails, field string) bool {
	switch field {
	case billing.FieldCountry:
		return a.Country == b.Country
	case billing.FieldRecipients:
		return slices.Equal(a.Recipients, b.Recipients)
	default:
		return *text(a, field) == *text(b, field)
	}
}

// card is the form, or only what is saved where the role may not change it.
func (f *form) card(d details) fyne.CanvasObject {
	options := widgets.CardOptions{Title: words.T("Billing details"), Right: badge(d.complete)}
	if !d.edit.offered {
		return widgets.NewCard(options, f.reading(d))
	}
	for _, name := range []string{billing.FieldPONumber, billing.FieldRegion} {
		f.fields[name].SetLabel(above(name, f.code))
	}
	both := func(left, right fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(0, theme.Gap12, widgets.Column{Content: left}, widgets.Column{Content: right})
	}
	field := func(name string) fyne.CanvasObject { return f.fields[name] }
	noVAT := widgets.VStack(0, widgets.Gap(0, checkTop), f.noVAT)
	country := widgets.VStack(theme.Gap4, widgets.NewCaption(words.Detail(billing.FieldCountry)), f.country)
	foot := widgets.HStack(theme.Gap8, widgets.Grow(f.note), f.discard, f.save)
	content := widgets.VStack(0)
	for i, fields := range []fyne.CanvasObject{
		both(field(billing.FieldCompany), field(billing.FieldPONumber)),
		both(field(billing.FieldFirstName), field(billing.FieldLastName)),
		both(field(billing.FieldVATID), noVAT),
		field(billing.FieldAddress),
		widgets.Columns(0, theme.Gap12, widgets.Column{Content: field(billing.FieldPostalCode), Width: postalWide}, widgets.Column{Content: field(billing.FieldCity)}),
		widgets.Columns(0, theme.Gap12, widgets.Column{Content: field(billing.FieldRegion)}, widgets.Column{Content: country, Width: countryWide}),
		widgets.Columns(0, theme.Gap12, widgets.Column{Content: field(billing.FieldEmail)}, widgets.Column{Content: field(billing.FieldPhone), Width: phoneWide}),
	} {
		content.Add(fields)
		content.Add(widgets.Fixed(f.rows[i].line, 0, lineHigh))
	}
	for _, rest := range []fyne.CanvasObject{f.recipients.body, widgets.Gap(0, theme.Gap16), widgets.Spacer(), foot} {
		content.Add(rest)
	}
	return widgets.NewCard(options, content)
}

// reading is what is saved, for who may not change it.
func (f *form) reading(d details) fyne.CanvasObject {
	stack := widgets.VStack(theme.Gap12)
	for _, line := range lines(d.saved) {
		stack.Add(widgets.VStack(0, widgets.NewCaption(line[0]), widgets.NewParagraph(line[1])))
	}
	if d.missing != "" {
		stack.Add(widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconWarning, theme.RoleWarn.Text(), theme.IconSize),
			widgets.Grow(widgets.NewCaptionParagraph(d.missing))))
	}
	return stack
}
