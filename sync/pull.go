package sync

import (
	"context"
	"errors"
	"time"

	"billfold/billing"
)

// pull reads pages until the copy is caught up, telling of each once it is in.
func (s *Syncer) pull(ctx context.Context, account string, enough func(billing.Cursor) bool) (found billing.Kinds, err error) {
	cursor, err := s.Cache.Cursor(ctx, account)
	if err != nil || enough(cursor) {
		return 0, err
	}
	pages := pager{remote: s.Remote, account: account, now: s.Now}
	defer pages.close()
	return s.read(ctx, &pages, cursor, &tally{})
}

// read is pull from a cursor on. The next page is fetched while one is written.
func (s *Syncer) read(ctx context.Context, pages *pager, cursor billing.Cursor, count *tally) (found billing.Kinds, err error) {
	account := pages.account
	defer s.tallied(account, 0)
	restarted := false
	for {
		page := pages.at(ctx, cursor)
		if billing.CodeOf(page.err) == billing.CursorGone && cursor.Revision != 0 && !restarted {
			restarted = true // a backend that forgets every cursor is asked again later
			if err := s.Cache.Restart(ctx, account, roleIn(page.err)); err != nil {
				return found, err
			}
			cursor, found = billing.Cursor{}, nouns
			count.done = 0
			s.Signal.Emit(account, nouns)
			continue
		}
		if page.err != nil {
			return found, page.err
		}
		if page.delta.More {
			pages.prefetch(ctx, page.delta.Next)
		}
		applied, err := s.Cache.Apply(ctx, account, page.delta, page.asked)
		if err != nil {
			return found, err
		}
		if !applied { // another program with this copy was faster
			if cursor, err = s.Cache.Cursor(ctx, account); err != nil {
				return found, err
			}
			continue
		}
		if page.delta.Skipped > 0 {
			s.Log.WarnContext(ctx, "resources skipped", "account", account, "count", page.delta.Skipped)
		}
		found |= page.delta.Kinds()
		s.Signal.Emit(account, page.delta.Kinds()|s.counted(account, &page.delta, count))
		if !page.delta.More {
			return found, nil
		}
		cursor = page.delta.Next
	}
}

// roleIn is whom a backend sees that asks for a copy to be read from nothing;
// the least of all roles where it does not say.
func roleIn(err error) billing.Role {
	problem, _ := errors.AsType[*billing.Problem](err)
	if role := billing.Role(problem.Params["role"]); role != "" {
		return role
	}
	return billing.RoleMember
}

// pager fetches the pages of an account's feed, one ahead at most.
type pager struct {
	remote  Remote
	account string
	now     func() time.Time

	ahead  chan page // nil where nothing is fetched ahead
	since  billing.Cursor
	cancel context.CancelFunc
}

// page is what a request for one came to, and when it was made.
type page struct {
	delta billing.Delta
	asked time.Time
	err   error
}

// at is the page after a cursor.
func (p *pager) at(ctx context.Context, since billing.Cursor) page {
	if p.ahead != nil && p.since == since {
		defer p.close()
		return <-p.ahead
	}
	p.close()
	return p.fetch(ctx, since)
}

func (p *pager) fetch(ctx context.Context, since billing.Cursor) page {
	asked := p.now()
	delta, err := p.remote.Changes(ctx, p.account, since, pageSize)
	return page{delta, asked, err}
}

// have takes a page that was fetched before as the one after its cursor.
func (p *pager) have(first page, since billing.Cursor) {
	ahead := make(chan page, 1)
	ahead <- first
	close(ahead)
	p.ahead, p.since, p.cancel = ahead, since, func() {}
}

// prefetch begins to fetch the page after a cursor.
func (p *pager) prefetch(ctx context.Context, since billing.Cursor) {
	ctx, p.cancel = context.WithCancel(ctx)
	ahead := make(chan page, 1)
	p.ahead, p.since = ahead, since
	go func() {
		ahead <- p.fetch(ctx, since)
		close(ahead)
	}()
}

// close waits until nothing is being fetched any more.
func (p *pager) close() {
	if p.ahead == nil {
		return
	}
	p.cancel()
	for range p.ahead { // until it is closed
	}
	p.ahead = nil
}
