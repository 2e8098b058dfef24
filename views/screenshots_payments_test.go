//go:build screenshots

package views_test

import (
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
)

// What is ordered and how it is paid is photographed beside what every page has.
func init() {
	extra[nav.PageCheckout] = append(extra[nav.PageCheckout], ordered...)
	extra[nav.PagePayments] = paying
	places = append(places, struct {
		name  string
		route nav.Route
	}{"payments", nav.Route{Page: nav.PagePayments}})
}

var ordered = []state{
	{name: "pack", arg: twoPacks, set: withoutCredit},
	{name: "pack-done", arg: twoPacks, set: withoutCredit, then: buysPacks},
	{name: "pack-declined", arg: twoPacks, set: func(f *fake) {
		withoutCredit(f)
		ends(billing.ChangeRejected, billing.NewProblem(billing.PaymentDeclined, "reason", "insufficient_funds"))(f)
	}, then: buysPacks},
	{name: "topup", arg: "amount=100.00&currency=USD&order=top_up"},
	{name: "pay", arg: "order=pay", set: pastDue},
	{name: "resume", arg: "order=resume", set: func(f *fake) { f.facts.Subscription.CancelAtPeriodEnd, f.facts.Subscription.Scheduled = true, nil }},
	{name: "reload", arg: "below=500&cap=60.00&currency=USD&order=auto_reload&pack=ai_1000"},
	{name: "nothing-open", arg: "order=pay"},
}

var paying = []state{
	{name: "member", set: member},
	{name: "approver", set: func(f *fake) { f.facts.Account.Role = billing.RoleFinanceApprover }},
	{name: "moved", set: func(f *fake) { f.invoices = sample.TopUps() }},
	{name: "unpaid", set: pastDue},
	{name: "restricted", set: func(f *fake) { pastDue(f); f.facts.Subscription.Status = billing.StatusRestricted }},
	{name: "no-card", set: func(f *fake) { f.facts.Account.Methods = nil }},
	{name: "declined", set: func(f *fake) { f.facts.Account.Methods[0].Status = billing.MethodDeclined }},
	{name: "top-up", arg: "top-up", then: func(t *testing.T, s *stage) { s.press(t, "$150.00") }},
	{name: "details", arg: "details"},
	{name: "incomplete", set: func(f *fake) { f.facts.Account.Details = billing.BillingDetails{} }},
	{name: "wrong", set: incomplete, arg: "details", then: func(t *testing.T, s *stage) {
		s.types("x")
		s.press(t, "Save details")
	}},
	{name: "unsaved", arg: "details", then: func(_ *testing.T, s *stage) { s.types("New ") }},
	{name: "recipient", then: func(t *testing.T, s *stage) {
		s.press(t, "Add")
		s.types("books@northwind.example")
	}},
	{name: "country", then: func(t *testing.T, s *stage) {
		s.window.Canvas().Focus(s.first(t, "*widgets.Select"))
		s.types("united")
	}},
	{name: "menu", then: func(t *testing.T, s *stage) { s.press(t, "More about Mastercard ending 5100") }},
	{name: "default", set: pastDue, then: func(t *testing.T, s *stage) { s.press(t, "Make Visa ending 4242 the default") }},
	{name: "remove", then: func(t *testing.T, s *stage) {
		s.press(t, "More about Visa ending 4242")
		s.choose(t, "Remove")
	}},
	{name: "verify", set: func(f *fake) {
		pastDue(f)
		f.invoices[0].Attempts[1].Result = billing.PaymentNeedsProof
	}},
	{name: "void", set: func(f *fake) {
		pastDue(f)
		f.invoices[0].Status, f.facts.Subscription.Status = billing.InvoiceVoid, billing.StatusActive
	}},
}

// incomplete lacks what invoices need.
func incomplete(f *fake) {
	f.facts.Account.Details.FirstName, f.facts.Account.Details.VATID, f.facts.Account.Details.City = "", "GB 12", ""
}

// twoPacks is the checkout of AI credits, which the billing credit would pay.
const twoPacks = "order=buy&pack=ai_1000&quantity=2"

func withoutCredit(f *fake) {
	f.facts.Account.BillingCredit = f.facts.Account.BillingCredit.Sub(f.facts.Account.BillingCredit)
}

func buysPacks(t *testing.T, s *stage) { s.press(t, "Pay $48.00") }

func pastDue(f *fake) { f.facts, f.invoices = sample.PastDue() }
