package storage

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/widgets"
	"billfold/views/words"
)

const (
	// idleDays is for how long an item was not opened that is worth a look.
	idleDays = 180
	// shownFirst is how many items the page begins with.
	shownFirst = 10
)

// unopened tells whether nobody opened an item for idleDays; one that was never
// opened counts from when it was added.
func unopened(i *billing.StoredItem, now time.Time) bool {
	last := i.AddedAt
	if i.LastOpened != nil {
		last = *i.LastOpened
	}
	return now.Sub(last) >= idleDays*24*time.Hour
}

// biggest is the items that the page begins with.
type biggest struct {
	rows [][]widgets.TableCell
	note string // what they hold
	foot string // how many of them nobody opens
	more bool   // there are others
}

func showBiggest(items []billing.StoredItem, now time.Time, w words.Printer) biggest {
	first := items[:min(shownFirst, len(items))]
	b := biggest{more: len(items) > len(first), note: holds(first, w)}
	idle := 0
	for i := range first {
		b.rows = append(b.rows, itemCells(&first[i], now, w))
		if unopened(&first[i], now) {
			idle++
		}
	}
	if idle > 0 {
		b.foot = words.N(idle, "{n} of them was not opened for {days} days.", "{n} of them were not opened for {days} days.",
			"n", w.Count(int64(idle)), "days", w.Count(idleDays))
	}
	return b
}

func holds(items []billing.StoredItem, w words.Printer) string {
	if len(items) == 0 {
		return ""
	}
	return words.N(len(items), "{n} item holds {gb} GB", "{n} items hold {gb} GB", "n", w.Count(int64(len(items))), "gb", tenths(sum(items), w))
}

func sum(items []billing.StoredItem) decimal.Decimal {
	all := decimal.Zero
	for i := range items {
		all = all.Add(items[i].SizeGB)
	}
	return all
}

// tenths writes a size in a column of sizes: with one decimal at least.
func tenths(d decimal.Decimal, w words.Printer) string {
	return w.Decimals(d, 1)
}

func itemCells(i *billing.StoredItem, now time.Time, w words.Printer) []widgets.TableCell {
	opened := widgets.TableCell{Text: words.T("never opened"), Muted: true}
	if i.LastOpened != nil {
		opened.Text = w.Day(*i.LastOpened)
	}
	if unopened(i, now) {
		opened.Icon, opened.Role = resources.IconClock, theme.RoleWarn
	}
	return []widgets.TableCell{{Text: i.Name}, {Text: words.Stored(i.Kind), Muted: true}, opened, {Text: tenths(i.SizeGB, w)}}
}

// itemFilter is which items are listed.
type itemFilter int

const (
	filterIdle itemFilter = iota
	filterAll
)

// itemColumn is a column of the items.
type itemColumn int

const (
	columnName itemColumn = iota
	columnKind
	columnOpened
	columnSize
)

// itemOrder is by what they are ordered.
type itemOrder struct {
	by        itemColumn
	ascending bool
}

// biggestFirst is how the items are ordered to begin with.
var biggestFirst = itemOrder{by: columnSize}

// pressed is the order after a column's head was pressed: by that column, and the other
// way round where it was so already. Sizes begin with the biggest, everything else
// upwards, which begins with what was longest not opened.
func (o itemOrder) pressed(by itemColumn) itemOrder {
	if o.by == by {
		return itemOrder{by, !o.ascending}
	}
	return itemOrder{by, by != columnSize}
}

func (o itemOrder) compare(a, b *billing.StoredItem) int {
	var first int
	switch o.by {
	case columnName:
		first = strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	case columnKind:
		first = strings.Compare(words.Stored(a.Kind), words.Stored(b.Kind))
	case columnOpened:
		first = opened(a).Compare(opened(b))
	case columnSize:
		first = a.SizeGB.Cmp(b.SizeGB)
	}
	if !o.ascending {
		first = -first
	}
	return cmp.Or(first, b.SizeGB.Cmp(a.SizeGB))
}

// listing is the items as they are listed.
type listing struct {
	items []billing.StoredItem
	left  string // what the table's foot says at its left
	right string
}

// list filters and orders the items; the biggest comes first among equals.
func list(all []billing.StoredItem, filter itemFilter, order itemOrder, now time.Time, w words.Printer) listing {
	var l listing
	for i := range all {
		if filter == filterAll || unopened(&all[i], now) {
			l.items = append(l.items, all[i])
		}
	}
	slices.SortStableFunc(l.items, func(a, b billing.StoredItem) int { return order.compare(&a, &b) })
	if len(l.items) > 0 {
		l.left = words.N(len(l.items), "{n} item", "{n} items", "n", w.Count(int64(len(l.items))))
		l.right = gb(sum(l.items), w)
	}
	return l
}

// opened is when an item was last opened; what never was comes first.
func opened(i *billing.StoredItem) time.Time {
	if i.LastOpened == nil {
		return time.Time{}
	}
	return *i.LastOpened
}

// filterLabels name the filters with how many items each leaves.
func filterLabels(all []billing.StoredItem, now time.Time, w words.Printer) []string {
	idle := 0
	for i := range all {
		if unopened(&all[i], now) {
			idle++
		}
	}
	return []string{
		words.T("Not opened for {days} days, {n}", "days", w.Count(idleDays), "n", w.Count(int64(idle))),
		words.T("All, {n}", "n", w.Count(int64(len(all)))),
	}
}

// copied is the items for the clipboard: a table that other programs read, its
// numbers plain.
func copied(items []billing.StoredItem) string {
	var b strings.Builder
	b.WriteString(strings.Join([]string{words.T("Item"), words.T("Kind"), words.T("Last opened"), "GB"}, "\t") + "\n")
	for i := range items {
		last := ""
		if items[i].LastOpened != nil {
			last = items[i].LastOpened.UTC().Format(time.DateOnly)
		}
		b.WriteString(strings.Join([]string{items[i].Name, words.Stored(items[i].Kind), last, items[i].SizeGB.String()}, "\t") + "\n")
	}
	return b.String()
}
