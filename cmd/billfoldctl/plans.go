package main

import (
	"context"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

type plansCommand struct{}

type planDocument struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Kind     string            `json:"kind"`
	Current  bool              `json:"current"`
	Prices   []priceDocument   `json:"prices"`
	Seats    rangeDocument     `json:"seats"`
	Includes map[string]string `json:"includes"`
}

type priceDocument struct {
	Interval string `json:"interval"`
	Base     string `json:"base"`
	PerSeat  string `json:"per_seat"`
}

type rangeDocument struct {
	Included int `json:"included"`
	Min      int `json:"min"`
	Max      int `json:"max"`
}

type addonDocument struct {
	ID     string               `json:"id"`
	Name   string               `json:"name"`
	Kind   string               `json:"kind"`
	Prices []addonPriceDocument `json:"prices"`
	Grants map[string]string    `json:"grants"`
}

// addonPriceDocument has an empty interval where the add-on is bought once.
type addonPriceDocument struct {
	Interval string `json:"interval"`
	Unit     string `json:"unit"`
}

// Run lists the plans and add-ons of the account's catalog.
func (plansCommand) Run(ctx context.Context, j *job) error {
	account, _, err := j.caughtUp(ctx)
	if err != nil {
		return err
	}
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, plansOf(facts))
	}
	return j.showPlans(facts)
}

func plansOf(f billing.Facts) any {
	documents := make([]planDocument, 0, len(f.Catalog.Plans))
	for _, plan := range f.Catalog.Plans {
		d := planDocument{
			ID: plan.ID, Name: plan.Name, Kind: string(plan.Kind), Current: plan.ID == f.Subscription.Terms.Plan,
			Seats:  rangeDocument{Included: plan.Seats.Included, Min: plan.Seats.Min, Max: plan.Seats.Max},
			Prices: []priceDocument{}, Includes: map[string]string{},
		}
		for _, price := range plan.Prices {
			d.Prices = append(d.Prices, priceDocument{
				Interval: string(price.Interval), Base: plain(price.Base, f.Catalog.Currency), PerSeat: plain(price.PerSeat, f.Catalog.Currency),
			})
		}
		for name, quantity := range plan.Includes {
			d.Includes[name] = quantity.String()
		}
		documents = append(documents, d)
	}
	return map[string]any{"currency": f.Catalog.Currency, "plans": documents, "addons": addonsOf(f.Catalog)}
}

func addonsOf(c *billing.Catalog) []addonDocument {
	documents := make([]addonDocument, 0, len(c.Addons))
	for i := range c.Addons {
		a := &c.Addons[i]
		d := addonDocument{ID: a.ID, Name: a.Name, Kind: string(a.Kind), Prices: []addonPriceDocument{}, Grants: map[string]string{}}
		for _, price := range addonPrices(a) {
			d.Prices = append(d.Prices, addonPriceDocument{Interval: string(price.Interval), Unit: plain(price.Unit, c.Currency)})
		}
		for name, quantity := range a.Grants {
			d.Grants[name] = quantity.String()
		}
		documents = append(documents, d)
	}
	return documents
}

// addonPrices are those of either kind of add-on; what is bought once has no
// interval.
func addonPrices(a *billing.Addon) []billing.AddonPrice {
	if a.Kind == billing.AddonOneTime {
		return []billing.AddonPrice{{Unit: a.Unit}}
	}
	return a.Prices
}

// plain is a unit price for programs: at least the currency's decimals.
func plain(d decimal.Decimal, c money.Currency) string {
	return d.StringFixed(max(c.Exponent(), -d.Exponent()))
}

func (j *job) showPlans(f billing.Facts) error {
	t := table{
		head:  []string{words.T("PLAN"), "ID", words.T("INTERVAL"), words.T("BASE"), words.T("PER SEAT"), ""},
		right: map[int]bool{3: true, 4: true},
	}
	for _, plan := range f.Catalog.Plans {
		note := func(i billing.Interval) string {
			if plan.ID == f.Subscription.Terms.Plan && i == f.Subscription.Terms.Interval {
				return words.T("current")
			}
			return ""
		}
		if plan.Kind == billing.PlanCustom {
			t.add(plan.Name, plan.ID, "", "", "", words.T("by contract"))
			continue
		}
		for _, price := range plan.Prices {
			t.add(plan.Name, plan.ID, words.Interval(price.Interval),
				j.printer.UnitPrice(price.Base, f.Catalog.Currency), j.printer.UnitPrice(price.PerSeat, f.Catalog.Currency), note(price.Interval))
		}
		if len(plan.Prices) == 0 {
			t.add(plan.Name, plan.ID, "", "", "", note(f.Subscription.Terms.Interval))
		}
	}
	if err := t.write(j.out); err != nil || len(f.Catalog.Addons) == 0 {
		return err
	}
	if err := j.say(""); err != nil {
		return err
	}
	return j.showAddons(f)
}

func (j *job) showAddons(f billing.Facts) error {
	t := table{head: []string{words.T("ADD-ON"), "ID", words.T("INTERVAL"), words.T("EACH"), ""}, right: map[int]bool{3: true}}
	for i := range f.Catalog.Addons {
		a := &f.Catalog.Addons[i]
		for _, price := range addonPrices(a) {
			interval := words.T("once")
			if price.Interval != "" {
				interval = words.Interval(price.Interval)
			}
			note := ""
			if price.Interval == f.Subscription.Terms.Interval && f.Subscription.Terms.Addons[a.ID] > 0 {
				note = words.T("current")
			}
			t.add(a.Name, a.ID, interval, j.printer.UnitPrice(price.Unit, f.Catalog.Currency), note)
		}
	}
	return t.write(j.out)
}
