package credits

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"
)

// mostPacks is how many of a pack can be bought at once here.
const mostPacks = 99

// pack is AI credits on sale.
type pack struct {
	id, name   string
	each, less string          // the price of one credit, and by how much it is below the dearest
	unit       decimal.Decimal // the price of the pack, in major units
}

// aiPacks are the packs of AI credits that cost something, the smallest first.
func aiPacks(c *billing.Catalog) []billing.Addon {
	all := slices.DeleteFunc(slices.Clone(c.Addons), func(a billing.Addon) bool {
		return a.Kind != billing.AddonOneTime || !a.Grants[billing.AICredits].IsPositive() || !a.Unit.IsPositive()
	})
	slices.SortStableFunc(all, func(a, b billing.Addon) int { return a.Grants[billing.AICredits].Cmp(b.Grants[billing.AICredits]) })
	return all
}

func showPacks(c *billing.Catalog, w words.Printer) []pack {
	all := aiPacks(c)
	var packs []pack
	for _, a := range all {
		packs = append(packs, pack{
			id: a.ID, name: a.Name, unit: a.Unit, less: less(a, all, w),
			each: words.T("{price} each", "price", w.Rate(a.Unit.DivRound(a.Grants[billing.AICredits], 6), c.Currency)),
		})
	}
	return packs
}

// less is by how much one credit of a pack costs less than one of the dearest, as a
// percentage that is exact, or said not to be; empty where it costs as much.
func less(a billing.Addon, all []billing.Addon, w words.Printer) string {
	// a ÷ its credits against dearest ÷ its credits, without a quotient that would have
	// to be rounded: part = (dearest·n(a) − a·n(dearest)) ÷ (dearest·n(a)).
	n := func(p billing.Addon) decimal.Decimal { return p.Grants[billing.AICredits] }
	dearest := a
	for _, other := range all {
		if other.Unit.Mul(n(dearest)).GreaterThan(dearest.Unit.Mul(n(other))) {
			dearest = other
		}
	}
	whole := dearest.Unit.Mul(n(a))
	part := whole.Sub(a.Unit.Mul(n(dearest)))
	if !part.IsPositive() {
		return ""
	}
	fraction := part.DivRound(whole, 3)
	if fraction.Mul(whole).Equal(part) {
		return words.T("{percent} less each", "percent", w.Percent(fraction))
	}
	return words.T("about {percent} less each", "percent", w.Percent(fraction))
}

// price is what a number of packs costs, before tax or with it as the catalog has it.
func (p pack) price(c *billing.Catalog, quantity int, w words.Printer) string {
	return w.Standing(money.Round(p.unit.Mul(decimal.NewFromInt(int64(quantity))).Rat(), c.Currency, c.Policy.Rounding))
}

// reload is auto-reload as it is set, and what it could be set to.
type reload struct {
	shown   bool // for whoever may see billing
	on      bool
	below   decimal.Decimal // as set, or to begin with
	cap     money.Money
	choice  int
	options []reloadPack
	pays    string // the card that is charged; empty where there is none
}

// reloadPack is a pack that auto-reload can buy, with what one costs with its taxes.
type reloadPack struct {
	id, name string
	credits  decimal.Decimal
	total    money.Money
	tax      string // its name, where there is one
}

// startBelow is the threshold that auto-reload is offered with.
var startBelow = decimal.NewFromInt(500)

func showReload(d data, now time.Time) reload {
	f := d.facts
	r := reload{shown: f.Account.Role.May(billing.SeeBilling), below: startBelow}
	if !r.shown {
		return r
	}
	for _, a := range aiPacks(f.Catalog) {
		option := reloadPack{id: a.ID, name: a.Name, credits: a.Grants[billing.AICredits], total: money.Zero(f.Catalog.Currency)}
		if p, err := billing.Quote(f, billing.Order{Kind: billing.OrderPack, Addon: a.ID, Quantity: 1}, now); err == nil {
			option.total = p.Total
			option.tax = taxNames(p.Taxes)
		}
		r.options = append(r.options, option)
	}
	if card := f.Account.Card(now); card != nil {
		r.pays = words.Card(*card)
	}
	r.cap = money.Zero(f.Catalog.Currency)
	if len(r.options) > 0 {
		r.cap = startCap(r.options[0].total, f.Catalog.Policy.Rounding)
	}
	if set := f.Account.AutoReload; set != nil {
		r.on, r.below, r.cap = true, set.Below, set.MonthlyCap
		r.choice = max(slices.IndexFunc(r.options, func(o reloadPack) bool { return o.id == set.Addon }), 0)
	}
	return r
}

// startCap is the monthly cap that auto-reload is offered with: two and a half packs.
func startCap(one money.Money, rounding money.Rounding) money.Money {
	return money.Round(one.Amount().Mul(decimal.RequireFromString("2.5")).Rat(), one.Currency(), rounding)
}

func taxNames(taxes []billing.TaxLine) string {
	var names []string
	for _, tax := range taxes {
		if tax.Amount.Sign() > 0 && !slices.Contains(names, tax.Name) {
			names = append(names, tax.Name)
		}
	}
	return strings.Join(names, ", ")
}

// buys says what auto-reload does with a pack.
func (r reload) buys(choice int, w words.Printer) string {
	if choice < 0 || choice >= len(r.options) {
		return ""
	}
	o := r.options[choice]
	return words.T("Buys {n} AI credits for {amount}[ with {tax}][, {card}].",
		"n", w.Number(o.credits), "amount", w.Standing(o.total), "tax", o.tax, "card", r.pays)
}
