package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// What a member may not see of the account is not in their previews either.
func TestAMembersPreviewGivesNothingAway(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	_, err := h.engine.Goodwill(ctx, h.account, usd(t, "7.50"), "sorry")
	require.NoError(t, err)
	h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: cut})
	h.confirm(h.intent("c1", h.preview(toSeats(7))))

	p, err := h.engine.Preview(ctx, h.member, h.account, billing.ChangeOf(toSeats(9)))
	require.NoError(t, err)
	require.Equal(t, p.Total.String(), p.AmountDue.String())
	require.Equal(t, "0.00", p.BillingCreditApplied.String())
	require.Equal(t, "0.00", p.BillingCreditAfter.String())
	require.Equal(t, "0.00", p.Next.BillingCreditApplied.String())
	require.Len(t, p.Blockers, 1)
	require.Equal(t, billing.NotPermitted, p.Blockers[0].Code)

	o, err := h.engine.Confirm(ctx, h.member, h.intent("c2", p))
	require.NoError(t, err)
	require.Equal(t, billing.NotPermitted, o.Problem.Code)
	require.Equal(t, "0.00", o.Problem.Fresh.BillingCreditAfter.String())
}

// Whoever confirmed a change learns its outcome, whatever their role is now;
// other people's changes are for those who manage billing.
func TestSettleTellsAMemberOnlyOfTheirOwn(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c1", h.preview(toSeats(7)))).State)
	_, err := h.engine.Settle(ctx, h.member, h.account, "c1")
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	require.NoError(t, h.engine.Grant(ctx, h.admin.ID, h.account, billing.RoleMember))
	o, err := h.engine.Settle(ctx, h.admin, h.account, "c1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeApplied, o.State)
}
