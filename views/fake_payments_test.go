package views_test

import (
	"context"
	"slices"

	"billfold/billing"
)

// Quote prices any order as of the fake's facts and invoices.
func (f *fake) Quote(_ context.Context, order billing.Order) (billing.Preview, error) {
	facts := f.facts
	facts.Open = billing.OldestOpen(f.invoices)
	return billing.Quote(facts, order, f.now())
}

// Price is Quote as billing would hold it.
func (f *fake) Price(ctx context.Context, order billing.Order) (billing.Preview, error) {
	if f.fresh.Problem != nil {
		return billing.Preview{}, f.fresh.Problem
	}
	preview, err := f.Quote(ctx, order)
	f.quoted, f.ordered = preview.Locked("prv_0199e1a4"), order
	return f.quoted, err
}

// carryOut has the copy show what was confirmed.
func (f *fake) carryOut() {
	subscription, account := *f.facts.Subscription, *f.facts.Account
	subscription.Terms, account.BillingCredit = f.quoted.After, f.quoted.BillingCreditAfter
	switch f.ordered.Kind {
	case billing.OrderTopUp:
		account.AccountBalance = account.AccountBalance.Add(f.ordered.Amount)
	case billing.OrderPayment:
		subscription.OpenInvoice, subscription.Status = "", billing.StatusActive
	case billing.OrderResume:
		subscription.CancelAtPeriodEnd = false
	case billing.OrderAutoReload:
		account.AutoReload = f.ordered.Reload
	default: // has nothing of its own here; acts are not checked out
	}
	f.facts.Subscription, f.facts.Account = &subscription, &account
	f.changes = append([]billing.Change{{ID: "chg_9", Kind: f.ordered.Kind, At: f.now(), State: billing.ChangeApplied}}, f.changes...)
}

// SetBillingDetails takes new details.
func (f *fake) SetBillingDetails(_ context.Context, details billing.BillingDetails) error {
	if f.refuse == nil {
		account := *f.facts.Account
		account.Details = details
		f.facts.Account = &account
	}
	return f.refuse
}

// SetDefaultMethod puts a card first.
func (f *fake) SetDefaultMethod(_ context.Context, method string) error {
	f.keepMethods(func(all []billing.PaymentMethod) []billing.PaymentMethod {
		i := slices.IndexFunc(all, func(m billing.PaymentMethod) bool { return m.ID == method })
		first := all[i]
		return slices.Insert(slices.Delete(all, i, i+1), 0, first)
	})
	return f.refuse
}

// RemoveMethod takes a card away.
func (f *fake) RemoveMethod(_ context.Context, method string) error {
	f.keepMethods(func(all []billing.PaymentMethod) []billing.PaymentMethod {
		return slices.DeleteFunc(all, func(m billing.PaymentMethod) bool { return m.ID == method })
	})
	return f.refuse
}

// keepMethods makes other cards of the account's.
func (f *fake) keepMethods(of func([]billing.PaymentMethod) []billing.PaymentMethod) {
	if f.refuse == nil {
		account := *f.facts.Account
		account.Methods = of(slices.Clone(account.Methods))
		f.facts.Account = &account
	}
}
