package sync_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"billfold/billing"
	billingsync "billfold/sync"

	"github.com/gofrs/flock"
)

// submitting is one run of Submit, and what it left behind.
type submitting struct {
	bank    *bank
	outcome billing.Outcome
	err     error
	left    []billing.Submission
	drafts  []billing.Draft
	took    time.Duration
	caught  []string
}

func submit(t *testing.T, b *bank, held time.Duration) submitting {
	t.Helper()
	s := submitting{bank: b}
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := openCache(t, dir)
		defer c.Close()
		var r refreshed
		start := time.Now()
		s.outcome, s.err = newOutbox(b, c, &r).Submit(t.Context(), intent("i1"), start.Add(held))
		s.took, s.caught = time.Since(start), r.seen()
		var leftErr, draftErr error
		s.left, leftErr = c.Unsettled(t.Context())
		s.drafts, draftErr = c.Drafts(t.Context(), "acc_1")
		if err := errors.Join(leftErr, draftErr); err != nil {
			t.Fatal(err)
		}
	})
	return s
}

func TestSubmitChargesOnceWhateverGetsLost(t *testing.T) {
	cases := []struct {
		name          string
		before, after func(post int) error
		posts         int
	}{
		{"nothing", nil, nil, 1},
		{"first answer", nil, func(post int) error { return only(post == 1, lost) }, 2},
		{"three answers", nil, func(post int) error { return only(post <= 3, lost) }, 4},
		{"request then answer", func(post int) error { return only(post == 1, lost) }, func(post int) error { return only(post == 2, lost) }, 3},
		{"answer, then offline, then signed out", func(post int) error {
			return errors.Join(only(post == 2, offline), only(post == 3, denied))
		}, func(post int) error { return only(post == 1, lost) }, 4},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			b := newBank()
			b.before, b.after = tc.before, tc.after
			s := submit(t, b, 15*time.Minute)
			if s.err != nil || s.outcome.State != billing.ChangeApplied || !s.outcome.AmountCharged.Equal(amount) {
				t.Fatalf("outcome: %+v, %v", s.outcome, s.err)
			}
			if b.charged["i1"] != 1 || b.posts != tc.posts {
				t.Errorf("charged %d times with %d posts, want 1 with %d", b.charged["i1"], b.posts, tc.posts)
			}
			if len(s.left) != 0 || len(s.drafts) != 0 || len(s.caught) != 1 {
				t.Errorf("left %v, drafts %v, caught up %v", s.left, s.drafts, s.caught)
			}
		})
	}
}

func TestSubmitThatIsNeverAnsweredIsUnknownNotFailed(t *testing.T) {
	b := newBank()
	b.after = func(int) error { return lost }
	s := submit(t, b, 20*time.Second)
	if s.err != nil || s.outcome.State != billing.ChangeUnknown {
		t.Fatalf("outcome: %+v, %v", s.outcome, s.err)
	}
	if b.charged["i1"] != 1 || b.posts < 4 || s.took >= 20*time.Second {
		t.Errorf("charged %d times, %d posts in %v", b.charged["i1"], b.posts, s.took)
	}
	if len(s.left) != 1 || s.left[0].Outcome.State != billing.ChangeUnknown || len(s.drafts) != 0 {
		t.Errorf("left %+v, drafts %v", s.left, s.drafts)
	}
}

// Whoever closes the window leaves the outcome to Settle; one that came is kept.
func TestOutcomeIsKeptThoughNobodyWaits(t *testing.T) {
	for _, answered := range []bool{true, false} {
		c := openCache(t, t.TempDir())
		b := newBank()
		ctx, cancel := context.WithCancel(t.Context())
		b.after = func(int) error {
			cancel()
			return only(!answered, lost)
		}
		outcome, err := newOutbox(b, c, &refreshed{}).Submit(ctx, intent("i1"), time.Now().Add(time.Minute))
		s, readErr := c.Submission(t.Context(), "i1")
		if err := errors.Join(err, readErr, c.Close()); err != nil {
			t.Fatal(err)
		}
		want := billing.ChangeUnknown
		if answered {
			want = billing.ChangeApplied
		}
		if outcome.State != want || s.Outcome.State != want || b.posts != 1 {
			t.Errorf("answered %v: outcome %s, kept %s, %d posts", answered, outcome.State, s.Outcome.State, b.posts)
		}
	}
}

func TestSubmitThatWasNotSentBecomesADraft(t *testing.T) {
	for _, refusal := range []*billing.Problem{offline, denied} {
		t.Run(string(refusal.Code), func(t *testing.T) {
			b := newBank()
			b.before = func(int) error { return refusal }
			s := submit(t, b, 15*time.Minute)
			if billing.CodeOf(s.err) != refusal.Code || s.outcome.State != billing.ChangeWithdrawn {
				t.Fatalf("outcome: %+v, %v", s.outcome, s.err)
			}
			if b.posts != 1 || len(b.charged) != 0 || len(s.left) != 0 || len(s.drafts) != 1 || s.drafts[0].Target.Seats != 6 {
				t.Errorf("posts %d, charged %v, left %v, drafts %+v", b.posts, b.charged, s.left, s.drafts)
			}
		})
	}
}

func TestSecondChangeOfAnAccountIsRefusedUnsent(t *testing.T) {
	c := openCache(t, t.TempDir())
	defer c.Close()
	if err := c.Commit(t.Context(), intent("earlier")); err != nil {
		t.Fatal(err)
	}
	b := newBank()
	_, err := newOutbox(b, c, &refreshed{}).Submit(t.Context(), intent("i1"), time.Now().Add(time.Minute))
	problem, ok := errors.AsType[*billing.Problem](err)
	if !ok || problem.Code != billing.ChangeInFlight || problem.Params["change"] != "earlier" || b.posts != 0 {
		t.Fatalf("error: %v, posts %d", err, b.posts)
	}
}

// After a restart nothing is ever sent again: what was charged is learned, what
// was never seen is given up there and kept as a draft here.
func TestRestartSettlesAndNeverPosts(t *testing.T) {
	for _, charged := range []bool{true, false} {
		dir := t.TempDir()
		c := openCache(t, dir)
		if err := c.Commit(t.Context(), intent("i1")); err != nil {
			t.Fatal(err)
		}
		if err := c.Close(); err != nil { // the program died here
			t.Fatal(err)
		}
		c = openCache(t, dir)
		b := newBank()
		if charged {
			b.charged["i1"] = 1
		}
		r := &refreshed{}
		settled, err := newOutbox(b, c, r).Settle(t.Context())
		if err != nil || len(settled) != 1 {
			t.Fatalf("settled: %v, %v", settled, err)
		}
		drafts, draftErr := c.Drafts(t.Context(), "acc_1")
		left, leftErr := c.Unsettled(t.Context())
		if err := errors.Join(draftErr, leftErr, c.Close()); err != nil {
			t.Fatal(err)
		}
		if b.posts != 0 || b.settles != 1 || len(left) != 0 {
			t.Errorf("charged %v: %d posts, %d settles, left %v", charged, b.posts, b.settles, left)
		}
		if got := len(drafts) == 1; got == charged {
			t.Errorf("charged %v: drafts %v", charged, drafts)
		}
		if got := len(r.seen()) == 1; got != charged {
			t.Errorf("charged %v: caught up %v", charged, r.seen())
		}
	}
}

func TestOneProcessActsOnAnOutbox(t *testing.T) {
	dir := t.TempDir()
	c := openCache(t, dir)
	defer c.Close()
	other := flock.New(c.LockPath())
	if ok, err := other.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	b := newBank()
	o := newOutbox(b, c, &refreshed{})
	if _, err := o.Submit(t.Context(), intent("i1"), time.Now().Add(time.Minute)); billing.CodeOf(err) != billing.ChangeInFlight {
		t.Errorf("submit: %v", err)
	}
	if err := c.Commit(t.Context(), intent("others")); err != nil {
		t.Fatal(err)
	}
	if settled, err := o.Settle(t.Context()); len(settled) != 0 || err != nil || b.settles != 0 || b.posts != 0 {
		t.Errorf("settled what another process is at: %v, %v", settled, err)
	}
	if err := other.Unlock(); err != nil {
		t.Fatal(err)
	}
	if settled, err := o.Settle(t.Context()); len(settled) != 1 || err != nil {
		t.Errorf("after it let go: %v, %v", settled, err)
	}
}

func TestOutboxServeSettlesWhatSubmitLeft(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		c := openCache(t, dir)
		defer c.Close()
		b := newBank()
		b.after = func(int) error { return lost }
		o := newOutbox(b, c, &refreshed{})
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- o.Serve(ctx) }()
		outcome, err := o.Submit(t.Context(), intent("i1"), time.Now().Add(3*time.Second))
		if err != nil || outcome.State != billing.ChangeUnknown {
			t.Errorf("outcome: %+v, %v", outcome, err)
		}
		posts := b.posts
		deadline := time.Now().Add(time.Minute)
		for left := 1; left > 0 && time.Now().Before(deadline); {
			time.Sleep(time.Second)
			rows, err := c.Unsettled(t.Context())
			if err != nil {
				t.Error(err)
			}
			left = len(rows)
		}
		s, err := c.Submission(t.Context(), "i1")
		if err != nil || s.Outcome.State != billing.ChangeApplied || b.posts != posts {
			t.Errorf("submission %+v, %v; posts %d then %d", s, err, posts, b.posts)
		}
		cancel()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("serve: %v", err)
		}
	})
}

func only(when bool, err error) error {
	if when {
		return err
	}
	return nil
}

var _ billingsync.Confirmer = (*bank)(nil)
