package invoices

import (
	"context"
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
)

// exporting is a bench with the panel open and a folder chosen.
func exporting(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	source.path = "/home/maya/Invoices"
	b := open(t, source, width).show("")
	b.Press("Export")
	b.Press("Choose folder")
	return b
}

func TestExportsWhatIsListed(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.source.path = ""
	b.Press("Export")
	b.Sees("Export documents", "Like CN-0001.pdf", "Chosen when the export begins")
	b.Press("Export 13 documents") // and gives up
	b.Press("Choose folder")       // and gives up
	if b.Sees("Chosen when the export begins"); b.source.job.Folder != "" {
		t.Error("is exported to nowhere")
	}
	b.source.path = "/home/maya/Invoices"
	b.page.list.filters.OnChanged(int(filterPaid))
	b.page.list.ask(func(q *query) { *q = q.pressed(columnNumber) })
	b.Golden("export")
	b.Press("Export 11 documents")
	b.Sees("11 documents were exported", "11 files were written to /home/maya/Invoices.")
	job := b.source.job
	if len(job.Invoices) != 11 || job.Invoices[0] != "inv_NWT-0001" || job.Folder != "/home/maya/Invoices" || !job.PDF || job.CSV || job.Naming != billing.NameByNumber {
		t.Errorf("job %+v", job)
	}
	b.Press("Open folder")
	if b.source.opened != "/home/maya/Invoices" || len(b.Said) != 0 {
		t.Errorf("opened %q, said %v", b.source.opened, b.Said)
	}
	b.Press("Export more")
	b.Sees("/home/maya/Invoices")
}

func TestExportsWhatIsTicked(t *testing.T) {
	b := exporting(t, normal(), viewtest.Wide)
	for _, row := range []int{4, 2, 0, 0} { // the last one again, which clears it
		b.page.list.table.OnSelected(row)
	}
	b.Sees("Export 2 documents", "Like NWT-0011.pdf")
	b.page.list.ask(func(q *query) { q.filter = filterVoid })
	b.Sees("Export 2 documents") // ticks stay, though other documents are listed
	b.Press("Export 2 documents")
	if want := []string{"inv_NWT-0011", "inv_NWT-0009"}; !slices.Equal(b.source.job.Invoices, want) {
		t.Errorf("exports %q, want %q", b.source.job.Invoices, want)
	}
	b.Press("Close")
	if len(b.page.list.table.Checked()) != 0 || b.page.export.choices.which != whichListed {
		t.Error("ticks stay after the panel was closed")
	}
}

func TestChoicesSayWhatIsMissing(t *testing.T) {
	for want, tt := range map[string]struct {
		choices choices
		n       int
	}{
		"":                                  {choices{pdf: true, folder: "/a"}, 1},
		"Tick documents in the list first.": {choices{which: whichTicked, pdf: true, folder: "/a"}, 0},
		"No document is listed.":            {choices{pdf: true, folder: "/a"}, 0},
		"Choose a format.":                  {choices{folder: "/a"}, 1},
	} {
		if got := tt.choices.why(tt.n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAnExportShowsHowFarItIs(t *testing.T) {
	b := exporting(t, normal(), viewtest.Wide)
	b.source.during = func(_ context.Context, progress func(done, total int)) {
		for done := range 7 {
			progress(done+1, 13)
		}
		b.Scheduler.Drain()
		b.Sees("Exporting 13 documents", "7 of 13, NWT-0007.pdf", "Cancel")
		b.Golden("exporting")
		b.Fits("invoices-exporting")
		if !b.page.Escape() || b.page.split.Open() {
			t.Error("Escape does not close the panel")
		}
		b.Press("Export") // shows it again
		b.Sees("7 of 13, NWT-0007.pdf")
		progress(20, 26) // of steps that are no documents
		b.Scheduler.Drain()
		b.Sees("20 of 26")
	}
	b.Press("Export 13 documents")
	b.Sees("13 documents were exported")
}

// Whoever is elsewhere when an export ends is told of it by a message.
func TestAnExportGoesOnElsewhere(t *testing.T) {
	tests := map[string]struct {
		leave  func(*bench)
		refuse error
		want   string
		offers bool
	}{
		"the panel is closed": {leave: func(b *bench) { b.page.Escape() }, want: "13 files were written to /home/maya/Invoices.", offers: true},
		"another document":    {leave: func(b *bench) { b.page.open("inv_NWT-0011") }, want: "13 files were written to /home/maya/Invoices.", offers: true},
		"another page":        {leave: func(b *bench) { b.Time = b.Time.Add(time.Minute) }, want: "13 files were written to /home/maya/Invoices.", offers: true},
		"and fails":           {leave: func(b *bench) { b.page.Escape() }, refuse: billing.NewProblem(billing.Offline)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := exporting(t, normal(), viewtest.Wide)
			b.source.refuse = tt.refuse
			b.source.during = func(context.Context, func(int, int)) { tt.leave(b) }
			b.Press("Export 13 documents")
			if len(b.Said) != 1 || tt.want != "" && b.Said[0].What != tt.want || b.Said[0].Failed != (tt.refuse != nil) || len(b.offered) == 1 != tt.offers {
				t.Fatalf("said %q, offered %q", b.Said, b.offered)
			}
			if tt.offers {
				b.offer()
				b.Scheduler.Drain()
				if b.source.opened != "/home/maya/Invoices" {
					t.Errorf("opened %q", b.source.opened)
				}
			}
		})
	}
}

func TestACanceledExportLeavesNothing(t *testing.T) {
	b := exporting(t, normal(), viewtest.Wide)
	b.source.during = func(ctx context.Context, progress func(done, total int)) {
		b.Press("Cancel")
		b.Sees("Canceling…")
		if ctx.Err() == nil || b.page.export.stage != canceling {
			t.Error("goes on")
		}
		progress(8, 13)
	}
	b.Press("Export 13 documents")
	b.Sees("Choose folder", "Export 13 documents") // as it was prepared
	if len(b.Said) != 1 || b.Said[0].String() != "The export was canceled. Nothing was written." {
		t.Errorf("said %q", b.Said)
	}
}

func TestAFailedExportCanBeTriedAgain(t *testing.T) {
	b := exporting(t, normal(), viewtest.Wide)
	b.source.refuse = billing.NewProblem(billing.Offline)
	b.Press("Export 13 documents")
	b.Sees("Nothing was exported")
	if len(b.Said) != 0 {
		t.Errorf("is said twice: %q", b.Said)
	}
	b.Fits("invoices-export-failed")
	b.source.refuse = nil
	b.Press("Try again")
	b.Press("Export 13 documents")
	b.Sees("13 documents were exported")
	b.Fits("invoices-export-done")
}

// Another account's page begins anew: what ran for this one says that it is canceled.
func TestAnExportIsCanceledAloud(t *testing.T) {
	b := exporting(t, normal(), viewtest.Wide)
	b.source.during = func(ctx context.Context, _ func(int, int)) {
		b.page.Close()
		if ctx.Err() == nil || len(b.Said) != 0 {
			t.Errorf("goes on, or is said to have ended while it has not: %q", b.Said)
		}
	}
	b.Press("Export 13 documents")
	if len(b.Said) != 1 || b.Said[0].String() != "The export was canceled. Nothing was written." || !b.Said[0].Failed {
		t.Errorf("said %q", b.Said)
	}
}

// Whose role is lowered while they choose a folder has nothing to export any more.
func TestNothingIsExportedOnceTheRoleIsLowered(t *testing.T) {
	b := exporting(t, normal(), viewtest.Wide)
	var chosen func(string)
	b.page.deps.ChooseFolder = func(then func(string)) { chosen = then }
	b.Press("Choose folder")
	account := *b.source.facts.Account
	account.Role = billing.RoleMember
	b.source.facts.Account = &account
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
	chosen("/home/maya/Invoices")
	b.Scheduler.Drain()
	if b.source.job.Folder != "" || b.page.export.open {
		t.Errorf("exported %+v", b.source.job)
	}
}

func TestAnExportIsPreparedByKeyboard(t *testing.T) {
	b := exporting(t, normal(), viewtest.Narrow)
	b.Fits("invoices-export-narrow")
	c := b.Window.Canvas()
	c.Focus(b.page.list.table.Focus())
	b.Key(fyne.KeyDown)
	b.Key(fyne.KeySpace)
	b.Sees("Export 1 document", "Like NWT-0012.pdf")
	c.Focus(b.page.export.form.which.Focus())
	b.Key(fyne.KeyDown)
	b.Sees("Export 13 documents")
	b.Press("Close")
	if c.Focused() != b.page.list.table.Focus() {
		t.Errorf("the keyboard is at %T", c.Focused())
	}
}

// Whoever asks the palette for files is asked which, once there is something to write.
func TestARouteOpensTheExport(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Show(nav.ExportArg)
	if !b.page.export.open || b.page.wanted != "" {
		t.Errorf("open: %t, shows %q", b.page.export.open, b.page.wanted)
	}
}

// Where no document is left there is nothing to choose from, nor to be found by the
// keyboard that stays on the way there.
func TestTheExportIsLeftOnceNoDocumentIsLeft(t *testing.T) {
	b := exporting(t, normal(), viewtest.Wide)
	export := b.page.out
	b.source.invoices = nil
	b.page.Changed(billing.KindInvoices)
	b.Scheduler.Drain()
	b.Sees("No invoices yet")
	b.Pass(time.Second)
	export.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if b.page.export.open || b.page.split.Open() {
		t.Error("documents are to be exported that are not there")
	}
	b.source.invoices = normal().invoices
	b.page.Changed(billing.KindInvoices)
	b.Scheduler.Drain()
	b.Press("Export")
	b.Sees("Export 13 documents")
}
