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
}

// twoPacks is the checkout of AI credits, which the billing credit would pay.
const twoPacks = "order=buy&pack=ai_1000&quantity=2"

func withoutCredit(f *fake) {
	f.facts.Account.BillingCredit = f.facts.Account.BillingCredit.Sub(f.facts.Account.BillingCredit)
}

func buysPacks(t *testing.T, s *stage) { s.press(t, "Pay $48.00") }

func pastDue(f *fake) { f.facts, f.invoices = sample.PastDue() }
