package cache_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"billfold/billing"
)

// What was asked for and what was prepared is taken over from a damaged outbox, as
// far as it can be read, before a new one is used.
func TestADamagedOutboxIsReadFromBothEnds(t *testing.T) {
	const drafts = 400
	dir := t.TempDir()
	c := open(t, dir)
	if err := c.Commit(t.Context(), intent("i1", "acc_1")); err != nil {
		t.Fatal(err)
	}
	tell(t, c, "acc_1", noon, nil, alert("a", noon))
	for n := range drafts {
		d := billing.Draft{ID: fmt.Sprintf("d%03d", n), AccountID: "acc_1", Target: terms("team", n), Reason: "a reason that takes some room", At: noon}
		if err := c.SaveDraft(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	path := file(t, dir, "outbox.db")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	pages := len(raw) / 4096
	for i := pages * 2 / 5 * 4096; i < pages*3/5*4096; i++ {
		raw[i] = 0xa5
	}
	write(t, path, raw)

	again := open(t, dir)
	notes := again.Notes()
	if len(notes) != 1 || notes[0].Code != billing.OutboxCorrupt {
		t.Fatalf("notes: %v", notes)
	}
	left, err := again.Drafts(t.Context(), "acc_1")
	if err != nil || len(left) < drafts/4 || len(left) == drafts {
		t.Errorf("%d of %d drafts, %v", len(left), drafts, err)
	}
	ends := map[string]bool{}
	for _, d := range left {
		ends[d.ID] = true
		if d.Target.Plan != "team" || d.Reason == "" {
			t.Errorf("draft %+v", d)
		}
	}
	if !ends["d000"] || !ends[fmt.Sprintf("d%03d", drafts-1)] {
		t.Error("an end is missing")
	}
	pending, err := again.Pending(t.Context(), "acc_1")
	if err != nil || pending == nil || pending.Intent.ID != "i1" || pending.Intent.Kind != billing.OrderChange {
		t.Errorf("pending: %+v, %v", pending, err)
	}
	expect(t, "after the damage", tell(t, again, "acc_1", noon, nil, alert("a", noon)), "")
	if saved, _ := strconv.Atoi(notes[0].Params["saved"]); saved != len(left)+1 {
		t.Errorf("told of %s, saved %d", notes[0].Params["saved"], len(left)+1)
	}
}
