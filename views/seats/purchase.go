package seats

import (
	"billfold/billing"
	"billfold/views/words"
)

// roomToGrow is how many seats can be added at once where the plan sets no maximum.
const roomToGrow = 1000

// bounds are how many seats can be added or removed.
type bounds struct {
	now   int // seats that count today, or that a removal starts from
	most  int // 0 where there is nothing to choose
	first int
}

func boundsOf(f billing.Facts, add bool) bounds {
	s, used := f.Subscription, f.Usage.ActiveMembers
	b := bounds{now: s.Terms.Seats}
	plan, ok := f.Catalog.Plan(s.Terms.Plan)
	switch {
	case !ok:
	case !add:
		b.most = max(b.now-max(used, plan.Seats.Min, 1), 0)
		b.first = 1
	case plan.Seats.Max > 0:
		b.most = max(plan.Seats.Max-b.now, 0)
	default:
		b.most = roomToGrow
	}
	if add {
		b.first = max(used-b.now, 1)
	}
	return b
}

// full says why there is nothing to choose.
func (b bounds) full(f billing.Facts, add bool, w words.Printer) string {
	plan := words.Plan(f.Catalog, f.Subscription.Terms.Plan)
	n := b.now
	switch {
	case add:
		return words.N(n, "{plan} allows {n} seat, and you have it. A bigger plan has more.", "{plan} allows {n} seats, and you have them all. A bigger plan has more.",
			"plan", plan, "n", w.Count(int64(n)))
	case f.Usage.ActiveMembers >= n:
		return words.N(n, "The {n} seat is in use. Deactivate a member first; then it can be removed.",
			"All {n} seats are in use. Deactivate members first; then seats can be removed.", "n", w.Count(int64(n)))
	default:
		return words.N(n, "{plan} has at least {n} seat.", "{plan} has at least {n} seats.", "plan", plan, "n", w.Count(int64(n)))
	}
}

type moneyLine struct {
	label, amount string
	strong, muted bool
	credit        bool
}

// purchaseModel is what is said of a number of seats and its estimate.
type purchaseModel struct {
	total   string
	lines   []moneyLine
	note    string
	blocked string
}

// purchaseOf says what a number of seats comes to; without a preview only that number.
func purchaseOf(f billing.Facts, seats int, add bool, p *billing.Preview, w words.Printer) purchaseModel {
	n := w.Count(int64(seats))
	m := purchaseModel{total: words.N(seats, "{n} seat in all", "{n} seats in all", "n", n)}
	if !add && removedLater(f) {
		m.total = words.N(seats, "{n} seat from {date}", "{n} seats from {date}", "n", n, "date", w.Date(f.Subscription.Period.End))
	}
	if p == nil {
		return m
	}
	if len(p.Blockers) > 0 {
		m.blocked = w.Notice(p.Blockers[0])
	}
	m.lines = append([]moneyLine{{label: words.T("Estimate"), amount: string(p.Currency), muted: true}}, dueNow(p, add, w)...)
	m.lines = append(m.lines, laterLine(f, p, w)...)
	m.note = words.T("The checkout asks billing for the exact amount, and charges nothing before you confirm it.")
	if !add && removedLater(f) {
		m.note = words.T("Nothing is refunded. The seats stay until the renewal, and until then you can undo this.")
	}
	return m
}

// removedLater tells whether fewer seats take effect at the renewal.
func removedLater(f billing.Facts) bool {
	return f.Catalog.Policy.Downgrade != billing.DowngradeImmediateCredit
}

// removal names removing seats.
func removal(f billing.Facts) string {
	if removedLater(f) {
		return words.T("Remove seats at renewal")
	}
	return words.T("Remove seats")
}

// dueNow are the figures of today.
func dueNow(p *billing.Preview, add bool, w words.Printer) []moneyLine {
	due := moneyLine{label: words.T("Due now"), amount: w.Amount(p.AmountDue), strong: true}
	if !add && p.AmountDue.IsZero() && p.Total.IsZero() {
		return []moneyLine{due}
	}
	lines := []moneyLine{{label: words.T("Until {date}", "date", w.Date(p.Period.End)), amount: w.Amount(p.Subtotal)}}
	for _, t := range p.Taxes {
		lines = append(lines, moneyLine{label: w.TaxAt(t, p.TaxIncluded()), amount: w.Amount(t.Amount)})
	}
	lines = append(lines, moneyLine{label: words.T("Total"), amount: w.Amount(p.Total)})
	if p.BillingCreditApplied.Sign() > 0 {
		lines = append(lines, moneyLine{label: words.T("Billing credit applied"), amount: w.Amount(p.BillingCreditApplied.Neg()), credit: true})
	}
	return append(lines, due)
}

// laterLine is how much more or less each renewal comes to.
func laterLine(f billing.Facts, p *billing.Preview, w words.Printer) []moneyLine {
	more := moreLater(f, p)
	interval := words.Per(f.Subscription.Terms.Interval)
	switch more.Sign() {
	case 1:
		return []moneyLine{{label: words.T("More each {interval}[, before {tax}]", "interval", interval, "tax", addedTax(f)), amount: w.Amount(more)}}
	case -1:
		return []moneyLine{{label: words.T("Less each {interval}[, before {tax}]", "interval", interval, "tax", addedTax(f)), amount: w.Amount(more.Neg())}}
	default:
		return nil
	}
}
