package overview

import (
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// data is everything that the page shows, read at one instant.
type data struct {
	facts     billing.Facts
	changes   []billing.Change
	idle      int // of the active members
	grants    []billing.CreditGrant
	freshness billing.Freshness
}

// model is what the page says; it knows no widgets.
type model struct {
	period    string
	ages      ages
	offline   bool
	plan      planCard
	ask       string // whom to ask, for those who may not act
	trial     *trialCard
	scheduled *scheduledCard
	resets    string
	limits    []limit
	notices   []told
	recent    []recent
	next      nextCard
	methods   []method
}

// ages say how old the copy is. They move on by themselves, so that nothing else is
// drawn anew for them.
type ages struct {
	updated string
	saved   string // on cards, while billing cannot be reached; else empty
	limits  string
	next    string
}

// status is a state as a badge shows it.
type status struct {
	role theme.Role
	icon resources.Icon
	word string
}

// scheduledCard is what waits for the period's end.
type scheduledCard struct {
	title    string
	from, to string // where one thing becomes another
	sentence string // where more than one does
	effect   string
	unfit    string // what is in use and would not fit
	fix      string // the page that mends that, and what its button says
	fixLabel string
}

// told is what the account was told, and when.
type told struct{ at, what string }

const (
	// noticeLimit is how many notices the page lists, and noticeAge how old they are
	// at most: older ones have been read, or do not matter any more.
	noticeLimit = 3
	noticeAge   = 14 * 24 * time.Hour
)

func show(d data, now time.Time, w words.Printer) model {
	s := d.facts.Subscription
	m := model{
		period:  period(s, now, w),
		ages:    showAges(d.freshness, now, w),
		offline: d.freshness.State(now) == billing.Away,
		plan:    showPlan(d.facts, w),
		trial:   showTrial(d.facts, now, w),
		resets:  resets(d.facts, w),
		limits:  showLimits(d, now, w),
	}
	if !m.plan.mayChange {
		m.ask = w.Reserved(d.facts.Account, billing.ChangeBilling)
	}
	// A member's copy knows neither changes nor what the tax depends on: half of
	// a figure would be a wrong one.
	if m.plan.seesBilling {
		m.notices = showNotices(d.facts.Account.Notices, now, w)
		m.recent, m.next, m.methods = showRecent(d, w), showNext(d.facts, w), showMethods(d.facts.Account, now, w)
	}
	if s.Scheduled != nil {
		m.scheduled = showScheduled(d.facts, w)
	}
	return m
}

func period(s *billing.Subscription, now time.Time, w words.Printer) string {
	if s.Status == billing.StatusCanceled {
		return words.T("Ended {day} · all times {zone}", "zone", w.ZoneName(), "day", w.Date(s.Period.End))
	}
	return words.T("Billing period {period} · {left} · all times {zone}", "zone", w.ZoneName(),
		"period", w.Between(s.Period.Start, s.Period.End), "left", words.DaysLeft(s.Period.End, now))
}

// resets says of when the limits are, or that they do not hold.
func resets(f billing.Facts, w words.Printer) string {
	switch s := f.Subscription; s.Status {
	case billing.StatusRestricted:
		return words.T("withheld until the open invoice is paid")
	case billing.StatusCanceled:
		return words.T("no longer in force")
	case billing.StatusActive, billing.StatusTrialing, billing.StatusPastDue:
	}
	return words.T("this usage cycle, resets {day}", "day", w.DayMonth(f.Usage.Cycle.End))
}

func showAges(f billing.Freshness, now time.Time, w words.Printer) ages {
	if f.State(now) != billing.Away || f.AsOf.IsZero() {
		return ages{updated: w.Updated(f, now)}
	}
	at := w.When(f.AsOf, now)
	return ages{
		updated: w.Updated(f, now), saved: words.T("Saved {at}", "at", at),
		limits: words.T("Saved {at}, {ago}", "at", at, "ago", words.Ago(f.Age(now))), next: words.T("Estimate from {at}", "at", at),
	}
}

func showScheduled(f billing.Facts, w words.Printer) *scheduledCard {
	now, then := f.Subscription.Terms, f.Subscription.Scheduled.After
	card := &scheduledCard{
		title:    words.T("Scheduled for {day}", "day", w.Date(f.Subscription.Scheduled.At)),
		sentence: w.Summary(f.Catalog, now, then), effect: effect(f, now, then, w),
	}
	if from, to, ok := step(f.Catalog, now, then, w); ok {
		card.from, card.to, card.sentence = from, to, ""
	}
	if unfit := f.Unfit(); len(unfit) > 0 {
		card.unfit, card.fix, card.fixLabel = w.Notice(unfit[0]), unfit[0].Fix, words.Fix(unfit[0].Fix)
	}
	return card
}

// effect is what other terms change about a month's price.
func effect(f billing.Facts, from, to billing.Terms, w words.Printer) string {
	difference := f.Catalog.MonthlyDifference(from, to)
	amount, tax := w.Standing(difference.Abs()), words.Tax(f)
	inclusive := f.Catalog.Policy.TaxBehavior == billing.TaxInclusive
	switch {
	case difference.IsZero():
		return words.T("the same price a month")
	case difference.IsNegative() && inclusive:
		return words.T("{amount} less a month", "amount", amount)
	case difference.IsNegative():
		return words.T("{amount} less a month before {tax}", "amount", amount, "tax", tax)
	case inclusive:
		return words.T("{amount} more a month", "amount", amount)
	default:
		return words.T("{amount} more a month before {tax}", "amount", amount, "tax", tax)
	}
}

// stepMost is how many letters both sides of a step have at most, to fit on one line
// of a card beside an arrow.
const stepMost = 44

// step tells two terms that differ in one thing by its two sides, for an arrow
// between them; false where they differ in more, or would not fit on a line.
func step(c *billing.Catalog, from, to billing.Terms, w words.Printer) (a, b string, ok bool) {
	a, b, ok = sides(c, from, to, w)
	return a, b, ok && len([]rune(a+b)) <= stepMost
}

// sides are those of a change of interval, seats or size; of anything else a
// sentence says more.
func sides(c *billing.Catalog, from, to billing.Terms, w words.Printer) (a, b string, ok bool) {
	rest := from.PatchTo(to)
	switch {
	case rest.Interval != nil:
		rest.Interval = nil
		return words.Interval(from.Interval), words.Interval(to.Interval), rest.IsEmpty()
	case rest.Seats != nil:
		rest.Seats = nil
		return w.Seats(from.Seats), w.Seats(to.Seats), rest.IsEmpty()
	case len(rest.Addons) == 2:
		for id, n := range rest.Addons {
			switch {
			case n == 0 && from.Addons[id] == 1:
				a = words.Addon(c, id)
			case n == 1 && from.Addons[id] == 0:
				b = words.Addon(c, id)
			}
		}
		rest.Addons = nil
		return a, b, rest.IsEmpty() && a != "" && b != ""
	}
	return "", "", false
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
