package payments

import (
	"testing"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestDetailsAreSavedOnce(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	if b.Window.Canvas().Focused() != b.page.form.company.Entry() {
		t.Error("the keyboard is not led to the details")
	}
	save := b.Button("Save details")
	if !save.Disabled() {
		t.Error("what is saved can be saved again")
	}
	b.page.form.company.SetText("  Northwind Holding Ltd ")
	b.Sees("Not saved yet.")
	test.Tap(save)
	test.Tap(save)
	b.Sees("Being saved…")
	b.Scheduler.Drain()
	want := sample.Details()
	want.Company = "Northwind Holding Ltd"
	if len(b.source.saved) != 1 || !b.source.saved[0].Equal(&want) {
		t.Errorf("saved %+v, want %+v once", b.source.saved, want)
	}
	if len(b.Said) != 1 || b.Said[0].What != "The billing details are saved." {
		t.Errorf("said %v", b.Said)
	}
	b.Sees("A change applies from the invoice of 1 Dec 2026.")
	if !save.Disabled() {
		t.Error("what was saved can be saved again")
	}
}

func TestWrongDetailsAreNotSent(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	f := b.page.form
	f.vatID.SetText("GB 12")
	b.SeesNot("A VAT ID of United Kingdom looks like GB123456789.")
	b.Press("Save details")
	b.Sees("A VAT ID of United Kingdom looks like GB123456789.")
	f.vatID.SetText("GB 123456789")
	b.SeesNot("A VAT ID of United Kingdom looks like GB123456789.")
	f.company.SetText(" ")
	b.Press("Save details")
	b.Sees("Say in one line who invoices are made out to.")
	if len(b.source.saved) != 0 {
		t.Errorf("saved %+v", b.source.saved)
	}
	b.Press("Discard")
	if f.changed() || f.company.Text() != "Northwind Traders Ltd" {
		t.Errorf("typed %+v", f.typed())
	}
	b.SeesNot("Say in one line who invoices are made out to.", "Discard")
}

func TestARefusedSaveSaysWhyAndKeepsWhatWasTyped(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	b.source.save = billing.NewProblem(billing.Offline)
	b.page.form.company.SetText("Northwind Holding Ltd")
	b.Window.Canvas().Focus(b.page.form.company.Entry())
	b.Key(fyne.KeyReturn)
	if b.page.form.company.Text() != "Northwind Holding Ltd" || b.Button("Save details").Disabled() {
		t.Error("it cannot be tried again")
	}
	b.SeesNot("Being saved…", "Not saved yet.")
	b.source.save = billing.NewProblem(billing.InvalidRequest, "field", "details.vat_id", "value", "x")
	b.Press("Save details")
	b.Sees("What was asked for is not possible: details.vat_id = x.")
}

// What was saved elsewhere is shown, unless something else is being typed.
func TestDetailsThatWereSavedElsewhere(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("")
	elsewhere := func(company string) {
		account := *b.source.facts.Account
		account.Details.Company = company
		b.source.facts.Account = &account
		b.page.Changed(billing.KindAccount)
		b.Scheduler.Drain()
	}
	elsewhere("Northwind One")
	if got := b.page.form.company.Text(); got != "Northwind One" {
		t.Errorf("shows %q", got)
	}
	b.page.form.company.SetText("Northwind Two")
	elsewhere("Northwind Three")
	if got := b.page.form.company.Text(); got != "Northwind Two" {
		t.Errorf("what was typed became %q", got)
	}
}
