package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"billfold/app/identity"
	"billfold/app/keychain"
	"billfold/billing"

	"github.com/gofrs/flock"
)

const (
	// early is how long before its end an access token is exchanged, so that none
	// ends on its way.
	early = 30 * time.Second
	// lockEvery is how often the lock of a refresh is tried for.
	lockEvery = 20 * time.Millisecond
	// lastWord is how long an exchange goes on for whoever has stopped waiting.
	lastWord = 10 * time.Second
)

// credentials are what a person's requests carry: an access token, in memory only,
// and where it comes from. The refresh token is in the keychain and nowhere else;
// every program of the person on this machine shares it, and one at a time
// exchanges it.
type credentials struct {
	session *Session
	key     keychain.Key
	lock    *flock.Flock

	mu      sync.Mutex
	access  billing.Secret
	expires time.Time // zero does not expire

	// turn is of whoever deals with the refresh token, which may take long.
	turn turn
	// refused is the refresh token while the keychain does not take it: it lasts as
	// long as the program, which a banner says.
	refused billing.Secret
}

// newCredentials are those of a person, beginning with tokens that a sign-in just
// gave, or with a token of the environment, or with what the keychain holds.
func newCredentials(s *Session, personID string, t identity.Tokens) (*credentials, error) {
	c := &credentials{
		session: s, key: keychain.Key{Kind: keychain.RefreshToken, Server: s.server, PersonID: personID},
		turn: newTurn(),
	}
	c.set(t)
	if !s.Config.Token.IsEmpty() {
		c.access, c.expires = s.Config.Token, time.Time{}
		return c, nil
	}
	dir := filepath.Join(s.Config.Home, "locks")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make room for locks: %w", err)
	}
	sum := sha256.Sum256([]byte(s.server + "\x00" + personID))
	c.lock = flock.New(filepath.Join(dir, "sign-in-"+hex.EncodeToString(sum[:8])), flock.SetPermissions(0o600))
	return c, nil
}

// token is an access token that is good for a while. Problems: those of the
// keychain, unauthenticated, offline, issuer_unreachable.
func (c *credentials) token(ctx context.Context) (string, error) {
	if access, ok := c.good(); ok {
		return access, nil
	}
	if c.lock == nil {
		return "", billing.NewProblem(billing.Unauthenticated) // the environment's was refused
	}
	if err := c.turn.take(ctx); err != nil {
		return "", err
	}
	defer c.turn.end()
	if access, ok := c.good(); ok { // refreshed while this waited
		return access, nil
	}
	if err := c.alone(ctx, c.refresh); err != nil {
		return "", err
	}
	access, _ := c.good()
	return access, nil
}

// good is the access token while it is.
func (c *credentials) good() (string, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fresh := c.expires.IsZero() || c.session.Now().Before(c.expires.Add(-early))
	return c.access.Reveal(), !c.access.IsEmpty() && fresh
}

// set takes in an access token. The age of one is counted by the clock on the wall:
// the other stands still while a computer sleeps.
func (c *credentials) set(t identity.Tokens) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.access, c.expires = t.Access, t.Expires.Round(0)
}

// rejected forgets an access token that the backend does not take any more: it was
// signed out elsewhere, say. The next request tries with a new one.
func (c *credentials) rejected(token string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.access.Reveal() == token && c.lock != nil {
		c.access = billing.Secret{}
	}
}

// alone does something with what the keychain holds while no other program of the
// person does.
func (c *credentials) alone(ctx context.Context, do func(context.Context) error) error {
	if _, err := c.lock.TryLockContext(ctx, lockEvery); err != nil {
		return fmt.Errorf("wait for another program's sign-in: %w", err)
	}
	defer func() {
		if err := c.lock.Unlock(); err != nil {
			c.session.Log.ErrorContext(ctx, "sign-in not unlocked", "error", err)
		}
	}()
	return do(ctx)
}

// refresh exchanges the refresh token, which another program may just have done:
// it is read again.
func (c *credentials) refresh(ctx context.Context) error {
	kept, err := c.kept(ctx)
	if err != nil {
		return err
	}
	issuer, err := c.session.issuer(ctx)
	if err != nil {
		return err
	}
	// Torn off between the issuer's answer and the keychain, it would leave a token
	// behind that counts as stolen.
	ctx, cancel := outlasting(ctx, lastWord)
	defer cancel()
	t, err := issuer.Refresh(ctx, kept)
	if billing.CodeOf(err) == billing.Unauthenticated {
		// It will never be good again.
		c.refused = billing.Secret{}
		return errors.Join(err, c.session.Keychain.Delete(context.WithoutCancel(ctx), c.key))
	}
	if err != nil {
		return err
	}
	c.set(t)
	if !t.Refresh.IsEmpty() && t.Refresh.Reveal() != kept.Reveal() {
		c.keep(ctx, t.Refresh)
	}
	return nil
}

// begin keeps the refresh token of a new sign-in, and ends the one that was there:
// nobody has its token any more.
func (c *credentials) begin(ctx context.Context, refresh billing.Secret) error {
	if err := c.turn.take(ctx); err != nil {
		return err
	}
	defer c.turn.end()
	return c.alone(ctx, func(ctx context.Context) error {
		before, err := c.kept(ctx)
		c.keep(ctx, refresh)
		if err == nil {
			c.revoke(ctx, before)
		}
		return nil
	})
}

// keep puts a refresh token into the keychain, or where that does not take it,
// keeps it in memory.
func (c *credentials) keep(ctx context.Context, refresh billing.Secret) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWord)
	defer cancel()
	err := c.session.Keychain.Set(ctx, c.key, refresh.Reveal())
	c.session.noteKeychain(keychain.RefreshToken, err)
	c.refused = billing.Secret{}
	if err == nil {
		return
	}
	c.refused = refresh
	// What is still there is spent, and would count as stolen in another program.
	if err := c.session.Keychain.Delete(ctx, c.key); err != nil {
		c.session.Log.WarnContext(ctx, "spent refresh token not removed", "error", err)
	}
}

// keepAgain tries once more to put into the keychain what it did not take.
func (c *credentials) keepAgain(ctx context.Context) error {
	if err := c.turn.take(ctx); err != nil {
		return err
	}
	defer c.turn.end()
	if c.refused.IsEmpty() {
		return nil
	}
	return c.alone(ctx, func(ctx context.Context) error {
		c.keep(ctx, c.refused)
		return nil
	})
}

// kept is the refresh token.
func (c *credentials) kept(ctx context.Context) (billing.Secret, error) {
	if !c.refused.IsEmpty() {
		return c.refused, nil
	}
	kept, err := c.session.Keychain.Get(ctx, c.key)
	c.session.noteKeychain(keychain.RefreshToken, err)
	return billing.NewSecret(kept), err
}

// end revokes the sign-in and forgets it here.
func (c *credentials) end(ctx context.Context) error {
	c.set(identity.Tokens{})
	if c.lock == nil {
		return nil
	}
	if err := c.turn.take(ctx); err != nil {
		return err
	}
	defer c.turn.end()
	return c.alone(ctx, func(ctx context.Context) error {
		if kept, err := c.kept(ctx); err == nil {
			c.revoke(ctx, kept)
		}
		c.set(identity.Tokens{}) // an exchange may have been under way
		c.refused = billing.Secret{}
		return c.session.Keychain.Delete(ctx, c.key)
	})
}

// revoke ends a sign-in at the issuer. What that cannot be told now it will find
// out by time.
func (c *credentials) revoke(ctx context.Context, refresh billing.Secret) {
	issuer, err := c.session.issuer(ctx)
	if err == nil {
		err = issuer.Revoke(ctx, refresh)
	}
	if err != nil {
		c.session.Log.WarnContext(ctx, "sign-in not revoked", "error", err)
	}
}
