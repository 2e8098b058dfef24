package issuer

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"time"

	"billfold/billing"
)

// Tokens are what a sign-in gives.
type Tokens struct {
	Access, Refresh string
	ExpiresIn       time.Duration // of Access
}

var errEnded = errors.New("the sign-in has ended")

// DemoToken makes an access token for a person that is good for DemoLifetime,
// without a sign-in that could be ended. Nobody of that id is a Problem not_found.
func (i *Issuer) DemoToken(ctx context.Context, personID string) (access string, err error) {
	person, err := i.person(ctx, personID)
	if err != nil {
		return "", err
	}
	return i.accessToken(person, Session{AuthTime: i.now(), Demo: true}, DemoLifetime)
}

// DemoSession signs a person in without asking anybody. Nobody of that id is a
// Problem not_found.
func (i *Issuer) DemoSession(ctx context.Context, personID string) (Tokens, error) {
	person, err := i.person(ctx, personID)
	if err != nil {
		return Tokens{}, err
	}
	s, err := i.begin(ctx, Session{ID: newSessionID(), PersonID: person.ID, AuthTime: i.now(), Demo: true})
	if err != nil {
		return Tokens{}, err
	}
	return i.tokens(person, s)
}

// Alive is a Problem unauthenticated for a session that has ended or never was.
func (i *Issuer) Alive(ctx context.Context, sessionID string) error {
	s, err := i.Sessions.Session(ctx, sessionID)
	switch {
	case billing.CodeOf(err) == billing.NotFound:
		return billing.NewProblem(billing.Unauthenticated).Because(err)
	case err != nil:
		return fmt.Errorf("read session: %w", err)
	case s.Ended:
		return billing.NewProblem(billing.Unauthenticated).Because(errEnded)
	}
	return nil
}

func newSessionID() string { return "ses_" + rand.Text() }

// begin keeps a new session.
func (i *Issuer) begin(ctx context.Context, s Session) (Session, error) {
	now := i.now()
	s.Began, s.RotatedAt, s.LastUsed, s.Generation = now, now, now, 1
	if err := i.Sessions.Insert(ctx, s); err != nil {
		return Session{}, fmt.Errorf("keep session: %w", err)
	}
	return s, nil
}

// end ends a session; one that never was has ended already.
func (i *Issuer) end(ctx context.Context, id string) (known bool, err error) {
	err = i.Sessions.Update(ctx, id, func(s *Session) error {
		s.Ended = true
		return nil
	})
	if billing.CodeOf(err) == billing.NotFound {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("end session: %w", err)
	}
	return true, nil
}

// tokens are those that a session's person gets now.
func (i *Issuer) tokens(p Person, s Session) (Tokens, error) {
	access, err := i.accessToken(p, s, AccessLifetime)
	if err != nil {
		return Tokens{}, err
	}
	return Tokens{Access: access, Refresh: i.keys.refreshToken(s.ID, s.Generation), ExpiresIn: AccessLifetime}, nil
}

func (i *Issuer) person(ctx context.Context, id string) (Person, error) {
	people, err := i.People(ctx)
	if err != nil {
		return Person{}, fmt.Errorf("list people: %w", err)
	}
	at := slices.IndexFunc(people, func(p Person) bool { return p.ID == id })
	if at < 0 {
		return Person{}, billing.NewProblem(billing.NotFound)
	}
	return people[at], nil
}
