package billing

import (
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPace(t *testing.T) {
	november := Period{Start: at("2026-11-01T00:00:00Z"), End: at("2026-12-01T00:00:00Z")}
	stub := Period{Start: at("2026-11-26T00:00:00Z"), End: at("2026-12-01T00:00:00Z")}
	// 1,766,527 of 2,592,000 seconds have passed at the first instant.
	const late, tenth, third = "2026-11-21T10:42:07Z", "2026-11-04T00:00:00Z", "2026-11-11T00:00:00Z"
	tests := []struct {
		name            string
		used, allowance string
		cycle           Period
		now             string
		atEnd, runsOut  string // both empty where nothing is forecast
		lasts           bool
		confidence      Confidence
	}{
		{"into the last day", "27350", "40000", november, late, "40130", "2026-11-30T21:39:47Z", true, ConfidenceHigh},
		{"days before the end", "3912", "5000", november, late, "5740", "2026-11-27T03:10:32Z", false, ConfidenceHigh},
		{"more than enough", "3180", "5500", november, late, "4666", "", true, ConfidenceHigh},
		{"just enough", "10", "30", november, third, "30", "", true, ConfidenceLow},
		{"half a credit", "0.5", "1", november, third, "2", "2026-11-21T00:00:00Z", false, ConfidenceLow},
		{"a second after a third", "10", "40", november, "2026-11-11T00:00:01Z", "30", "", true, ConfidenceMedium},
		{"nothing used", "0", "0", november, late, "0", "", true, ConfidenceHigh},
		{"nothing allowed", "3", "0", november, tenth, "30", "2026-11-01T00:00:00Z", false, ConfidenceLow},
		{"used up before", "60", "50", november, "2026-11-16T00:00:00Z", "120", "2026-11-13T12:00:00Z", false, ConfidenceMedium},
		{"a tenth of the cycle", "1", "9", november, tenth, "10", "2026-11-28T00:00:00Z", false, ConfidenceLow},
		{"before a tenth of it", "1", "9", november, "2026-11-03T23:59:59Z", "", "", false, ""},
		{"before a day of a short one", "1", "9", stub, "2026-11-26T23:59:59Z", "", "", false, ""},
		{"a day of a short one", "1", "9", stub, "2026-11-27T00:00:00Z", "5", "", true, ConfidenceLow},
		{"over", "1", "9", november, "2026-12-01T00:00:00Z", "", "", false, ""},
	}
	for _, tt := range tests {
		p, ok := PaceOf(dec(tt.used), dec(tt.allowance), tt.cycle, at(tt.now))
		if !ok {
			if tt.atEnd != "" {
				t.Errorf("%s: nothing is forecast", tt.name)
			}
			continue
		}
		runsOut := ""
		if !p.RunsOut.IsZero() {
			runsOut = p.RunsOut.Format(time.RFC3339)
		}
		if p.AtEnd.String() != tt.atEnd || runsOut != tt.runsOut || p.Lasts() != tt.lasts || p.Confidence != tt.confidence {
			t.Errorf("%s: got %s, %q, lasts %t, %s", tt.name, p.AtEnd, runsOut, p.Lasts(), p.Confidence)
		}
	}
}

// At this pace the allowance is used up at the instant that is said, and not a
// second before; it runs out within the cycle exactly where more is used by its
// end than there is.
func TestPaceRunsOutWhenItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := time.Unix(rapid.Int64Range(17e8, 18e8).Draw(t, "start"), 0).UTC()
		cycle := Period{Start: start, End: start.Add(time.Duration(rapid.Int64Range(1, 31*86400).Draw(t, "length")) * time.Second)}
		now := start.Add(time.Duration(rapid.Int64Range(0, 31*86400).Draw(t, "passed")) * time.Second)
		used := rapid.Int64Range(0, 1e9).Draw(t, "used")
		allowance := rapid.Int64Range(0, 1e9).Draw(t, "allowance")
		p, ok := PaceOf(dec(big.NewInt(used).String()), dec(big.NewInt(allowance).String()), cycle, now)
		elapsed, length := seconds(start, now), seconds(start, cycle.End)
		if !ok {
			if elapsed >= 86400 && elapsed*10 >= length && elapsed < length {
				t.Fatal("nothing is forecast though enough has passed")
			}
			return
		}
		// Rounded once: |2 × at end × elapsed − 2 × used × length| is at most elapsed.
		off := new(big.Int).Mul(p.AtEnd.BigInt(), big.NewInt(2*elapsed))
		off.Sub(off, new(big.Int).Mul(big.NewInt(2*used), big.NewInt(length))).Abs(off)
		if off.Cmp(big.NewInt(elapsed)) > 0 {
			t.Fatalf("by the end %s of %d after %d of %d", p.AtEnd, used, elapsed, length)
		}
		// used × seconds against allowance × elapsed: what is used by an instant.
		reached := func(seconds int64) bool {
			return new(big.Int).Mul(big.NewInt(used), big.NewInt(seconds)).Cmp(new(big.Int).Mul(big.NewInt(allowance), big.NewInt(elapsed))) >= 0
		}
		over := new(big.Int).Mul(big.NewInt(used), big.NewInt(length)).Cmp(new(big.Int).Mul(big.NewInt(allowance), big.NewInt(elapsed))) > 0
		if over == p.RunsOut.IsZero() {
			t.Fatalf("over at the end: %t, runs out %v", over, p.RunsOut)
		}
		if !over {
			return
		}
		if out := seconds(start, p.RunsOut); !reached(out) || out > 0 && reached(out-1) || out > length {
			t.Fatalf("runs out after %d of %d", out, length)
		}
	})
}
