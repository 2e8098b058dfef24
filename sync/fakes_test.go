package sync_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	billingsync "billfold/sync"
	"billfold/sync/cache"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// feed is a backend that others pull from.
type feed struct {
	accounts func() ([]billing.AccountSummary, error)
	changes  func(since billing.Cursor) (billing.Delta, error)
	listen   func(ctx context.Context, heard func(billing.Pulse)) error // nil: nothing is ever heard

	mu    sync.Mutex
	asked []int64 // the cursors that were asked for
}

func (f *feed) Accounts(context.Context) ([]billing.AccountSummary, error) {
	if f.accounts == nil {
		return []billing.AccountSummary{{ID: "acc_1", Name: "Northwind", Role: billing.RoleAdmin}}, nil
	}
	return f.accounts()
}

func (f *feed) Changes(_ context.Context, _ string, since billing.Cursor, _ int) (billing.Delta, error) {
	f.mu.Lock()
	f.asked = append(f.asked, since.Revision)
	f.mu.Unlock()
	d, err := f.changes(since)
	d.Since, d.Next = since, since.After(d.Next.Revision, d.Latest, d.More)
	return d, err
}

func (f *feed) Listen(ctx context.Context, heard func(billing.Pulse)) error {
	if f.listen != nil {
		return f.listen(ctx, heard)
	}
	<-ctx.Done()
	return ctx.Err()
}

// bank is a backend that charges each key once, and whose answers get lost.
type bank struct {
	mu      sync.Mutex
	charged map[string]int
	refused map[string]bool // keys that were given up
	posts   int
	settles int
	before  func(post int) error // nil error: the request arrives
	after   func(post int) error // nil error: the answer arrives
}

func newBank() *bank { return &bank{charged: map[string]int{}, refused: map[string]bool{}} }

func (b *bank) Confirm(_ context.Context, in billing.Intent) (billing.Outcome, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.posts++
	if b.before != nil {
		if err := b.before(b.posts); err != nil {
			return billing.Outcome{}, err
		}
	}
	if b.charged[in.ID] == 0 && !b.refused[in.ID] {
		b.charged[in.ID]++
	}
	if b.after != nil {
		if err := b.after(b.posts); err != nil {
			return billing.Outcome{}, err
		}
	}
	return b.outcome(in.ID), nil
}

func (b *bank) Settle(_ context.Context, _, id string) (billing.Outcome, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.settles++
	if b.charged[id] == 0 {
		b.refused[id] = true
	}
	return b.outcome(id), nil
}

func (b *bank) outcome(id string) billing.Outcome {
	if b.charged[id] == 0 {
		return billing.Outcome{ID: id, State: billing.ChangeWithdrawn, PreviewID: "prv_1"}
	}
	return billing.Outcome{ID: id, State: billing.ChangeApplied, PreviewID: "prv_1", AmountCharged: amount, InvoiceID: "inv_1"}
}

var (
	amount  = money.FromMinor(3742, "USD")
	lost    = billing.NewProblem(billing.UnknownOutcome)
	offline = billing.NewProblem(billing.Offline, "host", "h")
	denied  = billing.NewProblem(billing.Unauthenticated)
)

func intent(id string) billing.Intent {
	return billing.Intent{
		ID: id, AccountID: "acc_1", PreviewID: "prv_1", AmountDue: amount, Reason: "growth", Kind: billing.OrderChange,
		Target: billing.Terms{Plan: "business", Interval: billing.Monthly, Seats: 6}, At: time.Date(2026, 3, 16, 12, 0, 0, 0, time.UTC),
	}
}

// refreshed counts what was caught up.
type refreshed struct {
	mu       sync.Mutex
	accounts []string
}

func (r *refreshed) Refresh(_ context.Context, account string) (billing.Kinds, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.accounts = append(r.accounts, account)
	return 0, nil
}

func (r *refreshed) seen() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.accounts)
}

func openCache(t *testing.T, dir string) *cache.Cache {
	t.Helper()
	c, err := cache.Open(t.Context(), dir, "p", time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// apply writes a page that follows where the copy is.
func apply(ctx context.Context, c *cache.Cache, account string, d billing.Delta, at time.Time) error {
	since, err := c.Cursor(ctx, account)
	if err == nil {
		d.Since, d.Next = since, since.After(d.Next.Revision, d.Latest, d.More)
		_, err = c.Apply(ctx, account, d, at)
	}
	return err
}

func newOutbox(b *bank, c *cache.Cache, r *refreshed) *billingsync.Outbox {
	return billingsync.NewOutbox(billingsync.OutboxDeps{
		Remote: b, Ledger: c, Syncer: r, Signal: &billingsync.Signal{}, Now: time.Now,
		Log: slog.New(slog.DiscardHandler), LockPath: c.LockPath(),
	})
}

func newSyncer(f *feed, c *cache.Cache, signal *billingsync.Signal) *billingsync.Syncer {
	return billingsync.NewSyncer(billingsync.SyncerDeps{
		Remote: f, Cache: c, Signal: signal, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
}

func member(id string) billing.Resource {
	return billing.NewResource(id, 1, &billing.Member{ID: id, Name: id, Role: billing.RoleMember, Status: billing.MemberActive})
}
