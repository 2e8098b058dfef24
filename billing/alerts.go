package billing

// AlertKind is something that a person may want to be told of by their system.
type AlertKind string

// The kinds of alert.
const (
	AlertPaymentFailed AlertKind = "payment_failed"
	AlertInvoiceDue    AlertKind = "invoice_due" // in three days
	AlertCardExpires   AlertKind = "card_expires"
	AlertTrialEnds     AlertKind = "trial_ends"
	AlertLimitNear     AlertKind = "limit_80" // of what the plan includes
	AlertLimitReached  AlertKind = "limit_100"
	AlertChangeHeld    AlertKind = "change_held" // a scheduled one that does not fit
	AlertNewDevice     AlertKind = "new_device"
)

// AlertKinds are all of them, as they are offered.
var AlertKinds = []AlertKind{
	AlertPaymentFailed, AlertInvoiceDue, AlertCardExpires, AlertTrialEnds,
	AlertLimitNear, AlertLimitReached, AlertChangeHeld, AlertNewDevice,
}

// AlertChoice says which alerts a person wants. Of those that it does not name, all are
// but the one at 80 %, which comes long before anything stops.
type AlertChoice map[AlertKind]bool

// Wants tells whether a kind of alert is wanted.
func (c AlertChoice) Wants(kind AlertKind) bool {
	wanted, named := c[kind]
	return named && wanted || !named && kind != AlertLimitNear
}
