package store_test

import (
	"context"
	"testing"
	"time"

	"billfold/backend/store"

	"github.com/stretchr/testify/require"
)

// There is one connection that writes: a fault that kept it would keep
// everybody from writing until the process ends.
func TestAPanicLeavesTheBooksWritable(t *testing.T) {
	s, _ := books(t)
	require.Panics(t, func() {
		_ = s.Write(context.Background(), func(tx *store.Tx) error {
			_ = tx.PutMembership(context.Background(), "per_1", account, "nobody")
			panic("a fault")
		})
	})
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	require.NoError(t, s.Write(ctx, func(*store.Tx) error { return nil }))
	role, err := s.Role(ctx, "per_1", account)
	require.NoError(t, err)
	require.EqualValues(t, "admin", role)
}
