package sync

import (
	"context"
	"slices"
	"sync"
	"time"

	"billfold/billing"
)

// dialing is the pace of listening again after a stream ended.
var dialing = pace{first: time.Second, most: time.Minute}

// line is what was heard on the stream of events.
type line struct {
	stir   chan struct{} // holds a token while something is due
	redial chan struct{} // cuts the wait for the next stream short

	mu        sync.Mutex
	up        bool // events are flowing
	hangUp    context.CancelFunc
	heardAt   time.Time
	announced map[string]int64 // by account: the highest revision that this stream told
	due       []string         // accounts whose revision is to be followed
	listDue   bool             // the list of accounts is
}

func newLine() line {
	return line{
		stir: make(chan struct{}, 1), redial: make(chan struct{}, 1), hangUp: func() {}, announced: map[string]int64{},
	}
}

func (l *line) isUp() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.up
}

// hear takes in what was heard at an instant, and tells whether it is the first
// of its stream.
func (l *line) hear(p billing.Pulse, at time.Time) (first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	first = !l.up
	l.up, l.heardAt, l.listDue = true, at, l.listDue || p.Accounts
	if p.Account != "" {
		l.announced[p.Account] = max(l.announced[p.Account], p.Revision)
		if !slices.Contains(l.due, p.Account) {
			l.due = append(l.due, p.Account)
		}
	}
	if len(l.due) > 0 || l.listDue {
		nudge(l.stir)
	}
	return first
}

// next is what is to be followed: an account to its revision or, where that is
// empty, the list of accounts.
func (l *line) next() (account string, revision int64, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listDue {
		l.listDue = false
		return "", 0, true
	}
	if len(l.due) == 0 {
		return "", 0, false
	}
	account = l.due[0]
	l.due = l.due[1:]
	return account, l.announced[account], true
}

// down ends a stream, and is when it was last heard.
func (l *line) down() (heardAt time.Time, was bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	was, l.up, l.due, l.listDue = l.up, false, nil, false
	l.announced = map[string]int64{} // another backend's revisions may be lower
	return l.heardAt, was
}

// cut ends the stream and has it begun anew at once.
func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.hangUp()
	nudge(l.redial)
}

// current tells whether a copy at a revision is all that was announced.
func (l *line) current(account string, revision int64) bool {
	told, known := l.announced[account]
	return l.up && known && told == revision
}

// improve adds to what is stored of an account's freshness that a copy which has
// everything that was announced was current when something was last heard.
func (l *line) improve(f *billing.Freshness, account string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if f.AsOf.IsZero() || f.Problem != nil || !l.current(account, f.Revision) {
		return
	}
	f.Connected = true
	if l.heardAt.After(f.AsOf) {
		f.AsOf = l.heardAt
	}
}

// listen hears what the backend tells by itself, stream after stream.
func (s *Syncer) listen(ctx context.Context) error {
	failures := 0
	for {
		heard := false
		stream, hangUp := context.WithCancel(ctx)
		s.line.mu.Lock()
		s.line.hangUp = hangUp
		s.line.mu.Unlock()
		err := s.Remote.Listen(stream, func(p billing.Pulse) {
			heard = true
			first := s.line.hear(p, s.Now())
			if first || p == (billing.Pulse{}) {
				s.tellFreshness(ctx)
			}
		})
		hangUp()
		s.lineDown(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.Log.DebugContext(ctx, "stream of events ended", "error", err)
		failures++
		if heard {
			failures = 0
		}
		if err := wait(ctx, dialing.after(failures), s.line.redial); err != nil {
			return err
		}
	}
}

// lineDown keeps until when the copies are known to have been current, and has
// the poll find out what is wrong.
func (s *Syncer) lineDown(ctx context.Context) {
	ctx = context.WithoutCancel(ctx) // what is known is kept also when the program ends
	accounts, err := s.Cache.Accounts(ctx)
	if err != nil {
		s.Log.WarnContext(ctx, "freshness not kept", "error", err)
	}
	current := map[string]int64{}
	for _, a := range accounts {
		if f, err := s.Freshness(ctx, a.ID); err == nil && f.Connected {
			current[a.ID] = f.Revision
		}
	}
	heardAt, was := s.line.down()
	if !was {
		return
	}
	for account, revision := range current {
		if err := s.Cache.Current(ctx, account, revision, heardAt); err != nil {
			s.Log.WarnContext(ctx, "freshness not kept", "account", account, "error", err)
		}
	}
	s.tellFreshness(ctx)
	s.Wake()
}

func (s *Syncer) tellFreshness(ctx context.Context) {
	accounts, err := s.Cache.Accounts(ctx)
	if err != nil {
		return
	}
	for _, a := range accounts {
		s.Signal.Emit(a.ID, billing.KindFreshness)
	}
}

// follow catches up with what was heard. What fails is left to the poll, which
// knows how long to wait.
func (s *Syncer) follow(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.line.stir:
		}
		for ctx.Err() == nil {
			account, revision, ok := s.line.next()
			if !ok {
				break
			}
			if err := s.followOne(ctx, account, revision); err != nil {
				s.Wake()
			}
		}
	}
}

func (s *Syncer) followOne(ctx context.Context, account string, revision int64) error {
	var kinds billing.Kinds
	var err error
	if account != "" {
		f, known := s.Cache.Freshness(ctx, account)
		kinds, err = s.refresh(ctx, account, func(c billing.Cursor) bool {
			return known == nil && f.Problem == nil && c == billing.Cursor{Revision: revision}
		})
	}
	if err == nil && (account == "" || kinds.Has(billing.KindAccounts)) {
		_, err = s.RefreshAccounts(ctx)
	}
	return err
}

func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
