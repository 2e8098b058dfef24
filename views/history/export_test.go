package history

import (
	"context"
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2/test"
)

// Another account's page begins anew: what was being written for this one is told of.
func TestAFileThatIsNotWrittenAnyMoreIsToldOf(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.source.unwritten = context.Canceled
	test.Tap(b.Button("Export CSV"))
	b.page.Close()
	b.Scheduler.Drain()
	if len(b.Said) != 1 || b.Said[0].String() != "The export was canceled. Nothing was written." || !b.Said[0].Failed {
		t.Errorf("said %v", b.Said)
	}
}

func TestTheHistoryIsExported(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.source.facts.Account.Name = "North/wind"
	b.page.Reload()
	b.Scheduler.Drain()
	test.Tap(b.Button("Export CSV"))
	if button := b.Button("Exporting…"); !button.Disabled() {
		t.Error("it can be pressed while it is busy")
	}
	b.Scheduler.Drain()
	want := "North-wind history 2026-11-21.csv"
	if b.suggested != want || !slices.Equal(b.source.exported, []string{"/tmp/" + want}) || b.Said[0].What != "The history is in "+want+"." {
		t.Errorf("suggested %q, wrote %v, said %v", b.suggested, b.source.exported, b.Said)
	}
	b.source.unwritten = billing.NewProblem(billing.CacheUnusable)
	b.Press("Export CSV")
	if !b.Said[1].Failed || b.Button("Export CSV").Disabled() {
		t.Errorf("said %v", b.Said)
	}
}
