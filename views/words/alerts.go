package words

import (
	"strconv"
	"time"

	"billfold/billing"
)

// Alert is what a system notification says of an alert: what happened, and what that
// means or what to do. The catalog, which may be nil, names plans.
func (p Printer) Alert(c *billing.Catalog, a billing.Alert) (title, body string) {
	values := p.alertValues(a.Params)
	switch a.Kind {
	case billing.AlertPaymentFailed:
		return failedPayment(a, values)
	case billing.AlertInvoiceDue:
		return T("An invoice is due on {at}.", values...), T("About {amount} is going to be charged.", values...)
	case billing.AlertCardExpires:
		values = append(values, "card", Card(billing.PaymentMethod{Brand: a.Params["brand"], Last4: a.Params["last"]}))
		if a.Params["expired"] != "" {
			return T("{card} has expired.", values...), T("Nothing can be charged to it. Add another card under Payments.")
		}
		return T("{card} expires at the end of {month}.", values...), T("Add another card under Payments before then.")
	case billing.AlertTrialEnds:
		return endingTrial(c, a, values)
	case billing.AlertLimitNear, billing.AlertLimitReached:
		return usedLimit(a, values)
	case billing.AlertChangeHeld:
		if a.Params["kept"] != "" {
			return T("A scheduled change was not made."), T("It does not fit what is in use, and waits for the next period. Make room, or undo it.")
		}
		return T("The change that is scheduled for {at} does not fit what is in use.", values...), T("Make room before then, or undo it.")
	case billing.AlertNewDevice:
		return T("A new device can pay."), T("[{person}: ]{device}. If that is not right, have its owner revoke it in the settings.", values...)
	}
	return plain(string(a.Kind)), "" // of a newer version
}

// alertValues are params as people write them, and instants by their day alone, in
// pairs of name and value.
func (p Printer) alertValues(params map[string]string) []string {
	var pairs []string
	for name, value := range p.values(params) {
		if at, err := time.Parse(time.RFC3339, params[name]); err == nil {
			value = p.Date(at)
		}
		pairs = append(pairs, name, value)
	}
	return pairs
}

func failedPayment(a billing.Alert, values []string) (title, body string) {
	if a.Params["reason"] == string(billing.PaymentNeedsProof) {
		return T("The bank asks to confirm {amount}.", values...), T("Invoice {invoice}. Nothing is charged until then.", values...)
	}
	return T("{amount} was declined.", values...), T("Invoice {invoice}[, {method}][: {reason}].[ It is tried again on {next}.]", values...)
}

func endingTrial(c *billing.Catalog, a billing.Alert, values []string) (title, body string) {
	days, err := strconv.Atoi(a.Params["days"])
	if err != nil {
		days = 1
	}
	values = append(values, "then", Plan(c, a.Params["then"]))
	return N(days, "The trial ends in {n} day.", "The trial ends in {n} days.", "n", strconv.Itoa(days)),
		T("It ends on {at}.[ Without a choice it goes on as {then}.]", values...)
}

func usedLimit(a billing.Alert, values []string) (title, body string) {
	reached := a.Kind == billing.AlertLimitReached
	switch grant := a.Params["grant"]; grant {
	case billing.LimitSeats:
		if reached {
			return T("All seats are taken."), T("{used} members are active for {limit} seats. Add seats to invite more.", values...)
		}
		return T("80% of the seats are taken."), T("{used} members are active for {limit} seats.", values...)
	case billing.StorageGB:
		if reached {
			return T("Storage is full."), T("{used} GB of {limit} GB are in use. Nothing is deleted; new files wait until there is room.", values...)
		}
		return T("Storage is 80% full."), T("{used} GB of {limit} GB are in use.", values...)
	default:
		values = append(values, "what", Grant(grant))
		if reached {
			return T("{what}: used up.", values...), T("{used} of {limit} were used. More are granted on {until}.", values...)
		}
		return T("{what}: 80% used.", values...), T("{used} of {limit} were used. More are granted on {until}.", values...)
	}
}

// MoreAlerts is what stands for the alerts that were too many to be told one by one.
func (p Printer) MoreAlerts(n int) (title, body string) {
	return N(n, "And {n} more", "And {n} more", "n", p.Count(int64(n))), T("Open Billfold to read it all.")
}

// AlertOf is an alert's title for somebody who has several accounts.
func AlertOf(account, title string) string {
	return T("{account}: {title}", "account", account, "title", title)
}
