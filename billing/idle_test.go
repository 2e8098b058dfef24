package billing

import "testing"

func TestIdle(t *testing.T) {
	now := at("2026-11-21T10:42:07Z")
	seen := func(s string) Member { return Member{Status: MemberActive, LastActive: ptr(at(s))} }
	guest, invited, gone := seen("2026-08-01T00:00:00Z"), seen("2026-08-01T00:00:00Z"), seen("2026-08-01T00:00:00Z")
	guest.Guest, invited.Status, gone.Status = true, MemberInvited, MemberDeactivated
	tests := map[string]struct {
		member Member
		want   bool
	}{
		"sixty days to the second": {seen("2026-09-22T10:42:07Z"), true},
		"a second less":            {seen("2026-09-22T10:42:08Z"), false},
		"today":                    {seen("2026-11-21T10:00:00Z"), false},
		"never seen":               {Member{Status: MemberActive}, false},
		"guest":                    {guest, false},
		"invited":                  {invited, false},
		"deactivated":              {gone, false},
	}
	var all []Member
	for name, tt := range tests {
		all = append(all, tt.member)
		if got := tt.member.Idle(now); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
	}
	if got := IdleCount(all, now); got != 1 {
		t.Errorf("%d idle", got)
	}
}
