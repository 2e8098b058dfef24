package payments

import (
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/words"
)

func TestEveryCauseSaysWhatToDoNext(t *testing.T) {
	tests := map[string]struct {
		try  billing.PaymentAttempt
		want string
	}{
		"expired":    {billing.PaymentAttempt{Method: "Visa 4242", Reason: "expired_card"}, "Visa ending 4242 has expired. Replace the card, or pay another way."},
		"declined":   {billing.PaymentAttempt{Method: "Visa 4242", Reason: "card_declined"}, "The bank declined Visa ending 4242 and does not say why. Ask the bank, or pay another way; asking again the same day seldom helps."},
		"funds":      {billing.PaymentAttempt{Method: "Visa 4242", Reason: "insufficient_funds"}, "Visa ending 4242 had too little money on it. Put some on it before the next try, or pay another way now."},
		"proof":      {billing.PaymentAttempt{Method: "Visa 4242", Result: billing.PaymentNeedsProof}, "The bank of Visa ending 4242 asks for a confirmation that only you can give. Verify it: the payment leads to the bank's page."},
		"no proof":   {billing.PaymentAttempt{Reason: "authentication_required"}, "Verify it: the payment leads to the bank's page."},
		"recurring":  {billing.PaymentAttempt{Method: "Visa 4242", Reason: "transaction_not_allowed"}, "Visa ending 4242 refuses charges that nobody is present at. Make another card the default; this one can only be paid with by hand."},
		"contract":   {billing.PaymentAttempt{Reason: "custom_contract"}, "This is billed by contract, which the vendor's Sales sees to: sales@halden.example. A card does not settle it."},
		"no method":  {billing.PaymentAttempt{Reason: "no_payment_method"}, "There was no way to pay. Add a card, or top up the account balance, then pay."},
		"low":        {billing.PaymentAttempt{Method: billing.PayByBalance, Reason: "insufficient_balance"}, "The account balance was too low. Top it up, or add a card, then pay."},
		"of anybody": {billing.PaymentAttempt{Method: "Visa 4242", Reason: "lost_card"}, "The payment failed: lost card. Pay another way, or replace the card."},
		"unsaid":     {billing.PaymentAttempt{}, "The payment failed. Pay another way, or replace the card."},
	}
	for name, tt := range tests {
		if got := because(&tt.try, "sales@halden.example"); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestEveryStateSaysWhatToDo(t *testing.T) {
	tests := map[string]struct {
		set                       func(*data)
		because, pay, next, would string
		refresh                   bool
	}{
		"failed":          {nil, "had too little money on it", "Pay $854.40", "", "Make Visa ending 4242 the default", true},
		"to be verified":  {func(d *data) { d.invoices[0].Attempts[1].Result = billing.PaymentNeedsProof }, "Verify it", "Verify and pay $854.40", "", "Make Visa ending 4242 the default", true},
		"open, not tried": {func(d *data) { d.invoices[0].Attempts = nil }, "", "Pay $854.40", "", "Make Visa ending 4242 the default", true},
		"tried to the end": {func(d *data) {
			i := &d.invoices[0]
			for range 3 {
				i.Attempts = append(i.Attempts, i.Attempts[0])
			}
		}, "had too little", "Pay $854.40", "It is not tried again by itself.", "Make Visa ending 4242 the default", true},
		"one card only": {func(d *data) { d.facts.Account.Methods = d.facts.Account.Methods[:1] }, "had too little", "Pay $854.40", "", "replace pm_master", true},
		"paid":          {func(d *data) { d.invoices[0].Status = billing.InvoicePaid }, "It is paid.", "", "", "", true},
		"paid, and known": {func(d *data) {
			d.invoices[0].Status, d.facts.Subscription.Status = billing.InvoicePaid, billing.StatusActive
		}, "", "", "", "", false},
		"void":        {func(d *data) { d.invoices[0].Status = billing.InvoiceVoid }, "It was voided: nothing is owed for it", "", "", "", false},
		"written off": {func(d *data) { d.invoices[0].Status = billing.InvoiceUncollectible }, "It was given up", "", "", "", false},
	}
	for name, tt := range tests {
		facts, invoices := sample.PastDue()
		d := data{facts: facts, invoices: invoices}
		if tt.set != nil {
			tt.set(&d)
		}
		c := showCollection(d, sample.Now(), words.Printer{})
		would := ""
		switch {
		case c.change != nil:
			would = c.change.label
		case c.replace != "":
			would = "replace " + c.replace
		}
		if !strings.Contains(c.because, tt.because) || (tt.because == "") != (c.because == "") || c.pay != tt.pay || c.next != tt.next || would != tt.would || c.refresh != tt.refresh {
			t.Errorf("%s: %q, %q, %q, %q, %t", name, c.because, c.pay, c.next, would, c.refresh)
		}
	}
}

// Billing keeps a payment by hand that failed among the changes.
func TestAPaymentByHandThatFailedIsToldOf(t *testing.T) {
	facts, invoices := sample.PastDue()
	at := func(day, hour int) time.Time { return time.Date(2026, time.November, day, hour, 0, 0, 0, time.UTC) }
	d := data{facts: facts, invoices: invoices, changes: []billing.Change{
		{Kind: billing.OrderPayment, At: at(20, 9), State: billing.ChangeRejected, Problem: billing.PaymentDeclined, Params: billing.Params("reason", "card_declined")},
		{Kind: billing.OrderPack, At: at(20, 8), State: billing.ChangeRejected, Problem: billing.PaymentDeclined},
		{Kind: billing.OrderPayment, At: at(20, 7), State: billing.ChangeRejected, Problem: billing.PreviewExpired},
		{Kind: billing.OrderPayment, At: at(19, 18), State: billing.ChangeRejected, Problem: billing.ProofMissing},
		{Kind: billing.OrderPayment, At: at(3, 9), State: billing.ChangeRejected, Problem: billing.PaymentDeclined}, // of another invoice
	}}
	c := showCollection(d, sample.Now(), words.Printer{})
	var got []string
	for _, s := range c.steps[:5] {
		got = append(got, s.Caption+": "+s.Title+" "+s.Note)
	}
	want := []string{
		"18 Nov, first try: Declined insufficient funds", "19 Nov, retry 1: Declined insufficient funds",
		"19 Nov, tried by hand: Needs your bank's confirmation ", "20 Nov, tried by hand: Declined its bank refused", "21 Nov, retry 2: Tried next at 12:00 UTC",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
	if !strings.HasPrefix(c.because, "The bank declined and does not say why.") {
		t.Errorf("because %q", c.because)
	}
	d.invoices[0].Status = billing.InvoicePaid // what came after it was settled is of another one
	if c := showCollection(d, sample.Now(), words.Printer{}); strings.Contains(c.steps[2].Caption, "by hand") {
		t.Errorf("got %+v", c.steps)
	}
}
