package billing

import (
	"maps"
	"slices"
	"testing"
	"time"
)

func TestBeyondSeats(t *testing.T) {
	on := func(day string) *time.Time {
		t := at(day + "T12:00:00Z")
		return &t
	}
	members := []Member{
		{ID: "1", Email: "owner@a", Role: RoleOwner, Status: MemberActive, LastActive: on("2026-01-01")},
		{ID: "2", Email: "late@a", Role: RoleMember, Status: MemberActive, LastActive: on("2026-11-20")},
		{ID: "3", Email: "early@a", Role: RoleMember, Status: MemberActive, LastActive: on("2026-08-20")},
		{ID: "4", Email: "never@a", Role: RoleMember, Status: MemberActive},
		{ID: "5", Email: "guest@a", Role: RoleMember, Status: MemberActive, Guest: true},
		{ID: "6", Email: "gone@a", Role: RoleMember, Status: MemberDeactivated},
		{ID: "7", Email: "Late@A", Role: RoleMember, Status: MemberActive, LastActive: on("2026-11-19")},
		{ID: "8", Email: "new@a", Role: "a role of tomorrow", Status: MemberActive, LastActive: on("2026-11-20")},
	}
	for seats, want := range map[int][]string{
		0: nil,
		1: {"2", "3", "4", "7", "8"}, // whoever owns the account keeps a seat, however long away
		2: {"3", "4", "8"},           // 7 is 2 by another spelling
		3: {"4", "8"},
		4: {"8"},
		5: nil,
		9: nil,
	} {
		if got := slices.Sorted(maps.Keys(BeyondSeats(members, seats))); !slices.Equal(got, want) {
			t.Errorf("%d seats: %v, want %v", seats, got, want)
		}
	}
}
