package views_test

import (
	"context"

	"billfold/billing"
	"billfold/views/sample"
)

func (f *fake) Members(context.Context) ([]billing.Member, error) {
	if !f.facts.Account.Role.May(billing.SeePeople) {
		return nil, nil
	}
	all := sample.Members()
	if fewer := f.facts.Usage.ActiveMembers; fewer < sample.Facts().Usage.ActiveMembers {
		all = all[:fewer]
	}
	return all, f.factsErr
}

func (f *fake) CancelSubscription(context.Context, string) (billing.Outcome, error) {
	return billing.Outcome{}, f.refuse
}

func (f *fake) OpenMail(context.Context, string, string) error { return f.refuse }
