package sync

import (
	"context"
	"slices"

	"billfold/billing"
)

// tally counts the records of a copy that is read from nothing. How many there are going
// to be nobody says before the end; how many there were is known where there is a copy.
type tally struct {
	done  int
	known int
	told  func(done, total int) // nil where nobody asks
}

// tell says how many records were read, and of how many as far as that is known: 0 where
// it is not. The total is never less than what was read, and the same in the end.
func (t *tally) tell(more bool) {
	if t.told == nil {
		return
	}
	total := t.known
	if total > 0 {
		total = max(total, t.done)
	}
	if !more {
		total = t.done
	}
	t.told(t.done, total)
}

// counted counts a page that is in, if its copy is read from nothing, and is what that
// changed.
func (s *Syncer) counted(account string, page *billing.Delta, count *tally) billing.Kinds {
	if !page.Since.Whole() {
		return 0
	}
	count.done += len(page.Resources) + page.Skipped
	s.tallied(account, count.done)
	count.tell(page.More)
	return billing.KindFreshness
}

func (s *Syncer) tallied(account string, records int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.records[account] = records; records == 0 {
		delete(s.records, account)
	}
}

// RefreshAll reads the whole copy of an account anew. The old one is not touched before
// the backend has answered, but for what the reader's role no longer shows; it stays
// readable until all is read, and then loses what there is no more. Whoever gives up in between leaves a copy that the next sync completes.
// Progress, which may be nil, is told how many records were read, and of how many; the
// latter is 0 where nobody knows, and an estimate until the end. A stranger's account is
// a Problem not_found.
func (s *Syncer) RefreshAll(ctx context.Context, account string, progress func(done, total int)) error {
	_, err := s.inTurn(ctx, account, func() (billing.Kinds, error) { return s.readAll(ctx, account, progress) })
	return err
}

func (s *Syncer) readAll(ctx context.Context, account string, progress func(done, total int)) (billing.Kinds, error) {
	accounts, err := s.RefreshAccounts(ctx) // a feed that is read from nothing never says whom it is for
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(accounts, func(a billing.AccountSummary) bool { return a.ID == account })
	if at < 0 {
		return 0, billing.NewProblem(billing.NotFound, "kind", "account", "id", account)
	}
	known, err := s.Cache.Records(ctx, account)
	if err != nil {
		return 0, err
	}
	pages := pager{remote: s.Remote, account: account, now: s.Now}
	defer pages.close()
	first := pages.fetch(ctx, billing.Cursor{})
	if first.err != nil {
		return 0, first.err
	}
	if err := s.Cache.Restart(ctx, account, accounts[at].Role); err != nil {
		return 0, err
	}
	pages.have(first, billing.Cursor{})
	return s.read(ctx, &pages, billing.Cursor{}, &tally{known: known, told: progress})
}
