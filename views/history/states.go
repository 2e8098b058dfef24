package history

import (
	"strings"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// plainName is a name without what joins it to a value.
func plainName(name string) string { return strings.TrimSuffix(name, ":") }

// loading has the boxes of the page.
func (p *Page) loading() fyne.CanvasObject {
	rows := widgets.NewCard(widgets.CardOptions{}, widgets.NewSkeletonRows(12, theme.RowHeight))
	bar := widgets.Flow(theme.Gap12, theme.Gap12, widgets.NewSkeleton(searchWidth, theme.ControlHeight), widgets.NewSkeleton(136, theme.ControlHeight),
		widgets.NewSkeleton(152, theme.ControlHeight), widgets.NewSkeleton(152, theme.ControlHeight))
	head := widgets.NewPageHead(words.T("History"), words.T("Reading the saved copy…"))
	return widgets.Page(head, widgets.VStack(theme.Gap12, bar, widgets.Grow(rows)))
}

// state is a card in the place of the list; there is nothing to export then.
func (p *Page) state(card fyne.CanvasObject) fyne.CanvasObject {
	head := p.head
	head.Actions = nil
	return widgets.Page(head, widgets.VStack(0, card))
}

func (p *Page) empty() fyne.CanvasObject {
	open := widgets.NewButton(widgets.ButtonSecondary, words.T("Open overview"), func() { p.deps.Go(nav.Route{Page: nav.PageOverview}) })
	return p.state(widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconHistory, Title: words.T("Nothing has happened yet"),
		Detail: words.T("What is ordered, changed, billed and paid appears here, with who did it and why."),
	}, open))
}

// nothingFits stands in the list's place where the query leaves nothing.
func (p *Page) nothingFits() fyne.CanvasObject {
	clearing := widgets.NewButton(widgets.ButtonSecondary, words.T("Show everything"), func() { p.narrow(everything()) })
	return widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconSearch, Title: words.T("Nothing fits"),
		Detail: words.T("Nothing in the history has this text, person, category and time."),
	}, clearing)
}

func (p *Page) notYours() fyne.CanvasObject {
	p.head.Subtitle.SetText(words.T("Every change to the money of {account}.", "account", p.data.facts.Account.Name))
	return p.state(widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconLock, Title: words.T("The history is not for your role"),
		Detail: p.deps.Words.Reserved(p.data.facts.Account, billing.SeeBilling),
	}))
}

func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	p.head.Subtitle.SetText("")
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload).WithIcon(resources.IconRefresh)
	return p.state(widgets.NewStateCard(widgets.StateError, widgets.Notice{Title: told.What, Detail: told.Rest()}, again))
}
