package billing

import (
	"strings"
)

// english holds the fallback sentences of the wire formats, by code, for
// programs that do not make words of their own. {name} stands for a param.
var english = map[Code]string{
	LineUnusedTime:      "Unused time on {name}, quantity {quantity}",
	LineRestOfPeriod:    "{name}, quantity {quantity}, for the rest of the period",
	LineFullPeriod:      "{name}, quantity {quantity}, one {interval}",
	LinePack:            "{name}, quantity {quantity}",
	LineGoodwill:        "{reason}",
	NotPermitted:        "Your role ({role}) may not change the plan; ask a workspace admin or billing admin.",
	CurrentTerms:        "These are the current terms; there is nothing to change.",
	OpenInvoice:         "Invoice {invoice} is open; pay it first.",
	SeatsOverLimit:      "{members} active members, but only {limit} seats; remove {over} first.",
	StorageOverLimit:    "{used} GB are used, but only {limit} GB would be left; free {over} GB first.",
	NoPaymentMethod:     "There is no way to pay; add a card or top up the account balance.",
	InsufficientBalance: "The account balance is too low; top it up or pay another way.",
	ChangeInFlight:      "Another change is in flight ({change}); wait for its outcome.",
	TrialState:          "The subscription's state does not allow this change.",
	CancellationPending: "The subscription ends on {at}; resume it first.",
	BelowMinimumSeats:   "{plan} starts at {min} seats.",
	AboveMaximumSeats:   "{plan} has at most {max} seats.",
	UnknownPlan:         "There is no plan {plan}.",
	UnknownAddon:        "There is no recurring add-on {addon}.",
	UnknownMeter:        "{plan} does not sell volumes of {meter}.",
	IntervalUnavailable: "This is not sold by the {interval}.",
	CustomContract:      "This plan is sold by contract; contact sales.",
	InvalidRequest:      "{field}: {value} is not allowed.",
	PaysForReduction:    "What is reduced stays paid until the period's end: {amount} {currency}.",
	WaitsForPeriodEnd:   "The change waits for the period's end.",
	DropsScheduled:      "A change that was scheduled is dropped.",
	RenewalDateMoves:    "The renewal moves from {from} to {to}.",
	CreditKeptOnAccount: "{amount} {currency} become billing credit for later invoices.",
	PriceChanged:        "The amount due is no longer {expected}; nothing was charged.",
	PreviewExpired:      "The price was held until {at}; nothing was charged.",
	PreviewConsumed:     "This preview was confirmed before.",
	PreviewUnknown:      "There is no such preview.",
	PaymentDeclined:     "The payment was declined ({reason}); nothing was charged.",
	RequiresAction:      "The bank asks for a confirmation before it pays.",
	ChangeAbandoned:     "This change was given up before it reached the backend.",
	KeyMissing:          "An Idempotency-Key is needed: the id of the change, a UUIDv7.",
	KeyReused:           "This key stands for another request already.",
	KeyInFlight:         "A request with this key is being worked on; ask again in a moment.",
	CursorGone:          "This cursor is not of the present books or role; begin anew from 0.",
	TooManyRequests:     "These were too many requests; wait a little.",
	BackendBroken:       "Something is wrong here; it is not the request's fault.",
	MethodUnknown:       "There is no such payment method.",
	NotFound:            "There is no such thing here.",
	Forbidden:           "This is not yours to see.",
	Unauthenticated:     "Sign in first.",
}

// English is the English sentence of a code, or the code itself where there is
// none; params that are missing stay as their names in braces.
func English(code Code, params map[string]string) string {
	sentence, ok := english[code]
	if !ok {
		return strings.ReplaceAll(string(code), "_", " ")
	}
	replacements := make([]string, 0, 2*len(params))
	for name, value := range params {
		replacements = append(replacements, "{"+name+"}", value)
	}
	return strings.NewReplacer(replacements...).Replace(sentence)
}
