package store

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/shopspring/decimal"
)

// notFound makes of a missing row the problem that the caller shows, and wraps
// anything else.
func notFound(err error, doing string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return billing.NewProblem(billing.NotFound).Because(fmt.Errorf("%s: %w", doing, err))
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// instant scans and stores an instant as unix seconds.
type instant struct{ to *time.Time }

// Scan reads unix seconds.
func (i instant) Scan(v any) error {
	seconds, ok := v.(int64)
	if !ok {
		return fmt.Errorf("instant is %T, not an integer", v)
	}
	*i.to = time.Unix(seconds, 0).UTC()
	return nil
}

// Value writes unix seconds.
func (i instant) Value() (driver.Value, error) { return i.to.Unix(), nil }

// optional is an instant that may be missing, which is NULL.
type optional struct{ to **time.Time }

// Scan reads unix seconds or NULL.
func (o optional) Scan(v any) error {
	if v == nil {
		*o.to = nil
		return nil
	}
	*o.to = new(time.Time)
	return instant{*o.to}.Scan(v)
}

// Value writes unix seconds or NULL.
func (o optional) Value() (driver.Value, error) {
	if *o.to == nil {
		return nil, nil
	}
	return (*o.to).Unix(), nil
}

// object scans and stores a value as JSON text.
type object struct{ to any }

// Scan reads JSON text.
func (o object) Scan(v any) error {
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("JSON is %T, not text", v)
	}
	return json.Unmarshal([]byte(text), o.to)
}

// Value writes JSON text.
func (o object) Value() (driver.Value, error) {
	text, err := json.Marshal(o.to)
	return string(text), err
}

// ids are handed to a statement as one value: id IN (SELECT value FROM json_each(?)).
type ids []string

// Value writes a JSON list.
func (i ids) Value() (driver.Value, error) { return object{[]string(i)}.Value() }

// terms is how billing.Terms are kept.
type terms struct {
	Plan     string           `json:"plan"`
	Interval billing.Interval `json:"interval"`
	Seats    int              `json:"seats"`
	Addons   map[string]int   `json:"addons,omitempty"`
	Volumes  map[string]int64 `json:"volumes,omitempty"`
}

// parties is how Parties are kept.
type parties struct {
	Seller   previewjson.Seller  `json:"seller"`
	BilledTo previewjson.Details `json:"billed_to"`
}

func toParties(p *Parties) *parties {
	if p == nil {
		return nil
	}
	return &parties{previewjson.Seller(p.Seller), previewjson.FromDetails(p.BilledTo)}
}

func fromParties(kept *parties) *Parties {
	if kept == nil {
		return nil
	}
	return &Parties{billing.Seller(kept.Seller), kept.BilledTo.To()}
}

// billed is how billing.Billed is kept; what is off was none before there were
// discounts.
type billed struct {
	Item       string          `json:"item"`
	Net        int64           `json:"net"` // minor units of the account's currency
	Taxes      []tax           `json:"taxes"`
	PercentOff decimal.Decimal `json:"percent_off,omitzero"`
	AmountOff  decimal.Decimal `json:"amount_off,omitzero"`
}

func toBilled(all []billing.Billed) []billed {
	kept := make([]billed, len(all))
	for i, b := range all {
		kept[i] = billed{Item: string(b.Item), Net: b.Net.Minor(), Taxes: toTaxes(b.Taxes), PercentOff: b.Off.Percent, AmountOff: b.Off.Amount}
	}
	return kept
}

func fromBilled(kept []billed, c money.Currency) []billing.Billed {
	var all []billing.Billed
	for _, b := range kept {
		all = append(all, billing.Billed{
			Item: billing.Item(b.Item), Net: money.FromMinor(b.Net, c), Taxes: fromTaxes(b.Taxes),
			Off: billing.Reduction{Percent: b.PercentOff, Amount: b.AmountOff},
		})
	}
	return all
}

// tax is how billing.Tax is kept; the rate becomes a string in JSON.
type tax struct {
	Name string          `json:"name"`
	Rate decimal.Decimal `json:"rate"`
}

func toTaxes(taxes []billing.Tax) []tax {
	kept := make([]tax, len(taxes))
	for i, t := range taxes {
		kept[i] = tax(t)
	}
	return kept
}

func fromTaxes(kept []tax) []billing.Tax {
	var taxes []billing.Tax
	for _, t := range kept {
		taxes = append(taxes, billing.Tax(t))
	}
	return taxes
}
