package views

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
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
func menu() [][]entry {
	return [][]entry{
		{
			{nav.PageOverview, resources.IconOverview, words.T("Overview")},
			{nav.PagePlans, resources.IconPlan, words.T("Plan")},
		},
		{
			{nav.PageSeats, resources.IconSeats, words.T("Seats")},
			{nav.PageStorage, resources.IconStorage, words.T("Storage")},
			{nav.PageCredits, resources.IconCredits, words.T("AI and sending credits")},
			{nav.PageUsage, resources.IconUsage, words.T("Usage")},
		},
		{
			{nav.PageInvoices, resources.IconInvoices, words.T("Invoices")},
			{nav.PagePayments, resources.IconPayments, words.T("Payments")},
			{nav.PageHistory, resources.IconHistory, words.T("History")},
		},
		{
			{nav.PageSupport, resources.IconSupport, words.T("Support")},
			{nav.PageSettings, resources.IconSettings, words.T("Settings")},
		},
	}
}

// menuOf is the menu with only the pages that exist; empty groups fall away.
func menuOf(exists func(nav.Page) bool) [][]entry {
	var groups [][]entry
	for _, group := range menu() {
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

// home is the sidebar's entry that a route belongs to: the page that leads to it.
func home(route nav.Route) nav.Page {
	if route.Page != nav.PageCheckout {
		return route.Page
	}
	order, err := nav.ParseOrderArg(route.Arg)
	if err != nil {
		return nav.PagePlans
	}
	switch order.Kind {
	case billing.OrderPack, billing.OrderAutoReload:
		return nav.PageCredits
	case billing.OrderTopUp, billing.OrderPayment:
		return nav.PagePayments
	case billing.OrderResume:
		return nav.PageOverview
	default: // changes the terms
		return nav.PagePlans
	}
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
			return workspaceName(w)
		}
	}
	if len(a.Workspaces) == 0 {
		return words.Role(a.Role)
	}
	return workspaceName(a.Workspaces[0])
}

func workspaceName(w billing.Workspace) string { return words.T("Workspace: {name}", "name", w.Name) }

// find is the account of an id; the zero summary where there is none.
func find(accounts []billing.AccountSummary, id string) billing.AccountSummary {
	for _, a := range accounts {
		if a.ID == id {
			return a
		}
	}
	return billing.AccountSummary{}
}
