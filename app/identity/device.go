package identity

import (
	"context"
	"errors"
	"net/http"
	"time"

	"billfold/billing"
	"billfold/safeweb"

	"golang.org/x/oauth2"
)

const (
	// longestCode is how long a code is waited for, whatever an issuer says.
	longestCode = time.Hour
	// longestInterval bounds how long an issuer has us wait between two questions,
	// in seconds; before the next one its code has expired anyhow.
	longestInterval = int64(longestCode / time.Second)
)

// Code is what a person types on a page that they open on any device, until it
// expires.
type Code struct {
	User     string // "BCDF-GHJK"
	Page     string
	PageFull string // with the code in it; may be empty
	Expires  time.Time
}

// SignInByCode signs a person in who has no browser here (RFC 8628): it shows the
// code and waits until it was used, denied, has expired or the context ends.
// Problems: sign_in_unavailable, sign_in_denied, sign_in_timed_out,
// sign_in_failed, issuer_unreachable.
func (c *Client) SignInByCode(ctx context.Context, show func(Code) error) (Tokens, error) {
	if !safeweb.Trustworthy(c.config.Endpoint.DeviceAuthURL) {
		return Tokens{}, billing.NewProblem(billing.SignInUnavailable, "issuer", c.ways.Issuer).
			Because(errors.New("the issuer gives no codes"))
	}
	waiting, cancel := context.WithTimeout(ctx, longestCode)
	defer cancel()
	given, err := c.deviceAuth(ctx)
	if err != nil {
		return Tokens{}, err
	}
	if given.Expiry.IsZero() {
		given.Expiry, _ = waiting.Deadline() // it has one
	}
	code := Code{User: given.UserCode, Page: given.VerificationURI, PageFull: given.VerificationURIComplete, Expires: given.Expiry}
	if err := show(code); err != nil {
		return Tokens{}, err
	}
	token, err := c.config.DeviceAccessToken(c.in(waiting), given)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return Tokens{}, billing.NewProblem(billing.SignInTimedOut) // the code has expired
	}
	if err != nil {
		return Tokens{}, refusal(ctx, err)
	}
	return tokensOf(token), nil
}

// deviceAuth asks for a code, and takes an answer that can be shown and waited
// with: oauth2 does as it is told, and panics where that makes no sense.
func (c *Client) deviceAuth(ctx context.Context) (*oauth2.DeviceAuthResponse, error) {
	given, err := c.config.DeviceAuth(c.bound(ctx))
	if err != nil {
		return nil, refusal(ctx, err)
	}
	if given.DeviceCode == "" || given.UserCode == "" || !safeweb.Trustworthy(given.VerificationURI) {
		return nil, unreachable(ctx, errors.New("issuer's answer has no code in it"))
	}
	if !safeweb.Trustworthy(given.VerificationURIComplete) {
		given.VerificationURIComplete = ""
	}
	given.Interval = min(max(given.Interval, 0), longestInterval) // 0 is the usual one
	return given, nil
}

// bound is in, for the one question that oauth2 asks without its context.
func (c *Client) bound(ctx context.Context) context.Context {
	client := *c.http
	client.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		asking, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		return c.http.Transport.RoundTrip(r.WithContext(asking))
	})
	return context.WithValue(ctx, oauth2.HTTPClient, &client)
}

type roundTrip func(*http.Request) (*http.Response, error)

// RoundTrip is http.RoundTripper's.
func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
