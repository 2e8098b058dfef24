package sample_test

import (
	"testing"

	"billfold/billing"
	"billfold/views/sample"
)

// The people are as many as the facts and the pictures say.
func TestPeopleAddUp(t *testing.T) {
	type counts struct{ all, seats, idle, invited, guests, deactivated int }
	count := func(all []billing.Member) counts {
		c, ids, addresses := counts{all: len(all)}, map[string]bool{}, map[string]bool{}
		for i := range all {
			m := &all[i]
			ids[m.ID], addresses[m.Email] = true, true
			switch {
			case m.Status == billing.MemberInvited:
				c.invited++
			case m.Status == billing.MemberDeactivated:
				c.deactivated++
			case m.Guest:
				c.guests++
			default:
				c.seats++
			}
			if m.Idle(sample.Now()) {
				c.idle++
			}
		}
		if len(ids) != len(all) || len(addresses) != len(all) {
			t.Errorf("%d people have %d ids and %d addresses", len(all), len(ids), len(addresses))
		}
		return c
	}
	used := sample.Facts().Usage.ActiveMembers
	if got, want := count(sample.Members()), (counts{69, used, 6, 3, 12, 8}); got != want {
		t.Errorf("members: %+v, want %+v", got, want)
	}
	if got, want := count(sample.Crowd()), (counts{100_184, used, 6, 3, 99_871, 264}); got != want {
		t.Errorf("crowd: %+v, want %+v", got, want)
	}
	if got, want := count(append(sample.Crowd(), sample.Newcomers()...)), (counts{100_191, 53, 6, 3, 99_871, 264}); got != want {
		t.Errorf("with the newcomers: %+v, want %+v", got, want)
	}
}
