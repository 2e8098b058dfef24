package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

func (h *house) cancel(key string) (billing.Outcome, error) {
	return h.engine.Cancel(context.Background(), h.admin, h.account, key, "Too many tools")
}

func TestCanceledAtThePeriodsEnd(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.confirm(h.intent("c1", h.preview(toSeats(3))))
	h.set("2026-01-10T00:00:00Z")
	_, err := h.engine.Cancel(context.Background(), h.member, h.account, "x0", "")
	require.Equal(t, billing.NotPermitted, billing.CodeOf(err))
	_, err = h.engine.Cancel(context.Background(), h.admin, h.account, "x0", "card 4242 4242 4242 4242")
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(err))
	o, err := h.cancel("x1")
	require.NoError(t, err)
	require.Equal(t, billing.ChangeScheduled, o.State)
	again, err := h.cancel("x1")
	require.NoError(t, err)
	require.Equal(t, []any{o.ID, o.State}, []any{again.ID, again.State})
	_, err = h.cancel("x2")
	require.Equal(t, billing.CancellationPending, billing.CodeOf(err))
	_, err = h.cancel("c1")
	require.Equal(t, billing.KeyReused, billing.CodeOf(err))
	_, err = h.engine.Cancel(context.Background(), h.admin, h.account, "x1", "Another reason")
	require.Equal(t, billing.KeyReused, billing.CodeOf(err))
	require.Equal(t, "Too many tools", h.recorded("x1").Reason)

	s := h.subscription()
	require.True(t, s.CancelAtPeriodEnd)
	require.Nil(t, s.Scheduled, "there is nothing any more that it could change")
	require.Equal(t, billing.StatusActive, s.Status)
	require.Equal(t, billing.CancellationPending, h.preview(toSeats(9)).Blockers[0].Code)

	h.advance("2026-06-01T00:00:00Z")
	s = h.subscription()
	require.Equal(t, billing.StatusCanceled, s.Status)
	require.Empty(t, s.Billed)
	require.Len(t, h.invoices(), 1, "nothing renews")
	require.Equal(t, []billing.Code{billing.SubscriptionEnded}, h.told())
	_, err = h.cancel("x3")
	require.Equal(t, billing.TrialState, billing.CodeOf(err))
	h.requireBalanced()
}

func TestResumedBeforeTheEnd(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	resume := billing.Order{Kind: billing.OrderResume}
	require.Equal(t, billing.CurrentTerms, h.order("r0", resume).Problem.Code)
	_, err := h.cancel("x1")
	require.NoError(t, err)
	p, err := h.engine.Preview(context.Background(), h.admin, h.account, resume)
	require.NoError(t, err)
	require.Equal(t, "60.00", p.Next.Total.String(), "it shows what renews again")
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("r1", p)).State)
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	require.Len(t, h.invoices(), 2)
	h.requireBalanced()
}

func TestAnEndedSubscriptionStartsAnew(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	_, err := h.cancel("x1")
	require.NoError(t, err)
	h.advance("2026-03-10T00:00:00Z")
	require.Equal(t, billing.CurrentTerms, h.order("r1", billing.Order{Kind: billing.OrderResume}).Problem.Code)
	p := h.preview(toPlan("business"))
	require.Empty(t, p.Blockers)
	require.Equal(t, "100.00", p.AmountDue.String(), "5*20.00, and nothing is left to give back")
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c1", p)).State)
	s := h.subscription()
	require.Equal(t, billing.StatusActive, s.Status)
	require.Equal(t, instant(t, "2026-03-10T00:00:00Z"), s.Anchor)
	require.Equal(t, instant(t, "2026-04-10T00:00:00Z"), s.Period.End)
	h.advance("2026-04-10T00:00:00Z")
	require.Len(t, h.invoices(), 3)
	h.requireBalanced()
}

func TestACanceledTrialIsNotBilled(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 3})
	_, err := h.cancel("x1")
	require.NoError(t, err)
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, billing.StatusCanceled, h.subscription().Status)
	require.Empty(t, h.invoices())
	require.Empty(t, h.ledger())
}

func TestAnOpenInvoiceKeepsNobodyFromLeaving(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardDeclined)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
	_, err := h.cancel("x1")
	require.NoError(t, err)
	h.advance("2026-02-01T00:00:00Z")
	s := h.subscription()
	require.Equal(t, billing.StatusCanceled, s.Status)
	require.Equal(t, "NWT-0001", s.OpenInvoice, "what was used stays owed")
	require.Equal(t, billing.OpenInvoice, h.preview(toPlan("business")).Blockers[0].Code)
	_, err = h.engine.AddMethod(context.Background(), h.account, card(sandbox.CardOK))
	require.NoError(t, err)
	h.requireBalanced()
}

func TestAContractEndsWithSales(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	c := catalog()
	c.Plans = append(c.Plans, billing.Plan{ID: "custom", Name: "custom", Kind: billing.PlanCustom, Prices: []billing.Price{{Interval: billing.Monthly, PerSeat: dec("9.00")}}})
	h.otherAccount(c)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, billing.Terms{Plan: "custom", Interval: billing.Monthly, Seats: 200}, nil))
	require.Equal(t, "1800.00", h.invoices()[0].Total.String())
	_, err := h.cancel("x1")
	require.Equal(t, billing.CustomContract, billing.CodeOf(err))
}
