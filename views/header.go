package views

import (
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

// Widths of the account in the header: what it gets, what a long name can take
// besides, and what is left of it where everything else needs the room.
const (
	switcherWidth float32 = 236
	switcherMost  float32 = 320
	switcherLeast float32 = 176
	dividerHeight float32 = 32
)

// header has the account at its left, then what searches, and at its right the
// account balance and the plan with its age.
type header struct {
	root    fyne.CanvasObject
	row     *fyne.Container
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
	h.account = widgets.NewIdentity("", "", func() { s.accountMenu(h.account) }).WithTrailing(resources.IconChevrons)
	h.topUp = widgets.NewButton(widgets.ButtonSecondary, words.T("Top up"), func() {
		s.Go(nav.Route{Page: nav.PagePayments, Arg: "top-up"})
	})
	h.topUp.Hide()
	h.badge.OnTapped = s.togglePanel
	h.badge.SetPlan(words.T("Plan"))
	h.badge.SetState(widgets.PlanBadgeRefreshing, words.T("Reading…"))
	h.row = container.New(headerLayout{h.account},
		h.account, divider(), h.search, widgets.VStack(0, h.balance, h.amount), h.topUp, h.badge)
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
	h.account.Set(orElse(account.Name, words.T("No account yet")), workspaceNote(account, s.workspace))
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
	return orElse(account.PlanName, words.T("No plan yet"))
}

// headerLayout puts the account, a line and the search to the left and the rest to
// the right. Where the room does not suffice the search becomes narrower first, and
// loses its words before anything of the account is cut.
type headerLayout struct{ account *widgets.Identity }

func (headerLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(switcherLeast+theme.Gap12+theme.Stroke+theme.Gap12+widgets.PromptLeast, 0)
	for i, o := range objects {
		if !o.Visible() {
			continue
		}
		own := o.MinSize()
		size.Height = max(size.Height, own.Height)
		if i > 2 {
			size.Width += theme.Gap12 + own.Width
		}
	}
	return size
}

func (h headerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put := func(o fyne.CanvasObject, x, width float32) {
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
	}
	right := size.Width
	for i := len(objects) - 1; i > 2; i-- {
		if !objects[i].Visible() {
			continue
		}
		own := objects[i].MinSize().Width
		put(objects[i], right-own, own)
		right -= own + theme.Gap12
	}
	const between = theme.Gap12 + theme.Stroke + theme.Gap12
	wanted := min(max(h.account.Natural(), switcherWidth), switcherMost)
	search := widgets.PromptShort
	if right-between-wanted < search {
		wanted, search = min(h.account.Natural(), switcherMost), widgets.PromptLeast
	}
	account := max(switcherLeast, min(wanted, right-between-search))
	put(objects[0], 0, account)
	put(objects[1], account+theme.Gap12, theme.Stroke)
	put(objects[2], account+between, min(widgets.PromptWidth, right-account-between))
}
