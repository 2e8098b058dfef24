package engine_test

import (
	"context"
	"os"
	"testing"
	"time"

	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// credits is what the feed tells of grants and spends, and what the books have.
type credits struct {
	grants []billing.CreditGrant
	spends []billing.CreditSpend
}

func (h *house) credits() credits {
	h.t.Helper()
	var c credits
	told := map[string]billing.CreditGrant{}
	require.NoError(h.t, h.store.Read(context.Background(), func(r *store.Reader) error {
		d, err := r.Feed(context.Background(), h.account, billing.RoleAdmin, billing.Cursor{}, 10_000)
		require.NoError(h.t, err)
		for _, resource := range d.Resources {
			switch noun := resource.Noun.(type) {
			case *billing.CreditGrant:
				told[noun.ID] = *noun
			case *billing.CreditSpend:
				c.spends = append(c.spends, *noun)
			}
		}
		c.grants, err = r.CreditGrants(context.Background(), h.account)
		return err
	}))
	require.Len(h.t, told, len(c.grants), "what has lapsed is told no more")
	for _, g := range c.grants {
		require.Equal(h.t, g, told[g.ID])
	}
	return c
}

// spent is what was taken of the grants of a source, or of all for none.
func (c credits) spent(source billing.GrantSource) decimal.Decimal {
	sum := decimal.Zero
	for i := range c.grants {
		if source == "" || c.grants[i].Source == source {
			sum = sum.Add(c.grants[i].Spent)
		}
	}
	return sum
}

func (c credits) recorded() decimal.Decimal {
	sum := decimal.Zero
	for i := range c.spends {
		sum = sum.Add(c.spends[i].Quantity)
	}
	return sum
}

func (h *house) spend(actor, action, quantity string) error {
	return h.engine.RecordSpend(context.Background(), h.account, billing.CreditSpend{
		Kind: billing.AICredits, Actor: actor, Action: action, Workspace: "wsp_1", Quantity: dec(quantity),
	})
}

func TestASpendIsKeptBesideWhatItIsTakenOf(t *testing.T) {
	h := buyer(t, "2026-01-01T00:00:00Z", team(5))
	require.Equal(t, billing.ChangeApplied, h.order("c1", pack(1)).State)
	h.set("2026-01-05T09:40:00Z")
	require.NoError(t, h.spend("Jonas Weber", "call summary", "450"))
	require.NoError(t, h.spend("Priya Raman", "reply drafts", "100.5"))
	h.use(billing.AICredits, "7") // by nobody who is named
	require.Equal(t, billing.AllowanceUsedUp, billing.CodeOf(h.spend("Priya Raman", "reply drafts", "943")))

	c := h.credits()
	require.Len(t, c.spends, 2)
	want := billing.CreditSpend{
		ID: c.spends[0].ID, Kind: billing.AICredits, At: instant(t, "2026-01-05T09:40:00Z"), Actor: "Jonas Weber", Action: "call summary",
		Workspace: "wsp_1", Quantity: dec("450"),
	}
	require.Equal(t, want, c.spends[0])
	require.NotEmpty(t, c.spends[0].ID)
	require.NotEqual(t, c.spends[0].ID, c.spends[1].ID)
	require.Equal(t, []string{"500", "57.5"}, []string{c.spent(billing.FromPlan).String(), c.spent(billing.FromPack).String()})
	u, err := h.store.Usage(context.Background(), h.account)
	require.NoError(t, err)
	require.Equal(t, "557.5", u.Meters[billing.AICredits].String())
}

// What the plan meters is billed, not spent.
func TestWhatIsMeteredIsNoSpend(t *testing.T) {
	h := buyer(t, "2026-01-01T00:00:00Z", business(1))
	err := h.engine.RecordSpend(context.Background(), h.account, billing.CreditSpend{Kind: billing.CallMinutes, Actor: "Ada", Quantity: dec("140")})
	require.NoError(t, err)
	require.Empty(t, h.credits().spends)
	h.advance("2026-02-01T00:00:00Z")
	require.Equal(t, "22.00", h.invoices()[0].Total.String(), "20.00, and 40*0.05")
}

func TestSpendsAreKeptForTwoCyclesAndTheRunningOne(t *testing.T) {
	h := buyer(t, "2026-01-01T00:00:00Z", team(5))
	require.NoError(t, h.spend("Ada", "tagging", "1"))
	h.set("2026-01-01T00:00:01Z")
	require.NoError(t, h.spend("Ada", "tagging", "2"))
	h.advance("2026-04-04T00:00:00Z")
	require.NoError(t, h.spend("Ada", "tagging", "4"))
	require.Equal(t, "7", h.credits().recorded().String(), "93 days are not more than 93")
	h.set("2026-04-04T00:00:01Z")
	require.NoError(t, h.spend("Ada", "tagging", "8"))
	require.Equal(t, "14", h.credits().recorded().String())
}

// Where all that is used is recorded, the records come to what was taken of the
// grants: of those that there are, and of the plan's that have lapsed since.
func TestRecordedSpendsAreWhatWasTakenOfTheGrants(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "case")
		require.NoError(t, err)
		h := newHouse(t, dir, "2026-01-31T10:00:00Z", sandbox.CardOK)
		defer func() { _, _ = h.store.Close(), h.sandbox.Close() }()
		h.otherAccount(generous())
		require.NoError(t, h.engine.Subscribe(context.Background(), h.account, team(5), nil))
		s := &story{t: t, h: h}
		lapsed, cycles := decimal.Zero, 0
		for range rapid.IntRange(1, 10).Draw(r, "steps") {
			switch rapid.IntRange(0, 5).Draw(r, "step") {
			case 0:
				s.confirm(r, pack(1))
			case 1:
				plan := rapid.SampledFrom([]string{"team", "business"}).Draw(r, "plan")
				s.confirm(r, billing.ChangeOf(billing.Patch{Plan: &plan}))
			case 2:
				if cycles++; cycles < 3 { // what is recorded is not dropped yet
					lapsed = lapsed.Add(h.credits().spent(billing.FromPlan))
					s.later(h.subscription().Period.End.Sub(h.now()))
					require.NoError(t, h.engine.Advance(context.Background(), h.now()))
				}
			default:
				s.later(time.Duration(rapid.IntRange(0, 48).Draw(r, "minutes")) * time.Minute)
				err := h.spend("Ada", "tagging", rapid.SampledFrom([]string{"0.5", "17", "480", "1200"}).Draw(r, "quantity"))
				if billing.CodeOf(err) != billing.AllowanceUsedUp {
					require.NoError(t, err)
				}
			}
			c := h.credits()
			require.Equal(t, c.spent("").Add(lapsed).String(), c.recorded().String())
		}
	})
}

// Storage is told by kind and item, or as a total that says nothing of either.
func TestStorageIsSetWhole(t *testing.T) {
	h := subscribed(t, "2026-01-01T00:00:00Z", team(5))
	ctx := context.Background()
	items := []billing.StoredItem{{ID: "itm_1", Name: "Raw camera", Kind: billing.StoredVideo, SizeGB: dec("9.5"), AddedAt: h.now()}}
	stored := func() (u *billing.Usage, ids []string) {
		d, err := h.store.Feed(ctx, h.admin.ID, h.account, billing.Cursor{}, 1000)
		require.NoError(t, err)
		for _, r := range d.Resources {
			if r.Kind == billing.KindStored && r.Noun != nil {
				ids = append(ids, r.ID)
			}
		}
		u, err = h.store.Usage(ctx, h.account)
		require.NoError(t, err)
		return u, ids
	}
	byKind := map[billing.StoredKind]decimal.Decimal{billing.StoredVideo: dec("10.4"), billing.StoredImage: dec("2.1")}
	require.NoError(t, h.engine.SetStored(ctx, h.account, byKind, items))
	u, ids := stored()
	require.Equal(t, "12.5", u.StorageUsedGB.String())
	require.Equal(t, byKind, u.StorageByKind)
	require.Equal(t, []string{"itm_1"}, ids)
	h.advance("2026-02-01T00:00:00Z")
	u, _ = stored()
	require.Equal(t, byKind, u.StorageByKind, "another usage cycle frees nothing")
	require.NoError(t, h.engine.SetStorage(ctx, h.account, dec("7")))
	u, ids = stored()
	require.Equal(t, "7", u.StorageUsedGB.String())
	require.Empty(t, u.StorageByKind)
	require.Empty(t, ids)
}
