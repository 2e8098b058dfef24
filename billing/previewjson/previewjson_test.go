package previewjson_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
)

func facts() billing.Facts {
	dec := decimal.RequireFromString
	prices := func(s string) []billing.Price { return []billing.Price{{Interval: billing.Monthly, PerSeat: dec(s)}} }
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	vat := []billing.Tax{{Name: "VAT", Rate: dec("0.19")}}
	return billing.Facts{
		Catalog: &billing.Catalog{
			Currency: "USD", Policy: billing.DefaultPolicy(),
			Plans: []billing.Plan{
				{ID: "team", Name: "Team", Rank: 1, Kind: billing.PlanPaid, Prices: prices("12.00")},
				{ID: "business", Name: "Business", Rank: 2, Kind: billing.PlanPaid, Prices: prices("18.00")},
			},
			TaxRates: []billing.TaxRate{{Country: "DE", Name: "VAT", Rate: dec("0.19")}},
		},
		Account: &billing.Account{
			Role: billing.RoleMember, Timezone: "UTC", Details: billing.BillingDetails{Country: "DE"},
			BillingCredit: money.FromMinor(100, "USD"), AccountBalance: money.Zero("USD"),
		},
		Subscription: &billing.Subscription{
			Revision: 3, Status: billing.StatusActive, Anchor: start,
			Terms:  billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 10},
			Period: billing.PeriodAt(start, billing.Monthly, 0),
			Billed: []billing.Billed{{Item: billing.ItemSeats, Net: money.FromMinor(12000, "USD"), Taxes: vat}},
		},
		Usage: &billing.Usage{},
	}
}

func preview(t *testing.T) billing.Preview {
	t.Helper()
	plan, seats := "business", 5
	p, err := billing.NewPreview(facts(), billing.Patch{Plan: &plan, Seats: &seats}, time.Date(2024, 1, 16, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return p.Locked("prv_1")
}

// byValue compares decimals and amounts by value.
var byValue = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b money.Money) bool { return a.Equal(b) }),
}

func TestRoundTripLosesNothingThatCounts(t *testing.T) {
	p := preview(t)
	b, err := previewjson.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := previewjson.Unmarshal(b)
	if err != nil {
		t.Fatal(err)
	}
	again.Next.BillingCreditAfter = p.Next.BillingCreditAfter // not part of the format
	if diff := cmp.Diff(p, again, byValue); diff != "" {
		t.Error(diff)
	}
}

func TestFormatIsTheContracts(t *testing.T) {
	b, err := previewjson.Marshal(preview(t))
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	for _, key := range strings.Fields(`id at expires_at currency estimate timing effective_at before after lines subtotal
		discount tax total billing_credit_applied amount_due billing_credit_after scheduled next_invoice blockers warnings`) {
		if _, ok := m[key]; !ok {
			t.Errorf("%s is missing", key)
		}
	}
	line, _ := m["lines"].([]any)[0].(map[string]any)
	want := map[string]any{
		"kind": "proration_credit", "item": "seats", "quantity": "10", "unit_price": "12.00",
		"amount": "-60.00", "arithmetic": "-(10*12.00)*1339200/2678400",
		"description": "Unused time on Team, quantity 10: 15 d 12 h of 31 d left",
	}
	for key, value := range want {
		if line[key] != value {
			t.Errorf("%s: got %v, want %v", key, line[key], value)
		}
	}
	before, _ := m["before"].(map[string]any)
	if _, isObject := before["addons"].(map[string]any); !isObject {
		t.Errorf("no add-ons are an empty object, got %v", before["addons"])
	}
}

func TestBadAmountsNameTheirField(t *testing.T) {
	b, err := previewjson.Marshal(preview(t))
	if err != nil {
		t.Fatal(err)
	}
	for field, fault := range map[string]struct{ from, to string }{
		"lines[0].amount":     {`"amount":"-60.00"`, `"amount":"a lot"`},
		"lines[0].unit_price": {`"unit_price":"12.00"`, `"unit_price":"1e1000000000"`},
	} {
		bad := strings.Replace(string(b), fault.from, fault.to, 1)
		if _, err := previewjson.Unmarshal([]byte(bad)); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: got %v", field, err)
		}
	}
}
