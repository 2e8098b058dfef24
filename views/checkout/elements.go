package checkout

import (
	"maps"
	"slices"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// element is one part of what an order is about, before and after.
type element struct {
	name, from, to string
	moves          bool // it will not stay as it is
	changes        bool // by this order, not by what is scheduled already
}

// elementsOf lists what the order changes and, in a fixed order, what stays.
func elementsOf(s *state, w words.Printer) []element {
	switch s.order.Kind {
	case billing.OrderPack:
		return packElements(s, w)
	case billing.OrderTopUp:
		return topUpElements(s, w)
	case billing.OrderPayment:
		return paymentElements(s)
	case billing.OrderResume:
		return resumeElements(s, w)
	case billing.OrderAutoReload:
		return reloadElements(s, w)
	default: // has nothing of its own here; acts are not checked out
	}
	return termsElements(s.facts, &s.quote, w)
}

func turns(name, from, to string) element {
	return element{name: name, from: from, to: to, moves: true, changes: true}
}

func stays(name, what string) element { return element{name: name, from: what, to: what} }

func packElements(s *state, w words.Printer) []element {
	addon, ok := s.facts.Catalog.Addon(s.order.Addon)
	if !ok {
		return nil
	}
	var all []element
	n := decimal.NewFromInt(int64(s.order.Quantity))
	for _, grant := range slices.Sorted(maps.Keys(addon.Grants)) {
		all = append(all, turns(words.Grant(grant), words.T("what is left"),
			words.T("{n} more, until they are spent", "n", w.Number(addon.Grants[grant].Mul(n)))))
	}
	return append(all, stays(words.T("Plan"), words.Plan(s.facts.Catalog, s.quote.Before.Plan)))
}

func topUpElements(s *state, w words.Printer) []element {
	var all []element
	if balance := s.facts.Account.AccountBalance; !balance.IsUnset() {
		all = append(all, turns(words.T("Account balance"), w.Standing(balance), w.Standing(balance.Add(s.order.Amount))))
	}
	if credit := s.facts.Account.BillingCredit; !credit.IsUnset() {
		all = append(all, stays(words.T("Billing credit"), w.Standing(credit)))
	}
	return append(all, stays(words.T("Plan"), words.Plan(s.facts.Catalog, s.quote.Before.Plan)))
}

func paymentElements(s *state) []element {
	subscription := s.facts.Subscription
	all := []element{turns(words.T("Invoice {number}", "number", s.quote.Pays),
		words.Invoice(billing.InvoiceOpen), words.Invoice(billing.InvoicePaid))}
	switch subscription.Status {
	case billing.StatusPastDue, billing.StatusRestricted:
		all = append(all, turns(words.T("Subscription"), words.Subscription(subscription.Status), words.Subscription(billing.StatusActive)))
	case billing.StatusActive, billing.StatusTrialing, billing.StatusCanceled:
		all = append(all, stays(words.T("Subscription"), words.Subscription(subscription.Status)))
	}
	all = append(all, turns(words.T("Plan and packs"), words.T("cannot be changed"), words.T("can be changed again")))
	return append(all, stays(words.T("Plan"), words.Plan(s.facts.Catalog, s.quote.Before.Plan)))
}

func resumeElements(s *state, w words.Printer) []element {
	end := w.Date(s.facts.Subscription.Period.End)
	ends := element{name: words.T("Subscription"), from: words.T("ends {date}", "date", end), to: words.T("renews {date}", "date", end)}
	ends.moves, ends.changes = true, true
	rest := termsElements(s.facts, &s.quote, w)
	return append([]element{ends}, rest...)
}

func reloadElements(s *state, w words.Printer) []element {
	before, after := s.facts.Account.AutoReload, s.order.Reload
	describe := func(r *billing.AutoReload, of func(*billing.AutoReload) string) string {
		if r == nil {
			return words.T("None")
		}
		return of(r)
	}
	onOff := func(r *billing.AutoReload) string {
		if r == nil {
			return words.T("Turned off")
		}
		return words.T("Turned on")
	}
	var all []element
	add := func(name, from, to string) {
		all = append(all, element{name: name, from: from, to: to, moves: from != to, changes: from != to})
	}
	add(words.T("Auto-reload"), onOff(before), onOff(after))
	for _, part := range []struct {
		name string
		of   func(*billing.AutoReload) string
	}{
		{words.T("Buys"), func(r *billing.AutoReload) string { return words.Addon(s.facts.Catalog, r.Addon) }},
		{words.T("Whenever"), func(r *billing.AutoReload) string { return words.T("fewer than {n} are left", "n", w.Number(r.Below)) }},
		{words.T("Each time"), func(r *billing.AutoReload) string { return reloadPrice(s, r, w) }},
		{words.T("At most"), func(r *billing.AutoReload) string {
			return words.T("{amount} a month, tax included", "amount", w.Standing(r.MonthlyCap))
		}},
		{words.T("Charged to"), func(*billing.AutoReload) string { return wayText(s, w) }},
	} {
		if before != nil || after != nil {
			add(part.name, describe(before, part.of), describe(after, part.of))
		}
	}
	return all
}

// reloadPrice is what one pack costs that is bought by itself, with its tax.
func reloadPrice(s *state, r *billing.AutoReload, w words.Printer) string {
	facts, account := s.facts, *s.facts.Account
	account.AutoReload, account.BillingCredit = r, money.Zero(s.quote.Currency)
	facts.Account = &account
	_, totals := facts.ReloadInvoice(1, s.quote.At)
	return words.T("{amount} with tax", "amount", w.Standing(totals.Total))
}

// stages are the terms before an order, with it and in the end, and what was planned
// anyhow.
type stages struct {
	before, after, later, planned billing.Terms
	date                          string // from which later holds
	now                           bool   // the order takes effect at once
}

func stagesOf(f billing.Facts, quote *billing.Preview, w words.Printer) stages {
	st := stages{before: quote.Before, after: quote.After, later: quote.After, planned: quote.Before, now: quote.Timing == billing.Now}
	if quote.Scheduled != nil {
		st.later, st.date = quote.Scheduled.After, w.DayMonth(quote.Scheduled.At)
	}
	if scheduled := f.Subscription.Scheduled; scheduled != nil {
		st.planned = scheduled.After
	}
	return st
}

// element is one part of the terms; what waits is told behind a comma.
func (st stages) element(name string, of func(billing.Terms) string) element {
	from, to, then, plan := of(st.before), of(st.after), of(st.later), of(st.planned)
	e := element{name: name, from: from, to: to, moves: from != to}
	// What is scheduled and begins now instead is a change too.
	e.changes = then != plan || from != to && (st.now || to != plan)
	asScheduled := !e.changes && from != then
	values := []string{"now", to, "later", then, "date", st.date}
	if then == words.T("None") {
		values[3] = words.T("none")
	}
	switch {
	case to != then && asScheduled:
		e.to = words.T("{now}, then {later} from {date} as scheduled", values...)
	case to != then:
		e.to = words.T("{now}, then {later} from {date}", values...)
	case asScheduled:
		e.to = words.T("{now} as scheduled", values...)
	}
	return e
}

// termsElements lists the parts of the terms, those that stay included.
func termsElements(f billing.Facts, quote *billing.Preview, w words.Printer) []element {
	st := stagesOf(f, quote, w)
	all := []element{st.element(words.T("Plan"), func(t billing.Terms) string { return words.Plan(f.Catalog, t.Plan) })}
	if st.before.Interval != st.after.Interval || st.after.Interval != st.later.Interval {
		all = append(all, st.element(words.T("Billing interval"), func(t billing.Terms) string { return words.Interval(t.Interval) }))
	}
	seats := st.element(words.T("Seats"), func(t billing.Terms) string { return w.Count(int64(t.Seats)) })
	if used := f.Usage.ActiveMembers; seats.to == seats.from && used > 0 {
		seats.to = words.T("{n}, {used} of them in use", "n", seats.to, "used", w.Count(int64(used)))
	}
	all = append(all, seats)
	for _, meter := range keys(st.before.Volumes, st.after.Volumes, st.later.Volumes) {
		all = append(all, st.element(words.Grant(meter), func(t billing.Terms) string { return monthly(t.Volumes[meter], w) }))
	}
	return append(all, addonElements(f.Catalog, st, w)...)
}

// addonElements lists storage add-ons as one, since one takes the place of another,
// and the others one by one.
func addonElements(c *billing.Catalog, st stages, w words.Printer) []element {
	var all []element
	var storage []string
	for _, id := range keys(st.before.Addons, st.after.Addons, st.later.Addons) {
		if isStorage(c, id) {
			storage = append(storage, id)
			continue
		}
		all = append(all, st.element(words.Addon(c, id), func(t billing.Terms) string { return orNone(int64(t.Addons[id]), w) }))
	}
	if len(storage) == 0 {
		return all
	}
	return append(all, st.element(words.T("Storage add-on"), func(t billing.Terms) string {
		size := decimal.Zero
		for _, id := range storage {
			if addon, ok := c.Addon(id); ok {
				size = size.Add(addon.Grants[billing.StorageGB].Mul(decimal.NewFromInt(int64(t.Addons[id]))))
			}
		}
		if size.IsZero() {
			return words.T("None")
		}
		return gigabytes(size, w)
	}))
}

// isStorage tells whether an add-on gives storage and nothing else.
func isStorage(c *billing.Catalog, id string) bool {
	addon, ok := c.Addon(id)
	return ok && len(addon.Grants) == 1 && addon.Grants[billing.StorageGB].IsPositive()
}

func orNone(n int64, w words.Printer) string {
	if n == 0 {
		return words.T("None")
	}
	return w.Count(n)
}

func monthly(n int64, w words.Printer) string {
	if n == 0 {
		return words.T("None")
	}
	return words.T("{n} a month", "n", w.Count(n))
}

func keys[N int | int64](all ...map[string]N) []string {
	union := map[string]N{}
	for _, m := range all {
		maps.Copy(union, m)
	}
	return slices.Sorted(maps.Keys(union))
}
