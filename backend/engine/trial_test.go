package engine_test

import (
	"context"
	"testing"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// trying is an account on a trial that becomes Team on 15 January.
func trying(t *testing.T, c *billing.Catalog) *house {
	t.Helper()
	h := newHouse(t, t.TempDir(), "2026-01-01T00:00:00Z", sandbox.CardOK)
	h.otherAccount(c)
	require.NoError(t, h.engine.Subscribe(context.Background(), h.account, billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 3}, nil))
	return h
}

func TestWhatWaitsForATrialsEndIsNotForgotten(t *testing.T) {
	tests := map[string]struct {
		patch billing.Patch
		plan  string
		total string
	}{
		"fewer seats":  {patch: toSeats(2), plan: "team", total: "24.00"},
		"the free one": {patch: toPlan("free"), plan: "free"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := trying(t, catalog())
			h.set("2026-01-05T00:00:00Z")
			require.Equal(t, billing.ChangeScheduled, h.confirm(h.intent("c1", h.preview(test.patch))).State)
			h.advance("2026-01-15T00:00:00Z")
			s := h.subscription()
			require.Equal(t, test.plan, s.Terms.Plan)
			require.Equal(t, billing.StatusActive, s.Status)
			require.Nil(t, s.TrialEnds)
			require.Nil(t, s.Scheduled)
			if test.total == "" {
				require.Empty(t, h.invoices(), "nobody pays for what they gave up")
				return
			}
			require.Equal(t, test.total, h.invoices()[0].Total.String())
			h.requireBalanced()
		})
	}
}

func TestATrialGivenUpNowDoesNotEndAgain(t *testing.T) {
	c := catalog()
	c.Policy.Downgrade = billing.DowngradeImmediateCredit
	h := trying(t, c)
	h.set("2026-01-05T00:00:00Z")
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c1", h.preview(toPlan("free")))).State)
	h.advance("2026-03-01T00:00:00Z")
	s := h.subscription()
	require.Equal(t, "free", s.Terms.Plan)
	require.Equal(t, billing.StatusActive, s.Status)
	require.Nil(t, s.TrialEnds)
	require.Empty(t, h.invoices())
}

// A trial as long as the month that begins with it is left in its first second.
func TestATrialIsLeftInItsFirstSecond(t *testing.T) {
	c := catalog()
	c.Plans[1].Trial.Days = 31
	h := trying(t, c)
	require.Equal(t, billing.ChangeApplied, h.confirm(h.intent("c1", h.preview(toPlan("team")))).State)
	h.advance("2026-02-01T00:00:00Z")
	require.Len(t, h.invoices(), 2)
	require.Equal(t, billing.StatusActive, h.subscription().Status)
	require.Nil(t, h.subscription().TrialEnds)
}

func TestATrialBecomesAPlanThatIsSoldByTheYearOnly(t *testing.T) {
	c := catalog()
	team, _ := c.Plan("team")
	team.Prices = team.Prices[1:]
	h := trying(t, c)
	h.advance("2026-01-15T00:00:00Z")
	require.Equal(t, billing.Yearly, h.subscription().Terms.Interval)
	require.Equal(t, "360.00", h.invoices()[0].Total.String())
}
