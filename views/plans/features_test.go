package plans

import (
	"slices"
	"strings"
	"testing"

	"billfold/billing"
)

// written is a row in one line: "Channels: Email | Email and SMS | …".
func written(label string, cells []cell) string {
	parts := make([]string, len(cells))
	for i, c := range cells {
		parts[i] = strings.Join(c.lines, ", ")
	}
	return label + ": " + strings.Join(parts, " | ")
}

func TestFeaturesBecomeRowsAsFarAsTheyCompare(t *testing.T) {
	free, team, business := billing.PlanFree, billing.PlanPaid, billing.PlanPaid
	tests := []struct {
		name  string
		kinds []billing.PlanKind
		lists [][]string
		want  []string
	}{
		{
			"the sample",
			[]billing.PlanKind{free, team, business, billing.PlanCustom},
			[][]string{
				{"Email channel", "Version history 14 days"},
				{"Email and SMS channels", "Version history 180 days"},
				{"Email, SMS and WhatsApp channels", "Version history 1 year", "Single sign-on"},
				{"All channels", "Version history as agreed", "Single sign-on"},
			},
			[]string{
				"Channels: Email | Email and SMS | Email, SMS and WhatsApp | All",
				"Version history: 14 days | 180 days | 1 year | As agreed",
				"Single sign-on: Not included | Not included | Included | Included",
			},
		},
		{
			"a small word belongs to what follows",
			[]billing.PlanKind{free, team},
			[][]string{{"Version history for 14 days"}, {"Version history for 180 days", "Guests take no seat"}},
			[]string{"Version history: For 14 days | For 180 days", "Guests take no seat: Not included | Included"},
		},
		{
			"what a bigger plan does not list is not said to be missing",
			[]billing.PlanKind{free, team, business},
			[][]string{{"Email"}, {"Email and SMS", "Campaign calendar"}, {"Email, SMS and WhatsApp", "Campaign calendar"}},
			[]string{
				"Email, SMS and WhatsApp: Not included | Not included | Included",
				"Campaign calendar: Not included | Included | Included",
				"rest: Email | Email and SMS | Nothing more",
			},
		},
		{
			"a trial says little",
			[]billing.PlanKind{free, billing.PlanTrial, team},
			[][]string{{"Version history 14 days"}, {"Everything in Team for 14 days"}, {"Version history 180 days"}},
			[]string{"Version history: 14 days | Not stated | 180 days", "rest: Nothing more | Everything in Team for 14 days | Nothing more"},
		},
		{
			"two of one kind in a plan",
			[]billing.PlanKind{free, team},
			[][]string{{"Shared templates"}, {"Shared templates", "Own templates"}},
			[]string{"Shared templates: Included | Included", "Own templates: Not included | Included"},
		},
		{
			"a contract lists only what is its own",
			[]billing.PlanKind{team, billing.PlanCustom},
			[][]string{{"Local numbers", "Call routing"}, {"Own numbers and routes"}},
			[]string{
				"Local numbers: Included | As agreed", "Call routing: Included | As agreed", "Own numbers and routes: Not included | Included",
			},
		},
		{"nothing at all", []billing.PlanKind{free, team}, [][]string{nil, nil}, nil},
	}
	for _, tt := range tests {
		var shown []*billing.Plan
		for i, list := range tt.lists {
			shown = append(shown, &billing.Plan{ID: string(rune('a' + i)), Rank: 10 * i, Kind: tt.kinds[i], Features: list})
		}
		var got []string
		rows, rest := featureRows(shown)
		for _, r := range rows {
			got = append(got, written(r.label, r.cells))
		}
		if rest != nil {
			got = append(got, written("rest", rest))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
}
