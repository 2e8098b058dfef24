package views

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

// listGap is between two pages.
const listGap float32 = 2

// sidebar leads to the pages, and has the person at its bottom.
type sidebar struct {
	root   fyne.CanvasObject
	items  map[nav.Page]*widgets.NavItem
	order  []nav.Page
	person *widgets.Identity
}

func newSidebar(s *Shell) *sidebar {
	b := &sidebar{items: map[nav.Page]*widgets.NavItem{}}
	list := widgets.VStack(listGap)
	for i, group := range menuOf(s.exists) {
		if i > 0 {
			list.Add(widgets.Inset(widgets.Hairline(), theme.Gap8, theme.Gap8, theme.Gap8-listGap, theme.Gap8))
		}
		for _, e := range group {
			item := widgets.NewNavItem(e.icon, e.label, func() { s.Go(nav.Route{Page: e.page}) })
			b.items[e.page] = item
			b.order = append(b.order, e.page)
			list.Add(item)
		}
	}
	b.person = widgets.NewIdentity(s.deps.Session.Person().Name, "", func() { s.personMenu(b.person) }).Round().WithTrailing(resources.IconChevrons)
	body := widgets.VStack(0, brand(), widgets.Inset(list, 0, theme.Gap8, 0, theme.Gap8), widgets.Spacer(),
		widgets.Inset(b.person, theme.Gap8, theme.Gap8, theme.Gap12, theme.Gap8))
	edge := widgets.NewPanel(nil)
	edge.Fill, edge.Line, edge.Radius = theme.ColorBorder, theme.ColorTransparent, 0
	b.root = container.NewStack(ground(theme.ColorSide, body), container.NewBorder(nil, nil, nil, widgets.Fixed(edge, theme.Stroke, 0)))
	return b
}

// brand is the application's icon and name.
func brand() fyne.CanvasObject {
	icon := canvas.NewImageFromResource(resources.App())
	icon.FillMode = canvas.ImageFillContain
	row := widgets.HStack(theme.Gap12, widgets.Fixed(icon, 20, 20), widgets.NewCardTitle("Billfold"))
	return widgets.Fixed(widgets.Inset(row, 0, theme.Gap16, 0, 18), 0, headerHeight)
}

// mark shows which page is on screen.
func (b *sidebar) mark(page nav.Page) {
	for p, item := range b.items {
		item.SetSelected(p == page)
	}
}

func (b *sidebar) present(g glance, print words.Printer) {
	b.person.Set(cmp.Or(g.person.Name, g.person.Email), words.Role(g.role()))
	marks := attention(g.facts, print)
	for page, item := range b.items {
		item.SetMark(marks[page])
	}
}

// role is what the person is in the account on screen.
func (g glance) role() billing.Role {
	if g.facts.Account != nil {
		return g.facts.Account.Role
	}
	return g.selectedAccount().Role
}
