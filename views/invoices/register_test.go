package invoices

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

func sampleRegister() *register {
	return newRegister(sample.Facts(), sample.Invoices(), sample.Changes(), words.Printer{})
}

func numbers(l listing) string {
	all := make([]string, len(l.rows))
	for n, d := range l.rows {
		all[n] = strings.TrimPrefix(d.Number, "NWT-00")
	}
	return strings.Join(all, " ")
}

func TestFindsByWhateverIsOnADocument(t *testing.T) {
	r := sampleRegister()
	for text, want := range map[string]string{
		"854.40": "11", "$854.40": "11", "854,40": "11", "854,40 €": "", // it is in dollars
		"94.80": "CN-0001", "-94.80": "CN-0001", "–94.80": "CN-0001",
		"nwt-0004": "04", "message credits": "11 09 07 06 04 03 02 01", "100 gb storage": "04",
		"void": "03", "credit note": "CN-0001", "po-7731 outage": "CN-0001",
		"46 to 50": "10", "1 nov 2026": "CN-0001 11", "2026-11-05": "12", "mastercard": "11",
		"october": "10 09", "October 2026": "10 09", "600.00": "11",
		"team 46 seats": "10 09 08", "  ": "CN-0001 12 11 10 09 08 07 06 05 04 03 02 01", "nowhere": "",
	} {
		if got := numbers(r.list(query{text: text, sort: columnDate, span: billing.SpanAll}, sample.Now())); got != want {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
}

// Whatever the currency and the language, an amount is found as it is written there.
func TestFindsAmountsAsTheyAreTyped(t *testing.T) {
	for _, tt := range []struct {
		amount   string
		currency money.Currency
		locale   words.Locale
		typed    []string
	}{
		{"1234.50", "EUR", "de", []string{"1234.50", "1234,50", "1.234,50", "1,234.50", "1.234,50 €", "€1,234.50"}},
		{"1234.50", "USD", "en", []string{"1234.50", "1234,50", "1.234,50", "$1,234.50", "1.234,50 $"}},
		{"5000", "JPY", "en", []string{"5000", "5,000", "¥5,000"}},
	} {
		i := billing.Invoice{Totals: billing.Totals{Total: money.New(decimal.RequireFromString(tt.amount), tt.currency)}}
		r := newRegister(sample.Facts(), []billing.Invoice{i}, nil, words.Printer{Locale: tt.locale})
		for _, text := range tt.typed {
			if l := r.list(query{text: text, span: billing.SpanAll}, sample.Now()); len(l.rows) != 1 {
				t.Errorf("%q does not find %s %s", text, tt.amount, tt.currency)
			}
		}
	}
}

func TestCountsFollowPeriodAndSearch(t *testing.T) {
	r := sampleRegister()
	for name, tt := range map[string]struct {
		query query
		want  [filterCount]int // all, open, paid, void, credit notes
		rows  int
	}{
		"this year":       {query{sort: columnDate, span: billing.SpanThisYear}, [filterCount]int{13, 0, 11, 1, 1}, 13},
		"this month":      {query{sort: columnDate, span: billing.SpanThisMonth}, [filterCount]int{3, 0, 2, 0, 1}, 3},
		"last quarter":    {query{sort: columnDate, span: billing.SpanLastQuarter}, [filterCount]int{5, 0, 5, 0, 0}, 5},
		"and searched":    {query{sort: columnDate, text: "renewal"}, [filterCount]int{8, 0, 7, 1, 0}, 8},
		"and of a status": {query{sort: columnDate, filter: filterVoid, text: "renewal"}, [filterCount]int{8, 0, 7, 1, 0}, 1},
		"last year":       {query{sort: columnDate, span: billing.SpanLastYear}, [filterCount]int{}, 0},
	} {
		if l := r.list(tt.query, sample.Now()); l.counts != tt.want || len(l.rows) != tt.rows {
			t.Errorf("%s: %v with %d listed, want %v with %d", name, l.counts, len(l.rows), tt.want, tt.rows)
		}
	}
}

func TestSortsByEveryColumn(t *testing.T) {
	r := sampleRegister()
	q := query{sort: columnDate}
	for _, tt := range []struct {
		pressed     column
		first, last string
		ascending   bool
	}{
		{columnNumber, "CN-0001", "NWT-0012", true},
		{columnNumber, "NWT-0012", "CN-0001", false},
		{columnDate, "CN-0001", "NWT-0001", false},
		{columnDate, "NWT-0001", "CN-0001", true},
		{columnFor, "NWT-0012", "NWT-0005", true}, // “1,000 AI credits” to “Team, 4 seats, until 1 Aug”
		{columnStatus, "CN-0001", "NWT-0003", true},
		{columnTotal, "NWT-0011", "CN-0001", false},
		{columnTotal, "CN-0001", "NWT-0011", true},
	} {
		q = q.pressed(tt.pressed)
		rows := r.list(q, sample.Now()).rows
		if first, last := rows[0].Number, rows[len(rows)-1].Number; first != tt.first || last != tt.last || q.ascending != tt.ascending {
			t.Errorf("column %d: %s to %s, ascending %v; want %s to %s", tt.pressed, first, last, q.ascending, tt.first, tt.last)
		}
	}
	// Of equal totals the newer one stays first, upwards and downwards.
	for _, ascending := range []bool{true, false} {
		all := numbers(r.list(query{sort: columnTotal, ascending: ascending}, sample.Now()))
		if !strings.Contains(all, "07 06") || !strings.Contains(all, "03 02 01") {
			t.Errorf("ascending %v: %s", ascending, all)
		}
	}
}

func TestNumbersAreOrderedAsNumbers(t *testing.T) {
	got := []string{"NWT-1000", "NWT-999", "CN-0002", "NWT-0010", "CN-0001", "NWT-0009", "7"}
	slices.SortFunc(got, compareNumbers)
	if want := []string{"7", "CN-0001", "CN-0002", "NWT-0009", "NWT-0010", "NWT-999", "NWT-1000"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// 24.00 + 854.40 + 33.44 + 796.80 + 12.48 + 768.00 + 768.00 + 53.88 + 700.80 + 688.80 + 688.80
func TestTheFooterCountsWhatWasPaid(t *testing.T) {
	r, w := sampleRegister(), words.Printer{}
	left, right, brief := r.list(query{sort: columnDate, span: billing.SpanThisYear}, sample.Now()).footer("USD", sample.Now(), w)
	if brief != "Paid $5,389.40" || left != "13 documents, 1 Jan – 21 Nov 2026" || right != "Paid $5,389.40 · void and credit notes not counted" {
		t.Errorf("%q, %q", left, right)
	}
	if left, _, _ := r.list(query{sort: columnTotal, span: billing.SpanAll}, sample.Now()).footer("USD", sample.Now(), w); left != "13 documents, 1 May – 11 Nov 2026" {
		t.Errorf("of all time %q", left)
	}
}

func TestARenewalIsComparedWithTheOneBefore(t *testing.T) {
	tests := map[string]struct {
		change   func(i *billing.Invoice) // of NWT-0011
		of       string
		sentence string
		material bool
	}{
		"more seats":     {of: "NWT-0011", sentence: "$57.60 more than NWT-0009: 46 to 50 seats."},
		"two differ":     {of: "NWT-0009", sentence: "$28.80 more than NWT-0007: 44 to 46 seats."},
		"the same":       {of: "NWT-0007", sentence: "The same total as NWT-0006."},
		"an add-on":      {of: "NWT-0004", sentence: "$12.00 more than NWT-0002: 100 GB storage added."},
		"seats and more": {of: "NWT-0006", sentence: "$67.20 more than NWT-0004: 40 to 44 seats, 100 GB storage to 200 GB storage."},
		"the void one is no measure, the first has none": {of: "NWT-0001"},
		"a change":      {of: "NWT-0010"},
		"a credit note": {of: "CN-0001"},
		"material, with usage, a price and a tax": {
			of: "NWT-0011", material: true,
			sentence: "$100.00 more than NWT-0009: 46 to 50 seats, 40,000 email credits at another price, 300 AI credits beyond what is included (42.40), 1 more difference.",
			change: func(i *billing.Invoice) {
				usd := func(s string) money.Money { return money.New(decimal.RequireFromString(s), "USD") }
				i.Lines[1].Amount = usd("30.00")
				i.Lines = append(i.Lines, billing.Line{
					Kind: billing.UsageLine, Code: billing.LineUsage, Item: "meter:ai_credits", Params: map[string]string{"name": "ai_credits"},
					Quantity: decimal.NewFromInt(300), Amount: usd("42.40"),
				})
				i.Total = usd("896.80")
				i.Taxes = []billing.TaxLine{{Name: "VAT", Rate: decimal.RequireFromString("0.19")}}
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			all := sample.Invoices()
			if tt.change != nil {
				tt.change(&all[2])
			}
			r := newRegister(sample.Facts(), all, sample.Changes(), words.Printer{})
			got := r.compare(r.document("inv_"+tt.of), sample.Catalog(), words.Printer{})
			switch {
			case tt.sentence == "" && got != nil:
				t.Errorf("says %q", got.sentence)
			case tt.sentence != "" && (got == nil || got.sentence != tt.sentence || got.material != tt.material):
				t.Errorf("says %+v, want %q, material %v", got, tt.sentence, tt.material)
			}
		})
	}
}

// many are 2,000 documents, those of the sample account over and over.
func many() []billing.Invoice {
	base := sample.Invoices()
	all := make([]billing.Invoice, 2000)
	for n := range all {
		all[n] = base[n%len(base)]
		all[n].ID, all[n].Number = fmt.Sprintf("inv_%d", n), fmt.Sprintf("NWT-%04d", 2000-n)
		all[n].At = sample.Now().Add(-time.Duration(n) * 12 * time.Hour)
	}
	return all
}

// BenchmarkSearchesInvoices is what a key typed into the search costs with 2,000
// documents.
func BenchmarkSearchesInvoices(b *testing.B) {
	all := many()
	r := newRegister(sample.Facts(), all, nil, words.Printer{})
	q := query{sort: columnTotal, span: billing.SpanAll, text: "854.40"}
	want := len(r.list(q, sample.Now()).rows)
	b.Run("figure", func(b *testing.B) {
		for b.Loop() {
			if l := r.list(q, sample.Now()); len(l.rows) != want || want == 0 {
				b.Fatalf("%d, want %d", len(l.rows), want)
			}
		}
	})
	b.Run("baseline=unprepared", func(b *testing.B) {
		for b.Loop() {
			newRegister(sample.Facts(), all, nil, words.Printer{}).list(q, sample.Now())
		}
	})
}
