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
