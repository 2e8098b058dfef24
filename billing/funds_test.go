package billing

import (
	"testing"
	"time"
)

func november(d int) time.Time { return time.Date(2026, 11, d, 9, 0, 0, 0, time.UTC) }

// 90.00 came from a card and 24.00 left for a pack; what failed, what a card paid and
// what was void moved nothing.
func TestFundsMovements(t *testing.T) {
	topUp := []Line{{Item: ItemTopUp, Amount: usd("90.00")}}
	tried := func(at time.Time, method string, result PaymentResult) []PaymentAttempt {
		return []PaymentAttempt{{At: at, Method: method, Result: result}}
	}
	all := []Invoice{
		{Number: "5", Status: InvoiceOpen, AmountPaid: usd("0.00"), Attempts: tried(november(6), PayByBalance, PaymentRefused)},
		{Number: "4", Status: InvoicePaid, AmountPaid: usd("12.00"), Attempts: tried(november(5), "Visa 4242", PaymentSucceeded)},
		{Number: "3", Status: InvoicePaid, AmountPaid: usd("24.00"), Attempts: tried(november(4), PayByBalance, PaymentSucceeded)},
		{Number: "2", Status: InvoicePaid, At: november(2), AmountPaid: usd("90.00"), Lines: topUp, Attempts: tried(november(2), "Visa 4242", PaymentSucceeded)},
		{Number: "1", Status: InvoiceVoid, At: november(1), AmountPaid: usd("0.00"), Lines: topUp},
	}
	got := FundsMovements(all)
	want := []FundsMovement{
		{At: november(4), Invoice: "3", Amount: usd("-24.00")},
		{At: november(2), Invoice: "2", Method: "Visa 4242", Amount: usd("90.00")},
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if !got[i].At.Equal(want[i].At) || got[i].Invoice != want[i].Invoice || got[i].Method != want[i].Method || !got[i].Amount.Equal(want[i].Amount) {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
}

func TestUseOfAMethod(t *testing.T) {
	visa := PaymentMethod{Brand: "Visa", Last4: "4242"}
	paid := func(d int) Invoice {
		return Invoice{AmountPaid: usd("12.00"), Attempts: []PaymentAttempt{{At: november(d), Method: "Visa 4242", Result: PaymentSucceeded}}}
	}
	refused := func(d int) Invoice {
		return Invoice{Attempts: []PaymentAttempt{{At: november(d), Method: "Visa 4242", Result: PaymentRefused, Reason: "card_declined"}}}
	}
	other := Invoice{Attempts: []PaymentAttempt{{At: november(20), Method: "Visa 1111", Result: PaymentRefused}}}
	tests := map[string]struct {
		invoices       []Invoice
		paid, declined int
	}{
		"never used":            {[]Invoice{other}, 0, 0},
		"paid twice":            {[]Invoice{paid(9), paid(3)}, 9, 0},
		"declined, then paid":   {[]Invoice{paid(9), refused(3)}, 9, 0},
		"paid, then declined":   {[]Invoice{refused(9), paid(3), other}, 3, 9},
		"paid an older invoice": {[]Invoice{refused(2), paid(4)}, 4, 0},
	}
	for name, tt := range tests {
		use := UseOf(&visa, tt.invoices)
		day := func(a *PaymentAttempt) int {
			if a == nil {
				return 0
			}
			return a.At.Day()
		}
		if day(use.Paid) != tt.paid || day(use.Declined) != tt.declined {
			t.Errorf("%s: paid on the %d, declined on the %d; want %d, %d", name, day(use.Paid), day(use.Declined), tt.paid, tt.declined)
		}
		if use.Paid != nil && use.Amount.String() != "12.00" {
			t.Errorf("%s: paid %s", name, use.Amount)
		}
	}
}
