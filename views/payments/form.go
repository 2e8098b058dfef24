package payments

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// form is the billing details as they are typed.
type form struct {
	page  *Page
	saves *load.Loader[struct{}]

	fields     map[string]*widgets.Field // those of texts
	noVAT      *widgets.Check
	country    *widgets.Select
	countries  []string // codes, in the order of the select
	rows       []*formRow
	wrong      map[string]string // what is said of a field
	recipients *recipients
	save       *widgets.Button
	discard    *widgets.Button
	note       *widgets.Paragraph

	shown  details
	kept   *kept // what was saved here, until the copy shows it
	filled bool
	code   string // of the country that is chosen
	vatID  string // that was typed before it was said that there is none
	saving bool
	failed string          // why the last save was refused
	clash  []string        // fields that somebody else saved meanwhile and that were typed here too
	tried  bool            // a save was tried: everything that is wrong is marked from then on
	left   map[string]bool // fields that were typed in and left: what is wrong with them is marked
}

// kept is what was saved while the copy of the account did not show it yet.
type kept struct {
	before, saved billing.BillingDetails
	at            time.Time
}

func newForm(p *Page) *form {
	f := &form{
		page: p, saves: load.New[struct{}](p.deps.Scheduler), countries: words.Countries(), left: map[string]bool{},
		fields: map[string]*widgets.Field{}, note: widgets.NewCaptionParagraph(""), rows: newFormRows(),
	}
	for _, name := range texts {
		field := widgets.NewField(words.Detail(name)).ToldElsewhere()
		field.OnChanged = func(string) { f.edited() }
		field.OnSubmitted = func(string) { f.submit() }
		field.OnLeft = func() { f.leave(name) }
		f.fields[name] = field
	}
	f.noVAT = widgets.NewCheck(words.T("No VAT ID"), f.setNoVAT)
	f.country = newCountrySelect(f.countries, func(i int) {
		f.code = f.countries[i]
		f.leave(billing.FieldCountry)
		f.edited()
	})
	f.recipients = newRecipients(f.typed, f.edited, p.focus)
	f.save = widgets.NewButton(widgets.ButtonSecondary, words.T("Save details"), f.submit)
	f.discard = widgets.NewButton(widgets.ButtonSecondary, words.T("Discard"), f.giveUp)
	return f
}

// newCountrySelect has a country chosen, or found by its name.
func newCountrySelect(codes []string, chosen func(int)) *widgets.Select {
	names := make([]string, len(codes))
	for i, code := range codes {
		names[i] = words.Country(code)
	}
	return widgets.NewSelect(names, -1, chosen).WithSearch(widgets.SelectSearch{
		Placeholder: words.T("Search for a country"), Nothing: words.T("No country is called that."),
		Find: func(typed string) []int { return words.FindCountries(codes, typed) },
	})
}

// carry has an account that was read show what was saved here, where its copy is from
// before that.
func (f *form) carry(d *data) {
	switch {
	case f.kept == nil || d.facts.Account == nil:
	case d.freshness.AsOf.After(f.kept.at), !d.facts.Account.Details.Equal(&f.kept.before):
		f.kept = nil
	default:
		d.facts.Account = f.kept.in(d.facts.Account)
	}
}

// in is an account with what was saved.
func (k *kept) in(account *billing.Account) *billing.Account {
	with := *account
	with.Details = k.saved
	return &with
}

// fill takes in what is saved; what was typed meanwhile stays.
func (f *form) fill(d details) {
	before, typed := f.shown.saved, f.typed()
	f.shown = d
	switch {
	case !f.filled || typed.Equal(&before):
		f.revert()
	case !before.Equal(&d.saved):
		var clash []string
		typed, clash = merged(before, typed, d.saved)
		f.clash = slices.DeleteFunc(append(f.clash, clash...), func(field string) bool { return same(&typed, &d.saved, field) })
		f.put(typed)
	}
	f.filled = true
	f.mark()
}

// giveUp shows what is saved in the place of everything that was typed.
func (f *form) giveUp() {
	f.recipients.forget()
	f.revert()
}

// revert shows what is saved. An address that is being typed is not among what can be
// saved yet, and stays.
func (f *form) revert() {
	f.tried, f.failed, f.clash = false, "", nil
	clear(f.left)
	f.put(f.shown.saved)
	f.mark()
}

// put shows details in the fields.
func (f *form) put(d billing.BillingDetails) {
	f.code, f.vatID = d.Country, ""
	f.country.SetSelected(slices.Index(f.countries, d.Country))
	f.noVAT.SetChecked(d.NoVATID)
	for _, name := range texts {
		if f.fields[name].Text() != *text(&d, name) {
			f.fields[name].SetText(*text(&d, name))
		}
	}
	f.recipients.set(d.Recipients)
}

// typed is what is saved with what was typed in its place, without the space around it.
func (f *form) typed() billing.BillingDetails {
	d := f.shown.saved
	for _, name := range texts {
		if typed := f.fields[name].Text(); typed != *text(&d, name) {
			*text(&d, name) = strings.TrimSpace(typed)
		}
	}
	d.Country, d.NoVATID, d.Recipients = f.code, f.noVAT.Checked(), f.recipients.list
	return d
}

// changed tells whether something else was typed than is saved.
func (f *form) changed() bool {
	d := f.typed()
	return !d.Equal(&f.shown.saved)
}

// unsaved tells whether something was typed that is not saved, an address that was not
// added yet included.
func (f *form) unsaved() bool {
	return f.filled && (f.changed() || strings.TrimSpace(f.recipients.field.Text()) != "")
}

func (f *form) edited() {
	f.failed = ""
	f.mark()
	f.page.root.Refresh()
}

// leave marks what is wrong with a field, now that it is no longer typed in.
func (f *form) leave(field string) {
	if !f.changed() || f.left[field] {
		return
	}
	f.left[field] = true
	f.mark()
	f.page.root.Refresh()
}

// setNoVAT says that there is no VAT ID; what was typed of one comes back with it.
func (f *form) setNoVAT(none bool) {
	field := f.fields[billing.FieldVATID]
	if none {
		f.vatID = field.Text()
		field.SetText("")
	} else if field.Text() == "" {
		field.SetText(f.vatID)
	}
	f.edited()
}

// submit saves what was typed, once, where nothing is wrong with it. Else the keyboard
// goes to the first field that is to be mended.
func (f *form) submit() {
	if f.saving || !f.shown.edit.enabled || !f.recipients.take() || !f.changed() {
		return
	}
	f.tried = true
	details := f.typed()
	if wrong := faults(details); len(wrong) > 0 {
		f.mark()
		f.page.root.Refresh()
		f.page.focus(f.first(wrong))
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
		f.tried, f.clash = false, nil
		clear(f.left)
		if f.recipients.field.Text() == "" { // what was in it was taken along
			f.recipients.forget()
		}
		before := f.shown.saved
		if f.kept != nil { // the copy is older still
			before = f.kept.before
		}
		f.kept = &kept{before: before, saved: details, at: f.page.deps.Now()}
		f.shown.saved, f.shown.missing = details, ""
		f.page.deps.Say(words.Told{What: words.T("The billing details are saved."), Next: words.T("Earlier invoices stay as they are.")})
		f.page.data.facts.Account = f.kept.in(f.page.data.facts.Account)
		f.mark()
		f.page.present()
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
	problem, ok := errors.AsType[*billing.Problem](err)
	if !ok {
		f.page.root.Refresh()
		return
	}
	for _, name := range texts {
		if refused := problem.Params["field"]; refused == name || strings.HasSuffix(refused, "."+name) {
			f.wrong[name] = told.What
			f.sayWrong()
			f.page.focus(f.fields[name].Entry())
		}
	}
	f.page.root.Refresh()
}

// first is the first of the fields that are to be mended.
func (f *form) first(wrong map[string]string) fyne.Focusable {
	for _, name := range order {
		field, isText := f.fields[name]
		switch {
		case wrong[name] == "":
		case isText:
			return field.Entry()
		case name == billing.FieldCountry:
			return f.country
		case name == billing.FieldNoVATID:
			return f.noVAT
		default:
			return f.recipients.first()
		}
	}
	return f.save
}
