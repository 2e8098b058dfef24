package views_test

import (
	"strings"
	"testing"

	"billfold/views/nav"
	"billfold/views/widgets"
)

// fitsDoubled tells where anything has to be scrolled sideways or is cut off at twice the
// size: nothing may, on any page and however one comes upon it, but for the plans side by
// side.
func fitsDoubled(t *testing.T, page nav.Page, s *stage) {
	t.Helper()
	s.window.Resize(doubled)
	if needs := s.shell.Needs(); needs.Width > doubled.Width && page != nav.PagePlans {
		t.Errorf("needs %v units of %v", needs.Width, doubled.Width)
	}
	for _, misfit := range widgets.Misfits(s.window.Content()) {
		if !strings.Contains(misfit, " is cut to ") { // as cells may be, whose columns can be widened
			t.Errorf("%v: %s", doubled.Width, misfit)
		}
	}
}
