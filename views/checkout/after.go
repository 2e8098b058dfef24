package checkout

import (
	"reflect"

	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
)

// receiptName is how wide the names in a receipt are.
const receiptName float32 = 112

// outcomeView says what became of a confirm.
type outcomeView struct {
	content  fyne.CanvasObject
	panel    *widgets.Panel
	icon     *widgets.IconView
	title    *widgets.Text
	detail   *widgets.Paragraph
	asked    *widgets.Text
	prove    *widgets.Button
	giveUp   *widgets.Button
	ask      *widgets.Button
	invoice  *widgets.Button
	overview *widgets.Button
	support  *widgets.Button
	receipts *fyne.Container // of one card
	shown    receipt
	page     *Page
	change   string // that support is asked about
}

func newOutcomeView(p *Page) *outcomeView {
	v := &outcomeView{
		page: p,
		icon: widgets.NewIcon(resources.IconClock, theme.ColorText, theme.IconSize), title: widgets.NewCardTitle(""),
		detail: widgets.NewParagraph(""), asked: widgets.NewCaption(""), receipts: widgets.VStack(0),
	}
	v.prove = widgets.NewButton(widgets.ButtonPrimary, words.T("Open your bank's page"), p.prove).WithTrailing(resources.IconExternal)
	v.giveUp = widgets.NewButton(widgets.ButtonSecondary, words.T("Give up"), p.giveUp)
	v.ask = widgets.NewButton(widgets.ButtonPrimary, words.T("Ask billing now"), p.ask)
	v.invoice = widgets.NewButton(widgets.ButtonPrimary, words.T("Open invoice"), func() {
		p.deps.Go(nav.Route{Page: nav.PageInvoices, Arg: p.state.outcome.InvoiceID})
	})
	v.overview = widgets.NewButton(widgets.ButtonSecondary, words.T("Back to overview"), func() { p.deps.Go(nav.Route{Page: nav.PageOverview}) })
	v.support = widgets.NewButton(widgets.ButtonSecondary, words.T("Write to support"), func() {
		p.deps.Go(nav.Route{Page: nav.PageSupport, Arg: nav.SupportChangeArg(v.change)})
	}).WithIcon(resources.IconSupport)
	text := widgets.VStack(theme.Gap12, widgets.HStack(theme.Gap8, v.icon, v.title), v.detail,
		widgets.HStack(theme.Gap8, v.invoice, v.prove, v.giveUp, v.ask, v.support, v.overview, v.asked))
	v.panel = widgets.NewPanel(widgets.Pad(text, theme.Gap24))
	var below fyne.CanvasObject = v.receipts
	if quote := &p.state.quote; quote.ID != "" {
		changed := widgets.VStack(0, changesCard(whenOf(quote, p.deps.Words), elementsOf(p.state, p.deps.Words)))
		below = widgets.Columns(breakpoint, theme.Gap16,
			widgets.Column{Content: changed}, widgets.Column{Content: v.receipts, Width: sideWidth})
	}
	v.content = widgets.Page(widgets.NewPageHead(words.T("Check out"), words.T("For {account}.", "account", p.state.facts.Account.Name)),
		widgets.VStack(theme.Gap16, v.panel, below))
	return v
}

func (v *outcomeView) fill(r result) {
	v.panel.SetRole(r.role)
	v.icon.Set(r.icon, r.role.Text())
	v.title.SetText(r.title)
	v.detail.SetText(r.detail)
	v.asked.SetText(r.asked)
	v.ask.Hidden, v.asked.Hidden = !r.asks || r.proves, r.asked == ""
	v.prove.Hidden, v.giveUp.Hidden = !r.proves, !r.proves
	v.invoice.Hidden = !r.invoice
	v.change, v.support.Hidden = r.support, r.support == ""
	if !reflect.DeepEqual(v.shown, r.receipt) {
		v.shown = r.receipt
		v.receipts.Objects = []fyne.CanvasObject{v.receiptCard(r.receipt)}
	}
	v.content.Refresh()
}

// receiptCard lists the receipt; each of its facts can be copied, and all of it.
func (v *outcomeView) receiptCard(r receipt) fyne.CanvasObject {
	rows := widgets.VStack(0)
	for _, row := range r.rows {
		copying := widgets.NewCopyButton(words.T("Copy: {what}", "what", row.name), func() { v.page.copy(row.copied) })
		rows.Add(widgets.Fixed(widgets.HStack(theme.Gap8,
			widgets.Fixed(widgets.NewMutedParagraph(row.name), receiptName, 0), widgets.Grow(widgets.NewParagraph(row.value)), copying), 0, theme.ControlHeight))
	}
	label := words.T("Copy details")
	if r.made {
		label = words.T("Copy receipt")
	}
	whole := widgets.NewButton(widgets.ButtonLink, label, func() { v.page.copy(r.text()) }).WithIcon(resources.IconCopy)
	return denseCard(r.title, whole, rows)
}

func (v *outcomeView) firstFocus() fyne.Focusable {
	switch {
	case !v.prove.Hidden:
		return v.prove
	case !v.ask.Hidden:
		return v.ask
	case !v.invoice.Hidden:
		return v.invoice
	default:
		return v.overview
	}
}
