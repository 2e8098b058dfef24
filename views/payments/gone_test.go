package payments

import (
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
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

// What was agreed to is done and told as it was on the screen then, whatever is ticked or
// gone until it is done.
func TestWhatWasAgreedToStays(t *testing.T) {
	b := replaced(t, overdue(), "Replace")
	a := b.page.asking
	test.Tap(a.confirm)
	test.Tap(a.choices[1]) // the old card is to stay after all: too late
	without := *b.page.data.facts.Account
	without.Methods = slices.DeleteFunc(cards(&without), func(m billing.PaymentMethod) bool { return m.ID == "pm_master" })
	b.page.data.facts.Account = &without // somebody else was faster
	test.Tap(a.choices[0])
	b.Scheduler.Drain()
	if want := []string{"default pm_9", "remove pm_master"}; !slices.Equal(b.source.acts, want) || b.Asks() {
		t.Errorf("did %v, want %v; asks: %t", b.source.acts, want, b.Asks())
	}
	want := "Amex ending 0005 is used from now on. The renewal of 18 Dec 2026, $759.60 as of today, is charged to Amex ending 0005."
	if told := b.Said[len(b.Said)-1].String(); told != want {
		t.Errorf("said %q, want %q", told, want)
	}
}

// What was refused can be chosen otherwise.
func TestAfterARefusalItCanBeChosenOtherwise(t *testing.T) {
	b := replaced(t, overdue(), "Replace")
	b.source.refuse = billing.NewProblem(billing.Offline)
	b.FrontPress("Replace Mastercard ending 5100")
	b.source.refuse = nil
	test.Tap(b.page.asking.choices[1])
	b.FrontPress("Make it the default")
	if want := []string{"default pm_9", "default pm_9"}; !slices.Equal(b.source.acts, want) || b.Asks() {
		t.Errorf("did %v, want %v; asks: %t", b.source.acts, want, b.Asks())
	}
}

// Who may see payments again sees them, though nothing of them has changed; whatever the
// keyboard stayed on did nothing meanwhile.
func TestWhoMaySeePaymentsAgainSeesThem(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("top-up")
	role := b.source.facts.Account.Role
	b.change(func(a *billing.Account) { a.Role = billing.RoleMember })
	b.Sees("Payments are not for your role")
	for _, press := range []*widgets.Button{b.page.handles["pm_visa"].more, b.page.pay, b.page.instead, b.page.next, b.page.topUp.open} {
		press.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	b.page.Escape()
	b.page.Changed(billing.KindFreshness)
	if b.page.FirstFocus() != nil || b.Asks() {
		t.Errorf("the keyboard goes to %T, asks: %t", b.page.FirstFocus(), b.Asks())
	}
	b.change(func(a *billing.Account) { a.Role = role })
	b.Sees("Visa ending 4242")
	b.SeesNot("Payments are not for your role")
}

// While a card is typed in the browser no other can take its place, which would lose it.
func TestOneCardIsTypedAtATime(t *testing.T) {
	source := overdue()
	source.facts.Account.Methods = source.facts.Account.Methods[:1]
	source.card = billing.MethodSetup{Status: billing.SetupAdded, Method: &billing.PaymentMethod{
		ID: "pm_9", Brand: "Amex", Last4: "0005", ExpMonth: 3, ExpYear: 2031, Status: billing.MethodExpired,
	}}
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("")
	replace, instead := b.Button("Replace"), b.Button("Replace the card")
	test.Tap(b.Button("Add a card"))
	if !replace.Disabled() || !instead.Disabled() || !b.page.menuItems("pm_master")[0].Disabled {
		t.Error("another card can be added meanwhile")
	}
	b.page.replaceCard("pm_master") // by a menu that was open
	b.page.addCard()
	b.Scheduler.Drain()
	if replace.Disabled() || instead.Disabled() || b.Asks() || len(b.Said) != 1 {
		t.Errorf("stays off, or is asked about: %t; said %v", b.Asks(), b.Said)
	}
}
