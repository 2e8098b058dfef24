package checkout

import (
	"slices"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/words"
)

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
		all = append(all, comparedRow{what: what, saw: w.Amount(saw), now: w.Amount(now), difference: signed(difference, w), differs: difference.Sign() != 0})
	}
	for _, pair := range pairLines(before.Lines, fresh.Lines, money.Zero(fresh.Currency)) {
		add(w.Line(pair.line), pair.saw, pair.now)
	}
	add(words.T("Subtotal"), before.Subtotal, fresh.Subtotal)
	add(words.T("Tax"), taxOf(before), taxOf(fresh))
	add(words.T("Total"), before.Total, fresh.Total)
	if before.BillingCreditApplied.Sign() > 0 || fresh.BillingCreditApplied.Sign() > 0 {
		add(words.T("Billing credit applied"), before.BillingCreditApplied.Neg(), fresh.BillingCreditApplied.Neg())
	}
	add(words.T("Amount due now"), before.AmountDue, fresh.AmountDue)
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

// reason is a part of why the amount due is another one.
type reason struct {
	icon          resources.Icon
	title, detail string
	amount        string
	warns         bool
}

// why is how the difference between two prices came about.
type why struct {
	reasons []reason
	total   string
}

// whyOf tells the billing credit that is no longer there, or is now, from what the
// lines and their taxes come to; nil where nothing differs.
func whyOf(before, fresh *billing.Preview, w words.Printer) *why {
	difference := fresh.AmountDue.Sub(before.AmountDue)
	credit := before.BillingCreditApplied.Sub(fresh.BillingCreditApplied)
	rest := difference.Sub(credit)
	if credit.Sign() == 0 && rest.Sign() == 0 {
		return nil
	}
	all := &why{total: signed(difference, w)}
	switch credit.Sign() {
	case 1:
		all.reasons = append(all.reasons, reason{
			icon: resources.IconCredits, title: words.T("Less billing credit"), warns: true, amount: signed(credit, w),
			detail: appliedText(before, fresh, w),
		})
	case -1:
		all.reasons = append(all.reasons, reason{
			icon: resources.IconCredits, title: words.T("More billing credit"), amount: signed(credit, w),
			detail: appliedText(before, fresh, w),
		})
	}
	if rest.Sign() != 0 {
		all.reasons = append(all.reasons, restOf(before, fresh, rest, w))
	}
	return all
}

func appliedText(before, fresh *billing.Preview, w words.Printer) string {
	return words.T("It reduced the amount by {before}, and now does by {now}.",
		"before", w.Standing(before.BillingCreditApplied), "now", w.Standing(fresh.BillingCreditApplied))
}

// restOf says why lines come to something else: the same ones of which less of the
// period is left, or others.
func restOf(before, fresh *billing.Preview, rest money.Money, w words.Printer) reason {
	r := reason{icon: resources.IconInvoices, title: words.T("Other lines or prices"), amount: signed(rest, w), warns: rest.Sign() > 0}
	r.detail = words.T("The account or the prices changed; the lines beside this say where.")
	same := len(before.Lines) == len(fresh.Lines) && fresh.At.After(before.At)
	for i := range before.Lines {
		same = same && billsAlike(&before.Lines[i], &fresh.Lines[i])
	}
	if same {
		r.icon, r.title = resources.IconClock, words.T("Less of the period is left")
		r.detail = words.T("{passed} passed. The old price was held until {until}.",
			"passed", words.Lasted(fresh.At.Sub(before.At)), "until", w.ClockSeconds(before.ExpiresAt))
	}
	return r
}

// billsAlike tells whether two lines bill the same at the same price, for however long.
func billsAlike(a, b *billing.Line) bool {
	alike := a.Item == b.Item && a.Kind == b.Kind && a.Quantity.Equal(b.Quantity) && a.UnitPrice.Equal(b.UnitPrice)
	for _, off := range []string{"percent_off", "amount_off"} {
		alike = alike && a.Params[off] == b.Params[off]
	}
	return alike && slices.EqualFunc(a.Taxes, b.Taxes, func(x, y billing.Tax) bool { return x.Name == y.Name && x.Rate.Equal(y.Rate) })
}

// signed is an amount with its sign, as differences are written.
func signed(m money.Money, w words.Printer) string {
	if m.Sign() > 0 {
		return "+" + w.Amount(m)
	}
	return w.Amount(m)
}

// same is what a price that changed left as it was.
type same struct{ what, next string }

func sameOf(s *state, w words.Printer) same {
	q := &s.quote
	u := same{what: words.T("Unchanged: {what}", "what", whatWas(s, w))}
	if s.order.Kind == billing.OrderChange {
		u.what = words.T("Unchanged: {what}", "what", w.Terms(s.facts.Catalog, q.After))
	}
	if q.Next == nil {
		return u
	}
	values := []string{"date", w.Date(q.Next.At), "amount", w.Standing(q.Next.AmountDue), "before", ""}
	if old := s.before.Next; old != nil && !old.AmountDue.Equal(q.Next.AmountDue) {
		values[5] = w.Standing(old.AmountDue)
		u.next = words.T("Next invoice on {date}: {amount}, before it was {before}", values...)
		return u
	}
	u.next = words.T("Next invoice on {date}: {amount}, as before", values[:4]...)
	return u
}
