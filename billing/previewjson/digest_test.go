package previewjson_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// drawn is a preview of some order in some currency, with everything in it that a
// preview can have.
func drawn(t *rapid.T) billing.Preview {
	f := facts()
	c := rapid.SampledFrom([]money.Currency{"USD", "JPY", "KWD"}).Draw(t, "currency")
	f.Catalog.Currency, f.Account.Currency = c, c
	f.Account.BillingCredit = money.FromMinor(rapid.Int64Range(0, 50_000).Draw(t, "credit"), c)
	f.Account.AccountBalance = money.Zero(c)
	f.Account.Role = rapid.SampledFrom(billing.Roles).Draw(t, "role")
	f.Catalog.Policy.TaxBehavior = rapid.SampledFrom([]billing.TaxBehavior{billing.TaxExclusive, billing.TaxInclusive}).Draw(t, "tax")
	f.Catalog.Plans[1].Prices[0].PerSeat = decimal.New(rapid.Int64Range(1, 1_000_000).Draw(t, "price"), -3)
	f.Subscription.Billed = nil
	f.Subscription.Bill(f.InFull(), true)
	plan := rapid.SampledFrom([]string{"team", "business"}).Draw(t, "plan")
	seats := rapid.IntRange(1, 60).Draw(t, "seats")
	into := rapid.Int64Range(0, 31*24*3600-1).Draw(t, "at")
	p, err := billing.NewPreview(f, billing.Patch{Plan: &plan, Seats: &seats}, f.Subscription.Period.Start.Add(time.Duration(into)*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	if rapid.Bool().Draw(t, "more") {
		p.Losses = append(p.Losses, billing.Notice{Code: "lost", Params: map[string]string{"what": "räume", "more": ""}, Fix: "plans"})
		p.Pays, p.After.Addons, p.After.Volumes = "NWT-0001", map[string]int{"b": 1, "a": 2}, map[string]int64{"m": 1 << 60}
	}
	return p.Locked("prv_1")
}

// What a device signs is a preview off the wire, what the backend compares it with
// one out of its books: they are the same to both.
func TestTheDigestSurvivesTheWire(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t)
		text, err := previewjson.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		again, err := previewjson.Unmarshal(text)
		if err != nil {
			t.Fatal(err)
		}
		if again.Digest() != p.Digest() {
			t.Fatalf("another digest after the wire: %s", text)
		}
	})
}

// words are made of what else is there, and say nothing more.
var words = []string{".description", ".message", ".estimate"}

// Whatever of a preview is on the wire, another value has another digest.
func TestTheDigestIsOfEverythingThatIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t)
		text, err := previewjson.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		var tree any
		if err := json.Unmarshal(text, &tree); err != nil {
			t.Fatal(err)
		}
		spoil(tree, "", func(path string) {
			if slices.ContainsFunc(words, func(end string) bool { return strings.HasSuffix(path, end) }) {
				return
			}
			spoilt, err := json.Marshal(tree)
			if err != nil {
				t.Fatal(err)
			}
			other, err := previewjson.Unmarshal(spoilt)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if other.Digest() == p.Digest() {
				t.Fatalf("%s counts for nothing: %s", path, spoilt)
			}
		})
	})
}

// spoil changes every value of a tree, one at a time, and takes it back.
func spoil(node any, path string, look func(path string)) {
	switch node := node.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(node)) {
			at, value := path+"."+key, node[key]
			spoil(value, at, look)
			if other, ok := another(key, value); ok {
				node[key] = other
				look(at)
				node[key] = value
			}
		}
	case []any:
		for n := range node {
			spoil(node[n], fmt.Sprintf("%s[%d]", path, n), look)
		}
	}
}

// another is a value that could stand in one's place: a list has one less, an
// object is gone where it may be.
func another(key string, value any) (any, bool) {
	switch value := value.(type) {
	case bool:
		return !value, true
	case float64:
		if value < 2 {
			return value + 1, true
		}
		return int64(value / 2), true
	case []any:
		return value[:max(0, len(value)-1)], len(value) > 0
	case map[string]any:
		return nil, key == "scheduled" || key == "next_invoice"
	case string:
		return anotherText(key, value), true
	}
	return nil, false
}

func anotherText(key, value string) string {
	if key == "currency" {
		return map[string]string{"USD": "EUR", "JPY": "KRW", "KWD": "BHD"}[value]
	}
	if at, err := time.Parse(time.RFC3339, value); err == nil {
		return at.Add(time.Second).Format(time.RFC3339)
	}
	if _, err := decimal.NewFromString(value); err == nil {
		digits, negative := strings.CutPrefix(value, "-")
		if negative {
			return "-1" + digits
		}
		return "1" + value
	}
	return value + "x"
}
