package issuer

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"billfold/billing"
)

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

// tokenAnswer is RFC 6749's (5.1), with OpenID Connect's ID token.
type tokenAnswer struct {
	Access    string `json:"access_token"`
	Type      string `json:"token_type"`
	ExpiresIn int    `json:"expires_in"`
	Refresh   string `json:"refresh_token"`
	ID        string `json:"id_token,omitempty"`
	Scope     string `json:"scope,omitempty"`
}

func (i *Issuer) token(w http.ResponseWriter, r *http.Request) error {
	form, err := i.clientForm(w, r)
	if err != nil {
		return err
	}
	if wait, shut := i.failures.shut(i.Now()); shut {
		return tooMany("Too many grants were refused. Try again in "+inWords(wait)+".", wait)
	}
	var answer tokenAnswer
	switch form.Get("grant_type") {
	case "authorization_code":
		answer, err = i.redeemCode(r.Context(), form)
	case "refresh_token":
		answer, err = i.redeemRefresh(r.Context(), form)
	case deviceGrant:
		answer, err = i.redeemDevice(r.Context(), form)
	default:
		err = &fault{status: http.StatusBadRequest, code: "unsupported_grant_type", description: "There is no such grant_type here."}
	}
	if f, ok := errors.AsType[*fault](err); ok && f.code == invalidGrant.code {
		i.failures.note(i.Now())
	}
	if err != nil {
		return err
	}
	write(w, http.StatusOK, answer)
	return nil
}

// clientForm reads the form of a program, which has to be the one that is known.
func (i *Issuer) clientForm(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	form, err := readForm(w, r)
	if err != nil {
		return nil, err
	}
	if form.Get("client_id") != ClientID {
		return nil, &fault{status: http.StatusUnauthorized, code: "invalid_client", description: "client_id is not known here."}
	}
	return form, nil
}

// invalidGrant is whatever is wrong with a code or a refresh token: which of it is
// nobody's business who has no good one.
var invalidGrant = &fault{
	status: http.StatusBadRequest, code: "invalid_grant",
	description: "This is not good, or not any more. Sign in again.",
}

// redeemCode exchanges an authorization code. A second use ends what the first one
// began: one of the two has stolen it.
func (i *Issuer) redeemCode(ctx context.Context, form url.Values) (tokenAnswer, error) {
	code := form.Get("code")
	if code == "" || form.Get("redirect_uri") == "" || form.Get("code_verifier") == "" {
		return tokenAnswer{}, invalidRequest("code, redirect_uri and code_verifier are needed.")
	}
	i.redeeming.Lock()
	defer i.redeeming.Unlock()
	id := i.keys.sessionOfCode(code)
	g, ok := i.codes.take(code, i.now())
	if !ok {
		known, err := i.end(ctx, id)
		if err != nil {
			return tokenAnswer{}, err
		}
		if known {
			i.Log.WarnContext(ctx, "authorization code used twice, session ended", "session", id)
		}
		return tokenAnswer{}, invalidGrant
	}
	if g.redirect != form.Get("redirect_uri") || !g.answers(form.Get("code_verifier")) {
		return tokenAnswer{}, invalidGrant
	}
	return i.signIn(ctx, id, g)
}

// redeemDevice answers a program that waits for its code to be used.
func (i *Issuer) redeemDevice(ctx context.Context, form url.Values) (tokenAnswer, error) {
	if form.Get("device_code") == "" {
		return tokenAnswer{}, invalidRequest("device_code is needed.")
	}
	g, err := i.devices.poll(form.Get("device_code"), i.Now())
	if err != nil {
		return tokenAnswer{}, err
	}
	return i.signIn(ctx, newSessionID(), g)
}

// signIn begins a session of whom a grant names.
func (i *Issuer) signIn(ctx context.Context, id string, g grant) (tokenAnswer, error) {
	person, err := i.grantee(ctx, g.person)
	if err != nil {
		return tokenAnswer{}, err
	}
	s, err := i.begin(ctx, Session{ID: id, PersonID: person.ID, AuthTime: g.authTime})
	if err != nil {
		return tokenAnswer{}, err
	}
	answer, err := i.tokenAnswer(person, s)
	if err != nil {
		return tokenAnswer{}, err
	}
	answer.Scope = g.scope
	answer.ID, err = i.identityToken(person, s, g.nonce)
	return answer, err
}

// redeemRefresh exchanges a refresh token for the next.
func (i *Issuer) redeemRefresh(ctx context.Context, form url.Values) (tokenAnswer, error) {
	token := form.Get("refresh_token")
	if token == "" {
		return tokenAnswer{}, invalidRequest("refresh_token is needed.")
	}
	id, generation, ok := i.keys.readRefreshToken(token)
	if !ok {
		return tokenAnswer{}, invalidGrant
	}
	var s Session
	var found verdict
	err := i.Sessions.Update(ctx, id, func(kept *Session) error {
		found = kept.exchange(generation, i.now())
		s = *kept
		return nil
	})
	switch {
	case billing.CodeOf(err) == billing.NotFound:
		return tokenAnswer{}, invalidGrant
	case err != nil:
		return tokenAnswer{}, fmt.Errorf("exchange refresh token: %w", err)
	case found == reused:
		i.Log.WarnContext(ctx, "refresh token used twice, session ended", "session", id, "person", s.PersonID)
		return tokenAnswer{}, invalidGrant
	case found != good:
		return tokenAnswer{}, invalidGrant
	}
	person, err := i.grantee(ctx, s.PersonID)
	if err != nil {
		return tokenAnswer{}, err
	}
	return i.tokenAnswer(person, s)
}

// grantee is a person who is to get tokens; somebody who is gone gets none.
func (i *Issuer) grantee(ctx context.Context, id string) (Person, error) {
	person, err := i.person(ctx, id)
	if billing.CodeOf(err) == billing.NotFound {
		return Person{}, invalidGrant
	}
	return person, err
}

func (i *Issuer) tokenAnswer(p Person, s Session) (tokenAnswer, error) {
	t, err := i.tokens(p, s)
	return tokenAnswer{Access: t.Access, Type: "Bearer", ExpiresIn: int(t.ExpiresIn.Seconds()), Refresh: t.Refresh}, err
}

// revoke ends the session that a refresh token is of, of whichever generation. A
// token that means nothing here is revoked already (RFC 7009, 2.2).
func (i *Issuer) revoke(w http.ResponseWriter, r *http.Request) error {
	form, err := i.clientForm(w, r)
	if err != nil {
		return err
	}
	if form.Get("token") == "" {
		return invalidRequest("token is needed.")
	}
	if id, _, ok := i.keys.readRefreshToken(form.Get("token")); ok {
		if _, err := i.end(r.Context(), id); err != nil {
			return err
		}
	}
	w.WriteHeader(http.StatusOK)
	return nil
}
