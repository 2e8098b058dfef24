package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// buildTags are the Makefile's: without them go list would not see what is built.
const buildTags = "sqlite_fts5,migrated_fynedo"

func TestHouse(t *testing.T) {
	root := moduleRoot(t)
	packages := listPackages(t, root)
	t.Run("arrows", func(t *testing.T) { report(t, CheckArrows(packages)) })
	t.Run("purity", func(t *testing.T) { report(t, CheckPurity(packages)) })
	t.Run("sizes", func(t *testing.T) { report(t, checkTree(t, root)) })
	t.Run("pages", func(t *testing.T) {
		faults, err := CheckPages(os.DirFS(root))
		if err != nil {
			t.Fatal(err)
		}
		report(t, faults)
	})
}

// report fails once for each fault; both lists of packages may name the same.
func report(t *testing.T, faults []string) {
	t.Helper()
	slices.Sort(faults)
	for _, f := range slices.Compact(faults) {
		t.Error(f)
	}
}

func moduleRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "env", "GOMOD").Output()
	if err != nil {
		t.Fatalf("find module: %v", err)
	}
	return filepath.Dir(strings.TrimSpace(string(out)))
}

func listPackages(t *testing.T, root string) []Package {
	t.Helper()
	var packages []Package
	// The second list sees the files that only the driven window is built with.
	for _, tags := range []string{buildTags, buildTags + ",uidrive"} {
		cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,Deps", "-tags", tags, "./...")
		cmd.Dir = root
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("list packages: %v\n%s", err, stderrOf(err))
		}
		for d := json.NewDecoder(bytes.NewReader(out)); ; {
			var p Package
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("decode package: %v", err)
			}
			packages = append(packages, p)
		}
	}
	if len(packages) == 0 {
		t.Fatal("no packages: nothing was checked")
	}
	return packages
}

func stderrOf(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return string(exit.Stderr)
	}
	return ""
}

// checkTree checks every Go file under root, whatever its build tags.
func checkTree(t *testing.T, root string) []string {
	t.Helper()
	var faults []string
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := entry.Name()
		if entry.IsDir() && name != root && (strings.HasPrefix(base, ".") || base == "testdata" || base == "build" || base == "bin") {
			return fs.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		faults = append(faults, CheckFile(filepath.ToSlash(relative), source)...)
		return nil
	})
	if err != nil {
		t.Fatalf("walk tree: %v", err)
	}
	return faults
}
