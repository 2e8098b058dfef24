package views

import (
	"time"

	"fyne.io/fyne/v2"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const switcherWidth float32 = 240

// header has the account at its left and the plan with its age at its right.
type header struct {
	root    fyne.CanvasObject
	row     *fyne.Container
	account *widgets.Identity
	balance *widgets.Text
	amount  *widgets.Text
	badge   *widgets.PlanBadge
}

func newHeader(s *Shell) *header {
	h := &header{badge: widgets.NewPlanBadge(), balance: widgets.NewCaption("").Right(), amount: widgets.NewBold("").Right()}
	h.account = widgets.NewIdentity("", "", func() { s.accountMenu(h.account) }).WithTrailing(resources.IconChevrons)
	h.badge.OnTapped = s.Refresh
	h.badge.SetPlan("Plan")
	h.badge.SetState(widgets.PlanBadgeRefreshing, "Reading…")
	h.row = widgets.HStack(theme.Gap12,
		widgets.Fixed(h.account, switcherWidth, 0), widgets.Spacer(),
		widgets.VStack(0, h.balance, h.amount), h.badge)
	body := widgets.Fixed(widgets.Inset(h.row, 0, theme.Gap24, 0, theme.Gap8), 0, headerHeight-theme.Stroke)
	h.root = ground(theme.ColorSurface, widgets.VStack(0, body, widgets.Hairline()))
	return h
}

func (h *header) present(g glance, now time.Time, s *Shell) {
	account := g.selectedAccount()
	if g.facts.Account != nil {
		account.Name = g.facts.Account.Name
	}
	h.account.Set(orElse(account.Name, "No account yet"), workspaceNote(account, s.workspace))
	h.badge.SetPlan(planName(g, account))
	h.funds(g.facts.Account, s.deps.Words)
	h.fresh(g.freshness, now, s.deps.Words)
}

// funds shows the account balance to those whom billing shows it.
func (h *header) funds(account *billing.Account, print words.Printer) {
	if account == nil || account.AccountBalance.IsUnset() || !account.Role.May(billing.SeeBilling) {
		h.balance.SetText("")
		h.amount.SetText("")
		return
	}
	h.balance.SetText("Account balance")
	h.amount.SetText(print.Standing(account.AccountBalance))
}

func (h *header) fresh(f billing.Freshness, now time.Time, print words.Printer) {
	b := print.Badge(f, now)
	h.badge.SetState(badgeState(b), b.Text)
	relayout(h.row)
}

// planName is the plan of the facts, or what the list of accounts says before
// there are any.
func planName(g glance, account billing.AccountSummary) string {
	if g.facts.Subscription != nil {
		return words.Plan(g.facts.Catalog, g.facts.Subscription.Terms.Plan)
	}
	return orElse(account.PlanName, "No plan yet")
}
