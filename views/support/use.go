package support

import (
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

// wish is terms that somebody wanted and does not have.
type wish struct {
	target billing.Terms
	change string // id; empty of a draft
}

// wished is the newest change of terms that was prepared, is under way or was refused; nil
// where there is none.
func (v view) wished() *wish {
	if p := v.pending; p != nil && p.Intent.Kind == billing.OrderChange && (v.asked.change == "" || v.asked.change == p.Intent.ID) {
		return &wish{target: p.Intent.Target, change: p.Intent.ID}
	}
	c := v.meant()
	if c != nil && c.Kind != billing.OrderChange {
		c = nil
	}
	if len(v.drafts) > 0 && v.asked.change == "" && (c == nil || v.drafts[0].At.After(c.At)) {
		return &wish{target: v.drafts[0].Target}
	}
	if c == nil {
		return nil
	}
	return &wish{target: c.After, change: c.ID}
}

// inTheWay is what would keep the wish from being made now, as far as the copy can tell.
func (v view) inTheWay(w *wish) []billing.Notice {
	preview, err := billing.NewPreview(v.facts, v.facts.Subscription.Terms.PatchTo(w.target), v.now)
	if err == nil {
		return preview.Blockers
	}
	var problem *billing.Problem
	if errors.As(err, &problem) {
		return []billing.Notice{{Code: problem.Code, Params: problem.Params}}
	}
	return nil
}

// blockers are the rules that keep a change from being made, each held against what was
// wanted.
func (v view) blockers() []finding {
	w := v.wished()
	var found []billing.Notice
	if w != nil {
		found = v.inTheWay(w)
	}
	rule := func(title, fine string, f *fix, codes ...billing.Code) finding {
		at := slices.IndexFunc(found, func(n billing.Notice) bool { return slices.Contains(codes, n.Code) })
		switch {
		case at >= 0:
			return matches(title, v.w.Notice(found[at]), f)
		case w == nil:
			return unclear(title, words.T("No change is known that this could be about."), nil)
		default:
			return no(title, fine)
		}
	}
	all := []finding{v.role(billing.ChangeBilling), v.underWay(), v.unpaid()}
	if v.facts.Subscription.CancelAtPeriodEnd {
		all = append(all, matches(words.T("The subscription ends"), v.w.Notice(billing.Notice{
			Code: billing.CancellationPending, Params: billing.Params("at", v.facts.Subscription.Period.End.Format("2006-01-02T15:04:05Z07:00")),
		}), goTo(words.T("Resume"), nav.PageCheckout, nav.OrderArg(billing.Order{Kind: billing.OrderResume}))))
	}
	sold, seats := "", "" // what was wanted, in words, for those rules that do not stand in its way
	if w != nil {
		if w.target.Seats > 0 {
			seats = v.w.Count(int64(w.target.Seats))
		}
		if plan, ok := v.facts.Catalog.Plan(w.target.Plan); ok {
			sold = plan.Name
		}
	}
	return append(
		all,
		rule(words.T("Too few or too many seats"), words.T("{members} members take a seat, and that fits[ {seats} seats].", "members", v.w.Count(int64(v.facts.Usage.ActiveMembers)), "seats", seats), goTo(words.T("Choose who stays"), nav.PageSeats, "over"),
			billing.SeatsOverLimit, billing.BelowMinimumSeats, billing.AboveMaximumSeats),
		rule(words.T("More is stored than would fit"), words.T("{used} GB are in use, which fits.", "used", v.w.Number(v.facts.Usage.StorageUsedGB)), goTo(words.T("Clean up"), nav.PageStorage, "items"), billing.StorageOverLimit),
		rule(words.T("There is no way to pay"), words.T("What is saved here can pay for it."), v.addCard(), billing.NoPaymentMethod, billing.InsufficientBalance),
		rule(words.T("It is sold by contract, or not at all"), words.T("{plan} can be ordered here.", "plan", sold), goTo(words.T("Contact Sales"), nav.PagePlans, ""),
			billing.CustomContract, billing.IntervalUnavailable, billing.UnknownPlan, billing.UnknownAddon, billing.UnknownMeter, billing.TrialState),
		v.refused(),
	)
}

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
