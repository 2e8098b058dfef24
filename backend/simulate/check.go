package simulate

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Bounds of a scenario, so that playing one ends.
const (
	maxSteps    = 10_000
	maxMembers  = 10_000
	maxYears    = 50        // from the first step to the last
	maxQuantity = 1_000_000 // of seats, add-ons and packs
	maxDecimal  = 1_000_000_000
)

// cards are what a payment method may be.
var cards = []string{sandbox.CardOK, sandbox.CardDeclined, sandbox.CardInsufficientFunds, sandbox.CardRequiresAction, noCard}

const noCard = "none"

var country = regexp.MustCompile(`^([A-Z]{2})?$`)

// check refuses what could never be right, naming the first path that is wrong.
func (s *Scenario) check() error {
	c := checker{currency: s.catalog.Currency}
	c.account(s)
	if len(s.steps) > maxSteps {
		c.fail("steps", "%d are too many, at most %d", len(s.steps), maxSteps)
	}
	for i := range s.steps {
		path := fmt.Sprintf("steps[%d]", i)
		c.instant(path, s.steps, i)
		c.step(path, &s.steps[i])
	}
	return c.err
}

// checker keeps the first fault.
type checker struct {
	currency money.Currency
	err      error
}

func (c *checker) fail(path, format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("%s: %s", path, fmt.Sprintf(format, args...))
	}
}

func (c *checker) account(s *Scenario) {
	a := &s.account
	if _, err := time.LoadLocation(a.Timezone); err != nil || a.Timezone == "" {
		c.fail("account.timezone", "%q is no time zone, like UTC or Europe/Berlin", a.Timezone)
	}
	c.country("account.country", a.Country)
	c.amount("account.account_balance", a.AccountBalance)
	c.amount("account.billing_credit", a.BillingCredit)
	c.integer("account.members", int64(a.Members), 0, maxMembers)
	c.number("account.storage_used_gb", a.StorageUsedGB)
	c.card("account.payment_method", a.PaymentMethod)
	c.reload("account.auto_reload", a.AutoReload)
	if c.err != nil {
		return
	}
	if err := s.catalog.CheckReload(a.AutoReload.in(c.currency)); err != nil {
		c.fail("account.auto_reload.addon", "%q is no one-time add-on that sells AI credits", a.AutoReload.Addon)
	}
}

// instant holds steps to the order of time, and to a span that can be played.
func (c *checker) instant(path string, steps []step, i int) {
	at := steps[i].At
	switch {
	case at.IsZero():
		c.fail(path+".at", "missing; an instant like 2024-01-31T00:00:00Z")
	case at.Year() < 1970 || at.Year() > 2200:
		c.fail(path+".at", "%s is not between 1970 and 2200", at.Format(time.RFC3339))
	case i > 0 && at.Before(steps[i-1].At):
		c.fail(path+".at", "%s is before steps[%d].at, %s", at.Format(time.RFC3339), i-1, steps[i-1].At.Format(time.RFC3339))
	case at.After(steps[0].At.AddDate(maxYears, 0, 0)):
		c.fail(path+".at", "%s is more than %d years after steps[0].at", at.Format(time.RFC3339), maxYears)
	}
}

func (c *checker) step(path string, s *step) {
	if n := len(s.actions()); n != 1 {
		c.fail(path, "has %d things to happen, and needs exactly one beside at", n)
		return
	}
	switch {
	case s.Subscribe != nil:
		c.subscribe(path+".subscribe", s.Subscribe)
	case s.Import != nil:
		c.imported(path+".import", s.Import)
	case s.Preview != nil:
		c.terms(path+".preview", s.Preview)
	case s.Change != nil:
		c.terms(path+".change", s.Change)
	case s.Buy != nil:
		c.buy(path+".buy", s.Buy)
	case s.TopUp != nil:
		c.amount(path+".top_up", *s.TopUp)
	case s.Usage != nil:
		c.usage(path+".usage", s.Usage)
	case s.Members != nil:
		c.integer(path+".members", int64(*s.Members), 0, maxMembers)
	case s.StorageGB != nil:
		c.number(path+".storage_gb", *s.StorageGB)
	case s.PaymentMethod != nil:
		c.card(path+".payment_method", *s.PaymentMethod)
	case s.AutoReload != nil:
		c.reload(path+".auto_reload", s.AutoReload)
	case s.Account != nil && s.Account.Country != nil:
		c.country(path+".account.country", *s.Account.Country)
	}
}

func (c *checker) subscribe(path string, w *subscribe) {
	if w.Plan == "" {
		c.fail(path+".plan", "missing")
	}
	c.integer(path+".seats", int64(w.Seats), 0, maxQuantity)
	c.quantities(path, w.Addons, w.Volumes)
	if w.Discount == nil {
		return
	}
	c.number(path+".discount.percent", w.Discount.Percent)
	c.amount(path+".discount.amount", w.Discount.Amount)
	if c.err != nil {
		return
	}
	if err := billing.CheckDiscount(w.Discount.To(), c.currency); err != nil {
		c.fail(path+".discount", "either a percent above 0 and at most 100, or an amount above 0")
	}
}

func (c *checker) imported(path string, w *imported) {
	c.subscribe(path, &w.subscribe)
	switch {
	case w.PeriodStart.IsZero():
		c.fail(path+".period_start", "missing; an instant like 2024-01-31T00:00:00Z")
	case w.PeriodEnd.IsZero():
		c.fail(path+".period_end", "missing; an instant like 2024-01-31T00:00:00Z")
	case !w.PeriodEnd.After(w.PeriodStart):
		c.fail(path+".period_end", "%s is not after period_start, %s", w.PeriodEnd.Format(time.RFC3339), w.PeriodStart.Format(time.RFC3339))
	case w.PeriodEnd.After(w.PeriodStart.AddDate(maxYears, 0, 0)):
		c.fail(path+".period_end", "%s is more than %d years after period_start", w.PeriodEnd.Format(time.RFC3339), maxYears)
	}
}

func (c *checker) terms(path string, w *terms) {
	if w.Seats != nil {
		c.integer(path+".seats", int64(*w.Seats), 0, maxQuantity)
	}
	c.quantities(path, w.Addons, w.Volumes)
}

func (c *checker) quantities(path string, addons map[string]int, volumes map[string]int64) {
	for _, id := range slices.Sorted(maps.Keys(addons)) {
		c.integer(path+".addons."+id, int64(addons[id]), 0, maxQuantity)
	}
	for _, meter := range slices.Sorted(maps.Keys(volumes)) {
		c.integer(path+".volumes."+meter, volumes[meter], 0, maxDecimal)
	}
}

func (c *checker) buy(path string, w *buy) {
	if w.Addon == "" {
		c.fail(path+".addon", "missing")
	}
	if w.Quantity != nil {
		c.integer(path+".quantity", int64(*w.Quantity), 1, maxQuantity)
	}
}

func (c *checker) usage(path string, w *usage) {
	if w.Meter == "" {
		c.fail(path+".meter", "missing")
	}
	c.number(path+".quantity", w.Quantity)
	if !w.Quantity.IsPositive() {
		c.fail(path+".quantity", "%s is not above 0", w.Quantity)
	}
}

func (c *checker) reload(path string, w *autoReload) {
	if w == nil {
		return
	}
	c.number(path+".below", w.Below)
	c.amount(path+".monthly_cap", w.MonthlyCap)
}

func (c *checker) country(path, code string) {
	if !country.MatchString(code) {
		c.fail(path, "%q is not a two-letter code, like DE", code)
	}
}

func (c *checker) card(path, token string) {
	if !slices.Contains(cards, token) {
		c.fail(path, "%q is none of %q", token, cards)
	}
}

func (c *checker) integer(path string, n, least, most int64) {
	if n < least || n > most {
		c.fail(path, "%d is not between %d and %d", n, least, most)
	}
}

// number wants a quantity that is not negative, of at most six decimals. A
// decimal's exponent is looked at first: there are some that no machine could
// write out.
func (c *checker) number(path string, d decimal.Decimal) bool {
	switch {
	case d.Exponent() < -18 || d.Exponent() > 9:
		c.fail(path, "has too many digits")
	case d.IsNegative() || d.GreaterThan(decimal.NewFromInt(maxDecimal)):
		c.fail(path, "%s is not between 0 and %d", d, maxDecimal)
	case !d.Equal(d.Truncate(6)):
		c.fail(path, "%s has more than 6 decimals", d)
	default:
		return true
	}
	return false
}

// amount wants money: a number in the decimals of the currency.
func (c *checker) amount(path string, d decimal.Decimal) {
	if c.number(path, d) && !d.Equal(d.Truncate(c.currency.Exponent())) {
		c.fail(path, "%s has more than the %d decimals of %s", d, c.currency.Exponent(), c.currency)
	}
}
