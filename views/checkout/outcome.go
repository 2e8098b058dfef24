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
	support string // what to send to support; empty where there is no need
}

// resultOf says what became of a confirm, as seen at now; the state has an
// outcome.
func resultOf(s *state, w words.Printer, now time.Time) result {
	o := s.outcome
	switch o.State {
	case billing.ChangeApplied:
		if s.waiting() {
			return waitingResult(s, w, now)
		}
		return appliedResult(s, w)
	case billing.ChangeScheduled:
		r := result{role: theme.RoleInfo, icon: resources.IconCalendar, title: "The change is scheduled"}
		if !s.quote.EffectiveAt.IsZero() {
			r.title += " for " + w.Date(s.quote.EffectiveAt)
		}
		r.detail = "Nothing was charged. Until then everything stays as it is, and you can undo it on the overview."
		return r
	case billing.ChangeRequiresAction:
		told := w.Problem(billing.NewProblem(billing.RequiresAction))
		return withAsked(s, w, result{role: theme.RoleWarn, icon: resources.IconLock, title: told.What, detail: told.Rest(), proves: o.ID != ""})
	case billing.ChangePending, billing.ChangeUnknown, billing.ChangeCharging, billing.ChangeRejected, billing.ChangeWithdrawn:
	}
	r := result{role: theme.RoleInfo, icon: resources.IconClock, title: "Waiting for an answer"}
	r.detail = "The change may have been made. Do not make it again."
	if due := s.intent.AmountDue; !due.IsUnset() && due.Sign() > 0 {
		r.detail = w.Standing(due) + " may have been paid. Do not pay again."
	}
	return withAsked(s, w, r)
}

// withAsked adds the way to ask billing, and what came of asking last.
func withAsked(s *state, w words.Printer, r result) result {
	r.asks = true
	switch {
	case s.unasked != nil:
		r.asked = w.Error(s.unasked).What
	case !s.askedAt.IsZero():
		r.asked = "asked " + w.ClockSeconds(s.askedAt)
	}
	return r
}

func appliedResult(s *state, w words.Printer) result {
	o := s.outcome
	r := result{role: theme.RoleOK, icon: resources.IconCheckCircle, title: "The change is made", invoice: o.InvoiceID != ""}
	if plan := s.quote.After.Plan; plan != s.quote.Before.Plan {
		r.title = words.Plan(s.facts.Catalog, plan) + " is active"
	}
	r.detail = paidSentence(s, w)
	if s.invoice != "" {
		r.detail += " Invoice " + s.invoice + " has the same lines as the preview."
	}
	return r
}

func paidWith(s *state) string {
	if s.intent.Payment == billing.PayByBalance {
		return "the account balance"
	}
	for _, m := range s.facts.Account.Methods {
		if m.ID == s.intent.Payment {
			return words.Card(m)
		}
	}
	return ""
}
