package credits

import (
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// balance is one of what must not be confused: how much is left of it, until when, and
// what it pays for.
type balance struct {
	icon        resources.Icon
	name, scope string
	figure, of  string
	measured    bool // of a limit, which the meter shows
	fraction    float64
	lines       []line
	pays        string
}

// line is a sentence, in a role's colour where it warns.
type line struct {
	text string
	role theme.Role
}

// role is that of the meter: the most urgent of the sentences.
func (b balance) role() theme.Role {
	for _, l := range b.lines {
		if l.role != theme.RolePlain {
			return l.role
		}
	}
	return theme.RolePlain
}

func showBalance(d data, kind string, now time.Time, w words.Printer) balance {
	s := stand(d, kind)
	b := balance{
		name: words.Grant(kind), figure: w.Number(s.left().Add(s.packs)),
		measured: s.granted.IsPositive(), fraction: used(s),
	}
	switch kind {
	case billing.AICredits:
		b.icon, b.scope = resources.IconSparkle, scope(d.facts.Account, w)
		b.pays = words.T("Pays for AI actions")
	case billing.EmailCredits:
		b.icon, b.scope = resources.IconMail, words.T("Account, this usage cycle")
		b.pays = words.T("Pays for one email each")
	default:
		b.icon, b.scope = resources.IconMessage, words.T("Account, this usage cycle")
		b.pays = words.T("Pays for messages; the price depends on country and type")
	}
	switch {
	case s.packs.IsPositive():
		b.of = words.T("left: {plan} plan + {pack} pack", "plan", w.Number(s.left()), "pack", w.Number(s.packs))
	case s.granted.IsPositive():
		b.of = words.T("left of {granted}", "granted", w.Number(s.granted))
	default:
		b.of = words.T("none with {plan}", "plan", words.Plan(d.facts.Catalog, d.facts.Subscription.Terms.Plan))
	}
	b.lines = append(b.lines, pace(d, kind, s, now, w))
	switch {
	case s.granted.IsZero():
		b.lines = nil
	case s.packs.IsPositive():
		b.lines = append(b.lines, line{text: words.T("Plan part lapses {day}; packs last", "day", w.DayMonth(s.lapses))})
	default:
		b.lines = append(b.lines, line{text: words.T("Unused ones lapse on {day}", "day", w.DayMonth(s.lapses))})
	}
	return b
}

func scope(a *billing.Account, w words.Printer) string {
	if len(a.Workspaces) == 1 {
		return words.T("Workspace {name}", "name", a.Workspaces[0].Name)
	}
	n := len(a.Workspaces)
	if n == 0 { // none are known yet
		return words.T("Shared by the account's workspaces")
	}
	return words.N(n, "Shared by {n} workspace", "Shared by {n} workspaces", "n", w.Count(int64(n)))
}

// used is the part of the plan's that was spent, to the thousandth.
func used(s standing) float64 {
	if !s.granted.IsPositive() {
		return 0
	}
	return float64(s.spent.Shift(3).DivRound(s.granted, 0).IntPart()) / 1000
}

// pace says how long what is left will do. AI credits are spent from the plan's part
// first and then from packs, so that packs count.
func pace(d data, kind string, s standing, now time.Time, w words.Printer) line {
	left := s.left().Add(s.packs)
	if !left.IsPositive() {
		return line{words.T("All used. New ones come on {day}", "day", w.DayMonth(s.lapses)), theme.RoleBad}
	}
	u := d.facts.Usage
	so := decimal.Max(u.Meters[kind], s.spent)
	p, told := billing.PaceOf(so, so.Add(left), u.Cycle, now)
	ok := told && !p.Rough()
	switch {
	case ok && !p.Lasts():
		return line{words.T("At this pace all used about {day}", "day", w.DayMonth(p.RunsOut)), theme.RoleWarn}
	case ok && p.AtEnd.GreaterThan(so.Add(left)):
		return line{words.T("On pace for {n} by {day}", "n", w.Number(p.AtEnd), "day", w.DayMonth(u.Cycle.End)), theme.RoleWarn}
	case kind == billing.AICredits:
		return line{text: words.T("{used} of {granted} plan AI credits used", "used", w.Number(s.spent), "granted", w.Number(s.granted))}
	case ok:
		return line{text: words.T("On pace for {n} by {day}", "n", w.Number(p.AtEnd), "day", w.DayMonth(u.Cycle.End))}
	default:
		return line{text: words.T("Too early to say at which pace")}
	}
}

func billingCredit(d data, w words.Printer) balance {
	b := balance{
		icon: resources.IconPercent, name: words.T("Billing credit"), scope: words.T("Account, for invoices"),
		figure: w.Standing(d.facts.Account.BillingCredit), of: words.T("reduces invoices by itself"),
		pays: words.T("Pays for your next invoice or change"),
	}
	from := words.T("From changes and credit notes")
	for i := range d.invoices {
		if d.invoices[i].IsCreditNote() {
			from = words.T("Last from credit note {number}", "number", d.invoices[i].Number)
			break
		}
	}
	b.lines = []line{{text: from}, {text: words.T("Never cash, never lapses")}}
	return b
}
