package app

import (
	"testing"

	"billfold/app/config"
	"billfold/billing"
	"billfold/views/signin"
)

// The desk orders and removes the cards of the account that is selected.
func TestTheDeskManagesCards(t *testing.T) {
	ctx := t.Context()
	d, _ := start(t, t.TempDir(), config.Input{})
	if err := d.Use(ctx, signin.Place{Demo: true}); err != nil {
		t.Fatal(err)
	}
	if err := d.SignIn(ctx, admin); err != nil {
		t.Fatal(err)
	}
	cards := func() []billing.PaymentMethod {
		t.Helper()
		facts, err := d.Facts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return facts.Account.Methods
	}
	before := cards()
	if err := d.SetDefaultMethod(ctx, before[1].ID); err != nil {
		t.Fatal(err)
	}
	if now := cards(); now[0] != before[1] || now[1] != before[0] {
		t.Errorf("ordered %+v", now)
	}
	if err := d.RemoveMethod(ctx, before[1].ID); err != nil {
		t.Fatal(err)
	}
	if now := cards(); len(now) != len(before)-1 || now[0] != before[0] {
		t.Errorf("left %+v", now)
	}
	if err := d.RemoveMethod(ctx, before[1].ID); billing.CodeOf(err) != billing.MethodUnknown {
		t.Errorf("removed twice: %v", err)
	}
}
