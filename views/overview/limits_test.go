package overview

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/words"
)

func TestLimitsAreThoseOfThePicture(t *testing.T) {
	want := []limit{
		{"Seats", "46", "of 50", "4 free, 6 idle", 0.92, theme.RolePlain},
		{"Storage", "548.2", "of 700 GB", "600 GB from 1 Dec", 0.783, theme.RolePlain},
		{"AI credits", "3,180", "of 5,500", "plus 1,000 in a pack", 0.578, theme.RolePlain},
		{"Email credits", "27,350", "of 40,000", "on pace for 40,130", 0.684, theme.RoleWarn},
		{"Message credits", "3,912", "of 5,000", "runs out about 27 Nov", 0.782, theme.RoleWarn},
	}
	if got := showLimits(northwind(), sample.Now(), words.Printer{}); !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestALimitSaysWhatBecomesOfIt(t *testing.T) {
	use := func(meter, used string) func(*data) {
		return func(d *data) { d.facts.Usage.Meters[meter] = dec(used) }
	}
	seats := func(members, idle int) func(*data) {
		return func(d *data) { d.facts.Usage.ActiveMembers, d.idle = members, idle }
	}
	ends := func(at time.Time) func(*data) {
		return func(d *data) { d.facts.Subscription.TrialEnds = &at }
	}
	calls := func(included, used string) func(*data) {
		return func(d *data) {
			d.facts.Catalog.Plans[1].Metered = []billing.Meter{{Meter: billing.CallMinutes, Included: dec(included)}}
			d.facts.Usage.Meters[billing.CallMinutes] = dec(used)
		}
	}
	early := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC) // nothing is forecast yet
	tests := []struct {
		name     string
		set      func(*data)
		at       time.Time
		row      int
		note     string
		fraction float64
		role     theme.Role
	}{
		{"seats", seats(46, 0), sample.Now(), 0, "4 free", 0.92, theme.RolePlain},
		{"all seats", seats(50, 0), sample.Now(), 0, "none free", 1, theme.RoleWarn},
		{"all seats, some idle", seats(50, 2), sample.Now(), 0, "none free, 2 idle", 1, theme.RoleWarn},
		{"seats over", seats(53, 6), sample.Now(), 0, "3 over", 1.06, theme.RoleBad},
		{"storage", func(d *data) { d.facts.Subscription.Scheduled = nil }, sample.Now(), 1, "151.8 GB left", 0.783, theme.RolePlain},
		{
			"storage nearly full", func(d *data) {
				d.facts.Subscription.Scheduled, d.facts.Usage.StorageUsedGB = nil, dec("630")
			}, sample.Now(), 1, "70 GB left", 0.9, theme.RoleWarn,
		},
		{"storage that will not fit", func(d *data) { d.facts.Usage.StorageUsedGB = dec("601") }, sample.Now(), 1, "600 GB from 1 Dec", 0.859, theme.RoleWarn},
		{"storage over", func(d *data) { d.facts.Usage.StorageUsedGB = dec("700.5") }, sample.Now(), 1, "0.5 GB over", 1.01, theme.RoleBad},
		{"two packs", func(d *data) { d.grants = append(d.grants, d.grants[3]) }, sample.Now(), 2, "plus 2,000 in packs", 0.578, theme.RolePlain},
		{"an empty pack", func(d *data) { d.grants[3].Spent = dec("1000") }, sample.Now(), 2, "on pace for 4,666", 0.578, theme.RolePlain},
		{"spent from a pack", use(billing.AICredits, "5600"), sample.Now(), 2, "runs out about 25 Nov", 1, theme.RoleWarn},
		{"a rough guess", func(d *data) {
			d.facts.Usage.Cycle = billing.Period{Start: sample.Now().AddDate(0, 0, -4), End: sample.Now().AddDate(0, 0, 26)}
		}, sample.Now(), 4, "1,088 left", 0.782, theme.RolePlain},
		{"out before the trial ends", ends(time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)), sample.Now(), 4, "runs out about 27 Nov", 0.782, theme.RoleWarn},
		{"the trial ends before it is out", ends(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)), sample.Now(), 4, "on pace for 5,740", 0.782, theme.RolePlain},
		{"early", nil, early, 3, "12,650 left", 0.684, theme.RolePlain},
		{"early and nearly all", use(billing.EmailCredits, "36000"), early, 3, "4,000 left", 0.9, theme.RoleWarn},
		{"used up", use(billing.MessageCredits, "5000"), sample.Now(), 4, "used up", 1, theme.RoleBad},
		{"used beyond", use(billing.MessageCredits, "5001"), sample.Now(), 4, "1 over", 1.01, theme.RoleBad},
		{"none used", use(billing.MessageCredits, "0"), sample.Now(), 4, "on pace for 0", 0, theme.RolePlain},
		// 0.68153 of the cycle has passed: 600 become 880.4, and 700 become 1,027.2.
		{"metered", calls("1000", "600"), sample.Now(), 5, "on pace for 880", 0.6, theme.RolePlain},
		{"metered, early", calls("1000", "600"), early, 5, "400 left", 0.6, theme.RolePlain},
		{"metered, soon beyond", calls("1000", "700"), sample.Now(), 5, "on pace for 1,027", 0.7, theme.RoleWarn},
		{"metered beyond", calls("1000", "1240"), sample.Now(), 5, "240 beyond, billed", 1, theme.RoleWarn},
		{"metered from the first", calls("0", "1240"), sample.Now(), 5, "billed by use", 0, theme.RolePlain},
		{"a contract", func(d *data) { d.facts.Subscription.Terms.Plan, d.facts.Subscription.Terms.Volumes = "custom", nil }, sample.Now(), 4, "as agreed", 0, theme.RolePlain},
	}
	for _, tt := range tests {
		d := northwind()
		if tt.set != nil {
			tt.set(&d)
		}
		l := showLimits(d, tt.at, words.Printer{})[tt.row]
		if l.note != tt.note || l.fraction != tt.fraction || l.role != tt.role {
			t.Errorf("%s: %q %v %q", tt.name, l.note, l.fraction, l.role)
		}
	}
}
