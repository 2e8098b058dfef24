package cache_test

import (
	"testing"
	"time"

	"billfold/billing"
)

// Who is idle is counted as billing counts it, to the microsecond.
func TestIdleMembersAreCounted(t *testing.T) {
	c := open(t, t.TempDir())
	ago := func(d time.Duration) *time.Time {
		at := noon.Add(-d)
		return &at
	}
	long := billing.IdleAfter
	var all []billing.Member
	var saved []billing.Resource
	for id, set := range map[string]func(*billing.Member){
		"just as long": func(m *billing.Member) { m.LastActive = ago(long) },
		"not as long":  func(m *billing.Member) { m.LastActive = ago(long - time.Microsecond) },
		"longer":       func(m *billing.Member) { m.LastActive = ago(2 * long) },
		"never":        func(m *billing.Member) { m.LastActive = nil },
		"guest":        func(m *billing.Member) { m.LastActive, m.Guest = ago(long), true },
		"invited":      func(m *billing.Member) { m.LastActive, m.Status = ago(long), billing.MemberInvited },
		"gone":         func(m *billing.Member) { m.LastActive, m.Status = ago(long), billing.MemberDeactivated },
	} {
		m := member(id, id)
		m.Status, m.Guest = billing.MemberActive, false
		set(m)
		all = append(all, *m)
		saved = append(saved, billing.NewResource(id, int64(len(saved)+1), m))
	}
	if err := apply(t.Context(), c, "acc_1", page(int64(len(saved)), false, saved...), noon); err != nil {
		t.Fatal(err)
	}
	want := billing.IdleCount(all, noon)
	if got, err := c.IdleMembers(t.Context(), "acc_1", noon); err != nil || got != want || got != 2 {
		t.Errorf("%d idle, %v; want %d", got, err, want)
	}
	if got, err := c.IdleMembers(t.Context(), "acc_2", noon); err != nil || got != 0 {
		t.Errorf("in another account %d, %v", got, err)
	}
}
