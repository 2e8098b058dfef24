package session

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"billfold/app/config"
	"billfold/app/identity"
	"billfold/app/keychain"
	"billfold/billing"
)

// Candidate is somebody who may sign in by being chosen.
type Candidate struct {
	Email    string
	Name     string
	Role     billing.Role
	Accounts []string // names
}

// People lists whom a demo lets in; a backend that is none is a Problem not_found.
func (s *Session) People(ctx context.Context) ([]Candidate, error) {
	people, err := s.anyone.DemoPeople(ctx)
	if err != nil {
		return nil, err
	}
	candidates := make([]Candidate, len(people))
	for i, p := range people {
		candidates[i] = Candidate(p)
	}
	return candidates, nil
}

// Person is who is signed in; false where nobody is.
func (s *Session) Person() (billing.Person, bool) {
	d, err := s.desk()
	if err != nil {
		return billing.Person{}, false
	}
	return d.person, true
}

// KeychainNote says why a sign-in will not outlive the program, or is nil:
// keychain_unavailable, keychain_locked or keychain_denied.
func (s *Session) KeychainNote() *billing.Problem {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.Keychain.Lasting() {
		return billing.NewProblem(billing.KeychainMissing)
	}
	if note := s.notes[keychain.RefreshToken]; note != nil {
		return note
	}
	return s.notes[keychain.DeviceKey]
}

// ReadsKeychain tells whether the keychain lets anything be read now, whoever it is
// of: keychain_locked, keychain_denied or keychain_unavailable where it does not.
func (s *Session) ReadsKeychain(ctx context.Context) error {
	_, err := s.Keychain.Get(ctx, keychain.Key{Kind: keychain.RefreshToken, Server: s.server, PersonID: "nobody"})
	if billing.CodeOf(err) == billing.KeychainNotFound {
		return nil
	}
	return err
}

// KeepSecrets tries once more to put into the keychain what it did not take, as when
// it was locked; KeychainNote tells whether it does now.
func (s *Session) KeepSecrets(ctx context.Context) error {
	d, err := s.desk()
	if err != nil {
		return err
	}
	if err := d.credentials.keepAgain(ctx); err != nil {
		return fmt.Errorf("keep sign-in: %w", err)
	}
	if err := d.signer.turn.take(ctx); err != nil {
		return fmt.Errorf("keep device key: %w", err)
	}
	defer d.signer.turn.end()
	if d.signer.refused {
		s.keepKey(ctx, d, *d.signer.key)
	}
	return nil
}

// SignIn signs in somebody whom a demo lets in by being chosen, whoever was
// before. A keychain that cannot keep the sign-in is no failure; KeychainNote
// tells.
func (s *Session) SignIn(ctx context.Context, email string) (billing.Person, error) {
	given, err := s.anyone.DemoSession(ctx, email)
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	return s.enter(ctx, identity.Tokens{Access: given.Access, Refresh: given.Refresh, Expires: s.Now().Add(given.Lasts)})
}

// SignInWithBrowser signs a person in with the system's browser, which open shows
// a page in.
func (s *Session) SignInWithBrowser(ctx context.Context, open func(address string) error) (billing.Person, error) {
	issuer, err := s.issuer(ctx)
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	tokens, err := issuer.SignIn(ctx, identity.Browser{Open: open})
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	return s.enter(ctx, tokens)
}

// SignInByCode signs a person in who has no browser here.
func (s *Session) SignInByCode(ctx context.Context, show func(identity.Code) error) (billing.Person, error) {
	issuer, err := s.issuer(ctx)
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	tokens, err := issuer.SignInByCode(ctx, show)
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	return s.enter(ctx, tokens)
}

// enter makes whoever the tokens are of the current person, and keeps their
// refresh token.
func (s *Session) enter(ctx context.Context, t identity.Tokens) (billing.Person, error) {
	person, err := s.ownerOf(ctx, t.Access)
	if billing.CodeOf(err) == billing.Unauthenticated { // the issuer has just said who it is
		err = billing.NewProblem(billing.NotRecognised).Because(err)
	}
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	c, err := newCredentials(s, person.ID, t)
	if err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	if err := c.begin(ctx, t.Refresh); err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	s.getUp(ctx)
	if err := s.sit(ctx, person, c); err != nil {
		return billing.Person{}, fmt.Errorf("sign in: %w", err)
	}
	s.remember(ctx, func(v *config.Chosen) {
		v.Enter(s.server, config.Visit{PersonID: person.ID, Name: person.Name, Email: person.Email})
		v.Server, v.Demo = s.Config.Server, s.Config.Demo
	})
	return person, nil
}

// getUp lets go of the files of whoever sits here; nobody is signed out.
func (s *Session) getUp(ctx context.Context) {
	last := s.leave()
	if last == nil {
		return
	}
	last.remote.Close()
	if err := last.cache.Close(); err != nil {
		s.Log.WarnContext(ctx, "files of the last person not closed", "error", err)
	}
}

// SignedIn lists who else is signed in to this server here, the last one first:
// each has their own copy and secrets.
func (s *Session) SignedIn() []billing.Person {
	var people []billing.Person
	for _, v := range s.Preferences.Get().Others[s.server] {
		people = append(people, personOf(v))
	}
	return people
}

// Switch makes somebody else who is signed in here the current one, from what is
// saved and without the network; a stranger is a Problem signed_out.
func (s *Session) Switch(ctx context.Context, personID string) error {
	others := s.Preferences.Get().Others[s.server]
	at := slices.IndexFunc(others, func(v config.Visit) bool { return v.PersonID == personID })
	if at < 0 {
		return billing.NewProblem(billing.SignedOut)
	}
	c, err := newCredentials(s, personID, identity.Tokens{})
	if err != nil {
		return err
	}
	s.getUp(ctx)
	if err := s.sit(ctx, personOf(others[at]), c); err != nil {
		return fmt.Errorf("switch person: %w", err)
	}
	s.remember(ctx, func(v *config.Chosen) { v.Enter(s.server, others[at]) })
	return nil
}

// SignOut ends the sign-in, here and at the issuer, and removes the saved copy.
// What the outbox still has to settle, and drafts, are kept for the same person's
// next sign-in; so is the device key, which is good for nothing without one.
func (s *Session) SignOut(ctx context.Context) error {
	d := s.leave()
	if d == nil {
		return nil
	}
	err := errors.Join(d.credentials.end(ctx), d.cache.Remove(ctx))
	d.remote.Close()
	s.remember(ctx, func(c *config.Chosen) { c.Leave(s.server, d.person.ID) })
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// SignOutEverywhere ends all of the person's sign-ins on every program, and then
// this one. Where the backend cannot be told, nobody is signed out.
func (s *Session) SignOutEverywhere(ctx context.Context) error {
	d, err := s.desk()
	if err != nil {
		return err
	}
	if err := d.remote.SignOutEverywhere(ctx); err != nil {
		return err
	}
	return s.SignOut(ctx)
}

// lastPerson is whom a token of Config belongs to, or who was signed in last.
func (s *Session) lastPerson(ctx context.Context) (billing.Person, bool, error) {
	last := s.Preferences.Get()
	token := s.Config.Token
	if token.IsEmpty() {
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
func (s *Session) fingerprint(token billing.Secret) string {
	sum := sha256.Sum256([]byte(s.server + "\x00" + token.Reveal()))
	return hex.EncodeToString(sum[:16])
}

func (s *Session) ownerOf(ctx context.Context, token billing.Secret) (billing.Person, error) {
	client, err := s.connect(func(context.Context) (string, error) { return token.Reveal(), nil }, nil)
	if err != nil {
		return billing.Person{}, err
	}
	defer client.Close()
	return client.Me(ctx)
}

// noteKeychain keeps what a banner says of the keychain: how it took, or gave, the
// last secret of a kind.
func (s *Session) noteKeychain(kind keychain.Kind, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.notes, kind)
	problem, ok := errors.AsType[*billing.Problem](err)
	switch {
	case err == nil, billing.CodeOf(err) == billing.KeychainNotFound, errors.Is(err, context.Canceled):
	case ok:
		s.notes[kind] = problem
	default: // it does not take what an issuer gives: too large, say
		s.notes[kind] = billing.NewProblem(billing.KeychainMissing).Because(err)
	}
}

// remember writes preferences; what cannot be written is only less comfortable
// at the next start.
func (s *Session) remember(ctx context.Context, change func(*config.Chosen)) {
	if err := s.Preferences.Update(change); err != nil {
		s.Log.WarnContext(ctx, "preferences not written", "error", err)
	}
}
