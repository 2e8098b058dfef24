package main

import (
	"context"

	"billfold/app/session"
	"billfold/views/words"
)

type doctorCommand struct{}

type checkDocument struct {
	Name   string `json:"name"`
	State  string `json:"state"`
	Detail string `json:"detail"`
	Next   string `json:"next"`
}

// Run looks at everything that this program depends on, and says what to do about
// what is wrong.
func (doctorCommand) Run(ctx context.Context, j *job) error {
	documents := []checkDocument{}
	t := table{}
	bad := false
	for _, f := range j.Examine(ctx) {
		d := checkDocument{Name: f.Name, State: string(f.State), Detail: f.Detail}
		if f.Problem != nil {
			told := j.printer.Problem(f.Problem)
			d.Detail, d.Next = words.Told{What: told.What, Money: told.Money}.String(), told.Next
		}
		documents = append(documents, d)
		t.add(d.State, d.Name, words.Told{What: d.Detail, Next: d.Next}.String())
		bad = bad || f.State == session.Bad
	}
	write := t.write
	if j.json {
		if err := writeJSON(j.out, map[string]any{"checks": documents}); err != nil {
			return err
		}
	} else if err := write(j.out); err != nil {
		return err
	}
	if bad {
		return ended(failed)
	}
	return nil
}
