// Package issuer is the OpenID Connect issuer of a demo backend: whoever is at
// this machine picks a person, and is signed in as them. See README.md.
package issuer

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"billfold/safeweb"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

const (
	// ClientID is the one client that is known here: the desktop app and the
	// terminal. It is public, it has no secret.
	ClientID = "billfold"
	// Audience is whom access tokens are for.
	Audience = "billfold-api"
	// AccessLifetime is how long an access token of a sign-in is good for.
	AccessLifetime = 10 * time.Minute
	// DemoLifetime is how long an access token without a sign-in is good for.
	DemoLifetime = 2 * time.Hour
)

// path is where all of the issuer is served.
const path = "/issuer"

// Person is somebody who may be picked.
type Person struct{ ID, Name, Email string }

// Session is a sign-in. Generation counts its refresh tokens: the token of the
// current one is good, and each is exchanged for the next.
type Session struct {
	ID, PersonID                         string
	AuthTime, Began, RotatedAt, LastUsed time.Time
	Generation                           int64
	Demo, Ended                          bool
}

// Sessions keeps sign-ins. One that is not known is a *billing.Problem not_found.
type Sessions interface {
	Insert(ctx context.Context, s Session) error
	// Update reads a session, has change alter it and, where that returns nil,
	// writes it: all in one transaction, so that of two that present the same
	// refresh token one sees what the other did. It may run change again.
	Update(ctx context.Context, id string, change func(*Session) error) error
	Session(ctx context.Context, id string) (Session, error)
}

// Deps is what an Issuer is made of. Now is the real time, also of a demo whose
// clock is moved.
type Deps struct {
	// KeyFile holds the seed of all keys; it is made where there is none.
	KeyFile string
	// Base is how the backend is reached, as "http://127.0.0.1:PORT".
	Base     string
	Sessions Sessions
	People   func(ctx context.Context) ([]Person, error)
	Now      func() time.Time
	Log      *slog.Logger
}

// Issuer signs people in and makes their tokens. It is safe for concurrent use.
type Issuer struct {
	Deps
	keys     keys
	host     string // of Base, with its port
	access   jose.Signer
	identity jose.Signer

	requests *limiter
	failures *window // refused grants at the token endpoint
	codes    *codes
	devices  *devices
	// redeeming holds back whoever presents a code while it is being exchanged:
	// the session that a second use has to end is then there to be ended.
	redeeming sync.Mutex
}

// Open reads the seed, or makes one that only its owner may read. It refuses a
// Base that others than this machine could reach: here anybody can be anyone.
func Open(d Deps) (*Issuer, error) {
	base, err := url.Parse(d.Base)
	if err != nil {
		return nil, fmt.Errorf("read issuer's address: %w", err)
	}
	if base.Scheme != "http" || base.Port() == "" || !safeweb.Loopback(base.Hostname()) || d.Base != "http://"+base.Host {
		return nil, fmt.Errorf("read issuer's address: %q is not http://LOOPBACK:PORT", d.Base)
	}
	seed, err := loadKey(d.KeyFile)
	if err != nil {
		return nil, err
	}
	i := &Issuer{
		Deps: d, host: base.Host, requests: newLimiter(requestsPerMinute),
		failures: &window{limit: refusedGrants, span: refusedGrantsIn},
		codes:    newCodes(), devices: newDevices(),
	}
	if i.keys, err = deriveKeys(seed); err != nil {
		return nil, err
	}
	if i.access, err = i.keys.signer("at+jwt"); err != nil {
		return nil, err
	}
	if i.identity, err = i.keys.signer("JWT"); err != nil {
		return nil, err
	}
	return i, nil
}

// URL identifies the issuer, and is where it is discovered.
func (i *Issuer) URL() string { return i.Base + path }

// KeySet verifies what this issuer has signed, now or before a restart.
func (i *Issuer) KeySet() oidc.KeySet { return i.keys.set() }

// Handler serves the issuer's endpoints and pages, all under "/issuer/".
func (i *Issuer) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+path+"/.well-known/openid-configuration", i.configuration)
	mux.HandleFunc("GET "+path+"/jwks", i.jwks)
	mux.HandleFunc("GET "+path+"/style.css", style)
	mux.Handle("GET "+path+"/authorize", i.page(i.limited(i.askWho)))
	mux.Handle("POST "+path+"/authorize", i.page(i.limited(i.picked)))
	mux.Handle("GET "+path+"/device", i.page(i.askCode))
	mux.Handle("POST "+path+"/device", i.page(i.device))
	mux.Handle("POST "+path+"/device_authorization", i.api(i.limited(i.authorizeDevice)))
	mux.Handle("POST "+path+"/token", i.api(i.limited(i.token)))
	mux.Handle("POST "+path+"/revoke", i.api(i.revoke))
	return i.guard(mux)
}

// now is the time as it is kept and signed: in whole seconds, so that what comes
// back from the store or from a token is what was put in.
func (i *Issuer) now() time.Time { return i.Now().UTC().Truncate(time.Second) }

// port is the one that Base names.
func (i *Issuer) port() string {
	_, port, _ := net.SplitHostPort(i.host) // Open has refused a host without one
	return port
}
