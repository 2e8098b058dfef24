package plans

import (
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

// recommend has the column of a plan and the banner that recommends it lead to the same
// change, at the same seats, or to what blocks it.
func (c *column) recommend(f billing.Facts, plan *billing.Plan, fit billing.Fit, b *banner, now time.Time, w words.Printer) {
	ends := f.Subscription.CancelAtPeriodEnd // and then the banner is about that
	if ends || fit.Code != billing.FitUpgrade || b.action == "" || c.action != actionChoose && c.action != actionBlocked {
		return
	}
	patch := patchTo(f.Subscription, fit.Terms)
	patch.Plan = &plan.ID
	c.action, c.label, c.note, c.fix, c.fixLabel, c.arg = actionChoose, chooseLabel(plan), "", "", "", nav.TermsArg(patch)
	c.weigh(f, plan, patch, now, w)
	b.action, b.leads.Arg = c.label, c.arg
	if c.action == actionBlocked {
		b.leads.Page = nav.PageCheckout
	}
	if tariff, ok := plan.Price(fit.Terms.Interval); ok && fit.Terms.Seats != f.Subscription.Terms.Seats {
		c.price = w.Standing(totalOf(f, plan, tariff, fit.Terms.Seats))
		c.per = words.T("a month for {seats}", "seats", w.Seats(fit.Terms.Seats))
		if fit.Terms.Interval == billing.Yearly {
			c.per = words.T("a year for {seats}", "seats", w.Seats(fit.Terms.Seats))
		}
	}
}

// withhold leaves what a column offers to those who may act.
func (c *column) withhold(f billing.Facts, w words.Printer) {
	c.action, c.label, c.fix, c.fixLabel, c.note = actionNone, "", "", "", ""
	if c.current {
		c.note = currentNote(f, w)
	}
}
