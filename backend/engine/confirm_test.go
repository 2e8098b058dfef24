package engine_test

import (
	"context"
	"sync"
	"testing"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// Team × 5 at 12.00 from 1 January; Business at 20.00 from 16 January 12:00,
// when exactly half of 31 days is left: -30.00 + 50.00 = 20.00.
func TestConfirmChargesExactlyThePreview(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.set("2026-01-16T12:00:00Z")
	p := h.preview(toPlan("business"))
	require.Equal(t, "20.00", p.AmountDue.String())

	o := h.confirm(h.intent("c1", p))
	require.Equal(t, billing.ChangeApplied, o.State)
	require.Equal(t, "20.00", o.AmountCharged.String())

	s := h.subscription()
	require.Equal(t, "business", s.Terms.Plan)
	require.Empty(t, s.InFlight)
	require.Len(t, s.Billed, 1)
	require.Equal(t, "80.00", s.Billed[0].Net.String(), "60.00 - 30.00 + 50.00")

	i := h.invoices()[0]
	require.Equal(t, "NWT-0002", i.Number)
	require.Equal(t, billing.InvoicePaid, i.Status)
	require.Equal(t, o.InvoiceID, i.ID)
	require.Equal(t, "20.00", i.AmountPaid.String())
	require.Len(t, i.Lines, len(p.Lines))
	for n, line := range i.Lines {
		require.Equal(t, p.Lines[n].Arithmetic, line.Arithmetic)
		require.Equal(t, p.Lines[n].Amount.String(), line.Amount.String())
	}
	entries := h.ledger()
	require.Len(t, entries, 2)
	require.Equal(t, "c1", entries[1].Key)
	h.requireBalanced()
}

func TestSameKeyIsAnsweredTheSame(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.set("2026-01-16T12:00:00Z")
	in := h.intent("c1", h.preview(toSeats(7)))
	first := h.confirm(in)
	require.Equal(t, first, h.confirm(in))
	require.Len(t, h.ledger(), 2)

	in.Reason = "another reason"
	_, err := h.engine.Confirm(context.Background(), h.admin, in)
	require.Equal(t, billing.KeyReused, billing.CodeOf(err))
}

func TestManySubmitsAtOnceChargeOnce(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	in := h.intent("c1", h.preview(toSeats(7)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			o, err := h.engine.Confirm(context.Background(), h.admin, in)
			if err != nil {
				require.Equal(t, billing.KeyInFlight, billing.CodeOf(err))
				return
			}
			require.Equal(t, billing.ChangeApplied, o.State)
		})
	}
	wg.Wait()
	require.Len(t, h.ledger(), 2)
	require.Equal(t, 7, h.subscription().Terms.Seats)
	h.requireBalanced()
}

func TestRefusals(t *testing.T) {
	tests := map[string]struct {
		spoil func(h *house, in *billing.Intent)
		by    func(h *house) billing.Person
		code  billing.Code
		fresh bool
	}{
		"another amount": {
			spoil: func(h *house, in *billing.Intent) { in.AmountDue = usd(h.t, "1.00") },
			code:  billing.PriceChanged, fresh: true,
		},
		"the subscription was changed": {
			spoil: func(h *house, _ *billing.Intent) {
				require.Equal(h.t, billing.ChangeApplied, h.confirm(h.intent("other", h.preview(toSeats(6)))).State)
			},
			code: billing.PriceChanged, fresh: true,
		},
		"billing credit was given": {
			spoil: func(h *house, _ *billing.Intent) {
				_, err := h.engine.Goodwill(context.Background(), h.account, usd(h.t, "5.00"), "outage")
				require.NoError(h.t, err)
			},
			code: billing.PriceChanged, fresh: true,
		},
		"billing credit moved beside the subscription": {
			spoil: func(h *house, _ *billing.Intent) {
				ctx := context.Background()
				require.NoError(h.t, h.store.Write(ctx, func(tx *store.Tx) error {
					return tx.Move(ctx, store.Movement{Account: h.account, Purse: store.BillingCredit, At: h.now(), Amount: usd(h.t, "1.00")})
				}))
			},
			code: billing.PriceChanged, fresh: true,
		},
		"the terms changed, and no amount": {
			spoil: func(h *house, in *billing.Intent) {
				h.confirm(h.intent("later", h.preview(toSeats(3))))
				p := h.preview(toPlan("business"))
				in.PreviewID, in.AmountDue = p.ID, p.AmountDue
				_, err := h.engine.UndoScheduled(context.Background(), h.admin, h.account, "undo", billing.Signature{})
				require.NoError(h.t, err)
			},
			code: billing.PriceChanged, fresh: true,
		},
		"expired": {
			spoil: func(h *house, _ *billing.Intent) { h.set("2026-01-16T12:15:00Z") },
			code:  billing.PreviewExpired, fresh: true,
		},
		"no such method": {
			spoil: func(_ *house, in *billing.Intent) { in.Payment = "pm_none" },
			code:  billing.MethodUnknown, fresh: true,
		},
		"not enough balance": {
			spoil: func(_ *house, in *billing.Intent) { in.Payment = billing.PayByBalance },
			code:  billing.InsufficientBalance, fresh: true,
		},
		"a member": {
			by:   func(h *house) billing.Person { return h.member },
			code: billing.NotPermitted, fresh: true,
		},
		"too many seats for the plan": {
			spoil: func(h *house, in *billing.Intent) {
				p := h.preview(toSeats(51))
				in.PreviewID, in.AmountDue = p.ID, p.AmountDue
			},
			code: billing.AboveMaximumSeats, fresh: true,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
			h.set("2026-01-16T12:00:00Z")
			in := h.intent("c1", h.preview(toPlan("business")))
			by := h.admin
			if test.by != nil {
				by = test.by(h)
			}
			if test.spoil != nil {
				test.spoil(h, &in)
			}
			charged := len(h.ledger())
			o, err := h.engine.Confirm(context.Background(), by, in)
			require.NoError(t, err)
			require.Equal(t, billing.ChangeRejected, o.State)
			require.Equal(t, test.code, o.Problem.Code)
			require.Equal(t, test.fresh, o.Problem.Fresh != nil)
			require.Len(t, h.ledger(), charged)
			again, err := h.engine.Outcome(context.Background(), h.account, "c1")
			require.NoError(t, err)
			require.Equal(t, test.code, again.Problem.Code)
			if test.fresh && test.code == billing.PriceChanged {
				require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c2", *o.Problem.Fresh)).State, "the fresh preview can be confirmed")
			}
			h.requireBalanced()
		})
	}
}

// A preview that is not there names nothing that could be decided on: nothing is
// kept under the key either.
func TestConfirmOfNoPreview(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	in := h.intent("c1", h.preview(toSeats(7)))
	in.PreviewID = "prv_none"
	_, err := h.engine.Confirm(context.Background(), h.admin, in)
	require.Equal(t, billing.PreviewUnknown, billing.CodeOf(err))
	_, err = h.engine.Outcome(context.Background(), h.account, "c1")
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
}

func TestPreviewIsConsumedOnce(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	p := h.preview(toSeats(7))
	h.confirm(h.intent("c1", p))
	o := h.confirm(h.intent("c2", p))
	require.Equal(t, billing.PreviewConsumed, o.Problem.Code)
	require.Len(t, h.ledger(), 2)
}

func TestStrangersSeeNothing(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	in := h.intent("c1", h.preview(toSeats(7)))
	stranger := billing.Person{ID: "per_none"}
	_, err := h.engine.Confirm(context.Background(), stranger, in)
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	_, err = h.engine.Preview(context.Background(), stranger, h.account, billing.ChangeOf(toSeats(7)))
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	_, err = h.engine.Settle(context.Background(), stranger, h.account, "c9")
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
}

func TestDeclinedLeavesOnlyItsRecord(t *testing.T) {
	for token, code := range map[string]billing.Code{
		sandbox.CardDeclined:          billing.PaymentDeclined,
		sandbox.CardInsufficientFunds: billing.PaymentDeclined,
	} {
		t.Run(token, func(t *testing.T) {
			h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
			method, err := h.engine.AddMethod(context.Background(), h.account, card(token))
			require.NoError(t, err)
			before := h.subscription()
			in := h.intent("c1", h.preview(toSeats(7)))
			in.Payment = method
			o := h.confirm(in)
			require.Equal(t, billing.ChangeRejected, o.State)
			require.Equal(t, code, o.Problem.Code)
			require.NotNil(t, o.Problem.Fresh)
			require.Len(t, h.invoices(), 1)
			after := h.subscription()
			before.Revision, after.Revision = 0, 0
			require.Equal(t, before, after)
			last := h.ledger()[len(h.ledger())-1]
			require.NotEqual(t, gateway.Succeeded, last.Result)

			next := h.confirm(h.intent("c2", *o.Problem.Fresh))
			require.Equal(t, billing.ChangeApplied, next.State)
			require.Equal(t, "NWT-0002", h.invoices()[0].Number, "no number was lost")
			h.requireBalanced()
		})
	}
}

func TestBalancePaysWithoutTheGateway(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	require.NoError(t, h.engine.Deposit(context.Background(), h.account, usd(t, "100.00"), "bank transfer"))
	in := h.intent("c1", h.preview(toSeats(7)))
	in.Payment = billing.PayByBalance
	o := h.confirm(in)
	require.Equal(t, billing.ChangeApplied, o.State)
	a, err := h.store.Account(context.Background(), h.account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Equal(t, usd(t, "100.00").Sub(o.AmountCharged).String(), a.AccountBalance.String())
	require.Len(t, h.ledger(), 1)
	h.requireBalanced()
}

// An expired default card is passed over for the next one.
func TestDefaultMethodIsTheFirstThatCanBeCharged(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", "")
	expired, backup := card(sandbox.CardDeclined), card(sandbox.CardOK)
	expired.Status, backup.Last4 = billing.MethodExpired, "5100"
	for _, m := range []store.Method{expired, backup} {
		_, err := h.engine.AddMethod(context.Background(), h.account, m)
		require.NoError(t, err)
	}
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 1}, nil))
	o := h.confirm(h.intent("c1", h.preview(toPlan("team"))))
	require.Equal(t, billing.ChangeApplied, o.State)
	require.Equal(t, "Visa 5100", h.invoices()[0].Attempts[0].Method)
}

func TestBillingCreditIsAppliedFirst(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	note, err := h.engine.Goodwill(context.Background(), h.account, usd(t, "10.00"), "outage")
	require.NoError(t, err)
	i, err := h.store.Invoice(context.Background(), h.account, note)
	require.NoError(t, err)
	require.Equal(t, "NWT-CN-0001", i.Number)
	require.Equal(t, "-10.00", i.Total.String())
	h.set("2026-01-16T12:00:00Z")
	o := h.confirm(h.intent("c1", h.preview(toPlan("business"))))
	require.Equal(t, "10.00", o.AmountCharged.String(), "20.00 less 10.00 billing credit")
	a, err := h.store.Account(context.Background(), h.account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Equal(t, "0.00", a.BillingCredit.String())
	h.requireBalanced()
}

func TestUnusedPreviewsAreForgottenADayAfterTheyExpired(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	used, unused := h.preview(toSeats(7)), h.preview(toSeats(8))
	in := h.intent("c1", unused)
	in.AmountDue = usd(t, "1.00")
	require.NotNil(t, h.confirm(in).Problem.Fresh)
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c2", used)).State)

	h.set("2026-01-02T00:15:00Z")
	h.preview(toSeats(9))
	_, err := h.engine.StoredPreview(ctx, h.account, unused.ID)
	require.NoError(t, err)
	h.set("2026-01-02T00:15:01Z")
	h.preview(toSeats(9))
	_, err = h.engine.StoredPreview(ctx, h.account, unused.ID)
	require.Equal(t, billing.PreviewUnknown, billing.CodeOf(err))
	_, err = h.engine.StoredPreview(ctx, h.account, used.ID)
	require.NoError(t, err)
	again := h.confirm(in)
	require.Equal(t, billing.PriceChanged, again.Problem.Code)
	require.Nil(t, again.Problem.Fresh)
}
