package seats

import (
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// writer writes the rows as they come on the screen, and all of them where they are
// copied. What stands in many of them is said once. It belongs to the goroutine of the
// user interface.
type writer struct {
	words            words.Printer
	today, yesterday string
	notYet, sinceYesterday,
	yes, no string
	roles    map[billing.Role]string
	guest    string
	statuses [stateDeactivated + 1]widgets.TableCell
	dates    map[int]string // by day
}

func newWriter(now time.Time, w words.Printer) writer {
	p := writer{
		words: w, today: w.Day(now), yesterday: w.Day(now.AddDate(0, 0, -1)),
		notYet: words.T("Not yet"), sinceYesterday: words.T("Yesterday"), yes: words.T("Yes"), no: words.T("No"),
		roles: map[billing.Role]string{}, guest: words.T("Guest"), dates: map[int]string{},
	}
	p.statuses = [...]widgets.TableCell{
		stateOver:        {Text: words.T("Over the limit"), Badge: true, Role: theme.RoleBad, Icon: resources.IconAlert},
		stateIdle:        {Text: words.T("Idle {days}+ days", "days", idleDays(w)), Badge: true, Role: theme.RoleWarn, Icon: resources.IconClock},
		stateActive:      {Text: words.T("Active")},
		stateInvited:     {Text: words.T("Invited"), Badge: true, Role: theme.RoleInfo, Icon: resources.IconMail},
		stateDeactivated: {Text: words.T("Deactivated"), Muted: true},
	}
	return p
}

// seatFrom is how wide a table has a column of who takes a seat; the others say as much.
const seatFrom float32 = 900

// activeFrom is how wide one has a column of when somebody was last active, which what is
// said of one person says too.
const activeFrom float32 = 660

// emailFrom is how wide one has a column of addresses, by which people are found anyway.
const emailFrom float32 = 560

// columns are the heads, the one that orders the rows marked.
func columns(q query) []widgets.TableColumn {
	all := []widgets.TableColumn{
		columnName:   {Key: "name", Title: words.T("Name"), Share: 3},
		columnEmail:  {Key: "email", Title: words.T("Email"), Share: 4, From: emailFrom},
		columnRole:   {Key: "role", Title: words.T("Role"), Width: roleWidth()},
		columnStatus: {Key: "status", Title: words.T("Status"), Width: 136},
		columnSeat:   {Key: "seat", Title: words.T("Takes a seat"), Width: 100, From: seatFrom},
		columnActive: {Key: "active", Title: words.T("Last active"), Width: 104, From: activeFrom},
	}
	all[q.sort].Sorted, all[q.sort].Ascending = true, q.ascending
	return all
}

// sortedBy says by what the rows are ordered.
func sortedBy(c column) string {
	switch c {
	case columnEmail:
		return words.T("sorted by email")
	case columnRole:
		return words.T("sorted by role")
	case columnStatus:
		return words.T("sorted by status")
	case columnSeat:
		return words.T("sorted by who takes a seat")
	case columnActive:
		return words.T("sorted by last activity")
	default:
		return words.T("sorted by name")
	}
}

// filterOf says who is left, where something beside the segment leaves somebody out.
func filterOf(q query, w words.Printer) string {
	switch {
	case q.only == onlyOver:
		return words.T("filter: over the limit or idle")
	case q.only == onlyIdle:
		return words.T("filter: idle for {days} days or more", "days", idleDays(w))
	case q.filtered():
		return words.T("filtered")
	default:
		return ""
	}
}

// rangeOf says which rows are on the screen, and what they are of.
func rangeOf(first, last int, l listing, w words.Printer) string {
	all := len(l.rows)
	if all == 0 {
		return ""
	}
	how := filterOf(l.query, w)
	if how == "" {
		how = sortedBy(l.query.sort)
	}
	return words.T("Rows {first} to {last} of {all} · {how}", "first", w.Count(int64(first+1)), "last", w.Count(int64(last+1)),
		"all", w.Count(int64(all)), "how", how)
}

func (p writer) cells(r *roster, row int32) []widgets.TableCell {
	m := &r.members[row]
	gone := m.Status == billing.MemberDeactivated
	seat := widgets.TableCell{Text: p.no, Muted: true}
	if m.TakesSeat() {
		seat = widgets.TableCell{Text: p.yes}
	}
	return []widgets.TableCell{
		{Text: m.Name, Muted: gone},
		{Text: m.Email, Muted: true},
		{Text: p.role(m), Muted: gone},
		p.statuses[r.states[row]],
		seat,
		{Text: p.lastActive(m.LastActive), Muted: gone},
	}
}

// role is a member's; a guest's is that, unless they have another one.
func (p writer) role(m *billing.Member) string {
	if m.Guest && m.Role == billing.RoleMember {
		return p.guest
	}
	name, ok := p.roles[m.Role]
	if !ok {
		name = words.Role(m.Role)
		p.roles[m.Role] = name
	}
	return name
}

func (p writer) lastActive(at *time.Time) string {
	if at == nil {
		return p.notYet
	}
	switch day := p.date(*at); day {
	case p.today:
		return words.T("Today {clock}", "clock", p.words.Clock(*at))
	case p.yesterday:
		return p.sinceYesterday
	default:
		return day
	}
}

func (p writer) date(at time.Time) string {
	local := at.In(p.words.Location())
	key := local.Year()*1000 + local.YearDay()
	day, ok := p.dates[key]
	if !ok {
		day = p.words.Day(at)
		p.dates[key] = day
	}
	return day
}

// segmentLabels are the segments with how many are in each.
func segmentLabels(r *roster, w words.Printer) []string {
	counts := [segmentCount]string{}
	for i := range counts {
		if r != nil {
			counts[i] = w.Count(int64(r.counts[i]))
		}
	}
	return []string{
		segmentAll:         words.T("All[ {n}]", "n", counts[segmentAll]),
		segmentActive:      words.T("Active[ {n}]", "n", counts[segmentActive]),
		segmentInvited:     words.T("Invited[ {n}]", "n", counts[segmentInvited]),
		segmentGuests:      words.T("Guests[ {n}]", "n", counts[segmentGuests]),
		segmentDeactivated: words.T("Deactivated[ {n}]", "n", counts[segmentDeactivated]),
	}
}

// caughtUp says how old the list is.
func caughtUp(f billing.Freshness, now time.Time, w words.Printer) string {
	switch {
	case f.AsOf.IsZero():
		return w.Updated(f, now)
	case f.State(now) == billing.Away || w.Day(f.AsOf) != w.Day(now):
		return words.T("Saved copy from {at}", "at", w.When(f.AsOf, now))
	}
	return words.T("Last caught up {at}", "at", w.ClockSeconds(f.AsOf))
}

// roleWidth has room for the longest name of a role in the language that is spoken.
func roleWidth() float32 {
	widest := float32(112)
	for _, r := range billing.Roles {
		widest = max(widest, fyne.MeasureText(words.Role(r), theme.Size(theme.SizeText), fyne.TextStyle{}).Width+1)
	}
	return widest
}
