package credits

import (
	"context"
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

type fake struct {
	facts     billing.Facts
	invoices  []billing.Invoice
	grants    []billing.CreditGrant
	spends    []billing.CreditSpend
	days      []billing.UsageDay
	freshness billing.Freshness
	err       error
}

func (f *fake) Facts(context.Context) (billing.Facts, error)                { return f.facts, f.err }
func (f *fake) Freshness() billing.Freshness                                { return f.freshness }
func (f *fake) Invoices(context.Context) ([]billing.Invoice, error)         { return f.invoices, nil }
func (f *fake) CreditGrants(context.Context) ([]billing.CreditGrant, error) { return f.grants, nil }
func (f *fake) UsageDays(context.Context) ([]billing.UsageDay, error)       { return f.days, nil }
func (f *fake) CreditSpends(_ context.Context, limit int) ([]billing.CreditSpend, error) {
	return f.spends[:min(limit, len(f.spends))], nil
}

type bench struct {
	*viewtest.Bench
	page   *Page
	source *fake
}

func open(t *testing.T, source *fake, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), source: source}
	b.Open(func() nav.View {
		b.page = New(Deps{Context: t.Context(), Source: source, Scheduler: b.Scheduler, Go: b.Go, Now: b.Now})
		return b.page
	}, theme.ChoiceLight, width)
	return b
}

func (b *bench) show() *bench {
	b.Show("")
	return b
}

func (b *bench) says(t *testing.T, want string) {
	t.Helper()
	if got := strings.Join(b.Texts(), " "); !strings.Contains(got, want) {
		t.Errorf("%q is not in %q", want, got)
	}
}

func normal() *fake {
	return &fake{
		facts: sample.Facts(), invoices: sample.Invoices(), grants: sample.CreditGrants(), spends: sample.CreditSpends(),
		days: sample.UsageDays(), freshness: sample.Fresh(billing.Fresh),
	}
}

// member is a copy as somebody has it who may see neither people nor billing.
func member() *fake {
	source := normal()
	source.facts.Account = source.facts.Account.SeenBy(billing.RoleMember)
	source.invoices, source.spends = nil, nil
	for i := range source.grants {
		source.grants[i].Reference = ""
	}
	return source
}

// reloading buys packs by itself.
func reloading() *fake {
	source := normal()
	source.facts.Account.AutoReload = &billing.AutoReload{Addon: "ai_5000", Below: dec("1000"), MonthlyCap: money.New(dec("250"), "USD")}
	return source
}

func TestTellsTheFourApart(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Sees("Four different things with similar names. One never turns into another.",
		"AI credits", "3,320", "left: 2,320 plan + 1,000 pack", "3,180 of 5,500 plan AI credits used", "Plan part lapses 1 Dec; packs last",
		"Email credits", "12,650", "left of 40,000", "On pace for 40,130 by 1 Dec", "Unused ones lapse on 1 Dec",
		"Message credits", "1,088", "left of 5,000", "At this pace all used about 27 Nov",
		"Billing credit", "$94.80", "Last from credit note CN-0001",
		"Team plan, 500 + 100 a seat", "until 1 Dec 2026", "Pack bought 5 Nov, NWT-0012", "until spent",
		"5,000 AI credits", "$0.0180 each", "10% less each", "20% less each", "$320.00",
		"Today 10:31", "Priya Raman, reply drafts", "–42", "Yesterday 16:48", "Show all 20")
	b.says(t, "Buys 1,000 AI credits for $24.00 with VAT, Visa ending 4242.")
	b.Fits("credits-normal")
	b.Golden("normal")
}

func TestWorkspacesThatAreNotKnownAreNotCounted(t *testing.T) {
	for n, want := range []string{"Shared by the account's workspaces", "Workspace HQ", "Shared by 2 workspaces"} {
		source := normal()
		source.facts.Account.Workspaces = []billing.Workspace{{Name: "HQ"}, {Name: "Labs"}}[:n]
		open(t, source, viewtest.Wide).show().says(t, want)
	}
}

func TestFirstLoadHasTheBoxesAndNoFigures(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Sees("Reading the saved copy…", "Buy a pack of AI credits")
	b.SeesNot("3,320")
	b.Fits("credits-loading")
	b.Golden("loading")
}

func TestNothingJumpsWhenDataArrives(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Steady(func() { b.show() }, "Where AI credits come from", "Buy a pack of AI credits", "AI credits spent", "Auto-reload of AI credits")
}

func TestBeforeTheFirstSyncItWaits(t *testing.T) {
	source := normal()
	source.err, source.freshness = billing.NewProblem(billing.NotFound), billing.Freshness{}
	open(t, source, viewtest.Wide).show().Sees("Reading the saved copy…")
}

func TestAnUnreadableCopySaysWhatItMeansForTheMoney(t *testing.T) {
	source := normal()
	source.err = billing.NewProblem(billing.CacheCorrupt).Because(errors.New("disk I/O error"))
	b := open(t, source, viewtest.Wide).show()
	b.SeesNot("disk I/O error")
	b.Fits("credits-error")
	b.Golden("error")
	source.err = nil
	b.Press("Read again")
	b.Sees("3,320")
	source.err = billing.NewProblem(billing.CacheCorrupt)
	b.page.Changed(billing.KindCredits)
	b.Scheduler.Drain()
	b.Sees("3,320")
}

func TestBeforeAnythingIsUsedItSaysWhatWillBeThere(t *testing.T) {
	source := normal()
	source.grants, source.spends, source.days = nil, nil, nil
	source.facts.Usage.Meters = nil
	b := open(t, source, viewtest.Wide).show()
	b.Sees("There are none yet: the plan grants none, and no pack was bought.", "Nothing was used yet in this usage cycle.", "5,500", "left of 5,500")
	b.says(t, "Nobody spent any yet. Who spends how many on what will be listed.")
	b.Fits("credits-empty")
	b.Golden("empty")
}

func TestOfflineShowsTheSavedCopyAndItsAge(t *testing.T) {
	source := normal()
	source.freshness = sample.Fresh(billing.Away)
	b := open(t, source, viewtest.Wide).show()
	b.Sees("Saved copy from 09:18", "3,320")
	b.Fits("credits-offline")
	b.Golden("offline")
}

func TestAMemberIsToldWhomToAsk(t *testing.T) {
	b := open(t, member(), viewtest.Wide).show()
	b.SeesNot("Preview", "Turn on", "Billing credit", "Auto-reload of AI credits", "Priya Raman, reply drafts")
	b.Sees("Different things with similar names. One never turns into another.", "3,320", "Pack bought 5 Nov", "$90.00")
	b.says(t, "can change the plan; your role is Member. Ask Maya Okafor.")
	b.says(t, "can see the members; your role is Member.")
	b.Fits("credits-member")
	b.Golden("member")
}

func TestAReaderOfBillingSeesAutoReloadAndCannotSetIt(t *testing.T) {
	source := reloading()
	source.facts.Account.Role = billing.RoleFinanceApprover
	b := open(t, source, viewtest.Wide).show()
	b.Sees("On", "1,000", "250.00")
	b.SeesNot("Turn off", "Change", "Preview")
	if labels := viewtest.Labels(b.Walk()); slices.Contains(labels, "*widgets.Entry") {
		t.Errorf("the keyboard stops at what cannot be changed: %q", labels)
	}
}

func TestAPackLeadsToTheCheckout(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Press("One pack more") // of the last
	b.Press("One pack more")
	b.Sees("$960.00")
	b.Press("Preview")
	test.Tap(b.page.rows[1].preview)
	want := []nav.Route{
		{Page: nav.PageCheckout, Arg: "order=buy&pack=ai_20000&quantity=3"}, {Page: nav.PageCheckout, Arg: "order=buy&pack=ai_5000&quantity=1"},
	}
	if !slices.Equal(b.Went, want) {
		t.Errorf("went to %v", b.Went)
	}
}

func TestAutoReloadIsTurnedOnInTheCheckout(t *testing.T) {
	b := open(t, normal(), viewtest.Wide)
	b.Show("reload")
	if b.Window.Canvas().Focused() != b.page.form.below.Entry() {
		t.Error("the keyboard does not begin at auto-reload")
	}
	b.Sees("Off", "500", "60.00")
	b.says(t, "Off until you turn it on. Turning it off reverses no purchase.")
	b.page.form.most.SetText("20")
	b.Sees("One pack is $24.00")
	if !b.Button("Turn on").Disabled() {
		t.Error("less than a pack can be turned on")
	}
	b.page.form.below.SetText("a few")
	b.page.form.most.SetText("much")
	b.Sees("A whole number of AI credits", "An amount in USD")
	b.Fits("credits-wrong")
	b.page.form.below.SetText("1,500")
	b.page.form.most.SetText("120.5")
	b.SeesNot("A whole number of AI credits", "An amount in USD")
	b.Press("Turn on")
	want := "below=1500&cap=120.50&currency=USD&order=auto_reload&pack=ai_1000"
	if len(b.Went) != 1 || b.Went[0] != (nav.Route{Page: nav.PageCheckout, Arg: want}) {
		t.Errorf("went to %v", b.Went)
	}
}

func TestAutoReloadIsChangedAndTurnedOffInTheCheckout(t *testing.T) {
	b := open(t, reloading(), viewtest.Wide).show()
	b.Sees("On", "1,000", "250.00")
	b.says(t, "Buys 5,000 AI credits for $108.00 with VAT, Visa ending 4242.")
	if !b.Button("Change").Disabled() {
		t.Error("nothing was changed, and it can be previewed")
	}
	b.Fits("credits-reload")
	b.Golden("reload")
	b.Window.Canvas().Focus(b.page.form.which)
	b.Key(fyne.KeyUp)
	b.says(t, "Buys 1,000 AI credits for $24.00 with VAT, Visa ending 4242.")
	b.Press("Change")
	b.Press("Turn off")
	want := []nav.Route{
		{Page: nav.PageCheckout, Arg: "below=1000&cap=250.00&currency=USD&order=auto_reload&pack=ai_1000"},
		{Page: nav.PageCheckout, Arg: "order=auto_reload"},
	}
	if !slices.Equal(b.Went, want) {
		t.Errorf("went to %v", b.Went)
	}
}

func TestAutoReloadNamesTodaysPriceAndKeepsWhatIsTyped(t *testing.T) {
	b := open(t, reloading(), viewtest.Wide).show()
	b.page.form.below.SetText("700")
	account := *b.source.facts.Account
	account.Details = billing.BillingDetails{Company: "Northwind", Country: "US"}
	b.source.facts.Account = &account
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
	b.says(t, "Buys 5,000 AI credits for $90.00, Visa ending 4242.")
	if got := b.page.form.below.Text(); got != "700" {
		t.Errorf("%q stands where 700 was typed", got)
	}
}

func TestWithoutACardAutoReloadSaysWhy(t *testing.T) {
	source := normal()
	for i := range source.facts.Account.Methods {
		source.facts.Account.Methods[i].Status = billing.MethodExpired
	}
	b := open(t, source, viewtest.Wide).show()
	b.Sees("It takes a saved card: add one under Payments.")
	if !b.Button("Turn on").Disabled() {
		t.Error("it can be turned on without a card")
	}
}

func TestWhatIsTypedStaysWhileOtherThingsChange(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.page.form.below.SetText("777")
	b.source.grants[0].Spent = dec("3181")
	b.page.Changed(billing.KindCredits)
	b.Scheduler.Drain()
	b.Sees("777", "3,319")
	b.source.facts.Account.AutoReload = reloading().facts.Account.AutoReload
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
	b.Sees("1,000", "On")
	b.SeesNot("777")
}

func TestSpendsAreListedNewestFirstAndAdded(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.SeesNot("19 Nov 09:14")
	b.Press("Show all 20")
	b.Sees("19 Nov 09:14", "2 Nov 11:12")
	if !b.page.Escape() || b.page.Escape() {
		t.Error("Escape does not fold the list, or folds it twice")
	}
	b.SeesNot("19 Nov 09:14")
	b.Press("Show all 20")
	b.Window.Canvas().Focus(b.page.view)
	b.Key(fyne.KeyDown)
	b.Sees("Action, this usage cycle", "call summary", "–1,695", "Times", "6")
	b.Fits("credits-action")
	b.Window.Canvas().Focus(b.page.view)
	b.Key(fyne.KeyDown)
	b.Sees("Person, this usage cycle", "Jonas Weber", "–1,695", "Kenji Watanabe", "–190")
}

func TestTheChartFollowsItsChoiceAndIsATableToo(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.Window.Canvas().Focus(b.page.chart.Plot())
	b.Sees("21 Nov: Used 160, Plan's part a day 183")
	b.Window.Canvas().Focus(b.page.meters)
	b.Key(fyne.KeyRight)
	b.Press("Show as table")
	b.Sees("1 Nov", "820", "1,333")
	b.page.Changed(billing.KindUsageDays)
	b.Scheduler.Drain()
	b.Sees("820")
}

func TestNothingIsBuiltAnewWhileOnlyTimePasses(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	before := b.page.root.Objects[0]
	b.Leap(2 * time.Second)
	b.page.Changed(billing.KindUsage)
	b.Scheduler.Drain()
	if b.page.root.Objects[0] != before {
		t.Error("the page was built anew though it says the same")
	}
	b.Leap(24 * time.Hour)
	b.Sees("Yesterday 10:31")
}

func TestKeyboardReachesEverything(t *testing.T) {
	b := open(t, reloading(), viewtest.Wide)
	b.Show("packs")
	if b.Window.Canvas().Focused() != fyne.Focusable(b.page.rows[0].preview) {
		t.Errorf("the keyboard begins at %v", b.Window.Canvas().Focused())
	}
	labels := viewtest.Labels(b.Walk())
	for _, want := range []string{
		"One pack more", "Preview", "*widgets.Select", "*widgets.Entry", "Turn off", "Show all 20", "*widgets.Segmented", "*widgets.chartPlot", "Show as table",
	} {
		if !slices.Contains(labels, want) {
			t.Errorf("%q is not reached: %q", want, labels)
		}
	}
}

func TestNothingIsCutOrOverlaps(t *testing.T) {
	abroad, unsold := normal(), normal()
	abroad.facts = sample.Abroad()
	unsold.facts.Catalog.Addons = nil
	for i := range unsold.facts.Catalog.Plans {
		p := &unsold.facts.Catalog.Plans[i]
		p.Includes, p.PerSeat, p.Volumes = nil, nil, nil
	}
	for name, source := range map[string]*fake{"normal": normal(), "yen": abroad, "reload": reloading(), "member": member(), "unsold": unsold} {
		for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
			open(t, source, width).show().Fits("credits-" + name + "-any")
		}
	}
	open(t, unsold, viewtest.Wide).show().Sees("No AI or sending credits here", "Billing credit")
}

func TestNothingIsCutInGerman(t *testing.T) {
	words.Speak(words.German)
	t.Cleanup(func() { words.Speak(words.English) })
	for _, width := range []float32{viewtest.Wide, viewtest.Narrow} {
		open(t, normal(), width).show().Fits("credits-german-any")
	}
}

func TestPacksSayWhatTheyAre(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show()
	b.says(t, "one-time, not refundable, before VAT")
	b.says(t, "Where too few are left, an action is refused before it begins. Deleting a result returns nothing.")
}
