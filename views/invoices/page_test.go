package invoices

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
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

// A credit note for unused time leads to what that was billed on.
func TestACreditNoteLeadsToWhatItCorrects(t *testing.T) {
	source := normal()
	renewal := source.invoices[slices.IndexFunc(source.invoices, func(i billing.Invoice) bool { return i.ID == "inv_NWT-0011" })]
	note := &source.invoices[slices.IndexFunc(source.invoices, func(i billing.Invoice) bool { return i.ID == "inv_CN-0001" })]
	credit := renewal.Lines[0]
	credit.Kind, credit.Code, credit.Amount, credit.Period.Start = billing.ProrationCredit, billing.LineUnusedTime, note.Total, note.At
	note.Lines = []billing.Line{credit}
	b := open(t, source, viewtest.Wide).show("inv_CN-0001")
	b.Fits("invoices-credit-note")
	b.Press("Show NWT-0011, which it corrects")
	if b.page.wanted != "inv_NWT-0011" || b.page.shown.detail.id != "inv_NWT-0011" {
		t.Errorf("shows %q", b.page.wanted)
	}
	b.SeesNot("Show NWT-0011, which it corrects")
}

func TestThePanelLiesOverTheListWhereItIsNarrow(t *testing.T) {
	b := open(t, normal(), viewtest.Narrow).show("inv_NWT-0011")
	if list, page := b.page.list.table.Size().Width, b.page.split.Content.Size().Width; list != page {
		t.Errorf("the list is %v of %v wide", list, page)
	}
	panel := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.page.split.Panel())
	for y := float32(60); y < b.page.split.Panel().Size().Height; y += theme.RowHeight {
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
		"member":  {func(f *fake) { f.facts.Account.Role, f.invoices = billing.RoleMember, nil }, "Invoices are not for your role"},
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

func TestTheHeadLeadsToWhereAChargeIsLookedFor(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.Press("Is this charge mine?")
	b.show("inv_NWT-0011").Press("Is this charge mine?")
	want := []nav.Route{
		{Page: nav.PageSupport, Arg: nav.SupportCharge}, {Page: nav.PageSupport, Arg: nav.ChargeArg("inv_NWT-0011")},
	}
	if !slices.Equal(b.Went, want) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
	source := normal()
	source.pages = nil
	b = open(t, source, viewtest.Wide).show("inv_NWT-0010")
	b.SeesNot("Is this charge mine?", "Show the change in history")
}

func TestADocumentLeadsToItsChange(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0010")
	b.Press("Show the change in history")
	if want := (nav.Route{Page: nav.PageHistory, Arg: "chg_2"}); b.Went[0] != want {
		t.Errorf("went to %v", b.Went)
	}
}

func TestAnOpenDocumentIsPaidFirst(t *testing.T) {
	source := normal()
	source.facts, source.invoices = sample.PastDue()
	b := open(t, source, viewtest.Wide).show("inv_NWT-0013")
	b.Sees("Pay $854.40", "Change card", "Grace ends", "Open 1")
	b.Golden("open")
	b.Press("Pay $854.40")
	b.Press("Change card")
	want := []nav.Route{{Page: nav.PageCheckout, Arg: "order=pay"}, {Page: nav.PagePayments, Arg: "add-card"}}
	if !slices.Equal(b.Went, want) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
	b.source.freshness = sample.Fresh(billing.Away)
	b.page.Changed(billing.KindFreshness)
	if b.Sees("Billing cannot be reached; try again once it can."); !b.Button("Pay $854.40").Disabled() || b.Button("Save PDF").Disabled() {
		t.Error("offline something is paid, or nothing is saved")
	}
	b.Fits("invoices-open-offline")
}

func TestSavesADocumentWhereThePersonSays(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	b.source.path = ""
	b.Press("Save PDF") // and gives up
	if b.source.suggested != "NWT-0011.pdf" || b.source.saved != nil || b.Said != nil {
		t.Errorf("suggested %q, saved %q, said %q", b.source.suggested, b.source.saved, b.Said)
	}
	b.source.path = "/home/maya/Documents/November.pdf"
	b.Press("Save PDF")
	b.Press("Save CSV")
	want := []string{"PDF inv_NWT-0011 /home/maya/Documents/November.pdf", "CSV inv_NWT-0011 /home/maya/Documents/November.pdf"}
	if !slices.Equal(b.source.saved, want) || b.source.suggested != "NWT-0011.csv" {
		t.Errorf("saved %q, suggested %q", b.source.saved, b.source.suggested)
	}
	if b.Said[0].What != "November.pdf was saved in /home/maya/Documents." || b.offered[0] != "Open folder" {
		t.Errorf("said %q, offered %q", b.Said, b.offered)
	}
	b.source.refuse = billing.NewProblem(billing.Offline)
	b.offer()
	b.Scheduler.Drain()
	b.Press("Save PDF")
	if said := b.Said[2:]; len(said) != 2 || said[0].What != "The folder could not be opened." || !said[1].Failed {
		t.Errorf("said %q", said)
	}
}

func TestSavingIsSeenAndDoneOnce(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	b.Steady(func() {
		test.Tap(b.Button("Save PDF"))
		if b.Sees("Saving…"); !b.Button("Saving…").Disabled() || !b.Button("Save CSV").Disabled() {
			t.Error("is saved twice")
		}
		b.page.open("inv_NWT-0010")
		b.Sees("Saving…")
		b.page.open("inv_NWT-0011")
	}, "Mail", "Save CSV")
	b.Scheduler.Drain()
	if b.Sees("Save PDF"); b.Button("Save CSV").Disabled() {
		t.Error("cannot be saved again")
	}
}

func TestMailsADocument(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	b.Press("Mail")
	if b.source.subject != "Invoice NWT-0011 of Halden Software GmbH, $854.40" || !strings.Contains(b.source.body, "Amount due  854.40 USD") {
		t.Errorf("mails %q: %q", b.source.subject, b.source.body)
	}
	if want := "Your mail program has NWT-0011. Attach the PDF there; it is sent when you send it."; b.Said[0].String() != want {
		t.Errorf("said %q", b.Said)
	}
	b.source.refuse = errors.New("none")
	b.Press("Mail")
	if b.Said[1].What != "No mail program could be opened." || !b.Said[1].Failed {
		t.Errorf("said %q", b.Said)
	}
}

func TestCopiesNumberAmountAndAll(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	for n, want := range []string{"NWT-0011", "854.40 USD", "NWT-0011\t1 Nov 2026\tPaid\n"} {
		b.Press("Copy")
		for range n + 1 {
			b.Key(fyne.KeyDown)
		}
		b.Key(fyne.KeyReturn)
		if !strings.HasPrefix(b.Copied, want) || strings.Contains(b.Copied, "–") {
			t.Errorf("copied %q, want %q", b.Copied, want)
		}
	}
	b.Window.Canvas().Focus(b.page.list.table.Focus())
	b.Window.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutCopy{})
	if want := "NWT-0011\t1 Nov 2026\tTeam renewal, 50 seats\tPaid\t854.40"; b.Copied != want {
		t.Errorf("copied the row %q, want %q", b.Copied, want)
	}
}

func TestAPeriodWithoutDocumentsOffersTheOthers(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.page.list.show(billing.SpanLastYear)
	b.Sees("Nothing fits", "All 0")
	b.Press("Show all time")
	b.Sees("All 13", "13 documents, 1 May – 11 Nov 2026")
	b.page.list.search.SetText("nowhere")
	b.SeesNot("Show all time")
	b.Press("Clear filter")
	b.Sees("All 13", "NWT-0001")
}

// A route to a document of another period lists that too.
func TestARouteReachesADocumentOfAnyPeriod(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Time = b.Time.AddDate(1, 0, 0)
	b.show("inv_NWT-0011")
	if b.page.list.query.span != billing.SpanAll {
		t.Errorf("lists %s", b.page.list.query.span)
	}
	b.Sees("Amount due", "All 13")
}

// When another day begins the periods are another day's.
func TestPeriodsFollowTheCalendar(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.page.list.show(billing.SpanThisMonth)
	b.Sees("All 3")
	b.Leap(11 * 24 * time.Hour)
	b.Sees("All 0", "Nothing fits")
}

func TestSortsByTheHeads(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	b.page.list.table.OnSort(int(columnTotal))
	if rows := b.page.list.listing.rows; rows[0].Number != "NWT-0011" || rows[12].Number != "CN-0001" {
		t.Errorf("%s to %s", rows[0].Number, rows[12].Number)
	}
	b.page.list.table.OnSort(int(columnTotal))
	if rows := b.page.list.listing.rows; rows[0].Number != "CN-0001" {
		t.Errorf("begins with %s", rows[0].Number)
	}
	b.Sees("Amount due")
}

// The whole page by the keyboard alone.
func TestKeyboardReachesEverything(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0010")
	want := []string{
		"Is this charge mine?", "Export", "*widgets.Entry", "*widgets.Select", "*widgets.Segmented", "*widgets.tableHeader", "*widgets.tableList",
		"Copy", "Close", "How", "Address", "Address", "Show the change in history", "Save PDF", "Save CSV", "Mail",
	}
	if got := viewtest.Labels(b.Walk()); !slices.Equal(got, want) {
		t.Errorf("Tab leads to %q, want %q", got, want)
	}
	if !b.page.Escape() || b.Window.Canvas().Focused() != b.page.list.table.Focus() || b.page.Escape() {
		t.Error("Escape does not lead back to the list")
	}
}

func TestAFigureStaysWhereItIsWhileAgesMove(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	shown := b.page.shown
	b.Pass(5 * time.Second)
	if b.page.shown != shown {
		t.Error("the document is built anew every second")
	}
}
