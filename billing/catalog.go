package billing

import (
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// PlanKind says how a plan is paid for.
type PlanKind string

// The kinds of plan.
const (
	PlanFree   PlanKind = "free"
	PlanTrial  PlanKind = "trial"
	PlanPaid   PlanKind = "paid"
	PlanCustom PlanKind = "custom"
)

// Interval is how often the recurring part is billed.
type Interval string

// The billing intervals.
const (
	Monthly Interval = "month"
	Yearly  Interval = "year"
)

// Months is the length of the interval in calendar months.
func (i Interval) Months() int {
	if i == Yearly {
		return 12
	}
	return 1
}

// Catalog is what a vendor sells, and by which policy. Prices in it are
// decimals of the catalog's currency, in major units, of any precision.
type Catalog struct {
	Vendor   Vendor
	Currency money.Currency
	Policy   Policy
	Plans    []Plan
	Addons   []Addon
	Messages []MessageRate
	TaxRates []TaxRate
}

// Vendor is who sells what the catalog has, and where its customers find help.
type Vendor struct {
	Seller
	SupportEmail string // where cases are written to; may be empty
	SupportHours string // when somebody answers, in the vendor's words
	SalesEmail   string // where offers are asked for; may be empty
}

// Seller is who issues an invoice.
type Seller struct {
	Name       string
	Address    string // street and number
	PostalCode string
	City       string
	Country    string // ISO 3166-1 alpha-2
	VATID      string
	Email      string // for questions about invoices
}

// MessageRate is how many message credits one message of a type to a country
// takes.
type MessageRate struct {
	Country string
	Type    string // "sms", "whatsapp_marketing", …
	Credits decimal.Decimal
}

// ProrationUnit is what a period is divided into.
type ProrationUnit string

// The units of proration.
const (
	ProrateSeconds ProrationUnit = "second"
	ProrateDays    ProrationUnit = "day"
	ProrateNone    ProrationUnit = "none"
)

// DayCount says, when prorating by days, whose the day of the change is.
type DayCount string

// The day counts.
const (
	EndExclusive  DayCount = "end_exclusive"   // the change day belongs to the new terms
	ChangeDayUsed DayCount = "change_day_used" // the change day belongs to the old terms
)

// Downgrade says when less takes effect.
type Downgrade string

// The downgrade policies.
const (
	DowngradePeriodEnd       Downgrade = "period_end"
	DowngradeImmediateCredit Downgrade = "immediate_credit"
)

// TaxBehavior says whether prices contain the tax.
type TaxBehavior string

// The tax behaviours.
const (
	TaxExclusive TaxBehavior = "exclusive"
	TaxInclusive TaxBehavior = "inclusive"
)

// Policy is how the vendor bills.
type Policy struct {
	Proration   ProrationUnit
	DayCount    DayCount
	Rounding    money.Rounding
	Downgrade   Downgrade
	PreviewTTL  time.Duration
	TaxBehavior TaxBehavior
	TopUpMin    decimal.Decimal // smallest top-up of the account balance, major units
	Dunning     Dunning
}

// Dunning is the published schedule of what follows a failed payment.
type Dunning struct {
	RetryDays []int  // days after the first failure
	GraceDays int    // days after the first failure
	Then      string // ThenRestrict or ThenCancel
}

// What follows a grace period in which nothing was paid.
const (
	ThenRestrict = "restrict" // what the plan gives is withheld until it is, and nothing renews
	ThenCancel   = "cancel"   // the subscription ends and the invoice is uncollectible
)

// DefaultPolicy is what a catalog has that says nothing.
func DefaultPolicy() Policy {
	return Policy{
		Proration: ProrateSeconds, DayCount: EndExclusive, Rounding: money.HalfUp,
		Downgrade: DowngradePeriodEnd, PreviewTTL: 15 * time.Minute, TaxBehavior: TaxExclusive,
		TopUpMin: decimal.NewFromInt(30),
		Dunning:  Dunning{RetryDays: []int{1, 3, 5, 7}, GraceDays: 14, Then: ThenRestrict},
	}
}

// Plan is one column of the comparison. Rank orders plans: higher is more.
type Plan struct {
	ID       string
	Name     string
	Rank     int
	Kind     PlanKind
	Prices   []Price
	Seats    SeatRule
	Includes Grants
	PerSeat  Grants
	Volumes  []Volume
	Metered  []Meter
	Features []string
	Support  string
	Trial    *Trial
}

// Price is what a plan costs an interval: a base and an amount a billable seat.
type Price struct {
	Interval Interval
	Base     decimal.Decimal
	PerSeat  decimal.Decimal
}

// SeatRule bounds seats. Included seats are not billed; Max 0 is no maximum.
type SeatRule struct {
	Included int
	Min      int
	Max      int
}

// Grants is what a plan or add-on gives, by name: "storage_gb", "ai_credits", …
type Grants map[string]decimal.Decimal

// Names of grants and meters.
const (
	StorageGB      = "storage_gb"
	AICredits      = "ai_credits"
	EmailCredits   = "email_credits"
	MessageCredits = "message_credits"
	CallMinutes    = "call_minutes"
)

// TierMode says how tiers apply: each part at its own tier's price
// (graduated), or everything at the price of the tier reached (volume).
type TierMode string

// The tier modes.
const (
	Graduated  TierMode = "graduated"
	VolumeMode TierMode = "volume"
)

// Tier is a price up to and including a quantity; UpTo 0 is without end.
type Tier struct {
	UpTo int64
	Unit decimal.Decimal
}

// Volume is a monthly allowance that the customer chooses and pays for ahead.
type Volume struct {
	Meter string
	Min   int64
	Max   int64
	Step  int64
	Mode  TierMode
	Tiers []Tier
}

// Meter is usage that is billed afterwards, beyond an included quantity a month.
type Meter struct {
	Meter    string
	Included decimal.Decimal
	Mode     TierMode
	Tiers    []Tier
}

// Trial is how long a trial plan lasts and which plan follows ("free",
// "cancel" or a paid plan's id).
type Trial struct {
	Days int
	Then string
}

// AddonKind says how an add-on is billed.
type AddonKind string

// The kinds of add-on.
const (
	AddonRecurring AddonKind = "recurring"
	AddonOneTime   AddonKind = "one_time"
)

// Addon is sold beside a plan: recurring with a price an interval, or a
// one-time pack with a unit price.
type Addon struct {
	ID     string
	Name   string
	Kind   AddonKind
	Prices []AddonPrice
	Unit   decimal.Decimal
	Grants Grants
}

// AddonPrice is what one of a recurring add-on costs an interval.
type AddonPrice struct {
	Interval Interval
	Unit     decimal.Decimal
}

// TaxRate is the tax on sales to a country; ReverseCharge exempts buyers with
// a VAT ID, who account for it themselves.
type TaxRate struct {
	Country       string
	Name          string
	Rate          decimal.Decimal
	ReverseCharge bool
}

// Plan finds a plan by id.
func (c *Catalog) Plan(id string) (*Plan, bool) {
	for i := range c.Plans {
		if c.Plans[i].ID == id {
			return &c.Plans[i], true
		}
	}
	return nil, false
}

// Addon finds an add-on by id.
func (c *Catalog) Addon(id string) (*Addon, bool) {
	for i := range c.Addons {
		if c.Addons[i].ID == id {
			return &c.Addons[i], true
		}
	}
	return nil, false
}

// Price finds the plan's price of an interval.
func (p *Plan) Price(i Interval) (Price, bool) {
	for _, price := range p.Prices {
		if price.Interval == i {
			return price, true
		}
	}
	return Price{}, false
}

// Volume finds the plan's rule for a meter.
func (p *Plan) Volume(meter string) (*Volume, bool) {
	for i := range p.Volumes {
		if p.Volumes[i].Meter == meter {
			return &p.Volumes[i], true
		}
	}
	return nil, false
}

// Price finds the add-on's price of an interval.
func (a *Addon) Price(i Interval) (AddonPrice, bool) {
	for _, price := range a.Prices {
		if price.Interval == i {
			return price, true
		}
	}
	return AddonPrice{}, false
}

// Billable is how many of the seats cost money: those beyond the included
// ones, and never fewer than the plan's minimum (rule 8).
func (r SeatRule) Billable(seats int) int {
	return max(0, max(seats, r.Min)-r.Included)
}

// Entitlements is what terms give a month: the plan's part, its part a seat,
// the add-ons' and the chosen volumes.
func (c *Catalog) Entitlements(t Terms) Grants {
	all := Grants{}
	for _, part := range c.granting(t) {
		for name, quantity := range part.grants {
			all[name] = all[name].Add(quantity.Mul(decimal.NewFromInt(part.times)))
		}
	}
	for meter, quantity := range t.Volumes {
		all[meter] = all[meter].Add(decimal.NewFromInt(quantity))
	}
	return all
}

// storage is the storage that terms give, in GB: one of the entitlements, and
// asked for by every preview.
func (c *Catalog) storage(t Terms) decimal.Decimal {
	sum := decimal.NewFromInt(t.Volumes[StorageGB])
	for _, part := range c.granting(t) {
		if quantity, ok := part.grants[StorageGB]; ok {
			sum = sum.Add(quantity.Mul(decimal.NewFromInt(part.times)))
		}
	}
	return sum
}

// granted is what one part of terms grants, and how many times.
type granted struct {
	grants Grants
	times  int64
}

func (c *Catalog) granting(t Terms) []granted {
	all := make([]granted, 0, 2+len(t.Addons))
	if plan, ok := c.Plan(t.Plan); ok {
		all = append(all, granted{plan.Includes, 1}, granted{plan.PerSeat, int64(t.Seats)})
	}
	for id, quantity := range t.Addons {
		if addon, ok := c.Addon(id); ok && addon.Kind == AddonRecurring {
			all = append(all, granted{addon.Grants, int64(quantity)})
		}
	}
	return all
}
