package sandbox_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing/money"

	"github.com/stretchr/testify/require"
)

func open(t *testing.T, path string) *sandbox.Gateway {
	t.Helper()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	g, err := sandbox.Open(context.Background(), path, func() time.Time { return at })
	require.NoError(t, err)
	t.Cleanup(func() { _ = g.Close() })
	return g
}

func charge(key, token string) gateway.Charge {
	return gateway.Charge{Key: key, Account: "acc", Method: token, Amount: money.FromMinor(1250, "USD")}
}

func TestCardsDoWhatTheyArePublishedFor(t *testing.T) {
	tests := map[string]gateway.Result{
		sandbox.CardOK:                {Status: gateway.Succeeded},
		sandbox.CardDeclined:          {Status: gateway.Declined, Reason: "card_declined"},
		sandbox.CardInsufficientFunds: {Status: gateway.Declined, Reason: "insufficient_funds"},
		sandbox.CardRequiresAction:    {Status: gateway.RequiresAction},
		"card_of_nobody":              {Status: gateway.Declined, Reason: "unknown_method"},
	}
	ctx := context.Background()
	g := open(t, filepath.Join(t.TempDir(), "sandbox.db"))
	for token, want := range tests {
		got, err := g.Charge(ctx, charge("k-"+token, token))
		require.NoError(t, err)
		require.Equal(t, want, got, token)
		seen, found, err := g.Lookup(ctx, "k-"+token)
		require.NoError(t, err)
		require.True(t, found)
		require.Equal(t, want, seen)
	}
}

func TestAKeyIsChargedOnceEvenAfterAReopening(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "sand box?.db")
	g := open(t, path)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			result, err := g.Charge(ctx, charge("k", sandbox.CardOK))
			if err != nil || result.Status != gateway.Succeeded {
				t.Errorf("charge: %v %v", result, err)
			}
		})
	}
	wg.Wait()
	require.NoError(t, g.Close())
	g = open(t, path)
	result, err := g.Charge(ctx, charge("k", sandbox.CardDeclined))
	require.NoError(t, err)
	require.Equal(t, gateway.Succeeded, result.Status, "the first answer stands")
	entries, err := g.Ledger(ctx)
	require.NoError(t, err)
	require.Len(t, entries, 1)
	require.Equal(t, "12.50", entries[0].Amount.String())
}

func TestVoid(t *testing.T) {
	ctx := context.Background()
	tests := map[string]struct {
		token   string
		want    gateway.Status
		entries int
	}{
		"never seen":      {token: "", want: gateway.Voided, entries: 1},
		"succeeded":       {token: sandbox.CardOK, want: gateway.Succeeded, entries: 1},
		"declined":        {token: sandbox.CardDeclined, want: gateway.Declined, entries: 1},
		"requires action": {token: sandbox.CardRequiresAction, want: gateway.Voided, entries: 2},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			g := open(t, filepath.Join(t.TempDir(), "sandbox.db"))
			if test.token != "" {
				_, err := g.Charge(ctx, charge("k", test.token))
				require.NoError(t, err)
			}
			for range 2 {
				result, err := g.Void(ctx, charge("k", test.token))
				require.NoError(t, err)
				require.Equal(t, test.want, result.Status)
			}
			late, err := g.Charge(ctx, charge("k", sandbox.CardOK))
			require.NoError(t, err)
			require.Equal(t, test.want, late.Status, "a late charge changes nothing")
			entries, err := g.Ledger(ctx)
			require.NoError(t, err)
			require.Len(t, entries, test.entries)
		})
	}
}

func TestFaults(t *testing.T) {
	ctx, cut := context.Background(), errors.New("cut")
	fail := func(gateway.Charge) error { return cut }
	g := open(t, filepath.Join(t.TempDir(), "sandbox.db"))
	g.SetFaults(sandbox.Faults{BeforeCommit: fail})
	_, err := g.Charge(ctx, charge("before", sandbox.CardOK))
	require.ErrorIs(t, err, cut)
	_, found, err := g.Lookup(ctx, "before")
	require.NoError(t, err)
	require.False(t, found)

	g.SetFaults(sandbox.Faults{AfterCommit: fail})
	_, err = g.Charge(ctx, charge("after", sandbox.CardOK))
	require.ErrorIs(t, err, cut)
	result, found, err := g.Lookup(ctx, "after")
	require.NoError(t, err)
	require.True(t, found)
	require.Equal(t, gateway.Succeeded, result.Status)
}

func TestLatencyEndsWithItsCaller(t *testing.T) {
	g := open(t, filepath.Join(t.TempDir(), "sandbox.db"))
	g.SetFaults(sandbox.Faults{Latency: time.Hour})
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		_, err := g.Charge(ctx, charge("k", sandbox.CardOK))
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
	_, found, err := g.Lookup(context.Background(), "k")
	require.NoError(t, err)
	require.False(t, found)
}
