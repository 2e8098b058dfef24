package billing

import (
	"slices"
	"testing"
	"time"

	"billfold/billing/money"

	"pgregory.net/rapid"
)

// billed is a paid invoice of 20 % tax: 20.00 is 24.00.
func billedAt(number, when, net string, c money.Currency, line Line) Invoice {
	subtotal := amount(net, c)
	tax := money.Round(subtotal.Rat().Mul(subtotal.Rat(), dec("0.2").Rat()), c, money.HalfUp)
	total := subtotal.Add(tax)
	line.Amount = subtotal
	return Invoice{
		ID: "inv_" + number, Number: number, At: at(when), Status: InvoicePaid, Currency: c, Lines: []Line{line},
		Totals:     Totals{Subtotal: subtotal, Taxes: []TaxLine{{Name: "VAT", Taxable: subtotal, Amount: tax}}, Total: total, AmountDue: total},
		AmountPaid: total,
		Attempts:   []PaymentAttempt{{At: at(when), Method: "Visa 4242", Result: PaymentSucceeded}},
	}
}

var (
	packLine  = Line{Kind: OneTime, Item: AddonItem("ai_1000"), Code: LinePack}
	topUpLine = Line{Kind: OneTime, Item: ItemTopUp, Code: LineTopUp}
	fullLine  = Line{Kind: Recurring, Item: ItemSeats, Code: LineFullPeriod}
	seatLine  = Line{Kind: ProrationCharge, Item: ItemSeats, Code: LineRestOfPeriod}
	storeLine = Line{Kind: ProrationCharge, Item: AddonItem("storage_100"), Code: LineRestOfPeriod}
)

// ledgers are Northwind's, which is open, and Fabrikam's, in euros and on the same card.
func ledgers() []AccountLedger {
	visa := PaymentMethod{Brand: "Visa", Last4: "4242"}
	renewal := billedAt("NWT-0011", "2026-11-04T09:00:00Z", "712.00", "USD", fullLine)
	renewal.At = at("2026-11-01T00:00:00Z")
	renewal.Attempts = []PaymentAttempt{
		{At: at("2026-10-25T00:00:00Z"), Method: "Mastercard 5100", Result: PaymentRefused, Reason: "insufficient_funds"},
		{At: at("2026-11-04T09:00:00Z"), Method: "Visa 4242", Result: PaymentSucceeded},
	}
	balance := billedAt("NWT-0013", "2026-11-06T10:00:00Z", "90.00", "USD", packLine) // 108.00 of the balance
	balance.Attempts[0].Method = PayByBalance
	credited := billedAt("NWT-0014", "2026-11-07T10:00:00Z", "50.00", "USD", storeLine) // 60.00, of which 15.00 were credit
	credited.BillingCreditApplied, credited.AmountDue, credited.AmountPaid = usd("15.00"), usd("45.00"), usd("45.00")
	note := billedAt("CN-0001", "2026-11-05T10:00:00Z", "-79.00", "USD", Line{Kind: Adjustment, Code: LineGoodwill})
	return []AccountLedger{
		{
			ID: "acc_n", Name: "Northwind", Selected: true, AsOf: at("2026-11-21T10:42:00Z"), Methods: []PaymentMethod{visa},
			Invoices: []Invoice{
				credited, balance, billedAt("NWT-0012", "2026-11-05T09:12:00Z", "20.00", "USD", packLine), note, renewal,
				billedAt("NWT-0010", "2026-10-14T09:00:00Z", "27.87", "USD", seatLine),
				billedAt("NWT-0009", "2026-09-12T09:00:00Z", "150.00", "USD", topUpLine),
			},
			Changes: []Change{
				{ID: "chg_5", Kind: OrderPack, Actor: "Jonas Weber", State: ChangeApplied, InvoiceID: "inv_NWT-0012"},
				{ID: "chg_2", Kind: OrderChange, Actor: "Maya Okafor", State: ChangeApplied, InvoiceID: "inv_NWT-0010"},
			},
		},
		{
			ID: "acc_f", Name: "Fabrikam", AsOf: at("2026-11-21T10:40:00Z"), Methods: []PaymentMethod{visa},
			Invoices: []Invoice{billedAt("FAB-0002", "2026-11-09T09:00:00Z", "300.00", "EUR", fullLine)},
		},
	}
}

var claimNow = at("2026-11-21T10:42:07Z")

// A charge is told by its amount, which may be less than the total by the billing credit,
// and by a day that banks book it on.
func TestAChargeIsExplained(t *testing.T) {
	tests := []struct {
		name, amount, on string
		verdict          ClaimVerdict
		kind             ClaimKind
		number, actor    string
	}{
		{"a pack, booked a day later", "24.00", "2026-11-06", ClaimYours, ClaimPack, "NWT-0012", "Jonas Weber"},
		{"on the day before, where the bank is", "24.00", "2026-11-04", ClaimYours, ClaimPack, "NWT-0012", "Jonas Weber"},
		{"on the last day that banks take", "24.00", "2026-11-10", ClaimYours, ClaimPack, "NWT-0012", "Jonas Weber"},
		{"after it, it can only be the pack once more", "24.00", "2026-11-11", ClaimTwice, ClaimPack, "NWT-0012", "Jonas Weber"},
		{"two days before it", "24.00", "2026-11-03", ClaimUnexplained, "", "", ""},
		{"a renewal, on the day that it was collected", "854.40", "2026-11-04", ClaimYours, ClaimRenewal, "NWT-0011", ""},
		{"a renewal's declined try", "854.40", "2026-10-26", ClaimHeld, ClaimRenewal, "NWT-0011", ""},
		{"more seats", "33.44", "2026-10-15", ClaimYours, ClaimUpgrade, "NWT-0010", "Maya Okafor"},
		{"a top-up", "180.00", "2026-09-12", ClaimYours, ClaimTopUp, "NWT-0009", ""},
		{"storage, less the billing credit", "45.00", "2026-11-07", ClaimYours, ClaimAddon, "NWT-0014", ""},
		{"storage, by its total, is more than was taken", "60.00", "2026-11-07", ClaimUnexplained, "", "", ""},
		{"what the balance paid is on no card", "108.00", "2026-11-06", ClaimUnexplained, "", "", ""},
		{"what was given back is no charge", "94.80", "2026-11-05", ClaimUnexplained, "", "", ""},
		{"without tax it is another amount", "20.00", "2026-11-06", ClaimUnexplained, "", "", ""},
		{"another account's amount, in its currency", "360.00", "2026-11-10", ClaimOpen, "", "", ""},
		{"an amount nobody asked for, long ago", "9.99", "2026-11-01", ClaimUnexplained, "", "", ""},
		{"the same, lately: a bank may still hold it", "9.99", "2026-11-18", ClaimOpen, "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			charge := Charge{Amount: dec(tt.amount), Currency: "USD", On: at(tt.on + "T00:00:00Z")}
			checks := charge.Explain(ledgers(), claimNow)
			verdict, by := Verdict(checks)
			if verdict != tt.verdict || (by == nil) != (tt.number == "") {
				t.Fatalf("%s by %+v", verdict, by)
			}
			if by != nil && (by.Invoice.Number != tt.number || by.Kind != tt.kind || by.Actor != tt.actor) {
				t.Errorf("by %s of %s, %q", by.Invoice.Number, by.Kind, by.Actor)
			}
			for i, c := range checks {
				if c.Kind != ClaimKinds[i] {
					t.Errorf("check %d is %s", i, c.Kind)
				}
			}
		})
	}
}

func resultOf(checks []ClaimCheck, kind ClaimKind) ClaimCheck {
	return checks[slices.IndexFunc(checks, func(c ClaimCheck) bool { return c.Kind == kind })]
}

func TestAChecksEvidence(t *testing.T) {
	checks := Charge{Amount: dec("24.00"), Currency: "USD", On: at("2026-11-06T00:00:00Z")}.Explain(ledgers(), claimNow)
	pack := resultOf(checks, ClaimPack)
	if len(pack.Found) != 1 || !pack.Found[0].Amount.Equal(usd("24.00")) || pack.Found[0].Method != "Visa 4242" || !pack.Found[0].At.Equal(at("2026-11-05T09:12:00Z")) {
		t.Errorf("found %+v", pack.Found)
	}
	if near := resultOf(checks, ClaimRenewal).Near; near == nil || near.Invoice.Number != "NWT-0011" || !near.Amount.Equal(usd("854.40")) {
		t.Errorf("the renewal of those days is %+v", near)
	}
	if near := resultOf(checks, ClaimUpgrade).Near; near != nil {
		t.Errorf("seats of October are near: %+v", near)
	}
	elsewhere := resultOf(checks, ClaimElsewhere)
	if !slices.Equal(elsewhere.Others, []string{"Fabrikam"}) || !slices.Equal(elsewhere.Shared, []string{"Fabrikam"}) || len(elsewhere.Unread) > 0 {
		t.Errorf("elsewhere: %+v", elsewhere)
	}
	if hold := resultOf(checks, ClaimHold); hold.Result != ClaimNo || !hold.Settled {
		t.Errorf("what was collected is called a hold: %+v", hold)
	}
}

// Banks turn a charge into the currency of the card: the same figure in another currency is
// no match, and any charge of those days may be the one.
func TestAnotherCurrencyMatchesNothing(t *testing.T) {
	all, on := ledgers(), at("2026-11-10T00:00:00Z")
	dollars := Charge{Amount: dec("360.00"), Currency: "USD", On: on}.Explain(all, claimNow)
	elsewhere := resultOf(dollars, ClaimElsewhere)
	if elsewhere.Result != ClaimUnclear || len(elsewhere.Found) > 0 || elsewhere.Foreign == nil || elsewhere.Foreign.Invoice.Number != "FAB-0002" {
		t.Errorf("in dollars, elsewhere: %+v", elsewhere)
	}
	euros := Charge{Amount: dec("360.00"), Currency: "EUR", On: on}.Explain(all, claimNow)
	if verdict, by := Verdict(euros); verdict != ClaimOfAnother || by.Invoice.Number != "FAB-0002" {
		t.Errorf("in euros it is %s by %+v", verdict, by)
	}
	pack := resultOf(Charge{Amount: dec("24.00"), Currency: "EUR", On: at("2026-11-06T00:00:00Z")}.Explain(all, claimNow), ClaimPack)
	if pack.Result != ClaimUnclear || pack.Foreign == nil || pack.Foreign.Invoice.Number != "NWT-0012" || pack.Near != nil {
		t.Errorf("a pack in dollars against a statement in euros: %+v", pack)
	}
	later := Charge{Amount: dec("360.00"), Currency: "USD", On: at("2026-11-25T00:00:00Z")}
	if doubled := resultOf(later.Explain(all, claimNow), ClaimDouble); doubled.Result == ClaimMatches {
		t.Errorf("it is doubled in another currency: %+v", doubled)
	}
}

// Billing credit paid 20 of 70: a statement of 70 has 20 too many on it, and says of which
// invoice.
func TestAnOverchargeIsNotYours(t *testing.T) {
	all := ledgers()[:1]
	other := billedAt("NWT-0020", "2026-11-08T12:00:00Z", "12.00", "USD", packLine)
	pack := billedAt("NWT-0021", "2026-11-08T10:00:00Z", "70.00", "USD", packLine)
	pack.Taxes, pack.Total, pack.BillingCreditApplied, pack.AmountDue, pack.AmountPaid = nil, usd("70.00"), usd("20.00"), usd("50.00"), usd("50.00")
	all[0].Invoices = append([]Invoice{other, pack}, all[0].Invoices...)
	on := at("2026-11-09T00:00:00Z")
	checks := Charge{Amount: dec("70"), Currency: "USD", On: on}.Explain(all, claimNow)
	if verdict, by := Verdict(checks); verdict != ClaimUnexplained {
		t.Errorf("the total of which 50 was charged is %s by %+v", verdict, by)
	}
	if near := resultOf(checks, ClaimPack).Near; near == nil || near.Invoice.Number != "NWT-0021" || !near.Amount.Equal(usd("50.00")) {
		t.Errorf("near is %+v", near)
	}
	if verdict, by := Verdict(Charge{Amount: dec("50"), Currency: "USD", On: on}.Explain(all, claimNow)); verdict != ClaimYours || by.Invoice.Number != "NWT-0021" {
		t.Errorf("what was charged is %s by %+v", verdict, by)
	}
}

func TestSeveralInvoicesMatch(t *testing.T) {
	all := ledgers()
	all[0].Invoices = append(all[0].Invoices, billedAt("NWT-0015", "2026-11-06T12:00:00Z", "20.00", "USD", packLine))
	checks := Charge{Amount: dec("24"), Currency: "USD", On: at("2026-11-07T00:00:00Z")}.Explain(all, claimNow)
	if found := resultOf(checks, ClaimPack).Found; len(found) != 2 || found[0].Invoice.Number != "NWT-0015" || found[1].Invoice.Number != "NWT-0012" {
		t.Errorf("found %+v", found)
	}
	if verdict, _ := Verdict(checks); verdict != ClaimYours {
		t.Errorf("two packs of one price are %s", verdict)
	}
}

func TestAnInvoiceCollectedTwiceIsNotYours(t *testing.T) {
	all := ledgers()
	pack := &all[0].Invoices[2]
	pack.Attempts = append(pack.Attempts, PaymentAttempt{At: at("2026-11-05T09:13:00Z"), Method: "Visa 4242", Result: PaymentSucceeded})
	verdict, by := Verdict(Charge{Amount: dec("24"), Currency: "USD", On: at("2026-11-06T00:00:00Z")}.Explain(all, claimNow))
	if verdict != ClaimTwice || by.Invoice.Number != "NWT-0012" {
		t.Errorf("%s by %+v", verdict, by)
	}
}

// A pack of the same price may have been bought since the copy.
func TestAnOlderCopyDoesNotTellTwice(t *testing.T) {
	all := ledgers()
	all[0].AsOf = at("2026-11-10T00:00:00Z")
	verdict, by := Verdict(Charge{Amount: dec("24"), Currency: "USD", On: at("2026-11-12T00:00:00Z")}.Explain(all, claimNow))
	if verdict != ClaimOpen || by != nil {
		t.Errorf("%s by %+v", verdict, by)
	}
}

// Another account's older copy says nothing of it, though that account has the same name.
func TestANamesakesOlderCopyKeepsNothingOpen(t *testing.T) {
	all := ledgers()
	all[1].Name, all[1].AsOf = all[0].Name, at("2026-11-10T00:00:00Z")
	verdict, by := Verdict(Charge{Amount: dec("24"), Currency: "USD", On: at("2026-11-12T00:00:00Z")}.Explain(all, claimNow))
	if verdict != ClaimTwice || by == nil || by.AccountID != "acc_n" {
		t.Errorf("%s by %+v", verdict, by)
	}
}

// What the copy does not hold is not answered with no.
func TestWhatTheCopyCannotTell(t *testing.T) {
	charge := Charge{Amount: dec("9.99"), Currency: "USD", On: at("2026-11-01T00:00:00Z")}
	tests := []struct {
		name    string
		set     func([]AccountLedger)
		unclear []ClaimKind
	}{
		{"all is known", func([]AccountLedger) {}, nil},
		{
			"the role hides the account's billing", func(l []AccountLedger) { l[0].Gap, l[0].Invoices = LedgerHidden, nil },
			[]ClaimKind{ClaimRenewal, ClaimUpgrade, ClaimAddon, ClaimPack, ClaimTopUp, ClaimDouble},
		},
		{
			"the copy is from before", func(l []AccountLedger) { l[0].AsOf = at("2026-10-31T23:59:00Z") },
			[]ClaimKind{ClaimRenewal, ClaimUpgrade, ClaimAddon, ClaimPack, ClaimTopUp, ClaimDouble},
		},
		{
			"the copy is from the first minute of the day", func(l []AccountLedger) { l[0].AsOf = at("2026-11-01T00:01:00Z") },
			[]ClaimKind{ClaimRenewal, ClaimUpgrade, ClaimAddon, ClaimPack, ClaimTopUp, ClaimDouble},
		},
		{
			"the day after is not over in it", func(l []AccountLedger) { l[0].AsOf = at("2026-11-02T23:59:59Z") },
			[]ClaimKind{ClaimRenewal, ClaimUpgrade, ClaimAddon, ClaimPack, ClaimTopUp, ClaimDouble},
		},
		{"the day after is over in it", func(l []AccountLedger) { l[0].AsOf = at("2026-11-03T00:00:00Z") }, nil},
		{
			"another account was never read", func(l []AccountLedger) { l[1].Gap, l[1].Invoices = LedgerUnread, nil },
			[]ClaimKind{ClaimElsewhere, ClaimDouble},
		},
	}
	for _, tt := range tests {
		all := ledgers()
		tt.set(all)
		var unclear []ClaimKind
		checks := charge.Explain(all, claimNow)
		for _, c := range checks {
			if c.Result == ClaimUnclear {
				unclear = append(unclear, c.Kind)
			}
		}
		if !slices.Equal(unclear, tt.unclear) {
			t.Errorf("%s: cannot tell %v", tt.name, unclear)
		}
		if verdict, _ := Verdict(checks); (verdict == ClaimOpen) != (tt.unclear != nil) {
			t.Errorf("%s: %s", tt.name, verdict)
		}
	}
	if verdict, _ := Verdict(charge.Explain(nil, claimNow)); verdict != ClaimOpen {
		t.Errorf("without any account it is %s", verdict)
	}
}

// What is asked today is answered by a copy of now, and by no older one.
func TestACopyOfNowAnswersForToday(t *testing.T) {
	charge := Charge{Amount: dec("9.99"), Currency: "USD", On: at("2026-11-21T00:00:00Z")}
	for asOf, want := range map[string]ClaimResult{"2026-11-21T10:42:00Z": ClaimNo, "2026-11-21T10:30:00Z": ClaimUnclear} {
		all := ledgers()
		all[0].AsOf = at(asOf)
		if got := resultOf(charge.Explain(all, claimNow), ClaimPack).Result; got != want {
			t.Errorf("a copy of %s says %s", asOf, got)
		}
	}
}

// A day is one of the account's: what was charged late in the evening in New York is of the
// next day in UTC, and on the statement of that evening.
func TestAChargesDayIsTheAccounts(t *testing.T) {
	york, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	late := AccountLedger{
		Name: "Northwind", Selected: true, AsOf: claimNow, Zone: york,
		Invoices: []Invoice{billedAt("NWT-1", "2026-11-06T02:00:00Z", "20.00", "USD", packLine)},
	}
	charge := Charge{Amount: dec("24"), Currency: "USD", On: at("2026-11-04T00:00:00Z")} // one day before 5 Nov in New York, two before 6 Nov
	if verdict, _ := Verdict(charge.Explain([]AccountLedger{late}, claimNow)); verdict != ClaimYours {
		t.Errorf("it is %s", verdict)
	}
}

// Whatever was collected from a card explains a charge of its amount on each day of the
// window, and is never called yours beyond it.
func TestEveryCollectedInvoiceExplainsItsCharge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SampledFrom([]Line{packLine, topUpLine, fullLine, seatLine, storeLine}).Draw(t, "line")
		day := at("2026-06-15T00:00:00Z").AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "day"))
		clock := time.Duration(rapid.IntRange(0, 86_399).Draw(t, "second")) * time.Second
		net := money.FromMinor(rapid.Int64Range(1, 1_000_000).Draw(t, "net"), "USD")
		invoice := billedAt("N-1", day.Add(clock).Format(time.RFC3339), net.String(), "USD", line)
		later := rapid.IntRange(-20, 20).Draw(t, "later")
		charge := Charge{Amount: invoice.Total.Amount(), Currency: "USD", On: day.AddDate(0, 0, later)}
		verdict, by := Verdict(charge.Explain([]AccountLedger{{Name: "A", Selected: true, AsOf: claimNow, Invoices: []Invoice{invoice}}}, claimNow))
		if inside := later >= -1 && later <= 5; inside != (verdict == ClaimYours) {
			t.Fatalf("%d days later it is %s", later, verdict)
		}
		if verdict == ClaimYours && !by.Amount.Equal(invoice.Total) {
			t.Fatalf("it is of %s", by.Amount)
		}
	})
}
