package storage

import (
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Widths of the page's columns and of its tables', in units.
const (
	sideWidth   float32 = 448
	breakpoint  float32 = 900
	kindWidth   float32 = 108
	openedWidth float32 = 120
	sizeWidth   float32 = 64
	iconBox     float32 = 28
)

func columns(main, side fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: main}, widgets.Column{Content: side, Width: sideWidth})
}

func (p *Page) normal(m model) fyne.CanvasObject {
	if m.none != "" {
		plans := widgets.NewButton(widgets.ButtonSecondary, words.T("Compare plans"), p.toPlans)
		return widgets.Page(p.head, widgets.VStack(0, widgets.NewStateCard(widgets.StateEmpty,
			widgets.Notice{Icon: resources.IconStorage, Title: words.T("No storage here"), Detail: m.none}, plans)))
	}
	body := widgets.VStack(theme.Gap16)
	for _, n := range m.notices {
		body.Add(noticeCard(n))
	}
	body.Add(p.usageCard(m))
	var side fyne.CanvasObject
	if p.picker != nil {
		side = widgets.VStack(0, p.picker.content)
	} else {
		side = p.waysCard(m)
	}
	body.Add(widgets.Grow(columns(p.biggestCard(m.biggest), side)))
	body.Add(comparedCard(m.compared))
	return widgets.Page(p.head, body)
}

func noticeCard(n notice) fyne.CanvasObject {
	text := widgets.VStack(0, widgets.NewBoldParagraph(n.title), widgets.NewParagraph(n.detail))
	row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconAlert, theme.RoleBad.Text(), theme.IconSize), widgets.Grow(text))
	return widgets.NewRolePanel(theme.RoleBad, widgets.Pad(row, theme.Gap12))
}

func (p *Page) usageCard(m model) fyne.CanvasObject {
	texts := widgets.VStack(0, widgets.NewCardTitleParagraph(m.title), widgets.NewMutedParagraph(m.detail))
	if m.undo.note != "" {
		texts.Add(widgets.NewCaptionParagraph(m.undo.note))
	}
	if m.reserved != "" {
		texts.Add(widgets.NewCaptionParagraph(m.reserved))
	}
	head := widgets.HStack(theme.Gap12, widgets.Grow(texts))
	if m.undo.offered {
		head.Add(p.undo)
	}
	if m.change && p.picker == nil { // what is chosen there goes on from there
		head.Add(p.change)
	}
	return widgets.NewCard(widgets.CardOptions{}, widgets.VStack(theme.Gap12, head, p.meter))
}

func itemColumns() []widgets.TableColumn {
	return []widgets.TableColumn{
		{Title: words.T("Item")},
		{Title: words.T("Kind"), Width: kindWidth},
		{Title: words.T("Last opened"), Width: openedWidth},
		{Title: "GB", Width: sizeWidth, Right: true},
	}
}

func (p *Page) biggestCard(b biggest) fyne.CanvasObject {
	options := widgets.CardOptions{Title: words.T("Biggest items"), Note: b.note, Flush: true}
	if len(b.rows) == 0 {
		return widgets.NewCard(options, widgets.Pad(widgets.NewMutedParagraph(
			words.T("No item is listed. The biggest ones will be, once something is stored.")), theme.Gap16))
	}
	if b.more {
		options.Right = widgets.NewButton(widgets.ButtonLink, words.T("Show all items"), p.toAll)
	}
	content := widgets.VStack(0, widgets.NewCardTable(itemColumns(), b.rows), widgets.Spacer())
	if b.foot != "" {
		content.Add(widgets.NewCardFoot(widgets.HStack(theme.Gap8,
			widgets.NewIcon(resources.IconClock, theme.RoleWarn.Text(), theme.IconSize), widgets.Grow(widgets.NewCaptionParagraph(b.foot)))))
	}
	return widgets.NewCard(options, content)
}

func (p *Page) waysCard(m model) fyne.CanvasObject {
	rows := widgets.VStack(0)
	for i, w := range m.ways {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		rows.Add(widgets.Grow(p.wayRow(w)))
	}
	foot := widgets.VStack(0)
	for _, line := range m.foot {
		foot.Add(widgets.NewCaptionParagraph(line))
	}
	rows.Add(widgets.NewCardFoot(widgets.Inset(foot, theme.Gap8, 0, theme.Gap8, 0)))
	return widgets.NewCard(widgets.CardOptions{Title: words.T("Three ways to more room"), Note: m.taxed, Flush: true}, rows)
}

func (p *Page) wayRow(w way) fyne.CanvasObject {
	title := widgets.HStack(theme.Gap8, widgets.NewBold(w.title), widgets.Spacer())
	if w.smallest {
		title.Add(widgets.NewBadge(theme.RoleOK, resources.IconCheck, words.T("Smallest fix")))
	}
	texts := widgets.VStack(theme.Gap4, title, widgets.NewMutedParagraph(w.sentence))
	if w.gain != "" || w.label != "" {
		action := widgets.HStack(theme.Gap4, widgets.Grow(widgets.Flow(theme.Gap4, 0, widgets.NewText(w.gain), widgets.NewBold(w.price))))
		if w.label != "" {
			action.Add(widgets.NewButton(widgets.ButtonSecondary, w.label, func() { p.deps.Go(w.leads) }).Sized(widgets.ButtonSmall))
		}
		texts.Add(action)
	}
	row := widgets.HStack(theme.Gap12, framed(w.icon), widgets.Grow(texts))
	return widgets.VStack(0, widgets.Spacer(), widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16), widgets.Spacer())
}

// framed is an icon in a box, as a row's beginning.
func framed(icon resources.Icon) fyne.CanvasObject {
	box := widgets.NewRolePanel(theme.RoleNeutral, widgets.NewIcon(icon, theme.RoleNeutral.Text(), theme.IconSize))
	box.Radius = theme.RadiusControl
	return widgets.Fixed(box, iconBox, iconBox)
}

func comparedCard(all []comparison) fyne.CanvasObject {
	rows := make([][]widgets.TableCell, len(all))
	for i, c := range all {
		rows[i] = []widgets.TableCell{{Text: c.name, Bold: true}, {Text: c.adds}, {Text: c.billed}, {Text: c.use}}
	}
	return widgets.NewCard(widgets.CardOptions{Title: words.T("What is bought for what"), Flush: true}, widgets.NewCardTable([]widgets.TableColumn{
		{Title: words.T("What"), Width: 140}, {Title: words.T("What it adds")}, {Title: words.T("When it is billed")}, {Title: words.T("What it is for")},
	}, rows))
}

func (p *Page) toAll() { p.deps.Go(allRoute) }

func (p *Page) toPlans() { p.deps.Go(plansRoute) }

// loading has the boxes of the page, so that nothing jumps when it is read.
func (p *Page) loading() fyne.CanvasObject {
	usage := widgets.NewCard(widgets.CardOptions{}, widgets.VStack(theme.Gap12,
		widgets.NewSkeletonRows(2, 18), widgets.NewSkeletonRows(3, 24)))
	box := func(title string, rows int, height float32) fyne.CanvasObject {
		return widgets.NewCard(widgets.CardOptions{Title: title}, widgets.NewSkeletonRows(rows, height))
	}
	head := widgets.NewPageHead(words.T("Storage"), words.T("Reading the saved copy…"))
	return widgets.Page(head, widgets.VStack(theme.Gap16, usage,
		widgets.Grow(columns(box(words.T("Biggest items"), 10, theme.RowHeight), box(words.T("Three ways to more room"), 3, 110)))))
}

// unreadable stands where the copy cannot be read at all.
func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload).WithIcon(resources.IconRefresh)
	card := widgets.NewStateCard(widgets.StateError, widgets.Notice{Title: told.What, Detail: told.Rest()}, again)
	return widgets.Page(p.head, widgets.VStack(0, card))
}
