package credits

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
	invoices  []billing.Invoice // newest first; none where the reader may not see them
	grants    []billing.CreditGrant
	tally     tally
	days      []billing.UsageDay
	freshness billing.Freshness
}

// model is what the page says; it knows no toolkit.
type model struct {
	subtitle string
	none     string // said where no plan knows any credits; nothing else is then
	balances []balance
	// ai says whether AI credits are sold or granted; without them their cards are
	// not there.
	ai       bool
	sources  sources
	spent    spent
	packs    []pack
	taxed    string
	reload   reload
	reserved string // to whom buying is left; empty where the reader may buy
	charts   []chart
}

// kinds are the credits that are told apart, in the page's order.
var kinds = []string{billing.AICredits, billing.EmailCredits, billing.MessageCredits}

func show(d data, spent spent, now time.Time, w words.Printer) model {
	f := d.facts
	may := f.Account.Role.May(billing.ChangeBilling)
	m := model{ai: sold(f.Catalog, billing.AICredits), taxed: taxed(f)}
	for _, kind := range kinds {
		if sold(f.Catalog, kind) {
			m.balances = append(m.balances, showBalance(d, kind, now, w))
			m.charts = append(m.charts, showChart(d, kind, now, w))
		}
	}
	if f.Account.Role.May(billing.SeeBilling) {
		m.balances = append(m.balances, billingCredit(d, w))
	}
	m.subtitle = words.T("Different things with similar names. One never turns into another.")
	switch {
	case len(m.balances) == 4:
		m.subtitle = words.T("Four different things with similar names. One never turns into another.")
	case len(m.charts) == 0:
		m.none = words.T("No plan on sale counts AI, email or message credits.")
	}
	if !m.ai {
		return m
	}
	m.sources = showSources(d, w)
	m.spent = spent
	m.packs = showPacks(f.Catalog, w)
	m.reload = showReload(d, now)
	if !may {
		m.reserved = w.Reserved(f.Account, billing.ChangeBilling)
	}
	return m
}

// sold tells whether a catalog knows credits of a kind: a plan or an add-on gives them,
// or they can be chosen.
func sold(c *billing.Catalog, kind string) bool {
	given := func(g billing.Grants) bool { return g[kind].IsPositive() }
	plan := slices.ContainsFunc(c.Plans, func(p billing.Plan) bool {
		_, chosen := p.Volume(kind)
		return chosen || given(p.Includes) || given(p.PerSeat)
	})
	return plan || slices.ContainsFunc(c.Addons, func(a billing.Addon) bool { return given(a.Grants) })
}

func taxed(f billing.Facts) string {
	if f.Catalog.Policy.TaxBehavior == billing.TaxInclusive {
		return words.T("one-time, not refundable, with {tax}", "tax", words.Tax(f))
	}
	return words.T("one-time, not refundable, before {tax}", "tax", words.Tax(f))
}

// standing is where credits of a kind stand.
type standing struct {
	granted, spent decimal.Decimal // the plan's part, of the usage cycle
	packs          decimal.Decimal // left of packs
	lapses         time.Time
}

// stand adds up the grants of a kind. A copy that has none yet says what the terms
// grant, and what was used of it.
func stand(d data, kind string) standing {
	u := d.facts.Usage
	s := standing{lapses: u.Cycle.End}
	known := false
	for i := range d.grants {
		g := &d.grants[i]
		switch {
		case g.Kind != kind:
		case g.Source == billing.FromPlan:
			known = true
			s.granted, s.spent = s.granted.Add(g.Granted), s.spent.Add(g.Spent)
			if g.LapsesAt != nil {
				s.lapses = *g.LapsesAt
			}
		default:
			s.packs = s.packs.Add(g.Left())
		}
	}
	if !known {
		s.granted = d.facts.Catalog.Allowances(d.facts.Subscription.Terms)[kind]
		s.spent = decimal.Min(u.Meters[kind], s.granted)
	}
	return s
}

// left is what can still be used of the plan's part.
func (s standing) left() decimal.Decimal { return s.granted.Sub(s.spent) }

// chart is what was used of a kind by day.
type chart struct {
	label   string
	content widgets.ChartContent
}

// showChart has a bar for each day up to today, and a line at what would use the
// plan's part evenly.
func showChart(d data, kind string, now time.Time, w words.Printer) chart {
	u := d.facts.Usage
	zone := d.facts.Account.Location()
	first, today := dayOf(u.Cycle.Start, zone), dayOf(now, zone)
	end := dayOf(u.Cycle.End.Add(-time.Nanosecond), zone)
	used := map[time.Time]decimal.Decimal{}
	for _, day := range d.days {
		if day.Meter == kind {
			used[day.Day.UTC()] = used[day.Day.UTC()].Add(day.Quantity)
		}
	}
	plain := words.Printer{Locale: w.Locale} // days are of the account's calendar already
	c := chart{label: words.Grant(kind), content: widgets.ChartContent{
		DayTitle: words.T("Day"), Empty: words.T("Nothing was used yet in this usage cycle."), Format: w.Number,
		Series: []widgets.ChartSeries{{Name: words.T("Used")}},
	}}
	for day := first; !day.After(end); day = day.AddDate(0, 0, 1) {
		c.content.Days = append(c.content.Days, plain.DayMonth(day))
		if !day.After(today) {
			c.content.Series[0].Values = append(c.content.Series[0].Values, used[day])
		}
	}
	if s := stand(d, kind); s.granted.IsPositive() {
		even := s.granted.DivRound(decimal.NewFromInt(int64(len(c.content.Days))), 0)
		c.content.Series = append(c.content.Series, widgets.ChartSeries{
			Name: words.T("Plan's part a day"), Kind: widgets.ChartLine,
			Values: slices.Repeat([]decimal.Decimal{even}, len(c.content.Days)),
		})
	}
	return c
}

// dayOf is the day of an instant in a calendar, as days of usage are written: its
// midnight, as if in UTC.
func dayOf(t time.Time, zone *time.Location) time.Time {
	year, month, day := t.In(zone).Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
