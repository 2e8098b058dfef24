package checkout_test

import (
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
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/shopspring/decimal"
)

func usd(s string) money.Money { return money.New(decimal.RequireFromString(s), "USD") }

func offline(b *bench) {
	b.source.freshness, b.source.quoteErr = sample.Fresh(billing.Away), billing.NewProblem(billing.Offline)
}

// answers makes the next confirm end in an outcome.
func answers(outcome billing.Outcome, err error) func(*bench) {
	return func(b *bench) {
		b.source.confirm = func(billing.Intent) (billing.Outcome, error) { return outcome, err }
	}
}

func declined() billing.Outcome {
	return billing.Outcome{
		ID: "chg_9", State: billing.ChangeRejected,
		Problem: billing.NewProblem(billing.PaymentDeclined, "reason", "insufficient_funds"),
	}
}

func pay(b *bench) { b.Press("Pay $37.42") }

func TestEveryState(t *testing.T) {
	unknown := answers(billing.Outcome{ID: "chg_9", State: billing.ChangeUnknown}, billing.NewProblem(billing.UnknownOutcome))
	tests := []struct {
		name, arg string
		set       func(*bench)
		then      func(*bench)
		sees      []string
	}{
		{"normal", upgrade, nil, nil, []string{"Check out: Business, monthly", "Pay $37.42", "5 of 5 passed", "Confirmed by billing 10:42:07"}},
		{"explained", upgrade, nil, func(b *bench) { b.Press("How computed") }, []string{"Hide", "(5,000 × 0.012 + 3,000 × 0.01) × 825,473 s ÷ 2,592,000 s = 28.66"}},
		{"scheduled change", "seats=47", nil, nil, []string{"Schedule for 1 Dec 2026", "Ready to confirm"}},
		{"blocked", "plan=free", func(b *bench) { b.source.facts.Subscription.InFlight = "chg_7" }, nil, []string{"3 things to fix first", "Check again", "Schedule Free for 1 Dec 2026"}},
		{"offline", upgrade, offline, nil, []string{"Billing cannot be reached.", "Estimate", "Keep as draft"}},
		{"offline downgrade", "seats=47", offline, nil, []string{"Schedule for 1 Dec 2026", "Keep as draft"}},
		{"expired", upgrade, nil, func(b *bench) { b.Leap(16 * time.Minute) }, []string{"The amount due changed from $37.42 to $37.26", "I have read the new price of $37.26"}},
		{"declined", upgrade, answers(declined(), nil), pay, []string{"The payment was declined: insufficient funds.", "Nothing was charged. Pay another way, or ask your bank."}},
		{"applied", upgrade, nil, pay, []string{"Business is active", "Open invoice", "$37.42 was paid with Visa ending 4242. Invoice NWT-0012 has the same lines as the preview."}},
		{"unknown", upgrade, unknown, pay, []string{"Waiting for an answer", "$37.42 may have been paid. Do not pay again.", "Ask billing now", "To be paid with", "Copy details"}},
		{"requires action", upgrade, answers(billing.Outcome{ID: "chg_9", State: billing.ChangeRequiresAction}, nil), pay, []string{"Your bank asks for a confirmation before it pays."}},
		{"error", upgrade, func(b *bench) { b.source.factsErr = billing.NewProblem(billing.CacheUnusable) }, nil, []string{"This cannot be checked out", "Read again"}},
		{"unreadable link", "seats=many", nil, nil, []string{"This cannot be checked out"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
				b := newBench(t, theme.ChoiceLight, width)
				if tt.set != nil {
					tt.set(b)
				}
				b.Show(tt.arg)
				if tt.then != nil {
					tt.then(b)
				}
				b.Sees(tt.sees...)
				name := strings.ReplaceAll(tt.name, " ", "_")
				b.Fits("checkout-" + name + "-" + layout)
				if width == viewtest.Wide {
					b.Golden(name)
				}
			}
		})
	}
}

func TestDark(t *testing.T) {
	b := newBench(t, theme.ChoiceDark, viewtest.Wide)
	b.Show(upgrade)
	b.Fits("checkout-normal-dark")
}

func TestBeforeTheFirstSyncThePageWaits(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.factsErr = billing.NewProblem(billing.NotFound)
	b.Show(upgrade)
	b.Golden("loading")
	b.source.factsErr = nil
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	b.Button("Pay $37.42")
}

func TestThePayBarIsNeverScrolledAway(t *testing.T) {
	for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
		b := newBench(t, theme.ChoiceLight, width)
		b.Show(upgrade)
		button := b.Button("Pay $37.42")
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
		if bottom := at.Y + button.Size().Height; bottom > b.Window.Canvas().Size().Height {
			t.Errorf("%v wide: the button ends at %v of %v", width, bottom, b.Window.Canvas().Size().Height)
		}
	}
}

func TestAPageThatFitsPinsNothing(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	b.SeesNot("Amount due now: $37.42")
}

func TestPaysOnceForExactlyWhatWasShown(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	button := b.Button("Pay $37.42")
	b.Window.Canvas().Focus(button)
	for range 2 {
		test.Tap(button)
		button.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	b.Scheduler.Drain()
	if len(b.source.confirms) != 1 {
		t.Fatalf("confirmed %d times, want once", len(b.source.confirms))
	}
	got := b.source.confirms[0]
	if got.PreviewID != "prv_1" || !got.AmountDue.Equal(usd("37.42")) || got.Payment != "pm_visa" ||
		got.Category != "" || got.Target.Plan != "business" {
		t.Errorf("confirmed %+v", got)
	}
	b.Press("Open invoice")
	if want := (nav.Route{Page: nav.PageInvoices, Arg: "inv_NWT-0012"}); !slices.Equal(b.Went, []nav.Route{want}) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
}

func TestConfirmsWithTheReasonTheCategoryAndTheMethodThatWereChosen(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	c := b.Window.Canvas()
	for {
		c.(interface{ FocusNext() }).FocusNext()
		switch focused := c.Focused().(type) {
		case *widgets.Entry:
			focused.SetText("Holiday launch")
		case *widgets.Segmented:
			for range 2 { // none is chosen before
				focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
			}
		case *widgets.Button:
			if focused.Label() == "Pay $37.42" {
				focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				b.Scheduler.Drain()
				got := b.source.confirms[0]
				if got.Reason != "Holiday launch" || got.Category != billing.Temporary || got.Payment != billing.PayByBalance {
					t.Errorf("confirmed %+v", got)
				}
				return
			}
		default: // the ways to pay: choose the last
			for range 2 {
				c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
			}
		}
	}
}

func TestASecondConfirmCannotBeginWhileOneIsOpen(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	test.Tap(b.Button("Pay $37.42"))
	b.page.Show("plan=team&seats=60") // gone elsewhere, and back with another change
	if got := b.Texts(); !slices.Contains(got, "Being confirmed…") {
		t.Errorf("shows %q", got)
	}
	b.Time = b.Time.Add(11 * time.Second)
	b.page.Tick(b.Time)
	if !slices.Contains(b.Texts(), "$37.42 may have been paid. Do not pay again.") {
		t.Errorf("after a while without an answer it shows %q", b.Texts())
	}
	b.Scheduler.Drain()
	if !slices.Contains(b.Texts(), "Business is active") || len(b.source.confirms) != 1 {
		t.Errorf("confirmed %d times, shows %q", len(b.source.confirms), b.Texts())
	}
}

func TestAnExpiredPriceMustBeReadBeforePaying(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	b.Leap(15 * time.Minute)
	if b.source.quoted != 2 || !b.Button("Pay $37.28").Disabled() {
		t.Fatalf("quoted %d times, shows %q", b.source.quoted, b.Texts())
	}
	b.Press("Pay $37.28")
	if len(b.source.confirms) != 0 {
		t.Fatal("an amount that nobody has read was confirmed")
	}
	test.Tap(b.page.FirstFocus().(*widgets.Check))
	b.Press("Pay $37.28")
	if len(b.source.confirms) != 1 || b.source.confirms[0].PreviewID != "prv_2" {
		t.Errorf("confirmed %+v", b.source.confirms)
	}
}

func TestAChangedPriceShowsLineByLineAndCanBeKept(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.confirm = func(billing.Intent) (billing.Outcome, error) {
		facts := sample.Facts()
		facts.Account.BillingCredit = usd("70.80") // 24.00 were spent meanwhile
		patch, err := nav.ParseTermsArg(upgrade)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := billing.NewPreview(facts, patch, sample.Now())
		if err != nil {
			t.Fatal(err)
		}
		fresh = fresh.Locked("prv_fresh")
		problem := billing.NewProblem(billing.PriceChanged, "expected", "37.42", "currency", "USD")
		problem.Fresh = &fresh
		return billing.Outcome{State: billing.ChangeRejected, Problem: problem}, nil
	}
	b.Show(upgrade)
	pay(b)
	for _, want := range []string{"The amount due changed from $37.42 to $61.42", "Line by line", "–70.80", "+24.00", "Nothing was charged. Check and confirm anew."} {
		if !slices.Contains(b.Texts(), want) {
			t.Errorf("%q is not among %q", want, b.Texts())
		}
	}
	if !b.Button("Pay $61.42").Disabled() {
		t.Error("a changed price can be paid unread")
	}
	b.Press("Keep as draft")
	if len(b.source.drafts) != 1 || b.source.drafts[0].Plan != "business" || len(b.Said) != 1 {
		t.Errorf("kept %+v, said %v", b.source.drafts, b.Said)
	}
}

func TestADeclinedPaymentCanBeMadeAnotherWay(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	answers(declined(), nil)(b)
	b.Show(upgrade)
	pay(b)
	b.source.confirm = applied
	pay(b)
	if len(b.source.confirms) != 2 || b.source.confirms[1].PreviewID != "prv_2" {
		t.Errorf("confirmed %+v, want the second with a fresh price", b.source.confirms)
	}
	if !slices.Contains(b.Texts(), "Business is active") {
		t.Errorf("shows %q", b.Texts())
	}
}

func TestOfflineRefusesToPayInWordsUntilBillingAnswers(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	offline(b)
	b.Show(upgrade)
	all := strings.Join(b.Texts(), " ")
	if !b.Button("Pay $37.42").Disabled() || !strings.Contains(all, "Nothing can be confirmed until billing answers: this is an estimate.") {
		t.Errorf("shows %q", all)
	}
	b.Press("Pay $37.42")
	if len(b.source.confirms) != 0 {
		t.Error("an estimate was confirmed")
	}
	b.Sees("Billing cannot be reached; try again once it can.")
	if !b.Button("Add a card").Disabled() {
		t.Error("a card is asked for that billing cannot take")
	}
	b.source.freshness, b.source.quoteErr = sample.Fresh(billing.Live), nil
	b.Leap(time.Second)
	if b.Button("Add a card").Disabled() {
		t.Error("no card can be added once billing answers")
	}
	if b.Button("Pay $37.42").Disabled() {
		t.Errorf("connected again, it shows %q", b.Texts())
	}
}

func TestOnlyAChangeOfTheAccountIsPricedAnew(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	b.page.Changed(billing.KindUsage)
	b.Scheduler.Drain()
	if b.source.quoted != 1 {
		t.Errorf("quoted %d times though nothing has changed", b.source.quoted)
	}
	b.source.facts = sample.Facts()
	b.source.facts.Account.BillingCredit = usd("70.80")
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
	if b.source.quoted != 2 || !b.Button("Pay $61.42").Disabled() {
		t.Errorf("quoted %d times, shows %q", b.source.quoted, b.Texts())
	}
}

func TestABlockedChangeIsCheckedAgain(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.facts.Subscription.OpenInvoice = "NWT-0013"
	b.Show("plan=business")
	b.Press("Pay it first")
	if want := (nav.Route{Page: nav.PageCheckout, Arg: "order=pay"}); !slices.Equal(b.Went, []nav.Route{want}) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
	b.source.facts.Subscription.OpenInvoice = ""
	b.Press("Check again")
	if slices.Contains(b.Texts(), "1 thing to fix first") || b.Button("Pay $19.85").Disabled() {
		t.Errorf("shows %q", b.Texts())
	}
}

func TestALongButtonStandsAboveTheDraft(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	offline(b)
	b.source.facts.Subscription.Terms.Plan = "business"
	b.Show("plan=team")
	pay, draft := b.Button("Schedule Team for 1 Dec 2026"), b.Button("Keep as draft")
	driver := fyne.CurrentApp().Driver()
	if right := driver.AbsolutePositionForObject(pay).X + pay.Size().Width; right > viewtest.Wide-24 {
		t.Errorf("the button ends at %v, beyond the page", right)
	}
	if driver.AbsolutePositionForObject(draft).Y <= driver.AbsolutePositionForObject(pay).Y {
		t.Error("the draft does not stand below")
	}
}

func TestAFixWithoutAPageIsNotOffered(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.missing = []nav.Page{nav.PageSeats, nav.PagePayments}
	b.Show("plan=free")
	b.Sees("Clean up storage")
	b.SeesNot("Choose who stays", "Edit")
}

func TestKeyboardWalksTheCheckout(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	walked := viewtest.Labels(b.Walk())
	// the preview and its six lines, the amount, another card, three ways to pay, details, reason, category, Pay
	if len(walked) != 16 || walked[1] != "How computed" || walked[15] != "Pay $37.42" {
		t.Errorf("Tab walks %q", walked)
	}
	c := b.Window.Canvas()
	c.Focus(b.page.FirstFocus())
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.Scheduler.Drain()
	if len(b.source.confirms) != 1 {
		t.Fatal("Enter on the first focus does not pay")
	}
	c.Focus(b.page.FirstFocus())
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if len(b.Went) != 1 || b.Went[0].Page != nav.PageInvoices {
		t.Errorf("Space went to %v", b.Went)
	}
}

func TestTheArithmeticIsCopied(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	b.Press("How computed") // the last one
	b.Press("Copy the arithmetic")
	if got, want := b.Copied, "(5000*0.012+3000*0.01)*825473/2592000 = 28.66 USD"; got != want {
		t.Errorf("the clipboard holds %q, want %q", got, want)
	}
}
