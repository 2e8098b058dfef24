package words

import (
	"errors"
	"testing"

	"billfold/billing"
)

func TestProblemsWithPeople(t *testing.T) {
	_, badVAT := billing.BillingDetails{Company: "N", Country: "DE", VATID: "1"}.Checked()
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
	_, err := billing.BillingDetails{Company: "N", Country: "GR", VATID: "GR1"}.Checked()
	var bad *billing.Problem
	if !errors.As(err, &bad) {
		t.Fatal(err)
	}
	if got := Hint(bad); got != "eine USt-IdNr. dieses Landes sieht so aus: EL123456789" {
		t.Errorf("%q", got)
	}
	if got := Hint(billing.NewProblem(billing.InvalidRequest, "hint", "a file in PEM")); got != "a file in PEM" {
		t.Errorf("%q", got)
	}
	if got := Hint(billing.NewProblem(billing.NotFound)); got != "" {
		t.Errorf("%q", got)
	}
}
