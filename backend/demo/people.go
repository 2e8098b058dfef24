package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"billfold/billing"
)

// firstNames and lastNames are crossed to name members; the crossing has no
// pair twice before all are used.
var (
	firstNames = strings.Fields("Ada Bruno Chloe Dmitri Elif Farid Greta Hugo Ines Jamal Kenji Lena Marek Nadia Owen Priya " +
		"Quentin Rosa Samir Tove Uma Viktor Wanda Ximena Yusuf Zora Alma Boris Clara Diego Emma Felix Gita Henrik Iris Jonas")
	lastNames = strings.Fields("Abara Berg Castell Dahl Engel Ferro Grant Haas Ivers Jansen Kovac Lindqvist Moreau Nakata " +
		"Ortega Petrov Quist Raman Seaton Tanaka Ueda Vance Watanabe Xu Yilmaz Zeller Adeyemi Brandt Costa Duarte Eriksen " +
		"Fontaine Gallo Hoffmann Iqbal Johansen Keller")
)

// staff makes members with plausible names and addresses of a domain: active
// ones, then invited, deactivated and guests, in a fixed mix.
type staff struct {
	domain string
	prefix string // of their ids
	random *rand.Rand
	asOf   time.Time
	next   int
}

// headcount is how many members of each sort there are.
type headcount struct{ active, invited, deactivated, guests int }

// members makes the headcount. The people who can sign in are members already
// and are not among them.
func (s *staff) members(count headcount) []billing.Member {
	var all []billing.Member
	add := func(n int, status billing.MemberStatus, guest bool) {
		for range n {
			all = append(all, s.member(status, guest))
		}
	}
	add(count.active, billing.MemberActive, false)
	add(count.invited, billing.MemberInvited, false)
	add(count.deactivated, billing.MemberDeactivated, false)
	add(count.guests, billing.MemberActive, true)
	return all
}

func (s *staff) member(status billing.MemberStatus, guest bool) billing.Member {
	name := fullName(s.next)
	s.next++
	domain := s.domain
	if guest {
		domain = "partner.example"
	}
	m := billing.Member{
		ID: fmt.Sprintf("mem_%s_%03d", s.prefix, s.next), Name: name,
		Email: strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@" + domain, Role: billing.RoleMember, Status: status, Guest: guest,
	}
	if status == billing.MemberInvited {
		return m
	}
	m.LastActive = s.lastActive(status)
	return m
}

// fullName is the n-th crossing of the lists of names, whose lengths have no
// common divisor.
func fullName(n int) string { return firstNames[n%len(firstNames)] + " " + lastNames[n%len(lastNames)] }

// lastActive is mostly within days; a few members have been idle for months,
// which is what somebody looking for unused seats wants to find.
func (s *staff) lastActive(status billing.MemberStatus) *time.Time {
	ago := time.Duration(s.random.Int64N(int64(4 * 24 * time.Hour)))
	if status == billing.MemberDeactivated || s.random.IntN(8) == 0 {
		ago = 60*24*time.Hour + time.Duration(s.random.Int64N(int64(90*24*time.Hour)))
	}
	at := s.asOf.Add(-ago).UTC().Truncate(time.Second)
	return &at
}

// named completes people who have a name and an address already.
func (s *staff) named(people []billing.Member) []billing.Member {
	all := make([]billing.Member, 0, len(people))
	for n, m := range people {
		m.ID = fmt.Sprintf("mem_%s_p%02d", s.prefix, n+1)
		m.Status, m.LastActive = billing.MemberActive, s.lastActive(billing.MemberActive)
		all = append(all, m)
	}
	return all
}
