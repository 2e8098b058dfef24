package billing

import (
	"maps"
	"slices"
	"testing"
	"time"
)

func TestIdle(t *testing.T) {
	now := at("2026-11-21T10:42:07Z")
	ago := func(d time.Duration) *time.Time {
		t := now.Add(-d)
		return &t
	}
	for name, tt := range map[string]struct {
		member Member
		want   bool
	}{
		"sixty days to the second":   {Member{Status: MemberActive, LastActive: ago(60 * 24 * time.Hour)}, true},
		"a second less":              {Member{Status: MemberActive, LastActive: ago(60*24*time.Hour - time.Second)}, false},
		"never seen":                 {Member{Status: MemberActive}, false},
		"a guest takes no seat":      {Member{Status: MemberActive, Guest: true, LastActive: ago(100 * 24 * time.Hour)}, false},
		"nor who was deactivated":    {Member{Status: MemberDeactivated, LastActive: ago(100 * 24 * time.Hour)}, false},
		"nor who is invited":         {Member{Status: MemberInvited}, false},
		"active ahead of this clock": {Member{Status: MemberActive, LastActive: ago(-time.Minute)}, false},
	} {
		if got := tt.member.Idle(now); got != tt.want {
			t.Errorf("%s: idle %t", name, got)
		}
	}
}

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
