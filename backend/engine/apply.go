package engine

import (
	"context"
	"time"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// apply makes a change whose preview is paid for: terms and period as the
// preview said, and an invoice of its very lines and totals.
func (e *Engine) apply(ctx context.Context, tx *store.Tx, c *store.Change, p *store.Preview) error {
	s, err := tx.Subscription(ctx, c.AccountID)
	if err != nil {
		return err
	}
	s.InFlight, s.Scheduled = "", p.Scheduled
	c.State = billing.ChangeScheduled
	newPeriod := false
	if p.Timing != billing.PeriodEnd {
		// A trial's period may be the very one that follows it.
		leavesTrial := s.TrialEnds != nil && p.After.Plan != s.Terms.Plan
		newPeriod = leavesTrial || !p.Period.Start.Equal(s.Period.Start) || !p.Period.End.Equal(s.Period.End)
		c.State, s.Terms = billing.ChangeApplied, p.After
	}
	if newPeriod {
		s.Anchor, s.Period, s.Status, s.TrialEnds = p.Period.Start, p.Period, billing.StatusActive, nil
		s.Billed = nil
	}
	s.Billed = billed(s.Billed, p.Lines, newPeriod)
	if err := tx.PutSubscription(ctx, c.AccountID, s); err != nil {
		return err
	}
	if newPeriod {
		if err := restartCycle(ctx, tx, c.AccountID, s); err != nil {
			return err
		}
	}
	if len(p.Lines) > 0 {
		if err := e.invoiceChange(ctx, tx, c, p); err != nil {
			return err
		}
	}
	c.AmountCharged = p.AmountDue
	return tx.SettleChange(ctx, c)
}

// invoiceChange issues the paid invoice, or the credit note, of a change.
func (e *Engine) invoiceChange(ctx context.Context, tx *store.Tx, c *store.Change, p *store.Preview) error {
	i := billing.Invoice{
		At: c.At, Status: billing.InvoicePaid, Period: p.Period, Currency: p.Currency,
		Lines: p.Lines, Totals: p.Totals, AmountPaid: p.AmountDue, ChangeID: c.ID,
	}
	if err := e.issue(ctx, tx, c.AccountID, &i); err != nil {
		return err
	}
	c.InvoiceID = i.ID
	if !p.Charged() {
		return nil
	}
	label := billing.PayByBalance
	if c.Payment != billing.PayByBalance {
		m, err := methodOf(ctx, &tx.Reader, c)
		if err != nil {
			return err
		}
		label = m.Label()
	}
	return tx.InsertAttempt(ctx, c.AccountID, i.ID, c.ID, billing.PaymentAttempt{At: c.At, Method: label, Result: billing.PaymentSucceeded})
}

// issue gives an invoice its id and number, and moves the billing credit that
// it applies or, as a credit note, gives.
func (e *Engine) issue(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	i.ID = e.newID("inv_")
	if err := tx.InsertInvoice(ctx, account, i); err != nil {
		return err
	}
	credit := i.BillingCreditApplied.Neg()
	if i.IsCreditNote() {
		credit = i.Total.Neg()
	}
	return tx.Move(ctx, store.Movement{Account: account, Purse: store.BillingCredit, At: i.At, Amount: credit, Reference: i.ID})
}

// issueDue issues an invoice that nobody confirmed, a renewal's: open, and to
// be collected from the same instant on, unless nothing is due.
func (e *Engine) issueDue(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	i.Status, i.AmountPaid = billing.InvoicePaid, money.Zero(i.Currency)
	var next *time.Time
	if i.AmountDue.Sign() > 0 {
		i.Status, next = billing.InvoiceOpen, &i.At
	}
	if err := e.issue(ctx, tx, account, i); err != nil {
		return err
	}
	return tx.SetInvoiceStatus(ctx, account, i, next)
}

// restartCycle begins a usage cycle at the subscription's period: what was
// used of the old one no longer counts.
func restartCycle(ctx context.Context, tx *store.Tx, account string, s *billing.Subscription) error {
	u, err := tx.Usage(ctx, account)
	if err != nil {
		return err
	}
	u.Cycle, u.Meters = billing.PeriodContaining(s.Anchor, billing.Monthly, s.Period.Start), nil
	return tx.PutUsage(ctx, account, u)
}
