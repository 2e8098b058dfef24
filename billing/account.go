package billing

import (
	"slices"
	"strings"
	"time"

	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// Role is what a person may do in an account.
type Role string

// Person is who is signed in.
type Person struct {
	ID    string
	Name  string
	Email string
}

// AccountSummary is a row of the account switcher.
type AccountSummary struct {
	ID         string
	Name       string
	Role       Role
	Plan       string // plan id
	PlanName   string
	Workspaces []Workspace
}

// Account is who pays. Role is the reader's own.
type Account struct {
	ID             string
	Name           string
	Role           Role
	Currency       money.Currency
	Timezone       string // IANA name; days are counted in it
	AccountBalance money.Money
	BillingCredit  money.Money
	Details        BillingDetails
	Methods        []PaymentMethod // the default one first
	AutoReload     *AutoReload     // nil where packs are bought by hand only
	Workspaces     []Workspace
	Deciders       []Person       // who may change billing, by name: whom the others ask
	Notices        []Notification // what the account was told last, the newest first; see RecentNotices
}

// RecentNotices is how many of what an account was told come with it.
const RecentNotices = 20

// deciders names who may change billing, two of them at most: "Ann, Bo".
func (a *Account) deciders() string {
	names := make([]string, 0, 2)
	for _, p := range a.Deciders[:min(2, len(a.Deciders))] {
		names = append(names, p.Name)
	}
	return strings.Join(names, ", ")
}

// Location is the account's time zone, UTC where the name is not known here.
func (a *Account) Location() *time.Location {
	if zone, err := time.LoadLocation(a.Timezone); err == nil {
		return zone
	}
	return time.UTC
}

// Workspace belongs to an account and holds members and storage.
type Workspace struct {
	ID   string
	Name string
}

// MethodStatus says whether a payment method can be used.
type MethodStatus string

// The states of a payment method.
const (
	MethodWorks    MethodStatus = "works"
	MethodDeclined MethodStatus = "declined"
	MethodExpired  MethodStatus = "expired"
)

// PayByBalance names the account balance where a payment method's id is asked for.
const PayByBalance = "balance"

// PaymentMethod is a saved way to pay; only what may be shown of it.
type PaymentMethod struct {
	ID       string
	Brand    string
	Last4    string
	ExpMonth int
	ExpYear  int
	Status   MethodStatus
}

// Card is the first card that can be charged at an instant, declined last time or not;
// nil where none can (rule 15).
func (a *Account) Card(at time.Time) *PaymentMethod {
	i := slices.IndexFunc(a.Methods, func(m PaymentMethod) bool { return !m.Expired(at) })
	if i < 0 {
		return nil
	}
	return &a.Methods[i]
}

// DefaultPayment is what an order is paid with where nobody chose: the first card
// that can be charged when it was priced, and without one the account balance where that suffices.
// It is empty where nothing does, or nothing is charged; a top-up is never paid of
// the balance that it fills.
func (a *Account) DefaultPayment(p *Preview) string {
	if !p.Charged() {
		return ""
	}
	if card := a.Card(p.At); card != nil {
		return card.ID
	}
	if p.Kind != OrderTopUp && a.AccountBalance.Cmp(p.AmountDue) >= 0 {
		return PayByBalance
	}
	return ""
}

// MemberStatus is whether somebody takes a seat.
type MemberStatus string

// The states of a member.
const (
	MemberActive      MemberStatus = "active"
	MemberInvited     MemberStatus = "invited"
	MemberDeactivated MemberStatus = "deactivated"
)

// Member is a person of the account. A guest takes no seat.
type Member struct {
	ID         string
	Name       string
	Email      string
	Role       Role
	Status     MemberStatus
	Guest      bool
	LastActive *time.Time
}

// UsageDay is how much of a meter was used on a day of the account's calendar.
// Days without any have none.
type UsageDay struct {
	Meter    string
	Day      time.Time // its midnight, as if in UTC
	Quantity decimal.Decimal
}

// ID tells the days of an account's meters apart.
func (d *UsageDay) ID() string { return d.Meter + "/" + d.Day.Format(time.DateOnly) }

// Usage is how much of what is sold is in use, in the current usage cycle.
// Meters holds what was used by grant or meter name.
type Usage struct {
	ActiveMembers int
	StorageUsedGB decimal.Decimal
	StorageByKind map[StoredKind]decimal.Decimal // GB; their sum is what is used; empty where only that is known
	Meters        map[string]decimal.Decimal
	Cycle         Period
}
