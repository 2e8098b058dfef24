package plans

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/words"
)

// banner is what stands above the comparison: what fits best, or what has to be
// done before anything can be changed.
type banner struct {
	role          theme.Role
	icon          resources.Icon
	title, detail string
	action        string
	leads         nav.Route
	figures       *figures // nil where there are none
}

// figures are what a recommendation was made from.
type figures struct {
	seen    string // over how much of the cycle
	byEnd   string // head of the column of forecasts
	needs   []figure
	options []option
}

type figure struct {
	name, used, byEnd, limit string
	verdict                  verdict
}

// verdict is what a figure says.
type verdict int

const (
	suffices verdict = iota
	tooLittle
	tooEarly // a forecast says that it will be too little, and is a rough guess
)

// option is what a plan would take.
type option struct {
	plan, takes, price string
	fits               bool
}

// bannerOf tells what fits best, and leads to it.
func bannerOf(f billing.Facts, fit billing.Fit, w words.Printer) *banner {
	told := w.Fit(f.Catalog, fit)
	b := &banner{
		role: theme.RoleOK, icon: resources.IconCheckCircle, title: told.What, detail: told.Next, figures: figuresOf(f, fit, w),
	}
	if fit.Code == billing.FitSales {
		b.role, b.icon = theme.RoleInfo, resources.IconHeadset
	}
	if f.Account.Role.May(billing.ChangeBilling) && f.Subscription.Serves() {
		b.offer(f, fit)
	}
	return b
}

// offer leads to the smallest step: the page that mends it, or the terms that do.
func (b *banner) offer(f billing.Facts, fit billing.Fit) {
	plan, ok := f.Catalog.Plan(fit.Terms.Plan)
	if !ok {
		return
	}
	target := fit.Terms
	patch := patchTo(f.Subscription, target)
	patch.Plan = &target.Plan
	b.leads = nav.Route{Page: nav.PagePlans, Arg: nav.TermsArg(patch)}
	only := billing.Fix{}
	if len(fit.Fixes) == 1 {
		only = fit.Fixes[0]
	}
	switch {
	case fit.Code == billing.FitSales:
		b.contactSales(f.Catalog)
	case only.Code == billing.FixIdle:
		b.action, b.leads = words.T("Review idle members"), nav.Route{Page: nav.PageSeats, Arg: "idle"}
	case fit.Code == billing.FitUpgrade && plan.Kind == billing.PlanFree:
		b.action, b.leads.Page = chooseLabel(plan), nav.PageCheckout
	case fit.Code == billing.FitUpgrade:
		b.action = chooseLabel(plan)
	case only.Code == billing.FixPack:
		b.action, b.leads = words.T("See packs"), nav.Route{Page: nav.PageCredits, Arg: "packs"}
	case plan.Kind == billing.PlanPaid:
		b.action = words.T("Customize {plan}", "plan", plan.Name)
	}
}

func (b *banner) contactSales(c *billing.Catalog) {
	i := slices.IndexFunc(c.Plans, func(p billing.Plan) bool { return p.Kind == billing.PlanCustom })
	if i >= 0 {
		b.action, b.leads.Arg = words.T("Contact Sales"), planArg(c.Plans[i].ID)
	}
}

// endingBanner says that a subscription that ends is to be resumed first.
func endingBanner(f billing.Facts, w words.Printer) *banner {
	b := &banner{
		role: theme.RoleWarn, icon: resources.IconClock,
		title:  words.T("{plan} ends on {day}", "plan", words.Plan(f.Catalog, f.Subscription.Terms.Plan), "day", w.Date(f.Subscription.Period.End)),
		detail: words.T("Resume it before you change it; resuming costs nothing now."),
	}
	if f.Account.Role.May(billing.ChangeBilling) {
		b.action = words.T("Resume")
		b.leads = nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderResume})}
	}
	return b
}

func figuresOf(f billing.Facts, fit billing.Fit, w words.Printer) *figures {
	c := f.Usage.Cycle
	all := &figures{byEnd: words.T("By {day}", "day", w.DayMonth(c.End)), seen: words.T("Nothing is forecast yet: too little of the usage cycle has passed.")}
	needs := slices.SortedFunc(slices.Values(fit.Needs), byImportance)
	for _, n := range needs {
		row := figure{
			name: words.Grant(n.Grant), used: measured(n.Grant, n.Used, w), limit: measured(n.Grant, n.Limit.Add(n.Packs), w), verdict: verdictOf(n),
		}
		if n.Grant == billing.NeedSeats {
			row.name = words.T("Seats")
		}
		if n.Pace != nil {
			row.byEnd, all.seen = w.Number(n.Pace.AtEnd), seen(n.Pace.Confidence)
		}
		all.needs = append(all.needs, row)
	}
	for _, o := range fit.Options {
		all.options = append(all.options, optionOf(f, o, w))
	}
	return all
}

func verdictOf(n billing.Need) verdict {
	switch {
	case n.Short:
		return tooLittle
	case n.Pace != nil && !n.Pace.Lasts():
		return tooEarly
	default:
		return suffices
	}
}

// important is how figures are listed.
var important = []string{billing.NeedSeats, billing.StorageGB, billing.AICredits, billing.EmailCredits, billing.MessageCredits}

func byImportance(a, b billing.Need) int {
	rank := func(n billing.Need) int {
		if i := slices.Index(important, n.Grant); i >= 0 {
			return i
		}
		return len(important)
	}
	return rank(a) - rank(b)
}

// seen says how far a forecast can be trusted.
func seen(c billing.Confidence) string {
	switch c {
	case billing.ConfidenceHigh:
		return words.T("Forecasts continue the usage so far in a straight line. Most of the cycle has passed: they are close.")
	case billing.ConfidenceMedium:
		return words.T("Forecasts continue the usage so far in a straight line. They can be off by days.")
	case billing.ConfidenceLow:
	}
	return words.T("Forecasts continue the usage so far in a straight line. It is early in the cycle: they are a rough guess.")
}

func optionOf(f billing.Facts, o billing.Option, w words.Printer) option {
	plan := words.Plan(f.Catalog, o.Plan)
	row := option{plan: plan, fits: o.Fits, price: w.Amount(o.Monthly)}
	switch {
	case !o.Fits:
		row.price = "–"
		for _, n := range o.Needs {
			if n.Short {
				row.takes = w.Shortage(f.Catalog, o.Plan, n)
				break
			}
		}
	case len(o.Fixes) == 0:
		row.takes = words.T("Fits as it is")
	default:
		var all []string
		for _, fix := range o.Fixes {
			all = append(all, w.Remedy(f.Catalog, fix))
		}
		row.takes = words.T("Fits with {what}", "what", strings.Join(all, ", "))
	}
	return row
}
