package payments

import (
	"slices"
	"strings"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// collection is how the open invoice is collected, or how the last one was of which a
// try failed.
type collection struct {
	title, note string
	status      status
	invoice     string // id
	number      string
	open        bool
	pay         string // what the button says that pays it; empty where it is settled or not the reader's to pay
	why         string // why it is not the reader's to pay
	steps       []widgets.TimelineStep
	because     string      // why it is not paid yet and what to do, or what became of it
	next        string      // that it is not tried again; when it is, the steps say
	change      *suggestion // another card that could pay, where the default one fails
	replace     string      // id of the card that failed, where no other is there
	then        string      // what stops when
	refresh     bool        // what is shown here may be behind
}

// recentFailure is how many days what failed is told of once it is no longer open.
const recentFailure = 60

// showCollection tells of the oldest open invoice, and where none is open of the last
// that failed at first, for a while.
func showCollection(d data, now time.Time, w words.Printer) *collection {
	i := billing.OldestOpen(d.invoices)
	if i == nil {
		i = lastFailed(d.invoices, now.AddDate(0, 0, -recentFailure))
	}
	if i == nil {
		return nil
	}
	open := i.Status == billing.InvoiceOpen
	dunning := d.facts.Catalog.Policy.Dunning
	c := &collection{
		title: words.T("Last failed payment"), invoice: i.ID, number: i.Number, open: open,
		note: words.T("{number}, {amount}", "number", i.Number, "amount", w.Standing(i.AmountDue)), status: settled(i, w),
	}
	all := append(dunning.Collection(i), byHand(i, d.changes)...)
	slices.SortStableFunc(all, func(a, b billing.CollectionStep) int { return a.At.Compare(b.At) })
	for n, step := range all {
		c.steps = append(c.steps, stepOf(d, i, step, isNext(all, n, open), w))
	}
	c.then = stops(d, i, w)
	if open {
		c.collect(d, i, lastMade(all), now, w)
	} else {
		c.because, c.refresh = became(d.facts.Subscription, i)
	}
	return c
}

// collect says what there is to do about an open invoice.
func (c *collection) collect(d data, i *billing.Invoice, last *billing.PaymentAttempt, now time.Time, w words.Printer) {
	c.title, c.status, c.refresh = words.T("Unpaid invoice"), owed(d.facts.Subscription), true
	amount := w.Standing(i.AmountDue)
	c.pay = words.T("Pay {amount}", "amount", amount)
	if last != nil && last.Result != billing.PaymentSucceeded {
		c.because = because(last, d.facts.Catalog.Vendor.SalesEmail)
		if causeOf(last) == billing.CauseProof {
			c.pay = words.T("Verify and pay {amount}", "amount", amount)
		}
	}
	if len(i.Attempts) > 0 && d.facts.Catalog.Policy.Dunning.NextTry(i.Attempts) == nil {
		c.next = words.T("It is not tried again by itself.")
	}
	if c.change = suggested(d, now); c.change == nil && len(d.facts.Account.Methods) > 0 {
		if first := d.facts.Account.Methods[0]; health(&first, now, w) != nil {
			c.replace = first.ID
		}
	}
	if may := allowed(d.facts.Account, billing.ChangeBilling, false); !may.enabled {
		c.pay, c.why, c.change, c.replace = "", may.why, nil, ""
	}
}

// became says what an invoice came to that is not open any more, and whether the page
// may be behind that.
func became(s *billing.Subscription, i *billing.Invoice) (what string, behind bool) {
	switch i.Status {
	case billing.InvoiceVoid:
		return words.T("It was voided: nothing is owed for it, and it is not collected any more."), false
	case billing.InvoiceUncollectible:
		return words.T("It was given up and is not collected any more. Ask the vendor before you pay it."), false
	case billing.InvoicePaid:
		if s.Status == billing.StatusPastDue || s.Status == billing.StatusRestricted {
			return words.T("It is paid. Where the account still looks unpaid, what is shown here is behind: refresh."), true
		}
	case billing.InvoiceOpen, billing.InvoiceDraft:
	}
	return "", false
}

// lastMade is the last try that was made; nil before the first.
func lastMade(all []billing.CollectionStep) *billing.PaymentAttempt {
	for _, step := range slices.Backward(all) {
		if step.Made != nil {
			return step.Made
		}
	}
	return nil
}

// lastFailed is the latest invoice that failed at first, and was tried since an instant;
// nil where there is none.
func lastFailed(newestFirst []billing.Invoice, since time.Time) *billing.Invoice {
	for n := range newestFirst {
		i := &newestFirst[n]
		if i.Failed() && !i.Attempts[len(i.Attempts)-1].At.Before(since) {
			return i
		}
	}
	return nil
}

// settled is what became of an invoice that is not open any more.
func settled(i *billing.Invoice, w words.Printer) status {
	if n := len(i.Attempts); n > 0 && i.Status == billing.InvoicePaid {
		return status{theme.RoleOK, resources.IconCheck, words.T("Settled on {day}", "day", w.DayMonth(i.Attempts[n-1].At))}
	}
	return status{theme.RoleNeutral, "", words.Invoice(i.Status)}
}

// owed is where the subscription stands while an invoice is open.
func owed(s *billing.Subscription) status {
	switch s.Status {
	case billing.StatusPastDue, billing.StatusRestricted:
		return status{theme.RoleBad, resources.IconAlert, words.Subscription(s.Status)}
	case billing.StatusActive, billing.StatusTrialing, billing.StatusCanceled:
	}
	return status{theme.RoleWarn, resources.IconClock, words.Invoice(billing.InvoiceOpen)}
}

// isNext tells whether a step is the first that has not been made.
func isNext(all []billing.CollectionStep, n int, open bool) bool {
	return open && all[n].Made == nil && !all[n].GraceEnd && (n == 0 || all[n-1].Made != nil)
}

func stepOf(d data, i *billing.Invoice, step billing.CollectionStep, next bool, w words.Printer) widgets.TimelineStep {
	day := w.DayMonth(step.At)
	t := widgets.TimelineStep{Icon: resources.IconClock, Caption: words.T("{day}, retry {n}", "day", day, "n", w.Count(int64(step.Retry)))}
	switch {
	case step.ByHand && step.Made.Result != billing.PaymentSucceeded:
		t.Caption = words.T("{day}, tried by hand", "day", day)
	case step.ByHand:
		t.Caption = words.T("{day}, paid by hand", "day", day)
	case step.Retry == 0:
		t.Caption = words.T("{day}, first try", "day", day)
	}
	switch {
	case step.GraceEnd:
		return graceStep(d, i, step, w)
	case step.Made != nil:
		return madeStep(t, step.Made)
	case i.Status != billing.InvoiceOpen:
		t.Title = words.T("Not needed")
	case next:
		t.Role, t.Title, t.Note = theme.RoleInfo, words.T("Tried next"), words.T("at {at} {zone}", "zone", w.ZoneName(), "at", w.Clock(step.At))
	default:
		t.Title = words.T("Tried if still open")
	}
	return t
}

func madeStep(t widgets.TimelineStep, made *billing.PaymentAttempt) widgets.TimelineStep {
	t.Title = words.Payment(made.Result)
	switch made.Result {
	case billing.PaymentSucceeded:
		t.Role, t.Icon, t.Title = theme.RoleOK, resources.IconCheck, words.T("Paid with {method}", "method", words.PaidBy(made.Method))
	case billing.PaymentNeedsProof:
		t.Role, t.Icon, t.Note = theme.RoleWarn, resources.IconLock, words.PaidBy(made.Method)
	case billing.PaymentRefused:
		t.Role, t.Icon, t.Note = theme.RoleBad, resources.IconAlert, refusal(made.Reason)
	}
	return t
}

// methodName is a method as attempts name it, in the words of its row.
func methodName(label string) string {
	brand, last, ok := cutLast(label)
	if !ok {
		return words.PaidBy(label)
	}
	return words.Card(billing.PaymentMethod{Brand: brand, Last4: last})
}

// cutLast takes a card's label apart: "American Express 0005".
func cutLast(label string) (brand, last string, ok bool) {
	at := strings.LastIndexByte(label, ' ')
	if at < 0 || len(label)-at != len(" 0000") {
		return "", "", false
	}
	return label[:at], label[at+1:], true
}

// graceStep is the end of the grace period, reached or not.
func graceStep(d data, i *billing.Invoice, step billing.CollectionStep, w words.Printer) widgets.TimelineStep {
	t := widgets.TimelineStep{Icon: resources.IconLock, Caption: words.T("{day}, grace ends", "day", w.DayMonth(step.At))}
	switch {
	case i.Status == billing.InvoiceUncollectible:
		t.Role, t.Title = theme.RoleBad, words.T("The subscription ended")
	case i.Status != billing.InvoiceOpen:
		t.Title = words.T("Not reached")
	default:
		t.Title = words.GraceEnd(d.facts)
		if d.facts.Subscription.Status == billing.StatusRestricted {
			t.Role = theme.RoleBad
		}
	}
	return t
}

// stops says what an open invoice stops, and when, or would have stopped.
func stops(d data, i *billing.Invoice, w words.Printer) string {
	if i.Status == billing.InvoiceOpen || len(i.Attempts) == 0 {
		return w.Stops(i, d.facts)
	}
	dunning := d.facts.Catalog.Policy.Dunning
	date := w.Date(dunning.GraceEnds(i.Attempts[0].At))
	switch {
	case i.IsReload():
		return words.T("Packs that were bought by themselves. Had it stayed open, they would have been given up and auto-reload turned off.")
	case dunning.Then == billing.ThenCancel:
		return words.T("Had it stayed open, plan, seats and packs could not have been raised or bought, and on {date} the subscription would have ended. Reading, invoices and paying never stop.", "date", date)
	default:
		return words.T("Had it stayed open, plan, seats and packs could not have been raised or bought, and from {date} what the plan gives would have been withheld. Reading, invoices and paying never stop.", "date", date)
	}
}
