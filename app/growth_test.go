package app

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"billfold/billing"

	"fyne.io/fyne/v2/driver/software"
)

// footprint is what a program that runs for long must not have ever more of.
type footprint struct {
	goroutines, files int
	heap, log         int64 // bytes; log is of the files that SQLite writes ahead
}

func (o *office) footprint(t *testing.T) footprint {
	t.Helper()
	runtime.GC()
	runtime.GC() // what the first one finalised
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	f := footprint{goroutines: runtime.NumGoroutine(), heap: int64(memory.HeapAlloc)}
	if open, err := os.ReadDir("/proc/self/fd"); err == nil {
		f.files = len(open)
	}
	logs, err := filepath.Glob(filepath.Join(o.home, "cache", "*", "*-wal"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range logs {
		if info, err := os.Stat(name); err == nil {
			f.log += info.Size()
		}
	}
	return f
}

// live is one round of what happens to a desktop all day: the account changes, the
// line falls, and now and then the reader's role is another.
func (o *office) live(t *testing.T, round int) {
	t.Helper()
	plan, name := "business", "Business"
	if round%2 == 0 {
		plan, name = "team", "Team"
	}
	switch {
	case round%20 == 0:
		o.Give(billing.RoleMember)
	case round%20 == 10:
		o.Give(billing.RoleAdmin)
	case round%15 == 0:
		o.Drop()
	}
	o.Subscribe(plan)
	o.until(t, name)
	// With every frame the toolkit's own driver lets go of what it keeps of objects
	// that are no longer shown (after FYNE_CACHE); the one of tests never does.
	software.NewCanvas().Capture()
}

// A desktop that runs for long has no more memory, goroutines, files or log than
// after it had run for a moment. A soak says for how many minutes.
func TestNothingGrows(t *testing.T) {
	o := newOffice(t)
	o.until(t, "Live")
	const warm = 40
	for round := range warm {
		o.live(t, round)
	}
	before := o.footprint(t)
	minutes, _ := strconv.Atoi(os.Getenv("BILLFOLD_SOAK_MINUTES"))
	until := time.Now().Add(time.Duration(minutes) * time.Minute)
	rounds := warm
	for ; rounds < 3*warm || time.Now().Before(until); rounds++ {
		o.live(t, rounds)
	}
	after := o.footprint(t)
	t.Logf("%d rounds: %+v, then %+v", rounds, before, after)
	for _, part := range []struct {
		name          string
		before, after int64
		slack         int64
	}{
		{"goroutines", int64(before.goroutines), int64(after.goroutines), 6}, // a request may be under way
		{"open files", int64(before.files), int64(after.files), 16},          // pools of connections fill up
		{"bytes of heap", before.heap, after.heap, 8 << 20},
		{"bytes of log", before.log, after.log, 4 << 20},
	} {
		if part.after > part.before+part.slack {
			t.Errorf("%d %s, %d at first", part.after, part.name, part.before)
		}
	}
}
