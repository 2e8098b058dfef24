package support

import (
	"slices"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

// overSeats says whether the warning is simply true.
func (v view) overSeats() finding {
	title := words.T("More people are active than there are seats")
	t, active := v.facts.Subscription.Terms, v.facts.Usage.ActiveMembers
	counts := []string{"members", v.w.Count(int64(active)), "seats", v.w.Count(int64(t.Seats))}
	if t.Seats == 0 || active <= t.Seats {
		return no(title, words.T("{members} of {seats} seats are taken; guests and open invitations take none.", counts...))
	}
	detail := join(words.T("{members} are active for {seats} seats. The warning goes once they fit.", counts...),
		words.T("Refreshing or changing the plan alone does not end it."))
	if !v.may(billing.ManagePeople) {
		return matches(title, detail, v.ask(detail))
	}
	return matches(title, detail, goTo(words.T("Choose who stays"), nav.PageSeats, "over"))
}

// fewerSeats says whether a scheduled change leaves too few.
func (v view) fewerSeats() finding {
	title := words.T("Fewer seats are scheduled than are taken")
	s := v.facts.Subscription.Scheduled
	if s == nil || s.After.Seats == 0 || s.After.Seats >= v.facts.Usage.ActiveMembers {
		return no(title, words.T("What is scheduled has room for everybody."))
	}
	return matches(title, words.T("From {day} there are {seats} seats for {members} members.", "day", v.w.Date(s.At),
		"seats", v.w.Count(int64(s.After.Seats)), "members", v.w.Count(int64(v.facts.Usage.ActiveMembers))),
		goTo(words.T("Choose who stays"), nav.PageSeats, "over"))
}

func (v view) overStorage() finding {
	title := words.T("More is stored than there is room for")
	l, limited := v.facts.Limit(billing.StorageGB)
	figures := []string{"used", v.w.Number(l.Used), "limit", v.w.Number(l.Of)}
	if !limited || l.Used.LessThan(l.Of) {
		return no(title, words.T("{used} of {limit} GB are in use.", figures...))
	}
	return matches(title, join(words.T("{used} GB of {limit} GB. Nothing is deleted; uploads wait until there is room.", figures...),
		words.T("Refreshing frees nothing; after a clean-up it takes a few minutes.")), goTo(words.T("Clean up"), nav.PageStorage, "items"))
}

// withheld says whether an unpaid invoice withholds what the plan gives.
func (v view) withheld() finding {
	title := words.T("What the plan gives is withheld")
	if v.facts.Subscription.Serves() {
		return no(title, words.T("The subscription is {state}.", "state", words.Subscription(v.facts.Subscription.Status)))
	}
	if v.facts.Subscription.Status == billing.StatusCanceled {
		return matches(title, words.T("The subscription has ended."), goTo(words.T("Choose a plan"), nav.PagePlans, ""))
	}
	f := v.unpaid()
	f.title = title
	return f
}

// spent says whether AI credits are simply used up.
func (v view) spent() finding {
	title := words.T("All AI credits are spent")
	left := billing.CreditsLeft(v.grants)[billing.AICredits]
	used := v.facts.Usage.Meters[billing.AICredits]
	if len(v.grants) == 0 {
		left = decimal.Max(decimal.Zero, v.facts.Catalog.Allowances(v.facts.Subscription.Terms)[billing.AICredits].Sub(used))
	}
	day := v.w.Date(v.facts.Usage.Cycle.End)
	if left.IsPositive() {
		return no(title, words.T("{left} are left. An action is refused where it needs more than that.", "left", v.w.Number(left)))
	}
	detail := join(words.T("{used} were used in this usage cycle; the plan grants new ones on {day}.", "used", v.w.Number(used), "day", day),
		words.T("Refreshing or storage adds none."))
	if !v.may(billing.ChangeBilling) {
		return matches(title, detail, v.ask(detail))
	}
	return matches(title, detail, goTo(words.T("Buy a pack"), nav.PageCredits, "packs"))
}

// faster says whether they are used up faster than the cycle passes.
func (v view) faster() finding {
	title := words.T("They are used faster than the plan grants them")
	cycle, used := v.facts.Usage.Cycle, v.facts.Usage.Meters[billing.AICredits]
	granted := v.facts.Catalog.Allowances(v.facts.Subscription.Terms)[billing.AICredits]
	if !granted.IsPositive() || !cycle.End.After(cycle.Start) {
		return no(title, words.T("The plan grants none; only packs do."))
	}
	passed := decimal.NewFromInt(int64(v.now.Sub(cycle.Start))).DivRound(decimal.NewFromInt(int64(cycle.End.Sub(cycle.Start))), 4)
	share := used.DivRound(granted, 4)
	figures := []string{"used", v.w.Percent(share.Round(2)), "passed", v.w.Percent(passed.Round(2))}
	if share.LessThanOrEqual(passed) {
		return no(title, words.T("{used} of the plan's part is used, {passed} of the usage cycle has passed.", figures...))
	}
	return matches(title, words.T("{used} of the plan's part is used, {passed} of the usage cycle has passed. What it was spent on is listed.", figures...),
		goTo(words.T("Show what was spent"), nav.PageCredits, ""))
}

// reload says what auto-reload does.
func (v view) reload() finding {
	title := words.T("Auto-reload does not buy more")
	if !v.may(billing.SeeBilling) {
		return unclear(title, words.T("Your role does not see auto-reload."), nil)
	}
	a := v.facts.Account
	stopped := slices.ContainsFunc(a.Notices, func(n billing.Notification) bool {
		return n.Code == billing.ReloadStopped && v.now.Sub(n.At) < recently
	})
	toReload := goTo(words.T("Open auto-reload"), nav.PageCredits, "reload")
	switch {
	case a.AutoReload == nil && stopped:
		return matches(title, words.T("It was turned off, since a pack could not be paid."), toReload)
	case a.AutoReload == nil:
		return matches(title, words.T("It is off, which is the default."), toReload)
	default:
		return no(title, words.T("It buys below {below} AI credits, up to {cap} a month.",
			"below", v.w.Number(a.AutoReload.Below), "cap", v.w.Standing(a.AutoReload.MonthlyCap)))
	}
}
