package engine

import (
	"context"
	"errors"
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
	preview store.Preview
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
	if err := billing.CheckReason(in.Reason); err != nil {
		return nil, err
	}
	d := &decision{role: role}
	if d.preview, err = tx.Preview(ctx, in.AccountID, in.PreviewID); err != nil {
		return nil, err
	}
	if err := e.signed(ctx, tx, by, in, d.preview.Preview); err != nil {
		return nil, err
	}
	if d.facts, err = factsFor(ctx, tx, request{account: in.AccountID, role: role, order: d.preview.Order}); err != nil {
		return nil, err
	}
	d.change = e.newChange(by, in, d.facts)
	if d.change.Device, err = signer(ctx, tx, in); err != nil {
		return nil, err
	}
	d.change.Kind, d.change.After, d.change.EffectiveAt = d.preview.Kind, d.preview.After, d.preview.EffectiveAt
	if d.refusal = d.stale(in, e.now()); d.refusal != nil {
		return d, nil
	}
	if d.refusal, err = d.repriced(in); d.refusal != nil || err != nil {
		return d, err
	}
	if d.preview.Kind == billing.OrderPayment {
		if d.refusal, err = e.collecting(ctx, tx, in.AccountID); d.refusal != nil || err != nil {
			return d, err
		}
	}
	d.refusal, err = d.choosePayment(ctx, tx, in)
	return d, err
}

// signer is the name of the device that signed an intent; empty where nobody had to.
func signer(ctx context.Context, tx *store.Tx, in billing.Intent) (string, error) {
	d, err := tx.Device(ctx, in.Signed.Device)
	if billing.CodeOf(err) == billing.DeviceUnknown {
		return "", nil
	}
	return d.Name, err
}

// newChange is the record of an intent before anything is decided.
func (e *Engine) newChange(by billing.Person, in billing.Intent, f billing.Facts) *store.Change {
	return &store.Change{
		Change: billing.Change{
			ID: in.ID, Kind: billing.OrderChange, At: e.now(), Actor: by.Name, PreviewID: in.PreviewID,
			Before: f.Subscription.Terms, After: f.Subscription.Terms, EffectiveAt: e.now(),
			AmountCharged: money.Zero(f.Account.Currency), Reason: in.Reason, Category: in.Category, Params: map[string]string{},
		},
		AccountID: in.AccountID, ActorID: by.ID, BodyHash: bodyHash(in),
	}
}

// stale refuses a preview that no longer stands for the subscription.
func (d *decision) stale(in billing.Intent, now time.Time) *billing.Problem {
	s := d.facts.Subscription
	switch {
	case !d.role.May(billing.ChangeBilling):
		return billing.NotAllowed(billing.ChangeBilling, d.role)
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
	again, err := billing.Quote(d.facts, d.preview.Order, d.preview.At)
	if problem, ok := errors.AsType[*billing.Problem](err); ok {
		return problem, nil // what the preview was of is there no more
	}
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
	return slices.EqualFunc(a.Lines, b.Lines, sameLine) && a.Pays == b.Pays && a.Total.Equal(b.Total) && a.AmountDue.Equal(b.AmountDue) &&
		a.BillingCreditApplied.Equal(b.BillingCreditApplied) && a.BillingCreditAfter.Equal(b.BillingCreditAfter)
}

// collecting refuses what must not happen while an earlier try to collect what is due has
// not been answered, such as paying it by hand: it may have been paid. The caller has the
// account's turn.
func (e *Engine) collecting(ctx context.Context, tx *store.Tx, account string) (*billing.Problem, error) {
	due, err := tx.DueInvoice(ctx, account)
	if err != nil || due == nil || due.At.After(e.now()) {
		return nil, err
	}
	return billing.NewProblem(billing.PaymentUnderWay), nil
}

// choosePayment settles what the order is paid with, where it is paid; where nothing
// is named, by the account's own rule.
func (d *decision) choosePayment(ctx context.Context, tx *store.Tx, in billing.Intent) (*billing.Problem, error) {
	if !d.preview.Charged() {
		return nil, nil
	}
	methods, err := tx.Methods(ctx, in.AccountID)
	if err != nil {
		return nil, err
	}
	payment, unasked := in.Payment, in.Payment == ""
	if unasked {
		payment = d.facts.Account.DefaultPayment(&d.preview.Preview)
	}
	switch {
	case payment != "" && payment != billing.PayByBalance:
		if !slices.ContainsFunc(methods, func(m store.Method) bool { return m.ID == payment }) {
			return billing.NewProblem(billing.MethodUnknown, "method", payment), nil
		}
		d.change.Payment = payment // one that is named is taken at its word
		return nil, nil
	case d.preview.Kind == billing.OrderTopUp:
		return billing.NewProblem(billing.NoPaymentMethod), nil
	default:
		return d.payByBalance(unasked), nil
	}
}

// payByBalance pays of the account balance, or refuses it as too low; where
// nobody asked for it and it is empty, there is simply no way to pay.
func (d *decision) payByBalance(unasked bool) *billing.Problem {
	balance, due := d.facts.Account.AccountBalance, d.preview.AmountDue
	switch {
	case balance.Cmp(due) >= 0:
		d.change.Payment = billing.PayByBalance
		return nil
	case unasked && balance.Sign() <= 0:
		return billing.NewProblem(billing.NoPaymentMethod)
	default:
		return billing.NewProblem(billing.InsufficientBalance,
			"balance", balance.String(), "amount", due.String(), "currency", string(balance.Currency()))
	}
}
