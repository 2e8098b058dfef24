package payments

import (
	"context"
	"errors"
	"slices"
	"strings"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/load"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// form is the billing details as they are typed.
type form struct {
	page  *Page
	saves *load.Loader[struct{}]

	company   *widgets.Field
	vatID     *widgets.Field
	country   *widgets.Select
	countries []string // codes, in the order of the select
	missing   *widgets.Paragraph
	save      *widgets.Button
	discard   *widgets.Button
	note      *widgets.Paragraph

	shown  details
	filled bool
	code   string // of the country that is chosen
	saving bool
	failed string // why the last save was refused
	tried  bool   // a save was tried: what is wrong is marked from then on
}

func newForm(p *Page) *form {
	f := &form{
		page: p, saves: load.New[struct{}](p.deps.Scheduler), company: widgets.NewField(words.T("Company")),
		vatID: widgets.NewField(words.T("VAT ID, optional")), countries: words.Countries(),
		missing: widgets.NewCaptionParagraph(""), note: widgets.NewCaptionParagraph(""),
	}
	names := make([]string, len(f.countries))
	for i, code := range f.countries {
		names[i] = words.Country(code)
	}
	f.country = widgets.NewSelect(names, -1, func(i int) { f.code = f.countries[i]; f.edited() })
	f.company.OnChanged = func(string) { f.edited() }
	f.vatID.OnChanged = func(string) { f.edited() }
	for _, field := range []*widgets.Field{f.company, f.vatID} {
		field.OnSubmitted = func(string) { f.submit() }
	}
	f.missing.Color = theme.RoleBad.Text()
	f.save = widgets.NewButton(widgets.ButtonSecondary, words.T("Save details"), f.submit)
	f.discard = widgets.NewButton(widgets.ButtonSecondary, words.T("Discard"), f.revert)
	return f
}

// fill takes in what is saved; what was typed meanwhile stays.
func (f *form) fill(d details) {
	changed := f.filled && f.changed()
	f.shown = d
	if !changed {
		f.revert()
	}
	f.filled = true
	f.mark()
}

// revert shows what is saved.
func (f *form) revert() {
	f.tried, f.failed = false, ""
	f.code = f.shown.saved.Country
	f.country.SetSelected(slices.Index(f.countries, f.code))
	f.company.SetText(f.shown.saved.Company)
	f.vatID.SetText(f.shown.saved.VATID)
	f.mark()
}

func (f *form) typed() billing.BillingDetails {
	return typed(f.shown.saved, f.company.Text(), f.code, f.vatID.Text())
}

// changed tells whether something else was typed than is saved.
func (f *form) changed() bool {
	d := f.typed()
	return !d.Equal(&f.shown.saved)
}

func (f *form) edited() {
	f.failed = ""
	f.mark()
	f.page.root.Refresh()
}

// mark says what is wrong, and what can be done. A VAT ID is not called wrong while it
// is being typed.
func (f *form) mark() {
	wrong := map[string]string{}
	if f.tried {
		wrong = faults(f.typed())
	}
	f.company.SetError(wrong[billing.FieldCompany])
	f.vatID.SetError(wrong[billing.FieldVATID])
	f.missing.SetText(wrong[billing.FieldCountry])
	f.missing.Hidden = wrong[billing.FieldCountry] == ""
	enable(f.save, f.shown.edit.enabled && f.changed() && !f.saving)
	f.discard.Hidden = !f.changed() || f.saving
	switch {
	case f.saving:
		f.note.SetText(words.T("Being saved…"))
	case f.failed != "":
		f.note.SetText(f.failed)
	case f.shown.edit.why != "":
		f.note.SetText(f.shown.edit.why)
	case f.changed():
		f.note.SetText(words.T("Not saved yet."))
	default:
		f.note.SetText(f.shown.applies)
	}
}

// submit saves what was typed, once, where nothing is wrong with it.
func (f *form) submit() {
	if f.saving || !f.changed() || !f.shown.edit.enabled {
		return
	}
	f.tried = true
	details := f.typed()
	if len(details.Check()) > 0 {
		f.mark()
		f.page.root.Refresh()
		return
	}
	f.saving = true
	f.mark()
	f.saves.Run(f.page.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, f.page.deps.Source.SetBillingDetails(ctx, details)
	}, func(_ struct{}, err error) {
		f.saving = false
		if err != nil {
			f.refused(err)
			return
		}
		f.tried = false
		f.shown.saved = details
		f.page.deps.Say(words.Told{What: words.T("The billing details are saved."), Next: f.shown.applies})
		f.mark()
		f.page.Reload()
	})
}

// refused says beside the button why nothing was saved, and marks the field that
// billing found wrong.
func (f *form) refused(err error) {
	told := f.page.deps.Words.Error(err)
	told.Money = ""
	f.failed = told.String()
	f.mark()
	if problem, ok := errors.AsType[*billing.Problem](err); ok && strings.HasSuffix(problem.Params["field"], billing.FieldVATID) {
		f.vatID.SetError(told.What)
	}
	f.page.root.Refresh()
}

// card is the form, or only what is saved where the role may not change it.
func (f *form) card(d details) fyne.CanvasObject {
	options := widgets.CardOptions{Title: words.T("Billing details"), Right: badge(d.complete)}
	if !d.edit.offered {
		return widgets.NewCard(options, f.reading(d))
	}
	country := widgets.VStack(theme.Gap4, widgets.NewCaption(words.T("Country")), f.country, f.missing)
	foot := widgets.HStack(theme.Gap8, widgets.Grow(f.note), f.discard, f.save)
	return widgets.NewCard(options, widgets.VStack(theme.Gap12, f.company, country, f.vatID, widgets.Spacer(), foot))
}

func (f *form) reading(d details) fyne.CanvasObject {
	stack := widgets.VStack(theme.Gap12)
	for _, row := range []struct{ name, value string }{
		{words.T("Company"), d.saved.Company}, {words.T("Country"), words.Country(d.saved.Country)}, {words.T("VAT ID"), d.saved.VATID},
	} {
		if row.value != "" {
			stack.Add(widgets.VStack(0, widgets.NewCaption(row.name), widgets.NewParagraph(row.value)))
		}
	}
	stack.Add(widgets.Spacer())
	stack.Add(widgets.HStack(theme.Gap8, widgets.NewIcon(resources.IconInfo, theme.ColorMuted, theme.IconSize), widgets.Grow(f.note)))
	return stack
}
