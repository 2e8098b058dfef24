package views_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	testFunction = regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	testNamed    = regexp.MustCompile("^`([\\w/]+\\.Test\\w+)`$")
	featureKnown = regexp.MustCompile(`^(done|partly|not a screen|not done)\b`)
)

// testsOf are the tests of the source tree, by room and function.
func testsOf(t *testing.T, tree fs.FS) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && file != "." && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case !strings.HasSuffix(file, "_test.go"):
			return nil
		}
		source, err := fs.ReadFile(tree, file)
		for _, found := range testFunction.FindAllSubmatch(source, -1) {
			all[path.Dir(file)+"."+string(found[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// featureRows are the rows of docs/features.md that begin with a number.
func featureRows(t *testing.T, tree fs.FS) map[int][]string {
	t.Helper()
	text, err := fs.ReadFile(tree, "docs/features.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[int][]string{}
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		number, err := strconv.Atoi(cells[0])
		if err != nil {
			continue
		}
		if rows[number] != nil {
			t.Errorf("row %d is there twice", number)
		}
		rows[number] = cells
	}
	return rows
}

// What docs/features.md says of a row is held by the tests that it names; so each of
// them has to exist, and what is done has to name one.
func TestFeaturesNameTestsThatExist(t *testing.T) {
	tree := os.DirFS("..")
	tests, rows := testsOf(t, tree), featureRows(t, tree)
	for number := 13; number <= 137; number++ {
		cells := rows[number]
		switch {
		case number > 113 && number < 129 && cells == nil: // of pages that are not there yet
			continue
		case len(cells) != 5 || slices.Contains(cells, ""):
			t.Errorf("row %d: %d cells, %q", number, len(cells), cells)
			continue
		case !featureKnown.MatchString(cells[4]):
			t.Errorf("row %d: what is %q?", number, cells[4])
		}
		if cells[3] == "no test" {
			if strings.HasPrefix(cells[4], "done") || strings.HasPrefix(cells[4], "partly") {
				t.Errorf("row %d: %s, and no test holds it", number, cells[4])
			}
			continue
		}
		for named := range strings.SplitSeq(cells[3], ", ") {
			found := testNamed.FindStringSubmatch(named)
			if found == nil || !tests[found[1]] {
				t.Errorf("row %d: there is no test %s", number, named)
			}
		}
	}
}
