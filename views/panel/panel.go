package panel

import (
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// Width of the panel in units.
const Width float32 = 376

const (
	limitName  float32 = 128
	limitValue float32 = 108
	limitRow   float32 = 30
)

// Deps is what the panel does.
type Deps struct {
	Plans   func() // leads to the plans
	Refresh func()
	Close   func()
	Words   words.Printer
}

// Panel is the panel.
type Panel struct {
	deps    Deps
	root    *fyne.Container
	panel   *widgets.Panel
	upgrade *widgets.Button
	refresh *widgets.Button
	close   *widgets.Button
	shown   *model
}

// New makes a panel that says nothing yet.
func New(deps Deps) *Panel {
	p := &Panel{
		deps: deps, root: container.NewStack(),
		upgrade: widgets.NewButton(widgets.ButtonPrimary, words.T("Upgrade now"), deps.Plans),
		refresh: widgets.NewButton(widgets.ButtonSecondary, words.T("Refresh"), deps.Refresh).WithIcon(resources.IconRefresh),
		close:   widgets.NewIconButton(resources.IconClose, words.T("Close"), deps.Close).Sized(widgets.ButtonSmall),
	}
	p.panel = widgets.NewPanel(widgets.Pad(p.root, theme.Gap16))
	return p
}

// Content is the panel's tree.
func (p *Panel) Content() fyne.CanvasObject { return p.panel }

// FirstFocus is where the keyboard begins.
func (p *Panel) FirstFocus() fyne.Focusable {
	if p.shown != nil && p.shown.upgrade != "" {
		return p.upgrade
	}
	return p.refresh
}

// Update shows what was read, as seen at an instant, and reports whether the panel
// says something else than before. The buttons stay the same, and with them the
// keyboard where it is.
func (p *Panel) Update(d Data, now time.Time) bool {
	m := show(d, now, p.deps.Words)
	if p.shown != nil && reflect.DeepEqual(*p.shown, m) {
		return false
	}
	p.shown = &m
	p.root.Objects = []fyne.CanvasObject{p.build(m)}
	p.root.Refresh()
	return true
}

func (p *Panel) build(m model) fyne.CanvasObject {
	title := widgets.HStack(theme.Gap8, widgets.NewFigure(m.plan))
	if m.status.word != "" {
		title.Add(widgets.NewBadge(m.status.role, m.status.icon, m.status.word))
		title.Add(widgets.NewBadge(theme.RoleNeutral, "", m.interval))
	}
	title.Add(widgets.Spacer())
	title.Add(p.close)
	body := widgets.VStack(theme.Gap12, widgets.VStack(theme.Gap4, title, widgets.NewMutedParagraph(m.sentence)), p.age(m))
	if len(m.limits) > 0 {
		body.Add(widgets.Hairline())
		body.Add(limits(m.limits))
	}
	if m.next != nil {
		body.Add(widgets.Hairline())
		body.Add(widgets.HStack(theme.Gap12,
			widgets.Grow(widgets.VStack(0, widgets.NewBold(words.T("Next invoice")), widgets.NewCaptionParagraph(m.next.sentence))),
			widgets.VStack(0, widgets.NewBold(m.next.due).Right(), widgets.NewCaption(words.T("Estimate")).Right())))
	}
	if m.scheduled != nil {
		text := widgets.VStack(0, widgets.NewBold(m.scheduled.title), widgets.NewParagraph(m.scheduled.sentence))
		row := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconClock, theme.RoleInfo.Text(), theme.IconSize), widgets.Grow(text))
		body.Add(widgets.NewRolePanel(theme.RoleInfo, widgets.Pad(row, theme.Gap12)))
	}
	body.Add(p.actions(m))
	return body
}

// age is how current everything above and below is.
func (p *Panel) age(m model) fyne.CanvasObject {
	word := widgets.NewBold(m.age.word)
	word.SetColor(m.age.role.Text())
	return widgets.HStack(theme.Gap8, widgets.NewIcon(m.age.icon, m.age.role.Text(), theme.IconSize),
		widgets.Grow(widgets.VStack(0, word, widgets.NewCaptionParagraph(m.age.copied))))
}

func limits(all []limit) fyne.CanvasObject {
	rows := widgets.VStack(0)
	for _, l := range all {
		meter := widgets.NewMeter()
		meter.Set(l.fraction, l.role)
		value := widgets.VStack(0, widgets.NewText(l.value).Right())
		height := limitRow
		if l.note != "" {
			note := widgets.NewCaption(l.note).Right()
			note.SetColor(l.role.Text())
			value.Add(note)
			height += theme.Gap8
		}
		rows.Add(widgets.Fixed(widgets.HStack(theme.Gap12, widgets.Fixed(widgets.NewText(l.name), limitName, 0),
			widgets.Grow(meter), widgets.Fixed(value, limitValue, 0)), 0, height))
	}
	return rows
}

func (p *Panel) actions(m model) fyne.CanvasObject {
	row := widgets.HStack(theme.Gap8)
	if m.upgrade != "" {
		row.Add(p.upgrade)
	}
	p.refresh.SetText(words.T("Refresh"))
	if m.offline {
		p.refresh.SetText(words.T("Try now"))
	}
	row.Add(p.refresh)
	return row
}
