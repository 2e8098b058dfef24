package simulate

import (
	"encoding/json"
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/catalogjson"
	"billfold/billing/money"
	"billfold/billing/previewjson"
	"billfold/billing/strictjson"

	"github.com/shopspring/decimal"
)

// Scenario is a catalog, an account that buys from it, and what happens to it in
// the order of time. Make one with Parse, which checks it.
type Scenario struct {
	catalog *billing.Catalog
	account account
	steps   []step
}

// The wire's structs, as docs/formats.md has them.

type document struct {
	Catalog json.RawMessage `json:"catalog"`
	Account account         `json:"account"`
	Steps   []step          `json:"steps"`
}

type account struct {
	Timezone       string          `json:"timezone"`
	Country        string          `json:"country"`
	VATID          string          `json:"vat_id"`
	AccountBalance decimal.Decimal `json:"account_balance"`
	BillingCredit  decimal.Decimal `json:"billing_credit"`
	Members        int             `json:"members"`
	StorageUsedGB  decimal.Decimal `json:"storage_used_gb"`
	PaymentMethod  string          `json:"payment_method"`
	AutoReload     *autoReload     `json:"auto_reload"`
}

// step is an instant and exactly one thing that happens at it.
type step struct {
	At            time.Time        `json:"at"`
	Subscribe     *subscribe       `json:"subscribe"`
	Import        *imported        `json:"import"`
	Preview       *terms           `json:"preview"`
	Change        *terms           `json:"change"`
	Buy           *buy             `json:"buy"`
	TopUp         *decimal.Decimal `json:"top_up"`
	Usage         *usage           `json:"usage"`
	Members       *int             `json:"members"`
	StorageGB     *decimal.Decimal `json:"storage_gb"`
	PaymentMethod *string          `json:"payment_method"`
	Authenticate  *nothing         `json:"authenticate"`
	Pay           *nothing         `json:"pay"`
	Cancel        *nothing         `json:"cancel"`
	Resume        *nothing         `json:"resume"`
	Undo          *nothing         `json:"undo"`
	AutoReload    *autoReload      `json:"auto_reload"`
	Account       *details         `json:"account"`
	Advance       *nothing         `json:"advance"`
}

type nothing struct{}

type subscribe struct {
	Plan     string                `json:"plan"`
	Interval string                `json:"interval"`
	Seats    int                   `json:"seats"`
	Addons   map[string]int        `json:"addons"`
	Volumes  map[string]int64      `json:"volumes"`
	Discount *previewjson.Discount `json:"discount"`
}

type imported struct {
	subscribe
	PeriodStart time.Time `json:"period_start"`
	PeriodEnd   time.Time `json:"period_end"`
}

// terms are partial: what is left out stays, and 0 in a map removes.
type terms struct {
	Plan     *string          `json:"plan"`
	Interval *string          `json:"interval"`
	Seats    *int             `json:"seats"`
	Addons   map[string]int   `json:"addons"`
	Volumes  map[string]int64 `json:"volumes"`
}

type buy struct {
	Addon    string `json:"addon"`
	Quantity *int   `json:"quantity"` // 1 where it is left out
}

type usage struct {
	Meter    string          `json:"meter"`
	Quantity decimal.Decimal `json:"quantity"`
}

// autoReload without an add-on turns it off.
type autoReload struct {
	Addon      string          `json:"addon"`
	Below      decimal.Decimal `json:"below"`
	MonthlyCap decimal.Decimal `json:"monthly_cap"`
}

type details struct {
	Country *string `json:"country"`
	VATID   *string `json:"vat_id"`
}

// Parse reads a scenario from JSON and checks it. Unknown keys and values that
// could never be right are errors that name the path and what is allowed; what
// the catalog does not sell is not among them: it is refused when its step comes.
func Parse(text []byte) (*Scenario, error) {
	d := document{Account: account{Timezone: "UTC", Country: "US", Members: 1, PaymentMethod: "card_ok"}}
	if err := strictjson.Unmarshal(text, "scenario", "", &d); err != nil {
		return nil, err
	}
	if len(d.Catalog) == 0 {
		return nil, fmt.Errorf("catalog: missing")
	}
	catalog, err := catalogjson.UnmarshalAt("catalog", d.Catalog)
	if err != nil {
		return nil, err
	}
	s := &Scenario{catalog: catalog, account: d.Account, steps: d.Steps}
	return s, s.check()
}

func (w *subscribe) terms() billing.Terms {
	t := billing.Terms{Plan: w.Plan, Interval: billing.Interval(w.Interval), Seats: w.Seats}
	if t.Interval == "" {
		t.Interval = billing.Monthly
	}
	// What is 0 is not there; terms have no other word for it.
	return t.With(billing.Patch{Addons: w.Addons, Volumes: w.Volumes})
}

// in is an auto-reload in a currency; nil is none.
func (w *autoReload) in(c money.Currency) *billing.AutoReload {
	if w == nil || w.Addon == "" {
		return nil
	}
	return &billing.AutoReload{Addon: w.Addon, Below: w.Below, MonthlyCap: money.New(w.MonthlyCap, c)}
}

func (w *terms) patch() billing.Patch {
	p := billing.Patch{Plan: w.Plan, Seats: w.Seats, Addons: w.Addons, Volumes: w.Volumes}
	if w.Interval != nil {
		interval := billing.Interval(*w.Interval)
		p.Interval = &interval
	}
	return p
}
