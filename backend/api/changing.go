package api

import (
	"context"
	"fmt"
	"net/http"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/google/uuid"
)

const keyHeader = "Idempotency-Key"

// registerChanging puts the operations that make or may make a change on the
// surface. Those that may charge, or undo what will, take an idempotency key;
// what they cannot do without one is refused before their body is read.
func (s *server) registerChanging(surface huma.API) {
	post := func(need billing.Permission, path, id, summary string) huma.Operation {
		op := operation(need, http.MethodPost, path, id, summary)
		op.DefaultStatus = http.StatusOK
		return op
	}
	handle(s, surface, post(billing.SeePlan, "/v1/accounts/{account}/previews", "createPreview", "Price an order: other terms, a pack, a top-up, the open invoice"), s.createPreview)

	change := post(billing.ChangeBilling, "/v1/accounts/{account}/subscription-changes", "confirmChange", "Confirm a previewed change")
	change.Middlewares = append(change.Middlewares, s.limited, keyed)
	handle(s, surface, change, s.confirm)

	undo := post(billing.ChangeBilling, "/v1/accounts/{account}/scheduled-change/cancel", "cancelScheduledChange", "Drop the scheduled change")
	undo.Middlewares = append(undo.Middlewares, s.limited, keyed)
	handle(s, surface, undo, s.undoScheduled)

	cancel := post(billing.ChangeBilling, "/v1/accounts/{account}/subscription/cancel", "cancelSubscription", "End the subscription with its billing period")
	cancel.Middlewares = append(cancel.Middlewares, s.limited, keyed)
	handle(s, surface, cancel, s.cancel)

	handle(s, surface, post(billing.SeePlan, "/v1/accounts/{account}/subscription-changes/{id}/settle", "settleChange",
		"Find out what became of a change, or make sure that it never happens"), s.settle)
	handle(s, surface, post(billing.SeePlan, "/v1/accounts/{account}/subscription-changes/{id}/withdraw", "withdrawChange",
		"Give up a change that waits for the bank's proof"), s.withdraw)
}

// limited lets a person confirm only so often.
func (s *server) limited(ctx huma.Context, next func(huma.Context)) { limitedBy(s.limit, ctx, next) }

// limitedBy refuses whoever asks too often, and says when to ask again.
func limitedBy(l *limiter, ctx huma.Context, next func(huma.Context)) {
	if wait, ok := l.take(callerOf(ctx.Context()).person.ID); !ok {
		p := failure(billing.NewProblem(billing.TooManyRequests))
		p.retryAfter = wait
		refuseIn(ctx, p)
		return
	}
	next(ctx)
}

// keyed refuses a request whose idempotency key is missing or is no UUID.
func keyed(ctx huma.Context, next func(huma.Context)) {
	key := ctx.Header(keyHeader)
	if key == "" {
		refuseIn(ctx, failure(billing.NewProblem(billing.KeyMissing)))
		return
	}
	if parsed, err := uuid.Parse(key); err != nil || parsed.String() != key {
		refuseIn(ctx, newProblem(http.StatusBadRequest, billing.NewProblem(billing.InvalidRequest,
			"field", keyHeader, "value", short(key), "reason", "must be a UUID in lower case")))
		return
	}
	next(ctx)
}

func refuseIn(ctx huma.Context, p *problem) {
	_, w := humago.Unwrap(ctx)
	writeProblem(w, p)
}

type createPreviewInput struct {
	InAccount
	Body previewjson.Order
}

func (s *server) createPreview(ctx context.Context, in *createPreviewInput) (*answer[previewjson.Preview], error) {
	who := callerOf(ctx)
	a, err := s.Books.Account(ctx, who.account, who.role)
	if err != nil {
		return nil, fmt.Errorf("read account: %w", err)
	}
	order, err := in.Body.To(a.Currency)
	if err != nil {
		return nil, err
	}
	p, err := s.Engine.Preview(ctx, who.person, who.account, order)
	if err != nil {
		return nil, fmt.Errorf("preview order: %w", err)
	}
	return &answer[previewjson.Preview]{previewjson.From(&p)}, nil
}

// Keyed is what operations take that happen once. It is exported only because
// huma looks into no embedded struct that is not.
type Keyed struct {
	InAccount
	Key string `header:"Idempotency-Key" required:"true" format:"uuid" doc:"a UUIDv7, the id of the change"`
}

type confirmInput struct {
	Keyed
	Body confirm
}

// confirm hands an intent to the engine. It goes on when the client has gone
// away: a charge is never left half made because somebody closed a window.
func (s *server) confirm(ctx context.Context, in *confirmInput) (*answer[outcome], error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), chargeTimeout)
	defer cancel()
	who := callerOf(ctx)
	due, err := s.amountIn(ctx, who, in.Body.AmountDue)
	if err != nil {
		return nil, err
	}
	out, err := s.Engine.Confirm(ctx, who.person, billing.Intent{
		ID: in.Key, AccountID: who.account, PreviewID: in.Body.PreviewID, AmountDue: due, Payment: in.Body.Payment,
		Reason: in.Body.Reason, Category: billing.Category(in.Body.Category), At: s.Now().UTC(),
		Signed: in.Body.Signed.to(),
	})
	s.metrics.confirmed(out, err)
	if err != nil {
		return nil, fmt.Errorf("confirm change: %w", err)
	}
	return &answer[outcome]{fromOutcome(out)}, nil
}

// amountIn reads an amount of the account's currency.
func (s *server) amountIn(ctx context.Context, who caller, text string) (money.Money, error) {
	a, err := s.Books.Account(ctx, who.account, who.role)
	if err != nil {
		return money.Money{}, fmt.Errorf("read account: %w", err)
	}
	due, err := money.Parse(text, a.Currency)
	if err != nil {
		return money.Money{}, billing.NewProblem(billing.InvalidRequest, "field", "amount_due", "value", text).Because(err)
	}
	return due, nil
}

type undoInput struct {
	Keyed
	Body Signed
}

func (s *server) undoScheduled(ctx context.Context, in *undoInput) (*answer[outcome], error) {
	who := callerOf(ctx)
	out, err := s.Engine.UndoScheduled(ctx, who.person, who.account, in.Key, in.Body.to())
	if err != nil {
		return nil, fmt.Errorf("undo scheduled change: %w", err)
	}
	return &answer[outcome]{fromOutcome(out)}, nil
}

// cancelInput may come without a body, which is without a reason.
type cancelInput struct {
	Keyed
	Body *struct {
		Reason string `json:"reason,omitempty" maxLength:"500"`
	}
}

func (s *server) cancel(ctx context.Context, in *cancelInput) (*answer[outcome], error) {
	who, reason := callerOf(ctx), ""
	if in.Body != nil {
		reason = in.Body.Reason
	}
	out, err := s.Engine.Cancel(ctx, who.person, who.account, in.Key, reason)
	if err != nil {
		return nil, fmt.Errorf("cancel subscription: %w", err)
	}
	return &answer[outcome]{fromOutcome(out)}, nil
}

func (s *server) withdraw(ctx context.Context, in *changeInput) (*answer[outcome], error) {
	who := callerOf(ctx)
	out, err := s.Engine.Withdraw(ctx, who.person, who.account, in.ID)
	if err != nil {
		return nil, fmt.Errorf("withdraw change: %w", err)
	}
	return &answer[outcome]{fromOutcome(out)}, nil
}

func (s *server) settle(ctx context.Context, in *changeInput) (*answer[outcome], error) {
	if parsed, err := uuid.Parse(in.ID); err != nil || parsed.String() != in.ID {
		return nil, billing.NewProblem(billing.InvalidRequest, "field", "id", "value", short(in.ID))
	}
	who := callerOf(ctx)
	out, err := s.Engine.Settle(ctx, who.person, who.account, in.ID)
	if err != nil {
		return nil, fmt.Errorf("settle change: %w", err)
	}
	return &answer[outcome]{fromOutcome(out)}, nil
}
