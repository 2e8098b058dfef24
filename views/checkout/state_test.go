package checkout

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

var instant = time.Date(2026, 11, 21, 10, 42, 7, 0, time.UTC)

func usd(s string) money.Money { return money.New(decimal.RequireFromString(s), "USD") }

// priced is a preview that billing holds for a quarter of an hour.
func priced(id, due string) billing.Preview {
	return billing.Preview{
		ID: id, At: instant, ExpiresAt: instant.Add(15 * time.Minute), Currency: "USD", Timing: billing.Now,
		Lines: []billing.Line{{Item: billing.ItemSeats, Kind: billing.ProrationCharge, Amount: usd(due)}},
		Totals: billing.Totals{
			Subtotal: usd(due), Total: usd(due), BillingCreditApplied: usd("0"), AmountDue: usd(due),
		},
	}
}

func account() *billing.Account {
	return &billing.Account{
		AccountBalance: usd("20.00"), BillingCredit: usd("0"), Currency: "USD",
		Methods: []billing.PaymentMethod{
			{ID: "pm_old", Status: billing.MethodExpired, ExpMonth: 12, ExpYear: 2026},
			{ID: "pm_past", Status: billing.MethodWorks, ExpMonth: 10, ExpYear: 2026},
			{ID: "pm_1", Status: billing.MethodWorks, ExpMonth: 12, ExpYear: 2026},
		},
	}
}

func ready() *state {
	s := &state{quote: priced("prv_1", "37.42"), order: billing.Order{Kind: billing.OrderChange}}
	s.facts.Account = account()
	s.choosePayment()
	return s
}

func TestOnlyAConfirmedPriceThatWasReadIsPayable(t *testing.T) {
	tests := map[string]struct {
		set  func(*state)
		want bool
	}{
		"held":              {func(*state) {}, true},
		"an estimate":       {func(s *state) { s.quote.Estimate = true }, false},
		"never confirmed":   {func(s *state) { s.quote.ID = "" }, false},
		"being asked for":   {func(s *state) { s.asking = true }, false},
		"blocked":           {func(s *state) { s.quote.Blockers = []billing.Notice{{Code: billing.OpenInvoice}} }, false},
		"being confirmed":   {func(s *state) { s.sending = true }, false},
		"confirmed":         {func(s *state) { s.outcome = &billing.Outcome{State: billing.ChangeApplied} }, false},
		"changed, unread":   {func(s *state) { s.before = &billing.Preview{} }, false},
		"changed and read":  {func(s *state) { s.before, s.read = &billing.Preview{}, true }, true},
		"no way to pay":     {func(s *state) { s.payment = "" }, false},
		"balance too low":   {func(s *state) { s.payment = billing.PayByBalance }, false},
		"nothing due":       {func(s *state) { s.payment, s.quote.AmountDue = "", usd("0") }, true},
		"balance that does": {func(s *state) { s.payment, s.quote.AmountDue = billing.PayByBalance, usd("20.00") }, true},
	}
	for name, tt := range tests {
		s := ready()
		tt.set(s)
		if got := s.payable(); got != tt.want {
			t.Errorf("%s: payable %t, want %t", name, got, tt.want)
		}
	}
}

func TestPaymentFallsToAMethodThatWorks(t *testing.T) {
	s := ready()
	if s.payment != "pm_1" {
		t.Errorf("chose %q, want the first that has not expired", s.payment)
	}
	s.quote.AmountDue, s.payment = usd("15.00"), billing.PayByBalance
	s.choosePayment()
	if s.payment != billing.PayByBalance {
		t.Errorf("what the person chose became %q", s.payment)
	}
	s.quote.AmountDue = usd("25.00")
	s.choosePayment()
	if s.payment != "pm_1" {
		t.Errorf("a balance of 20.00 pays 25.00: %q", s.payment)
	}
}

func TestAnotherPriceMustBeRead(t *testing.T) {
	tests := map[string]struct {
		expired bool
		due     string
		want    bool
	}{
		"the same":                {false, "37.42", false},
		"another":                 {false, "37.26", true},
		"the same after it ended": {true, "37.42", true},
	}
	for name, tt := range tests {
		s := ready()
		s.expired = tt.expired
		s.requoted(priced("prv_2", tt.due))
		if got := s.mustRead(); got != tt.want {
			t.Errorf("%s: must be read %t, want %t", name, got, tt.want)
		}
	}
}

func TestAnUnreadPriceIsComparedWithTheOneThatWasKnown(t *testing.T) {
	s := ready()
	s.requoted(priced("prv_2", "61.26"))
	s.requoted(priced("prv_3", "61.20"))
	if !s.before.AmountDue.Equal(usd("37.42")) {
		t.Errorf("compared with %s, which nobody has read", s.before.AmountDue)
	}
	s.requoted(priced("prv_4", "37.42"))
	if s.before != nil {
		t.Error("the price that was known has to be read again")
	}
}

func TestTheFirstPriceNeedsNoTick(t *testing.T) {
	s := ready()
	s.quote.ID, s.quote.Estimate = "", true
	s.requoted(priced("prv_1", "40.00"))
	if s.mustRead() {
		t.Error("an estimate that billing corrects was never a price")
	}
}

func TestARefusalKeepsItsFreshPrice(t *testing.T) {
	s := ready()
	s.sending = true
	problem := billing.NewProblem(billing.PriceChanged)
	fresh := priced("prv_2", "61.26")
	problem.Fresh = &fresh
	s.settled(billing.Outcome{State: billing.ChangeRejected, Problem: problem})
	if s.sending || s.outcome != nil || s.quote.ID != "prv_2" || !s.mustRead() {
		t.Errorf("got %+v", s)
	}
}

func TestComparedRowsFindWhatDiffers(t *testing.T) {
	before, fresh := priced("prv_1", "10.00"), priced("prv_2", "12.50")
	before.Lines = append(before.Lines, billing.Line{Item: billing.ItemPlan, Kind: billing.ProrationCredit, Amount: usd("-3.00")})
	rows := comparedRows(&before, &fresh, words.Printer{})
	want := []string{"10.00|12.50|+2.50", "–3.00|0.00|+3.00", "10.00|12.50|+2.50", "0.00|0.00|0.00", "10.00|12.50|+2.50", "10.00|12.50|+2.50"}
	if len(rows) != len(want) {
		t.Fatalf("got %+v", rows)
	}
	for i, row := range rows {
		if got := row.saw + "|" + row.now + "|" + row.difference; got != want[i] {
			t.Errorf("%s: %s, want %s", row.what, got, want[i])
		}
	}
	if rows[3].differs || !rows[5].bold {
		t.Errorf("got %+v", rows)
	}
}

func TestElementsTellThisChangeFromWhatIsScheduled(t *testing.T) {
	end := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	terms := func(seats int, storage int) billing.Terms {
		t := billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: seats}
		if storage > 0 {
			t.Addons = map[string]int{"storage": storage}
		}
		return t
	}
	f := billing.Facts{
		Catalog: &billing.Catalog{}, Usage: &billing.Usage{},
		Subscription: &billing.Subscription{Scheduled: &billing.Scheduled{At: end, After: terms(50, 1)}},
	}
	quote := billing.Preview{
		Before: terms(50, 2), After: terms(60, 2),
		Scheduled: &billing.Scheduled{At: end, After: terms(60, 1)},
	}
	got := termsElements(f, &quote, words.Printer{})
	want := []element{
		{"Plan", "team", "team", false, false},
		{"Seats", "50", "60", true, true},
		{"storage", "2", "2, then 1 from 1 Dec as scheduled", false, false},
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
}

func TestWhatIsBroughtForwardIsAChange(t *testing.T) {
	none, one := billing.Terms{Plan: "team", Seats: 50}, billing.Terms{Plan: "team", Seats: 50, Addons: map[string]int{"storage": 1}}
	f := billing.Facts{
		Catalog: &billing.Catalog{}, Usage: &billing.Usage{},
		Subscription: &billing.Subscription{Scheduled: &billing.Scheduled{At: instant.AddDate(0, 0, 10), After: one}},
	}
	got := termsElements(f, &billing.Preview{Timing: billing.Now, Before: none, After: one}, words.Printer{})
	if want := (element{"storage", "None", "1", true, true}); got[len(got)-1] != want {
		t.Errorf("got %+v, want %+v", got[len(got)-1], want)
	}
}

func TestConfirmLabelSaysWhatItDoes(t *testing.T) {
	free := &billing.Catalog{Plans: []billing.Plan{{ID: "free", Name: "Free"}}}
	tests := map[string]func(*billing.Preview){
		"Pay $37.42": func(*billing.Preview) {},
		"Schedule Free for 1 Dec 2026": func(p *billing.Preview) {
			p.AmountDue, p.Timing, p.After.Plan = usd("0"), billing.PeriodEnd, "free"
		},
		"Schedule for 1 Dec 2026":  func(p *billing.Preview) { p.AmountDue, p.Timing = usd("0"), billing.PeriodEnd },
		"Confirm, nothing due now": func(p *billing.Preview) { p.AmountDue = usd("0") },
	}
	for want, set := range tests {
		s := ready()
		s.facts.Catalog = free
		s.quote.EffectiveAt = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
		set(&s.quote)
		if got := confirmLabel(s, words.Printer{}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
