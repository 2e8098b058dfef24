package engine_test

import (
	"context"
	"errors"
	"testing"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

var errCut = errors.New("connection cut")

func cut(gateway.Charge) error { return errCut }

// The two gaps around the charge: the request never arrived, or its answer
// never came back.
var gaps = map[string]struct {
	faults  sandbox.Faults
	charged bool
}{
	"before the charge": {faults: sandbox.Faults{BeforeCommit: cut}},
	"after the charge":  {faults: sandbox.Faults{AfterCommit: cut}, charged: true},
}

func TestUnansweredChargeIsNeverCalledFailed(t *testing.T) {
	for name, gap := range gaps {
		t.Run(name, func(t *testing.T) {
			h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
			in := h.intent("c1", h.preview(toSeats(7)))
			h.sandbox.SetFaults(gap.faults)
			require.Equal(t, billing.ChangeCharging, h.confirm(in).State)
			require.Equal(t, "c1", h.subscription().InFlight)
			require.Equal(t, billing.ChangeCharging, h.confirm(in).State, "asking again while the gateway is cut off")

			h.sandbox.SetFaults(sandbox.Faults{})
			o := h.confirm(in)
			require.Equal(t, billing.ChangeApplied, o.State, "the same confirm, sent again by its client, goes through")
			require.Len(t, h.ledger(), 2)
			require.Empty(t, h.subscription().InFlight)
			h.requireBalanced()
		})
	}
}

func TestRestartRecoversByAskingTheGateway(t *testing.T) {
	for name, gap := range gaps {
		t.Run(name, func(t *testing.T) {
			h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
			in := h.intent("c1", h.preview(toSeats(7)))
			h.sandbox.SetFaults(gap.faults)
			h.confirm(in)
			h.restart()
			require.NoError(t, h.engine.Recover(context.Background()))
			o, err := h.engine.Outcome(context.Background(), h.account, "c1")
			require.NoError(t, err)
			if gap.charged {
				require.Equal(t, billing.ChangeApplied, o.State)
				require.Len(t, h.invoices(), 2)
			} else {
				require.Equal(t, billing.ChangeRejected, o.State)
				require.Equal(t, "voided", o.Problem.Params["reason"])
				require.Len(t, h.invoices(), 1)
			}
			require.Equal(t, o, h.confirm(in), "a late repeat is answered, not charged")
			require.Empty(t, h.subscription().InFlight)
			require.NoError(t, h.engine.Recover(context.Background()))
			h.requireBalanced()
		})
	}
}

func TestRestartLosesNoApplication(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	in := h.intent("c1", h.preview(toSeats(7)))
	h.sandbox.SetFaults(sandbox.Faults{AfterCommit: cut})
	h.confirm(in)
	h.restart()
	// Without Recover: the next touch of the account does it.
	p := h.preview(toSeats(8))
	require.Equal(t, 7, p.Before.Seats)
	require.Empty(t, p.Blockers)
	h.requireBalanced()
}

func TestALateChargeCannotSucceedAfterItWasVoided(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	p := h.preview(toSeats(7))
	var late gateway.Charge
	h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: func(c gateway.Charge) error { late = c; return errCut }})
	h.confirm(h.intent("c1", p))
	h.sandbox.SetFaults(sandbox.Faults{})
	o, err := h.engine.Settle(context.Background(), h.admin, h.account, "c1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeRejected, o.State)
	result, err := h.sandbox.Charge(context.Background(), late)
	require.NoError(t, err)
	require.Equal(t, gateway.Voided, result.Status)
	h.requireBalanced()
}

func TestNothingIsChargedOnceThePriceIsNoLongerHeld(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	in := h.intent("c1", h.preview(toSeats(7)))
	h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: cut})
	h.confirm(in)
	h.sandbox.SetFaults(sandbox.Faults{})
	h.set("2026-01-01T01:00:00Z")
	require.Equal(t, billing.ChangeRejected, h.confirm(in).State)
	require.Len(t, h.invoices(), 1)
	h.requireBalanced()
}

func TestAnotherChangeWaitsForTheOneInFlight(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	first, second := h.intent("c1", h.preview(toSeats(7))), h.intent("c2", h.preview(toSeats(8)))
	entered, leave := make(chan struct{}), make(chan struct{})
	h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: func(gateway.Charge) error {
		close(entered)
		<-leave
		return nil
	}})
	done := make(chan billing.Outcome)
	go func() {
		o, _ := h.engine.Confirm(context.Background(), h.admin, first)
		done <- o
	}()
	<-entered
	refused := h.confirm(second)
	require.Equal(t, billing.ChangeRejected, refused.State)
	require.Equal(t, billing.ChangeInFlight, refused.Problem.Code)
	require.Equal(t, "c1", refused.Problem.Params["change"])

	_, err := h.engine.UndoScheduled(context.Background(), h.admin, h.account, "u1", billing.Signature{})
	require.Equal(t, billing.ChangeInFlight, billing.CodeOf(err))
	o, err := h.engine.Settle(context.Background(), h.admin, h.account, "c1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeCharging, o.State, "its owner is at work")
	h.set("2026-02-01T00:00:00Z")
	require.NoError(t, h.engine.Advance(context.Background(), h.now()))
	require.Len(t, h.invoices(), 1, "the renewal waits for the change's end")
	_, err = h.engine.Confirm(context.Background(), h.admin, first)
	require.Equal(t, billing.KeyInFlight, billing.CodeOf(err))
	h.sandbox.SetFaults(sandbox.Faults{})
	close(leave)
	require.Equal(t, billing.ChangeApplied, (<-done).State)
	require.NoError(t, h.engine.Advance(context.Background(), h.now()))
	require.Equal(t, "84.00", h.invoices()[0].Total.String(), "7 seats, from the renewal on too")
	h.requireBalanced()
}

func TestSettleAbandonsWhatWasNeverSeen(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	in := h.intent("c1", h.preview(toSeats(7)))
	o, err := h.engine.Settle(context.Background(), h.admin, h.account, "c1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeWithdrawn, o.State)
	late := h.confirm(in)
	require.Equal(t, billing.ChangeWithdrawn, late.State)
	require.Equal(t, billing.ChangeAbandoned, late.Problem.Code)
	require.Len(t, h.ledger(), 1)
	require.Equal(t, 5, h.subscription().Terms.Seats)
}

func TestInterruptedRenewalIsCollectedOnce(t *testing.T) {
	for name, gap := range gaps {
		t.Run(name, func(t *testing.T) {
			h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
			h.sandbox.SetFaults(gap.faults)
			h.set("2026-02-01T00:00:00Z")
			require.ErrorIs(t, h.engine.Advance(context.Background(), h.now()), errCut)
			h.restart()
			require.NoError(t, h.engine.Advance(context.Background(), h.now()))
			require.NoError(t, h.engine.Advance(context.Background(), h.now()))
			require.Len(t, h.invoices(), 2)
			require.Len(t, h.ledger(), 2)
			require.Equal(t, billing.InvoicePaid, h.invoices()[0].Status)
			require.Len(t, h.invoices()[0].Attempts, 1)
			h.requireBalanced()
		})
	}
}

func TestAGatewayThatIsAwayKeepsNobodyFromPrices(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: cut})
	h.set("2026-02-01T00:00:00Z")
	p := h.preview(toSeats(7))
	require.Equal(t, billing.OpenInvoice, p.Blockers[0].Code)
}
