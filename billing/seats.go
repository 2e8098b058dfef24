package billing

import (
	"cmp"
	"slices"
)

// TakesSeat tells whether the member takes one of the seats that are paid for.
func (m *Member) TakesSeat() bool { return m.Status == MemberActive && !m.Guest }

// BeyondSeats are the ids of the members whom the seats do not reach; none where seats
// is 0, which is no limit. Billing knows how many are too many and not who: the seats
// are counted out by role, the mightiest first, and among the same by who was active
// last, so that those who would miss theirs least are left over. Whoever has an address
// of somebody before them shares that one's seat.
func BeyondSeats(members []Member, seats int) map[string]bool {
	if seats == 0 {
		return nil
	}
	var all []*Member
	for i := range members {
		if members[i].TakesSeat() {
			all = append(all, &members[i])
		}
	}
	slices.SortFunc(all, func(a, b *Member) int {
		return cmp.Or(cmp.Compare(a.Role.rank(), b.Role.rank()), compareActivity(a, b), cmp.Compare(a.ID, b.ID))
	})
	beyond, seated := map[string]bool{}, make(map[string]bool, len(all))
	for _, m := range all {
		address := FoldEmail(m.Email)
		switch {
		case seated[address]:
		case len(seated) < seats:
			seated[address] = true
		default:
			beyond[m.ID] = true
		}
	}
	return beyond
}

// rank is the role's place among all roles, the mightiest having the least; one that is
// not known comes last.
func (r Role) rank() int {
	if i := slices.Index(Roles, r); i >= 0 {
		return i
	}
	return len(Roles)
}

// compareActivity puts who was active last first, and whose activity is not known last.
func compareActivity(a, b *Member) int {
	switch {
	case a.LastActive == nil && b.LastActive == nil:
		return 0
	case a.LastActive == nil:
		return 1
	case b.LastActive == nil:
		return -1
	default:
		return b.LastActive.Compare(*a.LastActive)
	}
}
