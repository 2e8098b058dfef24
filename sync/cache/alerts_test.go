package cache_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/sync/cache"

	"golang.org/x/sync/errgroup"
)

// alert is one of a limit that was reached, or is near where its id says so.
func alert(id string, at time.Time, covers ...string) billing.Alert {
	kind := billing.AlertLimitReached
	if strings.HasPrefix(id, "near") {
		kind = billing.AlertLimitNear
	}
	return billing.Alert{ID: id, Kind: kind, At: at, Covers: covers}
}

// tell is what is new of alerts, by id.
func tell(t *testing.T, c *cache.Cache, account string, now time.Time, wants billing.AlertChoice, alerts ...billing.Alert) string {
	t.Helper()
	news, err := c.NewAlerts(t.Context(), account, alerts, wants, now)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, len(news))
	for i, a := range news {
		ids[i] = a.ID
	}
	return strings.Join(ids, " ")
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: told %q, want %q", what, got, want)
	}
}

func TestAnAlertIsToldOnceEver(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	expect(t, "first", tell(t, c, "acc_1", noon, nil, alert("a", noon)), "a")
	expect(t, "again", tell(t, c, "acc_1", noon, nil, alert("a", noon)), "")
	expect(t, "another account", tell(t, c, "acc_2", noon, nil, alert("a", noon)), "a")
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	expect(t, "after a restart", tell(t, c, "acc_1", noon.Add(time.Hour), nil, alert("a", noon), alert("b", noon)), "b")
	expect(t, "when it comes back", tell(t, c, "acc_1", noon.AddDate(0, 3, 0), nil, alert("a", noon)), "")
}

// What could not be shown is told when it can be, and what was shown is not told again.
func TestWhatNobodyWasShownIsToldLater(t *testing.T) {
	c := open(t, t.TempDir())
	tell(t, c, "acc_1", noon, nil, alert("a", noon), alert("full", noon, "near"), alert("b", noon))
	tell(t, c, "acc_2", noon, nil, alert("a", noon))
	if err := c.Untell(t.Context(), "acc_1", "a", "full"); err != nil {
		t.Fatal(err)
	}
	expect(t, "later", tell(t, c, "acc_1", noon.AddDate(0, 1, 0), nil, alert("a", noon), alert("full", noon, "near"), alert("near", noon), alert("b", noon)), "a full")
	expect(t, "once", tell(t, c, "acc_1", noon.AddDate(0, 1, 0), nil, alert("a", noon), alert("full", noon)), "")
	expect(t, "another account", tell(t, c, "acc_2", noon, nil, alert("a", noon)), "")
}

// Of two programs that look at once, one tells.
func TestTwoProgramsDoNotTellTheSame(t *testing.T) {
	dir := t.TempDir()
	both := []*cache.Cache{open(t, dir), open(t, dir)}
	var alerts []billing.Alert
	for n := range 50 {
		alerts = append(alerts, alert(fmt.Sprintf("a%02d", n), noon))
	}
	told := make([][]billing.Alert, len(both))
	var work errgroup.Group
	for n, c := range both {
		work.Go(func() error {
			for i := range alerts {
				news, err := c.NewAlerts(t.Context(), "acc_1", alerts[:i+1], nil, noon)
				if err != nil {
					return err
				}
				told[n] = append(told[n], news...)
			}
			return nil
		})
	}
	if err := work.Wait(); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, a := range slices.Concat(told...) {
		ids = append(ids, a.ID)
	}
	slices.Sort(ids)
	if len(ids) != len(alerts) || len(slices.Compact(ids)) != len(alerts) {
		t.Errorf("told %d and %d of %d", len(told[0]), len(told[1]), len(alerts))
	}
}

// What was true for longer than a week when an account is looked at first is no news.
func TestWhatIsOldIsNotToldAtTheFirstLook(t *testing.T) {
	c := open(t, t.TempDir())
	week := noon.AddDate(0, 0, -7)
	expect(t, "first", tell(t, c, "acc_1", noon, nil, alert("week", week), alert("older", week.Add(-time.Second)), alert("new", noon)), "week new")
	expect(t, "then", tell(t, c, "acc_1", noon, nil, alert("older", week.Add(-time.Second)), alert("heard late", week.AddDate(0, -1, 0))), "heard late")
}

func TestTheFirstLookFindsNothing(t *testing.T) {
	c := open(t, t.TempDir())
	expect(t, "first", tell(t, c, "acc_1", noon, nil), "")
	expect(t, "then", tell(t, c, "acc_1", noon, nil, alert("older", noon.AddDate(0, -1, 0))), "older")
}

// What is not wanted is told when it is wanted, unless it is old by then.
func TestWhatIsNotWantedIsNotTold(t *testing.T) {
	c := open(t, t.TempDir())
	all := billing.AlertChoice{billing.AlertLimitNear: true}
	expect(t, "unless asked for", tell(t, c, "acc_1", noon, nil, alert("near", noon), alert("near and old", noon.AddDate(0, 0, -8))), "")
	expect(t, "asked for", tell(t, c, "acc_1", noon, all, alert("near", noon), alert("near and old", noon.AddDate(0, 0, -8))), "near")
	none := billing.AlertChoice{billing.AlertLimitReached: false}
	expect(t, "turned off", tell(t, c, "acc_1", noon, none, alert("full", noon)), "")
}

func TestWhatIsCoveredIsNotTold(t *testing.T) {
	c := open(t, t.TempDir())
	all := billing.AlertChoice{billing.AlertLimitNear: true}
	expect(t, "reached", tell(t, c, "acc_1", noon, all, alert("full", noon, "near")), "full")
	expect(t, "found together", tell(t, c, "acc_1", noon, all, alert("last", noon, "first"), alert("first", noon)), "last")
	expect(t, "near again", tell(t, c, "acc_1", noon, all, alert("near", noon)), "")
}

// What was told is kept for a year after it was last true, and no longer.
func TestWhatWasToldIsForgottenAfterAYear(t *testing.T) {
	c := open(t, t.TempDir())
	tell(t, c, "acc_1", noon, nil, alert("lasts", noon), alert("ends", noon))
	for day := noon; day.Before(noon.AddDate(1, 6, 0)); day = day.AddDate(0, 0, 30) {
		expect(t, day.String(), tell(t, c, "acc_1", day, nil, alert("lasts", noon)), "")
	}
	expect(t, "at last", tell(t, c, "acc_1", noon.AddDate(1, 6, 0), nil, alert("lasts", noon), alert("ends", noon)), "ends")
}

// The copy can be thrown away; what was told stays as long as the outbox does.
func TestWhatWasToldOutlivesTheCopy(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	if err := c.SaveDraft(t.Context(), billing.Draft{ID: "d", AccountID: "acc_1"}); err != nil {
		t.Fatal(err)
	}
	tell(t, c, "acc_1", noon, nil, alert("a", noon))
	if err := c.Remove(t.Context()); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	expect(t, "after the copy was removed", tell(t, c, "acc_1", noon, nil, alert("a", noon)), "")
}
