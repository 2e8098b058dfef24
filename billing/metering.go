package billing

import (
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// UsageState says whether usage can still grow.
type UsageState string

// The states of usage on a line.
const (
	UsageInProgress UsageState = "in_progress" // of the running usage cycle, as it stands
	UsageFinal      UsageState = "final"       // of a cycle that is over: rated once, and billed
)

// Metered is how much of a meter was used in the running usage cycle, against what the
// plan includes. It is no limit: what is beyond is billed when the cycle ends.
type Metered struct {
	Meter          string
	Used, Included decimal.Decimal
	Pace           *Pace // against what is included; nil while too little of the cycle has passed
}

// Beyond is how much of it is billed as it stands; 0 while all of it is included.
func (m Metered) Beyond() decimal.Decimal { return decimal.Max(m.Used.Sub(m.Included), decimal.Zero) }

// Metered lists what the plan of the current terms bills by its use, in the plan's order.
func (f Facts) Metered(now time.Time) []Metered {
	plan, ok := f.Catalog.Plan(f.Subscription.Terms.Plan)
	if !ok || f.Usage == nil {
		return nil
	}
	var all []Metered
	for i := range plan.Metered {
		m := Metered{Meter: plan.Metered[i].Meter, Used: f.Usage.Meters[plan.Metered[i].Meter], Included: plan.Metered[i].Included}
		if pace, ok := PaceOf(m.Used, m.Included, f.Usage.Cycle, now); ok {
			m.Pace = &pace
		}
		all = append(all, m)
	}
	return all
}

// usageLines rate what was used in the running usage cycle of what the plan of
// the current terms meters (rule 7): a line for each meter whose usage is beyond
// the included quantity. Included quantities are a cycle's, however short.
func (f Facts) usageLines(state UsageState) []Line {
	plan, ok := f.Catalog.Plan(f.Subscription.Terms.Plan)
	if !ok || f.Usage == nil {
		return nil
	}
	var lines []Line
	for i := range plan.Metered {
		m := &plan.Metered[i]
		used := f.Usage.Meters[m.Meter]
		beyond := used.Sub(m.Included)
		if !beyond.IsPositive() {
			continue
		}
		quantity := number(used)
		if !m.Included.IsZero() {
			quantity = quantity.minus(number(m.Included))
		}
		cost, each := f.Catalog.tiered(m.Tiers, m.Mode, quantity)
		if cost.sign() == 0 {
			continue
		}
		line := f.line(priced{item: MeterItem(m.Meter), quantity: beyond, unit: each, name: m.Meter}, cost, f.Usage.Cycle)
		line.Kind, line.Code = UsageLine, LineUsage
		line.Params["used"], line.Params["included"], line.Params["state"] = used.String(), m.Included.String(), string(state)
		lines = append(lines, line)
	}
	return lines
}

// CheckUsage refuses to note usage of what nobody sells, and quantities that
// cannot be: not above 0, of more than six decimals, or beyond what a cycle may
// come to.
func (f Facts) CheckUsage(meter string, quantity decimal.Decimal) error {
	most := decimal.NewFromInt(maxUsage)
	if !quantity.IsPositive() || !quantity.Equal(quantity.Truncate(6)) || f.Usage.Meters[meter].Add(quantity).GreaterThan(most) {
		return NewProblem(InvalidRequest, "field", "usage.quantity", "value", quantity.String(), "min", "0.000001", "max", most.String())
	}
	if !f.Catalog.sells(meter) {
		return NewProblem(UnknownMeter, "meter", meter, "plan", f.Subscription.Terms.Plan)
	}
	after := *f.Usage
	after.Meters = map[string]decimal.Decimal{meter: f.Usage.Meters[meter].Add(quantity)}
	f.Usage = &after
	for _, line := range f.ClosingUsage() {
		if line.Amount.Cmp(money.FromMinor(maxMinor, f.Catalog.Currency)) > 0 {
			return NewProblem(InvalidRequest, "field", "usage.quantity", "value", quantity.String())
		}
	}
	return nil
}

// sells tells whether a catalog knows a meter: some plan counts it, or something
// in it grants it to be used up.
func (c *Catalog) sells(meter string) bool {
	if meter == StorageGB {
		return false
	}
	for i := range c.Plans {
		p := &c.Plans[i]
		_, metered := p.Meter(meter)
		_, chosen := p.Volume(meter)
		if metered || chosen || p.Includes[meter].IsPositive() || p.PerSeat[meter].IsPositive() {
			return true
		}
	}
	for i := range c.Addons {
		if c.Addons[i].Grants[meter].IsPositive() {
			return true
		}
	}
	return false
}

// ClosingUsage is the usage of the running cycle as it is billed when the cycle
// ends, by the terms that hold until then.
func (f Facts) ClosingUsage() []Line { return f.usageLines(UsageFinal) }

// Meter finds how the plan rates a meter.
func (p *Plan) Meter(name string) (*Meter, bool) {
	for i := range p.Metered {
		if p.Metered[i].Meter == name {
			return &p.Metered[i], true
		}
	}
	return nil, false
}

// Exceed tells whether there is more of anything than among the others.
func (g Grants) Exceed(others Grants) bool {
	for name, quantity := range g {
		if quantity.GreaterThan(others[name]) {
			return true
		}
	}
	return false
}

// Allowances is what terms grant a usage cycle that can be used up: everything
// that they entitle to but storage, which is a limit.
func (c *Catalog) Allowances(t Terms) Grants {
	granted := c.Entitlements(t)
	delete(granted, StorageGB)
	for name, quantity := range granted {
		if !quantity.GreaterThan(decimal.Zero) {
			delete(granted, name)
		}
	}
	return granted
}
