package words

import (
	"strings"
	"testing"

	"billfold/billing"
)

// faultOf is what billing says of one field of details.
func faultOf(t *testing.T, d billing.BillingDetails, field string) *billing.Problem {
	t.Helper()
	for _, n := range d.Check() {
		if n.Params["field"] == field {
			return &billing.Problem{Code: n.Code, Params: n.Params}
		}
	}
	t.Fatalf("nothing is wrong with %s", field)
	return nil
}

func TestProblemsWithPeople(t *testing.T) {
	badVAT := faultOf(t, billing.BillingDetails{Country: "DE", VATID: "1"}, billing.FieldVATID)
	for _, c := range []struct {
		err  error
		want string
	}{
		{
			billing.NewProblem(billing.SeatsOverLimit, "members", "1051", "limit", "1050", "over", "1", "free", "0"),
			"There are not enough free seats: 1,051 active members would share 1,050. Add seats, or deactivate members first.",
		},
		{
			billing.NewProblem(billing.RoleAboveOwn, "role", "owner", "own", "billing_admin"),
			"The role Owner is above yours, Billing admin. Ask somebody who has it.",
		},
		{
			billing.NewProblem(billing.LastDecider),
			"Nobody would be left who may change billing. Give such a role to somebody else who can sign in first.",
		},
		{
			billing.NotAllowed(billing.ManagePeople, billing.RoleOperations),
			"Only owners, workspace admins and billing admins can invite and change members; your role is Operations. Nothing was charged. Ask one of them.",
		},
		{
			badVAT,
			"What was asked for is not possible: vat_id = 1. Nothing was charged. Correct it: a VAT ID of this country looks like DE123456789.",
		},
	} {
		if got := (Printer{}).Error(c.err).String(); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

// A hint is said in the language that is spoken, its example as it is; what others
// hint at stays as they wrote it.
func TestHints(t *testing.T) {
	Speak(German)
	t.Cleanup(func() { Speak(English) })
	if got := Hint(faultOf(t, billing.BillingDetails{Country: "GR", VATID: "GR1"}, billing.FieldVATID)); got != "eine USt-IdNr. dieses Landes sieht so aus: EL123456789" {
		t.Errorf("%q", got)
	}
	if got := Hint(billing.NewProblem(billing.InvalidRequest, "hint", "a file in PEM")); got != "a file in PEM" {
		t.Errorf("%q", got)
	}
	if got := Hint(billing.NewProblem(billing.NotFound)); got != "" {
		t.Errorf("%q", got)
	}
}

// Every hint that billing gives beside a field of details is said in the language that is
// spoken.
func TestEveryHintOfDetailsIsKnown(t *testing.T) {
	Speak(German)
	t.Cleanup(func() { Speak(English) })
	recipients := func(all ...string) billing.BillingDetails { return billing.BillingDetails{Recipients: all} }
	wrong := []billing.BillingDetails{
		{},
		{Region: "a\x00b"},
		{PONumber: "1\n2", Country: "US", VATID: "?"},
		{Country: "DE", VATID: "1"},
		{VATID: "1", NoVATID: true},
		recipients("x"), recipients("x@y.example", "x@y.example"), recipients(strings.Split(strings.Repeat("x@y.example ", 11), " ")...),
	}
	told := map[string]bool{}
	for _, d := range wrong {
		for _, n := range d.Check() {
			hint := n.Params["hint"]
			if got := Hint(&billing.Problem{Code: n.Code, Params: n.Params}); got == hint {
				t.Errorf("%s: %q is not translated", n.Params["field"], hint)
			}
			told[hint] = true
		}
	}
	if len(told) != 16 {
		t.Errorf("%d hints: %v", len(told), told)
	}
}
