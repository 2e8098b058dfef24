// Package identity signs a person in at an OpenID Connect issuer, as a native
// application should (RFC 8252): in the system's browser with a redirect to this
// machine, or by a code that is typed on another device (RFC 8628). It keeps
// nothing. See README.md.
package identity

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"billfold/billing"
	"billfold/safeweb"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// patience is how long somebody has in the browser (issue 5).
const patience = 2 * time.Minute

const (
	// maxAnswer bounds what is read of an issuer's answer, in bytes.
	maxAnswer = 1 << 20
	// askTimeout is of one question to the issuer, without a person in it.
	askTimeout = 15 * time.Second
)

// scopes are what every sign-in asks for: who it is, and to stay signed in.
var scopes = []string{oidc.ScopeOpenID, "email", "profile", oidc.ScopeOfflineAccess}

// Ways is how people sign in to a backend, as that says itself.
type Ways struct {
	Issuer   string
	ClientID string
	Audience string // whom the access tokens are to be for; empty where the issuer knows
}

// Tokens are what a sign-in or a refresh gives. Expires is counted by this
// machine's own clock, so that it does not matter what that shows.
type Tokens struct {
	Access  billing.Secret
	Refresh billing.Secret
	ID      billing.Secret // empty after a refresh
	Expires time.Time
}

// Client is an issuer that was discovered. It is safe for concurrent use.
type Client struct {
	ways     Ways
	http     *http.Client
	provider *oidc.Provider
	revoke   string // RFC 7009 endpoint, or empty
	config   oauth2.Config
	patience time.Duration
}

// Discover reads what an issuer says of itself. Problems: issuer_unreachable, and
// sign_in_unavailable where a backend names no issuer that could be trusted.
func Discover(ctx context.Context, transport *http.Transport, w Ways) (*Client, error) {
	if !safeweb.Trustworthy(w.Issuer) {
		return nil, billing.NewProblem(billing.SignInUnavailable, "issuer", w.Issuer)
	}
	c := &Client{ways: w, patience: patience, http: &http.Client{
		Transport: safeweb.Whole{Through: transport, Largest: maxAnswer, Longest: askTimeout}, CheckRedirect: safeweb.SameHost,
	}}
	var err error
	if c.provider, err = oidc.NewProvider(c.in(ctx), w.Issuer); err != nil {
		return nil, unreachable(ctx, err)
	}
	var more struct {
		Keys       string `json:"jwks_uri"`
		Revocation string `json:"revocation_endpoint"`
	}
	if err := c.provider.Claims(&more); err != nil {
		return nil, unreachable(ctx, err)
	}
	c.revoke = more.Revocation
	endpoint := c.provider.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInParams // a public client has no secret to try another with
	for _, at := range []string{endpoint.AuthURL, endpoint.TokenURL, more.Keys} {
		if !safeweb.Trustworthy(at) {
			return nil, billing.NewProblem(billing.SignInUnavailable, "issuer", w.Issuer)
		}
	}
	c.config = oauth2.Config{ClientID: w.ClientID, Endpoint: endpoint, Scopes: scopes}
	return c, nil
}

// Refresh exchanges a refresh token. One that is good no more, or that an issuer
// never gave, is a Problem unauthenticated.
func (c *Client) Refresh(ctx context.Context, refresh billing.Secret) (Tokens, error) {
	if refresh.IsEmpty() {
		return Tokens{}, billing.NewProblem(billing.Unauthenticated)
	}
	token, err := c.config.TokenSource(c.in(ctx), &oauth2.Token{RefreshToken: refresh.Reveal()}).Token()
	if answered, ok := errors.AsType[*oauth2.RetrieveError](err); ok && answered.ErrorCode == "invalid_grant" {
		return Tokens{}, billing.NewProblem(billing.Unauthenticated).Because(errors.New("the refresh token is good no more"))
	}
	if err != nil {
		return Tokens{}, refusal(ctx, err)
	}
	return tokensOf(token), nil
}

// Revoke ends the sign-in that a refresh token is of (RFC 7009); where the issuer
// cannot, it does nothing.
func (c *Client) Revoke(ctx context.Context, refresh billing.Secret) error {
	if !safeweb.Trustworthy(c.revoke) {
		return nil
	}
	form := url.Values{"token": {refresh.Reveal()}, "token_type_hint": {"refresh_token"}, "client_id": {c.ways.ClientID}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.revoke, strings.NewReader(form.Encode()))
	if err != nil {
		return fmt.Errorf("revoke sign-in: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := c.http.Do(request)
	if err != nil {
		return unreachable(ctx, err)
	}
	defer func() { _ = response.Body.Close() }() // nothing of it is read
	if response.StatusCode != http.StatusOK {
		return unreachable(ctx, fmt.Errorf("revocation answers %d", response.StatusCode))
	}
	return nil
}

// Close drops idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// in is a context in which the libraries use our client.
func (c *Client) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, c.http)
}

func tokensOf(t *oauth2.Token) Tokens {
	id, _ := t.Extra("id_token").(string)
	return Tokens{
		Access: billing.NewSecret(t.AccessToken), Refresh: billing.NewSecret(t.RefreshToken), ID: billing.NewSecret(id), Expires: t.Expiry,
	}
}

// refusal is what an issuer's answer to a question for tokens means.
func refusal(ctx context.Context, err error) error {
	answered, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok {
		return unreachable(ctx, err)
	}
	status := answered.Response.StatusCode
	if status == http.StatusTooManyRequests || status >= http.StatusInternalServerError {
		return unreachable(ctx, fmt.Errorf("issuer answers %d", status)) // for now, whatever it calls that
	}
	// No more is told of the answer: its body may repeat what was sent.
	switch answered.ErrorCode {
	case "access_denied":
		return billing.NewProblem(billing.SignInDenied)
	case "expired_token":
		return billing.NewProblem(billing.SignInTimedOut)
	case "":
		return unreachable(ctx, fmt.Errorf("issuer answers %d", status))
	default:
		return failed(answered.ErrorCode)
	}
}

// named is an error as standards name them.
var named = regexp.MustCompile(`^[a-z_]{1,40}$`)

// failed is a sign-in that failed with an error of the issuer's. Words of its own
// are not repeated: they may hold what was sent, or come from who knows whom.
func failed(fault string) *billing.Problem {
	if !named.MatchString(fault) {
		fault = "an error without a name"
	}
	return billing.NewProblem(billing.SignInFailed, "reason", fault)
}

// unreachable is that the issuer did not answer as one; whoever gave up gets their
// own error back.
func unreachable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("sign in: %w", ctx.Err())
	}
	var refused *url.Error
	if errors.As(err, &refused) {
		refused.URL = "" // a query may hold what nobody else is to see
	}
	return billing.NewProblem(billing.IssuerUnreachable).Because(err)
}
