package billing

import (
	"slices"
	"testing"
	"time"
)

// debt is an invoice whose tries all failed, at the days of November that are given.
func debt(days ...int) *Invoice {
	i := &Invoice{Status: InvoiceOpen, Lines: []Line{{Code: LineFullPeriod}}}
	for _, d := range days {
		i.Attempts = append(i.Attempts, PaymentAttempt{At: time.Date(2026, 11, d, 9, 0, 0, 0, time.UTC), Result: PaymentRefused})
	}
	return i
}

// By the schedule of 1, 3, 5 and 7 days a first failure on the 1st is tried again on
// the 2nd, 4th, 6th and 8th, and grace ends on the 15th.
func TestCollectionFollowsTheSchedule(t *testing.T) {
	d := DefaultPolicy().Dunning
	tests := map[string]struct {
		invoice *Invoice
		days    []int
		made    int
		grace   bool
	}{
		"never tried":       {debt(), nil, 0, false},
		"failed once":       {debt(1), []int{1, 2, 4, 6, 8, 15}, 1, true},
		"failed twice":      {debt(1, 2), []int{1, 2, 4, 6, 8, 15}, 2, true},
		"tried by hand too": {debt(1, 2, 3), []int{1, 2, 3, 6, 8, 15}, 3, true},
		"at its end":        {debt(1, 2, 4, 6, 8), []int{1, 2, 4, 6, 8, 15}, 5, true},
		"beyond its end":    {debt(1, 2, 4, 6, 8, 9), []int{1, 2, 4, 6, 8, 9, 15}, 6, true},
		"packs by themselves": {
			&Invoice{Lines: []Line{{Code: LinePack}}, Attempts: debt(1).Attempts}, []int{1, 2, 4, 6, 8}, 1, false,
		},
	}
	for name, tt := range tests {
		steps := d.Collection(tt.invoice)
		if len(steps) != len(tt.days) {
			t.Errorf("%s: %d steps, want %v", name, len(steps), tt.days)
			continue
		}
		made, grace := 0, false
		for i, step := range steps {
			if step.At.Day() != tt.days[i] {
				t.Errorf("%s: step %d on the %d, want the %d", name, i, step.At.Day(), tt.days[i])
			}
			if !step.GraceEnd && step.Retry != i {
				t.Errorf("%s: step %d is retry %d", name, i, step.Retry)
			}
			if step.Made != nil {
				made++
			}
			grace = grace || step.GraceEnd
		}
		if made != tt.made || grace != tt.grace {
			t.Errorf("%s: %d tries were made, grace ends %t; want %d, %t", name, made, grace, tt.made, tt.grace)
		}
	}
}

func TestNextTry(t *testing.T) {
	d := DefaultPolicy().Dunning
	for failed, want := range []int{0, 2, 4, 6, 8, 0} {
		days := []int{1, 2, 4, 6, 8}[:failed]
		next := d.NextTry(debt(days...).Attempts)
		if want == 0 && next != nil || want != 0 && (next == nil || next.Day() != want) {
			t.Errorf("after %d failures the next try is %v, want the %d", failed, next, want)
		}
	}
}

func TestTheOldestOpenInvoiceIsPaidFirst(t *testing.T) {
	all := []Invoice{{ID: "3", Status: InvoiceOpen}, {ID: "2", Status: InvoiceOpen}, {ID: "1", Status: InvoicePaid}}
	if got := OldestOpen(all); got == nil || got.ID != "2" {
		t.Errorf("got %+v, want 2", got)
	}
	if got := OldestOpen(all[2:]); got != nil {
		t.Errorf("got %+v where none is open", got)
	}
}

// What was paid between the tries of the 2nd and the 4th is no retry, and takes no
// other's number.
func TestAPaymentByHandIsNoRetry(t *testing.T) {
	paid := func(hour int) *Invoice {
		i := debt(1, 2)
		i.Status = InvoicePaid
		i.Attempts = append(i.Attempts, PaymentAttempt{At: time.Date(2026, 11, 4, hour, 0, 0, 0, time.UTC), Result: PaymentSucceeded})
		return i
	}
	for hour, want := range map[int]struct {
		byHand  bool
		retries []int
	}{
		9: {false, []int{0, 1, 2, 3, 4, 0}},
		8: {true, []int{0, 1, 0, 2, 3, 4, 0}},
	} {
		steps := DefaultPolicy().Dunning.Collection(paid(hour))
		var retries []int
		for _, s := range steps {
			retries = append(retries, s.Retry)
		}
		if steps[2].ByHand != want.byHand || !slices.Equal(retries, want.retries) {
			t.Errorf("at %d: %+v, retries %v", hour, steps[2], retries)
		}
	}
}
