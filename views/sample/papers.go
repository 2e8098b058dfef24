package sample

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
)

// Changes are the latest changes, newest first: one scheduled, two paid, one
// declined.
func Changes() []billing.Change {
	today := terms()
	fewer, fewest := terms(), terms()
	fewer.Seats, fewest.Seats = 46, 44
	later := terms()
	later.Addons = map[string]int{"storage_100": 1}
	more := terms()
	more.Plan = "business"
	at := func(month time.Month, d, hour, minute int) time.Time {
		return time.Date(2026, month, d, hour, minute, 0, 0, time.UTC)
	}
	return []billing.Change{
		{
			ID: "chg_4", Kind: billing.OrderChange, At: at(11, 20, 16, 20), Actor: "Maya Okafor", State: billing.ChangeScheduled,
			Before: today, After: later, EffectiveAt: november().End, AmountCharged: usd("0.00"),
			Reason: "Archive moved out", Category: billing.Corrective,
		},
		{
			ID: "chg_3", Kind: billing.OrderChange, At: at(11, 5, 9, 12), Actor: "Jonas Weber", State: billing.ChangeRejected,
			Before: today, After: more, AmountCharged: usd("0.00"), Problem: billing.PaymentDeclined,
			Reason: "Single sign-on", Category: billing.Strategic,
		},
		{
			ID: "chg_2", Kind: billing.OrderChange, At: at(10, 14, 0, 0), Actor: "Maya Okafor", Device: "Billfold on ThinkPad X1", State: billing.ChangeApplied,
			Before: fewer, After: today, EffectiveAt: at(10, 14, 0, 0), AmountCharged: usd("33.44"), InvoiceID: "inv_NWT-0010",
			Reason: "New hires", Category: billing.Strategic,
		},
		{
			ID: "chg_1", Kind: billing.OrderChange, At: at(9, 18, 0, 0), Actor: "Jonas Weber", State: billing.ChangeApplied,
			Before: fewest, After: fewer, EffectiveAt: at(9, 18, 0, 0), AmountCharged: usd("12.48"), InvoiceID: "inv_NWT-0008",
			Reason: "Season staff", Category: billing.Temporary,
		},
	}
}

// Invoices are the documents of a year, newest first, with lines: a credit
// note, renewals, one of them with declined attempts, changes and a void one.
func Invoices() []billing.Invoice {
	visa := func(at time.Time) []billing.PaymentAttempt {
		return []billing.PaymentAttempt{{At: at, Method: "Visa 4242", Result: billing.PaymentSucceeded}}
	}
	november := renewal("NWT-0011", day(2026, 11, 1), 50, "storage_200")
	november.Attempts = []billing.PaymentAttempt{
		{At: day(2026, 11, 1), Method: "Mastercard 5100", Result: billing.PaymentRefused, Reason: "insufficient_funds"},
		{At: day(2026, 11, 2), Method: "Mastercard 5100", Result: billing.PaymentRefused, Reason: "insufficient_funds"},
		{At: day(2026, 11, 4), Method: "Visa 4242", Result: billing.PaymentSucceeded},
	}
	void := renewal("NWT-0003", day(2026, 6, 12), 40, "")
	void.Status, void.AmountPaid = billing.InvoiceVoid, usd("0.00")
	seats := func(change, number string, at time.Time, more int64) billing.Invoice {
		i := oneLine(number, at, moreSeats(more, at))
		i.ChangeID = change
		return i
	}
	list := []billing.Invoice{
		creditNote(),
		oneLine("NWT-0012", day(2026, 11, 5), boughtPack()),
		november,
		seats("chg_2", "NWT-0010", day(2026, 10, 14), 4),
		renewal("NWT-0009", day(2026, 10, 1), 46, "storage_200"),
		seats("chg_1", "NWT-0008", day(2026, 9, 18), 2),
		renewal("NWT-0007", day(2026, 9, 1), 44, "storage_200"),
		renewal("NWT-0006", day(2026, 8, 1), 44, "storage_200"),
		oneLine("NWT-0005", day(2026, 7, 3), moreSeats(4, day(2026, 7, 3))),
		renewal("NWT-0004", day(2026, 7, 1), 40, "storage_100"),
		void,
		renewal("NWT-0002", day(2026, 6, 1), 40, ""),
		renewal("NWT-0001", day(2026, 5, 1), 40, ""),
	}
	for i := range list {
		if list[i].Attempts == nil && list[i].Status == billing.InvoicePaid && !list[i].IsCreditNote() {
			list[i].Attempts = visa(list[i].At)
		}
		list[i].Seller, list[i].BilledTo = Vendor().Seller, Details()
	}
	return list
}

func renewal(number string, at time.Time, seats int64, storage string) billing.Invoice {
	period := billing.PeriodAt(at, billing.Monthly, 0)
	line := func(item billing.Item, name string, quantity int64, unit, amount string) billing.Line {
		return billing.Line{
			Kind: billing.Recurring, Item: item, Code: billing.LineFullPeriod,
			Params:   map[string]string{"name": name, "quantity": fmt.Sprint(quantity), "interval": "month"},
			Quantity: decimal.NewFromInt(quantity), UnitPrice: dec(unit), Period: period, Amount: usd(amount),
			Arithmetic: fmt.Sprintf("%d*%s", quantity, unit), Taxes: vat(),
		}
	}
	seatNet := decimal.NewFromInt(12 * seats).StringFixed(2)
	lines := []billing.Line{line(billing.ItemSeats, "Team", seats, "12.00", seatNet)}
	email := line(billing.VolumeItem(billing.EmailCredits), billing.EmailCredits, 40_000, "0.0008", "34.00")
	email.Arithmetic = "10000*0.0010+30000*0.0008"
	lines = append(lines, email, line(billing.VolumeItem(billing.MessageCredits), billing.MessageCredits, 5_000, "0.0120", "60.00"))
	switch storage {
	case "storage_100":
		lines = append(lines, line(billing.AddonItem(storage), "100 GB storage", 1, "10.00", "10.00"))
	case "storage_200":
		lines = append(lines, line(billing.AddonItem(storage), "200 GB storage", 1, "18.00", "18.00"))
	}
	return paid(number, at, period, lines)
}

func oneLine(number string, at time.Time, line billing.Line) billing.Invoice {
	return paid(number, at, billing.PeriodContaining(day(2025, 12, 1), billing.Monthly, at), []billing.Line{line})
}

func boughtPack() billing.Line {
	return billing.Line{
		Kind: billing.OneTime, Item: billing.AddonItem("ai_1000"), Code: billing.LinePack,
		Params:   map[string]string{"name": "1,000 AI credits", "quantity": "1"},
		Quantity: dec("1"), UnitPrice: dec("20.00"), Amount: usd("20.00"), Arithmetic: "1*20.00", Taxes: vat(),
	}
}

func moreSeats(seats int64, at time.Time) billing.Line {
	period := billing.PeriodContaining(day(2025, 12, 1), billing.Monthly, at)
	left := int64(period.End.Sub(at) / time.Second)
	of := int64(period.End.Sub(period.Start) / time.Second)
	amount := decimal.NewFromInt(12*seats*left).DivRound(decimal.NewFromInt(of), 2)
	return billing.Line{
		Kind: billing.ProrationCharge, Item: billing.ItemSeats, Code: billing.LineRestOfPeriod,
		Params: map[string]string{
			"name": "Team", "quantity": fmt.Sprint(seats), "left": fmt.Sprint(left), "of": fmt.Sprint(of), "unit": "second",
		},
		Quantity: decimal.NewFromInt(seats), UnitPrice: dec("12.00"), Period: billing.Period{Start: at, End: period.End},
		Amount: money.New(amount, "USD"), Arithmetic: fmt.Sprintf("%d*12.00*%d/%d", seats, left, of), Taxes: vat(),
	}
}

func creditNote() billing.Invoice {
	at := day(2026, 11, 11)
	note := paid("CN-0001", at, november(), []billing.Line{{
		Kind: billing.Adjustment, Item: billing.ItemPlan, Code: billing.LineGoodwill,
		Params:   map[string]string{"reason": "Outage compensation"},
		Quantity: dec("1"), UnitPrice: dec("-79.00"), Amount: usd("-79.00"), Arithmetic: "-79.00", Taxes: vat(),
	}})
	note.AmountDue, note.AmountPaid = usd("0.00"), usd("0.00")
	note.BillingCreditAfter = usd("94.80")
	return note
}

func paid(number string, at time.Time, period billing.Period, lines []billing.Line) billing.Invoice {
	subtotal := usd("0.00")
	for _, line := range lines {
		subtotal = subtotal.Add(line.Amount)
	}
	tax := money.Round(subtotal.Rat().Mul(subtotal.Rat(), dec("0.20").Rat()), "USD", money.HalfUp)
	total := subtotal.Add(tax)
	return billing.Invoice{
		ID: "inv_" + number, Number: number, At: at, Status: billing.InvoicePaid, Period: period, Currency: "USD", Lines: lines,
		Totals: billing.Totals{
			Subtotal: subtotal, Taxes: []billing.TaxLine{{Name: "VAT", Rate: dec("0.20"), Taxable: subtotal, Amount: tax}},
			Total: total, BillingCreditApplied: usd("0.00"), AmountDue: total, BillingCreditAfter: usd("0.00"),
		},
		AmountPaid: total,
	}
}

func vat() []billing.Tax { return []billing.Tax{{Name: "VAT", Rate: dec("0.20")}} }
