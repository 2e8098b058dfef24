package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// proving is a house whose change from 5 to 7 seats waits for the bank's proof,
// asked for on 10 January at noon.
func proving(t *testing.T) (*house, billing.Intent) {
	t.Helper()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	method, err := h.engine.AddMethod(context.Background(), h.account, card(sandbox.CardRequiresAction))
	require.NoError(t, err)
	h.set("2026-01-10T12:00:00Z")
	in := h.intent("c1", h.preview(toSeats(7)))
	in.Payment = method
	o := h.confirm(in)
	require.Equal(t, billing.ChangeRequiresAction, o.State)
	require.Empty(t, o.InvoiceID)
	require.Equal(t, "c1", h.subscription().InFlight)
	return h, in
}

func (h *house) settle(id string) billing.Outcome {
	h.t.Helper()
	o, err := h.engine.Settle(context.Background(), h.admin, h.account, id)
	require.NoError(h.t, err)
	return o
}

func TestAProofInTimeMakesTheChange(t *testing.T) {
	h, in := proving(t)
	require.Equal(t, billing.ChangeRequiresAction, h.settle("c1").State, "nothing is known yet")
	require.Equal(t, billing.ChangeRequiresAction, h.confirm(in).State, "the same confirm charges nothing twice")
	h.set("2026-01-10T12:29:59Z") // long after the preview expired: the amount is frozen
	_, err := h.sandbox.Prove(context.Background(), "c1")
	require.NoError(t, err)
	o := h.settle("c1")
	require.Equal(t, billing.ChangeApplied, o.State)
	require.True(t, o.AmountCharged.Equal(in.AmountDue))
	require.Equal(t, 7, h.subscription().Terms.Seats)
	require.Empty(t, h.subscription().InFlight)
	h.requireBalanced()
}

func TestWithoutProofNothingIsChargedAndNothingCanBeLater(t *testing.T) {
	h, in := proving(t)
	h.set("2026-01-10T12:30:00Z")
	p := h.preview(toSeats(6)) // any touch of the account notices
	require.Empty(t, p.Blockers)
	o := h.settle("c1")
	require.Equal(t, billing.ChangeRejected, o.State)
	require.Equal(t, billing.ProofMissing, o.Problem.Code)
	require.NotNil(t, o.Problem.Fresh)
	late, err := h.sandbox.Prove(context.Background(), "c1")
	require.NoError(t, err)
	require.Equal(t, gateway.Voided, late.Status)
	require.Equal(t, o, h.confirm(in))
	require.Len(t, h.invoices(), 1)
	h.requireBalanced()
}

func TestAProofIsGivenUpOnRequest(t *testing.T) {
	h, _ := proving(t)
	refused := h.confirm(h.intent("c2", h.preview(toSeats(8))))
	require.Equal(t, billing.ChangeInFlight, refused.Problem.Code)
	_, err := h.engine.Withdraw(context.Background(), h.member, h.account, "c1")
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	o, err := h.engine.Withdraw(context.Background(), h.admin, h.account, "c1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeRejected, o.State)
	require.Equal(t, billing.ProofMissing, o.Problem.Code)
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c3", h.preview(toSeats(8)))).State)
	again, err := h.engine.Withdraw(context.Background(), h.admin, h.account, "c1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeRejected, again.State)
	h.requireBalanced()
}

// The person proved, and gave up a moment later: what was paid stands.
func TestASuccessThatWonStands(t *testing.T) {
	h, _ := proving(t)
	_, err := h.sandbox.Prove(context.Background(), "c1")
	require.NoError(t, err)
	o, err := h.engine.Withdraw(context.Background(), h.admin, h.account, "c1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeApplied, o.State)
	require.Equal(t, 7, h.subscription().Terms.Seats)
	h.requireBalanced()
}

// The amount is frozen until the billing period ends, and no longer.
func TestAFrozenAmountEndsWithThePeriod(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	method, err := h.engine.AddMethod(context.Background(), h.account, card(sandbox.CardRequiresAction))
	require.NoError(t, err)
	h.set("2026-01-31T23:50:00Z")
	in := h.intent("c1", h.preview(toSeats(7)))
	in.Payment = method
	require.Equal(t, billing.ChangeRequiresAction, h.confirm(in).State)
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, billing.ProofMissing, h.settle("c1").Problem.Code)
	require.Equal(t, "60.00", h.invoices()[0].Total.String(), "renewed on 5 seats")
	h.requireBalanced()
}

func TestAWaitingProofOutlivesARestart(t *testing.T) {
	h, _ := proving(t)
	h.restart()
	require.NoError(t, h.engine.Recover(context.Background()))
	require.Equal(t, billing.ChangeRequiresAction, h.settle("c1").State)
	_, err := h.sandbox.Prove(context.Background(), "c1")
	require.NoError(t, err)
	require.NoError(t, h.engine.Advance(context.Background(), h.now()))
	require.Equal(t, billing.ChangeApplied, h.settle("c1").State)
	h.requireBalanced()
}

func TestARemovedCardEndsWhatItBegan(t *testing.T) {
	h, in := proving(t)
	require.NoError(t, h.engine.RemoveMethod(context.Background(), h.account, in.Payment))
	_, err := h.sandbox.Prove(context.Background(), "c1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeApplied, h.settle("c1").State)
	require.Equal(t, "Visa 4242", h.invoices()[0].Attempts[0].Method)
	in = h.intent("c2", h.preview(toSeats(8)))
	in.Payment = "pm_gone"
	require.Equal(t, billing.MethodUnknown, h.confirm(in).Problem.Code)
	h.requireBalanced()
}
