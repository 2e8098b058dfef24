package views_test

import (
	"context"

	"billfold/billing"
)

func (f *fake) CancelSubscription(context.Context, string) (billing.Outcome, error) {
	return billing.Outcome{}, f.refuse
}

func (f *fake) OpenMail(context.Context, string, string, string) error { return f.refuse }
