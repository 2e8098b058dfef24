package documents_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"billfold/app/documents"
	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

var english = words.Printer{Locale: "en"}

// rows are a sheet's rows by the names of its columns.
func rows(t *testing.T, s documents.Sheet) []map[string]string {
	t.Helper()
	var text bytes.Buffer
	if err := s.CSV(t.Context(), &text); err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		out = append(out, row)
	}
	return out
}

func check(t *testing.T, row, want map[string]string) {
	t.Helper()
	for name, value := range want {
		if got, ok := row[name]; !ok || got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
}

func TestInvoicesAsASheet(t *testing.T) {
	all := sample.Invoices()
	all[1].Seller, all[1].BilledTo = sample.Vendor().Seller, sample.Details()
	all[1].BilledTo.Company = "=Łódź & Söhne"
	got := rows(t, documents.Invoices(all, english))
	if len(got) != len(all) {
		t.Fatalf("%d rows of %d invoices", len(got), len(all))
	}
	check(t, got[0], map[string]string{"kind": "credit_note", "paid_at": "", "paid_with": "", "amount_due": "0.00"})
	if total := got[0]["total"]; !strings.HasPrefix(total, "-") {
		t.Errorf("a credit note's total is %q", total)
	}
	check(t, got[1], map[string]string{
		"number": "NWT-0012", "kind": "invoice", "currency": "USD", "at": "2026-11-05T00:00:00Z", "paid_at": "2026-11-05T00:00:00Z", "paid_with": "Visa 4242",
		"buyer_company": "'=Łódź & Söhne", "seller_name": sample.Vendor().Name,
	})
	check(t, got[2], map[string]string{"paid_at": "2026-11-04T00:00:00Z", "subject": english.Line(all[2].Lines[0])})
}

// What an accountant adds up comes to what the invoice says.
func TestLinesAddUpToTheInvoice(t *testing.T) {
	all := sample.Invoices()
	got := rows(t, documents.Lines(all, english))
	for n := range all {
		net, tax := money.Zero("USD"), money.Zero("USD")
		for _, row := range got {
			if row["id"] != all[n].ID {
				continue
			}
			net, tax = plus(t, net, row["amount"]), plus(t, tax, row["tax_amount"])
			if row["kind"] != "tax" && (row["arithmetic"] == "" || row["description"] == "" || row["line"] == "") {
				t.Errorf("%s: %v", all[n].Number, row)
			}
		}
		if !net.Equal(all[n].Subtotal) || !net.Add(tax).Equal(all[n].Total) {
			t.Errorf("%s comes to %s and %s of tax, not %s and %s", all[n].Number, net, tax, all[n].Subtotal, all[n].Total)
		}
	}
}

func plus(t *testing.T, sum money.Money, cell string) money.Money {
	t.Helper()
	if cell == "" {
		return sum
	}
	m, err := money.Parse(cell, "USD")
	if err != nil {
		t.Fatal(err)
	}
	return sum.Add(m)
}

func TestOneInvoiceEndsWithWhatItComesTo(t *testing.T) {
	i := &sample.Invoices()[1]
	i.Taxes = []billing.TaxLine{
		{Name: "VAT", Rate: decimal.RequireFromString("0.19"), Taxable: i.Subtotal, Amount: money.FromMinor(100, "USD")},
		{Name: "City", Rate: decimal.RequireFromString("0.01"), Taxable: i.Subtotal, Amount: money.FromMinor(5, "USD")},
	}
	var kinds []string
	got := rows(t, documents.OneInvoice(i, english))
	for _, row := range got {
		kinds = append(kinds, row["kind"])
	}
	want := []string{"one_time", "tax", "tax", "subtotal", "total", "billing_credit_applied", "amount_due", "amount_paid", "outstanding"}
	if !slices.Equal(kinds, want) {
		t.Errorf("%v, want %v", kinds, want)
	}
	for _, row := range got { // an accountant may have this file alone
		check(t, row, map[string]string{"status": "paid", "paid_at": "2026-11-05T00:00:00Z", "paid_with": "Visa 4242", "seller_name": sample.Vendor().Name})
	}
	if price := got[0]["unit_price"]; price != "20.00" {
		t.Errorf("a unit price of %q", price)
	}
	check(t, got[2], map[string]string{"tax_name": "City", "tax_rate": "0.01", "tax_amount": "0.05", "taxable": i.Subtotal.String()})
	check(t, rows(t, documents.Invoices([]billing.Invoice{*i}, english))[0], map[string]string{"tax": "1.05"})
}

func TestOnlyOpenInvoicesAreOutstanding(t *testing.T) {
	i := sample.Invoices()[1]
	i.AmountDue, i.AmountPaid = money.FromMinor(64560, "USD"), money.FromMinor(4560, "USD")
	for status, want := range map[billing.InvoiceStatus]string{
		billing.InvoiceOpen: "600.00", billing.InvoicePaid: "0.00", billing.InvoiceVoid: "0.00", billing.InvoiceUncollectible: "0.00",
	} {
		i.Status = status
		check(t, rows(t, documents.Invoices([]billing.Invoice{i}, english))[0], map[string]string{"amount_due": "645.60", "outstanding": want})
		one := rows(t, documents.OneInvoice(&i, english))
		check(t, one[len(one)-1], map[string]string{"kind": "outstanding", "amount": want, "status": string(status)})
	}
}

// An accountant can hold subtotal and tax against the total by what the sheet says of them.
func TestTaxBehavior(t *testing.T) {
	usd := func(text string) money.Money {
		m, err := money.Parse(text, "USD")
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	invoice := func(subtotal, tax, total string) billing.Invoice {
		i := sample.Invoices()[0]
		i.Subtotal, i.Total, i.Taxes = usd(subtotal), usd(total), nil
		if tax != "" {
			i.Taxes = []billing.TaxLine{{Name: "VAT", Rate: decimal.RequireFromString("0.2"), Taxable: usd(subtotal), Amount: usd(tax)}}
		}
		return i
	}
	for name, tt := range map[string]struct {
		invoice billing.Invoice
		want    string
	}{
		"added":               {invoice("20.00", "4.00", "24.00"), "exclusive"},
		"contained":           {invoice("24.00", "4.00", "24.00"), "inclusive"},
		"rounded to nothing":  {invoice("0.02", "0.00", "0.02"), "exclusive"},
		"none":                {invoice("20.00", "", "20.00"), "exclusive"},
		"contained in a note": {invoice("-24.00", "-4.00", "-24.00"), "inclusive"},
	} {
		all := []billing.Invoice{tt.invoice}
		for _, sheet := range []documents.Sheet{documents.Invoices(all, english), documents.Lines(all, english), documents.OneInvoice(&all[0], english)} {
			for _, row := range rows(t, sheet) {
				if row["tax_behavior"] != tt.want {
					t.Errorf("%s: it is %q", name, row["tax_behavior"])
				}
			}
		}
	}
}

// The sheet has a row for each entry that the page lists, and what changed in it.
func TestHistoryAsASheet(t *testing.T) {
	changes, invoices := sample.History()
	facts := sample.Facts()
	record := documents.Record{Changes: changes, Invoices: invoices, Catalog: facts.Catalog, Words: english}
	got, entries := rows(t, record.All()), billing.History(changes, invoices)
	if len(got) != len(entries) || len(entries) <= len(changes) {
		t.Fatalf("%d rows of %d entries and %d changes", len(got), len(entries), len(changes))
	}
	seen := map[string]map[string]string{}
	for n, e := range entries {
		check(t, got[n], map[string]string{"id": e.ID, "actor": e.Who, "device": e.Device, "reason": e.Reason, "invoice_number": e.Number})
		if got[n]["what"] == "" {
			t.Errorf("nothing says what %s is", e.ID)
		}
		seen[got[n]["what"]] = got[n]
	}
	check(t, seen["Renewal of Team"], map[string]string{"kind": "renewal", "state": "applied", "currency": "USD", "plan_before": ""})
	check(t, seen["NWT-0011, retry 1"], map[string]string{"kind": "retry", "state": "declined", "amount_charged": "", "invoice_number": "NWT-0011"})
	check(t, seen["NWT-0011 paid on retry 2"], map[string]string{"kind": "retry", "state": "applied", "amount_charged": "854.40"})
	check(t, seen["Credit note CN-0001"], map[string]string{"kind": "credit_note"})
	orders := rows(t, record.Orders())
	if len(orders) != len(changes) {
		t.Errorf("%d rows of %d changes", len(orders), len(changes))
	}
	for n, c := range changes {
		check(t, orders[n], map[string]string{"id": c.ID, "kind": string(c.Kind), "state": string(c.State)})
	}
}

func TestAChangeOfAddonsIsInTheSheet(t *testing.T) {
	c := sample.Changes()[0]
	c.Kind, c.Before = billing.OrderChange, sample.Facts().Subscription.Terms
	c.Before.Addons, c.Before.Volumes = map[string]int{"storage_100": 2, "ai": 1}, map[string]int64{"email": 40_000}
	c.After = c.Before
	c.After.Addons, c.After.Volumes = map[string]int{"storage_100": 1}, map[string]int64{"email": 50_000, "sms": 5}
	record := documents.Record{Changes: []billing.Change{c}, Catalog: sample.Facts().Catalog, Words: english}
	check(t, rows(t, record.All())[0], map[string]string{
		"addons_before": "ai=1; storage_100=2", "addons_after": "storage_100=1", "volumes_before": "email=40000", "volumes_after": "email=50000; sms=5",
	})
}

func TestSpreadsheetsSeeUTF8(t *testing.T) {
	var text bytes.Buffer
	if err := documents.Members(sample.Members()).ForSpreadsheets(t.Context(), &text); err != nil || !strings.HasPrefix(text.String(), "\ufeffid,name,") {
		t.Errorf("%v: %.20q", err, text.String())
	}
}

// Rows are made when they are written, one at a time, and no more of them once nobody
// waits for the file.
func TestASheetEndsBetweenRows(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	made := 0
	s := documents.Sheet{Head: []string{"n"}, Rows: func(yield func([]string) bool) {
		for yield([]string{"x"}) {
			if made++; made == 10 {
				cancel()
			}
		}
	}}
	if err := s.CSV(ctx, io.Discard); !errors.Is(err, context.Canceled) || made != 10 {
		t.Errorf("%v after %d rows", err, made)
	}
}

// A hundred thousand rows take the memory of a few.
func TestASheetIsNotHeldAsText(t *testing.T) {
	all := make([]billing.Member, 100_000)
	for n := range all {
		all[n] = billing.Member{ID: "mbr", Name: "Åse Ελληνικά", Email: "ase@example.com"}
	}
	w := &largest{}
	if err := documents.Members(all).CSV(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	if w.most > 64<<10 || w.sum < 3<<20 {
		t.Errorf("%d bytes, %d at once", w.sum, w.most)
	}
}

type largest struct{ most, sum int }

func (w *largest) Write(text []byte) (int, error) {
	w.most, w.sum = max(w.most, len(text)), w.sum+len(text)
	return len(text), nil
}
