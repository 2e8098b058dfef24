package checkout

import (
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// result is what the page says once a confirm was not refused.
type result struct {
	role    theme.Role
	icon    resources.Icon
	title   string
	detail  string
	asks    bool   // billing can be asked what became of it
	proves  bool   // the bank's page can be shown
	asked   string // when it was asked last, and what came of that
	invoice bool   // an invoice can be opened
	support string // id of the change that support can be asked about; empty where there is no need
	receipt receipt
}

// resultOf says what became of a confirm, as seen at now; the state has an
// outcome.
func resultOf(s *state, w words.Printer, now time.Time) result {
	r := stateOf(s, w, now)
	r.receipt = receiptOf(s, w)
	return r
}

func stateOf(s *state, w words.Printer, now time.Time) result {
	o := s.outcome
	switch o.State {
	case billing.ChangeApplied:
		if s.waiting() {
			return waitingResult(s, w, now)
		}
		return appliedResult(s, w)
	case billing.ChangeScheduled:
		r := result{role: theme.RoleInfo, icon: resources.IconCalendar, title: words.T("The change is scheduled")}
		if !s.quote.EffectiveAt.IsZero() {
			r.title = words.T("The change is scheduled for {date}", "date", w.Date(s.quote.EffectiveAt))
		}
		r.detail = words.T("Nothing was charged. Until then everything stays as it is, and you can undo it on the overview.")
		return r
	case billing.ChangeRequiresAction:
		told := w.Problem(billing.NewProblem(billing.RequiresAction))
		return withAsked(s, w, result{role: theme.RoleWarn, icon: resources.IconLock, title: told.What, detail: told.Rest(), proves: o.ID != ""})
	case billing.ChangePending, billing.ChangeUnknown, billing.ChangeCharging, billing.ChangeRejected, billing.ChangeWithdrawn:
	}
	r := result{role: theme.RoleInfo, icon: resources.IconClock, title: words.T("Waiting for an answer")}
	r.detail = words.T("It may have been done. Do not do it again.")
	if due := s.intent.AmountDue; !due.IsUnset() && due.Sign() > 0 {
		r.detail = words.T("{amount} may have been paid. Do not pay again.", "amount", w.Standing(due))
	}
	r.support = idOf(s)
	return withAsked(s, w, r)
}

// withAsked adds the way to ask billing, and what came of asking last.
func withAsked(s *state, w words.Printer, r result) result {
	r.asks = true
	switch {
	case s.unasked != nil:
		r.asked = w.Error(s.unasked).What
	case !s.askedAt.IsZero():
		r.asked = words.T("asked {at}", "at", w.ClockSeconds(s.askedAt))
	}
	return r
}

func appliedResult(s *state, w words.Printer) result {
	r := result{
		role: theme.RoleOK, icon: resources.IconCheckCircle, title: madeTitle(s, w), invoice: s.outcome.InvoiceID != "",
		detail: paidSentence(s, w),
	}
	if s.invoice != "" {
		r.detail = join(r.detail, words.T("Invoice {number} has the same lines as the preview.", "number", s.invoice))
	}
	return r
}
