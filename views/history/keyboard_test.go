package history

import (
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
)

// The whole page by the keyboard alone: search, selects, heads and rows, an entry, and
// out of it.
func TestKeyboardReachesAndDoesEverything(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	want := []string{
		"Export CSV", "*widgets.Entry", "*widgets.Select", "*widgets.Select", "*widgets.Select", "*widgets.tableHeader", "*widgets.tableList",
	}
	if got := viewtest.Labels(b.Walk()); !slices.Equal(got, want) {
		t.Fatalf("Tab leads to %q, want %q", got, want)
	}
	c := b.Window.Canvas()
	c.Focus(b.page.tools.category)
	b.Key(fyne.KeyDown)
	if b.page.query.category != billing.Strategic {
		t.Errorf("Down chose %q", b.page.query.category)
	}
	b.Key(fyne.KeyUp)
	c.Focus(b.page.FirstFocus())
	for range 8 {
		b.Key(fyne.KeyDown)
	}
	b.Key(fyne.KeyReturn)
	b.Sees("Amount due and charged")
	walked := viewtest.Labels(b.Walk())
	for _, label := range []string{"Close", "NWT-0010", "Copy the change id", "Copy as text", "Open NWT-0010"} {
		if !slices.Contains(walked, label) {
			t.Errorf("Tab does not reach %q among %q", label, walked)
		}
	}
	b.Escape(t)
}
