package documents_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"billfold/app/documents"
	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// read is what a reader has of a document: its text by pages, as it is laid out.
func read(t *testing.T, document []byte) []string {
	t.Helper()
	pages := strings.Split(tool(t, document, []string{"-"}, "pdftotext", "-layout"), "\f")
	return pages[:len(pages)-1]
}

// tool runs a program of poppler's over a document; where it needs telling, to says that
// what it makes goes to its output.
func tool(t *testing.T, document []byte, to []string, name string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, document, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), name, slices.Concat([]string{"-q"}, args, []string{path}, to)...)
	var out, said bytes.Buffer
	command.Stdout, command.Stderr = &out, &said
	if err := command.Run(); err != nil || said.Len() > 0 {
		t.Fatalf("%s, which scripts/deps.sh installs: %v\n%s", name, err, said.String())
	}
	return out.String()
}

// squeezed has single spaces, so that it does not matter how wide the columns are.
func squeezed(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00a0", " ")), " ")
}

func sees(t *testing.T, text string, wanted ...string) {
	t.Helper()
	text = squeezed(text)
	for _, w := range wanted {
		if !strings.Contains(text, w) {
			t.Errorf("no %q in:\n%s", w, text)
		}
	}
}

func TestADocumentSaysAllOfAnInvoice(t *testing.T) {
	pages := read(t, pdf(t, abroad()))
	if len(pages) != 1 {
		t.Fatalf("%d pages", len(pages))
	}
	sees(t, pages[0],
		"Halden Software GmbH", "Lindenstraße 8", "10969 Berlin", "Germany", "VAT ID: DE123456789", "billing@halden.example",
		"Łódź Ελληνικά Кириллица Σ.A.", "ul. Piotrkowska 217 m. 5", "90-451 Łódź", "Łódzkie", "Poland", "VAT ID: PL1234567890",
		"Åse Øvergård", "ase@lodz.example", "+48 42 123 45 67", "PO number PO-2026/117",
		"Invoice", "NWT-0042", "Issued 1 Nov 2026", "Period 1 Nov – 1 Dec 2026", "Status Paid", "Paid on 2 Nov 2026", "Paid with Account balance",
		"EUR 22,336.41 paid on 2 Nov 2026",
		"Unused time on Equipe Ελληνικά, 12 seats –12 18.00 – –68.79", "12 × 18.00 × 825,473 s ÷ 2,592,000 s = –68.79",
		"Business Кириллица, 1,250 seats 1,250 18.00 – 22,500.00", "1,250 × 18.00 = 22,500.00", "–0.0008",
		"Subtotal 22,431.21", "VAT, reverse charge 0.00", "Total EUR 22,431.21", "Billing credit applied –94.80",
		"Amount due EUR 22,336.41", "Amount paid 22,336.41", "Left to pay EUR 0.00",
		"Reverse charge: the buyer owes the tax (Article 196, Directive 2006/112/EC).", "Page 1 of 1")
}

func TestWhatBecameOfADocument(t *testing.T) {
	all := sample.Invoices()
	_, pastDue := sample.PastDue()
	old := all[1]
	old.Seller, old.BilledTo = billing.Seller{}, billing.BillingDetails{}
	goodwill := all[0]
	goodwill.Period.End = goodwill.Period.Start
	goodwill.Lines = slices.Clone(goodwill.Lines)
	goodwill.Lines[0].Period = goodwill.Period
	contained := all[1]
	contained.Taxes = []billing.TaxLine{{Name: "VAT", Rate: decimal.RequireFromString("0.25"), Taxable: money.FromMinor(1600, "USD"), Amount: money.FromMinor(400, "USD")}}
	contained.Total = contained.Subtotal
	lost := pastDue[0]
	lost.Status = billing.InvoiceUncollectible
	for name, c := range map[string]struct {
		invoice   billing.Invoice
		has, lack []string
	}{
		"credit note": {all[0], []string{"Credit note", "CN-0001", "USD 94.80 credited on 11 Nov 2026", "VAT 20% on –79.00 –15.80", "Became billing credit 94.80"}, []string{"Amount due", "Paid"}},
		"goodwill":    {goodwill, []string{"Credit note", "CN-0001"}, []string{"Period", "– 1 Nov"}},
		"paid":        {all[2], []string{"paid on 4 Nov 2026", "Paid with Visa 4242", "VAT 20% on 712.00 142.40", "Total USD 854.40", "10,000 × 0.0010 + 30,000 × 0.0008 = 34.00"}, []string{"Left to pay USD 854.40"}},
		"void":        {all[10], []string{"Status Void", "nothing is to be paid"}, []string{"Amount due", "Left to pay"}},
		"open":        {pastDue[0], []string{"Status Open", "to be paid", "Left to pay USD 854.40"}, []string{"Paid on", "Paid with"}},
		"given up":    {lost, []string{"Status Uncollectible", "USD 854.40 given up: it is not collected any more", "Amount paid 0.00 Given up 854.40 Left to pay USD 0.00"}, []string{"to be paid"}},
		"old":         {old, []string{"Billed to", "Northwind Traders", "Page 1 of 1"}, []string{"Halden", "VAT ID", "Questions"}},
		"contained":   {contained, []string{"Includes VAT, 25% on 16.00 4.00", "Total USD 20.00"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			text := squeezed(strings.Join(read(t, pdf(t, &c.invoice)), " "))
			sees(t, text, c.has...)
			for _, lacking := range c.lack {
				if strings.Contains(text, lacking) {
					t.Errorf("%q in: %s", lacking, text)
				}
			}
		})
	}
}

// Who owes the tax is said where it was reversed, and nowhere else; a tax that rounds to
// nothing is added, not contained.
func TestReverseChargeIsSaidWhereItIs(t *testing.T) {
	for name, tt := range map[string]struct {
		set  func(*billing.Invoice)
		want bool
	}{
		"from abroad to a member state": {func(*billing.Invoice) {}, true},
		"to the United States":          {func(i *billing.Invoice) { i.BilledTo.Country, i.BilledTo.VATID = "US", "12-3456789" }, false},
		"within the country":            {func(i *billing.Invoice) { i.BilledTo.Country = i.Seller.Country }, false},
		"to somebody without a VAT ID":  {func(i *billing.Invoice) { i.BilledTo.VATID = "" }, false},
		"of which tax was taken": {func(i *billing.Invoice) {
			i.Taxes = []billing.TaxLine{{Name: "VAT", Rate: decimal.RequireFromString("0.2"), Taxable: i.Subtotal, Amount: i.Subtotal.Sub(i.Subtotal)}}
		}, false},
	} {
		i := abroad()
		tt.set(i)
		text := squeezed(strings.Join(read(t, pdf(t, i)), " "))
		if got := strings.Contains(text, "everse charge"); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
		if strings.Contains(text, "Of it VAT") {
			t.Errorf("%s: a tax of nothing is contained in the prices", name)
		}
	}
}

func TestADocumentInGerman(t *testing.T) {
	words.Speak(words.German)
	t.Cleanup(func() { words.Speak(words.English) })
	var out bytes.Buffer
	if err := (documents.Paper{Invoice: abroad(), Words: words.Printer{Locale: "de"}}).PDF(&out); err != nil {
		t.Fatal(err)
	}
	sees(t, read(t, out.Bytes())[0], "Rechnung", "Polen", "EUR 22.336,41", "Steuerschuldnerschaft des Leistungsempfängers", "Seite 1 von 1")
	within(t, out.Bytes())
}

// Every page of many has the head of its table and its number; no line is lost.
func TestADocumentOfSeveralPages(t *testing.T) {
	i := long(billing.InvoicePaid)
	document := pdf(t, i)
	pages := read(t, document)
	if len(pages) < 4 {
		t.Fatalf("%d pages of %d lines", len(pages), len(i.Lines))
	}
	lines := 0
	for n, page := range pages {
		lines += strings.Count(squeezed(page), " = ")
		sees(t, page, fmt.Sprintf("Page %d of %d", n+1, len(pages)))
		if strings.Contains(page, " = ") {
			sees(t, page, "Line item Quantity Unit price Tax Amount in USD")
		}
		if n > 0 {
			sees(t, page, "Halden Software GmbH Invoice NWT-0011")
		}
	}
	if lines != len(i.Lines) {
		t.Errorf("%d lines of %d", lines, len(i.Lines))
	}
	within(t, document)
}

var box = regexp.MustCompile(`<word xMin="([0-9.-]+)" yMin="([0-9.-]+)" xMax="([0-9.-]+)" yMax="([0-9.-]+)">(.*)</word>`)

type word struct {
	text                   string
	left, top, right, foot float64
}

// within checks that no word is beyond the margins or lies over another.
func within(t *testing.T, document []byte) {
	t.Helper()
	const point = 72 / 25.4
	for n, page := range strings.Split(tool(t, document, []string{"-"}, "pdftotext", "-bbox"), "</page>") {
		var all []word
		for _, m := range box.FindAllStringSubmatch(page, -1) {
			var at [4]float64
			for k := range at {
				at[k], _ = strconv.ParseFloat(m[k+1], 64)
			}
			w := word{m[5], at[0], at[1], at[2], at[3]}
			if w.left < 20*point-0.5 || w.right > 190*point+0.5 || w.top < 15*point || w.foot > 285*point {
				t.Errorf("page %d: %q at %.0f, %.0f is beyond the margins", n+1, w.text, w.left, w.top)
			}
			for _, o := range all {
				across, down := min(w.right, o.right)-max(w.left, o.left), min(w.foot, o.foot)-max(w.top, o.top)
				if across > 0.5 && down > 3.5 { // boxes of lines touch, letters do not
					t.Errorf("page %d: %q lies over %q", n+1, w.text, o.text)
				}
			}
			all = append(all, w)
		}
	}
}

// However long what somebody typed is, it stays where it belongs.
func TestLongTextsStayInTheirPlace(t *testing.T) {
	i := abroad()
	i.BilledTo.Company = strings.Repeat("Donaudampfschifffahrtselektrizitäten", 6)
	i.BilledTo.Email = strings.Repeat("a", 180) + "@example.com"
	i.BilledTo.PONumber = strings.Repeat("PO-7731 ", 20)
	i.Seller.Name, i.Number = strings.Repeat("Halden Software ", 12), "NWT-"+strings.Repeat("0", 24)
	i.Lines[2].Params["reason"] = strings.Repeat("Ein Wort nach dem anderen. ", 400)
	i.Lines[1].Arithmetic = strings.TrimSuffix(strings.Repeat("1250*18.00+", 60), "+")
	within(t, pdf(t, i))
}

func TestSignsWithoutALetterAreAsked(t *testing.T) {
	i := abroad()
	i.BilledTo.Company = "株 A\u030angstro\u0308m \U0001F600 \u200bΑ\u0301\x00\xff"
	sees(t, read(t, pdf(t, i))[0], "? Ångström ? Ά?")
}

// The margins are white, and what is between them is not.
func TestADocumentAsAPicture(t *testing.T) {
	for name, i := range map[string]*billing.Invoice{"abroad": abroad(), "void": &sample.Invoices()[10]} {
		picture, err := png.Decode(strings.NewReader(tool(t, pdf(t, i), nil, "pdftoppm", "-r", "50", "-png", "-singlefile")))
		if err != nil {
			t.Fatal(err)
		}
		b := picture.Bounds()
		inner := image.Rect(b.Dx()*19/210, b.Dy()*15/297, b.Dx()*191/210+1, b.Dy()*285/297)
		inside := 0
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				if r, _, _, _ := picture.At(x, y).RGBA(); r > 0xf000 {
					continue
				}
				inside++
				if !image.Pt(x, y).In(inner) {
					t.Fatalf("%s: ink in the margin at %d, %d of %v", name, x, y, b)
				}
			}
		}
		if share := 100 * inside / (b.Dx() * b.Dy()); share < 2 || share > 20 {
			t.Errorf("%s: %d %% of the page is ink", name, share)
		}
	}
}
