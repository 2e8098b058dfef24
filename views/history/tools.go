package history

import (
	"slices"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Widths in units of the search: where there is room, and where there is not.
const (
	searchWidth   float32 = 220
	searchNarrow  float32 = 112
	searchBetween float32 = 160
)

// tools are what the list is narrowed with.
type tools struct {
	page     *Page
	bar      *fyne.Container
	search   *widgets.Field
	who      *widgets.Select
	category *widgets.Select
	span     *widgets.Select
	selects  *fyne.Container
	number   *widgets.Text
	people   []string // as they are offered
}

func newTools(p *Page) *tools {
	t := &tools{page: p, number: widgets.NewMuted("").Right()}
	t.search = widgets.NewField("").WithIcon(resources.IconSearch).WithPlaceholder(words.T("Search changes"))
	t.search.OnChanged = func(text string) { t.change(func(q *query) { q.text = text }) }
	t.category = widgets.NewSelect(categoryNames(), 0, func(i int) { t.change(func(q *query) { q.category = categories[i] }) })
	t.span = widgets.NewSelect(words.SpanNames(), 0, func(i int) { t.change(func(q *query) { q.span = billing.Spans[i] }) })
	t.selects = widgets.HStack(theme.Gap12)
	t.bar = container.New(&toolsLayout{}, t.search, t.selects, t.number)
	t.offerPeople(nil)
	return t
}

func (t *tools) change(do func(*query)) {
	q := t.page.query
	do(&q)
	t.page.query = q
	t.page.refill()
	t.page.table.ScrollToTop()
}

// offer lists other people to choose from; whoever was chosen and is gone is nobody's
// choice any more.
func (t *tools) offer(people []string) {
	if slices.Equal(people, t.people) {
		return
	}
	t.offerPeople(people)
	if q := &t.page.query; q.who != anybody && q.who != "" && !slices.Contains(people, q.who) {
		q.who = anybody
	}
	t.show(t.page.query)
}

func (t *tools) offerPeople(people []string) {
	t.people = people
	names := append([]string{words.T("All people"), words.T("Billing")}, people...)
	t.who = widgets.NewSelect(names, 0, func(i int) {
		t.change(func(q *query) { q.who = append([]string{anybody, ""}, t.people...)[i] })
	})
	t.selects.Objects = []fyne.CanvasObject{t.who, t.category, t.span}
	t.bar.Refresh()
}

// show has the tools say what is listed.
func (t *tools) show(q query) {
	t.search.SetText(q.text)
	t.who.SetSelected(slices.Index(append([]string{anybody, ""}, t.people...), q.who))
	t.category.SetSelected(slices.Index(categories, q.category))
	t.span.SetSelected(slices.Index(billing.Spans, q.span))
}

// count says how many entries are listed.
func (t *tools) count(n int) {
	t.number.SetText(counted(n, t.page.deps.Words))
	t.bar.Refresh()
}

// toolsLayout puts search and selects on one line with the count at its end. Where that
// is too narrow the search becomes it too, and then the selects go under it.
type toolsLayout struct{ width float32 }

// search is how wide the search is within a width, and whether the selects are beside it.
func (l *toolsLayout) fit(objects []fyne.CanvasObject, width float32) (search float32, beside bool) {
	rest := width - objects[1].MinSize().Width - objects[2].MinSize().Width - 2*theme.Gap12
	for _, search := range []float32{searchWidth, searchBetween, searchNarrow} {
		if search <= rest {
			return search, true
		}
	}
	return searchWidth, false
}

func (l *toolsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(max(objects[1].MinSize().Width, searchNarrow+theme.Gap12+objects[2].MinSize().Width), theme.ControlHeight)
	if _, beside := l.fit(objects, l.width); l.width > 0 && !beside {
		size.Height += theme.Gap12 + theme.ControlHeight
	}
	return size
}

func (l *toolsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	search, beside := l.fit(objects, size.Width)
	x, y := search+theme.Gap12, float32(0)
	if !beside {
		x, y = 0, theme.ControlHeight+theme.Gap12
	}
	put := func(o fyne.CanvasObject, x, y, width float32) {
		height := min(o.MinSize().Height, theme.ControlHeight)
		o.Move(fyne.NewPos(x, y+(theme.ControlHeight-height)/2))
		o.Resize(fyne.NewSize(width, height))
	}
	put(objects[0], 0, 0, search)
	put(objects[1], x, y, objects[1].MinSize().Width)
	number := objects[2].MinSize().Width
	put(objects[2], size.Width-number, 0, number)
}
