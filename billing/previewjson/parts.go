package previewjson

import (
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Terms is billing.Terms on the wire.
type Terms struct {
	Plan     string           `json:"plan"`
	Interval string           `json:"interval"`
	Seats    int              `json:"seats"`
	Addons   map[string]int   `json:"addons"`
	Volumes  map[string]int64 `json:"volumes"`
}

// Period is half-open, [start, end).
type Period struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Tax is a rate that applies to a line.
type Tax struct {
	Name string `json:"name"`
	Rate string `json:"rate"`
}

// TaxLine is the tax of one rate on its taxable subtotal.
type TaxLine struct {
	Name    string `json:"name"`
	Rate    string `json:"rate"`
	Taxable string `json:"taxable"`
	Amount  string `json:"amount"`
}

// Totals is what lines come to.
type Totals struct {
	Subtotal             string    `json:"subtotal"`
	Tax                  []TaxLine `json:"tax"`
	Total                string    `json:"total"`
	BillingCreditApplied string    `json:"billing_credit_applied"`
	AmountDue            string    `json:"amount_due"`
}

// Line is billing.Line on the wire; Description is the English fallback of
// code and params.
type Line struct {
	Kind        string            `json:"kind"`
	Item        string            `json:"item"`
	Code        string            `json:"code"`
	Params      map[string]string `json:"params"`
	Description string            `json:"description"`
	Quantity    string            `json:"quantity"`
	UnitPrice   string            `json:"unit_price"`
	Period      Period            `json:"period"`
	Amount      string            `json:"amount"`
	Arithmetic  string            `json:"arithmetic"`
	Taxes       []Tax             `json:"taxes"`
}

// FromTerms puts terms on the wire.
func FromTerms(t billing.Terms) Terms {
	return Terms{
		Plan: t.Plan, Interval: string(t.Interval), Seats: t.Seats,
		Addons: nonNil(t.Addons), Volumes: nonNil(t.Volumes),
	}
}

// To reads terms off the wire.
func (t Terms) To() billing.Terms {
	terms := billing.Terms{Plan: t.Plan, Interval: billing.Interval(t.Interval), Seats: t.Seats}
	if len(t.Addons) > 0 {
		terms.Addons = t.Addons
	}
	if len(t.Volumes) > 0 {
		terms.Volumes = t.Volumes
	}
	return terms
}

// FromPeriod puts a period on the wire.
func FromPeriod(p billing.Period) Period { return Period{Start: p.Start, End: p.End} }

// To reads a period off the wire.
func (p Period) To() billing.Period { return billing.Period{Start: p.Start.UTC(), End: p.End.UTC()} }

// FromTaxes puts the rates of a line on the wire.
func FromTaxes(taxes []billing.Tax) []Tax {
	out := make([]Tax, 0, len(taxes))
	for _, t := range taxes {
		out = append(out, Tax{Name: t.Name, Rate: t.Rate.String()})
	}
	return out
}

// ToTaxes reads the rates of a line off the wire.
func ToTaxes(wire []Tax) ([]billing.Tax, error) {
	var r reader
	return r.taxes("taxes", wire), r.err
}

// FromTotals puts totals on the wire.
func FromTotals(t billing.Totals) Totals {
	taxes := make([]TaxLine, 0, len(t.Taxes))
	for _, tax := range t.Taxes {
		taxes = append(taxes, TaxLine{
			Name: tax.Name, Rate: tax.Rate.String(), Taxable: tax.Taxable.String(), Amount: tax.Amount.String(),
		})
	}
	return Totals{
		Subtotal: t.Subtotal.String(), Tax: taxes, Total: t.Total.String(),
		BillingCreditApplied: t.BillingCreditApplied.String(), AmountDue: t.AmountDue.String(),
	}
}

// To reads totals in a currency off the wire. What is left of the billing
// credit afterwards is not among them; it is zero.
func (t Totals) To(c money.Currency) (billing.Totals, error) {
	r := reader{currency: c}
	return r.totals(t), r.err
}

// FromLines puts lines on the wire.
func FromLines(lines []billing.Line) []Line {
	out := make([]Line, 0, len(lines))
	for i := range lines {
		l := &lines[i]
		out = append(out, Line{
			Kind: string(l.Kind), Item: string(l.Item), Code: string(l.Code), Params: nonNil(l.Params),
			Description: billing.English(l.Code, l.Params), Quantity: l.Quantity.String(), UnitPrice: money.FormatUnit(l.UnitPrice, l.Amount.Currency()),
			Period: FromPeriod(l.Period), Amount: l.Amount.String(), Arithmetic: l.Arithmetic, Taxes: FromTaxes(l.Taxes),
		})
	}
	return out
}

// ToLines reads lines in a currency off the wire.
func ToLines(wire []Line, c money.Currency) ([]billing.Line, error) {
	r := reader{currency: c}
	return r.lines("lines", wire), r.err
}

// reader reads many fields and keeps the first error, so that callers check once.
type reader struct {
	currency money.Currency
	err      error
}

func (r *reader) fail(field string, err error) {
	if r.err == nil && err != nil {
		r.err = fmt.Errorf("%s: %w", field, err)
	}
}

func (r *reader) money(field, s string) money.Money {
	m, err := money.Parse(s, r.currency)
	r.fail(field, err)
	return m
}

func (r *reader) decimal(field, s string) decimal.Decimal {
	d, err := decimal.NewFromString(s)
	r.fail(field, err)
	return d
}

func (r *reader) taxes(field string, wire []Tax) []billing.Tax {
	var taxes []billing.Tax
	for _, t := range wire {
		taxes = append(taxes, billing.Tax{Name: t.Name, Rate: r.decimal(field, t.Rate)})
	}
	return taxes
}

func (r *reader) totals(w Totals) billing.Totals {
	t := billing.Totals{
		Subtotal: r.money("subtotal", w.Subtotal), Total: r.money("total", w.Total),
		BillingCreditApplied: r.money("billing_credit_applied", w.BillingCreditApplied),
		AmountDue:            r.money("amount_due", w.AmountDue), BillingCreditAfter: money.Zero(r.currency),
	}
	for _, tax := range w.Tax {
		t.Taxes = append(t.Taxes, billing.TaxLine{
			Name: tax.Name, Rate: r.decimal("tax.rate", tax.Rate),
			Taxable: r.money("tax.taxable", tax.Taxable), Amount: r.money("tax.amount", tax.Amount),
		})
	}
	return t
}

func (r *reader) lines(field string, wire []Line) []billing.Line {
	var lines []billing.Line
	for i, w := range wire {
		at := fmt.Sprintf("%s[%d]", field, i)
		lines = append(lines, billing.Line{
			Kind: billing.LineKind(w.Kind), Item: billing.Item(w.Item), Code: billing.Code(w.Code), Params: w.Params,
			Quantity: r.decimal(at+".quantity", w.Quantity), UnitPrice: r.decimal(at+".unit_price", w.UnitPrice),
			Period: w.Period.To(), Amount: r.money(at+".amount", w.Amount), Arithmetic: w.Arithmetic,
			Taxes: r.taxes(at+".taxes", w.Taxes),
		})
	}
	return lines
}
