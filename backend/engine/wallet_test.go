package engine_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// forgetful is a gateway that is asked to forget cards, and sometimes does not answer.
type forgetful struct {
	gateway.Hosted
	fails  bool
	forgot []string
}

func (f *forgetful) Forget(_ context.Context, account, token string) error {
	if f.fails {
		return errors.New("no answer")
	}
	f.forgot = append(f.forgot, account+" "+token)
	return nil
}

// methods are the labels of the account's payment methods, the default one first.
func (h *house) methods() (labels []string) {
	h.t.Helper()
	a, err := h.store.Account(context.Background(), h.account, billing.RoleAdmin)
	require.NoError(h.t, err)
	for i := range a.Methods {
		labels = append(labels, a.Methods[i].Last4)
	}
	return labels
}

// addCard adds a card of a token that ends in four digits, good until a year's end.
func (h *house) addCard(token, last4 string, year int) string {
	h.t.Helper()
	m := card(token)
	m.Last4, m.ExpYear = last4, year
	id, err := h.engine.AddMethod(context.Background(), h.account, m)
	require.NoError(h.t, err)
	return id
}

func (h *house) firstCard() string {
	h.t.Helper()
	a, err := h.store.Account(context.Background(), h.account, billing.RoleAdmin)
	require.NoError(h.t, err)
	return a.Methods[0].ID
}

func TestRenewalsArePaidWithTheDefaultCard(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	second, old := h.addCard(sandbox.CardOK, "5100", 2030), h.addCard(sandbox.CardOK, "1111", 2025)
	_, err := h.engine.ChangeDefault(ctx, h.member, h.account, "d0", second)
	require.Equal(t, billing.NotPermitted, billing.CodeOf(err))
	_, err = h.engine.ChangeDefault(ctx, h.admin, h.account, "d0", old)
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(err), "it has expired")
	_, err = h.engine.ChangeDefault(ctx, h.admin, h.account, "d0", "pm_none")
	require.Equal(t, billing.MethodUnknown, billing.CodeOf(err))
	h.set("2026-02-01T00:00:00Z") // the renewal that is due is collected with the old one
	for range 2 {
		o, err := h.engine.ChangeDefault(ctx, h.admin, h.account, "d1", second)
		require.NoError(t, err)
		require.Equal(t, billing.ChangeApplied, o.State)
	}
	_, err = h.engine.ChangeDefault(ctx, h.admin, h.account, "d9", second)
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(err), "it is that already")
	require.Nil(t, h.recorded("d9"))
	_, err = h.engine.ChangeDefault(ctx, h.admin, h.account, "d1", old)
	require.Equal(t, billing.KeyReused, billing.CodeOf(err))
	require.Equal(t, []string{"5100", "4242", "1111"}, h.methods())
	require.Equal(t, map[string]string{"method": "Visa 5100", "was": "Visa 4242"}, h.recorded("d1").Params)
	require.Equal(t, billing.ActDefault, h.recorded("d1").Kind)
	h.advance("2026-03-01T00:00:00Z")
	paid := []string{}
	for _, i := range h.invoices() {
		paid = append(paid, i.Attempts[0].Method)
	}
	require.Equal(t, []string{"Visa 5100", "Visa 4242", "Visa 4242"}, paid)
	third := h.addCard(sandbox.CardOK, "7777", 2030)
	require.Equal(t, []string{"5100", "4242", "1111", "7777"}, h.methods(), "a new one is the last")
	_, err = h.engine.RemoveCard(ctx, h.admin, h.account, "r1", second)
	require.NoError(t, err)
	require.Equal(t, []string{"4242", "1111", "7777"}, h.methods())
	_, err = h.engine.ChangeDefault(ctx, h.admin, h.account, "d2", third)
	require.NoError(t, err)
	require.Equal(t, []string{"7777", "4242", "1111"}, h.methods())
	h.requireBalanced()
}

// The last card goes although the subscription renews, and auto-reload with it; what was
// paid keeps the card's name, and the renewal stays open.
func TestTheLastCardIsRemoved(t *testing.T) {
	ctx := context.Background()
	h := buyer(t, "2026-01-01T00:00:00Z", team(5))
	second, first := h.addCard(sandbox.CardOK, "5100", 2030), h.firstCard()
	require.NoError(t, h.engine.SetAutoReload(ctx, h.account, &billing.AutoReload{Addon: "ai_1000", Below: dec("0"), MonthlyCap: usd(t, "100.00")}))
	before := h.invoices()
	_, err := h.engine.RemoveCard(ctx, h.member, h.account, "r0", first)
	require.Equal(t, billing.NotFound, billing.CodeOf(err), "no member of this account")
	_, err = h.engine.RemoveCard(ctx, h.admin, h.account, "r1", first)
	require.NoError(t, err)
	require.Equal(t, map[string]string{"method": "Visa 4242", "default": "Visa 5100"}, h.recorded("r1").Params)
	_, err = h.engine.RemoveCard(ctx, h.admin, h.account, "r2", first)
	require.Equal(t, billing.MethodUnknown, billing.CodeOf(err), "it is gone")
	for range 2 {
		_, err = h.engine.RemoveCard(ctx, h.admin, h.account, "r3", second)
		require.NoError(t, err)
	}
	require.Equal(t, map[string]string{"method": "Visa 5100", "auto_reload": "off"}, h.recorded("r3").Params)
	a, err := h.store.Account(ctx, h.account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Nil(t, a.AutoReload)
	require.Empty(t, a.Methods)
	require.Equal(t, before, h.invoices())
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, billing.InvoiceOpen, h.invoices()[0].Status)
	require.NotEmpty(t, h.addCard(sandbox.CardOK, "1111", 2030))
	require.Equal(t, []string{"1111"}, h.methods())
}

// While a change is being charged to a card, that card stays; others may go.
func TestACardThatIsChargedStays(t *testing.T) {
	ctx := context.Background()
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
	proving, other := h.addCard(sandbox.CardRequiresAction, "3184", 2030), h.addCard(sandbox.CardOK, "5100", 2030)
	in := h.intent("c1", h.preview(toSeats(6)))
	in.Payment = proving
	require.Equal(t, billing.ChangeRequiresAction, h.confirm(in).State)
	_, err := h.engine.RemoveCard(ctx, h.admin, h.account, "r1", proving)
	var problem *billing.Problem
	require.ErrorAs(t, err, &problem)
	require.Equal(t, billing.ChangeInFlight, problem.Code)
	require.Equal(t, "c1", problem.Params["change"])
	_, err = h.engine.RemoveCard(ctx, h.admin, h.account, "r2", other)
	require.NoError(t, err)
	_, err = h.sandbox.Prove(ctx, "c1")
	require.NoError(t, err)
	require.NoError(t, h.engine.ChargeProven(ctx, h.account, "c1"))
	_, err = h.engine.RemoveCard(ctx, h.admin, h.account, "r1", proving)
	require.NoError(t, err)
	require.Equal(t, []string{"4242"}, h.methods())
}

// The gateway forgets a card that was removed, also where it did not answer at first and
// the program began anew meanwhile.
func TestTheGatewayForgetsARemovedCard(t *testing.T) {
	ctx := context.Background()
	cards := &forgetful{fails: true}
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.cards = cards
	h.restart()
	id := h.addCard("card_secret", "5100", 2030)
	_, err := h.engine.RemoveCard(ctx, h.admin, h.account, "r1", id)
	require.NoError(t, err, "it is removed, whatever the gateway says")
	require.Equal(t, []string{"4242"}, h.methods())
	require.Empty(t, cards.forgot)
	h.restart()
	cards.fails = false
	require.NoError(t, h.engine.Recover(ctx))
	require.Equal(t, []string{h.account + " card_secret"}, cards.forgot)
	require.NoError(t, h.engine.Recover(ctx))
	require.NoError(t, h.store.Read(ctx, func(r *store.Reader) error {
		left, err := r.RemovedMethods(ctx)
		require.Empty(t, left)
		return err
	}))
	require.Len(t, slices.Compact(cards.forgot), 1, "once is enough")
}
