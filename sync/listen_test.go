package sync_test

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/sync/cache"
)

// station is a backend with one account, which tells of its revisions on streams
// that tests open and close.
type station struct {
	*feed

	at       sync.Mutex
	revision int64
	polls    int
	down     error // what reading fails with
	dials    []time.Duration
	start    time.Time
	onAir    chan billing.Pulse // nil: no stream can be had
}

func newStation() *station {
	n := &station{feed: &feed{}, revision: 5, start: time.Now(), onAir: make(chan billing.Pulse)}
	n.accounts = func() ([]billing.AccountSummary, error) {
		n.at.Lock()
		defer n.at.Unlock()
		n.polls++
		return []billing.AccountSummary{{ID: "acc_1", Name: "Northwind", Role: billing.RoleAdmin}}, n.down
	}
	n.changes = func(since billing.Cursor) (billing.Delta, error) {
		n.at.Lock()
		defer n.at.Unlock()
		if n.down != nil || since.Revision == n.revision {
			return page(n.revision, false), n.down
		}
		return page(n.revision, false, member("mem_1")), nil
	}
	n.listen = func(ctx context.Context, heard func(billing.Pulse)) error {
		n.at.Lock()
		n.dials = append(n.dials, time.Since(n.start))
		onAir, first := n.onAir, billing.Pulse{Account: "acc_1", Revision: n.revision}
		n.at.Unlock()
		if onAir == nil {
			return offline
		}
		heard(first)
		for {
			select {
			case p, ok := <-onAir:
				if !ok {
					return offline
				}
				heard(p)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return n
}

// set changes something of the station.
func (n *station) set(change func()) {
	n.at.Lock()
	defer n.at.Unlock()
	change()
}

// fall ends the stream, and lets no other begin.
func (n *station) fall() {
	n.set(func() {
		close(n.onAir)
		n.onAir = nil
	})
}

// count is how often the station was polled, dialed, and asked for changes.
func (n *station) count() (polls, dials, asked int) {
	n.at.Lock()
	defer n.at.Unlock()
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.polls, len(n.dials), len(n.asked)
}

// served runs a syncer of a station in a bubble of time.
func served(t *testing.T, do func(t *testing.T, n *station, s *billingsync.Syncer, c *cache.Cache), change ...func(*billingsync.SyncerDeps)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := openCache(t, dir)
		n := newStation()
		deps := billingsync.SyncerDeps{
			Remote: n, Cache: c, Signal: &billingsync.Signal{}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		}
		for _, f := range change {
			f(&deps)
		}
		s := billingsync.NewSyncer(deps)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- s.Serve(ctx) }()
		defer func() {
			cancel()
			<-done
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		}()
		time.Sleep(time.Minute) // a poll may have begun before the line was up
		synctest.Wait()
		do(t, n, s, c)
	})
}

func state(t *testing.T, s *billingsync.Syncer) (billing.Freshness, billing.FreshnessState) {
	t.Helper()
	f, err := s.Freshness(t.Context(), "acc_1")
	if err != nil {
		t.Fatal(err)
	}
	return f, f.State(time.Now())
}

func TestWhatIsHeardIsReadAtOnce(t *testing.T) {
	served(t, func(t *testing.T, n *station, s *billingsync.Syncer, _ *cache.Cache) {
		if f, is := state(t, s); is != billing.Live || f.Revision != 5 {
			t.Fatalf("at the start: %s, %+v", is, f)
		}
		polls, _, asked := n.count()
		n.set(func() { n.revision = 6 })
		n.onAir <- billing.Pulse{Account: "acc_1", Revision: 6}
		synctest.Wait()
		if f, is := state(t, s); is != billing.Live || f.Revision != 6 {
			t.Errorf("after an event: %s, %+v", is, f)
		}
		n.onAir <- billing.Pulse{Account: "acc_1", Revision: 6}
		synctest.Wait()
		if _, _, now := n.count(); now != asked+1 {
			t.Errorf("asked %d times for what was told twice", now-asked)
		}
		n.onAir <- billing.Pulse{Accounts: true}
		synctest.Wait()
		if now, _, _ := n.count(); now != polls+1 {
			t.Errorf("the list of accounts was read %d times", now-polls)
		}
	})
}

// An event that was overtaken by the next one turns nothing back.
func TestEventsOutOfOrder(t *testing.T) {
	served(t, func(t *testing.T, n *station, s *billingsync.Syncer, _ *cache.Cache) {
		n.set(func() { n.revision = 7 })
		n.onAir <- billing.Pulse{Account: "acc_1", Revision: 7}
		n.onAir <- billing.Pulse{Account: "acc_1", Revision: 6}
		synctest.Wait()
		if f, is := state(t, s); is != billing.Live || f.Revision != 7 {
			t.Errorf("%s, %+v", is, f)
		}
	})
}

func TestWhileItHearsItSeldomPolls(t *testing.T) {
	served(t, func(t *testing.T, n *station, s *billingsync.Syncer, c *cache.Cache) {
		polls, _, _ := n.count()
		for range 60 {
			time.Sleep(15 * time.Second)
			n.onAir <- billing.Pulse{}
		}
		synctest.Wait()
		if now, _, _ := n.count(); now-polls < 2 || now-polls > 4 {
			t.Errorf("%d polls in a quarter of an hour", now-polls)
		}
		f, is := state(t, s)
		if is != billing.Live || f.Age(time.Now()) > time.Second {
			t.Errorf("%s, %v old", is, f.Age(time.Now()))
		}
		// What was known when the line fell is kept.
		n.set(func() { n.down = offline })
		n.fall()
		fell := time.Now()
		time.Sleep(time.Second)
		synctest.Wait()
		stored, err := c.Freshness(t.Context(), "acc_1")
		if err != nil || !stored.AsOf.Equal(fell) {
			t.Errorf("stored as of %v, %v, the line fell at %v", stored.AsOf, err, fell)
		}
		if _, is := state(t, s); is != billing.Away {
			t.Errorf("without a line and a backend: %s", is)
		}
	})
}

func TestWithoutEventsItPolls(t *testing.T) {
	served(t, func(t *testing.T, n *station, s *billingsync.Syncer, _ *cache.Cache) {
		n.fall()
		synctest.Wait()
		polls, dials, _ := n.count()
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		nowPolls, nowDials, _ := n.count()
		if got := nowPolls - polls; got < 35 || got > 50 {
			t.Errorf("%d polls in ten minutes", got)
		}
		if got := nowDials - dials; got < 9 || got > 20 {
			t.Errorf("%d dials in ten minutes", got)
		}
		if _, is := state(t, s); is != billing.Fresh {
			t.Errorf("polling: %s", is)
		}
		n.set(func() { n.onAir = make(chan billing.Pulse) })
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if _, is := state(t, s); is != billing.Live {
			t.Errorf("with events again: %s", is)
		}
	})
}

func TestWhatWasHeardAndNotReadIsNotLive(t *testing.T) {
	served(t, func(t *testing.T, n *station, s *billingsync.Syncer, _ *cache.Cache) {
		n.set(func() { n.revision, n.down = 6, offline })
		n.onAir <- billing.Pulse{Account: "acc_1", Revision: 6}
		synctest.Wait()
		if f, is := state(t, s); is != billing.Away || f.Connected {
			t.Errorf("behind: %s, %+v", is, f)
		}
		n.set(func() { n.down = nil })
		time.Sleep(time.Minute)
		synctest.Wait()
		if f, is := state(t, s); is != billing.Live || f.Revision != 6 {
			t.Errorf("after a minute: %s, %+v", is, f)
		}
	})
}

// What went wrong in between is over as soon as something is read again, which
// must not take until the next poll.
func TestAFailureIsOverOnceTheBackendIsBack(t *testing.T) {
	served(t, func(t *testing.T, n *station, s *billingsync.Syncer, _ *cache.Cache) {
		n.set(func() { n.down = offline })
		if _, err := s.Refresh(t.Context(), "acc_1"); err == nil {
			t.Fatal("refreshed without a backend")
		}
		if _, is := state(t, s); is != billing.Away {
			t.Errorf("after a failure: %s", is)
		}
		n.set(func() { n.down = nil })
		time.Sleep(40 * time.Second)
		synctest.Wait()
		if _, is := state(t, s); is != billing.Live {
			t.Errorf("with the line up all the time: %s", is)
		}

		n.set(func() { n.down = offline })
		n.fall()
		time.Sleep(20 * time.Minute) // the poll is as slow as it gets
		synctest.Wait()
		n.set(func() { n.down, n.onAir = nil, make(chan billing.Pulse) })
		time.Sleep(73 * time.Second) // the longest wait for a line
		synctest.Wait()
		if _, is := state(t, s); is != billing.Live {
			t.Errorf("with a line again: %s", is)
		}
	})
}

func TestAnotherNetworkIsNoticed(t *testing.T) {
	var joined atomic.Value
	joined.Store("home")
	served(t, func(t *testing.T, n *station, _ *billingsync.Syncer, _ *cache.Cache) {
		polls, dials, _ := n.count()
		time.Sleep(time.Minute)
		synctest.Wait()
		if nowPolls, nowDials, _ := n.count(); nowPolls != polls || nowDials != dials {
			t.Fatalf("connected anew without a reason")
		}
		joined.Store("train")
		time.Sleep(7 * time.Second)
		synctest.Wait()
		if nowPolls, nowDials, _ := n.count(); nowDials != dials+1 || nowPolls == polls {
			t.Errorf("on another network: dialed %d times, polled %d times", nowDials-dials, nowPolls-polls)
		}
	}, func(d *billingsync.SyncerDeps) { d.Network = func() string { return joined.Load().(string) } })
}

// A sleep is a clock that went on while the machine stood still.
func TestASleepAndASetClockAreNoticed(t *testing.T) {
	var off atomic.Int64
	served(t, func(t *testing.T, n *station, _ *billingsync.Syncer, _ *cache.Cache) {
		for _, set := range []time.Duration{8 * time.Hour, -24 * time.Hour} {
			_, dials, _ := n.count()
			off.Store(int64(set))
			time.Sleep(20 * time.Second)
			synctest.Wait()
			if _, now, _ := n.count(); now != dials+1 {
				t.Errorf("clock set by %v: dialed %d times", set, now-dials)
			}
		}
	}, func(d *billingsync.SyncerDeps) {
		d.Now = func() time.Time { return time.Now().Add(time.Duration(off.Load())) }
	})
}
