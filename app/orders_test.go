package app

import (
	"testing"

	"billfold/app/config"
	"billfold/billing"
)

// What is no change of terms is priced and confirmed by the desk like one.
func TestATopUpIsPricedAndConfirmed(t *testing.T) {
	ctx := t.Context()
	d, _ := start(t, t.TempDir(), config.Input{Demo: true})
	if _, err := d.People(ctx); err != nil {
		t.Fatal(err)
	}
	if err := d.SignIn(ctx, admin); err != nil {
		t.Fatal(err)
	}
	before, err := d.Facts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	order := billing.Order{Kind: billing.OrderTopUp, Amount: before.Catalog.LeastTopUp()}
	estimate, err := d.Quote(ctx, order)
	if err != nil || !estimate.Estimate || !estimate.AmountDue.Equal(order.Amount) {
		t.Fatalf("estimate %+v, %v", estimate, err)
	}
	price, err := d.Price(ctx, order)
	if err != nil || price.ID == "" || len(price.Blockers) > 0 {
		t.Fatalf("price %+v, %v", price, err)
	}
	outcome, err := d.Confirm(ctx, billing.Intent{PreviewID: price.ID, AmountDue: price.AmountDue, Kind: order.Kind})
	if err != nil || outcome.State != billing.ChangeApplied {
		t.Fatalf("outcome %+v, %v", outcome, err)
	}
	if _, err := d.Refresh(ctx); err != nil {
		t.Fatal(err)
	}
	after, err := d.Facts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if want := before.Account.AccountBalance.Add(order.Amount); !after.Account.AccountBalance.Equal(want) {
		t.Errorf("the account balance is %s, want %s", after.Account.AccountBalance, want)
	}
	invoices, err := d.Invoices(ctx)
	if moved := billing.FundsMovements(invoices); err != nil || len(moved) == 0 || !moved[0].Amount.Equal(order.Amount) || moved[0].Method == "" {
		t.Errorf("movements %+v, %v", moved, err)
	}
}
