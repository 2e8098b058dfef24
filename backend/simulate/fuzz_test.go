package simulate_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"billfold/backend/simulate"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"pgregory.net/rapid"
)

// FuzzParse reads anything: it ends, does not panic, and what it says is short.
func FuzzParse(f *testing.F) {
	f.Add([]byte(published(f)))
	f.Add([]byte(story{account: `"auto_reload":{"addon":"ai","below":"1","monthly_cap":"20"}`, steps: []string{
		`2024-01-01 import {"plan":"team","seats":1,"discount":{"amount":"1.00"},"period_start":"2023-12-10T00:00:00Z","period_end":"2024-01-10T00:00:00Z"}`,
		`2024-01-02 buy {"addon":"ai","quantity":2}`, `2024-01-02 top_up "50.00"`, `2024-01-02 usage {"meter":"ai_credits","quantity":"0.5"}`,
		`2024-01-02 members 3`, `2024-01-02 storage_gb "12.5"`, `2024-01-02 payment_method "none"`, `2024-01-03 account {"country":"DE"}`,
		`2024-01-03 authenticate`, `2024-01-03 auto_reload`, `2024-01-03 resume`, `2024-01-03 undo`,
	}}.scenario()))
	f.Fuzz(func(t *testing.T, text []byte) {
		if _, err := simulate.Parse(text); err != nil && len(err.Error()) > 1000 {
			t.Errorf("%d characters are said of %d", len(err.Error()), len(text))
		}
	})
}

// FuzzRun plays stories that are drawn from the fuzzer's bytes.
func FuzzRun(f *testing.F) { f.Fuzz(rapid.MakeFuzz(anyStory)) }

// Whatever happens, the play ends, nothing negative is due, every line explains
// itself, what was confirmed is what is charged, and numbers are unbroken.
func TestWhateverHappensTheBooksHold(t *testing.T) { rapid.Check(t, anyStory) }

func anyStory(t *rapid.T) {
	s := drawStory(t)
	text := s.scenario()
	parsed, err := simulate.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	r, err := simulate.Run(t.Context(), parsed)
	if err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for _, fault := range faults(text, r) {
		t.Errorf("%s", fault)
	}
	if t.Failed() {
		t.Log(text)
	}
}

func drawStory(t *rapid.T) story {
	pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	s := story{policy: fmt.Sprintf(`"currency":%q,"policy":{"proration":%q,"day_count":%q,"rounding":%q,"downgrade":%q,"tax_behavior":%q,"top_up_min":"30","dunning":{"retry_days":[1,3],"grace_days":5,"then":%q}},`,
		pick("currency", "USD", "JPY", "KWD"), pick("proration", "second", "day", "none"), pick("day count", "end_exclusive", "change_day_used"),
		pick("rounding", "half_up", "half_even"), pick("downgrade", "period_end", "immediate_credit"), pick("tax", "exclusive", "inclusive"), pick("then", "restrict", "cancel")) + bazaar}
	s.account = fmt.Sprintf(`"timezone":%q,"country":%q,"vat_id":%q,"account_balance":%q,"billing_credit":%q,"members":%d,"storage_used_gb":%q,"payment_method":%q`,
		pick("zone", "UTC", "Europe/Berlin", "America/New_York"), pick("country", "US", "DE", "GB"), pick("vat", "", "DE123456789"),
		pick("balance", "0", "45", "1000"), pick("credit", "0", "7"), rapid.IntRange(0, 6).Draw(t, "members"), pick("stored", "0", "60", "150.5"),
		pick("card", "card_ok", "card_ok", "card_declined", "card_requires_action", "none"))
	if rapid.Bool().Draw(t, "reloads") {
		s.account += `,"auto_reload":{"addon":"ai","below":"` + pick("below", "0", "100", "3000") + `","monthly_cap":"` + pick("cap", "0", "45", "300") + `"}`
	}
	at := time.Unix(rapid.Int64Range(17e8, 175e7).Draw(t, "begin"), 0).UTC()
	for n := range rapid.IntRange(1, 14).Draw(t, "steps") {
		s.steps = append(s.steps, at.Format(time.RFC3339)+" "+drawAction(t, at, n))
		at = at.Add(time.Duration(rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(1, 86400), rapid.Int64Range(86400, 45*86400)).Draw(t, "later")) * time.Second)
	}
	return s
}

// bazaar sells something of every kind.
const bazaar = `"plans":[
	{"id":"free","name":"Free","rank":1,"kind":"free","seats":{"max":3},"includes":{"storage_gb":"5"}},
	{"id":"trial","name":"Trial","rank":5,"kind":"trial","trial":{"days":14,"then":"team"},"includes":{"ai_credits":"50"}},
	{"id":"visit","name":"Visit","rank":6,"kind":"trial","trial":{"days":7,"then":"cancel"}},
	{"id":"team","name":"Team","rank":20,"kind":"paid","seats":{"min":1,"max":20},"includes":{"storage_gb":"100","ai_credits":"500"},
	 "prices":[{"interval":"month","per_seat":"12.005"},{"interval":"year","per_seat":"119.99"}],
	 "metered":[{"meter":"call_minutes","included":"100","mode":"graduated","tiers":[{"up_to":100,"unit":"0.055"},{"unit":"0.031"}]}]},
	{"id":"business","name":"Business","rank":30,"kind":"paid","seats":{"included":3,"min":2},"includes_per_seat":{"storage_gb":"50","ai_credits":"300"},
	 "prices":[{"interval":"month","base":"29.5","per_seat":"17"},{"interval":"year","base":"301","per_seat":"170.1"}],
	 "volumes":[{"meter":"email_credits","min":1000,"max":50000,"step":500,"mode":"graduated","tiers":[{"up_to":10000,"unit":"0.0011"},{"unit":"0.0007"}]}],
	 "metered":[{"meter":"call_minutes","included":"500","mode":"volume","tiers":[{"up_to":1000,"unit":"0.05"},{"unit":"0.02"}]}]},
	{"id":"contract","name":"Contract","rank":40,"kind":"custom"}],
	"addons":[
	{"id":"storage","name":"Storage","kind":"recurring","grants":{"storage_gb":"100"},
	 "prices":[{"interval":"month","unit":"9.99"},{"interval":"year","unit":"99"}]},
	{"id":"ai","name":"AI credits","kind":"one_time","unit":"20","grants":{"ai_credits":"1000"}}],
	"tax_rates":[{"country":"DE","name":"VAT","rate":"0.19","reverse_charge":true},{"country":"GB","name":"VAT","rate":"0.2"}]`

// drawAction is what happens in the n-th step; the first mostly begins a
// subscription.
func drawAction(t *rapid.T, at time.Time, n int) string {
	if n == 0 && rapid.IntRange(0, 9).Draw(t, "begins") > 0 {
		return drawBeginning(t, at)
	}
	pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	switch action := pick("action", "change", "change", "change", "change", "preview", "usage", "usage", "buy", "top_up", "payment_method", "pay",
		"authenticate", "cancel", "resume", "undo", "auto_reload", "account", "members", "storage_gb", "advance", "subscribe"); action {
	case "change", "preview":
		return action + " " + drawPatch(t)
	case "usage":
		return `usage {"meter":"` + pick("meter", "ai_credits", "call_minutes", "email_credits", "faxes") + `","quantity":"` + pick("used", "0.5", "99", "450", "1200.25") + `"}`
	case "buy":
		return `buy {"addon":"` + pick("pack", "ai", "ai", "storage") + `","quantity":` + pick("packs", "1", "3") + `}`
	case "top_up":
		return `top_up "` + pick("funds", "10", "50", "500") + `"`
	case "payment_method":
		return `payment_method "` + pick("card", "card_ok", "card_declined", "card_insufficient_funds", "card_requires_action", "none") + `"`
	case "auto_reload":
		return `auto_reload ` + pick("reload", `{}`, `{"addon":"ai","below":"200","monthly_cap":"50"}`)
	case "account":
		return `account {"country":"` + pick("country", "US", "DE", "GB") + `","vat_id":"` + pick("vat", "", "DE123456789") + `"}`
	case "members":
		return "members " + pick("members", "0", "2", "9")
	case "storage_gb":
		return `storage_gb "` + pick("stored", "0", "42", "999") + `"`
	case "subscribe":
		return drawBeginning(t, at)
	default:
		return action
	}
}

func drawBeginning(t *rapid.T, at time.Time) string {
	pick := func(label string, of ...string) string { return rapid.SampledFrom(of).Draw(t, label) }
	terms := fmt.Sprintf(`"plan":%q,"interval":%q,"seats":%d,"addons":{"storage":%s},"discount":%s`,
		pick("plan", "free", "trial", "visit", "team", "team", "business", "business"), pick("interval", "month", "month", "year"), rapid.IntRange(0, 12).Draw(t, "seats"),
		pick("add-ons", "0", "2"), pick("discount", "null", "null", `{"percent":"12.5"}`, `{"amount":"10","until":"2025-01-01T00:00:00Z"}`))
	if rapid.IntRange(0, 3).Draw(t, "imported") > 0 {
		return "subscribe {" + terms + "}"
	}
	start := at.AddDate(0, 0, -rapid.IntRange(0, 40).Draw(t, "days before"))
	end := at.AddDate(0, 0, rapid.IntRange(1, 400).Draw(t, "days after"))
	return fmt.Sprintf(`import {%s,"period_start":%q,"period_end":%q}`, terms, start.Format(time.RFC3339), end.Format(time.RFC3339))
}

// drawPatch names some of the terms.
func drawPatch(t *rapid.T) string {
	var named []string
	for _, part := range []string{
		`"plan":` + strconv.Quote(rapid.SampledFrom([]string{"free", "team", "business", "business", "trial", "contract", "gold"}).Draw(t, "plan")),
		`"interval":` + strconv.Quote(rapid.SampledFrom([]string{"month", "year"}).Draw(t, "interval")),
		fmt.Sprintf(`"seats":%d`, rapid.IntRange(0, 25).Draw(t, "seats")),
		fmt.Sprintf(`"addons":{"storage":%d}`, rapid.IntRange(0, 3).Draw(t, "storage")),
		fmt.Sprintf(`"volumes":{"email_credits":%d}`, 500*rapid.IntRange(0, 60).Draw(t, "emails")),
	} {
		if rapid.IntRange(0, 2).Draw(t, "named") == 0 {
			named = append(named, part)
		}
	}
	return "{" + strings.Join(named, ",") + "}"
}

// faults are what must not be in any result.
func faults(scenario string, r *simulate.Result) []string {
	all := unexplained(scenario, r)
	fault := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	byNumber, counted := map[string]*simulate.Invoice{}, map[string]int{}
	for i := range r.Invoices {
		inv := &r.Invoices[i]
		byNumber[inv.Number] = inv
		cut := strings.LastIndex(inv.Number, "-")
		counted[inv.Number[:cut]]++
		if want := fmt.Sprintf("%s-%04d", inv.Number[:cut], counted[inv.Number[:cut]]); inv.Number != want {
			fault("%s follows where %s is next", inv.Number, want)
		}
		if negative(inv.AmountDue) || negative(inv.AmountPaid) || negative(inv.BillingCreditApplied) || inv.Status == "paid" && inv.AmountPaid != inv.AmountDue {
			fault("%s: %s due, %s paid, %s", inv.Number, inv.AmountDue, inv.AmountPaid, inv.Status)
		}
		if strings.Contains(scenario, `"exclusive"`) && addedUp(inv.Lines, inv.Totals) != inv.Total {
			fault("%s: lines and taxes come to %s, the total is %s", inv.Number, addedUp(inv.Lines, inv.Totals), inv.Total)
		}
	}
	for i := range r.Steps {
		step := &r.Steps[i]
		if p := step.Preview; p != nil && negative(p.AmountDue) {
			fault("steps[%d]: %s is due", i, p.AmountDue)
		}
		if step.OK == (step.Error != nil) {
			fault("steps[%d]: ok and an error, or neither", i)
		}
		// What is paid later is the invoice as it was issued; all else is the preview.
		if o, p := step.Outcome, step.Preview; o != nil && p != nil && o.State == "applied" && o.Invoice != nil {
			inv := byNumber[*o.Invoice]
			if inv == nil || inv.AmountDue != p.AmountDue || inv.AmountPaid != p.AmountDue || printedLines(inv.Lines) != printedLines(p.Lines) {
				fault("steps[%d]: confirmed %s, invoice %+v", i, p.AmountDue, inv)
			}
		}
	}
	b := r.Balances
	for _, balance := range []string{b.AccountBalance, b.BillingCredit, b.AICredits, b.EmailCredits, b.MessageCredits} {
		if negative(balance) {
			fault("a balance is %s", balance)
		}
	}
	return all
}

func negative(amount string) bool { return strings.HasPrefix(amount, "-") }

func printedLines(lines []previewjson.Line) string {
	text, err := json.Marshal(lines)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// addedUp is the sum of lines and taxes.
func addedUp(lines []previewjson.Line, totals previewjson.Totals) string {
	c := money.Currency("USD")
	switch _, decimals, _ := strings.Cut(totals.Total, "."); len(decimals) {
	case 0:
		c = "JPY"
	case 3:
		c = "KWD"
	}
	sum := money.Zero(c)
	add := func(amount string) {
		m, err := money.Parse(amount, c)
		if err == nil {
			sum = sum.Add(m)
		}
	}
	for i := range lines {
		add(lines[i].Amount)
	}
	for _, tax := range totals.Tax {
		add(tax.Amount)
	}
	return sum.String()
}
