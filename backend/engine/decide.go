package engine

import (
	"context"
	"slices"
	"time"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// decision is what is to be done about an intent, and with what in hand.
type decision struct {
	change  *store.Change
	role    billing.Role
	facts   billing.Facts
	preview store.Preview // its ID is empty where the intent names none of ours
	refusal *billing.Problem
}

// viaGateway tells whether money has to be asked for elsewhere.
func (d *decision) viaGateway() bool {
	return d.preview.Charged() && d.change.Payment != billing.PayByBalance
}

// decide looks at everything that a confirm depends on, in one state of the
// books. An error is not a refusal: nothing is recorded then.
func (e *Engine) decide(ctx context.Context, tx *store.Tx, by billing.Person, in billing.Intent) (*decision, error) {
	role, err := tx.Role(ctx, by.ID, in.AccountID)
	if err != nil {
		return nil, err
	}
	d := &decision{role: role}
	if d.facts, err = tx.Facts(ctx, in.AccountID, role); err != nil {
		return nil, err
	}
	d.change = e.newChange(by, in, d.facts)
	d.preview, err = tx.Preview(ctx, in.AccountID, in.PreviewID)
	if problem := billing.CodeOf(err); problem == billing.PreviewUnknown {
		d.refusal = billing.NewProblem(problem, "preview", in.PreviewID)
		return d, nil
	}
	if err != nil {
		return nil, err
	}
	d.change.After, d.change.EffectiveAt = d.preview.After, d.preview.EffectiveAt
	if d.refusal = d.stale(in, e.now()); d.refusal != nil {
		return d, nil
	}
	if d.refusal, err = d.repriced(in); d.refusal != nil || err != nil {
		return d, err
	}
	d.refusal, err = d.choosePayment(ctx, tx, in)
	return d, err
}

// newChange is the record of an intent before anything is decided.
func (e *Engine) newChange(by billing.Person, in billing.Intent, f billing.Facts) *store.Change {
	return &store.Change{
		Change: billing.Change{
			ID: in.ID, At: e.now(), Actor: by.Name, PreviewID: in.PreviewID,
			Before: f.Subscription.Terms, After: f.Subscription.Terms, EffectiveAt: e.now(),
			AmountCharged: money.Zero(f.Account.Currency), Reason: in.Reason, Category: in.Category,
		},
		AccountID: in.AccountID, ActorID: by.ID, BodyHash: bodyHash(in), Params: map[string]string{},
	}
}

// stale refuses a preview that no longer stands for the subscription.
func (d *decision) stale(in billing.Intent, now time.Time) *billing.Problem {
	s := d.facts.Subscription
	switch {
	case !d.role.ManagesBilling():
		return billing.NewProblem(billing.NotPermitted, "role", string(d.role))
	case d.preview.ConsumedBy != "":
		return billing.NewProblem(billing.PreviewConsumed, "change", d.preview.ConsumedBy)
	case s.InFlight != "":
		return billing.NewProblem(billing.ChangeInFlight, "change", s.InFlight)
	case !now.Before(d.preview.ExpiresAt):
		return billing.NewProblem(billing.PreviewExpired, "at", d.preview.ExpiresAt.Format(time.RFC3339))
	case d.preview.Revision != s.Revision:
		return priceChanged(in)
	default:
		return nil
	}
}

// repriced computes the preview again at its own instant from what holds now:
// what blocks the change refuses it, and so does any other amount.
func (d *decision) repriced(in billing.Intent) (*billing.Problem, error) {
	again, err := billing.NewPreview(d.facts, d.preview.Patch, d.preview.At)
	if err != nil {
		return nil, err
	}
	if len(again.Blockers) > 0 {
		first := again.Blockers[0]
		return &billing.Problem{Code: first.Code, Params: first.Params}, nil
	}
	if !sameMoney(&again, &d.preview.Preview) || !in.AmountDue.Equal(d.preview.AmountDue) {
		return priceChanged(in), nil
	}
	return nil, nil
}

func priceChanged(in billing.Intent) *billing.Problem {
	return billing.NewProblem(billing.PriceChanged, "expected", in.AmountDue.String(), "currency", string(in.AmountDue.Currency()))
}

// sameMoney tells whether two previews bill the same items the same amounts.
func sameMoney(a, b *billing.Preview) bool {
	sameLine := func(x, y billing.Line) bool {
		return x.Kind == y.Kind && x.Item == y.Item && x.Amount.Equal(y.Amount)
	}
	return slices.EqualFunc(a.Lines, b.Lines, sameLine) && a.Total.Equal(b.Total) && a.AmountDue.Equal(b.AmountDue) &&
		a.BillingCreditApplied.Equal(b.BillingCreditApplied) && a.BillingCreditAfter.Equal(b.BillingCreditAfter)
}

// choosePayment settles what the change is paid with, where it is paid.
func (d *decision) choosePayment(ctx context.Context, tx *store.Tx, in billing.Intent) (*billing.Problem, error) {
	if !d.preview.Charged() {
		return nil, nil
	}
	if in.Payment == billing.PayByBalance {
		d.change.Payment = billing.PayByBalance
		if balance := d.facts.Account.AccountBalance; balance.Cmp(d.preview.AmountDue) < 0 {
			return billing.NewProblem(billing.InsufficientBalance,
				"balance", balance.String(), "amount", d.preview.AmountDue.String(), "currency", string(balance.Currency())), nil
		}
		return nil, nil
	}
	methods, err := tx.Methods(ctx, in.AccountID)
	if err != nil {
		return nil, err
	}
	for _, m := range methods {
		// The default is the first that can still be charged; one that is named is taken at its word.
		if in.Payment == m.ID || in.Payment == "" && m.Status != billing.MethodExpired {
			d.change.Payment = m.ID
			return nil, nil
		}
	}
	if in.Payment == "" {
		return billing.NewProblem(billing.NoPaymentMethod), nil
	}
	return billing.NewProblem(billing.MethodUnknown, "method", in.Payment), nil
}
