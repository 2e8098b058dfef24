package billing

import (
	"slices"
	"time"
)

// HintDefault is said where the default card is to be made the default.
const HintDefault = "this card is the default already"

// HintExpired is said beside a card that cannot be made the default.
const HintExpired = "this card has expired; choose one that can be charged"

// MakeDefault is the account's payment methods with one of them first: renewals and
// auto-reload are collected with it from then on. The others keep their order. Problems:
// payment_method_unknown, and invalid_request for a card that has expired or is the
// default already.
func (a *Account) MakeDefault(id string, now time.Time) ([]PaymentMethod, error) {
	at := a.methodAt(id)
	if at < 0 {
		return nil, NewProblem(MethodUnknown, "method", id)
	}
	chosen := a.Methods[at]
	switch {
	case chosen.Expired(now):
		return nil, NewProblem(InvalidRequest, "field", "method", "value", chosen.Label(), "hint", HintExpired)
	case at == 0:
		return nil, NewProblem(InvalidRequest, "field", "method", "value", chosen.Label(), "hint", HintDefault)
	}
	return append([]PaymentMethod{chosen}, without(a.Methods, at)...), nil
}

// Removal is what taking a payment method away comes to.
type Removal struct {
	Removed PaymentMethod
	Left    []PaymentMethod // the default one first
	// Default is the card that is the default instead; nil where the default stays, or no
	// card is left that could be.
	Default *PaymentMethod
	// StopsReload says that packs are no longer bought by themselves, since no card is left
	// to buy them with.
	StopsReload bool
}

// Remove takes a payment method away. Where it was the default, the first that is left
// and can be charged is the default instead. The last one may go too, whatever renews:
// nobody has to keep a card here. Problems: payment_method_unknown, and change_in_flight
// while a change is being charged to the card, which charged names and paidWith by the
// card's id.
func (a *Account) Remove(id string, charged, paidWith string, now time.Time) (Removal, error) {
	at := a.methodAt(id)
	if at < 0 {
		return Removal{}, NewProblem(MethodUnknown, "method", id)
	}
	if charged != "" && paidWith == id {
		return Removal{}, NewProblem(ChangeInFlight, "change", charged)
	}
	r := Removal{Removed: a.Methods[at], Left: without(a.Methods, at)}
	usable := slices.IndexFunc(r.Left, func(m PaymentMethod) bool { return !m.Expired(now) })
	if at == 0 && usable >= 0 {
		next := r.Left[usable]
		r.Default, r.Left = &next, append([]PaymentMethod{next}, without(r.Left, usable)...)
	}
	r.StopsReload = a.AutoReload != nil && usable < 0
	return r, nil
}

// Params are what the record of a removal says: the method, and where there is one the
// new default, and that auto-reload is off.
func (r *Removal) Params() map[string]string {
	params := Params("method", r.Removed.Label())
	if r.Default != nil {
		params["default"] = r.Default.Label()
	}
	if r.StopsReload {
		params["auto_reload"] = "off"
	}
	return params
}

func (a *Account) methodAt(id string) int {
	return slices.IndexFunc(a.Methods, func(m PaymentMethod) bool { return m.ID == id })
}

// without is a list without one of its elements; the list itself stays.
func without(all []PaymentMethod, at int) []PaymentMethod {
	return slices.Concat(all[:at], all[at+1:])
}
