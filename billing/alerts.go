package billing

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

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

// When alerts begin.
const (
	invoiceNotice = 3 * 24 * time.Hour
	// alertNews is how long something is news to a person who was never told anything of
	// an account.
	alertNews = 7 * 24 * time.Hour
)

// trialNotices are how many days before a trial's end its alerts begin, the last first.
var trialNotices = []int{1, 3, 7}

// nearLimit is the part of a limit from which it is near.
var nearLimit = decimal.New(8, -1)

// Alert is something that a person is told of once. Its ID is made of what it is about,
// so that the same thing has the same one whenever, and wherever, it is found.
type Alert struct {
	ID   string
	Kind AlertKind
	// At is since when it is true, as far as that is known; else when it was found.
	At time.Time
	// Params are what words need; amounts are decimal strings beside their currency.
	Params map[string]string
	Fix    string // the page that mends it, as a Notice has it
	// Covers are the ids of what need not be told any more once this is: that a limit
	// was near, when it was reached.
	Covers []string
}

// Old tells whether the alert is no news to somebody who was told nothing so far.
func (a *Alert) Old(now time.Time) bool { return now.Sub(a.At) > alertNews }

// Alerts are what is true of an account at an instant and worth telling, as far as the
// reader's role may see it: by kind, the newest of each first. Invoices are those that
// the role sees, in any order; grants say what is left in packs.
func (f Facts) Alerts(invoices []Invoice, grants []CreditGrant, now time.Time) []Alert {
	if f.Account == nil || f.Catalog == nil || f.Subscription == nil || f.Usage == nil {
		return nil
	}
	var all []Alert
	if f.Account.Role.May(SeeBilling) {
		all = append(all, f.failedPayments(invoices, now)...)
		all = append(all, f.dueInvoice(now)...)
		all = append(all, f.expiringCards(now)...)
		all = append(all, f.heldChange(now)...)
		all = append(all, f.newDevices(now)...)
	}
	if f.Account.Role.May(SeePlan) {
		all = append(all, f.endingTrial(now)...)
		all = append(all, f.usedLimits(grants, now)...)
	}
	slices.SortStableFunc(all, func(a, b Alert) int {
		return cmp.Or(cmp.Compare(slices.Index(AlertKinds, a.Kind), slices.Index(AlertKinds, b.Kind)), b.At.Compare(a.At), cmp.Compare(a.ID, b.ID))
	})
	return all
}

// alertID names what an alert is about.
func (f Facts) alertID(kind AlertKind, about ...string) string {
	return strings.Join(append([]string{f.Account.ID, string(kind)}, about...), "/")
}

// instant is an instant as ids have it: to the microsecond, which is what is kept of one.
func instant(t time.Time) string { return strconv.FormatInt(t.UnixMicro(), 10) }

// failedPayments are the tries that failed to collect invoices which are open still. Of
// tries that are found together the last one says it all.
func (f Facts) failedPayments(invoices []Invoice, now time.Time) []Alert {
	var all []Alert
	for n := range invoices {
		i := &invoices[n]
		if i.Status != InvoiceOpen {
			continue
		}
		var earlier []string
		for try := range i.Attempts {
			a := &i.Attempts[try]
			if a.Result == PaymentSucceeded || a.At.After(now) {
				continue
			}
			alert := Alert{
				ID: f.alertID(AlertPaymentFailed, i.ID, instant(a.At)), Kind: AlertPaymentFailed, At: a.At, Fix: "payments",
				Covers: slices.Clone(earlier),
				Params: Params("invoice", i.Number, "amount", i.AmountDue.String(), "currency", string(i.Currency), "method", a.Method, "reason", a.Reason),
			}
			if a.Result == PaymentNeedsProof {
				alert.Params["reason"] = string(PaymentNeedsProof)
			}
			if next := f.Catalog.Policy.Dunning.NextTry(i.Attempts[:try+1]); next != nil && next.After(now) {
				alert.Params["next"] = next.Format(timeLayout)
			}
			all, earlier = append(all, alert), append(earlier, alert.ID)
		}
	}
	return all
}

// dueInvoice is the next invoice in its last days, where something has to be paid.
func (f Facts) dueInvoice(now time.Time) []Alert {
	next := f.Next()
	if next == nil || next.AmountDue.Sign() <= 0 {
		return nil
	}
	since := next.At.Add(-invoiceNotice)
	if now.Before(since) || !now.Before(next.At) {
		return nil
	}
	return []Alert{{
		ID: f.alertID(AlertInvoiceDue, instant(next.At)), Kind: AlertInvoiceDue, At: since, Fix: "invoices",
		Params: Params("at", next.At.Format(timeLayout), "amount", next.AmountDue.String(), "currency", string(next.AmountDue.Currency())),
	}}
}

// expiringCards are the cards that something depends on and that cannot be charged for
// much longer, or any more.
func (f Facts) expiringCards(now time.Time) []Alert {
	var all []Alert
	for _, card := range f.cardsInUse(now) {
		ends := card.Ends()
		since, about := ends.AddDate(0, 0, -ExpiresSoon-1), []string{card.ID, ends.Format("2006-01")}
		soon := f.alertID(AlertCardExpires, append(about, "soon")...)
		alert := Alert{
			ID: soon, Kind: AlertCardExpires, At: since, Fix: "payments",
			Params: Params("brand", card.Brand, "last", card.Last4, "month", ends.Add(-time.Second).Format("01/2006")),
		}
		switch {
		case card.Expired(now):
			alert.ID, alert.Covers, alert.At = f.alertID(AlertCardExpires, append(about, "expired")...), []string{soon}, earlier(ends, now)
			alert.Params["expired"] = "true"
		case card.DaysLeft(now) > ExpiresSoon:
			continue
		}
		all = append(all, alert)
	}
	return all
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// cardsInUse are the default card and, where that can no longer be charged, the one that
// is charged instead; none where nothing is going to be charged.
func (f Facts) cardsInUse(now time.Time) []*PaymentMethod {
	a := f.Account
	if len(a.Methods) == 0 || f.Next() == nil && a.AutoReload == nil && f.Subscription.OpenInvoice == "" {
		return nil
	}
	cards := []*PaymentMethod{&a.Methods[0]}
	if other := a.Card(now); other != nil && other != cards[0] {
		cards = append(cards, other)
	}
	return cards
}

// endingTrial is the trial in its last days, unless somebody has chosen what follows.
func (f Facts) endingTrial(now time.Time) []Alert {
	s := f.Subscription
	if s.Status != StatusTrialing || s.TrialEnds == nil || s.Scheduled != nil || s.CancelAtPeriodEnd || !now.Before(*s.TrialEnds) {
		return nil
	}
	ends := *s.TrialEnds
	id := func(days int) string {
		return f.alertID(AlertTrialEnds, instant(ends), strconv.Itoa(days))
	}
	for n, days := range trialNotices {
		since := ends.Add(-time.Duration(days) * 24 * time.Hour)
		if now.Before(since) {
			continue
		}
		left := int((ends.Sub(now) + 24*time.Hour - 1) / (24 * time.Hour))
		alert := Alert{
			ID: id(days), Kind: AlertTrialEnds, At: since, Fix: "plans",
			Params: Params("at", ends.Format(timeLayout), "days", strconv.Itoa(left)),
		}
		if then, ok := f.Catalog.AfterTrial(s.Terms); ok {
			alert.Params["then"] = then.Plan
		}
		for _, before := range trialNotices[n+1:] {
			alert.Covers = append(alert.Covers, id(before))
		}
		return []Alert{alert}
	}
	return nil
}

// limitPages are where more of a limit is to be had.
var limitPages = map[string]string{LimitSeats: "seats", StorageGB: "storage"}

// usedLimits are what is used up in the running usage cycle, or nearly so.
func (f Facts) usedLimits(grants []CreditGrant, now time.Time) []Alert {
	cycle := f.Usage.Cycle
	if !f.Subscription.Serves() || now.Before(cycle.Start) || !now.Before(cycle.End) {
		return nil // nothing is in force, or what is known is of another cycle
	}
	packs := packsLeft(grants)
	var all []Alert
	for _, l := range f.Limits() {
		if !l.Of.IsPositive() {
			continue // as a contract says
		}
		if left := packs[l.Name]; left.IsPositive() {
			l.Of = decimal.Max(l.Of, l.Used).Add(left)
		}
		near := f.alertID(AlertLimitNear, l.Name, instant(cycle.Start))
		alert := Alert{
			ID: near, Kind: AlertLimitNear, At: now, Fix: cmp.Or(limitPages[l.Name], "credits"),
			Params: Params("grant", l.Name, "used", l.Used.String(), "limit", l.Of.String(), "until", cycle.End.Format(timeLayout)),
		}
		switch {
		case l.Used.GreaterThanOrEqual(l.Of):
			alert.ID, alert.Kind = f.alertID(AlertLimitReached, l.Name, instant(cycle.Start)), AlertLimitReached
			alert.Covers = []string{near}
		case l.Used.LessThan(l.Of.Mul(nearLimit)):
			continue
		}
		all = append(all, alert)
	}
	return all
}

// heldChange is what the account was told last of the scheduled change that does not
// fit: that it would not be applied, while that is so, or that it was not.
func (f Facts) heldChange(now time.Time) []Alert {
	s := f.Subscription
	if s.Scheduled == nil {
		return nil
	}
	fits := len(f.Unfit()) == 0
	for _, n := range f.Account.Notices { // the newest first
		warned := n.Code == ScheduledUnfit && !fits && n.Params["at"] == s.Scheduled.At.Format(timeLayout)
		kept := n.Code == ScheduledKept && n.At.Equal(s.Period.Start) // else it is of an earlier one
		if n.At.After(now) || !warned && !kept {
			continue
		}
		alert := Alert{ID: f.alertID(AlertChangeHeld, instant(n.At)), Kind: AlertChangeHeld, At: n.At, Fix: n.Fix, Params: Params("at", n.Params["at"])}
		if kept {
			alert.Params = Params("kept", "true")
		}
		return []Alert{alert}
	}
	return nil
}

// newDevices are the devices that were added to what can pay.
func (f Facts) newDevices(now time.Time) []Alert {
	var all []Alert
	for _, n := range f.Account.Notices {
		if n.Code != DeviceAdded || n.At.After(now) {
			continue
		}
		device, person := n.Params["device"], n.Params["person"]
		all = append(all, Alert{
			ID: f.alertID(AlertNewDevice, instant(n.At), person, device), Kind: AlertNewDevice, At: n.At, Fix: "settings",
			Params: Params("device", device, "person", person),
		})
	}
	return all
}
