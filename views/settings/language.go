package settings

import (
	"context"
	"slices"
	"time"

	"billfold/billing"
	"billfold/views/widgets"
	"billfold/views/words"
)

// limits are the ages that can be chosen.
var limits = []time.Duration{time.Minute, 5 * time.Minute, billing.StaleAfter, 15 * time.Minute, 30 * time.Minute, time.Hour}

// limitNames are what the choices say.
func limitNames() []string {
	names := make([]string, len(limits))
	for i, limit := range limits {
		names[i] = words.Span(limit)
	}
	return names
}

// languages are what can be chosen; the first one is the system's.
func languages() []words.Language {
	return append([]words.Language{""}, words.Languages()...)
}

// languageNames are each in its own language, so that whoever reads none of the others
// finds theirs.
func languageNames() []string {
	own := map[words.Language]string{words.English: "English", words.German: "Deutsch"}
	var names []string
	for _, l := range languages() {
		if l == "" {
			names = append(names, words.T("As the system"))
			continue
		}
		names = append(names, own[l])
	}
	return names
}

// zones are what can be chosen, in the order that they are offered in.
var zones = []Zone{ZoneLocal, ZoneUTC, ZoneBilling}

func zoneNames() []string {
	return []string{words.T("Local"), words.T("UTC"), words.T("Billing")}
}

// tongue is the card of how everything is said.
type tongue struct {
	page     *Page
	card     *widgets.Card
	language *widgets.Select
	zone     *widgets.Segmented
	stale    *widgets.Select
	newest   latest[time.Duration] // of the age that is called stale
}

func newTongue(p *Page) *tongue {
	t := &tongue{page: p}
	look := p.deps.Look
	t.language = widgets.NewSelect(languageNames(), slices.Index(languages(), look.Language()), func(i int) {
		t.begin(func() { look.SetLanguage(languages()[i]) }, func() { t.language.SetSelected(slices.Index(languages(), look.Language())) })
	})
	t.zone = widgets.NewSegmented(zoneNames(), slices.Index(zones, look.Zone()), func(i int) {
		t.begin(func() { look.SetZone(zones[i]) }, func() { t.zone.SetSelected(slices.Index(zones, look.Zone())) })
	})
	t.stale = widgets.NewSelect(limitNames(), slices.Index(limits, p.deps.Source.StaleAfter()), t.choose)
	t.card = widgets.NewCard(widgets.CardOptions{Title: words.T("Language and time"), Flush: true}, rows(
		row(setting{name: words.T("Language")}, widgets.Fixed(t.language, languageWidth, 0)),
		row(setting{name: words.T("Show times in"), does: zoneWords(look.Zone(), p.deps.Words)}, t.zone),
		row(setting{name: words.T("Call data stale after"), does: words.T("The plan badge turns amber, and billfoldctl says so")}, widgets.Fixed(t.stale, limitWidth, 0)),
	))
	return t
}

// begin has every page made anew by a choice, or takes the choice back and tells the
// person what keeps it from that: nothing that is under way is to be lost by it, and
// nothing that was typed without a word.
func (t *tongue) begin(choose, takeBack func()) {
	if busy := t.page.deps.Busy(); busy != "" {
		t.page.deps.Say(words.Told{Failed: true, What: busy, Next: words.T("Choose it again once that has ended: every page begins anew with it.")})
		takeBack()
		return
	}
	t.page.deps.Leave(choose, takeBack)
}

const (
	languageWidth float32 = 176
	limitWidth    float32 = 136
)

// zoneWords say which zone that is, where its name does not, and what never follows it.
func zoneWords(zone Zone, w words.Printer) string {
	if zone == ZoneUTC {
		return words.T("Billing periods are always cut in UTC")
	}
	return words.T("Now {zone}; billing periods are always cut in UTC", "zone", w.ZoneName())
}

// choose sets the age. It is written to a file, which is waited for elsewhere.
func (t *tongue) choose(i int) {
	p := t.page
	t.newest.choose(limits[i])
	p.limits.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		t.newest.write(func(limit time.Duration) { p.deps.Source.SetStaleAfter(ctx, limit) })
		return struct{}{}, nil
	}, func(struct{}, error) { p.present() })
}
