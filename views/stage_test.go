package views_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/views/widgets"
)

// key types a key, as the driver gives it to what has the keyboard.
func (s *stage) key(name fyne.KeyName) {
	c := s.window.Canvas()
	event := &fyne.KeyEvent{Name: name}
	if focused := c.Focused(); focused != nil {
		focused.TypedKey(event)
	} else if typed := c.OnTypedKey(); typed != nil {
		typed(event)
	}
	s.queue.Drain()
}

// types types a text into what has the keyboard, or else into the window.
func (s *stage) types(text string) {
	for _, r := range text {
		if focused := s.window.Canvas().Focused(); focused != nil {
			focused.TypedRune(r)
		} else if typed := s.window.Canvas().OnTypedRune(); typed != nil {
			typed(r)
		}
	}
	s.queue.Drain()
}

// top is what lies over the window, or nil.
func (s *stage) top() fyne.CanvasObject { return s.window.Canvas().Overlays().Top() }

// layer is what can be read on it.
func (s *stage) layer() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(s.top()) {
		all = append(all, seen.Text)
	}
	return all
}

// shows checks that a text, or the beginning of one, is on what lies over the window.
func (s *stage) shows(t *testing.T, want ...string) {
	t.Helper()
	texts := s.layer()
	for _, w := range want {
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.HasPrefix(text, w) }) {
			t.Errorf("%q is not shown among %q", w, texts)
		}
	}
}

// hides checks that it is not.
func (s *stage) hides(t *testing.T, unwanted ...string) {
	t.Helper()
	for _, text := range s.layer() {
		for _, u := range unwanted {
			if strings.HasPrefix(text, u) {
				t.Errorf("%q is shown", text)
			}
		}
	}
}

// on finds what is called something on what lies over the window, or on the window.
func on[T any](t *testing.T, tree fyne.CanvasObject, label string) T {
	t.Helper()
	var found T
	ok := false
	widgets.Walk(tree, func(o fyne.CanvasObject) {
		named, can := o.(interface{ Label() string })
		if thing, is := o.(T); can && is && !ok && named.Label() == label {
			found, ok = thing, true
		}
	})
	if !ok {
		t.Fatalf("nothing is called %q", label)
	}
	return found
}

// badge is the plan badge.
func (s *stage) badge() *widgets.PlanBadge {
	var found *widgets.PlanBadge
	widgets.Walk(s.window.Content(), func(o fyne.CanvasObject) {
		if badge, ok := o.(*widgets.PlanBadge); ok {
			found = badge
		}
	})
	return found
}

func (s *stage) pressBadge() {
	test.Tap(s.badge())
	s.queue.Drain()
}

// walk presses Tab until it comes round, and returns what had the keyboard.
func (s *stage) walk() []fyne.Focusable {
	c := s.window.Window.Canvas()
	var walked []fyne.Focusable
	for c.FocusNext(); len(walked) == 0 || c.Focused() != walked[0]; c.FocusNext() {
		walked = append(walked, c.Focused())
	}
	return walked
}
