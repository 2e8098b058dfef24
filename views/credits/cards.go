package credits

import (
	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// Widths of the page's columns and parts, in units.
const (
	sideWidth  float32 = 412
	breakpoint float32 = 900
	tileLeast  float32 = 220
	iconBox    float32 = 28
	lastsWidth float32 = 130
	priceWidth float32 = 76
	meterRoom  float32 = 14
)

func columns(main, side fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Columns(breakpoint, theme.Gap12,
		widgets.Column{Content: main}, widgets.Column{Content: side, Width: sideWidth})
}

func (p *Page) normal(m model) fyne.CanvasObject {
	p.rows = nil
	body := widgets.VStack(theme.Gap12)
	var tiles []fyne.CanvasObject
	for _, b := range m.balances {
		tiles = append(tiles, tile(b))
	}
	if m.none != "" {
		body.Add(widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{Icon: resources.IconCredits, Title: words.T("No AI or sending credits here"), Detail: m.none}))
	}
	if len(tiles) > 0 {
		body.Add(widgets.Tiles(tileLeast, theme.Gap12, tiles...))
	}
	if m.ai {
		main := widgets.VStack(theme.Gap12, sourcesCard(m.sources), widgets.Grow(p.packsCard(m)))
		side := widgets.VStack(theme.Gap12, widgets.Grow(p.spentCard(m.spent)))
		if m.reload.shown {
			side.Add(p.form.card)
		}
		body.Add(widgets.Grow(columns(main, side)))
	}
	if len(m.charts) > 0 {
		body.Add(p.chartCard(m.charts))
	}
	return widgets.Page(p.head, body)
}

func tile(b balance) fyne.CanvasObject {
	head := widgets.HStack(theme.Gap8, framed(b.icon),
		widgets.Grow(widgets.VStack(0, widgets.NewBoldParagraph(b.name), widgets.NewCaptionParagraph(b.scope))))
	body := widgets.VStack(theme.Gap8, head)
	meter := widgets.Gap(0, meterRoom)
	if b.measured {
		m := widgets.NewMeter()
		m.Set(b.fraction, b.role())
		meter = m
	}
	lines := widgets.VStack(0, widgets.NewFigure(b.figure), widgets.NewMutedParagraph(b.of), widgets.Gap(0, theme.Gap4), meter)
	for _, l := range b.lines {
		sentence := widgets.NewCaptionParagraph(l.text)
		if l.role != theme.RolePlain {
			sentence.SetColor(l.role.Text())
		}
		lines.Add(sentence)
	}
	body.Add(lines)
	body.Add(widgets.Hairline())
	body.Add(widgets.NewCaptionParagraph(b.pays))
	return widgets.NewCard(widgets.CardOptions{}, body)
}

// framed is an icon in a box, as a card's beginning.
func framed(icon resources.Icon) fyne.CanvasObject {
	box := widgets.NewRolePanel(theme.RoleNeutral, widgets.NewIcon(icon, theme.RoleNeutral.Text(), theme.IconSize))
	box.Radius = theme.RadiusControl
	return widgets.Fixed(box, iconBox, iconBox)
}

func sourcesCard(s sources) fyne.CanvasObject {
	options := widgets.CardOptions{
		Title: words.T("Where AI credits come from"), Right: widgets.NewCaption(words.T("plan part is spent first")), Flush: true,
	}
	if s.none != "" {
		return widgets.NewCard(options, widgets.Pad(widgets.NewMutedParagraph(s.none), theme.Gap16))
	}
	return widgets.NewCard(options, widgets.NewCardTable([]widgets.TableColumn{
		{Title: words.T("Source")},
		{Title: words.T("Lasts"), Width: lastsWidth},
		{Title: words.T("Granted"), Width: numberWidth, Right: true},
		{Title: words.T("Left over"), Width: numberWidth, Right: true},
	}, s.rows))
}

// packRow is a pack that can be bought, with how many of it. It lives as long as the page,
// so that neither the number nor the keyboard is lost when figures move.
type packRow struct {
	quantity *widgets.Stepper
	preview  *widgets.Button
}

func (p *Page) packsCard(m model) fyne.CanvasObject {
	options := widgets.CardOptions{Title: words.T("Buy a pack of AI credits"), Right: widgets.NewCaption(m.taxed), Flush: true}
	rows := widgets.VStack(0)
	if len(m.packs) == 0 {
		rows.Add(widgets.Pad(widgets.NewMutedParagraph(words.T("No pack is sold.")), theme.Gap16))
	}
	for i, one := range m.packs {
		if i > 0 {
			rows.Add(widgets.Hairline())
		}
		rows.Add(widgets.Grow(p.packRow(one, m.reserved == "")))
	}
	foot := widgets.VStack(0, widgets.NewCaptionParagraph(
		words.T("Where too few are left, an action is refused before it begins. Deleting a result returns nothing.")))
	if m.reserved != "" {
		foot.Add(widgets.NewCaptionParagraph(m.reserved))
	}
	rows.Add(widgets.NewCardFoot(widgets.Inset(foot, theme.Gap8, 0, theme.Gap8, 0)))
	return widgets.NewCard(options, rows)
}

func (p *Page) packRow(one pack, buyable bool) fyne.CanvasObject {
	catalog := p.data.facts.Catalog
	price := widgets.NewBold(one.price(catalog, 1, p.deps.Words)).Right()
	each := widgets.Flow(theme.Gap8, 0, widgets.NewCaption(one.each))
	if one.less != "" {
		each.Add(widgets.NewBadge(theme.RoleOK, "", one.less))
	}
	row := widgets.HStack(theme.Gap12, widgets.Grow(widgets.VStack(2, widgets.NewBoldParagraph(one.name), each)))
	r := &packRow{}
	if buyable {
		r = p.choice(one.id)
		r.quantity.OnChanged = func(n int) { price.SetText(one.price(catalog, n, p.deps.Words)) }
		r.quantity.OnChanged(r.quantity.Value())
		row.Add(r.quantity)
	}
	row.Add(widgets.Fixed(price, priceWidth, 0))
	if buyable {
		row.Add(r.preview)
	}
	p.rows = append(p.rows, r)
	return widgets.VStack(0, widgets.Spacer(), widgets.Inset(row, theme.Gap8, theme.Gap16, theme.Gap8, theme.Gap16), widgets.Spacer())
}

// choice is how many of a pack are to be bought, and the way on.
func (p *Page) choice(id string) *packRow {
	if r := p.packs[id]; r != nil {
		return r
	}
	r := &packRow{quantity: widgets.NewStepper(widgets.StepperSpec{
		Least: 1, Most: mostPacks, Value: 1, Fewer: words.T("One pack fewer"), More: words.T("One pack more"),
	})}
	r.preview = widgets.NewButton(widgets.ButtonSecondary, words.T("Preview"), func() {
		p.deps.Go(nav.Route{Page: nav.PageCheckout, Arg: nav.OrderArg(billing.Order{
			Kind: billing.OrderPack, Addon: id, Quantity: r.quantity.Value(),
		})})
	}).Sized(widgets.ButtonSmall)
	p.packs[id] = r
	return r
}

func (p *Page) spentCard(s spent) fyne.CanvasObject {
	options := widgets.CardOptions{Title: words.T("AI credits spent"), Flush: true}
	if s.none == "" || s.others {
		options.Right = p.view
	}
	if s.none != "" {
		return widgets.NewCard(options, widgets.Pad(widgets.NewMutedParagraph(s.none), theme.Gap16))
	}
	content := widgets.VStack(0, widgets.NewCardTable(s.columns, s.rows), widgets.Spacer())
	if s.more != "" {
		content.Add(widgets.NewCardFoot(widgets.HStack(0, widgets.NewButton(widgets.ButtonLink, s.more, p.showAll), widgets.Spacer())))
	}
	return widgets.NewCard(options, content)
}

func (p *Page) showAll() {
	p.list.all = true
	p.present()
}

func (p *Page) chartCard(charts []chart) fyne.CanvasObject {
	p.meter = min(p.meter, len(charts)-1)
	labels := make([]string, len(charts))
	for i, c := range charts {
		labels[i] = c.label
	}
	p.chart.Set(charts[p.meter].content)
	options := widgets.CardOptions{Title: words.T("Used a day"), Note: words.T("this usage cycle")}
	if len(charts) > 1 {
		p.meters = widgets.NewSegmented(labels, p.meter, func(i int) {
			p.meter = i
			p.chart.Set(p.shown.charts[i].content)
		})
		options.Right = p.meters
	}
	return widgets.NewCard(options, p.chart)
}

// loading has the boxes of the page, so that nothing jumps when it is read.
func (p *Page) loading() fyne.CanvasObject {
	box := func(title string, rows int, height float32) fyne.CanvasObject {
		return widgets.NewCard(widgets.CardOptions{Title: title}, widgets.NewSkeletonRows(rows, height))
	}
	var tiles []fyne.CanvasObject
	for range 4 {
		bars := widgets.VStack(0, widgets.Gap(0, 1))
		for _, width := range []float32{136, 72, 112, 160, 128} {
			bars.Add(widgets.NewSkeleton(width, 38))
		}
		tiles = append(tiles, widgets.NewCard(widgets.CardOptions{}, bars))
	}
	main := widgets.VStack(theme.Gap12, box(words.T("Where AI credits come from"), 2, theme.RowHeight-theme.Stroke/2),
		widgets.Grow(box(words.T("Buy a pack of AI credits"), 3, 52)))
	side := widgets.VStack(theme.Gap12, widgets.Grow(box(words.T("AI credits spent"), 3, 49)),
		widgets.NewCard(widgets.CardOptions{Title: words.T("Auto-reload of AI credits"), Dense: true}, widgets.NewSkeletonRows(4, 30)))
	head := widgets.NewPageHead(words.T("AI and sending credits"), words.T("Reading the saved copy…"))
	return widgets.Page(head, widgets.VStack(theme.Gap12, widgets.Tiles(tileLeast, theme.Gap12, tiles...), widgets.Grow(columns(main, side))))
}

// unreadable stands where the copy cannot be read at all.
func (p *Page) unreadable(told words.Told) fyne.CanvasObject {
	again := widgets.NewButton(widgets.ButtonSecondary, words.T("Read again"), p.Reload).WithIcon(resources.IconRefresh)
	card := widgets.NewStateCard(widgets.StateError, widgets.Notice{Title: told.What, Detail: told.Rest()}, again)
	return widgets.Page(p.head, widgets.VStack(0, card))
}
