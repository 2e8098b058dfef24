package plans_test

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
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

const upgrade = "plan=business&volume.email_credits=60000&volume.message_credits=8000"

func offline(b *bench) {
	b.source.freshness, b.source.quoteErr = sample.Fresh(billing.Away), billing.NewProblem(billing.Offline)
}

// onTrial makes the account's plan a fifth one, which runs out.
func onTrial(b *bench) {
	s := b.source.facts.Subscription
	b.source.facts.Catalog.Plans = append([]billing.Plan{{
		ID: "trial", Name: "Trial", Rank: 5, Kind: billing.PlanTrial, Seats: billing.SeatRule{Max: 25},
	}}, b.source.facts.Catalog.Plans...)
	s.Terms = billing.Terms{Plan: "trial", Interval: billing.Monthly, Seats: 5}
	s.Status, s.TrialEnds, s.Scheduled, s.Billed = billing.StatusTrialing, &s.Period.End, nil, nil
}

func member(b *bench) { b.source.facts.Account.Role = billing.RoleMember }

func onFree(b *bench) {
	s := b.source.facts.Subscription
	s.Terms, s.Scheduled, s.Billed = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}, nil, nil
	b.source.facts.Usage = &billing.Usage{ActiveMembers: 2, Cycle: s.Period}
}

func underContract(b *bench) {
	s := b.source.facts.Subscription
	s.Terms, s.Scheduled = billing.Terms{Plan: "custom", Interval: billing.Monthly, Seats: 50}, nil
}

func TestEveryState(t *testing.T) {
	tests := []struct {
		name, arg string
		set       func(*bench)
		sees      []string
	}{
		{"normal", "", nil, []string{
			"Choose Business", "Current plan", "See what blocks it", "Contact Sales", "Customize Team", "Best fit",
			"Best fit: stay on Team and raise message credits to 6,000 a month", "Show the figures",
		}},
		{"trial", "", onTrial, []string{"See what blocks it", "Current plan"}},
		{"yearly", "", func(b *bench) { b.source.facts.Subscription.Terms.Interval = billing.Yearly }, []string{"$6,000.00", "Current plan"}},
		{"customize", upgrade, nil, []string{"Customize Business", "$37.42", "Confirmed 10:42:07", "Estimate at 10:42:07", "Confirmed, same to the cent", "2,000 messages"}},
		{"offline", upgrade, offline, []string{"Estimate", "$37.42"}},
		{"blocked", "seats=5", nil, []string{"See what blocks it"}},
		{"contact", "plan=custom", nil, []string{"Contact Sales about Custom", "Write a mail", "Copy", "Active members: 46"}},
		{"error", "", func(b *bench) { b.source.factsErr = billing.NewProblem(billing.CacheUnusable) }, []string{"Plans could not be read", "Read again"}},
		{"unreadable link", "seats=many", nil, []string{"Compare plans"}},
		{"member", "", member, []string{"Free", "Business", "Show the figures"}},
		{"canceling", "", func(b *bench) {
			b.source.facts.Subscription.CancelAtPeriodEnd, b.source.facts.Subscription.Scheduled = true, nil
		}, []string{"Team ends on 1 Dec 2026", "Resume"}},
		{"free", "", onFree, []string{"Best fit: stay on Free", "Current plan", "Choose Team"}},
		{"adjusting free", "plan=free", onFree, []string{"Nothing can be adjusted on Free.", "Compare plans"}},
		{"under contract", "", underContract, []string{"Contact Sales", "Choose Team"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
				b := newBench(t, theme.ChoiceLight, width)
				if tt.set != nil {
					tt.set(b)
				}
				b.Show(tt.arg)
				b.Sees(tt.sees...)
				b.Fits("plans-" + tt.name + "-" + layout)
				if width == viewtest.Wide {
					b.Golden(strings.ReplaceAll(tt.name, " ", "_"))
				}
			}
		})
	}
}

func TestDark(t *testing.T) {
	b := newBench(t, theme.ChoiceDark, viewtest.Wide)
	b.Show("")
	b.Fits("plans-normal-dark")
}

func TestBeforeTheFirstSyncThePageWaits(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.factsErr = billing.NewProblem(billing.NotFound)
	b.Show("")
	if !slices.Contains(b.Texts(), "Reading the saved copy…") {
		t.Errorf("shows %q", b.Texts())
	}
	b.Golden("loading")
	b.source.factsErr = nil
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	if !slices.Contains(b.Texts(), "Current plan") {
		t.Errorf("after the first sync it shows %q", b.Texts())
	}
}

func TestTypingIsEstimatedAtOnceAndConfirmedAfterAPause(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=team")
	b.source.asked = nil
	seats := b.page.FirstFocus().(*widgets.Entry)
	for _, typed := range []string{"5", "54"} {
		seats.SetText(typed)
		b.Scheduler.Drain()
		if !slices.Contains(b.Texts(), "Estimate") {
			t.Fatalf("after %q: no estimate among %q", typed, b.Texts())
		}
	}
	// 4 × 12.00 × 825,473 ÷ 2,592,000 = 15.29, VAT 20% = 3.06, all of it
	// covered by the billing credit.
	if !slices.Contains(b.Texts(), "15.29") || !b.Button("Continue to checkout").Disabled() {
		t.Errorf("the estimate shows %q", b.Texts())
	}
	if len(b.source.asked) != 0 {
		t.Errorf("billing was asked %d times while the person typed", len(b.source.asked))
	}
	b.Pass(time.Second)
	if len(b.source.asked) != 1 || *b.source.asked[0].Seats != 54 {
		t.Fatalf("billing was asked for %+v, want 54 seats once", b.source.asked)
	}
	if !slices.Contains(b.Texts(), "Confirmed 10:42:08") {
		t.Errorf("shows %q", b.Texts())
	}
	test.Tap(b.Button("Continue to checkout"))
	if want := (nav.Route{Page: nav.PageCheckout, Arg: "plan=team&seats=54"}); !slices.Equal(b.Went, []nav.Route{want}) {
		t.Errorf("went to %v, want %v", b.Went, want)
	}
}

func TestALateAnswerToAnOlderQuantityIsDropped(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=team")
	seats := b.page.FirstFocus().(*widgets.Entry)
	seats.SetText("60")
	b.Scheduler.Drain()
	b.Time = b.Time.Add(time.Second)
	b.page.Tick(b.Time) // billing is asked for 60
	seats.SetText("61")
	b.Scheduler.Drain()
	if slices.ContainsFunc(b.Texts(), func(s string) bool { return strings.HasPrefix(s, "Confirmed") }) {
		t.Errorf("the answer for 60 seats confirms 61: %q", b.Texts())
	}
	b.Pass(time.Second)
	if last := b.source.asked[len(b.source.asked)-1]; *last.Seats != 61 {
		t.Errorf("billing was asked last for %d seats, want 61", *last.Seats)
	}
}

func TestAHeldPriceThatEndsIsQuotedAnew(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	b.Pass(15 * time.Minute)
	if !slices.Contains(b.Texts(), "Confirmed 10:57:07") {
		t.Errorf("shows %q", b.Texts())
	}
}

func TestOfflineIsAnEstimateThatSaysSo(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	offline(b)
	b.Show(upgrade)
	if all := strings.Join(b.Texts(), " "); !strings.Contains(all, "An estimate from the saved copy: billing cannot be reached.") {
		t.Errorf("shows %q", b.Texts())
	}
	if b.Button("Continue to checkout").Disabled() {
		t.Error("a change cannot be taken to where it is kept as a draft")
	}
	b.source.freshness, b.source.quoteErr = sample.Fresh(billing.Live), nil
	b.Pass(time.Second)
	if !slices.Contains(b.Texts(), "Confirmed 10:42:08") {
		t.Errorf("connected again, it shows %q", b.Texts())
	}
}

// A price whose time is over while billing cannot be reached is confirmed no more.
func TestAHeldPriceThatEndsOfflineIsAnEstimate(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	b.Sees("Confirmed 10:42:07")
	offline(b)
	b.Pass(15 * time.Minute)
	b.Sees("Estimate")
	b.SeesNot("Confirmed 10:42:07", "Confirmed by billing 10:42:07", "Confirmed, same to the cent")
}

func TestNothingToChangeCannotBeCheckedOut(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.facts.Subscription.Scheduled = nil
	b.Show("plan=team")
	if !b.Button("Continue to checkout").Disabled() || !slices.Contains(b.Texts(), "Nothing changes yet: these are the current terms.") {
		t.Errorf("shows %q", b.Texts())
	}
}

func TestACustomizedPlanIsCheckedOutBeforeThereIsACard(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.facts.Account.Methods, b.source.facts.Account.AccountBalance = nil, money.Zero("USD")
	b.Show("plan=business")
	b.Sees("There is no way to pay yet. A card is added at the checkout.")
	if b.Button("Continue to checkout").Disabled() {
		t.Error("the checkout, where a card is added, cannot be reached")
	}
}

func TestButtonsLeadWhereTheySay(t *testing.T) {
	tests := map[string]nav.Route{
		"See what blocks it": {Page: nav.PageCheckout, Arg: "plan=free"},
		"Choose Business":    {Page: nav.PagePlans, Arg: "plan=business"},
		"Contact Sales":      {Page: nav.PagePlans, Arg: "plan=custom"},
		"Open seats":         {Page: nav.PageSeats},
		// What is recommended, on top of what is scheduled, which stays.
		"Customize Team": {Page: nav.PagePlans, Arg: "addon.storage_100=1&addon.storage_200=0&plan=team&volume.message_credits=6000"},
	}
	for label, want := range tests {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.pages = append(b.pages, nav.PageSeats)
		b.Show("")
		test.Tap(b.Button(label))
		if !slices.Equal(b.Went, []nav.Route{want}) {
			t.Errorf("%s: went to %v, want %v", label, b.Went, want)
		}
	}
}

func TestAChangeElsewhereShowsWithoutLosingWhatWasTyped(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=team")
	seats := b.page.FirstFocus().(*widgets.Entry)
	seats.SetText("54")
	b.source.facts.Usage.ActiveMembers = 55
	b.page.Changed(billing.KindUsage)
	b.Scheduler.Drain()
	b.Pass(time.Second)
	if seats.Text != "54" || !slices.Contains(b.Texts(), "54") {
		t.Errorf("the field says %q", seats.Text)
	}
}

func TestKeyboardWalksTheComparison(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("")
	if got := viewtest.Labels(b.Walk()); !slices.Equal(got, []string{
		"*widgets.Segmented", "Show the figures", "Customize Team", "See what blocks it", "Choose Business", "Contact Sales",
	}) {
		t.Errorf("Tab walks %q", got)
	}
	b.Window.Canvas().Focus(b.Button("Choose Business"))
	b.Button("Choose Business").TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(b.Went) != 1 || b.Went[0].Arg != "plan=business" {
		t.Errorf("Enter went to %v", b.Went)
	}
}

func TestTheSwitchKeepsTheKeyboard(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("")
	c := b.Window.Canvas()
	c.(interface{ FocusNext() }).FocusNext()
	segmented := c.Focused().(*widgets.Segmented)
	segmented.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if !slices.Contains(b.Texts(), "Switch to yearly") || c.Focused() != fyne.Focusable(segmented) {
		t.Errorf("focus on %T, shows %q", c.Focused(), b.Texts())
	}
}

func TestKeyboardWalksTheQuantities(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	walked := viewtest.Labels(b.Walk())
	if want := []string{
		"*widgets.Segmented", "*widgets.Entry", "*widgets.slider", "*widgets.Entry", "*widgets.slider", "*widgets.Entry", "*widgets.slider",
		"*widgets.Select", "*widgets.Select", "*widgets.Select", "Back", "Continue to checkout",
	}; !slices.Equal(walked, want) {
		t.Errorf("Tab walks %q", walked)
	}
}

func TestGermanFits(t *testing.T) {
	words.Speak(words.German)
	t.Cleanup(func() { words.Speak(words.English) })
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		for arg, step := range map[string]string{"": "compare", upgrade: "customize", "plan=custom": "sales"} {
			b := newBench(t, theme.ChoiceLight, width)
			b.pages = append(b.pages, nav.PageSeats)
			b.Show(arg)
			b.Fits("plans-" + step + "-de-" + layout)
		}
	}
}
