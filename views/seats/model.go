package seats

import (
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/theme"
	"billfold/views/words"
)

// data is everything that the page shows, read at one instant.
type data struct {
	facts   billing.Facts
	roster  *roster          // nil for whoever may not see who the members are
	freed   *billing.Preview // without the seats of those who are idle; nil where there is no saying
	added   *billing.Preview // with the seats that are missing; nil as well
	at      time.Time
	listing listing
}

// rights are what the reader may do here.
type rights struct {
	see   bool // who the members are
	role  billing.Role
	admit bool   // invite, change and deactivate them
	buy   bool   // seats
	why   string // why not, where something is missing or off
	away  bool   // billing cannot be reached
}

// model is what stands above the list; it knows no widgets.
type model struct {
	subtitle string
	rights   rights
	seats    seatCard
	idle     idleCard
	over     int // members beyond the seats
	ways     []way
}

// seatCard is how many seats are taken, of how many that are paid for.
type seatCard struct {
	title, note string
	fraction    float64
	role        theme.Role
	limited     bool
	left, right string
	hint        string // what being over the limit means
}

type idleCard struct {
	title, text string
	count       int
	action      string
}

// fix is what is done about members beyond the seats.
type fix int

const (
	fixDeactivate fix = iota
	fixAdd
	fixPlan
)

type way struct {
	fix            fix
	what, how      string
	amount, action string
}

func show(d *data, away bool, w words.Printer) model {
	m := model{subtitle: subtitleOf(d.facts.Account, w), rights: rightsOf(d.facts.Account, away)}
	s := d.facts.Subscription
	if s.Terms.Seats > 0 {
		m.over = max(d.facts.Usage.ActiveMembers-s.Terms.Seats, 0)
	}
	m.seats = seatCardOf(d, m.over, w)
	if d.roster != nil {
		m.idle = idleCardOf(d, m.rights, w)
	}
	if m.over > 0 {
		m.ways = waysOf(d, m.over, w)
	}
	return m
}

func subtitleOf(a *billing.Account, w words.Printer) string {
	n := len(a.Workspaces)
	switch {
	case n < 2:
		return words.T("Everybody in {account}.", "account", a.Name)
	case n == 2:
		return words.T("Across both workspaces of {account}. A person in two workspaces takes one seat.", "account", a.Name)
	default:
		return words.N(n, "Across {n} workspace of {account}.", "Across {n} workspaces of {account}. A person in several takes one seat.",
			"n", w.Count(int64(n)), "account", a.Name)
	}
}

func rightsOf(a *billing.Account, away bool) rights {
	r := rights{
		see: a.Role.May(billing.SeePeople), role: a.Role, away: away,
		admit: a.Role.May(billing.ManagePeople), buy: a.Role.May(billing.ChangeBilling),
	}
	switch {
	case !r.admit && !r.buy:
		r.why = words.T("You can read this. Ask {who} to change members or seats.", "who", whoDecides(a))
	case away:
		r.why = words.T("Offline. Members and seats can be changed when billing can be reached again.")
	}
	return r
}

// whoDecides are those who may change members and seats, by name where they are known.
func whoDecides(a *billing.Account) string {
	if names := words.Asked(a); names != "" {
		return names
	}
	return words.T("an owner or admin")
}

func seatCardOf(d *data, over int, w words.Printer) seatCard {
	s, used := d.facts.Subscription, d.facts.Usage.ActiveMembers
	c := seatCard{note: priceOf(d.facts, w), limited: s.Terms.Seats > 0}
	if !c.limited {
		c.title = words.N(used, "{n} active member", "{n} active members", "n", w.Count(int64(used)))
		return c
	}
	limit := s.Terms.Seats
	c.title = words.N(limit, "{used} of {n} paid seat in use", "{used} of {n} paid seats in use", "used", w.Count(int64(used)), "n", w.Count(int64(limit)))
	c.fraction = float64(used) / float64(limit)
	if over > 0 {
		c.role = theme.RoleBad
		c.note = words.T("{n} over the limit", "n", w.Count(int64(over)))
		c.left = words.T("{n} paid", "n", w.Count(int64(limit)))
		c.right = words.T("{n} over", "n", w.Count(int64(over)))
		c.hint = words.T("Nobody loses access. New invites are paused until members fit the seats again. Marked is who was active longest ago.")
		return c
	}
	c.right = words.T("{n} free", "n", w.Count(int64(limit-used)))
	if d.roster == nil {
		return c
	}
	if invited := d.roster.counts[segmentInvited]; invited > 0 {
		c.right = words.T("{free} free, {invited} invited", "free", w.Count(int64(limit-used)), "invited", w.Count(int64(invited)))
	}
	c.left = words.T("{active} active in the last {days} days, {idle} idle", "days", idleDays(w),
		"active", w.Count(int64(max(used-d.roster.idling, 0))), "idle", w.Count(int64(d.roster.idling)))
	return c
}

// idleDays is how long nobody must have used a seat that counts as idle, in days.
func idleDays(w words.Printer) string { return w.Count(int64(billing.IdleAfter / (24 * time.Hour))) }

// priceOf is what a seat costs and how many there can be, and what is scheduled.
func priceOf(f billing.Facts, w words.Printer) string {
	s := f.Subscription
	plan, ok := f.Catalog.Plan(s.Terms.Plan)
	if !ok {
		return ""
	}
	if s.Scheduled != nil && s.Scheduled.After.Seats != s.Terms.Seats && s.Scheduled.After.Plan == s.Terms.Plan {
		n := s.Scheduled.After.Seats
		return words.N(n, "{n} seat from {date}, as scheduled", "{n} seats from {date}, as scheduled", "n", w.Count(int64(n)), "date", w.Date(s.Scheduled.At))
	}
	values := []string{"plan", plan.Name, "min", w.Count(int64(max(plan.Seats.Min, 1))), "max", w.Count(int64(plan.Seats.Max)), "price", "", "interval", ""}
	if price, sold := plan.Price(s.Terms.Interval); sold && price.PerSeat.IsPositive() {
		values[7], values[9] = w.UnitPrice(price.PerSeat, f.Catalog.Currency), words.Per(s.Terms.Interval)
	}
	switch {
	case plan.Seats.Max == 0 && values[7] == "":
		return ""
	case plan.Seats.Max == 0:
		return words.T("{price} a seat a {interval}", values...)
	case values[7] == "":
		return words.T("{plan} allows {min} to {max}", values...)
	default:
		return words.T("{price} a seat a {interval}; {plan} allows {min} to {max}", values...)
	}
}

func idleCardOf(d *data, r rights, w words.Printer) idleCard {
	n := d.roster.idling
	if n == 0 {
		return idleCard{
			title: words.T("Nobody is idle"),
			text:  words.T("Everybody who takes a seat was active in the last {days} days.", "days", idleDays(w)),
		}
	}
	count := w.Count(int64(n))
	c := idleCard{
		count: n,
		title: words.N(n, "{n} member idle for {days} days or more", "{n} members idle for {days} days or more", "n", count, "days", idleDays(w)),
		text: words.N(n, "Deactivating them makes {n} seat free for somebody else.", "Deactivating them makes {n} seats free for somebody else.",
			"n", count),
		action: words.N(n, "Review the {n} member", "Review the {n} members", "n", count),
	}
	saved, interval, from, ok := savingOf(d)
	if !ok || !r.admit || !r.buy {
		return c
	}
	fewer := d.facts.Subscription.Terms.Seats - seatsAfter(d.freed)
	c.text = words.N(fewer, "Deactivating them and removing {n} seat saves {amount} a {interval}[ before {tax}] from {date}.",
		"Deactivating them and removing {n} seats saves {amount} a {interval}[ before {tax}] from {date}.",
		"n", w.Count(int64(fewer)), "amount", w.Standing(saved), "interval", words.Per(interval),
		"tax", addedTax(d.facts), "date", w.Date(from))
	return c
}

// addedTax is the tax that prices are before; empty where they contain it.
func addedTax(f billing.Facts) string {
	if f.Catalog.Policy.TaxBehavior == billing.TaxInclusive {
		return ""
	}
	return words.Tax(f)
}

// savingOf is how much less the next invoice comes to without the seats of those who are
// idle; ok is false where that is not known, or nothing.
func savingOf(d *data) (amount money.Money, interval billing.Interval, from time.Time, ok bool) {
	next := d.facts.Next()
	if d.freed == nil || d.freed.Next == nil || next == nil {
		return money.Money{}, "", time.Time{}, false
	}
	amount = next.Subtotal.Sub(d.freed.Next.Subtotal)
	return amount, d.facts.Subscription.Terms.Interval, next.At, amount.Sign() > 0
}

// seatsAfter is how many seats are left when all of a change has taken effect.
func seatsAfter(p *billing.Preview) int {
	if p.Scheduled != nil {
		return p.Scheduled.After.Seats
	}
	return p.After.Seats
}

// idleSeats is how many seats there would be without those of the idle members; ok is
// false where they are not fewer.
func idleSeats(f billing.Facts, idle int) (seats int, ok bool) {
	s := f.Subscription
	plan, known := f.Catalog.Plan(s.Terms.Plan)
	if !known || idle == 0 || s.Terms.Seats == 0 {
		return 0, false
	}
	later := s.Terms.Seats
	if s.Scheduled != nil {
		later = min(later, s.Scheduled.After.Seats)
	}
	seats = max(later-idle, f.Usage.ActiveMembers-idle, plan.Seats.Min, 1)
	return seats, seats < later
}

// waysOf lists what mends too few seats, the smallest first.
func waysOf(d *data, over int, w words.Printer) []way {
	count, currency := w.Count(int64(over)), d.facts.Catalog.Currency
	first := way{fix: fixDeactivate, amount: w.Standing(money.Zero(currency)), action: words.T("Show who is over")}
	first.what = words.N(over, "Deactivate {n} member", "Deactivate {n} members", "n", count)
	if d.roster != nil && d.roster.idling >= over {
		idle := d.roster.idling
		first.what = words.N(idle, "Deactivate {n} of the {idle} idle member", "Deactivate {n} of the {idle} idle members", "n", count, "idle", w.Count(int64(idle)))
	}
	ways := []way{first}
	if added, ok := addedWay(d, over, w); ok {
		ways = append(ways, added)
	}
	if bigger, ok := biggerPlan(d.facts); ok {
		ways = append(ways, planWay(d.facts, bigger, w))
	}
	return ways
}

// addedWay buys the seats that are missing.
func addedWay(d *data, over int, w words.Printer) (way, bool) {
	p := d.added
	if p == nil || hasBlocker(p, billing.AboveMaximumSeats) {
		return way{}, false
	}
	n := w.Count(int64(over))
	a := way{
		fix: fixAdd, what: words.N(over, "Add {n} seat", "Add {n} seats", "n", n), action: words.N(over, "Add {n} seat", "Add {n} seats", "n", n),
		amount: words.T("{amount} due", "amount", w.Standing(p.AmountDue)),
	}
	if len(p.Blockers) > 0 {
		a.how = w.Notice(p.Blockers[0])
		return a, true
	}
	values := []string{"total", w.Standing(p.Total), "credit", "", "more", "", "interval", words.Per(d.facts.Subscription.Terms.Interval)}
	if more := moreLater(d.facts, p); more.Sign() > 0 {
		values[5] = w.Standing(more)
	}
	switch credit := p.BillingCreditApplied; {
	case credit.Sign() <= 0:
		a.how = words.T("now {total}[; then {more} a {interval}]", values...)
	case p.AmountDue.IsZero():
		a.how = words.T("now {total}, paid by billing credit[; then {more} a {interval}]", values...)
	default:
		values[3] = w.Standing(credit)
		a.how = words.T("now {total}, {credit} of it paid by billing credit[; then {more} a {interval}]", values...)
	}
	return a, true
}

func hasBlocker(p *billing.Preview, code billing.Code) bool {
	for _, b := range p.Blockers {
		if b.Code == code {
			return true
		}
	}
	return false
}

// moreLater is how much more the next invoice comes to, before tax, after a change.
func moreLater(f billing.Facts, p *billing.Preview) money.Money {
	next := f.Next()
	if next == nil || p.Next == nil {
		return money.Zero(f.Catalog.Currency)
	}
	return p.Next.Subtotal.Sub(next.Subtotal)
}

// biggerPlan is the next plan above the present one that has seats for everybody.
func biggerPlan(f billing.Facts) (*billing.Plan, bool) {
	current, ok := f.Catalog.Plan(f.Subscription.Terms.Plan)
	if !ok {
		return nil, false
	}
	var best *billing.Plan
	for i := range f.Catalog.Plans {
		p := &f.Catalog.Plans[i]
		_, sold := p.Price(f.Subscription.Terms.Interval)
		roomy := p.Seats.Max == 0 || p.Seats.Max >= f.Usage.ActiveMembers
		if p.Kind == billing.PlanPaid && p.Rank > current.Rank && sold && roomy && (best == nil || p.Rank < best.Rank) {
			best = p
		}
	}
	return best, best != nil
}

// planWay says what a plan and its seats cost.
func planWay(f billing.Facts, plan *billing.Plan, w words.Printer) way {
	price, _ := plan.Price(f.Subscription.Terms.Interval)
	values := []string{"max", "", "price", w.UnitPrice(price.PerSeat, f.Catalog.Currency), "interval", words.Per(f.Subscription.Terms.Interval), "base", ""}
	if plan.Seats.Max > 0 {
		values[1] = w.Count(int64(plan.Seats.Max))
	}
	if !price.Base.IsZero() {
		values[7] = w.UnitPrice(price.Base, f.Catalog.Currency)
	}
	m := way{
		fix: fixPlan, what: words.T("Switch to {plan}", "plan", plan.Name), action: words.T("Compare plans"),
		how: words.T("[up to {max} seats, ][{base} and ]{price} a seat a {interval}", values...),
	}
	if !price.PerSeat.IsPositive() {
		values[3] = w.UnitPrice(price.Base, f.Catalog.Currency)
		m.how = words.T("[up to {max} seats, ]{price} a {interval}", values...)
	}
	return m
}
