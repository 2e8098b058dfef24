package billing

import (
	"strconv"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// OrderKind says what a preview prices, and a confirm does.
type OrderKind string

// The kinds of order. All of them can cause a charge, now or later, so all of
// them are previewed and then confirmed.
const (
	OrderChange     OrderKind = "change"      // other terms
	OrderPack       OrderKind = "buy"         // a one-time add-on
	OrderTopUp      OrderKind = "top_up"      // funds on the account balance
	OrderPayment    OrderKind = "pay"         // the oldest open invoice
	OrderResume     OrderKind = "resume"      // no cancellation at the period's end after all
	OrderAutoReload OrderKind = "auto_reload" // packs bought by themselves from now on, or no more
)

// Acts that never charge: they need no preview, and stand in the record of changes
// beside the orders. What those say that are not about the terms is in the record's
// params.
const (
	ActUndo       OrderKind = "undo"
	ActCancel     OrderKind = "cancel"
	ActInvite     OrderKind = "invite"     // who, emails, role; guest where they are one
	ActRole       OrderKind = "role"       // who, emails, role, was
	ActDeactivate OrderKind = "deactivate" // who, emails, members: how many
	ActReactivate OrderKind = "reactivate" // the same
	ActDetails    OrderKind = "details"    // the fields that changed, and what each was: company and company_was
	ActDefault    OrderKind = "default"    // method, was: payment methods as they may be shown, "Visa 4242"
	ActAddCard    OrderKind = "add_card"   // method
	ActRemoveCard OrderKind = "remove"     // method; default, where another is the default by it; auto_reload "off", where it ended
)

// Order is what a preview is asked for. Kind says which of the other fields
// count; the zero Kind is none.
type Order struct {
	Kind     OrderKind
	Patch    Patch       // of a change
	Addon    string      // of a pack
	Quantity int         // of a pack
	Amount   money.Money // of a top-up
	Reload   *AutoReload // of auto-reload; nil turns it off
}

// ChangeOf is the order to change terms.
func ChangeOf(p Patch) Order { return Order{Kind: OrderChange, Patch: p} }

// AutoReload buys a pack of AI credits whenever fewer than Below are left, as
// long as what it bought in the running usage cycle stays within MonthlyCap,
// taxes included.
type AutoReload struct {
	Addon      string
	Below      decimal.Decimal
	MonthlyCap money.Money
}

// CheckReload refuses an auto-reload of what is no pack of AI credits that costs
// something, and bounds that are none. None at all is fine.
func (c *Catalog) CheckReload(r *AutoReload) error {
	if r == nil {
		return nil
	}
	pack, err := c.pack(r.Addon)
	if err != nil {
		return err
	}
	switch {
	case !pack.Grants[AICredits].IsPositive() || !pack.Unit.IsPositive():
		return NewProblem(UnknownAddon, "addon", r.Addon)
	case r.Below.IsNegative() || r.Below.GreaterThan(decimal.NewFromInt(maxUsage)):
		return NewProblem(InvalidRequest, "field", "auto_reload.below", "value", r.Below.String(), "min", "0", "max", strconv.Itoa(maxUsage))
	case r.MonthlyCap.IsUnset() || r.MonthlyCap.Currency() != c.Currency || r.MonthlyCap.IsNegative():
		return NewProblem(InvalidRequest, "field", "auto_reload.monthly_cap", "value", r.MonthlyCap.String(), "min", "0", "currency", string(c.Currency))
	default:
		return nil
	}
}

// pack finds a one-time add-on.
func (c *Catalog) pack(id string) (*Addon, error) {
	addon, ok := c.Addon(id)
	if !ok || addon.Kind != AddonOneTime {
		return nil, NewProblem(UnknownAddon, "addon", id)
	}
	return addon, nil
}

// maxUsage bounds the usage of a meter in a cycle, and with it what can be owed
// for it.
const maxUsage = 1_000_000_000

// LeastTopUp is the smallest amount that can be put on the account balance.
func (c *Catalog) LeastTopUp() money.Money {
	return money.New(c.Policy.TopUpMin.RoundUp(c.Currency.Exponent()), c.Currency)
}

// CheckTopUp refuses an amount that cannot be put on the account balance: none, one
// below the least, one that no invoice could hold.
func (c *Catalog) CheckTopUp(amount money.Money) error {
	least, most := c.Policy.TopUpMin, money.FromMinor(maxMinor, c.Currency)
	if amount.IsUnset() || amount.Currency() != c.Currency || amount.Sign() <= 0 || amount.Amount().LessThan(least) || amount.Cmp(most) > 0 {
		return NewProblem(InvalidRequest, "field", "top_up", "value", amount.String(), "min", money.FormatUnit(least, c.Currency),
			"max", most.String(), "currency", string(c.Currency))
	}
	return nil
}
