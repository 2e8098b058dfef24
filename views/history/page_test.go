package history

import (
	"context"
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

type fake struct {
	facts     billing.Facts
	changes   []billing.Change
	invoices  []billing.Invoice
	freshness billing.Freshness
	err       error
	preview   *billing.Preview
	refused   error // of the preview
	asked     []string
	exported  []string
	unwritten error
}

func (f *fake) Facts(context.Context) (billing.Facts, error)           { return f.facts, f.err }
func (f *fake) Changes(context.Context, int) ([]billing.Change, error) { return f.changes, f.err }
func (f *fake) Invoices(context.Context) ([]billing.Invoice, error)    { return f.invoices, f.err }
func (f *fake) Freshness() billing.Freshness                           { return f.freshness }
func (f *fake) ColumnWidths(string) map[string]float32                 { return nil }
func (f *fake) SetColumnWidths(string, map[string]float32)             {}

func (f *fake) ConfirmedPreview(_ context.Context, id string) (*billing.Preview, error) {
	f.asked = append(f.asked, id)
	return f.preview, f.refused
}

func (f *fake) ExportHistory(_ context.Context, path string) error {
	f.exported = append(f.exported, path)
	return f.unwritten
}

type bench struct {
	*viewtest.Bench
	page      *Page
	source    *fake
	suggested string // name of the file that was asked for
}

func normal() *fake {
	changes, invoices := sample.History()
	preview := sample.Confirmed()
	return &fake{facts: sample.Facts(), changes: changes, invoices: invoices, freshness: sample.Fresh(billing.Fresh), preview: &preview}
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source}
	b.Open(func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: source, Scheduler: b.Scheduler, Now: b.Now, Go: b.Go, Say: b.Say, Copy: b.Copy,
			ChooseFile: func(suggested string, chosen func(string)) {
				b.suggested = suggested
				chosen("/tmp/" + suggested)
			},
		})
		return b.page
	}, theme.ChoiceLight, width)
	return b
}

func (b *bench) show(id string) *bench {
	b.Show(id)
	return b
}

// all is what a person can read, in one line.
func (b *bench) all() string { return strings.Join(b.Texts(), " ") }

// says fails the test for each text that is not on the page, though it may be on several
// lines.
func (b *bench) says(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(b.all(), w) {
			t.Errorf("%q is not said in %q", w, b.all())
		}
	}
}

// listed is what changed, row by row.
func (b *bench) listed() []string {
	all := make([]string, len(b.page.listed))
	for i, r := range b.page.listed {
		all[i] = r.what.plain()
	}
	return all
}

const seatsMore = "chg_0199e1a4"

func TestListsWhatPeopleAndBillingDid(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	want := []string{
		"200 GB storage to 100 GB storage", "Credit note CN-0001", "Pack of 1,000 AI credits", "NWT-0011 paid on retry 2",
		"Default: Mastercard 5100 to Visa 4242", "NWT-0011, retry 1", "Renewal of Team, payment", "Email credits 40,000 to 50,000",
		"Seats 46 to 50", "Account balance topped up", "Renewal of Team", "Maya: Workspace admin to Billing admin", "Seats 44 to 46",
	}
	if got := b.listed(); len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("lists %q, want %q", got, want)
	}
	b.Sees("20 Nov 16:20", "Maya Okafor", "Scheduled", "Declined", "USD", "–94.80", "854.40", "All times UTC")
	b.Fits("history-wide")
	b.Golden("list")
}

func TestOneEntryIsShownWhole(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show(seatsMore)
	b.Sees("Seats 46 to 50", "14 Oct 2026 09:20:00", "Billfold on ThinkPad X1", "Strategic", "Four support hires", "Before", "After",
		"$664.00", "$712.00", "Preview as confirmed", "Subtotal", "VAT 20%", "Amount due and charged", "NWT-0010", "Mastercard 5100", seatsMore)
	b.says(t, "Unused time on Team, 46 seats", "No change: Plan, Interval, Add-ons, Volumes")
	b.Fits("history-detail")
	b.Golden("detail")
	b.Press("Copy as text")
	for _, want := range []string{"Seats 46 to 50\tApplied\n", "Seats\t46\t50\n", "Amount due and charged\t" + b.source.preview.AmountDue.String() + " USD\n", seatsMore} {
		if !strings.Contains(b.Copied, want) {
			t.Errorf("%q is not in what was copied: %q", want, b.Copied)
		}
	}
	b.Press("Copy the change id")
	if b.Copied != seatsMore || len(b.Said) != 2 || b.Said[0].What != "Copied." || b.Said[1] != b.Said[0] {
		t.Errorf("copied %q, said %v", b.Copied, b.Said)
	}
	b.Press("Open NWT-0010")
	if want := (nav.Route{Page: nav.PageInvoices, Arg: "inv_NWT-0010"}); !slices.Equal(b.Went, []nav.Route{want}) {
		t.Errorf("went to %v", b.Went)
	}
}

// The preview is read when an entry is opened, once, and what stands below it waits.
func TestThePreviewIsReadWhenItIsLookedAt(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	if len(b.source.asked) != 0 {
		t.Errorf("asked for %v before anything was opened", b.source.asked)
	}
	b.page.open(seatsMore)
	b.Sees("Preview as confirmed")
	b.SeesNot("Subtotal")
	b.Scheduler.Drain()
	b.Sees("Subtotal")
	b.page.Reload()
	b.Scheduler.Drain()
	if !slices.Equal(b.source.asked, []string{"prv_0199e1a4"}) {
		t.Errorf("asked for %v", b.source.asked)
	}
}

// Whoever opens an entry without a preview while another's is being read is not shown that
// one under it.
func TestAnotherEntrysPreviewIsNotShown(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.page.open(seatsMore)
	b.page.open("inv_NWT-0011")
	b.Scheduler.Drain()
	b.Press("Copy as text")
	if b.page.confirmed != (preview{}) || strings.Contains(b.Copied, "Preview as confirmed") {
		t.Errorf("the entry has the preview %+v, and is copied as %q", b.page.confirmed, b.Copied)
	}
	b.page.open(seatsMore)
	b.page.answered("prv_of_another", b.source.preview, nil)
	b.SeesNot("Amount due and charged")
	b.Scheduler.Drain()
	b.Sees("Amount due and charged")
}

func TestAPreviewThatIsNotHereIsReadOnceBillingAnswers(t *testing.T) {
	source := normal()
	kept := source.preview
	source.preview, source.freshness = nil, sample.Fresh(billing.Away)
	b := open(t, source, viewtest.Wide).show(seatsMore)
	b.says(t, "It is not on this computer. It is read once billing can be reached.")
	b.Fits("history-missing")
	b.Golden("missing")
	source.preview, source.freshness = kept, sample.Fresh(billing.Fresh)
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	b.Sees("Amount due and charged")

	source.preview, source.refused = nil, billing.NewProblem(billing.PreviewUnknown)
	b.page.open("")
	b.page.open(seatsMore)
	b.Scheduler.Drain()
	source.preview, source.refused = kept, nil
	b.Press("Read again")
	b.Sees("Amount due and charged")
}

func TestWhatFailedSaysWhyAndWhatCameNext(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("inv_NWT-0011")
	b.says(t, "Renewal of Team, payment", "Insufficient funds", "Then: NWT-0011, retry 1, 2 Nov 00:00", "As invoiced")
	b.Fits("history-declined")
	b.Golden("declined")
	b.Press("Show what came next")
	b.Press("Show what came next")
	b.says(t, "NWT-0011 paid on retry 2", "Visa 4242")
	b.Show("chg_0199e3b7")
	b.says(t, "Email credits 40,000 to 50,000", "Insufficient funds", "It was not tried again since.", "Advent campaign")
}

func TestWhatWaitsSaysUntilWhen(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("chg_0199f00c")
	b.Sees("Takes effect", "1 Dec 2026", "Scheduled", "Add-on", "200 GB storage", "100 GB storage")
	b.Time = b.Time.AddDate(0, 0, 14)
	b.source.facts.Subscription.Scheduled = nil
	b.page.Tick(b.Time)
	b.Scheduler.Drain()
	b.Sees("Took effect", "Applied")
	b.SeesNot("Scheduled")
}

func TestAnUnknownEntryIsSaidQuietly(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("chg_nowhere")
	b.Sees("chg_nowhere is not in this history.", "20 Nov 16:20")
	b.page.open("chg_0199f00c")
	b.SeesNot("chg_nowhere is not in this history.")
	b.Escape(t)
	b.SeesNot(" is not in this history.", "Takes effect")
}

// Escape closes the entry, and the keyboard is on the list again.
func (b *bench) Escape(t *testing.T) {
	t.Helper()
	if !b.page.Escape() || b.Window.Canvas().Focused() != b.page.table.Focus() || b.page.Escape() {
		t.Errorf("Escape leads to %T", b.Window.Canvas().Focused())
	}
}

func TestTheListIsNarrowedAndSorted(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	tests := []struct {
		query query
		want  []string
	}{
		{query{text: "four SUPPORT"}, []string{"Seats 46 to 50"}},
		{query{text: "nwt-0010"}, []string{"Seats 46 to 50"}},
		{query{text: "chg_0199e77a"}, []string{"Default: Mastercard 5100 to Visa 4242"}},
		{query{text: "-94.80"}, []string{"Credit note CN-0001"}},
		{query{who: "Jonas Weber", text: "account balance"}, []string{"Account balance topped up"}},
		{query{who: "", text: "retry", sort: columnWhen}, []string{"NWT-0011 paid on retry 2", "NWT-0011, retry 1"}},
		{query{category: billing.Temporary}, []string{"Email credits 40,000 to 50,000", "Seats 44 to 46"}},
		{query{category: billing.Temporary, sort: columnAmount}, []string{"Seats 44 to 46", "Email credits 40,000 to 50,000"}},
		{query{category: billing.Temporary, sort: columnWho, ascending: true}, []string{"Seats 44 to 46", "Email credits 40,000 to 50,000"}},
		{query{category: none, text: "topped", span: billing.SpanLastQuarter}, []string{"Account balance topped up"}},
		{query{category: billing.Strategic, span: billing.SpanLastYear}, nil},
		{query{text: "topped", sort: columnWhen, ascending: true, span: billing.SpanThisQuarter}, []string{"Account balance topped up"}},
	}
	for _, tt := range tests {
		if tt.query.span == "" {
			tt.query.span = billing.SpanAll
		}
		if tt.query.who == "" && tt.query.text != "retry" {
			tt.query.who = anybody
		}
		b.page.narrow(tt.query)
		if got := b.listed(); !slices.Equal(got, tt.want) {
			t.Errorf("%+v leaves %q, want %q", tt.query, got, tt.want)
		}
	}
	b.page.narrow(query{text: "nowhere", who: anybody, span: billing.SpanAll})
	b.Sees("Nothing fits", "0 changes")
	b.Press("Show everything")
	b.SeesNot("Nothing fits")
	b.page.sort(int(columnWhat))
	if got := b.listed(); got[0] != "200 GB storage to 100 GB storage" || !slices.IsSorted(got) {
		t.Errorf("by what changed: %q", got)
	}
}

// A route opens its entry though the list was narrowed to be without it.
func TestARouteShowsItsEntryWhateverIsListed(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.page.tools.search.SetText("nowhere")
	b.page.tools.change(func(q *query) { q.text = "nowhere" })
	b.Show(seatsMore)
	b.Sees("Amount due and charged")
	if b.page.tools.search.Text() != "" || b.page.table.Hidden {
		t.Error("the list is still narrowed")
	}
}

func TestAmountsOfSeveralCurrenciesSayTheirs(t *testing.T) {
	source := normal()
	source.invoices = sample.Invoices()[:1]
	source.invoices[0].Currency, source.changes = "EUR", source.changes[:1]
	source.invoices[0].Total, source.invoices[0].AmountPaid = eur("-94.80"), eur("0.00")
	b := open(t, source, viewtest.Wide).show("")
	b.Sees("Amount", "–94.80 EUR", "0.00 USD")
	b.page.sort(int(columnAmount))
}

func TestStates(t *testing.T) {
	tests := map[string]struct {
		set  func(*fake)
		want string
	}{
		"empty":   {func(f *fake) { f.changes, f.invoices = nil, nil }, "Nothing has happened yet"},
		"error":   {func(f *fake) { f.err = billing.NewProblem(billing.CacheCorrupt) }, "Read again"},
		"member":  {func(f *fake) { f.facts.Account.Role = billing.RoleMember }, "The history is not for your role"},
		"loading": {func(f *fake) { f.err, f.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{} }, "Reading the saved copy…"},
		"offline": {func(f *fake) { f.freshness = sample.Fresh(billing.Away) }, "20 Nov 16:20"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			source := normal()
			tt.set(source)
			b := open(t, source, viewtest.Wide).show("")
			b.Sees(tt.want)
			b.Fits("history-" + name)
			b.Golden(name)
		})
	}
}

// Whoever may not read the history is told whom to ask by name, and reads nothing of it.
func TestAMemberIsToldWhomToAsk(t *testing.T) {
	source := normal()
	source.facts.Account.Role = billing.RoleMember
	b := open(t, source, viewtest.Wide).show(seatsMore)
	b.says(t, "Ask "+sample.Person().Name+".")
	if page := b.all(); strings.Contains(page, "Seats") || strings.Contains(page, "Export") || len(source.asked) > 0 {
		t.Errorf("a member reads %q", page)
	}
}

func TestThePanelLiesOverTheListWhereItIsNarrow(t *testing.T) {
	b := open(t, normal(), viewtest.Narrow).show(seatsMore)
	if list, page := b.page.table.Size().Width, b.page.split.Content.Size().Width; list != page {
		t.Errorf("the list is %v of %v wide", list, page)
	}
	panel := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.page.split.Panel())
	for y := float32(60); y < b.page.split.Panel().Size().Height; y += theme.RowHeight {
		test.TapCanvas(b.Window.Canvas(), panel.AddXY(4, y))
	}
	if b.page.wanted != seatsMore {
		t.Errorf("a press on the panel opened %q of the list below it", b.page.wanted)
	}
	b.Fits("history-narrow-detail")
	open(t, normal(), viewtest.Narrow).show("").Fits("history-narrow")
}

// Every entry of the sample can be opened, and none is cut.
func TestEveryEntryFits(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	for _, r := range b.page.data.roll.rows {
		b.page.open(r.entry.ID)
		b.Scheduler.Drain()
		for _, misfit := range widgets.Misfits(b.page.Content()) {
			t.Errorf("%s: %s", r.entry.ID, misfit)
		}
	}
}
