// Package nav knows where the person is: routes, the history of them, and what a
// page may be able to do besides showing itself.
package nav

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Page names one page of the application.
type Page string

// The pages.
const (
	PageOverview Page = "overview"
	PagePlans    Page = "plans"
	PageCheckout Page = "checkout"
	PageSeats    Page = "seats"
	PageStorage  Page = "storage"
	PageCredits  Page = "credits"
	PageUsage    Page = "usage"
	PageInvoices Page = "invoices"
	PagePayments Page = "payments"
	PageHistory  Page = "history"
	PageSupport  Page = "support"
	PageSettings Page = "settings"
	PageSignIn   Page = "signin"
)

var pages = []Page{
	PageOverview, PagePlans, PageCheckout, PageSeats, PageStorage, PageCredits, PageUsage,
	PageInvoices, PagePayments, PageHistory, PageSupport, PageSettings, PageSignIn,
}

// Route is a page and what it is about, such as an invoice's id; Arg is empty
// where the page is about nothing in particular. Routes compare with ==.
type Route struct {
	Page Page
	Arg  string
}

// String writes the route so that ParseRoute reads it back.
func (r Route) String() string {
	if r.Arg == "" {
		return string(r.Page)
	}
	return string(r.Page) + "/" + url.PathEscape(r.Arg)
}

// ParseRoute reads what String wrote. A page that does not exist, as one kept by
// another version, is an error.
func ParseRoute(text string) (Route, error) {
	page, escaped, _ := strings.Cut(text, "/")
	if !slices.Contains(pages, Page(page)) {
		return Route{}, fmt.Errorf("parse route %q: no such page", text)
	}
	arg, err := url.PathUnescape(escaped)
	if err != nil {
		return Route{}, fmt.Errorf("parse route %q: %w", text, err)
	}
	return Route{Page: Page(page), Arg: arg}, nil
}

// memberMark is what the Arg of a route to a member begins with.
const memberMark = "member:"

// SeatsInvite is the Arg that has the seats page ask for somebody's address.
const SeatsInvite = "invite"

// ExportArg is the Arg that has invoices or the history begin with a file of theirs.
const ExportArg = "export"

// SupportCharge is the Arg that has the support page look for a charge.
const SupportCharge = "charge"

// ChargeArg writes the Arg that has the support page look for the charge of an invoice.
func ChargeArg(invoice string) string { return SupportCharge + ":" + invoice }

// ParseChargeArg reads what ChargeArg wrote; ok is false for anything else.
func ParseChargeArg(arg string) (invoice string, ok bool) {
	return strings.CutPrefix(arg, SupportCharge+":")
}

// The Args that have the settings begin at one of them.
const (
	SettingLanguage = "language"
	SettingZone     = "zone"
)

// Kept is the route as one comes back to it, by the way back or at the next start:
// without an argument that asks a question or opens a form, which was meant once.
func (r Route) Kept() Route {
	switch {
	case r.Page == PageOverview, r.Page == PagePayments, r.Page == PageCredits, r == Route{PageSeats, SeatsInvite}, r.Arg == ExportArg:
		return Route{Page: r.Page}
	default:
		return r
	}
}

// MemberArg writes a member's id as a route's Arg: that of the row to be shown.
func MemberArg(id string) string { return memberMark + id }

// ParseMemberArg reads what MemberArg wrote; ok is false for anything else.
func ParseMemberArg(arg string) (id string, ok bool) { return strings.CutPrefix(arg, memberMark) }

// supportChange is what the Arg of a route to the support page about a change begins with.
const supportChange = "change:"

// SupportChangeArg writes the Arg that has the support page prepare a case about a change.
func SupportChangeArg(id string) string { return supportChange + id }

// ParseSupportChange reads what SupportChangeArg wrote; ok is false for anything else.
func ParseSupportChange(arg string) (id string, ok bool) {
	return strings.CutPrefix(arg, supportChange)
}
