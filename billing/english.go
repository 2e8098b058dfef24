package billing

import (
	"fmt"
	"strings"
)

// english holds the fallback sentences of the wire formats, by code, for
// programs that do not make words of their own. {name} stands for a param.
var english = map[Code]string{
	LineUnusedTime:      "Unused time on {name}, quantity {quantity}{off}: {share} left",
	LineRestOfPeriod:    "{name}, quantity {quantity}{off}, for the rest of the period: {share} left",
	LineFullPeriod:      "{name}, quantity {quantity}{off}, one {interval}",
	LinePack:            "{name}, quantity {quantity}",
	LineTopUp:           "Funds for the account balance",
	LineUsage:           "{name}: {used} used, {included} included",
	LineGoodwill:        "{reason}",
	NotPermitted:        "Your role ({role}) does not allow this; ask a workspace admin or billing admin.",
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
	NotSubscribed:       "There is no subscription yet.",
	AlreadySubscribed:   "There is a subscription already; change it.",
	NothingOpen:         "No invoice is open; there is nothing to pay.",
	AllowanceUsedUp:     "{quantity} {meter} were asked for, and {left} are left.",
	ServiceRestricted:   "The subscription is {status}; what its plan gives is withheld.",
	MembersOverSeats:    "{members} active members share {limit} seats; remove {over} or add seats.",
	StorageOver:         "{used} GB are used of {limit} GB; free {over} GB or add storage.",
	BuysByItself:        "{name} are bought by themselves, {amount} {currency} each time, whenever fewer than {below} AI credits are left, up to {cap} {currency} a month.",
	LosesSeats:          "{from} seats become {to}; {over} of {members} active members are beyond them.",
	LosesStorage:        "{from} GB of storage become {to} GB; {used} GB are used.",
	LosesAllowance:      "{from} {meter} a month become {to}.",
	LosesFeature:        "{feature} goes.",
	LosesSupport:        "Support: {from} becomes {to}.",
	RoleAboveOwn:        "The role {role} is above your own ({own}).",
	LastDecider:         "Somebody who can sign in has to be left who may change billing.",
	PaymentUnderWay:     "An earlier payment of the invoice is not answered yet; try again in a moment.",
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
	IssuerUnreachable:   "Who signs people in does not answer; try again in a moment.",
	NotFresh:            "Adding a device takes a sign-in of this minute, made for it.",
	SignedInAsAnother:   "Somebody else signed in than the device is to be of.",
	OriginUnknown:       "This backend does not answer for {origin}; nothing was charged.",
	ChallengeUnknown:    "The challenge was used, has expired or was never given; begin anew.",
	DeviceKeyTaken:      "This key is somebody else's device.",
	DeviceUnknown:       "This is none of your devices.",
	DeviceRevoked:       "This device was revoked at {at}.",
	DeviceAdded:         "{person} added a device that may pay: {device}.",
	SignatureMissing:    "A confirm is signed by a device of its person's.",
	SignatureInvalid:    "The signature is not over what would be charged; nothing was.",
	MethodSetupUnknown:  "There is no such adding of a card.",
	CardNotAdded:        "The card was not added ({reason}).",
}

// English is the English sentence of a code, or the code itself where there is
// none; params that are missing stay as their names in braces.
func English(code Code, params map[string]string) string {
	sentence, ok := english[code]
	if !ok {
		return strings.ReplaceAll(string(code), "_", " ")
	}
	replacements := make([]string, 0, 2*len(params)+4)
	for name, value := range params {
		replacements = append(replacements, "{"+name+"}", value)
	}
	replacements = append(replacements, "{share}", shareOf(params).english(), "{off}", reductionOf(params).english())
	return strings.NewReplacer(replacements...).Replace(sentence)
}

// english is the share in words: "16 of 31 days", "15 d 12 h of 31 d".
func (s Share) english() string {
	const day = 24 * 60 * 60
	switch {
	case s.Unit == ProrateDays:
		return fmt.Sprintf("%d of %d days", s.Left, s.Of)
	case s.Left%day == 0 && s.Of%day == 0:
		return fmt.Sprintf("%d of %d days", s.Left/day, s.Of/day)
	default:
		return exactly(s.Left) + " of " + exactly(s.Of)
	}
}

// exactly is a number of seconds in days, hours, minutes and seconds.
func exactly(seconds int64) string {
	var parts []string
	for _, unit := range []struct {
		name   string
		length int64
	}{{"d", 86400}, {"h", 3600}, {"min", 60}, {"s", 1}} {
		if n := seconds / unit.length; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
		}
		seconds %= unit.length
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, " ")
}

// english is what is off: " at 20 % off", " less 3.33 a period", or nothing.
func (r Reduction) english() string {
	switch {
	case !r.Percent.IsZero():
		return " at " + r.Percent.String() + " % off"
	case !r.Amount.IsZero():
		return " less " + r.Amount.String() + " a period"
	default:
		return ""
	}
}
