package plans_test

import (
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"

	"fyne.io/fyne/v2"
)

// fields are what stands in the fields of quantities.
func (b *bench) fields() []*widgets.Entry {
	var all []*widgets.Entry
	widgets.Walk(b.page.Content(), func(o fyne.CanvasObject) {
		if row, ok := o.(*widgets.VolumeRow); ok {
			all = append(all, row.Entry())
		}
	})
	return all
}

// Seats that somebody else bought meanwhile are those that are shown and priced.
func TestWhatIsSetFollowsTheAccount(t *testing.T) {
	b := newBench(t, theme.ChoiceLight, viewtest.Wide)
	b.source.facts.Subscription.Scheduled = nil
	b.Show("plan=team")
	before := b.fields()
	subscription := *b.source.facts.Subscription
	subscription.Terms = subscription.Terms.With(billing.Patch{Seats: new(55)})
	b.source.facts.Subscription = &subscription
	b.page.Changed(billing.KindSubscription)
	b.Scheduler.Drain()
	if before[0].Text != "50" || b.fields()[0].Text != "55" {
		t.Errorf("%q stands where there are 55 seats", b.fields()[0].Text)
	}
	before = b.fields()
	usage := *b.source.facts.Usage
	usage.ActiveMembers++
	b.source.facts.Usage = &usage
	b.page.Changed(billing.KindUsage)
	b.Scheduler.Drain()
	if !slices.Equal(before, b.fields()) {
		t.Error("the fields are others, and the keyboard is lost")
	}
}
