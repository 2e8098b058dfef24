// Package session is one person's work with one backend, without a window:
// configuration, keychain, saved copy, backend, syncer and outbox behind one
// struct. The desktop and billfoldctl stand on it alike.
package session

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"billfold/app/config"
	"billfold/app/identity"
	"billfold/app/keychain"
	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/sync/cache"
	"billfold/sync/remote"

	"golang.org/x/sync/errgroup"
)

// demoServer names the embedded demo backend, whose address differs each start.
const demoServer = "demo"

// Deps is what a Session is made of. A token or device key in Config is used
// instead of the keychain's, for billfoldctl, and is never stored.
type Deps struct {
	Config      config.Config
	Preferences *config.Preferences
	Keychain    keychain.Store
	Backend     string // base URL; empty where the embedded backend does not run
	UserAgent   string
	DeviceName  string // what the person will know this program by, among their devices
	Now         func() time.Time
	Log         *slog.Logger
}

// Session is what one person does with one backend. Its methods may be called
// from any goroutine; all of them may wait for disk, keychain or network.
type Session struct {
	Deps
	anyone    backend // asks without a token, before somebody has signed in
	ways      ways
	transport *http.Transport
	server    string
	signal    billingsync.Signal

	mu       sync.Mutex
	current  *desk                              // nil while nobody is signed in
	replaced chan struct{}                      // closed, and made anew, when current changes
	notes    map[keychain.Kind]*billing.Problem // what the keychain last refused, by what it was of
}

// desk is everything that belongs to whoever is signed in.
type desk struct {
	person      billing.Person
	credentials *credentials
	signer      signer
	remote      backend
	cache       *cache.Cache
	syncer      *billingsync.Syncer
	outbox      *billingsync.Outbox
	left        chan struct{}  // closed on signing out
	served      sync.WaitGroup // Serve is at work with it
}

// Open makes a session and restores who was signed in last, from what is saved
// here and without the network; only a token of Config that is new here is asked
// whose it is. Problems: those of the cache, and with such a token the
// backend's.
func Open(ctx context.Context, d Deps) (*Session, error) {
	s := &Session{Deps: d, server: d.Config.Server, transport: newTransport(d.Config), ways: ways{turn: newTurn()}, replaced: make(chan struct{}), notes: map[keychain.Kind]*billing.Problem{}}
	if d.Config.Demo {
		s.server = demoServer
	}
	anyone, err := s.connect(func(context.Context) (string, error) { return "", billing.NewProblem(billing.SignedOut) }, nil)
	if err != nil {
		return nil, fmt.Errorf("open session: %w", err)
	}
	s.anyone = anyone
	if err := s.restore(ctx); err != nil {
		anyone.Close()
		return nil, fmt.Errorf("open session: %w", err)
	}
	return s, nil
}

// restore seats who was signed in last.
func (s *Session) restore(ctx context.Context) error {
	person, known, err := s.lastPerson(ctx)
	if err != nil || !known {
		return err
	}
	c, err := newCredentials(s, person.ID, identity.Tokens{})
	if err != nil {
		return err
	}
	return s.sit(ctx, person, c)
}

// Close lets go of the person's files and of the keychain, signing nobody out.
// Serve must have returned.
func (s *Session) Close() error {
	defer s.Keychain.Close()
	defer s.transport.CloseIdleConnections()
	defer s.anyone.Close()
	if d := s.leave(); d != nil {
		d.remote.Close()
		return d.cache.Close()
	}
	return nil
}

// Serve keeps the copy caught up and settles what is left in the outbox, for
// whoever is signed in, until the context ends; then it returns its error.
func (s *Session) Serve(ctx context.Context) error {
	for {
		d, replaced := s.seat()
		if d == nil {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-replaced:
			}
			continue
		}
		d.serve(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// seat is who sits here, counted as being served, and the channel that tells
// that this has changed.
func (s *Session) seat() (*desk, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current != nil {
		s.current.served.Add(1)
	}
	return s.current, s.replaced
}

// serve ends with the context or when the person leaves.
func (d *desk) serve(ctx context.Context) {
	defer d.served.Done()
	running, stop := context.WithCancel(ctx)
	defer stop()
	work, running := errgroup.WithContext(running)
	work.Go(func() error { return d.syncer.Serve(running) })
	work.Go(func() error { return d.outbox.Serve(running) })
	work.Go(func() error {
		select {
		case <-d.left:
			stop()
		case <-running.Done():
		}
		return nil
	})
	// Both serve until they are stopped, and say nothing but that they were.
	_ = work.Wait()
}

// sit opens the person's files and makes them the current one.
func (s *Session) sit(ctx context.Context, person billing.Person, c *credentials) error {
	d := &desk{person: person, credentials: c, signer: signer{turn: newTurn()}, left: make(chan struct{})}
	client, err := s.connect(c.token, c.rejected)
	if err != nil {
		return err
	}
	d.remote = client
	d.cache, err = cache.Open(ctx, filepath.Join(s.Config.Home, "cache"), s.server+" "+person.ID, s.Now)
	if err != nil {
		client.Close()
		return err
	}
	for _, note := range d.cache.Notes() {
		s.Log.WarnContext(ctx, "saved data set aside", "problem", note)
	}
	d.syncer = billingsync.NewSyncer(billingsync.SyncerDeps{
		Remote: client, Cache: d.cache, Signal: &s.signal, Now: s.Now, Network: network, Log: s.Log,
	})
	d.outbox = billingsync.NewOutbox(billingsync.OutboxDeps{
		Remote: client, Ledger: d.cache, Syncer: d.syncer, Signal: &s.signal, Now: s.Now, Log: s.Log,
		LockPath: d.cache.LockPath(),
	})
	s.swap(d)
	return nil
}

// network is what this machine's addresses are, as one text: another one is
// another network, or none.
func network() string {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return ""
	}
	all := make([]string, len(addresses))
	for i, a := range addresses {
		all[i] = a.String()
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// leave makes nobody the current one, once Serve has let go of who was.
func (s *Session) leave() *desk {
	d := s.swap(nil)
	if d != nil {
		close(d.left)
		d.served.Wait()
	}
	return d
}

func (s *Session) swap(next *desk) *desk {
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.current
	s.current = next
	close(s.replaced)
	s.replaced = make(chan struct{})
	s.signal.Emit("", billing.AllKinds)
	return last
}

// desk is who is signed in; a signed_out problem where nobody is.
func (s *Session) desk() (*desk, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil {
		return nil, billing.NewProblem(billing.SignedOut)
	}
	return s.current, nil
}

func (s *Session) connect(token func(context.Context) (string, error), refused func(string)) (backend, error) {
	if s.Backend == "" {
		return nowhere{}, nil
	}
	return remote.New(remote.Options{
		BaseURL: s.Backend, Token: token, Refused: refused, Transport: s.transport, UserAgent: s.UserAgent, Log: s.Log,
	})
}

// newTransport speaks TLS 1.2 or later, to whom the configuration trusts.
func newTransport(c config.Config) *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.Trust}
	return transport
}

// Subscribe starts to tell which nouns changed; who is signed in is one of all
// kinds of no account. Close it after use.
func (s *Session) Subscribe() *billingsync.Subscription { return s.signal.Subscribe() }
