package access

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"billfold/billing"
	"billfold/safeweb"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// patience is how long an issuer may take to answer.
const patience = 10 * time.Second

// largest is how much of an answer of the issuer's is read, in bytes.
const largest = 1 << 20

// client asks the issuer. Without a limit one that accepts and never answers
// would keep everybody waiting.
var client = &http.Client{
	Transport: safeweb.Whole{Through: answering{}, Largest: largest, Longest: patience}, CheckRedirect: safeweb.SameHost,
}

// answering takes what an issuer says when it is broken or busy for no answer, so
// that it is never taken for a verdict on a token.
type answering struct{}

// RoundTrip is http.RoundTripper's.
func (answering) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || response.StatusCode < http.StatusInternalServerError && response.StatusCode != http.StatusTooManyRequests {
		return response, err
	}
	return nil, errors.Join(fmt.Errorf("the issuer answers %s", response.Status), response.Body.Close())
}

// unanswered tells whether something failed since the issuer did not answer, and
// not for what it said.
func unanswered(err error) bool {
	_, sent := errors.AsType[*url.Error](err)
	return sent || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

func unreachable(err error) error { return billing.NewProblem(billing.IssuerUnreachable).Because(err) }

// provider is an issuer that has said where its keys are.
type provider struct {
	*oidc.Provider
	keys oidc.KeySet
}

// discover reads what the issuer says of itself, until it has answered once.
// Whoever asks meanwhile waits for the same answer, as long as they like.
func (a *Access) discover(ctx context.Context) (*provider, error) {
	if known := a.provider.Load(); known != nil {
		return known, nil
	}
	// The provider outlives the request that happens to be the first.
	answer := a.asking.DoChan("", func() (any, error) { return nil, a.ask(context.WithoutCancel(ctx)) })
	select {
	case <-ctx.Done():
		return nil, unreachable(ctx.Err())
	case got := <-answer:
		if got.Err != nil {
			return nil, unreachable(got.Err)
		}
		return a.provider.Load(), nil
	}
}

func (a *Access) ask(ctx context.Context) error {
	if a.provider.Load() != nil {
		return nil // it answered while this was about to be asked
	}
	ctx = oidc.ClientContext(ctx, client)
	found, err := oidc.NewProvider(ctx, a.Issuer.URL)
	if err != nil {
		a.Log.WarnContext(ctx, "issuer not discovered", "issuer", a.Issuer.URL, "error", err)
		return fmt.Errorf("discover issuer: %w", err)
	}
	var said struct {
		Keys string `json:"jwks_uri"`
	}
	if err := found.Claims(&said); err != nil {
		return fmt.Errorf("discover issuer: %w", err)
	}
	for _, at := range []string{said.Keys, found.UserInfoEndpoint()} {
		if at != "" && !safeweb.Trustworthy(at) {
			a.Log.WarnContext(ctx, "issuer names an address without TLS", "issuer", a.Issuer.URL, "address", at)
			return fmt.Errorf("discover issuer: %s is without TLS", at)
		}
	}
	a.provider.Store(&provider{Provider: found, keys: oidc.NewRemoteKeySet(ctx, said.Keys)})
	return nil
}

// keySet is what verifies tokens.
func (a *Access) keySet(ctx context.Context) (oidc.KeySet, error) {
	if a.Issuer.Keys != nil {
		return a.Issuer.Keys, nil
	}
	found, err := a.discover(ctx)
	if err != nil {
		return nil, err
	}
	return found.keys, nil
}

// overheard keeps why one signature was not verified: a verifier tells it in words
// alone, and keys that cannot be had now say nothing of a token.
type overheard struct {
	oidc.KeySet
	err error
}

// VerifySignature is oidc.KeySet's.
func (o *overheard) VerifySignature(ctx context.Context, jwt string) (payload []byte, err error) {
	payload, o.err = o.KeySet.VerifySignature(ctx, jwt)
	return payload, o.err
}

// userInfo asks the issuer for an address that a token does not name (OpenID
// Connect Core, 5.3).
func (a *Access) userInfo(ctx context.Context, token, subject string) (email string, verified bool, err error) {
	found, err := a.discover(ctx)
	if err != nil {
		return "", false, err
	}
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token})
	info, err := found.UserInfo(oidc.ClientContext(ctx, client), source)
	switch {
	case unanswered(err):
		return "", false, unreachable(fmt.Errorf("ask for an address: %w", err))
	case err != nil:
		return "", false, billing.NewProblem(billing.Unauthenticated).Because(fmt.Errorf("ask for an address: %w", err))
	case info.Subject != subject:
		return "", false, billing.NewProblem(billing.Unauthenticated).Because(errors.New("the address is of somebody else"))
	}
	return info.Email, info.EmailVerified, nil
}
