package documents_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/app/documents"
	"billfold/billing"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestAFileIsWrittenOverWhatWasThere(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.csv")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := documents.Whole(t.Context(), path, text("new")); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "new" {
		t.Errorf("%q, %v", got, err)
	}
	info, err := os.Stat(path)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if all := names(t, folder); !slices.Equal(all, []string{"a.csv"}) {
		t.Errorf("beside it: %v", all)
	}
}

func TestAFileIsWholeOrNotThere(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		write func(cancel func(), w io.Writer) error
		want  error
	}{
		"an error half way": {func(_ func(), w io.Writer) error {
			return errors.Join(text("half")(w), broken)
		}, broken},
		"given up half way": {func(cancel func(), w io.Writer) error {
			cancel()
			return text(strings.Repeat("half", 10_000))(w)
		}, context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "a.csv")
			if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			err := documents.Whole(ctx, path, func(w io.Writer) error { return c.write(cancel, w) })
			if !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			got, err := os.ReadFile(path)
			if all := names(t, folder); err != nil || string(got) != "old" || len(all) != 1 {
				t.Errorf("left %v and %q, %v", all, got, err)
			}
		})
	}
}

func TestWhyAFileCannotBeWritten(t *testing.T) {
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, reason := range map[string]string{
		"none/a.csv":             "there is no such folder",
		"file/a.csv":             "there is no such folder",
		"sub":                    "a folder has that name",
		strings.Repeat("a", 300): "its name is too long",
	} {
		path := filepath.Join(folder, name)
		err := documents.Whole(t.Context(), path, text("x"))
		var problem *billing.Problem
		if !errors.As(err, &problem) || problem.Code != billing.FileUnwritable || problem.Params["reason"] != reason || problem.Params["path"] != path {
			t.Errorf("%.20s: %v", name, err)
		}
	}
	if all := names(t, folder); len(all) != 2 {
		t.Errorf("left %v", all)
	}
}

func TestALinkIsFollowed(t *testing.T) {
	folder, elsewhere := t.TempDir(), t.TempDir()
	path, linked := filepath.Join(folder, "a.csv"), filepath.Join(elsewhere, "b.csv")
	if err := errors.Join(os.WriteFile(linked, []byte("old"), 0o600), os.Symlink(linked, path)); err != nil {
		t.Fatal(err)
	}
	if err := documents.Whole(t.Context(), path, text("new")); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(linked)
	info, linkErr := os.Lstat(path)
	if err != nil || linkErr != nil || string(got) != "new" || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("%q, %v; the link is %v, %v", got, err, info, linkErr)
	}
	if all := append(names(t, folder), names(t, elsewhere)...); !slices.Equal(all, []string{"a.csv", "b.csv"}) {
		t.Errorf("beside it: %v", all)
	}
}

// What a run left that was killed goes with a later one; what another is at, and what is
// somebody's own, stays.
func TestWhatAKilledRunLeftIsSwept(t *testing.T) {
	old := time.Now().Add(-48 * time.Hour)
	for name, write := range map[string]func(folder string) error{
		"a file": func(folder string) error {
			return documents.Whole(t.Context(), filepath.Join(folder, "a.csv"), text("a"))
		},
		"several": func(folder string) error {
			_, err := documents.Together(t.Context(), folder, []documents.File{file("a.csv", "a")}, nothing)
			return err
		},
	} {
		folder := t.TempDir()
		for _, left := range []string{".billfold-12", ".billfold-34", ".billfold-notes", ".billfold-"} {
			path := filepath.Join(folder, left)
			if err := errors.Join(os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "file"), nil, 0o600)); err != nil {
				t.Fatal(err)
			}
			if left == ".billfold-34" {
				continue
			}
			if err := os.Chtimes(path, old, old); err != nil {
				t.Fatal(err)
			}
		}
		if err := write(folder); err != nil {
			t.Fatal(err)
		}
		if all := names(t, folder); !slices.Equal(all, []string{".billfold-", ".billfold-34", ".billfold-notes", "a.csv"}) {
			t.Errorf("%s: there is %v", name, all)
		}
	}
}
