package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

func business(seats int) billing.Terms {
	return billing.Terms{Plan: "business", Interval: billing.Monthly, Seats: seats}
}

func (h *house) use(meter, quantity string) {
	h.t.Helper()
	require.NoError(h.t, h.engine.RecordUsage(context.Background(), h.account, meter, dec(quantity)))
}

// 250 minutes, 100 of them included: 150*0.05 is 7.50, on the renewal's invoice
// beside 5*20.00.
func TestUsageIsOnTheInvoiceThatEndsItsCycle(t *testing.T) {
	h := buyer(t, "2026-01-31T00:00:00Z", business(5))
	h.set("2026-02-10T00:00:00Z")
	h.use(billing.CallMinutes, "90.5")
	h.use(billing.CallMinutes, "159.5")
	p := h.preview(toSeats(6))
	require.Len(t, p.Lines, 2, "the cycle goes on: nothing is rated yet")
	require.Equal(t, "127.50", p.Next.Total.String(), "6*20.00 and the usage so far")
	h.advance("2026-02-28T00:00:00Z")
	i := h.invoices()[0]
	require.Equal(t, "107.50", i.Total.String())
	require.Equal(t, billing.UsageLine, i.Lines[1].Kind)
	require.Equal(t, "(250-100)*0.05", i.Lines[1].Arithmetic)
	require.Equal(t, instant(t, "2026-01-31T00:00:00Z"), i.Lines[1].Period.Start)
	require.Equal(t, "100.00", h.subscription().Billed[0].Net.String(), "usage is never credited")
	h.advance("2026-03-31T00:00:00Z")
	require.Equal(t, "100.00", h.invoices()[0].Total.String(), "every cycle begins with nothing used")
	h.requireBalanced()
}

// What is used is also kept by the day of the account's calendar.
func TestUsageIsKeptByTheAccountsDay(t *testing.T) {
	h := buyer(t, "2026-01-31T00:00:00Z", business(5))
	h.set("2026-02-10T02:00:00Z")
	h.use(billing.CallMinutes, "90.5")
	h.use(billing.CallMinutes, "9.5")
	h.advance("2026-02-28T00:00:00Z")
	d, err := h.store.Feed(context.Background(), h.admin.ID, h.account, billing.Cursor{}, 1000)
	require.NoError(t, err)
	zone := ""
	var days []billing.UsageDay
	for _, r := range d.Resources {
		switch noun := r.Noun.(type) {
		case *billing.UsageDay:
			days = append(days, *noun)
		case *billing.Account:
			zone = noun.Timezone
		}
	}
	require.Equal(t, "UTC", zone)
	require.Len(t, days, 1)
	require.Equal(t, "call_minutes/2026-02-10", days[0].ID())
	require.Equal(t, "100", days[0].Quantity.String(), "the end of a cycle takes nothing of it away")
}

func TestUsageOfAYearlyPlanIsBilledEveryMonth(t *testing.T) {
	h := buyer(t, "2026-01-31T00:00:00Z", billing.Terms{Plan: "business", Interval: billing.Yearly, Seats: 1})
	h.use(billing.CallMinutes, "300")
	h.advance("2026-02-28T00:00:00Z")
	require.Equal(t, "10.00", h.invoices()[0].Total.String())
	require.Equal(t, instant(t, "2026-02-28T00:00:00Z"), h.invoices()[0].At)
	h.advance("2026-03-31T00:00:00Z")
	require.Len(t, h.invoices(), 2, "nothing was used in the second month")
	h.use(billing.CallMinutes, "101")
	h.advance("2027-01-31T00:00:00Z")
	require.Len(t, h.invoices(), 4)
	require.Equal(t, "0.05", h.invoices()[1].Total.String())
	require.Equal(t, "200.00", h.invoices()[0].Total.String())
	h.requireBalanced()
}

// A change that moves the anchor closes the cycle: what was used is in the
// preview, and so in the price that is agreed to.
func TestAMovedAnchorBillsTheUsageOfTheClosedCycle(t *testing.T) {
	h := buyer(t, "2026-01-01T00:00:00Z", business(1))
	h.set("2026-01-16T12:00:00Z")
	h.use(billing.CallMinutes, "140")
	yearly := billing.Yearly
	p := h.preview(billing.Patch{Interval: &yearly})
	require.Equal(t, "192.00", p.AmountDue.String(), "200.00 less half of 20.00, and 40*0.05")
	h.use(billing.CallMinutes, "20")
	refused := h.confirm(h.intent("c1", p))
	require.Equal(t, billing.PriceChanged, refused.Problem.Code, "it was used more since")
	require.Equal(t, "193.00", refused.Problem.Fresh.AmountDue.String())
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c2", *refused.Problem.Fresh)).State)
	h.advance("2026-02-16T12:00:00Z")
	require.Len(t, h.invoices(), 2, "and it is not billed again")
	h.requireBalanced()
}

func TestPlanCreditsLapseAndPacksStay(t *testing.T) {
	h := buyer(t, "2026-01-01T00:00:00Z", team(5))
	require.Equal(t, billing.ChangeApplied, h.order("c1", pack(1)).State)
	h.use(billing.AICredits, "450")
	require.Equal(t, "1050", h.creditsLeft())
	h.use(billing.AICredits, "100") // 50 of the plan's, 50 of the pack
	require.Equal(t, "950", h.creditsLeft())
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, "1450", h.creditsLeft(), "500 anew, and what is left of the pack")
	h.use(billing.AICredits, "100")
	h.advance("2026-03-01T00:00:00Z")
	require.Equal(t, "1450", h.creditsLeft(), "400 lapsed")

	err := h.engine.RecordUsage(context.Background(), h.account, billing.AICredits, dec("1450.5"))
	require.Equal(t, billing.AllowanceUsedUp, billing.CodeOf(err))
	require.Equal(t, "1450", h.creditsLeft(), "nothing is taken of what is too little")
	h.use(billing.AICredits, "1450")
	require.Equal(t, "0", h.creditsLeft())
	for meter, want := range map[string]billing.Code{"faxes": billing.UnknownMeter, billing.StorageGB: billing.UnknownMeter} {
		require.Equal(t, want, billing.CodeOf(h.engine.RecordUsage(context.Background(), h.account, meter, dec("1"))))
	}
	require.Equal(t, billing.InvalidRequest, billing.CodeOf(h.engine.RecordUsage(context.Background(), h.account, billing.AICredits, dec("0"))))
}

// Team grants 500 a month and Business 2000: an upgrade grants the difference,
// whole, and going back and forth grants it once.
func TestAnUpgradeGrantsTheDifferenceOnce(t *testing.T) {
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	c := generous()
	c.Policy.Downgrade = billing.DowngradeImmediateCredit
	h.otherAccount(c)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
	h.use(billing.AICredits, "300")
	h.set("2026-01-20T00:00:00Z")
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c1", h.preview(toPlan("business")))).State)
	require.Equal(t, "1700", h.creditsLeft())
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c2", h.preview(toPlan("team")))).State)
	require.Equal(t, "1700", h.creditsLeft(), "what was granted stays until the cycle's end")
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c3", h.preview(toPlan("business")))).State)
	require.Equal(t, "1700", h.creditsLeft())
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c4", h.preview(toPlan("team")))).State)
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, "500", h.creditsLeft())
	h.requireBalanced()
}

func TestWhatAYearlyPlanGrantsComesEveryMonth(t *testing.T) {
	h := buyer(t, "2026-01-31T00:00:00Z", billing.Terms{Plan: "team", Interval: billing.Yearly, Seats: 5})
	h.use(billing.AICredits, "500")
	h.advance("2026-02-28T00:00:00Z")
	require.Equal(t, "500", h.creditsLeft())
	require.Len(t, h.invoices(), 1)
}

func TestNothingIsGrantedToWhoIsRestrictedOrGone(t *testing.T) {
	h := debtor(t, billing.ThenRestrict)
	h.advance("2026-01-20T00:00:00Z")
	h.advance("2026-02-02T00:00:00Z")
	require.Equal(t, "0", h.creditsLeft())
}
