package overview

import (
	"maps"
	"slices"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// planCard is the plan and what can be done about it.
type planCard struct {
	name      string
	statuses  []status
	interval  string
	sentence  string
	action    string    // of the one primary button; empty where the role may not
	leads     nav.Route // where it leads
	menu      []entry   // what else can be done
	includes  []include
	currency  string
	mayChange bool
	// seesBilling is whether the copy has invoices, changes and ways to pay.
	seesBilling bool
}

// entry is what the menu beside the primary button offers.
type entry int

const (
	changePlan entry = iota
	cancelPlan
)

type include struct{ name, value string }

// trialCard counts a trial down and says what follows it.
type trialCard struct {
	title, sentence string
	sales           nav.Route // for a purchase that takes longer; empty where nobody sells by contract
}

func showPlan(f billing.Facts, w words.Printer) planCard {
	s := f.Subscription
	p := planCard{
		name: words.Plan(f.Catalog, s.Terms.Plan), interval: words.Interval(s.Terms.Interval), statuses: []status{showStatus(s.Status)},
		currency: string(f.Catalog.Currency), mayChange: f.Account.Role.May(billing.ChangeBilling),
		seesBilling: f.Account.Role.May(billing.SeeBilling),
		includes:    showIncludes(f, w),
	}
	if s.CancelAtPeriodEnd && s.Status != billing.StatusCanceled {
		p.statuses = append(p.statuses, status{theme.RoleWarn, resources.IconClock, words.T("Ends {day}", "day", w.Date(s.Period.End))})
	}
	plan, ok := f.Catalog.Plan(s.Terms.Plan)
	parts := charged(f.Catalog, plan, s.Terms, w)
	parts = append(parts, renewal(f, plan, w))
	if methods := f.Account.Methods; ok && plan.Kind == billing.PlanPaid && len(methods) > 0 && renews(s) {
		parts = append(parts, words.T("paid by {card}", "card", words.Card(methods[0])))
	}
	p.sentence = phrases(parts...)
	if p.mayChange {
		p.offer(f, plan)
	}
	return p
}

// charged is what the seats cost: by the seat, or from a price on that some come with.
// A plan that is not known is nil.
func charged(c *billing.Catalog, plan *billing.Plan, t billing.Terms, w words.Printer) []string {
	seats := w.Seats(t.Seats)
	if plan == nil {
		return []string{seats}
	}
	price, sold := plan.Price(t.Interval)
	values := []string{
		"base", w.UnitPrice(price.Base, c.Currency), "price", w.UnitPrice(price.PerSeat, c.Currency),
		"included", w.Seats(plan.Seats.Included), "seats", seats,
	}
	rule, hasBase := plan.Seats, !price.Base.IsZero()
	switch {
	case !sold || !hasBase && price.PerSeat.IsZero():
		return []string{seats}
	case price.PerSeat.IsZero():
		return []string{words.T("{base} for all seats", values...), seats}
	case hasBase && rule.Included > 0:
		return []string{words.T("{base} with {included}, then {price} a seat", values...), seats}
	case hasBase:
		return []string{words.T("{base} and {price} a seat", values...), seats}
	case rule.Billable(t.Seats) != t.Seats:
		return []string{words.T("{included} free, then {price} a seat", values...), seats}
	default:
		return []string{words.T("{seats} at {price}", values...)}
	}
}

// phrases puts what stands by itself beside one another.
func phrases(all ...string) string {
	line := ""
	for _, phrase := range all {
		if line != "" {
			line += " · "
		}
		line += phrase
	}
	return line
}

// offer is what the state allows: the one thing that is done most often, and the
// rest in a menu.
func (p *planCard) offer(f billing.Facts, plan *billing.Plan) {
	s := f.Subscription
	p.leads = nav.Route{Page: nav.PagePlans}
	kind := billing.PlanPaid
	if plan != nil {
		kind = plan.Kind
	}
	switch {
	case kind == billing.PlanCustom:
		p.action, p.leads.Arg = words.T("Contact Sales"), nav.TermsArg(billing.Patch{Plan: &plan.ID})
	case s.Status == billing.StatusCanceled:
		p.action = words.T("Choose a plan")
	case s.CancelAtPeriodEnd:
		p.action, p.leads = words.T("Resume"), order(billing.OrderResume)
	case s.Status == billing.StatusRestricted:
		p.action, p.leads, p.menu = words.T("Pay the open invoice"), order(billing.OrderPayment), []entry{cancelPlan}
	case kind == billing.PlanFree:
		p.action = words.T("Upgrade plan")
	case kind == billing.PlanTrial:
		p.action, p.menu = words.T("Upgrade plan"), []entry{cancelPlan}
	default:
		p.action, p.leads.Arg = words.T("Customize plan"), nav.TermsArg(billing.Patch{Plan: &s.Terms.Plan})
		p.menu = []entry{changePlan, cancelPlan}
	}
}

func order(kind billing.OrderKind) nav.Route {
	return nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: kind})}
}

func renews(s *billing.Subscription) bool { return !s.CancelAtPeriodEnd && s.Serves() }

func renewal(f billing.Facts, plan *billing.Plan, w words.Printer) string {
	s := f.Subscription
	end := w.Date(s.Period.End)
	switch {
	case s.Status == billing.StatusCanceled:
		return words.T("ended {day}", "day", end)
	case s.CancelAtPeriodEnd:
		return words.T("ends {day}", "day", end)
	case s.Status == billing.StatusRestricted:
		return words.T("ends {day} unless the open invoice is paid", "day", end)
	case s.TrialEnds != nil:
		return words.T("trial ends {day}", "day", w.Date(*s.TrialEnds))
	case plan != nil && plan.Kind == billing.PlanFree:
		return words.T("nothing is billed")
	default:
		return words.T("renews {day}", "day", end)
	}
}

func showStatus(s billing.SubscriptionStatus) status {
	role, icon := widgets.SubscriptionStatus(s)
	return status{role, icon, words.Subscription(s)}
}

// included is how what a plan gives is listed; what is not in it follows by name.
var included = []string{billing.EmailCredits, billing.MessageCredits, billing.StorageGB, billing.AICredits, billing.CallMinutes}

func inOrder(order, names []string) []string {
	rank := func(name string) int {
		if i := slices.Index(order, name); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return names
}

func showIncludes(f billing.Facts, w words.Printer) []include {
	terms := f.Subscription.Terms
	granted := f.Catalog.Entitlements(terms)
	terms.Addons = nil
	bare := f.Catalog.Entitlements(terms)
	var all []include
	for _, name := range inOrder(included, slices.Sorted(maps.Keys(granted))) {
		all = append(all, include{words.Grant(name), quantity(name, bare[name], granted[name].Sub(bare[name]), w)})
	}
	if plan, ok := f.Catalog.Plan(terms.Plan); ok {
		for i := range plan.Metered {
			all = append(all, include{words.Grant(plan.Metered[i].Meter), words.T("{n} included", "n", w.Number(plan.Metered[i].Included))})
		}
	}
	return all
}

// quantity is what a plan gives, and what add-ons put on top.
func quantity(name string, plan, addons decimal.Decimal, w words.Printer) string {
	switch {
	case name != billing.StorageGB:
		return words.T("{n} a month", "n", w.Number(plan.Add(addons)))
	case addons.IsPositive() && plan.IsPositive():
		return words.T("{plan} GB + {addons} GB", "plan", w.Number(plan), "addons", w.Number(addons))
	default:
		return words.T("{n} GB", "n", w.Number(plan.Add(addons)))
	}
}

// showTrial is nil while there is no trial.
func showTrial(f billing.Facts, now time.Time, w words.Printer) *trialCard {
	s := f.Subscription
	if s.TrialEnds == nil || s.Status == billing.StatusCanceled {
		return nil
	}
	days := int((max(0, s.TrialEnds.Sub(now)) + 24*time.Hour - 1) / (24 * time.Hour))
	card := &trialCard{
		title:    words.N(days, "{n} day left of the trial", "{n} days left of the trial", "n", w.Count(int64(days))),
		sentence: follows(f, w),
	}
	for i := range f.Catalog.Plans {
		if p := &f.Catalog.Plans[i]; p.Kind == billing.PlanCustom && f.Account.Role.May(billing.ChangeBilling) {
			card.sales = nav.Route{Page: nav.PagePlans, Arg: nav.TermsArg(billing.Patch{Plan: &p.ID})}
		}
	}
	return card
}

// follows says what comes after a trial if nobody does anything.
func follows(f billing.Facts, w words.Printer) string {
	s := f.Subscription
	day := w.Date(*s.TrialEnds)
	then, ok := f.Catalog.AfterTrial(s.Terms)
	if !ok || s.CancelAtPeriodEnd {
		return words.T("It ends on {day}, and nothing is charged. Choose a plan before that to go on.", "day", day)
	}
	plan, seats := words.Plan(f.Catalog, then.Plan), w.Seats(then.Seats)
	next := f.Next()
	if next == nil || next.AmountDue.IsZero() {
		return words.T("On {day} it becomes {plan} with {seats}, and nothing is charged.", "day", day, "plan", plan, "seats", seats)
	}
	card := ""
	if len(f.Account.Methods) > 0 {
		card = words.Card(f.Account.Methods[0])
	}
	return words.T("On {day} it becomes {plan} with {seats}; {amount} is due then[, paid by {card}].",
		"day", day, "plan", plan, "seats", seats, "amount", w.Standing(next.AmountDue), "card", card)
}
