package history

import (
	"unicode/utf8"

	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Sizes in units of the panel's parts.
const (
	panelWidth   float32 = 328
	panelHead    float32 = 44
	factRow      float32 = 24
	factName     float32 = 96
	changedName  float32 = 92
	changedRow   float32 = 24
	chargeAmount float32 = 64
	shortTitle           = 15 // letters
)

// unfolded names a line of an entry that says how it was computed.
type unfolded struct {
	entry string
	line  int
}

// fill shows the entry that is open, with as much of its preview as is known.
func (p *Page) fill() {
	v := p.shown
	body := widgets.VStack(0)
	for _, f := range v.facts {
		body.Add(factLine(f.name, widgets.NewParagraph(f.value)))
	}
	if v.why != "" {
		body.Add(p.failure(v))
	}
	if len(v.changes) > 0 || v.unchanged != "" {
		body.Add(widgets.Rule(theme.Gap4))
		body.Add(changes(v))
	}
	p.addBill(body, v)
	if links := p.links(v); len(links) > 0 {
		body.Add(widgets.Rule(theme.Gap4))
		for _, link := range links {
			body.Add(link)
		}
	}
	closing := widgets.NewIconButton(resources.IconClose, words.T("Close"), p.shut).Sized(widgets.ButtonSmall)
	badge := widgets.NewBadge(v.outcome.Role, v.outcome.Icon, v.outcome.Text)
	if v.outcome.Role == theme.RolePlain {
		badge = widgets.NewBadge(theme.RoleOK, resources.IconCheck, v.outcome.Text)
	}
	head := widgets.HStack(theme.Gap8, widgets.Grow(titled(v.title, badge)), closing)
	content := widgets.VStack(0,
		widgets.Fixed(widgets.Inset(head, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16), 0, panelHead), widgets.Hairline(),
		widgets.Grow(widgets.NewVScroll(widgets.Inset(body, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16))),
		widgets.Hairline(), widgets.Inset(p.ways(v), theme.Gap8, theme.Gap16, theme.Gap12, theme.Gap16))
	p.split.Show(content)
}

// titled puts the badge after a title, and under one that may need more than a line.
func titled(title string, badge fyne.CanvasObject) fyne.CanvasObject {
	if utf8.RuneCountInString(title) > shortTitle {
		return widgets.VStack(theme.Gap4, widgets.NewCardTitleParagraph(title), widgets.HStack(0, badge, widgets.Spacer()))
	}
	return widgets.HStack(theme.Gap8, widgets.NewCardTitle(title), badge, widgets.Spacer())
}

// ways are what can be done with the entry.
func (p *Page) ways(v detail) fyne.CanvasObject {
	ways := []fyne.CanvasObject{widgets.NewButton(widgets.ButtonSecondary, words.T("Copy as text"), func() {
		p.copy(v.text(p.bill()))
	}).WithIcon(resources.IconCopy)}
	if v.number != "" {
		ways = append(ways, widgets.NewButton(widgets.ButtonSecondary, words.T("Open {number}", "number", v.number), func() { p.openInvoice(v) }).
			WithTrailing(resources.IconChevronRight))
	}
	return widgets.Flow(theme.Gap8, theme.Gap8, ways...)
}

// copy puts a text on the clipboard, and says so.
func (p *Page) copy(text string) {
	p.deps.Copy(text)
	p.deps.Say(words.Told{What: words.T("Copied.")})
}

func (p *Page) openInvoice(v detail) { p.deps.Go(nav.Route{Page: nav.PageInvoices, Arg: v.invoice}) }

// bill is the preview that was confirmed, or else the document of billing's own.
func (p *Page) bill() *bill {
	if p.shown.billed != nil {
		return p.shown.billed
	}
	return p.confirmed.bill
}

func factLine(name string, value fyne.CanvasObject) fyne.CanvasObject {
	label := widgets.Fixed(widgets.NewMutedParagraph(name), factName, 0)
	return widgets.Fixed(widgets.Inset(widgets.HStack(theme.Gap12, label, widgets.Grow(value)), 3, 0, 3, 0), 0, factRow)
}

// failure says why something was declined or rejected, and leads to what came of that.
func (p *Page) failure(v detail) fyne.CanvasObject {
	box := widgets.VStack(theme.Gap4, widgets.HStack(theme.Gap8,
		widgets.NewIcon(resources.IconAlert, theme.RoleBad.Text(), theme.IconSize), widgets.Grow(widgets.NewParagraph(v.why))))
	if v.next == "" {
		box.Add(widgets.NewCaptionParagraph(v.then))
	} else {
		box.Add(widgets.NewCaptionParagraph(words.T("Then: {what}", "what", v.then)))
		box.Add(widgets.HStack(0, widgets.NewButton(widgets.ButtonLink, words.T("Show what came next"), func() { p.follow(v.next) }), widgets.Spacer()))
	}
	return widgets.Inset(widgets.NewRolePanel(theme.RoleBad, widgets.Pad(box, theme.Gap12)), theme.Gap8, 0, theme.Gap8, 0)
}

// follow opens another entry, which the list may have been narrowed to be without.
func (p *Page) follow(id string) {
	p.wanted = id
	p.refill()
	p.open(id)
}

// changes are before and after, with an arrow between.
func changes(v detail) fyne.CanvasObject {
	table := widgets.VStack(0)
	if len(v.changes) > 0 {
		table.Add(container.New(beforeAfter{}, widgets.NewCaption(""), widgets.NewCaption(words.T("Before")),
			widgets.Gap(theme.IconSize, 0), widgets.NewCaption(words.T("After"))))
	}
	for _, c := range v.changes {
		table.Add(container.New(beforeAfter{}, widgets.NewMutedParagraph(plainName(c.name)), widgets.NewParagraph(c.from),
			widgets.NewIcon(resources.IconArrowRight, theme.ColorMuted, theme.IconSize), widgets.NewBoldParagraph(c.to)))
	}
	if v.unchanged != "" {
		table.Add(widgets.Inset(widgets.NewCaptionParagraph(v.unchanged), theme.Gap4, 0, 0, 0))
	}
	return table
}

// beforeAfter is a row of a name, a value, an arrow and what the value became. Its columns
// are as wide in every row; what is longer wraps.
type beforeAfter struct{}

const (
	changedSpace float32 = 3
	changedLeast float32 = 64
	changedLine  float32 = 18 // of text, on whose middle the arrow is
)

func (beforeAfter) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(changedName+2*changedLeast+theme.IconSize+3*theme.Gap8, changedRow)
	for _, object := range objects {
		size.Height = max(size.Height, object.MinSize().Height+2*changedSpace)
	}
	return size
}

func (beforeAfter) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	value := (size.Width - changedName - theme.IconSize - 3*theme.Gap8) / 2
	x := float32(0)
	for i, width := range []float32{changedName, value, theme.IconSize, value} {
		o := objects[i]
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
		height := o.MinSize().Height // of what wraps, it follows from the width
		o.Resize(fyne.NewSize(width, height))
		o.Move(fyne.NewPos(x, changedSpace+max(changedLine-height, 0)/2))
		x += width + theme.Gap8
	}
}

// addBill adds what was confirmed or billed, or why it is not there.
func (p *Page) addBill(body *fyne.Container, v detail) {
	b := p.bill()
	if b == nil && v.preview == "" {
		return
	}
	body.Add(widgets.Rule(theme.Gap4))
	if b == nil {
		body.Add(widgets.NewCaption(words.T("Preview as confirmed")))
		p.addPreviewState(body)
		return
	}
	title := widgets.HStack(theme.Gap8, widgets.NewCaption(b.title), widgets.Spacer(), widgets.NewCaption(b.currency))
	body.Add(widgets.Fixed(title, 0, changedRow))
	if len(b.lines) == 0 {
		body.Add(widgets.NewMutedParagraph(words.T("Nothing is charged")))
	}
	for i, l := range b.lines {
		body.Add(p.chargeLine(body, i, l))
	}
	if len(b.sums) > 0 {
		body.Add(widgets.Rule(theme.Gap4))
	}
	for _, s := range b.sums {
		body.Add(moneyLine(s))
	}
	body.Add(widgets.NewMoneyLine(b.due.name, b.due.value).Bold())
}

// chargeLine is a line with how it was computed behind a link. It stays open while its entry
// is, also where that is read again.
func (p *Page) chargeLine(body *fyne.Container, index int, l charge) fyne.CanvasObject {
	amount := widgets.NewText(l.value).Right()
	if l.credit {
		amount.SetColor(theme.RoleOK.Text())
	}
	copying := widgets.NewCopyButton(words.T("Copy the arithmetic"), func() { p.copy(l.computed) })
	how := widgets.HStack(theme.Gap8, widgets.Grow(widgets.VStack(theme.Gap4,
		widgets.NewMonoParagraph(l.arithmetic), widgets.NewCaptionParagraph(l.explanation))), copying)
	row := widgets.NewDisclosure(widgets.DisclosureLabels{Show: words.T("How"), Hide: words.T("Hide")},
		widgets.NewParagraph(l.name), widgets.Fixed(amount, chargeAmount, 0), how)
	line := unfolded{p.wanted, index}
	row.SetOpen(p.unfolded[line])
	row.OnToggled = func(open bool) {
		p.unfolded[line] = open
		body.Refresh()
	}
	return row
}

func moneyLine(a amount) *widgets.MoneyLine {
	line := widgets.NewMoneyLine(a.name, a.value)
	if a.credit {
		line.Credit()
	}
	return line
}

// addPreviewState stands where the preview would.
func (p *Page) addPreviewState(body *fyne.Container) {
	switch p.confirmed.state {
	case previewReading:
		body.Add(widgets.NewSkeletonRows(5, changedRow))
	case previewMissing:
		body.Add(widgets.Inset(widgets.NewMutedParagraph(
			words.T("It is not on this computer. It is read once billing can be reached.")), theme.Gap4, 0, 0, 0))
	case previewFailed:
		body.Add(widgets.Inset(widgets.NewMutedParagraph(p.confirmed.problem.What), theme.Gap4, 0, theme.Gap4, 0))
		body.Add(widgets.HStack(0, widgets.NewButton(widgets.ButtonLink, words.T("Read again"), p.ask), widgets.Spacer()))
	case previewNone, previewRead:
	}
}

// links are where else the entry is told of, and by what it is found again.
func (p *Page) links(v detail) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if v.number != "" {
		link := widgets.NewButton(widgets.ButtonLink, v.number, func() { p.openInvoice(v) })
		all = append(all, factLine(words.T("Invoice"), widgets.HStack(0, link, widgets.Spacer())))
	}
	if v.method != "" {
		all = append(all, factLine(v.methodName(), widgets.NewParagraph(v.method)))
	}
	if v.change != "" {
		copying := widgets.NewCopyButton(words.T("Copy the change id"), func() { p.copy(v.change) })
		all = append(all, factLine(words.T("Change id"), widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewMonoParagraph(v.change)), copying)))
	}
	return all
}
