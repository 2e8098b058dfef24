package invoices

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/load"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

type fake struct {
	facts     billing.Facts
	invoices  []billing.Invoice
	freshness billing.Freshness
	err       error
}

func (f *fake) Facts(context.Context) (billing.Facts, error)        { return f.facts, f.err }
func (f *fake) Invoices(context.Context) ([]billing.Invoice, error) { return f.invoices, f.err }
func (f *fake) Freshness() billing.Freshness                        { return f.freshness }

type bench struct {
	page   *Page
	source *fake
	queue  *load.Manual
	window fyne.Window
	routes []nav.Route
	copied string
}

func normal() *fake {
	return &fake{facts: sample.Facts(), invoices: sample.Invoices(), freshness: sample.Fresh(billing.Fresh)}
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	b := &bench{source: source, queue: load.NewManual()}
	b.page = New(Deps{
		Context: t.Context(), Source: source, Scheduler: b.queue, Now: sample.Now,
		Go: func(r nav.Route) { b.routes = append(b.routes, r) }, Copy: func(text string) { b.copied = text },
	})
	t.Cleanup(b.page.Close)
	b.window = test.NewTempWindow(t, b.page.Content())
	b.window.SetPadded(false)
	b.window.Resize(fyne.NewSize(width, 744))
	return b
}

func (b *bench) show(id string) *bench {
	b.page.Show(id)
	b.queue.Drain()
	return b
}

func (b *bench) texts() []string {
	var all []string
	for _, seen := range widgets.VisibleTexts(b.page.Content()) {
		all = append(all, seen.Text)
	}
	return all
}

func (b *bench) sees(t *testing.T, want ...string) {
	t.Helper()
	texts := b.texts()
	for _, w := range want {
		if !slices.Contains(texts, w) {
			t.Errorf("%q is not shown among %q", w, texts)
		}
	}
}

func (b *bench) press(t *testing.T, label string) {
	t.Helper()
	var found *widgets.Button
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if button, ok := o.(*widgets.Button); ok && button.Label() == label && found == nil {
			found = button
		}
	})
	if found == nil {
		t.Fatalf("no button %q", label)
	}
	test.Tap(found)
}

func TestListsNewestFirst(t *testing.T) {
	b := open(t, normal(), 1072).show("")
	b.sees(t, "CN-0001", "NWT-0011", "All 13", "Open 0", "Void 1", "Credit notes 1", "Total, USD", "–94.80")
	b.picture(t, "list")
	test.AssertRendersToMarkup(t, "list.xml", b.window.Canvas())
}

func TestOneDocumentExplainsItsLines(t *testing.T) {
	b := open(t, normal(), 1072).show("inv_NWT-0011")
	b.sees(t, "Amount due", "How", "Subtotal", "VAT 20% of 712.00", "854.40")
	b.press(t, "How")
	if !slices.ContainsFunc(b.texts(), func(s string) bool { return strings.HasPrefix(s, "50 × 12.00") }) {
		t.Errorf("the arithmetic is not among %q", b.texts())
	}
	b.picture(t, "detail")
	test.AssertRendersToMarkup(t, "detail.xml", b.window.Canvas())
	b.press(t, "Copy")
	if !strings.Contains(b.copied, "854.40 USD") || strings.Contains(b.copied, "–") {
		t.Errorf("copied %q", b.copied)
	}
	b.press(t, "Close")
	if slices.Contains(b.texts(), "Amount due") {
		t.Error("the panel did not close")
	}
}

func TestThePanelLiesOverTheListWhereItIsNarrow(t *testing.T) {
	b := open(t, normal(), 816).show("inv_NWT-0011")
	if list, page := b.page.table.Size().Width, b.page.split.content.Size().Width; list != page {
		t.Errorf("the list is %v of %v wide", list, page)
	}
	b.picture(t, "narrow")
}

func TestFilterAndSearch(t *testing.T) {
	b := open(t, normal(), 1072).show("")
	b.page.filters.OnChanged(int(filterCreditNotes))
	if len(b.page.list.rows) != 1 || b.page.list.rows[0].id != "inv_CN-0001" {
		t.Errorf("credit notes: %v", b.page.list.rows)
	}
	b.page.filters.OnChanged(int(filterAll))
	b.page.Search("854.40")
	if len(b.page.list.rows) != 1 {
		t.Errorf("by amount: %d rows", len(b.page.list.rows))
	}
	b.page.Search("nowhere")
	b.sees(t, "Nothing fits")
	b.page.Search("")
	b.sees(t, "NWT-0011")
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
			b := open(t, source, 1072).show("")
			b.sees(t, tt.want)
			b.picture(t, name)
			test.AssertRendersToMarkup(t, name+".xml", b.window.Canvas())
		})
	}
}

func TestKeyboardOpensADocument(t *testing.T) {
	b := open(t, normal(), 1072).show("")
	c := b.window.Canvas()
	reached := false
	for range 10 {
		c.(interface{ FocusNext() }).FocusNext()
		reached = reached || c.Focused() == b.page.table.Focus()
	}
	if !reached {
		t.Fatal("the list cannot be reached with the keyboard")
	}
	c.Focus(b.page.table.Focus())
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeySpace} {
		c.Focused().TypedKey(&fyne.KeyEvent{Name: key})
	}
	b.sees(t, "Amount due")
}

func TestAnOpenDocumentFollowsItsChange(t *testing.T) {
	b := open(t, normal(), 1072).show("inv_NWT-0012")
	i := slices.IndexFunc(b.source.invoices, func(i billing.Invoice) bool { return i.ID == "inv_NWT-0012" })
	b.source.invoices[i].Status = billing.InvoiceVoid
	b.page.Changed(billing.KindInvoices)
	b.queue.Drain()
	b.sees(t, "Void 2", "Amount due")
}

// picture keeps a rendering for the eye where BILLFOLD_PICTURES names a folder.
func (b *bench) picture(t *testing.T, name string) {
	t.Helper()
	folder := os.Getenv("BILLFOLD_PICTURES")
	if folder == "" {
		return
	}
	file, err := os.Create(filepath.Join(folder, "invoices-"+name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, b.window.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	for _, width := range []float32{1072, 816} {
		for _, id := range []string{"", "inv_NWT-0011"} {
			b := open(t, normal(), width).show(id)
			if width < narrowest && id != "" {
				continue // the panel lies over the list there, on purpose
			}
			for _, misfit := range widgets.Misfits(b.page.Content()) {
				t.Errorf("%v wide, %q: %v", width, id, misfit)
			}
		}
	}
}
