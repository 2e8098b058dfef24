package cache_test

import (
	"testing"

	"billfold/billing"
)

// What was sent and prepared, and the copies of other accounts, are nobody's to clear.
func TestClearTakesOneCopyAndNothingElse(t *testing.T) {
	c := open(t, t.TempDir())
	for _, account := range []string{"acc_1", "acc_2"} {
		delta := page(3, false, billing.NewResource(account, 3, &billing.Account{ID: account, Name: account, Currency: "USD"}))
		if applied, err := c.Apply(t.Context(), account, delta, noon); err != nil || !applied {
			t.Fatal(applied, err)
		}
	}
	if err := c.Commit(t.Context(), intent("i1", "acc_1")); err != nil {
		t.Fatal(err)
	}
	if err := c.SaveDraft(t.Context(), billing.Draft{ID: "d1", AccountID: "acc_1", Target: terms("business", 6), At: noon}); err != nil {
		t.Fatal(err)
	}
	for _, account := range []string{"acc_1", "acc_2"} {
		if err := c.KeepConfirmed(t.Context(), account, confirmable("prv_"+account)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.Clear(t.Context(), "acc_1"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Account(t.Context(), "acc_1"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("account: %v", err)
	}
	if _, err := c.Confirmed(t.Context(), "acc_1", "prv_acc_1"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("what was confirmed: %v", err)
	}
	if _, err := c.Confirmed(t.Context(), "acc_2", "prv_acc_2"); err != nil {
		t.Errorf("what was confirmed of the other account: %v", err)
	}
	if cursor, err := c.Cursor(t.Context(), "acc_1"); err != nil || cursor != (billing.Cursor{}) {
		t.Errorf("cursor %+v, %v", cursor, err)
	}
	if other, err := c.Account(t.Context(), "acc_2"); err != nil || other.Name != "acc_2" {
		t.Errorf("the other account: %+v, %v", other, err)
	}
	if pending, err := c.Pending(t.Context(), "acc_1"); err != nil || pending == nil {
		t.Errorf("pending %+v, %v", pending, err)
	}
	if drafts, err := c.Drafts(t.Context(), "acc_1"); err != nil || len(drafts) != 1 {
		t.Errorf("drafts %+v, %v", drafts, err)
	}
	if size, err := c.Size(); err != nil || size == 0 {
		t.Errorf("size %d, %v", size, err)
	}
}
