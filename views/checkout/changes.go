package checkout

import (
	"maps"
	"slices"
	"strings"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"
)

// element is one part of the terms, before and after.
type element struct {
	name, from, to string
	moves          bool // it will not stay as it is
	changes        bool // by this change, not by what is scheduled already
}

// elementsOf lists the parts of the terms in a fixed order, those that stay
// included. What waits for the period's end is told behind a comma.
func elementsOf(f billing.Facts, quote *billing.Preview, w words.Printer) []element {
	before, after, later, planned := quote.Before, quote.After, quote.After, quote.Before
	when := ""
	if quote.Scheduled != nil {
		later, when = quote.Scheduled.After, " from "+w.Date(quote.Scheduled.At)
	}
	if scheduled := f.Subscription.Scheduled; scheduled != nil {
		planned = scheduled.After
	}
	var all []element
	add := func(name string, of func(billing.Terms) string) {
		from, to, then, plan := of(before), of(after), of(later), of(planned)
		e := element{name: name, from: from, to: to, moves: from != to}
		// What is scheduled and begins now instead is a change too.
		e.changes = then != plan || from != to && (quote.Timing == billing.Now || to != plan)
		if to != then {
			e.to += ", then " + strings.Replace(then, none, "none", 1) + when
		}
		if !e.changes && from != then {
			e.to += " as scheduled"
		}
		all = append(all, e)
	}
	add("Plan", func(t billing.Terms) string { return words.Plan(f.Catalog, t.Plan) })
	if before.Interval != after.Interval || after.Interval != later.Interval {
		add("Billing interval", func(t billing.Terms) string { return words.Interval(t.Interval) })
	}
	add("Seats", func(t billing.Terms) string { return w.Count(int64(t.Seats)) })
	for _, meter := range keys(before.Volumes, after.Volumes, later.Volumes) {
		add(words.Grant(meter), func(t billing.Terms) string { return orNone(t.Volumes[meter], w, " a month") })
	}
	for _, id := range keys(before.Addons, after.Addons, later.Addons) {
		add(words.Addon(f.Catalog, id), func(t billing.Terms) string { return orNone(int64(t.Addons[id]), w, "") })
	}
	return all
}

const none = "None"

func orNone(n int64, w words.Printer, unit string) string {
	if n == 0 {
		return none
	}
	return w.Count(n) + unit
}

func keys[N int | int64](all ...map[string]N) []string {
	union := map[string]N{}
	for _, m := range all {
		maps.Copy(union, m)
	}
	return slices.Sorted(maps.Keys(union))
}

// comparedRow is one figure of a price that changed.
type comparedRow struct {
	what, saw, now, difference string
	differs, bold              bool
}

// comparedRows puts a price beside the one that the person knew, line by line.
func comparedRows(before, fresh *billing.Preview, w words.Printer) []comparedRow {
	var all []comparedRow
	add := func(what string, saw, now money.Money) {
		difference := now.Sub(saw)
		row := comparedRow{what: what, saw: w.Amount(saw), now: w.Amount(now), difference: w.Amount(difference), differs: difference.Sign() != 0}
		if difference.Sign() > 0 {
			row.difference = "+" + row.difference
		}
		all = append(all, row)
	}
	for _, pair := range pairLines(before.Lines, fresh.Lines, money.Zero(fresh.Currency)) {
		add(w.Line(pair.line), pair.saw, pair.now)
	}
	add("Subtotal", before.Subtotal, fresh.Subtotal)
	add("Tax", taxOf(before), taxOf(fresh))
	add("Total", before.Total, fresh.Total)
	if before.BillingCreditApplied.Sign() > 0 || fresh.BillingCreditApplied.Sign() > 0 {
		add("Billing credit applied", before.BillingCreditApplied.Neg(), fresh.BillingCreditApplied.Neg())
	}
	add("Amount due now", before.AmountDue, fresh.AmountDue)
	all[len(all)-1].bold = true
	return all
}

func taxOf(p *billing.Preview) money.Money {
	sum := money.Zero(p.Currency)
	for _, tax := range p.Taxes {
		sum = sum.Add(tax.Amount)
	}
	return sum
}

type linePair struct {
	line     billing.Line
	saw, now money.Money
}

// pairLines matches lines by what they bill and why; one that only one side has
// costs nothing on the other.
func pairLines(before, fresh []billing.Line, zero money.Money) []linePair {
	var pairs []linePair
	same := func(a, b billing.Line) bool { return a.Item == b.Item && a.Kind == b.Kind }
	for _, line := range fresh {
		pair := linePair{line: line, saw: zero, now: line.Amount}
		if i := slices.IndexFunc(before, func(b billing.Line) bool { return same(b, line) }); i >= 0 {
			pair.saw = before[i].Amount
		}
		pairs = append(pairs, pair)
	}
	for _, line := range before {
		if !slices.ContainsFunc(fresh, func(f billing.Line) bool { return same(f, line) }) {
			pairs = append(pairs, linePair{line: line, saw: line.Amount, now: zero})
		}
	}
	return pairs
}
