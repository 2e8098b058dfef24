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
	after, err := d.facts.Account.MakeDefault(card.ID, now)
	if err != nil { // billing would refuse it as well
		return question{}
	}
	q := question{
		title: words.T("Make {card} the default?", "card", name), keep: words.T("Leave it as it is"), do: words.T("Make it the default"),
		lines: []consequence{renews(d, after, w)},
	}
	if health, _ := words.HealthOf(&card, now); health == words.CardFails {
		q.lines = append(q.lines, consequence{resources.IconAlert, words.T("{card} was declined. Charging it will probably fail.", "card", name), true})
	}
	if former := d.facts.Account.Methods[0]; former.ID != card.ID {
		q.lines = append(q.lines, consequence{resources.IconPayments, words.T("{card} stays, as a backup.", "card", words.Card(former)), false})
	}
	return finish(q, d, now, w)
}

// askRemove says what follows where a card is taken off the account.
func askRemove(d data, card billing.PaymentMethod, now time.Time, w words.Printer) question {
	account := d.facts.Account
	after, err := account.Remove(card.ID, "", "", now)
	if err != nil { // it is gone already
		return question{}
	}
	name := words.Card(card)
	q := question{
		title: words.T("Remove {card}?", "card", name), keep: words.T("Keep it"), do: words.T("Remove {card}", "card", name),
		lines: []consequence{renews(d, after.Left, w)},
	}
	if after.Default != nil {
		q.lines = append(q.lines, consequence{resources.IconPayments, words.T("It is the default. {card} takes its place.", "card", words.Card(*after.Default)), false})
	}
	q.lines = append(q.lines, lastCard(after, now)...)
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
	then := *account
	q := question{
		title: words.T("Use {card} in place of {old}?", "card", words.Card(*added), "old", words.Card(*old)),
		keep:  words.T("Keep both as they are"), do: words.T("Replace {card}", "card", words.Card(*old)),
	}
	if x.first {
		methods, err := then.MakeDefault(x.added, now)
		if err != nil {
			return question{}
		}
		then.Methods = methods
	} else {
		q.do = words.T("Remove {card}", "card", words.Card(*old))
	}
	var last []consequence
	if x.gone {
		after, err := then.Remove(x.old, "", "", now)
		if err != nil {
			return question{}
		}
		then.Methods, last = after.Left, lastCard(after, now)
	} else {
		q.do = words.T("Make it the default")
	}
	q.lines = append([]consequence{renews(d, then.Methods, w)}, last...)
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

// lastCard is what it brings with it that no card is left, or none that can be charged.
func lastCard(after billing.Removal, now time.Time) []consequence {
	var all []consequence
	switch left := (&billing.Account{Methods: after.Left}).Card(now); {
	case len(after.Left) == 0:
		all = append(all, consequence{resources.IconWarning, words.T("It is the last card. Nothing can be topped up or bought with a card until one is added."), true})
	case left == nil:
		all = append(all, consequence{resources.IconWarning, words.T("The cards that are left have expired. Nothing can be topped up or bought with a card until one is added."), true})
	}
	if after.StopsReload {
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
