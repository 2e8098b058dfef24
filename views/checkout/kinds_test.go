package checkout_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2/test"

	"github.com/shopspring/decimal"
)

// order is one that is no change of terms, and what the page says of it.
type order struct {
	order billing.Order
	set   func(*source)
	press string   // what confirms it
	sees  []string // before it is confirmed
	made  string   // once it is done
	lacks string   // of a copy that does not follow
}

func (o order) charged() bool { return strings.HasPrefix(o.press, "Pay ") }

// pastDue is the account whose last renewal was not paid.
func pastDue(s *source) { s.facts, s.invoices = sample.PastDue() }

func leaving(s *source) {
	s.facts.Subscription.CancelAtPeriodEnd, s.facts.Subscription.Scheduled = true, nil
}

func reloading() *billing.AutoReload {
	return &billing.AutoReload{Addon: "ai_1000", Below: decimal.NewFromInt(500), MonthlyCap: usd("60.00")}
}

// orders is one of every kind. Two packs cost 40.00 and VAT of 8.00, all of it paid of
// the billing credit; so there is none.
func orders() map[string]order {
	noCredit := func(s *source) { s.facts.Account.BillingCredit = usd("0.00") }
	return map[string]order{
		"pack": {
			billing.Order{Kind: billing.OrderPack, Addon: "ai_1000", Quantity: 2},
			noCredit, "Pay $48.00",
			[]string{
				"Check out: 2 × 1,000 AI credits", "2,000 more, until they are spent", "2 × 1,000 AI credits", "VAT 20%, United Kingdom", "8.00",
				"5 of 5 passed", "You may buy for this account", "$240.00, after $192.00", "Choose a pack", "What this is for",
			},
			"Bought: 2 × 1,000 AI credits", "the change itself",
		},
		"top_up": {
			billing.Order{Kind: billing.OrderTopUp, Amount: usd("100.00")},
			nil, "Pay $100.00",
			[]string{"Check out: $100.00 for the account balance", "Funds for the account balance", "$240.00", "$340.00", "3 of 3 passed", "Choose an amount"},
			"$100.00 are on the account balance", "the account balance and the change itself",
		},
		"payment": {
			billing.Order{Kind: billing.OrderPayment},
			pastDue, "Pay $854.40",
			[]string{
				"Pay invoice NWT-0013", "The invoice as issued", "Team, 50 seats", "VAT 20%", "Past due", "Open", "Paid", "854.40",
				"You may pay for this account", "$240.00, too low", "cannot be changed", "can be changed again",
			},
			"Invoice NWT-0013 is paid", "that the invoice is paid and the change itself",
		},
		"resume": {
			billing.Order{Kind: billing.OrderResume},
			leaving, "Resume Team",
			[]string{"ends 1 Dec 2026", "renews 1 Dec 2026", "50, 46 of them in use", "Nothing is charged", "Ready to confirm", "A cancellation to take back"},
			"Team renews again", "that it renews and the change itself",
		},
		"reload": {
			billing.Order{Kind: billing.OrderAutoReload, Reload: reloading()},
			nil, "Turn on auto-reload",
			[]string{
				"Turned off", "Turned on", "Buys", "1,000 AI credits", "fewer than 500 are left", "$24.00 with tax", "$60.00 a month, tax included",
				"Visa ending 4242", "What to know",
			},
			"Auto-reload is on", "the auto-reload and the change itself",
		},
		"reload_off": {
			billing.Order{Kind: billing.OrderAutoReload},
			func(s *source) { s.facts.Account.AutoReload = reloading() }, "Turn off auto-reload",
			[]string{"Turned on", "Turned off", "1,000 AI credits"},
			"Auto-reload is off", "the auto-reload and the change itself",
		},
	}
}

// ordering shows the checkout of an order.
func ordering(t *testing.T, o order, width float32) *bench {
	t.Helper()
	b := newBench(t, theme.ChoiceLight, width)
	if o.set != nil {
		o.set(b.source)
	}
	b.Show(nav.OrderArg(o.order))
	return b
}

func TestEveryOrderIsCheckedOut(t *testing.T) {
	for name, o := range orders() {
		t.Run(name, func(t *testing.T) {
			for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
				b := ordering(t, o, width)
				b.Sees(append(o.sees, o.press)...)
				b.SeesNot("Keep as draft")
				if categories := []string{"Strategic", "Temporary", "Corrective"}; name == "pack" || name == "reload" {
					b.Sees(categories...)
				} else {
					b.SeesNot(categories...)
				}
				b.Fits("checkout-" + name + "-" + layout)
				if width == viewtest.Wide {
					b.Golden(name)
				}
				b.Press(o.press)
				b.Sees(o.made, "Receipt", "chg_9")
				b.Fits("checkout-" + name + "-done-" + layout)
			}
		})
	}
}

func TestEveryOrderIsConfirmedAsWhatItIs(t *testing.T) {
	for name, o := range orders() {
		b := ordering(t, o, viewtest.Wide)
		b.Press(o.press)
		if len(b.source.confirms) != 1 {
			t.Fatalf("%s: confirmed %d times", name, len(b.source.confirms))
		}
		got := b.source.confirms[0]
		if got.Kind != o.order.Kind || got.PreviewID != "prv_1" || (got.Payment != "") != o.charged() {
			t.Errorf("%s: confirmed %+v", name, got)
		}
		if got.Category != "" {
			t.Errorf("%s: confirmed as %s, which nobody chose", name, got.Category)
		}
	}
}

// What can come of a confirm is told alike, whatever was ordered.
func TestEveryOutcomeOfEveryOrder(t *testing.T) {
	declined := billing.NewProblem(billing.PaymentDeclined, "reason", "insufficient_funds")
	tests := map[string]struct {
		charged bool // concerns only what is charged
		confirm func(billing.Intent) (billing.Outcome, error)
		sees    []string
	}{
		"unknown": {false, func(in billing.Intent) (billing.Outcome, error) {
			return billing.Outcome{ID: "chg_9", State: billing.ChangeUnknown, PreviewID: in.PreviewID}, nil
		}, []string{"Waiting for an answer", "Ask billing now"}},
		"bank": {true, func(in billing.Intent) (billing.Outcome, error) {
			return billing.Outcome{ID: "chg_9", State: billing.ChangeRequiresAction, PreviewID: in.PreviewID}, nil
		}, []string{"Your bank asks for a confirmation before it pays.", "Open your bank's page", "Give up"}},
		"declined": {true, func(billing.Intent) (billing.Outcome, error) {
			return billing.Outcome{ID: "chg_9", State: billing.ChangeRejected, Problem: declined}, nil
		}, []string{"The payment was declined: insufficient funds."}},
		"refused": {false, func(billing.Intent) (billing.Outcome, error) {
			return billing.Outcome{ID: "chg_9", State: billing.ChangeRejected, Problem: billing.NewProblem(billing.ChangeInFlight)}, nil
		}, []string{"Another change is being made."}},
		"unenrolled": {false, unable, []string{"This computer is not set up to pay yet.", "Set up this computer"}},
	}
	for kind, o := range orders() {
		for name, tt := range tests {
			if tt.charged && !o.charged() {
				continue
			}
			t.Run(kind+" "+name, func(t *testing.T) {
				b := ordering(t, o, viewtest.Wide)
				b.source.confirm = tt.confirm
				b.Press(o.press)
				b.Sees(tt.sees...)
				b.Fits("checkout-" + kind + "-" + name)
			})
		}
	}
}

func TestEveryOrderWaitsForTheCopy(t *testing.T) {
	for name, o := range orders() {
		b := ordering(t, o, viewtest.Wide)
		b.source.behind = true
		b.Press(o.press)
		b.Sees("Waiting for confirmation")
		if all := strings.Join(b.Texts(), " "); !strings.Contains(all, "does not show "+o.lacks+" yet") {
			t.Errorf("%s: %q is not in %q", name, o.lacks, all)
		}
		b.Pass(31 * time.Second)
		b.Sees("Made, and not shown here yet", "Write to support")
		b.source.follow()
		b.page.Changed(billing.KindAccount)
		b.Scheduler.Drain()
		b.Sees(o.made)
	}
}

func TestEveryHeldPriceEnds(t *testing.T) {
	for name, o := range orders() {
		b := ordering(t, o, viewtest.Wide)
		b.Leap(16 * time.Minute)
		if b.source.quoted != 2 || !b.Button(o.press).Disabled() {
			t.Errorf("%s: quoted %d times, shows %q", name, b.source.quoted, b.Texts())
		}
		test.Tap(b.page.FirstFocus().(*widgets.Check))
		b.Press(o.press)
		b.Sees(o.made)
	}
}

// A pack whose price billing has changed shows where, and is bought for the new one.
func TestAChangedPriceOfAPackIsShownLineByLine(t *testing.T) {
	o := orders()["pack"]
	b := ordering(t, o, viewtest.Wide)
	b.source.confirm = func(billing.Intent) (billing.Outcome, error) {
		b.source.facts.Catalog = sample.Catalog()
		pack, _ := b.source.facts.Catalog.Addon("ai_1000")
		pack.Unit = decimal.NewFromInt(25)
		fresh, err := b.source.Price(t.Context(), o.order)
		if err != nil {
			t.Fatal(err)
		}
		problem := billing.NewProblem(billing.PriceChanged)
		problem.Fresh = &fresh
		return billing.Outcome{ID: "chg_9", State: billing.ChangeRejected, Problem: problem}, nil
	}
	b.Press(o.press)
	b.Sees("The amount due changed from $48.00 to $60.00", "Line by line", "+10.00", "+2.00", "+12.00", "Why it changed", "Other lines or prices",
		"I have read the new price of $60.00")
	b.SeesNot("Keep as draft")
	b.Fits("checkout-pack-changed")
}

func TestATopUpIsNeverPaidOfTheBalanceThatItFills(t *testing.T) {
	b := ordering(t, orders()["top_up"], viewtest.Wide)
	b.SeesNot("$240.00, after $140.00")
	account := *b.source.facts.Account
	account.Methods = nil
	b.source.facts.Account = &account
	b.page.Changed(billing.KindAccount)
	b.Scheduler.Drain()
	b.Sees("There is no way to pay.", "Add a card", "Open payments")
	if !b.Button("Pay $100.00").Disabled() {
		t.Error("it can be paid without a card")
	}
}

func TestAnOrderOfAnotherKindSurvivesARestart(t *testing.T) {
	for kind, want := range map[billing.OrderKind]string{
		billing.OrderPack: "Pack bought", billing.OrderTopUp: "Account balance topped up", billing.OrderPayment: "Open invoice paid",
		billing.OrderResume: "Cancellation taken back", billing.OrderAutoReload: "Auto-reload set",
	} {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		intent := billing.Intent{ID: "chg_9", Kind: kind, AmountDue: usd("48.00"), Target: b.source.facts.Subscription.Terms, At: sample.Now()}
		b.source.pending = &billing.Submission{Intent: intent, Outcome: billing.Outcome{ID: "chg_9", State: billing.ChangeUnknown}}
		b.Show("an argument that nobody can read %zz")
		b.Sees("$48.00 may have been paid. Do not pay again.", want, "What was ordered")
		b.source.pending = nil
		b.source.changes = []billing.Change{{ID: "chg_9", Kind: kind, At: sample.Now(), State: billing.ChangeApplied, AmountCharged: usd("48.00")}}
		b.Press("Ask billing now")
		b.Sees(want, "Receipt", "$48.00 was paid.")
	}
}

func TestNothingToOrderSaysSo(t *testing.T) {
	tests := map[string]struct {
		arg, want, back string
		page            nav.Page
	}{
		"no open invoice":  {"order=pay", "No invoice is open. Nothing was charged. There is nothing to pay.", "Open payments", nav.PagePayments},
		"too small":        {nav.OrderArg(billing.Order{Kind: billing.OrderTopUp, Amount: usd("5.00")}), "", "Open payments", nav.PagePayments},
		"no such pack":     {nav.OrderArg(billing.Order{Kind: billing.OrderPack, Addon: "gold", Quantity: 1}), "", "Open AI and sending credits", nav.PageCredits},
		"half of an order": {"order=buy&pack=ai_1000", "", "Compare plans", nav.PagePlans},
	}
	for name, tt := range tests {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.Show(tt.arg)
		b.Sees("This cannot be checked out")
		if tt.want != "" {
			b.Sees(tt.want)
		}
		b.Press(tt.back)
		if want := (nav.Route{Page: tt.page}); !slices.Equal(b.Went, []nav.Route{want}) {
			t.Errorf("%s: went to %v, want %v", name, b.Went, want)
		}
	}
}
