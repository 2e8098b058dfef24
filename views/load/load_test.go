package load

import (
	"context"
	"errors"
	"slices"
	"testing"
)

type recorder struct {
	values []int
	errs   []error
}

func (r *recorder) apply(v int, err error) {
	r.values, r.errs = append(r.values, v), append(r.errs, err)
}

func answer(v int) func(context.Context) (int, error) {
	return func(context.Context) (int, error) { return v, nil }
}

func TestRunFetchesThenApplies(t *testing.T) {
	scheduler, got := NewManual(), &recorder{}
	loader := New[int](scheduler)
	loader.Run(t.Context(), answer(7), got.apply)
	if len(got.values) != 0 {
		t.Fatal("applied before the scheduler ran")
	}
	scheduler.Drain()
	if !slices.Equal(got.values, []int{7}) || got.errs[0] != nil {
		t.Fatalf("applied %v, %v; want 7", got.values, got.errs)
	}
}

func TestRunHandsOverTheError(t *testing.T) {
	scheduler, got, broken := NewManual(), &recorder{}, errors.New("disk is gone")
	New[int](scheduler).Run(t.Context(), func(context.Context) (int, error) { return 0, broken }, got.apply)
	scheduler.Drain()
	if len(got.errs) != 1 || !errors.Is(got.errs[0], broken) {
		t.Fatalf("applied %v, want %v", got.errs, broken)
	}
}

func TestANewerRunSupersedes(t *testing.T) {
	scheduler, got := NewManual(), &recorder{}
	loader := New[int](scheduler)
	var first context.Context
	loader.Run(t.Context(), func(ctx context.Context) (int, error) { first = ctx; return 1, nil }, got.apply)
	scheduler.Step() // the first has been fetched, and its apply is queued
	loader.Run(t.Context(), answer(2), got.apply)
	if first.Err() == nil {
		t.Error("the first fetch's context lives on")
	}
	scheduler.Drain()
	if !slices.Equal(got.values, []int{2}) {
		t.Fatalf("applied %v, want only 2", got.values)
	}
}

func TestASupersededFetchSeesItsContextEnd(t *testing.T) {
	scheduler, got := NewManual(), &recorder{}
	loader := New[int](scheduler)
	var seen error
	loader.Run(t.Context(), func(ctx context.Context) (int, error) { seen = ctx.Err(); return 1, seen }, got.apply)
	loader.Run(t.Context(), answer(2), got.apply)
	scheduler.Drain()
	if !errors.Is(seen, context.Canceled) {
		t.Errorf("the first fetch saw %v, want canceled", seen)
	}
	if !slices.Equal(got.values, []int{2}) {
		t.Fatalf("applied %v, want only 2", got.values)
	}
}

func TestNothingIsAppliedAfterClose(t *testing.T) {
	scheduler, got := NewManual(), &recorder{}
	loader := New[int](scheduler)
	loader.Run(t.Context(), answer(1), got.apply)
	scheduler.Step()
	loader.Close()
	loader.Run(t.Context(), answer(2), got.apply)
	scheduler.Drain()
	if len(got.values) != 0 {
		t.Fatalf("applied %v after Close", got.values)
	}
}

func TestWhatIsEndedIsTold(t *testing.T) {
	scheduler := NewManual()
	loader := New[int](scheduler)
	var told []error
	apply := func(_ int, err error) { told = append(told, err) }
	loader.Run(t.Context(), func(ctx context.Context) (int, error) { return 0, ctx.Err() }, apply)
	loader.End()
	loader.Run(t.Context(), answer(2), apply)
	scheduler.Drain()
	if len(told) != 1 || !errors.Is(told[0], context.Canceled) {
		t.Fatalf("told %v, want that it was canceled, once", told)
	}
}

func TestFyneBackgroundDoesNotBlock(t *testing.T) {
	release, done := make(chan struct{}), make(chan struct{})
	NewFyne().Background(func() { <-release; close(done) })
	close(release)
	<-done
}
