//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// benchLine is a result such as "BenchmarkPreviewOverHTTP/figure-2  100  1234 ns/op",
// with "1300 p99-ns/op" or "… 12 allocs/op" behind it where the benchmark reports
// its slowest hundredth, or allocations.
var benchLine = regexp.MustCompile(`(?m)^Benchmark(\w+)/(figure|baseline)(?:=(\w+))?(?:-\d+)?\s+\d+\s+([\d.]+) ns/op` +
	`(?:\s+([\d.]+) p99-ns/op)?(?:.*\s(\d+) allocs/op)?`)

// runBenchmarks runs the module's Go benchmarks that compare a figure with a baseline.
func runBenchmarks(ctx context.Context) ([]figure, error) {
	cmd := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", ".*/^(figure|baseline)", "./...")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%s%s", err, out, errs.String())
	}
	return parseBenchmarks(string(out))
}

// measured is one of the two results of a benchmark.
type measured struct{ micros, slowest, allocs float64 }

// pair is a benchmark's figure and what it is held against.
type pair struct {
	name, baseline  string
	figure, against measured
}

// parseBenchmarks pairs the figures of each benchmark with its one baseline, in
// their order. A sub-benchmark named "baseline=in_process" also says what the
// baseline is, and "figure=overview" which of several figures it is.
// The slowest hundredth and allocations, where both report them, are figures of
// their own.
func parseBenchmarks(out string) ([]figure, error) {
	var pairs []*pair
	byName := map[string][]*pair{}
	for _, found := range benchLine.FindAllStringSubmatch(out, -1) {
		name, which, label := found[1], found[2], strings.ReplaceAll(found[3], "_", " ")
		result, err := readResult(found[4:])
		if err != nil {
			return nil, fmt.Errorf("parse %q: %w", found[0], err)
		}
		if which == "figure" {
			p := &pair{name: strings.TrimSpace(name + " " + label), baseline: "baseline", figure: result}
			byName[name] = append(byName[name], p)
			pairs = append(pairs, p)
			continue
		}
		for _, p := range byName[name] {
			p.against = result
			if label != "" {
				p.baseline = label
			}
		}
	}
	figures := make([]figure, 0, len(pairs))
	for _, p := range pairs {
		if p.figure.micros == 0 || p.against.micros == 0 {
			return nil, fmt.Errorf("benchmark %s has no figure or no baseline", p.name)
		}
		figures = append(figures, compare(p.name, "µs", p.baseline, p.figure.micros, p.against.micros))
		if p.figure.slowest > 0 && p.against.slowest > 0 {
			figures = append(figures, compare(p.name+" p99", "µs", p.baseline, p.figure.slowest, p.against.slowest))
		}
		if p.figure.allocs > 0 && p.against.allocs > 0 {
			figures = append(figures, compare(p.name+" allocations", "allocs", p.baseline, p.figure.allocs, p.against.allocs))
		}
	}
	return figures, nil
}

// readResult reads nanoseconds, those of the slowest hundredth, and allocations;
// what is empty was not reported.
func readResult(texts []string) (measured, error) {
	var m measured
	for i, into := range []*float64{&m.micros, &m.slowest, &m.allocs} {
		if texts[i] == "" {
			continue
		}
		var err error
		if *into, err = strconv.ParseFloat(texts[i], 64); err != nil {
			return m, err
		}
	}
	m.micros, m.slowest = m.micros/1000, m.slowest/1000
	return m, nil
}
