package store

import (
	"context"
	"database/sql"
	"slices"
	"sync"

	"billfold/billing"
)

// news is what a transaction changed, for whoever watches.
type news struct {
	revisions map[string]int64 // by account
	people    []string         // whose memberships changed
}

func (n *news) account(id string, revision int64) {
	if n.revisions == nil {
		n.revisions = map[string]int64{}
	}
	n.revisions[id] = revision
}

func (n *news) person(id string) { n.people = append(n.people, id) }

// watchers are told what was committed.
type watchers struct {
	mu  sync.Mutex
	all map[*Watch]struct{}
}

func (w *watchers) tell(n news) {
	if len(n.revisions) == 0 && len(n.people) == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for watch := range w.all {
		watch.tell(n)
	}
}

// Watch tells one person of the revisions of their accounts. Several of one
// account that were not read yet are told as the last.
type Watch struct {
	store  *Store
	person string
	wake   chan struct{} // holds a token while something is pending

	mu      sync.Mutex
	known   map[string]int64 // the person's accounts, and the revision last told or to be told
	looking bool
	late    map[string]int64 // told while looking, when known may be old
	pending []billing.Pulse  // one an account, in the order in which they came first
	moved   bool             // the person's memberships changed: known is old
}

// Watch starts to tell a person of the revisions of their accounts, beginning
// with those that they have now, until it is closed.
func (s *Store) Watch(ctx context.Context, personID string) (*Watch, error) {
	w := &Watch{store: s, person: personID, wake: make(chan struct{}, 1), known: map[string]int64{}}
	s.watchers.mu.Lock()
	if s.watchers.all == nil {
		s.watchers.all = map[*Watch]struct{}{}
	}
	s.watchers.all[w] = struct{}{}
	s.watchers.mu.Unlock()
	if err := w.look(ctx); err != nil {
		w.Close()
		return nil, err
	}
	return w, nil
}

// Close ends it.
func (w *Watch) Close() {
	w.store.watchers.mu.Lock()
	defer w.store.watchers.mu.Unlock()
	delete(w.store.watchers.all, w)
}

// Next waits for something to tell. It fails with the context's error, or where
// the books cannot be read.
func (w *Watch) Next(ctx context.Context) (billing.Pulse, error) {
	for {
		select {
		case <-ctx.Done():
			return billing.Pulse{}, ctx.Err()
		case <-w.wake:
		}
		w.mu.Lock()
		moved := w.moved
		w.moved = false
		w.mu.Unlock()
		if moved {
			if err := w.look(ctx); err != nil {
				return billing.Pulse{}, err
			}
			return billing.Pulse{Accounts: true}, nil
		}
		if next, ok := w.take(); ok {
			return next, nil
		}
	}
}

// look reads whose revisions the person is told, and all of them.
func (w *Watch) look(ctx context.Context) error {
	w.mu.Lock()
	w.looking, w.late = true, map[string]int64{}
	w.mu.Unlock()
	now := map[string]int64{}
	err := w.store.Read(ctx, func(r *Reader) error {
		return r.each(ctx, func(rows *sql.Rows) error {
			var id string
			var revision int64
			err := rows.Scan(&id, &revision)
			now[id] = revision
			return err
		}, `SELECT a.id, a.revision FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE m.person_id = ?`, w.person)
	})
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looking = false
	if err != nil {
		return err
	}
	w.known, w.pending = map[string]int64{}, nil
	for id, revision := range now {
		w.add(id, max(revision, w.late[id]))
	}
	w.rouse()
	return nil
}

func (w *Watch) tell(n news) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for id, revision := range n.revisions {
		if w.looking {
			w.late[id] = max(w.late[id], revision)
		}
		// What was committed first may be told last.
		if last, mine := w.known[id]; mine && revision > last {
			w.add(id, revision)
		}
	}
	w.moved = w.moved || slices.Contains(n.people, w.person)
	w.rouse()
}

func (w *Watch) add(account string, revision int64) {
	w.known[account] = revision
	for i := range w.pending {
		if w.pending[i].Account == account {
			w.pending[i].Revision = revision
			return
		}
	}
	w.pending = append(w.pending, billing.Pulse{Account: account, Revision: revision})
}

func (w *Watch) take() (billing.Pulse, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.pending) == 0 {
		return billing.Pulse{}, false
	}
	next := w.pending[0]
	w.pending = w.pending[1:]
	w.rouse()
	return next, true
}

// rouse lets Next look where there is something to tell.
func (w *Watch) rouse() {
	if len(w.pending) == 0 && !w.moved {
		return
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}
