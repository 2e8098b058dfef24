package checkout

import (
	"reflect"
	"slices"

	"billfold/billing"
	"billfold/resources"
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
	adding     *fyne.Container // the way to add a card, or to do without
	typing     *fyne.Container // where the card is typed meanwhile
	add, stop  *widgets.Button
	// noticeButtons are those of the notice, by what they do.
	noticeButtons map[doing]*widgets.Button
}

func newFace(p *Page, m model) *face {
	f := &face{
		page: p, main: widgets.VStack(theme.Gap12), side: widgets.VStack(theme.Gap12),
		methods: container.NewStack(), adding: container.NewStack(), typing: container.NewStack(), ticks: container.NewStack(), ways: container.NewStack(), details: widgets.NewCaptionParagraph(""),
		reason: widgets.NewField("Why this change").WithPlaceholder("For the history; optional"),
	}
	f.order = widgets.NewOrderPreview(widgets.OrderOptions{
		Title: "Invoice preview", Explained: true, Copy: copyText, Resized: func() { f.content.Refresh() },
	})
	labels := make([]string, len(categories))
	for i, c := range categories {
		labels[i] = words.Category(c)
	}
	f.category = widgets.NewSegmented(labels, slices.Index(categories, p.state.category), func(i int) { p.state.category = categories[i] })
	f.button = widgets.NewButton(widgets.ButtonPrimary, "", p.confirm).Sized(widgets.ButtonLarge)
	f.drafts = widgets.NewButton(widgets.ButtonSecondary, "Keep as draft", p.keep).Sized(widgets.ButtonLarge)
	f.again = widgets.NewButton(widgets.ButtonSecondary, "Check again", p.checkAgain).WithIcon(resources.IconRefresh).Sized(widgets.ButtonSmall)
	f.add = widgets.NewButton(widgets.ButtonLink, "Add a card", p.addCard).WithTrailing(resources.IconExternal)
	f.stop = widgets.NewButton(widgets.ButtonLink, "Cancel", p.stopErrand)
	f.noticeButtons = map[doing]*widgets.Button{
		retry: widgets.NewButton(widgets.ButtonSecondary, "Try again", p.quote).Sized(widgets.ButtonSmall),
		enrol: widgets.NewButton(widgets.ButtonSecondary, "Set up this computer", p.setUpDevice).WithTrailing(resources.IconExternal).Sized(widgets.ButtonSmall),
		stop:  widgets.NewButton(widgets.ButtonSecondary, "Cancel", p.stopErrand).Sized(widgets.ButtonSmall),
	}
	f.payment = widgets.NewCard(widgets.CardOptions{Title: "Payment", Right: f.adding, Dense: true}, f.paymentBody())
	f.head = widgets.NewPageHead(m.title, m.subtitle, widgets.NewSteps(m.steps, len(m.steps)-1))
	body := widgets.Page(f.head, widgets.Columns(breakpoint, theme.Gap16,
		widgets.Column{Content: f.main}, widgets.Column{Content: f.side, Width: sideWidth}))
	f.content = f.bar.Around(body)
	f.fill(m)
	return f
}

func (f *face) paymentBody() fyne.CanvasObject {
	f.bar = widgets.NewPinBar(widgets.VStack(theme.Gap4, f.ticks, f.ways))
	return widgets.VStack(theme.Gap8, f.methods, f.typing, f.details, f.reason, f.category, widgets.Grow(f.bar.Home))
}

// fill shows another model. Cards without controls are built anew.
func (f *face) fill(m model) {
	f.head.Title.SetText(m.title)
	f.head.Subtitle.SetText(m.subtitle)
	f.details.SetText(m.details)
	f.order.SetContent(m.order)
	f.fillMethods(m)
	f.fillAdding(m.adding)
	f.fillPay(m.pay)
	f.bar.SetDue(m.order.DueLabel + ": " + m.order.Due)
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
	if m.notice != nil {
		cards = append(cards, f.noticeCard(m))
	}
	if len(m.checks.blockers) > 0 {
		cards = append(cards, f.blockersCard(m.checks.blockers))
	}
	if len(m.compared) > 0 {
		return append(cards, comparedCard(m), widgets.Grow(changesCard(m.when, m.elements)))
	}
	return append(cards, changesCard(m.when, m.elements), widgets.Grow(f.order))
}

func (f *face) sideCards(m model) []fyne.CanvasObject {
	return []fyne.CanvasObject{checksCard(m), widgets.Grow(f.payment)}
}

func (f *face) fillMethods(m model) {
	f.methods.Hidden = len(m.methods) == 0
	title := "Payment"
	if len(m.methods) == 0 {
		title = "Confirm"
	}
	f.payment.SetTitle(title)
	if slices.Equal(f.options, m.methods) {
		return
	}
	f.options = m.methods
	options := make([]widgets.RadioOption, len(m.methods))
	for i, method := range m.methods {
		options[i] = widgets.RadioOption{Icon: method.icon, Title: method.title, Note: method.note, Disabled: !method.usable}
	}
	chosen := slices.IndexFunc(m.methods, func(o method) bool { return o.id == f.page.state.payment })
	f.methods.Objects = []fyne.CanvasObject{widgets.NewRadioGroup(options, chosen, func(i int) {
		f.page.state.payment = m.methods[i].id
		f.page.present()
	})}
	f.methods.Refresh()
}

func (f *face) fillAdding(a adding) {
	f.adding.Hidden, f.typing.Hidden = a == adding{}, !a.waiting
	f.typing.Objects = []fyne.CanvasObject{typingRow(a.address)}
	f.adding.Objects = []fyne.CanvasObject{f.add}
	if a.waiting {
		f.adding.Objects = []fyne.CanvasObject{f.stop}
	}
}

func typingRow(address string) fyne.CanvasObject {
	row := widgets.HStack(theme.Gap8, widgets.Grow(widgets.NewMutedParagraph("Type the card on the page in your browser.")))
	if address != "" {
		row.Add(copier(address))
	}
	return row
}

func (f *face) fillPay(p pay) {
	f.button.SetText(p.label)
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

func copyText(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }

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
