package invoices

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// detail is the panel with one document; it scrolls inside itself.
func (p *Page) detail(d detail) fyne.CanvasObject {
	badge := widgets.NewBadge(d.status.Role, d.status.Icon, d.status.Text)
	closing := widgets.NewIconButton(resources.IconClose, words.T("Close"), p.shut).Sized(widgets.ButtonSmall)
	copying := widgets.NewIconButton(resources.IconCopy, words.T("Copy"), func() { p.deps.Copy(d.copy) }).Sized(widgets.ButtonSmall)
	head := widgets.HStack(theme.Gap8, widgets.NewCardTitle(d.number), badge, widgets.Spacer(), copying, closing)
	body := widgets.VStack(0, facts(d), widgets.Rule(theme.Gap8), widgets.NewMoneyLine(words.T("Line"), d.currency).Muted())
	for _, l := range d.lines {
		row := lineRow(l)
		row.OnToggled = func(bool) { body.Refresh() }
		body.Add(row)
	}
	body.Add(widgets.Rule(theme.Gap8))
	for _, t := range d.totals {
		row := widgets.NewMoneyLine(t.label, t.amount)
		if t.muted {
			row.Muted()
		}
		body.Add(row)
	}
	body.Add(widgets.Rule(theme.Gap8))
	body.Add(widgets.NewMoneyLine(words.T("Amount due"), d.due).Bold())
	if d.settled != "" {
		body.Add(widgets.NewMoneyLine(d.settled, d.due).Credit())
	}
	body.Add(widgets.Rule(theme.Gap8))
	for _, a := range d.attempts {
		body.Add(attemptRow(a))
	}
	content := widgets.VStack(0,
		widgets.Fixed(widgets.Inset(head, 0, theme.Gap16, 0, theme.Gap16), 0, 44), widgets.Hairline(),
		widgets.Grow(widgets.NewVScroll(widgets.Pad(body, theme.Gap16))))
	return widgets.NewCard(widgets.CardOptions{Flush: true}, content)
}

func facts(d detail) fyne.CanvasObject {
	fact := func(name, value string) fyne.CanvasObject {
		return widgets.VStack(0, widgets.NewCaption(name), widgets.NewText(value))
	}
	return container.NewGridWithColumns(2, fact(words.T("Issued"), d.issued), fact(words.T("Period"), d.period))
}

// lineRow is a line with its arithmetic behind a link.
func lineRow(l line) *widgets.Disclosure {
	amount := widgets.NewText(l.amount).Right()
	if l.credit {
		amount.SetColor(theme.RoleOK.Text())
	}
	how := widgets.VStack(theme.Gap4, widgets.NewMonoParagraph(l.arithmetic), widgets.NewCaptionParagraph(l.explanation))
	return widgets.NewDisclosure(widgets.DisclosureLabels{Show: words.T("How"), Hide: words.T("Hide")},
		widgets.NewParagraph(l.text), widgets.Fixed(amount, 64, 0), how)
}

func attemptRow(a attempt) fyne.CanvasObject {
	color := theme.ColorMuted
	if a.role != theme.RolePlain {
		color = a.role.Text()
	}
	texts := widgets.VStack(0, widgets.NewParagraph(a.title))
	if a.note != "" {
		texts.Add(widgets.NewCaption(a.note))
	}
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(a.icon, color, theme.IconSize), widgets.Grow(texts), widgets.NewCaption(a.at))
	return widgets.Fixed(row, 0, 40)
}

// loading has the boxes of the page.
func (p *Page) loading() fyne.CanvasObject {
	rows := widgets.NewCard(widgets.CardOptions{}, widgets.NewSkeletonRows(12, theme.RowHeight))
	head := widgets.NewPageHead(words.T("Invoices"), words.T("Reading the saved copy…"))
	return widgets.Page(head, widgets.VStack(theme.Gap12, widgets.NewSkeleton(236, theme.ControlHeight), widgets.Grow(rows)))
}

func (p *Page) state(card fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Page(p.head, widgets.VStack(0, card))
}

func (p *Page) empty() fyne.CanvasObject {
	notice := widgets.Notice{
		Icon: resources.IconInvoices, Title: words.T("No invoices yet"), Detail: words.T("The first one comes when something is billed."),
	}
	if next := p.data.facts.Next(); next != nil {
		notice.Detail = words.T("The first one comes on {day}.", "day", p.deps.Words.Date(next.At))
	}
	open := widgets.NewButton(widgets.ButtonSecondary, words.T("Open overview"), func() { p.deps.Go(nav.Route{Page: nav.PageOverview}) })
	return p.state(widgets.NewStateCard(widgets.StateEmpty, notice, open))
}

func (p *Page) notYours() fyne.CanvasObject {
	return p.state(widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconLock, Title: words.T("Invoices are for admins and billing admins"),
		Detail: p.deps.Words.Reserved(p.data.facts.Account, billing.SeeBilling),
	}))
}

func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload).WithIcon(resources.IconRefresh)
	return p.state(widgets.NewStateCard(widgets.StateError,
		widgets.Notice{Title: told.What, Detail: told.Rest()}, again))
}
