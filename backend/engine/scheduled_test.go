package engine_test

import (
	"context"
	"testing"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// Who comes between a reduction and its day needs a seat: the reduction is kept
// and not applied, the record says why, and it comes as soon as it fits.
func TestWhatNoLongerFitsIsKeptAndReported(t *testing.T) {
	ctx := context.Background()
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	require.Equal(t, billing.ChangeScheduled, h.confirm(h.intent("c1", h.preview(toSeats(1)))).State)
	members := []billing.Member{
		{Name: "Ada", Email: "ada@example.com", Status: billing.MemberActive},
		{Name: "Mo", Email: "mo@example.com", Status: billing.MemberActive},
	}
	require.NoError(t, h.engine.PutMembers(ctx, h.account, members))

	h.advance("2026-02-01T00:00:00Z")
	s := h.subscription()
	require.Equal(t, 5, s.Terms.Seats)
	require.Equal(t, "60.00", h.invoices()[0].Total.String())
	require.Equal(t, &billing.Scheduled{At: instant(t, "2026-03-01T00:00:00Z"), After: team(1)}, s.Scheduled)
	var reported []billing.Change
	require.NoError(t, h.store.Read(ctx, func(r *store.Reader) error {
		d, err := r.Feed(ctx, h.account, billing.RoleAdmin, billing.Cursor{}, 1000)
		for _, resource := range d.Resources {
			if c, ok := resource.Noun.(*billing.Change); ok && c.Problem != "" {
				reported = append(reported, *c)
			}
		}
		return err
	}))
	require.Len(t, reported, 1)
	require.Equal(t, billing.SeatsOverLimit, reported[0].Problem)
	require.Equal(t, billing.ChangeRejected, reported[0].State)
	require.Equal(t, 1, reported[0].After.Seats)

	members[1].Status = billing.MemberDeactivated
	require.NoError(t, h.engine.PutMembers(ctx, h.account, members))
	h.advance("2026-03-01T00:00:00Z")
	require.Equal(t, 1, h.subscription().Terms.Seats)
	require.Nil(t, h.subscription().Scheduled)
	require.Equal(t, "12.00", h.invoices()[0].Total.String())
	h.requireBalanced()
}

// A year from 29 February ends on the 28th; the months that follow it go back
// to the 29th wherever there is one.
func TestMonthsAfterAYearKeepTheOriginalDay(t *testing.T) {
	h := subscribed(t, "2028-02-29T00:00:00Z", billing.Terms{Plan: "team", Interval: billing.Yearly, Seats: 5})
	monthly := billing.Monthly
	p := h.preview(billing.Patch{Interval: &monthly})
	require.Equal(t, billing.ChangeScheduled, h.confirm(h.intent("c1", p)).State)
	h.advance("2029-02-28T00:00:00Z")
	s, bill := h.subscription(), h.invoices()[0]
	require.Equal(t, instant(t, "2029-03-29T00:00:00Z"), s.Period.End)
	require.Equal(t, s.Period, bill.Period)
	require.Equal(t, s.Period, bill.Lines[0].Period)
	require.Equal(t, s.Period, p.Next.Lines[0].Period, "as the preview said")
}
