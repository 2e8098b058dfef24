package widgets

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"billfold/resources"
	"billfold/views/theme"
)

const manyRows = 100_000

var manyColumns = []TableColumn{
	{Key: "name", Title: "Name"},
	{Key: "email", Title: "Email"},
	{Key: "role", Title: "Role", Width: 112},
	{Key: "status", Title: "Status", Width: 136},
	{Key: "seat", Title: "Takes a seat", Width: 100},
	{Key: "active", Title: "Last active", Width: 104},
}

func manyCells(row int) []TableCell {
	return []TableCell{
		{Text: fmt.Sprintf("Name %d", row)},
		{Text: fmt.Sprintf("name.%d@northwind.example", row), Muted: true},
		{Text: "Member"},
		{Text: "Idle 60+ days", Badge: row%5 == 0, Role: theme.RoleWarn, Icon: resources.IconClock},
		{Text: "Yes"},
		{Text: "18 Nov 2026"},
	}
}

var manyKeys = func() []string {
	keys := make([]string, manyRows)
	for i := range keys {
		keys[i] = fmt.Sprintf("mem_%06d", i)
	}
	return keys
}()

func manyTable(rows int) *DataTable {
	t := NewDataTable(manyColumns, manyCells)
	t.Key = func(row int) string { return manyKeys[row] }
	t.OnMenu = func(int, fyne.Position) {}
	t.ShowChecks(true)
	t.SetLength(rows)
	return t
}

// toolkitTable is the toolkit's own table of the same texts, without badges and boxes.
func toolkitTable() *widget.Table {
	return widget.NewTable(func() (int, int) { return manyRows, len(manyColumns) },
		func() fyne.CanvasObject { return widget.NewLabel("") },
		func(id widget.TableCellID, o fyne.CanvasObject) {
			o.(*widget.Label).SetText(manyCells(id.Row)[id.Col].Text)
		})
}

// onStage shows something as large as a page shows a table.
func onStage(content fyne.CanvasObject) fyne.Window {
	window := test.NewWindow(content)
	window.SetPadded(false)
	window.Resize(fyne.NewSize(1024, 470))
	return window
}

// BenchmarkTableBuilds is a table of 100,000 rows, from nothing to a laid out window.
func BenchmarkTableBuilds(b *testing.B) {
	b.Run("figure", func(b *testing.B) {
		for b.Loop() {
			onStage(manyTable(manyRows)).Close()
		}
	})
	b.Run("baseline=the_toolkits_table", func(b *testing.B) {
		for b.Loop() {
			onStage(toolkitTable()).Close()
		}
	})
}

// BenchmarkTableScrolls is one frame in which the rows move on by one.
func BenchmarkTableScrolls(b *testing.B) {
	frames := func(b *testing.B, table fyne.CanvasObject) {
		window := onStage(table)
		defer window.Close()
		at, down := fyne.NewPos(500, 300), float32(-theme.RowHeight)
		for b.Loop() {
			test.Scroll(window.Canvas(), at, 0, down)
		}
	}
	b.Run("figure", func(b *testing.B) { frames(b, manyTable(manyRows)) })
	b.Run("baseline=the_toolkits_table", func(b *testing.B) { frames(b, toolkitTable()) })
}

// BenchmarkTableScrollsAnyLength shows that a frame of 100,000 rows is one of 1,000.
func BenchmarkTableScrollsAnyLength(b *testing.B) {
	for _, rows := range []int{1_000, manyRows} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			table := manyTable(rows)
			defer onStage(table).Close()
			row := 0
			for b.Loop() {
				row = (row + 1) % (rows - 20)
				table.list.scrollTo(float32(row) * theme.RowHeight)
			}
		})
	}
}

// BenchmarkTableTakesAnotherOrder is what the window waits for after 100,000 rows were
// put into another order elsewhere, a thousand of them ticked.
func BenchmarkTableTakesAnotherOrder(b *testing.B) {
	table := manyTable(manyRows)
	table.SetChecked(manyKeys[500:1500]...)
	defer onStage(table).Close()
	b.Run("figure", func(b *testing.B) {
		for b.Loop() {
			table.SetLength(manyRows)
			table.ScrollToTop()
		}
	})
	b.Run("baseline=one_frame", func(b *testing.B) {
		for b.Loop() {
			table.list.redrawAll()
		}
	})
}
