package support

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

// enough is after how many refreshes in vain another one is not offered any more.
const enough = 2

// recently is how long ago a change may have been refused and still be what somebody means.
const recently = 30 * 24 * time.Hour

// causes are the likely causes of what somebody sees, the likeliest first, each held
// against the saved copy.
func (v view) causes() []finding {
	if !v.known() || v.asked.symptom == hidden {
		return []finding{v.role(billing.SeeBilling), v.wrongAccount(), v.neverRead(), v.unreachable(), v.tooOld()}
	}
	switch v.asked.symptom {
	case outdated:
		return []finding{v.underWay(), v.scheduled(), v.refused(), v.unpaid(), v.copyIsOld(true), v.wrongAccount(), v.tooOld()}
	case declined:
		return []finding{v.proof(), v.tried(), v.cardHealth(), v.unpaid(), v.nothingToPayWith(), v.contract()}
	case blocked:
		return v.blockers()
	case seats:
		return []finding{v.overSeats(), v.underWay(), v.unpaid(), v.fewerSeats(), v.copyIsOld(true)}
	case uploads:
		return []finding{v.overStorage(), v.withheld(), v.copyIsOld(true), v.wrongAccount()}
	case credits:
		return []finding{v.spent(), v.faster(), v.reload(), v.withheld(), v.underWay(), v.copyIsOld(true)}
	case other, charged, hidden:
	}
	return []finding{v.underWay(), v.refused(), v.unpaid(), v.copyIsOld(false), v.tooOld()}
}

func no(title, detail string) finding {
	return finding{title: title, detail: detail, result: billing.ClaimNo}
}

func matches(title, detail string, f *fix) finding {
	return finding{title: title, detail: detail, result: billing.ClaimMatches, fix: f}
}

func unclear(title, detail string, f *fix) finding {
	return finding{title: title, detail: detail, result: billing.ClaimUnclear, fix: f}
}

func goTo(label string, page nav.Page, arg string) *fix {
	return &fix{label: label, leads: nav.Route{Page: page, Arg: arg}}
}

// ask is the way to somebody who may do what the reader may not.
func (v view) ask(what string) *fix {
	names := words.Asked(v.facts.Account)
	if names == "" {
		return nil
	}
	return &fix{
		label: words.T("Ask {name}", "name", v.facts.Account.Deciders[0].Name), does: actCopy,
		text: words.T("Billfold, {account}: {what} This is asked by {person}.", "account", v.facts.Account.Name, "what", what, "person", v.who()),
	}
}

// role says whether the reader's role is what keeps something away.
func (v view) role(need billing.Permission) finding {
	title := words.T("Your role does not allow it")
	switch {
	case !v.known():
		return unclear(title, words.T("Your role is not saved here."), nil)
	case v.may(need):
		return no(title, words.T("Your role is {role}, which may.", "role", words.Role(v.facts.Account.Role)))
	}
	reserved := v.w.Reserved(v.facts.Account, need)
	return matches(title, join(reserved, words.T("Refreshing does not change a role.")), v.ask(reserved))
}

// wrongAccount names the person's other accounts.
func (v view) wrongAccount() finding {
	title := words.T("It is another account")
	var names []string
	for _, a := range v.accounts {
		if a.ID != v.selected {
			names = append(names, a.Name)
		}
	}
	if len(names) == 0 {
		return unclear(title, words.T("This sign-in has no other account. Another sign-in may have."),
			goTo(words.T("Sign in as somebody else"), nav.PageSignIn, ""))
	}
	return unclear(title, words.T("You can open {accounts} as well, at the top left. Refreshing never changes the account.", "accounts", listed(names)), nil)
}

func (v view) neverRead() finding {
	title := words.T("The account was not read yet")
	if v.known() {
		return no(title, words.T("It was brought up to date at {at}.", "at", v.w.When(v.freshness.AsOf, v.now)))
	}
	if code := billing.CodeOf(v.err); code != billing.NotFound {
		return matches(words.T("The saved copy cannot be read"), v.w.Error(v.err).What, v.refresh())
	}
	return matches(title, words.T("Nothing of it is saved on this computer."), v.refresh())
}

func (v view) unreachable() finding {
	title := words.T("Billing cannot be reached")
	problem := v.freshness.Problem
	if problem == nil {
		return no(title, words.T("It answered last time."))
	}
	told := v.w.Problem(problem)
	return matches(title, join(told.What, told.Next), v.refresh())
}

// tooOld says whether billing says something that this version does not know.
func (v view) tooOld() finding {
	title := words.T("This version of Billfold is too old")
	problem := v.freshness.Problem
	if billing.CodeOf(v.err) == billing.ClientOutdated || problem != nil && (problem.Code == billing.ClientOutdated || problem.Code == billing.ResourcesSkipped) {
		return matches(title, words.T("Billing says things that {version} does not know. Update Billfold; refreshing does not help.", "version", v.asked.program.version), nil)
	}
	return no(title, words.T("Version {version} knows all that billing says.", "version", v.asked.program.version))
}

// refresh is the way to a newer copy, as long as it may still help.
func (v view) refresh() *fix {
	if v.asked.refreshes >= enough {
		return nil
	}
	return &fix{label: words.T("Refresh"), does: actRefresh}
}

// copyIsOld says whether the copy may be what is wrong. After a recent payment or change a
// refresh may help also where it is not old.
func (v view) copyIsOld(lately bool) finding {
	title := words.T("The saved copy is old")
	at := v.w.When(v.freshness.AsOf, v.now)
	if v.asked.refreshes >= enough {
		f := no(title, words.T("It was refreshed twice. More of it will not help: go on with the other causes, or write to support."))
		if v.freshness.State(v.now) == billing.Away {
			f.result = billing.ClaimMatches
		}
		return f
	}
	switch v.freshness.State(v.now) {
	case billing.Away:
		return matches(title, words.T("It dates from {at}, since billing cannot be reached.", "at", at), v.refresh())
	case billing.Stale:
		return matches(title, words.T("It dates from {at}. Refreshing helps after a recent payment, storage or access change.", "at", at), v.refresh())
	case billing.Live:
		return no(title, words.T("Billing tells of every change at once. Give a recent payment a few minutes."))
	case billing.Fresh:
	}
	f := no(title, words.T("It was brought up to date at {at}.", "at", at))
	if lately {
		f.detail = join(f.detail, words.T("After a recent payment, storage or access change, wait a few minutes and refresh."))
		f.fix = v.refresh()
	}
	return f
}

// underWay says whether a change is not settled yet.
func (v view) underWay() finding {
	title := words.T("A change is not settled yet")
	id := v.facts.Subscription.InFlight
	if v.pending != nil {
		id = v.pending.Intent.ID
	}
	switch {
	case id != "":
		detail := words.T("What you see stays until billing has answered. Do not pay again.")
		if v.pending != nil && v.pending.Outcome.State == billing.ChangeRequiresAction {
			detail = words.T("Your bank waits for a confirmation; until then everything stays as it is.")
		}
		return matches(title, detail, v.toChange(id))
	case !v.may(billing.SeeBilling):
		return unclear(title, words.T("Your role does not see changes."), nil)
	default:
		return no(title, words.T("No change waits for an answer."))
	}
}

// toChange leads to a change that is not settled: to the checkout where it is one of the
// terms that was made here, and else to the history.
func (v view) toChange(id string) *fix {
	label := words.T("Open the change")
	if p := v.pending; p != nil && p.Intent.ID == id && p.Intent.Kind == billing.OrderChange {
		if p.Outcome.State == billing.ChangeRequiresAction {
			label = words.T("Verify at the bank")
		}
		return goTo(label, nav.PageCheckout, nav.TermsArg(v.facts.Subscription.Terms.PatchTo(p.Intent.Target)))
	}
	return goTo(label, nav.PageHistory, id)
}

func (v view) scheduled() finding {
	title := words.T("A change waits for its day")
	s := v.facts.Subscription
	if s.Scheduled == nil {
		return no(title, words.T("Nothing is scheduled."))
	}
	return matches(title, words.T("On {day}: {what}. Until then the plan stays as it is.",
		"day", v.w.Date(s.Scheduled.At), "what", v.w.Summary(v.facts.Catalog, s.Terms, s.Scheduled.After)),
		goTo(words.T("Show it"), nav.PageOverview, "scheduled"))
}

// rejected is the change that was refused last, or the one that was asked about; nil where
// none was lately, and where it was made later after all.
func (v view) rejected() *billing.Change {
	at := slices.IndexFunc(v.changes, func(c billing.Change) bool {
		if v.asked.change != "" {
			return c.ID == v.asked.change
		}
		return c.State == billing.ChangeRejected && v.now.Sub(c.At) < recently && v.settled(&c) == nil
	})
	if at < 0 || v.changes[at].State == billing.ChangeRejected && v.settled(&v.changes[at]) != nil {
		return nil
	}
	return &v.changes[at]
}

// meant is the refused change that a case is about: where a payment was declined, not one
// that is older than a try to collect an invoice.
func (v view) meant() *billing.Change {
	c, t := v.rejected(), v.lastTry()
	if v.asked.symptom == declined && v.asked.change == "" && c != nil && t != nil && t.attempt.At.After(c.At) {
		return nil
	}
	return c
}

func (v view) refused() finding {
	title := words.T("The last change was not made")
	c := v.rejected()
	switch {
	case c != nil && c.Problem != "":
		told := v.w.Problem(&billing.Problem{Code: c.Problem, Params: c.Params})
		return matches(title, join(words.T("{day}, by {person}.", "day", v.w.DayClock(c.At), "person", c.Actor), told.What, told.Money),
			v.again(c))
	case !v.may(billing.SeeBilling):
		return unclear(title, words.T("Your role does not see changes."), nil)
	}
	if since := v.refusedSince(); since != nil {
		return no(title, since.since(v))
	}
	return no(title, words.T("No change was refused in the last 30 days."))
}

func join(sentences ...string) string {
	all := words.Told{}
	for i, s := range sentences {
		if i == 0 {
			all.What = s
			continue
		}
		all.What = words.Told{What: all.What, Next: s}.String()
	}
	return all.What
}

// listed joins names as a sentence does.
func listed(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return commas(names)
	}
	return words.T("{some} and {last}", "some", commas(names[:last]), "last", names[last])
}
