package billing

import (
	"testing"
	"time"
)

// A card of 12/2026 can be charged through 31 December, UTC: forty days follow
// 21 November.
func TestACardIsGoodUntilTheEndOfItsMonth(t *testing.T) {
	card := PaymentMethod{ExpMonth: 12, ExpYear: 2026, Status: MethodWorks}
	tests := []struct {
		now     string
		days    int
		expired bool
	}{
		{"2026-11-21T10:42:07Z", 40, false},
		{"2026-12-30T23:59:59Z", 1, false},
		{"2026-12-31T00:00:01Z", 0, false},
		{"2026-12-31T23:59:59Z", 0, false},
		{"2027-01-01T00:00:00Z", 0, true},
	}
	for _, tt := range tests {
		now, err := time.Parse(time.RFC3339, tt.now)
		if err != nil {
			t.Fatal(err)
		}
		if days, expired := card.DaysLeft(now), card.Expired(now); days != tt.days || expired != tt.expired {
			t.Errorf("%s: %d days left, expired %t; want %d, %t", tt.now, days, expired, tt.days, tt.expired)
		}
	}
	card.Status = MethodExpired
	if !card.Expired(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Error("a card that billing calls expired is not")
	}
}
