package store_test

import (
	"context"
	"errors"
	"testing"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/stretchr/testify/require"
)

// The order of the methods is the account's alone, a new one comes last, and one that was
// removed is to be forgotten by the gateway until it has been.
func TestMethodsHaveAnOrderAndAreForgotten(t *testing.T) {
	s, _ := books(t)
	ctx := context.Background()
	method := func(id string) store.Method {
		return store.Method{Token: "token " + id, PaymentMethod: billing.PaymentMethod{ID: id, Brand: "Visa", ExpMonth: 1, ExpYear: 2030, Status: billing.MethodWorks}}
	}
	order := func() (order string) {
		require.NoError(t, s.Read(ctx, func(r *store.Reader) error {
			all, err := r.Methods(ctx, account)
			for _, m := range all {
				order += m.ID
			}
			return err
		}))
		return order
	}
	removed := func() (left []store.RemovedMethod) {
		require.NoError(t, s.Read(ctx, func(r *store.Reader) (err error) {
			left, err = r.RemovedMethods(ctx)
			return err
		}))
		return left
	}
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.InsertMethod(ctx, account, method("a")), tx.InsertMethod(ctx, account, method("b")), tx.InsertMethod(ctx, account, method("c")))
	})
	put := func(ids ...string) {
		write(t, s, func(ctx context.Context, tx *store.Tx) error {
			var all []billing.PaymentMethod
			for _, id := range ids {
				all = append(all, method(id).PaymentMethod)
			}
			return tx.OrderMethods(ctx, account, all)
		})
	}
	put("c", "a", "b")
	require.Equal(t, "cab", order())
	require.Empty(t, removed())
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.RemoveMethod(ctx, account, "a") })
	put("b", "c")
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.InsertMethod(ctx, account, method("d")) })
	require.Equal(t, "bcd", order())
	put()
	require.Equal(t, "bcd", order())
	require.Equal(t, []store.RemovedMethod{{ID: "a", Account: account, Token: "token a"}}, removed())
	write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.MethodForgotten(ctx, "a") })
	require.Empty(t, removed())
}
