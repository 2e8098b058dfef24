package billing

import "time"

// ExpiresSoon is how many days before it expires a card is to be replaced.
const ExpiresSoon = 60

// Label is a payment method as it may be shown, and as attempts name it: "Visa 4242".
func (m *PaymentMethod) Label() string { return m.Brand + " " + m.Last4 }

// Ends is the instant from which a card can no longer be charged: the end of its
// month, in UTC.
func (m *PaymentMethod) Ends() time.Time {
	return time.Date(m.ExpYear, time.Month(m.ExpMonth)+1, 1, 0, 0, 0, 0, time.UTC)
}

// Expired tells whether a card can no longer be charged, by what billing says of it or
// by the calendar.
func (m *PaymentMethod) Expired(now time.Time) bool {
	return m.Status == MethodExpired || !now.Before(m.Ends())
}

// DaysLeft is how many days follow today on which a card can still be charged; 0 on
// its last day, and after it.
func (m *PaymentMethod) DaysLeft(now time.Time) int {
	return int(max(0, m.Ends().Sub(now)) / (24 * time.Hour))
}
