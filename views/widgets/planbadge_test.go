package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/views/theme"
)

func newShownBadge(t *testing.T) *PlanBadge {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	badge := NewPlanBadge()
	window := test.NewTempWindow(t, badge)
	window.Resize(fyne.NewSize(400, 100))
	badge.SetPlan("Team")
	return badge
}

func TestPlanBadgeSaysPlanAndAge(t *testing.T) {
	badge := newShownBadge(t)
	badge.SetState(PlanBadgeStale, "47 min old")
	seen := VisibleTexts(badge)
	if len(seen) != 2 || seen[0].Text != "Team" || seen[1].Text != "47 min old" {
		t.Fatalf("shows %+v", seen)
	}
}

func TestPlanBadgeKeepsItsWidth(t *testing.T) {
	badge := newShownBadge(t)
	badge.SetState(PlanBadgeLive, "Live")
	live := badge.MinSize()
	if live.Height != theme.ControlHeight {
		t.Errorf("height %v, want %v", live.Height, theme.ControlHeight)
	}
	badge.SetState(PlanBadgeRefreshing, "Refreshing…")
	if got := badge.MinSize(); got != live {
		t.Errorf("a refresh moves the badge from %v to %v", live, got)
	}
	badge.SetState(PlanBadgeOffline, "Offline, as of 20 Nov 09:18")
	wide := badge.MinSize()
	if wide.Width <= live.Width {
		t.Errorf("a long age gets no room: %v, then %v", live, wide)
	}
	badge.SetState(PlanBadgeLive, "Live")
	if got := badge.MinSize(); got != wide {
		t.Errorf("the badge shrinks from %v to %v", wide, got)
	}
}

func TestPlanBadgeIsPressedByPointerAndKeyboard(t *testing.T) {
	badge := newShownBadge(t)
	pressed := 0
	badge.OnTapped = func() { pressed++ }
	test.Tap(badge)
	fyne.CurrentApp().Driver().CanvasForObject(badge).Focus(badge)
	badge.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if pressed != 2 {
		t.Errorf("pressed %d times, want 2", pressed)
	}
}
