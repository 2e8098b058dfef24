package payments

import (
	"testing"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
)

// change gives the account something else, and has the page read it.
func (b *bench) change(set func(*billing.Account)) {
	account := *b.source.facts.Account
	set(&account)
	b.source.facts.Account = &account
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
}

// cards are the account's own copy of its cards, to be changed.
func cards(a *billing.Account) []billing.PaymentMethod {
	a.Methods = append([]billing.PaymentMethod(nil), a.Methods...)
	return a.Methods
}

// The keyboard stays on a button that is not shown any more; what it led to is gone.
func TestEnterOnASuggestionThatIsGoneDoesNothing(t *testing.T) {
	source := normal()
	source.facts.Account.Methods[0].Status = billing.MethodDeclined
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("")
	b.Window.Canvas().Focus(b.Button("Make Mastercard ending 5100 the default"))
	b.change(func(a *billing.Account) { cards(a)[0].Status = billing.MethodWorks })
	b.page.next.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if b.Asks() {
		t.Error("something is asked that nothing leads to any more")
	}
}
