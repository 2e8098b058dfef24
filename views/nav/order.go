package nav

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
)

const (
	argPlan     = "plan"
	argInterval = "interval"
	argSeats    = "seats"
	argAddon    = "addon."
	argVolume   = "volume."

	argOrder    = "order"
	argPack     = "pack"
	argQuantity = "quantity"
	argAmount   = "amount"
	argCurrency = "currency"
	argBelow    = "below"
	argCap      = "cap"
)

// OrderArg writes an order as a route's Arg. A change of terms is written as TermsArg
// does; of the others the first part is "order": "order=buy&pack=ai_1000&quantity=2",
// "amount=50.00&currency=USD&order=top_up", "order=pay", "order=resume",
// "below=500&cap=60.00&currency=USD&order=auto_reload&pack=ai_1000", and
// "order=auto_reload" to turn it off.
func OrderArg(o billing.Order) string {
	if o.Kind == billing.OrderChange {
		return TermsArg(o.Patch)
	}
	values := url.Values{argOrder: {string(o.Kind)}}
	switch o.Kind {
	case billing.OrderPack:
		values.Set(argPack, o.Addon)
		values.Set(argQuantity, strconv.Itoa(o.Quantity))
	case billing.OrderTopUp:
		values.Set(argAmount, o.Amount.String())
		values.Set(argCurrency, string(o.Amount.Currency()))
	case billing.OrderAutoReload:
		if o.Reload != nil {
			values.Set(argPack, o.Reload.Addon)
			values.Set(argBelow, o.Reload.Below.String())
			values.Set(argCap, o.Reload.MonthlyCap.String())
			values.Set(argCurrency, string(o.Reload.MonthlyCap.Currency()))
		}
	default: // needs no more than its kind
	}
	return values.Encode()
}

// ParseOrderArg reads what OrderArg wrote. What it does not know is an error: half of
// an order must not be shown as the whole.
func ParseOrderArg(arg string) (billing.Order, error) {
	values, err := url.ParseQuery(arg)
	if err != nil {
		return billing.Order{}, fmt.Errorf("parse order: %w", err)
	}
	o := billing.Order{Kind: billing.OrderKind(values.Get(argOrder))}
	switch o.Kind {
	case "":
		patch, err := ParseTermsArg(arg)
		return billing.ChangeOf(patch), err
	case billing.OrderPack:
		o.Addon = values.Get(argPack)
		o.Quantity, err = strconv.Atoi(values.Get(argQuantity))
	case billing.OrderTopUp:
		o.Amount, err = parseAmount(values, argAmount)
	case billing.OrderAutoReload:
		o.Reload, err = parseReload(values)
	case billing.OrderPayment, billing.OrderResume:
	default:
		err = errors.New("no such order")
	}
	if err == nil && OrderArg(o) != values.Encode() {
		err = errors.New("not as it is written")
	}
	if err != nil {
		return billing.Order{}, fmt.Errorf("parse order %s: %w", o.Kind, err)
	}
	return o, nil
}

func parseAmount(values url.Values, name string) (money.Money, error) {
	if !values.Has(argCurrency) {
		return money.Money{}, errors.New("no currency")
	}
	return money.Parse(values.Get(name), money.Currency(values.Get(argCurrency)))
}

func parseReload(values url.Values) (*billing.AutoReload, error) {
	if !values.Has(argPack) {
		return nil, nil
	}
	below, err := decimal.NewFromString(values.Get(argBelow))
	if err != nil {
		return nil, err
	}
	limit, err := parseAmount(values, argCap)
	return &billing.AutoReload{Addon: values.Get(argPack), Below: below, MonthlyCap: limit}, err
}

// TermsArg writes a change of terms as a route's Arg, its parts in order:
// "addon.storage_100=2&plan=business&seats=50&volume.email_credits=40000".
func TermsArg(patch billing.Patch) string {
	values := url.Values{}
	if patch.Plan != nil {
		values.Set(argPlan, *patch.Plan)
	}
	if patch.Interval != nil {
		values.Set(argInterval, string(*patch.Interval))
	}
	if patch.Seats != nil {
		values.Set(argSeats, strconv.Itoa(*patch.Seats))
	}
	for id, count := range patch.Addons {
		values.Set(argAddon+id, strconv.Itoa(count))
	}
	for meter, volume := range patch.Volumes {
		values.Set(argVolume+meter, strconv.FormatInt(volume, 10))
	}
	return values.Encode()
}

// ParseTermsArg reads what TermsArg wrote. An unknown key or a number that is
// none is an error: half of a change must not be shown as the whole.
func ParseTermsArg(arg string) (billing.Patch, error) {
	values, err := url.ParseQuery(arg)
	if err != nil {
		return billing.Patch{}, fmt.Errorf("parse terms: %w", err)
	}
	var patch billing.Patch
	for key := range values {
		if err := setPart(&patch, key, values.Get(key)); err != nil {
			return billing.Patch{}, fmt.Errorf("parse terms: %s: %w", key, err)
		}
	}
	return patch, nil
}

func setPart(patch *billing.Patch, key, value string) error {
	switch {
	case key == argPlan:
		patch.Plan = &value
		return nil
	case key == argInterval:
		interval := billing.Interval(value)
		patch.Interval = &interval
		return nil
	case key == argSeats:
		seats, err := strconv.Atoi(value)
		patch.Seats = &seats
		return err
	case strings.HasPrefix(key, argAddon):
		count, err := strconv.Atoi(value)
		if patch.Addons == nil {
			patch.Addons = map[string]int{}
		}
		patch.Addons[strings.TrimPrefix(key, argAddon)] = count
		return err
	case strings.HasPrefix(key, argVolume):
		volume, err := strconv.ParseInt(value, 10, 64)
		if patch.Volumes == nil {
			patch.Volumes = map[string]int64{}
		}
		patch.Volumes[strings.TrimPrefix(key, argVolume)] = volume
		return err
	default:
		return errors.New("no such part")
	}
}
