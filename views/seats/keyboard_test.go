package seats

import (
	"fmt"
	"slices"
	"testing"

	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
)

func TestCopiesRows(t *testing.T) {
	b := shown(t, normal(), "idle")
	b.tick("Grace Lindqvist", "Bea Nowak")
	b.page.list.table.OnCopy("a\nb")
	if b.Copied != "a\nb" || b.Said[0].What != "Copied 2 rows." {
		t.Errorf("copied %q, said %v", b.Copied, b.Said)
	}
	b.Window.Canvas().Focus(b.page.list.table.Focus())
	b.Window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutCopy{})
	want := "Grace Lindqvist\tgrace.lindqvist@northwind.example\tMember\tIdle 60+ days\tYes\t4 Sep 2026\n" +
		"Bea Nowak\tbea.nowak@northwind.example\tMember\tIdle 60+ days\tYes\t27 Aug 2026"
	if b.Copied != want {
		t.Errorf("copied %q, want %q", b.Copied, want)
	}
}

// The whole page by the keyboard alone: the search, the segments, the heads and the rows,
// a panel and out of it.
func TestKeyboardReachesAndDoesEverything(t *testing.T) {
	b := shown(t, normal(), "")
	want := []string{
		"Remove seats at renewal", "Add seats", "Review the 6 members", "*widgets.Entry", "*widgets.Segmented", "Role", "Invite",
		"*widgets.tableHeader", "*widgets.tableList",
	}
	if got := viewtest.Labels(b.Walk()); !slices.Equal(got, want) {
		t.Fatalf("Tab leads to %q, want %q", got, want)
	}
	c := b.Window.Canvas()
	c.Focus(b.page.FirstFocus())
	b.write("idle")
	if b.page.query.text != "idle" {
		t.Errorf("searched for %q", b.page.query.text)
	}
	b.page.list.search.SetText("")
	b.drain()
	c.Focus(b.page.list.segments)
	b.Key(fyne.KeyRight)
	if b.page.query.segment != segmentActive || len(b.page.list.listing.rows) != 46 {
		t.Errorf("Right leads to segment %d with %d", b.page.query.segment, len(b.page.list.listing.rows))
	}
	rows := b.page.list.table.Focus()
	c.Focus(rows)
	b.Key(fyne.KeyDown)
	b.Key(fyne.KeyDown)
	b.Key(fyne.KeySpace)
	b.Sees("1 selected")
	b.Key("Menu")
	b.choose(3)
	b.Sees("Deactivate 1 member", "Tomás Álvarez")
	if button, ok := c.Focused().(*widgets.Button); !ok || button.Label() != "Keep" {
		t.Errorf("the panel begins at %T", c.Focused())
	}
	if !b.page.Escape() || c.Focused() != rows || b.page.Escape() {
		t.Errorf("Escape leads to %T", c.Focused())
	}
	b.Press("Add seats")
	if entry, ok := c.Focused().(*widgets.Entry); !ok || entry.Text != "1" {
		t.Errorf("the panel begins at %T", c.Focused())
	}
}

func TestTheDrawerGivesTheKeyboardBack(t *testing.T) {
	b := shown(t, normal(), "")
	invite := b.Button("Invite")
	b.Window.Canvas().Focus(invite)
	b.Press("Invite")
	b.Press("Close")
	if b.Window.Canvas().Focused() != invite {
		t.Errorf("the focus is on %T", b.Window.Canvas().Focused())
	}
}

func TestWidthsAreKept(t *testing.T) {
	source := normal()
	source.widths = map[string]float32{"name": 150}
	b := shown(t, source, "")
	c := b.Window.Canvas()
	for c.Focused() == nil || fmt.Sprintf("%T", c.Focused()) != "*widgets.tableHeader" {
		c.(interface{ FocusNext() }).FocusNext()
	}
	head := c.Focused()
	shift := &fyne.KeyEvent{Name: "LeftShift"}
	b.Key(fyne.KeyRight)
	head.(interface{ KeyDown(*fyne.KeyEvent) }).KeyDown(shift)
	b.Key(fyne.KeyRight)
	if got := source.widths["name"]; got != 158 {
		t.Errorf("the name is %v wide, want 158", got)
	}
}
