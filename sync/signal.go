package sync

import (
	"context"
	"sync"

	"billfold/billing"
)

// Changed says which nouns of an account changed, and nothing else: readers read
// the cache again. The account is empty for the list of accounts.
type Changed struct {
	Account string
	Kinds   billing.Kinds
}

// Signal tells subscribers what changed, after it was committed. Emitting never
// waits for them: what one has not yet read is merged. The zero Signal is ready.
type Signal struct {
	mu          sync.Mutex
	subscribers map[*Subscription]struct{}
}

// Emit tells every subscriber. Call it after the commit, never before.
func (s *Signal) Emit(account string, kinds billing.Kinds) {
	if kinds == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for sub := range s.subscribers {
		sub.add(account, kinds)
	}
}

// Subscribe starts to collect what changes from now on, until Close.
func (s *Signal) Subscribe() *Subscription {
	sub := &Subscription{signal: s, wake: make(chan struct{}, 1), pending: map[string]billing.Kinds{}}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.subscribers == nil {
		s.subscribers = map[*Subscription]struct{}{}
	}
	s.subscribers[sub] = struct{}{}
	return sub
}

// Subscription collects what changed until it is read.
type Subscription struct {
	signal *Signal
	wake   chan struct{} // holds a token while something is pending

	mu      sync.Mutex
	order   []string // accounts, in the order in which they changed first
	pending map[string]billing.Kinds
}

// Next waits for a change; all changes of one account since it was last read
// come as one. It fails only with the context's error.
func (s *Subscription) Next(ctx context.Context) (Changed, error) {
	for {
		select {
		case <-ctx.Done():
			return Changed{}, ctx.Err()
		case <-s.wake:
		}
		if changed, ok := s.take(); ok {
			return changed, nil
		}
	}
}

// Close stops collecting.
func (s *Subscription) Close() {
	s.signal.mu.Lock()
	defer s.signal.mu.Unlock()
	delete(s.signal.subscribers, s)
}

func (s *Subscription) add(account string, kinds billing.Kinds) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pending[account] == 0 {
		s.order = append(s.order, account)
	}
	s.pending[account] |= kinds
	nudge(s.wake)
}

func (s *Subscription) take() (Changed, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.order) == 0 {
		return Changed{}, false
	}
	account := s.order[0]
	changed := Changed{Account: account, Kinds: s.pending[account]}
	s.order = s.order[1:]
	delete(s.pending, account)
	if len(s.order) > 0 {
		nudge(s.wake)
	}
	return changed, true
}
