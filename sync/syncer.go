package sync

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"billfold/billing"
)

// DefaultInterval is how often Serve polls unless told otherwise.
const DefaultInterval = 15 * time.Second

// nouns is what an account's feed carries.
const nouns = billing.KindAccounts | billing.KindAccount | billing.KindCatalog | billing.KindSubscription |
	billing.KindUsage | billing.KindInvoices | billing.KindMembers | billing.KindChanges

const (
	pageSize    = 500
	longestWait = 5 * time.Minute // between polls of a backend that fails
)

// SyncerDeps is what a Syncer is made of. Interval 0 is DefaultInterval.
type SyncerDeps struct {
	Remote   Remote
	Cache    Cache
	Signal   *Signal
	Now      func() time.Time
	Log      *slog.Logger
	Interval time.Duration
}

// Syncer keeps a copy caught up. It is safe for concurrent use.
type Syncer struct {
	SyncerDeps
	pace pace
	wake chan struct{} // cuts the wait of Serve short

	mu      sync.Mutex
	turns   map[string]chan struct{} // by account; a token is the right to sync it
	busy    map[string]int           // by account: who is at it or waits for a turn
	nextTry time.Time
	// backedOff is set while Serve waits longer because it failed: then a
	// Refresh that succeeds brings it back.
	backedOff bool
}

// NewSyncer makes a Syncer that does nothing by itself until Serve.
func NewSyncer(d SyncerDeps) *Syncer {
	if d.Interval == 0 {
		d.Interval = DefaultInterval
	}
	return &Syncer{
		SyncerDeps: d, pace: pace{first: d.Interval, most: max(longestWait, d.Interval)}, wake: make(chan struct{}, 1),
		turns: map[string]chan struct{}{}, busy: map[string]int{},
	}
}

// Serve polls until the context ends, and then returns its error: the list of
// accounts and each of them, every interval, less often while that fails.
func (s *Syncer) Serve(ctx context.Context) error {
	failures := 0
	for {
		s.mu.Lock()
		s.backedOff = false
		s.mu.Unlock()
		if err := s.round(ctx); err != nil {
			failures++
		} else {
			failures = 0
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		pause := s.pace.after(failures)
		s.planNext(ctx, s.Now().Add(pause), failures)
		if err := wait(ctx, pause, s.wake); err != nil {
			return err
		}
	}
}

// Wake lets Serve poll at once, for somebody who asks to try again.
func (s *Syncer) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// planNext notes when the next poll is due; people are told while it is failing.
func (s *Syncer) planNext(ctx context.Context, at time.Time, failures int) {
	s.mu.Lock()
	s.nextTry, s.backedOff = at, failures > 0
	s.mu.Unlock()
	if failures == 0 {
		return
	}
	accounts, err := s.Cache.Accounts(ctx)
	if err != nil {
		return
	}
	for _, a := range accounts {
		s.Signal.Emit(a.ID, billing.KindFreshness)
	}
}

// round refreshes everything once. A backend that cannot be reached is asked
// once, not once an account.
func (s *Syncer) round(ctx context.Context) error {
	accounts, err := s.RefreshAccounts(ctx)
	if err != nil {
		return err
	}
	var failures []error
	for _, a := range accounts {
		if _, err := s.Refresh(ctx, a.ID); err != nil {
			failures = append(failures, err)
		}
	}
	return errors.Join(failures...)
}

// RefreshAccounts pulls the list of accounts. A failure is one of every account
// in the copy.
func (s *Syncer) RefreshAccounts(ctx context.Context) ([]billing.AccountSummary, error) {
	accounts, err := s.Remote.Accounts(ctx)
	if err != nil {
		if known, cacheErr := s.Cache.Accounts(ctx); cacheErr == nil {
			for _, a := range known {
				s.failed(ctx, a.ID, err)
				s.Signal.Emit(a.ID, billing.KindFreshness)
			}
		}
		return nil, fmt.Errorf("refresh accounts: %w", err)
	}
	before, err := s.Cache.Accounts(ctx)
	if err != nil {
		return nil, fmt.Errorf("refresh accounts: %w", err)
	}
	if sameAccounts(before, accounts) {
		return accounts, nil
	}
	if err := s.Cache.SaveAccounts(ctx, accounts); err != nil {
		return nil, fmt.Errorf("refresh accounts: %w", err)
	}
	s.Signal.Emit("", billing.KindAccounts)
	return accounts, nil
}

// Refresh catches one account up and says which nouns changed. One sync an
// account runs at a time; a second waits and then asks for itself, since what it
// was called for may have happened after the first had asked.
func (s *Syncer) Refresh(ctx context.Context, account string) (billing.Kinds, error) {
	s.begin(account)
	defer s.end(account)
	turn := s.turn(account)
	select {
	case <-turn:
		defer func() { turn <- struct{}{} }()
	case <-ctx.Done():
		return 0, fmt.Errorf("refresh account: %w", ctx.Err())
	}
	kinds, err := s.pull(ctx, account)
	if err != nil {
		s.failed(ctx, account, err)
		return kinds, fmt.Errorf("refresh account: %w", err)
	}
	s.mu.Lock()
	back := s.backedOff
	s.backedOff = false
	s.mu.Unlock()
	if back {
		s.Wake()
	}
	return kinds, nil
}

// pull reads pages until the copy is caught up, telling of each once it is in.
func (s *Syncer) pull(ctx context.Context, account string) (billing.Kinds, error) {
	cursor, err := s.Cache.Cursor(ctx, account)
	if err != nil {
		return 0, err
	}
	var found, replaced billing.Kinds
	write := s.Cache.Apply
	for {
		asked := s.Now()
		delta, err := s.Remote.Changes(ctx, account, cursor, pageSize)
		if billing.CodeOf(err) == billing.CursorGone && cursor != (billing.Cursor{}) {
			cursor, write, replaced = billing.Cursor{}, s.Cache.Replace, nouns
			continue
		}
		if err != nil {
			return found, err
		}
		if err := write(ctx, account, delta, asked); err != nil {
			return found, err
		}
		kinds := delta.Kinds() | replaced
		if delta.Skipped > 0 {
			s.Log.WarnContext(ctx, "resources skipped", "account", account, "count", delta.Skipped)
		}
		found |= kinds
		s.Signal.Emit(account, kinds)
		if !delta.More {
			return found, nil
		}
		cursor, write, replaced = delta.Next, s.Cache.Apply, 0
	}
}

// failed records why an account could not be caught up. Whoever gave up
// themselves did not fail.
func (s *Syncer) failed(ctx context.Context, account string, err error) {
	if ctx.Err() != nil {
		return
	}
	problem, ok := errors.AsType[*billing.Problem](err)
	if !ok {
		problem = billing.NewProblem(billing.CacheUnusable).Because(err)
	}
	s.Log.WarnContext(ctx, "account not caught up", "account", account, "error", err)
	if err := s.Cache.Failed(ctx, account, problem, s.Now()); err != nil {
		s.Log.ErrorContext(ctx, "failure not recorded", "account", account, "error", err)
	}
}

// Freshness is everything known of an account's freshness: what is stored, and
// what is going on.
func (s *Syncer) Freshness(ctx context.Context, account string) (billing.Freshness, error) {
	f, err := s.Cache.Freshness(ctx, account)
	if err != nil {
		return f, fmt.Errorf("read freshness: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Refreshing, f.NextTry = s.busy[account] > 0, s.nextTry
	return f, nil
}

func (s *Syncer) turn(account string) chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	turn, ok := s.turns[account]
	if !ok {
		turn = make(chan struct{}, 1)
		turn <- struct{}{}
		s.turns[account] = turn
	}
	return turn
}

func (s *Syncer) begin(account string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy[account]++
	s.Signal.Emit(account, billing.KindFreshness)
}

func (s *Syncer) end(account string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy[account]--
	s.Signal.Emit(account, billing.KindFreshness)
}

func sameAccounts(a, b []billing.AccountSummary) bool {
	return slices.EqualFunc(a, b, func(x, y billing.AccountSummary) bool {
		return x.ID == y.ID && x.Name == y.Name && x.Role == y.Role && x.Plan == y.Plan &&
			x.PlanName == y.PlanName && slices.Equal(x.Workspaces, y.Workspaces)
	})
}
