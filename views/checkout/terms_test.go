package checkout_test

import (
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"
)

func TestADraftKeepsWhatWaitsAndIsKeptOnce(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	offline(b)
	b.Show("plan=business&seats=47")
	keep := b.Button("Keep as draft")
	test.Tap(keep)
	test.Tap(keep)
	b.Scheduler.Drain()
	if len(b.source.drafts) != 1 {
		t.Fatalf("kept %d drafts, want one", len(b.source.drafts))
	}
	if got := b.source.drafts[0]; got.Plan != "business" || got.Seats != 47 {
		t.Errorf("kept %s at %d seats, want business at 47: the seats were to wait, not to be forgotten", got.Plan, got.Seats)
	}
}

func TestAPlanThatWaitsIsNotCalledActive(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.facts.Subscription.Terms.Plan = "business"
	b.Show("plan=team&seats=60")
	b.Window.Canvas().Focus(b.page.FirstFocus())
	b.Key(fyne.KeyReturn)
	if len(b.source.confirms) != 1 || b.source.confirms[0].Target.Plan != "team" {
		t.Fatalf("confirmed %+v", b.source.confirms)
	}
	b.Sees("The change is made")
}

func TestYenAndLongNamesFit(t *testing.T) {
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		b := newBench(t, theme.ChoiceLight, width)
		b.source.facts = sample.Abroad()
		b.Show(upgrade + "&addon.storage_100=1")
		b.Fits("checkout-yen-" + layout)
	}
}

func TestADowngradeSaysWhatIsLostAndWhatStays(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=free")
	b.Sees("What you would lose on 1 Dec", "Nothing is refunded: until then everything stays as it is paid.", "Seats", "Storage", "543.2 GB too much", "Billing credit", "Kept for later invoices, never paid out",
		"Account balance", "Stays yours, still pays invoices")
}

func TestALowerAllowanceSaysWhatUsageComesTo(t *testing.T) {
	// 0.68153 of the cycle has passed: 27,350 emails become 40,130, and 300 become 440.
	for used, rises := range map[string]bool{"27350": true, "300": false} {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.source.facts.Usage.Meters = map[string]decimal.Decimal{billing.EmailCredits: decimal.RequireFromString(used)}
		b.Show("plan=free")
		b.Sees("Email credits", "1,000 a month")
		if said := strings.Contains(strings.Join(b.Texts(), "\n"), "on pace for"); said != rises {
			t.Errorf("%s used: the pace is said: %t", used, said)
		}
		if rises {
			b.Sees("on pace for 40,130")
		}
	}
}

func TestTheRenewalIsSaidBesideTheButton(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show(upgrade)
	if said := strings.Join(b.Texts(), " "); !strings.Contains(said, "Then $1,260.00 on 1 Dec 2026 and every month until you change or cancel.") {
		t.Errorf("not in %q", said)
	}
}
