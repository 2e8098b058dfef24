//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"time"

	"billfold/tools/desk"
)

const (
	starts    = 7 // of each program, in turns
	waitLimit = 45 * time.Second
)

// sample is one start of a program.
type sample struct {
	first float64 // ms from start until its text is shown and holds still
	pss   float64 // MiB, its share of what it shares included
}

// measureWindow starts the program with a filled cache and a bare window in
// turns. Both are shown when their socket has twice answered that the text is
// there, from the goroutine that draws: the same work on both sides.
func measureWindow(ctx context.Context, program, bare string) (_ []figure, err error) {
	d, err := desk.New(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	full := &desk.Window{Desk: d, Program: program}
	defer full.Kill()
	if err := fillCache(ctx, full); err != nil {
		return nil, err
	}
	empty := &desk.Window{Desk: d, Program: bare}
	defer empty.Kill()

	var ours, theirs []sample
	for range starts {
		s, err := startOnce(ctx, full, desk.Cond{Words: "Next invoice"}, "--demo")
		if err != nil {
			return nil, err
		}
		ours = append(ours, s)
		if s, err = startOnce(ctx, empty, desk.Cond{Words: "Bare"}); err != nil {
			return nil, err
		}
		theirs = append(theirs, s)
	}
	opened, err := openEverything(ctx, full)
	if err != nil {
		return nil, err
	}
	const baseline = "bare window with one label"
	return []figure{
		compare("memory with every page opened once (PSS)", "MiB", baseline, opened, median(theirs, sample.pssMiB)),
		compare("start to first frame, filled cache", "ms", baseline, median(ours, sample.firstMS), median(theirs, sample.firstMS)),
		compare("memory after the first frame (PSS)", "MiB", baseline, median(ours, sample.pssMiB), median(theirs, sample.pssMiB)),
	}, nil
}

// everything is how the pages are called in the sidebar, each with a text by which it
// is known to be there.
var everything = []struct{ name, shows string }{
	{"Plan", "Current plan"},
	{"Seats", "Takes a seat"},
	{"Storage", "Biggest items"},
	{"AI and sending credits", "Auto-reload of AI credits"},
	{"Invoices", "Number"},
	{"Payments", "Payment methods"},
	{"History", "When"},
	{"Support", "What do you see?"},
	{"Settings", "Sign out"},
	{"Overview", "Next invoice"},
}

// openEverything goes to each page of the window once, and is what the program then
// takes.
func openEverything(ctx context.Context, w *desk.Window) (float64, error) {
	if err := w.Start(ctx, "--demo"); err != nil {
		return 0, err
	}
	for _, page := range everything {
		t, err := w.Await(desk.Cond{Words: page.name}, "enabled", waitLimit)
		if err != nil {
			return 0, err
		}
		if err := w.ClickOn(ctx, t); err != nil {
			return 0, err
		}
		if _, err := w.Await(desk.Cond{Words: page.shows}, "visible", waitLimit); err != nil {
			return 0, err
		}
	}
	taken, err := pss(w.PID())
	return taken, errors.Join(err, w.Close(ctx))
}

// fillCache signs in to the demo once and waits until an account has been read.
func fillCache(ctx context.Context, w *desk.Window) error {
	if err := w.Start(ctx, "--demo"); err != nil {
		return err
	}
	const admin = "admin@northwind.example"
	demo := desk.Cond{Words: "^(Open the demo|" + admin + ")$", Match: "regexp"}
	for _, c := range []desk.Cond{demo, {Words: admin}} {
		t, err := w.Await(c, "enabled", waitLimit)
		if err != nil {
			return err
		}
		if err := w.ClickOn(ctx, t); err != nil {
			return err
		}
		if t.Text == admin {
			break
		}
	}
	if _, err := w.Await(desk.Cond{Words: "Next invoice"}, "visible", waitLimit); err != nil {
		return err
	}
	return w.Close(ctx)
}

func startOnce(ctx context.Context, w *desk.Window, shown desk.Cond, args ...string) (sample, error) {
	begin := time.Now()
	if err := w.Start(ctx, args...); err != nil {
		return sample{}, err
	}
	if _, err := w.Await(shown, "visible", waitLimit); err != nil {
		return sample{}, err
	}
	s := sample{first: float64(time.Since(begin).Microseconds()) / 1000}
	var err error
	if s.pss, err = pss(w.PID()); err != nil {
		return sample{}, err
	}
	return s, w.Close(ctx)
}

var pssLine = regexp.MustCompile(`(?m)^Pss:\s+(\d+) kB$`)

// pss is a process's proportional set size in MiB, as the kernel rolls it up.
func pss(pid int) (float64, error) {
	content, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/smaps_rollup")
	if err != nil {
		return 0, fmt.Errorf("read memory: %w", err)
	}
	found := pssLine.FindSubmatch(content)
	if found == nil {
		return 0, errors.New("read memory: no Pss line")
	}
	kib, err := strconv.ParseFloat(string(found[1]), 64)
	if err != nil {
		return 0, fmt.Errorf("read memory: %w", err)
	}
	return kib / 1024, nil
}

func (s sample) firstMS() float64 { return s.first }
func (s sample) pssMiB() float64  { return s.pss }

func median(samples []sample, of func(sample) float64) float64 {
	values := make([]float64, len(samples))
	for i, s := range samples {
		values[i] = of(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func compare(name, unit, baseline string, value, baselineValue float64) figure {
	f := figure{Name: name, Value: value, Unit: unit, Baseline: baseline, BaselineValue: baselineValue}
	if baselineValue > 0 {
		f.Ratio = value / baselineValue
	}
	return f
}
