package remote

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"billfold/billing"
)

type wireMethodSetup struct {
	ID        string      `json:"id"`
	Status    string      `json:"status"`
	Page      string      `json:"page"`
	ExpiresAt time.Time   `json:"expires_at"`
	Method    *wireMethod `json:"method"`
}

func (w *wireMethodSetup) to() (billing.MethodSetup, error) {
	status, err := known("status", w.Status, billing.SetupOpen, billing.SetupAdded, billing.SetupCanceled, billing.SetupExpired)
	if err != nil {
		return billing.MethodSetup{}, err
	}
	m := billing.MethodSetup{ID: w.ID, Status: status, Page: w.Page, Expires: w.ExpiresAt.UTC()}
	if w.Method != nil {
		method, err := w.Method.to()
		if err != nil {
			return billing.MethodSetup{}, err
		}
		m.Method = &method
	}
	return m, nil
}

const setupsPath = "/v1/accounts/{account}/payment-methods/setups"

// BeginMethodSetup has a page opened for adding a card, under a key of its own
// (UUIDv7); the same key again is the same page. Whoever typed the card is sent
// back to an address of this machine.
func (c *Client) BeginMethodSetup(ctx context.Context, account, key, returnURL string) (billing.MethodSetup, error) {
	return c.methodSetup(ctx, "begin to add card", call{
		method: http.MethodPost, path: setupsPath, ids: map[string]string{"account": account},
		header: map[string]string{"Idempotency-Key": key}, body: map[string]string{"return_url": returnURL},
	})
}

// MethodSetup asks what became of the adding of a card.
func (c *Client) MethodSetup(ctx context.Context, account, key string) (billing.MethodSetup, error) {
	return c.methodSetup(ctx, "ask about card", call{
		method: http.MethodGet, path: setupsPath + "/{setup}", ids: map[string]string{"account": account, "setup": key},
	})
}

// CancelMethodSetup gives up the adding of a card; one that was added by then
// stays.
func (c *Client) CancelMethodSetup(ctx context.Context, account, key string) (billing.MethodSetup, error) {
	return c.methodSetup(ctx, "give up card", call{
		method: http.MethodPost, path: setupsPath + "/{setup}/cancel", ids: map[string]string{"account": account, "setup": key},
	})
}

func (c *Client) methodSetup(ctx context.Context, doing string, in call) (billing.MethodSetup, error) {
	var w wireMethodSetup
	if _, err := c.ask(ctx, in, &w); err != nil {
		return billing.MethodSetup{}, fmt.Errorf("%s: %w", doing, err)
	}
	m, err := w.to()
	if err != nil {
		return billing.MethodSetup{}, fmt.Errorf("%s: %w", doing, c.foreign(err))
	}
	return m, nil
}

const methodPath = "/v1/accounts/{account}/payment-methods/{method}"

// SetDefault has renewals and auto-reload be collected with another payment method, under
// a key of its own (UUIDv7); repeated with the same key it happens once, as RemoveMethod.
func (c *Client) SetDefault(ctx context.Context, account, key, method string) (billing.Outcome, error) {
	return c.done(ctx, "set default payment method", key, call{
		method: http.MethodPut, path: methodPath + "/default", ids: map[string]string{"account": account, "method": method},
	})
}

// RemoveMethod takes a payment method away.
func (c *Client) RemoveMethod(ctx context.Context, account, key, method string) (billing.Outcome, error) {
	return c.done(ctx, "remove payment method", key, call{
		method: http.MethodDelete, path: methodPath, ids: map[string]string{"account": account, "method": method},
	})
}
