package archtest

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// keyboardTest is what the test that walks a page by keyboard has in its name.
var keyboardTest = regexp.MustCompile(`(?m)^func Test\w*Keyboard\w*\(`)

// CheckPages returns one sentence for every page (a directory right under views
// with a page.go, the shared rooms aside) that has no golden under testdata or
// no keyboard walk.
func CheckPages(module fs.FS) ([]string, error) {
	pages, err := fs.Glob(module, "views/*/page.go")
	if err != nil {
		return nil, fmt.Errorf("list pages: %w", err)
	}
	var faults []string
	for _, page := range pages {
		dir := path.Dir(page)
		if slices.Contains(shared, dir) {
			continue
		}
		if golden, err := hasGolden(module, dir); err != nil {
			return nil, err
		} else if !golden {
			faults = append(faults, dir+": a page without a golden: none under testdata")
		}
		if walk, err := hasKeyboardWalk(module, dir); err != nil {
			return nil, err
		} else if !walk {
			faults = append(faults, dir+": a page without a keyboard walk: no test with Keyboard in its name")
		}
	}
	return faults, nil
}

func hasGolden(module fs.FS, dir string) (bool, error) {
	goldens, err := fs.Glob(module, path.Join(dir, "testdata", "*"))
	if err != nil {
		return false, fmt.Errorf("list goldens of %s: %w", dir, err)
	}
	return slices.ContainsFunc(goldens, func(name string) bool {
		return !strings.HasSuffix(name, "/failed")
	}), nil
}

func hasKeyboardWalk(module fs.FS, dir string) (bool, error) {
	tests, err := fs.Glob(module, path.Join(dir, "*_test.go"))
	if err != nil {
		return false, fmt.Errorf("list tests of %s: %w", dir, err)
	}
	for _, name := range tests {
		source, err := fs.ReadFile(module, name)
		if err != nil {
			return false, fmt.Errorf("read test: %w", err)
		}
		if keyboardTest.Match(source) {
			return true, nil
		}
	}
	return false, nil
}
