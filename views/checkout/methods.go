package checkout

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/words"
)

// methodRows are the ways to pay, those that do not suffice included.
func methodRows(s *state, w words.Printer) []method {
	var all []method
	for _, o := range methodsOf(s.facts.Account, &s.quote) {
		if o.method == nil {
			all = append(all, balanceRow(s, o, w))
			continue
		}
		row := method{id: o.id, icon: resources.IconPayments, title: words.Card(*o.method), note: words.CardMonth(o.method), usable: o.usable}
		if health, word := words.HealthOf(o.method, s.quote.At); health == words.CardFails {
			row.note = word
		}
		all = append(all, row)
	}
	return all
}

// balanceRow says what the account balance is, and what it is afterwards.
func balanceRow(s *state, o option, w words.Printer) method {
	balance := s.facts.Account.AccountBalance
	row := method{id: o.id, icon: resources.IconBank, title: words.T("Account balance"), usable: o.usable}
	row.note = words.T("{balance}, too low", "balance", w.Standing(balance))
	if o.usable {
		row.note = words.T("{balance}, after {left}", "balance", w.Standing(balance), "left", w.Standing(balance.Sub(s.quote.AmountDue)))
	}
	return row
}

// paidWith names what the order was paid with; empty where that is not known.
func paidWith(s *state) string {
	if s.intent.Payment == billing.PayByBalance {
		return words.T("the account balance")
	}
	for _, m := range s.facts.Account.Methods {
		if m.ID == s.intent.Payment {
			return words.Card(m)
		}
	}
	return ""
}
