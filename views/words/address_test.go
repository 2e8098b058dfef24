package words

import (
	"strings"
	"testing"
)

func TestPlacesAreWrittenAsTheirCountriesDo(t *testing.T) {
	for _, c := range []struct {
		place Place
		want  string
	}{
		{Place{"14 Canal Street", "E2 8PJ", "London", "", "GB"}, "14 Canal Street, London, E2 8PJ, United Kingdom"},
		{Place{"220 Mercer Street", "10012", "New York", "NY", "US"}, "220 Mercer Street, New York NY 10012, United States"},
		{Place{"Lindenstraße 8", "10969", "Berlin", "", "DE"}, "Lindenstraße 8, 10969 Berlin, Germany"},
		{Place{"Main Road 1", "", "Dubai", "", "AE"}, "Main Road 1, Dubai, United Arab Emirates"},
		{Place{"12 The Terrace", "6011", "Wellington", "", "NZ"}, "12 The Terrace, Wellington 6011, New Zealand"},
		{Place{Country: "DE"}, "Germany"},
		{Place{}, ""},
	} {
		if got := strings.Join(c.place.Lines(), ", "); got != c.want {
			t.Errorf("%+v: %q, want %q", c.place, got, c.want)
		}
	}
}
