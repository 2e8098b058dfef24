package widgets

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

// crowd is a table of people who can be ticked, sorted and asked for, and what it told.
type crowd struct {
	*DataTable
	people  []int // who is in a row
	asked   int   // for cells
	checked []string
	sorted  []int
	menus   []int
	at      fyne.Position
	copied  string
	window  fyne.Window
	rows    int
}

const crowdTop = 1 + headHeight // of the first row, within the window

func newCrowd(t *testing.T, people, rowsHigh int) *crowd {
	t.Helper()
	c := &crowd{rows: rowsHigh}
	for i := range people {
		c.people = append(c.people, i)
	}
	c.DataTable = NewDataTable([]TableColumn{
		{Key: "name", Title: "Name"},
		{Key: "email", Title: "Email"},
		{Key: "status", Title: "Status", Width: 120},
		{Key: "saved", Title: "USD", Width: 80, Right: true},
	}, func(row int) []TableCell {
		c.asked++
		cells := []TableCell{{Text: fmt.Sprintf("Name %d", c.people[row])}, {Text: fmt.Sprintf("%d@northwind.example", c.people[row]), Muted: true}, {Text: "Active"}, {Text: "–12.00"}}
		if c.people[row]%2 == 1 {
			cells[2] = TableCell{Text: "Idle 60+ days", Icon: resources.IconClock, Role: theme.RoleWarn, Badge: true}
		}
		return cells
	})
	c.Key = func(row int) string { return fmt.Sprintf("m%d", c.people[row]) }
	c.OnChecked = func(checked map[string]struct{}) { c.checked = slices.Sorted(maps.Keys(checked)) }
	c.OnSort = func(column int) { c.sorted = append(c.sorted, column) }
	c.OnMenu = func(row int, at fyne.Position) { c.menus, c.at = append(c.menus, row), at }
	c.OnCopy = func(text string) { c.copied = text }
	c.ShowChecks(true)
	c.SetLength(people)
	c.window = show(t, c.DataTable, 700, 2+headHeight+float32(rowsHigh)*theme.RowHeight)
	return c
}

// tap presses a place within a row.
func (c *crowd) tap(x float32, row int) {
	test.TapCanvas(c.window.Canvas(), fyne.NewPos(x, crowdTop+(float32(row)+0.5)*theme.RowHeight))
}

func (c *crowd) keys(names ...fyne.KeyName) { key(c.Focus(), names...) }

// shifted types keys while Shift is held.
func shifted(target interface {
	fyne.Focusable
	desktop.Keyable
}, names ...fyne.KeyName,
) {
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	target.KeyDown(shift)
	key(target, names...)
	target.KeyUp(shift)
}

func (c *crowd) expectChecked(t *testing.T, when string, want ...string) {
	t.Helper()
	if got := slices.Sorted(maps.Keys(c.Checked())); !slices.Equal(got, want) || !slices.Equal(c.checked, want) {
		t.Errorf("%s: ticked %v, told %v, want %v", when, got, c.checked, want)
	}
}

func TestRowsAreTickedByPointer(t *testing.T) {
	c := newCrowd(t, 50, 10)
	c.tap(tableSide+8, 1)
	c.tap(tableSide+8, 3)
	c.expectChecked(t, "two boxes", "m1", "m3")
	c.tap(tableSide+8, 1)
	c.expectChecked(t, "one of them again", "m3")
	c.tap(200, 5)
	c.expectChecked(t, "the row beside the box", "m3")
	c.tap(tableSide+8, 3)
	c.tap(tableSide+8, 3)
	row := c.list.row(6)
	row.MouseDown(&desktop.MouseEvent{Modifier: fyne.KeyModifierShift})
	c.tap(tableSide+8, 6)
	c.expectChecked(t, "with Shift, from there on", "m3", "m4", "m5", "m6")
	row.MouseDown(&desktop.MouseEvent{})
	c.tap(tableSide+8, 6)
	c.expectChecked(t, "without", "m3", "m4", "m5")
}

func TestRowsAreTickedByKeys(t *testing.T) {
	c := newCrowd(t, 50, 10)
	c.keys(fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown)
	c.expectChecked(t, "Space", "m1")
	shifted(c.list, fyne.KeySpace)
	c.expectChecked(t, "Shift and Space", "m1", "m2", "m3")
	c.keys(fyne.KeyEnd)
	shifted(c.list, fyne.KeyUp, fyne.KeyUp)
	c.expectChecked(t, "Shift and Up", "m1", "m2", "m3", "m47", "m48", "m49")
	shifted(c.list, fyne.KeyDown)
	c.expectChecked(t, "and back", "m1", "m2", "m3", "m48", "m49")
	c.list.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(c.checked) != 50 {
		t.Errorf("Ctrl+A ticked %d of 50", len(c.checked))
	}
}

func TestTheHeadsBoxSaysAndDoesAll(t *testing.T) {
	c := newCrowd(t, 3, 5)
	press := func() { test.TapCanvas(c.window.Canvas(), fyne.NewPos(tableSide+8, headHeight/2)) }
	if c.allChecked() != unchecked {
		t.Error("nothing is ticked, the head says otherwise")
	}
	c.tap(tableSide+8, 1)
	if c.allChecked() != partly {
		t.Error("one of three is ticked, the head does not say so")
	}
	press()
	c.expectChecked(t, "from some to all", "m0", "m1", "m2")
	if c.allChecked() != checked {
		t.Error("all are ticked, the head does not say so")
	}
	press()
	c.expectChecked(t, "from all to none")
}

func TestTicksStayWithTheirRows(t *testing.T) {
	c := newCrowd(t, 10, 10)
	c.SetChecked("m0", "m9")
	slices.Reverse(c.people)
	c.SetLength(10)
	if !c.isChecked(0) || !c.isChecked(9) || c.listed != 2 {
		t.Errorf("in another order %d are ticked", c.listed)
	}
	c.people = c.people[:4]
	c.SetLength(4)
	if c.listed != 1 || len(c.Checked()) != 2 || c.allChecked() != partly {
		t.Errorf("fewer rows: %d of them ticked, %d in all", c.listed, len(c.Checked()))
	}
	c.toggleAll()
	c.toggleAll()
	c.expectChecked(t, "what is not listed", "m0")
}

func TestTheFocusRingStaysWithItsRow(t *testing.T) {
	c := newCrowd(t, 10, 10)
	c.keys(fyne.KeyDown, fyne.KeyDown)
	slices.Reverse(c.people)
	c.SetLength(10)
	if c.current != 7 {
		t.Errorf("the ring is around row %d, want 7: who was in row 2", c.current)
	}
	c.ScrollToTop()
	if c.current != 0 {
		t.Errorf("at the top it is around row %d", c.current)
	}
}

func TestHeadsAreReachedAndSort(t *testing.T) {
	c := newCrowd(t, 10, 10)
	canvas := c.window.Canvas()
	canvas.FocusNext()
	if canvas.Focused() != c.header {
		t.Fatalf("Tab leads to %T first", canvas.Focused())
	}
	key(c.header, fyne.KeySpace, fyne.KeyRight, fyne.KeyRight, fyne.KeyEnter, fyne.KeyEnd, fyne.KeyRight, fyne.KeyReturn, fyne.KeyHome, fyne.KeyLeft, fyne.KeySpace)
	if !slices.Equal(c.sorted, []int{1, 3}) || len(c.checked) != 0 {
		t.Errorf("sorted by %v, ticked %d; want columns 1 and 3, and all, then none", c.sorted, len(c.checked))
	}
	key(c.header, fyne.KeyDown)
	if canvas.Focused() != c.Focus() {
		t.Errorf("Down leads to %T", canvas.Focused())
	}
	starts, _ := c.spans(c.header.Size().Width)
	test.TapCanvas(canvas, fyne.NewPos(1+starts[1]+5, 16))
	if !slices.Equal(c.sorted, []int{1, 3, 1}) {
		t.Errorf("the pointer sorted by %v", c.sorted)
	}
}

// A table that only lists has nothing to do at its head.
func TestAPlainHeadIsPassedOver(t *testing.T) {
	table, _ := numbered(5)
	window := show(t, table, 600, 300)
	window.Canvas().FocusNext()
	if window.Canvas().Focused() != table.Focus() {
		t.Errorf("Tab leads to %T", window.Canvas().Focused())
	}
	test.TapCanvas(window.Canvas(), fyne.NewPos(20, 16))
	if window.Canvas().Focused() == table.header {
		t.Error("a press on the head took the focus")
	}
}

func TestRowMenu(t *testing.T) {
	c := newCrowd(t, 10, 10)
	c.tap(700-20, 2)
	if want := fyne.NewPos(1+698-menuSide, crowdTop+3*theme.RowHeight); !slices.Equal(c.menus, []int{2}) || c.at != want {
		t.Errorf("pressed: %v at %v, want row 2 at %v", c.menus, c.at, want)
	}
	test.TapSecondaryAt(c.list.row(4), fyne.NewPos(100, 10))
	if want := fyne.NewPos(101, crowdTop+4*theme.RowHeight+10); c.menus[1] != 4 || c.at != want {
		t.Errorf("the other button: %v at %v, want row 4 at %v", c.menus, c.at, want)
	}
	var passed []fyne.KeyName
	c.window.Canvas().SetOnTypedKey(func(event *fyne.KeyEvent) { passed = append(passed, event.Name) })
	c.keys(desktop.KeyMenu, fyne.KeyDown, fyne.KeyF10)
	shifted(c.list, fyne.KeyF10)
	c.keys(fyne.KeyDown, fyne.KeyEnter)
	if !slices.Equal(c.menus, []int{2, 4, 4, 5, 6}) || !slices.Equal(passed, []fyne.KeyName{fyne.KeyF10}) {
		t.Errorf("menus of %v, the window got %v", c.menus, passed)
	}
}

func TestCopiesRows(t *testing.T) {
	c := newCrowd(t, 10, 10)
	c.keys(fyne.KeyDown)
	c.list.TypedShortcut(&fyne.ShortcutCopy{})
	if want := "Name 1\t1@northwind.example\tIdle 60+ days\t-12.00"; c.copied != want {
		t.Errorf("the current row is %q, want %q", c.copied, want)
	}
	c.SetChecked("m4", "m2", "elsewhere")
	c.list.TypedShortcut(&fyne.ShortcutCopy{})
	if lines := strings.Split(c.copied, "\n"); len(lines) != 2 || !strings.HasPrefix(lines[0], "Name 2\t") || !strings.HasPrefix(lines[1], "Name 4\t") {
		t.Errorf("the ticked rows are %q", c.copied)
	}
}

// The row at the focus has every shortcut first; those of the window still work.
func TestTheTableLetsTheWindowsShortcutsThrough(t *testing.T) {
	c := newCrowd(t, 3, 5)
	var keys fyne.ShortcutHandler
	overview, reached := &desktop.CustomShortcut{KeyName: fyne.Key1, Modifier: fyne.KeyModifierShortcutDefault}, 0
	for _, shortcut := range []fyne.Shortcut{overview, &fyne.ShortcutCopy{}, &fyne.ShortcutSelectAll{}} {
		keys.AddShortcut(shortcut, func(fyne.Shortcut) { reached++ })
	}
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	fyne.SetCurrentApp(shortcutApp{app, &keys})
	for _, shortcut := range []fyne.Shortcut{overview, &fyne.ShortcutCopy{}, &fyne.ShortcutSelectAll{}} {
		c.list.TypedShortcut(shortcut)
	}
	if reached != 1 || c.copied == "" || len(c.checked) != 3 {
		t.Errorf("%d reached the window; copied %q, ticked %v", reached, c.copied, c.checked)
	}
}

func TestPlainCells(t *testing.T) {
	for text, want := range map[string]string{
		"–$94.80": "-$94.80", "–": "–", "1 Nov – 1 Dec": "1 Nov – 1 Dec", "a\tb\nc": "a b c", "12\u00a0€": "12 €", "": "",
	} {
		if got := plainCell(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestTheFooterSaysWhichRowsAreSeen(t *testing.T) {
	c := newCrowd(t, 100_000, 11)
	c.Footer = func(first, last int) (string, string) {
		return fmt.Sprintf("Rows %d to %d", first+1, last+1), "100,000"
	}
	c.Refresh()
	expect := func(when, want string) {
		t.Helper()
		if got := texts(c); !slices.Contains(got, want) {
			t.Errorf("%s: %q is not among %q", when, want, got)
		}
	}
	expect("at the top", "Rows 1 to 10") // and the footer, in place of the eleventh
	test.Scroll(c.window.Canvas(), fyne.NewPos(300, 200), 0, -50)
	expect("scrolled a row and a bit", "Rows 3 to 11")
	c.keys(fyne.KeyEnd)
	expect("at the end", "Rows 99991 to 100000")
	c.people = c.people[:4]
	c.SetLength(4)
	expect("of four", "Rows 1 to 4")
}

// What a frame costs does not depend on how many rows there are: only the rows that
// come on the screen are asked for.
func TestScrollingAsksOnlyForNewRows(t *testing.T) {
	for _, people := range []int{1_000, 100_000} {
		c := newCrowd(t, people, 10)
		rows, before := len(c.list.rows), c.asked
		for range 20 {
			test.Scroll(c.window.Canvas(), fyne.NewPos(300, 200), 0, -theme.RowHeight)
		}
		if asked := c.asked - before; asked != 20 || len(c.list.rows) != rows || rows != 11 {
			t.Errorf("%d rows: 20 were scrolled to, %d asked for; %d drawn, then %d", people, asked, rows, len(c.list.rows))
		}
	}
}

func TestRowLooks(t *testing.T) {
	c := newCrowd(t, 4, 4)
	c.OnSelected = func(int) {}
	c.SetColumns([]TableColumn{
		{Key: "name", Title: "Name"},
		{Key: "email", Title: "Email", Sorted: true, Ascending: true},
		{Key: "status", Title: "Status", Width: 120},
		{Key: "saved", Title: "USD", Width: 80, Right: true},
	})
	c.SetChecked("m1")
	c.window.Canvas().Focus(c.Focus())
	c.keys(fyne.KeyEnd, fyne.KeyEnter, fyne.KeyUp)
	c.list.row(0).MouseIn(&desktop.MouseEvent{})
	test.AssertRendersToMarkup(t, "table_rows.xml", c.window.Canvas())
	c.list.row(0).MouseOut()
	c.window.Canvas().Focus(c.header)
	key(c.header, fyne.KeyRight)
	c.header.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(300, 10)}})
	test.AssertRendersToMarkup(t, "table_head.xml", c.window.Canvas())
}

// What a value became stands after an arrow, and is shortened before the value is.
func TestTableShowsWhatSomethingBecame(t *testing.T) {
	cells := []TableCell{{Text: "Seats 46", Then: "50, and 200 GB storage added"}, {Text: "Applied", Then: "ignored", Badge: true, Role: theme.RoleInfo}}
	table := NewDataTable([]TableColumn{{Title: "What changed"}, {Title: "Outcome", Width: 100}}, func(int) []TableCell { return cells })
	copied := ""
	table.OnCopy = func(text string) { copied = text }
	table.SetLength(1)
	window := show(t, table, 500, 200)
	if got := texts(table); !slices.Contains(got, cells[0].Text) || !slices.Contains(got, cells[0].Then) || slices.Contains(got, "ignored") {
		t.Errorf("shows %v", got)
	}
	if misfits := Misfits(table); len(misfits) > 0 {
		t.Errorf("with room: %v", misfits)
	}
	table.list.TypedShortcut(&fyne.ShortcutCopy{})
	if want := "Seats 46 → 50, and 200 GB storage added"; !strings.HasPrefix(copied, want) {
		t.Errorf("copied %q, want %q", copied, want)
	}
	window.Resize(fyne.NewSize(280, 200))
	if got := texts(table); !slices.Contains(got, "Seats 46") || slices.Contains(got, cells[0].Then) || len(Misfits(table)) == 0 {
		t.Errorf("narrow: shows %v", got)
	}
	cells[0].Then = ""
	table.SetLength(1)
	if got := texts(table); len(got) != 4 {
		t.Errorf("without it: shows %v", got)
	}
}
