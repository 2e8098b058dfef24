package sync_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"billfold/backend/backendtest"
	"billfold/backend/store"
	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/sync/cache"
	"billfold/sync/remote"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// library is a real backend over HTTP that answers in pages of three, and a copy of it
// in real files.
type library struct {
	*backendtest.Backend
	t      *testing.T
	dir    string
	client *remote.Client
	cache  *cache.Cache
	signal billingsync.Signal

	mu    sync.Mutex
	pages int
	// asked is told of each page that is asked for, from 1; what it returns false for
	// is cut off.
	asked func(page int) bool
}

// shelved is how many members the library's account has beside what is in every one.
const shelved = 20

func newLibrary(t *testing.T) *library {
	l := &library{t: t, dir: t.TempDir()}
	l.Backend = backendtest.New(t, l.serve)
	t.Cleanup(l.Close)
	l.Write(func(ctx context.Context, tx *store.Tx) error {
		for n := range shelved {
			m := billing.Member{ID: fmt.Sprintf("m%02d", n), Name: "Member " + strconv.Itoa(n), Role: billing.RoleMember, Status: billing.MemberActive}
			if err := tx.PutMember(ctx, account, m); err != nil {
				return err
			}
		}
		return nil
	})
	var err error
	l.client, err = remote.New(remote.Options{BaseURL: l.URL, Token: func(context.Context) (string, error) { return "t", nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.client.Close)
	l.cache = l.open(l.dir)
	if _, err := l.syncer(l.cache).RefreshAccounts(t.Context()); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *library) open(dir string) *cache.Cache {
	l.t.Helper()
	c, err := cache.Open(l.t.Context(), dir, "p", time.Now)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { _ = c.Close() })
	return c
}

func (l *library) syncer(c *cache.Cache) *billingsync.Syncer {
	return billingsync.NewSyncer(billingsync.SyncerDeps{
		Remote: l.client, Cache: c, Signal: &l.signal, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
}

func (l *library) serve(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		if query.Has("limit") {
			query.Set("limit", "3")
			r.URL.RawQuery = query.Encode()
			l.mu.Lock()
			l.pages++
			goes := l.asked == nil || l.asked(l.pages)
			l.mu.Unlock()
			if !goes {
				panic(http.ErrAbortHandler) // as when a cable is pulled
			}
		}
		next.ServeHTTP(w, r)
	})
}

// count begins to count pages anew, and to ask about each.
func (l *library) count(asked func(page int) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pages, l.asked = 0, asked
}

// read catches the copy up, and puts a member into it that billing does not know.
func (l *library) read() {
	l.t.Helper()
	if _, err := l.syncer(l.cache).Refresh(l.t.Context(), account); err != nil {
		l.t.Fatal(err)
	}
	cursor, err := l.cache.Cursor(l.t.Context(), account)
	if err != nil {
		l.t.Fatal(err)
	}
	ghost := billing.Member{ID: "ghost", Name: "Ghost", Role: billing.RoleMember, Status: billing.MemberActive}
	page := billing.Delta{Since: cursor, Next: cursor, Latest: cursor.Revision, Resources: []billing.Resource{billing.NewResource("ghost", cursor.Revision, &ghost)}}
	if applied, err := l.cache.Apply(l.t.Context(), account, page, time.Now()); err != nil || !applied {
		l.t.Fatal(applied, err)
	}
	l.readable(l.cache)
}

// readable holds that all of a copy is there, the member that billing does not know
// among it.
func (l *library) readable(c *cache.Cache) {
	l.t.Helper()
	members, err := c.Members(l.t.Context(), account, "", -1)
	known := slices.ContainsFunc(members, func(m billing.Member) bool { return m.ID == "ghost" })
	if err != nil || len(members) < shelved+1 || !known {
		l.t.Errorf("%d members can be read, %v; the old one too: %t", len(members), err, known)
	}
	if _, err := c.Account(l.t.Context(), account); err != nil {
		l.t.Errorf("account: %v", err)
	}
	if f, err := c.Freshness(l.t.Context(), account); err != nil || f.AsOf.IsZero() {
		l.t.Errorf("freshness: %+v, %v", f, err)
	}
}

// whole holds that a copy is what one that is read from nothing is.
func (l *library) whole(c *cache.Cache) {
	l.t.Helper()
	other := l.open(l.t.TempDir())
	if _, err := l.syncer(other).Refresh(l.t.Context(), account); err != nil {
		l.t.Fatal(err)
	}
	if diff := cmp.Diff(everything(l.t, other), everything(l.t, c), cmpopts.EquateEmpty()); diff != "" {
		l.t.Errorf("copy (-read from nothing +kept):\n%s", diff)
	}
}

type step struct{ done, total int }

func TestAWholeCopyIsReadAnewWithProgress(t *testing.T) {
	l := newLibrary(t)
	l.read()
	known, err := l.cache.Records(t.Context(), account)
	if err != nil || known < shelved+1 {
		t.Fatal(known, err)
	}
	var steps []step
	if err := l.syncer(l.cache).RefreshAll(t.Context(), account, func(done, total int) {
		if done < known-1 {
			l.readable(l.cache)
		}
		steps = append(steps, step{done, total})
	}); err != nil {
		t.Fatal(err)
	}
	l.whole(l.cache)
	last := len(steps) - 1
	for n, s := range steps {
		if n > 0 && s.done <= steps[n-1].done || n < last && (s.total != known || s.done != 3*(n+1)) {
			t.Errorf("step %d: %+v of %d", n, s, known)
		}
	}
	if last < 6 || steps[last] != (step{known - 1, known - 1}) { // the one that billing does not know is gone
		t.Errorf("steps %+v of %d", steps, known)
	}
}

// Nobody knows how much there is before the first copy is whole: what was read so far is
// told, by the freshness too.
func TestAFirstReadingTellsHowFarItIs(t *testing.T) {
	l := newLibrary(t)
	s := l.syncer(l.cache)
	told := l.signal.Subscribe()
	defer told.Close()
	var seen []int
	err := s.RefreshAll(t.Context(), account, func(done, total int) {
		f, err := s.Freshness(t.Context(), account)
		if err != nil || f.Records != done || !f.Refreshing {
			t.Errorf("freshness %+v, %v after %d", f, err, done)
		}
		if seen = append(seen, done); f.AsOf.IsZero() && total != 0 {
			t.Errorf("%d of %d records", done, total)
		}
	})
	if f, freshErr := s.Freshness(t.Context(), account); err != nil || freshErr != nil || f.Records != 0 || len(seen) < 6 {
		t.Errorf("%v; afterwards %+v, %v; told %v", err, f, freshErr, seen)
	}
	if changed, err := told.Next(t.Context()); err != nil || !changed.Kinds.Has(billing.KindFreshness) {
		t.Errorf("signalled %+v, %v", changed, err)
	}
	l.whole(l.cache)
}

// Whoever gives up, at whatever page, leaves the old copy to be read; the next sync
// completes it.
func TestGivingUpAWholeReadingHarmsNothing(t *testing.T) {
	for page := 1; page <= 7; page += 2 {
		t.Run(strconv.Itoa(page), func(t *testing.T) {
			l := newLibrary(t)
			l.read()
			ctx, cancel := context.WithCancel(t.Context())
			l.count(func(n int) bool {
				if n == page {
					cancel()
				}
				return true
			})
			err := l.syncer(l.cache).RefreshAll(ctx, account, nil)
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("gave up: %v", err)
			}
			l.readable(l.cache)
			f, err := l.cache.Freshness(t.Context(), account)
			if err != nil || f.Problem != nil {
				t.Errorf("giving up is no failure: %+v, %v", f, err)
			}
			l.heals(l.cache, page)
		})
	}
}

// heals holds that the next sync leaves a whole copy: at once where nothing was begun.
func (l *library) heals(c *cache.Cache, page int) {
	l.t.Helper()
	l.count(nil)
	s := l.syncer(c)
	if page == 1 { // nothing had come, so that nothing was begun
		l.readable(c)
		if err := s.RefreshAll(l.t.Context(), account, nil); err != nil {
			l.t.Error(err)
		}
	} else if _, err := s.Refresh(l.t.Context(), account); err != nil {
		l.t.Error(err)
	}
	l.whole(c)
}

func TestACutInAWholeReadingHarmsNothing(t *testing.T) {
	for page := 1; page <= 7; page += 2 {
		t.Run(strconv.Itoa(page), func(t *testing.T) {
			l := newLibrary(t)
			l.read()
			before, err := l.cache.Cursor(t.Context(), account)
			if err != nil {
				t.Fatal(err)
			}
			l.count(func(n int) bool { return n < page })
			if err := l.syncer(l.cache).RefreshAll(t.Context(), account, nil); billing.CodeOf(err) != billing.Offline {
				t.Fatalf("cut: %v", err)
			}
			l.readable(l.cache)
			after, err := l.cache.Cursor(t.Context(), account)
			if err != nil || (after == before) != (page == 1) {
				t.Errorf("cut at page %d: from %+v to %+v, %v", page, before, after, err)
			}
			l.heals(l.cache, page)
		})
	}
}

// A program that is killed in the middle leaves the files as they are at that moment.
func TestAProgramKilledInAWholeReadingHarmsNothing(t *testing.T) {
	for page := 1; page <= 7; page += 2 {
		t.Run(strconv.Itoa(page), func(t *testing.T) {
			l := newLibrary(t)
			l.read()
			left := t.TempDir()
			l.count(func(n int) bool {
				if n == page {
					if err := os.CopyFS(left, os.DirFS(l.dir)); err != nil {
						t.Error(err)
					}
				}
				return true
			})
			if err := l.syncer(l.cache).RefreshAll(t.Context(), account, nil); err != nil {
				t.Fatal(err)
			}
			if found, err := filepath.Glob(filepath.Join(left, "*", "cache.db-wal")); err != nil || len(found) != 1 {
				t.Fatalf("files %v, %v", found, err)
			}
			c := l.open(left)
			if len(c.Notes()) > 0 {
				t.Errorf("notes %v", c.Notes())
			}
			l.readable(c)
			l.heals(c, page)
		})
	}
}

// Whose role was lowered since the last sync loses what it does not show at once, and not
// with the last page.
func TestALesserRoleLosesItsAmountsBeforeTheFirstPage(t *testing.T) {
	l := newLibrary(t)
	l.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.Move(ctx, store.Movement{Account: account, Purse: store.AccountBalance, At: time.Now(), Amount: amount, Reference: "gift"})
	})
	l.read()
	shown := func() string {
		a, err := l.cache.Account(t.Context(), account)
		if err != nil {
			t.Fatal(err)
		}
		return a.AccountBalance.String()
	}
	seen := shown()
	if seen != amount.String() {
		t.Fatal(seen)
	}
	l.Give(billing.RoleMember)
	pages := 0
	l.count(func(int) bool {
		pages++
		if got := shown(); got == seen {
			t.Errorf("page %d: the balance can be read: %s", pages, got)
		}
		return true
	})
	if err := l.syncer(l.cache).RefreshAll(t.Context(), account, nil); err != nil || pages == 0 {
		t.Fatal(err, pages)
	}
	l.whole(l.cache)
}

func TestAStrangersCopyIsNotReadAnew(t *testing.T) {
	l := newLibrary(t)
	if err := l.syncer(l.cache).RefreshAll(t.Context(), "acc_other", nil); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("a stranger's: %v", err)
	}
}
