package overview

import (
	"maps"
	"slices"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// data is everything that the page shows, read at one instant.
type data struct {
	facts     billing.Facts
	changes   []billing.Change
	freshness billing.Freshness
}

// model is what the page says; it knows no widgets.
type model struct {
	period    string
	updated   string
	offline   bool
	plan      planCard
	scheduled *scheduledCard
	limits    []limit
	notices   []told
	recent    []recent
	next      *nextCard
	methods   []method
}

type planCard struct {
	name      string
	status    status
	interval  string
	sentence  string
	action    string // of the one primary button; empty where the role may not
	includes  []include
	currency  string
	mayChange bool
	// seesBilling is whether the copy has invoices, changes and ways to pay.
	seesBilling bool
}

type status struct {
	role theme.Role
	icon resources.Icon
	word string
}

type include struct{ name, value string }

type scheduledCard struct{ title, sentence string }

type limit struct {
	name     string
	used, of string
	note     string
	fraction float64
	role     theme.Role
}

type recent struct {
	at, what, who, amount string
}

// told is what the account was told, and when.
type told struct{ at, what string }

type nextCard struct {
	due, sentence string
	lines         []amountLine
	totals        []amountLine
	amountDue     string
}

type amountLine struct {
	label, amount string
	credit        bool
}

type method struct {
	icon             resources.Icon
	name, sentence   string
	status           status
	balance          string
	showsOnlyBalance bool
}

// recentLimit is how many changes the page lists.
const recentLimit = 3

const (
	// noticeLimit is how many notices the page lists, and noticeAge how old they are
	// at most: older ones have been read, or do not matter any more.
	noticeLimit = 3
	noticeAge   = 14 * 24 * time.Hour
)

// nearlyFull is the share of a limit from which its meter warns.
const nearlyFull = 0.9

func show(d data, now time.Time, w words.Printer) model {
	s := d.facts.Subscription
	state := d.freshness.State(now)
	m := model{
		period: "Billing period " + w.Between(s.Period.Start, s.Period.End) + " · " +
			words.DaysLeft(s.Period.End, now) + " · all times UTC",
		updated: w.Updated(d.freshness, now),
		offline: state == billing.Away,
		plan:    showPlan(d.facts, w),
		limits:  showLimits(d.facts, w),
	}
	// A member's copy knows neither changes nor what the tax depends on: half of
	// a figure would be a wrong one.
	if m.plan.seesBilling {
		m.notices = showNotices(d.facts.Account.Notices, now, w)
		m.recent, m.next, m.methods = showRecent(d, w), showNext(d.facts, w), showMethods(d.facts.Account, w)
	}
	if m.offline {
		m.updated = "Saved copy from " + w.When(d.freshness.AsOf, now)
	}
	if s.Scheduled != nil {
		m.scheduled = &scheduledCard{
			title:    "Scheduled for " + w.Date(s.Scheduled.At),
			sentence: w.Summary(d.facts.Catalog, s.Terms, s.Scheduled.After),
		}
	}
	return m
}

func showPlan(f billing.Facts, w words.Printer) planCard {
	s := f.Subscription
	p := planCard{
		name: words.Plan(f.Catalog, s.Terms.Plan), interval: words.Interval(s.Terms.Interval),
		status: showStatus(s), currency: string(f.Catalog.Currency), mayChange: f.Account.Role.May(billing.ChangeBilling),
		seesBilling: f.Account.Role.May(billing.SeeBilling),
		includes:    showIncludes(f, w),
	}
	plan, ok := f.Catalog.Plan(s.Terms.Plan)
	p.sentence = w.Seats(s.Terms.Seats)
	if ok {
		if price, sold := plan.Price(s.Terms.Interval); sold && !price.PerSeat.IsZero() {
			p.sentence += " at " + w.UnitPrice(price.PerSeat, f.Catalog.Currency)
		}
	}
	p.sentence += " · " + renewal(s, w)
	paid := ok && plan.Kind == billing.PlanPaid
	if methods := f.Account.Methods; paid && len(methods) > 0 {
		p.sentence += " · paid by " + words.Card(methods[0])
	}
	switch {
	case !p.mayChange:
	case ok && (plan.Kind == billing.PlanFree || plan.Kind == billing.PlanTrial):
		p.action = "Upgrade plan"
	default:
		p.action = "Change plan"
	}
	return p
}

func renewal(s *billing.Subscription, w words.Printer) string {
	switch {
	case s.Status == billing.StatusTrialing && s.TrialEnds != nil:
		return "trial ends " + w.Date(*s.TrialEnds)
	case s.CancelAtPeriodEnd:
		return "ends " + w.Date(s.Period.End)
	default:
		return "renews " + w.Date(s.Period.End)
	}
}

func showStatus(s *billing.Subscription) status {
	word := words.Subscription(s.Status)
	switch s.Status {
	case billing.StatusActive:
		return status{theme.RoleOK, resources.IconCheck, word}
	case billing.StatusTrialing:
		return status{theme.RoleInfo, resources.IconClock, word}
	case billing.StatusPastDue, billing.StatusRestricted:
		return status{theme.RoleBad, resources.IconAlert, word}
	case billing.StatusCanceled:
		return status{theme.RoleNeutral, resources.IconClose, word}
	}
	return status{theme.RoleNeutral, resources.IconInfo, word}
}

// order is how grants are listed; others follow by name.
var order = []string{billing.EmailCredits, billing.MessageCredits, billing.StorageGB, billing.AICredits, billing.CallMinutes}

func grantNames(g billing.Grants) []string {
	names := slices.Sorted(maps.Keys(g))
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return names
}

func rank(name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}

func showIncludes(f billing.Facts, w words.Printer) []include {
	var all []include
	granted := f.Catalog.Entitlements(f.Subscription.Terms)
	for _, name := range grantNames(granted) {
		all = append(all, include{words.Grant(name), quantity(name, granted[name], w)})
	}
	return all
}

func quantity(name string, d decimal.Decimal, w words.Printer) string {
	if name == billing.StorageGB {
		return w.Number(d) + " GB"
	}
	return w.Number(d) + " a month"
}

func showLimits(f billing.Facts, w words.Printer) []limit {
	seats := decimal.NewFromInt(int64(f.Subscription.Terms.Seats))
	members := decimal.NewFromInt(int64(f.Usage.ActiveMembers))
	all := []limit{measure("Seats", members, seats, "", w)}
	granted := f.Catalog.Entitlements(f.Subscription.Terms)
	for _, name := range grantNames(granted) {
		used, unit := f.Usage.Meters[name], ""
		if name == billing.StorageGB {
			used, unit = f.Usage.StorageUsedGB, " GB"
		}
		all = append(all, measure(words.Grant(name), used, granted[name], unit, w))
	}
	return all
}

func measure(name string, used, of decimal.Decimal, unit string, w words.Printer) limit {
	l := limit{name: name, used: w.Number(used), of: "of " + w.Number(of) + unit}
	left := of.Sub(used)
	if of.IsPositive() { // a bar is drawn to a thousandth of its length
		l.fraction = float64(used.Shift(3).DivRound(of, 0).IntPart()) / 1000
	}
	switch {
	case left.IsNegative():
		l.role, l.note, l.fraction = theme.RoleBad, w.Number(left.Neg())+unit+" over", max(l.fraction, 1.01)
	case l.fraction >= nearlyFull:
		l.role, l.note = theme.RoleWarn, w.Number(left)+unit+" left"
	default:
		l.note = w.Number(left) + unit + " left"
	}
	return l
}

func showRecent(d data, w words.Printer) []recent {
	var all []recent
	for _, c := range d.changes[:min(recentLimit, len(d.changes))] {
		what := w.Summary(d.facts.Catalog, c.Before, c.After)
		if c.Kind != billing.OrderChange {
			what = words.Order(c.Kind)
		}
		if c.State != billing.ChangeApplied {
			what += " · " + words.Change(c.State)
		}
		all = append(all, recent{at: w.DayClock(c.At), what: what, who: c.Actor, amount: w.Amount(c.AmountCharged)})
	}
	return all
}

func showNext(f billing.Facts, w words.Printer) *nextCard {
	n := f.Next()
	if n == nil {
		return nil
	}
	card := &nextCard{
		due: w.Standing(n.AmountDue), sentence: "due " + w.Date(n.At) + ", without usage to come",
		amountDue: w.Amount(n.AmountDue),
	}
	if n.BillingCreditApplied.Sign() > 0 {
		card.sentence = "due " + w.Date(n.At) + ", after billing credit"
	}
	for _, line := range n.Lines {
		card.lines = append(card.lines, amountLine{label: w.Line(line), amount: w.Amount(line.Amount)})
	}
	add := func(label, amount string, credit bool) {
		card.totals = append(card.totals, amountLine{label, amount, credit})
	}
	add("Subtotal", w.Amount(n.Subtotal), false)
	for _, tax := range n.Taxes {
		add(tax.Name+" "+w.Percent(tax.Rate), w.Amount(tax.Amount), false)
	}
	add("Total", w.Amount(n.Total), false)
	if n.BillingCreditApplied.Sign() > 0 {
		add("Billing credit applied", w.Amount(n.BillingCreditApplied.Neg()), true)
	}
	return card
}

func showMethods(a *billing.Account, w words.Printer) []method {
	var all []method
	for i, m := range a.Methods {
		use := "Backup"
		if i == 0 {
			use = "Default"
		}
		row := method{
			icon: resources.IconPayments, name: words.Card(m),
			sentence: use + ", expires " + expiry(m), status: status{theme.RoleOK, resources.IconCheck, words.Method(m.Status)},
		}
		if m.Status != billing.MethodWorks {
			row.status.role, row.status.icon = theme.RoleBad, resources.IconAlert
		}
		all = append(all, row)
	}
	if a.AccountBalance.Sign() > 0 {
		all = append(all, method{
			icon: resources.IconBank, name: "Account balance", sentence: "Prepaid funds, a way to pay",
			balance: w.Standing(a.AccountBalance), showsOnlyBalance: true,
		})
	}
	return all
}

func expiry(m billing.PaymentMethod) string {
	return time.Date(m.ExpYear, time.Month(m.ExpMonth), 1, 0, 0, 0, 0, time.UTC).Format("01/2006")
}

func showNotices(notices []billing.Notification, now time.Time, w words.Printer) []told {
	var all []told
	for _, n := range notices {
		if len(all) == noticeLimit || now.Sub(n.At) > noticeAge {
			break
		}
		all = append(all, told{at: w.DayClock(n.At), what: w.Notice(n.Notice)})
	}
	return all
}
