package views_test

import (
	"strings"
	"testing"

	"billfold/views/nav"
	"billfold/views/widgets"
	"billfold/views/words"
)

// At twice the size nothing has to be scrolled sideways, on any page and however one comes
// upon it, but for the plans side by side; and nothing is cut off.
func TestEveryPageFitsAtTwiceTheSize(t *testing.T) {
	for _, l := range []words.Language{words.English, words.German} {
		speak(t, l)
		everywhere(t, func(t *testing.T, page nav.Page, s *stage) {
			s.window.Resize(doubled)
			if needs := s.shell.Needs(); needs.Width > doubled.Width && page != nav.PagePlans {
				t.Errorf("%s: needs %v units of %v", l, needs.Width, doubled.Width)
			}
			for _, misfit := range widgets.Misfits(s.window.Content()) {
				if !strings.Contains(misfit, " is cut to ") { // as cells may be, whose columns can be widened
					t.Errorf("%s: %s", l, misfit)
				}
			}
		})
	}
}
