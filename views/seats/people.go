package seats

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/views/words"
)

// namesShown is how many of those who are changed are named.
const namesShown = 6

// targets are members whom something is done to.
type targets struct {
	ids     []string
	names   []string
	seats   int // how many of them take a seat, or would
	invited int // how many have not accepted their invitation
	skipped int // of those who were chosen, it cannot be done to so many
}

// reaches tells whether somebody of a role may change another one of a role: nobody
// takes away or gives what is mightier than they are.
func reaches(own, other billing.Role) bool {
	return slices.Index(billing.Roles, other) >= slices.Index(billing.Roles, own)
}

// deactivates tells whether a member can be deactivated by somebody.
func deactivates(own billing.Role, m *billing.Member) bool {
	return m.Status != billing.MemberDeactivated && reaches(own, m.Role)
}

// targetsOf are those of some members to whom something can be done, by name.
func targetsOf(r *roster, ids []string, can func(*billing.Member) bool) targets {
	var t targets
	var rows []int32
	for _, id := range ids {
		row, ok := r.index[id]
		if !ok || !can(&r.members[row]) {
			t.skipped++
			continue
		}
		rows = append(rows, row)
	}
	if len(rows) <= billing.MaxActivated { // of more nothing is done
		slices.SortFunc(rows, func(a, b int32) int { return strings.Compare(r.names[a], r.names[b]) })
	}
	for _, row := range rows {
		m := &r.members[row]
		t.ids = append(t.ids, m.ID)
		if len(t.names) < namesShown {
			t.names = append(t.names, called(m))
		}
		switch {
		case m.Status == billing.MemberInvited:
			t.invited++
		case !m.Guest:
			t.seats++
		}
	}
	return t
}

// called is what a member is called: their name, or address where there is none.
func called(m *billing.Member) string {
	if m.Name == "" {
		return m.Email
	}
	return m.Name
}

// whom names those to whom something is done: "Tomás Álvarez, Grace Lindqvist and 3 more".
func (t targets) whom(w words.Printer) string {
	names := strings.Join(t.names, ", ")
	if rest := len(t.ids) - len(t.names); rest > 0 {
		return words.N(rest, "{names} and {n} more", "{names} and {n} more", "names", names, "n", w.Count(int64(rest)))
	}
	return names
}

// tooMany says why nothing is done to so many at once; empty where it can be.
func (t targets) tooMany(w words.Printer) string {
	if len(t.ids) <= billing.MaxActivated {
		return ""
	}
	return words.N(billing.MaxActivated, "At most {n} at once; choose fewer.", "At most {n} at once; choose fewer.", "n", w.Count(billing.MaxActivated))
}

// consequence is one of what an act brings with it.
type consequence struct {
	kind consequenceKind
	text string
}

type consequenceKind int

const (
	aboutAccess consequenceKind = iota
	aboutSeats
	aboutMoney
	aboutMail
	aboutRest
)

// losing is what deactivating brings with it, where so many are over the seats.
func (t targets) losing(over int, w words.Printer) []consequence {
	var all []consequence
	add := func(kind consequenceKind, text string) { all = append(all, consequence{kind, text}) }
	if len(t.ids) > t.invited {
		add(aboutAccess, words.T("They lose access at once, and links that they have stop working."))
	}
	if t.invited > 0 {
		add(aboutMail, words.N(t.invited, "{n} invitation is withdrawn.", "{n} invitations are withdrawn.", "n", w.Count(int64(t.invited))))
	}
	if t.seats > 0 {
		add(aboutSeats, t.freeing(over, w))
	}
	switch {
	case t.freed(over) > 0:
		add(aboutMoney, words.T("Nothing is refunded. It costs less once there are fewer seats at a renewal."))
	case t.seats > 0:
		add(aboutMoney, words.T("No seat becomes free, so what is paid stays the same."))
	default:
		add(aboutMoney, words.T("None of them takes a seat, so what is paid stays the same."))
	}
	if t.skipped > 0 {
		add(aboutRest, words.N(t.skipped, "{n} of those selected is deactivated already or has a role above yours, and stays as it is.",
			"{n} of those selected are deactivated already or have a role above yours, and stay as they are.", "n", w.Count(int64(t.skipped))))
	}
	return all
}

// freed is how many seats become free by deactivating, where so many are over them.
func (t targets) freed(over int) int { return max(t.seats-over, 0) }

// freeing is what deactivating does to the seats.
func (t targets) freeing(over int, w words.Printer) string {
	left := over - t.seats
	switch {
	case over == 0:
		return words.N(t.seats, "{n} seat becomes free.", "{n} seats become free.", "n", w.Count(int64(t.seats)))
	case left > 0:
		return words.N(left, "{n} member stays over the limit.", "{n} members stay over the limit.", "n", w.Count(int64(left)))
	case left == 0:
		return words.T("Members fit the seats again.")
	default:
		return words.N(-left, "Members fit the seats again, and {n} seat becomes free.", "Members fit the seats again, and {n} seats become free.", "n", w.Count(int64(-left)))
	}
}

// gaining is what reactivating brings with it.
func (t targets) gaining(f billing.Facts, w words.Printer) []consequence {
	all := []consequence{{aboutAccess, words.T("They have access again, as members. Give them another role afterwards where they need it.")}}
	if t.seats == 0 {
		all = append(all, consequence{aboutSeats, words.T("Guests take no seat.")})
	} else {
		all = append(all, consequence{aboutSeats, seatsTaken(t.seats, freeSeats(f), w)})
	}
	if t.skipped > 0 {
		all = append(all, consequence{aboutRest, words.N(t.skipped, "{n} of those selected is not deactivated, and stays as it is.",
			"{n} of those selected are not deactivated, and stay as they are.", "n", w.Count(int64(t.skipped)))})
	}
	return all
}

// room is how many seats can still be taken.
type room struct {
	free      int
	unlimited bool
}

func freeSeats(f billing.Facts) room {
	limit := f.Subscription.Terms.Seats
	return room{free: max(limit-f.Usage.ActiveMembers, 0), unlimited: limit == 0}
}

// holds tells whether there are seats for so many more.
func (r room) holds(more int) bool { return r.unlimited || more <= r.free }

func seatsTaken(n int, r room, w words.Printer) string {
	count := w.Count(int64(n))
	switch {
	case r.unlimited:
		return words.N(n, "They take {n} seat.", "They take {n} seats.", "n", count)
	case r.holds(n):
		return words.N(n, "They take {n} of {free} free seats.", "They take {n} of {free} free seats.", "n", count, "free", w.Count(int64(r.free)))
	default:
		return words.N(n, "They would take {n} seat, and {free} are free. Add seats or deactivate somebody first.",
			"They would take {n} seats, and {free} are free. Add seats or deactivate somebody first.", "n", count, "free", w.Count(int64(r.free)))
	}
}

// inviting is what an invitation does to the seats, and whether it can be sent.
func inviting(f billing.Facts, guest bool, invited int, w words.Printer) (text string, ok bool) {
	r := freeSeats(f)
	limit := f.Subscription.Terms.Seats
	switch {
	case guest:
		return words.T("A guest takes no seat."), true
	case r.unlimited:
		return words.T("Takes a seat from when it is accepted."), true
	case r.free == 0:
		return words.N(limit, "The one seat is taken. Add a seat or deactivate somebody first; a guest can be invited now.",
			"All {n} seats are taken. Add seats or deactivate somebody first; guests can be invited now.", "n", w.Count(int64(limit))), false
	case invited > 0:
		return words.N(r.free, "Takes a seat from when it is accepted. {n} seat is free, and {invited} invitations wait.",
			"Takes a seat from when it is accepted. {n} seats are free, and {invited} invitations wait.",
			"n", w.Count(int64(r.free)), "invited", w.Count(int64(invited))), true
	default:
		return words.N(r.free, "Takes a seat from when it is accepted. {n} seat is free.",
			"Takes a seat from when it is accepted. {n} seats are free.", "n", w.Count(int64(r.free))), true
	}
}

// grantable are the roles that somebody can give.
func grantable(own billing.Role) []billing.Role {
	var all []billing.Role
	for _, r := range billing.Roles {
		if reaches(own, r) {
			all = append(all, r)
		}
	}
	return all
}

// does is what a role lets somebody do, in a few words.
func does(r billing.Role) string {
	switch r {
	case billing.RoleOwner:
		return words.T("Everything, and other owners")
	case billing.RoleAdmin:
		return words.T("Members, seats and billing")
	case billing.RoleBillingAdmin:
		return words.T("Members, seats and billing")
	case billing.RoleFinanceApprover:
		return words.T("Reads invoices and payments")
	case billing.RoleOperations:
		return words.T("Reads members and usage")
	case billing.RoleMember:
		return words.T("Reads the plan and its limits")
	default:
		return ""
	}
}
