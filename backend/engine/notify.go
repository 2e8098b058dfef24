package engine

import (
	"context"
	"time"

	"billfold/backend/store"
	"billfold/billing"
)

const day = 24 * time.Hour

// Reminders before something happens by itself: a trial's end, and a scheduled
// change which would not fit what is in use (rule 12).
const beforeTrialEnds = 3 * day

var beforeScheduled = []time.Duration{14 * day, 3 * day, 1 * day}

// nextReminder is the earliest instant after the last reminder at which the
// account may have to be reminded of something; zero where there is none.
func nextReminder(s *store.Standing) time.Time {
	var next time.Time
	offer := func(at time.Time) {
		if at.After(s.Reminded) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	if s.TrialEnds != nil && s.ScheduledAt == nil {
		offer(s.TrialEnds.Add(-beforeTrialEnds))
	}
	if s.ScheduledAt != nil {
		for _, before := range beforeScheduled {
			offer(s.ScheduledAt.Add(-before))
		}
	}
	return next
}

// remind tells an account what is about to happen, once for each instant.
func (e *Engine) remind(ctx context.Context, account string, at time.Time) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		standing, err := tx.Standing(ctx, account)
		if err != nil || standing == nil || !nextReminder(standing).Equal(at) {
			return err
		}
		if err := tx.SetReminded(ctx, account, at); err != nil {
			return err
		}
		f, err := tx.Facts(ctx, account, billing.RoleAdmin)
		if err != nil {
			return err
		}
		s := f.Subscription
		if s.Scheduled == nil && s.TrialEnds != nil {
			return tx.Notify(ctx, account, trialEnding(f, at))
		}
		if unfit := f.Unfit(); len(unfit) > 0 {
			return tx.Notify(ctx, account, billing.Notification{At: at, Notice: unfitNotice(billing.ScheduledUnfit, s.Scheduled.At, unfit[0])})
		}
		return nil
	})
}

func trialEnding(f billing.Facts, at time.Time) billing.Notification {
	then := ""
	if terms, ok := f.Catalog.AfterTrial(f.Subscription.Terms); ok {
		then = terms.Plan
	}
	return notification(at, billing.TrialEnding, "plans", "at", f.Subscription.TrialEnds.Format(time.RFC3339), "then", then)
}

// unfitNotice says that scheduled terms do not fit what is in use, with the
// params and the screen of what is over.
func unfitNotice(code billing.Code, due time.Time, over billing.Notice) billing.Notice {
	n := billing.Notice{Code: code, Fix: over.Fix, Params: map[string]string{"at": due.Format(time.RFC3339), "why": string(over.Code)}}
	for name, value := range over.Params {
		n.Params[name] = value
	}
	return n
}

func notification(at time.Time, code billing.Code, fix string, params ...string) billing.Notification {
	return billing.Notification{At: at, Notice: billing.Notice{Code: code, Fix: fix, Params: billing.Params(params...)}}
}
