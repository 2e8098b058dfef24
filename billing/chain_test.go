package billing

import (
	"regexp"
	"testing"
	"time"

	"billfold/billing/money"

	"pgregory.net/rapid"
)

// grammar is what an arithmetic may be written with (docs/formats.md).
var grammar = regexp.MustCompile(`^-?(min\(|[0-9]+(\.[0-9]+)?|[-+*/(),])+$`)

// Whatever is changed and changed back within a period, no item is ever given
// back more than was billed of it, and nothing is ever owed below nothing.
func TestNoChainOfChangesGivesBackMoreThanWasBilled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, instant := drawFacts(t)
		taken := map[Item]money.Money{}
		book := func(item Item, m money.Money) {
			if _, ok := taken[item]; !ok {
				taken[item] = money.Zero(f.Catalog.Currency)
			}
			taken[item] = taken[item].Add(m)
		}
		for _, b := range f.Subscription.Billed {
			book(b.Item, b.Net)
		}
		for n := range rapid.IntRange(2, 5).Draw(t, "changes") {
			target := drawTerms(t, "target")
			p, err := NewPreview(f, f.Subscription.Terms.PatchTo(target), instant)
			if err != nil {
				t.Fatalf("change %d: %v", n, err)
			}
			for _, line := range p.Lines {
				if !grammar.MatchString(line.Arithmetic) {
					t.Fatalf("%q is not of the grammar", line.Arithmetic)
				}
				book(line.Item, line.Amount)
			}
			for item, m := range taken {
				if m.IsNegative() {
					t.Fatalf("change %d: of %s %s more was given back than billed", n, item, m.Neg())
				}
			}
			checkTotals(t, f, &p)
			settle(&f, &p)
			left := int64(f.Subscription.Period.End.Sub(instant) / time.Second)
			instant = instant.Add(time.Duration(rapid.Int64Range(0, max(0, left-1)).Draw(t, "later")) * time.Second)
		}
	})
}

// settle makes a preview's change, as a backend does.
func settle(f *Facts, p *Preview) {
	s := *f.Subscription
	f.Account.BillingCredit = p.BillingCreditAfter
	s.Scheduled = p.Scheduled
	if p.Timing != PeriodEnd {
		if p.NewPeriod {
			s.Begin(p.After, p.Period, p.At)
		}
		s.Terms = p.After
		s.Bill(p.Lines, p.NewPeriod)
	}
	f.Subscription = &s
}
