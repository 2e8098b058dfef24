package billing

import (
	"slices"
	"time"

	"billfold/billing/money"
)

// booked is an Evidence with how it stands to the charge.
type booked struct {
	Evidence
	days int  // from it to the statement's day
	same bool // its amount is the charge's
}

// is tells whether an amount is the charge's.
func (c Charge) is(m money.Money) bool {
	return !m.IsUnset() && m.Sign() > 0 && m.Currency() == c.Currency && m.Amount().Equal(c.Amount)
}

// foreign tells whether an amount is in another currency than the statement's.
func (c Charge) foreign(m money.Money) bool {
	return !m.IsUnset() && m.Sign() > 0 && m.Currency() != c.Currency
}

func (b *booked) inTime() bool { return b.days >= bookedEarliest && b.days <= bookedLatest }

func (b *booked) explains() bool { return b.same && b.inTime() }

// gather is every charge, and every try, of a card that ledgers know of, newest first.
func (c Charge) gather(ledgers []AccountLedger) []booked {
	var all []booked
	for i := range ledgers {
		for n := range ledgers[i].Invoices {
			all = append(all, c.tries(&ledgers[i], &ledgers[i].Invoices[n])...)
		}
	}
	slices.SortStableFunc(all, func(a, b booked) int { return b.At.Compare(a.At) })
	return all
}

// tries are those of an invoice. What was paid of the account balance is on no card's
// statement.
func (c Charge) tries(l *AccountLedger, i *Invoice) []booked {
	if i.IsCreditNote() {
		return nil
	}
	attempts := i.Attempts
	if len(attempts) == 0 && i.AmountPaid.Sign() > 0 { // an older one, of which no try is kept
		attempts = []PaymentAttempt{{At: i.At, Result: PaymentSucceeded}}
	}
	change := l.behind(i)
	var all []booked
	for _, a := range attempts {
		if a.Method == PayByBalance {
			continue
		}
		b := booked{days: c.daysFrom(a.At, l.Zone)}
		b.Evidence = Evidence{
			AccountID: l.ID, Account: l.Name, Kind: i.claimed(change), Invoice: *i, At: a.At, Method: a.Method, Failed: a.Result != PaymentSucceeded,
			ChangeID: i.ChangeID,
		}
		if change != nil {
			b.ChangeID, b.Actor = change.ID, change.Actor
		}
		b.Amount = i.charged(b.Failed)
		b.same = c.is(b.Amount)
		all = append(all, b)
	}
	return all
}

// daysFrom counts the days from an instant's, in a zone, to the statement's.
func (c Charge) daysFrom(at time.Time, zone *time.Location) int {
	if zone == nil {
		zone = time.UTC
	}
	year, month, day := at.In(zone).Date()
	return int(c.On.Sub(time.Date(year, month, day, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
}

// charged is what a try took from a card, or would have: what was paid of an invoice is
// less than its total by the billing credit, and a statement that has the total has too
// much on it.
func (i *Invoice) charged(failed bool) money.Money {
	if failed {
		return i.AmountDue
	}
	return i.AmountPaid
}

// behind is the change that made an invoice, as far as it is known.
func (l *AccountLedger) behind(i *Invoice) *Change {
	at := slices.IndexFunc(l.Changes, func(c Change) bool {
		return c.ID == i.ChangeID && i.ChangeID != "" || c.InvoiceID == i.ID && i.ID != ""
	})
	if at < 0 {
		return nil
	}
	return &l.Changes[at]
}

// claimed is what an invoice is for. One of recurring lines is a renewal, unless
// somebody's change began the period.
func (i *Invoice) claimed(change *Change) ClaimKind {
	kind := ClaimRenewal
	for n := range i.Lines {
		line := &i.Lines[n]
		switch {
		case line.Code == LinePack:
			return ClaimPack
		case line.Code == LineTopUp:
			return ClaimTopUp
		case line.Kind != ProrationCharge:
		case line.Item == ItemPlan || line.Item == ItemSeats:
			return ClaimUpgrade
		default:
			kind = ClaimAddon
		}
	}
	if kind == ClaimRenewal && (i.ChangeID != "" || change != nil) && (change == nil || change.Kind == OrderChange) {
		return ClaimUpgrade
	}
	return kind
}
