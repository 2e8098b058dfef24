package payments

import (
	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// amountWidth is how wide the field of an amount is.
const amountWidth float32 = 160

// topUp asks how much is to be put on the account balance; it is paid in the checkout.
type topUp struct {
	page   *Page
	opened bool

	open      *widgets.Button
	suggested *fyne.Container
	label     *widgets.Text
	amount    *widgets.Field
	onward    *widgets.Button
	hint      *widgets.Paragraph
	body      fyne.CanvasObject

	catalog *billing.Catalog
	chosen  money.Money // unset while nothing that can be topped up was typed
}

func newTopUp(p *Page) *topUp {
	t := &topUp{page: p, suggested: widgets.HStack(theme.Gap8), label: widgets.NewCaption(""), amount: widgets.NewField("").AsNumber(), hint: widgets.NewCaptionParagraph("")}
	t.open = widgets.NewButton(widgets.ButtonPrimary, words.T("Top up"), t.show)
	t.onward = widgets.NewButton(widgets.ButtonPrimary, "", t.checkOut)
	cancel := widgets.NewButton(widgets.ButtonSecondary, words.T("Cancel"), t.close)
	t.amount.OnChanged = func(string) { t.read() }
	t.amount.OnSubmitted = func(string) { t.checkOut() }
	fields := widgets.HStack(theme.Gap8, widgets.Fixed(widgets.VStack(theme.Gap4, t.label, t.amount), amountWidth, 0),
		widgets.VStack(0, widgets.Gap(0, 20), widgets.HStack(theme.Gap8, t.onward, cancel)), widgets.Spacer())
	t.body = widgets.VStack(theme.Gap8, t.suggested, fields, t.hint)
	return t
}

// fill takes in what can be topped up.
func (t *topUp) fill(f funds, c *billing.Catalog) {
	t.open.SetEnabled(f.topUp.enabled)
	if !f.topUp.enabled {
		t.opened = false
	}
	known := t.catalog != nil && t.catalog.LeastTopUp().Equal(c.LeastTopUp())
	t.catalog = c
	if known {
		return
	}
	w := t.page.deps.Words
	t.suggested.Objects = []fyne.CanvasObject{widgets.NewCaption(words.T("Often chosen"))}
	for _, amount := range offered(c) {
		t.suggested.Add(widgets.NewButton(widgets.ButtonSecondary, w.Standing(amount), func() { t.amount.SetText(w.Amount(amount)) }).Sized(widgets.ButtonSmall))
	}
	t.suggested.Hidden = len(t.suggested.Objects) == 1
	t.label.SetText(words.T("Amount, {currency}", "currency", string(c.Currency)))
	t.read()
}

// show opens the question, and leads the keyboard there.
func (t *topUp) show() {
	if t.page.shown == nil || !t.page.shown.funds.topUp.enabled {
		return
	}
	t.opened = true
	t.page.refill()
	t.page.focus(t.amount.Entry())
}

// close forgets what was typed.
func (t *topUp) close() {
	t.opened = false
	t.amount.SetText("")
	t.page.refill()
	t.page.focus(t.open)
}

// read takes in what was typed, and says why it cannot be topped up.
func (t *topUp) read() {
	w := t.page.deps.Words
	amount, why := amountTyped(t.amount.Text(), t.catalog, w)
	t.chosen = amount
	t.amount.SetError(why)
	t.onward.SetText(words.T("Continue"))
	t.hint.SetText(words.T("At least {amount}. You see the price and choose the card before anything is charged.", "amount", w.Standing(t.catalog.LeastTopUp())))
	if !amount.IsUnset() {
		t.onward.SetText(words.T("Continue with {amount}", "amount", w.Standing(amount)))
	}
	t.onward.SetEnabled(!amount.IsUnset())
	t.page.root.Refresh()
}

// checkOut leads to the payment. What was typed is forgotten: once it is paid, nobody
// should find it ready to be paid again.
func (t *topUp) checkOut() {
	amount := t.chosen
	if amount.IsUnset() {
		return
	}
	t.opened = false
	t.amount.SetText("")
	t.page.refill()
	t.page.checkOut(billing.Order{Kind: billing.OrderTopUp, Amount: amount})
}
