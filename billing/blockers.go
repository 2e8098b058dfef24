package billing

import (
	"strconv"
	"time"
)

// timeLayout is how instants are written in params: RFC 3339 in UTC.
const timeLayout = time.RFC3339

// blockers lists everything that keeps a change from being made, the most
// basic reason first; a confirm is refused with the first.
func (f Facts) blockers(plan split, p *Preview) []Notice {
	var all []Notice
	all = append(all, f.stateBlockers(plan, p)...)
	all = append(all, f.seatBlockers(plan)...)
	all = append(all, f.storageBlockers(plan)...)
	return append(all, f.paymentBlockers(p)...)
}

// basicBlockers keep anybody from ordering anything: the person's role, and
// another change under way.
func (f Facts) basicBlockers() []Notice {
	var all []Notice
	if role := f.Account.Role; !role.May(ChangeBilling) {
		why := NotAllowed(ChangeBilling, role).Params
		if names := f.Account.deciders(); names != "" {
			why["ask"] = names
		}
		all = append(all, Notice{Code: NotPermitted, Params: why})
	}
	if change := f.Subscription.InFlight; change != "" {
		all = append(all, Notice{Code: ChangeInFlight, Params: pairs([]string{"change", change}), Fix: "history"})
	}
	return all
}

// paymentBlockers say why what is due now could not be paid: there is no card,
// and the account balance is empty or too low.
func (f Facts) paymentBlockers(p *Preview) []Notice {
	if !p.Charged() || f.Account.Card(p.At) != nil {
		return nil
	}
	balance := f.Account.AccountBalance
	switch {
	case balance.IsUnset() || balance.Sign() <= 0:
		return []Notice{{Code: NoPaymentMethod, Fix: "payments"}}
	case balance.Cmp(p.AmountDue) < 0:
		return []Notice{{Code: InsufficientBalance, Fix: "payments", Params: pairs([]string{
			"balance", balance.String(), "amount", p.AmountDue.String(), "currency", string(p.Currency),
		})}}
	default:
		return nil
	}
}

func (f Facts) stateBlockers(plan split, p *Preview) []Notice {
	all := f.basicBlockers()
	s := f.Subscription
	add := func(code Code, fix string, params ...string) {
		all = append(all, Notice{Code: code, Params: pairs(params), Fix: fix})
	}
	if f.nothingChanges(plan) {
		add(CurrentTerms, "", "plan", s.Terms.Plan)
	}
	if s.CancelAtPeriodEnd && s.Status != StatusCanceled {
		add(CancellationPending, "plans", "at", s.Period.End.Format(timeLayout))
	}
	if target, ok := f.Catalog.Plan(plan.target.Plan); ok && (target.Kind == PlanTrial && (s.Terms.Plan != target.ID || s.Status == StatusCanceled)) {
		add(TrialState, "plans", "plan", plan.target.Plan)
	}
	raises := p.Timing != PeriodEnd || plan.target.Plan != s.Terms.Plan || plan.target.Interval != s.Terms.Interval
	if s.OpenInvoice != "" && raises {
		add(OpenInvoice, "invoices", "invoice", s.OpenInvoice)
	}
	return all
}

// nothingChanges tells whether a confirm would leave everything as it is, what
// is scheduled included.
func (f Facts) nothingChanges(plan split) bool {
	s := f.Subscription
	if !plan.now.Equal(s.Terms) || plan.newPeriod {
		return false
	}
	scheduled := s.Terms
	if s.Scheduled != nil {
		scheduled = s.Scheduled.After
	}
	return plan.later.Equal(scheduled)
}

// seatBlockers compares seats with the plan's bounds and the active members.
// Members over a limit that the change does not lower are a warning elsewhere,
// not a reason to refuse it; a plan that sells no seats has no limit of them.
func (f Facts) seatBlockers(plan split) []Notice {
	all := f.Catalog.seatBounds(plan.target)
	if len(all) == 0 {
		all = f.Catalog.seatBounds(plan.later)
	}
	target, ok := f.Catalog.Plan(plan.target.Plan)
	seats, members := plan.target.Seats, f.Usage.ActiveMembers
	now := f.Subscription.Terms
	lowers := !f.Catalog.seatless(plan.target) && (seats < now.Seats || f.Catalog.seatless(now))
	if ok && seats < members && lowers {
		all = append(all, Notice{Code: SeatsOverLimit, Fix: "seats", Params: pairs([]string{
			"members", strconv.Itoa(members), "limit", strconv.Itoa(seats), "over", strconv.Itoa(members - seats), "plan", target.Name,
		})})
	}
	return all
}

// seatBounds says how the seats of terms are out of their plan's bounds.
func (c *Catalog) seatBounds(t Terms) []Notice {
	plan, ok := c.Plan(t.Plan)
	if !ok {
		return nil
	}
	var all []Notice
	if t.Seats < plan.Seats.Min {
		all = append(all, Notice{Code: BelowMinimumSeats, Fix: "seats", Params: pairs([]string{
			"seats", strconv.Itoa(t.Seats), "min", strconv.Itoa(plan.Seats.Min), "plan", plan.Name,
		})})
	}
	if plan.Seats.Max > 0 && t.Seats > plan.Seats.Max {
		all = append(all, Notice{Code: AboveMaximumSeats, Fix: "seats", Params: pairs([]string{
			"seats", strconv.Itoa(t.Seats), "max", strconv.Itoa(plan.Seats.Max), "plan", plan.Name,
		})})
	}
	return all
}

// Unfit is what keeps the scheduled terms from being applied when they come due:
// what is in use and would no longer fit (rule 12).
func (f Facts) Unfit() []Notice {
	s := f.Subscription
	if s.Scheduled == nil {
		return nil
	}
	due := split{target: s.Scheduled.After, now: s.Terms, later: s.Scheduled.After}
	return append(f.seatBlockers(due), f.storageBlockers(due)...)
}

// useWarnings say what is in use beyond what the terms will give, where the
// change does not make it worse and is not refused for it.
func (f Facts) useWarnings(plan split) []Notice {
	var all []Notice
	// A plan without seats has no members over them.
	if seats, members := plan.later.Seats, f.Usage.ActiveMembers; seats > 0 && seats < members && seats >= f.Subscription.Terms.Seats {
		all = append(all, Notice{Code: MembersOverSeats, Fix: "seats", Params: pairs([]string{
			"members", strconv.Itoa(members), "limit", strconv.Itoa(seats), "over", strconv.Itoa(members - seats),
		})})
	}
	limit, used := f.Catalog.storage(plan.later), f.Usage.StorageUsedGB
	if used.GreaterThan(limit) && !limit.LessThan(f.Catalog.storage(f.Subscription.Terms)) {
		all = append(all, Notice{Code: StorageOver, Fix: "storage", Params: pairs([]string{
			"used", used.String(), "limit", limit.String(), "over", used.Sub(limit).String(),
		})})
	}
	return all
}

func (f Facts) storageBlockers(plan split) []Notice {
	limit, current := f.Catalog.storage(plan.target), f.Catalog.storage(f.Subscription.Terms)
	used := f.Usage.StorageUsedGB
	if !limit.LessThan(current) || !used.GreaterThan(limit) {
		return nil
	}
	return []Notice{{Code: StorageOverLimit, Fix: "storage", Params: pairs([]string{
		"used", used.String(), "limit", limit.String(), "over", used.Sub(limit).String(),
	})}}
}
