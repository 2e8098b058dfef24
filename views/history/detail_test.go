package history

import (
	"slices"
	"strings"
	"testing"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/viewtest"
)

// Every line of what was confirmed or billed says how it was computed, also where it is copied.
func TestEveryLineSaysHowItWasComputed(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show(seatsMore)
	lines := b.source.preview.Lines
	line := lines[len(lines)-1]
	computed := line.Arithmetic + " = " + line.Amount.String() + " " + string(line.Amount.Currency())
	b.Press("How")
	b.says(t, b.page.deps.Words.Arithmetic(line))
	b.Fits("history-how")
	b.Press("Copy the arithmetic")
	if b.Copied != computed {
		t.Errorf("copied %q, want %q", b.Copied, computed)
	}
	b.page.Reload()
	b.Scheduler.Drain()
	b.Sees("Hide")
	b.Press("Copy as text")
	if !strings.Contains(b.Copied, computed) {
		t.Errorf("%q is not in what was copied: %q", computed, b.Copied)
	}
	b.show("inv_NWT-0011").Sees("How")
	b.SeesNot("Hide")
}

// Whoever asks the palette for the file is asked for its name, once what is in it is read.
func TestARouteAsksWhereToWriteTheFile(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show(nav.ExportArg)
	if len(b.source.exported) != 1 || b.page.wanted != "" {
		t.Errorf("exported %v, shows %q", b.source.exported, b.page.wanted)
	}
	b.page.Reload()
	b.Scheduler.Drain()
	if len(b.source.exported) != 1 {
		t.Errorf("asks again: %v", b.source.exported)
	}
}

// A tax that the prices contain is not added to the subtotal, and is told apart by words.
func TestTaxWithinThePricesIsSaidToBe(t *testing.T) {
	source := normal()
	source.invoices = slices.Clone(source.invoices)
	i := &source.invoices[slices.IndexFunc(source.invoices, func(i billing.Invoice) bool { return i.ID == "inv_NWT-0011" })]
	i.Subtotal = i.Total
	b := open(t, source, viewtest.Wide).show(i.ID)
	b.says(t, "VAT 20%, in the prices")
	b.Press("Copy as text")
	if want := "VAT 20%, in the prices\t142.40 USD\n"; !strings.Contains(b.Copied, want) {
		t.Errorf("%q is not in what was copied: %q", want, b.Copied)
	}
}

// What terms cost is by the catalog of today, whenever they changed, and in its currency.
func TestAMonthlyPriceSaysThatItIsOfToday(t *testing.T) {
	b := open(t, normal(), viewtest.Wide).show(seatsMore)
	b.says(t, "A month, at today's prices $")
	b.Press("Copy as text")
	if want := "A month, at today's prices\t$"; !strings.Contains(b.Copied, want) {
		t.Errorf("%q is not in what was copied: %q", want, b.Copied)
	}
}
