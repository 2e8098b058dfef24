// Package panel is the panel of plan and usage that opens under the plan badge: the
// plan and how current that is, what is used of its limits, what comes next.
package panel

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// Data is what the panel is about, read at one instant.
type Data struct {
	Facts     billing.Facts // zero before the first sync
	Freshness billing.Freshness
	PlanName  string // as the list of accounts has it, where the facts have none
}

// nearlyFull is the share of a limit, in thousandths, from which its meter warns.
const nearlyFull = 900

// model is what the panel says; it knows no widgets.
type model struct {
	plan      string
	status    status
	interval  string
	sentence  string
	age       age
	limits    []limit
	next      *next
	scheduled *scheduled
	upgrade   string // what the button to the plans says; empty where the role may not
	offline   bool
}

type status struct {
	role theme.Role
	icon resources.Icon
	word string
}

// age is how far all of it can be trusted.
type age struct {
	status
	copied string // which copy it is
}

type limit struct {
	name, value, note string
	fraction          float64
	role              theme.Role
}

type next struct{ due, sentence string }

type scheduled struct{ title, sentence string }

func show(d Data, now time.Time, w words.Printer) model {
	badge := w.Badge(d.Freshness, now)
	m := model{
		plan: d.PlanName, offline: badge.State == billing.Away,
		age: age{showAge(badge), w.Copy(d.Freshness, now)},
	}
	f := d.Facts
	if f.Subscription == nil || f.Catalog == nil || f.Account == nil || f.Usage == nil {
		return m
	}
	s := f.Subscription
	m.plan, m.interval, m.status = words.Plan(f.Catalog, s.Terms.Plan), words.Interval(s.Terms.Interval), showStatus(s.Status)
	m.sentence = showTerm(s, w)
	for _, l := range f.Limits() {
		m.limits = append(m.limits, showLimit(f, l, now, w))
	}
	for _, metered := range f.Metered(now) {
		m.limits = append(m.limits, showMetered(metered, w))
	}
	if s.Scheduled != nil {
		m.scheduled = &scheduled{
			title:    words.T("Scheduled for {date}", "date", w.Date(s.Scheduled.At)),
			sentence: w.Summary(f.Catalog, s.Terms, s.Scheduled.After),
		}
	}
	if f.Account.Role.May(billing.SeeBilling) {
		m.next = showNext(f.Next(), w)
	}
	if f.Account.Role.May(billing.ChangeBilling) {
		m.upgrade = words.T("Upgrade now")
	}
	return m
}

// showTerm is how many seats there are, and when the plan renews or ends.
func showTerm(s *billing.Subscription, w words.Printer) string {
	seats := w.Seats(s.Terms.Seats)
	switch {
	case s.Status == billing.StatusTrialing && s.TrialEnds != nil:
		return words.T("{seats} · trial ends {date}", "seats", seats, "date", w.Date(*s.TrialEnds))
	case s.CancelAtPeriodEnd || !s.Serves():
		return words.T("{seats} · ends {date}", "seats", seats, "date", w.Date(s.Period.End))
	default:
		return words.T("{seats} · renews {date}", "seats", seats, "date", w.Date(s.Period.End))
	}
}

func showStatus(s billing.SubscriptionStatus) status {
	role, icon := widgets.SubscriptionStatus(s)
	return status{role, icon, words.Subscription(s)}
}

// showAge is the plan badge's second cell as a line of its own.
func showAge(b words.Badge) status {
	switch {
	case b.Pending:
		return status{theme.RoleInfo, resources.IconClock, b.Text}
	case b.Refreshing:
		return status{theme.RoleNeutral, resources.IconRefresh, b.Text}
	}
	switch b.State {
	case billing.Live:
		return status{theme.RoleOK, resources.IconBolt, b.Text}
	case billing.Stale:
		return status{theme.RoleWarn, resources.IconWarning, b.Text}
	case billing.Away:
		return status{theme.RoleNeutral, resources.IconCloudOff, b.Text}
	case billing.Fresh:
	}
	return status{theme.RoleNeutral, resources.IconCheckCircle, b.Text}
}

func showLimit(f billing.Facts, l billing.Limit, now time.Time, w words.Printer) limit {
	thousandths := l.Share().Shift(3).IntPart()
	shown := limit{fraction: float64(thousandths) / 1000, role: theme.RolePlain}
	used, of, left, over := w.Number(l.Used), w.Number(l.Of), w.Number(l.Of.Sub(l.Used)), w.Number(l.Over())
	shown.name, shown.value = words.Grant(l.Name), words.T("{used} of {limit}", "used", used, "limit", of)
	switch l.Name {
	case billing.LimitSeats:
		shown.name = words.T("Seats")
	case billing.StorageGB:
		shown.value = words.T("{used} of {limit} GB", "used", used, "limit", of)
	}
	switch {
	case l.Over().IsPositive():
		shown.role, shown.note, shown.fraction = theme.RoleBad, words.T("{n} over", "n", over), max(shown.fraction, 1.01)
	case l.Name == billing.LimitSeats && l.Used.Equal(l.Of), l.Name != billing.LimitSeats && thousandths >= nearlyFull:
		shown.role, shown.note = theme.RoleWarn, words.T("{n} left", "n", left)
	case !lasts(f, l, now):
		shown.role = theme.RoleWarn
	}
	return shown
}

// showMetered is a row of what is billed beyond what is included, and ends nowhere.
func showMetered(m billing.Metered, w words.Printer) limit {
	shown := limit{name: words.Grant(m.Meter), value: w.Number(m.Used)}
	if m.Included.IsPositive() {
		shown.value = words.T("{used} of {limit}", "used", w.Number(m.Used), "limit", w.Number(m.Included))
		shown.fraction = min(1, float64(m.Used.Shift(3).DivRound(m.Included, 0).IntPart())/1000)
	}
	var beyond bool
	if shown.note, beyond = w.Metered(m); beyond {
		shown.role = theme.RoleWarn
	}
	return shown
}

// lasts tells whether an allowance suffices until its cycle's end at the pace so far, as
// the overview tells it. Where packs are sold, what is left in them is not known here.
func lasts(f billing.Facts, l billing.Limit, now time.Time) bool {
	if l.Name == billing.LimitSeats || l.Name == billing.StorageGB ||
		slices.ContainsFunc(f.Catalog.Addons, func(a billing.Addon) bool { return a.Grants[l.Name].IsPositive() }) {
		return true
	}
	pace, ok := billing.PaceOf(l.Used, l.Of, f.Usage.Cycle, now)
	return !ok || pace.Lasts() && pace.RunsOut.IsZero()
}

func showNext(n *billing.NextInvoice, w words.Printer) *next {
	if n == nil {
		return nil
	}
	shown := &next{due: w.Standing(n.AmountDue), sentence: words.T("due {date}, without usage to come", "date", w.Date(n.At))}
	if n.BillingCreditApplied.Sign() > 0 {
		shown.sentence = words.T("due {date}, after billing credit", "date", w.Date(n.At))
	}
	return shown
}
