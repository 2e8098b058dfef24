package engine_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

func (h *house) advance(to string) {
	h.t.Helper()
	h.set(to)
	require.NoError(h.t, h.engine.Advance(context.Background(), h.now()))
}

func TestRenewalsFollowTheOriginalAnchor(t *testing.T) {
	h := subscribed(t, "2026-01-31T09:00:00Z", team(5))
	ends := []string{"2026-02-28T09:00:00Z", "2026-03-31T09:00:00Z", "2026-04-30T09:00:00Z", "2026-05-31T09:00:00Z"}
	for n, end := range ends {
		require.Equal(t, instant(t, end), h.subscription().Period.End)
		h.advance(end)
		require.Len(t, h.invoices(), n+2)
		newest := h.invoices()[0]
		require.Equal(t, "60.00", newest.Total.String())
		require.Equal(t, instant(t, end), newest.At)
		require.Equal(t, billing.InvoicePaid, newest.Status)
		require.Equal(t, "60.00", h.subscription().Billed[0].Net.String(), "a new period resets what is billed")
	}
	h.requireBalanced()
}

func TestAYearInOneLeapIsAYearOfInvoices(t *testing.T) {
	h := subscribed(t, "2026-01-31T09:00:00Z", team(5))
	h.advance("2027-01-31T09:00:00Z")
	require.Len(t, h.invoices(), 13)
	require.Equal(t, "NWT-0013", h.invoices()[0].Number)
	usage, err := h.store.Usage(context.Background(), h.account)
	require.NoError(t, err)
	require.Equal(t, instant(t, "2027-01-31T09:00:00Z"), usage.Cycle.Start)
	h.requireBalanced()
}

func TestScheduledDowngradeComesAtTheRenewal(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", billing.Terms{Plan: "business", Interval: billing.Monthly, Seats: 5})
	h.set("2026-01-10T00:00:00Z")
	p := h.preview(toPlan("team"))
	require.Equal(t, billing.PeriodEnd, p.Timing)
	o := h.confirm(h.intent("c1", p))
	require.Equal(t, billing.ChangeScheduled, o.State)
	require.Empty(t, o.InvoiceID)
	require.Len(t, h.invoices(), 1)
	require.Equal(t, "business", h.subscription().Terms.Plan)

	h.advance("2026-02-01T00:00:00Z")
	s := h.subscription()
	require.Equal(t, "team", s.Terms.Plan)
	require.Nil(t, s.Scheduled)
	require.Equal(t, "60.00", h.invoices()[0].Total.String())
	h.requireBalanced()
}

func TestUndoDropsWhatIsScheduled(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	_, err := h.engine.UndoScheduled(ctx, h.admin, h.account, "u0", billing.Signature{})
	require.Equal(t, billing.NotFound, billing.CodeOf(err))
	h.confirm(h.intent("c1", h.preview(toSeats(3))))
	require.Equal(t, 3, h.subscription().Scheduled.After.Seats)
	_, err = h.engine.UndoScheduled(ctx, h.member, h.account, "u1", billing.Signature{})
	require.Equal(t, billing.NotPermitted, billing.CodeOf(err))

	o, err := h.engine.UndoScheduled(ctx, h.admin, h.account, "u1", billing.Signature{})
	require.NoError(t, err)
	require.Equal(t, billing.ChangeApplied, o.State)
	require.Nil(t, h.subscription().Scheduled)
	again, err := h.engine.UndoScheduled(ctx, h.admin, h.account, "u1", billing.Signature{})
	require.NoError(t, err)
	require.Equal(t, o.State, again.State)
	_, err = h.engine.UndoScheduled(ctx, h.admin, h.account, "c1", billing.Signature{})
	require.Equal(t, billing.KeyReused, billing.CodeOf(err))
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, "60.00", h.invoices()[0].Total.String())
}

func TestYearlyStartsAPeriodNow(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.set("2026-01-16T12:00:00Z")
	yearly := billing.Yearly
	o := h.confirm(h.intent("c1", h.preview(billing.Patch{Interval: &yearly})))
	require.Equal(t, "570.00", o.AmountCharged.String(), "5*120.00 less half of 60.00")
	s := h.subscription()
	require.Equal(t, instant(t, "2026-01-16T12:00:00Z"), s.Anchor)
	require.Equal(t, instant(t, "2027-01-16T12:00:00Z"), s.Period.End)
	require.Equal(t, "600.00", s.Billed[0].Net.String(), "the old period's credit does not lower it")
	h.requireBalanced()
}

func TestMonthlyComesAtTheYearsEnd(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", billing.Terms{Plan: "team", Interval: billing.Yearly, Seats: 5})
	monthly := billing.Monthly
	require.Equal(t, billing.ChangeScheduled, h.confirm(h.intent("c1", h.preview(billing.Patch{Interval: &monthly}))).State)
	h.advance("2027-01-01T00:00:00Z")
	s := h.subscription()
	require.Equal(t, instant(t, "2026-01-01T00:00:00Z"), s.Anchor, "the original one")
	require.Equal(t, instant(t, "2027-02-01T00:00:00Z"), s.Period.End)
	require.Equal(t, s.Period, h.invoices()[0].Lines[0].Period)
	require.Equal(t, "60.00", h.invoices()[0].Total.String())
	h.requireBalanced()
}

// Thirteen invoices; a card that declines is tried five times for the first, and
// nothing renews for who has not paid.
func TestManyAdvancesAtOnceBillOnce(t *testing.T) {
	for token, want := range map[string]struct {
		invoices, charges int
		cycle             string
	}{
		sandbox.CardOK:       {13, 13, "2027-01-31T09:00:00Z"},
		sandbox.CardDeclined: {1, 5, "2026-02-28T09:00:00Z"},
	} {
		t.Run(token, func(t *testing.T) {
			h := newHouse(t, t.TempDir(), "2026-01-31T09:00:00Z", token)
			require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
			h.set("2027-01-31T09:00:00Z")
			var wg sync.WaitGroup
			for range 6 {
				wg.Go(func() {
					if err := h.engine.Advance(context.Background(), h.now()); err != nil {
						t.Errorf("advance: %v", err)
					}
				})
			}
			wg.Wait()
			require.Len(t, h.invoices(), want.invoices)
			require.Len(t, h.ledger(), want.charges)
			attempts := 0
			for _, i := range h.invoices() {
				attempts += len(i.Attempts)
			}
			require.Equal(t, want.charges, attempts)
			usage, err := h.store.Usage(context.Background(), h.account)
			require.NoError(t, err)
			require.Equal(t, instant(t, want.cycle), usage.Cycle.Start)
			h.requireBalanced()
		})
	}
}

func TestAVoidInvoiceGivesBackTheBillingCreditItUsed(t *testing.T) {
	ctx := context.Background()
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardDeclined)
	_, err := h.engine.Goodwill(ctx, h.account, usd(t, "10.00"), "welcome")
	require.NoError(t, err)
	require.NoError(t, h.engine.Subscribe(ctx, h.account, team(5), nil))
	i := h.invoices()[0]
	require.Equal(t, "50.00", i.AmountDue.String())
	require.NoError(t, h.engine.VoidInvoice(ctx, h.account, i.ID))
	a, err := h.store.Account(ctx, h.account, billing.RoleAdmin)
	require.NoError(t, err)
	require.Equal(t, "10.00", a.BillingCredit.String())
}

// A change at the very start of a clamped period moves no anchor.
func TestChangeAtThePeriodsStartKeepsTheAnchor(t *testing.T) {
	h := subscribed(t, "2026-01-31T00:00:00Z", team(5))
	h.advance("2026-02-28T00:00:00Z")
	h.confirm(h.intent("c1", h.preview(toSeats(6))))
	s := h.subscription()
	require.Equal(t, instant(t, "2026-01-31T00:00:00Z"), s.Anchor)
	require.Equal(t, "72.00", s.Billed[0].Net.String())
	h.advance("2026-03-31T00:00:00Z")
	require.Equal(t, instant(t, "2026-04-30T00:00:00Z"), h.subscription().Period.End)
}

func TestImmediateCreditIsACreditNote(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	generous := catalog()
	generous.Policy.Downgrade = billing.DowngradeImmediateCredit
	h.otherAccount(generous)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
	h.set("2026-01-16T12:00:00Z")
	o := h.confirm(h.intent("c1", h.preview(toSeats(3))))
	require.Equal(t, billing.ChangeApplied, o.State)
	require.Equal(t, "0.00", o.AmountCharged.String())
	i := h.invoices()[0]
	require.Equal(t, "NWT-CN-0001", i.Number)
	require.Equal(t, "-12.00", i.Total.String(), "-30.00 + 18.00")
	corrected := i.Corrects(h.invoices())
	require.Len(t, corrected, 1)
	require.Equal(t, "NWT-0001", corrected[0].Number)
	require.Equal(t, billing.InvoicePaid, i.Status)
	require.Equal(t, "48.00", h.subscription().Billed[0].Net.String())

	h.advance("2026-02-01T00:00:00Z")
	renewal := h.invoices()[0]
	require.Equal(t, "36.00", renewal.Total.String())
	require.Equal(t, "12.00", renewal.BillingCreditApplied.String())
	require.Equal(t, "24.00", renewal.AmountPaid.String())
	h.requireBalanced()
}

func TestDunningRetriesByTheSchedule(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardDeclined)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
	s := h.subscription()
	require.Equal(t, billing.StatusPastDue, s.Status)
	require.Equal(t, "NWT-0001", s.OpenInvoice)
	require.Equal(t, billing.OpenInvoice, h.preview(toSeats(7)).Blockers[0].Code)

	h.advance("2026-01-20T00:00:00Z")
	i := h.invoices()[0]
	require.Equal(t, billing.InvoiceOpen, i.Status)
	var days []int
	for _, a := range i.Attempts {
		require.Equal(t, billing.PaymentRefused, a.Result)
		require.Equal(t, "card_declined", a.Reason)
		days = append(days, int(a.At.Sub(i.At)/(24*time.Hour)))
	}
	require.Equal(t, []int{0, 1, 3, 5, 7}, days)
	require.Len(t, h.ledger(), 5)

	require.NoError(t, h.engine.VoidInvoice(context.Background(), h.account, i.ID))
	s = h.subscription()
	require.Equal(t, billing.StatusActive, s.Status)
	require.Empty(t, s.OpenInvoice)
	require.Empty(t, s.Billed, "a void invoice bills nothing that could be credited")
	require.Error(t, h.engine.VoidInvoice(context.Background(), h.account, i.ID))
	h.requireBalanced()
}

func TestACardThatAsksForProofIsNotChargedByARenewal(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardRequiresAction)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
	i := h.invoices()[0]
	require.Equal(t, billing.InvoiceOpen, i.Status)
	require.Equal(t, billing.PaymentNeedsProof, i.Attempts[0].Result)
	require.Len(t, h.ledger(), 1)
	require.Equal(t, gateway.Declined, h.ledger()[0].Result, "nobody is there to answer the bank")
	h.requireBalanced()
}

// What is in use blocks: three people do not fit into two seats.
func TestUsageBlocksWhatWouldNotFit(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	members := make([]billing.Member, 3)
	for i := range members {
		members[i] = billing.Member{Email: string(rune('a' + i)), Status: billing.MemberActive}
	}
	require.NoError(t, h.engine.PutMembers(ctx, h.account, members))
	require.NoError(t, h.engine.SetStorage(ctx, h.account, dec("12.5")))
	o := h.confirm(h.intent("c1", h.preview(toSeats(2))))
	require.Equal(t, billing.SeatsOverLimit, o.Problem.Code)
	usage, err := h.store.Usage(ctx, h.account)
	require.NoError(t, err)
	require.Equal(t, "12.5", usage.StorageUsedGB.String())

	h.advance("2026-02-01T00:00:00Z")
	usage, err = h.store.Usage(ctx, h.account)
	require.NoError(t, err)
	require.Empty(t, usage.Meters, "a usage cycle begins with nothing used")
	require.Equal(t, "12.5", usage.StorageUsedGB.String(), "storage stays")
}

func TestAnAccountSubscribesOnce(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	require.ErrorContains(t, h.engine.Subscribe(ctx, h.account, team(5), nil), "already")
	require.Len(t, h.invoices(), 1)
	h.otherAccount(catalog())
	err := h.engine.Subscribe(ctx, h.account, billing.Terms{Plan: "gone", Interval: billing.Monthly}, nil)
	require.Equal(t, billing.UnknownPlan, billing.CodeOf(err))
}

func TestNoMethodIsPastDueToo(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", "")
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
	require.Equal(t, billing.StatusPastDue, h.subscription().Status)
	_, err := h.engine.AddMethod(context.Background(), h.account, card(sandbox.CardOK))
	require.NoError(t, err)
	h.advance("2026-01-02T00:00:00Z")
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	require.Equal(t, "60.00", h.invoices()[0].AmountPaid.String())
	h.requireBalanced()
}

func TestTrialBecomesWhatItsPlanSays(t *testing.T) {
	tests := map[string]struct {
		plan   string
		status billing.SubscriptionStatus
		total  string
	}{
		"team":   {plan: "team", status: billing.StatusActive, total: "60.00"},
		"free":   {plan: "free", status: billing.StatusActive},
		"cancel": {plan: "trial", status: billing.StatusCanceled},
	}
	for then, want := range tests {
		t.Run(then, func(t *testing.T) {
			h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
			c := catalog()
			c.Plans[1].Trial.Then = then
			h.otherAccount(c)
			require.NoError(t, h.engine.Subscribe(context.Background(), h.account, billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 5}, nil))
			s := h.subscription()
			require.Equal(t, billing.StatusTrialing, s.Status)
			require.Equal(t, instant(t, "2026-01-15T00:00:00Z"), *s.TrialEnds)
			h.advance("2026-01-15T00:00:00Z")
			s = h.subscription()
			require.Equal(t, want.plan, s.Terms.Plan)
			require.Equal(t, want.status, s.Status)
			require.Nil(t, s.TrialEnds)
			if want.total == "" {
				require.Empty(t, h.invoices())
			} else {
				require.Equal(t, want.total, h.invoices()[0].AmountPaid.String())
				require.Equal(t, instant(t, "2026-01-15T00:00:00Z"), s.Anchor)
			}
			h.requireBalanced()
		})
	}
}

func TestCheckoutFromATrialAnchorsTheCycleNow(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 5})
	h.set("2026-01-10T00:00:00Z")
	o := h.confirm(h.intent("c1", h.preview(toPlan("team"))))
	require.Equal(t, "60.00", o.AmountCharged.String())
	s := h.subscription()
	require.Equal(t, billing.StatusActive, s.Status)
	require.Equal(t, instant(t, "2026-02-10T00:00:00Z"), s.Period.End)
	require.Nil(t, s.TrialEnds)
	usage, err := h.store.Usage(context.Background(), h.account)
	require.NoError(t, err)
	require.Equal(t, instant(t, "2026-01-10T00:00:00Z"), usage.Cycle.Start)
}
