package simulate_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"billfold/backend/simulate"
	"billfold/billing/previewjson"
	"billfold/billing/recompute"
)

// desk sells seats, storage and AI credits by the month and the year.
const desk = `"plans":[
	{"id":"free","name":"Free","rank":1,"kind":"free","seats":{"max":3}},
	{"id":"trial","name":"Trial","rank":5,"kind":"trial","trial":{"days":14,"then":"team"},"includes":{"ai_credits":"50"}},
	{"id":"team","name":"Team","rank":20,"kind":"paid","seats":{"min":1,"max":50},"includes":{"storage_gb":"100","ai_credits":"500"},
	 "prices":[{"interval":"month","per_seat":"12.00"},{"interval":"year","per_seat":"120.00"}]},
	{"id":"business","name":"Business","rank":30,"kind":"paid","includes":{"storage_gb":"200","ai_credits":"2000"},
	 "prices":[{"interval":"month","per_seat":"20.00"},{"interval":"year","per_seat":"200.00"}]}],
	"addons":[
	{"id":"storage","name":"Storage","kind":"recurring","grants":{"storage_gb":"100"},
	 "prices":[{"interval":"month","unit":"10.00"},{"interval":"year","unit":"100.00"}]},
	{"id":"ai","name":"AI credits","kind":"one_time","unit":"20.00","grants":{"ai_credits":"1000"}}],
	"tax_rates":[{"country":"DE","name":"VAT","rate":"0.19","reverse_charge":true}]`

// story is a scenario and what comes of it, told a line a step.
type story struct {
	policy  string // of the catalog; with the rest of it where that is not desk
	account string
	steps   []string // "2024-01-16 change {…}"
	want    []string // what the steps come to
	ends    string   // the documents, and what is left at the end
}

// scenario is the story's JSON.
func (s story) scenario() string {
	catalog := s.policy
	if !strings.Contains(catalog, `"plans"`) {
		catalog = `"currency":"USD","policy":{` + s.policy + `},` + desk
	}
	var steps []string
	for _, step := range s.steps {
		at, happens, _ := strings.Cut(step, " ")
		action, value, ok := strings.Cut(happens, " ")
		if !ok {
			value = "{}"
		}
		if !strings.Contains(at, "T") {
			at += "T00:00:00Z"
		}
		steps = append(steps, fmt.Sprintf(`{"at":%q,%q:%s}`, at, action, value))
	}
	return `{"catalog":{` + catalog + `},"account":{` + s.account + `},"steps":[` + strings.Join(steps, ",") + `]}`
}

func play(t *testing.T, text string) *simulate.Result {
	t.Helper()
	s, err := simulate.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r, err := simulate.Run(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func tell(t *testing.T, stories map[string]story) {
	t.Helper()
	for name, s := range stories {
		t.Run(name, func(t *testing.T) {
			r := play(t, s.scenario())
			holdsTogether(t, s.scenario(), r)
			for i := range r.Steps {
				if got := saidOf(&r.Steps[i]); i >= len(s.want) || got != s.want[i] {
					t.Errorf("%s\n got %s", s.steps[i], got)
				}
			}
			if len(s.want) > len(s.steps) {
				t.Errorf("%d steps come to %d things", len(s.steps), len(s.want))
			}
			if got := endOf(r); got != s.ends {
				t.Errorf("it ends\n%s\nwant\n%s", got, s.ends)
			}
		})
	}
}

// saidOf is a step in a line: what it costs, line by line, and what became of it.
func saidOf(s *simulate.Step) string {
	var parts []string
	if p := s.Preview; p != nil {
		parts = append(parts, linesOf(p.Lines, p.Totals)...)
		if p.Scheduled != nil {
			parts = append(parts, "waits "+p.Scheduled.At.Format("01-02")+" "+termsOf(p.Scheduled.After))
		}
		for _, n := range append(p.Blockers, p.Warnings...) {
			parts = append(parts, n.Code)
		}
	}
	switch {
	case s.Error != nil:
		parts = append(parts, "refused: "+s.Error.Code)
	case s.Outcome != nil && s.Outcome.Invoice != nil:
		parts = append(parts, s.Outcome.State+" "+*s.Outcome.Invoice)
	case s.Outcome != nil:
		parts = append(parts, s.Outcome.State)
	}
	return strings.Join(parts, ", ")
}

func linesOf(lines []previewjson.Line, totals previewjson.Totals) []string {
	var parts []string
	for i := range lines {
		parts = append(parts, lines[i].Item+" "+lines[i].Amount)
	}
	for _, tax := range totals.Tax {
		parts = append(parts, tax.Name+" "+tax.Amount)
	}
	if len(lines) > 0 {
		parts = append(parts, "due "+totals.AmountDue)
	}
	return parts
}

func termsOf(t previewjson.Terms) string {
	text := fmt.Sprintf("%s×%d", t.Plan, t.Seats)
	for _, id := range slices.Sorted(maps.Keys(t.Addons)) {
		text += fmt.Sprintf(" %s×%d", id, t.Addons[id])
	}
	for _, meter := range slices.Sorted(maps.Keys(t.Volumes)) {
		text += fmt.Sprintf(" %s %d", meter, t.Volumes[meter])
	}
	return text
}

// endOf lists the documents, and how the account stands.
func endOf(r *simulate.Result) string {
	var all []string
	for i := range r.Invoices {
		inv := &r.Invoices[i]
		line := fmt.Sprintf("%s %s %s %s", inv.Number, inv.At.Format("2006-01-02"), inv.Status, inv.Total)
		if credit := inv.BillingCreditApplied; strings.Trim(credit, "0.") != "" {
			line += " less " + credit
		}
		all = append(all, line)
	}
	if s := r.Subscription; s != nil {
		all = append(all, fmt.Sprintf("%s %s a %s until %s", s.Status, termsOf(s.Terms), s.Interval, s.PeriodEnd.Format("2006-01-02T15:04")))
	}
	b := r.Balances
	return strings.Join(append(all, fmt.Sprintf("balance %s, credit %s, AI %s", b.AccountBalance, b.BillingCredit, b.AICredits)), "\n")
}

// holdsTogether reports what must not be in any result.
func holdsTogether(t *testing.T, scenario string, r *simulate.Result) {
	t.Helper()
	for _, fault := range faults(scenario, r) {
		t.Error(fault)
	}
}

// unexplained are the lines that a scenario printed whose arithmetic does not come
// to their amount, by an evaluator that shares nothing with what wrote them.
func unexplained(scenario string, r *simulate.Result) []string {
	var all []string
	even := strings.Contains(scenario, "half_even")
	check := func(lines []previewjson.Line) {
		for _, line := range lines {
			_, decimals, _ := strings.Cut(line.Amount, ".")
			again, err := recompute.Amount(line.Arithmetic, len(decimals), even)
			if err != nil || again != line.Amount {
				all = append(all, fmt.Sprintf("%s says %s, %s comes to %s, %v", line.Item, line.Amount, line.Arithmetic, again, err))
			}
		}
	}
	for i := range r.Steps {
		if p := r.Steps[i].Preview; p != nil {
			check(p.Lines)
			if p.NextInvoice != nil {
				check(p.NextInvoice.Lines)
			}
		}
	}
	for i := range r.Invoices {
		check(r.Invoices[i].Lines)
	}
	return all
}

// printed is a result as it is printed.
func printed(t testing.TB, r *simulate.Result) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
