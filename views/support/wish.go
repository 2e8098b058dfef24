package support

import (
	"errors"
	"slices"

	"billfold/billing"
	"billfold/views/words"
)

// wish is terms that somebody wanted and does not have.
type wish struct {
	target billing.Terms
	change string // id; empty of a draft, and of a plan that was only chosen here
}

// wished is what the case is about: the plan that was chosen here, or else what is known.
func (v view) wished() *wish {
	if !v.choosing() {
		return v.lastWish()
	}
	all, at := v.choices()
	return all[at].wish
}

// choosing tells whether the person said here what they wanted.
func (v view) choosing() bool { return v.asked.symptom == blocked && v.asked.plan != nil && v.known() }

// means tells whether a case is about a change: not where something else was chosen here.
func (v view) means(change string) bool {
	if !v.choosing() {
		return true
	}
	w := v.wished()
	return w != nil && w.change == change
}

// lastWish is the newest change of terms that was prepared, is under way or was refused; nil
// where there is none.
func (v view) lastWish() *wish {
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

// lastWanted is the choice of what is known, where that is more than another plan.
const lastWanted = "*"

// choice is something that may have been wanted.
type choice struct {
	id, label string
	wish      *wish // nil of none
}

// choices are the plans that may have been wanted, and which of them is chosen: what is
// known, unless the person said otherwise.
func (v view) choices() (all []choice, chosen int) {
	s, last := v.facts.Subscription, v.lastWish()
	all = []choice{{label: words.T("No plan chosen")}}
	for _, plan := range v.facts.Catalog.Plans {
		if plan.ID == s.Terms.Plan && s.Status != billing.StatusCanceled {
			continue
		}
		c := choice{id: plan.ID, label: plan.Name, wish: &wish{target: s.Terms.With(billing.Patch{Plan: &plan.ID})}}
		if last != nil && last.target.Equal(c.wish.target) {
			c.wish, chosen = last, len(all)
		}
		all = append(all, c)
	}
	if last != nil && chosen == 0 {
		all, chosen = slices.Insert(all, 1, choice{id: lastWanted, label: words.T("The change wanted last"), wish: last}), 1
	}
	if v.asked.plan != nil {
		if at := slices.IndexFunc(all, func(c choice) bool { return c.id == *v.asked.plan }); at >= 0 {
			chosen = at
		}
	}
	return all, chosen
}

// estimate is what would keep a wish from being made now, as far as the copy can tell.
type estimate struct {
	view
	wish     *wish // nil where none is known
	priced   bool  // what is in use was held against it
	seated   int   // how many seats it comes to, where priced; 0 where the plan limits none
	blockers []billing.Notice
	warnings []billing.Notice
}

func (v view) estimate() estimate {
	e := estimate{view: v, wish: v.wished()}
	if e.wish == nil {
		return e
	}
	preview, err := billing.NewPreview(v.facts, v.facts.Subscription.Terms.PatchTo(e.wish.target), v.now)
	var problem *billing.Problem
	switch {
	case err == nil:
		e.priced, e.seated, e.blockers, e.warnings = true, preview.After.Seats, preview.Blockers, preview.Warnings
		if preview.Scheduled != nil {
			e.seated = preview.Scheduled.After.Seats
		}
	case errors.As(err, &problem):
		e.blockers = []billing.Notice{{Code: problem.Code, Params: problem.Params}}
	}
	return e
}

// told is the first of some notices that has one of the codes, in words; empty where none
// has.
func (e estimate) told(all []billing.Notice, codes ...billing.Code) string {
	at := slices.IndexFunc(all, func(n billing.Notice) bool { return slices.Contains(codes, n.Code) })
	if at < 0 {
		return ""
	}
	return e.w.Notice(all[at])
}
