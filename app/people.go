package app

import (
	"context"
	"time"

	"billfold/billing"
)

// Members are the selected account's, as saved, by name.
func (d *desk) Members(ctx context.Context) ([]billing.Member, error) {
	return d.at().Members(ctx, d.Selected(), "", -1)
}

// IdleMembers is how many of the selected account's members are idle at now, as saved.
func (d *desk) IdleMembers(ctx context.Context, now time.Time) (int, error) {
	return d.at().IdleMembers(ctx, d.Selected(), now)
}

// Invite asks somebody into the selected account.
func (d *desk) Invite(ctx context.Context, in billing.Invitation) error {
	return d.at().Invite(ctx, d.Selected(), in)
}

// SetMemberRole gives a member of the selected account another role.
func (d *desk) SetMemberRole(ctx context.Context, member string, role billing.Role) error {
	return d.at().SetMemberRole(ctx, d.Selected(), billing.RoleChange{Member: member, Role: role})
}

// SetMembersActive deactivates or reactivates members of the selected account, all or none.
func (d *desk) SetMembersActive(ctx context.Context, members []string, active bool) error {
	return d.at().SetMembersActive(ctx, d.Selected(), billing.Activation{Members: members, Active: active})
}

// SetBillingDetails says who the selected account's invoices are made out to, from the
// next on.
func (d *desk) SetBillingDetails(ctx context.Context, details billing.BillingDetails) error {
	return d.at().SetBillingDetails(ctx, d.Selected(), details)
}

// CancelSubscription has the selected account's subscription end with its billing period.
func (d *desk) CancelSubscription(ctx context.Context, reason string) (billing.Outcome, error) {
	return d.at().Cancel(ctx, d.Selected(), reason)
}
