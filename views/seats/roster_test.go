package seats

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
)

func ago(days int) *time.Time {
	t := sample.Now().AddDate(0, 0, -days)
	return &t
}

// few are one of each sort, in no order.
func few() []billing.Member {
	active := func(id, name string, role billing.Role, days int) billing.Member {
		return billing.Member{ID: id, Name: name, Email: strings.ToLower(id) + "@a.example", Role: role, Status: billing.MemberActive, LastActive: ago(days)}
	}
	guest := active("G", "Gil Guest", billing.RoleMember, 1)
	guest.Guest = true
	accountant := active("F", "Fay Finance", billing.RoleFinanceApprover, 3)
	accountant.Guest = true
	return []billing.Member{
		active("M", "Álvaro Member", billing.RoleMember, 2), active("O", "Zoe Owner", billing.RoleOwner, 5),
		active("I", "Ida Idle", billing.RoleMember, 70), active("J", "Jo Idle", billing.RoleMember, 90), guest, accountant,
		{ID: "V", Name: "Vic Invited", Email: "v@a.example", Role: billing.RoleMember, Status: billing.MemberInvited},
		{ID: "D", Name: "Dan Gone", Email: "d@a.example", Role: billing.RoleMember, Status: billing.MemberDeactivated, LastActive: ago(200)},
	}
}

func found(t *testing.T, r *roster, q query) string {
	t.Helper()
	l, err := r.list(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var ids strings.Builder
	for _, row := range l.rows {
		ids.WriteString(r.members[row].ID)
	}
	return ids.String()
}

func TestRosterCounts(t *testing.T) {
	r := newRoster(few(), 3, sample.Now())
	if want := [segmentCount]int{segmentAll: 8, segmentActive: 4, segmentInvited: 1, segmentGuests: 2, segmentDeactivated: 1}; r.counts != want {
		t.Errorf("counts %v, want %v", r.counts, want)
	}
	if r.idling != 2 || r.over != 1 || r.states[r.index["J"]] != stateOver || r.states[r.index["I"]] != stateIdle {
		t.Errorf("%d idle, %d over: %v", r.idling, r.over, r.states)
	}
}

func TestRosterLists(t *testing.T) {
	r := newRoster(few(), 3, sample.Now())
	by := func(c column) query { return query{sort: c, ascending: c.ascends()} }
	with := func(change func(*query)) query {
		q := by(columnName)
		change(&q)
		return q
	}
	for name, tt := range map[string]struct {
		query query
		want  string
	}{
		"by name, accents aside":           {by(columnName), "MDFGIJVO"},
		"by name, backwards":               {query{sort: columnName}, "OVJIGFDM"},
		"by email":                         {by(columnEmail), "DFGIJMOV"},
		"by role, who needs a look first":  {by(columnRole), "OFJIMVDG"},
		"by role, the least first":         {query{sort: columnRole, ascending: true}, "GJIMVDFO"},
		"by status, the most urgent first": {by(columnStatus), "JIGMFOVD"},
		"by who takes a seat":              {by(columnSeat), "JIMOGFVD"},
		"by activity, the latest first":    {by(columnActive), "GMFOIJDV"},
		"by activity, the oldest first":    {query{sort: columnActive, ascending: true}, "VDJIOFMG"},
		"active":                           {with(func(q *query) { q.segment = segmentActive }), "MIJO"},
		"guests":                           {with(func(q *query) { q.segment = segmentGuests }), "FG"},
		"invited":                          {with(func(q *query) { q.segment = segmentInvited }), "V"},
		"deactivated":                      {with(func(q *query) { q.segment = segmentDeactivated }), "D"},
		"idle":                             {with(func(q *query) { q.only = onlyIdle }), "IJ"},
		"over the limit or idle":           {with(func(q *query) { q.only = onlyOver }), "IJ"},
		"a role":                           {with(func(q *query) { q.role = billing.RoleFinanceApprover }), "F"},
		"a name in capitals":               {with(func(q *query) { q.text = " IDLE" }), "IJ"},
		"a name without its accent":        {with(func(q *query) { q.text = "alvaro" }), "M"},
		"a name with another one":          {with(func(q *query) { q.text = "ÀLVARO" }), "M"},
		"an address":                       {with(func(q *query) { q.text = "o@a" }), "O"},
		"nobody":                           {with(func(q *query) { q.text = "nobody" }), ""},
		"two conditions":                   {with(func(q *query) { q.segment, q.text = segmentActive, "gil" }), ""},
	} {
		if got := found(t, r, tt.query); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// Whoever is over is listed among the idle too where they are only that.
func TestOverAndNotIdle(t *testing.T) {
	members := few()
	members[2].LastActive, members[3].LastActive = ago(10), ago(20)
	r := newRoster(members, 3, sample.Now())
	if got := found(t, r, query{only: onlyOver, sort: columnName, ascending: true}); got != "J" || r.idling != 0 {
		t.Errorf("over or idle: %q", got)
	}
	if got := found(t, r, query{only: onlyIdle, sort: columnName, ascending: true}); got != "" {
		t.Errorf("idle: %q", got)
	}
}

// An answer that nobody waits for is not worked out.
func TestListingEndsWithItsContext(t *testing.T) {
	r := newRoster(few(), 3, sample.Now())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.list(ctx, query{}); err == nil {
		t.Error("it went on")
	}
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		" Tomás ÁLVAREZ ": "tomas alvarez", "Łukasz": "łukasz", "plain": "plain", "": "", "Ångström": "angstrom",
	} {
		if got := fold(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTargets(t *testing.T) {
	r := newRoster(few(), 3, sample.Now())
	all := []string{"M", "O", "I", "G", "V", "D", "unknown"}
	got := targetsOf(r, all, func(m *billing.Member) bool { return deactivates(billing.RoleAdmin, m) })
	if want := []string{"M", "G", "I", "V"}; !slices.Equal(got.ids, want) {
		t.Errorf("deactivates %v, want %v: by name, without the owner and who is gone", got.ids, want)
	}
	if got.seats != 2 || got.invited != 1 || got.skipped != 3 {
		t.Errorf("%d seats, %d invited, %d skipped", got.seats, got.invited, got.skipped)
	}
}
