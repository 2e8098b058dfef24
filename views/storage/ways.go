package storage

import (
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/words"
)

// offer is the next bigger add-on with what it would cost now, as far as that is
// known; the zero offer is none.
type offer struct {
	addon   *billing.Addon
	patch   billing.Patch
	preview *billing.Preview // an estimate; nil where it is not for the reader, or failed
	problem error            // why it cannot be bought
}

// wayKind is what a way to more room does when it is pressed.
type wayKind int

const (
	wayReview wayKind = iota // shows what could be deleted
	wayAddon
	wayPlan
)

// way is one way to more room.
type way struct {
	kind            wayKind
	icon            resources.Icon
	title, sentence string
	smallest        bool
	gain, price     string // empty where it makes no room
	label           string // of its button; empty where there is nothing to press
	leads           nav.Route
}

// nextBigger is the smallest add-on that gives more than those of the current terms
// do, at their interval; false where there is none on sale.
func nextBigger(f billing.Facts) (*billing.Addon, bool) {
	t := f.Subscription.Terms
	held := decimal.Zero
	all := storageAddons(f.Catalog)
	for _, addon := range all {
		held = held.Add(addon.Grants[billing.StorageGB].Mul(decimal.NewFromInt(int64(t.Addons[addon.ID]))))
	}
	for i := range all {
		if _, sold := all[i].Price(t.Interval); sold && all[i].Grants[billing.StorageGB].GreaterThan(held) {
			return &all[i], true
		}
	}
	return nil, false
}

// biggerPlan is the next plan by rank that gives more storage for the same seats.
func biggerPlan(f billing.Facts) (*billing.Plan, bool) {
	t := f.Subscription.Terms
	current, ok := f.Catalog.Plan(t.Plan)
	if !ok {
		return nil, false
	}
	var found *billing.Plan
	for i := range f.Catalog.Plans {
		plan := &f.Catalog.Plans[i]
		_, sold := plan.Price(t.Interval)
		more := gigabytes(f.Catalog, t.With(billing.Patch{Plan: &plan.ID})).GreaterThan(gigabytes(f.Catalog, t))
		if plan.Kind != billing.PlanPaid || !sold || !more || plan.Rank <= current.Rank {
			continue
		}
		if found == nil || plan.Rank < found.Rank {
			found = plan
		}
	}
	return found, found != nil
}

// showWays lists the ways to more room, the smallest first.
func showWays(d data, l limit, now time.Time, w words.Printer) []way {
	may := d.facts.Account.Role.May(billing.ChangeBilling)
	clean, freed := cleanUp(d, now, w)
	addon, added := addonWay(d, w)
	plan := planWay(d.facts, w)
	over := decimal.Max(l.over(), decimal.Zero)
	switch {
	case freed.IsPositive() && freed.GreaterThanOrEqual(over):
		clean.smallest = true
	case added.IsPositive() && added.GreaterThanOrEqual(over):
		addon.smallest = true
	default:
		plan.smallest = plan.gain != ""
	}
	ways := []way{clean, addon, plan}
	for i := range ways {
		if !may && ways[i].kind != wayReview {
			ways[i].label = ""
		}
	}
	return ways
}

func cleanUp(d data, now time.Time, w words.Printer) (way, decimal.Decimal) {
	freed := decimal.Zero
	for i := range d.items {
		if unopened(&d.items[i], now) {
			freed = freed.Add(d.items[i].SizeGB)
		}
	}
	c := way{kind: wayReview, icon: resources.IconTrash, title: words.T("Clean up"), leads: nav.Route{Page: nav.PageStorage, Arg: argItems}}
	switch {
	case len(d.items) == 0:
		c.sentence = words.T("Files are deleted in the product. None are listed here.")
	case freed.IsZero():
		c.sentence = words.T("All of the biggest items were opened within {n} days.", "n", w.Count(idleDays))
	default:
		c.sentence = words.T("Items not opened for {n} days hold {gb} GB.", "n", w.Count(idleDays), "gb", w.Number(freed))
		c.gain, c.price = words.T("frees {gb} GB,", "gb", w.Number(freed)), w.Standing(money.Zero(d.facts.Catalog.Currency))
		c.label = words.T("Review items")
	}
	return c, freed
}

func addonWay(d data, w words.Printer) (way, decimal.Decimal) {
	f, a := d.facts, way{kind: wayAddon, icon: resources.IconPlus, title: words.T("Storage add-on")}
	plan, ok := f.Catalog.Plan(f.Subscription.Terms.Plan)
	addon := d.offer.addon
	switch {
	case addon == nil && len(storageAddons(f.Catalog)) == 0:
		a.sentence = words.T("None is sold.")
		return a, decimal.Zero
	case addon == nil:
		a.sentence = words.T("You have the biggest one.")
		return a, decimal.Zero
	case ok && (plan.Kind == billing.PlanFree || plan.Kind == billing.PlanTrial):
		a.sentence = words.T("Add-ons come with a paid plan.")
		return a, decimal.Zero
	case d.offer.problem != nil:
		a.sentence = w.Error(d.offer.problem).What
		return a, decimal.Zero
	}
	t := f.Subscription.Terms
	then := t.With(d.offer.patch)
	added := gigabytes(f.Catalog, then).Sub(gigabytes(f.Catalog, t))
	size := w.Number(addon.Grants[billing.StorageGB])
	a.title = words.T("{gb} GB add-on", "gb", size)
	a.sentence = words.T("Renews until changed or removed.")
	if held := addon.Grants[billing.StorageGB].Sub(added); held.IsPositive() {
		day := "" // what is paid stays until then
		if d.offer.preview != nil && d.offer.preview.Timing == billing.Mixed {
			day = w.DayMonth(d.offer.preview.Period.End)
		}
		a.sentence = words.T("Replaces {gb} GB[ from {day}]. Renews until changed or removed.", "gb", w.Number(held), "day", day)
	}
	a.gain, a.price = words.T("adds {gb} GB,", "gb", w.Number(added)), more(f.Catalog.MonthlyDifference(t, then), w)
	a.label, a.leads = words.T("Preview {gb} GB", "gb", size), nav.Route{Page: nav.PageCheckout, Arg: nav.TermsArg(d.offer.patch)}
	return a, added
}

func planWay(f billing.Facts, w words.Printer) way {
	p := way{
		kind: wayPlan, icon: resources.IconPlan, title: words.T("Bigger plan"),
		label: words.T("Compare plans"), leads: nav.Route{Page: nav.PagePlans},
	}
	next, ok := biggerPlan(f)
	if !ok {
		p.sentence = words.T("No plan on sale gives more storage; a contract can.")
		return p
	}
	t := f.Subscription.Terms
	then := t.With(billing.Patch{Plan: &next.ID})
	from, to := perSeat(f.Catalog, t.Plan), next.PerSeat[billing.StorageGB]
	p.title = words.T("{plan} plan", "plan", next.Name)
	p.sentence = words.T("{to} GB instead of {from} GB.", "to", w.Number(gigabytes(f.Catalog, then)), "from", w.Number(gigabytes(f.Catalog, t)))
	if to.GreaterThan(from) && from.IsPositive() {
		p.sentence = words.T("{to} GB a seat instead of {from} GB.", "to", w.Number(to), "from", w.Number(from))
	}
	p.gain = words.T("adds {gb} GB,", "gb", w.Number(gigabytes(f.Catalog, then).Sub(gigabytes(f.Catalog, t))))
	p.price = more(f.Catalog.MonthlyDifference(t, then), w)
	return p
}

func perSeat(c *billing.Catalog, id string) decimal.Decimal {
	plan, ok := c.Plan(id)
	if !ok {
		return decimal.Zero
	}
	return plan.PerSeat[billing.StorageGB]
}

// more is a difference in price a month.
func more(m money.Money, w words.Printer) string {
	if m.IsNegative() {
		return words.T("{amount} less a month", "amount", w.Standing(m.Abs()))
	}
	return words.T("{amount} more a month", "amount", w.Standing(m))
}

// foot says what storage has nothing to do with, and what the add-on would cost now.
func foot(o offer, w words.Printer) []string {
	lines := []string{
		words.T("Storage never changes AI, email or message credits. More of it changes nobody's access, and pays no open invoice."),
		words.T("Files, recordings and attachments count, the same file once in a workspace; links to elsewhere do not."),
	}
	if o.preview != nil {
		lines = append(lines, estimated(o.preview, w.Number(o.addon.Grants[billing.StorageGB]), w))
	}
	return lines
}

// taxed says what the prices on the page are.
func taxed(f billing.Facts) string {
	if f.Catalog.Policy.TaxBehavior == billing.TaxInclusive {
		return words.T("prices with {tax}", "tax", words.Tax(f))
	}
	return words.T("prices before {tax}", "tax", words.Tax(f))
}

// estimated is what a size of the add-on costs now, by an estimate.
func estimated(p *billing.Preview, size string, w words.Printer) string {
	switch {
	case p.Timing == billing.PeriodEnd:
		return words.T("{gb} GB begins on {day}; nothing is due now.", "gb", size, "day", w.Date(p.EffectiveAt))
	case p.AmountDue.IsZero() && p.BillingCreditApplied.Sign() > 0:
		return words.T("{gb} GB is an estimated {amount} now, with tax, paid by billing credit.", "gb", size, "amount", w.Standing(p.Total))
	default:
		return words.T("{gb} GB is an estimated {amount} now, with tax.", "gb", size, "amount", w.Standing(p.AmountDue))
	}
}
