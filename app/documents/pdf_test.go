package documents_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/app/documents"
	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"

	"github.com/shopspring/decimal"
)

// abroad is an invoice in euros whose buyer owes the tax, with names in three scripts.
func abroad() *billing.Invoice {
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	period := billing.PeriodAt(at, billing.Monthly, 0)
	eur := func(minor int64) money.Money { return money.FromMinor(minor, "EUR") }
	lines := []billing.Line{
		{
			Kind: billing.ProrationCredit, Item: billing.ItemSeats, Code: billing.LineUnusedTime,
			Params:   billing.Params("name", "Equipe Ελληνικά", "quantity", "12", "left", "825473", "of", "2592000", "unit", "second"),
			Quantity: decimal.NewFromInt(12), UnitPrice: decimal.RequireFromString("18.00"), Period: period,
			Amount: eur(-6879), Arithmetic: "-(12*18.00)*825473/2592000",
		},
		{
			Kind: billing.Recurring, Item: billing.ItemSeats, Code: billing.LineFullPeriod,
			Params:   billing.Params("name", "Business Кириллица", "quantity", "1250", "interval", "month"),
			Quantity: decimal.NewFromInt(1250), UnitPrice: decimal.RequireFromString("18.00"), Period: period,
			Amount: eur(2250000), Arithmetic: "1250*18.00",
		},
		{
			Kind: billing.Adjustment, Item: billing.ItemPlan, Code: billing.LineGoodwill,
			Params: billing.Params("reason", strings.Repeat("An agreement of 12 October with Ms Åse Øvergård about the move. ", 3)), Quantity: decimal.NewFromInt(1),
			UnitPrice: decimal.RequireFromString("-0.0008"), Amount: eur(0), Arithmetic: "-0.0008",
		},
	}
	subtotal := eur(2243121)
	return &billing.Invoice{
		ID: "inv_1", Number: "NWT-0042", At: at, Status: billing.InvoicePaid, Period: period, Currency: "EUR", Lines: lines,
		Totals: billing.Totals{
			Subtotal: subtotal, Total: subtotal, BillingCreditApplied: eur(9480), AmountDue: eur(2233641), BillingCreditAfter: eur(0),
		},
		AmountPaid: eur(2233641),
		Attempts:   []billing.PaymentAttempt{{At: at.AddDate(0, 0, 1), Method: billing.PayByBalance, Result: billing.PaymentSucceeded}},
		Seller:     sample.Vendor().Seller,
		BilledTo: billing.BillingDetails{
			FirstName: "Åse", LastName: "Øvergård", Company: "Łódź Ελληνικά Кириллица Σ.A.", Email: "ase@lodz.example", Phone: "+48 42 123 45 67",
			Address: "ul. Piotrkowska 217 m. 5", PostalCode: "90-451", City: "Łódź", Region: "Łódzkie", Country: "PL",
			VATID: "PL1234567890", PONumber: "PO-2026/117",
		},
	}
}

// long is an invoice of more lines than a page has.
func long(status billing.InvoiceStatus) *billing.Invoice {
	i := sample.Invoices()[2]
	i.Status = status
	for n := 0; n < 5; n++ {
		i.Lines = append(i.Lines, i.Lines...)
		if len(i.Lines) > 40 {
			break
		}
	}
	return &i
}

func pdf(t *testing.T, i *billing.Invoice) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := (documents.Paper{Invoice: i, Account: "Northwind Traders", Words: english}).PDF(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The same invoice is the same document to the byte, in this process and in another.
func TestADocumentIsReproducible(t *testing.T) {
	first := pdf(t, abroad())
	if again := pdf(t, abroad()); !bytes.Equal(first, again) {
		t.Error("another document at once")
	}
	const told = "BILLFOLD_TEST_DOCUMENT"
	if path := os.Getenv(told); path != "" {
		if err := os.WriteFile(path, first, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	other := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$")
	other.Env = append(os.Environ(), told+"="+path, "TZ=Asia/Kathmandu", "LANG=de_DE.UTF-8")
	if out, err := other.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if again, err := os.ReadFile(path); err != nil || !bytes.Equal(first, again) {
		t.Errorf("another document in another process: %v", err)
	}
}

func TestDocumentsAreWrittenAtOnce(t *testing.T) {
	want := pdf(t, abroad())
	got := make(chan []byte)
	for range 4 {
		go func() {
			var out bytes.Buffer
			_ = documents.Paper{Invoice: abroad(), Account: "Northwind Traders", Words: english}.PDF(&out)
			got <- out.Bytes()
		}()
	}
	for range 4 {
		if !bytes.Equal(<-got, want) {
			t.Error("another document beside others")
		}
	}
}
