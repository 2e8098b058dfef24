package engine_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Whatever people do, whenever the process dies and however the gateway fails,
// once it answers again the books add up and say what its ledger says.
func TestBooksAndLedgerAgreeAfterAnyStory(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := newStory(t, r)
		h := s.h
		defer func() { _, _ = h.store.Close(), h.sandbox.Close() }() // there are many stories in a test
		r.Repeat(map[string]func(*rapid.T){
			"wait":    s.wait,
			"change":  s.change,
			"order":   s.order,
			"repeat":  s.repeat,
			"settle":  s.settle,
			"prove":   s.prove,
			"break":   s.breakGateway,
			"mend":    func(*rapid.T) { h.sandbox.SetFaults(sandbox.Faults{}) },
			"restart": func(*rapid.T) { h.restart() },
			"undo":    s.undo,
			"cancel":  s.cancel,
			"give":    s.give,
			"void":    s.void,
			"hire":    s.hire,
			"use":     s.use,
			"card":    s.swapCard,
		})
		h.sandbox.SetFaults(sandbox.Faults{})
		h.restart()
		require.NoError(t, h.engine.Recover(context.Background()))
		// A bank's proof is waited for, and what is due meanwhile waits with it.
		s.later(time.Hour)
		require.NoError(t, h.engine.Advance(context.Background(), h.now()))
		require.Empty(t, h.subscription().InFlight)
		h.requireBalanced()
		h.requireBooks()
	})
}

type story struct {
	t       *testing.T
	h       *house
	intents []billing.Intent
	keys    int
}

func newStory(t *testing.T, r *rapid.T) *story {
	dir, err := os.MkdirTemp(t.TempDir(), "story")
	require.NoError(t, err)
	h := newHouse(t, dir, "2026-01-31T10:00:00Z", sandbox.CardOK)
	c := generous()
	c.Policy.Downgrade = rapid.SampledFrom([]billing.Downgrade{billing.DowngradePeriodEnd, billing.DowngradeImmediateCredit}).Draw(r, "downgrade")
	c.Policy.Dunning.Then = rapid.SampledFrom([]string{billing.ThenRestrict, billing.ThenCancel}).Draw(r, "then")
	h.otherAccount(c)
	var d *billing.Discount
	if rapid.Bool().Draw(r, "discounted") {
		until := h.now().AddDate(0, rapid.IntRange(1, 6).Draw(r, "months"), 3)
		d = &billing.Discount{Percent: dec("15"), Until: &until}
		if rapid.Bool().Draw(r, "by an amount") {
			d = &billing.Discount{Amount: dec("7.77"), Until: &until}
		}
	}
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(rapid.IntRange(1, 9).Draw(r, "seats")), d))
	return &story{t: t, h: h}
}

func (s *story) later(by time.Duration) {
	s.h.mu.Lock()
	defer s.h.mu.Unlock()
	s.h.clock = s.h.clock.Add(by)
}

func (s *story) wait(r *rapid.T) {
	s.later(time.Duration(rapid.IntRange(1, 24*20).Draw(r, "hours")) * time.Hour)
	// The gateway may be cut off: what is due then waits.
	_ = s.h.engine.Advance(context.Background(), s.h.now())
}

func (s *story) change(r *rapid.T) {
	plan := rapid.SampledFrom([]string{"team", "business", "free"}).Draw(r, "plan")
	seats := rapid.IntRange(1, 12).Draw(r, "seats")
	interval := rapid.SampledFrom([]billing.Interval{billing.Monthly, billing.Monthly, billing.Yearly}).Draw(r, "interval")
	s.confirm(r, billing.ChangeOf(billing.Patch{Plan: &plan, Seats: &seats, Interval: &interval}))
}

func (s *story) order(r *rapid.T) {
	s.confirm(r, rapid.SampledFrom([]billing.Order{
		pack(1),
		pack(3),
		{Kind: billing.OrderTopUp, Amount: usd(s.t, "45.00")},
		{Kind: billing.OrderPayment},
		{Kind: billing.OrderResume},
		{Kind: billing.OrderAutoReload},
		{Kind: billing.OrderAutoReload, Reload: &billing.AutoReload{Addon: "ai_1000", Below: dec("900"), MonthlyCap: usd(s.t, "60.00")}},
	}).Draw(r, "order"))
}

// confirm previews an order and confirms it, with the default card, the account
// balance or whatever is named.
func (s *story) confirm(r *rapid.T, o billing.Order) {
	p, err := s.h.engine.Preview(context.Background(), s.h.admin, s.h.account, o)
	if billing.CodeOf(err) == billing.NothingOpen {
		return
	}
	require.NoError(s.t, err)
	require.False(s.t, p.AmountDue.IsNegative())
	s.h.requireExplained(p.Lines)
	in := s.h.intent(fmt.Sprintf("c%d", len(s.intents)), p)
	in.Payment = rapid.SampledFrom([]string{"", "", billing.PayByBalance}).Draw(r, "payment")
	s.intents = append(s.intents, in)
	out := s.h.confirm(in)
	if out.State == billing.ChangeApplied {
		require.True(s.t, out.AmountCharged.Equal(p.AmountDue), "charged %s, previewed %s", out.AmountCharged, p.AmountDue)
		s.requireSameLines(out.InvoiceID, p.Lines)
	}
}

// requireSameLines holds an invoice to the very lines that were previewed.
func (s *story) requireSameLines(invoice string, previewed []billing.Line) {
	if len(previewed) == 0 {
		require.Empty(s.t, invoice)
		return
	}
	i, err := s.h.store.Invoice(context.Background(), s.h.account, invoice)
	require.NoError(s.t, err)
	require.Len(s.t, i.Lines, len(previewed))
	for n, line := range i.Lines {
		require.Equal(s.t, previewed[n].Arithmetic, line.Arithmetic)
		require.True(s.t, previewed[n].Amount.Equal(line.Amount))
	}
}

// void takes back whatever is open; that the money is taken, or the gateway
// away, is as good an answer.
func (s *story) void(*rapid.T) {
	for _, i := range s.h.invoices() {
		if i.Status == billing.InvoiceOpen {
			_ = s.h.engine.VoidInvoice(context.Background(), s.h.account, i.ID)
		}
	}
}

// hire makes somebody need a seat, so that not every reduction fits any more.
func (s *story) hire(r *rapid.T) {
	name := fmt.Sprintf("m%d", rapid.IntRange(1, 12).Draw(r, "member"))
	err := s.h.engine.PutMembers(context.Background(), s.h.account, []billing.Member{{ID: name, Email: name, Status: billing.MemberActive}})
	require.NoError(s.t, err)
}

// use uses something, as far as it is there.
func (s *story) use(r *rapid.T) {
	meter := rapid.SampledFrom([]string{billing.AICredits, billing.CallMinutes}).Draw(r, "meter")
	_ = s.h.engine.RecordUsage(context.Background(), s.h.account, meter, dec(rapid.SampledFrom([]string{"1", "99.5", "700"}).Draw(r, "quantity")))
}

func (s *story) swapCard(r *rapid.T) {
	s.h.swapCard(rapid.SampledFrom([]string{sandbox.CardOK, sandbox.CardOK, sandbox.CardDeclined, sandbox.CardRequiresAction}).Draw(r, "token"))
}

func (s *story) prove(*rapid.T) {
	if id := s.h.subscription().InFlight; id != "" {
		_, _ = s.h.sandbox.Prove(context.Background(), id) // it may never have reached the bank
	}
}

func (s *story) repeat(r *rapid.T) {
	if len(s.intents) > 0 {
		s.h.confirm(rapid.SampledFrom(s.intents).Draw(r, "intent"))
	}
}

func (s *story) settle(r *rapid.T) {
	s.h.settle(fmt.Sprintf("c%d", rapid.IntRange(0, len(s.intents)).Draw(r, "id")))
}

func (s *story) breakGateway(r *rapid.T) {
	if rapid.Bool().Draw(r, "after") {
		s.h.sandbox.SetFaults(sandbox.Faults{AfterCommit: cut})
		return
	}
	s.h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: func(gateway.Charge) error { return errCut }})
}

func (s *story) key(of string) string {
	s.keys++
	return fmt.Sprintf("%s%d", of, s.keys)
}

func (s *story) undo(*rapid.T) {
	_, _ = s.h.engine.UndoScheduled(context.Background(), s.h.admin, s.h.account, s.key("u"), billing.Signature{})
}

func (s *story) cancel(*rapid.T) { _, _ = s.h.cancel(s.key("x")) }

func (s *story) give(*rapid.T) {
	_, err := s.h.engine.Goodwill(context.Background(), s.h.account, usd(s.t, "7.50"), "sorry")
	require.NoError(s.t, err)
}
