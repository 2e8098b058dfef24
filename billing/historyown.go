package billing

import (
	"fmt"
	"time"

	"billfold/billing/money"
)

// ofInvoice is what billing did by itself about an invoice, the oldest first.
func (b historian) ofInvoice(i *Invoice) []HistoryEntry {
	var all []HistoryEntry
	if !b.told[i.ID] {
		all = append(all, issued(i))
	}
	for n := range i.Attempts {
		if n == 0 || b.paying(i, &i.Attempts[n]) != "" {
			continue
		}
		all = append(all, retry(i, n))
	}
	if closed, ok := closing(i); ok && (b.told[i.ID] || len(i.Attempts) > 0) {
		all = append(all, closed)
	}
	b.link(i, all)
	return all
}

// link has every failure name the entry that came of it.
func (b historian) link(i *Invoice, own []HistoryEntry) {
	for n := range own {
		failed := own[n].Outcome == HistoryDeclined || own[n].Outcome == HistoryNeedsProof
		switch {
		case !failed:
		case n+1 < len(own):
			own[n].Next = own[n+1].ID
		case len(i.Attempts) > 0:
			own[n].Next = b.paying(i, &i.Attempts[len(i.Attempts)-1])
		}
	}
}

// paying is the change that somebody paid an invoice by, where a try is that payment.
func (b historian) paying(i *Invoice, a *PaymentAttempt) string {
	for n := range b.changes {
		c := &b.changes[n]
		if c.Kind == OrderPayment && c.State == ChangeApplied && c.InvoiceID == i.ID && c.At.Equal(a.At) {
			return c.ID
		}
	}
	return ""
}

// issued is that a document was made, with the first try to collect it.
func issued(i *Invoice) HistoryEntry {
	e := entryOf(i)
	e.ID, e.At, e.Outcome = i.ID, i.At, HistoryApplied
	switch {
	case i.IsCreditNote():
		e.Kind, e.Amount = HistoryCreditNote, i.Total
	case i.IsReload():
		e.Kind = HistoryReload
	default:
		e.Kind = kindOf(i)
	}
	if closed, ok := closing(i); ok && len(i.Attempts) == 0 {
		e.Outcome = closed.Outcome
		return e
	}
	switch {
	case len(i.Attempts) > 0:
		e.try(i, 0)
	case i.Status == InvoiceOpen:
		e.Outcome = HistoryOpen
	}
	return e
}

// kindOf tells a period that was billed from usage alone, and both from what no change
// is known of.
func kindOf(i *Invoice) HistoryKind {
	usage := len(i.Lines) > 0
	for n := range i.Lines {
		switch i.Lines[n].Kind {
		case Recurring:
			return HistoryRenewal
		case UsageLine:
		default:
			usage = false
		}
	}
	if usage {
		return HistoryUsage
	}
	return HistoryInvoice
}

// retry is the n-th try to collect a document after the first.
func retry(i *Invoice, n int) HistoryEntry {
	e := entryOf(i)
	e.ID, e.Kind, e.At, e.Try = fmt.Sprintf("%s/%d", i.ID, n), HistoryRetry, i.Attempts[n].At, n
	e.try(i, n)
	return e
}

// closing is that an invoice is collected no more.
func closing(i *Invoice) (HistoryEntry, bool) {
	outcome := map[InvoiceStatus]HistoryOutcome{InvoiceVoid: HistoryVoid, InvoiceUncollectible: HistoryUncollectible}[i.Status]
	if outcome == "" {
		return HistoryEntry{}, false
	}
	e := entryOf(i)
	e.ID, e.Kind, e.Outcome = i.ID+"/closed", HistoryClosed, outcome
	e.At, e.After = i.Closed()
	return e, true
}

// Closed is the last that is known of when a void or uncollectible invoice came to be one:
// nobody wrote that down, but it was not before the last try. Later tells that it may have
// been after that; what auto-reload could not pay is given up with the last try.
func (i *Invoice) Closed() (at time.Time, later bool) {
	n := len(i.Attempts)
	if n == 0 {
		return i.At, true
	}
	return i.Attempts[n-1].At, !i.IsReload()
}

// entryOf is an entry about a document, of which nothing else is known yet.
func entryOf(i *Invoice) HistoryEntry {
	e := HistoryEntry{InvoiceID: i.ID, Number: i.Number, Amount: money.Zero(i.Currency)}
	e.Subject, e.Count = subject(i)
	return e
}

// subject is the plan or the packs that a document bills, and how many packs.
func subject(i *Invoice) (name string, count int) {
	for n := range i.Lines {
		line := &i.Lines[n]
		switch {
		case line.Code == LinePack:
			return line.Params["name"], int(line.Quantity.IntPart())
		case line.Item == ItemPlan, line.Item == ItemSeats:
			return line.Params["name"], 0
		}
	}
	return "", 0
}

// try says what came of the n-th try.
func (e *HistoryEntry) try(i *Invoice, n int) {
	a := i.Attempts[n]
	e.Method = a.Method
	switch a.Result {
	case PaymentSucceeded:
		e.Outcome, e.Amount = HistoryApplied, i.AmountPaid
	case PaymentRefused:
		e.Outcome, e.Refusal = HistoryDeclined, a.Reason
	case PaymentNeedsProof:
		e.Outcome, e.Refusal = HistoryNeedsProof, a.Reason
	}
}
