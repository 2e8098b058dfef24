package words

import "billfold/billing"

// Stops says what an open invoice stops, and when; empty where it is not open, or nobody
// has tried to collect it yet.
func (p Printer) Stops(i *billing.Invoice, f billing.Facts) string {
	if i.Status != billing.InvoiceOpen || len(i.Attempts) == 0 {
		return ""
	}
	dunning := f.Catalog.Policy.Dunning
	ends := p.Date(dunning.GraceEnds(i.Attempts[0].At))
	switch {
	case i.IsReload():
		return T("Packs that were bought by themselves: after the last try they are given up, and auto-reload is turned off. The plan goes on.")
	case f.Subscription.Status == billing.StatusRestricted:
		return T("What the plan gives is withheld until it is paid, and nothing renews. Reading, invoices and paying never stop.")
	case dunning.Then == billing.ThenCancel:
		return T("While it is open, plan, seats and packs cannot be raised or bought. On {date} the subscription ends. Reading, invoices and paying never stop.", "date", ends)
	default:
		return T("While it is open, plan, seats and packs cannot be raised or bought. From {date} what the plan gives is withheld. Reading, invoices and paying never stop.", "date", ends)
	}
}

// GraceEnd is what the end of the grace period of an open invoice brings, or has brought:
// "The plan would be withheld".
func GraceEnd(f billing.Facts) string {
	switch {
	case f.Subscription.Status == billing.StatusRestricted:
		return T("The plan is withheld")
	case f.Catalog.Policy.Dunning.Then == billing.ThenCancel:
		return T("The subscription would end")
	default:
		return T("The plan would be withheld")
	}
}
