package engine_test

import (
	"context"
	"testing"
	"time"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

func (h *house) notifications() []billing.Notification {
	h.t.Helper()
	var all []billing.Notification
	require.NoError(h.t, h.store.Read(context.Background(), func(r *store.Reader) error {
		var err error
		all, err = r.Notifications(context.Background(), h.account)
		return err
	}))
	return all
}

func (h *house) hire(n int) {
	h.t.Helper()
	members := make([]billing.Member, n)
	for i := range members {
		members[i] = billing.Member{ID: string(rune('a' + i)), Email: string(rune('a' + i)), Status: billing.MemberActive}
	}
	require.NoError(h.t, h.engine.PutMembers(context.Background(), h.account, members))
}

// Three people do not fit into the two seats that are scheduled for 1 February:
// said 14, 3 and 1 days before, and when it was due.
func TestWhatDoesNotFitIsSaidBefore(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	require.Equal(t, billing.ChangeScheduled, h.confirm(h.intent("c1", h.preview(toSeats(2)))).State)
	h.hire(3)
	h.advance("2026-02-01T00:00:00Z")
	var days []int
	for _, n := range h.notifications()[:3] {
		require.Equal(t, billing.ScheduledUnfit, n.Code)
		require.Equal(t, "seats", n.Fix)
		require.Equal(t, []string{string(billing.SeatsOverLimit), "3", "2"}, []string{n.Params["why"], n.Params["members"], n.Params["limit"]})
		days = append(days, int(instant(t, "2026-02-01T00:00:00Z").Sub(n.At)/(24*time.Hour)))
	}
	require.Equal(t, []int{14, 3, 1}, days)
	require.Equal(t, billing.ScheduledKept, h.told()[3])
	require.Equal(t, 5, h.subscription().Terms.Seats)
	require.Equal(t, 2, h.subscription().Scheduled.After.Seats, "kept for the next renewal")
	require.Equal(t, instant(t, "2026-03-01T00:00:00Z"), h.subscription().Scheduled.At)
}

func TestWhatFitsIsNotTalkedAbout(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.confirm(h.intent("c1", h.preview(toSeats(2))))
	h.advance("2026-02-01T00:00:00Z")
	require.Empty(t, h.told())
	require.Equal(t, 2, h.subscription().Terms.Seats)
}

// What is scheduled two days before its time has one reminder ahead, not three.
func TestRemindersAreNotCaughtUpWith(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	h.set("2026-01-30T00:00:00Z")
	h.confirm(h.intent("c1", h.preview(toSeats(2))))
	h.hire(3)
	h.advance("2026-01-31T12:00:00Z")
	require.Equal(t, []billing.Code{billing.ScheduledUnfit}, h.told())
	require.Equal(t, instant(t, "2026-01-31T00:00:00Z"), h.notifications()[0].At)
}

func TestATrialsEndIsSaidThreeDaysBefore(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 3})
	h.advance("2026-01-11T23:59:59Z")
	require.Empty(t, h.told())
	h.advance("2026-01-12T00:00:00Z")
	require.Equal(t, []billing.Code{billing.TrialEnding}, h.told())
	require.Equal(t, "team", h.notifications()[0].Params["then"])
	h.advance("2026-01-15T00:00:00Z")
	require.Len(t, h.told(), 1)
}
