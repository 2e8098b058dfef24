package storage

import (
	"time"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/nav"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

var (
	allRoute   = nav.Route{Page: nav.PageStorage, Arg: argAll}
	plansRoute = nav.Route{Page: nav.PagePlans}
)

const listLeast float32 = 360 // height of the list, in units

// itemsView lists the items, for a person to find what can be deleted in the product.
type itemsView struct {
	deps    Deps
	content fyne.CanvasObject
	filters *widgets.Segmented
	table   *widgets.DataTable
	none    *fyne.Container
	body    *fyne.Container

	all    []billing.StoredItem
	filter itemFilter
	order  itemOrder
	listed listing
}

func newItemsView(deps Deps) *itemsView {
	v := &itemsView{deps: deps, order: biggestFirst}
	v.filters = widgets.NewSegmented(filterLabels(nil, time.Time{}, deps.Words), int(v.filter), func(i int) {
		v.filter = itemFilter(i)
		v.refill()
	})
	v.table = widgets.NewDataTable(itemColumns(), func(i int) []widgets.TableCell {
		return itemCells(&v.listed.items[i], v.deps.Now(), v.deps.Words)
	})
	v.table.OnSort = v.sort
	v.none = widgets.VStack(0, widgets.NewStateCard(widgets.StateEmpty, widgets.Notice{
		Icon: resources.IconStorage, Title: words.T("No such item"),
		Detail: words.T("None of the biggest items is in this list."),
	}))
	v.body = container.NewStack(v.table, v.none)
	copying := widgets.NewButton(widgets.ButtonSecondary, words.T("Copy list"), v.copy).WithIcon(resources.IconCopy)
	back := widgets.NewButton(widgets.ButtonSecondary, words.T("Back to storage"), func() { deps.Go(nav.Route{Page: nav.PageStorage}) })
	head := widgets.NewPageHead(words.T("Biggest items"),
		words.T("Files are deleted in the product, not here: open them there by name. The total follows within a few minutes."), copying, back)
	bar := widgets.HStack(theme.Gap12, v.filters, widgets.Spacer())
	v.content = widgets.Page(head, widgets.VStack(theme.Gap12, bar, widgets.Grow(widgets.Fixed(v.body, 0, listLeast))))
	return v
}

// filtered begins with what a route asks for.
func (v *itemsView) filtered(arg string) {
	v.filter = filterIdle
	if arg == argAll {
		v.filter = filterAll
	}
	v.filters.SetSelected(int(v.filter))
}

// sort orders by the column whose head was pressed.
func (v *itemsView) sort(column int) {
	v.order = v.order.pressed(itemColumn(column))
	v.refill()
	v.table.ScrollToTop()
}

func (v *itemsView) fill(items []billing.StoredItem) {
	v.all = items
	v.refill()
}

func (v *itemsView) refill() {
	v.listed = list(v.all, v.filter, v.order, v.deps.Now(), v.deps.Words)
	v.table.SetLength(len(v.listed.items))
	columns := itemColumns()
	columns[v.order.by].Sorted, columns[v.order.by].Ascending = true, v.order.ascending
	v.table.SetColumns(columns)
	v.table.SetFooter(v.listed.left, v.listed.right)
	v.filters.SetLabels(filterLabels(v.all, v.deps.Now(), v.deps.Words))
	v.none.Hidden = len(v.listed.items) > 0
	v.table.Hidden = !v.none.Hidden
	v.body.Refresh()
}

// copy puts what is listed on the clipboard, to send to whoever deletes it.
func (v *itemsView) copy() {
	n := len(v.listed.items)
	v.deps.Copy(copied(v.listed.items))
	v.deps.Say(words.Told{What: words.N(n, "Copied {n} item", "Copied {n} items", "n", v.deps.Words.Count(int64(n)))})
}
