package demo_test

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// nouns are those of one type in an account's feed.
func nouns[N billing.Noun](w world, account string) []N {
	w.t.Helper()
	var all []N
	for _, r := range w.feed(account) {
		if noun, ok := r.Noun.(N); ok {
			all = append(all, noun)
		}
	}
	return all
}

// everyAccount is paying, and the trial.
func (w world) everyAccount() map[string]string {
	all := w.paying()
	all["Contoso Labs"] = w.accounts("owner@contoso.example")["Contoso Labs"].ID
	return all
}

func (w world) stored(t *testing.T) {
	for name, id := range w.everyAccount() {
		u := w.facts(id, billing.RoleAdmin).Usage
		items := nouns[*billing.StoredItem](w, id)
		if u.StorageUsedGB.IsZero() {
			if len(items)+len(u.StorageByKind) != 0 {
				t.Errorf("%s stores nothing, and has %d items", name, len(items))
			}
			continue
		}
		if len(items) != 40 || len(u.StorageByKind) != len(billing.StoredKinds) {
			t.Errorf("%s: %d items, storage by kind %v", name, len(items), u.StorageByKind)
		}
		rest, idle := u.StorageByKind, 0
		for _, i := range items {
			rest[i.Kind] = rest[i.Kind].Sub(i.SizeGB)
			if !i.SizeGB.IsPositive() || i.AddedAt.After(w.at) || i.Untouched().After(w.at) || i.Untouched().Before(i.AddedAt) {
				t.Errorf("%s: %+v", name, i)
			}
			if i.Untouched().Before(w.at.AddDate(0, 0, -180)) {
				idle++
			}
		}
		for kind, left := range rest {
			if left.IsNegative() {
				t.Errorf("%s: items of kind %s are %s GB more than there is", name, kind, left.Neg())
			}
		}
		if _, yearOld := w.paying()[name]; yearOld && idle < 5 {
			t.Errorf("%s: %d items were not opened for 180 days", name, idle)
		}
	}
}

// northwindStores is what the pictures of the storage page show.
func (w world) northwindStores(t *testing.T) {
	id := w.accounts("admin@northwind.example")["Northwind Traders"].ID
	byKind := map[billing.StoredKind]string{}
	for kind, size := range w.facts(id, billing.RoleAdmin).Usage.StorageByKind {
		byKind[kind] = size.String()
	}
	want := map[billing.StoredKind]string{
		billing.StoredRecording: "231.4", billing.StoredVideo: "148.9", billing.StoredImage: "84.6", billing.StoredDocument: "61.7", billing.StoredAttachment: "21.6",
	}
	if diff := cmp.Diff(want, byKind); diff != "" {
		t.Error(diff)
	}
	items := nouns[*billing.StoredItem](w, id)
	slices.SortFunc(items, func(a, b *billing.StoredItem) int { return b.SizeGB.Cmp(a.SizeGB) })
	var ten, idle decimal.Decimal
	for n, i := range items {
		if n < 10 {
			ten = ten.Add(i.SizeGB)
		}
		if i.Untouched().Before(w.at.AddDate(0, 0, -180)) {
			idle = idle.Add(i.SizeGB)
		}
	}
	if ten.String() != "191" || idle.String() != "94.1" || items[0].Name != "Q2 all-hands, raw camera" {
		t.Errorf("ten items from %s on hold %s GB, idle ones %s", items[0].Name, ten, idle)
	}
}

// credits are spent by members, on something, and by nobody else: what was taken
// of the grants is what was recorded.
func (w world) credits(t *testing.T) {
	for name, id := range w.everyAccount() {
		cycle := w.facts(id, billing.RoleAdmin).Usage.Cycle
		taken := decimal.Zero
		for _, g := range nouns[*billing.CreditGrant](w, id) {
			if g.Kind == billing.AICredits {
				taken = taken.Add(g.Spent)
			}
		}
		members, idle := map[string]bool{}, map[string]bool{}
		for _, m := range nouns[*billing.Member](w, id) {
			members[m.Name], idle[m.Name] = m.Status == billing.MemberActive && !m.Guest, m.Idle(w.at)
		}
		recorded, earlier := decimal.Zero, 0
		for _, s := range nouns[*billing.CreditSpend](w, id) {
			if !members[s.Actor] || s.Action == "" || s.Workspace == "" || s.At.After(w.at) || s.Kind != billing.AICredits {
				t.Errorf("%s: %+v", name, s)
			}
			if idle[s.Actor] {
				t.Errorf("%s: %s spent credits on %v, and is idle", name, s.Actor, s.At)
			}
			if s.At.Before(cycle.Start) {
				earlier++
				continue
			}
			recorded = recorded.Add(s.Quantity)
		}
		if !taken.Equal(recorded) {
			t.Errorf("%s: %s AI credits taken, %s recorded", name, taken, recorded)
		}
		if name != "Contoso Labs" && taken.IsPositive() && earlier == 0 {
			t.Errorf("%s: nothing was spent before the running cycle", name)
		}
	}
}

func (w world) northwindPack(t *testing.T) {
	id := w.accounts("admin@northwind.example")["Northwind Traders"].ID
	left, packs := map[billing.GrantSource]string{}, 0
	for _, g := range nouns[*billing.CreditGrant](w, id) {
		left[g.Source] = g.Granted.Sub(g.Spent).String()
		if g.Source != billing.FromPack {
			continue
		}
		packs++
		i, err := w.books.Invoice(t.Context(), id, g.Reference)
		if err != nil || i.Status != billing.InvoicePaid || i.Total.String() != "24.00" || w.at.Sub(g.At) > 10*24*time.Hour {
			t.Errorf("pack of %v: %+v, %v", g.At, i, err)
		}
	}
	if packs != 1 || left[billing.FromPlan] != "2320" || left[billing.FromPack] != "1000" {
		t.Errorf("%d packs, left %v", packs, left)
	}
}

// usedByTheDay holds that what is used in the running cycle was used on its days.
func (w world) usedByTheDay(t *testing.T, account string, meters map[string]string) {
	t.Helper()
	cycle := w.facts(account, billing.RoleAdmin).Usage.Cycle
	days, totals := map[string]int{}, map[string]decimal.Decimal{}
	for _, d := range nouns[*billing.UsageDay](w, account) {
		if d.Day.Before(cycle.Start.AddDate(0, 0, -1)) { // days of the account's calendar, which may be behind
			continue
		}
		days[d.Meter]++
		totals[d.Meter] = totals[d.Meter].Add(d.Quantity)
	}
	for meter, total := range meters {
		if got := totals[meter].String(); got != total || days[meter] < 10 {
			t.Errorf("%s of %s used on %d days, want %s", got, meter, days[meter], total)
		}
	}
}
