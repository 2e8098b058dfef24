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
		began := time.Now()
		if err := j.run(ctx, program, pictures); err != nil {
			return fmt.Errorf("%s: %w", j.name, err)
		}
		fmt.Printf("%s in %.0f s\n", j.name, time.Since(began).Seconds())
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
	s, err := sit(ctx, program, filepath.Join(pictures, j.name))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.leave()) }()
	for _, one := range j.steps {
		if err := s.do(ctx, one); err != nil {
			return err
		}
	}
	return s.Close(ctx)
}
