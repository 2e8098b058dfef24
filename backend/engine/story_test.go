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
// once it answers again the books say what its ledger says.
func TestBooksAndLedgerAgreeAfterAnyStory(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "story")
		require.NoError(t, err)
		h := newHouse(t, dir, "2026-01-31T10:00:00Z", sandbox.CardOK)
		c := catalog()
		c.Policy.Downgrade = rapid.SampledFrom([]billing.Downgrade{billing.DowngradePeriodEnd, billing.DowngradeImmediateCredit}).Draw(r, "downgrade")
		h.otherAccount(c)
		require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(rapid.IntRange(1, 9).Draw(r, "seats")), nil))
		declined, err := h.engine.AddMethod(context.Background(), h.account, card(sandbox.CardDeclined))
		require.NoError(t, err)
		s := story{r: r, h: h, declined: declined}
		r.Repeat(map[string]func(*rapid.T){
			"wait":    s.wait,
			"change":  s.change,
			"repeat":  s.repeat,
			"settle":  s.settle,
			"break":   s.breakGateway,
			"mend":    func(*rapid.T) { h.sandbox.SetFaults(sandbox.Faults{}) },
			"restart": func(*rapid.T) { h.restart() },
			"undo":    s.undo,
			"give":    s.give,
			"void":    s.void,
			"hire":    s.hire,
		})
		h.sandbox.SetFaults(sandbox.Faults{})
		h.restart()
		require.NoError(t, h.engine.Recover(context.Background()))
		require.NoError(t, h.engine.Advance(context.Background(), h.now()))
		require.Empty(t, h.subscription().InFlight)
		h.requireBalanced()
		s.requireCreditAddsUp()
	})
}

type story struct {
	r        *rapid.T
	h        *house
	declined string
	intents  []billing.Intent
}

func (s *story) wait(r *rapid.T) {
	hours := rapid.IntRange(1, 24*20).Draw(r, "hours")
	s.h.mu.Lock()
	s.h.clock = s.h.clock.Add(time.Duration(hours) * time.Hour)
	s.h.mu.Unlock()
	// The gateway may be cut off: what is due then waits.
	_ = s.h.engine.Advance(context.Background(), s.h.now())
}

func (s *story) change(r *rapid.T) {
	plan := rapid.SampledFrom([]string{"team", "business"}).Draw(r, "plan")
	seats := rapid.IntRange(1, 12).Draw(r, "seats")
	interval := rapid.SampledFrom([]billing.Interval{billing.Monthly, billing.Monthly, billing.Yearly}).Draw(r, "interval")
	p := s.h.preview(billing.Patch{Plan: &plan, Seats: &seats, Interval: &interval})
	in := s.h.intent(fmt.Sprintf("c%d", len(s.intents)), p)
	if rapid.IntRange(0, 3).Draw(r, "card") == 0 {
		in.Payment = s.declined
	}
	s.intents = append(s.intents, in)
	o := s.h.confirm(in)
	if o.State == billing.ChangeApplied {
		require.True(s.h.t, o.AmountCharged.Equal(p.AmountDue), "charged %s, previewed %s", o.AmountCharged, p.AmountDue)
		s.requireSameLines(o.InvoiceID, p.Lines)
	}
}

// requireSameLines holds an invoice to the very lines that were previewed.
func (s *story) requireSameLines(invoice string, previewed []billing.Line) {
	if len(previewed) == 0 {
		require.Empty(s.h.t, invoice)
		return
	}
	i, err := s.h.store.Invoice(context.Background(), s.h.account, invoice)
	require.NoError(s.h.t, err)
	require.Len(s.h.t, i.Lines, len(previewed))
	for n, line := range i.Lines {
		require.Equal(s.h.t, previewed[n].Arithmetic, line.Arithmetic)
		require.True(s.h.t, previewed[n].Amount.Equal(line.Amount))
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
	require.NoError(s.h.t, err)
}

func (s *story) repeat(r *rapid.T) {
	if len(s.intents) > 0 {
		s.h.confirm(rapid.SampledFrom(s.intents).Draw(r, "intent"))
	}
}

func (s *story) settle(r *rapid.T) {
	id := fmt.Sprintf("c%d", rapid.IntRange(0, len(s.intents)).Draw(r, "id"))
	_, err := s.h.engine.Settle(context.Background(), s.h.admin, s.h.account, id)
	require.NoError(s.h.t, err)
}

func (s *story) breakGateway(r *rapid.T) {
	if rapid.Bool().Draw(r, "after") {
		s.h.sandbox.SetFaults(sandbox.Faults{AfterCommit: cut})
		return
	}
	s.h.sandbox.SetFaults(sandbox.Faults{BeforeCommit: func(gateway.Charge) error { return errCut }})
}

func (s *story) undo(r *rapid.T) {
	key := fmt.Sprintf("u%d", rapid.IntRange(0, 1000).Draw(r, "key"))
	_, _ = s.h.engine.UndoScheduled(context.Background(), s.h.admin, s.h.account, key)
}

func (s *story) give(*rapid.T) {
	_, err := s.h.engine.Goodwill(context.Background(), s.h.account, usd(s.h.t, "7.50"), "sorry")
	require.NoError(s.h.t, err)
}

// requireCreditAddsUp holds the billing credit against the documents that gave
// and used it.
func (s *story) requireCreditAddsUp() {
	want := usd(s.h.t, "0.00")
	for _, i := range s.h.invoices() {
		if i.Status == billing.InvoiceVoid {
			require.True(s.h.t, i.AmountPaid.IsZero(), "%s is void and paid", i.Number)
			continue
		}
		if i.IsCreditNote() {
			want = want.Sub(i.Total)
			continue
		}
		want = want.Sub(i.BillingCreditApplied)
	}
	a, err := s.h.store.Account(context.Background(), s.h.account, billing.RoleAdmin)
	require.NoError(s.h.t, err)
	require.Equal(s.h.t, want.String(), a.BillingCredit.String())
	require.GreaterOrEqual(s.h.t, a.BillingCredit.Sign(), 0)
}
