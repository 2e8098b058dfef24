package billing

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// wallet is an account with cards by id, of which those in capitals have expired.
func wallet(ids string) *Account {
	a := &Account{}
	for _, id := range strings.Fields(ids) {
		m := PaymentMethod{ID: id, Brand: "Visa", Last4: id, ExpMonth: 12, ExpYear: 2030, Status: MethodWorks}
		if id == strings.ToUpper(id) {
			m.ExpYear = 2020
		}
		a.Methods = append(a.Methods, m)
	}
	return a
}

func idsOf(all []PaymentMethod) string {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].ID
	}
	return strings.Join(ids, " ")
}

var walletDay = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

func TestACardIsMadeTheDefault(t *testing.T) {
	for _, c := range []struct{ cards, id, want, refused string }{
		{"a b c", "c", "c a b", ""},
		{"a b c", "a", "", "invalid_request method Visa a " + HintDefault},
		{"A b", "b", "b A", ""},
		{"a B", "B", "", "invalid_request method Visa B " + HintExpired},
		{"a b", "x", "", "payment_method_unknown"},
		{"", "x", "", "payment_method_unknown"},
	} {
		a := wallet(c.cards)
		got, err := a.MakeDefault(c.id, walletDay)
		if refused := said(err, "field", "value", "hint"); refused != c.refused || idsOf(got) != c.want || idsOf(a.Methods) != c.cards {
			t.Errorf("%s of %s: %q, %q", c.id, c.cards, idsOf(got), refused)
		}
	}
}

func TestACardIsRemoved(t *testing.T) {
	for name, c := range map[string]struct {
		cards, id, paidWith string
		reload              bool
		left                string
		params              map[string]string
		refused             string
	}{
		"another":                {"a b c", "b", "", false, "a c", Params("method", "Visa b"), ""},
		"the default":            {"a b c", "a", "", true, "b c", Params("method", "Visa a", "default", "Visa b"), ""},
		"the next is expired":    {"a B c d", "a", "", true, "c B d", Params("method", "Visa a", "default", "Visa c"), ""},
		"only expired are left":  {"a B C", "a", "", true, "B C", Params("method", "Visa a", "auto_reload", "off"), ""},
		"the last":               {"a", "a", "", false, "", Params("method", "Visa a"), ""},
		"the last, with reload":  {"a", "a", "", true, "", Params("method", "Visa a", "auto_reload", "off"), ""},
		"an expired one":         {"a B", "B", "", true, "a", Params("method", "Visa B"), ""},
		"an unknown one":         {"a", "x", "", false, "", nil, "payment_method_unknown"},
		"one that is charged":    {"a b", "a", "a", false, "", nil, "change_in_flight"},
		"another is charged":     {"a b", "a", "b", false, "b", Params("method", "Visa a", "default", "Visa b"), ""},
		"the balance is charged": {"a b", "b", PayByBalance, false, "a", Params("method", "Visa b"), ""},
	} {
		a, change := wallet(c.cards), ""
		if c.paidWith != "" {
			change = "c1"
		}
		if c.reload {
			a.AutoReload = &AutoReload{Addon: "ai_1000"}
		}
		got, err := a.Remove(c.id, change, c.paidWith, walletDay)
		if refused := said(err); refused != c.refused || idsOf(got.Left) != c.left || idsOf(a.Methods) != c.cards {
			t.Errorf("%s: left %q, %q", name, idsOf(got.Left), refused)
		}
		if err == nil && !maps.Equal(got.Params(), c.params) {
			t.Errorf("%s: %v", name, got.Params())
		}
		if err == nil && slices.ContainsFunc(got.Left, func(m PaymentMethod) bool { return m.ID == c.id }) {
			t.Errorf("%s: it is left", name)
		}
	}
}
