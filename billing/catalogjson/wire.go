package catalogjson

import (
	"github.com/shopspring/decimal"
)

// The wire's structs, in the order of docs/formats.md. Decimals are strings in
// JSON: shopspring reads and writes them quoted.

type catalog struct {
	Vendor   vendor    `json:"vendor,omitzero"`
	Currency string    `json:"currency"`
	Policy   policy    `json:"policy"`
	Plans    []plan    `json:"plans"`
	Addons   []addon   `json:"addons"`
	Messages []message `json:"message_rates,omitempty"`
	TaxRates []taxRate `json:"tax_rates"`
}

type vendor struct {
	Name         string `json:"name"`
	Address      string `json:"address,omitempty"`
	PostalCode   string `json:"postal_code,omitempty"`
	City         string `json:"city,omitempty"`
	Country      string `json:"country,omitempty"`
	VATID        string `json:"vat_id,omitempty"`
	Email        string `json:"email,omitempty"`
	SupportEmail string `json:"support_email,omitempty"`
	SupportHours string `json:"support_hours,omitempty"`
	SalesEmail   string `json:"sales_email,omitempty"`
}

type policy struct {
	Proration   string          `json:"proration"`
	DayCount    string          `json:"day_count"`
	Rounding    string          `json:"rounding"`
	Downgrade   string          `json:"downgrade"`
	PreviewTTL  string          `json:"preview_ttl"`
	TaxBehavior string          `json:"tax_behavior"`
	TopUpMin    decimal.Decimal `json:"top_up_min"`
	Dunning     dunning         `json:"dunning"`
}

type dunning struct {
	RetryDays []int  `json:"retry_days"`
	GraceDays int    `json:"grace_days"`
	Then      string `json:"then"`
}

type plan struct {
	ID       string                     `json:"id"`
	Name     string                     `json:"name"`
	Rank     int                        `json:"rank"`
	Kind     string                     `json:"kind"`
	Prices   []price                    `json:"prices"`
	Seats    seats                      `json:"seats"`
	Includes map[string]decimal.Decimal `json:"includes,omitempty"`
	PerSeat  map[string]decimal.Decimal `json:"includes_per_seat,omitempty"`
	Volumes  []volume                   `json:"volumes,omitempty"`
	Metered  []meter                    `json:"metered,omitempty"`
	Features []string                   `json:"features,omitempty"`
	Support  string                     `json:"support,omitempty"`
	Trial    *trial                     `json:"trial,omitempty"`
}

type price struct {
	Interval string          `json:"interval"`
	Base     decimal.Decimal `json:"base"`
	PerSeat  decimal.Decimal `json:"per_seat"`
}

type seats struct {
	Included int `json:"included"`
	Min      int `json:"min"`
	Max      int `json:"max,omitempty"`
}

type volume struct {
	Meter string `json:"meter"`
	Min   int64  `json:"min"`
	Max   int64  `json:"max"`
	Step  int64  `json:"step"`
	Mode  string `json:"mode"`
	Tiers []tier `json:"tiers"`
}

type meter struct {
	Meter    string          `json:"meter"`
	Included decimal.Decimal `json:"included"`
	Mode     string          `json:"mode"`
	Tiers    []tier          `json:"tiers"`
}

type tier struct {
	UpTo int64           `json:"up_to,omitempty"`
	Unit decimal.Decimal `json:"unit"`
}

type trial struct {
	Days int    `json:"days"`
	Then string `json:"then"`
}

type addon struct {
	ID     string                     `json:"id"`
	Name   string                     `json:"name"`
	Kind   string                     `json:"kind"`
	Prices []addonPrice               `json:"prices,omitempty"`
	Unit   decimal.Decimal            `json:"unit,omitzero"`
	Grants map[string]decimal.Decimal `json:"grants,omitempty"`
}

type addonPrice struct {
	Interval string          `json:"interval"`
	Unit     decimal.Decimal `json:"unit"`
}

type message struct {
	Country string          `json:"country"`
	Type    string          `json:"type"`
	Credits decimal.Decimal `json:"credits"`
}

type taxRate struct {
	Country       string          `json:"country"`
	Name          string          `json:"name"`
	Rate          decimal.Decimal `json:"rate"`
	ReverseCharge bool            `json:"reverse_charge"`
}
