package seats

import (
	"context"
	"slices"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

const searchWidth float32 = 240

// list is the members that a query leaves, and what makes the query.
type list struct {
	page     *Page
	search   *widgets.Field
	segments *widgets.Segmented
	roles    *widgets.Button
	invite   *widgets.Button
	tools    *fyne.Container
	table    *widgets.DataTable
	none     *fyne.Container // stands in the table's place where nobody is found
	area     *fyne.Container

	clear   *widgets.Button
	selects *fyne.Container // what is done with those who are ticked
	bulk    *widgets.Button

	writer  writer
	listing listing
}

func newList(p *Page) *list {
	l := &list{page: p, writer: newWriter(p.deps.Now(), p.deps.Words)}
	l.search = widgets.NewField("").WithIcon(resources.IconSearch).WithPlaceholder(words.T("Search name or email"))
	l.search.OnChanged = func(text string) { l.ask(func(q *query) { q.text = text }) }
	l.segments = widgets.NewSegmented(segmentLabels(nil, p.deps.Words), 0, func(i int) {
		l.ask(func(q *query) { q.segment, q.only = segment(i), onlyAny })
	})
	l.roles = widgets.NewButton(widgets.ButtonSecondary, words.T("Role"), l.chooseRole).WithTrailing(resources.IconChevronDown)
	l.invite = widgets.NewButton(widgets.ButtonSecondary, words.T("Invite"), p.invite).WithIcon(resources.IconPlus)
	l.tools = container.New(&toolsLayout{}, l.search, l.segments, widgets.HStack(theme.Gap12, l.roles, l.invite))
	l.makeTable()
	clearing := widgets.NewButton(widgets.ButtonSecondary, words.T("Clear filter"), l.clearFilter)
	l.none = widgets.VStack(0, widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconSearch, Title: words.T("Nobody fits"), Detail: words.T("No member has this name, address, role and status."),
	}, clearing))
	l.none.Hide()
	l.area = container.NewStack(l.table, l.none)
	return l
}

func (l *list) makeTable() {
	p := l.page
	l.table = widgets.NewDataTable(columns(p.query), func(row int) []widgets.TableCell {
		return l.writer.cells(p.data.roster, l.listing.rows[row])
	})
	l.table.Key = func(row int) string { return p.data.roster.members[l.listing.rows[row]].ID }
	l.table.OnSort = l.sort
	l.table.OnMenu = func(row int, at fyne.Position) { p.memberMenu(l.table.Key(row), at) }
	l.table.OnChecked = func(map[string]struct{}) { l.tellChecked() }
	l.table.OnCopy = l.copied
	l.table.Footer = l.footer
	l.table.KeepWidths(widgets.Widths{Store: p.deps.Source, Table: "seats", Background: p.deps.Scheduler.Background})
	l.clear = widgets.NewButton(widgets.ButtonLink, words.T("Clear filter"), l.clearFilter)
	l.bulk = widgets.NewButton(widgets.ButtonLink, words.T("Deactivate"), func() { p.changeTicked() })
	drop := widgets.NewButton(widgets.ButtonLink, words.T("Clear selection"), func() {
		l.table.SetChecked()
		l.tellChecked()
	})
	l.selects = widgets.HStack(theme.Gap12, l.bulk, drop)
	l.selects.Hide()
	l.clear.Hide()
	l.table.SetFooterActions(l.clear, l.selects)
}

// ask changes the query and lists anew, away from the window: the newest query wins, and
// what is on screen stays until it is answered.
func (l *list) ask(change func(*query)) { l.askAnd(l.table.ScrollToTop, change) }

// askAnd is ask with what comes after the rows are there.
func (l *list) askAnd(then func(), change func(*query)) {
	p := l.page
	change(&p.query)
	l.table.SetColumns(columns(p.query))
	l.segments.SetSelected(int(p.query.segment))
	l.nameRole()
	if p.data == nil || p.data.roster == nil {
		return
	}
	roster, q := p.data.roster, p.query
	p.lists.Run(p.deps.Context, func(ctx context.Context) (listing, error) { return roster.list(ctx, q) },
		func(found listing, err error) {
			if err == nil && roster == p.data.roster {
				l.put(found)
				then()
			}
		})
}

// fill shows what was read. Where the query changed meanwhile it is asked anew.
func (l *list) fill(d *data) {
	l.writer = newWriter(d.at, l.page.deps.Words)
	l.segments.SetLabels(segmentLabels(d.roster, l.page.deps.Words))
	l.put(d.listing)
	if d.roster == nil {
		return
	}
	l.keepChecked(d.roster)
	if l.page.query.only == onlyOver && d.roster.over == 0 {
		l.page.query.only = onlyAny // there is nothing left to review
	}
	if d.listing.query != l.page.query {
		l.ask(func(*query) {})
	}
	l.tools.Refresh()
}

// put shows other rows, all at once.
func (l *list) put(found listing) {
	l.listing = found
	l.table.SetLength(len(found.rows))
	if some := len(found.rows) > 0; l.table.Visible() != some {
		l.none.Hidden, l.table.Hidden = some, !some
		l.area.Refresh()
	}
	if filtered := found.query.filtered(); l.clear.Visible() != filtered {
		l.clear.Hidden = !filtered
		l.table.RefreshFooter()
	}
}

// keepChecked forgets the ticks of whoever is gone.
func (l *list) keepChecked(r *roster) {
	var kept []string
	for id := range l.table.Checked() {
		if r.member(id) != nil {
			kept = append(kept, id)
		}
	}
	l.table.SetChecked(kept...)
	l.tellChecked()
}

// allow shows what the reader may do; what is off has its reason in the page's head.
func (l *list) allow(r rights) {
	l.table.ShowChecks(r.admit)
	l.invite.Hidden = !r.admit
	if r.away {
		l.invite.Disable()
		l.bulk.Disable()
	} else {
		l.invite.Enable()
		l.bulk.Enable()
	}
	l.tools.Refresh()
}

// sort orders by a column, and the other way round where it did already.
func (l *list) sort(i int) {
	l.ask(func(q *query) {
		if q.sort == column(i) {
			q.ascending = !q.ascending
			return
		}
		q.sort, q.ascending = column(i), column(i).ascends()
	})
}

func (l *list) clearFilter() {
	l.search.SetText("")
	l.ask(func(q *query) { *q = query{sort: q.sort, ascending: q.ascending} })
}

// reach lists everybody, and puts the ring and the keyboard where somebody is.
func (l *list) reach(id string) {
	l.search.SetText("")
	l.askAnd(func() {
		row := slices.IndexFunc(l.listing.rows, func(row int32) bool { return l.page.data.roster.members[row].ID == id })
		if row < 0 {
			l.table.ScrollToTop()
			return
		}
		l.table.GoTo(row)
		l.page.drawer.focus(l.table.Focus())
	}, func(q *query) { *q = query{sort: q.sort, ascending: q.ascending} })
}

// footer says what is on the screen, and how old that is or how many are ticked.
func (l *list) footer(first, last int) (left, right string) {
	w := l.page.deps.Words
	left = rangeOf(first, last, l.listing, w)
	if n := len(l.table.Checked()); n > 0 {
		return left, words.N(n, "{n} selected", "{n} selected", "n", w.Count(int64(n)))
	}
	return left, caughtUp(l.page.deps.Source.Freshness(), l.page.deps.Now(), w)
}

// tellChecked shows what can be done with those who are ticked.
func (l *list) tellChecked() {
	some := len(l.table.Checked()) > 0
	l.selects.Hidden = !some
	if some {
		l.bulk.SetText(l.page.bulkAction())
	}
	l.table.RefreshFooter()
	l.page.nameFix()
	l.page.cards.Refresh()
}

// copied hands rows to the clipboard.
func (l *list) copied(text string) {
	l.page.deps.Copy(text)
	n := 1
	for _, r := range text {
		if r == '\n' {
			n++
		}
	}
	l.page.deps.Say(words.Told{What: words.N(n, "Copied {n} row.", "Copied {n} rows.", "n", l.page.deps.Words.Count(int64(n)))})
}

// chooseRole opens the menu of the roles.
func (l *list) chooseRole() {
	c := fyne.CurrentApp().Driver().CanvasForObject(l.roles)
	if c == nil {
		return
	}
	item := func(label string, role billing.Role) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() { l.ask(func(q *query) { q.role = role }) })
		i.Checked = l.page.query.role == role
		return i
	}
	items := []*fyne.MenuItem{item(words.T("Any role"), ""), fyne.NewMenuItemSeparator()}
	for _, role := range billing.Roles {
		items = append(items, item(words.Role(role), role))
	}
	widgets.NewMenu(fyne.NewMenu("", items...), c).ShowAtRelativePosition(fyne.NewPos(0, l.roles.Size().Height+theme.Gap4), l.roles)
}

func (l *list) nameRole() {
	label := words.T("Role")
	if l.page.query.role != "" {
		label = words.Role(l.page.query.role)
	}
	if l.roles.Label() != label {
		l.roles.SetText(label)
		l.tools.Refresh()
	}
}

// toolsLayout puts search, segments and buttons on one line, or the segments below the
// others where that is too narrow.
type toolsLayout struct {
	stacked, known bool
}

func (t *toolsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	search, segments, buttons := objects[0].MinSize(), objects[1].MinSize(), objects[2].MinSize()
	size := fyne.NewSize(max(search.Width+theme.Gap12+buttons.Width, segments.Width), theme.ControlHeight)
	if t.known && t.stacked {
		size.Height += theme.Gap12 + theme.ControlHeight
	}
	return size
}

func (t *toolsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	search, segments, buttons := objects[0], objects[1], objects[2]
	inner, right := segments.MinSize().Width, buttons.MinSize().Width
	t.known, t.stacked = true, searchWidth+2*theme.Gap12+inner+right > size.Width
	put := func(o fyne.CanvasObject, x, y, width float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(width, theme.ControlHeight))
	}
	put(buttons, size.Width-right, 0, right)
	if t.stacked {
		put(search, 0, 0, size.Width-right-theme.Gap12)
		put(segments, 0, theme.ControlHeight+theme.Gap12, inner)
		return
	}
	put(search, 0, 0, searchWidth)
	put(segments, searchWidth+theme.Gap12, 0, inner)
}
