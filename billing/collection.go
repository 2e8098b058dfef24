package billing

import (
	"slices"
	"time"
)

// NextTry is when an invoice is collected again after attempts that all failed,
// counted in days from the first; nil when the schedule is at its end.
func (d Dunning) NextTry(attempts []PaymentAttempt) *time.Time {
	failed := len(attempts)
	if failed == 0 || failed > len(d.RetryDays) {
		return nil
	}
	at := attempts[0].At.AddDate(0, 0, d.RetryDays[failed-1])
	return &at
}

// GraceEnds is when the grace period ends that began with a first failure.
func (d Dunning) GraceEnds(first time.Time) time.Time { return first.AddDate(0, 0, d.GraceDays) }

// CollectionStep is a try to collect an invoice, made or planned, or the end of the
// grace period.
type CollectionStep struct {
	At time.Time
	// Retry counts the tries after the first one, which is 0.
	Retry int
	// Made is the try as it was made; nil where it was not, or not yet.
	Made *PaymentAttempt
	// GraceEnd says that the step is no try but the end of the grace period.
	GraceEnd bool
}

// Collection is what was tried to collect an invoice, what the schedule has after
// that, and the end of grace. An invoice that nobody has tried to collect has none.
// Packs that were bought by themselves have no grace: they are given up instead.
func (d Dunning) Collection(i *Invoice) []CollectionStep {
	if len(i.Attempts) == 0 {
		return nil
	}
	var steps []CollectionStep
	for n := range i.Attempts {
		steps = append(steps, CollectionStep{At: i.Attempts[n].At, Retry: n, Made: &i.Attempts[n]})
	}
	first := i.Attempts[0].At
	for n := len(steps); n <= len(d.RetryDays); n++ {
		steps = append(steps, CollectionStep{At: first.AddDate(0, 0, d.RetryDays[n-1]), Retry: n})
	}
	if !i.IsReload() {
		steps = append(steps, CollectionStep{At: d.GraceEnds(first), GraceEnd: true})
	}
	return steps
}

// IsReload tells the invoices of packs that were bought by themselves.
func (i *Invoice) IsReload() bool {
	return i.ChangeID == "" && slices.ContainsFunc(i.Lines, func(l Line) bool { return l.Code == LinePack })
}

// Failed tells whether a try to collect the invoice ever failed.
func (i *Invoice) Failed() bool {
	return slices.ContainsFunc(i.Attempts, func(a PaymentAttempt) bool { return a.Result != PaymentSucceeded })
}

// OldestOpen is the open invoice that is paid first, of a list with the newest
// first; nil where none is open.
func OldestOpen(newestFirst []Invoice) *Invoice {
	for n := range slices.Backward(newestFirst) {
		if newestFirst[n].Status == InvoiceOpen {
			return &newestFirst[n]
		}
	}
	return nil
}
