package invoices

import (
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

func seen(f billing.Facts, all []billing.Invoice) view {
	return view{
		facts: f, register: newRegister(f, all, sample.Changes(), words.Printer{}), words: words.Printer{}, history: true,
	}
}

func titles(steps []step) []string {
	all := make([]string, len(steps))
	for n, s := range steps {
		all[n] = s.at + " " + s.title
		if s.note != "" {
			all[n] += " (" + s.note + ")"
		}
	}
	return all
}

// The steps of a document in every state that it can come to.
func TestStepsTellWhatHappenedAndWhatComesNext(t *testing.T) {
	facts, owing := sample.PastDue()
	status := func(s billing.InvoiceStatus) func(*billing.Invoice) { return func(i *billing.Invoice) { i.Status = s } }
	made := []string{
		"18 Nov 12:00 Issued (Due at once)", "18 Nov 12:00 Mastercard 5100 declined (Insufficient funds)",
		"19 Nov 12:00 Retry 1 declined, Mastercard 5100 (Insufficient funds)",
	}
	planned := []string{
		"21 Nov 12:00 Retry 2 planned (If it is still open)", "23 Nov 12:00 Retry 3 planned (If it is still open)",
		"25 Nov 12:00 Retry 4 planned (If it is still open)",
	}
	tests := map[string]struct {
		of     string
		then   string // of the dunning
		change func(*billing.Invoice)
		want   []string
	}{
		"paid at a retry": {of: "NWT-0011", want: []string{
			"1 Nov 00:00 Issued (Due at once)", "1 Nov 00:00 Mastercard 5100 declined (Insufficient funds)",
			"2 Nov 00:00 Retry 1 declined, Mastercard 5100 (Insufficient funds)", "4 Nov 00:00 Retry 2 paid with Visa 4242",
		}},
		"paid at once": {of: "NWT-0012", want: []string{"5 Nov 00:00 Issued (Due at once)", "5 Nov 00:00 Paid with Visa 4242"}},
		"credit note": {of: "CN-0001", want: []string{
			"11 Nov 00:00 Issued", "$94.80 Became billing credit (It pays future invoices; nothing is paid out.)",
		}},
		"void": {of: "NWT-0003", want: []string{"12 Jun 00:00 Issued (Due at once)", "after 12 Jun Void (Taken back by the vendor; nothing is due any more)"}},
		"void, with billing credit": {of: "NWT-0003", change: func(i *billing.Invoice) { i.BillingCreditApplied = money.New(decimal.NewFromInt(20), "USD") }, want: []string{
			"12 Jun 00:00 Issued (Due at once)", "after 12 Jun Void (Taken back by the vendor; nothing is due any more, and $20.00 of billing credit is there again)",
		}},
		"packs that were not paid": {
			of: "NWT-0013", change: func(i *billing.Invoice) {
				i.Status, i.Lines = billing.InvoiceVoid, []billing.Line{{Code: billing.LinePack}}
			},
			want: append(slices.Clone(made), "19 Nov 12:00 Void (The packs could not be paid; nothing is due any more)"),
		},
		"open": {of: "NWT-0013", want: slices.Concat(made, planned, []string{"2 Dec 12:00 Grace ends (The plan would be withheld)"})},
		"open, then canceled": {
			of: "NWT-0013", then: billing.ThenCancel,
			want: slices.Concat(made, planned, []string{"2 Dec 12:00 Grace ends (The subscription would end)"}),
		},
		"given up": {of: "NWT-0013", change: status(billing.InvoiceUncollectible), want: append(slices.Clone(made), "after 19 Nov Given up (It is not collected any more)")},
		"waits for the bank": {
			of: "NWT-0012", change: func(i *billing.Invoice) {
				i.Attempts = []billing.PaymentAttempt{{At: i.At, Method: billing.PayByBalance, Result: billing.PaymentNeedsProof}}
			},
			want: []string{"5 Nov 00:00 Issued (Due at once)", "5 Nov 00:00 Needs your bank's confirmation (the account balance)"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f, catalog := facts, *facts.Catalog
			if tt.then != "" {
				catalog.Policy.Dunning.Then = tt.then
			}
			f.Catalog = &catalog
			i := owing[slices.IndexFunc(owing, func(i billing.Invoice) bool { return i.Number == tt.of })]
			if tt.change != nil {
				tt.change(&i)
			}
			if got := titles(steps(&i, f, words.Printer{})); !slices.Equal(got, tt.want) {
				t.Errorf("%q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestWhoCanPayWhat(t *testing.T) {
	facts, owing := sample.PastDue()
	newer := owing[0]
	newer.ID, newer.Number, newer.At = "inv_NWT-0014", "NWT-0014", newer.At.Add(time.Hour)
	all := append([]billing.Invoice{newer}, owing...)
	reader := *facts.Account
	reader.Role = billing.RoleFinanceApprover
	read := facts
	read.Account = &reader
	tests := map[string]struct {
		facts billing.Facts
		away  bool
		of    string
		want  pay
	}{
		"the oldest open one": {facts, false, "NWT-0013", pay{label: "Pay $854.40", enabled: true}},
		"a newer one":         {facts, false, "NWT-0014", pay{why: "NWT-0013 is older and is paid first."}},
		"offline":             {facts, true, "NWT-0013", pay{label: "Pay $854.40", why: "Billing cannot be reached; try again once it can."}},
		"a paid one":          {facts, false, "NWT-0011", pay{}},
		"by who only reads": {read, false, "NWT-0013", pay{
			why: "Only owners, workspace admins and billing admins can change the plan; your role is Finance approver. Ask Maya Okafor.",
		}},
	}
	for name, tt := range tests {
		v := seen(tt.facts, all)
		v.away = tt.away
		if got := v.detail(v.register.document("inv_" + tt.of)).pay; got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func TestADocumentSaysForWhomAndFromWhom(t *testing.T) {
	all := sample.Invoices()
	all[3].BilledTo, all[3].Seller = billing.BillingDetails{}, billing.Seller{} // of before they were kept
	all[4].BilledTo = billing.BillingDetails{FirstName: "Ada", LastName: "Byron", Country: "DE", NoVATID: true}
	v := seen(sample.Facts(), all)
	got := v.detail(v.register.document("inv_NWT-0011")).parties
	want := []party{
		{"Billed to", "Northwind Traders Ltd", []string{
			"Maya Okafor", "14 Canal Street", "London", "E2 8PJ", "United Kingdom", "VAT ID GB 123 4567 82", "maya.okafor@northwind.example",
		}},
		{"Sold by", "Halden Software GmbH", []string{"Lindenstraße 8", "10969 Berlin", "Germany", "VAT ID DE123456789", "billing@halden.example"}},
	}
	same := func(a, b party) bool { return a.title == b.title && a.name == b.name && slices.Equal(a.lines, b.lines) }
	if !slices.EqualFunc(got, want, same) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if d := v.detail(v.register.document("inv_NWT-0010")); len(d.parties) != 0 || len(d.facts) != 2 || d.change != "chg_2" {
		t.Errorf("an older one says %q, %q, and comes of %q", d.parties, d.facts, d.change)
	}
	if p := v.detail(v.register.document("inv_NWT-0009")).parties; p[0].name != "Ada Byron" || !slices.Equal(p[0].lines, []string{"Germany", "Without a VAT ID"}) {
		t.Errorf("to a person: %q", p[0])
	}
	v.history = false
	if d := v.detail(v.register.document("inv_NWT-0010")); d.change != "" {
		t.Error("leads to a history that is not there")
	}
}

func TestSumsAreThoseOfTheDocument(t *testing.T) {
	v := seen(sample.Facts(), sample.Invoices())
	i := *v.register.document("inv_NWT-0011").Invoice
	labels := func(all []total) string {
		var b strings.Builder
		for _, t := range all {
			b.WriteString(t.label + " " + t.amount + "; ")
		}
		return b.String()
	}
	const want = "Subtotal 712.00; VAT 20% of 712.00 142.40; Total 854.40; Billing credit applied 0.00; "
	if got := labels(totals(&i, words.Printer{})); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	within := i // what the catalog says of it today is of no matter
	within.Subtotal = i.Total
	if got := labels(totals(&within, words.Printer{})); !strings.Contains(got, "VAT 20% of 712.00, in the prices 142.40") {
		t.Errorf("of prices with tax %q", got)
	}
	if got := asText(&within, words.Printer{}); !strings.Contains(got, "VAT 20% of 712.00, in the prices\t142.40 USD\n") {
		t.Errorf("copied of prices with tax %q", got)
	}
	i.BillingCreditApplied, i.AmountDue, i.Attempts = i.Total, money.Zero("USD"), nil
	if got := labels(totals(&i, words.Printer{})); !strings.Contains(got, "Billing credit applied –854.40") {
		t.Errorf("with billing credit %q", got)
	}
	if got := settled(&i, words.Printer{}); got != "Covered by billing credit" {
		t.Errorf("settled: %q", got)
	}
}

// What goes into a mail or onto the clipboard says what is billed, and nothing of cards.
func TestAMailSaysNothingOfCards(t *testing.T) {
	for n, i := range sample.Invoices() {
		subject, body := mailOf(&i, words.Printer{})
		for _, secret := range []string{"Visa", "Mastercard", "4242", "5100"} {
			if strings.Contains(subject+body+asText(&i, words.Printer{}), secret) {
				t.Errorf("%s names %s", i.Number, secret)
			}
		}
		if n == 2 && subject != "Invoice NWT-0011 of Halden Software GmbH, $854.40" {
			t.Errorf("subject %q", subject)
		}
	}
	i := sample.Invoices()[2]
	const want = "NWT-0011\t1 Nov 2026\tPaid\nPO number\tPO-7731\nTeam, 50 seats\t600.00 USD\t50*12.00\n" +
		"40,000 email credits\t34.00 USD\t10000*0.0010+30000*0.0008\n5,000 message credits\t60.00 USD\t5000*0.0120\n" +
		"200 GB storage\t18.00 USD\t1*18.00\nSubtotal\t712.00 USD\nVAT 20% of 712.00\t142.40 USD\nTotal\t854.40 USD\nAmount due\t854.40 USD\n"
	if got := asText(&i, words.Printer{}); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
	if subject, _ := mailOf(&sample.Invoices()[0], words.Printer{}); subject != "Credit note CN-0001 of Halden Software GmbH, –$94.80" {
		t.Errorf("subject %q", subject)
	}
}

// An accountant must not read of a void invoice that it is to be paid.
func TestNothingIsDueOfAVoidInvoice(t *testing.T) {
	i := sample.Invoices()[2]
	i.Status = billing.InvoiceVoid
	if got := due(&i); !got.IsZero() || got.Currency() != i.Currency {
		t.Errorf("%s is due of a void invoice", got)
	}
	if got := asText(&i, words.Printer{}); !strings.Contains(got, "Total\t854.40 USD\nAmount due\t0.00 USD\n") {
		t.Errorf("on the clipboard %q", got)
	}
}
