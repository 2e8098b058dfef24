package words

import (
	"fmt"
	"time"

	"billfold/billing"
)

// CardHealth is whether a card can be charged, now and at the next renewals.
type CardHealth int

// The healths of a card, the worst last.
const (
	CardSound  CardHealth = iota
	CardEnding            // it is to be replaced before long
	CardFails
)

// Card names a payment method: "Visa ending 4242".
func Card(m billing.PaymentMethod) string {
	return T("{brand} ending {last}", "brand", m.Brand, "last", m.Last4)
}

// CardMonth is when a card ends, as it is printed on it: "08/2028".
func CardMonth(m *billing.PaymentMethod) string { return fmt.Sprintf("%02d/%d", m.ExpMonth, m.ExpYear) }

// HealthOf tells how a card stands at an instant, and in a word: "Works", "Expires soon",
// "Declined", "Expired".
func HealthOf(m *billing.PaymentMethod, now time.Time) (health CardHealth, word string) {
	switch {
	case m.Expired(now):
		return CardFails, Method(billing.MethodExpired)
	case m.Status == billing.MethodDeclined:
		return CardFails, Method(billing.MethodDeclined)
	case m.DaysLeft(now) <= billing.ExpiresSoon:
		return CardEnding, T("Expires soon")
	default:
		return CardSound, Method(m.Status)
	}
}
