package support

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func (b *bench) says(t *testing.T, want ...string) {
	t.Helper()
	all := strings.Join(b.Texts(), " ")
	for _, w := range want {
		if !strings.Contains(all, w) {
			t.Errorf("%q is not in %q", w, all)
		}
	}
}

func TestFirstLoadHasTheBoxesAndNothingToSend(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("What do you see?", "Support case", "Plan or seats out of date", "Write mail to support")
	if !b.page.file.mail.Disabled() || !b.page.file.copying.Disabled() || !b.page.file.save.Disabled() {
		t.Error("an empty case can be sent")
	}
	b.Fits("support-loading")
	b.Golden("loading")
}

func TestNothingJumpsWhenDataArrives(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Steady(func() { b.show("") }, "What do you see?", "Support case", "Something else", "Write mail to support")
}

// The page in all its states, each to its golden.
func TestStates(t *testing.T) {
	never := func(f *fake) {
		f.factsErr, f.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{}
	}
	tests := []struct {
		name, arg string
		set       func(*fake)
		sees      []string
	}{
		{"normal", "charge:inv_NWT-0012", nil, []string{
			"An unknown charge", "24.00", "5 Nov 2026", "7 of 8 checked", "Matches", "This charge is yours:", "NWT-0012, $20.00 + VAT $4.00.", "Open NWT-0012", "No card data",
		}},
		{"plan", "", nil, []string{"6 of 7 checked", "Most likely:", "A change waits for its day"}},
		{"charge", "charge", nil, []string{"Amount, USD", "Date on the statement", "Check"}},
		{"blocked", "blocked", func(f *fake) {
			f.changes = nil
			f.facts.Usage.ActiveMembers = 53
		}, []string{"Which plan did you want?", "No plan chosen", "8 of 9 checked", "Most likely:", "Too few or too many seats", "Choose who stays"}},
		{"unpaid", "declined", owing, []string{"Pay $854.40", "Add a card"}},
		{"offline", "outdated", func(f *fake) { f.freshness = sample.Fresh(billing.Away) }, []string{"It dates from 09:18, since billing cannot be reached."}},
		{"member", "hidden", member, []string{"Ask Maya Okafor", "Member"}},
		{"empty", "other", never, []string{"The account was not read yet", "Northwind Traders"}},
		{
			"error", "outdated", func(f *fake) {
				f.factsErr = billing.NewProblem(billing.CacheCorrupt).Because(errors.New("disk I/O error"))
			},
			[]string{"The saved copy cannot be read", "Cannot tell"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source := normal()
			if tt.set != nil {
				tt.set(source)
			}
			b := open(t, source, viewtest.Wide).show(tt.arg)
			b.says(t, tt.sees...)
			b.SeesNot("disk I/O error")
			if b.page.file.mail.Disabled() {
				t.Error("no case can be sent")
			}
			b.Fits("support-" + tt.name)
			b.Golden(tt.name)
		})
	}
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	abroad := normal()
	abroad.facts = sample.Abroad()
	for _, s := range symptoms() {
		open(t, normal(), viewtest.Narrow).show(string(s.symptom)).Fits("support-narrow-" + string(s.symptom))
		open(t, abroad, viewtest.Wide).show(string(s.symptom)).Fits("support-yen-" + string(s.symptom))
	}
	for _, choice := range []theme.Choice{theme.ChoiceDark, theme.ChoiceContrast} {
		openIn(t, normal(), choice, viewtest.Narrow).show("charge:inv_NWT-0012").Fits("support-" + string(choice))
	}
}

func TestNothingIsCutInGerman(t *testing.T) {
	words.Speak(words.German)
	t.Cleanup(func() { words.Speak(words.English) })
	for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
		for _, s := range symptoms() {
			open(t, normal(), width).show(string(s.symptom)).Fits("support-german-" + string(s.symptom))
		}
	}
}

func TestAChargeIsCheckedAsItIsTyped(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show(nav.SupportCharge)
	b.says(t, "Not refundable, unless law or a written agreement says so.")
	b.Press("Check")
	b.says(t, "An amount above 0, such as 24.00.", "A day, such as 21 Nov 2026.")
	b.page.form.amount.SetText("$24")
	b.page.form.day.SetText("Nov 6")
	b.Press("Check")
	b.says(t, "This charge is yours:", "Cards are booked up to 5 days later.")
	b.SeesNot("An amount above 0, such as 24.00.")
	b.Press("Open NWT-0012")
	if want := (nav.Route{Page: nav.PageInvoices, Arg: "inv_NWT-0012"}); len(b.Went) != 1 || b.Went[0] != want {
		t.Errorf("went to %v", b.Went)
	}
	b.page.form.amount.SetText("9.99")
	b.Press("Check")
	b.says(t, "Nothing matches so far,")
	b.source.refuse = billing.NewProblem(billing.CacheUnusable)
	b.Press("Check")
	if len(b.Said) != 1 || !b.Said[0].Failed {
		t.Errorf("accounts that cannot be read are told as %v", b.Said)
	}
	b.says(t, "Nothing matches so far,")
}

// A verdict is of the copy that is on the screen: what is read later may explain the charge.
func TestAChargeIsCheckedAgainOnceTheCopyIsRead(t *testing.T) {
	source := normal()
	known := source.invoices
	source.invoices, source.accounts = nil, source.accounts[:1]
	source.freshness.AsOf = time.Date(2026, 11, 6, 0, 1, 0, 0, time.UTC)
	b := open(t, source, viewtest.Wide).show(nav.SupportCharge)
	b.page.form.amount.SetText("24")
	b.page.form.day.SetText("Nov 6")
	b.Press("Check")
	b.says(t, "Nothing matches so far,", "a charge of that day may be newer.")
	source.invoices, source.freshness = known, sample.Fresh(billing.Fresh)
	b.page.Changed(billing.KindInvoices)
	b.Scheduler.Drain()
	b.says(t, "This charge is yours:")
}

// Where accounts differ in their currencies, the statement's is chosen, and what another
// currency came to is told and no match.
func TestAChargeHasACurrency(t *testing.T) {
	source := normal()
	source.abroad = "EUR"
	theirs := source.invoices[slices.IndexFunc(source.invoices, func(i billing.Invoice) bool { return i.Number == "NWT-0012" })]
	euros := money.FromMinor(7000, "EUR")
	theirs.ID, theirs.Number, theirs.Currency, theirs.Total, theirs.AmountDue, theirs.AmountPaid = "inv_FAB-0002", "FAB-0002", "EUR", euros, euros, euros
	source.theirs = []billing.Invoice{theirs}
	b := open(t, source, viewtest.Wide).show(nav.SupportCharge)
	b.Sees("Currency", "USD", "Amount")
	b.page.form.amount.SetText("70")
	b.page.form.day.SetText("Nov 6")
	b.Press("Check")
	b.says(t, "Nothing matches so far,", "Fabrikam Europe: FAB-0002 of 5 Nov was €70.00, which a bank may have converted.")
	b.SeesNot("This charge is from Fabrikam Europe:")
	b.page.form.choice.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	b.Press("Check")
	b.says(t, "This charge is from Fabrikam Europe:")
	b.page.Reload()
	b.Scheduler.Drain()
	b.Sees("EUR", "70")
	b.Fits("support-currency")
	b.Golden("currency")
	b.Show("charge:inv_NWT-0012")
	b.says(t, "This charge is yours:")
	open(t, source, viewtest.Narrow).show(nav.SupportCharge).Fits("support-currency-narrow")
}

// What was typed stays while the copy is read anew.
func TestWhatIsTypedStays(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show(nav.SupportCharge)
	b.page.form.amount.SetText("24")
	b.page.file.own.SetText("Please help.")
	b.source.freshness = sample.Fresh(billing.Away)
	b.page.Changed(billing.KindInvoices)
	b.Scheduler.Drain()
	b.Sees("24", "Please help.")
}

func TestRefreshingIsOfferedTwice(t *testing.T) {
	source := normal()
	source.freshness = sample.Fresh(billing.Stale)
	b := open(t, source, viewtest.Wide).show("")
	b.Press("Refresh")
	b.Press("Refresh")
	b.says(t, "It was refreshed twice.")
	b.SeesNot("Refresh")
	if b.refreshed != 2 {
		t.Errorf("refreshed %d times", b.refreshed)
	}
	source.freshness.Revision++ // something had changed after all
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	b.Sees("Refresh")
}

func TestFixesLeadThere(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.Press("Show it")
	b.Press("Preview it again")
	if want := []nav.Route{{Page: nav.PageOverview, Arg: "scheduled"}, {Page: nav.PageCheckout, Arg: "plan=business"}}; !slices.Equal(b.Went, want) {
		t.Errorf("went to %v", b.Went)
	}
	source := normal()
	member(source)
	b = open(t, source, viewtest.Wide).show("hidden")
	b.Press("Ask Maya Okafor")
	if !strings.HasPrefix(b.Copied, "Billfold, Northwind Traders: Only owners") || !strings.HasSuffix(b.Copied, "This is asked by Maya Okafor.") || len(b.Said) != 1 {
		t.Errorf("copied %q, said %v", b.Copied, b.Said)
	}
}

// Whoever comes with a change finds what it was about.
func TestAChangeBringsItsSymptom(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show(nav.SupportChangeArg("chg_3"))
	b.Sees("chg_3")
	if b.page.asked.symptom != declined {
		t.Errorf("a declined change is %s", b.page.asked.symptom)
	}
	b.show(nav.SupportChangeArg("chg_2")) // it was made
	if b.page.asked.symptom != outdated {
		t.Errorf("a change that was made is %s", b.page.asked.symptom)
	}
}

// What leaves is what is shown, with what must not leave masked, in each of the three ways.
func TestACaseLeavesMasked(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("declined")
	b.Sees("Card numbers and passwords are masked.")
	b.page.file.own.SetText("My card 4242 4242 4242 4242, cvc 123.")
	b.says(t, "Masked. It leaves as: My card •••• 4242, cvc ••••.")
	b.Press("Copy")
	b.Press("Save")
	b.Press("Write mail to support")
	saved := b.source.saved["/home/maya/support-case-2026-11-21.txt"]
	if len(b.source.mails) != 1 || b.source.mails[0] != (mail{"support@halden.example", "Payment was declined, Northwind Traders", b.Copied}) {
		t.Errorf("mailed %+v", b.source.mails)
	}
	if saved != b.Copied || !strings.Contains(saved, "My card •••• 4242, cvc ••••.\n") || strings.Contains(saved, "4242 4242") {
		t.Errorf("copied %q, saved %q", b.Copied, saved)
	}
	b.says(t, "Masked.") // and can go on being written
	if len(b.Said) != 3 {
		t.Errorf("said %v", b.Said)
	}
}

// A mail goes to the address that the vendor names by now, though the case says the same.
func TestAMailFollowsTheVendorsAddress(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("declined")
	catalog := *b.source.facts.Catalog
	catalog.Vendor.SupportEmail = "help@halden.example"
	b.source.facts.Catalog = &catalog
	b.page.Changed(billing.KindCatalog)
	b.Scheduler.Drain()
	b.Press("Write mail to support")
	if len(b.source.mails) != 1 || b.source.mails[0].to != "help@halden.example" {
		t.Errorf("mailed %+v", b.source.mails)
	}
}

func TestALongCaseIsOnTheClipboard(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("declined")
	b.page.file.own.SetText(strings.Repeat("It was declined again and again.\n", 60))
	b.Press("Write mail to support")
	if body := b.source.mails[0].body; len(body) > 1900 || !strings.Contains(body, "The whole case is on the clipboard") || !strings.Contains(b.Copied, "again and again.") {
		t.Errorf("mailed %q", body)
	}
}

// A case that is being written when the page is closed is written, and told.
func TestACaseIsWrittenThoughItsPageIsLeft(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("declined")
	test.Tap(b.Button("Save"))
	if b.page.Busy() == "" {
		t.Error("nothing is under way")
	}
	b.page.Close()
	b.Scheduler.Drain()
	const path = "/home/maya/support-case-2026-11-21.txt"
	if b.source.saved[path] == "" || len(b.Said) != 1 || b.Said[0].What != "The case is saved as "+path+"." {
		t.Errorf("saved %v, said %v", b.source.saved, b.Said)
	}
}

func TestWhatDoesNotLeaveIsSaid(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.source.refuse = billing.NewProblem(billing.HomeUnusable, "path", "/home/maya")
	b.Press("Write mail to support")
	b.Press("Save")
	if len(b.Said) != 2 || !b.Said[0].Failed || !b.Said[1].Failed || b.source.saved != nil {
		t.Errorf("said %v", b.Said)
	}
}

// Arrows move through what can be seen, and Enter opens it; every control is reached.
func TestKeyboardReachesEverything(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	b.Window.Canvas().Focus(b.page.FirstFocus())
	b.Key(fyne.KeyUp) // stays at the first
	for range 3 {
		b.Key(fyne.KeyDown)
	}
	b.Sees("6 of 7 checked") // nothing is opened by moving
	b.Key(fyne.KeyReturn)
	b.Sees("Amount, USD")
	if b.page.FirstFocus() != b.Window.Canvas().Focused() {
		t.Error("the keyboard does not begin at what is open")
	}
	labels := viewtest.Labels(b.Walk())
	for _, want := range []string{"*widgets.pickRow", "*widgets.Entry", "Check", "Write mail to support", "Copy", "Save"} {
		if !slices.Contains(labels, want) {
			t.Errorf("%q is not reached: %q", want, labels)
		}
	}
	b.Window.Canvas().Focus(b.page.list.Focus())
	b.Key(fyne.KeyHome)
	b.Key(fyne.KeySpace)
	labels = viewtest.Labels(b.Walk())
	for _, want := range []string{"Show it", "Preview it again", "Refresh"} {
		if !slices.Contains(labels, want) {
			t.Errorf("%q is not reached: %q", want, labels)
		}
	}
	b.Window.Canvas().Focus(b.page.list.Focus())
	b.Key(fyne.KeyEnd)
	b.Key(fyne.KeyReturn)
	if b.page.asked.symptom != other {
		t.Errorf("the last one is %s", b.page.asked.symptom)
	}
}

func TestNothingIsBuiltAnewWhileOnlyTimePasses(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show("")
	middle, rows := b.page.middle.Objects[0], b.page.file.rows.Objects[0]
	b.page.Tick(sample.Now())
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	if b.page.middle.Objects[0] != middle || b.page.file.rows.Objects[0] != rows {
		t.Error("the page was built anew though it says the same")
	}
}
