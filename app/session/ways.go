package session

import (
	"context"

	"billfold/app/identity"
	"billfold/billing"
	"billfold/sync/remote"
)

// ways is how people sign in to the backend, once it has said so, and its issuer,
// once that was discovered.
type ways struct {
	turn   turn
	said   *remote.SignInWays
	issuer *identity.Client
}

// signInWays asks the backend how people sign in to it, once.
func (s *Session) signInWays(ctx context.Context) (remote.SignInWays, error) {
	if err := s.ways.turn.take(ctx); err != nil {
		return remote.SignInWays{}, err
	}
	defer s.ways.turn.end()
	return s.ask(ctx)
}

func (s *Session) ask(ctx context.Context) (remote.SignInWays, error) {
	if s.ways.said == nil {
		said, err := s.anyone.SignInWays(ctx)
		if err != nil {
			return remote.SignInWays{}, err
		}
		s.ways.said = &said
	}
	return *s.ways.said, nil
}

// issuer is who tells the backend's people apart.
func (s *Session) issuer(ctx context.Context) (*identity.Client, error) {
	if err := s.ways.turn.take(ctx); err != nil {
		return nil, err
	}
	defer s.ways.turn.end()
	if s.ways.issuer != nil {
		return s.ways.issuer, nil
	}
	said, err := s.ask(ctx)
	if err != nil {
		return nil, err
	}
	if said.Issuer == "" {
		return nil, billing.NewProblem(billing.SignInUnavailable)
	}
	found, err := identity.Discover(ctx, s.transport, identity.Ways{
		Issuer: said.Issuer, ClientID: said.ClientID, Audience: said.Audience,
	})
	if err != nil {
		return nil, err
	}
	s.ways.issuer = found
	return found, nil
}

// Demo tells whether the backend is a demo, whose people may be chosen.
func (s *Session) Demo(ctx context.Context) (bool, error) {
	said, err := s.signInWays(ctx)
	return said.Demo, err
}
