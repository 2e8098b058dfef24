package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing"

	"billfold/app/session"
	"billfold/billing"
	"billfold/views/words"
)

func TestTablesAlign(t *testing.T) {
	w := table{head: []string{"LINE", "USD", "NOTE"}, right: map[int]bool{1: true}}
	w.add("Unused time", "–401.38", "")
	w.add("Team", "9.00", "–")
	var out bytes.Buffer
	if err := w.write(&out); err != nil {
		t.Fatal(err)
	}
	want := "" +
		"LINE             USD  NOTE\n" +
		"Unused time  –401.38\n" +
		"Team            9.00  –\n"
	if out.String() != want {
		t.Errorf("\n%s\nwant\n%s", out.String(), want)
	}
}

func TestExitCodes(t *testing.T) {
	problem := func(code billing.Code) error { return fmt.Errorf("do it: %w", billing.NewProblem(code)) }
	cases := []struct {
		err  error
		want int
	}{
		{nil, done},
		{ended(unknown), unknown},
		{errors.New("raw"), failed},
		{context.Canceled, failed},
		{fmt.Errorf("read: %w", context.DeadlineExceeded), offline},
		{billing.NewProblem(billing.KeychainLocked).Because(context.DeadlineExceeded), failed},
		{problem(billing.Offline), offline},
		{problem(billing.UnknownOutcome), unknown},
		{problem(billing.InvalidRequest), usage},
		{problem(billing.SeatsOverLimit), refused},
		{problem(billing.PaymentDeclined), refused},
		{problem(billing.CustomContract), refused},
		{problem(billing.Unauthenticated), failed},
		{problem("of_tomorrow"), failed},
		{misuse("wrong"), usage},
		{fmt.Errorf("open: %w", session.ErrNoServer), usage},
	}
	for _, c := range cases {
		var said bytes.Buffer
		if got := complain(terminal{err: &said}, words.Printer{}, c.err); got != c.want {
			t.Errorf("%v: exit %d, want %d", c.err, got, c.want)
		}
		if lines := bytes.Count(said.Bytes(), []byte("\n")); lines > 1 || bytes.Contains(said.Bytes(), []byte("raw")) {
			t.Errorf("%v: says %q", c.err, said.String())
		}
	}
}
