package sync_test

import (
	"context"
	"errors"
	"testing"

	"billfold/billing"
	billingsync "billfold/sync"
)

func TestSignalMergesWhatWasNotRead(t *testing.T) {
	var s billingsync.Signal
	sub := s.Subscribe()
	defer sub.Close()
	s.Emit("acc_1", billing.KindAccount) // nobody reads yet: must not block
	s.Emit("acc_2", billing.KindUsage)
	s.Emit("acc_1", billing.KindInvoices)
	s.Emit("acc_1", 0)
	for _, want := range []billingsync.Changed{
		{Account: "acc_1", Kinds: billing.KindAccount | billing.KindInvoices},
		{Account: "acc_2", Kinds: billing.KindUsage},
	} {
		if got, err := sub.Next(t.Context()); err != nil || got != want {
			t.Errorf("next: %+v, %v; want %+v", got, err, want)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := sub.Next(ended); !errors.Is(err, context.Canceled) {
		t.Errorf("nothing is left, but: %+v, %v", got, err)
	}
}

func TestSignalForgetsWhoClosed(t *testing.T) {
	var s billingsync.Signal
	closed, open := s.Subscribe(), s.Subscribe()
	defer open.Close()
	closed.Close()
	s.Emit("acc_1", billing.KindAccount)
	if _, err := open.Next(t.Context()); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := closed.Next(ended); err == nil {
		t.Errorf("a closed subscription was told of %+v", got)
	}
}
