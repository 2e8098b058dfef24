package archtest

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// Each rule has to be seen failing: a gate that lets everything through looks
// the same as a house in order.

func TestArrowsAreHeld(t *testing.T) {
	cases := []struct {
		from, to string
		fault    string
	}{
		{"cmd/billfold", "app", ""},
		{"cmd/billfold", "views", "cmd/billfold -> views"},
		{"cmd/billfoldctl", "views/words", ""},
		{"cmd/billfoldctl", "views/widgets", "cmd/billfoldctl -> views/widgets"},
		{"cmd/billfoldctl", "app", "cmd/billfoldctl -> app:"},
		{"cmd/billfoldd", "backend/api", ""},
		{"cmd/billfoldd", "billing", "cmd/billfoldd -> billing"},
		{"app/config", "billing", ""},
		{"app/config", "sync", "app/config -> sync"},
		{"app", "sync", ""},
		{"app", "sync/remote", "app -> sync/remote"},
		{"app", "backend", ""},
		{"app", "backend/store", "app -> backend/store"},
		{"app/session", "sync/cache", ""},
		{"app/session", "views/words", "app/session -> views/words"},
		{"views", "views/overview", ""},
		{"views", "sync", "views -> sync"},
		{"views/overview", "views/widgets", ""},
		{"views/overview", "views/plans", "views/overview -> views/plans"},
		{"views/overview", "sync", "views/overview -> sync"},
		{"views/words", "views/widgets", "views/words -> views/widgets"},
		{"sync", "billing/money", ""},
		{"sync", "sync/cache", "sync -> sync/cache"},
		{"sync/remote", "billing/previewjson", ""},
		{"sync/remote", "sync", "sync/remote -> sync:"},
		{"sync/remote", "sync/cache", "sync/remote -> sync/cache"},
		{"backend/api", "backend/access", ""},
		{"backend/api", "backend/engine", "backend/api -> backend/engine"},
		{"backend/engine", "backend/gateway", ""},
		{"backend/engine", "backend/gateway/sandbox", "backend/engine -> backend/gateway/sandbox"},
		{"backend/gateway/sandbox", "backend/gateway", ""},
		{"backend/gateway/sandbox", "backend/store", "backend/gateway/sandbox -> backend/store"},
		{"backend/store", "billing", ""},
		{"backend/store", "backend/engine", "backend/store -> backend/engine"},
		{"billing", "billing/money", ""},
		{"billing", "billing/previewjson", "billing -> billing/previewjson"},
		{"billing/money", "billing", "billing/money -> billing:"},
		{"tools/journey", "tools/desk", ""},
		{"tools/journey", "app/uidrive", "tools/journey -> app/uidrive"},
		{"helpers", "billing", "helpers: is in no room"},
	}
	for _, c := range cases {
		t.Run(c.from+" to "+c.to, func(t *testing.T) {
			p := Package{ImportPath: Module + "/" + c.from, Imports: []string{"fmt", Module + "/" + c.to}}
			expectFault(t, CheckArrows([]Package{p}), c.fault)
		})
	}
}

func TestArrowsHoldForTestsInTheRoom(t *testing.T) {
	p := Package{ImportPath: Module + "/views/overview", TestImports: []string{Module + "/sync/cache"}}
	expectFault(t, CheckArrows([]Package{p}), "views/overview -> sync/cache")
	p.TestImports = testOnly
	expectFault(t, CheckArrows([]Package{p}), "")
	for _, shared := range testOnly {
		p.Imports = []string{shared}
		expectFault(t, CheckArrows([]Package{p}), "views/overview -> "+strings.TrimPrefix(shared, Module+"/"))
	}
}

func TestPurityIsHeld(t *testing.T) {
	cases := []struct {
		from, to string
		fault    string
	}{
		{"billing", "fmt", ""},
		{"billing/money", "github.com/shopspring/decimal", ""},
		{"billing", "github.com/google/uuid", "the standard library and decimals"},
		{"billing", "database/sql", "billing -> database/sql"},
		{"billing", "net/http", "billing -> net/http"},
		{"billing", "log/slog", "billing -> log/slog"},
		{"billing", "context", "billing -> context"},
		{"sync", toolkit, "only the desktop's views"},
		{"backend/api", toolkit + "/widget", "only the desktop's views"},
		{"app/session", toolkit, "only the desktop's views"},
		{"app", toolkit + "/app", ""},
		{"views/words", toolkit + "/lang", ""},
		{"views/words", toolkit + "/widget", "no driver and no widget"},
		{"views/overview", toolkit + "/widget", ""},
		{"views/overview", toolkit + "/app", "without a display"},
		{"views/overview", "net/http", "neither SQL nor HTTP"},
		{"tools/journey", "encoding/json", ""},
		{"tools/journey", toolkit, "standard library only"},
	}
	for _, c := range cases {
		t.Run(c.from+" to "+c.to, func(t *testing.T) {
			p := Package{ImportPath: Module + "/" + c.from, Imports: []string{c.to}}
			expectFault(t, CheckPurity([]Package{p}), c.fault)
		})
	}
}

func TestProgramsWithoutDisplayLinkNoDriver(t *testing.T) {
	p := Package{ImportPath: Module + "/cmd/billfoldctl", Deps: []string{"fmt", toolkit + "/lang"}}
	expectFault(t, CheckPurity([]Package{p}), "")
	p.Deps = append(p.Deps, "github.com/go-gl/glfw/v3.4/glfw")
	expectFault(t, CheckPurity([]Package{p}), "needs no display")
}

func TestProgramsLinkNoExamples(t *testing.T) {
	p := Package{ImportPath: Module + "/cmd/billfold", Deps: []string{Module + "/app", Module + "/views/sample"}}
	expectFault(t, CheckPurity([]Package{p}), "for tests only")
}

func TestSizesAreHeld(t *testing.T) {
	long := strings.Repeat("//\n", maxFileLines)
	body := func(lines int) string { return strings.Repeat("\t_ = 0\n", lines) }
	cases := []struct {
		name, path, source, fault string
	}{
		{"short file", "a/a.go", "package a\n", ""},
		{"long file", "a/a.go", "package a\nfunc f() {}\n" + long, "402 lines"},
		{"long test", "a/a_test.go", "package a\nfunc f() {}\n" + long, "402 lines"},
		{"long data", "a/a.go", "package a\nvar x = 1\n" + long, ""},
		{"long generated", "a/a.go", "// Code generated by hand. DO NOT EDIT.\n\npackage a\nfunc f() {}\n" + long, ""},
		{"long main of the desktop", "cmd/billfold/main.go", "package main\nfunc main() {\n" + body(40) + "}\n", "at most 40"},
		{"function of sixty", "a/a.go", "package a\nfunc f() {\n" + body(58) + "}\n", ""},
		{"function of sixty-one", "a/a.go", "package a\nfunc f() {\n" + body(59) + "}\n", "f has 61 lines"},
		{"long function in a test", "a/a_test.go", "package a\nfunc f() {\n" + body(59) + "}\n", ""},
		{"constructor of four", "a/a.go", "package a\nfunc NewA(a, b int, c, d string) {}\n", ""},
		{"constructor of five", "a/a.go", "package a\nfunc NewA(a, b int, c, d, e string) {}\n", "NewA takes 5 parameters"},
		{"model without toolkit", "views/plans/model.go", "package plans\nimport _ \"fmt\"\n", ""},
		{"model with toolkit", "views/plans/model.go", "package plans\nimport _ \"" + toolkit + "/widget\"\n", "model is pure"},
		{"not Go", "a/a.go", "pakcage a\n", "does not parse"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			expectFault(t, CheckFile(c.path, []byte(c.source)), c.fault)
		})
	}
}

func TestPagesBringGoldenAndKeyboardWalk(t *testing.T) {
	const walk = "package plans\n\nfunc TestPageByKeyboard(t *testing.T) {}\n"
	page := &fstest.MapFile{}
	cases := []struct {
		name   string
		module fstest.MapFS
		faults int
	}{
		{"no page", fstest.MapFS{"views/nav/page.go": page}, 0},
		{"bare page", fstest.MapFS{"views/plans/page.go": page}, 2},
		{"golden only", fstest.MapFS{"views/plans/page.go": page, "views/plans/testdata/normal.xml": page}, 1},
		{"a failed golden is none", fstest.MapFS{
			"views/plans/page.go": page, "views/plans/testdata/failed/normal.xml": page,
			"views/plans/page_test.go": {Data: []byte(walk)},
		}, 1},
		{"both", fstest.MapFS{
			"views/plans/page.go": page, "views/plans/testdata/normal.xml": page,
			"views/plans/page_test.go": {Data: []byte(strings.ReplaceAll(walk, "ByKeyboard", "KeyboardWalk"))},
		}, 0},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			faults, err := CheckPages(c.module)
			if err != nil {
				t.Fatal(err)
			}
			if len(faults) != c.faults {
				t.Errorf("%d faults, want %d: %q", len(faults), c.faults, faults)
			}
		})
	}
}

// expectFault wants exactly one fault that has the given words, or none for "".
func expectFault(t *testing.T, faults []string, words string) {
	t.Helper()
	switch {
	case words == "" && len(faults) > 0:
		t.Errorf("faults %q, want none", faults)
	case words != "" && (len(faults) != 1 || !strings.Contains(fmt.Sprint(faults), words)):
		t.Errorf("faults %q, want one with %q", faults, words)
	}
}
