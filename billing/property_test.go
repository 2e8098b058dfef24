package billing

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/big"
	"testing"
	"time"

	"billfold/billing/money"

	"pgregory.net/rapid"
)

// evaluate computes a line's arithmetic on its own, from the text alone.
func evaluate(text string) *big.Rat {
	tree, err := parser.ParseExpr(text)
	if err != nil {
		panic(err)
	}
	return value(tree)
}

func value(e ast.Expr) *big.Rat {
	switch e := e.(type) {
	case *ast.BasicLit:
		r, _ := new(big.Rat).SetString(e.Value)
		return r
	case *ast.ParenExpr:
		return value(e.X)
	case *ast.UnaryExpr:
		return new(big.Rat).Neg(value(e.X))
	case *ast.CallExpr:
		a, b := value(e.Args[0]), value(e.Args[1])
		if a.Cmp(b) < 0 {
			return a
		}
		return b
	case *ast.BinaryExpr:
		a, b := value(e.X), value(e.Y)
		switch e.Op {
		case token.ADD:
			return new(big.Rat).Add(a, b)
		case token.SUB:
			return new(big.Rat).Sub(a, b)
		case token.MUL:
			return new(big.Rat).Mul(a, b)
		case token.QUO:
			return new(big.Rat).Quo(a, b)
		}
	}
	panic("not arithmetic")
}

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
	f := paying(c, terms, period.Start.Format(time.RFC3339), period.End.Format(time.RFC3339))
	f.Account.Details.Country = rapid.SampledFrom([]string{"US", "GB"}).Draw(t, "country")
	f.Account.BillingCredit = money.FromMinor(rapid.Int64Range(0, 50000).Draw(t, "credit"), c.Currency)
	seconds := int64(period.End.Sub(period.Start) / time.Second)
	return f, period.Start.Add(time.Duration(rapid.Int64Range(0, seconds-1).Draw(t, "at")) * time.Second)
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
			if again := money.Round(evaluate(line.Arithmetic), p.Currency, f.Catalog.Policy.Rounding); !again.Equal(line.Amount) {
				t.Fatalf("%s is %s, the line says %s", line.Arithmetic, again, line.Amount)
			}
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
		total = total.Add(tax.Amount)
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

// Going to other terms and back at one instant costs nothing.
func TestThereAndBackIsFree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, instant := drawFacts(t)
		f.Catalog.Policy.Downgrade = DowngradeImmediateCredit
		home := f.Subscription.Terms
		target := drawTerms(t, "target")
		target.Interval = home.Interval
		out, err := NewPreview(f, home.PatchTo(target), instant)
		if err != nil {
			t.Fatalf("out: %v", err)
		}
		f.Subscription.Terms = out.After
		f.Subscription.Billed = afterwards(f.Subscription.Billed, out.Lines)
		back, err := NewPreview(f, out.After.PatchTo(home), instant)
		if err != nil {
			t.Fatalf("back: %v", err)
		}
		if sum := out.Subtotal.Add(back.Subtotal); !sum.IsZero() {
			t.Fatalf("out %s, back %s: %s is left", out.Subtotal, back.Subtotal, sum)
		}
	})
}

func afterwards(billed []Billed, lines []Line) []Billed {
	var after []Billed
	net := map[Item]money.Money{}
	var order []Item
	add := func(item Item, m money.Money) {
		if _, ok := net[item]; !ok {
			net[item], order = money.Zero(m.Currency()), append(order, item)
		}
		net[item] = net[item].Add(m)
	}
	for _, b := range billed {
		add(b.Item, b.Net)
	}
	for _, l := range lines {
		add(l.Item, l.Amount)
	}
	for _, item := range order {
		after = append(after, Billed{Item: item, Net: net[item]})
	}
	return after
}
