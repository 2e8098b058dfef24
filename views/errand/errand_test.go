package errand_test

import (
	"context"
	"slices"
	"testing"

	"billfold/billing"
	"billfold/views/errand"
	"billfold/views/load"
	"billfold/views/words"
)

// desk is a runner with what it told, and what was seen to be under way.
type desk struct {
	runner *errand.Runner
	queue  *load.Manual
	said   []string
	seen   []errand.Under
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{queue: load.NewManual()}
	d.runner = errand.New(errand.Deps{
		Context: t.Context(), Scheduler: d.queue,
		Say:     func(told words.Told) { d.said = append(d.said, told.What) },
		Changed: func() { d.seen = append(d.seen, d.runner.Under()) },
	})
	t.Cleanup(d.runner.Close)
	return d
}

// cards is a gateway that answers as it is told to.
type cards struct {
	setup billing.MethodSetup
	err   error
}

func (c cards) AddCard(_ context.Context, told func(string)) (billing.MethodSetup, error) {
	told("https://gateway.example/card")
	return c.setup, c.err
}

func TestACardIsAdded(t *testing.T) {
	d := newDesk(t)
	card := billing.PaymentMethod{ID: "pm_9"}
	var added []string
	d.runner.AddCard(cards{setup: billing.MethodSetup{Method: &card}}, func(m billing.PaymentMethod) { added = append(added, m.ID) })
	d.queue.Drain()
	want := []errand.Under{{Name: errand.AddCard}, {Name: errand.AddCard, Address: "https://gateway.example/card"}}
	if !slices.Equal(d.seen, want) || !slices.Equal(added, []string{"pm_9"}) || len(d.said) != 0 {
		t.Errorf("seen %v, added %v, said %v", d.seen, added, d.said)
	}
	if d.runner.Under() != (errand.Under{}) {
		t.Errorf("still under way: %v", d.runner.Under())
	}
}

func TestWhyNoCardWasAddedIsTold(t *testing.T) {
	for want, c := range map[string]cards{
		"No card was added.":         {setup: billing.MethodSetup{Status: billing.SetupCanceled}},
		"Billing cannot be reached.": {err: billing.NewProblem(billing.Offline)},
	} {
		d := newDesk(t)
		d.runner.AddCard(c, func(billing.PaymentMethod) { t.Errorf("%s: a card was added", want) })
		d.queue.Drain()
		if !slices.Equal(d.said, []string{want}) || d.seen[len(d.seen)-1] != (errand.Under{}) {
			t.Errorf("said %v, want %q; seen %v", d.said, want, d.seen)
		}
	}
}

func TestWhatIsGivenUpComesToNothing(t *testing.T) {
	d := newDesk(t)
	done := false
	do := func(_ context.Context, told func(string)) (func(), error) {
		told("https://old.example")
		return func() { done = true }, nil
	}
	d.runner.Run("old", do)
	d.runner.Stop()
	d.queue.Drain()
	if done || d.runner.Under() != (errand.Under{}) || len(d.said) != 0 {
		t.Errorf("done %t, under way %v, said %v", done, d.runner.Under(), d.said)
	}
}

// The page of an errand that another one took the place of is not shown as that one's.
func TestAnOlderPageIsNotShown(t *testing.T) {
	d := newDesk(t)
	var tell func(string)
	d.runner.Run("old", func(_ context.Context, told func(string)) (func(), error) { tell = told; return func() {}, nil })
	d.queue.Step()
	d.runner.Run("new", func(context.Context, func(string)) (func(), error) { return func() {}, nil })
	tell("https://old.example")
	for range 3 {
		d.queue.Step()
	}
	for _, under := range d.seen {
		if under.Name == "new" && under.Address != "" {
			t.Errorf("seen %v", d.seen)
		}
	}
}
