package widgets

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/resources"
	"billfold/views/theme"
)

func numbered(rows int) (*DataTable, *[]int) {
	table := NewDataTable(
		[]TableColumn{{Title: "Number", Width: 120}, {Title: "For"}, {Title: "USD", Width: 80, Right: true}},
		func(row int) []TableCell {
			return []TableCell{{Text: fmt.Sprintf("NWT-%05d", row)}, {Text: "renewal"}, {Text: "12.00"}}
		})
	table.SetLength(rows)
	chosen := &[]int{}
	table.OnSelected = func(row int) { *chosen = append(*chosen, row) }
	return table, chosen
}

func TestTableShowsOnlyWhatIsOnScreen(t *testing.T) {
	table, _ := numbered(100_000)
	show(t, table, 600, 2+32+5*36)
	if got := texts(table); got[0] != "Number" || !slices.Contains(got, "NWT-00000") || slices.Contains(got, "NWT-00006") {
		t.Errorf("shows %v, want the head and rows 0 to 5", got)
	}
	table.list.reveal(99_999)
	if got := texts(table); !slices.Contains(got, "NWT-99999") || slices.Contains(got, "NWT-00000") {
		t.Errorf("at the end it shows %v", got)
	}
}

func TestTableByKeys(t *testing.T) {
	table, chosen := numbered(50)
	window := show(t, table, 600, 2+32+10*36)
	window.Canvas().FocusNext()
	if window.Canvas().Focused() != table.Focus() {
		t.Fatal("Tab does not reach the table")
	}
	list := table.Focus()
	key(list, fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	key(list, fyne.KeyPageDown, fyne.KeySpace, fyne.KeyEnd, fyne.KeyDown, fyne.KeyEnter, fyne.KeyHome, fyne.KeySpace)
	if want := []int{2, 11, 49, 0}; !slices.Equal(*chosen, want) {
		t.Errorf("chose %v, want %v", *chosen, want)
	}
	if got := texts(table); !slices.Contains(got, "NWT-00000") {
		t.Errorf("the chosen row is not on screen: %v", got)
	}
	ringed := 0
	for _, part := range table.list.Parts() {
		if row, ok := part.(*tableRow); ok && row.ringed() {
			ringed++
		}
	}
	if ringed != 1 {
		t.Errorf("%d rows have the focus ring, want 1", ringed)
	}
	window.Canvas().Unfocus()
	for _, part := range table.list.Parts() {
		if row, ok := part.(*tableRow); ok && row.ringed() {
			t.Errorf("row %d keeps the ring without focus", row.index)
		}
	}
}

func TestTableByPointer(t *testing.T) {
	table, chosen := numbered(50)
	window := show(t, table, 600, 2+32+10*36)
	test.TapCanvas(window.Canvas(), fyne.NewPos(100, 1+32+3*36+18))
	if !slices.Equal(*chosen, []int{3}) || table.selected != 3 {
		t.Errorf("chose %v, selected %d, want 3", *chosen, table.selected)
	}
	key(table.Focus(), fyne.KeyDown, fyne.KeyReturn)
	if !slices.Equal(*chosen, []int{3, 4}) {
		t.Errorf("keys went on from elsewhere: %v", *chosen)
	}
	table.SetSelected(7)
	table.SetSelected(-1)
	if len(*chosen) != 2 || table.selected != -1 {
		t.Errorf("SetSelected told %v, or left %d", *chosen, table.selected)
	}
}

func TestTableShrinks(t *testing.T) {
	table, _ := numbered(50)
	show(t, table, 600, 2+32+10*36)
	table.SetSelected(40)
	table.SetLength(3)
	if table.selected != -1 || table.current != 2 {
		t.Errorf("selected %d, current %d after shrinking", table.selected, table.current)
	}
	table.SetLength(0)
	key(table.Focus(), fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnd)
	if got := texts(table); !slices.Equal(got, []string{"Number", "For", "USD"}) {
		t.Errorf("an empty table shows %v", got)
	}
}

func TestTableFooterAndMarks(t *testing.T) {
	table, _ := numbered(1)
	show(t, table, 600, 200)
	table.SetFooter("1 document", "Paid $12.00")
	if got := texts(table); !slices.Contains(got, "1 document") || !slices.Contains(got, "Paid $12.00") {
		t.Errorf("shows %v, want the footer", got)
	}
	table.SetFooter("", "")
	if got := texts(table); slices.Contains(got, "1 document") {
		t.Errorf("shows %v, want no footer", got)
	}
}

func TestTableShortensOnlyWithoutRoom(t *testing.T) {
	cells := []TableCell{{Text: "A very long name of a document that goes on"}, {Text: "Paid", Icon: resources.IconCheck, Role: theme.RoleOK}}
	table := NewDataTable([]TableColumn{{Title: "Name"}, {Title: "Status", Width: 80}}, func(int) []TableCell { return cells })
	table.SetLength(1)
	window := show(t, table, 600, 200)
	if got := texts(table); !slices.Contains(got, cells[0].Text) {
		t.Errorf("shows %v, though there is room", got)
	}
	window.Resize(fyne.NewSize(240, 200))
	got := texts(table)
	if slices.Contains(got, cells[0].Text) || !slices.Contains(got, "Paid") {
		t.Errorf("narrow: shows %v, want the name shortened and the status whole", got)
	}
}
