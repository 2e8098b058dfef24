package engine_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"billfold/backend/engine"
	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// crash is what another process is to die in: the confirm of a preview, or
// without one, what is due.
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
	goleak.VerifyTestMain(m)
}

// die does what it is told, and ends the process in the gap around the charge,
// with nothing closed.
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
	e := engine.New(engine.Deps{
		Authorise: engine.Trusted,
		Store:     books, Gateway: bank, Now: now, Log: slog.Default(),
		NewID: func(prefix string) string { return prefix + "of_the_dead" },
	})
	if c.Preview == "" {
		return e.Advance(ctx, c.At)
	}
	amount, err := money.Parse(c.Amount, "USD")
	if err != nil {
		return err
	}
	_, err = e.Confirm(ctx, billing.Person{ID: c.Person, Name: "Ada"}, billing.Intent{
		ID: "c1", AccountID: c.Account, PreviewID: c.Preview, AmountDue: amount,
	})
	return err
}

// kill lets another process die in the gap around a charge of this house.
func (h *house) kill(c crash) {
	h.t.Helper()
	require.NoError(h.t, h.store.Close())
	require.NoError(h.t, h.sandbox.Close())
	c.Dir, c.Account, c.Person, c.At = h.dir, h.account, h.admin.ID, h.now()
	task, err := json.Marshal(c)
	require.NoError(h.t, err)
	victim := exec.CommandContext(context.Background(), os.Args[0])
	victim.Env = append(os.Environ(), crashEnv+"="+string(task))
	out, err := victim.CombinedOutput()
	var exit *exec.ExitError
	require.ErrorAs(h.t, err, &exit, "%s", out)
	require.Equal(h.t, crashCode, exit.ExitCode(), "%s", out)
	h.open()
}

func TestAKilledProcessLeavesBooksThatRecover(t *testing.T) {
	for name, charged := range map[string]bool{"before the charge": false, "after the charge": true} {
		t.Run(name, func(t *testing.T) {
			h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
			p := h.preview(toSeats(7))
			h.kill(crash{Preview: p.ID, Amount: p.AmountDue.String(), Charged: charged})
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
			h.requireBooks()
		})
	}
}

// What is due by itself, killed in its gap and run again, gives the same books as
// if nothing had happened: renewals, retries, usage, packs bought by themselves.
func TestAKilledProcessBillsWhatIsDueOnce(t *testing.T) {
	due := map[string]struct {
		prepare func(h *house)
		at      string
	}{
		"renewal":            {func(*house) {}, "2026-02-01T00:00:00Z"},
		"renewal with usage": {func(h *house) { h.use(billing.CallMinutes, "500") }, "2026-02-01T00:00:00Z"},
		"retry": {func(h *house) {
			h.swapCard(sandbox.CardDeclined)
			h.advance("2026-02-01T00:00:00Z")
			h.swapCard(sandbox.CardOK)
		}, "2026-02-02T00:00:00Z"},
		"reload": {func(h *house) {
			r := billing.AutoReload{Addon: "ai_1000", Below: dec("2500"), MonthlyCap: usd(h.t, "100.00")}
			require.NoError(h.t, h.engine.SetAutoReload(context.Background(), h.account, &r))
		}, "2026-01-02T00:00:00Z"},
	}
	for what, d := range due {
		for name, charged := range map[string]bool{"before the charge": false, "after the charge": true} {
			t.Run(what+" "+name, func(t *testing.T) {
				calm, killed := buyer(t, "2026-01-01T00:00:00Z", business(5)), buyer(t, "2026-01-01T00:00:00Z", business(5))
				for _, h := range []*house{calm, killed} {
					d.prepare(h)
					h.set(d.at)
				}
				require.NoError(t, calm.engine.Advance(context.Background(), calm.now()))
				killed.kill(crash{Charged: charged})
				for range 2 {
					require.NoError(t, killed.engine.Recover(context.Background()))
					require.NoError(t, killed.engine.Advance(context.Background(), killed.now()))
				}
				require.Equal(t, calm.summary(), killed.summary())
				killed.requireBalanced()
				killed.requireBooks()
			})
		}
	}
}

// summary is what the books come to, without ids.
func (h *house) summary() []string {
	var all []string
	for _, i := range h.invoices() {
		all = append(all, i.Number+" "+i.At.Format(time.RFC3339)+" "+string(i.Status)+" "+i.Total.String()+" paid "+i.AmountPaid.String())
		for _, a := range i.Attempts {
			all = append(all, "  "+a.At.Format(time.RFC3339)+" "+string(a.Result))
		}
	}
	balance, credit := h.balances()
	return append(all, string(h.subscription().Status), h.creditsLeft(), balance, credit, strconv.Itoa(h.succeeded()))
}
