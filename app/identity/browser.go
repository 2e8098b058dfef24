package identity

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"

	"billfold/app/loopback"
	"billfold/billing"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Browser says how a sign-in in the browser goes.
type Browser struct {
	// Open shows a page in the system's browser.
	Open func(address string) error
	// Nonce is bound into the ID token; empty takes a random one.
	Nonce string
}

// SignIn signs a person in with the system's browser: authorization code with
// PKCE (RFC 7636, S256) and a redirect to a port of this machine that is open for
// that alone (RFC 8252, 7.3), for two minutes or until the context ends. What
// arrives with another state is nobody's answer and changes nothing. Problems:
// sign_in_denied, sign_in_timed_out, sign_in_failed, issuer_unreachable.
func (c *Client) SignIn(ctx context.Context, b Browser) (Tokens, error) {
	waiting, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	state, nonce, verifier := rand.Text(), b.Nonce, oauth2.GenerateVerifier()
	if nonce == "" {
		nonce = rand.Text()
	}
	landing, err := loopback.Open(waiting, answersTo(state, b.Nonce != ""))
	if err != nil {
		return Tokens{}, err
	}
	defer landing.Close()
	config := c.config
	config.RedirectURL = landing.URL()
	if err := b.Open(config.AuthCodeURL(state, c.options(nonce, verifier)...)); err != nil {
		return Tokens{}, billing.NewProblem(billing.SignInFailed, "reason", "no browser could be opened").Because(err)
	}
	code, err := await(ctx, waiting, landing.Answer())
	if err != nil {
		return Tokens{}, err
	}
	token, err := config.Exchange(c.in(waiting), code, oauth2.VerifierOption(verifier))
	if err != nil {
		return Tokens{}, refusal(ctx, err)
	}
	tokens := tokensOf(token)
	if err := c.check(ctx, tokens.ID, nonce); err != nil {
		return Tokens{}, err
	}
	return tokens, nil
}

// options have the person prove who they are now, whoever the issuer still knows: a
// sign-in is rare, and one from before somebody signed out everywhere counts no more.
func (c *Client) options(nonce, verifier string) []oauth2.AuthCodeOption {
	options := []oauth2.AuthCodeOption{
		oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier),
		oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"),
	}
	if c.ways.Audience != "" {
		options = append(options, oauth2.SetAuthURLParam("audience", c.ways.Audience))
	}
	return options
}

// answersTo takes the one answer that names the state. A sign-in for something else
// signs nobody in.
func answersTo(state string, forElse bool) loopback.Accept {
	done := loopback.SignedIn
	if forElse {
		done = loopback.Thanks
	}
	return func(q url.Values) (loopback.Page, bool) {
		if subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(state)) != 1 {
			return loopback.NotOurs, false
		}
		if q.Get("code") == "" || q.Get("error") != "" {
			return loopback.NotCompleted, true
		}
		return done, true
	}
}

// await is the code that the browser brings, or why there is none.
func await(ctx, waiting context.Context, answers <-chan url.Values) (string, error) {
	select {
	case q := <-answers:
		code, fault := q.Get("code"), q.Get("error")
		switch {
		case fault == "access_denied":
			return "", billing.NewProblem(billing.SignInDenied)
		case fault != "":
			return "", failed(fault)
		case code == "":
			return "", billing.NewProblem(billing.SignInFailed, "reason", "no answer")
		default:
			return code, nil
		}
	case <-waiting.Done():
		if ctx.Err() != nil {
			return "", fmt.Errorf("sign in: %w", ctx.Err())
		}
		return "", billing.NewProblem(billing.SignInTimedOut)
	}
}

// check verifies that the ID token is the issuer's answer to this sign-in. Its age
// is none of this machine's business, whose clock may be wrong: it came straight
// from the issuer just now.
func (c *Client) check(ctx context.Context, id billing.Secret, nonce string) error {
	verifier := c.provider.Verifier(&oidc.Config{ClientID: c.ways.ClientID, SkipExpiryCheck: true, SupportedSigningAlgs: algorithms})
	token, err := verifier.Verify(c.in(ctx), id.Reveal())
	if ctx.Err() != nil {
		return fmt.Errorf("sign in: %w", ctx.Err())
	}
	if err != nil {
		return billing.NewProblem(billing.SignInFailed, "reason", "the issuer's answer is not its own").Because(err)
	}
	if subtle.ConstantTimeCompare([]byte(token.Nonce), []byte(nonce)) != 1 {
		return billing.NewProblem(billing.SignInFailed, "reason", "the answer belongs to another sign-in").Because(errors.New("nonce differs"))
	}
	return nil
}

// algorithms are those that an issuer may sign with.
var algorithms = []string{oidc.EdDSA, oidc.ES256, oidc.ES384, oidc.ES512, oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512}
