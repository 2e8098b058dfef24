// Package archtest holds the gates that keep the house in shape: which room may
// import which, how long a file or function may be, how many parameters a
// constructor may take, and what every page has to bring along. They run as
// ordinary tests; a failure names the edge or the place, and the rule.
package archtest

import (
	"fmt"
	"slices"
	"strings"
)

// Module is the path all of our packages start with.
const Module = "billfold"

// Package is the part of a `go list -json` record that the arrows are about.
type Package struct {
	ImportPath  string
	Imports     []string
	TestImports []string // of tests in the package itself; _test packages stand outside the room
	Deps        []string
}

// room says which of our own packages one room may import. Patterns are paths
// inside the module; "x/*" stands for any package directly or deeper under x.
type room struct {
	path    string
	imports []string
}

// shared are the rooms under views that pages and the shell build upon.
var shared = []string{"views/nav", "views/load", "views/words", "views/widgets", "views/theme", "views/errand"}

// rooms are the only arrows that exist. The first room whose path matches
// decides, so that exceptions stand before "x/*".
var rooms = []room{
	{"cmd/billfold", []string{"app", "cmd/internal/discreet"}},
	{"cmd/billfoldctl", []string{"cmd/internal/discreet", "app/session", "app/identity", "app/documents", "billing", "billing/money", "billing/previewjson", "views/words"}},
	{"cmd/billfoldd", []string{"cmd/internal/discreet", "backend", "backend/*"}},

	{"cmd/internal/discreet", nil},

	{"app", []string{"app/*", "views", "views/*", "billing", "billing/money", "sync", "backend", "resources"}},
	{"app/session", []string{
		"app/config", "app/keychain", "app/identity", "app/loopback", "sync", "sync/*", "billing", "billing/money", "safeweb",
	}},
	{"app/identity", []string{"app/loopback", "billing", "billing/money", "safeweb"}},
	{"app/loopback", []string{"views/words"}},
	{"app/documents", []string{"billing", "billing/money", "views/words", "resources/fonts"}},
	{"app/browsertest", nil},
	{"app/keychain", []string{"billing", "billing/money"}},
	{"app/config", []string{"billing", "billing/money", "safeweb"}},
	{"app/archtest", nil},
	{"app/uidrive", nil},

	{"views", []string{"views/*", "billing", "billing/money", "resources"}},
	{"views/words", []string{"billing", "billing/money", "resources/translations"}},
	{"views/nav", append([]string{"billing", "billing/money", "resources"}, shared...)},
	{"views/load", append([]string{"billing", "billing/money", "resources"}, shared...)},
	{"views/widgets", append([]string{"billing", "billing/money", "resources"}, shared...)},
	{"views/theme", append([]string{"billing", "billing/money", "resources"}, shared...)},
	{"views/viewtest", append([]string{"views/sample"}, shared...)},
	{"views/*", append([]string{"billing", "billing/money", "resources"}, shared...)},
	{"resources", nil},
	{"resources/translations", nil},
	{"resources/fonts", nil},

	{"sync", []string{"billing", "billing/money"}},
	{"sync/remote", []string{"billing", "billing/*", "safeweb"}},
	{"sync/cache", []string{"billing", "billing/*"}},

	{"backend", []string{"backend/*", "billing", "billing/*", "safeweb"}},
	{"backend/api", []string{"backend/access", "billing", "billing/*"}},
	{"backend/access", []string{"backend/store", "billing", "billing/*", "safeweb"}},
	{"backend/engine", []string{"backend/store", "backend/gateway", "billing", "billing/*"}},
	{"backend/gateway/*", []string{"backend/gateway", "billing", "billing/*", "safeweb"}},
	{"backend/demo", []string{
		"backend/engine", "backend/store", "backend/issuer",
		"backend/gateway", "backend/gateway/sandbox", "billing", "billing/*", "safeweb",
	}},
	{"backend/simulate", []string{
		"backend/engine", "backend/store", "backend/gateway", "backend/gateway/sandbox", "billing", "billing/*",
	}},
	{"backend/backendtest", []string{"backend/access", "backend/api", "backend/store", "billing", "billing/*"}},
	{"backend/*", []string{"billing", "billing/*", "safeweb"}},

	{"billing", []string{"billing/money"}},
	{"billing/money", nil},
	{"billing/previewjson", []string{"billing", "billing/money"}},
	{"billing/catalogjson", []string{"billing", "billing/money", "billing/strictjson"}},
	{"billing/strictjson", nil},
	{"billing/recompute", nil},

	{"safeweb", nil},

	{"tools/journey", []string{"tools/desk", "app/browsertest"}},
	{"tools/*", []string{"tools/*"}},
}

// CheckArrows returns one sentence for every import between our own packages
// that the rooms do not allow, and for every package that is in no room.
func CheckArrows(packages []Package) []string {
	var faults []string
	for _, p := range packages {
		from, ours := inside(p.ImportPath)
		if !ours {
			continue
		}
		r, known := roomOf(from)
		if !known {
			faults = append(faults, fmt.Sprintf("%s: is in no room; add it to the arrows first", from))
			continue
		}
		faults = append(faults, strayArrows(r, from, p.Imports)...)
		faults = append(faults, strayArrows(r, from, withoutExamples(p.TestImports))...)
	}
	return faults
}

// strayArrows are the imports of a package that its room does not allow.
func strayArrows(r room, from string, imports []string) []string {
	var faults []string
	for _, imported := range imports {
		to, ours := inside(imported)
		if ours && to != from && !matchesAny(r.imports, to) {
			faults = append(faults, fmt.Sprintf("%s -> %s: %s may import %s", from, to, r.path, allowed(r)))
		}
	}
	return faults
}

// withoutExamples leaves out what every test may import.
func withoutExamples(imports []string) []string {
	return slices.DeleteFunc(slices.Clone(imports), func(imported string) bool { return slices.Contains(testOnly, imported) })
}

// inside strips the module from an import path; false for foreign packages.
func inside(importPath string) (string, bool) {
	return strings.CutPrefix(importPath, Module+"/")
}

func roomOf(path string) (room, bool) {
	for _, r := range rooms {
		if matches(r.path, path) {
			return r, true
		}
	}
	return room{}, false
}

func allowed(r room) string {
	if len(r.imports) == 0 {
		return "nothing of ours"
	}
	return "only " + strings.Join(r.imports, ", ")
}

// matches tells whether a path is meant by a pattern: the path itself, or
// anything under "x" for "x/*".
func matches(pattern, path string) bool {
	if under, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(path, under+"/")
	}
	return pattern == path
}

func matchesAny(patterns []string, path string) bool {
	for _, p := range patterns {
		if matches(p, path) {
			return true
		}
	}
	return false
}
