// Package access knows who somebody is and what proves it: access tokens of an
// OpenID Connect issuer, sign-ins fresh enough to add a device, and the keys of
// devices that sign confirms. See README.md.
package access

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/sync/singleflight"
)

// Issuer is who tells people apart, and how its tokens are read.
type Issuer struct {
	URL      string
	ClientID string // the desktop's and terminal's, whom ID tokens are for
	Audience string // whom access tokens are for; never ClientID
	// Own says that the issuer is the demo's: its subjects are ids of people, and
	// Keys and Alive are given.
	Own bool
	// Keys verify tokens; nil has them discovered at URL.
	Keys oidc.KeySet
	// Alive fails for a session that was signed out.
	Alive func(ctx context.Context, sessionID string) error
}

// Deps is what Access is made of. Now is the real time, also of a demo whose
// clock is moved: signing in is nothing that a demo plays.
type Deps struct {
	Store   *store.Store
	Issuer  Issuer // its URL is empty where nobody can sign in
	Origins Origins
	Now     func() time.Time
	Log     *slog.Logger
}

// Access decides who a caller is. It is safe for concurrent use.
type Access struct {
	Deps
	provider atomic.Pointer[provider] // nil until it was discovered
	asking   singleflight.Group       // of discovering it
}

// New makes an Access. It asks the issuer for nothing yet.
func New(d Deps) *Access { return &Access{Deps: d} }

// Bearer is whom an access token speaks for.
type Bearer struct {
	PersonID string
	// Fresh says that the token counts as a sign-in of this minute, as a demo's
	// own does: there is no password that could be asked for again.
	Fresh bool
}

// SignOutEverywhere ends all of a person's sign-ins: what was issued until now is
// good for nothing any more, on whichever program.
func (a *Access) SignOutEverywhere(ctx context.Context, personID string) error {
	return a.Store.Write(ctx, func(tx *store.Tx) error { return tx.SignOut(ctx, personID, a.Now()) })
}

// Devices lists a person's devices, the newest first.
func (a *Access) Devices(ctx context.Context, personID string) (all []billing.Device, err error) {
	err = a.Store.Read(ctx, func(r *store.Reader) error {
		all, err = r.Devices(ctx, personID)
		return err
	})
	return all, err
}

// Revoke ends a device of a person's: what it signs from now on is refused. Doing
// it twice does nothing; a device of somebody else's is a Problem device_unknown.
func (a *Access) Revoke(ctx context.Context, personID, device string) error {
	return a.Store.Write(ctx, func(tx *store.Tx) error {
		d, err := tx.Device(ctx, device)
		if err != nil {
			return err
		}
		if d.PersonID != personID {
			return billing.NewProblem(billing.DeviceUnknown)
		}
		return tx.RevokeDevice(ctx, device, a.Now())
	})
}
