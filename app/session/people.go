package session

import (
	"context"

	"billfold/billing"
)

// Invite asks somebody into an account and catches up.
func (s *Session) Invite(ctx context.Context, account string, in billing.Invitation) error {
	return s.amongPeople(ctx, account, func(b backend, ctx context.Context, account, key string) (billing.Outcome, error) {
		return b.Invite(ctx, account, key, in)
	})
}

// SetMemberRole gives a member another role and catches up.
func (s *Session) SetMemberRole(ctx context.Context, account string, change billing.RoleChange) error {
	return s.amongPeople(ctx, account, func(b backend, ctx context.Context, account, key string) (billing.Outcome, error) {
		return b.SetRole(ctx, account, key, change)
	})
}

// SetMembersActive deactivates or reactivates members, all or none, and catches up.
func (s *Session) SetMembersActive(ctx context.Context, account string, change billing.Activation) error {
	return s.amongPeople(ctx, account, func(b backend, ctx context.Context, account, key string) (billing.Outcome, error) {
		return b.SetActive(ctx, account, key, change)
	})
}

// SetBillingDetails says who an account's invoices are made out to, from the next on, and
// catches up.
func (s *Session) SetBillingDetails(ctx context.Context, account string, details billing.BillingDetails) error {
	_, err := s.act(ctx, account, func(b backend, ctx context.Context, account, key string) (billing.Outcome, error) {
		return b.SetDetails(ctx, account, key, details)
	})
	return err
}

// amongPeople does something about the people of an account; oneself may be one of them.
func (s *Session) amongPeople(ctx context.Context, account string, do func(b backend, ctx context.Context, account, key string) (billing.Outcome, error)) error {
	if _, err := s.act(ctx, account, do); err != nil {
		return err
	}
	if _, err := s.RefreshAccounts(ctx); err != nil {
		s.Log.WarnContext(ctx, "accounts not read", "error", err)
	}
	return nil
}
