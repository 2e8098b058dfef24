package cache_test

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"billfold/billing"
	"billfold/sync/cache"
)

// older makes the person's files as an earlier version left them: with the first
// migrations of each, and what that version had written.
func older(t *testing.T, dir string, versions map[string]int, wrote map[string]string) {
	t.Helper()
	c := open(t, dir)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	for name, version := range versions {
		path := file(t, dir, name+".db")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		scripts, err := filepath.Glob(filepath.Join("migrations", name, "*.sql"))
		if err != nil || len(scripts) <= version {
			t.Fatal(scripts, err)
		}
		for _, script := range scripts[:version] {
			text, err := os.ReadFile(script)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.ExecContext(t.Context(), string(text)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA user_version = %d; %s", version, wrote[name])); err != nil {
			t.Fatal(err)
		}
	}
}

// Nothing that was asked for is lost to a newer version, and what was copied is
// still shown until it is read anew.
func TestFilesOfAnEarlierVersion(t *testing.T) {
	dir := t.TempDir()
	older(t, dir, map[string]int{"cache": 1, "outbox": 1}, map[string]string{
		"outbox": `INSERT INTO submissions VALUES ('i1', 'acc_1', 'prv_1', 3742, 'USD', 'pm_1', 'growth', 'strategic',
				'{"plan":"business","interval":"month","seats":6}', 1, 'unknown', NULL, '', NULL);
			INSERT INTO drafts VALUES ('d1', 'acc_1', '{"plan":"team","interval":"month","seats":9}', 'later', 1);`,
		"cache": `INSERT INTO members VALUES ('acc_1', 'mem_1', 'Ada', 'a@x.example', 'member', 'active', 0, NULL);
			INSERT INTO cursors (account, revision, as_of) VALUES ('acc_1', 40, 1772625600000000);`,
	})
	c, err := cache.Open(t.Context(), dir, "demo/admin@northwind.example", clock)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	pending, err := c.Pending(t.Context(), "acc_1")
	if err != nil || pending == nil || pending.Intent.Kind != billing.OrderChange || pending.Intent.AmountDue.String() != "37.42" {
		t.Errorf("pending: %+v, %v", pending, err)
	}
	drafts, err := c.Drafts(t.Context(), "acc_1")
	if err != nil || len(drafts) != 1 || drafts[0].Target.Seats != 9 {
		t.Errorf("drafts: %+v, %v", drafts, err)
	}
	members, err := c.Members(t.Context(), "acc_1", "", -1)
	if err != nil || len(members) != 1 {
		t.Errorf("members: %+v, %v", members, err)
	}
	fresh, err := c.Freshness(t.Context(), "acc_1")
	if err != nil || fresh.AsOf.IsZero() || fresh.Revision != 0 {
		t.Errorf("freshness: %+v, %v: what is to be read anew still says how old it is", fresh, err)
	}
	if notes := c.Notes(); len(notes) != 0 {
		t.Errorf("notes: %v", notes)
	}
}

// The version before this one knew neither what is stored by item nor what credits
// were spent on, and its usage had no kinds.
func TestACopyOfTheVersionBeforeIsReadAnew(t *testing.T) {
	dir := t.TempDir()
	older(t, dir, map[string]int{"cache": 5}, map[string]string{
		"cache": `INSERT INTO usage VALUES ('acc_1', 4, '12.5', '{"ai_credits":"7"}', 1, 2);
			INSERT INTO account (account, name, role, currency, timezone, company, country, vat_id, methods, workspaces)
				VALUES ('acc_1', 'Northwind', 'admin', 'USD', 'UTC', 'Northwind Ltd', 'GB', 'GB1', '[]', '[]');
			INSERT INTO cursors (account, revision, as_of, skipped) VALUES ('acc_1', 40, 1772625600000000, 3);`,
	})
	c, err := cache.Open(t.Context(), dir, "demo/admin@northwind.example", clock)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	u, err := c.Usage(t.Context(), "acc_1")
	if err != nil || u.StorageUsedGB.String() != "12.5" || len(u.StorageByKind) != 0 || u.Meters[billing.AICredits].String() != "7" {
		t.Errorf("usage: %+v, %v", u, err)
	}
	a, err := c.Account(t.Context(), "acc_1")
	if want := (billing.BillingDetails{Company: "Northwind Ltd", Country: "GB", VATID: "GB1"}); err != nil || !a.Details.Equal(&want) {
		t.Errorf("account: %+v, %v", a, err)
	}
	fresh, err := c.Freshness(t.Context(), "acc_1")
	if err != nil || fresh.AsOf.IsZero() || fresh.Revision != 0 {
		t.Errorf("freshness: %+v, %v: it is read anew", fresh, err)
	}
	if err := apply(t.Context(), c, "acc_1", page(41, false, billing.NewResource("itm_1", 41, item("itm_1", "9.4"))), noon); err != nil {
		t.Fatal(err)
	}
	if items, err := c.StoredItems(t.Context(), "acc_1"); err != nil || len(items) != 1 {
		t.Errorf("stored: %v, %v", items, err)
	}
}

// What was deleted since the last sync of the version before is not told of to a reading
// from nothing: it goes at its end all the same, also where an earlier reading was never
// brought to its end.
func TestWhatWasDeletedBeforeAnUpdateGoes(t *testing.T) {
	for name, cursor := range map[string]string{
		"a copy that was caught up": `INSERT INTO cursors (account, revision, as_of) VALUES ('acc_1', 40, 1772625600000000);`,
		"one that was being read": `INSERT INTO cursors (account, revision, begun, as_of) VALUES ('acc_1', 12, 40, 1772625600000000);
			INSERT INTO unseen VALUES ('acc_1', 'members', 'mem_2');`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			older(t, dir, map[string]int{"cache": 7}, map[string]string{
				"cache": `INSERT INTO members VALUES ('acc_1', 'mem_1', 'Erased', 'a@x.example', 'member', 'active', 0, NULL),
						('acc_1', 'mem_2', 'Ada', 'b@x.example', 'admin', 'active', 0, NULL);
					INSERT INTO usage (account, active_members, storage_used_gb, meters, cycle_start, cycle_end) VALUES ('acc_1', 4, '12.5', '{}', 1, 2);` + cursor,
			})
			c, err := cache.Open(t.Context(), dir, "demo/admin@northwind.example", clock)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if members, err := c.Members(t.Context(), "acc_1", "", -1); err != nil || len(members) != 2 {
				t.Errorf("until it is read anew: %+v, %v", members, err)
			}
			ada := billing.Member{ID: "mem_2", Name: "Ada", Email: "b@x.example", Role: billing.RoleAdmin, Status: billing.MemberActive}
			if err := apply(t.Context(), c, "acc_1", page(41, false, billing.NewResource("mem_2", 41, &ada)), noon); err != nil {
				t.Fatal(err)
			}
			if members, err := c.Members(t.Context(), "acc_1", "", -1); err != nil || len(members) != 1 || members[0].ID != "mem_2" {
				t.Errorf("afterwards: %+v, %v", members, err)
			}
			if _, err := c.Usage(t.Context(), "acc_1"); billing.CodeOf(err) != billing.NotFound {
				t.Errorf("usage that nothing told of: %v", err)
			}
		})
	}
}
