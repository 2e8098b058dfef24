package engine

import (
	"context"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
)

// applied is an order that is paid for, or costs nothing, and what it is applied
// to. The subscription is as it was read, with nothing in flight any more.
type applied struct {
	change       *store.Change
	preview      *store.Preview
	subscription *billing.Subscription
}

// apply carries an order out: exactly what its preview said.
func (e *Engine) apply(ctx context.Context, tx *store.Tx, a applied) error {
	c, s, p := a.change, a.subscription, a.preview
	c.State, c.AmountCharged = billing.ChangeApplied, p.AmountDue
	switch p.Kind {
	case billing.OrderChange:
		a.takeTerms()
	case billing.OrderResume:
		s.CancelAtPeriodEnd = false
	case billing.OrderAutoReload:
		if err := tx.SetAutoReload(ctx, c.AccountID, p.Order.Reload); err != nil {
			return err
		}
	case billing.OrderPack, billing.OrderTopUp, billing.OrderPayment:
	default: // acts have no preview to apply
	}
	if err := tx.PutSubscription(ctx, c.AccountID, s); err != nil {
		return err
	}
	if err := e.settleOrder(ctx, tx, a); err != nil {
		return err
	}
	return tx.SettleChange(ctx, c)
}

// settleOrder writes what follows from an order once the subscription is as it
// says: documents, what they deliver, allowances.
func (e *Engine) settleOrder(ctx context.Context, tx *store.Tx, a applied) error {
	c, p := a.change, a.preview
	if p.Kind == billing.OrderPayment {
		return e.payOpen(ctx, tx, a)
	}
	if len(p.Lines) > 0 {
		if err := e.invoiceChange(ctx, tx, a); err != nil {
			return err
		}
	}
	if p.Kind != billing.OrderChange {
		return nil
	}
	if p.Scheduled != nil {
		// What it leaves to remind of lies ahead from now on.
		if err := tx.SetReminded(ctx, c.AccountID, c.At); err != nil {
			return err
		}
	}
	if p.NewPeriod {
		return e.startCycle(ctx, tx, c.AccountID, a.subscription, p.At)
	}
	return e.regrant(ctx, tx, c.AccountID, p)
}

// takeTerms gives the subscription the terms, the period and what is billed as
// the preview said.
func (a applied) takeTerms() {
	s, p := a.subscription, a.preview
	s.Scheduled = p.Scheduled
	if p.Timing == billing.PeriodEnd {
		a.change.State = billing.ChangeScheduled
		return
	}
	s.Terms = p.After
	if p.NewPeriod {
		s.Begin(p.After, p.Period, p.Period.Start)
	}
	s.Bill(p.Lines, p.NewPeriod)
}

// invoiceChange issues the paid invoice, or the credit note, of a change.
func (e *Engine) invoiceChange(ctx context.Context, tx *store.Tx, a applied) error {
	c, p := a.change, a.preview
	i := billing.Invoice{
		At: c.At, Status: billing.InvoicePaid, Period: p.Period, Currency: p.Currency,
		Lines: p.Lines, Totals: p.Totals, AmountPaid: p.AmountDue, ChangeID: c.ID,
	}
	between := c.Parties
	if between == nil {
		now, err := parties(ctx, tx, c.AccountID)
		if err != nil {
			return err
		}
		between = &now
	}
	if err := e.issueBetween(ctx, tx, *between, c.AccountID, &i); err != nil {
		return err
	}
	c.InvoiceID = i.ID
	if p.Charged() {
		if err := noteAttempt(ctx, tx, c, i.ID); err != nil {
			return err
		}
	}
	return e.deliver(ctx, tx, c.AccountID, &i)
}

// payOpen makes the open invoice that a change paid a paid one.
func (e *Engine) payOpen(ctx context.Context, tx *store.Tx, a applied) error {
	c := a.change
	i, err := tx.OpenInvoice(ctx, c.AccountID)
	if err != nil || i == nil {
		return err
	}
	c.InvoiceID = i.ID
	if err := noteAttempt(ctx, tx, c, i.ID); err != nil {
		return err
	}
	return e.paid(ctx, tx, c.AccountID, i)
}

// noteAttempt records the payment of a change with its document.
func noteAttempt(ctx context.Context, tx *store.Tx, c *store.Change, invoice string) error {
	label := billing.PayByBalance
	if c.Payment != billing.PayByBalance {
		m, err := tx.Method(ctx, c.AccountID, c.Payment)
		if err != nil {
			return err
		}
		label = m.Label()
	}
	return tx.InsertAttempt(ctx, c.AccountID, invoice, c.ID, billing.PaymentAttempt{At: c.At, Method: label, Result: billing.PaymentSucceeded})
}

// parties are whom an invoice of an account is between now.
func parties(ctx context.Context, tx *store.Tx, account string) (store.Parties, error) {
	catalog, err := tx.Catalog(ctx, account)
	if err != nil {
		return store.Parties{}, err
	}
	details, err := tx.Details(ctx, account)
	return store.Parties{Seller: catalog.Vendor.Seller, BilledTo: details}, err
}

// issue issues an invoice between the two whom it is between now.
func (e *Engine) issue(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	between, err := parties(ctx, tx, account)
	if err != nil {
		return err
	}
	return e.issueBetween(ctx, tx, between, account, i)
}

// issueBetween gives an invoice its id and number and the two whom it is between, and
// moves the billing credit that it applies or, as a credit note, gives.
func (e *Engine) issueBetween(ctx context.Context, tx *store.Tx, between store.Parties, account string, i *billing.Invoice) error {
	i.ID, i.Seller, i.BilledTo = e.newID("inv_"), between.Seller, between.BilledTo
	if err := tx.InsertInvoice(ctx, account, i); err != nil {
		return err
	}
	credit := i.BillingCreditApplied.Neg()
	if i.IsCreditNote() {
		credit = i.Total.Neg()
	}
	return tx.Move(ctx, store.Movement{Account: account, Purse: store.BillingCredit, At: i.At, Amount: credit, Reference: i.ID})
}

// issueDue issues an invoice that nobody confirmed: a renewal's, usage, a pack
// that was bought by itself. It is open, and to be collected from the same
// instant on, unless nothing is due.
func (e *Engine) issueDue(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	i.Status, i.AmountPaid = billing.InvoiceOpen, money.Zero(i.Currency)
	if i.AmountDue.Sign() <= 0 {
		i.Status = billing.InvoicePaid
	}
	if err := e.issue(ctx, tx, account, i); err != nil {
		return err
	}
	if i.Status == billing.InvoicePaid {
		return e.deliver(ctx, tx, account, i)
	}
	return tx.SetInvoiceStatus(ctx, account, i, &i.At)
}

// deliver gives the account what a paid invoice sold once: credits of packs, and
// funds on the balance.
func (e *Engine) deliver(ctx context.Context, tx *store.Tx, account string, i *billing.Invoice) error {
	for n := range i.Lines {
		line := &i.Lines[n]
		if line.Item != billing.ItemTopUp {
			continue
		}
		err := tx.Move(ctx, store.Movement{Account: account, Purse: store.AccountBalance, At: i.At, Amount: line.Amount, Reference: i.ID})
		if err != nil {
			return err
		}
	}
	catalog, err := tx.Catalog(ctx, account)
	if err != nil {
		return err
	}
	packs := catalog.PackGrants(i, e.now(), func() string { return e.newID("cgr_") })
	if len(packs) == 0 {
		return nil
	}
	return e.changeGrants(ctx, tx, account, func(grants []billing.CreditGrant) []billing.CreditGrant { return append(grants, packs...) })
}
