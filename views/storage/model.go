package storage

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/widgets"
	"billfold/views/words"
)

// data is everything that the page shows, read at one instant.
type data struct {
	facts     billing.Facts
	items     []billing.StoredItem // the biggest first
	freshness billing.Freshness
	offer     offer
}

// model is what the page says; it knows no toolkit.
type model struct {
	subtitle string
	// none is said where the plan knows no storage; nothing else is then.
	none string
	// notices are what should be seen to, the most urgent first.
	notices []notice
	title   string
	detail  string
	meter   widgets.StackedContent
	undo    undo
	// change says whether the add-on can be chosen.
	change   bool
	reserved string // to whom changes are left; empty where the reader may make them
	biggest  biggest
	ways     []way
	taxed    string
	foot     []string
	compared []comparison
}

// notice is something that is the case, and what it means.
type notice struct{ title, detail string }

// undo is whether something scheduled can be undone here.
type undo struct {
	offered bool
	note    string // what else that undoes, or why it has to wait
	off     bool
}

// kinds is the order of what is stored in the meter.
var kinds = []billing.StoredKind{
	billing.StoredRecording, billing.StoredVideo, billing.StoredImage, billing.StoredDocument, billing.StoredAttachment,
}

func show(d data, now time.Time, w words.Printer) model {
	f := d.facts
	l := limitOf(f)
	m := model{subtitle: subtitle(f.Account, w)}
	if l.all.IsZero() && l.used.IsZero() {
		m.none = words.T("{plan} counts no storage.", "plan", words.Plan(f.Catalog, f.Subscription.Terms.Plan))
		return m
	}
	may := f.Account.Role.May(billing.ChangeBilling)
	m.title = words.T("{used} of {limit} GB used", "used", w.Number(l.used), "limit", w.Number(l.all))
	m.detail = detail(f, l, w)
	m.meter = meter(f, l, w)
	m.notices = notices(f, l, w)
	m.biggest = showBiggest(d.items, now, w)
	m.ways = showWays(d, l, now, w)
	m.foot, m.taxed = foot(d.offer, w), taxed(f)
	m.compared = compare()
	m.change = may && len(tiers(f)) > 0
	if !may {
		m.reserved = w.Reserved(f.Account, billing.ChangeBilling)
	}
	if l.scheduled && may {
		m.undo = showUndo(d, now, w)
	}
	return m
}

// limit is how much storage there is and will be, in GB.
type limit struct {
	used, all, plan decimal.Decimal
	later           decimal.Decimal // from the period's end on
	scheduled       bool            // that differs by a scheduled change
}

func limitOf(f billing.Facts) limit {
	s := f.Subscription
	l := limit{used: f.Usage.StorageUsedGB, all: gigabytes(f.Catalog, s.Terms)}
	plain := s.Terms.Clone()
	plain.Addons, plain.Volumes = nil, nil
	l.plan = gigabytes(f.Catalog, plain)
	l.later = l.all
	if s.Scheduled != nil {
		l.later = gigabytes(f.Catalog, s.Scheduled.After)
		l.scheduled = !l.later.Equal(l.all)
	}
	return l
}

// gigabytes is the storage that terms give.
func gigabytes(c *billing.Catalog, t billing.Terms) decimal.Decimal {
	return c.Entitlements(t)[billing.StorageGB]
}

func (l limit) over() decimal.Decimal { return l.used.Sub(l.all) }

func subtitle(a *billing.Account, w words.Printer) string {
	n := len(a.Workspaces)
	return words.N(max(n, 1), "The total follows uploads and deletions within a few minutes.",
		"Summed over {n} workspaces. The total follows uploads and deletions within a few minutes.", "n", w.Count(int64(n)))
}

// detail says what the limit is made of, and what it will be.
func detail(f billing.Facts, l limit, w words.Printer) string {
	s := f.Subscription
	params := []string{"plan", words.Plan(f.Catalog, s.Terms.Plan), "gb", w.Number(l.plan)}
	if plan, ok := f.Catalog.Plan(s.Terms.Plan); ok && plan.PerSeat[billing.StorageGB].IsPositive() && !plan.Includes[billing.StorageGB].IsPositive() {
		params = append(params, "seat", w.Number(plan.PerSeat[billing.StorageGB]))
	}
	if addon := l.all.Sub(l.plan); addon.IsPositive() {
		params = append(params, "addon", w.Number(addon))
	}
	if l.scheduled {
		params = append(params, "day", w.Date(s.Scheduled.At), "later", w.Number(l.later))
	}
	return words.T("{gb} GB with {plan}[ ({seat} GB a seat)][ + {addon} GB add-on].[ From {day}: {later} GB, as scheduled.]", params...)
}

// meter draws what is in use by kind.
func meter(f billing.Facts, l limit, w words.Printer) widgets.StackedContent {
	c := widgets.StackedContent{Least: "0", Most: gb(l.all, w)}
	by := f.Usage.StorageByKind
	add := func(name string, used decimal.Decimal) {
		if used.IsPositive() {
			c.Parts = append(c.Parts, widgets.StackedPart{Name: name, Value: gb(used, w), Fraction: share(used, l.all)})
		}
	}
	rest := l.used
	for _, kind := range kinds {
		add(words.StoredOf(kind), by[kind])
		rest = rest.Sub(by[kind])
	}
	add(words.T("Anything else"), rest) // of kinds that this version does not know
	if l.scheduled && l.later.LessThan(l.all) {
		c.Marks = []widgets.StackedMark{{
			Label:    words.T("{gb} GB from {day}", "gb", w.Number(l.later), "day", w.DayMonth(f.Subscription.Scheduled.At)),
			Fraction: share(l.later, l.all),
		}}
	}
	c.Rest = words.T("{gb} GB free", "gb", w.Number(l.over().Neg()))
	if l.over().IsPositive() {
		c.Rest = words.T("{gb} GB over", "gb", w.Number(l.over()))
	}
	return c
}

// share is a part of the limit, to the ten-thousandth that can be drawn; twice the
// limit where there is none.
func share(part, of decimal.Decimal) float64 {
	if !of.IsPositive() {
		return 2
	}
	return float64(part.Shift(4).DivRound(of, 0).IntPart()) / 1e4
}

func gb(d decimal.Decimal, w words.Printer) string {
	return words.T("{gb} GB", "gb", w.Number(d))
}

func notices(f billing.Facts, l limit, w words.Printer) []notice {
	var all []notice
	if l.over().IsPositive() {
		all = append(all, notice{
			title:  words.T("Uploads wait until there is room again."),
			detail: words.T("Previews and downloads of older files are limited until then. Nothing is deleted."),
		})
	}
	if l.scheduled && l.used.GreaterThan(l.later) {
		all = append(all, notice{
			title: words.T("The {later} GB scheduled for {day} do not hold what is in use.",
				"later", w.Number(l.later), "day", w.Date(f.Subscription.Scheduled.At)),
			detail: words.T("Until {gb} GB are freed, or the change is undone, it is kept waiting and the plan goes on as it is.",
				"gb", w.Number(l.used.Sub(l.later))),
		})
	}
	return all
}

// showUndo says what undoing would drop besides storage: a scheduled change is one.
func showUndo(d data, now time.Time, w words.Printer) undo {
	s := d.facts.Subscription
	u := undo{offered: true}
	alike := s.Scheduled.After.Clone()
	alike.Addons = s.Terms.Addons
	if !alike.Equal(s.Terms) {
		u.note = words.T("Undoing drops all that is scheduled: {what}.", "what", w.Summary(d.facts.Catalog, s.Terms, s.Scheduled.After))
	}
	if d.freshness.State(now) == billing.Away {
		u.off, u.note = true, words.T("Undoing waits until billing can be reached.")
	}
	return u
}

// comparison is one way to more of something, in words.
type comparison struct{ name, adds, billed, use string }

// compare tells apart what is easily bought for the wrong thing.
func compare() []comparison {
	return []comparison{
		{
			name: words.T("Storage add-on"), adds: words.T("Storage for all workspaces, and nothing else: no seats, no AI credits."),
			billed: words.T("At every renewal, until it is changed or removed; a change within the period is prorated."),
			use:    words.T("Only storage is short."),
		},
		{
			name: words.T("Pack of AI credits"), adds: words.T("AI credits, which last until they are spent. No storage."),
			billed: words.T("Once; never prorated, never refunded."),
			use:    words.T("AI credits run out before the plan grants new ones."),
		},
		{
			name: words.T("Bigger plan"), adds: words.T("More storage and AI credits by the seat, higher limits, more features."),
			billed: words.T("At every renewal; the rest of the period is charged at once."),
			use:    words.T("Several limits are short, or a feature is missing."),
		},
	}
}

// swap is the change to one storage add-on, or to none: all others are named as none,
// also what is scheduled.
func swap(f billing.Facts, id string) billing.Patch {
	patch := billing.Patch{Addons: map[string]int{}}
	for _, addon := range storageAddons(f.Catalog) {
		patch.Addons[addon.ID] = 0
	}
	if id != "" {
		patch.Addons[id] = 1
	}
	return patch
}

// storageAddons are the recurring add-ons that give storage, the smallest first.
func storageAddons(c *billing.Catalog) []billing.Addon {
	all := slices.DeleteFunc(slices.Clone(c.Addons), func(a billing.Addon) bool {
		return a.Kind != billing.AddonRecurring || !a.Grants[billing.StorageGB].IsPositive()
	})
	slices.SortStableFunc(all, func(a, b billing.Addon) int { return a.Grants[billing.StorageGB].Cmp(b.Grants[billing.StorageGB]) })
	return all
}
