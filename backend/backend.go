// Package backend is the billing backend as one part: Open, Serve, Close. The
// daemon runs it by itself, the desktop inside its own process.
package backend

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"billfold/backend/api"
	"billfold/backend/demo"
	"billfold/backend/engine"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/issuer"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/catalogjson"

	"github.com/gofrs/flock"
	"github.com/google/uuid"
)

// Options say what to open and where.
type Options struct {
	Dir    string // holds everything that the backend keeps
	Listen string // host:port; port 0 takes a free one
	// Listener listens already, instead of Listen, or is nil. The backend's from
	// now on: it is closed also where Open fails.
	Listener net.Listener
	Demo     bool // with people, accounts and routes of the demo
	// CatalogFile is the path of a catalog to try in the demo, or empty.
	CatalogFile string
	Now         func() time.Time
	Log         *slog.Logger
}

// Backend is an opened backend, which listens already; Serve answers.
type Backend struct {
	options  Options
	lock     *flock.Flock
	listener net.Listener
	books    *store.Store
	gateway  *sandbox.Gateway
	engine   *engine.Engine
	now      func() time.Time
	handler  http.Handler
	stopping chan struct{}
}

// What lies in Dir.
const (
	lockFile    = "lock"
	booksFile   = "books.db"
	gatewayFile = "gateway.db"
	keyFile     = "issuer.key"
	clockFile   = "clock"
)

// Open takes a directory for itself, listens, finds out what became of charges
// that a crash interrupted, and makes everything ready to be served; a demo's
// first time fills its books. Errors are one sentence that says what is wrong
// where, and what to do next; see IsUsage.
func Open(ctx context.Context, o Options) (*Backend, error) {
	if o.Listener != nil {
		o.Listen = o.Listener.Addr().String()
	}
	b := &Backend{options: o, listener: o.Listener, now: o.Now, stopping: make(chan struct{})}
	if err := b.open(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

func (b *Backend) open(ctx context.Context) error {
	if err := checkListen(b.options); err != nil {
		return err
	}
	own, err := readCatalog(b.options)
	if err != nil {
		return err
	}
	if _, err := b.checkDemo(); err != nil {
		return err
	}
	if err := b.takeDir(); err != nil {
		return err
	}
	// Another backend may have filled it before the directory was ours.
	ready, err := b.checkDemo()
	if err != nil {
		return err
	}
	if err := b.listen(ctx); err != nil {
		return err
	}
	if b.options.Demo && !ready {
		if err := b.seed(ctx); err != nil {
			return fmt.Errorf("seed demo: %w", err)
		}
	}
	if err := b.assemble(ctx); err != nil || own == nil {
		return err
	}
	return demo.TryCatalog(ctx, b.engine, b.books, own)
}

// readCatalog reads the catalog that a demo is to try; nil where none is given.
func readCatalog(o Options) (*billing.Catalog, error) {
	if o.CatalogFile == "" {
		return nil, nil
	}
	if !o.Demo {
		return nil, catalogWithoutDemo()
	}
	text, err := os.ReadFile(o.CatalogFile)
	if err != nil {
		return nil, badCatalog(o.CatalogFile, err)
	}
	own, err := catalogjson.Unmarshal(text)
	if err == nil {
		err = demo.CheckCatalog(own)
	}
	if err != nil {
		return nil, badCatalog(o.CatalogFile, err)
	}
	return own, nil
}

// takeDir makes the directory where there is none, and keeps a second backend
// from using it.
func (b *Backend) takeDir() error {
	dir := b.options.Dir
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return unusableDir(dir, err)
	}
	b.lock = flock.New(b.path(lockFile), flock.SetPermissions(0o600))
	taken, err := b.lock.TryLock()
	if err != nil {
		return unusableDir(dir, err)
	}
	if !taken {
		return dirInUse(dir)
	}
	return nil
}

// checkDemo keeps a demo out of a directory with somebody's data in it, before
// anything is written there, and tells whether the demo is filled already.
func (b *Backend) checkDemo() (ready bool, err error) {
	if !b.options.Demo {
		return false, nil
	}
	ready, err = demo.Check(b.options.Dir, lockFile)
	switch {
	case errors.Is(err, demo.ErrForeign):
		return false, foreignDir(b.options.Dir, err)
	case err != nil:
		return false, unusableDir(b.options.Dir, err)
	}
	return ready, nil
}

func (b *Backend) listen(ctx context.Context) error {
	if b.listener != nil {
		return nil
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", b.options.Listen)
	if err != nil {
		return cannotListen(b.options.Listen, err)
	}
	b.listener = listener
	return nil
}

// seed fills the books of a new demo with a history that ends now.
func (b *Backend) seed(ctx context.Context) error {
	if err := demo.Claim(b.options.Dir, lockFile); err != nil {
		return err
	}
	started := b.options.Now()
	err := demo.Seed(ctx, demo.Place{
		Books: b.path(booksFile), Gateway: b.path(gatewayFile), At: started, Log: b.options.Log,
	})
	if err != nil {
		return err
	}
	b.options.Log.Info("demo seeded", "took", b.options.Now().Sub(started))
	return demo.Seeded(b.options.Dir)
}

// assemble opens what the operations stand on and puts them together.
func (b *Backend) assemble(ctx context.Context) error {
	var clock *demo.Clock
	var err error
	if b.options.Demo {
		if clock, err = demo.OpenClock(b.path(clockFile), b.options.Now); err != nil {
			return err
		}
		b.now = clock.Now
	}
	if b.books, err = store.Open(ctx, b.path(booksFile)); err != nil {
		return err
	}
	if b.gateway, err = sandbox.Open(ctx, b.path(gatewayFile), b.now); err != nil {
		return err
	}
	b.engine = engine.New(engine.Deps{Store: b.books, Gateway: b.gateway, Now: b.now, NewID: newID, Log: b.options.Log})
	if err := b.engine.Recover(ctx); err != nil {
		return fmt.Errorf("recover interrupted charges: %w", err)
	}
	// Tokens live in the real time: a demo's clock that is moved by a month
	// signs nobody out.
	tokens, err := issuer.Open(b.path(keyFile), b.options.Now)
	if err != nil {
		return err
	}
	deps := api.Deps{
		Engine: b.engine, Books: b.books, Tokens: tokens, Now: b.now, Log: b.options.Log, Stopping: b.stopping,
		Watch: func(ctx context.Context, personID string) (api.Watch, error) { return b.books.Watch(ctx, personID) },
	}
	if b.options.Demo {
		deps.Demo = b.demoRoutes(clock, tokens)
	}
	b.handler, err = api.New(deps)
	return err
}

func (b *Backend) demoRoutes(clock *demo.Clock, tokens *issuer.Issuer) http.Handler {
	_, port, _ := net.SplitHostPort(b.listener.Addr().String()) // a listener's own address is well formed
	return demo.Routes(demo.Deps{
		Books: b.books, Clock: clock, Ledger: b.gateway.Ledger, Advance: b.engine.Advance, Issue: tokens.Issue, Port: port,
		Refuse: api.RefuseWith,
		Failed: func(w http.ResponseWriter, r *http.Request, err error) {
			b.options.Log.Error("demo route failed", "route", r.Pattern, "error", err)
			api.Refuse(w, err)
		},
	})
}

func (b *Backend) path(name string) string { return filepath.Join(b.options.Dir, name) }

// newID makes ids that sort by when they were made.
func newID(prefix string) string {
	return prefix + strings.ReplaceAll(uuid.Must(uuid.NewV7()).String(), "-", "")
}

// Addr is where the backend listens, as "http://host:port".
func (b *Backend) Addr() string { return "http://" + b.listener.Addr().String() }

// Close ends what Open began; after Serve has returned.
func (b *Backend) Close() error {
	var faults []error
	if b.listener != nil {
		// Serve has closed it where it ran; that is no fault.
		if err := b.listener.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			faults = append(faults, fmt.Errorf("close listener: %w", err))
		}
	}
	if b.books != nil {
		faults = append(faults, b.books.Close())
	}
	if b.gateway != nil {
		faults = append(faults, b.gateway.Close())
	}
	if b.lock != nil {
		faults = append(faults, b.lock.Close())
	}
	return errors.Join(faults...)
}
