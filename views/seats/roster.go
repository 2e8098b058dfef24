package seats

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"billfold/billing"

	"golang.org/x/text/unicode/norm"
)

// state is where a member stands, the one that somebody should see to first.
type state uint8

const (
	stateOver state = iota // beyond the seats that are paid for
	stateIdle
	stateActive
	stateInvited
	stateDeactivated
)

// segment divides the members; all of them are in segmentAll and in one other.
type segment uint8

const (
	segmentAll segment = iota
	segmentActive
	segmentInvited
	segmentGuests
	segmentDeactivated
	segmentCount
)

// only leaves some of those who take a seat.
type only uint8

const (
	onlyAny  only = iota
	onlyIdle      // who has not used it for long
	onlyOver      // whom the seats do not reach, and who is idle
)

// column orders the members.
type column uint8

const (
	columnName column = iota
	columnEmail
	columnRole
	columnStatus
	columnSeat
	columnActive
	columnCount
)

// ascends tells whether the column goes upwards when it is first asked for: names begin
// with A, everything else with what matters most.
func (c column) ascends() bool { return c == columnName || c == columnEmail }

// query is which members are listed, and how.
type query struct {
	segment   segment
	only      only
	role      billing.Role // empty for any
	text      string       // in name or address
	sort      column
	ascending bool
}

// filtered tells whether anything but the segment leaves somebody out.
func (q query) filtered() bool { return q.only != onlyAny || q.role != "" || fold(q.text) != "" }

// roster is the members prepared to be listed: what is searched and compared is made
// once, and every order of them when it is first asked for. It never changes, and may
// be asked from several goroutines.
type roster struct {
	members  []billing.Member
	text     string  // names and addresses, folded, one member after the other
	starts   []int32 // where in text a member begins; one more than there are members
	names    []string
	emails   []string
	roles    []uint8 // by might
	active   []int64 // when last, in microseconds; never is the least number
	states   []state
	segments []segment
	idle     []bool
	counts   [segmentCount]int
	idling   int
	over     int
	index    map[string]int32 // by id

	orders [columnCount][2]order
}

// order is all members in one order, by their place in the roster.
type order struct {
	once sync.Once
	rows []int32
}

// listing is what a query finds, by place in the roster.
type listing struct {
	query query
	rows  []int32
}

// newRoster prepares members, seen at now, of an account with so many seats, 0 being no
// limit.
func newRoster(members []billing.Member, seats int, now time.Time) *roster {
	n := len(members)
	r := &roster{
		members: members, roles: make([]uint8, n), active: make([]int64, n),
		states: make([]state, n), segments: make([]segment, n), idle: make([]bool, n), index: make(map[string]int32, n),
	}
	beyond := billing.BeyondSeats(members, seats)
	r.over = len(beyond)
	for i := range members {
		m := &members[i]
		r.roles[i], r.active[i] = roleRank(m), activity(m)
		r.idle[i] = m.Idle(now)
		r.states[i], r.segments[i] = stateOf(m, r.idle[i], beyond[m.ID]), segmentOf(m)
		r.index[m.ID] = int32(i)
		r.counts[segmentAll]++
		r.counts[r.segments[i]]++
		if r.idle[i] {
			r.idling++
		}
	}
	r.write()
	return r
}

// Between the name and the address of a member, and between two members. Nobody can
// search for them.
const (
	afterName   = '\x00'
	afterMember = '\n'
)

// write makes the text that is searched: all of it in one piece, which is many times as
// quick to look through as many small ones.
func (r *roster) write() {
	n := len(r.members)
	r.names, r.emails, r.starts = make([]string, n), make([]string, n), make([]int32, 0, n+1)
	var b strings.Builder
	middles := make([]int, n)
	for i := range r.members {
		r.starts = append(r.starts, int32(b.Len()))
		b.WriteString(fold(r.members[i].Name))
		middles[i] = b.Len()
		b.WriteByte(afterName)
		b.WriteString(fold(r.members[i].Email))
		b.WriteByte(afterMember)
	}
	r.starts = append(r.starts, int32(b.Len()))
	r.text = b.String()
	for i := range r.members {
		r.names[i], r.emails[i] = r.text[r.starts[i]:middles[i]], r.text[middles[i]+1:r.starts[i+1]-1]
	}
}

func stateOf(m *billing.Member, idle, beyond bool) state {
	switch {
	case m.Status == billing.MemberDeactivated:
		return stateDeactivated
	case m.Status == billing.MemberInvited:
		return stateInvited
	case beyond:
		return stateOver
	case idle:
		return stateIdle
	default:
		return stateActive
	}
}

func segmentOf(m *billing.Member) segment {
	switch {
	case m.Status == billing.MemberDeactivated:
		return segmentDeactivated
	case m.Status == billing.MemberInvited:
		return segmentInvited
	case m.Guest:
		return segmentGuests
	default:
		return segmentActive
	}
}

// member finds somebody by id; nil where nobody has it.
func (r *roster) member(id string) *billing.Member {
	if i, ok := r.index[id]; ok {
		return &r.members[i]
	}
	return nil
}

// checkEvery is how many members are looked at between two looks at whether anybody
// still waits for the answer.
const checkEvery = 8192

// list finds those whom a query is about; it ends early with its context.
func (r *roster) list(ctx context.Context, q query) (listing, error) {
	has := r.search(fold(q.text))
	found := listing{query: q, rows: []int32{}}
	for n, row := range r.order(q.sort, q.ascending) {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return listing{}, ctx.Err()
		}
		if (has == nil || has[row]) && r.matches(row, q) {
			found.rows = append(found.rows, row)
		}
	}
	return found, nil
}

// search tells for each member whether a folded text is in their name or address; nil
// where there is nothing to look for.
func (r *roster) search(text string) []bool {
	if text == "" {
		return nil
	}
	has := make([]bool, len(r.members))
	for at, row := 0, 0; ; {
		next := strings.Index(r.text[at:], text)
		if next < 0 {
			return has
		}
		at += next
		for int(r.starts[row+1]) <= at {
			row++
		}
		has[row] = true
		at = int(r.starts[row+1])
	}
}

func (r *roster) matches(row int32, q query) bool {
	switch {
	case q.segment != segmentAll && r.segments[row] != q.segment:
		return false
	case q.only == onlyIdle && !r.idle[row]:
		return false
	case q.only == onlyOver && !r.idle[row] && r.states[row] != stateOver:
		return false
	default:
		return q.role == "" || r.members[row].Role == q.role
	}
}

func (r *roster) order(by column, ascending bool) []int32 {
	at := 0
	if ascending {
		at = 1
	}
	o := &r.orders[by][at]
	o.once.Do(func() {
		o.rows = make([]int32, len(r.members))
		for i := range o.rows {
			o.rows[i] = int32(i)
		}
		compare := r.comparison(by)
		slices.SortFunc(o.rows, func(a, b int32) int {
			first := compare(a, b)
			if !ascending {
				first = -first
			}
			if first != 0 {
				return first
			}
			return r.compareTied(a, b)
		})
	})
	return o.rows
}

// comparison is ascending: whoever matters most comes last.
func (r *roster) comparison(by column) func(a, b int32) int {
	switch by {
	case columnEmail:
		return func(a, b int32) int { return strings.Compare(r.emails[a], r.emails[b]) }
	case columnRole:
		return func(a, b int32) int { return int(r.roles[b]) - int(r.roles[a]) }
	case columnStatus:
		return func(a, b int32) int { return int(r.states[b]) - int(r.states[a]) }
	case columnSeat:
		return func(a, b int32) int { return takes(&r.members[a]) - takes(&r.members[b]) }
	case columnActive:
		return func(a, b int32) int { return cmp.Compare(r.active[a], r.active[b]) }
	default:
		return func(a, b int32) int { return strings.Compare(r.names[a], r.names[b]) }
	}
}

// compareTied puts whoever should be seen to first, then whoever was active last.
func (r *roster) compareTied(a, b int32) int {
	if by := int(r.states[a]) - int(r.states[b]); by != 0 {
		return by
	}
	if by := cmp.Compare(r.active[b], r.active[a]); by != 0 {
		return by
	}
	return cmp.Or(strings.Compare(r.names[a], r.names[b]), int(a-b))
}

// roleRank is the place of a member's role, the mightiest first; guests without another
// role come last.
func roleRank(m *billing.Member) uint8 {
	if i := slices.Index(billing.Roles, m.Role); i >= 0 && !(m.Guest && m.Role == billing.RoleMember) {
		return uint8(i)
	}
	return uint8(len(billing.Roles))
}

func takes(m *billing.Member) int {
	if m.TakesSeat() {
		return 1
	}
	return 0
}

// activity is when a member was last active.
func activity(m *billing.Member) int64 {
	if m.LastActive == nil {
		return math.MinInt64
	}
	return m.LastActive.UnixMicro()
}

// fold is a text as it is searched and compared: in lower case, without accents.
func fold(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	for i := range len(text) {
		if text[i] >= 0x80 {
			return strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, norm.NFD.String(text))
		}
	}
	return text
}
