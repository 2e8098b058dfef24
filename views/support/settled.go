package support

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

// settlement is how something that was refused went through after all.
type settlement struct {
	refused time.Time // when it was, the last time
	at      time.Time // when it went through; zero where the books do not say
	number  string    // of the invoice that was paid; empty of another change
}

// since says it.
func (s *settlement) since(v view) string {
	if s.number != "" {
		later := ""
		if !s.at.IsZero() {
			later = v.w.ShortDay(s.at)
		}
		return words.T("{number} was declined on {day} and paid[ on {later}].", "number", s.number, "day", v.w.ShortDay(s.refused), "later", later)
	}
	return words.T("What was refused on {day} was made on {later}.", "day", v.w.ShortDay(s.refused), "later", v.w.ShortDay(s.at))
}

// newer is the one of two that was refused later; either may be nil.
func newer(a, b *settlement) *settlement {
	if a == nil || b != nil && b.refused.After(a.refused) {
		return b
	}
	return a
}

// paidSince is how an invoice was paid after a try that failed; nil where it is not.
func paidSince(i *billing.Invoice, failed time.Time) *settlement {
	at := slices.IndexFunc(i.Attempts, func(a billing.PaymentAttempt) bool {
		return a.Result == billing.PaymentSucceeded && !a.At.Before(failed)
	})
	switch {
	case at >= 0:
		return &settlement{refused: failed, at: i.Attempts[at].At, number: i.Number}
	case i.Status == billing.InvoicePaid:
		return &settlement{refused: failed, number: i.Number}
	default:
		return nil
	}
}

// triedSince is the last failed try whose invoice was paid later; nil where there is none.
func (v view) triedSince() *settlement {
	var last *settlement
	v.failures(func(t try) {
		last = newer(last, paidSince(t.invoice, t.attempt.At))
	})
	return last
}

// settled is how a refused change went through later: as a change of its kind that is made
// or scheduled and has all that was wanted, or as the payment of its invoice by whatever
// way. It is nil where nothing did.
func (v view) settled(c *billing.Change) *settlement {
	if c.Kind == billing.OrderPayment {
		if i := v.paidFor(c); i != nil {
			return paidSince(i, c.At)
		}
	}
	wanted := c.Before.PatchTo(c.After)
	for n := len(v.changes) - 1; n >= 0; n-- { // the first one after it
		later := &v.changes[n]
		made := later.State == billing.ChangeApplied || later.State == billing.ChangeScheduled
		if made && later.Kind == c.Kind && later.At.After(c.At) && later.After.Equal(later.After.With(wanted)) {
			return &settlement{refused: c.At, at: later.At}
		}
	}
	return nil
}

// paidFor is the invoice that a refused payment was for: the oldest that was open then.
func (v view) paidFor(c *billing.Change) *billing.Invoice {
	var oldest *billing.Invoice
	for n := range v.invoices {
		i := &v.invoices[n]
		if c.InvoiceID != "" && i.ID == c.InvoiceID {
			return i
		}
		paid := paidSince(i, c.At)
		open := i.Status == billing.InvoiceOpen || paid != nil && !paid.at.IsZero()
		if open && !i.At.After(c.At) && (oldest == nil || i.At.Before(oldest.At)) {
			oldest = i
		}
	}
	return oldest
}

// refusedSince is the last refused change that was made later, of those that were refused
// with one of the codes, or of all where none is named; nil where there is none.
func (v view) refusedSince(codes ...billing.Code) *settlement {
	var last *settlement
	for n := range v.changes {
		c := &v.changes[n]
		if c.State != billing.ChangeRejected || v.asked.change == "" && v.now.Sub(c.At) >= recently || v.asked.change != "" && c.ID != v.asked.change {
			continue
		}
		if len(codes) == 0 || slices.Contains(codes, c.Problem) {
			last = newer(last, v.settled(c))
		}
	}
	return last
}
