package plans_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"

	"github.com/shopspring/decimal"
)

func selects(b *bench) []*widgets.Select {
	var all []*widgets.Select
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if s, ok := o.(*widgets.Select); ok {
			all = append(all, s)
		}
	})
	return all
}

func TestSizesOfOneThingAreOneChoice(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.Show("plan=team")
	b.Sees("Storage add-on", "548.2 GB in use; as scheduled for 1 Dec", "100 GB storage")
	b.SeesNot("Add-on: 100 GB storage", "Add-on: 200 GB storage")
	b.Window.Canvas().Focus(selects(b)[0])
	b.Key(fyne.KeyDown)
	b.Pass(time.Second)
	want := map[string]int{"storage_100": 0, "storage_200": 1, "storage_500": 0}
	if got := b.source.asked[len(b.source.asked)-1].Addons; !maps.Equal(got, want) {
		t.Errorf("billing was asked for %v, want %v", got, want)
	}
	b.Sees("18.00")
	b.Window.Canvas().Focus(selects(b)[0])
	b.Key(fyne.KeyUp)
	b.Key(fyne.KeyUp)
	b.Pass(time.Second)
	want = map[string]int{"storage_100": 0, "storage_200": 0, "storage_500": 0}
	if got := b.source.asked[len(b.source.asked)-1].Addons; !maps.Equal(got, want) {
		t.Errorf("billing was asked for %v, want %v", got, want)
	}
	b.Sees("None")
}

// A choice of one could not show these; nothing that an account has may vanish.
func TestSeveralAddOnsAtOnceKeepTheirRows(t *testing.T) {
	for name, addons := range map[string]map[string]int{
		"two sizes":   {"storage_100": 1, "storage_200": 1},
		"more of one": {"storage_200": 3},
	} {
		b := newBench(t, theme.ChoiceLight, viewtest.Wide)
		b.source.facts.Subscription.Scheduled = nil
		b.source.facts.Subscription.Terms.Addons = addons
		b.Show("plan=team")
		b.Sees("Add-on: 100 GB storage", "Add-on: 200 GB storage")
		if n := len(selects(b)); n != 0 {
			t.Errorf("%s: %d choices of one", name, n)
		}
	}
}

// An add-on that gives two things is no size of either.
func TestAnAddOnOfTwoThingsKeepsItsRow(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	c := b.source.facts.Catalog
	both := c.Addons[0]
	both.ID, both.Name = "bundle", "Storage and AI"
	both.Grants = billing.Grants{billing.StorageGB: decimal.NewFromInt(50), billing.AICredits: decimal.NewFromInt(500)}
	c.Addons = append(c.Addons, both)
	b.Show("plan=team")
	b.Sees("Storage add-on", "Add-on: Storage and AI")
}

func TestAnAccountWithoutAddOnsOrVolumesSetsItsSeats(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	f := &b.source.facts
	f.Catalog.Addons, f.Subscription.Scheduled = nil, nil
	for i := range f.Catalog.Plans {
		f.Catalog.Plans[i].Volumes = nil
	}
	f.Subscription.Terms = billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 50}
	b.Show("plan=team")
	b.Sees("Seats", "Nothing changes yet: these are the current terms.")
	if got := viewtest.Labels(b.Walk()); !slices.Equal(got, []string{"*widgets.Entry", "*widgets.slider", "Back"}) {
		t.Errorf("Tab walks %q", got)
	}
	b.Fits("plans-seats_only")
}
