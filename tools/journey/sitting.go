//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"

	"billfold/tools/desk"
)

// sitting is one person at one computer.
type sitting struct {
	*desk.Window
	pictures string // what the names of its pictures begin with
	taken    int
	charge   charge
	server   string // of the demo, once its page was in the browser
}

// sit puts somebody at a computer of their own.
func sit(ctx context.Context, program, pictures string) (*sitting, error) {
	d, err := desk.New(ctx)
	if err != nil {
		return nil, err
	}
	return &sitting{Window: &desk.Window{Desk: d, Program: program}, pictures: pictures}, nil
}

// leave ends the program, if it still runs, and takes the computer away.
func (s *sitting) leave() error {
	s.Kill()
	return s.Desk.Close()
}

// do does a step and takes its picture.
func (s *sitting) do(ctx context.Context, one step) error {
	s.taken++
	picture := fmt.Sprintf("%s-%02d-%s.png", s.pictures, s.taken, one.name)
	for _, m := range one.moves {
		if err := m(ctx, s); err != nil {
			return errors.Join(fmt.Errorf("step %s: %w", one.name, err), s.Complain(ctx, picture))
		}
	}
	// One more look from the goroutine that draws: what was waited for is painted.
	if _, err := s.Ask(desk.Request{}); err != nil {
		return err
	}
	if err := s.Desk.Picture(ctx, picture); err != nil {
		return err
	}
	fmt.Println(picture)
	return nil
}

// elsewhere does a step in the same demo at another computer, which has nothing of this
// one: no files, no keychain.
func elsewhere(one step) move {
	return func(ctx context.Context, s *sitting) (err error) {
		other, err := sit(ctx, s.Program, s.pictures+"-elsewhere")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, other.leave()) }()
		if err := other.Start(ctx, "--server", s.server); err != nil {
			return err
		}
		return other.do(ctx, one)
	}
}
