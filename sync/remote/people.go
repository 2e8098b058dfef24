package remote

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"billfold/billing"
)

// Me is who the token belongs to.
func (c *Client) Me(ctx context.Context) (billing.Person, error) {
	var w wirePerson
	if _, err := c.ask(ctx, call{method: http.MethodGet, path: "/v1/me"}, &w); err != nil {
		return billing.Person{}, fmt.Errorf("read person: %w", err)
	}
	if w.ID == "" {
		return billing.Person{}, fmt.Errorf("read person: %w", c.foreign(errNotOurs))
	}
	return billing.Person(w), nil
}

// Accounts are those that the person is a member of. One with a role that this
// version does not know is left out; where that leaves none, the problem is
// client_outdated.
func (c *Client) Accounts(ctx context.Context) ([]billing.AccountSummary, error) {
	var w struct {
		Accounts []wireSummary `json:"accounts"`
	}
	if _, err := c.ask(ctx, call{method: http.MethodGet, path: "/v1/accounts"}, &w); err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	// Nobody's accounts are an empty list; no list at all is somebody else's JSON,
	// which must not pass for the loss of every account.
	if w.Accounts == nil {
		return nil, fmt.Errorf("list accounts: %w", c.foreign(errNotOurs))
	}
	accounts := make([]billing.AccountSummary, 0, len(w.Accounts))
	for _, account := range w.Accounts {
		summary, err := account.to()
		if err != nil {
			c.log.WarnContext(ctx, "account left out", "account", account.ID, "error", err)
			continue
		}
		accounts = append(accounts, summary)
	}
	if len(accounts) == 0 && len(w.Accounts) > 0 {
		return nil, fmt.Errorf("list accounts: %w", billing.NewProblem(billing.ClientOutdated))
	}
	return accounts, nil
}

// DemoPerson is somebody whom a demo backend lets sign in without a password.
type DemoPerson struct {
	Email    string
	Name     string
	Role     billing.Role
	Accounts []string // names
}

// DemoPeople lists whom a demo backend lets in; not_found elsewhere.
func (c *Client) DemoPeople(ctx context.Context) ([]DemoPerson, error) {
	var w struct {
		People []struct {
			Email    string   `json:"email"`
			Name     string   `json:"name"`
			Role     string   `json:"role"`
			Accounts []string `json:"accounts"`
		} `json:"people"`
	}
	if _, err := c.ask(ctx, call{method: http.MethodGet, path: "/demo/people", open: true}, &w); err != nil {
		return nil, fmt.Errorf("list demo people: %w", err)
	}
	people := make([]DemoPerson, 0, len(w.People))
	for _, p := range w.People {
		people = append(people, DemoPerson{Email: p.Email, Name: p.Name, Role: billing.Role(p.Role), Accounts: p.Accounts})
	}
	return people, nil
}

// DemoTokens are what signing in to a demo gives.
type DemoTokens struct {
	Access  billing.Secret
	Refresh billing.Secret
	Lasts   time.Duration // of Access
}

// DemoSession signs in to a demo backend by choosing somebody.
func (c *Client) DemoSession(ctx context.Context, email string) (DemoTokens, error) {
	var w struct {
		AccessToken  string `json:"access_token"`
		RefreshToken string `json:"refresh_token"`
		ExpiresIn    int64  `json:"expires_in"` // seconds
	}
	in := call{method: http.MethodPost, path: "/demo/token", open: true, body: map[string]any{"email": email, "session": true}}
	if _, err := c.ask(ctx, in, &w); err != nil {
		return DemoTokens{}, fmt.Errorf("sign in to demo: %w", err)
	}
	if w.AccessToken == "" || w.RefreshToken == "" {
		return DemoTokens{}, fmt.Errorf("sign in to demo: %w", c.foreign(errNoToken))
	}
	return DemoTokens{
		Access: billing.NewSecret(w.AccessToken), Refresh: billing.NewSecret(w.RefreshToken), Lasts: time.Duration(w.ExpiresIn) * time.Second,
	}, nil
}
