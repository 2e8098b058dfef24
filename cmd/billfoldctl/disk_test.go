package main_test

import (
	"os/exec"
	"strings"
	"testing"
)

// A disk without room is said, nothing crashes, and what was saved before can
// still be read; with room again everything goes on.
func TestADiskThatIsFull(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, admin)
	full := func(args ...string) result {
		t.Helper()
		ctl := u.command(args...)
		limited := exec.CommandContext(t.Context(), "sh", append([]string{"-c", `ulimit -f 8; exec "$@"`, "sh"}, ctl.Args...)...)
		limited.Env = ctl.Env
		return finished(t, limited, nil)
	}
	if r := full("sync"); r.code != 1 || !strings.Contains(r.err, "free space") || strings.Contains(r.err, "goroutine") {
		t.Errorf("a first sync: %+v", r)
	}
	var before, after status
	u.want(0, &before, "status")
	r := full("change", "--seats", seats(before.Seats.Paid+1), "--expect", "0.01")
	if r.code == 0 || strings.Contains(r.err, "goroutine") {
		t.Errorf("a change: %+v", r)
	}
	if u.want(0, &after, "status"); after.Seats != before.Seats || after.Pending != nil {
		t.Errorf("after: %+v, before: %+v", after, before)
	}
}
