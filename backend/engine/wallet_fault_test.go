package engine_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// While a try to collect is not answered, the account's cards stay as they are: tried again
// with another, or with the balance, it could be paid twice, or be called paid with a card
// that was not charged.
func TestCardsStayWhileATryIsNotAnswered(t *testing.T) {
	ctx := context.Background()
	for name, act := range map[string]func(h *house, key, first, second string) (billing.Outcome, error){
		"the last one is removed": func(h *house, key, first, _ string) (billing.Outcome, error) {
			return h.engine.RemoveCard(ctx, h.admin, h.account, key, first)
		},
		"another is removed": func(h *house, key, _, second string) (billing.Outcome, error) {
			return h.engine.RemoveCard(ctx, h.admin, h.account, key, second)
		},
		"another is the default": func(h *house, key, _, second string) (billing.Outcome, error) {
			return h.engine.ChangeDefault(ctx, h.admin, h.account, key, second)
		},
	} {
		for gap := range gaps {
			t.Run(name+" "+gap, func(t *testing.T) {
				h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
				require.NoError(t, h.engine.Deposit(ctx, h.account, usd(t, "500.00"), "gift"))
				first, second := h.firstCard(), ""
				if name != "the last one is removed" {
					second = h.addCard(sandbox.CardOK, "5100", 2030)
				}
				h.sandbox.SetFaults(gaps[gap].faults)
				h.set("2026-02-01T00:00:00Z")
				_, err := act(h, "k1", first, second)
				require.Equal(t, billing.PaymentUnderWay, billing.CodeOf(err))
				require.Equal(t, billing.InvoiceOpen, h.invoices()[0].Status)
				h.sandbox.SetFaults(sandbox.Faults{})
				o, err := act(h, "k1", first, second)
				require.NoError(t, err)
				require.Equal(t, billing.ChangeApplied, o.State)
				require.Len(t, h.ledger(), 2)
				require.Equal(t, billing.InvoicePaid, h.invoices()[0].Status)
				require.Equal(t, "Visa 4242", h.invoices()[0].Attempts[0].Method)
				balance, _ := h.balances()
				require.Equal(t, "500.00", balance)
				h.requireBalanced()
			})
		}
	}
}

// A card that expires while the answer is out is still what the try was made with.
func TestATryKeepsACardThatExpiresMeanwhile(t *testing.T) {
	ctx := context.Background()
	for name, other := range map[string]bool{"the balance is left": false, "another card is left": true} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, t.TempDir(), "2026-01-31T12:00:00Z", "")
			h.addCard(sandbox.CardOK, "4242", 2026)
			if other {
				h.addCard(sandbox.CardOK, "5100", 2030)
			}
			require.NoError(t, h.engine.Deposit(ctx, h.account, usd(t, "500.00"), "gift"))
			require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
			h.advance("2026-12-01T00:00:00Z")
			before := len(h.ledger())
			h.sandbox.SetFaults(sandbox.Faults{AfterCommit: cut})
			h.set("2026-12-31T23:59:00Z")
			require.ErrorIs(t, h.engine.Advance(ctx, h.now()), errCut)
			h.sandbox.SetFaults(sandbox.Faults{})
			h.advance("2027-01-01T00:01:00Z")
			require.Len(t, h.ledger(), before+1)
			require.Equal(t, "Visa 4242", h.invoices()[0].Attempts[0].Method)
			balance, _ := h.balances()
			require.Equal(t, "500.00", balance)
			h.requireBalanced()
		})
	}
}

// asked is a gateway that is asked to forget cards and answers as a test says.
type asked struct {
	gateway.Hosted
	answer func(token string) error
}

func (a asked) Forget(_ context.Context, _, token string) error { return a.answer(token) }

// Whoever removes a card has the gateway asked about that one: what is left over of others
// is not theirs to wait for.
func TestARemovalForgetsItsOwnCard(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	var tokens []string
	var silent error
	h.cards = asked{answer: func(token string) error { tokens = append(tokens, token); return silent }}
	h.restart()
	other, own := h.addCard("card_other", "5100", 2030), h.addCard("card_own", "5200", 2030)
	silent = errCut
	_, err := h.engine.RemoveCard(ctx, h.admin, h.account, "r1", other)
	require.NoError(t, err)
	silent = nil
	for range 2 {
		_, err = h.engine.RemoveCard(ctx, h.admin, h.account, "r2", own)
		require.NoError(t, err)
	}
	require.Equal(t, []string{"card_other", "card_own"}, tokens)
	require.NoError(t, h.engine.Recover(ctx))
	require.Equal(t, []string{"card_other", "card_own", "card_other"}, tokens)
}

// That the gateway is silent about one card does not hide that the books cannot be written.
func TestBooksThatFailAreNotTakenForASilentGateway(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.cards = asked{answer: func(string) error { return errCut }}
	h.restart()
	for key, token := range map[string]string{"r1": "card_1", "r2": "card_2"} {
		_, err := h.engine.RemoveCard(ctx, h.admin, h.account, key, h.addCard(token, "5100", 2030))
		require.NoError(t, err)
	}
	require.NoError(t, h.engine.Recover(ctx), "the gateway is asked again later")
	first := true
	h.cards = asked{answer: func(string) error {
		if first {
			first = false
			return errCut
		}
		return h.store.Close()
	}}
	h.restart()
	require.Error(t, h.engine.Recover(ctx))
}

// While the gateway hangs, whoever gives up waiting for an account's turn is let go.
func TestATurnIsNotWaitedForLongerThanAsked(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	second := h.addCard(sandbox.CardOK, "5100", 2030)
	entered, leave := make(chan struct{}), make(chan struct{})
	h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: func(gateway.Charge) error { close(entered); <-leave; return nil }})
	h.set("2026-02-01T00:00:00Z")
	renewed, removed := make(chan error, 1), make(chan error, 1)
	go func() { renewed <- h.engine.Advance(context.Background(), h.now()) }()
	<-entered
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer cancel()
		_, err := h.engine.RemoveCard(ctx, h.admin, h.account, "r1", second)
		removed <- err
	}()
	select {
	case err := <-removed:
		require.True(t, errors.Is(err, context.DeadlineExceeded), "%v", err)
	case <-time.After(20 * time.Second):
		t.Error("it waits for the gateway")
	}
	close(leave)
	require.NoError(t, <-renewed)
}
