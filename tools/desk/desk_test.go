//go:build unix

package desk

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestDeskIsThereAndLeavesNothing(t *testing.T) {
	d, err := New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(t.TempDir(), "screen.png")
	if err := d.Picture(t.Context(), picture); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(picture); err != nil || info.Size() == 0 {
		t.Errorf("picture is %v, %v", info, err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	for _, cmd := range d.started {
		if cmd.ProcessState == nil {
			t.Errorf("%s still runs", cmd.Path)
		}
	}
	if _, err := os.Stat(d.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the home is still there: %v", err)
	}
}

func TestDeskThatFailsLeavesNothing(t *testing.T) {
	t.Setenv("PATH", "/nonexistent") // no Xvfb
	t.Setenv("TMPDIR", t.TempDir())
	if d, err := New(t.Context()); err == nil {
		_ = d.Close() // it should not be there at all
		t.Fatal("a desk without a screen")
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
