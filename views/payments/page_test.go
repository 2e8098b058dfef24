package payments

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
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

type fake struct {
	data
	err   error
	reads int // of the facts
	card  billing.MethodSetup
	saved []billing.BillingDetails
	save  error
	cut   bool // something was ended before it began
	late  bool // what is saved does not get into the copy

	acts   []string // what was asked for of cards, in order
	refuse error    // what is answered to it

	refreshed int
}

func (f *fake) Invoices(context.Context) ([]billing.Invoice, error)    { return f.invoices, f.err }
func (f *fake) Changes(context.Context, int) ([]billing.Change, error) { return f.changes, f.err }
func (f *fake) Freshness() billing.Freshness                           { return f.freshness }

func (f *fake) AddCard(_ context.Context, told func(string)) (billing.MethodSetup, error) {
	told("https://gateway.example/card")
	if f.card.Method != nil {
		account := *f.facts.Account
		account.Methods = append(slices.Clone(account.Methods), *f.card.Method)
		f.facts.Account = &account
	}
	return f.card, nil
}

func (f *fake) SetDefaultMethod(ctx context.Context, method string) error {
	f.cut = f.cut || ctx.Err() != nil
	f.acts = append(f.acts, "default "+method)
	f.keep(func(all []billing.PaymentMethod) []billing.PaymentMethod {
		i := slices.IndexFunc(all, func(m billing.PaymentMethod) bool { return m.ID == method })
		first := all[i]
		return slices.Insert(slices.Delete(all, i, i+1), 0, first)
	})
	return f.refuse
}

func (f *fake) RemoveMethod(_ context.Context, method string) error {
	f.acts = append(f.acts, "remove "+method)
	f.keep(func(all []billing.PaymentMethod) []billing.PaymentMethod {
		return slices.DeleteFunc(all, func(m billing.PaymentMethod) bool { return m.ID == method })
	})
	return f.refuse
}

// keep makes other cards of the account's, unless what was asked for is refused.
func (f *fake) keep(of func([]billing.PaymentMethod) []billing.PaymentMethod) {
	if f.refuse == nil {
		account := *f.facts.Account
		account.Methods = of(slices.Clone(account.Methods))
		f.facts.Account = &account
	}
}

func (f *fake) Facts(context.Context) (billing.Facts, error) {
	f.reads++
	return f.facts, f.err
}

type bench struct {
	*viewtest.Bench
	page   *Page
	source *fake
	fail   func(missing, texts string)
}

func normal() *fake { return &fake{data: known()} }

func overdue() *fake {
	f := normal()
	f.facts, f.invoices = sample.PastDue()
	return f
}

func open(t *testing.T, source *fake, choice theme.Choice, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source, fail: func(missing, texts string) {
		t.Helper()
		t.Errorf("%q is not said in %q", missing, texts)
	}}
	b.Open(func() nav.View {
		b.page = New(Deps{
			Context: t.Context(), Source: source, Scheduler: b.Scheduler, Now: b.Now, Go: b.Go, Refresh: func() { source.refreshed++ }, Say: b.Say, Copy: b.Copy,
		})
		return b.page
	}, choice, width)
	return b
}

// says fails the test for each sentence that is not on the page, over however many lines.
func (b *bench) says(want ...string) {
	all := strings.Join(b.Texts(), " ")
	for _, sentence := range want {
		if !strings.Contains(all, sentence) {
			b.fail(sentence, all)
		}
	}
}

func (b *bench) saysNot(unwanted string) {
	if all := strings.Join(b.Texts(), " "); strings.Contains(all, unwanted) {
		b.fail("no "+unwanted, all)
	}
}

func (b *bench) show(arg string) *bench {
	b.Show(arg)
	return b
}

func TestStates(t *testing.T) {
	tests := map[string]struct {
		set  func(*fake)
		arg  string
		then func(*bench)
		sees []string
	}{
		"normal": {nil, "", nil, []string{
			"Visa ending 4242", "Default", "Expires in 40 days", "$240.00", "Top up", "reduces the next invoice by itself", "$94.80", "Complete",
			"Topped up from Mastercard ending 5100", "150.00", "Opening account balance",
			"Last failed payment", "Settled on 4 Nov", "1 Nov, first try", "Not needed",
		}},
		"unpaid": {func(f *fake) { *f = *overdue() }, "", nil, []string{"Unpaid invoice", "Pay $854.40", "Past due", "Tried next", "Declined"}},
		"by_hand": {func(f *fake) {
			*f = *overdue()
			f.invoices[0].Status = billing.InvoicePaid
			f.invoices[0].Attempts = append(f.invoices[0].Attempts, billing.PaymentAttempt{At: sample.Now(), Method: "Mastercard 5100", Result: billing.PaymentSucceeded})
		}, "", nil, []string{"21 Nov, paid by hand", "Paid with Mastercard 5100", "Last failed payment"}},
		"top_up":  {nil, "top-up", func(b *bench) { b.page.topUp.amount.SetText("100") }, []string{"Continue with $100.00", "$150.00", "Amount, USD"}},
		"too_low": {nil, "top-up", func(b *bench) { b.page.topUp.amount.SetText("5") }, []string{"The least is $30.00."}},
		"details": {nil, "details", func(b *bench) { b.page.form.fields[billing.FieldVATID].SetText("GB 12"); b.Press("Save details") }, []string{"A VAT ID of United Kingdom looks like GB123456789.", "Not saved yet. A change concerns future invoices only.", "Discard"}},
		"empty": {func(f *fake) {
			f.facts.Account.Methods, f.invoices, f.facts.Account.AccountBalance = nil, nil, usd("0.00")
		}, "", nil, []string{"No card yet", "Nothing was put on it yet", "A top-up is charged to a card. Add one first."}},
		"declined":   {func(f *fake) { f.facts.Account.Methods[1].Status = billing.MethodDeclined }, "", nil, []string{"Declined", "Expires 12/2026, declined 2 Nov"}},
		"error":      {func(f *fake) { f.err = billing.NewProblem(billing.CacheCorrupt) }, "", nil, []string{"Read again", "Copy details"}},
		"member":     {func(f *fake) { f.facts.Account.Role, f.invoices = billing.RoleMember, nil }, "", nil, []string{"Payments are not for your role"}},
		"approver":   {func(f *fake) { f.facts.Account.Role = billing.RoleFinanceApprover }, "", nil, []string{"Northwind Traders Ltd", "United Kingdom"}},
		"loading":    {func(f *fake) { f.err, f.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{} }, "", nil, []string{"Reading the saved copy…"}},
		"offline":    {func(f *fake) { f.freshness = sample.Fresh(billing.Away) }, "", nil, []string{"Visa ending 4242", "Billing cannot be reached; try again once it can."}},
		"incomplete": {func(f *fake) { f.facts.Account.Details = billing.BillingDetails{} }, "", nil, []string{"Incomplete"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
				source := normal()
				if tt.set != nil {
					tt.set(source)
				}
				b := open(t, source, theme.ChoiceLight, width).show(tt.arg)
				if tt.then != nil {
					tt.then(b)
				}
				for _, want := range tt.sees {
					if !strings.Contains(strings.Join(b.Texts(), " "), want) {
						t.Errorf("%q is not among %q", want, b.Texts())
					}
				}
				b.Fits("payments-" + name + "-" + layout)
				if width == viewtest.Wide {
					b.Golden(name)
				}
			}
		})
	}
}

func TestYenAndLongNamesFit(t *testing.T) {
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		source := normal()
		source.facts = sample.Abroad()
		open(t, source, theme.ChoiceDark, width).show("top-up").Fits("payments-yen-" + layout)
	}
}

func TestAnOpenInvoiceIsPaidInTheCheckout(t *testing.T) {
	b := open(t, overdue(), theme.ChoiceLight, viewtest.Wide).show("")
	if b.page.FirstFocus() != fyne.Focusable(b.page.pay) {
		t.Error("the keyboard does not begin at the payment")
	}
	b.Press("Pay $854.40")
	b.Press("Open NWT-0013")
	want := []nav.Route{{Page: nav.PageCheckout, Arg: "order=pay"}, {Page: nav.PageInvoices, Arg: "inv_NWT-0013"}}
	if !slices.Equal(b.Went, want) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
}

func TestATopUpIsPaidInTheCheckout(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("")
	b.Press("Top up")
	if b.Window.Canvas().Focused() != b.page.topUp.amount.Entry() {
		t.Error("the keyboard is not led to the amount")
	}
	if !b.Button("Continue").Disabled() {
		t.Error("no amount can be topped up")
	}
	b.Press("Continue")
	b.Window.Canvas().Focus(b.page.topUp.amount.Entry())
	b.page.topUp.amount.SetText("29")
	b.Key(fyne.KeyReturn)
	if len(b.Went) != 0 {
		t.Fatalf("too little was ordered: %v", b.Went)
	}
	b.Press("$150.00")
	b.Press("Continue with $150.00")
	b.show("")
	b.SeesNot("Continue with $150.00", "Continue")
	b.Press("Top up")
	b.SeesNot("Continue with $150.00")
	if typed := b.page.topUp.amount.Text(); typed != "" {
		t.Errorf("%q is still there", typed)
	}
	b.Window.Canvas().Focus(b.page.topUp.amount.Entry())
	b.page.topUp.amount.SetText("1,000.50")
	b.Key(fyne.KeyReturn)
	want := []nav.Route{
		{Page: nav.PageCheckout, Arg: "amount=150.00&currency=USD&order=top_up"}, {Page: nav.PageCheckout, Arg: "amount=1000.50&currency=USD&order=top_up"},
	}
	if !slices.Equal(b.Went, want) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
}

func TestNothingIsToppedUpOffline(t *testing.T) {
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("top-up")
	if !b.Button("Top up").Disabled() || b.page.topUp.opened {
		t.Error("an amount is asked for that cannot be paid")
	}
	source.freshness = sample.Fresh(billing.Live)
	b.page.Tick(b.Now())
	if b.Button("Top up").Disabled() {
		t.Error("it stays off once billing can be reached")
	}
}

func TestEscapeClosesWhatIsOpen(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide)
	if b.page.Escape() {
		t.Error("there is nothing to close yet")
	}
	b.show("top-up")
	if !b.page.Escape() || b.page.topUp.opened || b.page.Escape() {
		t.Error("the amount is not closed, or closed twice")
	}
	test.Tap(b.Button("Add a card"))
	b.Sees("Type the card on the page in your browser.")
	if !b.page.Escape() {
		t.Error("what waits for the browser is not given up")
	}
	b.Scheduler.Drain()
	b.SeesNot("Type the card on the page in your browser.")
	b.Button("Add a card")
}

func TestACardIsAdded(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("add-card")
	if b.Window.Canvas().Focused() != fyne.Focusable(b.page.add) {
		t.Error("the keyboard is not led to the way to add a card")
	}
	card := billing.PaymentMethod{ID: "pm_9", Brand: "Amex", Last4: "0005", ExpMonth: 3, ExpYear: 2031, Status: billing.MethodWorks}
	b.source.card = billing.MethodSetup{Status: billing.SetupAdded, Method: &card}
	test.Tap(b.Button("Add a card"))
	b.Scheduler.Step()
	b.Scheduler.Step()
	b.Press("Copy the address")
	if b.Copied != "https://gateway.example/card" {
		t.Errorf("copied %q", b.Copied)
	}
	b.Scheduler.Drain()
	b.Sees("Amex ending 0005", "Expires 03/2031, not used yet")
	if !slices.ContainsFunc(b.Said, func(told words.Told) bool { return told.What == "Amex ending 0005 was added." }) {
		t.Errorf("said %v", b.Said)
	}
}

func TestTheBalanceIsCopied(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("")
	b.Press("Copy the account balance")
	if b.Copied != "240.00 USD" {
		t.Errorf("copied %q", b.Copied)
	}
}

func TestAgesMoveOnWithoutAnythingBeingLost(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("top-up")
	b.page.topUp.amount.SetText("12")
	b.source.freshness = sample.Fresh(billing.Stale)
	b.page.Tick(b.Now())
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
	if b.page.topUp.amount.Text() != "12" || !b.page.topUp.opened {
		t.Error("what was typed is lost")
	}
	b.Sees("The least is $30.00.")
}

func TestKeyboardReachesEverything(t *testing.T) {
	b := open(t, overdue(), theme.ChoiceLight, viewtest.Wide).show("")
	walked := viewtest.Labels(b.Walk())
	want := []string{
		"Open NWT-0013", "Pay $854.40", "Refresh", "Make Visa ending 4242 the default", "Add a card",
		"Replace", "More about Mastercard ending 5100", "More about Visa ending 4242", "Copy the account balance", "Top up",
		"*widgets.Entry", "*widgets.Entry", "*widgets.Entry", "*widgets.Entry", "*widgets.Entry", "*widgets.Check", // to the VAT ID
		"*widgets.Entry", "*widgets.Entry", "*widgets.Entry", "*widgets.Entry", "*widgets.Select", "*widgets.Entry", "*widgets.Entry",
		"Remove ap@northwind.example", "Remove cfo@northwind.example", "Add",
	}
	if !slices.Equal(walked, want) {
		t.Errorf("Tab walks %q", walked)
	}
	c := b.Window.Canvas()
	c.Focus(b.page.FirstFocus())
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(b.Went) != 1 || b.Went[0].Page != nav.PageCheckout {
		t.Errorf("Enter went to %v", b.Went)
	}
}

func TestKeyboardChoosesACountry(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("")
	c := b.Window.Canvas()
	c.Focus(b.page.form.country)
	c.Focused().TypedRune('g') // finds what begins with it: Gabon, Gambia
	b.Key(fyne.KeyDown)
	b.Key(fyne.KeyReturn)
	if got := b.page.form.code; got != "GM" || c.Focused() != fyne.Focusable(b.page.form.country) {
		t.Errorf("chose %q, want Gambia; the keyboard is at %T", got, c.Focused())
	}
	b.Key(fyne.KeyUp)
	if got := b.page.form.code; got != "GA" {
		t.Errorf("chose %q, want Gabon", got)
	}
	b.Key(fyne.KeyReturn)
	test.Type(c.Focused(), "germ")
	b.Key(fyne.KeyEscape)
	if got := b.page.form.code; got != "GA" || c.Focused() != fyne.Focusable(b.page.form.country) {
		t.Errorf("chose %q though it was given up", got)
	}
}

// How fresh the copy is moves its age on, and reads nothing of it again; where there is
// nothing to show yet it may say why.
func TestFreshnessAloneReadsNothingAgain(t *testing.T) {
	source := normal()
	source.err, source.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{}
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("")
	b.Sees("Reading the saved copy…")
	source.freshness = sample.Fresh(billing.Away)
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	b.SeesNot("Reading the saved copy…")
	source.err = nil
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	before := source.reads
	source.freshness = sample.Fresh(billing.Live)
	b.page.Changed(billing.KindFreshness)
	b.Scheduler.Drain()
	if source.reads != before {
		t.Errorf("the account is read %d times more", source.reads-before)
	}
	if !b.page.shown.funds.topUp.enabled {
		t.Error("the page does not say that billing can be reached again")
	}
}
