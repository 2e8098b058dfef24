package checkout

import (
	"strconv"
	"time"

	"billfold/billing"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// loss is something that the change takes away.
type loss struct {
	name, from, to string
	note           string
	short          bool // the note says that too little would be left
}

// losses is all of it, and when it is gone.
type losses struct {
	title, count string
	rows         []loss
	foot         string // what becomes of what was paid; empty where lines say it
}

// lossesOf is what a change takes away; nil where that is nothing.
func lossesOf(q *billing.Preview, u *billing.Usage, w words.Printer) *losses {
	if len(q.Losses) == 0 {
		return nil
	}
	at := q.EffectiveAt
	if q.Scheduled != nil {
		at = q.Scheduled.At
	}
	all := &losses{
		title: words.T("What you would lose on {date}", "date", w.DayMonth(at)),
		count: words.N(len(q.Losses), "{n} thing", "{n} things", "n", w.Count(int64(len(q.Losses)))),
	}
	if q.Timing == billing.PeriodEnd {
		all.foot = words.T("Nothing is refunded: until then everything stays as it is paid.")
	}
	for _, n := range q.Losses {
		row := lossOf(n, w)
		if rising, short := paceOf(n, u, q.At, w); short {
			row.note, row.short = rising, true
		}
		all.rows = append(all.rows, row)
	}
	return all
}

// paceOf says what the usage of an allowance comes to by its cycle's end, where that is
// more than a rough guess and more than would be left of it.
func paceOf(n billing.Notice, u *billing.Usage, now time.Time, w words.Printer) (note string, short bool) {
	if n.Code != billing.LosesAllowance {
		return "", false
	}
	to := numberOf(n, "to")
	pace, ok := billing.PaceOf(u.Meters[n.Params["meter"]], to, u.Cycle, now)
	if !ok || pace.Rough() || !pace.AtEnd.GreaterThan(to) {
		return "", false
	}
	return words.T("on pace for {n}", "n", w.Number(pace.AtEnd)), true
}

func lossOf(n billing.Notice, w words.Printer) loss {
	from, to := numberOf(n, "from"), numberOf(n, "to")
	switch n.Code {
	case billing.LosesSeats:
		l := loss{name: words.T("Seats"), from: w.Number(from), to: w.Number(to), note: words.T("all active members fit")}
		if over, err := strconv.Atoi(n.Params["over"]); err == nil && over > 0 {
			l.note, l.short = words.N(over, "{n} member too many", "{n} members too many", "n", w.Count(int64(over))), true
		}
		return l
	case billing.LosesStorage:
		used := numberOf(n, "used")
		l := loss{name: words.T("Storage"), from: gigabytes(from, w), to: gigabytes(to, w), note: words.T("{size} in use", "size", gigabytes(used, w))}
		if used.GreaterThan(to) {
			l.note, l.short = words.T("{size} too much", "size", gigabytes(used.Sub(to), w)), true
		}
		return l
	case billing.LosesAllowance:
		meter := n.Params["meter"]
		l := loss{name: words.Grant(meter), from: allowance(from, w), to: allowance(to, w)}
		if meter == billing.AICredits {
			l.note = words.T("those in packs stay")
		}
		return l
	case billing.LosesFeature:
		return loss{name: words.T("Feature"), from: n.Params["feature"], to: words.T("Not included")}
	case billing.LosesSupport:
		return loss{name: words.T("Support"), from: n.Params["from"], to: n.Params["to"]}
	default:
		return loss{name: w.Notice(n)}
	}
}

func numberOf(n billing.Notice, param string) decimal.Decimal {
	d, err := decimal.NewFromString(n.Params[param])
	if err != nil {
		return decimal.Zero
	}
	return d
}

func gigabytes(d decimal.Decimal, w words.Printer) string {
	return words.T("{n} GB", "n", w.Number(d))
}

func allowance(d decimal.Decimal, w words.Printer) string {
	if !d.IsPositive() {
		return words.T("None")
	}
	return words.T("{n} a month", "n", w.Number(d))
}

// keep is something that stays the account's whatever the plan.
type keep struct{ title, detail, value string }

// keepsOf is what no downgrade takes away; a role that may not know it is told nothing.
func keepsOf(a *billing.Account, w words.Printer) []keep {
	var all []keep
	if !a.BillingCredit.IsUnset() {
		all = append(all, keep{words.T("Billing credit"), words.T("Kept for later invoices, never paid out"), w.Standing(a.BillingCredit)})
	}
	if !a.AccountBalance.IsUnset() {
		all = append(all, keep{words.T("Account balance"), words.T("Stays yours, still pays invoices"), w.Standing(a.AccountBalance)})
	}
	return all
}
