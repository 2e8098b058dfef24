package previewjson

import (
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Order is what a preview is asked for, on the wire and in the books: a change of
// terms where it has no kind, as there once was nothing else.
type Order struct {
	Kind       string           `json:"kind,omitempty" enum:"change,buy,top_up,pay,resume,auto_reload" doc:"what is priced; change where it is left out"`
	Plan       *string          `json:"plan,omitempty" maxLength:"64"`
	Interval   *string          `json:"interval,omitempty" maxLength:"64" doc:"month or year"`
	Seats      *int             `json:"seats,omitempty"`
	Addons     map[string]int   `json:"addons,omitempty" doc:"quantities by add-on; 0 removes"`
	Volumes    map[string]int64 `json:"volumes,omitempty" doc:"monthly quantities by meter; 0 removes"`
	Addon      string           `json:"addon,omitempty" maxLength:"64" doc:"the one-time add-on to buy"`
	Quantity   int              `json:"quantity,omitempty" doc:"of the add-on to buy"`
	Amount     string           `json:"amount,omitempty" maxLength:"32" doc:"of a top-up, in major units"`
	AutoReload *AutoReload      `json:"auto_reload,omitempty" doc:"left out, packs are no longer bought by themselves"`
}

// AutoReload is billing.AutoReload on the wire.
type AutoReload struct {
	Addon      string `json:"addon" maxLength:"64"`
	Below      string `json:"below" maxLength:"32" doc:"AI credits left, below which a pack is bought"`
	MonthlyCap string `json:"monthly_cap" maxLength:"32" doc:"the most to spend in a usage cycle, taxes included"`
}

// Discount is billing.Discount on the wire; one of percent and amount is 0.
type Discount struct {
	Percent decimal.Decimal `json:"percent"`
	Amount  decimal.Decimal `json:"amount"`
	Until   *time.Time      `json:"until"`
}

// FromOrder puts an order on the wire.
func FromOrder(o billing.Order) Order {
	w := Order{
		Kind: string(o.Kind), Plan: o.Patch.Plan, Seats: o.Patch.Seats, Addons: o.Patch.Addons, Volumes: o.Patch.Volumes,
		Addon: o.Addon, Quantity: o.Quantity, AutoReload: FromAutoReload(o.Reload),
	}
	if o.Patch.Interval != nil {
		interval := string(*o.Patch.Interval)
		w.Interval = &interval
	}
	if !o.Amount.IsUnset() {
		w.Amount = o.Amount.String()
	}
	return w
}

// To reads an order in a currency off the wire; what cannot be read is a Problem
// invalid_request.
func (w *Order) To(c money.Currency) (billing.Order, error) {
	o := billing.Order{
		Kind:  billing.OrderKind(w.Kind),
		Patch: billing.Patch{Plan: w.Plan, Seats: w.Seats, Addons: w.Addons, Volumes: w.Volumes},
		Addon: w.Addon, Quantity: w.Quantity,
	}
	if w.Kind == "" {
		o.Kind = billing.OrderChange
	}
	if w.Interval != nil {
		interval := billing.Interval(*w.Interval)
		o.Patch.Interval = &interval
	}
	var err error
	if w.Amount != "" {
		if o.Amount, err = money.Parse(w.Amount, c); err != nil {
			return o, billing.NewProblem(billing.InvalidRequest, "field", "amount", "value", w.Amount).Because(err)
		}
	}
	o.Reload, err = w.AutoReload.To(c)
	return o, err
}

// FromAutoReload puts an auto-reload on the wire; nil stays null.
func FromAutoReload(r *billing.AutoReload) *AutoReload {
	if r == nil {
		return nil
	}
	return &AutoReload{Addon: r.Addon, Below: r.Below.String(), MonthlyCap: r.MonthlyCap.String()}
}

// To reads an auto-reload; null stays nil. What cannot be read is a Problem
// invalid_request.
func (w *AutoReload) To(c money.Currency) (*billing.AutoReload, error) {
	if w == nil {
		return nil, nil
	}
	below, err := decimal.NewFromString(w.Below)
	if err != nil || below.Exponent() < -18 || below.Exponent() > 18 {
		return nil, billing.NewProblem(billing.InvalidRequest, "field", "auto_reload.below", "value", w.Below).Because(err)
	}
	most, err := money.Parse(w.MonthlyCap, c)
	if err != nil {
		return nil, billing.NewProblem(billing.InvalidRequest, "field", "auto_reload.monthly_cap", "value", w.MonthlyCap).Because(err)
	}
	return &billing.AutoReload{Addon: w.Addon, Below: below, MonthlyCap: most}, nil
}

// FromDiscount puts a discount on the wire; nil stays null.
func FromDiscount(d *billing.Discount) *Discount {
	if d == nil {
		return nil
	}
	return &Discount{Percent: d.Percent, Amount: d.Amount, Until: d.Until}
}

// To reads a discount; null stays nil.
func (w *Discount) To() *billing.Discount {
	if w == nil {
		return nil
	}
	d := billing.Discount{Percent: w.Percent, Amount: w.Amount}
	if w.Until != nil {
		until := w.Until.UTC()
		d.Until = &until
	}
	return &d
}

// Billed is what is billed of an item and not yet credited, on the wire.
type Billed struct {
	Item       string          `json:"item"`
	Net        string          `json:"net"`
	Taxes      []Tax           `json:"taxes"`
	PercentOff decimal.Decimal `json:"percent_off" doc:"that was off its price"`
	AmountOff  decimal.Decimal `json:"amount_off" doc:"that was off its price for a whole period"`
}

// FromBilled puts what is billed on the wire.
func FromBilled(all []billing.Billed) []Billed {
	out := make([]Billed, 0, len(all))
	for _, b := range all {
		out = append(out, Billed{
			Item: string(b.Item), Net: b.Net.String(), Taxes: FromTaxes(b.Taxes), PercentOff: b.Off.Percent, AmountOff: b.Off.Amount,
		})
	}
	return out
}

// ToBilled reads what is billed in a currency off the wire.
func ToBilled(wire []Billed, c money.Currency) ([]billing.Billed, error) {
	r := reader{currency: c}
	var all []billing.Billed
	for i, w := range wire {
		at := fmt.Sprintf("billed[%d]", i)
		all = append(all, billing.Billed{
			Item: billing.Item(w.Item), Net: r.money(at+".net", w.Net), Taxes: r.taxes(at+".taxes", w.Taxes),
			Off: billing.Reduction{Percent: w.PercentOff, Amount: w.AmountOff},
		})
	}
	return all, r.err
}
