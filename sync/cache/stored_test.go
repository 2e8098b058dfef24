package cache_test

import (
	"testing"
	"time"

	"billfold/billing"

	"github.com/google/go-cmp/cmp"
)

func item(id, size string) *billing.StoredItem {
	return &billing.StoredItem{
		ID: id, Name: "Raw camera", Kind: billing.StoredVideo, Workspace: "ws_1", SizeGB: dec(size), AddedAt: noon, LastOpened: &noon,
	}
}

func grant(id string, source billing.GrantSource, days int) *billing.CreditGrant {
	g := &billing.CreditGrant{
		ID: id, Kind: billing.AICredits, Source: source, Granted: dec("500"), Spent: dec("0.5"), At: noon.AddDate(0, 0, days), Reference: "inv_1",
	}
	if source == billing.FromPlan {
		g.LapsesAt = &noon
	}
	return g
}

func spend(id string, hours int) *billing.CreditSpend {
	return &billing.CreditSpend{
		ID: id, Kind: billing.AICredits, At: noon.Add(time.Duration(hours) * time.Hour), Actor: "Ada", Action: "tagging",
		Workspace: "ws_1", Quantity: dec("17.5"),
	}
}

// Sizes and quantities are decimals: 9.4 is less than 38.2, and of what is equal
// the names and ids decide.
func TestWhatIsStoredAndSpentIsInOrder(t *testing.T) {
	c := open(t, t.TempDir())
	never := item("itm_4", "0.25")
	never.LastOpened = nil
	err := apply(t.Context(), c, "acc_1", page(20, false,
		billing.NewResource("itm_1", 1, item("itm_1", "9.4")), billing.NewResource("itm_2", 2, item("itm_2", "38.2")),
		billing.NewResource("itm_3", 3, item("itm_3", "9.40")), billing.NewResource("itm_4", 4, never),
		billing.NewResource("cgr_1", 5, grant("cgr_1", billing.FromPack, -9)), billing.NewResource("cgr_2", 6, grant("cgr_2", billing.FromPack, -30)),
		billing.NewResource("cgr_3", 7, grant("cgr_3", billing.FromPlan, -1)), billing.NewResource("cgr_4", 8, grant("cgr_4", billing.FromPlan, -1)),
		billing.NewResource("csp_1", 9, spend("csp_1", 1)), billing.NewResource("csp_2", 10, spend("csp_2", 3)),
		billing.NewResource("csp_3", 11, spend("csp_3", 2)),
		billing.Resource{Kind: billing.KindCredits, ID: "cgr_4", Revision: 12},
	), noon)
	if err != nil {
		t.Fatal(err)
	}
	items, err := c.StoredItems(t.Context(), "acc_1")
	if diff := cmp.Diff([]billing.StoredItem{*item("itm_2", "38.2"), *item("itm_1", "9.4"), *item("itm_3", "9.4"), *never}, items); diff != "" || err != nil {
		t.Errorf("stored: %v (-want +got):\n%s", err, diff)
	}
	grants, err := c.CreditGrants(t.Context(), "acc_1")
	want := []billing.CreditGrant{*grant("cgr_3", billing.FromPlan, -1), *grant("cgr_2", billing.FromPack, -30), *grant("cgr_1", billing.FromPack, -9)}
	if diff := cmp.Diff(want, grants); diff != "" || err != nil {
		t.Errorf("grants: %v (-want +got):\n%s", err, diff)
	}
	for limit, want := range map[int][]billing.CreditSpend{
		-1: {*spend("csp_2", 3), *spend("csp_3", 2), *spend("csp_1", 1)},
		2:  {*spend("csp_2", 3), *spend("csp_3", 2)},
	} {
		spends, err := c.CreditSpends(t.Context(), "acc_1", limit)
		if diff := cmp.Diff(want, spends); diff != "" || err != nil {
			t.Errorf("at most %d spends: %v (-want +got):\n%s", limit, err, diff)
		}
	}
}

// Who sees no people any more still sees how many credits are left, and not who
// spent the others.
func TestWhoSpentCreditsIsForgottenWithTheRole(t *testing.T) {
	c := open(t, t.TempDir())
	err := apply(t.Context(), c, "acc_1", page(9, false, billing.NewResource("acc_1", 1, account()),
		billing.NewResource("csp_1", 7, spend("csp_1", 1)), billing.NewResource("cgr_1", 8, grant("cgr_1", billing.FromPack, 0)),
		billing.NewResource("itm_1", 9, item("itm_1", "9.4"))), noon)
	if err != nil {
		t.Fatal(err)
	}
	has := func(wantSpends, wantRest int) {
		t.Helper()
		spends, err := c.CreditSpends(t.Context(), "acc_1", -1)
		if err != nil || len(spends) != wantSpends {
			t.Errorf("spends: %v, %v", spends, err)
		}
		grants, err := c.CreditGrants(t.Context(), "acc_1")
		if err != nil || len(grants) != wantRest || wantRest == 1 && (grants[0].Reference != "" || grants[0].Granted.IsZero()) {
			t.Errorf("grants: %v, %v", grants, err)
		}
		items, err := c.StoredItems(t.Context(), "acc_1")
		if err != nil || len(items) != wantRest {
			t.Errorf("stored: %v, %v", items, err)
		}
	}
	if err := c.Restart(t.Context(), "acc_1", billing.RoleOperations); err != nil {
		t.Fatal(err)
	}
	has(1, 1)
	if err := c.Restart(t.Context(), "acc_1", billing.RoleMember); err != nil {
		t.Fatal(err)
	}
	has(0, 1)
	// What the feed does not tell of any more goes at its end.
	if err := apply(t.Context(), c, "acc_1", page(10, false, billing.NewResource("acc_1", 1, account())), noon); err != nil {
		t.Fatal(err)
	}
	has(0, 0)
}
