package payments

import (
	"context"
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func (f *fake) SetBillingDetails(_ context.Context, details billing.BillingDetails) error {
	if f.save != nil {
		return f.save
	}
	f.saved = append(f.saved, details)
	if f.late {
		return nil
	}
	account := *f.facts.Account
	account.Details = details
	f.facts.Account = &account
	return nil
}

func TestDetailsAreSavedOnce(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	if b.Window.Canvas().Focused() != b.page.form.fields[billing.FieldCompany].Entry() {
		t.Error("the keyboard is not led to the details")
	}
	save := b.Button("Save details")
	if !save.Disabled() {
		t.Error("what is saved can be saved again")
	}
	b.page.form.fields[billing.FieldCompany].SetText("  Northwind Holding Ltd ")
	b.says("Not saved yet. A change concerns future invoices only.")
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
	b.says("A change applies from the next invoice on, at the latest that of 1 Dec 2026.")
	if !save.Disabled() {
		t.Error("what was saved can be saved again")
	}
}

// What is said of a field that is left moves no other: the click that left it would miss.
func TestWhatIsWrongMovesNothing(t *testing.T) {
	for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
		b := open(t, normal(), theme.ChoiceLight, width).show("details")
		f := b.page.form
		b.Steady(func() {
			for field, typed := range map[string]string{
				billing.FieldCompany: " ", billing.FieldVATID: "GB 12", billing.FieldEmail: "nobody", billing.FieldPostalCode: "1234567890123456",
			} {
				b.Window.Canvas().Focus(f.fields[field].Entry())
				f.fields[field].SetText(typed)
				b.Window.Canvas().Focus(f.save)
			}
			b.says("A VAT ID of United Kingdom looks like GB123456789.", "Say who invoices are made out to.",
				"An address looks like name@company.example.", "A postal code has up to 12 letters and digits.")
		}, "VAT ID", "Contact first name", "Street and number", "Postal code", "Country", "Contact email", "Invoice recipients")
	}
}

func TestWrongDetailsAreNotSent(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	f := b.page.form
	f.fields[billing.FieldVATID].SetText("GB 12")
	b.saysNot("A VAT ID of United Kingdom looks like GB123456789.")
	b.Press("Save details")
	if b.Window.Canvas().Focused() != f.fields[billing.FieldVATID].Entry() {
		t.Error("the keyboard is not led to what is wrong")
	}
	b.says("A VAT ID of United Kingdom looks like GB123456789.")
	f.fields[billing.FieldVATID].SetText("GB 123456789")
	b.saysNot("A VAT ID of United Kingdom looks like GB123456789.")
	f.fields[billing.FieldCompany].SetText(" ")
	b.Press("Save details")
	b.Sees("Say who invoices are made out to.")
	if len(b.source.saved) != 0 {
		t.Errorf("saved %+v", b.source.saved)
	}
	b.Press("Discard")
	if f.changed() || f.fields[billing.FieldCompany].Text() != "Northwind Traders Ltd" {
		t.Errorf("typed %+v", f.typed())
	}
	b.SeesNot("Say who invoices are made out to.", "Discard")
}

func TestARefusedSaveSaysWhyAndKeepsWhatWasTyped(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	b.source.save = billing.NewProblem(billing.Offline)
	b.page.form.fields[billing.FieldCompany].SetText("Northwind Holding Ltd")
	b.Window.Canvas().Focus(b.page.form.fields[billing.FieldCompany].Entry())
	b.Key(fyne.KeyReturn)
	if b.page.form.fields[billing.FieldCompany].Text() != "Northwind Holding Ltd" || b.Button("Save details").Disabled() {
		t.Error("it cannot be tried again")
	}
	b.SeesNot("Being saved…")
	b.source.save = billing.NewProblem(billing.InvalidRequest, "field", "details.vat_id", "value", "x")
	b.Press("Save details")
	b.says("What was asked for is not possible: details.vat_id = x.")
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
	if got := b.page.form.fields[billing.FieldCompany].Text(); got != "Northwind One" {
		t.Errorf("shows %q", got)
	}
	b.page.form.fields[billing.FieldCompany].SetText("Northwind Two")
	elsewhere("Northwind Three")
	if got := b.page.form.fields[billing.FieldCompany].Text(); got != "Northwind Two" {
		t.Errorf("what was typed became %q", got)
	}
}

// A field is not called wrong while it is typed in for the first time, but once it was
// left; from then on as it is typed.
func TestAFieldIsCalledWrongOnceItIsLeft(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	c, phone := b.Window.Canvas(), b.page.form.fields[billing.FieldPhone]
	c.Focus(phone.Entry())
	phone.SetText("12")
	b.saysNot("A number has 5 to 20 digits")
	c.Focus(b.page.form.fields[billing.FieldCity].Entry())
	b.says("A number has 5 to 20 digits, like +44 20 7946 0018.")
	phone.SetText("12345")
	b.saysNot("A number has 5 to 20 digits")
	phone.SetText("1")
	b.says("A number has 5 to 20 digits")
}

func TestThereIsNoVATID(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	f := b.page.form
	test.Tap(f.noVAT)
	if got := f.typed(); !got.NoVATID || got.VATID != "" {
		t.Errorf("typed %+v", got)
	}
	b.Press("Save details")
	if len(b.source.saved) != 1 || !b.source.saved[0].NoVATID {
		t.Errorf("saved %+v", b.source.saved)
	}
	b = open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	f = b.page.form
	test.Tap(f.noVAT)
	test.Tap(f.noVAT)
	if f.changed() || f.fields[billing.FieldVATID].Text() != "GB 123 4567 82" {
		t.Errorf("typed %+v", f.typed())
	}
}

func TestRecipientsAreAddedAndRemovedByTheKeyboard(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	c, r := b.Window.Canvas(), b.page.form.recipients
	c.Focus(r.add)
	b.Key(fyne.KeyReturn)
	if c.Focused() != r.field.Entry() {
		t.Fatal("the keyboard is not led to the address")
	}
	test.Type(c.Focused(), "nobody")
	b.Key(fyne.KeyReturn)
	b.says("nobody is no address. One looks like name@company.example.")
	b.Fits("payments-recipient-wrong")
	r.field.SetText("AP@northwind.example")
	b.Key(fyne.KeyReturn)
	b.says("AP@northwind.example is sent them already.")
	r.field.SetText("books@northwind.example")
	b.Key(fyne.KeyReturn)
	b.Sees("books@northwind.example")
	if !b.page.Escape() || r.adding || c.Focused() != fyne.Focusable(r.add) {
		t.Error("the address is not given up")
	}
	c.Focus(b.Button("Remove ap@northwind.example"))
	b.Key(fyne.KeySpace)
	if c.Focused() != fyne.Focusable(b.Button("Remove cfo@northwind.example")) {
		t.Error("the keyboard is not led to who is next")
	}
	b.Press("Add")
	r.field.SetText("last@northwind.example") // is taken along
	b.Press("Save details")
	want := []string{"cfo@northwind.example", "books@northwind.example", "last@northwind.example"}
	if len(b.source.saved) != 1 || !slices.Equal(b.source.saved[0].Recipients, want) {
		t.Errorf("saved %+v", b.source.saved)
	}
}

// What is read anew leaves an address alone that is being typed, and so does a save that did
// not take it along. Discard gives it up.
func TestAnAddressThatIsTypedStays(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	c, r := b.Window.Canvas(), b.page.form.recipients
	b.Press("Add")
	test.Type(c.Focused(), "books@nor")
	typing := c.Focused()
	b.change(func(a *billing.Account) { a.Details.Company = "Northwind One" })
	if r.field.Text() != "books@nor" || !r.adding || c.Focused() != typing {
		t.Errorf("%q is left, asked for: %t", r.field.Text(), r.adding)
	}
	b.page.form.fields[billing.FieldCompany].SetText("Northwind Two")
	r.field.SetText("")
	test.Tap(b.Button("Save details"))
	r.field.SetText("books@nor")
	b.Scheduler.Drain()
	if r.field.Text() != "books@nor" || len(b.source.saved) != 1 {
		t.Errorf("%q is left, saved %v", r.field.Text(), b.source.saved)
	}
	b.page.form.fields[billing.FieldCompany].SetText("Northwind Three")
	b.Press("Discard")
	if r.field.Text() != "" || r.adding {
		t.Errorf("%q is left, asked for: %t", r.field.Text(), r.adding)
	}
}

// What somebody else saved meanwhile is told where it was typed here too; the rest
// follows it.
func TestWhatSomebodyElseSavedMeanwhileIsTold(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("details")
	f := b.page.form
	f.fields[billing.FieldCompany].SetText("Northwind Two")
	account := *b.source.facts.Account
	account.Details.Company, account.Details.Phone = "Northwind Three", "+44 20 7946 0019"
	b.source.facts.Account = &account
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
	b.says("Somebody else saved this meanwhile: Company. Saving puts yours in its place, Discard shows theirs.")
	if f.fields[billing.FieldCompany].Text() != "Northwind Two" || f.fields[billing.FieldPhone].Text() != "+44 20 7946 0019" {
		t.Errorf("typed %+v", f.typed())
	}
	b.Press("Discard")
	b.saysNot("Somebody else saved")
	if f.fields[billing.FieldCompany].Text() != "Northwind Three" {
		t.Errorf("typed %+v", f.typed())
	}
}

func TestDetailsThatAreMissingAreNamed(t *testing.T) {
	source := normal()
	source.facts.Account.Details.Phone, source.facts.Account.Details.City = "", ""
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("details")
	b.says("To be completed: City, Phone.")
	b.page.form.fields[billing.FieldPhone].SetText("+44 20 7946 0018")
	b.Press("Save details")
	if b.Window.Canvas().Focused() != b.page.form.fields[billing.FieldCity].Entry() || len(b.source.saved) != 0 {
		t.Error("the keyboard is not led to what is missing")
	}
	b.says("Invoices need this.")
}

// What was saved stays in the fields where catching up failed, until the copy shows it, or
// is from after that.
func TestWhatWasSavedStaysUntilTheCopyShowsIt(t *testing.T) {
	for name, tt := range map[string]struct {
		then func(*fake)
		want string
	}{
		"nothing newer": {func(*fake) {}, "Northwind Holding Ltd"},
		"saved elsewhere": {func(f *fake) {
			account := *f.facts.Account
			account.Details.Company = "Northwind Three"
			f.facts.Account = &account
		}, "Northwind Three"},
		"taken back elsewhere": {func(f *fake) { f.freshness.AsOf = sample.Now().Add(time.Minute) }, "Northwind Traders Ltd"},
	} {
		source := normal()
		source.late = true
		b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("details")
		company := b.page.form.fields[billing.FieldCompany]
		for _, typed := range []string{"Northwind Two", "Northwind Holding Ltd"} {
			company.SetText(typed)
			b.Press("Save details")
			b.page.refill() // as when anything else has moved
			if company.Text() != typed {
				t.Fatalf("%s: %q is in the field right after %q was saved", name, company.Text(), typed)
			}
		}
		if !b.Button("Save details").Disabled() {
			t.Errorf("%s: what was saved can be saved again", name)
		}
		tt.then(source)
		b.page.Changed(billing.KindAccount)
		b.Scheduler.Drain()
		if company.Text() != tt.want {
			t.Errorf("%s: %q is in the field, want %q", name, company.Text(), tt.want)
		}
	}
}

// What was typed and not saved is told to whoever would close the page.
func TestDetailsThatAreNotSavedAreToldOf(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide)
	if got := b.page.Unsaved(); got != "" {
		t.Errorf("%q before anything was read", got)
	}
	b.show("details")
	f, want := b.page.form, "Billing details that were typed are not saved."
	is := func(want string) {
		t.Helper()
		if got := b.page.Unsaved(); got != want {
			t.Errorf("says %q, want %q", got, want)
		}
	}
	is("")
	f.fields[billing.FieldCompany].SetText("Northwind Two")
	is(want)
	b.Press("Discard")
	is("")
	b.Press("Add")
	f.recipients.field.SetText("last@northwind.example")
	is(want)
	b.source.save = billing.NewProblem(billing.Offline)
	b.Press("Save details")
	is(want)
	b.source.save = nil
	b.Press("Save details")
	is("")
}
