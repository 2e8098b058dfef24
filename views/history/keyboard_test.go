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

// The preview of an entry that was left before it came is not shown at the next one.
func TestAPreviewStaysWithItsEntry(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	with, without := "", ""
	for i := range b.page.data.roll.rows {
		r := &b.page.data.roll.rows[i]
		if b.page.data.show(r, b.page.deps.Words).preview == "" {
			without = r.entry.ID
		} else {
			with = r.entry.ID
		}
	}
	if with == "" || without == "" {
		t.Fatal("the sample has no entry with a preview, or none without")
	}
	b.page.open(with)
	b.page.open(without)
	b.Scheduler.Drain()
	if b.page.confirmed.state != previewNone || b.page.confirmed.bill != nil {
		t.Errorf("%s shows the preview of %s", without, with)
	}
}
