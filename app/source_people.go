package app

import (
	"context"

	"billfold/billing"
)

// Members are the selected account's, as saved, by name.
func (d *desk) Members(ctx context.Context) ([]billing.Member, error) {
	return d.at().Members(ctx, d.Selected(), "", -1)
}

// Invite asks somebody into the selected account.
func (d *desk) Invite(context.Context, billing.Invitation) error {
	return billing.NewProblem(billing.ClientOutdated)
}

// SetMemberRole gives a member of the selected account another role.
func (d *desk) SetMemberRole(context.Context, string, billing.Role) error {
	return billing.NewProblem(billing.ClientOutdated)
}

// SetMembersActive deactivates or reactivates members of the selected account, all or none.
func (d *desk) SetMembersActive(context.Context, []string, bool) error {
	return billing.NewProblem(billing.ClientOutdated)
}
