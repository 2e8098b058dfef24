package demo_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/backend/demo"
	"billfold/safeweb"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func TestClockKeepsItsOffset(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock")
	real := func() time.Time { return noon }
	clock, err := demo.OpenClock(path, real)
	if err != nil {
		t.Fatal(err)
	}
	if !clock.Now().Equal(noon) {
		t.Errorf("at first it is %v", clock.Now())
	}
	for _, by := range []time.Duration{720 * time.Hour, time.Second} {
		if _, err := clock.Advance(by); err != nil {
			t.Fatal(err)
		}
	}
	again, err := demo.OpenClock(path, real)
	if err != nil {
		t.Fatal(err)
	}
	want := noon.Add(720*time.Hour + time.Second)
	if !clock.Now().Equal(want) || !again.Now().Equal(want) {
		t.Errorf("%v, and after a restart %v, want %v", clock.Now(), again.Now(), want)
	}
}

// An offset that overflows would be a clock that the next start cannot read.
func TestClockGoesNoFurtherThanItCanCount(t *testing.T) {
	path := filepath.Join(t.TempDir(), "clock")
	clock, err := demo.OpenClock(path, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	const far = time.Duration(1<<63 - 1)
	if _, err := clock.Advance(far); err != nil {
		t.Fatal(err)
	}
	if _, err := clock.Advance(time.Hour); err == nil {
		t.Error("the clock went beyond its end")
	}
	if again, err := demo.OpenClock(path, func() time.Time { return noon }); err != nil || !again.Now().Equal(noon.Add(far)) {
		t.Errorf("after a restart: %v", err)
	}
}

func TestClockRefusesWhatItDidNotWrite(t *testing.T) {
	for _, text := range []string{"", "soon", "-1h"} {
		path := filepath.Join(t.TempDir(), "clock")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := demo.OpenClock(path, time.Now); err == nil || !strings.Contains(err.Error(), "delete it") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestPlace(t *testing.T) {
	put := func(dir, name string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	check := func(dir string, wantReady bool, wantErr error) {
		t.Helper()
		ready, err := demo.Check(dir, "lock")
		if ready != wantReady || !errors.Is(err, wantErr) {
			t.Errorf("ready %v, %v; want %v, %v", ready, err, wantReady, wantErr)
		}
	}
	dir := t.TempDir()
	check(filepath.Join(dir, "not there yet"), false, nil)
	check(dir, false, nil)
	put(dir, "lock")
	check(dir, false, nil)
	if err := demo.Claim(dir, "lock"); err != nil {
		t.Fatal(err)
	}
	put(dir, "books.db") // and then it was interrupted
	check(dir, false, nil)
	if err := demo.Claim(dir, "lock"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "books.db")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what an interrupted seeding left is still there: %v", err)
	}
	if err := demo.Seeded(dir); err != nil {
		t.Fatal(err)
	}
	check(dir, true, nil)

	foreign := t.TempDir()
	put(foreign, "thesis.odt")
	check(foreign, false, demo.ErrForeign)
}

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1": true, "127.8.9.1": true, "::1": true, "localhost": true,
		"": false, "0.0.0.0": false, "::": false, "10.0.0.1": false, "localhost.evil.example": false, "127.0.0.1.evil.example": false,
	} {
		if safeweb.Loopback(host) != want {
			t.Errorf("%q: %v, want %v", host, !want, want)
		}
	}
}
