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
	if err := apply(t.Context(), c, "acc_1", page(3, false, billing.NewResource("acc_1", 3, account())), noon); err != nil {
		t.Fatal(err)
	}
	renamed := account()
	renamed.Name = "Renamed"
	torn := page(9, false, billing.NewResource("acc_1", 8, renamed), billing.Resource{Kind: billing.KindOutbox, ID: "x", Revision: 9})
	if err := apply(t.Context(), c, "acc_1", torn, noon.Add(time.Hour)); err == nil {
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
	if err := apply(t.Context(), c, "acc_1", page(3, true, billing.NewResource("acc_1", 3, account())), noon); err != nil {
		t.Fatal(err)
	}
	f, err := c.Freshness(t.Context(), "acc_1")
	if err != nil || f.Revision != 3 || !f.AsOf.IsZero() {
		t.Errorf("after the first page: %+v, %v", f, err)
	}
	if err := apply(t.Context(), c, "acc_1", page(5, false), noon); err != nil {
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
	if err := apply(t.Context(), c, "acc_1", page(1, false), noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	f, err = c.Freshness(t.Context(), "acc_1")
	if err != nil || !f.Since.IsZero() || f.Problem != nil || !f.AsOf.Equal(noon.Add(time.Hour)) {
		t.Errorf("after catching up: %+v, %v", f, err)
	}
}

// Reading anew leaves on the screen what was there until the feed has been read
// to its end, and then what that told of and nothing else.
func TestAWholeReadingShowsTheOldUntilItsEnd(t *testing.T) {
	c := open(t, t.TempDir())
	all := func(id string) billing.Delta {
		return page(9, false, billing.NewResource(id, 1, account()), billing.NewResource("inv_1", 2, invoice("inv_1", noon)),
			billing.NewResource("mem_1", 3, member("mem_1", "Ada")), billing.NewResource("mem_2", 4, member("mem_2", "Mo")),
			billing.NewResource("sub_1", 5, subscription()))
	}
	for _, id := range []string{"acc_1", "acc_2"} {
		if err := apply(t.Context(), c, id, all(id), noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Restart(t.Context(), "acc_1", billing.RoleAdmin); err != nil {
		t.Fatal(err)
	}
	has := func(account, want string) {
		t.Helper()
		var got []string
		if _, err := c.Account(t.Context(), account); err == nil {
			got = append(got, "account")
		}
		if _, err := c.Subscription(t.Context(), account); err == nil {
			got = append(got, "subscription")
		}
		members, err := c.Members(t.Context(), account, "", -1)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range members {
			got = append(got, m.Name)
		}
		invoices, err := c.Invoices(t.Context(), account, "", -1)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range invoices {
			got = append(got, i.ID)
		}
		if joined := strings.Join(got, " "); joined != want {
			t.Errorf("%s has %s, want %s", account, joined, want)
		}
	}
	has("acc_1", "account subscription Ada Mo inv_1")
	first := page(4, true, billing.NewResource("mem_2", 3, member("mem_2", "Max")), billing.NewResource("acc_1", 4, account()))
	first.Latest = 20
	if err := apply(t.Context(), c, "acc_1", first, noon); err != nil {
		t.Fatal(err)
	}
	has("acc_1", "account subscription Ada Max inv_1")
	if cursor, err := c.Cursor(t.Context(), "acc_1"); err != nil || (cursor != billing.Cursor{Revision: 4, Begun: 20}) {
		t.Errorf("cursor: %+v, %v", cursor, err)
	}
	if err := apply(t.Context(), c, "acc_1", page(21, false, billing.NewResource("mem_3", 21, member("mem_3", "Zoe"))), noon); err != nil {
		t.Fatal(err)
	}
	has("acc_1", "account Max Zoe")
	has("acc_2", "account subscription Ada Mo inv_1")
	if err := apply(t.Context(), c, "acc_1", page(22, false), noon); err != nil {
		t.Fatal(err)
	}
	has("acc_1", "account Max Zoe")
}

// Who is a member only from now on sees nothing commercial at the next paint.
func TestALostRoleIsForgottenAtOnce(t *testing.T) {
	summary := billing.AccountSummary{ID: "acc_1", Name: "A", Role: billing.RoleAdmin}
	member := summary
	member.Role = billing.RoleMember
	for name, lose := range map[string]func(*cache.Cache) error{
		"told by the feed": func(c *cache.Cache) error { return c.Restart(t.Context(), "acc_1", billing.RoleMember) },
		"told by the list": func(c *cache.Cache) error { return c.SaveAccounts(t.Context(), []billing.AccountSummary{member}) },
	} {
		t.Run(name, func(t *testing.T) {
			c := open(t, t.TempDir())
			if err := c.SaveAccounts(t.Context(), []billing.AccountSummary{summary}); err != nil {
				t.Fatal(err)
			}
			s := subscription()
			s.OpenInvoice, s.InFlight = "N-1", "chg_1"
			err := apply(t.Context(), c, "acc_1", page(9, false, billing.NewResource("acc_1", 1, account()),
				billing.NewResource("inv_1", 2, invoice("inv_1", noon)), billing.NewResource("chg_1", 3, change("chg_1")),
				billing.NewResource("sub_1", 5, s)), noon)
			if err != nil {
				t.Fatal(err)
			}
			if err := lose(c); err != nil {
				t.Fatal(err)
			}
			a, err := c.Account(t.Context(), "acc_1")
			if err != nil || a.Role != billing.RoleMember || !a.BillingCredit.IsUnset() || !a.AccountBalance.IsUnset() ||
				len(a.Methods) != 0 || !a.Details.Equal(&billing.BillingDetails{}) || a.Name != "Northwind" {
				t.Errorf("account: %+v, %v", a, err)
			}
			left, err := c.Subscription(t.Context(), "acc_1")
			if err != nil || len(left.Billed) != 0 || left.OpenInvoice != "" || left.InFlight != "" || left.Terms.Plan == "" {
				t.Errorf("subscription: %+v, %v", left, err)
			}
			invoices, err := c.Invoices(t.Context(), "acc_1", "", -1)
			if err != nil || len(invoices) != 0 {
				t.Errorf("invoices: %v, %v", invoices, err)
			}
			changes, err := c.Changes(t.Context(), "acc_1", "", -1)
			if err != nil || len(changes) != 0 {
				t.Errorf("changes: %v, %v", changes, err)
			}
			if cursor, err := c.Cursor(t.Context(), "acc_1"); err != nil || cursor != (billing.Cursor{}) {
				t.Errorf("cursor: %+v, %v", cursor, err)
			}
		})
	}
}

// A page that came twice, late or to a copy that another program has moved on
// changes nothing.
func TestAPageThatDoesNotFollowIsNotApplied(t *testing.T) {
	c := open(t, t.TempDir())
	if err := apply(t.Context(), c, "acc_1", page(9, false, billing.NewResource("mem_1", 9, member("mem_1", "New"))), noon); err != nil {
		t.Fatal(err)
	}
	late := page(5, false, billing.NewResource("mem_1", 5, member("mem_1", "Old")))
	applied, err := c.Apply(t.Context(), "acc_1", late, noon.Add(time.Hour))
	if err != nil || applied {
		t.Errorf("applied %v, %v", applied, err)
	}
	members, err := c.Members(t.Context(), "acc_1", "", -1)
	if err != nil || members[0].Name != "New" {
		t.Errorf("members %v, %v", members, err)
	}
	if f, err := c.Freshness(t.Context(), "acc_1"); err != nil || !f.AsOf.Equal(noon) || f.Revision != 9 {
		t.Errorf("freshness %+v, %v", f, err)
	}
}

func TestWhatIsNotKnownIsCounted(t *testing.T) {
	c := open(t, t.TempDir())
	skipped := func(want int) {
		t.Helper()
		if n, err := c.Skipped(t.Context(), "acc_1"); err != nil || n != want {
			t.Errorf("skipped %d, %v, want %d", n, err, want)
		}
	}
	skipped(0)
	for revision, more := range []bool{true, false, false} {
		d := page(int64(revision+1), more)
		d.Skipped = 2
		if err := apply(t.Context(), c, "acc_1", d, noon); err != nil {
			t.Fatal(err)
		}
	}
	skipped(6)
	if err := c.Restart(t.Context(), "acc_1", billing.RoleAdmin); err != nil {
		t.Fatal(err)
	}
	skipped(0)
}

func TestACopyThatIsStillTheLatestIsYounger(t *testing.T) {
	c := open(t, t.TempDir())
	if err := apply(t.Context(), c, "acc_1", page(9, false), noon); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		revision int64
		at, want time.Duration
	}{{8, time.Hour, 0}, {9, time.Minute, time.Minute}, {9, time.Second, time.Minute}} {
		if err := c.Current(t.Context(), "acc_1", test.revision, noon.Add(test.at)); err != nil {
			t.Fatal(err)
		}
		if f, err := c.Freshness(t.Context(), "acc_1"); err != nil || !f.AsOf.Equal(noon.Add(test.want)) {
			t.Errorf("%+v: %v, %v", test, f.AsOf, err)
		}
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
	if err := apply(t.Context(), c, "acc_1", page(9, false, billing.NewResource("acc_1", 1, account())), noon); err != nil {
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
	if err := apply(t.Context(), c, "acc_1", page(7, false, resources...), noon); err != nil {
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
			if err := apply(t.Context(), c, name, page(revision, false, resources...), noon); err != nil {
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
