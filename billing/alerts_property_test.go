package billing

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawAlerted is an account in any state that has something to tell.
func drawAlerted(t *rapid.T) (Facts, []Invoice, time.Time) {
	f := teamFacts()
	if rapid.Bool().Draw(t, "trial") {
		f = trialFacts()
	}
	now := at("2024-02-01T00:00:00Z").Add(time.Duration(rapid.Int64Range(0, 90*86400).Draw(t, "now")) * time.Second)
	f.Account.Role = rapid.SampledFrom(Roles).Draw(t, "role")
	f.Usage.StorageUsedGB, f.Usage.ActiveMembers = dec("45"), rapid.IntRange(0, 6).Draw(t, "members")
	f.Account.Methods = []PaymentMethod{{ID: "pm_1", ExpMonth: rapid.IntRange(1, 12).Draw(t, "month"), ExpYear: 2024, Status: MethodWorks}}
	f.Account.Notices = []Notification{
		{At: now.Add(time.Duration(rapid.Int64Range(-86400, 86400).Draw(t, "added")) * time.Second), Notice: Notice{Code: DeviceAdded, Params: Params("device", "Phone")}},
		{At: at("2024-03-18T00:00:00Z"), Notice: Notice{Code: ScheduledUnfit, Params: Params("at", "2024-04-01T00:00:00Z")}},
	}
	if f.Subscription.TrialEnds == nil && rapid.Bool().Draw(t, "scheduled") {
		f.Subscription.Scheduled = &Scheduled{At: at("2024-04-01T00:00:00Z"), After: teamOf(2)}
	}
	return f, []Invoice{failing()}, now
}

// What is found twice has the same ids, nothing is told before it is true, no two are
// the same, and what a role may not see is not told.
func TestAlertsAreStableAndNeverEarly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, invoices, now := drawAlerted(t)
		first, again := f.Alerts(invoices, nil, now), f.Alerts(slices.Clone(invoices), nil, now)
		seen := map[string]bool{}
		for n, a := range first {
			if a.ID != again[n].ID {
				t.Fatalf("%s is %s the second time", a.ID, again[n].ID)
			}
			if seen[a.ID] || a.ID == "" || !strings.HasPrefix(a.ID, "acc_1/"+string(a.Kind)+"/") || slices.Contains(a.Covers, a.ID) {
				t.Fatalf("id %q", a.ID)
			}
			seen[a.ID] = true
			if a.At.After(now) {
				t.Fatalf("%s is told at %s and true from %s", a.ID, now, a.At)
			}
			open := a.Kind == AlertTrialEnds || a.Kind == AlertLimitNear || a.Kind == AlertLimitReached
			if !open && !f.Account.Role.May(SeeBilling) {
				t.Fatalf("%s is told %s", f.Account.Role, a.ID)
			}
			if a.At.Equal(now) { // since when is not known
				continue
			}
			for _, b := range f.Alerts(invoices, nil, a.At.Add(-time.Second)) {
				if b.ID == a.ID {
					t.Fatalf("%s is told a second before %s", a.ID, a.At)
				}
			}
		}
	})
}
