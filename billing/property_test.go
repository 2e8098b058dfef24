package billing

import (
	"math/big"
	"testing"
	"time"

	"billfold/billing/money"

	"pgregory.net/rapid"
)

func drawTerms(t *rapid.T, label string) Terms {
	terms := Terms{
		Plan:     rapid.SampledFrom([]string{"team", "business"}).Draw(t, label+" plan"),
		Interval: rapid.SampledFrom([]Interval{Monthly, Yearly}).Draw(t, label+" interval"),
		Seats:    rapid.IntRange(1, 60).Draw(t, label+" seats"),
	}
	if n := rapid.IntRange(0, 3).Draw(t, label+" add-ons"); n > 0 {
		terms.Addons = map[string]int{"storage_100": n}
	}
	if n := rapid.Int64Range(0, 30).Draw(t, label+" volume"); n > 0 && terms.Plan == "team" {
		terms.Volumes = map[string]int64{EmailCredits: n * 1000}
	}
	return terms
}

func drawFacts(t *rapid.T) (Facts, time.Time) {
	c := shop()
	c.Policy.Rounding = rapid.SampledFrom([]money.Rounding{money.HalfUp, money.HalfEven}).Draw(t, "rounding")
	c.Policy.Proration = rapid.SampledFrom([]ProrationUnit{ProrateSeconds, ProrateDays}).Draw(t, "unit")
	c.Policy.Downgrade = rapid.SampledFrom([]Downgrade{DowngradePeriodEnd, DowngradeImmediateCredit}).Draw(t, "downgrade")
	c.Currency = rapid.SampledFrom([]money.Currency{"USD", "JPY", "KWD"}).Draw(t, "currency")
	terms := drawTerms(t, "current")
	anchor := time.Unix(rapid.Int64Range(17e8, 18e8).Draw(t, "anchor"), 0).UTC()
	period := PeriodAt(anchor, terms.Interval, 0)
	c.Policy.DayCount = rapid.SampledFrom([]DayCount{EndExclusive, ChangeDayUsed}).Draw(t, "day count")
	c.Policy.TaxBehavior = rapid.SampledFrom([]TaxBehavior{TaxExclusive, TaxInclusive}).Draw(t, "tax")
	f := paying(c, terms, period.Start.Format(time.RFC3339), period.End.Format(time.RFC3339))
	f.Account.Details.Country = rapid.SampledFrom([]string{"US", "GB"}).Draw(t, "country")
	f.Subscription.Discount = drawDiscount(t, c.Currency)
	f.Subscription.Bill(f.InFull(), true)
	f.Account.BillingCredit = money.FromMinor(rapid.Int64Range(0, 50000).Draw(t, "credit"), c.Currency)
	seconds := int64(period.End.Sub(period.Start) / time.Second)
	return f, period.Start.Add(time.Duration(rapid.Int64Range(0, seconds-1).Draw(t, "at")) * time.Second)
}

// drawDiscount is none as often as any, and an amount may be more than anything
// costs.
func drawDiscount(t *rapid.T, c money.Currency) *Discount {
	switch rapid.IntRange(0, 2).Draw(t, "discount") {
	case 1:
		return &Discount{Percent: money.FromMinor(rapid.Int64Range(1, 10000).Draw(t, "percent off"), "USD").Amount()}
	case 2:
		return &Discount{Amount: money.FromMinor(rapid.Int64Range(1, 100000).Draw(t, "amount off"), c).Amount()}
	default:
		return nil
	}
}

func TestPreviewsAddUpAndExplainThemselves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, instant := drawFacts(t)
		target := drawTerms(t, "target")
		p, err := NewPreview(f, f.Subscription.Terms.PatchTo(target), instant)
		if err != nil {
			t.Fatalf("preview: %v", err)
		}
		sum := money.Zero(p.Currency)
		credited := map[Item]money.Money{}
		for _, line := range p.Lines {
			sum = sum.Add(line.Amount)
			recomputed(t, f.Catalog, line)
			if line.Kind == ProrationCredit {
				credited[line.Item] = line.Amount.Neg()
			}
		}
		if !sum.Equal(p.Subtotal) {
			t.Fatalf("lines come to %s, subtotal is %s", sum, p.Subtotal)
		}
		for item, credit := range credited {
			if billed, _ := f.Subscription.billed(item); credit.Cmp(billed.Net) > 0 {
				t.Fatalf("%s: credits %s of %s billed", item, credit, billed.Net)
			}
		}
		checkTotals(t, f, &p)
		checkSplit(t, f, &p, target)
	})
}

func checkTotals(t *rapid.T, f Facts, p *Preview) {
	total := p.Subtotal
	for _, tax := range p.Taxes {
		if f.Catalog.Policy.TaxBehavior == TaxExclusive {
			total = total.Add(tax.Amount)
		}
	}
	if !total.Equal(p.Total) {
		t.Fatalf("subtotal and taxes come to %s, total is %s", total, p.Total)
	}
	if p.AmountDue.IsNegative() || p.BillingCreditAfter.IsNegative() {
		t.Fatalf("due %s, credit after %s", p.AmountDue, p.BillingCreditAfter)
	}
	// What is owed and what is given back balance: total = due - (credit after - credit before).
	if moved := p.BillingCreditAfter.Sub(f.Account.BillingCredit); !p.AmountDue.Sub(moved).Equal(p.Total) {
		t.Fatalf("total %s, due %s, credit moved by %s", p.Total, p.AmountDue, moved)
	}
}

// checkSplit holds that what was asked for is reached in the end, and that a
// change which starts a period leaves nothing of the old terms behind.
func checkSplit(t *rapid.T, f Facts, p *Preview, target Terms) {
	final := p.After
	if p.Scheduled != nil {
		final = p.Scheduled.After
	}
	if !final.Equal(f.Catalog.adapt(target, Patch{})) {
		t.Fatalf("asked for %+v, ends at %+v", target, final)
	}
	if p.NewPeriod && p.After.Interval != f.Subscription.Terms.Interval && p.Scheduled != nil {
		t.Fatalf("a new period leaves %+v waiting", p.Scheduled)
	}
}

// Going to other terms and back at one instant costs nothing, taxes included.
func TestThereAndBackIsFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, instant := drawFacts(t)
		f.Catalog.Policy.Downgrade = DowngradeImmediateCredit
		home := f.Subscription.Terms
		target := drawTerms(t, "target")
		target.Interval = home.Interval
		credit := f.Account.BillingCredit
		out := made(t, &f, home.PatchTo(target), instant)
		back := made(t, &f, out.After.PatchTo(home), instant)
		if sum := out.Subtotal.Add(back.Subtotal); !sum.IsZero() {
			t.Fatalf("out %s, back %s: %s is left", out.Subtotal, back.Subtotal, sum)
		}
		if paid, kept := out.AmountDue.Add(back.AmountDue), f.Account.BillingCredit.Sub(credit); !paid.Equal(kept) {
			t.Fatalf("%s was paid, %s is kept as billing credit", paid, kept)
		}
	})
}

// made is a change that is previewed and made.
func made(t *rapid.T, f *Facts, patch Patch, instant time.Time) Preview {
	p, err := NewPreview(*f, patch, instant)
	if err != nil {
		t.Fatalf("preview: %v", err)
	}
	settle(f, &p)
	return p
}

// However a period is split by changes, what is owed for it is each terms' price
// for as long as they held, up to half a minor unit a line.
func TestSplittingAPeriodConservesWhatIsOwed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, instant := drawFacts(t)
		c := f.Catalog
		c.Policy.Downgrade, f.Subscription.Discount = DowngradeImmediateCredit, nil
		f.Subscription.Bill(f.InFull(), true)
		lines := len(f.Subscription.Billed)
		owed := new(big.Rat)
		for _, b := range f.Subscription.Billed {
			owed.Add(owed, b.Net.Rat())
		}
		fair, left := new(big.Rat), big.NewRat(1, 1)
		hold := func(until *big.Rat) {
			for _, p := range c.price(f.Subscription.Terms) {
				held := new(big.Rat).Sub(left, until)
				fair.Add(fair, held.Mul(held, p.full.value.rat()))
			}
			left = until
		}
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			share := c.Policy.ShareLeft(f.Subscription.Period, instant, time.UTC)
			hold(big.NewRat(share.Left, share.Of))
			target := drawTerms(t, "target")
			target.Interval = f.Subscription.Terms.Interval
			p := made(t, &f, f.Subscription.Terms.PatchTo(target), instant)
			lines += len(p.Lines)
			owed.Add(owed, p.Subtotal.Rat())
			remaining := int64(f.Subscription.Period.End.Sub(instant) / time.Second)
			instant = instant.Add(time.Duration(rapid.Int64Range(0, remaining-1).Draw(t, "later")) * time.Second)
		}
		hold(new(big.Rat))
		off := new(big.Rat).Sub(owed, fair)
		most := new(big.Rat).Mul(money.FromMinor(int64(lines), c.Currency).Rat(), big.NewRat(1, 2))
		if off.Abs(off).Cmp(most) > 0 {
			t.Fatalf("owed %s, the terms as long as they held cost %s", owed.FloatString(4), fair.FloatString(4))
		}
	})
}

// A change that begins a period leaves nothing of the old terms behind: what was
// billed for the old one is credited, and only the new terms' full price is
// billed of the new one.
func TestANewPeriodLeavesNothingOfTheOldTerms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, instant := drawFacts(t)
		f.Subscription.Terms.Interval = Monthly
		f.Subscription.Period = PeriodAt(f.Subscription.Anchor, Monthly, 0)
		f.Subscription.Bill(f.InFull(), true)
		instant = f.Subscription.Period.Start.Add(instant.Sub(f.Subscription.Anchor) % f.Subscription.Period.End.Sub(f.Subscription.Anchor))
		target := drawTerms(t, "target")
		target.Interval = Yearly
		waiting := drawTerms(t, "waiting")
		f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: waiting}
		p := made(t, &f, f.Subscription.Terms.PatchTo(target), instant)
		if !p.NewPeriod || p.Scheduled != nil || !p.After.Equal(f.Catalog.adapt(target, Patch{})) {
			t.Fatalf("after %+v, waiting %+v", p.After, p.Scheduled)
		}
		if s := f.Subscription; !s.Anchor.Equal(instant) || s.Period != PeriodAt(instant, Yearly, 0) {
			t.Fatalf("anchored at %s, %+v", s.Anchor, s.Period)
		}
		full := map[Item]money.Money{}
		for _, line := range f.InFull() {
			if line.Amount.Sign() > 0 {
				full[line.Item] = line.Amount
			}
		}
		for _, b := range f.Subscription.Billed {
			if cost, ok := full[b.Item]; !ok || !cost.Equal(b.Net) {
				t.Fatalf("%s of %s is billed, it costs %s", b.Net, b.Item, cost)
			}
			delete(full, b.Item)
		}
		if len(full) > 0 {
			t.Fatalf("not billed: %v", full)
		}
	})
}

// More seats and more of a graduated volume never cost less; a volume whose whole
// quantity takes the price of the tier reached may, which is the vendor's wish.
func TestMoreNeverCostsLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := shop()
		team, _ := c.Plan("team")
		team.Seats = SeatRule{Included: rapid.IntRange(0, 10).Draw(t, "included"), Min: rapid.IntRange(0, 10).Draw(t, "min"), Max: 100}
		fewer := drawTerms(t, "fewer")
		fewer.Plan = "team"
		more := fewer.With(Patch{
			Seats:   ptr(fewer.Seats + rapid.IntRange(0, 20).Draw(t, "seats more")),
			Volumes: map[string]int64{EmailCredits: fewer.Volumes[EmailCredits] + rapid.Int64Range(0, 30).Draw(t, "volume more")*1000},
		})
		cost := func(terms Terms) *big.Rat {
			sum := new(big.Rat)
			for _, p := range c.price(terms) {
				sum.Add(sum, p.full.value.rat())
			}
			return sum
		}
		if cost(more).Cmp(cost(fewer)) < 0 {
			t.Fatalf("%+v costs %s, %+v costs %s", fewer, cost(fewer), more, cost(more))
		}
	})
}
