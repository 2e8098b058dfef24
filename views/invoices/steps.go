package invoices

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// step is something that happened to a document, or will.
type step struct {
	icon        resources.Icon
	role        theme.Role
	title, note string
	at          string
}

// steps are what happened to a document, oldest first, and what comes next.
func steps(i *billing.Invoice, f billing.Facts, w words.Printer) []step {
	all := []step{{icon: resources.IconFile, title: words.T("Issued"), note: words.T("Due at once"), at: w.DayClock(i.At)}}
	if i.IsCreditNote() {
		all[0].note = ""
		return append(all, step{
			icon: resources.IconCheckCircle, role: theme.RoleOK, title: words.T("Became billing credit"),
			note: words.T("It pays future invoices; nothing is paid out."), at: w.Standing(i.Total.Abs()),
		})
	}
	if i.AmountDue.IsZero() {
		all[0].note = ""
	}
	open := i.Status == billing.InvoiceOpen
	for _, s := range f.Catalog.Policy.Dunning.Collection(i) {
		switch {
		case s.Made != nil:
			all = append(all, made(s, w))
		case open && s.GraceEnd:
			all = append(all, graceEnds(s, f, w))
		case open:
			all = append(all, step{
				icon: resources.IconClock, role: theme.RoleInfo, title: words.T("Retry {n} planned", "n", w.Count(int64(s.Retry))),
				note: words.T("If it is still open"), at: w.DayClock(s.At),
			})
		}
	}
	return append(all, ended(i, w)...)
}

// made is a try to collect a document.
func made(s billing.CollectionStep, w words.Printer) step {
	a := s.Made
	shown := step{icon: resources.IconAlert, role: theme.RoleBad, at: w.DayClock(a.At), note: words.Refusal(a.Reason)}
	values := []string{"n", w.Count(int64(s.Retry)), "method", words.PaidBy(a.Method)}
	switch a.Result {
	case billing.PaymentSucceeded:
		shown.icon, shown.role, shown.note = resources.IconCheckCircle, theme.RoleOK, ""
		shown.title = words.T("Paid with {method}", values...)
		if s.Retry > 0 {
			shown.title = words.T("Retry {n} paid with {method}", values...)
		}
	case billing.PaymentNeedsProof:
		shown.icon, shown.role = resources.IconLock, theme.RoleWarn
		shown.title, shown.note = words.Payment(a.Result), words.PaidBy(a.Method)
	default:
		shown.title = words.T("{method} declined", values...)
		if s.Retry > 0 {
			shown.title = words.T("Retry {n} declined, {method}", values...)
		}
	}
	return shown
}

// graceEnds is the end of the grace period of an open document.
func graceEnds(s billing.CollectionStep, f billing.Facts, w words.Printer) step {
	ends := step{icon: resources.IconLock, role: theme.RoleWarn, title: words.T("Grace ends"), note: words.GraceEnd(f), at: w.DayClock(s.At)}
	if f.Subscription.Status == billing.StatusRestricted {
		ends.role = theme.RoleBad
	}
	return ends
}

// ended says how a document came to nothing, and when as far as the books know. Only the
// vendor makes one void, but for packs that auto-reload could not pay.
func ended(i *billing.Invoice, w words.Printer) []step {
	at, later := i.Closed()
	when := w.DayClock(at)
	if later {
		when = words.T("after {day}", "day", w.DayMonth(at))
	}
	switch {
	case i.Status == billing.InvoiceUncollectible:
		return []step{{
			icon: resources.IconAlert, role: theme.RoleBad, title: words.T("Given up"), note: words.T("It is not collected any more"), at: when,
		}}
	case i.Status != billing.InvoiceVoid:
		return nil
	}
	credit := ""
	if i.BillingCreditApplied.Sign() > 0 {
		credit = w.Standing(i.BillingCreditApplied)
	}
	note := words.T("Taken back by the vendor; nothing is due any more[, and {credit} of billing credit is there again]", "credit", credit)
	if !later {
		note = words.T("The packs could not be paid; nothing is due any more[, and {credit} of billing credit is there again]", "credit", credit)
	}
	return []step{{icon: resources.IconMinus, title: words.T("Void"), note: note, at: when}}
}

// stops says what an open document stops, and when; empty where it stops nothing.
func stops(i *billing.Invoice, f billing.Facts, w words.Printer) string {
	if i.Status == billing.InvoiceOpen && len(i.Attempts) == 0 {
		return words.T("Nobody has tried to collect it yet.")
	}
	return w.Stops(i, f)
}
