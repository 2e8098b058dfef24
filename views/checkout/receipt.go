package checkout

import (
	"strings"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

// receiptRow is one fact of a receipt; copied is what goes to the clipboard, where a
// time stands in UTC whatever it is shown in.
type receiptRow struct{ name, value, copied string }

// receipt is what was ordered and what became of it, to be kept or sent.
type receipt struct {
	title string
	made  bool // it was carried out, so that this is a receipt
	rows  []receiptRow
}

// text is the receipt for the clipboard, a line each.
func (r receipt) text() string {
	var b strings.Builder
	for _, row := range r.rows {
		b.WriteString(row.name + "\t" + row.copied + "\n")
	}
	return b.String()
}

// receiptOf is the receipt of a confirm whose outcome may not be known yet: then it
// says what was ordered, and that nobody knows more.
func receiptOf(s *state, w words.Printer) receipt {
	o := s.outcome
	r := receipt{title: words.T("What was ordered"), made: stateShown(s) == billing.ChangeApplied}
	if r.made {
		r.title = words.T("Receipt")
	}
	add := func(name, value, copied string) {
		if value != "" {
			r.rows = append(r.rows, receiptRow{name, value, copied})
		}
	}
	same := func(name, value string) { add(name, value, value) }
	same(words.T("Invoice number"), s.invoice)
	same(words.T("Ordered"), whatWas(s, w))
	if charged := o.AmountCharged; o.State.Settled() && !charged.IsUnset() {
		add(words.T("Amount"), w.Standing(charged), words.Copied(charged))
	} else if due := s.intent.AmountDue; !due.IsUnset() {
		add(words.T("Amount due"), w.Standing(due), words.Copied(due))
	}
	if !s.intent.AmountDue.IsUnset() && s.intent.AmountDue.Sign() > 0 {
		name := words.T("To be paid with")
		if r.made {
			name = words.T("Paid with")
		}
		same(name, paidWith(s))
	}
	at := func(name string, t time.Time) {
		add(name, words.T("{at} {zone}", "at", w.Instant(t), "zone", w.ZoneName()), words.T("{at} {zone}", "at", w.UTC().Instant(t), "zone", w.UTC().ZoneName()))
	}
	switch {
	case !s.at.IsZero():
		at(words.T("Time"), s.at)
	case !s.made.IsZero():
		at(words.T("Time"), s.made)
	case !s.intent.At.IsZero():
		at(words.T("Sent"), s.intent.At)
	}
	same(words.T("State"), words.Change(stateShown(s)))
	same(words.T("Change id"), idOf(s))
	same(words.T("Account"), s.facts.Account.Name)
	return r
}

// stateShown is the state as it is told: what waits for the copy is not called done.
func stateShown(s *state) billing.ChangeState {
	if s.waiting() {
		return billing.ChangeUnknown
	}
	return s.outcome.State
}

// idOf is the change's id, as far as it is known.
func idOf(s *state) string {
	if s.outcome.ID != "" {
		return s.outcome.ID
	}
	return s.intent.ID
}
