package invoices

import (
	"slices"
	"strings"

	"billfold/billing"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

// material is the share of the earlier total from which a difference is to be looked at
// more closely.
var material = decimal.RequireFromString("0.1")

// reasonsShown is how many differences are named.
const reasonsShown = 3

// difference is a renewal beside the one before it.
type difference struct {
	sentence string
	material bool
}

// compare tells how a renewal differs from the one before it and why, from the lines of
// both; nil where it is no renewal, or the first.
func (r *register) compare(d *document, c *billing.Catalog, w words.Printer) *difference {
	before := r.renewalBefore(d)
	if before == nil {
		return nil
	}
	more := d.Total.Sub(before.Total)
	values := []string{
		"amount", w.Standing(more.Abs()), "number", before.Number, "reasons", strings.Join(reasons(before.Invoice, d.Invoice, c, w), ", "),
	}
	found := &difference{material: more.Abs().Amount().GreaterThan(before.Total.Amount().Mul(material))}
	switch {
	case more.IsZero():
		found.sentence = words.T("The same total as {number}[: {reasons}].", values...)
	case more.IsNegative():
		found.sentence = words.T("{amount} less than {number}[: {reasons}].", values...)
	default:
		found.sentence = words.T("{amount} more than {number}[: {reasons}].", values...)
	}
	return found
}

// renewalBefore is the renewal that came before another one; nil where none did.
func (r *register) renewalBefore(d *document) *document {
	if !isRenewal(d.Invoice) {
		return nil
	}
	for n := r.index[d.ID] + 1; n < len(r.documents); n++ {
		other := &r.documents[n]
		if isRenewal(other.Invoice) && other.Currency == d.Currency && !filterVoid.matches(other.Invoice) && other.At.Before(d.At) {
			return other
		}
	}
	return nil
}

// reasons are what differs in the lines of two renewals: the terms that they bill, what
// one of them has beside those, prices, and the rates of tax.
func reasons(before, after *billing.Invoice, c *billing.Catalog, w words.Printer) []string {
	var all []string
	if from, to := billed(before), billed(after); !from.Equal(to) {
		all = append(all, w.Summary(c, from, to))
	}
	for _, l := range after.Lines {
		if l.Kind != billing.Recurring {
			all = append(all, words.T("{what} ({amount})", "what", w.Line(l), "amount", w.Amount(l.Amount)))
		} else if repriced(before, l) {
			all = append(all, words.T("{what} at another price", "what", w.Line(l)))
		}
	}
	for _, l := range before.Lines {
		if l.Kind != billing.Recurring {
			all = append(all, words.T("without {what} ({amount})", "what", w.Line(l), "amount", w.Amount(l.Amount)))
		}
	}
	if from, to := rates(before, w), rates(after, w); from != to {
		all = append(all, words.T("tax {to} instead of {from}", "to", to, "from", from))
	}
	if rest := len(all) - reasonsShown; rest > 0 {
		all = append(all[:reasonsShown], words.N(rest, "{n} more difference", "{n} more differences", "n", w.Count(int64(rest))))
	}
	return all
}

// billed are the terms that an invoice bills a whole period of, the plan by its name.
func billed(i *billing.Invoice) billing.Terms {
	t := billing.Terms{Addons: map[string]int{}, Volumes: map[string]int64{}}
	for _, l := range i.Lines {
		if l.Kind != billing.Recurring {
			continue
		}
		t.Interval = billing.Interval(l.Params["interval"])
		kind, id, _ := strings.Cut(string(l.Item), ":")
		switch kind {
		case string(billing.ItemPlan):
			t.Plan = l.Params["name"]
		case string(billing.ItemSeats):
			t.Plan, t.Seats = l.Params["name"], int(l.Quantity.IntPart())
		case "addon":
			t.Addons[id] += int(l.Quantity.IntPart())
		case "volume":
			t.Volumes[id] += l.Quantity.IntPart()
		}
	}
	return t
}

// repriced tells whether as much of a line's item cost something else before.
func repriced(before *billing.Invoice, l billing.Line) bool {
	n := slices.IndexFunc(before.Lines, func(b billing.Line) bool { return b.Kind == billing.Recurring && b.Item == l.Item })
	return n >= 0 && before.Lines[n].Quantity.Equal(l.Quantity) && !before.Lines[n].Amount.Equal(l.Amount)
}

// rates are the taxes of an invoice with their rates: "VAT 20%".
func rates(i *billing.Invoice, w words.Printer) string {
	if len(i.Taxes) == 0 {
		return words.T("none")
	}
	all := make([]string, len(i.Taxes))
	for n, t := range i.Taxes {
		all[n] = t.Name + " " + w.Percent(t.Rate)
	}
	return strings.Join(all, ", ")
}
