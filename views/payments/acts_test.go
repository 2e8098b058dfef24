package payments

import (
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"
)

// said is what a question says would follow.
func said(q question) string {
	var all []string
	for _, line := range q.lines {
		all = append(all, line.what)
	}
	return strings.Join(all, " ")
}

// The renewal of 1 December comes to 844.80, of which 94.80 are billing credit.
func TestWhatFollowsIsSaidBefore(t *testing.T) {
	tests := map[string]struct {
		set  func(*data)
		ask  func(data) question
		want []string
		not  string
	}{
		"default": {nil, first("pm_master"), []string{
			"The renewal of 1 Dec 2026, $750.00 as of today, is charged to Mastercard ending 5100.", "Visa ending 4242 stays, as a backup.",
			"It affects future collection only, not past invoices, the plan or the tax.",
		}, "still owed"},
		"a card that ends before": {func(d *data) { d.facts.Account.Methods[1].ExpMonth = 11 }, first("pm_master"), []string{
			"The renewal of 1 Dec 2026, $750.00 as of today, is charged to Visa ending 4242.",
		}, ""},
		"a declined card": {func(d *data) { d.facts.Account.Methods[1].Status = billing.MethodDeclined }, first("pm_master"), []string{
			"Charging it will probably fail.",
		}, ""},
		"while an invoice is open": {func(d *data) { d.facts, d.invoices = sample.PastDue() }, first("pm_visa"), []string{
			"Invoice NWT-0013, $854.40, is still owed. It is tried next on 21 Nov 2026, with what is the default then.",
		}, ""},
		"a backup goes": {nil, gone("pm_master"), []string{"is charged to Visa ending 4242."}, "It is the default."},
		"the default goes": {nil, gone("pm_visa"), []string{
			"is charged to Mastercard ending 5100.", "It is the default. Mastercard ending 5100 takes its place.",
		}, "last card"},
		"the last goes": {func(d *data) { d.facts.Account.Methods = d.facts.Account.Methods[:1] }, gone("pm_visa"), []string{
			"cannot be paid: no card is left that is good then, and the account balance is too low.", "It is the last card.",
		}, "Auto-reload"},
		"the last goes, with funds": {func(d *data) {
			d.facts.Account.Methods, d.facts.Account.AccountBalance = d.facts.Account.Methods[:1], usd("750.00")
		}, gone("pm_visa"), []string{"is paid from the account balance."}, ""},
		"the last goes, and packs with it": {func(d *data) {
			d.facts.Account.Methods, d.facts.Account.AutoReload = d.facts.Account.Methods[:1], &billing.AutoReload{
				Addon: "ai_1000", Below: decimal.NewFromInt(500), MonthlyCap: money.New(decimal.NewFromInt(60), "USD"),
			}
		}, gone("pm_visa"), []string{"Auto-reload of AI credits is turned off: it needs a card."}, ""},
		"the default goes, and only an expired one is left": {func(d *data) {
			d.facts.Account.Methods[1].Status, d.facts.Account.AutoReload = billing.MethodExpired, &billing.AutoReload{
				Addon: "ai_1000", Below: decimal.NewFromInt(500), MonthlyCap: money.New(decimal.NewFromInt(60), "USD"),
			}
		}, gone("pm_visa"), []string{
			"cannot be paid: no card is left that is good then", "The cards that are left have expired.", "Auto-reload of AI credits is turned off: it needs a card.",
		}, "takes its place"},
		"the default goes, with an expired one before a good one": {func(d *data) {
			d.facts.Account.Methods = append(d.facts.Account.Methods, billing.PaymentMethod{
				ID: "pm_9", Brand: "Amex", Last4: "0005", ExpMonth: 3, ExpYear: 2031, Status: billing.MethodWorks,
			})
			d.facts.Account.Methods[1].Status = billing.MethodExpired
		}, gone("pm_visa"), []string{"is charged to Amex ending 0005.", "It is the default. Amex ending 0005 takes its place."}, "last card"},
		"nothing renews": {func(d *data) { d.facts.Subscription.CancelAtPeriodEnd = true }, gone("pm_visa"), []string{"Nothing renews"}, ""},
		"it costs nothing": {func(d *data) { d.facts.Account.BillingCredit = usd("5000.00") }, gone("pm_visa"), []string{
			"The renewal of 1 Dec 2026 charges nothing.",
		}, ""},
	}
	for name, tt := range tests {
		d := known()
		if tt.set != nil {
			tt.set(&d)
		}
		got := said(tt.ask(d))
		for _, want := range tt.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q does not say %q", name, got, want)
			}
		}
		if tt.not != "" && strings.Contains(got, tt.not) {
			t.Errorf("%s: %q says %q", name, got, tt.not)
		}
	}
}

func first(id string) func(data) question {
	return func(d data) question {
		return askDefault(d, *cardOf(d.facts.Account, id), sample.Now(), words.Printer{})
	}
}

func gone(id string) func(data) question {
	return func(d data) question {
		return askRemove(d, *cardOf(d.facts.Account, id), sample.Now(), words.Printer{})
	}
}

// choose opens the menu of a card and takes an entry of it, by the keyboard alone.
func (b *bench) choose(id string, entry int) {
	b.Window.Canvas().Focus(b.page.handles[id].more)
	b.Key(fyne.KeyReturn)
	for range entry {
		b.Key(fyne.KeyDown)
	}
	b.Key(fyne.KeyReturn)
}

func TestACardBecomesTheDefaultOnce(t *testing.T) {
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		b := open(t, normal(), theme.ChoiceLight, width).show("")
		b.choose("pm_master", 1)
		b.FrontSees("Make Mastercard ending 5100 the default?", "It affects future collection only, not past invoices, the plan or the tax.")
		b.FrontFits("payments-ask-default-" + layout)
		if width == viewtest.Wide {
			b.Golden("ask_default")
		}
		confirm := b.page.asking.confirm
		test.Tap(confirm)
		test.Tap(confirm)
		b.Scheduler.Drain()
		if !slices.Equal(b.source.acts, []string{"default pm_master"}) || b.Asks() {
			t.Errorf("did %v, asks: %t", b.source.acts, b.Asks())
		}
		want := "Mastercard ending 5100 is the default now. The renewal of 1 Dec 2026, $750.00 as of today, is charged to Mastercard ending 5100."
		if len(b.Said) != 1 || b.Said[0].String() != want {
			t.Errorf("said %v", b.Said)
		}
		if !b.page.shown.methods.rows[0].first || b.page.shown.methods.rows[0].id != "pm_master" {
			t.Errorf("the rows are %+v", b.page.shown.methods.rows)
		}
	}
}

func TestACardIsRemoved(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("")
	b.choose("pm_visa", 1) // the default can only be removed
	b.FrontSees("Remove Visa ending 4242?", "It is the default. Mastercard ending 5100 takes its place.")
	b.FrontFits("payments-ask-remove")
	b.Golden("ask_remove")
	b.FrontPress("Remove Visa ending 4242")
	if !slices.Equal(b.source.acts, []string{"remove pm_visa"}) || b.Asks() {
		t.Errorf("did %v, asks: %t", b.source.acts, b.Asks())
	}
	b.SeesNot("Visa ending 4242")
}

func TestARefusalIsSaidWhereItWasAskedFor(t *testing.T) {
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("")
	b.source.refuse = billing.NewProblem(billing.Offline)
	b.choose("pm_visa", 1)
	b.FrontPress("Remove Visa ending 4242")
	b.FrontSees("Billing cannot be reached. Money and plan are not affected. Check the connection and try again.")
	b.FrontFits("payments-ask-refused")
	b.source.refuse = nil
	b.FrontPress("Remove Visa ending 4242")
	if len(b.source.acts) != 2 || b.Asks() {
		t.Errorf("did %v, asks: %t", b.source.acts, b.Asks())
	}
}

func TestNothingIsDoneToACardByMistake(t *testing.T) {
	for name, leave := range map[string]func(*bench){
		"Enter":  func(b *bench) { b.Key(fyne.KeyReturn) }, // the keyboard starts where nothing happens
		"Keep":   func(b *bench) { b.FrontPress("Keep it") },
		"Escape": func(b *bench) { b.page.Escape() },
		"leave":  func(b *bench) { b.page.Close() },
	} {
		b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("")
		b.choose("pm_visa", 1)
		if !b.Asks() {
			t.Fatalf("%s: nothing is asked", name)
		}
		leave(b)
		b.Scheduler.Drain()
		if b.Asks() || len(b.source.acts) != 0 {
			t.Errorf("%s: did %v, asks: %t", name, b.source.acts, b.Asks())
		}
	}
}

// Whoever may not change cards can copy what finance should know; offline nothing more
// can be done either.
func TestTheMenuFollowsRoleAndConnection(t *testing.T) {
	menu := func(b *bench) (all []string) {
		for _, item := range b.page.menuItems("pm_master") {
			if item.IsSeparator {
				continue
			}
			if item.Disabled {
				item.Label = "[" + item.Label + "]"
			}
			all = append(all, item.Label)
		}
		return all
	}
	for name, tt := range map[string]struct {
		set  func(*fake)
		want []string
	}{
		"admin":    {func(*fake) {}, []string{"Make default", "Remove", "Copy what finance should know"}},
		"approver": {func(f *fake) { f.facts.Account.Role = billing.RoleFinanceApprover }, []string{"Copy what finance should know"}},
		"offline": {func(f *fake) { f.freshness = sample.Fresh(billing.Away) }, []string{
			"[Make default: only while connected]", "[Remove: only while connected]", "Copy what finance should know",
		}},
	} {
		source := normal()
		tt.set(source)
		b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("")
		if got := menu(b); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	b := open(t, normal(), theme.ChoiceLight, viewtest.Wide).show("")
	b.choose("pm_visa", 2)
	if b.Copied != "Northwind Traders is charged to Visa ending 4242, valid to 08/2028." {
		t.Errorf("copied %q", b.Copied)
	}
	b.choose("pm_master", 3)
	if b.Copied != "Northwind Traders has Mastercard ending 5100, valid to 12/2026, as a backup." {
		t.Errorf("copied %q", b.Copied)
	}
}

func replaced(t *testing.T, source *fake, label string) *bench {
	t.Helper()
	card := billing.PaymentMethod{ID: "pm_9", Brand: "Amex", Last4: "0005", ExpMonth: 3, ExpYear: 2031, Status: billing.MethodWorks}
	source.card = billing.MethodSetup{Status: billing.SetupAdded, Method: &card}
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("")
	b.Press(label)
	return b
}

func TestAReplacedCardIsAskedAbout(t *testing.T) {
	b := replaced(t, normal(), "Replace")
	b.FrontSees("Use Amex ending 0005 in place of Mastercard ending 5100?", "is charged to Visa ending 4242.")
	b.FrontFits("payments-ask-replace")
	b.Golden("ask_replace")
	b.FrontPress("Remove Mastercard ending 5100")
	if !slices.Equal(b.source.acts, []string{"remove pm_master"}) || b.Asks() {
		t.Errorf("did %v", b.source.acts)
	}

	b = replaced(t, overdue(), "Replace") // the default one is replaced
	b.FrontSees("is charged to Amex ending 0005.", "is still owed.")
	b.FrontPress("Replace Mastercard ending 5100")
	if !slices.Equal(b.source.acts, []string{"default pm_9", "remove pm_master"}) || b.Asks() {
		t.Errorf("did %v", b.source.acts)
	}

	b = replaced(t, normal(), "Replace")
	b.FrontPress("Keep both as they are")
	if len(b.source.acts) != 0 || b.Asks() {
		t.Errorf("did %v", b.source.acts)
	}
	b.page.Reload()
	b.Scheduler.Drain()
	if b.Asks() {
		t.Error("it is asked again")
	}
}

// After a default card was declined the other one is offered, and once only on the page.
func TestAnotherCardIsOfferedAfterADecline(t *testing.T) {
	source := normal()
	source.facts.Account.Methods[0].Status = billing.MethodDeclined
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("")
	b.says("Visa ending 4242 was declined. It is tried first all the same.")
	b.Press("Make Mastercard ending 5100 the default")
	b.FrontSees("Make Mastercard ending 5100 the default?")

	b = open(t, overdue(), theme.ChoiceLight, viewtest.Wide).show("")
	if b.page.shown.methods.next != nil {
		t.Error("it is offered twice")
	}
	b.Press("Make Visa ending 4242 the default")
	b.FrontSees("Make Visa ending 4242 the default?")
	b.page.Escape()
	b.Press("Refresh")
	if b.source.refreshed != 1 {
		t.Errorf("refreshed %d times", b.source.refreshed)
	}

	source = overdue()
	source.facts.Account.Methods = source.facts.Account.Methods[:1]
	b = replaced(t, source, "Replace the card")
	b.FrontSees("Use Amex ending 0005 in place of Mastercard ending 5100?")
}

// Somebody types the card for minutes, on another page meanwhile: what becomes of the one
// that it replaces is asked where they see it, and not before.
func TestAReplacedCardIsAskedAboutOnThePageAlone(t *testing.T) {
	card := billing.PaymentMethod{ID: "pm_9", Brand: "Amex", Last4: "0005", ExpMonth: 3, ExpYear: 2031, Status: billing.MethodWorks}
	source := normal()
	source.card = billing.MethodSetup{Status: billing.SetupAdded, Method: &card}
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("")
	test.Tap(b.Button("Replace"))
	b.Window.SetContent(container.NewStack())
	b.Scheduler.Drain()
	if b.Asks() {
		t.Fatal("it is asked in front of another page")
	}
	if len(b.Said) == 0 || b.Said[0].What != "Amex ending 0005 was added." {
		t.Errorf("said %v", b.Said)
	}
	b.Window.SetContent(container.NewVScroll(b.page.Content()))
	b.show("")
	b.FrontSees("Use Amex ending 0005 in place of Mastercard ending 5100?")
}

func TestWhatHasExpiredIsNotMadeTheDefault(t *testing.T) {
	source := normal()
	source.facts.Account.Methods[1].Status = billing.MethodExpired
	b := open(t, source, theme.ChoiceLight, viewtest.Wide).show("")
	items := b.page.menuItems("pm_master")
	if !items[0].Disabled || items[0].Label != "Make default: the card has expired" {
		t.Errorf("it is offered as %q", items[0].Label)
	}
	b.choose("pm_master", 1)
	if b.Asks() {
		t.Error("it is asked for")
	}
}
