package words

import (
	"time"

	"billfold/billing"
)

// Badge is the second cell of the plan badge: what can be trusted of the first.
type Badge struct {
	State      billing.FreshnessState
	Refreshing bool
	Pending    bool
	Text       string
}

// Badge says a freshness as seen at now. A change whose outcome is not known
// outranks everything else.
func (p Printer) Badge(f billing.Freshness, now time.Time) Badge {
	b := Badge{State: f.State(now), Refreshing: f.Refreshing, Pending: f.Pending}
	switch {
	case b.Pending:
		b.Text = T("Change pending")
	case b.Refreshing:
		b.Text = T("Refreshing…")
	case b.State == billing.Away:
		b.Text = p.away(f, now)
	case b.State == billing.Live:
		b.Text = T("Live")
	case f.AsOf.IsZero():
		b.Text = T("Not read yet")
	case !f.Dated(now):
		b.Text = T("Age unknown")
	case b.State == billing.Stale:
		b.Text = Old(f.Age(now))
	default:
		b.Text = Ago(f.Age(now))
	}
	return b
}

func (p Printer) away(f billing.Freshness, now time.Time) string {
	if f.AsOf.IsZero() {
		return T("Offline")
	}
	return T("Offline, as of {at}", "at", p.When(f.AsOf, now))
}

// OfflineBar says since when the backend cannot be reached: "Offline since 09:18".
func (p Printer) OfflineBar(f billing.Freshness, now time.Time) string {
	if f.Since.IsZero() {
		return T("Offline")
	}
	return T("Offline since {at}", "at", p.When(f.Since, now))
}

// Copy says how current a copy is, and which one: "Revision 411, caught up at
// 10:40:07".
func (p Printer) Copy(f billing.Freshness, now time.Time) string {
	if f.AsOf.IsZero() {
		return p.firstReading(f)
	}
	values := []string{"revision", p.Count(f.Revision), "at", p.ClockSeconds(f.AsOf)}
	if p.When(f.AsOf, now) != p.Clock(f.AsOf) { // another day
		values[3] = p.When(f.AsOf, now)
	}
	if f.State(now) == billing.Live {
		return T("Live: revision {revision}, nothing newer at {at}", values...)
	}
	return T("Revision {revision}, caught up at {at}", values...)
}

// Updated says when a page's data was read: "Updated 10:42"; offline, that it is the
// copy saved then.
func (p Printer) Updated(f billing.Freshness, now time.Time) string {
	if f.AsOf.IsZero() {
		return p.firstReading(f)
	}
	if f.State(now) == billing.Away {
		return T("Saved copy from {at}", "at", p.When(f.AsOf, now))
	}
	return T("Updated {at}", "at", p.When(f.AsOf, now))
}

// firstReading says how far a first copy has come: "12,000 records read so far". How much
// there is nobody knows before the end.
func (p Printer) firstReading(f billing.Freshness) string {
	if f.Records == 0 {
		return T("Not read yet")
	}
	return N(f.Records, "{n} record read so far", "{n} records read so far", "n", p.Count(int64(f.Records)))
}
