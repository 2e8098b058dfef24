package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"billfold/backend/store"
	"billfold/billing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
)

func item(id, size string) billing.StoredItem {
	opened := start.AddDate(0, -7, 0)
	return billing.StoredItem{
		ID: id, Name: "Raw camera", Kind: billing.StoredVideo, Workspace: "wsp_1", SizeGB: decimal.RequireFromString(size),
		AddedAt: start.AddDate(0, -8, 0), LastOpened: &opened,
	}
}

func grant(id, spent string) billing.CreditGrant {
	return billing.CreditGrant{
		ID: id, Kind: billing.AICredits, Source: billing.FromPack, Granted: decimal.NewFromInt(1000), Spent: decimal.RequireFromString(spent),
		At: start, Reference: "inv_1",
	}
}

func spend(id string, at time.Time) *billing.CreditSpend {
	return &billing.CreditSpend{
		ID: id, Kind: billing.AICredits, At: at, Actor: "Ada", Action: "tagging", Workspace: "wsp_1", Quantity: decimal.RequireFromString("17.5"),
	}
}

// told are the nouns of some kinds that a role reads after a revision, by id.
func told(t *testing.T, s *store.Store, role billing.Role, since int64, kinds billing.Kinds) map[string]billing.Noun {
	t.Helper()
	all := map[string]billing.Noun{}
	for _, r := range feed(t, s, role, since, 100).Resources {
		if kinds.Has(r.Kind) {
			all[r.ID] = r.Noun
		}
	}
	return all
}

func TestStoredItemsAreWrittenAsTheyDiffer(t *testing.T) {
	s, _ := books(t)
	put := func(items ...billing.StoredItem) (since int64) {
		since = feed(t, s, billing.RoleMember, 0, 100).Latest
		write(t, s, func(ctx context.Context, tx *store.Tx) error { return tx.PutStoredItems(ctx, account, items, start) })
		return since
	}
	never := item("itm_3", "0.25")
	never.LastOpened = nil
	since := put(item("itm_1", "38.2"), item("itm_2", "9.4"), never)
	want := map[string]billing.Noun{}
	for _, i := range []billing.StoredItem{item("itm_1", "38.2"), item("itm_2", "9.4"), never} {
		want[i.ID] = &i
	}
	require.Empty(t, cmp.Diff(want, told(t, s, billing.RoleMember, since, billing.AllKinds), byValue))

	opened, seen := item("itm_3", "0.25"), never
	opened.LastOpened = &start
	since = put(item("itm_1", "38.20"), opened)
	require.Empty(t, cmp.Diff(map[string]billing.Noun{"itm_2": nil, "itm_3": &opened}, told(t, s, billing.RoleMember, since, billing.AllKinds), byValue),
		"what is the same is not told again, what is gone is told as gone")
	since = put(item("itm_1", "38.2"), seen)
	require.Contains(t, told(t, s, billing.RoleMember, since, billing.AllKinds), "itm_3", "an instant taken back is a difference")
}

func TestStorageIsKeptByKindOrNotAtAll(t *testing.T) {
	s, _ := books(t)
	gb := decimal.RequireFromString
	put := func(used string, byKind map[billing.StoredKind]decimal.Decimal) error {
		return s.Write(context.Background(), func(tx *store.Tx) error {
			return tx.PutUsage(context.Background(), account, &billing.Usage{StorageUsedGB: gb(used), StorageByKind: byKind})
		})
	}
	split := map[billing.StoredKind]decimal.Decimal{billing.StoredVideo: gb("10.4"), billing.StoredImage: gb("2.1")}
	require.NoError(t, put("12.5", split))
	require.Error(t, put("12.6", split))
	u, err := s.Usage(context.Background(), account)
	require.NoError(t, err)
	require.Equal(t, "12.5", u.StorageUsedGB.String(), "what was refused is not there")
	require.Empty(t, cmp.Diff(split, u.StorageByKind, byValue))
	require.NoError(t, put("7", nil))
	u, err = s.Usage(context.Background(), account)
	require.NoError(t, err)
	require.Empty(t, u.StorageByKind)
}

// How many credits are left concerns everybody. What they were spent on names
// people, and a pack its invoice.
func TestWhatARoleSeesOfCredits(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.PutCreditGrants(ctx, account, nil, []billing.CreditGrant{grant("cgr_1", "17.5")}, start),
			tx.InsertCreditSpend(ctx, account, spend("csp_1", start)))
	})
	unnamed := grant("cgr_1", "17.5")
	unnamed.Reference = ""
	whole := grant("cgr_1", "17.5")
	for role, want := range map[billing.Role]map[string]billing.Noun{
		billing.RoleMember:          {"cgr_1": &unnamed},
		billing.RoleOperations:      {"cgr_1": &unnamed, "csp_1": spend("csp_1", start)},
		billing.RoleFinanceApprover: {"cgr_1": &whole, "csp_1": spend("csp_1", start)},
	} {
		require.Empty(t, cmp.Diff(want, told(t, s, role, 0, billing.KindCredits|billing.KindSpends), byValue), role)
	}
}

func TestOldSpendsAreToldAsGone(t *testing.T) {
	s, _ := books(t)
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(tx.InsertCreditSpend(ctx, account, spend("csp_1", start)),
			tx.InsertCreditSpend(ctx, account, spend("csp_2", start.Add(time.Second))))
	})
	since := feed(t, s, billing.RoleAdmin, 0, 100).Latest
	write(t, s, func(ctx context.Context, tx *store.Tx) error {
		return tx.DropCreditSpends(ctx, account, start.Add(time.Second), start.AddDate(0, 4, 0))
	})
	require.Equal(t, map[string]billing.Noun{"csp_1": nil}, told(t, s, billing.RoleAdmin, since, billing.AllKinds))
}
