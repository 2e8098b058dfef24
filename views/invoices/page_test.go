package invoices

import (
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestListsNewestFirst(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.Sees("CN-0001", "NWT-0011", "All 13", "Open 0", "Void 1", "Credit notes 1", "Total, USD", "–94.80")
	b.Golden("list")
}

func TestOneDocumentExplainsItsLines(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	b.Sees("Amount due", "How", "Subtotal", "VAT 20% of 712.00", "854.40")
	b.Press("How")
	if !slices.ContainsFunc(b.Texts(), func(s string) bool { return strings.Contains(s, " × ") }) {
		t.Errorf("the arithmetic is not among %q", b.Texts())
	}
	b.Golden("detail")
	b.Press("Close")
	if slices.Contains(b.Texts(), "Amount due") {
		t.Error("the panel did not close")
	}
}

func TestThePanelLiesOverTheListWhereItIsNarrow(t *testing.T) {
	b := open(t, normal(), viewtest.Narrow).show("inv_NWT-0011")
	if list, page := b.page.list.table.Size().Width, b.page.split.content.Size().Width; list != page {
		t.Errorf("the list is %v of %v wide", list, page)
	}
	panel := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.page.split.panel)
	for y := float32(60); y < b.page.split.panel.Size().Height; y += theme.RowHeight {
		test.TapCanvas(b.Window.Canvas(), panel.AddXY(4, y))
	}
	if b.page.wanted != "inv_NWT-0011" {
		t.Errorf("a press on the panel opened %q of the list below it", b.page.wanted)
	}
}

func TestFilterAndSearch(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.page.list.filters.OnChanged(int(filterCreditNotes))
	if len(b.page.list.listing.rows) != 1 || b.page.list.listing.rows[0].ID != "inv_CN-0001" {
		t.Errorf("credit notes: %v", b.page.list.listing.rows)
	}
	b.Sees("1 document, 1 Jan – 21 Nov 2026")
	b.page.list.filters.OnChanged(int(filterAll))
	b.page.list.search.SetText("854.40")
	if len(b.page.list.listing.rows) != 1 {
		t.Errorf("by amount: %d rows", len(b.page.list.listing.rows))
	}
	b.page.list.search.SetText("nowhere")
	b.Sees("Nothing fits")
	b.page.list.search.SetText("")
	b.Sees("NWT-0011")
}

func TestStates(t *testing.T) {
	tests := map[string]struct {
		set  func(*fake)
		want string
	}{
		"empty":   {func(f *fake) { f.invoices = nil }, "No invoices yet"},
		"error":   {func(f *fake) { f.err = billing.NewProblem(billing.CacheCorrupt) }, "Read again"},
		"member":  {func(f *fake) { f.facts.Account.Role, f.invoices = billing.RoleMember, nil }, "Invoices are for admins and billing admins"},
		"loading": {func(f *fake) { f.err, f.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{} }, "Reading the saved copy…"},
		"offline": {func(f *fake) { f.freshness = sample.Fresh(billing.Away) }, "NWT-0011"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			source := normal()
			tt.set(source)
			b := open(t, source, viewtest.Wide).show("")
			b.Sees(tt.want)
			b.Golden(name)
		})
	}
}

// Whoever may not read invoices is told whom to ask by name.
func TestAMemberIsToldWhomToAsk(t *testing.T) {
	source := normal()
	source.facts.Account.Role, source.invoices = billing.RoleMember, nil
	b := open(t, source, viewtest.Wide).show("")
	if page := strings.Join(b.Texts(), " "); !strings.Contains(page, "Ask "+sample.Person().Name+".") {
		t.Errorf("says %q", page)
	}
}

func TestKeyboardOpensADocument(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	c := b.Window.Canvas()
	reached := false
	for range 10 {
		c.(interface{ FocusNext() }).FocusNext()
		reached = reached || c.Focused() == b.page.list.table.Focus()
	}
	if !reached {
		t.Fatal("the list cannot be reached with the keyboard")
	}
	c.Focus(b.page.list.table.Focus())
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeySpace} {
		c.Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
	b.Sees("Amount due")
}

func TestAnOpenDocumentFollowsItsChange(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0012")
	i := slices.IndexFunc(b.source.invoices, func(i billing.Invoice) bool { return i.ID == "inv_NWT-0012" })
	b.source.invoices[i].Status = billing.InvoiceVoid
	b.page.Changed(billing.KindInvoices)
	b.Scheduler.Drain()
	b.Sees("Void 2", "Amount due")
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	open(t, normal(), viewtest.Wide).show("").Fits("invoices-wide")
	open(t, normal(), viewtest.Wide).show("inv_NWT-0011").Fits("invoices-detail")
	open(t, normal(), viewtest.Narrow).show("").Fits("invoices-narrow")
}
