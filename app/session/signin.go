package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"billfold/app/config"
	"billfold/app/keychain"
	"billfold/billing"
)

// Candidate is somebody who may sign in without more ado.
type Candidate struct {
	Email    string
	Name     string
	Role     billing.Role
	Accounts []string // names
}

// Authenticator is how a person becomes a token. The demo's lists its people;
// others will send the person to a browser.
type Authenticator interface {
	People(ctx context.Context) ([]Candidate, error)
	Token(ctx context.Context, email string) (string, error)
}

// demoSignIn lets in the people of a demo backend, who have no passwords.
type demoSignIn struct{ remote backend }

// People lists whom the demo lets in; not_found where the backend is no demo.
func (d demoSignIn) People(ctx context.Context) ([]Candidate, error) {
	people, err := d.remote.DemoPeople(ctx)
	if err != nil {
		return nil, err
	}
	candidates := make([]Candidate, len(people))
	for i, p := range people {
		candidates[i] = Candidate(p)
	}
	return candidates, nil
}

// Token signs one of them in.
func (d demoSignIn) Token(ctx context.Context, email string) (string, error) {
	return d.remote.DemoToken(ctx, email)
}

// People lists who may sign in by being chosen.
func (s *Session) People(ctx context.Context) ([]Candidate, error) { return s.auth.People(ctx) }

// Person is who is signed in; false where nobody is.
func (s *Session) Person() (billing.Person, bool) {
	d, err := s.desk()
	if err != nil {
		return billing.Person{}, false
	}
	return d.person, true
}

// KeychainNote says why a sign-in will not outlive the program, or is nil:
// keychain_unavailable or keychain_locked.
func (s *Session) KeychainNote() *billing.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.note == nil && !s.Keychain.Lasting() {
		return billing.NewProblem(billing.KeychainMissing)
	}
	return s.note
}

// SignIn signs a person in, whoever was before. A keychain that cannot keep the
// token is no failure; KeychainNote tells.
func (s *Session) SignIn(ctx context.Context, email string) (billing.Person, error) {
	token, err := s.auth.Token(ctx, email)
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	return s.SignInWith(ctx, token)
}

// SignInWith signs in the person whose access token it is.
func (s *Session) SignInWith(ctx context.Context, token string) (billing.Person, error) {
	person, err := s.ownerOf(ctx, token)
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	s.noteKeychain(s.Keychain.Set(ctx, keychain.Key{Server: s.server, PersonID: person.ID}, token))
	if last := s.leave(); last != nil {
		last.remote.Close()
		if err := last.cache.Close(); err != nil {
			s.Log.WarnContext(ctx, "files of the last person not closed", "error", err)
		}
	}
	if err := s.sit(ctx, person, token); err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	s.remember(ctx, func(c *config.Chosen) {
		visit := config.Visit{PersonID: person.ID, Name: person.Name, Email: person.Email}
		if before := c.Visits[s.server]; before.PersonID == person.ID {
			visit.Account = before.Account
		}
		c.Visits[s.server] = visit
		c.Server, c.Demo = s.Config.Server, s.Config.Demo
	})
	return person, nil
}

// SignOut removes the token and the saved copy. What the outbox still has to
// settle, and drafts, are kept for the same person's next sign-in.
func (s *Session) SignOut(ctx context.Context) error {
	d := s.leave()
	if d == nil {
		return nil
	}
	d.remote.Close()
	err := errors.Join(
		s.Keychain.Delete(ctx, keychain.Key{Server: s.server, PersonID: d.person.ID}),
		d.cache.Remove(ctx),
	)
	s.remember(ctx, func(c *config.Chosen) { delete(c.Visits, s.server) })
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// lastPerson is whom a token of Config belongs to, or who was signed in last.
func (s *Session) lastPerson(ctx context.Context) (billing.Person, bool, error) {
	last := s.Preferences.Get()
	token := string(s.Config.Token)
	if token == "" {
		visit, ok := last.Visits[s.server]
		return personOf(visit), ok, nil
	}
	print := s.fingerprint(token)
	if t := last.Terminal; t != nil && t.Fingerprint == print {
		return personOf(t.Visit), true, nil
	}
	person, err := s.ownerOf(ctx, token)
	if err != nil {
		return billing.Person{}, false, err
	}
	s.remember(ctx, func(c *config.Chosen) {
		c.Terminal = &config.TokenVisit{
			Fingerprint: print,
			Visit:       config.Visit{PersonID: person.ID, Name: person.Name, Email: person.Email},
		}
	})
	return person, true, nil
}

func personOf(v config.Visit) billing.Person {
	return billing.Person{ID: v.PersonID, Name: v.Name, Email: v.Email}
}

// fingerprint tells tokens apart without keeping any: a hash of so many random
// bits cannot be turned back.
func (s *Session) fingerprint(token string) string {
	sum := sha256.Sum256([]byte(s.server + "\x00" + token))
	return hex.EncodeToString(sum[:16])
}

func (s *Session) ownerOf(ctx context.Context, token string) (billing.Person, error) {
	client, err := s.connect(func(context.Context) (string, error) { return token, nil })
	if err != nil {
		return billing.Person{}, err
	}
	defer client.Close()
	return client.Me(ctx)
}

// tokenOf reads a person's token once and keeps it in memory.
func (s *Session) tokenOf(ctx context.Context, d *desk) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.token != "" {
		return d.token, nil
	}
	token, err := s.Keychain.Get(ctx, keychain.Key{Server: s.server, PersonID: d.person.ID})
	if err != nil {
		s.noteKeychain(err)
		return "", err
	}
	s.noteKeychain(nil)
	d.token = token
	return token, nil
}

// noteKeychain keeps what a banner says of the keychain.
func (s *Session) noteKeychain(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.note = nil
	if problem, ok := errors.AsType[*billing.Problem](err); ok && problem.Code != billing.KeychainNotFound {
		s.note = problem
	}
}

// remember writes preferences; what cannot be written is only less comfortable
// at the next start.
func (s *Session) remember(ctx context.Context, change func(*config.Chosen)) {
	if err := s.Preferences.Update(change); err != nil {
		s.Log.WarnContext(ctx, "preferences not written", "error", err)
	}
}
