package billing

import "time"

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
