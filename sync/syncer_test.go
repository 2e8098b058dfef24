package sync_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"billfold/billing"
	billingsync "billfold/sync"
)

func page(next int64, more bool, resources ...billing.Resource) billing.Delta {
	return billing.Delta{Next: billing.Cursor{Revision: next}, Latest: next, More: more, Resources: resources}
}

func TestRefreshPullsPagesUntilCaughtUp(t *testing.T) {
	c := openCache(t, t.TempDir())
	defer c.Close()
	f := &feed{changes: func(since billing.Cursor) (billing.Delta, error) {
		switch since.Revision {
		case 0:
			return page(5, true, member("a")), nil
		case 5:
			return page(9, false, member("b")), nil
		}
		return page(9, false), nil
	}}
	var signal billingsync.Signal
	sub := signal.Subscribe()
	defer sub.Close()
	s := newSyncer(f, c, &signal)
	kinds, err := s.Refresh(t.Context(), "acc_1")
	if err != nil || kinds != billing.KindMembers {
		t.Fatalf("refresh: %v, %v", kinds, err)
	}
	if kinds, err := s.Refresh(t.Context(), "acc_1"); err != nil || kinds != 0 {
		t.Errorf("second refresh found %v, %v", kinds, err)
	}
	if want := []int64{0, 5, 9}; !slices.Equal(f.asked, want) {
		t.Errorf("asked for %v, want %v", f.asked, want)
	}
	members, err := c.Members(t.Context(), "acc_1", "", -1)
	if err != nil || len(members) != 2 {
		t.Errorf("members: %v, %v", members, err)
	}
	told, err := sub.Next(t.Context())
	if want := (billingsync.Changed{Account: "acc_1", Kinds: billing.KindMembers | billing.KindFreshness}); err != nil || told != want {
		t.Errorf("told %+v, %v; want %+v", told, err, want)
	}
	fresh, err := s.Freshness(t.Context(), "acc_1")
	if err != nil || fresh.Revision != 9 || fresh.AsOf.IsZero() || fresh.Refreshing || fresh.Problem != nil {
		t.Errorf("freshness: %+v, %v", fresh, err)
	}
}

func TestCursorThatIsGoneStartsOver(t *testing.T) {
	c := openCache(t, t.TempDir())
	defer c.Close()
	if err := apply(t.Context(), c, "acc_1", page(50, false, member("old")), time.Now()); err != nil {
		t.Fatal(err)
	}
	f := &feed{changes: func(since billing.Cursor) (billing.Delta, error) {
		if since.Revision != 0 {
			return billing.Delta{}, billing.NewProblem(billing.CursorGone)
		}
		return page(3, false, member("new")), nil
	}}
	kinds, err := newSyncer(f, c, &billingsync.Signal{}).Refresh(t.Context(), "acc_1")
	if err != nil || !kinds.Has(billing.KindInvoices) {
		t.Fatalf("refresh: %v, %v: what is gone changed too", kinds, err)
	}
	members, err := c.Members(t.Context(), "acc_1", "", -1)
	if err != nil || len(members) != 1 || members[0].ID != "new" {
		t.Errorf("members: %v, %v", members, err)
	}
}

// Two programs with one copy: what the slower one has read is old news, and the
// copy does not go back.
func TestTheFasterProgramWins(t *testing.T) {
	c := openCache(t, t.TempDir())
	defer c.Close()
	f := &feed{}
	f.changes = func(since billing.Cursor) (billing.Delta, error) {
		if since.Revision != 0 {
			return page(since.Revision, false), nil
		}
		if err := apply(t.Context(), c, "acc_1", page(9, false, member("newer")), time.Now()); err != nil {
			t.Error(err)
		}
		return page(5, false, member("older")), nil
	}
	if _, err := newSyncer(f, c, &billingsync.Signal{}).Refresh(t.Context(), "acc_1"); err != nil {
		t.Fatal(err)
	}
	members, err := c.Members(t.Context(), "acc_1", "", -1)
	if err != nil || len(members) != 1 || members[0].ID != "newer" {
		t.Errorf("members: %v, %v", members, err)
	}
	if want := []int64{0, 9}; !slices.Equal(f.asked, want) {
		t.Errorf("asked for %v, want %v", f.asked, want)
	}
}

// Another role is told to every page of the account before anything is read.
func TestAnotherRoleIsTold(t *testing.T) {
	c := openCache(t, t.TempDir())
	defer c.Close()
	role := billing.RoleAdmin
	f := &feed{accounts: func() ([]billing.AccountSummary, error) {
		return []billing.AccountSummary{{ID: "acc_1", Role: role}}, nil
	}}
	var signal billingsync.Signal
	s := newSyncer(f, c, &signal)
	if _, err := s.RefreshAccounts(t.Context()); err != nil {
		t.Fatal(err)
	}
	sub := signal.Subscribe()
	defer sub.Close()
	role = billing.RoleMember
	if _, err := s.RefreshAccounts(t.Context()); err != nil {
		t.Fatal(err)
	}
	if told, err := sub.Next(t.Context()); err != nil || told.Account != "acc_1" || !told.Kinds.Has(billing.KindInvoices) {
		t.Errorf("told %+v, %v", told, err)
	}
}

func TestBackendThatForgetsEveryCursorIsAFailure(t *testing.T) {
	c := openCache(t, t.TempDir())
	defer c.Close()
	f := &feed{changes: func(billing.Cursor) (billing.Delta, error) {
		return billing.Delta{}, billing.NewProblem(billing.CursorGone)
	}}
	_, err := newSyncer(f, c, &billingsync.Signal{}).Refresh(t.Context(), "acc_1")
	if billing.CodeOf(err) != billing.CursorGone || len(f.asked) != 1 {
		t.Fatalf("error %v after asking %v", err, f.asked)
	}
}

func TestFailureIsRememberedAndWhoGaveUpDidNotFail(t *testing.T) {
	c := openCache(t, t.TempDir())
	defer c.Close()
	f := &feed{changes: func(billing.Cursor) (billing.Delta, error) { return billing.Delta{}, offline }}
	s := newSyncer(f, c, &billingsync.Signal{})
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Refresh(ended, "acc_1"); err == nil {
		t.Error("refresh without a backend succeeded")
	}
	if fresh, err := s.Freshness(t.Context(), "acc_1"); err != nil || fresh.Problem != nil {
		t.Errorf("after giving up: %+v, %v", fresh, err)
	}
	if _, err := s.Refresh(t.Context(), "acc_1"); billing.CodeOf(err) != billing.Offline {
		t.Errorf("refresh: %v", err)
	}
	fresh, err := s.Freshness(t.Context(), "acc_1")
	if err != nil || fresh.State(time.Now()) != billing.Away || fresh.Since.IsZero() {
		t.Errorf("freshness: %+v, %v", fresh, err)
	}
}

func TestOneSyncAnAccountAtATime(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := openCache(t, dir)
		defer c.Close()
		running, most := 0, 0
		f := &feed{}
		f.changes = func(since billing.Cursor) (billing.Delta, error) {
			f.mu.Lock()
			running++
			most = max(most, running)
			f.mu.Unlock()
			time.Sleep(time.Second)
			f.mu.Lock()
			running--
			f.mu.Unlock()
			return page(since.Revision, false), nil
		}
		s := newSyncer(f, c, &billingsync.Signal{})
		done := make(chan error, 3)
		for range 3 {
			go func() { _, err := s.Refresh(t.Context(), "acc_1"); done <- err }()
		}
		for range 3 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		if most != 1 || len(f.asked) != 3 {
			t.Errorf("%d at a time, asked %d times", most, len(f.asked))
		}
	})
}

// An account that keeps failing must not have its well neighbour wake the poll.
func TestServeBacksOffThoughOneAccountIsWell(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := openCache(t, dir)
		defer c.Close()
		f := &feed{accounts: func() ([]billing.AccountSummary, error) {
			return []billing.AccountSummary{{ID: "acc_1", Role: billing.RoleAdmin}, {ID: "acc_2", Role: billing.RoleAdmin}}, nil
		}}
		f.changes = func(since billing.Cursor) (billing.Delta, error) {
			if len(f.asked)%2 == 0 {
				return billing.Delta{}, denied
			}
			return page(since.Revision, false), nil
		}
		s := newSyncer(f, c, &billingsync.Signal{})
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		if err := s.Serve(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("serve: %v", err)
		}
		if polls := len(f.asked) / 2; polls < 4 || polls > 8 {
			t.Errorf("%d polls in ten minutes of failing", polls)
		}
	})
}

func TestRefreshThatWorksBringsServeBack(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := openCache(t, dir)
		defer c.Close()
		down, polls := true, 0
		f := &feed{changes: func(since billing.Cursor) (billing.Delta, error) { return page(since.Revision, false), nil }}
		f.accounts = func() ([]billing.AccountSummary, error) {
			polls++
			return []billing.AccountSummary{{ID: "acc_1", Role: billing.RoleAdmin}}, only(down, offline)
		}
		s := newSyncer(f, c, &billingsync.Signal{})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.Serve(ctx) }()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		before := polls
		down = false
		if _, err := s.Refresh(t.Context(), "acc_1"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if polls != before+1 {
			t.Errorf("%d polls right after it worked again", polls-before)
		}
		cancel()
		<-done
	})
}

func TestServePollsBacksOffAndComesBack(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := openCache(t, dir)
		defer c.Close()
		start := time.Now()
		down := func() bool { since := time.Since(start); return since > time.Minute && since < 11*time.Minute }
		var polls []time.Duration
		f := &feed{changes: func(since billing.Cursor) (billing.Delta, error) { return page(since.Revision, false), nil }}
		f.accounts = func() ([]billing.AccountSummary, error) {
			polls = append(polls, time.Since(start))
			if down() {
				return nil, offline
			}
			return []billing.AccountSummary{{ID: "acc_1", Role: billing.RoleAdmin}}, nil
		}
		s := newSyncer(f, c, &billingsync.Signal{})
		ctx, cancel := context.WithTimeout(t.Context(), 18*time.Minute)
		defer cancel()
		done := make(chan error, 1)
		go func() { done <- s.Serve(ctx) }()
		time.Sleep(10 * time.Minute)
		fresh, err := s.Freshness(t.Context(), "acc_1")
		if err != nil || billing.CodeOf(fresh.Problem) != billing.Offline || !fresh.NextTry.After(time.Now()) {
			t.Errorf("while down: %+v, %v", fresh, err)
		}
		if err := <-done; !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("serve: %v", err)
		}
		up := slices.IndexFunc(polls, func(d time.Duration) bool { return d > time.Minute })
		if up < 4 || up > 6 {
			t.Errorf("polls in the first minute: %v", polls[:up])
		}
		failing := slices.IndexFunc(polls[up:], func(d time.Duration) bool { return d >= 11*time.Minute })
		if failing < 3 || failing > 8 {
			t.Errorf("polls while down: %v", polls[up:up+failing])
		}
		fresh, err = s.Freshness(t.Context(), "acc_1")
		if err != nil || fresh.Problem != nil || fresh.Age(time.Now()) > 20*time.Second {
			t.Errorf("after it came back: %+v, %v", fresh, err)
		}
	})
}
