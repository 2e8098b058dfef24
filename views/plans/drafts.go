package plans

import (
	"maps"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/words"
)

// draft is a change that was prepared and not confirmed.
type draft struct {
	id   string
	what string // "Team to Business, 50 to 60 seats"
	kept string // when, and why
	arg  string // of the checkout that it opens
}

func draftsOf(f billing.Facts, kept []billing.Draft, w words.Printer) []draft {
	all := make([]draft, len(kept))
	for i, k := range kept {
		all[i] = draft{
			id: k.ID, what: w.Summary(f.Catalog, f.Subscription.Terms, k.Target),
			kept: words.T("Kept {at}[ · {reason}]", "at", w.Instant(k.At), "reason", k.Reason), arg: nav.TermsArg(patchTo(f.Subscription, k.Target)),
		}
	}
	return all
}

// patchTo names what leads to a target from today's terms. What is scheduled and
// differs from the target is named too, or it would still come.
func patchTo(s *billing.Subscription, target billing.Terms) billing.Patch {
	patch := s.Terms.PatchTo(target)
	if s.Scheduled == nil {
		return patch
	}
	planned := s.Scheduled.After.PatchTo(target)
	if patch.Plan == nil {
		patch.Plan = planned.Plan
	}
	if patch.Interval == nil {
		patch.Interval = planned.Interval
	}
	if patch.Seats == nil {
		patch.Seats = planned.Seats
	}
	patch.Addons = union(planned.Addons, patch.Addons)
	patch.Volumes = union(planned.Volumes, patch.Volumes)
	return patch
}

func union[N int | int64](a, b map[string]N) map[string]N {
	all := maps.Clone(a)
	if all == nil {
		return b
	}
	maps.Copy(all, b)
	return all
}
