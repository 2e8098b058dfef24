package support

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Widths of the form's fields, in units.
const (
	amountWidth float32 = 122
	checkWidth  float32 = 88
)

// chargeForm is where a charge is typed as the statement has it.
type chargeForm struct {
	page        *Page
	amount, day *widgets.Field
	check       *widgets.Button
	currency    string
	content     fyne.CanvasObject
}

func newChargeForm(p *Page) *chargeForm {
	return &chargeForm{page: p}
}

// build makes the fields once the currency is known, and keeps them after that.
func (f *chargeForm) build(currency string) fyne.CanvasObject {
	if f.content != nil && f.currency == currency {
		return f.content
	}
	amount, day := "", ""
	if f.amount != nil {
		amount, day = f.amount.Text(), f.day.Text()
	}
	f.currency = currency
	f.amount, f.day = widgets.NewField("").AsNumber(), widgets.NewField("")
	f.check = widgets.NewButton(widgets.ButtonSecondary, words.T("Check"), f.submit).WithIcon(resources.IconSearch)
	f.amount.SetText(amount)
	f.day.SetText(day)
	for _, field := range []*widgets.Field{f.amount, f.day} {
		field.OnSubmitted = func(string) { f.submit() }
	}
	last := max(checkWidth, f.check.MinSize().Width)
	line := func(amount, day, check fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(0, theme.Gap12, widgets.Column{Content: amount, Width: amountWidth}, widgets.Column{Content: day},
			widgets.Column{Content: widgets.VStack(0, check), Width: last})
	}
	row := widgets.VStack(
		theme.Gap4,
		line(widgets.NewCaptionParagraph(words.T("Amount, {currency}", "currency", currency)),
			widgets.NewCaptionParagraph(words.T("Date on the statement")), widgets.Gap(0, 0)),
		line(f.amount, f.day, f.check))
	panel := widgets.NewPanel(widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	panel.Fill, panel.Line, panel.Radius = theme.ColorSunken, theme.ColorTransparent, 0
	f.content = panel
	return panel
}

// submit checks what was typed, or says what is wrong with it.
func (f *chargeForm) submit() {
	p := f.page
	if p.data == nil || !p.data.known() {
		return
	}
	charge, badAmount, badDay := p.view().read(f.amount.Text(), f.day.Text())
	f.amount.SetError(badAmount)
	f.day.SetError(badDay)
	f.content.Refresh()
	if badAmount != "" || badDay != "" {
		p.middle.Refresh()
		return
	}
	p.looks.Run(p.deps.Context, p.deps.Source.Ledgers, func(ledgers []billing.AccountLedger, err error) {
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		p.asked.charge = ask(charge, ledgers, p.deps.Now())
		p.present()
	})
}

// prefill types the charge of the invoice that somebody came with, and checks it.
func (p *Page) prefill() {
	if p.invoice == "" || !p.data.known() {
		return
	}
	amount, day, ok := prefilled(p.data.invoices, p.invoice, p.deps.Words)
	p.invoice = ""
	if !ok {
		return
	}
	p.form.build(string(p.data.facts.Account.Currency))
	p.form.amount.SetText(amount)
	p.form.day.SetText(day)
	p.form.submit()
}
