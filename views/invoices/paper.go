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

const amountWidth float32 = 64

// paper is one document in the panel: it scrolls inside, and what can be done with it
// stays at the lower edge.
type paper struct {
	page    *Page
	detail  detail
	content fyne.CanvasObject
	copying *widgets.Button
	pdf     *widgets.Button
	csv     *widgets.Button
	body    *fyne.Container
}

func (p *Page) paper(d detail) *paper {
	a := &paper{page: p, detail: d}
	ways := a.ways()
	a.body = widgets.VStack(0, a.facts(), widgets.Rule(theme.Gap8), widgets.NewMoneyLine(words.T("Line"), d.currency).Muted())
	a.lines()
	a.sums()
	a.story()
	a.content = paneled(a.head(), a.body, ways)
	a.setBusy(p.saving)
	return a
}

func (a *paper) head() fyne.CanvasObject {
	p, d := a.page, a.detail
	badge := widgets.NewBadge(d.status.Role, d.status.Icon, d.status.Text)
	a.copying = widgets.NewIconButton(resources.IconCopy, words.T("Copy"), a.openCopies).Sized(widgets.ButtonSmall)
	closing := widgets.NewIconButton(resources.IconClose, words.T("Close"), p.shut).Sized(widgets.ButtonSmall)
	return widgets.HStack(theme.Gap8, widgets.NewCardTitle(d.number), badge, widgets.Spacer(), a.copying, closing)
}

func (a *paper) facts() fyne.CanvasObject {
	grid := container.NewGridWithColumns(3)
	for _, f := range a.detail.facts {
		grid.Add(widgets.VStack(0, widgets.NewCaptionParagraph(f.name), widgets.NewParagraph(f.value)))
	}
	return grid
}

// lines are the document's, each with its arithmetic behind a link.
func (a *paper) lines() {
	for _, l := range a.detail.lines {
		amount := widgets.NewText(l.amount).Right()
		if l.credit {
			amount.SetColor(theme.RoleOK.Text())
		}
		how := widgets.VStack(theme.Gap4, widgets.NewMonoParagraph(l.arithmetic), widgets.NewCaptionParagraph(l.explanation))
		row := widgets.NewDisclosure(widgets.DisclosureLabels{Show: words.T("How"), Hide: words.T("Hide")},
			widgets.NewParagraph(l.text), widgets.Fixed(amount, amountWidth, 0), how)
		row.OnToggled = a.toggled
		a.body.Add(row)
	}
}

// toggled gives what became higher its room.
func (a *paper) toggled(bool) { a.body.Refresh() }

func (a *paper) sums() {
	a.body.Add(widgets.Rule(theme.Gap8))
	for _, t := range a.detail.totals {
		row := widgets.NewMoneyLine(t.label, t.amount)
		if t.muted {
			row.Muted()
		}
		a.body.Add(row)
	}
	a.body.Add(widgets.Rule(theme.Gap8))
	a.body.Add(widgets.NewMoneyLine(words.T("Amount due"), a.detail.due).Bold())
	if a.detail.settled != "" {
		settled := widgets.NewParagraph(a.detail.settled)
		settled.SetColor(theme.RoleOK.Text())
		paid := widgets.NewText(a.detail.due).Right()
		paid.SetColor(theme.RoleOK.Text())
		a.body.Add(widgets.HStack(theme.Gap12, widgets.Grow(settled), paid))
	}
	if c := a.detail.compared; c != nil {
		icon, color := resources.IconInfo, theme.ColorMuted
		if c.material {
			icon, color = resources.IconWarning, theme.RoleWarn.Text()
		}
		said := widgets.NewCaptionParagraph(c.sentence)
		said.SetColor(color)
		a.body.Add(widgets.Inset(widgets.HStack(theme.Gap8, widgets.NewIcon(icon, color, theme.IconSize), widgets.Grow(said)), theme.Gap8, 0, 0, 0))
	}
}

// story is what happened, what comes next, and between whom.
func (a *paper) story() {
	a.body.Add(widgets.Inset(widgets.Hairline(), theme.Gap8, 0, theme.Gap12, 0))
	for n, s := range a.detail.steps {
		a.body.Add(stepRow(s, n+1 == len(a.detail.steps)))
	}
	if a.detail.then != "" {
		a.body.Add(widgets.Inset(widgets.NewCaptionParagraph(a.detail.then), 0, 0, theme.Gap8, 0))
	}
	if len(a.detail.parties) > 0 {
		a.body.Add(widgets.Inset(widgets.Hairline(), theme.Gap4, 0, theme.Gap8, 0))
	}
	for _, party := range a.detail.parties {
		lines := widgets.VStack(0)
		for _, l := range party.lines {
			lines.Add(widgets.NewParagraph(l))
		}
		head := widgets.BesideText(theme.Gap8, widgets.NewMutedParagraph(party.title), widgets.NewParagraph(party.name))
		row := widgets.NewDisclosure(widgets.DisclosureLabels{Show: words.T("Address"), Hide: words.T("Hide")}, head, nil, lines)
		row.OnToggled = a.toggled
		a.body.Add(row)
	}
	for _, other := range a.detail.corrects {
		link := widgets.NewButton(widgets.ButtonLink, words.T("Show {number}, which it corrects", "number", other.number), func() {
			a.page.open(other.id)
		}).WithIcon(resources.IconInvoices)
		a.body.Add(widgets.HStack(0, link, widgets.Spacer()))
	}
	if a.detail.change != "" {
		link := widgets.NewButton(widgets.ButtonLink, words.T("Show the change in history"), func() {
			a.page.deps.Go(nav.Route{Page: nav.PageHistory, Arg: a.detail.change})
		}).WithIcon(resources.IconHistory)
		a.body.Add(widgets.HStack(0, link, widgets.Spacer()))
	}
}

func stepRow(s step, last bool) fyne.CanvasObject {
	color := theme.ColorMuted
	if s.role != theme.RolePlain {
		color = s.role.Text()
	}
	texts := widgets.VStack(0, widgets.NewParagraph(s.title))
	if s.note != "" {
		texts.Add(widgets.NewCaptionParagraph(s.note))
	}
	way := widgets.NewPanel(nil)
	way.Fill, way.Line, way.Radius = theme.ColorBorder, theme.ColorTransparent, 0
	way.Hidden = last
	return container.New(stepLayout{}, way, widgets.NewIcon(s.icon, color, theme.IconSize), texts, widgets.NewCaption(s.at))
}

// ways are what can be done with the document. One that is to be paid is paid first.
func (a *paper) ways() fyne.CanvasObject {
	d := a.detail
	a.pdf = widgets.NewButton(widgets.ButtonPrimary, words.T("Save PDF"), a.savePDF).WithIcon(resources.IconDownload)
	a.csv = widgets.NewButton(widgets.ButtonSecondary, words.T("Save CSV"), a.saveCSV)
	mail := widgets.NewButton(widgets.ButtonSecondary, words.T("Mail"), a.mail).WithIcon(resources.IconMail)
	files := container.New(&waysLayout{}, a.pdf, widgets.HStack(theme.Gap8, a.csv, mail))
	all := widgets.VStack(theme.Gap8)
	if d.pay.why != "" {
		all.Add(widgets.NewCaptionParagraph(d.pay.why))
	}
	if d.pay.label != "" {
		a.pdf.SetKind(widgets.ButtonSecondary)
		paying := widgets.NewButton(widgets.ButtonPrimary, d.pay.label, a.pay)
		card := widgets.NewButton(widgets.ButtonSecondary, words.T("Change card"), func() {
			a.page.deps.Go(nav.Route{Page: nav.PagePayments, Arg: "add-card"})
		}).WithIcon(resources.IconPayments)
		if !d.pay.enabled {
			paying.Disable()
		}
		all.Add(container.New(&waysLayout{}, paying, card))
	}
	all.Add(files)
	return all
}

func (a *paper) pay() {
	a.page.deps.Go(nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{Kind: billing.OrderPayment})})
}

// setBusy shows that a file is being written.
func (a *paper) setBusy(busy bool) {
	label := words.T("Save PDF")
	if busy {
		label = words.T("Saving…")
	}
	a.pdf.SetText(label)
	for _, b := range []*widgets.Button{a.pdf, a.csv} {
		b.SetEnabled(!busy)
	}
}

// openCopies lists what can be copied of the document.
func (a *paper) openCopies() {
	c := widgets.OnScreen(a.copying)
	if c == nil {
		return
	}
	entry := func(label, text string) *fyne.MenuItem {
		return fyne.NewMenuItem(label, func() {
			a.page.deps.Copy(text)
			a.page.deps.Say(words.Told{What: words.T("Copied.")})
		})
	}
	copied := a.detail.copied
	menu := widgets.NewMenu(fyne.NewMenu("", entry(words.T("Copy the number"), copied.number),
		entry(words.T("Copy the amount"), copied.amount), entry(words.T("Copy the document"), copied.all)), c)
	size := a.copying.Size()
	menu.ShowAtRelativePosition(fyne.NewPos(size.Width-menu.MinSize().Width, size.Height+theme.Gap4), a.copying)
}
