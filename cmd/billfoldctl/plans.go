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

// Run lists the plans of the account's catalog.
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
	return map[string]any{"currency": f.Catalog.Currency, "plans": documents}
}

// plain is a unit price for programs: at least the currency's decimals.
func plain(d decimal.Decimal, c money.Currency) string {
	return d.StringFixed(max(c.Exponent(), -d.Exponent()))
}

func (j *job) showPlans(f billing.Facts) error {
	t := table{
		head:  []string{"PLAN", "ID", "INTERVAL", "BASE", "PER SEAT", ""},
		right: map[int]bool{3: true, 4: true},
	}
	for _, plan := range f.Catalog.Plans {
		note := func(i billing.Interval) string {
			if plan.ID == f.Subscription.Terms.Plan && i == f.Subscription.Terms.Interval {
				return "current"
			}
			return ""
		}
		if plan.Kind == billing.PlanCustom {
			t.add(plan.Name, plan.ID, "", "", "", "by contract")
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
	return t.write(j.out)
}
