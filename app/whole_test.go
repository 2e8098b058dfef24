package app

import (
	"context"
	"errors"
	"testing"

	"billfold/app/config"
	"billfold/billing"
	"billfold/views/signin"
)

// A year of the demo's history is read anew with progress; whoever gives up has all of it
// still, and so has everybody afterwards.
func TestTheWholeCopyIsReadAnew(t *testing.T) {
	ctx := t.Context()
	d, _ := start(t, t.TempDir(), config.Input{})
	if err := d.RefreshAll(ctx, nil); billing.CodeOf(err) != billing.SignedOut {
		t.Errorf("while nobody is signed in: %v", err)
	}
	if err := d.Use(ctx, signin.Place{Demo: true}); err != nil {
		t.Fatal(err)
	}
	if err := d.SignIn(ctx, admin); err != nil {
		t.Fatal(err)
	}
	invoices := func() int {
		t.Helper()
		all, err := d.Invoices(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	before := invoices()
	waiting, leave := context.WithCancel(ctx)
	err := d.RefreshAll(waiting, func(done, total int) { leave() })
	if leave(); err != nil && !errors.Is(err, context.Canceled) { // it may have been the last page
		t.Fatalf("gave up: %v", err)
	}
	if got := invoices(); got != before {
		t.Errorf("%d invoices after giving up, %d before", got, before)
	}
	told, last := 0, 0
	if err := d.RefreshAll(ctx, func(done, total int) {
		if done <= told || total < done {
			t.Errorf("%d of %d after %d", done, total, told)
		}
		told, last = done, total
	}); err != nil {
		t.Fatal(err)
	}
	if told == 0 || told != last || invoices() != before {
		t.Errorf("%d of %d records, %d invoices of %d", told, last, invoices(), before)
	}
}
