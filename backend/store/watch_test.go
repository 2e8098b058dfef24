package store_test

import (
	"context"
	"errors"
	"testing"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

func next(t *testing.T, w *store.Watch) billing.Pulse {
	t.Helper()
	p, err := w.Next(t.Context())
	require.NoError(t, err)
	return p
}

// silent wants that nothing is to be told.
func silent(t *testing.T, w *store.Watch) {
	t.Helper()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for range 10 { // select chooses at random
		_, err := w.Next(ended)
		require.ErrorIs(t, err, context.Canceled)
	}
}

func TestAWatchTellsWhatIsCommitted(t *testing.T) {
	s, _ := books(t)
	latest := func() int64 { return feed(t, s, billing.RoleAdmin, 0, 100).Latest }
	w, err := s.Watch(t.Context(), "per_1")
	require.NoError(t, err)
	require.Equal(t, billing.Pulse{Account: account, Revision: latest()}, next(t, w), "where it stands")
	silent(t, w)
	put := func(ctx context.Context, tx *store.Tx) error {
		return tx.PutMember(ctx, account, billing.Member{ID: "mem_1"})
	}
	write(t, s, put)
	write(t, s, put)
	require.Equal(t, billing.Pulse{Account: account, Revision: latest()}, next(t, w), "the last of several")
	silent(t, w)
	require.Error(t, s.Write(t.Context(), func(tx *store.Tx) error {
		return errors.Join(put(t.Context(), tx), errors.New("rolled back"))
	}))
	silent(t, w)
	w.Close()
	write(t, s, put)
	silent(t, w)
}

func TestAWatchIsOnePersons(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.InsertPerson(ctx, billing.Person{ID: "per_2", Email: "b@example.com"}),
			tx.InsertAccount(ctx, store.NewAccount{ID: "acc_2", CatalogID: "cat_1", Currency: "USD"}))
	})
	w, err := s.Watch(t.Context(), "per_2")
	require.NoError(t, err)
	defer w.Close()
	silent(t, w)
	join := func(role billing.Role) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.PutMembership(ctx, "per_2", "acc_2", role) })
	}
	join(billing.RoleMember)
	require.Equal(t, billing.Pulse{Accounts: true}, next(t, w))
	require.Equal(t, "acc_2", next(t, w).Account)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.PutMember(ctx, account, billing.Member{ID: "mem_1"})
	})
	silent(t, w)
	join(billing.RoleAdmin)
	require.Equal(t, billing.Pulse{Accounts: true}, next(t, w), "another role is another list")
	require.Equal(t, "acc_2", next(t, w).Account)
	silent(t, w)
}
