package support

import (
	"slices"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Widths of the form's fields, in units.
const (
	amountWidth   float32 = 122
	shortWidth    float32 = 100 // of the amount beside a currency
	currencyWidth float32 = 84
	checkWidth    float32 = 88
)

// chargeForm is where a charge is typed as the statement has it.
type chargeForm struct {
	page        *Page
	amount, day *widgets.Field
	check       *widgets.Button
	currencies  []money.Currency
	currency    money.Currency  // the chosen one
	choice      *widgets.Select // of the currencies; nil where there is one
	content     fyne.CanvasObject
}

func newChargeForm(p *Page) *chargeForm {
	return &chargeForm{page: p}
}

// build makes the fields once the currencies are known, and keeps them after that.
func (f *chargeForm) build(currencies []money.Currency) fyne.CanvasObject {
	if f.content != nil && slices.Equal(f.currencies, currencies) {
		return f.content
	}
	amount, day := "", ""
	if f.amount != nil {
		amount, day = f.amount.Text(), f.day.Text()
	}
	if f.currencies = currencies; !slices.Contains(currencies, f.currency) {
		f.currency = currencies[0]
	}
	f.amount, f.day = widgets.NewField("").AsNumber(), widgets.NewField("")
	f.check = widgets.NewButton(widgets.ButtonSecondary, words.T("Check"), f.submit).WithIcon(resources.IconSearch)
	f.amount.SetText(amount)
	f.day.SetText(day)
	for _, field := range []*widgets.Field{f.amount, f.day} {
		field.OnSubmitted = func(string) { f.submit() }
	}
	panel := widgets.NewPanel(widgets.Inset(f.fields(), theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	panel.Fill, panel.Line, panel.Radius = theme.ColorSunken, theme.ColorTransparent, 0
	f.content = panel
	return panel
}

// fields are those under their captions. Where accounts differ in their currencies, so may
// the statement, and its currency is a field too.
func (f *chargeForm) fields() fyne.CanvasObject {
	caption := widgets.NewCaptionParagraph(words.T("Amount, {currency}", "currency", string(f.currency)))
	heads := []widgets.Column{{Content: caption, Width: amountWidth}}
	fields := []widgets.Column{{Content: f.amount, Width: amountWidth}}
	f.choice = nil
	if len(f.currencies) > 1 {
		names := make([]string, len(f.currencies))
		for i, c := range f.currencies {
			names[i] = string(c)
		}
		f.choice = widgets.NewSelect(names, slices.Index(f.currencies, f.currency), func(i int) { f.currency = f.currencies[i] })
		caption.SetText(words.T("Amount"))
		heads[0].Width, fields[0].Width = shortWidth, shortWidth
		heads = append(heads, widgets.Column{Content: widgets.NewCaptionParagraph(words.T("Currency")), Width: currencyWidth})
		fields = append(fields, widgets.Column{Content: widgets.VStack(0, f.choice), Width: currencyWidth})
	}
	last := max(checkWidth, f.check.MinSize().Width)
	heads = append(heads, widgets.Column{Content: widgets.NewCaptionParagraph(words.T("Date on the statement"))}, widgets.Column{Content: widgets.VStack(0, widgets.Gap(0, 0)), Width: last})
	fields = append(fields, widgets.Column{Content: f.day}, widgets.Column{Content: widgets.VStack(0, f.check), Width: last})
	return widgets.VStack(theme.Gap4, widgets.Columns(0, theme.Gap12, heads...), widgets.Columns(0, theme.Gap12, fields...))
}

// choose is a currency that somebody came with.
func (f *chargeForm) choose(currency money.Currency) {
	f.currency = currency
	if f.choice != nil {
		f.choice.SetSelected(slices.Index(f.currencies, currency))
	}
}

// submit checks what was typed, or says what is wrong with it.
func (f *chargeForm) submit() {
	p := f.page
	if p.data == nil || !p.data.known() {
		return
	}
	charge, badAmount, badDay := p.view().read(f.amount.Text(), f.currency, f.day.Text())
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
	p.form.build(p.data.currencies())
	p.form.choose(p.data.facts.Account.Currency)
	p.form.amount.SetText(amount)
	p.form.day.SetText(day)
	p.form.submit()
}
