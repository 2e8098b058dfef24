package words

import (
	"errors"
	"strings"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Told is a problem in words: what happened, what it means for the money (empty
// where money is not in question), and what to do next.
type Told struct {
	What  string
	Money string
	Next  string
	// Failed is whether something that was tried did not come about; the reader is not
	// to miss it.
	Failed bool
}

// String is the whole in one line.
func (t Told) String() string {
	parts := make([]string, 0, 3)
	for _, part := range []string{t.What, t.Money, t.Next} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " ")
}

// Rest is what stands under What: the money, and what the reader can do.
func (t Told) Rest() string { return Told{Money: t.Money, Next: t.Next}.String() }

// Problem tells a problem to people. A code that this version does not know is
// told by its name, and nothing is claimed about the money.
func (p Printer) Problem(problem *billing.Problem) Told {
	values := p.values(problem.Params)
	english, ok := told[problem.Code]
	if need := billing.Permission(problem.Params["permission"]); problem.Code == billing.NotPermitted {
		explain(values, need)
		if need == billing.SeePlan || need == billing.SeePeople || need == billing.SeeBilling {
			english.Money = "" // who only wanted to look asks nothing about money
		}
	}
	if problem.Code == billing.SeatsOverLimit && problem.Params["free"] != "" {
		english = noFreeSeat
	}
	if !ok {
		return Told{
			What: T("Billing says “{code}”, which this version of Billfold does not know.", "code", plain(string(problem.Code))),
			Next: T("Update Billfold, then try again."),
		}
	}
	return Told{
		What: sayWith(english.What, values), Money: sayWith(english.Money, values), Next: sayWith(english.Next, values),
	}
}

// explain completes what is said about a permission that a role lacks: what it
// is, who has it, and whom to ask.
func explain(values map[string]string, need billing.Permission) {
	act, ok := permitted[need]
	if !ok {
		need, act = billing.ChangeBilling, permitted[billing.ChangeBilling]
	}
	values["permission"] = T(act)
	roles := billing.WhoMay(need)
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = Holders(role)
	}
	values["who"] = both(names)
	if values["ask"] == "" {
		values["ask"] = T("one of them")
	}
}

// permitted is what permissions let somebody do.
var permitted = map[billing.Permission]string{
	billing.SeePlan: "see the plan", billing.SeePeople: "see the members", billing.SeeBilling: "see invoices and payments",
	billing.ChangeBilling: "change the plan", billing.ManageMethods: "manage payment methods",
	billing.ManagePeople: "invite and change members",
}

// both joins names as a sentence does: "owners, admins and billing admins".
func both(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return T("{some} and {last}", "some", strings.Join(names[:last], ", "), "last", names[last])
}

// Error tells any error; one that nobody gave a code is unexpected, its text is
// for the log only, and nothing is claimed about the money.
func (p Printer) Error(err error) Told {
	var problem *billing.Problem
	if errors.As(err, &problem) {
		t := p.Problem(problem)
		t.Failed = true
		return t
	}
	return Told{
		Failed: true,
		What:   T("Something unexpected went wrong in Billfold."),
		Next:   T("If you were paying, look into the history before trying again; the log has the details."),
	}
}

// Notice is a blocker or warning of a preview in one or two sentences.
func (p Printer) Notice(n billing.Notice) string {
	t := p.Problem(&billing.Problem{Code: n.Code, Params: n.Params})
	t.Money = ""
	return t.String()
}

// Fix is what the button beside a blocker says, by the screen that mends it;
// empty where no screen does.
func Fix(screen string) string {
	english, ok := fixes[screen]
	if !ok {
		return ""
	}
	return T(english)
}

var fixes = map[string]string{
	"seats": "Open seats", "storage": "Open storage", "payments": "Open payments",
	"invoices": "Open invoices", "history": "Open history", "plans": "Open plans",
}

// values writes params for people: amounts with their currency, instants, names
// and grouped numbers.
func (p Printer) values(params map[string]string) map[string]string {
	shown := make(map[string]string, len(params))
	for name, value := range params {
		shown[name] = p.value(name, value, money.Currency(params["currency"]))
	}
	shown["hint"] = hint(params)
	return shown
}

func (p Printer) value(name, value string, currency money.Currency) string {
	switch name {
	case "role", "own":
		return Role(billing.Role(value))
	case "interval":
		return Per(billing.Interval(value))
	case "meter":
		return counted(value)
	case "reason", "hint":
		return Reason(value)
	case "by":
		if d, err := time.ParseDuration(value); err == nil {
			return exactly(int64(d / time.Second))
		}
		return value
	case "at", "from", "to", "until", "next":
		if t, err := time.Parse(time.RFC3339, value); err == nil {
			return p.Instant(t)
		}
		return p.numeral(value)
	case "amount", "now", "expected", "balance", "cap":
		return p.paramAmount(value, currency)
	case "used", "limit", "over", "members", "seats", "min", "max", "step", "left", "below":
		return p.numeral(value)
	default:
		return value
	}
}

// numeral groups what is a number and leaves anything else.
func (p Printer) numeral(value string) string {
	if d, err := decimal.NewFromString(value); err == nil {
		return p.Number(d)
	}
	return value
}

func (p Printer) paramAmount(value string, currency money.Currency) string {
	if currency == "" {
		return value
	}
	m, err := money.Parse(value, currency)
	if err != nil {
		return value
	}
	return p.Standing(m)
}
