package credits

import (
	"cmp"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/widgets"
	"billfold/views/words"
)

// sources is where AI credits come from.
type sources struct {
	rows [][]widgets.TableCell
	none string // said where there are none
}

func showSources(d data, w words.Printer) sources {
	var s sources
	for i := range d.grants {
		g := &d.grants[i]
		if g.Kind != billing.AICredits || g.Source == billing.FromPack && !g.Left().IsPositive() {
			continue
		}
		lasts := words.T("until spent")
		if g.LapsesAt != nil {
			lasts = words.T("until {day}", "day", w.Date(*g.LapsesAt))
		}
		s.rows = append(s.rows, []widgets.TableCell{
			{Text: sourceOf(d, g, w)}, {Text: lasts, Muted: true}, {Text: w.Number(g.Granted)}, {Text: w.Number(g.Left())},
		})
	}
	if len(s.rows) == 0 {
		s.none = words.T("There are none yet: the plan grants none, and no pack was bought.")
	}
	return s
}

func sourceOf(d data, g *billing.CreditGrant, w words.Printer) string {
	if g.Source == billing.FromPack {
		return words.T("Pack bought {day}[, {invoice}]", "day", w.DayMonth(g.At), "invoice", numberOf(d.invoices, g.Reference))
	}
	t := d.facts.Subscription.Terms
	plan, ok := d.facts.Catalog.Plan(t.Plan)
	if !ok {
		return words.T("{plan} plan", "plan", t.Plan)
	}
	base, seat := plan.Includes[g.Kind], plan.PerSeat[g.Kind]
	if !seat.IsPositive() {
		return words.T("{plan} plan", "plan", plan.Name)
	}
	return words.T("{plan} plan, {base} + {seat} a seat", "plan", plan.Name, "base", w.Number(base), "seat", w.Number(seat))
}

// numberOf is the number of an invoice; empty where the reader may not know it.
func numberOf(invoices []billing.Invoice, id string) string {
	i := slices.IndexFunc(invoices, func(i billing.Invoice) bool { return i.ID == id })
	if i < 0 {
		return ""
	}
	return invoices[i].Number
}

// spentView is how what was spent is listed.
type spentView int

const (
	spentNewest spentView = iota
	spentByAction
	spentByPerson
)

// firstSpends is how many of the newest ones the page begins with.
const firstSpends = 3

// spentList is what is listed of what was spent.
type spentList struct {
	view spentView
	all  bool // of the newest, all and not the first few
}

// tally is what AI credits were spent on, added up where it is read: thousands of
// spends are not gone through at each tick.
type tally struct {
	newest          []billing.CreditSpend
	actions, people []sum // of the running usage cycle, the most first
	counted         int64 // in them
	partial         bool  // more were spent in that cycle than are read
}

// sum is what was spent by one person, or on one kind of action.
type sum struct {
	name     string
	times    int64
	quantity decimal.Decimal
}

// tallyOf adds up what was spent since the usage cycle's start.
func tallyOf(spends []billing.CreditSpend, start time.Time) tally {
	var t tally
	var running []billing.CreditSpend
	for _, s := range spends {
		if s.Kind != billing.AICredits {
			continue
		}
		t.newest = append(t.newest, s)
		if !s.At.Before(start) {
			running = append(running, s)
		}
	}
	t.counted = int64(len(running))
	t.partial = len(spends) >= spendLimit && !spends[len(spends)-1].At.Before(start)
	t.actions = added(running, func(s billing.CreditSpend) string { return s.Action })
	t.people = added(running, func(s billing.CreditSpend) string { return s.Actor })
	return t
}

// spent is what AI credits were used up by.
type spent struct {
	columns []widgets.TableColumn
	rows    [][]widgets.TableCell
	more    string // offers what is not among the rows; empty where nothing is
	none    string // said where there are none
	others  bool   // whether another view has some
}

// Widths of the columns, in units.
const (
	whenWidth   float32 = 104
	numberWidth float32 = 76
)

// showSpent puts into words what is listed, and nothing else of it.
func showSpent(d data, list spentList, now time.Time, w words.Printer) spent {
	if !d.facts.Account.Role.May(billing.SeePeople) {
		return spent{none: w.Reserved(d.facts.Account, billing.SeePeople)}
	}
	number := widgets.TableColumn{Title: words.T("AI credits"), Width: numberWidth, Right: true}
	var s spent
	switch list.view {
	case spentByAction:
		title := words.T("Action, this usage cycle")
		if d.tally.partial {
			title = words.T("Action, the latest {n}", "n", w.Count(d.tally.counted))
		}
		s = showSums(title, d.tally.actions, number, w)
	case spentByPerson:
		title := words.T("Person, this usage cycle")
		if d.tally.partial {
			title = words.T("Person, the latest {n}", "n", w.Count(d.tally.counted))
		}
		s = showSums(title, d.tally.people, number, w)
	case spentNewest:
		s = showNewest(d.tally.newest, list.all, number, now, w)
	}
	if len(s.rows) == 0 && len(d.tally.newest) > 0 {
		return spent{none: words.T("None were spent yet in this usage cycle."), others: true}
	}
	if len(s.rows) == 0 {
		return spent{none: words.T("Nobody spent any yet. Who spends how many on what will be listed.")}
	}
	return s
}

func showNewest(all []billing.CreditSpend, whole bool, number widgets.TableColumn, now time.Time, w words.Printer) spent {
	s := spent{columns: []widgets.TableColumn{{Title: words.T("When"), Width: whenWidth}, {Title: words.T("Who and what")}, number}}
	listed := all
	if !whole && len(all) > firstSpends {
		listed, s.more = all[:firstSpends], words.T("Show all {n}", "n", w.Count(int64(len(all))))
	}
	for _, one := range listed {
		s.rows = append(s.rows, []widgets.TableCell{
			{Text: when(one.At, now, w), Muted: true}, {Text: words.T("{who}, {what}", "who", one.Actor, "what", one.Action)}, {Text: w.Number(one.Quantity.Neg())},
		})
	}
	return s
}

// when is an instant beside today's and yesterday's.
func when(at, now time.Time, w words.Printer) string {
	switch w.Day(at) {
	case w.Day(now):
		return words.T("Today {clock}", "clock", w.Clock(at))
	case w.Day(now.AddDate(0, 0, -1)):
		return words.T("Yesterday {clock}", "clock", w.Clock(at))
	}
	return w.DayClock(at)
}

// added sums what was spent by something, the most first.
func added(all []billing.CreditSpend, by func(billing.CreditSpend) string) []sum {
	var sums []sum
	at := map[string]int{} // among sums, by name
	for _, s := range all {
		i, known := at[by(s)]
		if !known {
			i, sums = len(sums), append(sums, sum{name: by(s)})
			at[by(s)] = i
		}
		sums[i].times++
		sums[i].quantity = sums[i].quantity.Add(s.Quantity)
	}
	slices.SortStableFunc(sums, func(a, b sum) int {
		return cmp.Or(b.quantity.Cmp(a.quantity), cmp.Compare(a.name, b.name))
	})
	return sums
}

func showSums(title string, sums []sum, number widgets.TableColumn, w words.Printer) spent {
	list := spent{columns: []widgets.TableColumn{{Title: title}, {Title: words.T("Times"), Width: numberWidth, Right: true}, number}}
	for _, s := range sums {
		list.rows = append(list.rows, []widgets.TableCell{{Text: s.name}, {Text: w.Count(s.times), Muted: true}, {Text: w.Number(s.quantity.Neg())}})
	}
	return list
}
