package widgets

import (
	"fyne.io/fyne/v2"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

const (
	orderRowHeight   float32 = 26
	orderAmountWidth float32 = 88
	// orderCurrencyWidth leaves room for a button beside it, over the same column.
	orderCurrencyWidth float32 = 52
	orderTextMin       float32 = 80
)

// OrderOptions say which form an OrderPreview has.
type OrderOptions struct {
	Title string
	// Explained lets every line open to say how it was computed, and figures be
	// copied. Copy takes what goes to the clipboard, and Resized is told that the
	// height has changed.
	Explained bool
	Copy      func(text string)
	Resized   func()
	// Traced keeps a line for the way from the estimate to billing's answer.
	Traced bool
	// Footer stands at the bottom, such as the way on; it may be nil.
	Footer fyne.CanvasObject
}

// OrderPreview is an invoice before it is one: lines, sums, the amount due and
// the invoice after it. A slot once used by a line stays, so that nothing below
// it jumps while the person tries quantities.
type OrderPreview struct {
	base
	status   *Badge
	trace    *orderTrace
	timing   *Text
	currency *Text
	lines    []*orderRow
	sums     []*orderRow
	next     []*orderRow
	nothing  *Text
	dueLabel *Text
	due      *Text
	hint     *Paragraph
	notes    *fyne.Container
	nextBox  *Panel

	lineStack, sumStack, nextStack *fyne.Container
	options                        OrderOptions
	card                           *Card
	content                        OrderContent
}

var _ fyne.Widget = (*OrderPreview)(nil)

// NewOrderPreview returns a preview without figures.
func NewOrderPreview(options OrderOptions) *OrderPreview {
	o := &OrderPreview{
		status: NewBadge(theme.RoleNeutral, "", words.T("Estimate")), options: options,
		timing: NewMuted("").Shortening(orderTextMin), currency: NewMuted("").Right(), nothing: NewMuted(""),
		dueLabel: NewCardTitle(""), due: NewCardTitle("").Right(), hint: NewCaptionParagraph(""),
		trace: newOrderTrace(), notes: VStack(theme.Gap4), lineStack: VStack(0), sumStack: VStack(0), nextStack: VStack(0),
	}
	o.nextBox = NewPanel(Pad(o.nextStack, theme.Gap12))
	o.nextBox.Fill, o.nextBox.Radius = theme.ColorSunken, theme.RadiusControl
	head := CardOptions{Title: options.Title, Right: o.status}
	if options.Explained {
		head.Dense, head.Right = true, HStack(theme.Gap8, o.status, o.copier(words.T("Copy the preview"), func() string { return o.content.Copied }),
			Fixed(o.currency, orderCurrencyWidth, 0))
	}
	o.card = NewCard(head, o.build())
	o.ExtendBaseWidget(o)
	return o
}

func (o *OrderPreview) build() fyne.CanvasObject {
	body := VStack(theme.Gap8)
	if !o.options.Explained {
		timing := VStack(theme.Gap4, HStack(theme.Gap8, Grow(o.timing), o.currency))
		if o.options.Traced {
			timing.Objects = append([]fyne.CanvasObject{o.trace.object}, timing.Objects...)
		}
		body.Add(timing)
	}
	due := HStack(theme.Gap8, Grow(o.dueLabel), o.due)
	if o.options.Explained {
		due = HStack(theme.Gap8, o.dueLabel, o.copier(words.T("Copy the amount"), func() string { return o.content.CopiedDue }), Spacer(), o.due)
	}
	for _, part := range []fyne.CanvasObject{
		o.nothing, o.lineStack, Hairline(), o.sumStack, Hairline(), due,
		o.hint, o.notes, Spacer(), o.nextBox,
	} {
		body.Add(part)
	}
	if o.options.Footer != nil {
		body.Add(o.options.Footer)
	}
	return body
}

// SetContent shows other figures; lines that were opened stay open.
func (o *OrderPreview) SetContent(content OrderContent) {
	o.content = content
	switch {
	case content.Confirmed && o.options.Explained:
		o.status.Set(theme.RoleOK, resources.IconCheck, content.Status)
	case content.Confirmed:
		o.status.Set(theme.RoleOK, resources.IconCheck, content.Brief)
	default:
		o.status.Set(theme.RoleNeutral, "", content.Status)
	}
	o.trace.set(content)
	o.timing.SetText(content.Timing)
	o.currency.SetText(content.Currency)
	o.nothing.SetText(content.Nothing)
	o.nothing.Hidden = content.Nothing == ""
	o.setLines(content.Lines)
	o.sums = setSums(o.sumStack, o.sums, o.options, content.Sums)
	o.next = setSums(o.nextStack, o.next, OrderOptions{}, content.Next)
	o.nextBox.Hidden = len(content.Next) == 0
	for i, row := range o.next {
		row.setBold(i == len(content.Next)-1)
	}
	o.dueLabel.SetText(content.DueLabel)
	o.due.SetText(content.Due)
	o.hint.SetText(content.Hint)
	o.hint.Hidden = content.Hint == ""
	o.setNotes(content.Notes)
	o.Refresh()
}

func (o *OrderPreview) setLines(lines []OrderLine) {
	for len(o.lines) < len(lines) {
		row := newOrderRow(o.options)
		o.lines = append(o.lines, row)
		o.lineStack.Add(row.object)
	}
	for i, row := range o.lines {
		if i < len(lines) {
			row.set(lines[i])
			row.object.Show()
			continue
		}
		row.set(OrderLine{})
		if o.options.Explained {
			row.object.Hide()
		}
	}
}

func setSums(stack *fyne.Container, rows []*orderRow, options OrderOptions, sums []OrderSum) []*orderRow {
	for len(rows) < len(sums) {
		row := newSumRow(options.Explained)
		rows = append(rows, row)
		stack.Add(row.object)
	}
	for i, row := range rows {
		if i >= len(sums) {
			row.object.Hide()
			continue
		}
		row.set(OrderLine{What: sums[i].What, Amount: sums[i].Amount, Credit: sums[i].Credit})
		row.name.SetText(sums[i].What)
		row.note.SetText(sums[i].Note)
		row.object.Show()
	}
	return rows
}

func (o *OrderPreview) setNotes(notes []string) {
	o.notes.RemoveAll()
	for _, note := range notes {
		o.notes.Add(HStack(theme.Gap8, NewIcon(resources.IconInfo, theme.RoleInfo.Text(), theme.IconSize), Grow(NewCaptionParagraph(note))))
	}
	o.notes.Hidden = len(notes) == 0
}

// CreateRenderer links the widget to its renderer.
func (o *OrderPreview) CreateRenderer() fyne.WidgetRenderer {
	return o.keep(newComposed(o.card, nil))
}

// orderRow is one figure, with the way it was computed where it can be opened.
type orderRow struct {
	object      fyne.CanvasObject
	what        *Paragraph
	name, note  *Text // of a sum with a note beside its name, in place of what
	amount      *Text
	arithmetic  *Paragraph
	explanation *Paragraph
	copied      string
}

func newOrderRow(options OrderOptions) *orderRow {
	r := &orderRow{what: NewParagraph(""), amount: NewText("").Right()}
	amount := Fixed(r.amount, orderAmountWidth, 0)
	if !options.Explained {
		r.object = Fixed(HStack(theme.Gap8, Grow(r.what), amount), 0, orderRowHeight)
		return r
	}
	r.arithmetic, r.explanation = NewMonoParagraph(""), NewCaptionParagraph("")
	button := NewCopyButton(words.T("Copy the arithmetic"), func() { options.Copy(r.copied) })
	detail := HStack(theme.Gap12, Grow(VStack(0, r.arithmetic, r.explanation)), button)
	disclosure := NewDisclosure(DisclosureLabels{Show: words.T("How computed"), Hide: words.T("Hide")}, r.what, amount, detail)
	disclosure.OnToggled = func(bool) { options.Resized() }
	r.object = disclosure
	return r
}

func (r *orderRow) set(line OrderLine) {
	color := theme.ColorText
	if line.Credit {
		color = theme.RoleOK.Text()
	}
	r.what.SetText(line.What)
	r.amount.SetText(line.Amount)
	r.amount.SetColor(color)
	r.copied = line.Copied
	if r.arithmetic != nil {
		r.arithmetic.SetText(line.Arithmetic)
		r.explanation.SetText(line.Explanation)
	}
}

func (r *orderRow) setBold(bold bool) {
	r.what.SetBold(bold)
	r.amount.SetBold(bold)
}
