package palette

import (
	"context"
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/words"
)

// Group is a kind of thing that can be found.
type Group int

// The groups, in the order in which they are shown.
const (
	Actions Group = iota
	Pages
	Invoices
	Members
	Plans
	groups = int(Plans) + 1
)

// Entry is something that can be found: a title, what is said beside it and what
// stands at the right end.
type Entry struct {
	Icon  resources.Icon
	Title string
	Note  string
	Right string
	Also  string // by which it is found too, and which is not shown
	Leads nav.Route
	Do    func() // instead of leading somewhere
}

// Of the invoices, members and plans that match only a few are shown beside other
// groups, and more of them alone; actions and pages are all shown.
const (
	few  = 3
	many = 20
)

// index is everything that can be found. It does not change.
type index struct {
	shelves [groups]shelf // but for the members, who are in the archive
	archive *archive
}

// shelf is the entries of a group, folded for comparing.
type shelf struct {
	entries []Entry
	keys    []folded
}

// folded is a name, and all else that is known of it, as they are compared.
type folded struct{ name, known string }

func newShelf(entries []Entry) shelf {
	keys := make([]folded, len(entries))
	for i, e := range entries {
		keys[i] = folded{fold(e.Title), fold(e.Note + " " + e.Right + " " + e.Also)}
	}
	return shelf{entries, keys}
}

// archive is the part that takes time to read and to fold. There may be a hundred
// thousand members, so that their entries are made when they are shown.
type archive struct {
	invoices []billing.Invoice
	papers   shelf
	members  []billing.Member
	people   []folded
	idle     int // members who take a seat and were not active lately
}

func newArchive(invoices []billing.Invoice, members []billing.Member, now time.Time, w words.Printer) *archive {
	a := &archive{
		invoices: invoices, papers: newShelf(invoiceEntries(invoices, w)), members: members, people: make([]folded, len(members)),
		idle: billing.IdleCount(members, now),
	}
	for i := range members {
		m := &members[i]
		a.people[i] = folded{fold(m.Name), fold(m.Email)}
	}
	return a
}

// found is what a search came to.
type found struct {
	groups []foundGroup
	shown  int
	of     int // everything that matches
}

type foundGroup struct {
	group   Group
	entries []Entry
	of      int // those that match, shown or not
}

// search finds what matches all that is typed, the best of each group first. Without
// anything typed it is every action and page.
func (x *index) search(ctx context.Context, typed string) found {
	q := newQuery(typed)
	var all found
	for g := range Group(groups) {
		if q.whole == "" && g != Actions && g != Pages {
			continue
		}
		if part := x.searchGroup(ctx, g, q); part.of > 0 {
			all.groups = append(all.groups, part)
		}
	}
	if g := all.groups; len(g) > 1 && g[0].group == Actions && g[1].group == Pages && q.names(g[1]) && !q.names(g[0]) {
		g[0], g[1] = g[1], g[0] // who types a page's name wants the page
	}
	for i := range all.groups {
		part := &all.groups[i]
		if len(all.groups) > 1 && part.group != Actions && part.group != Pages {
			part.entries = part.entries[:min(few, len(part.entries))]
		}
		all.shown += len(part.entries)
		all.of += part.of
	}
	return all
}

// often is how many members are compared between two looks at whether somebody still
// waits for them.
const often = 4096

func (x *index) searchGroup(ctx context.Context, g Group, q query) foundGroup {
	keys, limit := x.shelves[g].keys, many
	switch g {
	case Actions, Pages:
		limit = len(keys)
	case Members:
		keys = x.archive.people
	case Invoices, Plans:
	}
	var best [ranks][]int
	part := foundGroup{group: g}
	for i, key := range keys {
		if i%often == 0 && ctx.Err() != nil {
			return foundGroup{}
		}
		if r := q.rank(key.name, key.known); r < rankNone {
			part.of++
			if len(best[r]) < limit {
				best[r] = append(best[r], i)
			}
		}
	}
	for _, ranked := range best {
		for _, i := range ranked {
			if len(part.entries) < limit {
				part.entries = append(part.entries, x.entry(g, i))
			}
		}
	}
	return part
}

func (x *index) entry(g Group, i int) Entry {
	if g != Members {
		return x.shelves[g].entries[i]
	}
	m := x.archive.members[i]
	e := Entry{Icon: resources.IconUser, Title: m.Name, Note: m.Email, Right: words.Role(m.Role), Leads: nav.Route{Page: nav.PageSeats, Arg: nav.MemberArg(m.ID)}}
	if m.Name == "" { // somebody who was invited by their address alone
		e.Title, e.Note = m.Email, ""
	}
	return e
}
