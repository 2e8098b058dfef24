package billing

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Code names a problem, blocker, warning or invoice line across rooms and on
// the wire. Words for people are made of it in views/words only.
type Code string

// Blockers: a preview lists them; a confirm is refused with the first one.
const (
	NotPermitted        Code = "not_permitted"
	CurrentTerms        Code = "current_terms"
	OpenInvoice         Code = "open_invoice"
	SeatsOverLimit      Code = "seats_over_limit"
	StorageOverLimit    Code = "storage_over_limit"
	NoPaymentMethod     Code = "no_payment_method"
	InsufficientBalance Code = "insufficient_balance"
	ChangeInFlight      Code = "change_in_flight"
	TrialState          Code = "trial_state"
	CancellationPending Code = "cancellation_pending"
	BelowMinimumSeats   Code = "below_minimum_seats"
	AboveMaximumSeats   Code = "above_maximum_seats"
)

// Errors of a request that names something which is not on sale: there is no
// preview to show.
const (
	UnknownPlan         Code = "unknown_plan"
	UnknownAddon        Code = "unknown_addon"
	UnknownMeter        Code = "unknown_meter"
	IntervalUnavailable Code = "interval_unavailable"
	CustomContract      Code = "custom_contract"
	InvalidRequest      Code = "invalid_request"
	NotSubscribed       Code = "not_subscribed"     // there is no subscription to change yet
	AlreadySubscribed   Code = "already_subscribed" // there is one already
	NothingOpen         Code = "nothing_open"       // no invoice waits to be paid
	AllowanceUsedUp     Code = "allowance_used_up"  // meter, used, left
	ServiceRestricted   Code = "service_restricted" // status
)

// Warnings: the change can be confirmed, and the person should know.
const (
	PaysForReduction    Code = "pays_for_reduction"
	WaitsForPeriodEnd   Code = "waits_for_period_end"
	DropsScheduled      Code = "drops_scheduled"
	RenewalDateMoves    Code = "renewal_date_moves"
	CreditKeptOnAccount Code = "credit_kept_on_account"
	MembersOverSeats    Code = "members_over_seats" // members, limit, over
	StorageOver         Code = "storage_over"       // used, limit, over
	BuysByItself        Code = "buys_by_itself"     // name, amount, below, cap
)

// What an account is notified of, beside failed charges.
const (
	TrialEnding       Code = "trial_ending"       // at, then
	ScheduledUnfit    Code = "scheduled_unfit"    // at, why and its params: would not be applied as it stands
	ScheduledKept     Code = "scheduled_kept"     // the same: was due and is kept for the next period's end
	PaymentFailed     Code = "payment_failed"     // invoice, amount, currency, reason; next
	SubscriptionEnded Code = "subscription_ended" // plan, reason
	ReloadStopped     Code = "reload_stopped"     // invoice, attempts
)

// What a change takes away.
const (
	LosesSeats     Code = "loses_seats"     // from, to, members, over: members beyond the seats
	LosesStorage   Code = "loses_storage"   // from, to, used
	LosesAllowance Code = "loses_allowance" // meter, from, to, a month
	LosesFeature   Code = "loses_feature"   // feature
	LosesSupport   Code = "loses_support"   // from, to
)

// What keeps somebody from managing the people of an account.
const (
	RoleAboveOwn Code = "role_above_own" // role, own
	LastDecider  Code = "last_decider"   // nobody would be left who may change billing
)

// Refusals of a confirm and outcomes of a charge.
const (
	PriceChanged     Code = "price_changed"
	PreviewExpired   Code = "preview_expired"
	PreviewConsumed  Code = "preview_consumed"
	PreviewUnknown   Code = "preview_unknown"
	PaymentDeclined  Code = "payment_declined"
	ProofMissing     Code = "proof_missing"     // the bank's proof was not given in time, or was given up
	PaymentUnderWay  Code = "payment_under_way" // an earlier try to collect the invoice is not answered
	RequiresAction   Code = "requires_action"
	ChangeAbandoned  Code = "change_abandoned"
	UnknownOutcome   Code = "unknown_outcome"
	MethodUnknown    Code = "payment_method_unknown"
	EstimateOnly     Code = "estimate_only"
	KeyReused        Code = "idempotency_key_reused"
	KeyMissing       Code = "idempotency_key_missing"
	KeyInFlight      Code = "idempotency_key_in_flight"
	CursorGone       Code = "cursor_gone"
	NotFound         Code = "not_found"
	Forbidden        Code = "forbidden"
	Unauthenticated  Code = "unauthenticated"
	TooManyRequests  Code = "too_many_requests"
	BackendBroken    Code = "backend_error"
	BackendForeign   Code = "backend_foreign"
	Offline          Code = "offline"
	KeychainMissing  Code = "keychain_unavailable"
	KeychainLocked   Code = "keychain_locked"
	KeychainNotFound Code = "keychain_not_found"
	KeychainDenied   Code = "keychain_denied"
	CacheNewer       Code = "cache_newer"
	CacheCorrupt     Code = "cache_corrupt"
	CacheUnusable    Code = "cache_unusable"
	OutboxCorrupt    Code = "outbox_corrupt"
	ClientOutdated   Code = "client_outdated"
	ClockSkewed      Code = "clock_skewed"      // by
	ResourcesSkipped Code = "resources_skipped" // count, account
	HomeUnusable     Code = "home_unusable"
	FileUnwritable   Code = "file_unwritable" // path, reason
	PortInUse        Code = "port_in_use"
	SignedOut        Code = "signed_out"
)

// Who somebody is, and whether what was confirmed is theirs.
const (
	SignInDenied       Code = "sign_in_denied"        // whoever was asked said no
	SignInTimedOut     Code = "sign_in_timed_out"     // nobody answered in time
	SignInFailed       Code = "sign_in_failed"        // reason
	SignInUnavailable  Code = "sign_in_unavailable"   // the server says no way to sign in
	IssuerUnreachable  Code = "issuer_unreachable"    // who tells people apart does not answer
	NotFresh           Code = "sign_in_not_fresh"     // enrolling takes a sign-in of this minute
	NotRecognised      Code = "sign_in_not_known"     // whoever signed in is nobody at this backend
	SignedInAsAnother  Code = "sign_in_of_another"    // a device is added by somebody else than its owner
	OriginUnknown      Code = "origin_unknown"        // the backend is not reached by this address: origin
	ServerUntrusted    Code = "server_untrusted"      // no certificate that is trusted: host
	ChallengeUnknown   Code = "challenge_unknown"     // used, expired or never given
	DeviceNotEnrolled  Code = "device_not_enrolled"   // here is no key to sign with
	DeviceKeyDamaged   Code = "device_key_damaged"    // what is kept here is no key
	DeviceKeyTaken     Code = "device_key_taken"      // it is somebody else's
	DeviceUnknown      Code = "device_unknown"        // none of this person's
	DeviceRevoked      Code = "device_revoked"        // at
	SignatureMissing   Code = "signature_missing"     // a confirm without one
	SignatureInvalid   Code = "signature_invalid"     // it is over something else
	DeviceAdded        Code = "device_added"          // what an account is told: person, device
	MethodSetupUnknown Code = "method_setup_unknown"  // the adding of a card that is not known
	CardNotAdded       Code = "payment_method_failed" // reason
)

// Problem is an error that somebody decides on. Params are what words need to
// say what, where and what next; amounts in them are decimal strings.
type Problem struct {
	Code   Code
	Params map[string]string
	// Fresh is, after a refused confirm, what the change would cost now.
	Fresh *Preview
	cause error
}

// NewProblem makes a problem; params come in pairs of key and value.
func NewProblem(code Code, params ...string) *Problem {
	return &Problem{Code: code, Params: pairs(params)}
}

// Because attaches the underlying error, for the log and errors.Is; it is
// never shown to people.
func (p *Problem) Because(err error) *Problem {
	q := *p
	q.cause = err
	return &q
}

// Error is for logs: the code, its params in order and the cause.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(string(p.Code))
	for _, key := range slices.Sorted(maps.Keys(p.Params)) {
		fmt.Fprintf(&b, " %s=%q", key, p.Params[key])
	}
	if p.cause != nil {
		fmt.Fprintf(&b, ": %v", p.cause)
	}
	return b.String()
}

// Unwrap is the underlying error.
func (p *Problem) Unwrap() error { return p.cause }

// Is lets errors.Is compare problems by code alone.
func (p *Problem) Is(target error) bool {
	other, ok := target.(*Problem)
	return ok && other.Code == p.Code
}

// CodeOf is the code of the first Problem in err's chain, or "".
func CodeOf(err error) Code {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p.Code
	}
	return ""
}

// Notice is a blocker or a warning as data. Fix names the screen that mends
// it ("seats", "storage", "payments", "invoices", "history"), or is empty.
type Notice struct {
	Code   Code
	Params map[string]string
	Fix    string
}

// Notification is a notice that an account was given at an instant: a trial that
// is about to end, a payment that failed, what no longer fits.
type Notification struct {
	At time.Time
	Notice
}

// Params makes the params of a code of pairs of key and value.
func Params(kv ...string) map[string]string { return pairs(kv) }

func pairs(kv []string) map[string]string {
	params := make(map[string]string, len(kv)/2)
	for i := 0; i+1 < len(kv); i += 2 {
		params[kv[i]] = kv[i+1]
	}
	return params
}
