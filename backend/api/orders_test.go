package api_test

import (
	"net/http"
	"strings"
	"testing"

	"billfold/backend/api"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func TestPreviewTakesEveryOrder(t *testing.T) {
	reload := billing.AutoReload{Addon: "ai_1000", Below: decimal.NewFromInt(100), MonthlyCap: usd(5000)}
	for body, want := range map[string]billing.Order{
		`{"kind":"buy","addon":"ai_1000","quantity":2}`: {Kind: billing.OrderPack, Addon: "ai_1000", Quantity: 2},
		`{"kind":"top_up","amount":"50.00"}`:            {Kind: billing.OrderTopUp, Amount: usd(5000)},
		`{"kind":"pay"}`:                                {Kind: billing.OrderPayment},
		`{"kind":"resume"}`:                             {Kind: billing.OrderResume},
		`{"kind":"auto_reload"}`:                        {Kind: billing.OrderAutoReload},
		`{"kind":"auto_reload","auto_reload":{"addon":"ai_1000","below":"100","monthly_cap":"50.00"}}`: {
			Kind: billing.OrderAutoReload, Reload: &reload,
		},
	} {
		var got billing.Order
		b := start(t, func(d *api.Deps) {
			d.Engine = fakeEngine{PreviewFn: func(_ string, o billing.Order) (billing.Preview, error) { got = o; return samplePreview(), nil }}
		})
		if answer := b.ask("maya", http.MethodPost, base+"/previews", body); answer.status != http.StatusOK {
			t.Errorf("%s: %d %s", body, answer.status, answer.text)
		}
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b money.Money) bool { return a.Equal(b) })); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
}

func TestOrdersThatCannotBeRead(t *testing.T) {
	b := start(t, nil)
	for body, field := range map[string]string{
		`{"kind":"top_up","amount":"1.001"}`:                                                   "amount",
		`{"kind":"auto_reload","auto_reload":{"addon":"a","below":"1e999","monthly_cap":"1"}}`: "auto_reload.below",
		`{"kind":"auto_reload","auto_reload":{"addon":"a","below":"1","monthly_cap":"much"}}`:  "auto_reload.monthly_cap",
	} {
		got := b.ask("maya", http.MethodPost, base+"/previews", body)
		got.expectProblem(t, http.StatusUnprocessableEntity, billing.InvalidRequest)
		if !strings.Contains(got.text, field) {
			t.Errorf("%s: %s does not name %s", body, got.text, field)
		}
	}
	if got := b.ask("maya", http.MethodPost, base+"/previews", `{"kind":"steal"}`); got.status != http.StatusUnprocessableEntity {
		t.Errorf("an unknown kind: %d %s", got.status, got.text)
	}
}

func TestCancelAndWithdraw(t *testing.T) {
	b := start(t, nil)
	got := b.ask("maya", http.MethodPost, base+"/subscription/cancel", "{}", "Idempotency-Key: "+key)
	if got.status != http.StatusOK || got.json["state"] != "scheduled" || got.json["id"] != key {
		t.Errorf("cancel: %d %s", got.status, got.text)
	}
	b.ask("maya", http.MethodPost, base+"/subscription/cancel", "").expectProblem(t, http.StatusBadRequest, billing.KeyMissing)
	got = b.ask("maya", http.MethodPost, base+"/subscription-changes/"+key+"/withdraw", "")
	if got.status != http.StatusOK || got.json["state"] != "rejected" || !strings.Contains(got.text, string(billing.ProofMissing)) {
		t.Errorf("withdraw: %d %s", got.status, got.text)
	}
}
