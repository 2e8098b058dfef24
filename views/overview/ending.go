package overview

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/words"
)

// ending is what a person is told before a subscription is canceled.
type ending struct {
	title   string
	lines   []endingLine
	confirm string
}

type endingLine struct {
	icon resources.Icon
	what string
}

// endingOf says what ends when, what stays, and what becomes of the money.
func endingOf(f billing.Facts, w words.Printer) ending {
	s, a := f.Subscription, f.Account
	plan, end := words.Plan(f.Catalog, s.Terms.Plan), w.Date(s.Period.End)
	e := ending{
		title:   words.T("Cancel {plan} at the period's end?", "plan", plan),
		confirm: words.T("Cancel on {day}", "day", end),
	}
	add := func(icon resources.Icon, what string) { e.lines = append(e.lines, endingLine{icon, what}) }
	add(resources.IconCalendar, words.T("Everything works until {day}. Then {plan} ends and does not renew.", "day", end, "plan", plan))
	add(resources.IconUndo, words.T("Until then it can be resumed at any time."))
	add(resources.IconInvoices, words.T("What was charged stays charged; nothing is refunded."))
	if s.OpenInvoice != "" {
		add(resources.IconAlert, words.T("Invoice {invoice} stays owed.", "invoice", s.OpenInvoice))
	}
	if p, ok := f.Catalog.Plan(s.Terms.Plan); ok && len(p.Metered) > 0 {
		add(resources.IconUsage, words.T("What is used until {day} is billed then.", "day", end))
	}
	if s.Scheduled != nil {
		add(resources.IconClock, words.T("What is scheduled is dropped: {what}.", "what", w.Summary(f.Catalog, s.Terms, s.Scheduled.After)))
	}
	add(resources.IconStorage, words.T("Members, files and settings are kept, and are there again with a new plan."))
	if a.BillingCredit.Sign() > 0 {
		add(resources.IconCredits, words.T("Billing credit of {amount} stays and reduces later invoices; it is never paid out.",
			"amount", w.Standing(a.BillingCredit)))
	}
	if a.AccountBalance.Sign() > 0 {
		add(resources.IconBank, words.T("The account balance of {amount} stays and pays for a later plan.",
			"amount", w.Standing(a.AccountBalance)))
	}
	return e
}
