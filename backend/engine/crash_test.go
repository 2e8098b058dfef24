package engine_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"billfold/backend/engine"
	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/stretchr/testify/require"
)

// crash is a confirm that another process is to die in.
type crash struct {
	Dir, Account, Person, Preview, Amount string
	At                                    time.Time
	Charged                               bool
}

const (
	crashEnv  = "BILLFOLD_TEST_CRASH"
	crashCode = 86
)

// TestMain is also the process that dies.
func TestMain(m *testing.M) {
	if task := os.Getenv(crashEnv); task != "" {
		if err := die(task); err != nil {
			slog.Error("the crash went wrong", "error", err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// die confirms, and ends the process in the gap around the charge, with
// nothing closed.
func die(task string) error {
	var c crash
	if err := json.Unmarshal([]byte(task), &c); err != nil {
		return err
	}
	ctx := context.Background()
	now := func() time.Time { return c.At }
	books, err := store.Open(ctx, filepath.Join(c.Dir, "books.db"))
	if err != nil {
		return err
	}
	bank, err := sandbox.Open(ctx, filepath.Join(c.Dir, "sandbox.db"), now)
	if err != nil {
		return err
	}
	exit := func(gateway.Charge) error { os.Exit(crashCode); return nil }
	bank.SetFaults(sandbox.Faults{BeforeCommit: exit})
	if c.Charged {
		bank.SetFaults(sandbox.Faults{AfterCommit: exit})
	}
	amount, err := money.Parse(c.Amount, "USD")
	if err != nil {
		return err
	}
	e := engine.New(engine.Deps{
		Store: books, Gateway: bank, Now: now, Log: slog.Default(),
		NewID: func(prefix string) string { return prefix + "of_the_dead" },
	})
	_, err = e.Confirm(ctx, billing.Person{ID: c.Person, Name: "Ada"}, billing.Intent{
		ID: "c1", AccountID: c.Account, PreviewID: c.Preview, AmountDue: amount,
	})
	return err
}

func TestAKilledProcessLeavesBooksThatRecover(t *testing.T) {
	for name, charged := range map[string]bool{"before the charge": false, "after the charge": true} {
		t.Run(name, func(t *testing.T) {
			h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
			p := h.preview(toSeats(7))
			require.NoError(t, h.store.Close())
			require.NoError(t, h.sandbox.Close())
			task, err := json.Marshal(crash{
				Dir: h.dir, Account: h.account, Person: h.admin.ID, Preview: p.ID, Amount: p.AmountDue.String(), At: h.now(), Charged: charged,
			})
			require.NoError(t, err)
			victim := exec.CommandContext(context.Background(), os.Args[0])
			victim.Env = append(os.Environ(), crashEnv+"="+string(task))
			out, err := victim.CombinedOutput()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit, "%s", out)
			require.Equal(t, crashCode, exit.ExitCode(), "%s", out)

			h.open()
			require.Equal(t, "c1", h.subscription().InFlight)
			require.NoError(t, h.engine.Recover(context.Background()))
			require.Empty(t, h.subscription().InFlight)
			want, seats := billing.ChangeRejected, 5
			if charged {
				want, seats = billing.ChangeApplied, 7
			}
			o, err := h.engine.Outcome(context.Background(), h.account, "c1")
			require.NoError(t, err)
			require.Equal(t, want, o.State)
			require.Equal(t, seats, h.subscription().Terms.Seats)
			h.requireBalanced()
		})
	}
}
