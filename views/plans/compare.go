package plans

import (
	"slices"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Lengths of the table, in units.
const (
	labelWidth     float32 = 168
	labelNarrow    float32 = 112
	narrow         float32 = 900
	cellSide       float32 = 12
	cellSideTight  float32 = 8
	sectionHeight  float32 = 28
	rowPadding     float32 = 7
	figureGap      float32 = 2
	lineHeight     float32 = 18
	tickRoom       float32 = 22
	tickedLeast    float32 = 100
	skeletonColumn         = 4
)

type compareActions struct {
	choose   func(column)
	interval func(billing.Interval)
	lead     func(nav.Route)
	figures  func()
	exists   func(nav.Page) bool
}

// compareView is the comparison on screen. Its switch and its buttons live as
// long as the view, so that the keyboard's focus stays on them.
type compareView struct {
	content   fyne.CanvasObject
	head      widgets.PageHead
	segmented *widgets.Segmented
	best      *fyne.Container // the banner
	figures   *widgets.Button
	act       *widgets.Button
	buttons   []*widgets.Button
	fixes     []*widgets.Button // of what blocks a plan
	body      *fyne.Container
	actions   compareActions
	shape     []string // the labels and columns that the controls were made for
	shown     comparison
}

// newCompareView puts the comparison under what stands above it.
func newCompareView(c comparison, interval billing.Interval, above fyne.CanvasObject, actions compareActions) *compareView {
	v := &compareView{actions: actions, shape: shapeOf(c), body: container.NewStack(), best: container.NewStack()}
	var right []fyne.CanvasObject
	if len(c.intervals) > 1 {
		v.segmented = widgets.NewSegmented(c.labels, slices.Index(c.intervals, interval), func(i int) { actions.interval(c.intervals[i]) })
		right = append(right, v.segmented)
	}
	v.figures = widgets.NewButton(widgets.ButtonLink, words.T("Show the figures"), actions.figures)
	v.act = widgets.NewButton(widgets.ButtonPrimary, "", func() { actions.lead(v.shown.banner.leads) })
	for i := range c.columns {
		v.buttons = append(v.buttons, widgets.NewButton(widgets.ButtonSecondary, "", func() { actions.choose(v.shown.columns[i]) }))
		v.fixes = append(v.fixes, widgets.NewButton(widgets.ButtonLink, "", func() {
			actions.lead(nav.Route{Page: nav.Page(v.shown.columns[i].fix)})
		}))
	}
	v.head = widgets.NewPageHead(words.T("Plan"), c.subtitle, right...)
	v.content = widgets.Page(v.head, widgets.VStack(theme.Gap12, v.best, above, v.body))
	v.fill(c, interval)
	return v
}

func shapeOf(c comparison) []string {
	shape := slices.Clone(c.labels)
	for _, column := range c.columns {
		shape = append(shape, column.name)
	}
	return shape
}

// fill shows another comparison; false where it needs other controls.
func (v *compareView) fill(c comparison, interval billing.Interval) bool {
	if !slices.Equal(v.shape, shapeOf(c)) {
		return false
	}
	v.shown = c
	v.head.Subtitle.SetText(c.subtitle)
	if v.segmented != nil {
		v.segmented.SetSelected(slices.Index(c.intervals, interval))
	}
	for i, column := range c.columns {
		v.setButton(v.buttons[i], column)
		v.fixes[i].SetText(column.fixLabel)
	}
	v.best.Objects = v.banners(c)
	v.best.Hidden = len(v.best.Objects) == 0
	v.best.Refresh()
	v.body.Objects = []fyne.CanvasObject{v.table(c)}
	v.body.Refresh()
	return true
}

// banners are what stands above the plans: whom to ask, and what fits best.
func (v *compareView) banners(c comparison) []fyne.CanvasObject {
	stack := widgets.VStack(theme.Gap12)
	if c.ask != "" {
		stack.Add(bannerPanel(theme.RoleNeutral, resources.IconLock, widgets.NewParagraph(c.ask)))
	}
	if b := c.banner; b != nil {
		var ways []fyne.CanvasObject
		if b.figures != nil {
			ways = append(ways, v.figures)
		}
		if v.act.SetText(b.action); b.action != "" && v.actions.exists(b.leads.Page) {
			ways = append(ways, v.act)
		}
		text := widgets.VStack(0, widgets.NewBoldParagraph(b.title), widgets.NewParagraph(b.detail))
		stack.Add(bannerPanel(b.role, b.icon, text, ways...))
	}
	if len(stack.Objects) == 0 {
		return nil
	}
	return []fyne.CanvasObject{stack}
}

func bannerPanel(role theme.Role, icon resources.Icon, text fyne.CanvasObject, ways ...fyne.CanvasObject) fyne.CanvasObject {
	row := widgets.HStack(theme.Gap16, widgets.NewIcon(icon, role.Text(), theme.IconSize), widgets.Grow(text))
	for _, way := range ways {
		row.Add(way)
	}
	return widgets.NewRolePanel(role, widgets.Inset(row, theme.Gap12, theme.Gap16, theme.Gap12, theme.Gap16))
}

func (v *compareView) setButton(b *widgets.Button, c column) {
	b.WithIcon("")
	if c.action == actionContact {
		b.WithIcon(resources.IconHeadset)
	}
	b.SetText(c.label)
	b.Hidden = c.action == actionNone
	switch c.action {
	case actionCurrent, actionRefused, actionNone:
		b.Disable()
	case actionChoose, actionBlocked, actionContact:
		b.Enable()
	}
	b.Refresh()
}

func (v *compareView) firstFocus() fyne.Focusable {
	if b := v.shown.banner; b != nil && b.action != "" && v.actions.exists(b.leads.Page) {
		return v.act
	}
	for _, b := range v.buttons {
		if !b.Disabled() {
			return b
		}
	}
	if v.segmented == nil {
		return nil
	}
	return v.segmented
}

// sideOf is the space at a cell's sides: more columns have less to spare.
func sideOf(columns int) float32 {
	if columns > besideMost {
		return cellSideTight
	}
	return cellSide
}

func (v *compareView) table(c comparison) fyne.CanvasObject {
	side := sideOf(len(c.columns))
	heads := make([]fyne.CanvasObject, len(c.columns))
	for i, column := range c.columns {
		heads[i] = tinted(widgets.Inset(v.columnHead(i, column), theme.Gap12, side, theme.Gap8, side), column.current)
	}
	aside := widgets.Inset(widgets.VStack(0, widgets.Spacer(), widgets.NewCaptionParagraph(c.aside)), theme.Gap12, cellSideTight, theme.Gap8, theme.Gap16)
	stack := widgets.VStack(0, tableRow(aside, heads))
	for _, section := range c.sections {
		text := widgets.NewCaptionBold(section.title)
		text.SetColor(theme.ColorText)
		title := widgets.NewPanel(widgets.Fixed(widgets.Inset(text, 0, 0, 0, theme.Gap16), 0, sectionHeight))
		title.Fill, title.Line, title.Radius = theme.ColorSunken, theme.ColorTransparent, 0
		stack.Add(widgets.Hairline())
		stack.Add(title)
		for _, row := range section.rows {
			cells := make([]fyne.CanvasObject, len(row.cells))
			for i, cell := range row.cells {
				cells[i] = tinted(widgets.Inset(cellOf(cell), rowPadding, side, rowPadding, side), c.columns[i].current)
			}
			label := widgets.Inset(widgets.NewMutedParagraph(row.label), rowPadding, theme.Gap8, rowPadding, theme.Gap16)
			stack.Add(widgets.Hairline())
			stack.Add(tableRow(label, cells))
		}
	}
	return widgets.VStack(0, widgets.NewCard(widgets.CardOptions{Flush: true}, stack))
}

// columnHead is a plan's name and price, its button, and what it would do.
func (v *compareView) columnHead(i int, c column) fyne.CanvasObject {
	name := fyne.CanvasObject(widgets.NewCardTitle(c.name))
	if isLong(c.name) {
		name = widgets.NewCardTitleParagraph(c.name)
	}
	switch {
	case c.fits:
		name = widgets.Beside(theme.Gap8, name, widgets.NewBadge(theme.RoleOK, resources.IconCheck, words.T("Best fit")))
	case c.current:
		name = widgets.Beside(theme.Gap8, name, widgets.NewBadge(theme.RoleInfo, resources.IconCheck, words.T("Current")))
	}
	price := widgets.VStack(0, widgets.NewFigure(c.price), widgets.NewCaptionParagraph(c.per))
	if c.saving != "" {
		saving := widgets.NewCaptionParagraph(c.saving)
		saving.SetColor(theme.RoleOK.Text())
		price.Add(saving)
	}
	head := widgets.VStack(theme.Gap8, widgets.VStack(figureGap, widgets.Fixed(name, 0, theme.Gap24), price))
	if c.action != actionNone {
		head.Add(v.buttons[i])
	}
	note := widgets.VStack(0, widgets.NewCaptionParagraph(c.note))
	if c.fixLabel != "" && v.actions.exists(nav.Page(c.fix)) {
		note.Add(widgets.HStack(0, v.fixes[i], widgets.Spacer()))
	}
	head.Add(note)
	return head
}

// tinted marks the current plan's column from top to bottom.
func tinted(content fyne.CanvasObject, current bool) fyne.CanvasObject {
	if !current {
		return content
	}
	panel := widgets.NewPanel(content)
	panel.Fill, panel.Line, panel.Radius = theme.ColorSelection, theme.ColorTransparent, 0
	return panel
}

func cellOf(c cell) fyne.CanvasObject {
	stack := widgets.VStack(theme.Gap4)
	for _, line := range c.lines {
		text := widgets.NewParagraph(line)
		if c.muted {
			text = widgets.NewMutedParagraph(line)
		}
		if !c.included {
			stack.Add(text)
			continue
		}
		tick := widgets.NewIcon(resources.IconCheck, theme.RoleOK.Text(), theme.IconSize)
		stack.Add(container.New(tickLayout{}, tick, text))
	}
	return stack
}

// tickLayout puts a tick before the first line of a text. A text that wraps asks
// for more width than a narrow column has to give.
type tickLayout struct{}

func (tickLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	text := objects[1].MinSize()
	return fyne.NewSize(tickRoom+min(text.Width, tickedLeast), text.Height)
}

func (tickLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, (lineHeight-theme.IconSize)/2))
	objects[0].Resize(fyne.NewSquareSize(theme.IconSize))
	objects[1].Move(fyne.NewPos(tickRoom, 0))
	objects[1].Resize(fyne.NewSize(size.Width-tickRoom, size.Height))
}

// tableRow is a label and a cell a plan, with a hairline before each cell.
func tableRow(label fyne.CanvasObject, cells []fyne.CanvasObject) fyne.CanvasObject {
	objects := []fyne.CanvasObject{label}
	for _, cell := range cells {
		line := widgets.NewPanel(nil)
		line.Fill, line.Line, line.Radius = theme.ColorBorder, theme.ColorTransparent, 0
		objects = append(objects, line, cell)
	}
	return container.New(&rowLayout{columns: len(cells)}, objects...)
}

// besideMost is how many columns stand beside the labels in a narrow window;
// where there are more, the labels stand above their rows.
const besideMost = 4

// rowLayout gives the label a fixed width, every cell an equal share of the
// rest, and all of them the height of the highest.
type rowLayout struct {
	columns int
	above   bool // the label stands above the cells
}

// MinSize is as narrow as the row can be made, whatever its width is now.
func (l *rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	label := objects[0].MinSize()
	var cells fyne.Size
	for i := 2; i < len(objects); i += 2 {
		cells = cells.Max(objects[i].MinSize())
	}
	size := fyne.NewSize(float32(l.columns)*(cells.Width+theme.Stroke), max(label.Height, cells.Height))
	if l.columns <= besideMost {
		size.Width += labelNarrow
	}
	if l.above {
		size.Height = label.Height + cells.Height
	}
	return size
}

func (l *rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y, label := labelWidth, float32(0), size
	l.above = size.Width < narrow && l.columns > besideMost
	switch {
	case l.above:
		objects[0].Resize(fyne.NewSize(size.Width, objects[0].Size().Height)) // wrapped text gets its height from its width
		label.Height = objects[0].MinSize().Height
		x, y = 0, label.Height
	case size.Width < narrow:
		x, label.Width = labelNarrow, labelNarrow
	default:
		label.Width = labelWidth
	}
	width := (size.Width-x)/float32(l.columns) - theme.Stroke
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(label)
	for i := 1; i+1 < len(objects); i += 2 {
		objects[i].Move(fyne.NewPos(x, y))
		objects[i].Resize(fyne.NewSize(theme.Stroke, size.Height-y))
		objects[i+1].Move(fyne.NewPos(x+theme.Stroke, y))
		objects[i+1].Resize(fyne.NewSize(width, size.Height-y))
		x += width + theme.Stroke
	}
}

// loading is the comparison's boxes before anything was read.
func loading() fyne.CanvasObject {
	head := widgets.NewPageHead(words.T("Plan"), words.T("Reading the saved copy…"))
	cells := make([]fyne.CanvasObject, skeletonColumn)
	for i := range cells {
		cells[i] = widgets.Pad(widgets.VStack(theme.Gap8, widgets.NewSkeleton(64, theme.Gap24), widgets.NewSkeleton(110, theme.ControlHeight),
			widgets.NewSkeleton(96, theme.ControlHeight), widgets.NewSkeleton(120, theme.ControlHeight)), cellSide)
	}
	stack := widgets.VStack(0, tableRow(widgets.Gap(0, 0), cells))
	for range 8 {
		stack.Add(widgets.Hairline())
		stack.Add(widgets.Inset(widgets.NewSkeletonRows(1, theme.RowHeight), 0, theme.Gap16, 0, theme.Gap16))
	}
	return widgets.Page(head, widgets.VStack(0, widgets.NewCard(widgets.CardOptions{Flush: true}, stack)))
}
