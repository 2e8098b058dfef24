package remote

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"billfold/billing"
	"billfold/billing/money"
)

// caughtUp remembers the tag of a feed that was read to its end, and the cursor
// that it is good for: with any other the backend has something to say.
type caughtUp struct {
	cursor billing.Cursor
	tag    string
}

type wireDelta struct {
	Revision  int64          `json:"revision"`
	Begun     int64          `json:"begun"`
	Latest    int64          `json:"latest"`
	More      bool           `json:"more"`
	Resources []wireResource `json:"resources"`
}

// Changes reads the page of the changes feed that follows a cursor, at most
// limit resources. It is empty where nothing is new. A cursor_gone problem asks
// to start over from the zero Cursor.
func (c *Client) Changes(ctx context.Context, account string, since billing.Cursor, limit int) (billing.Delta, error) {
	in := call{
		method: http.MethodGet, path: "/v1/accounts/{account}/changes", ids: map[string]string{"account": account},
		query: url.Values{"since": {strconv.FormatInt(since.Revision, 10)}, "limit": {strconv.Itoa(limit)}},
	}
	if since.Begun > 0 {
		in.query.Set("begun", strconv.FormatInt(since.Begun, 10))
	}
	if tag := c.tag(account, since); tag != "" {
		in.header = map[string]string{"If-None-Match": tag}
	}
	var w wireDelta
	a, err := c.ask(ctx, in, &w)
	if err != nil {
		c.forget(account)
		return billing.Delta{}, fmt.Errorf("read changes: %w", err)
	}
	if a.status == http.StatusNotModified {
		return billing.Delta{Since: since, Next: since, Latest: since.Revision}, nil
	}
	if w.Resources == nil {
		return billing.Delta{}, fmt.Errorf("read changes: %w", c.foreign(errNotOurs))
	}
	if w.Revision < since.Revision || (w.More && w.Revision == since.Revision) {
		return billing.Delta{}, fmt.Errorf("read changes: %w", c.foreign(errNoProgress))
	}
	delta, err := c.delta(ctx, account, since, &w)
	if err != nil {
		return billing.Delta{}, fmt.Errorf("read changes: %w", err)
	}
	if !w.More {
		c.remember(account, caughtUp{cursor: delta.Next, tag: a.header.Get("ETag")})
	}
	return delta, nil
}

// delta converts a page. Resources of a kind, or with a value, that this version
// does not know are counted, not fatal.
func (c *Client) delta(ctx context.Context, account string, since billing.Cursor, w *wireDelta) (billing.Delta, error) {
	delta := billing.Delta{
		Since: since, Next: billing.Cursor{Revision: w.Revision, Begun: w.Begun}, Latest: w.Latest, More: w.More,
	}
	currency, err := c.currencyOf(ctx, account, w.Resources)
	if err != nil {
		return billing.Delta{}, err
	}
	for i := range w.Resources {
		resource, err := w.Resources[i].to(currency)
		if err != nil {
			delta.Skipped++
			c.log.WarnContext(ctx, "resource skipped", "account", account,
				"kind", w.Resources[i].Kind, "id", w.Resources[i].ID, "error", err)
			continue
		}
		delta.Resources = append(delta.Resources, resource)
	}
	return delta, nil
}

// currencyOf finds the currency in which the page's subscription and changes
// are, which say none of their own: it is the account's.
func (c *Client) currencyOf(ctx context.Context, account string, page []wireResource) (money.Currency, error) {
	for i := range page {
		if page[i].Kind == kindAccount && !page[i].Deleted {
			if currency, err := page[i].currency(); err == nil {
				c.learn(account, currency)
			}
		}
	}
	if len(page) == 0 {
		return "", nil
	}
	return c.currency(ctx, account)
}

// currency is an account's, asked for once.
func (c *Client) currency(ctx context.Context, account string) (money.Currency, error) {
	c.mu.Lock()
	known := c.currencies[account]
	c.mu.Unlock()
	if known != "" {
		return known, nil
	}
	var w struct {
		Currency string `json:"currency"`
	}
	in := call{method: http.MethodGet, path: "/v1/accounts/{account}", ids: map[string]string{"account": account}}
	if _, err := c.ask(ctx, in, &w); err != nil {
		return "", fmt.Errorf("read currency: %w", err)
	}
	currency, err := money.ParseCurrency(w.Currency)
	if err != nil {
		return "", fmt.Errorf("read currency: %w", c.foreign(err))
	}
	c.learn(account, currency)
	return currency, nil
}

func (c *Client) learn(account string, currency money.Currency) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.currencies[account] = currency
}

func (c *Client) tag(account string, since billing.Cursor) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.caughtUp[account]; known.cursor == since {
		return known.tag
	}
	return ""
}

func (c *Client) remember(account string, at caughtUp) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.caughtUp[account] = at
}

func (c *Client) forget(account string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.caughtUp, account)
}

var (
	errNotOurs    = errors.New("the answer lacks what ours always has")
	errNoToken    = errors.New("no access_token in the answer")
	errNoProgress = errors.New("the feed does not move on")
)
