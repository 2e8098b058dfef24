package plans

import (
	"maps"
	"slices"
	"strings"

	"billfold/billing"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// fact is one line of a request to Sales.
type fact struct{ label, value string }

// request is what Sales needs to know to quote a contract: what is asked for, which
// the person edits, and what is known of the account.
type request struct {
	to      string // an address of Sales; empty where the vendor names none
	subject string
	asked   []fact
	known   []fact
}

// requestOf asks for what the account has, as a beginning.
func requestOf(f billing.Facts, plan *billing.Plan, w words.Printer) request {
	a, s := f.Account, f.Subscription
	r := request{
		to:      f.Catalog.Vendor.SalesEmail,
		subject: words.T("Request for a contract: {account}", "account", a.Name),
		asked:   []fact{{words.T("Plan"), plan.Name}, {words.T("Seats"), w.Count(int64(s.Terms.Seats))}},
	}
	granted := f.Catalog.Entitlements(s.Terms)
	for _, name := range slices.SortedFunc(maps.Keys(granted), byPlace) {
		if granted[name].IsPositive() {
			r.asked = append(r.asked, fact{words.Grant(name), wanted(name, granted[name], w)})
		}
	}
	start := words.T("as soon as it is agreed")
	if s.Serves() && !s.CancelAtPeriodEnd {
		start = words.T("with the renewal on {day}", "day", w.Date(s.Period.End))
	}
	r.asked = append(r.asked, fact{words.T("Wished start"), start})
	r.known = knownOf(f, w)
	return r
}

func byPlace(a, b string) int {
	return byImportance(billing.Need{Grant: a}, billing.Need{Grant: b})
}

func wanted(name string, n decimal.Decimal, w words.Printer) string {
	if name == billing.StorageGB {
		return words.T("{n} GB", "n", w.Number(n))
	}
	return words.T("{n} a month", "n", w.Number(n))
}

// knownOf is what is said of the account as it is; details that the reader may not
// see are left out.
func knownOf(f billing.Facts, w words.Printer) []fact {
	a, s := f.Account, f.Subscription
	all := []fact{{words.T("Account"), words.T("{name} ({id})", "name", a.Name, "id", a.ID)}}
	if a.Details.Company != "" {
		all = append(all, fact{words.T("Company"), words.T("{company}, {country}", "company", a.Details.Company, "country", words.Country(a.Details.Country))})
	}
	all = append(all,
		fact{words.T("Current terms"), w.Terms(f.Catalog, s.Terms)},
		fact{words.T("Renews"), w.Date(s.Period.End)},
		fact{words.T("Active members"), w.Count(int64(f.Usage.ActiveMembers))},
		fact{words.T("Storage in use"), words.T("{n} GB", "n", w.Number(f.Usage.StorageUsedGB))})
	for _, meter := range slices.Sorted(maps.Keys(f.Usage.Meters)) {
		all = append(all, fact{words.T("{name} used in this cycle", "name", words.Grant(meter)), w.Number(f.Usage.Meters[meter])})
	}
	return all
}

// where says what becomes of the request, and to whom it goes.
func (r request) where() string {
	if r.to == "" {
		return words.T("Your mail program opens with it; add the address of whoever sold you your plan. Nothing is sent by itself.")
	}
	return words.T("Your mail program opens with it, to {address}. Nothing is sent by itself.", "address", r.to)
}

// message is the request as it is copied and mailed.
func (r request) message(note string) string {
	var b strings.Builder
	b.WriteString(words.T("We would like an offer for {plan}.", "plan", r.asked[0].value) + "\n\n")
	lines := func(all []fact) {
		for _, f := range all {
			if f.value != "" {
				b.WriteString(words.T("{label}: {value}", "label", f.label, "value", f.value) + "\n")
			}
		}
	}
	lines(r.asked)
	if note = strings.TrimSpace(note); note != "" {
		b.WriteString("\n" + note + "\n")
	}
	b.WriteString("\n")
	lines(r.known)
	return strings.TrimRight(b.String(), "\n")
}
