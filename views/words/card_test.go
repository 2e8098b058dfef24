package words

import (
	"testing"
	"time"

	"billfold/billing"
)

// A card of 12/2026 can be charged through 31 December: 60 days follow 1 November.
func TestHealthOfACard(t *testing.T) {
	for at, want := range map[string]struct {
		status billing.MethodStatus
		health CardHealth
		word   string
	}{
		"2026-11-01T00:00:01Z": {billing.MethodWorks, CardEnding, "Expires soon"},
		"2026-11-01T00:00:00Z": {billing.MethodWorks, CardSound, "Works"},
		"2026-12-31T23:59:59Z": {billing.MethodWorks, CardEnding, "Expires soon"},
		"2027-01-01T00:00:00Z": {billing.MethodWorks, CardFails, "Expired"},
		"2026-02-01T00:00:00Z": {billing.MethodDeclined, CardFails, "Declined"},
		"2027-02-01T00:00:00Z": {billing.MethodDeclined, CardFails, "Expired"},
		"2026-03-01T00:00:00Z": {billing.MethodExpired, CardFails, "Expired"},
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		card := billing.PaymentMethod{ExpMonth: 12, ExpYear: 2026, Status: want.status}
		if health, word := HealthOf(&card, now); health != want.health || word != want.word {
			t.Errorf("%s: %d, %q", at, health, word)
		}
	}
	if got := CardMonth(&billing.PaymentMethod{ExpMonth: 8, ExpYear: 2028}); got != "08/2028" {
		t.Errorf("printed as %q", got)
	}
}

func TestCountriesAreFoundByWhatIsTyped(t *testing.T) {
	Speak(German)
	t.Cleanup(func() { Speak(English) })
	codes := Countries()
	for typed, want := range map[string]string{
		"osterr": "Österreich", "Vereinigtes K": "Vereinigtes Königreich", "königreich": "Vereinigtes Königreich", "gb": "Vereinigtes Königreich",
	} {
		found := FindCountries(codes, typed)
		if len(found) == 0 || Country(codes[found[0]]) != want {
			t.Errorf("%q finds %v", typed, found)
		}
	}
	if found := FindCountries(codes, " "); len(found) != len(codes) || found[0] != 0 {
		t.Errorf("nothing finds %d of %d", len(found), len(codes))
	}
	if found := FindCountries(codes, "nowhere"); len(found) != 0 {
		t.Errorf("nowhere is %v", found)
	}
}
