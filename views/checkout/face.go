package checkout

import (
	"reflect"
	"slices"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/errand"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

var categories = []billing.Category{billing.Strategic, billing.Temporary, billing.Corrective}

// face is the page while there is a price to read. Its controls live as long as
// it does, so that nothing that was typed or focused is lost when figures move.
type face struct {
	page    *Page
	content fyne.CanvasObject
	shown   model

	head       widgets.PageHead
	main, side *fyne.Container
	order      *widgets.OrderPreview
	methods    *fyne.Container
	options    []method
	radios     *widgets.RadioGroup
	reason     *widgets.Field
	category   *widgets.Segmented
	details    *widgets.Paragraph
	ticks      *fyne.Container // of one box at most
	tick       *widgets.Check
	ticked     string          // what its label says
	ways       *fyne.Container // drafts and button
	drafts     *widgets.Button
	button     *widgets.Button
	bar        *widgets.PinBar
	payment    *widgets.Card
	again      *widgets.Button // in the list of what blocks
	edit       *widgets.Button // the billing details
	asked      *fyne.Container // why, and of which category
	billed     *fyne.Container // who the invoice is made out to
	adding     *fyne.Container // the way to add a card, or to do without
	typing     *fyne.Container // where the card is typed meanwhile
	add, stop  *widgets.Button
	// noticeButtons are those of the notice, by what they do.
	noticeButtons map[doing]*widgets.Button
}

func newFace(p *Page, m model) *face {
	f := &face{
		page: p, main: widgets.VStack(theme.Gap12), side: widgets.VStack(theme.Gap12),
		methods: container.NewStack(), adding: container.NewStack(), typing: container.NewStack(), ticks: container.NewStack(), ways: container.NewStack(),
		details: widgets.NewParagraph(""), reason: widgets.NewField(whyLabel(p.state)).WithPlaceholder(words.T("For the history; optional")),
	}
	f.reason.SetText(p.state.reason)
	f.order = widgets.NewOrderPreview(widgets.OrderOptions{
		Title: previewTitle(p.state), Explained: true, Copy: p.copy, Resized: func() { f.content.Refresh() },
	})
	f.buttons()
	f.payment = widgets.NewCard(widgets.CardOptions{Title: words.T("Payment"), Right: f.adding, Dense: true, Flush: true},
		widgets.Inset(f.paymentBody(), theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
	f.head = widgets.NewPageHead(m.title, m.subtitle, widgets.NewSteps(m.steps, len(m.steps)-1))
	body := widgets.Page(f.head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: f.main}, widgets.Column{Content: f.side, Width: sideWidth}))
	f.content = f.bar.Around(body)
	f.fill(m)
	return f
}

// whyLabel asks why the order is made.
func whyLabel(s *state) string {
	if s.order.Kind == billing.OrderChange {
		return words.T("Why this change")
	}
	return words.T("What this is for")
}

func (f *face) buttons() {
	p := f.page
	labels := make([]string, len(categories))
	for i, c := range categories {
		labels[i] = words.Category(c)
	}
	f.category = widgets.NewSegmented(labels, slices.Index(categories, p.state.category), func(i int) { p.state.category = categories[i] })
	f.button = widgets.NewButton(widgets.ButtonPrimary, "", p.confirm).Sized(widgets.ButtonLarge)
	f.drafts = widgets.NewButton(widgets.ButtonSecondary, words.T("Keep as draft"), p.keep).Sized(widgets.ButtonLarge)
	f.again = widgets.NewButton(widgets.ButtonSecondary, words.T("Check again"), p.checkAgain).WithIcon(resources.IconRefresh).Sized(widgets.ButtonSmall)
	f.edit = widgets.NewButton(widgets.ButtonLink, words.T("Edit"), func() { p.deps.Go(nav.Route{Page: nav.PagePayments, Arg: "details"}) })
	f.add = widgets.NewButton(widgets.ButtonLink, words.T("Add a card"), p.addCard).WithTrailing(resources.IconExternal)
	f.stop = widgets.NewButton(widgets.ButtonLink, words.T("Cancel"), p.errands.Stop)
	f.noticeButtons = map[doing]*widgets.Button{
		retry: widgets.NewButton(widgets.ButtonSecondary, words.T("Try again"), p.quote).Sized(widgets.ButtonSmall),
		enrol: widgets.NewButton(widgets.ButtonSecondary, words.T("Set up this computer"), p.setUpDevice).WithTrailing(resources.IconExternal).Sized(widgets.ButtonSmall),
		stop:  widgets.NewButton(widgets.ButtonSecondary, words.T("Cancel"), p.errands.Stop).Sized(widgets.ButtonSmall),
	}
}

func (f *face) paymentBody() fyne.CanvasObject {
	f.bar = widgets.NewPinBar(widgets.VStack(theme.Gap4, f.ticks, f.ways))
	f.asked = widgets.VStack(theme.Gap8, f.reason, f.category)
	f.billed = widgets.HStack(theme.Gap8, widgets.Grow(widgets.VStack(0, widgets.NewCaption(words.T("Billing details")), f.details)), f.edit)
	return widgets.VStack(theme.Gap8, f.methods, f.typing, f.billed, f.asked, widgets.Grow(f.bar.Home))
}

// fill shows another model. Cards without controls are built anew.
func (f *face) fill(m model) {
	f.head.Title.SetText(m.title)
	f.head.Subtitle.SetText(m.subtitle)
	f.details.SetText(m.details.text)
	f.edit.Hidden = !m.details.editable
	f.billed.Hidden = m.details.text == ""
	f.asked.Hidden = !m.pay.asksWhy
	f.category.Hidden = !f.page.state.asksCategory()
	f.order.SetContent(m.order)
	f.fillMethods(m)
	f.fillAdding(m.adding)
	f.fillPay(m.pay)
	f.bar.SetDue(words.T("{label}: {amount}", "label", m.order.DueLabel, "amount", m.order.Due))
	if !reflect.DeepEqual(f.shown, m) {
		f.main.Objects, f.side.Objects = f.mainCards(m), f.sideCards(m)
		f.main.Refresh() // laid out before the page is measured: text without a width wraps early
		f.side.Refresh()
	}
	f.shown = m
	f.content.Refresh()
}

func (f *face) mainCards(m model) []fyne.CanvasObject {
	var cards []fyne.CanvasObject
	blocked := len(m.checks.blockers) > 0
	if m.notice != nil {
		cards = append(cards, f.noticeCard(m))
	}
	if blocked {
		cards = append(cards, f.blockersCard(m.checks.blockers))
	}
	if len(m.compared) > 0 {
		return append(cards, comparedCard(m), sameCard(m.same))
	}
	if !blocked || m.losses == nil { // what is lost says it all
		cards = append(cards, changesCard(m.when, m.elements))
	}
	if m.losses != nil {
		cards = append(cards, lossesCard(m.losses))
	}
	switch {
	case m.brief == nil:
		cards = append(cards, widgets.Grow(f.order))
	case len(m.order.Notes) > 0:
		cards = append(cards, notesCard(m.order.Notes))
	}
	return cards
}

func (f *face) sideCards(m model) []fyne.CanvasObject {
	var cards []fyne.CanvasObject
	if len(m.compared) > 0 {
		if m.why != nil {
			cards = append(cards, whyCard(m.why))
		}
		return append(cards, widgets.Grow(f.payment))
	}
	if m.brief != nil {
		cards = append(cards, briefCard(m))
	}
	if len(m.keeps) > 0 {
		cards = append(cards, keepsCard(m.keeps))
	}
	if len(m.methods) == 0 && !m.pay.asksWhy && m.details.text == "" { // nothing but the button
		return append(cards, checksCard(m), f.payment)
	}
	return append(cards, checksCard(m), widgets.Grow(f.payment))
}

func (f *face) fillMethods(m model) {
	f.methods.Hidden = len(m.methods) == 0
	title := words.T("Payment")
	if len(m.methods) == 0 {
		title = words.T("Confirm")
	}
	f.payment.SetTitle(title)
	chosen := slices.IndexFunc(m.methods, func(o method) bool { return o.id == f.page.state.payment })
	if slices.Equal(f.options, m.methods) {
		if f.radios != nil {
			f.radios.SetSelected(chosen) // a card that was added is chosen without a press
		}
		return
	}
	f.options = m.methods
	options := make([]widgets.RadioOption, len(m.methods))
	for i, method := range m.methods {
		options[i] = widgets.RadioOption{Icon: method.icon, Title: method.title, Note: method.note, Disabled: !method.usable}
	}
	f.radios = widgets.NewRadioGroup(options, chosen, func(i int) {
		f.page.state.payWith(m.methods[i].id)
		f.page.present()
	})
	f.methods.Objects = []fyne.CanvasObject{f.radios}
	f.methods.Refresh()
}

func (f *face) fillAdding(a adding) {
	f.adding.Hidden, f.typing.Hidden = a == adding{}, !a.waiting && a.why == ""
	f.typing.Objects = []fyne.CanvasObject{errand.Waiting(errand.TypeCard(), a.address, f.page.copy)}
	f.add.Enable()
	if a.why != "" {
		f.typing.Objects = []fyne.CanvasObject{widgets.HStack(theme.Gap8,
			widgets.NewIcon(resources.IconInfo, theme.ColorMuted, theme.IconSize), widgets.Grow(widgets.NewCaptionParagraph(a.why)))}
		f.add.Disable()
	}
	f.adding.Objects = []fyne.CanvasObject{f.add}
	if a.waiting {
		f.adding.Objects = []fyne.CanvasObject{f.stop}
	}
}

func (f *face) fillPay(p pay) {
	f.button.SetText(p.label)
	if f.button.MinSize().Width > waysWidth {
		f.button.SetText(p.short)
	}
	if p.enabled {
		f.button.Enable()
	} else {
		f.button.Disable()
	}
	f.drafts.Hidden = !p.draft
	f.ways.Objects = []fyne.CanvasObject{widgets.HStack(theme.Gap8, f.drafts, widgets.Grow(f.button))}
	if p.draft && f.drafts.MinSize().Width+theme.Gap8+f.button.MinSize().Width > waysWidth {
		f.ways.Objects = []fyne.CanvasObject{widgets.VStack(theme.Gap8, f.button, f.drafts)}
	}
	f.bar.Say(p.reason, theme.ColorMuted)
	f.fillTick(p.tick)
	f.payment.Refresh()
}

// fillTick asks for a statement; a new one is not ticked.
func (f *face) fillTick(label string) {
	f.ticks.Hidden = label == ""
	if label != f.ticked {
		f.tick = widgets.NewCheck(label, func(checked bool) { f.page.state.read = checked; f.page.present() })
		f.ticks.Objects = []fyne.CanvasObject{f.tick}
		f.ticked = label
	}
	if f.tick != nil {
		f.tick.SetChecked(f.page.state.read)
	}
}

// firstFocus is what has to be done next.
func (f *face) firstFocus() fyne.Focusable {
	switch {
	case !f.ticks.Hidden:
		return f.tick
	case f.button.Disabled() && !f.drafts.Hidden:
		return f.drafts
	case len(f.shown.checks.blockers) > 0:
		return f.again
	default:
		return f.button
	}
}
