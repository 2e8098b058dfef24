package views

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const dividerHeight float32 = 32

// header has the account at its left, then what searches, and at its right the
// account balance and the plan with its age.
type header struct {
	root    fyne.CanvasObject
	row     *fyne.Container
	menu    *widgets.Button // in place of the sidebar, where there is no room for that
	account *widgets.Identity
	search  *widgets.Prompt
	balance *widgets.Text
	amount  *widgets.Text
	topUp   *widgets.Button
	badge   *widgets.PlanBadge
}

func newHeader(s *Shell) *header {
	h := &header{
		badge: widgets.NewPlanBadge(), balance: widgets.NewCaption("").Right(), amount: widgets.NewBold("").Right(),
		search: widgets.NewPrompt(widgets.PromptWords{
			Long: words.T("Search or run a command"), Short: words.T("Search"), Key: controlKey("K"),
		}, s.openPalette),
	}
	h.menu = widgets.NewIconButton(resources.IconMenu, words.T("Pages"), func() { s.pagesMenu(h.menu) })
	h.menu.Hide()
	h.account = widgets.NewIdentity("", "", func() { s.accountMenu(h.account) }).WithTrailing(resources.IconChevrons)
	h.topUp = widgets.NewButton(widgets.ButtonSecondary, words.T("Top up"), func() {
		s.Go(nav.Route{Page: nav.PagePayments, Arg: "top-up"})
	})
	h.topUp.Hide()
	h.badge.OnTapped = s.togglePanel
	h.badge.SetPlan(words.T("Plan"))
	h.badge.SetState(widgets.PlanBadgeRefreshing, words.T("Reading…"))
	h.row = newHeaderRow(headerLayout{
		menu: h.menu, account: h.account, divider: divider(), search: h.search,
		funds: widgets.VStack(0, h.balance, h.amount), topUp: container.NewStack(h.topUp), badge: h.badge,
	})
	body := widgets.Fixed(widgets.Inset(h.row, 0, theme.Gap24, 0, theme.Gap8), 0, headerHeight-theme.Stroke)
	h.root = ground(theme.ColorSurface, widgets.VStack(0, body, widgets.Hairline()))
	return h
}

// divider is an upright hairline.
func divider() fyne.CanvasObject {
	return widgets.Fixed(ground(theme.ColorBorder, nil), theme.Stroke, dividerHeight)
}

func (h *header) present(g glance, now time.Time, s *Shell) {
	account := g.selectedAccount()
	if g.facts.Account != nil {
		account.Name = g.facts.Account.Name
	}
	h.account.Set(cmp.Or(account.Name, words.T("No account yet")), workspaceNote(account, s.workspace))
	h.badge.SetPlan(planName(g, account))
	h.funds(g.facts.Account, s.deps.Words)
	h.topUp.Hidden = g.facts.Account == nil || !g.role().May(billing.ChangeBilling) || !s.exists(nav.PagePayments)
	h.fresh(g.freshness, now, s.deps.Words)
}

// funds shows the account balance to those whom billing shows it.
func (h *header) funds(account *billing.Account, print words.Printer) {
	if account == nil || account.AccountBalance.IsUnset() || !account.Role.May(billing.SeeBilling) {
		h.balance.SetText("")
		h.amount.SetText("")
		return
	}
	h.balance.SetText(words.T("Account balance"))
	h.amount.SetText(print.Standing(account.AccountBalance))
}

// fresh shows the age of what is shown. Nothing is paid offline, as the bar under the
// header says.
func (h *header) fresh(f billing.Freshness, now time.Time, print words.Printer) {
	b := print.Badge(f, now)
	h.badge.SetState(badgeState(b), b.Text)
	if b.State == billing.Away {
		h.topUp.Disable()
	} else {
		h.topUp.Enable()
	}
	relayout(h.row)
}

// planName is the plan of the facts, or what the list of accounts says before
// there are any.
func planName(g glance, account billing.AccountSummary) string {
	if g.facts.Subscription != nil {
		return words.Plan(g.facts.Catalog, g.facts.Subscription.Terms.Plan)
	}
	return cmp.Or(account.PlanName, words.T("No plan yet"))
}
