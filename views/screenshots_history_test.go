//go:build screenshots

package views_test

import (
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
)

// The history is photographed with an entry that is open, as it is mostly read.
func init() {
	extra[nav.PageHistory] = []state{
		{name: "member", set: member},
		{name: "declined", arg: "inv_NWT-0011"},
		{name: "rejected", arg: "chg_0199e3b7"},
		{name: "scheduled", arg: "chg_0199f00c"},
		{name: "unread", arg: "chg_0199e1a4", set: func(f *fake) { f.fresh = sample.Fresh(billing.Away) }},
		{name: "unknown", arg: "chg_0199aaaa"},
		{name: "nothing", then: func(t *testing.T, s *stage) {
			s.window.Canvas().Focus(s.first(t, "*widgets.Entry"))
			s.types("zebra")
		}},
	}
	for _, place := range []struct {
		name  string
		route nav.Route
	}{
		{"history", nav.Route{Page: nav.PageHistory}},
		{"change", nav.Route{Page: nav.PageHistory, Arg: "chg_0199e1a4"}},
	} {
		places = append(places, place)
	}
}
