package sample

import (
	"slices"
	"time"

	"billfold/billing"
)

// confirmedID is the preview that Confirmed is.
const confirmedID = "prv_0199e1a4"

// History is what happened to the account of Facts since May, newest first: what people
// ordered and did, and the documents of all that. Its November begins with a renewal
// that was declined twice.
func History() ([]billing.Change, []billing.Invoice) {
	invoices := TopUps()
	changes := append(ordered(), acted()...)
	slices.SortStableFunc(changes, func(a, b billing.Change) int { return b.At.Compare(a.At) })
	for c := range changes {
		for i := range invoices {
			if invoices[i].ID == changes[c].InvoiceID {
				settle(&invoices[i], &changes[c])
			}
		}
	}
	for i := range invoices {
		if invoices[i].IsCreditNote() {
			invoices[i].At = time.Date(2026, time.November, 11, 13, 46, 0, 0, time.UTC)
		}
	}
	slices.SortStableFunc(invoices, func(a, b billing.Invoice) int { return b.At.Compare(a.At) })
	return changes, invoices
}

// settle has a document be that of a change: made with it, and paid with it.
func settle(i *billing.Invoice, c *billing.Change) {
	if c.PreviewID == confirmedID {
		p := Confirmed()
		i.Lines, i.Totals, i.AmountPaid = p.Lines, p.Totals, p.AmountDue
		i.Attempts[0].Method = "Mastercard 5100"
	}
	i.At, i.ChangeID, c.AmountCharged = c.At, c.ID, i.AmountPaid
	i.Attempts[0].At = c.At
}

func ordered() []billing.Change {
	today := terms()
	seats := func(n int) billing.Terms { return today.With(billing.Patch{Seats: &n}) }
	change := func(id string, at time.Time, who string, before, after billing.Terms) billing.Change {
		return billing.Change{
			ID: id, Kind: billing.OrderChange, At: at, Actor: who, State: billing.ChangeApplied,
			Before: before, After: after, EffectiveAt: at, AmountCharged: usd("0.00"),
		}
	}
	less := change("chg_0199f00c", clock(11, 20, 16, 20), "Maya Okafor", today, today.With(billing.Patch{Addons: map[string]int{"storage_200": 0, "storage_100": 1}}))
	less.State, less.EffectiveAt, less.Reason, less.Category = billing.ChangeScheduled, november().End, "Archive moved out", billing.Corrective
	pack := change("chg_0199e911", clock(11, 5, 9, 12), "Jonas Weber", today, today)
	pack.Kind, pack.InvoiceID = billing.OrderPack, "inv_NWT-0012"
	email := change("chg_0199e3b7", clock(10, 29, 15, 2), "Maya Okafor", today, today.With(billing.Patch{Volumes: map[string]int64{billing.EmailCredits: 50_000}}))
	email.State, email.Problem, email.Params = billing.ChangeRejected, billing.PaymentDeclined, billing.Params("reason", "insufficient_funds")
	email.Reason, email.Category = "Advent campaign", billing.Temporary
	more := change("chg_0199e1a4", clock(10, 14, 9, 20), "Maya Okafor", seats(46), today)
	more.Device, more.PreviewID, more.InvoiceID = "Billfold on ThinkPad X1", confirmedID, "inv_NWT-0010"
	more.Reason, more.Category = "Four support hires", billing.Strategic
	october := change("chg_0199dd02", clock(10, 2, 10, 5), "Maya Okafor", seats(46), seats(46))
	october.Kind, october.InvoiceID = billing.OrderTopUp, "inv_NWT-0015"
	few := change("chg_0199d590", clock(9, 18, 14, 5), "Jonas Weber", seats(44), seats(46))
	few.InvoiceID, few.Reason, few.Category = "inv_NWT-0008", "Season staff", billing.Temporary
	september := change("chg_0199d111", clock(9, 12, 10, 31), "Jonas Weber", seats(44), seats(44))
	september.Kind, september.InvoiceID = billing.OrderTopUp, "inv_NWT-0014"
	summer := seats(40)
	summer.Addons = nil
	july := change("chg_0199b003", clock(7, 3, 11, 30), "Jonas Weber", summer, seats(44))
	july.InvoiceID = "inv_NWT-0005"
	return []billing.Change{less, pack, email, more, october, few, september, july}
}

func acted() []billing.Change {
	act := func(id string, at time.Time, who string, kind billing.OrderKind, params ...string) billing.Change {
		return billing.Change{
			ID: id, Kind: kind, At: at, Actor: who, State: billing.ChangeApplied, Before: terms(), After: terms(),
			EffectiveAt: at, AmountCharged: usd("0.00"), Params: billing.Params(params...),
		}
	}
	return []billing.Change{
		act("chg_0199e77a", clock(11, 3, 9, 14), "Maya Okafor", billing.ActDefault, "was", "Mastercard 5100", "method", "Visa 4242"),
		act("chg_0199dbe0", clock(9, 30, 11, 25), "Jonas Weber", billing.ActRole, "who", "Maya Okafor", "was", string(billing.RoleAdmin), "role", string(billing.RoleBillingAdmin)),
	}
}

// Confirmed is the preview of four more seats in October, as Maya confirmed it.
func Confirmed() billing.Preview {
	f, at := Facts(), clock(10, 14, 9, 20)
	seats, more := 46, 50
	f.Account.BillingCredit = usd("0.00")
	f.Subscription.Terms, f.Subscription.Scheduled = terms().With(billing.Patch{Seats: &seats}), nil
	f.Subscription.Period = billing.PeriodContaining(f.Subscription.Anchor, billing.Monthly, at)
	f.Subscription.Billed = nil
	f.Subscription.Bill(f.InFull(), true)
	preview, err := billing.NewPreview(f, billing.Patch{Seats: &more}, at)
	if err != nil {
		panic(err)
	}
	return preview.Locked(confirmedID)
}

func clock(month time.Month, d, hour, minute int) time.Time {
	return time.Date(2026, month, d, hour, minute, 0, 0, time.UTC)
}
