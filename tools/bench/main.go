//go:build unix

// Command bench measures the program against its baselines in one run and
// prints one table, which it also saves as JSON: the window against a bare one
// of the same toolkit, and every Go benchmark that has the two sub-benchmarks
// "figure" and "baseline".
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"text/tabwriter"
)

// figure is one row: what was measured, and against what in the same run.
type figure struct {
	Name          string  `json:"name"`
	Value         float64 `json:"value"`
	Unit          string  `json:"unit"`
	Baseline      string  `json:"baseline"`
	BaselineValue float64 `json:"baseline_value"`
	Ratio         float64 `json:"ratio"`
}

func main() {
	program := flag.String("program", "", "the desktop, built with the tag uidrive")
	bare := flag.String("bare", "", "a window with one label, built alike")
	file := flag.String("json", "build/bench.json", "where the figures go as JSON")
	flag.Parse()
	if *program == "" || *bare == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *program, *bare, *file); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, program, bare, file string) error {
	program, errProgram := filepath.Abs(program)
	bare, errBare := filepath.Abs(bare)
	if err := errors.Join(errProgram, errBare); err != nil {
		return fmt.Errorf("find programs: %w", err)
	}
	figures, err := measureWindow(ctx, program, bare)
	if err != nil {
		return fmt.Errorf("measure window: %w", err)
	}
	more, err := runBenchmarks(ctx)
	if err != nil {
		return fmt.Errorf("run benchmarks: %w", err)
	}
	figures = append(figures, more...)
	if err := save(file, figures); err != nil {
		return err
	}
	return table(os.Stdout, figures)
}

func save(file string, figures []figure) error {
	content, err := json.MarshalIndent(figures, "", "  ")
	if err != nil {
		return fmt.Errorf("encode figures: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return fmt.Errorf("make directory: %w", err)
	}
	if err := os.WriteFile(file, append(content, '\n'), 0o600); err != nil {
		return fmt.Errorf("save figures: %w", err)
	}
	return nil
}

func table(out io.Writer, figures []figure) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "figure\tvalue\tbaseline\tvalue\tratio")
	for _, f := range figures {
		fmt.Fprintf(t, "%s\t%.4g %s\t%s\t%.4g %s\t%.2f\n", f.Name, f.Value, f.Unit, f.Baseline, f.BaselineValue, f.Unit, f.Ratio)
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("print table: %w", err)
	}
	return nil
}
