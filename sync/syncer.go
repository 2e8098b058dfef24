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

	"golang.org/x/sync/errgroup"
)

// DefaultInterval is how often Serve polls unless told otherwise.
const DefaultInterval = 15 * time.Second

// nouns is what changes when an account is read from nothing.
var nouns = billing.RoleAdmin.Kinds() | billing.KindAccounts

const (
	pageSize    = 1000
	longestWait = 5 * time.Minute // between polls of a backend that fails, or that tells by itself
)

// SyncerDeps is what a Syncer is made of. Interval 0 is DefaultInterval. Network
// tells one network from another, as far as this machine sees it; nil where
// nobody looks.
type SyncerDeps struct {
	Remote   Remote
	Cache    Cache
	Signal   *Signal
	Now      func() time.Time
	Network  func() string
	Log      *slog.Logger
	Interval time.Duration
}

// Syncer keeps a copy caught up. It is safe for concurrent use.
type Syncer struct {
	SyncerDeps
	pace pace
	wake chan struct{} // cuts the wait between polls short
	line line

	mu      sync.Mutex
	turns   map[string]chan struct{} // by account; a token is the right to sync it
	busy    map[string]int           // by account: who is at it or waits for a turn
	records map[string]int           // by account: how many were read of a copy that is being read from nothing
	nextTry time.Time
	// backedOff is set while polls wait longer because one failed: then a Refresh
	// that succeeds brings them back.
	backedOff bool
}

// NewSyncer makes a Syncer that does nothing by itself until Serve.
func NewSyncer(d SyncerDeps) *Syncer {
	if d.Interval == 0 {
		d.Interval = DefaultInterval
	}
	if d.Network == nil {
		d.Network = func() string { return "" }
	}
	return &Syncer{
		SyncerDeps: d, pace: pace{first: d.Interval, most: max(longestWait, d.Interval)}, wake: make(chan struct{}, 1),
		line: newLine(), turns: map[string]chan struct{}{}, busy: map[string]int{}, records: map[string]int{},
	}
}

// Serve keeps the copy caught up until the context ends, and then returns its
// error. It listens to what the backend tells and follows; beside that it polls,
// seldom while it hears and every interval while it does not, and less often
// while that fails.
func (s *Syncer) Serve(ctx context.Context) error {
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return s.poll(ctx) })
	work.Go(func() error { return s.listen(ctx) })
	work.Go(func() error { return s.follow(ctx) })
	work.Go(func() error { return s.sense(ctx) })
	return work.Wait()
}

// poll reads the list of accounts and each of them, over and over.
func (s *Syncer) poll(ctx context.Context) error {
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
		if failures == 0 && s.line.isUp() {
			pause = max(longestWait, pause)
		}
		s.planNext(ctx, s.Now().Add(pause), failures)
		if err := wait(ctx, pause, s.wake); err != nil {
			return err
		}
	}
}

// Wake has Serve poll at once, for somebody who asks to try again.
func (s *Syncer) Wake() { nudge(s.wake) }

// planNext notes when the next poll is due; people are told while it is failing.
func (s *Syncer) planNext(ctx context.Context, at time.Time, failures int) {
	s.mu.Lock()
	s.nextTry, s.backedOff = at, failures > 0
	s.mu.Unlock()
	if failures == 0 {
		return
	}
	s.tellFreshness(ctx)
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
		if _, err := s.refresh(ctx, a.ID, never); err != nil {
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
	for _, a := range accounts {
		if slices.ContainsFunc(before, func(b billing.AccountSummary) bool { return b.ID == a.ID && b.Role != a.Role }) {
			s.Signal.Emit(a.ID, nouns) // what another role does not show is gone
		}
	}
	s.Signal.Emit("", billing.KindAccounts)
	return accounts, nil
}

// Refresh catches one account up and says which nouns changed. One sync an
// account runs at a time; a second waits and then asks for itself, since what it
// was called for may have happened after the first had asked.
func (s *Syncer) Refresh(ctx context.Context, account string) (billing.Kinds, error) {
	kinds, err := s.refresh(ctx, account, never)
	if err != nil {
		s.Wake() // the poll goes on trying
	}
	return kinds, err
}

// never is a copy that is not good enough, however far it has come.
func never(billing.Cursor) bool { return false }

// refresh is Refresh, but for a copy that is good enough once its turn has come.
func (s *Syncer) refresh(ctx context.Context, account string, enough func(billing.Cursor) bool) (billing.Kinds, error) {
	return s.inTurn(ctx, account, func() (billing.Kinds, error) { return s.pull(ctx, account, enough) })
}

// inTurn syncs an account once its turn has come.
func (s *Syncer) inTurn(ctx context.Context, account string, pull func() (billing.Kinds, error)) (billing.Kinds, error) {
	s.begin(account)
	defer s.end(account)
	turn := s.turn(account)
	select {
	case <-turn:
		defer func() { turn <- struct{}{} }()
	case <-ctx.Done():
		return 0, fmt.Errorf("refresh account: %w", ctx.Err())
	}
	kinds, err := pull()
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
	s.line.improve(&f, account)
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Refreshing, f.NextTry, f.Records = s.busy[account] > 0, s.nextTry, s.records[account]
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
