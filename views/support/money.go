package support

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

func commas(names []string) string { return strings.Join(names, ", ") }

// unpaid says whether an open invoice holds things up.
func (v view) unpaid() finding {
	title := words.T("An invoice is open")
	s := v.facts.Subscription
	late := s.Status == billing.StatusPastDue || s.Status == billing.StatusRestricted
	if s.OpenInvoice == "" && !late {
		if !v.may(billing.SeeBilling) {
			return unclear(title, words.T("Your role does not see invoices."), nil)
		}
		return no(title, words.T("All invoices are paid."))
	}
	open := v.open()
	amount := ""
	if open != nil {
		amount = v.w.Standing(open.AmountDue)
	}
	detail := join(words.T("Invoice[ {number}][ of {amount}] is open. Increases and packs wait until it is paid, and warnings stay.", "number", s.OpenInvoice, "amount", amount),
		words.T("Refreshing does not pay it."))
	if !v.may(billing.ChangeBilling) {
		return matches(title, join(detail, words.T("Nobody should add a card of their own.")), v.ask(detail))
	}
	label := words.T("Pay the invoice")
	if amount != "" {
		label = words.T("Pay {amount}", "amount", amount)
	}
	return matches(title, detail, goTo(label, nav.PageCheckout, nav.OrderArg(billing.Order{Kind: billing.OrderPayment})))
}

// open is the invoice that gates changes, as far as it is saved.
func (v view) open() *billing.Invoice {
	at := slices.IndexFunc(v.invoices, func(i billing.Invoice) bool {
		return i.Number == v.facts.Subscription.OpenInvoice && i.Number != ""
	})
	if at < 0 {
		return billing.OldestOpen(v.invoices)
	}
	return &v.invoices[at]
}

// try is what was tried to collect last and failed.
type try struct {
	invoice *billing.Invoice
	attempt *billing.PaymentAttempt
}

// failures are the failed tries of the last 30 days.
func (v view) failures(each func(try)) {
	for n := range v.invoices {
		i := &v.invoices[n]
		for k := range i.Attempts {
			a := &i.Attempts[k]
			if a.Result != billing.PaymentSucceeded && v.now.Sub(a.At) <= recently {
				each(try{i, a})
			}
		}
	}
}

// lastTry is the last failed try whose invoice was not paid later.
func (v view) lastTry() *try {
	var last *try
	v.failures(func(t try) {
		if paidSince(t.invoice, t.attempt.At) == nil && (last == nil || t.attempt.At.After(last.attempt.At)) {
			last = &t
		}
	})
	return last
}

// tried says what a card was refused for.
func (v view) tried() finding {
	title := words.T("The bank or the card refused it")
	if !v.may(billing.SeeBilling) {
		return unclear(title, words.T("Your role does not see payments."), nil)
	}
	t, c := v.lastTry(), v.rejected()
	switch {
	case c != nil && c.Problem == billing.PaymentDeclined && (t == nil || c.At.After(t.attempt.At)):
		return matches(title, join(words.T("{day}, by {person}[: {reason}].", "day", v.w.DayClock(c.At), "person", c.Actor, "reason", words.Refusal(c.Params["reason"])),
			words.T("Nothing was charged, and the plan stayed as it was.")),
			goTo(words.T("Open payments"), nav.PagePayments, ""))
	case t != nil:
		return v.triedInvoice(title, t)
	}
	if since := newer(v.triedSince(), v.refusedSince(billing.PaymentDeclined)); since != nil {
		f := no(title, join(since.since(v), words.T("A warning that is left goes with a refresh.")))
		f.fix = v.refresh()
		return f
	}
	return no(title, words.T("No payment was refused in the last 30 days."))
}

// triedInvoice says what became of an invoice whose collection failed and that is not paid.
func (v view) triedInvoice(title string, t *try) finding {
	said := words.T("{number}, {day}, {method}[: {reason}].", "number", t.invoice.Number, "day", v.w.DayClock(t.attempt.At),
		"method", words.PaidBy(t.attempt.Method), "reason", words.Refusal(t.attempt.Reason))
	switch t.invoice.Status {
	case billing.InvoiceVoid, billing.InvoiceUncollectible:
		return matches(title, join(said, words.T("The invoice is {state}, and nothing is due of it.", "state", words.Invoice(t.invoice.Status))), v.openInvoice(t.invoice))
	case billing.InvoiceOpen, billing.InvoiceDraft, billing.InvoicePaid:
	}
	next := ""
	if at := v.facts.Catalog.Policy.Dunning.NextTry(t.invoice.Attempts); at != nil && at.After(v.now) {
		next = v.w.Date(*at)
	}
	return matches(title, join(said, words.T("Pay with another method, or ask the bank.[ It is tried again on {next}.]", "next", next)),
		goTo(words.T("Open payments"), nav.PagePayments, ""))
}

func (v view) openInvoice(i *billing.Invoice) *fix {
	return goTo(words.T("Open {number}", "number", i.Number), nav.PageInvoices, i.ID)
}

// cardHealth says whether a saved card cannot be charged.
func (v view) cardHealth() finding {
	title := words.T("A saved card does not work")
	if !v.may(billing.SeeBilling) {
		return unclear(title, words.T("Your role does not see payment methods."), nil)
	}
	var broken, fine []string
	for _, m := range v.facts.Account.Methods {
		switch {
		case m.Expired(v.now):
			broken = append(broken, words.T("{card}: expired", "card", words.Card(m)))
		case m.Status == billing.MethodDeclined:
			broken = append(broken, words.T("{card}: declined last time", "card", words.Card(m)))
		default:
			fine = append(fine, words.Card(m))
		}
	}
	if len(broken) > 0 {
		return matches(title, words.T("{cards}. Add another card, or use one that works.", "cards", commas(broken)), v.addCard())
	}
	if len(fine) == 0 {
		return no(title, words.T("No card is saved."))
	}
	return no(title, words.T("As far as is known: {cards}.", "cards", commas(fine)))
}

func (v view) addCard() *fix {
	if !v.may(billing.ManageMethods) {
		return v.ask(words.T("A payment was declined, and no saved card may work."))
	}
	return goTo(words.T("Add a card"), nav.PagePayments, "add-card")
}

// proof says whether the bank waits for somebody.
func (v view) proof() finding {
	title := words.T("The bank asks for a confirmation")
	c := v.rejected()
	t := v.lastTry()
	switch {
	case v.pending != nil && v.pending.Outcome.State == billing.ChangeRequiresAction:
		return matches(title, words.T("Confirm on the bank's page and come back. Nothing is charged until then."), v.toChange(v.pending.Intent.ID))
	case c != nil && c.Problem == billing.ProofMissing:
		return matches(title, words.T("It was not given in time on {day}; nothing was charged. Make the change again.", "day", v.w.DayClock(c.At)), v.again(c))
	case t != nil && t.attempt.Result == billing.PaymentNeedsProof && t.invoice.Status == billing.InvoiceOpen:
		return matches(title, words.T("Invoice {number} can be paid with you there to confirm.", "number", t.invoice.Number),
			goTo(words.T("Verify at the bank"), nav.PageCheckout, nav.OrderArg(billing.Order{Kind: billing.OrderPayment})))
	case !v.may(billing.SeeBilling):
		return unclear(title, words.T("Your role does not see payments."), nil)
	default:
		return no(title, words.T("No payment waits for a bank."))
	}
}

// again leads to the checkout of what was refused.
func (v view) again(c *billing.Change) *fix {
	if c.Kind != billing.OrderChange || !v.may(billing.ChangeBilling) {
		return goTo(words.T("Open the change"), nav.PageHistory, c.ID)
	}
	return goTo(words.T("Preview it again"), nav.PageCheckout, nav.TermsArg(v.facts.Subscription.Terms.PatchTo(c.After)))
}

func (v view) nothingToPayWith() finding {
	title := words.T("There is nothing to pay with")
	a := v.facts.Account
	if !v.may(billing.SeeBilling) {
		return unclear(title, words.T("Your role does not see payment methods."), nil)
	}
	switch card := a.Card(v.now); {
	case card == nil:
	case card.Status == billing.MethodDeclined: // that was then: the bank may say something else now
		return no(title, words.T("{card} was declined last time, and can be tried again.", "card", words.Card(*card)))
	default:
		return no(title, words.T("{card} can be charged.", "card", words.Card(*card)))
	}
	return matches(title, words.T("No card can be charged; the account balance is {balance}.", "balance", v.w.Standing(a.AccountBalance)), v.addCard())
}

func (v view) contract() finding {
	title := words.T("The plan is under a contract")
	plan, ok := v.facts.Catalog.Plan(v.facts.Subscription.Terms.Plan)
	if ok && plan.Kind == billing.PlanCustom {
		return matches(title, words.T("{plan} is paid as agreed: contact Sales.", "plan", plan.Name), goTo(words.T("Contact Sales"), nav.PagePlans, "plan="+plan.ID))
	}
	return no(title, words.T("The plan is paid by card or account balance."))
}
