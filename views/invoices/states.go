package invoices

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// loading has the boxes of the page.
func (p *Page) loading() fyne.CanvasObject {
	rows := widgets.NewCard(widgets.CardOptions{}, widgets.NewVScroll(widgets.NewSkeletonRows(14, theme.RowHeight)))
	head := widgets.NewPageHead(words.T("Invoices"), words.T("Reading the saved copy…"))
	return widgets.Page(head, widgets.VStack(theme.Gap12, widgets.NewSkeleton(searchWidth, theme.ControlHeight), widgets.Grow(rows)))
}

// state is the page with nothing but why there is nothing.
func (p *Page) state(kind widgets.StateKind, notice widgets.Notice, actions ...fyne.CanvasObject) fyne.CanvasObject {
	head := widgets.PageHead{Title: p.head.Title, Subtitle: p.head.Subtitle}
	if p.deps.Exists(nav.PageSupport) {
		head.Actions = []fyne.CanvasObject{p.mine}
	}
	return widgets.Page(head, widgets.VStack(0, widgets.NewStateCard(kind, notice, actions...)))
}

func (p *Page) empty() fyne.CanvasObject {
	notice := widgets.Notice{
		Icon: resources.IconInvoices, Title: words.T("No invoices yet"), Detail: words.T("The first one comes when something is billed."),
	}
	if next := p.data.facts.Next(); next != nil {
		notice.Detail = words.T("The first one comes on {day}.", "day", p.deps.Words.Date(next.At))
	}
	open := widgets.NewButton(widgets.ButtonSecondary, words.T("Open overview"), func() { p.deps.Go(nav.Route{Page: nav.PageOverview}) })
	return p.state(widgets.StateEmpty, notice, open)
}

func (p *Page) notYours() fyne.CanvasObject {
	p.head.Subtitle.SetText(words.T("Invoices and credit notes of {account}.", "account", p.data.facts.Account.Name))
	return p.state(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconLock, Title: words.T("Invoices are not for your role"),
		Detail: p.deps.Words.Reserved(p.data.facts.Account, billing.SeeBilling),
	})
}

func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	p.head.Subtitle.SetText("")
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload).WithIcon(resources.IconRefresh)
	return p.state(widgets.StateError, widgets.Notice{Title: told.What, Detail: told.Rest()}, again)
}
