package remote

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
	"billfold/safeweb"
)

type wireConfirm struct {
	PreviewID string `json:"preview_id"`
	AmountDue string `json:"amount_due"`
	Payment   string `json:"payment,omitempty"`
	Reason    string `json:"reason,omitempty"`
	Category  string `json:"category,omitempty"`
	wireSigned
}

type wireSigned struct {
	Origin    string `json:"origin"`
	Device    string `json:"device"`
	Signature []byte `json:"signature"`
}

func fromSigned(s billing.Signature) wireSigned {
	return wireSigned{Origin: s.Origin, Device: s.Device, Signature: s.Bytes}
}

type wireOutcome struct {
	ID            string       `json:"id"`
	State         string       `json:"state"`
	PreviewID     string       `json:"preview_id"`
	AmountCharged string       `json:"amount_charged"`
	InvoiceID     string       `json:"invoice_id"`
	Problem       *wireProblem `json:"problem"`
	ProofPage     string       `json:"proof_page"`
}

// to refuses states that this version does not know: what they mean for the
// money is not known either.
func (w *wireOutcome) to(c money.Currency) (billing.Outcome, error) {
	o := billing.Outcome{ID: w.ID, State: billing.ChangeState(w.State), PreviewID: w.PreviewID, InvoiceID: w.InvoiceID}
	if safeweb.Trustworthy(w.ProofPage) {
		o.ProofPage = w.ProofPage
	}
	switch o.State {
	case billing.ChangeCharging, billing.ChangeApplied, billing.ChangeScheduled,
		billing.ChangeRequiresAction, billing.ChangeRejected, billing.ChangeWithdrawn:
	default:
		return billing.Outcome{}, unknownValue("state", w.State)
	}
	var err error
	if o.AmountCharged, err = optionalMoney(w.AmountCharged, c); err != nil {
		return billing.Outcome{}, err
	}
	if w.Problem != nil {
		o.Problem = w.Problem.to()
	}
	return o, nil
}

// Preview prices an order; what comes back is locked and can be confirmed.
func (c *Client) Preview(ctx context.Context, account string, order billing.Order) (billing.Preview, error) {
	in := call{
		method: http.MethodPost, path: "/v1/accounts/{account}/previews", ids: map[string]string{"account": account},
		body: previewjson.FromOrder(order),
	}
	p, err := c.askPreview(ctx, in)
	if err != nil {
		return billing.Preview{}, fmt.Errorf("preview order: %w", err)
	}
	return p, nil
}

// StoredPreview reads a preview again, as it was made; one that billing does not have is a
// Problem preview_unknown.
func (c *Client) StoredPreview(ctx context.Context, account, id string) (billing.Preview, error) {
	p, err := c.askPreview(ctx, call{
		method: http.MethodGet, path: "/v1/accounts/{account}/previews/{preview}", ids: map[string]string{"account": account, "preview": id},
	})
	if err == nil && p.ID != id {
		err = c.foreign(fmt.Errorf("preview is %q", p.ID))
	}
	if err != nil {
		return billing.Preview{}, fmt.Errorf("read preview: %w", err)
	}
	return p, nil
}

// askPreview makes a call that is answered with a preview under an id.
func (c *Client) askPreview(ctx context.Context, in call) (billing.Preview, error) {
	var w previewjson.Preview
	if _, err := c.ask(ctx, in, &w); err != nil {
		return billing.Preview{}, err
	}
	p, err := w.To()
	if err == nil && p.ID == "" {
		err = errNotOurs
	}
	if err != nil {
		return billing.Preview{}, c.foreign(err)
	}
	return p, nil
}

// Confirm sends an intent, once. A refusal that is a decision comes back as an
// outcome. An error is one of two kinds: unknown_outcome, where the intent may
// have been acted on (only the same intent again, or Settle, can tell), or any
// other, where it certainly was not.
func (c *Client) Confirm(ctx context.Context, in billing.Intent) (billing.Outcome, error) {
	var w wireOutcome
	a, err := c.ask(ctx, call{
		method: http.MethodPost, path: "/v1/accounts/{account}/subscription-changes",
		ids: map[string]string{"account": in.AccountID}, header: map[string]string{"Idempotency-Key": in.ID},
		body: wireConfirm{
			PreviewID: in.PreviewID, AmountDue: in.AmountDue.String(), Payment: in.Payment,
			Reason: in.Reason, Category: string(in.Category),
			wireSigned: fromSigned(in.Signed),
		},
	}, &w)
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("confirm change: %w", doubt(in.ID, a, err))
	}
	outcome, err := w.to(in.AmountDue.Currency())
	if err == nil && outcome.ID != in.ID {
		err = fmt.Errorf("outcome is of %q", outcome.ID)
	}
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("confirm change: %w", doubt(in.ID, a, err))
	}
	return outcome, nil
}

// doubt calls a confirm's outcome unknown unless the error proves that it was
// not acted on: nothing was sent, or our own backend refused it at the door.
func doubt(id string, a *answer, err error) error {
	refused := a.status >= 400 && a.status < 500 && hasType(a.header, "application/problem+json")
	switch billing.CodeOf(err) {
	case billing.KeyInFlight, billing.KeyReused, billing.BackendForeign, billing.BackendBroken:
		refused = false
	}
	if !a.sent || refused {
		return err
	}
	return billing.NewProblem(billing.UnknownOutcome, "change", id).Because(err)
}

// Settle asks for the outcome of an intent, and has one that was never seen
// given up for good (state abandoned). It never charges and can be repeated.
func (c *Client) Settle(ctx context.Context, account, id string) (billing.Outcome, error) {
	return c.resolve(ctx, "settle", account, id)
}

// Withdraw gives up a change that waits for a bank's proof, and tells what became of
// it: a success that won stands. It never charges and can be repeated.
func (c *Client) Withdraw(ctx context.Context, account, id string) (billing.Outcome, error) {
	return c.resolve(ctx, "withdraw", account, id)
}

func (c *Client) resolve(ctx context.Context, how, account, id string) (billing.Outcome, error) {
	o, err := c.outcome(ctx, call{
		method: http.MethodPost, path: "/v1/accounts/{account}/subscription-changes/{id}/" + how,
		ids: map[string]string{"account": account, "id": id},
	})
	if err == nil && o.ID != id {
		err = c.foreign(fmt.Errorf("outcome is of %q", o.ID))
	}
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("%s change: %w", how, err)
	}
	return o, nil
}

// UndoScheduled drops the scheduled change under a key of its own (UUIDv7). It
// charges nothing and can be repeated with the same key.
func (c *Client) UndoScheduled(ctx context.Context, account, key string, signed billing.Signature) (billing.Outcome, error) {
	o, err := c.act(ctx, key, call{
		method: http.MethodPost, path: "/v1/accounts/{account}/scheduled-change/cancel", ids: map[string]string{"account": account}, body: fromSigned(signed),
	})
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("undo scheduled change: %w", err)
	}
	return o, nil
}

// Cancel has the subscription end with its billing period, under a key of its own
// (UUIDv7). It charges nothing and can be repeated with the same key.
func (c *Client) Cancel(ctx context.Context, account, key, reason string) (billing.Outcome, error) {
	in := call{method: http.MethodPost, path: "/v1/accounts/{account}/subscription/cancel", ids: map[string]string{"account": account}}
	if reason != "" {
		in.body = map[string]string{"reason": reason}
	}
	o, err := c.act(ctx, key, in)
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("cancel subscription: %w", err)
	}
	return o, nil
}

// act makes a call that happens once for its key.
func (c *Client) act(ctx context.Context, key string, in call) (billing.Outcome, error) {
	in.header = map[string]string{"Idempotency-Key": key}
	return c.outcome(ctx, in)
}

func (c *Client) outcome(ctx context.Context, in call) (billing.Outcome, error) {
	currency, err := c.currency(ctx, in.ids["account"])
	if err != nil {
		return billing.Outcome{}, err
	}
	var w wireOutcome
	if _, err := c.ask(ctx, in, &w); err != nil {
		return billing.Outcome{}, err
	}
	o, err := w.to(currency)
	if err != nil {
		return billing.Outcome{}, c.foreign(err)
	}
	return o, nil
}

var errUnknownValue = errors.New("value is not known to this version")

func unknownValue(field, value string) error {
	return fmt.Errorf("%s %q: %w", field, value, errUnknownValue)
}
