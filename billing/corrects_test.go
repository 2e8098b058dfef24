package billing

import (
	"slices"
	"testing"
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Seats were billed for November with the renewal, and again when there came to be more
// on the 10th; what is given back on the 20th was billed last on the 10th, and the plan
// with the renewal.
func TestACreditNoteCorrectsWhatBilledItLast(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, time.November, d, 0, 0, 0, 0, time.UTC) }
	end := day(30).AddDate(0, 0, 1)
	line := func(kind LineKind, item Item, quantity int64, from int) Line {
		return Line{Kind: kind, Item: item, Quantity: decimal.NewFromInt(quantity), Period: Period{Start: day(from), End: end}}
	}
	total := func(cents int64) Totals { return Totals{Total: money.New(decimal.New(cents, -2), "USD")} }
	renewal := Invoice{ID: "renewal", At: day(1), Status: InvoicePaid, Totals: total(100), Lines: []Line{
		line(Recurring, ItemPlan, 1, 1), line(Recurring, ItemSeats, 46, 1),
	}}
	more := Invoice{ID: "more", At: day(10), Status: InvoicePaid, Totals: total(50), Lines: []Line{
		line(ProrationCredit, ItemSeats, 46, 10), line(ProrationCharge, ItemSeats, 50, 10),
	}}
	before := Invoice{ID: "before", At: day(1).AddDate(0, -1, 0), Status: InvoicePaid, Totals: total(100), Lines: []Line{
		{Kind: Recurring, Item: ItemSeats, Quantity: decimal.NewFromInt(50), Period: Period{Start: day(1).AddDate(0, -1, 0), End: day(1)}},
	}}
	note := func(lines ...Line) Invoice {
		return Invoice{ID: "note", At: day(20), Status: InvoicePaid, Totals: total(-30), Lines: lines}
	}
	void := more
	void.Status = InvoiceVoid
	tests := map[string]struct {
		of    Invoice
		books []Invoice
		want  []string
	}{
		"seats":            {note(line(ProrationCredit, ItemSeats, 50, 20)), []Invoice{more, renewal, before}, []string{"more"}},
		"plan and seats":   {note(line(ProrationCredit, ItemPlan, 1, 20), line(ProrationCredit, ItemSeats, 50, 20)), []Invoice{more, renewal, before}, []string{"more", "renewal"}},
		"what is void":     {note(line(ProrationCredit, ItemSeats, 50, 20)), []Invoice{void, renewal, before}, nil},
		"what is not here": {note(line(ProrationCredit, ItemSeats, 50, 20)), []Invoice{before}, nil},
		"goodwill":         {note(Line{Kind: Adjustment, Item: ItemPlan, Code: LineGoodwill, Quantity: decimal.NewFromInt(1)}), []Invoice{more, renewal}, nil},
		"an invoice":       {more, []Invoice{more, renewal}, nil},
	}
	for name, tt := range tests {
		var got []string
		for _, i := range tt.of.Corrects(append([]Invoice{tt.of}, tt.books...)) {
			got = append(got, i.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: corrects %q, want %q", name, got, tt.want)
		}
	}
}
