//go:build unix

package main

import (
	"slices"
	"testing"
)

func TestParseBenchmarksPairsFigureAndBaseline(t *testing.T) {
	const out = `goos: linux
BenchmarkPreviewOverHTTP/figure-2         	     100	   2500000 ns/op	  120 B/op
BenchmarkPreviewOverHTTP/baseline=in_process-2 	    1000	   1000000 ns/op
BenchmarkFive/figure-2                 	   17151	     60000 ns/op	   48030 B/op	     800 allocs/op
BenchmarkFive/baseline=bare_integers-2 	  243102	      4000 ns/op	    2936 B/op	      80 allocs/op
BenchmarkBadge/figure-2         	     200	   3000000 ns/op	   6000000 p99-ns/op
BenchmarkBadge/baseline=the_commit-2 	     200	    300000 ns/op	    400000 p99-ns/op
BenchmarkOther-2 	    1000	   1 ns/op
BenchmarkShow/figure=plan-2        	     100	   800000 ns/op
BenchmarkShow/figure=seats-2       	     100	   900000 ns/op
BenchmarkShow/baseline=a_label-2   	     100	   100000 ns/op
PASS
`
	got, err := parseBenchmarks(out)
	if err != nil {
		t.Fatal(err)
	}
	want := []figure{{
		Name: "PreviewOverHTTP", Value: 2500, Unit: "µs",
		Baseline: "in process", BaselineValue: 1000, Ratio: 2.5,
	}, {
		Name: "Five", Value: 60, Unit: "µs", Baseline: "bare integers", BaselineValue: 4, Ratio: 15,
	}, {
		Name: "Five allocations", Value: 800, Unit: "allocs", Baseline: "bare integers", BaselineValue: 80, Ratio: 10,
	}, {
		Name: "Badge", Value: 3000, Unit: "µs", Baseline: "the commit", BaselineValue: 300, Ratio: 10,
	}, {
		Name: "Badge p99", Value: 6000, Unit: "µs", Baseline: "the commit", BaselineValue: 400, Ratio: 15,
	}, {
		Name: "Show plan", Value: 800, Unit: "µs", Baseline: "a label", BaselineValue: 100, Ratio: 8,
	}, {
		Name: "Show seats", Value: 900, Unit: "µs", Baseline: "a label", BaselineValue: 100, Ratio: 9,
	}}
	if !slices.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestParseBenchmarksRefusesHalfAPair(t *testing.T) {
	if got, err := parseBenchmarks("BenchmarkA/figure-2 \t 1 \t 5 ns/op\n"); err == nil {
		t.Errorf("got %+v, want an error", got)
	}
}

func TestMedianIsTheMiddle(t *testing.T) {
	samples := []sample{{first: 900}, {first: 100}, {first: 110}}
	if got := median(samples, sample.firstMS); got != 110 {
		t.Errorf("median %v, want 110", got)
	}
}
