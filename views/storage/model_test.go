package storage

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

var two = decimal.NewFromInt(2)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func shown(set func(*data)) model {
	f := sample.Facts()
	d := data{facts: f, items: sample.StoredItems(), freshness: sample.Fresh(billing.Fresh)}
	if addon, ok := nextBigger(f); ok {
		d.offer = offer{addon: addon, patch: swap(f, addon.ID)}
	}
	if set != nil {
		set(&d)
	}
	return show(d, sample.Now(), words.Printer{})
}

func TestTheLimitSaysWhatItIsMadeOf(t *testing.T) {
	for name, tt := range map[string]struct {
		set           func(*billing.Facts)
		title, detail string
	}{
		"as pictured": {
			nil, "548.2 of 700 GB used",
			"500 GB with Team (10 GB a seat) + 200 GB add-on. From 1 Dec 2026: 600 GB, as scheduled.",
		},
		"nothing scheduled": {
			func(f *billing.Facts) { f.Subscription.Scheduled = nil }, "548.2 of 700 GB used",
			"500 GB with Team (10 GB a seat) + 200 GB add-on.",
		},
		"no add-on": {
			func(f *billing.Facts) { f.Subscription.Terms.Addons, f.Subscription.Scheduled = nil, nil }, "548.2 of 500 GB used",
			"500 GB with Team (10 GB a seat).",
		},
		"by the account": {
			func(f *billing.Facts) {
				f.Subscription.Terms = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}
				f.Subscription.Scheduled, f.Usage.StorageUsedGB = nil, dec("1.25")
			}, "1.25 of 5 GB used", "5 GB with Free.",
		},
		"more seats scheduled": {
			func(f *billing.Facts) {
				f.Subscription.Scheduled.After = f.Subscription.Terms.With(billing.Patch{Seats: new(60)})
			}, "548.2 of 700 GB used",
			"500 GB with Team (10 GB a seat) + 200 GB add-on. From 1 Dec 2026: 800 GB, as scheduled.",
		},
	} {
		f := sample.Facts()
		if tt.set != nil {
			tt.set(&f)
		}
		m := show(data{facts: f}, sample.Now(), words.Printer{})
		if m.title != tt.title || m.detail != tt.detail {
			t.Errorf("%s: %q, %q", name, m.title, m.detail)
		}
	}
}

func TestTheMeterIsOfTheLimit(t *testing.T) {
	m := shown(nil)
	if len(m.meter.Parts) != 5 || m.meter.Parts[0].Fraction != 0.3306 || m.meter.Marks[0].Fraction != 0.8571 {
		t.Errorf("%+v", m.meter) // 231.4 ÷ 700 = 0.33057…, 600 ÷ 700 = 0.85714…
	}
	m = shown(func(d *data) { d.facts.Usage.StorageUsedGB = dec("558.2") })
	if last := m.meter.Parts[5]; last.Name != "Anything else" || last.Value != "10 GB" {
		t.Errorf("what no kind tells is %+v", last)
	}
	m = shown(func(d *data) {
		d.facts.Subscription.Scheduled.After = d.facts.Subscription.Terms.With(billing.Patch{Seats: new(60)})
	})
	if len(m.meter.Marks) != 0 {
		t.Errorf("a mark beyond the scale: %+v", m.meter.Marks)
	}
}

func TestNoticesOfTooMuch(t *testing.T) {
	for name, tt := range map[string]struct {
		used  string
		seats int // scheduled
		want  []string
	}{
		"fits now and then": {"548.2", 50, nil},
		"exactly full":      {"600", 50, nil},
		"not then":          {"600.5", 50, []string{"The 600 GB scheduled for 1 Dec 2026 do not hold what is in use."}},
		"neither now nor then": {"743", 40, []string{
			"Uploads wait until there is room again.", "The 500 GB scheduled for 1 Dec 2026 do not hold what is in use.",
		}},
	} {
		m := shown(func(d *data) {
			d.facts.Usage.StorageUsedGB = dec(tt.used)
			d.facts.Subscription.Scheduled.After.Seats = tt.seats
		})
		if len(m.notices) != len(tt.want) {
			t.Errorf("%s: %+v", name, m.notices)
			continue
		}
		for i, want := range tt.want {
			if m.notices[i].title != want {
				t.Errorf("%s: %q, want %q", name, m.notices[i].title, want)
			}
		}
	}
}

func TestTheSmallestFixMakesEnoughRoom(t *testing.T) {
	for name, tt := range map[string]struct {
		used string
		want wayKind
	}{
		"nothing is over":           {"548.2", wayReview},
		"less than can be deleted":  {"794.1", wayReview},
		"more than can be deleted":  {"794.2", wayAddon},
		"more than the add-on adds": {"1000.1", wayPlan},
	} {
		m := shown(func(d *data) { d.facts.Usage.StorageUsedGB = dec(tt.used) })
		for _, w := range m.ways {
			if w.smallest != (w.kind == tt.want) {
				t.Errorf("%s: way %d is the smallest: %t", name, w.kind, w.smallest)
			}
		}
	}
}

func TestWaysThatLeadNowhereSayWhy(t *testing.T) {
	say := func(name string, m model, kind wayKind, want string) {
		t.Helper()
		if got := m.ways[kind]; got.sentence != want || got.gain != "" {
			t.Errorf("%s: %q, gains %q; want %q", name, got.sentence, got.gain, want)
		}
	}
	say("the biggest", shown(func(d *data) { d.offer = offer{} }), wayAddon, "You have the biggest one.")
	say("none", shown(func(d *data) { d.offer, d.facts.Catalog.Addons = offer{}, nil }), wayAddon, "None is sold.")
	say("by contract", shown(func(d *data) { d.offer.problem = billing.NewProblem(billing.CustomContract) }), wayAddon, "This plan is sold by contract.")
	say("unpaid", shown(func(d *data) { d.facts.Subscription.Terms.Plan = "free" }), wayAddon, "Add-ons come with a paid plan.")
	say("the highest", shown(func(d *data) { d.facts.Subscription.Terms.Plan = "business" }), wayPlan, "No plan on sale gives more storage; a contract can.")
	say("nothing listed", shown(func(d *data) { d.items = nil }), wayReview, "Files are deleted in the product. None are listed here.")
}

func TestNextBigger(t *testing.T) {
	for name, tt := range map[string]struct {
		addons map[string]int
		want   string
	}{
		"none yet":      {nil, "storage_100"},
		"one":           {map[string]int{"storage_100": 1}, "storage_200"},
		"two of one":    {map[string]int{"storage_100": 2}, "storage_500"},
		"two different": {map[string]int{"storage_100": 1, "storage_200": 2}, ""},
		"the biggest":   {map[string]int{"storage_500": 1}, ""},
	} {
		f := sample.Facts()
		f.Subscription.Terms.Addons = tt.addons
		addon, ok := nextBigger(f)
		if ok != (tt.want != "") || ok && addon.ID != tt.want {
			t.Errorf("%s: %+v, %t", name, addon, ok)
		}
	}
}

func TestUndoSaysWhatElseItDrops(t *testing.T) {
	m := shown(nil)
	if !m.undo.offered || m.undo.note != "" {
		t.Errorf("storage alone: %+v", m.undo)
	}
	m = shown(func(d *data) { d.facts.Subscription.Scheduled.After.Seats = 46 })
	if want := "Undoing drops all that is scheduled: 50 to 46 seats, 200 GB storage to 100 GB storage."; m.undo.note != want {
		t.Errorf("%q", m.undo.note)
	}
	m = shown(func(d *data) {
		d.facts.Subscription.Scheduled.After = d.facts.Subscription.Terms.With(billing.Patch{Volumes: map[string]int64{billing.EmailCredits: 1000}})
	})
	if m.undo.offered {
		t.Error("what has nothing to do with storage is undone here")
	}
}

func TestUnopened(t *testing.T) {
	now := sample.Now()
	ago := func(d time.Duration) *time.Time { at := now.Add(-d); return &at }
	const long = 180 * 24 * time.Hour
	for name, tt := range map[string]struct {
		item billing.StoredItem
		want bool
	}{
		"opened a second too late": {billing.StoredItem{LastOpened: ago(long - time.Second)}, false},
		"just as long":             {billing.StoredItem{LastOpened: ago(long)}, true},
		"never, and old":           {billing.StoredItem{AddedAt: *ago(long)}, true},
		"never, and new":           {billing.StoredItem{AddedAt: *ago(time.Hour)}, false},
		"old, and opened":          {billing.StoredItem{AddedAt: *ago(2 * long), LastOpened: ago(time.Hour)}, false},
	} {
		if got := unopened(&tt.item, now); got != tt.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestListsAreOrdered(t *testing.T) {
	for order, want := range map[itemOrder][2]string{
		biggestFirst:          {"Q2 all-hands, raw camera", "Press kit 2024"},
		{columnSize, true}:    {"Press kit 2024", "Q2 all-hands, raw camera"},
		{columnOpened, true}:  {"Office move, walk-through", "Order mailbox, attachments"},
		{columnOpened, false}: {"Order mailbox, attachments", "Office move, walk-through"},
		{columnName, true}:    {"Catalog photos 2025, originals", "Warehouse walk-through 4K"},
		{columnKind, true}:    {"Order mailbox, attachments", "Office move, walk-through"},
	} {
		l := list(sample.StoredItems(), filterAll, order, sample.Now(), words.Printer{})
		if first, last := l.items[0].Name, l.items[len(l.items)-1].Name; first != want[0] || last != want[1] {
			t.Errorf("order %v: from %q to %q", order, first, last)
		}
		if l.left != "17 items" || l.right != "218.3 GB" {
			t.Errorf("order %v: %q, %q", order, l.left, l.right)
		}
	}
	if l := list(nil, filterAll, biggestFirst, sample.Now(), words.Printer{}); l.left != "" {
		t.Errorf("nothing is %q", l.left)
	}
}

func TestAPlanWithoutStorageSaysSo(t *testing.T) {
	f := sample.Facts()
	f.Catalog.Plans[1].PerSeat, f.Subscription.Terms.Addons, f.Subscription.Scheduled = nil, nil, nil
	f.Usage.StorageUsedGB = decimal.Zero
	if m := show(data{facts: f}, sample.Now(), words.Printer{}); m.none != "Team counts no storage." {
		t.Errorf("%+v", m)
	}
}

func TestWhatAnAddOnWouldDo(t *testing.T) {
	for name, tt := range map[string]struct {
		set  func(*billing.Facts)
		id   string
		want string
	}{
		"bigger, beside what is paid": {
			nil, "storage_500",
			"1,000 GB in all from 1 Dec 2026; until then 1,200 GB, because what is paid stays. An estimated $15.29 with tax, paid by billing credit.",
		},
		"bigger, paid by card": {
			func(f *billing.Facts) { f.Account.BillingCredit = money.Zero("USD") }, "storage_500",
			"1,000 GB in all from 1 Dec 2026; until then 1,200 GB, because what is paid stays. An estimated $15.29 is due now, with tax.",
		},
		"the first": {
			func(f *billing.Facts) { f.Subscription.Terms.Addons, f.Subscription.Scheduled = nil, nil }, "storage_100",
			"600 GB in all, at once. An estimated $3.82 with tax, paid by billing credit.",
		},
		"as today": {nil, "storage_200", "700 GB in all, as today: the scheduled change of storage is dropped. Nothing is due now."},
		"none": {
			func(f *billing.Facts) { f.Usage.StorageUsedGB = dec("400") }, "",
			"500 GB in all from 1 Dec 2026, when the period ends; until then nothing changes. Nothing is due now.",
		},
		"none, credited": {
			func(f *billing.Facts) {
				f.Usage.StorageUsedGB, f.Catalog.Policy.Downgrade = dec("400"), billing.DowngradeImmediateCredit
			}, "",
			"500 GB in all, at once. An estimated $6.88 comes back as billing credit.",
		},
		"too little": {nil, "", "More storage is in use than would be left: 548.2 GB of 500 GB. Free storage first, or keep more of it."},
		"an open invoice": {
			func(f *billing.Facts) { f.Subscription.OpenInvoice = "NWT-0013" }, "storage_500",
			"Invoice NWT-0013 is open. Pay it first, then change the plan.",
		},
	} {
		f := sample.Facts()
		if tt.set != nil {
			tt.set(&f)
		}
		preview, err := billing.NewPreview(f, swap(f, tt.id), sample.Now())
		if err != nil {
			t.Fatal(name, err)
		}
		if got := effect(f, &preview, words.Printer{}); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
