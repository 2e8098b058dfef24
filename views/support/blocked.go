package support

import (
	"slices"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

// blockers are the rules that keep a change from being made. Each is held against what was
// wanted, and where that is not known or cannot be estimated, against the account as it is.
// They are many, so those that do come first, the most basic one before the others.
func (v view) blockers() []finding {
	e := v.estimate()
	all := []finding{v.role(billing.ChangeBilling), v.underWay(), v.unpaid(), e.ending(), e.sale(), e.seats(), e.storage(), e.paying(), e.earlier()}
	slices.SortStableFunc(all, func(a, b finding) int { return rank(a) - rank(b) })
	return all
}

// ending says whether the subscription ends, which has to be undone first.
func (e estimate) ending() finding {
	title := words.T("The subscription ends")
	s := e.facts.Subscription
	switch {
	case s.Status == billing.StatusCanceled && e.priced:
		return no(title, words.T("It has ended; any plan begins a new one."))
	case s.Status == billing.StatusCanceled:
		return matches(title, words.T("The subscription has ended."), goTo(words.T("Choose a plan"), nav.PagePlans, ""))
	case s.CancelAtPeriodEnd:
		return matches(title, e.w.Notice(billing.Notice{
			Code: billing.CancellationPending, Params: billing.Params("at", s.Period.End.Format("2006-01-02T15:04:05Z07:00")),
		}), goTo(words.T("Resume"), nav.PageCheckout, nav.OrderArg(billing.Order{Kind: billing.OrderResume})))
	}
	return no(title, words.T("It is not canceled."))
}

// seats says whether they are what stands in the way.
func (e estimate) seats() finding {
	title := words.T("Too few or too many seats")
	fit := func(detail string) finding {
		if !e.may(billing.ManagePeople) {
			return matches(title, detail, e.ask(detail))
		}
		return matches(title, detail, goTo(words.T("Choose who stays"), nav.PageSeats, "over"))
	}
	if told := e.told(e.blockers, billing.SeatsOverLimit, billing.BelowMinimumSeats, billing.AboveMaximumSeats); told != "" {
		return fit(told)
	}
	members := e.w.Count(int64(e.facts.Usage.ActiveMembers))
	if e.priced {
		seats := ""
		if e.seated > 0 {
			seats = e.w.Count(int64(e.seated))
		}
		return e.fits(title, billing.MembersOverSeats, words.T("{members} members take a seat, and that fits[ {seats} seats].", "members", members, "seats", seats))
	}
	l, limited := e.facts.Limit(billing.LimitSeats)
	if !limited {
		return no(title, words.T("The plan limits no seats."))
	}
	figures := []string{"members", members, "seats", e.w.Number(l.Of)}
	if !l.Over().IsPositive() {
		return no(title, words.T("{members} of {seats} seats are taken; guests and open invitations take none.", figures...))
	}
	return fit(words.T("{members} are active for {seats} seats: nobody can be added, and no seats can be given up.", figures...))
}

// fits says that a rule does not stand in the way of what was wanted, also where something
// is over a limit already.
func (e estimate) fits(title string, over billing.Code, fine string) finding {
	if told := e.told(e.warnings, over); told != "" {
		return no(title, join(told, words.T("That does not block this change.")))
	}
	return no(title, fine)
}

// storage says whether too much is stored.
func (e estimate) storage() finding {
	title := words.T("More is stored than would fit")
	clean := goTo(words.T("Clean up"), nav.PageStorage, "items")
	if told := e.told(e.blockers, billing.StorageOverLimit); told != "" {
		return matches(title, told, clean)
	}
	l, limited := e.facts.Limit(billing.StorageGB)
	if e.priced || !limited {
		return e.fits(title, billing.StorageOver, words.T("{used} GB are in use, which fits.", "used", e.w.Number(e.facts.Usage.StorageUsedGB)))
	}
	figures := []string{"used", e.w.Number(l.Used), "limit", e.w.Number(l.Of)}
	if !l.Over().IsPositive() {
		return no(title, words.T("{used} of {limit} GB are in use.", figures...))
	}
	return matches(title, words.T("{used} GB of {limit} GB: uploads wait, and no storage can be given up.", figures...), clean)
}

// paying says whether there is nothing to pay with. Without a card it depends on the amount
// whether the account balance is enough.
func (e estimate) paying() finding {
	title := words.T("There is no way to pay")
	if !e.may(billing.SeeBilling) {
		return unclear(title, words.T("Your role does not see payment methods."), nil)
	}
	if told := e.told(e.blockers, billing.NoPaymentMethod, billing.InsufficientBalance); told != "" {
		return matches(title, told, e.addCard())
	}
	f := e.nothingToPayWith()
	switch agreed := e.contract(); {
	case e.priced:
		f = no(title, words.T("What is saved here can pay for it."))
	case agreed.result == billing.ClaimMatches:
		f = no(title, agreed.detail)
	case f.result == billing.ClaimMatches && e.facts.Account.AccountBalance.Sign() > 0:
		f.result = billing.ClaimUnclear
	}
	f.title = title
	return f
}

// earlier says whether what was wanted was refused before, which is no answer where another
// plan was chosen here.
func (e estimate) earlier() finding {
	f, c := e.refused(), e.rejected()
	if f.result == billing.ClaimMatches && e.wish != nil && !e.means(c.ID) {
		return no(f.title, words.T("What was refused on {day} was another change.", "day", e.w.ShortDay(c.At)))
	}
	return f
}

// sale says whether what was wanted cannot be ordered here at all.
func (e estimate) sale() finding {
	title := words.T("It is sold by contract, or not at all")
	if told := e.told(e.blockers, billing.CustomContract, billing.IntervalUnavailable, billing.UnknownPlan, billing.UnknownAddon, billing.UnknownMeter,
		billing.TrialState); told != "" {
		return matches(title, told, goTo(words.T("Contact Sales"), nav.PagePlans, ""))
	}
	if agreed := e.contract(); agreed.result == billing.ClaimMatches {
		agreed.title = title
		return agreed
	}
	if e.wish == nil {
		return unclear(title, words.T("That depends on the plan that you wanted: choose it above."), nil)
	}
	plan := ""
	if sold, ok := e.facts.Catalog.Plan(e.wish.target.Plan); ok {
		plan = sold.Name
	}
	return no(title, words.T("{plan} can be ordered here.", "plan", plan))
}
