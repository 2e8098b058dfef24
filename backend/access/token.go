package access

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/coreos/go-oidc/v3/oidc"
)

// maxToken bounds a token, in bytes, before anything of it is parsed.
const maxToken = 16 << 10

// algorithms are those that a signature may be made with: asymmetric ones alone,
// so that no public key can be taken for a shared secret.
var algorithms = []string{
	oidc.EdDSA, oidc.ES256, oidc.ES384, oidc.ES512, oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512,
}

// claims are the parts of a token that are read, beside those that go-oidc checks.
type claims struct {
	Session       string `json:"sid"`
	Email         string `json:"email"`
	EmailVerified bool   `json:"email_verified"`
	AuthTime      int64  `json:"auth_time"`
	Demo          bool   `json:"demo"`
	// An ID token has these, an access token never.
	Nonce    *string `json:"nonce"`
	AtHash   *string `json:"at_hash"`
	CodeHash *string `json:"c_hash"`
}

// Authenticate tells whose an access token is. Whatever is wrong with one (its
// form, signature, issuer, audience or age, that it is an ID token, that it was
// signed out) is a *billing.Problem unauthenticated; issuer_unreachable says that
// it cannot be told now.
func (a *Access) Authenticate(ctx context.Context, token string) (Bearer, error) {
	refused := billing.NewProblem(billing.Unauthenticated)
	verified, c, err := a.verify(ctx, token, a.Issuer.Audience)
	if err != nil {
		return Bearer{}, err
	}
	if !a.isAccessToken(token, c) {
		return Bearer{}, refused.Because(errors.New("an ID token is no access token"))
	}
	if a.Issuer.Own && c.Session != "" {
		if err := a.Issuer.Alive(ctx, c.Session); err != nil {
			return Bearer{}, err
		}
	}
	person, err := a.person(ctx, verified, c, token)
	if err != nil {
		return Bearer{}, err
	}
	ended, err := a.signedOut(ctx, person, signedInAt(verified, c))
	if err != nil {
		return Bearer{}, err
	}
	if ended {
		return Bearer{}, refused.Because(errors.New("signed out everywhere since"))
	}
	return Bearer{PersonID: person, Fresh: a.Issuer.Own && c.Demo}, nil
}

// verify checks a token's signature, issuer, audience and expiry.
func (a *Access) verify(ctx context.Context, token, audience string) (*oidc.IDToken, claims, error) {
	var c claims
	refused := billing.NewProblem(billing.Unauthenticated)
	if token == "" || len(token) > maxToken || a.Issuer.URL == "" {
		return nil, c, refused
	}
	keys, err := a.keySet(ctx)
	if err != nil {
		return nil, c, err
	}
	// A demo has another address at every start and the same key: what it signed is
	// its own, by whatever address it then had.
	config := &oidc.Config{ClientID: audience, SupportedSigningAlgs: algorithms, Now: a.Now, SkipIssuerCheck: a.Issuer.Own}
	heard := &overheard{KeySet: keys}
	verified, err := oidc.NewVerifier(a.Issuer.URL, heard, config).Verify(ctx, token)
	switch {
	case unanswered(heard.err):
		return nil, c, unreachable(heard.err)
	case err != nil:
		return nil, c, refused.Because(err)
	}
	if err := verified.Claims(&c); err != nil {
		return nil, c, refused.Because(err)
	}
	return verified, c, nil
}

// isAccessToken tells an access token from an ID token, beyond their audiences:
// RFC 9068 (2.1) gives the former a type of its own, and where an issuer does
// without, the claims of OpenID Connect Core (3.1.3.6) tell.
func (a *Access) isAccessToken(token string, c claims) bool {
	head, _, _ := strings.Cut(token, ".")
	var header struct {
		Type string `json:"typ"`
	}
	if raw, err := base64.RawURLEncoding.DecodeString(head); err != nil || json.Unmarshal(raw, &header) != nil {
		return false
	}
	if slices.Contains([]string{"at+jwt", "application/at+jwt"}, strings.ToLower(header.Type)) {
		return true
	}
	return !a.Issuer.Own && c.Nonce == nil && c.AtHash == nil && c.CodeHash == nil
}

// person is the id of whom the issuer means. Somebody it names for the first time
// is recognised by a verified address, once.
func (a *Access) person(ctx context.Context, verified *oidc.IDToken, c claims, token string) (string, error) {
	if a.Issuer.Own {
		return verified.Subject, nil
	}
	var person billing.Person
	err := a.Store.Read(ctx, func(r *store.Reader) error {
		var err error
		person, err = r.Identified(ctx, verified.Issuer, verified.Subject)
		return err
	})
	if billing.CodeOf(err) != billing.NotFound {
		return person.ID, err
	}
	if c.Email == "" {
		if c.Email, c.EmailVerified, err = a.userInfo(ctx, token, verified.Subject); err != nil {
			return "", err
		}
	}
	if c.Email == "" || !c.EmailVerified {
		return "", billing.NewProblem(billing.Unauthenticated).Because(errors.New("no verified address"))
	}
	return a.recognise(ctx, verified, c.Email)
}

// recognise has a subject be the person with an address from now on. Somebody else
// may get the address of a person who left: whom the issuer knows by one subject
// already is not recognised by a second.
func (a *Access) recognise(ctx context.Context, verified *oidc.IDToken, email string) (id string, err error) {
	err = a.Store.Write(ctx, func(tx *store.Tx) error {
		person, err := tx.Identified(ctx, verified.Issuer, verified.Subject)
		if billing.CodeOf(err) != billing.NotFound {
			id = person.ID // another request was first
			return err
		}
		if person, err = tx.PersonByEmail(ctx, email); billing.CodeOf(err) == billing.NotFound {
			return billing.NewProblem(billing.Unauthenticated).Because(err)
		}
		if err != nil {
			return err
		}
		known, err := tx.HasIdentity(ctx, verified.Issuer, person.ID)
		if err != nil {
			return err
		}
		if known {
			return billing.NewProblem(billing.Unauthenticated).Because(errors.New("the address is of a person with another subject"))
		}
		id = person.ID
		return tx.Identify(ctx, verified.Issuer, verified.Subject, person.ID)
	})
	return id, err
}

// signedInAt is when whoever a token speaks for signed in. A token that was refreshed
// keeps that instant where its issuer says it at all; else it is as old as the token.
func signedInAt(verified *oidc.IDToken, c claims) time.Time {
	if at := time.Unix(c.AuthTime, 0); c.AuthTime > 0 && at.Before(verified.IssuedAt) {
		return at
	}
	return verified.IssuedAt
}

// signedOut tells whether a token is of a sign-in from before its person signed out
// everywhere; instants are kept in seconds, so that the same one counts.
func (a *Access) signedOut(ctx context.Context, personID string, signedIn time.Time) (ended bool, err error) {
	err = a.Store.Read(ctx, func(r *store.Reader) error {
		at, err := r.SignedOut(ctx, personID)
		if billing.CodeOf(err) == billing.NotFound {
			return billing.NewProblem(billing.Unauthenticated).Because(err)
		}
		ended = err == nil && at != nil && !signedIn.After(*at)
		return err
	})
	return ended, err
}
