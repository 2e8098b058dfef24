package checkout_test

import (
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"
)

// What was scheduled before is not told as if an add-on caused it, and the add-on is
// what the order is called by.
func TestAnAddonIsNotBlamedForWhatIsScheduled(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	subscription := *b.source.facts.Subscription
	subscription.Terms = subscription.Terms.Clone()
	subscription.Terms.Plan = "business"
	later := subscription.Terms.Clone()
	later.Plan = "team"
	subscription.Scheduled = &billing.Scheduled{At: subscription.Period.End, After: later}
	b.source.facts.Subscription = &subscription
	b.Show("addon.storage_200=0&addon.storage_500=1")
	b.Sees("Check out: 500 GB storage, monthly", "What changes")
	lost := func(s string) bool { return strings.HasPrefix(s, "What you would lose") }
	if slices.ContainsFunc(b.Texts(), lost) {
		t.Errorf("shows losses: %q", b.Texts())
	}
	b.Show("plan=free")
	if !slices.ContainsFunc(b.Texts(), lost) {
		t.Errorf("a lower plan takes nothing away: %q", b.Texts())
	}
}
