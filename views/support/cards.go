package support

import (
	"strconv"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Widths of the page's columns, in units, and below which width of the page the case goes
// under the others, and all under one another.
const (
	listWidth  float32 = 264
	caseWidth  float32 = 304
	breakpoint float32 = 900
	narrowest  float32 = 600
	numberBox  float32 = 24
	rowPadding float32 = 7
	leastRows  float32 = 320 // height of the checks; what is more scrolls, so that the verdict stays in sight
)

func (p *Page) layout() fyne.CanvasObject {
	head := widgets.NewPageHead(words.T("Support"), words.T("Pick what you see. Billfold checks the likely causes first, then prepares a case without card data."))
	foot := widgets.VStack(0, widgets.Hairline(), widgets.Inset(p.foot, theme.Gap12, theme.Gap16, theme.Gap12, 20))
	list := widgets.NewCard(widgets.CardOptions{Title: words.T("What do you see?"), Flush: true},
		widgets.VStack(0, widgets.Pad(p.list, theme.Gap8), widgets.Spacer(), foot))
	p.foot.Objects = []fyne.CanvasObject{widgets.NewSkeleton(200, 16), widgets.NewSkeleton(160, 16), widgets.NewSkeleton(180, 16)}
	main := widgets.Columns(narrowest, theme.Gap16, widgets.Column{Content: list, Width: listWidth}, widgets.Column{Content: p.middle})
	return widgets.Page(head, widgets.Grow(widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: main}, widgets.Column{Content: p.file.content, Width: caseWidth})))
}

// waiting stands in the middle until the copy was read.
func (p *Page) waiting() fyne.CanvasObject {
	return widgets.NewCard(widgets.CardOptions{Title: titleOf(p.asked.symptom)}, widgets.NewSkeletonRows(7, 53))
}

func (p *Page) fillFoot(m model) {
	p.foot.Objects = nil
	for _, line := range m.foot {
		p.foot.Add(widgets.NewCaptionParagraph(line))
	}
	p.root.Refresh()
}

// fillMiddle lists what was found, with what it comes to at the bottom.
func (p *Page) fillMiddle(m model) {
	body, rows := widgets.VStack(0), widgets.VStack(0)
	if p.asked.symptom == charged {
		p.fillCharge(body, m)
	}
	if len(m.wants) > 0 {
		body.Add(p.plans.build(m))
		body.Add(widgets.Hairline())
	}
	for i, f := range m.findings {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		rows.Add(p.row(i+1, f))
	}
	if len(m.findings) > 0 {
		body.Add(widgets.Grow(widgets.Fixed(widgets.NewVScroll(rows), 0, leastRows)))
	} else {
		body.Add(widgets.Spacer())
	}
	if m.verdict.role != verdictNone {
		body.Add(widgets.Hairline()) // which is all that tells them apart in high contrast
		body.Add(verdictBar(m.verdict, p.asked.symptom == charged))
	}
	p.middle.Objects = []fyne.CanvasObject{widgets.NewCard(
		widgets.CardOptions{Title: m.title, Right: widgets.NewMuted(m.note), Flush: true}, body)}
	p.root.Refresh()
}

// fillCharge is the form above the checks, and what is said before there are any.
func (p *Page) fillCharge(body *fyne.Container, m model) {
	if len(m.currencies) == 0 {
		body.Add(widgets.Pad(widgets.NewMutedParagraph(words.T("No account is saved here to hold a charge against. Refresh, or sign in to the account that pays.")), theme.Gap16))
		return
	}
	body.Add(p.form.build(m.currencies))
	body.Add(widgets.Hairline())
	if len(m.findings) > 0 {
		return
	}
	said := widgets.VStack(theme.Gap8, widgets.NewMutedParagraph(
		words.T("Type the amount and the day as the statement has them. Every account that you may see is looked at, in this order:")))
	for i, kind := range billing.ClaimKinds {
		said.Add(numbered(i+1, widgets.Inset(widgets.NewMutedParagraph(claimed(kind)), 3, 0, 0, 0)))
	}
	said.Add(widgets.NewMutedParagraph(refunds()))
	body.Add(widgets.Pad(said, theme.Gap16))
}

// numbered has a number in a box before a text.
func numbered(number int, text fyne.CanvasObject) fyne.CanvasObject {
	box := widgets.NewRolePanel(theme.RoleNeutral, widgets.HStack(0, widgets.Spacer(), widgets.NewCaptionBold(strconv.Itoa(number)), widgets.Spacer()))
	box.Radius = theme.RadiusBadge
	return widgets.Columns(0, theme.Gap12,
		widgets.Column{Content: widgets.VStack(0, widgets.Fixed(box, numberBox, numberBox)), Width: numberBox}, widgets.Column{Content: text})
}

func refunds() string {
	return words.T("Not refundable, unless law or a written agreement says so.")
}

// row is one cause or check: its number, what it is, what was found, and the way on.
func (p *Page) row(number int, f finding) fyne.CanvasObject {
	head := widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewBoldParagraph(f.title)), p.mark(f.result))
	texts := widgets.VStack(0, head, widgets.NewMutedParagraph(f.detail))
	if f.fix != nil {
		texts.Add(widgets.Inset(p.way(f.fix), theme.Gap4, 0, 0, 0))
	}
	return widgets.Inset(numbered(number, texts), rowPadding, theme.Gap16, rowPadding, theme.Gap16)
}

// way is the button of a fix. An invoice is only looked at, and so is a link.
func (p *Page) way(f *fix) fyne.CanvasObject {
	kind := widgets.ButtonSecondary
	if f.does == actGo && f.leads.Page == nav.PageInvoices {
		kind = widgets.ButtonLink
	}
	button := widgets.NewButton(kind, f.label, func() { p.mend(f) }).Sized(widgets.ButtonSmall)
	switch f.does {
	case actRefresh:
		button.WithIcon(resources.IconRefresh)
	case actCopy:
		button.WithIcon(resources.IconCopy)
	case actGo:
	}
	return widgets.HStack(0, button, widgets.Spacer())
}

// mark says in a word what a check came to.
func (p *Page) mark(r billing.ClaimResult) fyne.CanvasObject {
	switch r {
	case billing.ClaimMatches:
		role, icon := theme.RoleInfo, resources.IconCheck
		if p.asked.symptom == charged {
			role = theme.RoleOK
		}
		return widgets.NewBadge(role, icon, words.T("Matches"))
	case billing.ClaimUnclear:
		return widgets.NewBadge(theme.RoleNeutral, resources.IconInfo, words.T("Cannot tell"))
	case billing.ClaimNo:
	}
	return widgets.NewMuted(words.T("No"))
}

// verdictBar is what all of it comes to.
func verdictBar(v verdict, money bool) fyne.CanvasObject {
	role, icon := theme.RoleInfo, resources.IconInfo
	switch v.role {
	case verdictFound:
		role, icon = theme.RoleOK, resources.IconCheckCircle
	case verdictTrouble:
		role, icon = theme.RoleWarn, resources.IconWarning
	case verdictOpen, verdictNone:
	}
	texts := widgets.VStack(0, widgets.BesideText(theme.Gap4, widgets.NewBoldParagraph(v.title), widgets.NewParagraph(v.detail)))
	if money {
		texts.Add(widgets.NewCaptionParagraph(refunds()))
	}
	return widgets.NewCardVerdict(role, widgets.HStack(theme.Gap12, widgets.NewIcon(icon, role.Text(), theme.IconSize), widgets.Grow(texts)))
}
