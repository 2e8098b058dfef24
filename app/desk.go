package app

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"billfold/app/config"
	"billfold/app/keychain"
	"billfold/app/session"
	"billfold/billing"
	billingsync "billfold/sync"

	"golang.org/x/sync/errgroup"
)

// desk is what the window works at: the session with one place, which may be
// exchanged for another place's, and the selected account with its freshness,
// which the window reads without waiting for the disk.
type desk struct {
	input       config.Input // what the configuration was made of
	preferences *config.Preferences
	now         func() time.Time
	log         *slog.Logger
	// browse shows a page in the system's browser.
	browse func(address string) error
	// changed is told what changed, after the desk knows it.
	changed func(billingsync.Changed)
	// notifies says that the system may show notifications.
	notifies bool
	// wanted is told that other notifications are wanted than before; nil where nobody
	// tells any.
	wanted func()

	mu        sync.Mutex
	sitting   *sitting
	replaced  chan struct{} // closed, and made anew, when sitting changes
	account   string
	freshness billing.Freshness
	zone      *time.Location             // of the account
	previews  map[string]billing.Preview // held ones that can be confirmed, by id
}

// sitting is a session and the backend that may run for it.
type sitting struct {
	config  config.Config
	session *session.Session
	demo    *embedded // nil where a server is asked
	changes *billingsync.Subscription
	served  bool // Serve has it, and closes it
}

// open sits down at a place: what is saved of it is there at once. An address
// that is given is asked instead of a demo backend of our own.
func (d *desk) open(ctx context.Context, c config.Config, address string) error {
	s := &sitting{config: c}
	if c.Demo && address == "" {
		demo, err := newEmbedded(ctx, embedded{dir: filepath.Join(c.Home, "demo"), now: d.now, log: d.log})
		if err != nil {
			return err
		}
		s.demo, address = demo, demo.URL()
	}
	secrets := keychain.Open(ctx)
	var err error
	s.session, err = session.Open(ctx, session.Deps{
		Config: c, Preferences: d.preferences, Keychain: secrets, Backend: address,
		UserAgent: "billfold/" + Version, DeviceName: session.DeviceName(), Now: d.now, Log: d.log,
	})
	if err != nil {
		secrets.Close()
		s.demo.Close()
		return err
	}
	s.changes = s.session.Subscribe()
	d.sit(ctx, s)
	return nil
}

func (d *desk) sit(ctx context.Context, s *sitting) {
	d.mu.Lock()
	last := d.sitting
	d.sitting = s
	d.account, d.freshness, d.zone, d.previews = "", billing.Freshness{}, nil, map[string]billing.Preview{}
	if d.replaced != nil {
		close(d.replaced)
	}
	d.replaced = make(chan struct{})
	left := last != nil && !last.served
	d.mu.Unlock()
	if left {
		d.leave(ctx, last)
	}
	d.settle(ctx)
}

// seat is the sitting and the channel that tells that there is another.
func (d *desk) seat() (*sitting, <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sitting, d.replaced
}

// at is the session of the place.
func (d *desk) at() *session.Session {
	s, _ := d.seat()
	return s.session
}

// settle selects the account that was open last, or the first one, where the
// selected one is not among the person's, and reads its freshness.
func (d *desk) settle(ctx context.Context) {
	s, _ := d.seat()
	accounts, err := s.session.Accounts(ctx)
	if err != nil && billing.CodeOf(err) != billing.SignedOut {
		d.log.WarnContext(ctx, "accounts not read", "error", err)
	}
	before := d.Selected()
	account := pick(accounts, before, s.session.LastAccount())
	freshness, zone := d.readFreshness(ctx, s, account), d.readZone(ctx, s, account)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.sitting != s || d.account != before {
		return // the person went elsewhere meanwhile, which settled it
	}
	if account != before {
		d.previews = map[string]billing.Preview{}
	}
	d.account, d.freshness, d.zone = account, freshness, zone
}

// readFreshness is how current the copy of an account is. A demo backend that
// could not be started is why it is no better.
func (d *desk) readFreshness(ctx context.Context, s *sitting, account string) billing.Freshness {
	freshness, err := s.session.Freshness(ctx, account)
	if err != nil {
		return billing.Freshness{}
	}
	if s.demo == nil || freshness.Problem == nil {
		return freshness
	}
	if problem := s.demo.Problem(); problem != nil {
		freshness.Problem = problem
	}
	return freshness
}

// pick is the first of the wanted accounts that is there, or else the first one.
func pick(accounts []billing.AccountSummary, wanted ...string) string {
	for _, want := range wanted {
		for _, a := range accounts {
			if a.ID == want {
				return want
			}
		}
	}
	if len(accounts) == 0 {
		return ""
	}
	return accounts[0].ID
}

// Serve keeps the place up to date and tells what changed, place after place,
// until the context ends.
func (d *desk) Serve(ctx context.Context) {
	for ctx.Err() == nil {
		s, replaced := d.take()
		d.serve(ctx, s, replaced)
	}
}

// take is seat for whoever serves what it returns.
func (d *desk) take() (*sitting, <-chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sitting.served = true
	return d.sitting, d.replaced
}

func (d *desk) serve(ctx context.Context, s *sitting, replaced <-chan struct{}) {
	running, stop := context.WithCancel(ctx)
	defer stop()
	work, running := errgroup.WithContext(running)
	if s.demo != nil {
		work.Go(func() error {
			// Without its backend the demo is read offline, and says why.
			if err := s.demo.Serve(running); err != nil && running.Err() == nil {
				d.log.ErrorContext(running, "demo backend ended", "error", err)
			}
			return nil
		})
	}
	work.Go(func() error {
		if s.demo != nil {
			if err := s.demo.Wait(running); err != nil && running.Err() != nil {
				return err
			}
		}
		return s.session.Serve(running)
	})
	work.Go(func() error { return d.relay(running, s) })
	work.Go(func() error {
		select {
		case <-replaced:
			stop()
		case <-running.Done():
		}
		return nil
	})
	if err := work.Wait(); err != nil && !errors.Is(err, context.Canceled) {
		d.log.ErrorContext(ctx, "place not served", "error", err)
	}
	d.leave(ctx, s)
}

// leave gets up from a place: nobody is signed out there.
func (d *desk) leave(ctx context.Context, s *sitting) {
	s.changes.Close()
	s.demo.Close()
	if err := s.session.Close(); err != nil {
		d.log.WarnContext(ctx, "session not closed", "error", err)
	}
}

// relay tells what changed once the desk has read it.
func (d *desk) relay(ctx context.Context, s *sitting) error {
	for {
		changed, err := s.changes.Next(ctx)
		if err != nil {
			return err
		}
		d.settle(ctx)
		d.changed(changed)
	}
}
