package palette

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"

	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const (
	queryHeight float32 = 52
	groupHeight float32 = 28
	listSide            = theme.Gap8
	sideSpace   float32 = 20
	radius      float32 = 10
	// pageRows is how far Page up and Page down go.
	pageRows = 8
)

// view is the palette on the window.
type view struct {
	content fyne.CanvasObject
	query   *widgets.Query
	list    *fyne.Container
	scroll  *widgets.Scroll
	foot    *widgets.Text
	take    func(Entry)

	words words.Printer

	rows   []*row
	starts []int // the first row of each group
	at     int
}

func newView(p *Palette) *view {
	v := &view{list: widgets.VStack(0), foot: widgets.NewCaption("").Right(), take: p.take, words: p.deps.Words}
	v.query = widgets.NewQuery(words.T("Search or run a command"), p.search, func(name fyne.KeyName) bool {
		return p.key(name, shifted())
	})
	v.scroll = widgets.NewVScroll(v.list)
	line := widgets.HStack(theme.Gap12, widgets.NewIcon(resources.IconSearch, theme.ColorMuted, theme.IconSize), widgets.Grow(v.query))
	if account := p.opening.Account; account != "" {
		line.Add(widgets.NewBadge(theme.RoleNeutral, "", account))
	}
	head := widgets.VStack(0, widgets.Fixed(widgets.Inset(line, 0, sideSpace, 0, sideSpace), 0, queryHeight-theme.Stroke), widgets.Hairline())
	panel := widgets.NewPanel(widgets.Pad(container.New(sheetLayout{}, head, v.scroll, v.keys()), theme.Stroke))
	panel.Radius = radius
	v.content = panel
	return v
}

// shifted tells whether Shift is held down, which a key that is typed does not say.
func shifted() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
}

// keys is the bar that says what the keys do, and how much is shown.
func (v *view) keys() fyne.CanvasObject {
	bar := widgets.HStack(theme.Gap16)
	for _, k := range []struct {
		keys []string
		does string
	}{
		{[]string{words.T("Up"), words.T("Down")}, words.T("move")},
		{[]string{words.T("Enter")}, words.T("open")},
		{[]string{words.T("Tab")}, words.T("next group")},
		{[]string{words.T("Esc")}, words.T("close")},
	} {
		group := widgets.HStack(theme.Gap4 + 2)
		for _, name := range k.keys {
			group.Add(widgets.NewKeyCap(name))
		}
		group.Add(widgets.NewCaption(k.does))
		bar.Add(group)
	}
	bar.Add(widgets.Grow(v.foot))
	return widgets.NewCardFoot(widgets.Inset(bar, 0, theme.Gap4, 0, theme.Gap4))
}

// show lists what was found, with the first of it chosen.
func (v *view) show(f found, foot string) {
	v.foot.SetText(foot)
	v.list.RemoveAll()
	v.rows, v.starts, v.at = nil, nil, 0
	for _, g := range f.groups {
		v.list.Add(v.groupHead(g))
		v.starts = append(v.starts, len(v.rows))
		for _, e := range g.entries {
			r := newRow(e, func() { v.take(e) })
			v.rows = append(v.rows, r)
			v.list.Add(widgets.Inset(r, 0, listSide, 0, listSide))
		}
	}
	if len(v.rows) == 0 {
		v.list.Add(nothing())
	} else {
		v.rows[0].choose(true)
	}
	v.list.Add(widgets.Gap(0, theme.Gap8))
	v.scroll.SetMinSize(fyne.NewSize(0, v.list.MinSize().Height))
	v.scroll.Offset = fyne.Position{}
	v.scroll.Refresh()
}

// groupHead names a group, and says how much of it is not shown.
func (v *view) groupHead(g foundGroup) fyne.CanvasObject {
	row := widgets.HStack(theme.Gap8, widgets.NewCaptionBold(groupName(g.group)))
	if more := g.of - len(g.entries); more > 0 {
		row.Add(widgets.NewCaption(words.N(more, "and {n} more", "and {n} more", "n", v.words.Count(int64(more)))))
	}
	return widgets.Fixed(widgets.Inset(row, theme.Gap4, sideSpace, 0, sideSpace), 0, groupHeight)
}

func groupName(g Group) string {
	switch g {
	case Actions:
		return words.T("Actions")
	case Pages:
		return words.T("Pages")
	case Invoices:
		return words.T("Invoices")
	case Members:
		return words.T("Members")
	case Plans:
		return words.T("Plans")
	}
	return ""
}

// nothing stands where nothing was found.
func nothing() fyne.CanvasObject {
	return widgets.Inset(widgets.VStack(theme.Gap4,
		widgets.NewBold(words.T("Nothing is found.")),
		widgets.NewMutedParagraph(words.T("Try an action, a page, a plan, the number or the amount of an invoice, or somebody's name."))),
		theme.Gap16, sideSpace, theme.Gap8, sideSpace)
}

// current is what is chosen.
func (v *view) current() (Entry, bool) {
	if v.at >= len(v.rows) {
		return Entry{}, false
	}
	return v.rows[v.at].entry, true
}

func (v *view) move(by int) { v.goTo(v.at + by) }

// moveGroup goes to the first of the next group, round and round.
func (v *view) moveGroup(back bool) {
	if len(v.starts) == 0 {
		return
	}
	group := 0
	for i, start := range v.starts {
		if start <= v.at {
			group = i
		}
	}
	step := 1
	if back {
		step = len(v.starts) - 1
	}
	v.goTo(v.starts[(group+step)%len(v.starts)])
}

func (v *view) goTo(at int) {
	if len(v.rows) == 0 {
		return
	}
	at = max(0, min(at, len(v.rows)-1))
	v.rows[v.at].choose(false)
	v.at = at
	v.rows[at].choose(true)
	v.reveal()
}

// reveal scrolls as little as shows what is chosen, with the head of its group where
// that is right above.
func (v *view) reveal() {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(v.rows[v.at]).Y - driver.AbsolutePositionForObject(v.list).Y
	bottom := top + v.rows[v.at].Size().Height + theme.Gap8
	offset := v.scroll.Offset
	switch height := v.scroll.Size().Height; {
	case top-groupHeight < offset.Y:
		offset.Y = max(0, top-groupHeight)
	case bottom > offset.Y+height:
		offset.Y = bottom - height
	default:
		return
	}
	v.scroll.ScrollToOffset(offset)
}

// sheetLayout puts a list between a head and a foot; where there is too little height
// the list becomes lower.
type sheetLayout struct{}

func (sheetLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		own := o.MinSize()
		size.Width, size.Height = max(size.Width, own.Width), size.Height+own.Height
	}
	return size
}

func (sheetLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	head, foot := objects[0].MinSize().Height, objects[2].MinSize().Height
	for i, place := range []struct{ top, height float32 }{{0, head}, {head, size.Height - head - foot}, {size.Height - foot, foot}} {
		objects[i].Move(fyne.NewPos(0, place.top))
		objects[i].Resize(fyne.NewSize(size.Width, place.height))
	}
}
