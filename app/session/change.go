package session

import (
	"context"
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/google/uuid"
)

// Preview has the backend price an order and hold that price. That of a change of
// terms is saved, so that Held finds it. Offline there is none: see Estimate.
func (s *Session) Preview(ctx context.Context, account string, order billing.Order) (billing.Preview, error) {
	d, err := s.desk()
	if err != nil {
		return billing.Preview{}, err
	}
	p, err := d.remote.Preview(ctx, account, order)
	if err != nil || order.Kind != billing.OrderChange {
		return p, err
	}
	if err := d.cache.SavePreview(ctx, account, p.Before.With(order.Patch), p); err != nil {
		s.Log.WarnContext(ctx, "preview not saved", "preview", p.ID, "error", err)
	}
	return p, nil
}

// Estimate prices an order from the saved copy, with the same arithmetic. It
// cannot be confirmed.
func (s *Session) Estimate(ctx context.Context, account string, order billing.Order) (billing.Preview, error) {
	facts, err := s.Facts(ctx, account)
	if err != nil {
		return billing.Preview{}, err
	}
	if order.Kind == billing.OrderPayment {
		invoices, err := s.Invoices(ctx, account, "", -1)
		if err != nil {
			return billing.Preview{}, err
		}
		facts.Open = billing.OldestOpen(invoices)
	}
	return billing.Quote(facts, order, s.Now())
}

// Held is the newest saved preview of the same terms and revision whose price is
// still held and that was not sent yet; not_found where there is none. While a
// change is scheduled there never is one, because the target alone does not say
// what becomes of that.
func (s *Session) Held(ctx context.Context, account string, patch billing.Patch) (billing.Preview, error) {
	d, err := s.desk()
	if err != nil {
		return billing.Preview{}, err
	}
	facts, err := d.cache.Facts(ctx, account)
	if err != nil {
		return billing.Preview{}, err
	}
	subscription := facts.Subscription
	if subscription.Scheduled != nil {
		return billing.Preview{}, billing.NewProblem(billing.NotFound)
	}
	return d.cache.Preview(ctx, account, subscription.Terms.With(patch), subscription.Revision, s.Now())
}

// Order is a confirm that a person gave: this preview and no other.
type Order struct {
	Account  string
	Preview  billing.Preview
	Payment  string // a payment method's id or billing.PayByBalance; empty is the default method, which is then named and signed
	Reason   string
	Category billing.Category
}

// target is what was asked for: what waits as well as what is now.
func (o Order) target() billing.Terms {
	if o.Preview.Scheduled != nil {
		return o.Preview.Scheduled.After
	}
	return o.Preview.After
}

// Confirm puts an order on disk and then sends it, repeating it while its outcome
// is unknown until patience or the preview's hold ends. It is signed with the key
// of this program's device: see EnrolDevice. The outcome says what is
// known, unknown included; an error says that nothing was and will be charged.
func (s *Session) Confirm(ctx context.Context, o Order, patience time.Duration) (billing.Outcome, error) {
	d, err := s.desk()
	if err != nil {
		return billing.Outcome{}, err
	}
	if err := billing.CheckReason(o.Reason); err != nil {
		return billing.Outcome{}, err
	}
	if o.Preview.Estimate || o.Preview.ID == "" {
		return billing.Outcome{}, billing.NewProblem(billing.EstimateOnly)
	}
	if o.Payment == "" {
		facts, err := d.cache.Facts(ctx, o.Account)
		if err != nil {
			return billing.Outcome{}, err
		}
		o.Payment = facts.Account.DefaultPayment(&o.Preview)
	}
	if o.Payment == "" && o.Preview.Charged() { // nothing is signed that names nothing
		return billing.Outcome{}, billing.NewProblem(billing.NoPaymentMethod)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("name change: %w", err)
	}
	until := s.Now().Add(patience)
	if o.Preview.ExpiresAt.Before(until) {
		until = o.Preview.ExpiresAt
	}
	in := billing.Intent{
		ID: id.String(), AccountID: o.Account, PreviewID: o.Preview.ID, AmountDue: o.Preview.AmountDue,
		Payment: o.Payment, Reason: o.Reason, Category: o.Category,
		Kind: o.Preview.Kind, Target: o.target(), At: s.Now().UTC(),
	}
	if err := s.sign(ctx, d, &in, o.Preview); err != nil {
		return billing.Outcome{}, err
	}
	outcome, err := d.outbox.Submit(ctx, in, until)
	if code := billing.CodeOf(err); code == billing.DeviceUnknown || code == billing.DeviceRevoked {
		s.forgetKey(ctx, d, in.Signed.Device) // it will sign nothing any more; another can be set up
	}
	if code := billing.CodeOf(err); !unsent(code) {
		s.useUp(ctx, d, o)
	}
	return outcome, err
}

// unsent tells whether a confirm that failed so left its preview good to be
// confirmed again.
func unsent(code billing.Code) bool {
	switch code {
	case billing.Offline, billing.ChangeInFlight, billing.DeviceUnknown, billing.DeviceRevoked, billing.SignatureMissing,
		billing.SignatureInvalid, billing.OriginUnknown, billing.Unauthenticated, billing.TooManyRequests:
		return true
	default:
		return false
	}
}

// useUp keeps a preview that was sent, for the history, and from being found by Held:
// billing refuses it a second time, or has already.
func (s *Session) useUp(ctx context.Context, d *desk, o Order) {
	if err := d.cache.KeepConfirmed(context.WithoutCancel(ctx), o.Account, o.Preview); err != nil {
		s.Log.WarnContext(ctx, "used preview not kept", "preview", o.Preview.ID, "error", err)
	}
}

// ConfirmedPreview is a preview as it was confirmed: the one that was kept here, or
// billing's, which is then kept too. It is nil where there is none here and billing
// cannot be reached.
func (s *Session) ConfirmedPreview(ctx context.Context, account, id string) (*billing.Preview, error) {
	d, err := s.desk()
	if err != nil {
		return nil, err
	}
	kept, err := d.cache.Confirmed(ctx, account, id)
	if err == nil {
		return &kept, nil
	}
	if billing.CodeOf(err) != billing.NotFound {
		s.Log.WarnContext(ctx, "kept preview not read", "preview", id, "error", err)
	}
	p, err := d.remote.StoredPreview(ctx, account, id)
	if billing.CodeOf(err) == billing.Offline {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := d.cache.KeepConfirmed(ctx, account, p); err != nil {
		s.Log.WarnContext(ctx, "preview not kept", "preview", id, "error", err)
	}
	return &p, nil
}

// Settle asks what became of changes whose outcome is not known. It never sends
// one: what the backend has not seen becomes a draft.
func (s *Session) Settle(ctx context.Context) ([]billing.Outcome, error) {
	return read(s, func(d *desk) ([]billing.Outcome, error) { return d.outbox.Settle(ctx) })
}

// Withdraw gives up the account's change that waits for a bank's proof, and records
// what became of it; where there is none it is a Problem not_found.
func (s *Session) Withdraw(ctx context.Context, account string) (billing.Outcome, error) {
	d, err := s.desk()
	if err != nil {
		return billing.Outcome{}, err
	}
	pending, err := s.Pending(ctx, account)
	if err != nil {
		return billing.Outcome{}, err
	}
	if pending == nil {
		return billing.Outcome{}, billing.NewProblem(billing.NotFound)
	}
	outcome, err := d.remote.Withdraw(ctx, account, pending.Intent.ID)
	if err != nil {
		return billing.Outcome{}, err
	}
	if _, err := d.outbox.Settle(ctx); err != nil {
		s.Log.WarnContext(ctx, "outcome of withdrawn change not recorded yet", "change", pending.Intent.ID, "error", err)
	}
	return outcome, nil
}

// UndoScheduled drops the account's scheduled change and catches up.
func (s *Session) UndoScheduled(ctx context.Context, account string) (billing.Outcome, error) {
	return s.act(ctx, account, func(b backend, ctx context.Context, account, key string) (billing.Outcome, error) {
		signed, err := s.signUndo(ctx, account, key)
		if err != nil {
			return billing.Outcome{}, err
		}
		return b.UndoScheduled(ctx, account, key, signed)
	})
}

// signUndo signs that what is scheduled is dropped. Where nothing is, there is
// nothing to sign: the backend says so.
func (s *Session) signUndo(ctx context.Context, account, key string) (billing.Signature, error) {
	d, err := s.desk()
	if err != nil {
		return billing.Signature{}, err
	}
	// What is signed is what billing has now, whatever was scheduled elsewhere since.
	if _, err := d.syncer.Refresh(ctx, account); err != nil {
		return billing.Signature{}, err
	}
	facts, err := d.cache.Facts(ctx, account)
	if err != nil || facts.Subscription.Scheduled == nil {
		return billing.Signature{}, err
	}
	in := billing.Intent{ID: key, AccountID: account, AmountDue: money.Zero(facts.Account.Currency)}
	err = s.sign(ctx, d, &in, billing.Undoing(facts.Subscription, facts.Account.Currency))
	return in.Signed, err
}

// Cancel has the account's subscription end with its billing period, and catches
// up.
func (s *Session) Cancel(ctx context.Context, account, reason string) (billing.Outcome, error) {
	if err := billing.CheckReason(reason); err != nil {
		return billing.Outcome{}, err
	}
	return s.act(ctx, account, func(b backend, ctx context.Context, account, key string) (billing.Outcome, error) {
		return b.Cancel(ctx, account, key, reason)
	})
}

// acts is how often an act without a price is tried where no answer comes: under
// one key it happens once.
const acts = 3

func (s *Session) act(ctx context.Context, account string, do func(b backend, ctx context.Context, account, key string) (billing.Outcome, error)) (billing.Outcome, error) {
	d, err := s.desk()
	if err != nil {
		return billing.Outcome{}, err
	}
	key, err := uuid.NewV7()
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("name change: %w", err)
	}
	outcome, err := do(d.remote, ctx, account, key.String())
	for again := 1; again < acts && billing.CodeOf(err) == billing.Offline && ctx.Err() == nil; again++ {
		outcome, err = do(d.remote, ctx, account, key.String())
	}
	if err != nil {
		return billing.Outcome{}, err
	}
	if _, err := d.syncer.Refresh(ctx, account); err != nil {
		s.Log.WarnContext(ctx, "account not caught up", "account", account, "error", err)
	}
	return outcome, nil
}

// KeepDraft saves what an order asks for without confirming it.
func (s *Session) KeepDraft(ctx context.Context, o Order) error {
	if err := billing.CheckReason(o.Reason); err != nil {
		return err
	}
	d, err := s.desk()
	if err != nil {
		return err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("name draft: %w", err)
	}
	err = d.cache.SaveDraft(ctx, billing.Draft{
		ID: id.String(), AccountID: o.Account, Target: o.target(), Reason: o.Reason, At: s.Now().UTC(),
	})
	s.signal.Emit(o.Account, billing.KindOutbox)
	return err
}

// DropDraft deletes a draft of an account.
func (s *Session) DropDraft(ctx context.Context, account, id string) error {
	d, err := s.desk()
	if err != nil {
		return err
	}
	err = d.cache.DeleteDraft(ctx, id)
	s.signal.Emit(account, billing.KindOutbox)
	return err
}
