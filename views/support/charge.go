package support

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/nav"
	"billfold/views/words"
)

// inquiry is a charge that somebody asks about, and what the accounts say.
type inquiry struct {
	charge  billing.Charge
	ledgers []billing.AccountLedger
	checks  []billing.ClaimCheck
	verdict billing.ClaimVerdict
	by      *billing.Evidence // nil where nothing matches
}

func ask(charge billing.Charge, ledgers []billing.AccountLedger, now time.Time) *inquiry {
	q := &inquiry{charge: charge, ledgers: ledgers, checks: charge.Explain(ledgers, now)}
	q.verdict, q.by = billing.Verdict(q.checks)
	return q
}

// own is the ledger of the account that is open; an empty one where it is not there.
func (q *inquiry) own() billing.AccountLedger {
	at := slices.IndexFunc(q.ledgers, func(l billing.AccountLedger) bool { return l.Selected })
	if at < 0 {
		return billing.AccountLedger{}
	}
	return q.ledgers[at]
}

// inquire holds the charge against the accounts; what matches comes first.
func (v view) inquire() ([]finding, verdict) {
	q := v.asked.charge
	if q == nil {
		return nil, verdict{}
	}
	all := make([]finding, len(q.checks))
	for i := range q.checks {
		all[i] = v.check(q, &q.checks[i])
	}
	slices.SortStableFunc(all, func(a, b finding) int { return rank(a) - rank(b) })
	return all, v.decide(q)
}

func rank(f finding) int {
	if f.result == billing.ClaimMatches {
		return 0
	}
	return 1
}

// check is one check in words.
func (v view) check(q *inquiry, c *billing.ClaimCheck) finding {
	f := finding{title: claimed(c.Kind), result: c.Result}
	switch {
	case c.Result == billing.ClaimMatches:
		f.detail = v.evidence(c)
		if e := c.Found[0]; e.AccountID == q.own().ID {
			f.fix = v.openInvoice(&e.Invoice)
		}
	case c.Kind == billing.ClaimElsewhere:
		f.detail = v.elsewhere(q, c)
	case c.Kind == billing.ClaimHold:
		f.detail = v.held(q, c)
	case c.Kind == billing.ClaimDouble:
		f.detail = v.once(c)
	case c.Foreign != nil:
		f.detail, f.fix = v.converted(c.Foreign, ""), v.openInvoice(&c.Foreign.Invoice)
	case c.Result == billing.ClaimUnclear:
		f.detail = v.silence(q)
	case c.Near != nil && c.Near.Invoice.Total.Amount().Equal(q.charge.Amount):
		f.detail = words.T("{number} of {day} came to {total}, of which {amount} was charged.",
			"number", c.Near.Invoice.Number, "total", v.w.Standing(c.Near.Invoice.Total), "amount", v.w.Standing(c.Near.Amount), "day", v.w.DayMonth(c.Near.At))
	case c.Near != nil:
		f.detail = words.T("{number} of {day} was {amount}, another amount.",
			"number", c.Near.Invoice.Number, "amount", v.w.Standing(c.Near.Amount), "day", v.w.DayMonth(c.Near.At))
	default:
		f.detail = words.T("None between {from} and {to}.",
			"from", v.day(q.charge.On.AddDate(0, 0, -5)), "to", v.day(q.charge.On.AddDate(0, 0, 1)))
	}
	return f
}

// day is a day of a statement, which has no zone.
func (v view) day(t time.Time) string {
	w := v.w
	w.Zone = nil
	return w.Date(t)
}

func claimed(kind billing.ClaimKind) string {
	switch kind {
	case billing.ClaimRenewal:
		return words.T("Renewal")
	case billing.ClaimUpgrade:
		return words.T("Upgrade or more seats")
	case billing.ClaimAddon:
		return words.T("Storage or another add-on")
	case billing.ClaimPack:
		return words.T("Pack of AI credits or auto-reload")
	case billing.ClaimTopUp:
		return words.T("Top-up of the account balance")
	case billing.ClaimElsewhere:
		return words.T("Another account on this card")
	case billing.ClaimHold:
		return words.T("Authorization of the bank")
	case billing.ClaimDouble:
		return words.T("Charged twice")
	}
	return words.T("Something else")
}

// evidence is what a check matches by: who, when, what and how it was paid.
func (v view) evidence(c *billing.ClaimCheck) string {
	e := c.Found[0]
	actor, account := e.Actor, ""
	if c.Kind == billing.ClaimElsewhere {
		account = e.Account
	}
	said := words.T("[{account}: ]{number}, {amount} with tax, {day}[, by {person}][, {method}].",
		"account", account, "number", e.Invoice.Number, "amount", v.w.Standing(e.Amount), "day", v.w.DayClock(e.At), "person", actor, "method", e.Method)
	switch {
	case c.Kind == billing.ClaimHold:
		return join(said, words.T("It was refused and not collected: the bank releases it within {n} days.", "n", v.w.Count(billing.HoldDays)))
	case c.Kind == billing.ClaimDouble:
		return join(said, words.T("No other invoice of this amount is known."))
	case len(c.Found) > 1:
		return join(said, words.N(len(c.Found)-1, "{n} more matches.", "{n} more match.", "n", v.w.Count(int64(len(c.Found)-1))))
	case e.Actor == "" && c.Kind == billing.ClaimPack:
		return join(said, words.T("It was bought by auto-reload."))
	}
	if v.asked.charge.charge.On.Format(time.DateOnly) == e.At.UTC().Format(time.DateOnly) {
		return said
	}
	return join(said, words.T("Cards are booked up to 5 days later."))
}

// silence says why the copy of the account cannot answer.
func (v view) silence(q *inquiry) string {
	switch l := q.own(); {
	case l.Gap == billing.LedgerHidden:
		return words.T("Your role does not see invoices.")
	case l.Gap == billing.LedgerUnread || l.AsOf.IsZero():
		return words.T("The account was never read here.")
	default:
		return words.T("The saved copy is of {at}: a charge of that day may be newer.", "at", v.w.When(l.AsOf, v.now))
	}
}

// converted is a charge of another currency: a bank knows the rate, and this page does not.
func (v view) converted(e *billing.Evidence, account string) string {
	return words.T("[{account}: ]{number} of {day} was {amount}, which a bank may have converted.",
		"account", account, "number", e.Invoice.Number, "day", v.w.DayMonth(e.At), "amount", v.w.Standing(e.Amount))
}

func (v view) elsewhere(q *inquiry, c *billing.ClaimCheck) string {
	var said []string
	if c.Foreign != nil {
		said = append(said, v.converted(c.Foreign, c.Foreign.Account))
	}
	if len(c.Unread) > 0 {
		said = append(said, words.T("Not checked, as not saved since or not yours: {accounts}.", "accounts", commas(c.Unread)))
	}
	switch {
	case len(said) > 0:
		return join(said...)
	case len(c.Shared) > 0:
		return words.T("The same card pays for {accounts}; nothing there is of this amount.", "accounts", commas(c.Shared))
	case len(c.Others) > 0:
		return words.T("No saved card pays for {accounts} too, and nothing there matches.", "accounts", commas(c.Others))
	}
	cards := make([]string, 0, 2)
	for _, m := range q.own().Methods {
		cards = append(cards, words.Card(m))
	}
	if len(cards) == 0 {
		return words.T("You have no other account.")
	}
	return words.T("As far as you can see, {cards}: for {account} only.", "cards", commas(cards), "account", q.own().Name)
}

func (v view) held(q *inquiry, c *billing.ClaimCheck) string {
	switch {
	case c.Settled:
		return words.T("It would vanish within {n} days; this one was collected.", "n", v.w.Count(billing.HoldDays))
	case c.Result == billing.ClaimNo:
		return words.T("It would have vanished by {day}.", "day", v.day(q.charge.On.AddDate(0, 0, billing.HoldDays)))
	default:
		return words.T("It may be one: then it vanishes by {day}.", "day", v.day(q.charge.On.AddDate(0, 0, billing.HoldDays)))
	}
}

func (v view) once(c *billing.ClaimCheck) string {
	switch {
	case c.Result == billing.ClaimUnclear:
		return words.T("Not all accounts could be looked at.")
	case len(c.Found) > 0:
		return words.T("{number} was collected once.", "number", c.Found[0].Invoice.Number)
	default:
		return words.T("Nothing of this amount was paid in the weeks before.")
	}
}

// decide says what the checks come to.
func (v view) decide(q *inquiry) verdict {
	by := q.by
	switch q.verdict {
	case billing.ClaimYours:
		return verdict{verdictFound, words.T("This charge is yours:"), v.bill(by)}
	case billing.ClaimOfAnother:
		return verdict{verdictFound, words.T("This charge is from {account}:", "account", by.Account), v.bill(by)}
	case billing.ClaimHeld:
		return verdict{verdictOpen, words.T("Nothing was collected:"), words.T("the amount of {number} disappears by itself.", "number", by.Invoice.Number)}
	case billing.ClaimTwice:
		return verdict{verdictTrouble, words.T("It looks charged twice:"), words.T("{number}; write to support.", "number", by.Invoice.Number)}
	case billing.ClaimOpen:
		return verdict{verdictOpen, words.T("Nothing matches so far,"), words.T("and not all could be checked. If it stays, write to support.")}
	case billing.ClaimUnexplained:
	}
	return verdict{verdictOpen, words.T("Nothing here explains it:"), words.T("write to support.")}
}

// bill is an invoice by its figures: "NWT-0012, $20.00 + VAT $4.00."
func (v view) bill(e *billing.Evidence) string {
	i := &e.Invoice
	if len(i.Taxes) != 1 || !i.BillingCreditApplied.IsUnset() && i.BillingCreditApplied.Sign() > 0 || !i.Subtotal.Add(i.Taxes[0].Amount).Equal(i.Total) {
		return words.T("{number}, {amount}.", "number", i.Number, "amount", v.w.Standing(e.Amount))
	}
	return words.T("{number}, {net} + {tax} {amount}.", "number", i.Number,
		"net", v.w.Standing(i.Subtotal), "tax", i.Taxes[0].Name, "amount", v.w.Standing(i.Taxes[0].Amount))
}

// prefilled is the charge of an invoice, as it was collected; false where nothing was.
func prefilled(invoices []billing.Invoice, id string, w words.Printer) (amount, day string, ok bool) {
	at := slices.IndexFunc(invoices, func(i billing.Invoice) bool { return i.ID == id || i.Number == id })
	if at < 0 {
		return "", "", false
	}
	i := &invoices[at]
	when, paid := i.At, i.AmountPaid
	for _, a := range i.Attempts {
		when = a.At
	}
	if paid.IsUnset() || paid.Sign() <= 0 {
		paid = i.AmountDue
	}
	return w.Amount(paid), w.Date(when), true
}

// read is a charge as it was typed, in a currency, and what is wrong with it; both empty is
// fine.
func (v view) read(amount string, currency money.Currency, day string) (charge billing.Charge, badAmount, badDay string) {
	sum, err := v.w.ParseAmount(amount, currency)
	if err != nil || sum.Sign() <= 0 {
		badAmount = words.T("An amount above 0, such as {example}.", "example", v.w.Amount(sampleAmount(currency)))
	} else {
		charge.Amount, charge.Currency = sum.Amount(), currency
	}
	on, err := v.w.ParseDate(day, v.now)
	switch {
	case err != nil:
		badDay = words.T("A day, such as {example}.", "example", v.w.Date(v.now))
	case on.After(v.now.Add(24 * time.Hour)):
		badDay = words.T("That day is yet to come.")
	default:
		charge.On = on
	}
	return charge, badAmount, badDay
}

// route is where an Arg leads on this page.
func route(arg string) (s symptom, invoice, change string) {
	if id, ok := nav.ParseChargeArg(arg); ok {
		return charged, id, ""
	}
	if id, ok := nav.ParseSupportChange(arg); ok {
		return "", "", id
	}
	if s = symptom(arg); indexOf(s) >= 0 {
		return s, "", ""
	}
	return "", "", ""
}
