package words

import (
	"strconv"
	"strings"

	"billfold/billing"

	"github.com/shopspring/decimal"
)

// Fit tells a recommendation: what fits best, and why.
func (p Printer) Fit(c *billing.Catalog, f billing.Fit) Told {
	return Told{What: p.fitTitle(c, f), Next: p.fitReason(c, f)}
}

func (p Printer) fitTitle(c *billing.Catalog, f billing.Fit) string {
	plan := Plan(c, f.Terms.Plan)
	switch {
	case f.Code == billing.FitStay:
		return T("Best fit: stay on {plan}", "plan", plan)
	case f.Code == billing.FitSales:
		return T("Best fit: a contract of your own")
	case f.Code == billing.FitUpgrade:
		return T("Best fit: {plan}", "plan", plan)
	case len(f.Fixes) > 1:
		return N(len(f.Fixes), "Best fit: stay on {plan} with {n} change", "Best fit: stay on {plan} with {n} changes",
			"plan", plan, "n", p.Count(int64(len(f.Fixes))))
	}
	fix := f.Fixes[0]
	switch fix.Code {
	case billing.FixIdle:
		n := number(fix, "members")
		return N(int(n), "Best fit: stay on {plan} and free the seat of {n} idle member",
			"Best fit: stay on {plan} and free the seats of {n} idle members", "plan", plan, "n", p.Count(n))
	case billing.FixVolume:
		return p.volumeTitle(plan, fix.Params["meter"], number(fix, "to"))
	case billing.FixPack:
		return T("Best fit: stay on {plan} and buy {packs}", "plan", plan, "packs", p.Remedy(c, fix))
	default:
		return T("Best fit: stay on {plan} with {what}", "plan", plan, "what", p.Remedy(c, fix))
	}
}

func (p Printer) volumeTitle(plan, meter string, n int64) string {
	values := []string{"plan", plan, "n", p.Count(n), "volume", p.volume(meter, n)}
	switch meter {
	case billing.EmailCredits:
		return T("Best fit: stay on {plan} and raise email credits to {n} a month", values...)
	case billing.MessageCredits:
		return T("Best fit: stay on {plan} and raise message credits to {n} a month", values...)
	default:
		return T("Best fit: stay on {plan} with {volume} a month", values...)
	}
}

// Remedy is what a fix leads to: "52 seats", "6,000 message credits", "100 GB
// storage".
func (p Printer) Remedy(c *billing.Catalog, fix billing.Fix) string {
	switch fix.Code {
	case billing.FixIdle:
		n := number(fix, "members")
		return N(int(n), "{n} idle member removed", "{n} idle members removed", "n", p.Count(n))
	case billing.FixSeats:
		return p.Seats(int(number(fix, "to")))
	case billing.FixVolume:
		return p.volume(fix.Params["meter"], number(fix, "to"))
	case billing.FixStorage, billing.FixPack:
		return p.addons(c, fix.Params["addon"], int(number(fix, "quantity")))
	default:
		return Plan(c, fix.Params["to"])
	}
}

// fitReason says what is short and what mending it costs, then that the rest fits.
func (p Printer) fitReason(c *billing.Catalog, f billing.Fit) string {
	var sentences []string
	switch f.Code {
	case billing.FitStay:
		return stays(f)
	case billing.FitSales:
		sentences = append(sentences, p.short(c, f)...)
		return join(append(sentences, T("No plan that is on sale fits. Sales can make one that does.")))
	case billing.FitUpgrade:
		sentences = append(sentences, p.short(c, f)...)
		switch amount := p.Standing(f.Monthly); {
		case f.Monthly.Sign() <= 0:
		case c.Monthly(f.Base).IsZero():
			sentences = append(sentences, T("It costs {amount} a month.", "amount", amount))
		default:
			sentences = append(sentences, T("It costs {amount} more a month.", "amount", amount))
		}
		return join(sentences)
	}
	for _, fix := range f.Fixes {
		sentences = append(sentences, p.why(f, c, fix))
	}
	return join(append(sentences, T("The rest fits.")))
}

// stays says that nothing is short, and whether that is known of the rest of the
// cycle too.
func stays(f billing.Fit) string {
	told := T("Everything in use fits.")
	for _, n := range f.Needs {
		switch {
		case n.Grant == billing.NeedSeats || n.Grant == billing.StorageGB:
		case n.Pace != nil && !n.Pace.Rough():
			return T("Everything in use fits, and will at this pace.")
		default:
			told = T("Everything in use fits. It is too early in the usage cycle to say more.")
		}
	}
	return told
}

// short says the first thing that the plan does not suffice for; a plan may also
// be recommended only because it costs less than mending another.
func (p Printer) short(c *billing.Catalog, f billing.Fit) []string {
	if f.Code == billing.FitUpgrade {
		for _, o := range f.Options {
			if o.Plan == f.Base.Plan && o.Fits {
				return []string{T("It costs less than what {plan} would need.", "plan", Plan(c, f.Base.Plan))}
			}
		}
	}
	for _, n := range f.Needs {
		switch {
		case n.Short && n.Grant == billing.NeedSeats:
			return []string{N(int(n.Used.IntPart()), "{used} active member for {seats}.", "{used} active members for {seats}.",
				"used", p.Number(n.Used), "seats", p.Seats(int(n.Limit.IntPart())))}
		case n.Short:
			return []string{p.Shortage(c, f.Base.Plan, n)}
		}
	}
	return []string{T("It is the smallest plan on sale that fits what is in use.")}
}

// Shortage says what a plan does not suffice for: "46 members, Free allows 3."
func (p Printer) Shortage(c *billing.Catalog, plan string, n billing.Need) string {
	values := []string{"plan", Plan(c, plan), "used", p.Number(n.Used), "limit", p.Number(n.Limit), "name", Grant(n.Grant)}
	switch {
	case n.Grant == billing.NeedSeats:
		return N(int(n.Used.IntPart()), "{used} member, {plan} allows {limit}.", "{used} members, {plan} allows {limit}.", values...)
	case n.Grant == billing.StorageGB:
		return T("{used} GB in use, {plan} has {limit} GB.", values...)
	case n.Pace != nil && !n.Pace.Rough() && !n.Pace.RunsOut.IsZero() && n.Limit.IsPositive():
		return T("{name}: {limit} run out about {day} at this pace.", append(values, "day", p.DayMonth(n.Pace.RunsOut))...)
	default:
		return T("{name}: {used} used, {plan} has {limit}.", values...)
	}
}

// why says what is short of what a fix mends, and what the fix costs.
func (p Printer) why(f billing.Fit, c *billing.Catalog, fix billing.Fix) string {
	amount := p.Standing(fix.Monthly)
	switch fix.Code {
	case billing.FixIdle:
		n := number(fix, "members")
		return N(int(n), "More people are active than there are seats; {n} idle member can make room, which costs nothing.",
			"More people are active than there are seats; {n} idle members can make room, which costs nothing.", "n", p.Count(n))
	case billing.FixSeats:
		n := number(fix, "to") - number(fix, "from")
		return N(int(n), "{n} more seat costs {amount} a month.", "{n} more seats cost {amount} a month.", "n", p.Count(n), "amount", amount)
	case billing.FixStorage:
		return T("{used} GB of {from} GB are in use; {to} GB cost {amount} more a month.", "used", p.Number(needOf(f, billing.StorageGB).Used),
			"from", p.numeral(fix.Params["from"]), "to", p.numeral(fix.Params["to"]), "amount", amount)
	case billing.FixPack:
		return T("At this pace {name} do not last; {packs} cost {amount}.", "name", Grant(fix.Params["meter"]), "packs", p.Remedy(c, fix), "amount", amount)
	}
	need := needOf(f, fix.Params["meter"])
	more := p.Count(number(fix, "to") - number(fix, "from"))
	allowance := p.volume(need.Grant, need.Limit.IntPart())
	if need.Pace == nil || need.Pace.Rough() || need.Pace.RunsOut.IsZero() || need.Limit.IsZero() {
		return T("{used} of {allowance} are used; {n} more cost {amount} a month.", "used", p.Number(need.Used), "allowance", allowance, "n", more, "amount", amount)
	}
	return T("At this pace {allowance} run out about {day}; {n} more cost {amount} a month.",
		"allowance", allowance, "day", p.DayMonth(need.Pace.RunsOut), "n", more, "amount", amount)
}

func needOf(f billing.Fit, grant string) billing.Need {
	for _, n := range f.Needs {
		if n.Grant == grant {
			return n
		}
	}
	return billing.Need{Grant: grant, Used: decimal.Zero, Limit: decimal.Zero}
}

func number(fix billing.Fix, param string) int64 {
	n, _ := strconv.ParseInt(fix.Params[param], 10, 64)
	return n
}

func join(sentences []string) string { return strings.Join(sentences, " ") }
