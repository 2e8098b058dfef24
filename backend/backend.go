// Package backend is the billing backend as one part: Open, Serve, Close. The
// daemon runs it by itself, the desktop inside its own process.
package backend

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"billfold/backend/access"
	"billfold/backend/api"
	"billfold/backend/demo"
	"billfold/backend/engine"
	"billfold/backend/gateway"
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
	SignIn      SignIn
	// Origins are the addresses that others reach the backend by, like
	// "https://billing.example.com"; a loopback listener needs none.
	Origins []string
	TLS     TLS
	Now     func() time.Time
	Log     *slog.Logger
}

// Backend is an opened backend, which listens already; Serve answers.
type Backend struct {
	options  Options
	lock     *flock.Flock
	listener net.Listener
	books    *store.Store
	gateway  *sandbox.Gateway
	engine   *engine.Engine
	tls      *tls.Config // nil serves without
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
	if err := checkOptions(b.options); err != nil {
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
	if b.tls, err = b.options.TLS.load(); err != nil {
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
	var own *issuer.Issuer
	if b.options.Demo {
		if own, err = b.openIssuer(); err != nil {
			return err
		}
	}
	may := b.openAccess(own)
	if may.Issuer.URL == "" {
		b.options.Log.Warn("nobody can sign in: name the issuer with --issuer and --audience, or try it with --demo")
	}
	b.options.Log.Info("confirms may be signed for", "origins", may.Origins.Public, "loopback", may.Origins.Loopback)
	b.engine = engine.New(engine.Deps{
		Store: b.books, Gateway: b.gateway, Cards: b.gateway, Authorise: may.Authorise, Now: b.now, NewID: newID, Log: b.options.Log,
	})
	b.openPages()
	if err := b.engine.Recover(ctx); err != nil {
		return fmt.Errorf("recover interrupted charges: %w", err)
	}
	beside, err := b.beside(may, own, clock)
	if err != nil {
		return err
	}
	b.handler, err = api.New(api.Deps{
		Engine: b.engine, Books: b.books, Access: may, Now: b.now, Log: b.options.Log, Stopping: b.stopping, Beside: beside,
		Watch: func(ctx context.Context, personID string) (api.Watch, error) { return b.books.Watch(ctx, personID) },
	})
	return err
}

// beside are the routes that need no bearer; own and clock are a demo's.
func (b *Backend) beside(may *access.Access, own *issuer.Issuer, clock *demo.Clock) (map[string]http.Handler, error) {
	ways, err := b.ways(may.Issuer)
	if err != nil {
		return nil, fmt.Errorf("write ways to sign in: %w", err)
	}
	routes := map[string]http.Handler{"GET /.well-known/billfold": ways, "/gateway/": b.gateway.Pages()}
	if own != nil {
		routes["/issuer/"] = own.Handler()
		routes["/demo/"] = b.demoRoutes(clock, own)
	}
	return routes, nil
}

// openPages has the gateway's pages be where people reach the backend, and a card
// be the account's as soon as it was typed there.
func (b *Backend) openPages() {
	base := b.Addr()
	if public := b.options.origins().Public; len(public) > 0 {
		base = public[0]
	}
	b.gateway.SetBase(base)
	b.gateway.SetLog(b.options.Log)
	b.gateway.OnSetup(func(ctx context.Context, s gateway.Setup) {
		if err := b.engine.MethodSetupEnded(ctx, s.Key); err != nil {
			b.options.Log.Warn("what came of a card is found out later", "setup", s.Key, "error", err)
		}
	})
	b.gateway.OnProof(func(ctx context.Context, c gateway.Charge) {
		if err := b.engine.ChargeProven(ctx, c.Account, c.Key); err != nil {
			b.options.Log.Warn("what came of a proof is found out later", "change", c.Key, "error", err)
		}
	})
}

func (b *Backend) demoRoutes(clock *demo.Clock, own *issuer.Issuer) http.Handler {
	_, port, _ := net.SplitHostPort(b.listener.Addr().String()) // a listener's own address is well formed
	return demo.Routes(demo.Deps{
		Books: b.books, Clock: clock, Ledger: b.gateway.Ledger, Advance: b.engine.Advance, Issue: demoTokens(own), Port: port,
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

// Addr is where the backend listens, as "http://host:port", or https.
func (b *Backend) Addr() string {
	if b.tls != nil {
		return "https://" + b.listener.Addr().String()
	}
	return "http://" + b.listener.Addr().String()
}

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
