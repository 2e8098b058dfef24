package sample

import (
	"slices"
	"time"

	"billfold/billing"
)

// PastDue is the account of Facts whose renewal of 18 November nobody has paid yet, and
// its invoices: the card was declined then and a day later, and is tried again today at
// noon.
func PastDue() (billing.Facts, []billing.Invoice) {
	f := Facts()
	first := time.Date(2026, time.November, 18, 12, 0, 0, 0, time.UTC)
	period := billing.PeriodAt(first, billing.Monthly, 0)
	s := f.Subscription
	s.Status, s.OpenInvoice, s.Anchor, s.Period, s.Scheduled = billing.StatusPastDue, "NWT-0013", first, period, nil
	f.Usage.Cycle = period
	visa, master := f.Account.Methods[0], f.Account.Methods[1]
	master.Status = billing.MethodDeclined
	f.Account.Methods = []billing.PaymentMethod{master, visa}
	open := renewal("NWT-0013", first, 50, "storage_200")
	open.Status, open.AmountPaid = billing.InvoiceOpen, usd("0.00")
	open.Seller, open.BilledTo = Vendor().Seller, Details()
	for _, at := range []time.Time{first, first.AddDate(0, 0, 1)} {
		open.Attempts = append(open.Attempts, billing.PaymentAttempt{
			At: at, Method: "Mastercard 5100", Result: billing.PaymentRefused, Reason: "insufficient_funds",
		})
	}
	return f, slices.Concat([]billing.Invoice{open}, Invoices())
}

// TopUps are the documents of Invoices with what came to the account balance: 150.00 in
// September and 90.00 in October.
func TopUps() []billing.Invoice {
	topUp := func(number string, at time.Time, amount string) billing.Invoice {
		i := oneLine(number, at, billing.Line{
			Kind: billing.OneTime, Item: billing.ItemTopUp, Code: billing.LineTopUp, Params: map[string]string{"name": string(billing.ItemTopUp)},
			Quantity: dec("1"), UnitPrice: dec(amount), Amount: usd(amount), Arithmetic: amount,
		})
		i.Totals = billing.Totals{
			Subtotal: usd(amount), Total: usd(amount), BillingCreditApplied: usd("0.00"), AmountDue: usd(amount), BillingCreditAfter: usd("0.00"),
		}
		i.AmountPaid = usd(amount)
		i.Attempts = []billing.PaymentAttempt{{At: at, Method: "Mastercard 5100", Result: billing.PaymentSucceeded}}
		return i
	}
	all := append(Invoices(), topUp("NWT-0015", day(2026, time.October, 2), "90.00"), topUp("NWT-0014", day(2026, time.September, 12), "150.00"))
	slices.SortStableFunc(all, func(a, b billing.Invoice) int { return b.At.Compare(a.At) })
	return all
}
