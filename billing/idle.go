package billing

import "time"

// IdleAfter is how long a member must have done nothing to count as idle.
const IdleAfter = 60 * 24 * time.Hour

// Idle tells whether somebody takes a seat and has not used it for IdleAfter. Of
// somebody who never did anything is not known since when.
func (m *Member) Idle(now time.Time) bool {
	return m.Status == MemberActive && !m.Guest && m.LastActive != nil && now.Sub(*m.LastActive) >= IdleAfter
}

// IdleCount is how many of the members are idle.
func IdleCount(members []Member, now time.Time) int {
	n := 0
	for i := range members {
		if members[i].Idle(now) {
			n++
		}
	}
	return n
}
