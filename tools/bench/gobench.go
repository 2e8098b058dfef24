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

// benchLine is a result such as "BenchmarkPreviewOverHTTP/figure-2  100  1234 ns/op".
var benchLine = regexp.MustCompile(`(?m)^Benchmark(\w+)/(figure|baseline)(?:=(\w+))?(?:-\d+)?\s+\d+\s+([\d.]+) ns/op`)

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

// parseBenchmarks pairs the two results of each benchmark, in their order.
// A sub-benchmark named "baseline=in_process" also says what the baseline is.
func parseBenchmarks(out string) ([]figure, error) {
	type pair struct {
		name, baseline  string
		figure, against float64
	}
	var pairs []*pair
	byName := map[string]*pair{}
	for _, found := range benchLine.FindAllStringSubmatch(out, -1) {
		name, which, label := found[1], found[2], found[3]
		nanos, err := strconv.ParseFloat(found[4], 64)
		if err != nil {
			return nil, fmt.Errorf("parse %q: %w", found[0], err)
		}
		p := byName[name]
		if p == nil {
			p = &pair{name: name, baseline: "baseline"}
			byName[name] = p
			pairs = append(pairs, p)
		}
		if which == "figure" {
			p.figure = nanos / 1000
			continue
		}
		p.against = nanos / 1000
		if label != "" {
			p.baseline = strings.ReplaceAll(label, "_", " ")
		}
	}
	figures := make([]figure, 0, len(pairs))
	for _, p := range pairs {
		if p.figure == 0 || p.against == 0 {
			return nil, fmt.Errorf("benchmark %s has no figure or no baseline", p.name)
		}
		figures = append(figures, compare(p.name, "µs", p.baseline, p.figure, p.against))
	}
	return figures, nil
}
