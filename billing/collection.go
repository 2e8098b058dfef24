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
	// Retry counts the tries of the schedule after the first one, which is 0.
	Retry int
	// ByHand says that somebody paid it outside of the schedule.
	ByHand bool
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
	first, tries := i.Attempts[0].At, 0
	for n := range i.Attempts {
		step := CollectionStep{At: i.Attempts[n].At, Retry: tries, Made: &i.Attempts[n]}
		if n > 0 && d.byHand(first, step.Made) {
			step.Retry, step.ByHand = 0, true
		} else {
			tries++
		}
		steps = append(steps, step)
	}
	for n := tries; n <= len(d.RetryDays); n++ {
		steps = append(steps, CollectionStep{At: first.AddDate(0, 0, d.RetryDays[n-1]), Retry: n})
	}
	if !i.IsReload() {
		steps = append(steps, CollectionStep{At: d.GraceEnds(first), GraceEnd: true})
	}
	slices.SortStableFunc(steps, func(a, b CollectionStep) int { return a.At.Compare(b.At) })
	return steps
}

// byHand tells whether a try is no try of the schedule that began with a first failure.
// What fails is always one: a payment that somebody confirmed and that was declined is
// no try to collect the invoice.
func (d Dunning) byHand(first time.Time, try *PaymentAttempt) bool {
	return try.Result == PaymentSucceeded &&
		!slices.ContainsFunc(d.RetryDays, func(days int) bool { return try.At.Equal(first.AddDate(0, 0, days)) })
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
