package payments

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/words"
)

// question is what is asked before something is done to a card, and what that would do.
type question struct {
	title    string
	lines    []consequence
	keep, do string // what the buttons say
}

// consequence is something that would follow.
type consequence struct {
	icon resources.Icon
	what string
	bad  bool
}

// exchange is what is done with a card that another was added in place of.
type exchange struct {
	old, added  string // ids
	first, gone bool   // the added one is to be the default, the old one to go
}

// askDefault says what follows where a card becomes the default.
func askDefault(d data, card billing.PaymentMethod, now time.Time, w words.Printer) question {
	name := words.Card(card)
	after := leading(d.facts.Account.Methods, card.ID)
	q := question{
		title: words.T("Make {card} the default?", "card", name), keep: words.T("Leave it as it is"), do: words.T("Make it the default"),
		lines: []consequence{renews(d, after, w)},
	}
	if health, _ := words.HealthOf(&card, now); health == words.CardFails {
		q.lines = append(q.lines, consequence{resources.IconAlert, words.T("{card} was declined or has expired. Charging it will probably fail.", "card", name), true})
	}
	if former := d.facts.Account.Methods[0]; former.ID != card.ID {
		q.lines = append(q.lines, consequence{resources.IconPayments, words.T("{card} stays, as a backup.", "card", words.Card(former)), false})
	}
	return finish(q, d, now, w)
}

// askRemove says what follows where a card is taken off the account.
func askRemove(d data, card billing.PaymentMethod, now time.Time, w words.Printer) question {
	account := d.facts.Account
	name, after := words.Card(card), without(account.Methods, card.ID)
	q := question{
		title: words.T("Remove {card}?", "card", name), keep: words.T("Keep it"), do: words.T("Remove {card}", "card", name),
		lines: []consequence{renews(d, after, w)},
	}
	if account.Methods[0].ID == card.ID && len(after) > 0 {
		q.lines = append(q.lines, consequence{resources.IconPayments, words.T("It is the default. {card} takes its place.", "card", words.Card(after[0])), false})
	}
	q.lines = append(q.lines, lastCard(account, after)...)
	return finish(q, d, now, w)
}

// askExchange says what follows from what is done with a card and the one that was added
// in its place.
func askExchange(d data, x exchange, now time.Time, w words.Printer) question {
	account := d.facts.Account
	added, old := cardOf(account, x.added), cardOf(account, x.old)
	if added == nil || old == nil {
		return question{}
	}
	after := account.Methods
	q := question{
		title: words.T("Use {card} in place of {old}?", "card", words.Card(*added), "old", words.Card(*old)),
		keep:  words.T("Keep both as they are"), do: words.T("Replace {card}", "card", words.Card(*old)),
	}
	if x.first {
		after = leading(after, x.added)
	} else {
		q.do = words.T("Remove {card}", "card", words.Card(*old))
	}
	if x.gone {
		after = without(after, x.old)
	} else {
		q.do = words.T("Make it the default")
	}
	q.lines = []consequence{renews(d, after, w)}
	return finish(q, d, now, w)
}

// finish adds what is the same whichever card it is: what is owed stays owed, and what
// is past stays as it was.
func finish(q question, d data, now time.Time, w words.Printer) question {
	if i := billing.OldestOpen(d.invoices); i != nil {
		what := words.T("Invoice {number}, {amount}, is still owed.", "number", i.Number, "amount", w.Standing(i.AmountDue))
		if next := d.facts.Catalog.Policy.Dunning.NextTry(i.Attempts); next != nil && next.After(now) {
			what = words.T("Invoice {number}, {amount}, is still owed. It is tried next on {date}, with what is the default then.",
				"number", i.Number, "amount", w.Standing(i.AmountDue), "date", w.Date(*next))
		}
		q.lines = append(q.lines, consequence{resources.IconInvoices, what, false})
	}
	q.lines = append(q.lines, consequence{
		resources.IconInfo, words.T("It affects future collection only, not past invoices, the plan or the tax."), false,
	})
	return q
}

// lastCard is what no card at all brings with it.
func lastCard(a *billing.Account, after []billing.PaymentMethod) []consequence {
	if len(after) > 0 {
		return nil
	}
	all := []consequence{{resources.IconWarning, words.T("It is the last card. Nothing can be topped up or bought with a card until one is added."), true}}
	if a.AutoReload != nil {
		all = append(all, consequence{resources.IconSparkle, words.T("Auto-reload of AI credits is turned off: it needs a card."), true})
	}
	return all
}

// renews is what is billed next, and what it would be paid with.
func renews(d data, cards []billing.PaymentMethod, w words.Printer) consequence {
	next := d.facts.Next()
	if next == nil {
		return consequence{resources.IconCalendar, words.T("Nothing renews, so nothing is collected by itself."), false}
	}
	values := []string{"date", w.Date(next.At), "amount", w.Standing(next.AmountDue)}
	then := billing.Account{Methods: cards}
	switch card := then.Card(next.At); {
	case next.AmountDue.Sign() <= 0:
		return consequence{resources.IconCalendar, words.T("The renewal of {date} charges nothing.", values...), false}
	case card != nil:
		return consequence{
			resources.IconCalendar,
			words.T("The renewal of {date}, {amount} as of today, is charged to {card}.", append(values, "card", words.Card(*card))...), false,
		}
	case !d.facts.Account.AccountBalance.IsUnset() && d.facts.Account.AccountBalance.Cmp(next.AmountDue) >= 0:
		return consequence{resources.IconCalendar, words.T("The renewal of {date}, {amount} as of today, is paid from the account balance.", values...), false}
	default:
		return consequence{
			resources.IconWarning,
			words.T("The renewal of {date}, {amount} as of today, cannot be paid: no card is left that is good then, and the account balance is too low.", values...), true,
		}
	}
}

// cardOf is a card of the account; nil where it is gone.
func cardOf(a *billing.Account, id string) *billing.PaymentMethod {
	i := slices.IndexFunc(a.Methods, func(m billing.PaymentMethod) bool { return m.ID == id })
	if i < 0 {
		return nil
	}
	return &a.Methods[i]
}

// leading is cards with one of them first.
func leading(cards []billing.PaymentMethod, id string) []billing.PaymentMethod {
	i := slices.IndexFunc(cards, func(m billing.PaymentMethod) bool { return m.ID == id })
	return slices.Insert(without(cards, id), 0, cards[i])
}

// without is cards without one of them.
func without(cards []billing.PaymentMethod, id string) []billing.PaymentMethod {
	return slices.DeleteFunc(slices.Clone(cards), func(m billing.PaymentMethod) bool { return m.ID == id })
}
