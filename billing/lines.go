package billing

import (
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// lines is a credit for what is unused of each changing item, and a charge for
// the rest of the period, or for the whole of a new one, which also closes the
// usage cycle.
func (f Facts) lines(plan split, period Period, at time.Time) []Line {
	before, after := f.Catalog.price(f.Subscription.Terms), f.Catalog.price(plan.now)
	kept := decimal.Zero
	if !plan.newPeriod {
		kept = f.Subscription.carried(staying(before, after))
		before, after = changing(before, after), changing(after, before)
	}
	off := f.reductions(after, at, kept)
	policy, rest := f.Catalog.Policy, Period{Start: at, End: f.Subscription.Period.End}
	var lines []Line
	if policy.Proration != ProrateNone {
		share := f.shareLeft(at)
		lines = f.unused(before, share, rest)
		if !plan.newPeriod {
			lines = append(lines, f.restOfPeriod(after, off, share, rest)...)
		}
	}
	if plan.newPeriod {
		lines = append(lines, f.fullPeriod(after, off, plan.now.Interval, period)...)
	}
	lines = paired(lines)
	if plan.newPeriod {
		lines = append(lines, f.ClosingUsage()...)
	}
	return lines
}

// shareLeft is what is left of the running period. Only days need the account's
// zone, which is looked up in the system's files.
func (f Facts) shareLeft(at time.Time) Share {
	zone := time.UTC
	if f.Catalog.Policy.Proration == ProrateDays {
		zone = f.Account.Location()
	}
	return f.Catalog.Policy.ShareLeft(f.Subscription.Period, at, zone)
}

// unused gives back the part that is left of what was billed of items.
func (f Facts) unused(items []priced, share Share, rest Period) []Line {
	var lines []Line
	for _, p := range items {
		billed, ok := f.Subscription.billed(p.item)
		if !ok || share.Left == 0 {
			continue
		}
		credit := share.of(billed.Off.of(p.full, f.Catalog.Currency)).cappedAt(unit(billed.Net.Amount(), f.Catalog.Currency))
		line := f.line(p, credit.negated(), rest)
		line.Kind, line.Code, line.Taxes = ProrationCredit, LineUnusedTime, billed.Taxes
		billed.Off.describe(line.Params)
		share.describe(line.Params)
		lines = append(lines, line)
	}
	return lines
}

func (f Facts) restOfPeriod(items []priced, off []Reduction, share Share, rest Period) []Line {
	var lines []Line
	for i, p := range items {
		if share.Left == 0 {
			continue
		}
		line := f.line(p, share.of(off[i].of(p.full, f.Catalog.Currency)), rest)
		line.Kind, line.Code = ProrationCharge, LineRestOfPeriod
		off[i].describe(line.Params)
		share.describe(line.Params)
		lines = append(lines, line)
	}
	return lines
}

func (f Facts) fullPeriod(items []priced, off []Reduction, i Interval, period Period) []Line {
	lines := make([]Line, 0, len(items))
	for n, p := range items {
		line := f.line(p, off[n].of(p.full, f.Catalog.Currency), period)
		line.Kind, line.Code = Recurring, LineFullPeriod
		line.Params["interval"] = string(i)
		off[n].describe(line.Params)
		lines = append(lines, line)
	}
	return lines
}

// line makes a line of an item and its exact value, rounded here and only here.
func (f Facts) line(p priced, value expr, period Period) Line {
	return Line{
		Item: p.item, Params: map[string]string{"name": p.name, "quantity": p.quantity.String()},
		Quantity: p.quantity, UnitPrice: p.unit, Period: period,
		Amount: value.rounded(f.Catalog), Arithmetic: value.text, Taxes: f.Catalog.taxesFor(f.Account.Details),
	}
}

// discounted is what the charges among lines would cost more without discount;
// it informs, since the lines are net of it.
func (f Facts) discounted(lines []Line, t Terms) money.Money {
	sum := money.Zero(f.Catalog.Currency)
	if f.Subscription.Discount == nil {
		return sum
	}
	full := map[Item]expr{}
	for _, p := range f.Catalog.price(t) {
		full[p.item] = p.full
	}
	for i := range lines {
		line := &lines[i]
		price, recurring := full[line.Item]
		if !recurring || reductionOf(line.Params) == (Reduction{}) {
			continue
		}
		switch line.Kind {
		case ProrationCharge:
			price = shareOf(line.Params).of(price)
		case Recurring:
		case ProrationCredit, OneTime, UsageLine, Adjustment:
			continue
		}
		sum = sum.Add(price.rounded(f.Catalog).Sub(line.Amount))
	}
	return sum
}

// changing is the items that the other terms do not have at the same price and
// quantity.
func changing(items, other []priced) []priced { return pick(items, other, false) }

// staying is the items that the other terms have as they are.
func staying(items, other []priced) []priced { return pick(items, other, true) }

func pick(items, other []priced, same bool) []priced {
	var picked []priced
	for _, p := range items {
		stays := false
		for _, o := range other {
			stays = stays || p.same(o)
		}
		if stays == same {
			picked = append(picked, p)
		}
	}
	return picked
}

// paired puts a credit right before the charge of the same item, in the order
// in which items are first met.
func paired(lines []Line) []Line {
	sorted := make([]Line, 0, len(lines))
	for i, first := range lines {
		met := false
		for _, earlier := range lines[:i] {
			met = met || earlier.Item == first.Item
		}
		if met {
			continue
		}
		for _, line := range lines[i:] {
			if line.Item == first.Item {
				sorted = append(sorted, line)
			}
		}
	}
	return sorted
}
