package session

import (
	"context"

	"billfold/billing"
)

// SetDefaultMethod has renewals and auto-reload be collected with another of an account's
// payment methods, and catches up.
func (s *Session) SetDefaultMethod(ctx context.Context, account, method string) error {
	_, err := s.act(ctx, account, func(b backend, ctx context.Context, account, key string) (billing.Outcome, error) {
		return b.SetDefault(ctx, account, key, method)
	})
	return err
}

// RemoveMethod takes one of an account's payment methods away, and catches up.
func (s *Session) RemoveMethod(ctx context.Context, account, method string) error {
	_, err := s.act(ctx, account, func(b backend, ctx context.Context, account, key string) (billing.Outcome, error) {
		return b.RemoveMethod(ctx, account, key, method)
	})
	return err
}
