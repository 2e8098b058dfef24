package views

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// entry is a page in the sidebar.
type entry struct {
	page  nav.Page
	icon  resources.Icon
	label string
}

// menu is the sidebar's order; a hairline stands between the groups.
var menu = [][]entry{
	{
		{nav.PageOverview, resources.IconOverview, "Overview"},
		{nav.PagePlans, resources.IconPlan, "Plan"},
	},
	{
		{nav.PageSeats, resources.IconSeats, "Seats"},
		{nav.PageStorage, resources.IconStorage, "Storage"},
		{nav.PageCredits, resources.IconCredits, "AI and sending credits"},
		{nav.PageUsage, resources.IconUsage, "Usage"},
	},
	{
		{nav.PageInvoices, resources.IconInvoices, "Invoices"},
		{nav.PagePayments, resources.IconPayments, "Payments"},
		{nav.PageHistory, resources.IconHistory, "History"},
	},
	{
		{nav.PageSupport, resources.IconSupport, "Support"},
		{nav.PageSettings, resources.IconSettings, "Settings"},
	},
}

// menuOf is the menu with only the pages that exist; empty groups fall away.
func menuOf(exists func(nav.Page) bool) [][]entry {
	var groups [][]entry
	for _, group := range menu {
		var kept []entry
		for _, e := range group {
			if exists(e.page) {
				kept = append(kept, e)
			}
		}
		if len(kept) > 0 {
			groups = append(groups, kept)
		}
	}
	return groups
}

// home is the sidebar's entry that a page belongs to.
func home(page nav.Page) nav.Page {
	if page == nav.PageCheckout {
		return nav.PagePlans
	}
	return page
}

// slot is what one of the bars under the header says; the zero slot is empty.
type slot struct {
	notice widgets.Notice
	action string // what the button says; empty for none
	leads  nav.Route
}

func (s slot) empty() bool { return s.notice.Title == "" }

// offlineBar says that what is shown is a saved copy, and why. It is empty while
// the backend can be reached.
func offlineBar(f billing.Freshness, now time.Time, print words.Printer) slot {
	if f.Problem == nil {
		return slot{}
	}
	if signInHelps(f.Problem.Code) {
		told := print.Problem(f.Problem)
		return slot{
			notice: widgets.Notice{Role: theme.RoleWarn, Icon: resources.IconLock, Title: told.What, Detail: "This is the saved copy."},
			action: "Sign in", leads: nav.Route{Page: nav.PageSignIn},
		}
	}
	bar := slot{notice: widgets.Notice{Role: theme.RoleNeutral, Icon: resources.IconCloudOff}, action: "Try now"}
	if f.Problem.Code == billing.Offline {
		bar.notice.Title = print.OfflineBar(f, now) + "."
	} else {
		bar.notice.Role, bar.notice.Icon = theme.RoleWarn, resources.IconWarning
		bar.notice.Title = print.Problem(f.Problem).What
	}
	bar.notice.Detail = "This is the copy saved then. Reading and estimates work; paying and changing wait."
	if f.AsOf.IsZero() {
		bar.notice.Detail = "There is no saved copy yet; it is read as soon as billing can be reached."
	}
	return bar
}

// signInHelps tells whether trying again is of no use before a new sign-in.
func signInHelps(code billing.Code) bool {
	return slices.Contains([]billing.Code{
		billing.Unauthenticated, billing.SignedOut, billing.KeychainNotFound, billing.KeychainMissing,
	}, code)
}

// nextTry says when the next attempt comes; empty where none is planned or of use.
func nextTry(f billing.Freshness, now time.Time) string {
	if f.Problem == nil || f.NextTry.IsZero() || signInHelps(f.Problem.Code) {
		return ""
	}
	left := max(f.NextTry.Sub(now), 0).Round(time.Second)
	if left == 0 {
		return "Trying now"
	}
	if left < time.Minute {
		return fmt.Sprintf("Next try in %d s", int(left.Seconds()))
	}
	return fmt.Sprintf("Next try in %d min", int(left.Round(time.Minute).Minutes()))
}

// noteBar is the first of what the person was not told of their files yet.
func noteBar(notes []*billing.Problem, print words.Printer) slot {
	if len(notes) == 0 {
		return slot{}
	}
	told := print.Problem(notes[0])
	return slot{
		notice: widgets.Notice{
			Role: theme.RoleWarn, Icon: resources.IconWarning, Title: told.What,
			Detail: strings.TrimSpace(told.Money + " " + told.Next),
		},
		action: "Close",
	}
}

// trialNotice is how long before its end a trial is announced.
const trialNotice = 7 * 24 * time.Hour

// banner is the one thing that the person should see to first: payment, seats,
// storage, trial, in this order.
func banner(f billing.Facts, now time.Time, print words.Printer) slot {
	if f.Subscription == nil || f.Usage == nil || f.Catalog == nil {
		return slot{}
	}
	for _, find := range []func(billing.Facts, time.Time, words.Printer) slot{paymentBanner, seatsBanner, storageBanner, trialBanner} {
		if found := find(f, now, print); !found.empty() {
			return found
		}
	}
	return slot{}
}

func paymentBanner(f billing.Facts, _ time.Time, _ words.Printer) slot {
	s := f.Subscription
	if s.OpenInvoice == "" && s.Status != billing.StatusPastDue {
		return slot{}
	}
	title := "A payment is past due."
	if s.OpenInvoice != "" {
		title = "Invoice " + s.OpenInvoice + " is open."
	}
	return slot{
		notice: bad(title, "The plan cannot be changed until it is paid."),
		action: "Show invoices", leads: nav.Route{Page: nav.PageInvoices},
	}
}

func seatsBanner(f billing.Facts, _ time.Time, print words.Printer) slot {
	limit := f.Subscription.Terms.Seats
	over := f.Usage.ActiveMembers - limit
	if over <= 0 || limit == 0 {
		return slot{}
	}
	people := "members are"
	if over == 1 {
		people = "member is"
	}
	return slot{
		notice: bad(fmt.Sprintf("%s %s over your %s.", print.Count(int64(over)), people, print.Seats(limit)),
			"Nobody loses access. New invites wait until members fit the seats again."),
		action: "Change plan", leads: nav.Route{Page: nav.PagePlans},
	}
}

func storageBanner(f billing.Facts, _ time.Time, print words.Printer) slot {
	limit, known := f.Catalog.Entitlements(f.Subscription.Terms)[billing.StorageGB]
	over := f.Usage.StorageUsedGB.Sub(limit)
	if !known || over.LessThanOrEqual(decimal.Zero) {
		return slot{}
	}
	return slot{
		notice: bad(fmt.Sprintf("Files are %s GB over your %s GB of storage.", print.Number(over), print.Number(limit)),
			"Nothing is deleted. New files wait until there is room again."),
		action: "Change plan", leads: nav.Route{Page: nav.PagePlans},
	}
}

func trialBanner(f billing.Facts, now time.Time, print words.Printer) slot {
	s := f.Subscription
	if s.Status != billing.StatusTrialing || s.TrialEnds == nil || s.TrialEnds.Sub(now) > trialNotice {
		return slot{}
	}
	return slot{
		notice: widgets.Notice{
			Role: theme.RoleWarn, Icon: resources.IconClock,
			Title:  "The trial ends on " + print.Date(*s.TrialEnds) + ".",
			Detail: words.DaysLeft(*s.TrialEnds, now) + ". Choose a plan to keep what you have set up.",
		},
		action: "Compare plans", leads: nav.Route{Page: nav.PagePlans},
	}
}

func bad(title, detail string) widgets.Notice {
	return widgets.Notice{Role: theme.RoleBad, Icon: resources.IconAlert, Title: title, Detail: detail}
}

// badgeState is the plan badge's look of a freshness in words.
func badgeState(b words.Badge) widgets.PlanBadgeState {
	switch {
	case b.Pending:
		return widgets.PlanBadgePending
	case b.Refreshing:
		return widgets.PlanBadgeRefreshing
	}
	switch b.State {
	case billing.Live:
		return widgets.PlanBadgeLive
	case billing.Stale:
		return widgets.PlanBadgeStale
	case billing.Away:
		return widgets.PlanBadgeOffline
	default:
		return widgets.PlanBadgeFresh
	}
}

// workspaceNote is what stands under the account's name: the chosen workspace,
// the first one where none was chosen.
func workspaceNote(a billing.AccountSummary, workspace string) string {
	for _, w := range a.Workspaces {
		if w.ID == workspace {
			return "Workspace: " + w.Name
		}
	}
	if len(a.Workspaces) == 0 {
		return words.Role(a.Role)
	}
	return "Workspace: " + a.Workspaces[0].Name
}

// find is the account of an id; the zero summary where there is none.
func find(accounts []billing.AccountSummary, id string) billing.AccountSummary {
	for _, a := range accounts {
		if a.ID == id {
			return a
		}
	}
	return billing.AccountSummary{}
}
