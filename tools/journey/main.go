//go:build unix

// Command journey does the program's main job in its real window, the way a
// person would: a pointer and a keyboard through the X server's test extension,
// under a virtual screen with a window manager and a keychain of its own. Each
// step waits for what must become visible and leaves a picture.
//
// It knows no positions. A program built with the tag uidrive says on a private
// socket which texts are visible and where; script.go names the texts.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"billfold/tools/desk"
)

func main() {
	program := flag.String("program", "", "the program, built with the tag uidrive")
	pictures := flag.String("pictures", "build/run", "directory for a picture of each step; emptied first")
	only := flag.String("only", "", "the name of one journey; all where empty")
	flag.Parse()
	if *program == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *program, *pictures, *only); err != nil {
		fmt.Fprintln(os.Stderr, "journey:", err)
		os.Exit(1)
	}
}

// run performs every journey, or only one, on a desk of its own and prints the pictures' names.
func run(ctx context.Context, program, pictures, only string) error {
	program, err := filepath.Abs(program)
	if err != nil {
		return fmt.Errorf("find program: %w", err)
	}
	if err := os.RemoveAll(pictures); err != nil {
		return fmt.Errorf("empty pictures: %w", err)
	}
	if err := os.MkdirAll(pictures, 0o750); err != nil {
		return fmt.Errorf("make pictures directory: %w", err)
	}
	start := time.Now()
	for _, j := range journeys {
		if only != "" && j.name != only {
			continue
		}
		if err := j.run(ctx, program, pictures); err != nil {
			return fmt.Errorf("%s: %w", j.name, err)
		}
	}
	fmt.Printf("journey done in %.0f s\n", time.Since(start).Seconds())
	return nil
}

// journey is what one person does in one sitting, from an empty home until the
// window is closed.
type journey struct {
	name  string
	steps []step
}

// step is a few moves and the picture of where they led.
type step struct {
	name  string
	moves []move
}

func (j journey) run(ctx context.Context, program, pictures string) (err error) {
	d, err := desk.New(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	w := &desk.Window{Desk: d, Program: program}
	defer w.Kill()
	for i, s := range j.steps {
		picture := filepath.Join(pictures, fmt.Sprintf("%s-%02d-%s.png", j.name, i+1, s.name))
		for _, m := range s.moves {
			if err := m(ctx, w); err != nil {
				return errors.Join(fmt.Errorf("step %s: %w", s.name, err), w.Complain(ctx, picture))
			}
		}
		// One more look from the goroutine that draws: what was waited for is painted.
		if _, err := w.Ask(desk.Request{}); err != nil {
			return err
		}
		if err := d.Picture(ctx, picture); err != nil {
			return err
		}
		fmt.Println(picture)
	}
	return w.Close(ctx)
}
