package config

import (
	"errors"
	"os"
	"testing"

	"billfold/billing"
)

// The kernel's own tree refuses files to everybody, the superuser included.
func TestHomeThatCannotBeWritten(t *testing.T) {
	_, _, err := Load(input(t, "/proc/billfold"))
	if billing.CodeOf(err) != billing.HomeUnusable {
		t.Errorf("%v", err)
	}
}

// /proc/1 belongs to whoever started the system, and nothing can be made in it.
func TestHomeOfSomebodyElse(t *testing.T) {
	home := privateDir(t)
	if err := os.Mkdir(home, private); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		home = "/proc/1"
	} else if err := os.Chown(home, 12345, 12345); err != nil {
		t.Fatal(err)
	}
	_, _, err := Load(input(t, home))
	problem, ok := errors.AsType[*billing.Problem](err)
	if !ok || problem.Code != billing.HomeUnusable || problem.Params["reason"] != "it belongs to somebody else" {
		t.Errorf("%v", err)
	}
}
