package engine_test

import (
	"context"
	"testing"
	"time"

	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// Whoever was away for a quarter of a year reads everything anew; until then
// they are told who left.
func TestDeletionsAreToldForAQuarterOfAYear(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	ctx := context.Background()
	members := []billing.Member{{Name: "Ada", Email: "ada@example.com", Status: billing.MemberActive}}
	require.NoError(t, h.engine.PutMembers(ctx, h.account, members))
	known, err := h.store.Feed(ctx, h.admin.ID, h.account, billing.Cursor{}, 1000)
	require.NoError(t, err)
	require.NoError(t, h.engine.RemoveMember(ctx, h.account, members[0].ID))

	for _, test := range []struct {
		after time.Duration
		gone  bool
	}{{0, false}, {90 * 24 * time.Hour, false}, {90*24*time.Hour + time.Second, true}} {
		require.NoError(t, h.engine.Advance(ctx, h.now().Add(test.after)))
		d, err := h.store.Feed(ctx, h.admin.ID, h.account, known.Next, 1000)
		require.Equal(t, test.gone, billing.CodeOf(err) == billing.CursorGone, test.after)
		if !test.gone {
			require.Nil(t, d.Resources[0].Noun)
			require.Equal(t, members[0].ID, d.Resources[0].ID)
		}
	}
}
