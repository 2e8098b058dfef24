package widgets

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/theme"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

func order(lines ...string) OrderContent {
	content := OrderContent{
		Status: "Estimate", Timing: "Now, until 1 Dec 2026", Currency: "USD",
		Sums: []OrderSum{{What: "Subtotal", Amount: "10.00"}, {What: "Total", Amount: "10.00"}}, DueLabel: "Amount due now", Due: "$10.00",
	}
	for _, line := range lines {
		content.Lines = append(content.Lines, OrderLine{What: line, Amount: "5.00", Arithmetic: "1 × 5.00 = 5.00", Explanation: "Rounded once.", Copied: "1*5.00 = 5.00 USD"})
	}
	return content
}

func shownOrder(t *testing.T, options OrderOptions) *OrderPreview {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New(theme.ChoiceLight))
	preview := NewOrderPreview(options)
	window := test.NewTempWindow(t, preview)
	window.Resize(fyne.NewSize(420, 600))
	return preview
}

func textsOf(object fyne.CanvasObject) []string {
	var all []string
	for _, seen := range VisibleTexts(object) {
		all = append(all, seen.Text)
	}
	return all
}

func TestOrderPreviewKeepsASlotOnceUsed(t *testing.T) {
	preview := shownOrder(t, OrderOptions{Title: "Order preview"})
	preview.SetContent(order("Seats", "Email credits"))
	two := preview.MinSize().Height
	preview.SetContent(order("Seats"))
	if got := preview.MinSize().Height; got != two {
		t.Errorf("with a line less the height is %v, want %v: what is below would jump", got, two)
	}
	if slices.Contains(textsOf(preview), "Email credits") {
		t.Error("a line that is gone is still shown")
	}
}

func TestOrderPreviewSaysWhetherItIsConfirmed(t *testing.T) {
	preview := shownOrder(t, OrderOptions{Title: "Order preview"})
	content := order("Seats")
	content.Confirmed, content.Status, content.Brief = true, "Confirmed by billing 10:42:07", "Confirmed 10:42:07"
	content.Next = []OrderSum{{What: "Next invoice, 1 Dec 2026", Amount: "10.00"}, {What: "Total then", Amount: "12.00"}}
	content.Notes = []string{"The renewal moves."}
	preview.SetContent(content)
	for _, want := range []string{"Confirmed 10:42:07", "Total then", "The renewal moves.", "$10.00"} {
		if !slices.Contains(textsOf(preview), want) {
			t.Errorf("%q is not among %q", want, textsOf(preview))
		}
	}
	preview.SetContent(order("Seats"))
	if got := textsOf(preview); !slices.Contains(got, "Estimate") || slices.Contains(got, "Total then") {
		t.Errorf("an estimate without a renewal shows %q", got)
	}
}

func TestOrderLinesExplainThemselvesAndStayOpen(t *testing.T) {
	copied, resized := "", 0
	preview := shownOrder(t, OrderOptions{
		Title: "Invoice preview", Explained: true, Copy: func(text string) { copied = text }, Resized: func() { resized++ },
	})
	preview.SetContent(order("Seats", "Email credits"))
	var disclosures []*Disclosure
	Walk(preview, func(o fyne.CanvasObject) {
		if d, ok := o.(*Disclosure); ok {
			disclosures = append(disclosures, d)
		}
	})
	disclosures[1].SetOpen(true)
	preview.SetContent(order("Seats", "Email credits"))
	if !disclosures[1].open || resized != 1 || !slices.Contains(textsOf(preview), "1 × 5.00 = 5.00") {
		t.Errorf("open %t, resized %d times, shows %q", disclosures[1].open, resized, textsOf(preview))
	}
	Walk(preview, func(o fyne.CanvasObject) {
		if b, ok := o.(*Button); ok && b.Label() == "Copy the arithmetic" {
			test.Tap(b)
		}
	})
	if copied != "1*5.00 = 5.00 USD" {
		t.Errorf("copied %q", copied)
	}
}

func TestOrderContentOfAPreview(t *testing.T) {
	at, end := time.Date(2026, 11, 21, 10, 42, 7, 0, time.UTC), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	usd := func(s string) money.Money { return money.New(decimal.RequireFromString(s), "USD") }
	preview := billing.Preview{
		ID: "prv_1", At: at, Currency: "USD", Timing: billing.Now, EffectiveAt: at, Period: billing.Period{End: end},
		Totals: billing.Totals{
			Subtotal: usd("-10.00"), Total: usd("-12.00"), AmountDue: usd("0.00"), BillingCreditApplied: usd("0.00"),
			Taxes: []billing.TaxLine{{Name: "VAT", Rate: decimal.RequireFromString("0.20"), Amount: usd("-2.00")}},
		},
	}
	tests := map[string]struct {
		set             func(*billing.Preview)
		timing, nothing string
		status          string
	}{
		"now":      {func(*billing.Preview) {}, "Now, until 1 Dec 2026", "Nothing is charged", "Confirmed by billing 10:42:07"},
		"estimate": {func(p *billing.Preview) { p.Estimate = true }, "Now, until 1 Dec 2026", "Nothing is charged", "Estimate"},
		"later": {
			func(p *billing.Preview) { p.Timing, p.EffectiveAt = billing.PeriodEnd, end }, "From 1 Dec 2026",
			"Nothing is charged until 1 Dec 2026", "Confirmed by billing 10:42:07",
		},
		"mixed":        {func(p *billing.Preview) { p.Timing = billing.Mixed }, "Partly now, the rest from 1 Dec 2026", "Nothing is charged", "Confirmed by billing 10:42:07"},
		"a new period": {func(p *billing.Preview) { p.Period.Start, p.NewPeriod = at, true }, "Now, for 21 Nov – 1 Dec 2026", "Nothing is charged", "Confirmed by billing 10:42:07"},
	}
	for name, tt := range tests {
		p := preview
		tt.set(&p)
		got := NewOrderContent(words.Printer{}, &p, money.HalfUp)
		if got.Timing != tt.timing || got.Nothing != tt.nothing || got.Status != tt.status {
			t.Errorf("%s: got %q, %q, %q", name, got.Timing, got.Nothing, got.Status)
		}
		want := []OrderSum{{What: "Subtotal", Amount: "–10.00"}, {What: "VAT 20%", Amount: "–2.00"}, {What: "Total", Amount: "–12.00"}}
		if !slices.Equal(got.Sums, want) {
			t.Errorf("%s: sums %+v", name, got.Sums)
		}
	}
}
