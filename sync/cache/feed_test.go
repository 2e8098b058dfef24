package cache_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/sync/cache"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPageAndCursorAreOneTransaction(t *testing.T) {
	c := open(t, t.TempDir())
	if err := c.Apply(t.Context(), "acc_1", page(3, false, billing.NewResource("acc_1", 3, account())), noon); err != nil {
		t.Fatal(err)
	}
	renamed := account()
	renamed.Name = "Renamed"
	torn := page(9, false, billing.NewResource("acc_1", 8, renamed), billing.Resource{Kind: billing.KindOutbox, ID: "x", Revision: 9})
	if err := c.Apply(t.Context(), "acc_1", torn, noon.Add(time.Hour)); err == nil {
		t.Fatal("a page with a kind that has no table was applied")
	}
	a, err := c.Account(t.Context(), "acc_1")
	if err != nil || a.Name != "Northwind" {
		t.Errorf("half a page is in: %v, %v", a, err)
	}
	f, err := c.Freshness(t.Context(), "acc_1")
	if err != nil || f.Revision != 3 || !f.AsOf.Equal(noon) {
		t.Errorf("freshness moved: %+v, %v", f, err)
	}
}

func TestOnlyTheLastPageCatchesUp(t *testing.T) {
	c := open(t, t.TempDir())
	if err := c.Apply(t.Context(), "acc_1", page(3, true, billing.NewResource("acc_1", 3, account())), noon); err != nil {
		t.Fatal(err)
	}
	f, err := c.Freshness(t.Context(), "acc_1")
	if err != nil || f.Revision != 3 || !f.AsOf.IsZero() {
		t.Errorf("after the first page: %+v, %v", f, err)
	}
	if err := c.Apply(t.Context(), "acc_1", page(5, false), noon); err != nil {
		t.Fatal(err)
	}
	f, err = c.Freshness(t.Context(), "acc_1")
	if err != nil || f.Revision != 5 || !f.AsOf.Equal(noon) {
		t.Errorf("after the last page: %+v, %v", f, err)
	}
}

func TestFreshnessRemembersTheFirstFailureUntilCaughtUp(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	offline := billing.NewProblem(billing.Offline, "host", "h")
	foreign := billing.NewProblem(billing.BackendForeign, "host", "h")
	for i, p := range []*billing.Problem{offline, foreign} {
		if err := c.Failed(t.Context(), "acc_1", p, noon.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	f, err := c.Freshness(t.Context(), "acc_1")
	if err != nil || !f.Since.Equal(noon) || f.Problem == nil || f.Problem.Code != billing.BackendForeign || f.Problem.Params["host"] != "h" {
		t.Errorf("after failures: %+v, %v", f, err)
	}
	if err := c.Apply(t.Context(), "acc_1", page(1, false), noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	f, err = c.Freshness(t.Context(), "acc_1")
	if err != nil || !f.Since.IsZero() || f.Problem != nil || !f.AsOf.Equal(noon.Add(time.Hour)) {
		t.Errorf("after catching up: %+v, %v", f, err)
	}
}

func TestReplaceLeavesNothingBehind(t *testing.T) {
	c := open(t, t.TempDir())
	for _, id := range []string{"acc_1", "acc_2"} {
		err := c.Apply(t.Context(), id, page(9, false, billing.NewResource(id, 1, account()),
			billing.NewResource("inv_1", 2, invoice("inv_1", noon)), billing.NewResource("chg_1", 3, change("chg_1"))), noon)
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Replace(t.Context(), "acc_1", page(2, false, billing.NewResource("acc_1", 1, account())), noon); err != nil {
		t.Fatal(err)
	}
	invoices, err := c.Invoices(t.Context(), "acc_1", "", -1)
	if err != nil || len(invoices) != 0 {
		t.Errorf("invoices: %v, %v", invoices, err)
	}
	if others, err := c.Invoices(t.Context(), "acc_2", "", -1); err != nil || len(others) != 1 {
		t.Errorf("another account's invoices: %v, %v", others, err)
	}
	if cursor, err := c.Cursor(t.Context(), "acc_1"); err != nil || cursor.Revision != 2 {
		t.Errorf("cursor: %v, %v", cursor, err)
	}
}

func TestAccountsThatAreGoneArePurged(t *testing.T) {
	c := open(t, t.TempDir())
	list := []billing.AccountSummary{
		{ID: "acc_2", Name: "B", Role: billing.RoleAdmin, Plan: "team", PlanName: "Team", Workspaces: []billing.Workspace{{ID: "w", Name: "W"}}},
		{ID: "acc_1", Name: "A", Role: billing.RoleMember},
	}
	if err := c.SaveAccounts(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	got, err := c.Accounts(t.Context())
	if diff := cmp.Diff(list, got, same); diff != "" || err != nil {
		t.Fatalf("accounts: %v (-want +got):\n%s", err, diff)
	}
	if err := c.Apply(t.Context(), "acc_1", page(9, false, billing.NewResource("acc_1", 1, account())), noon); err != nil {
		t.Fatal(err)
	}
	if err := c.SaveAccounts(t.Context(), list[:1]); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Account(t.Context(), "acc_1"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("account of a former member: %v", err)
	}
	if cursor, err := c.Cursor(t.Context(), "acc_1"); err != nil || cursor.Revision != 0 {
		t.Errorf("cursor: %v, %v", cursor, err)
	}
}

func TestInvoicesPageNewestFirst(t *testing.T) {
	c := open(t, t.TempDir())
	var resources []billing.Resource
	for i := range 7 { // three at one instant, so that the id decides
		id := "inv_" + strconv.Itoa(i)
		resources = append(resources, billing.NewResource(id, int64(i+1), invoice(id, noon.Add(time.Duration(i/3)*time.Hour))))
	}
	if err := c.Apply(t.Context(), "acc_1", page(7, false, resources...), noon); err != nil {
		t.Fatal(err)
	}
	var seen []string
	before := ""
	for {
		rows, err := c.Invoices(t.Context(), "acc_1", before, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			break
		}
		for _, row := range rows {
			seen = append(seen, row.ID)
		}
		before = seen[len(seen)-1]
	}
	want := "inv_6 inv_5 inv_4 inv_3 inv_2 inv_1 inv_0"
	if got := strings.Join(seen, " "); got != want {
		t.Errorf("order: %s, want %s", got, want)
	}
}

// Whatever the feed says, in whatever pages, the copy is what it last said of
// each noun.
func TestCopyIsTheLatestOfEach(t *testing.T) {
	dir := t.TempDir()
	run := 0
	rapid.Check(t, func(r *rapid.T) {
		run++
		name := fmt.Sprintf("acc_%d", run)
		c, err := cache.Open(t.Context(), dir, "p", clock)
		if err != nil {
			r.Fatal(err)
		}
		defer c.Close()
		latest := map[string]string{}
		revision := int64(0)
		for range rapid.IntRange(1, 4).Draw(r, "pages") {
			var resources []billing.Resource
			for range rapid.IntRange(0, 5).Draw(r, "resources") {
				revision++
				id := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(r, "id")
				if rapid.Bool().Draw(r, "deleted") {
					resources = append(resources, billing.Resource{Kind: billing.KindMembers, ID: id, Revision: revision})
					delete(latest, id)
					continue
				}
				latest[id] = rapid.StringMatching(`[A-Z][a-z]{0,5}`).Draw(r, "name")
				resources = append(resources, billing.NewResource(id, revision, member(id, latest[id])))
			}
			if err := c.Apply(t.Context(), name, page(revision, false, resources...), noon); err != nil {
				r.Fatal(err)
			}
		}
		members, err := c.Members(t.Context(), name, "", -1)
		if err != nil {
			r.Fatal(err)
		}
		got := map[string]string{}
		for _, m := range members {
			got[m.ID] = m.Name
		}
		if diff := cmp.Diff(latest, got); diff != "" {
			r.Fatalf("members (-want +got):\n%s", diff)
		}
		if !slices.IsSortedFunc(members, func(a, b billing.Member) int { return strings.Compare(a.Name, b.Name) }) {
			r.Fatalf("members are not by name: %v", members)
		}
	})
}
