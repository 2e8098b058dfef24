package remote

import (
	"context"
	"fmt"
	"net/http"

	"billfold/billing"
	"billfold/billing/previewjson"
)

const membersPath = "/v1/accounts/{account}/members"

// Invite asks somebody into an account, under a key of its own (UUIDv7). It can be
// repeated with the same key, as all of these can.
func (c *Client) Invite(ctx context.Context, account, key string, in billing.Invitation) (billing.Outcome, error) {
	return c.done(ctx, "invite member", key, call{
		method: http.MethodPost, path: membersPath, ids: map[string]string{"account": account},
		body: map[string]any{"email": in.Email, "name": in.Name, "role": string(in.Role), "guest": in.Guest},
	})
}

// SetRole gives a member another role.
func (c *Client) SetRole(ctx context.Context, account, key string, change billing.RoleChange) (billing.Outcome, error) {
	return c.done(ctx, "set role", key, call{
		method: http.MethodPut, path: membersPath + "/{member}/role", ids: map[string]string{"account": account, "member": change.Member},
		body: map[string]string{"role": string(change.Role)},
	})
}

// SetActive deactivates or reactivates members, all or none.
func (c *Client) SetActive(ctx context.Context, account, key string, change billing.Activation) (billing.Outcome, error) {
	how := "deactivate"
	if change.Active {
		how = "reactivate"
	}
	members := change.Members
	if members == nil {
		members = []string{} // a list is never null
	}
	return c.done(ctx, how+" members", key, call{
		method: http.MethodPost, path: membersPath + "/" + how, ids: map[string]string{"account": account},
		body: map[string][]string{"members": members},
	})
}

// SetDetails says who an account's invoices are made out to, from the next on.
func (c *Client) SetDetails(ctx context.Context, account, key string, d billing.BillingDetails) (billing.Outcome, error) {
	return c.done(ctx, "set billing details", key, call{
		method: http.MethodPut, path: "/v1/accounts/{account}/billing-details", ids: map[string]string{"account": account},
		body: previewjson.FromDetails(d),
	})
}

// done is an act whose outcome is of its key.
func (c *Client) done(ctx context.Context, doing, key string, in call) (billing.Outcome, error) {
	o, err := c.act(ctx, key, in)
	if err == nil && o.ID != key {
		err = c.foreign(fmt.Errorf("outcome is of %q", o.ID))
	}
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("%s: %w", doing, err)
	}
	return o, nil
}
