package payments

import (
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

func usd(s string) money.Money { return money.New(decimal.RequireFromString(s), "USD") }

func known() data {
	return data{facts: sample.Facts(), invoices: sample.TopUps(), freshness: sample.Fresh(billing.Fresh)}
}

func TestMethodsSayTheirHealth(t *testing.T) {
	tests := map[string]struct {
		card     billing.PaymentMethod
		now      time.Time
		word     string
		sentence string
	}{
		"works": {
			billing.PaymentMethod{Brand: "Visa", Last4: "4242", ExpMonth: 8, ExpYear: 2028, Status: billing.MethodWorks},
			sample.Now(), "",
			"Expires 08/2028, last paid $24.00 on 5 Nov",
		},
		"soon": {
			billing.PaymentMethod{Brand: "Visa", Last4: "1", ExpMonth: 12, ExpYear: 2026, Status: billing.MethodWorks},
			sample.Now(), "Expires in 40 days",
			"Expires 12/2026, not used yet",
		},
		"tomorrow": {billing.PaymentMethod{ExpMonth: 12, ExpYear: 2026}, time.Date(2026, 12, 30, 9, 0, 0, 0, time.UTC), "Expires in 1 day", ""},
		"today":    {billing.PaymentMethod{ExpMonth: 12, ExpYear: 2026}, time.Date(2026, 12, 31, 9, 0, 0, 0, time.UTC), "Expires today", ""},
		"over":     {billing.PaymentMethod{ExpMonth: 12, ExpYear: 2026}, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), "Expired", ""},
		"declined": {
			billing.PaymentMethod{Brand: "Mastercard", Last4: "5100", ExpMonth: 12, ExpYear: 2027, Status: billing.MethodDeclined},
			sample.Now(), "Declined",
			"Expires 12/2027, declined 2 Nov",
		},
	}
	for name, tt := range tests {
		d := known()
		d.facts.Account.Methods = []billing.PaymentMethod{tt.card}
		row := methodRows(d, tt.now, words.Printer{})[0]
		got := ""
		if row.health != nil {
			got = row.health.word
		}
		if got != tt.word || tt.sentence != "" && row.sentence != tt.sentence || !row.first {
			t.Errorf("%s: %q, %q", name, got, row.sentence)
		}
	}
}

// 240.00 are there after 90.00 came in October and 24.00 left in November: 174.00 were
// there before.
func TestFundsAddUp(t *testing.T) {
	d := known()
	topUp := billing.Invoice{
		Number: "T-1", Status: billing.InvoicePaid, At: sample.Now().AddDate(0, -1, 0), Lines: []billing.Line{{Item: billing.ItemTopUp, Amount: usd("90.00")}},
		Attempts: []billing.PaymentAttempt{{At: sample.Now(), Method: "Visa 4242", Result: billing.PaymentSucceeded}},
	}
	spent := billing.Invoice{
		Number: "S-1", Status: billing.InvoicePaid, AmountPaid: usd("24.00"),
		Attempts: []billing.PaymentAttempt{{At: sample.Now(), Method: billing.PayByBalance, Result: billing.PaymentSucceeded}},
	}
	d.invoices = []billing.Invoice{spent, topUp}
	f := showFunds(d, false, sample.Now(), words.Printer{})
	want := []movement{
		{"21 Nov 2026", "Paid invoice S-1", "–24.00", false},
		{"21 Oct 2026", "Topped up from Visa ending 4242", "90.00", false},
		{"", "Opening account balance", "174.00", true},
	}
	if len(f.movements) != len(want) {
		t.Fatalf("got %+v", f.movements)
	}
	for i := range want {
		if f.movements[i] != want[i] {
			t.Errorf("got %+v, want %+v", f.movements[i], want[i])
		}
	}
	if f.amount != "$240.00" || f.credit != "$94.80" || !f.topUp.enabled {
		t.Errorf("got %+v", f)
	}
}

func TestATopUpNeedsACardAndARole(t *testing.T) {
	d := known()
	d.facts.Account.Methods = nil
	if f := showFunds(d, false, sample.Now(), words.Printer{}); f.topUp.enabled || f.topUp.why != "A top-up is charged to a card. Add one first." {
		t.Errorf("without a card: %+v", f.topUp)
	}
	d = known()
	for i := range d.facts.Account.Methods {
		d.facts.Account.Methods[i].ExpMonth, d.facts.Account.Methods[i].ExpYear = 10, 2026
	}
	if f := showFunds(d, false, sample.Now(), words.Printer{}); f.topUp.enabled || f.topUp.why == "" {
		t.Errorf("with cards of a past month: %+v", f.topUp)
	}
	d = known()
	d.facts.Account.Role = billing.RoleFinanceApprover
	f := showFunds(d, false, sample.Now(), words.Printer{})
	if f.topUp.offered || f.topUp.why != "Your role, Finance approver, reads payments and does not change them. Ask Maya Okafor." {
		t.Errorf("a reader: %+v", f.topUp)
	}
}

// The schedule is 1, 3, 5 and 7 days after the first failure, and 14 days of grace.
func TestCollectionTellsWhatWasTriedAndWhatComesNext(t *testing.T) {
	facts, invoices := sample.PastDue()
	c := showCollection(data{facts: facts, invoices: invoices}, sample.Now(), words.Printer{})
	var got []string
	for _, s := range c.steps {
		got = append(got, s.Caption+": "+s.Title)
	}
	want := []string{
		"18 Nov, first try: Declined", "19 Nov, retry 1: Declined", "21 Nov, retry 2: Tried next", "23 Nov, retry 3: Tried if still open",
		"25 Nov, retry 4: Tried if still open", "2 Dec, grace ends: The plan would be withheld",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
	if c.title != "Unpaid invoice" || c.note != "NWT-0013, $854.40" || c.status.word != "Past due" || c.pay != "Pay $854.40" {
		t.Errorf("got %+v", c)
	}
	if !strings.Contains(c.then, "From 2 Dec 2026 what the plan gives is withheld.") {
		t.Errorf("then %q", c.then)
	}
}

func TestCollectionOfWhatIsSettled(t *testing.T) {
	c := showCollection(known(), sample.Now(), words.Printer{})
	last := c.steps[len(c.steps)-1]
	if c.title != "Last failed payment" || c.note != "NWT-0011, $854.40" || c.status.word != "Settled on 4 Nov" || c.pay != "" ||
		c.steps[2].Title != "Paid with Visa 4242" || c.steps[3].Title != "Not needed" || last.Title != "Not reached" {
		t.Errorf("got %+v", c)
	}
	d := known()
	d.invoices = d.invoices[:2]
	if c := showCollection(d, sample.Now(), words.Printer{}); c != nil {
		t.Errorf("nothing ever failed: %+v", c)
	}
}

func TestWhatStopsFollowsTheCatalog(t *testing.T) {
	tests := map[string]struct {
		set        func(*data)
		step, then string
	}{
		"ends":     {func(d *data) { d.facts.Catalog.Policy.Dunning.Then = billing.ThenCancel }, "The subscription would end", "On 2 Dec 2026 the subscription ends."},
		"withheld": {func(d *data) { d.facts.Subscription.Status = billing.StatusRestricted }, "The plan is withheld", "nothing renews"},
		"packs":    {func(d *data) { d.invoices[0].Lines = []billing.Line{{Code: billing.LinePack}} }, "Tried if still open", "auto-reload is turned off"},
		"ended":    {func(d *data) { d.invoices = d.invoices[:1]; d.invoices[0].Status = billing.InvoiceUncollectible }, "The subscription ended", "would have been withheld"},
	}
	for name, tt := range tests {
		facts, invoices := sample.PastDue()
		d := data{facts: facts, invoices: invoices}
		tt.set(&d)
		c := showCollection(d, sample.Now(), words.Printer{})
		if last := c.steps[len(c.steps)-1]; last.Title != tt.step || !strings.Contains(c.then, tt.then) {
			t.Errorf("%s: ends with %q, then %q", name, last.Title, c.then)
		}
	}
}

func TestAReaderIsToldWhoPays(t *testing.T) {
	facts, invoices := sample.PastDue()
	facts.Account.Role = billing.RoleFinanceApprover
	c := showCollection(data{facts: facts, invoices: invoices}, sample.Now(), words.Printer{})
	if c.pay != "" || !strings.Contains(c.why, "Ask Maya Okafor.") {
		t.Errorf("got %+v", c)
	}
}

func TestAmountsToTopUp(t *testing.T) {
	c := sample.Catalog()
	tests := map[string]struct{ text, amount, why string }{
		"nothing":    {" ", "", ""},
		"enough":     {"$1,250.50", "1250.50", ""},
		"the least":  {"30", "30.00", ""},
		"too little": {"29.99", "", "The least is $30.00."},
		"negative":   {"-50", "", "The least is $30.00."},
		"words":      {"fifty", "", "This is no amount of USD. Write it like 30.00."},
		"too fine":   {"50.005", "", "This is no amount of USD. Write it like 30.00."},
		"too much":   {"99999999999999", "", "This is more than can be put on it."},
	}
	for name, tt := range tests {
		amount, why := amountTyped(tt.text, c, words.Printer{})
		got := ""
		if !amount.IsUnset() {
			got = amount.String()
		}
		if got != tt.amount || why != tt.why {
			t.Errorf("%s: %q, %q", name, got, why)
		}
	}
	var all []string
	for _, m := range offered(c) {
		all = append(all, m.String())
	}
	if strings.Join(all, " ") != "30.00 60.00 150.00 300.00" {
		t.Errorf("suggested %q", all)
	}
	c.Policy.TopUpMin = decimal.Zero
	if got := offered(c); got != nil {
		t.Errorf("without a least: %v", got)
	}
}

// What failed is told of for 60 days after the last try, of 4 November.
func TestAFailureIsForgottenOnceItIsOld(t *testing.T) {
	tests := map[string]struct {
		now  time.Time
		set  func(*billing.Invoice)
		want bool
	}{
		"settled, 59 days ago": {time.Date(2027, 1, 2, 0, 0, 0, 0, time.UTC), func(*billing.Invoice) {}, true},
		"settled, 61 days ago": {time.Date(2027, 1, 5, 0, 0, 0, 0, time.UTC), func(*billing.Invoice) {}, false},
		"void, 61 days ago":    {time.Date(2027, 1, 5, 0, 0, 0, 0, time.UTC), func(i *billing.Invoice) { i.Status = billing.InvoiceVoid }, false},
		"open, 61 days ago":    {time.Date(2027, 1, 5, 0, 0, 0, 0, time.UTC), func(i *billing.Invoice) { i.Status = billing.InvoiceOpen }, true},
	}
	for name, tt := range tests {
		d := known()
		i := slices.IndexFunc(d.invoices, func(i billing.Invoice) bool { return i.Number == "NWT-0011" })
		tt.set(&d.invoices[i])
		if c := showCollection(d, tt.now, words.Printer{}); (c != nil) != tt.want {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

func TestAPaymentByHandIsCalledThat(t *testing.T) {
	facts, invoices := sample.PastDue()
	paid := &invoices[0]
	paid.Status = billing.InvoicePaid
	paid.Attempts = append(paid.Attempts, billing.PaymentAttempt{At: sample.Now(), Method: "Visa 4242", Result: billing.PaymentSucceeded})
	c := showCollection(data{facts: facts, invoices: invoices}, sample.Now(), words.Printer{})
	if got := c.steps[2]; got.Caption != "21 Nov, paid by hand" || got.Title != "Paid with Visa 4242" {
		t.Errorf("got %+v", got)
	}
	if got := c.steps[3]; got.Caption != "21 Nov, retry 2" || got.Title != "Not needed" {
		t.Errorf("got %+v", got)
	}
}
