package archtest

import (
	"fmt"
	"strings"
)

// toolkit is the import path of the window toolkit; every package of it starts so.
const toolkit = "fyne.io/fyne/v2"

// ban keeps a kind of foreign package out of some rooms.
type ban struct {
	rooms   []string
	imports []string
	except  []string
	why     string
}

var bans = []ban{
	{
		rooms: []string{"billing", "billing/*"},
		imports: []string{
			"context", "database/sql", "database/sql/*", "log", "log/*", "math/rand", "math/rand/*",
			"net", "net/*", "os", "os/*", "syscall",
		},
		why: "the domain knows no SQL, HTTP, clock, logger or process",
	},
	{
		rooms:   []string{"billing", "billing/*", "sync", "sync/*", "backend", "backend/*", "app/session", "app/config", "app/keychain"},
		imports: []string{toolkit, toolkit + "/*"},
		why:     "only the desktop's views and its composition root know the window toolkit",
	},
	{
		rooms:   []string{"views/words"},
		imports: []string{toolkit, toolkit + "/*"},
		except:  []string{toolkit + "/lang"},
		why:     "words are shared with the terminal: translations, but no driver and no widget",
	},
	{
		rooms:   []string{"views", "views/*"},
		imports: []string{"database/sql", "database/sql/*", "net/http", "net/http/*"},
		why:     "views see neither SQL nor HTTP",
	},
	{
		rooms:   []string{"views", "views/*"},
		imports: []string{toolkit + "/app"},
		why:     "views are tested without a display, so they never bring in the real driver",
	},
}

// noGUI are programs that must link without the C libraries of a window.
var noGUI = []string{"cmd/billfoldctl", "cmd/billfoldd"}

// drivers are packages that bring those C libraries in.
var drivers = []string{"github.com/go-gl/*", toolkit + "/app", toolkit + "/internal/driver/glfw"}

// testOnly are packages that tests share and no program may link: the account that
// examples are made of, the window that pages are tried in, and the evaluator that
// lines are recomputed with.
var testOnly = []string{Module + "/views/sample", Module + "/views/viewtest", Module + "/billing/recompute", Module + "/backend/backendtest", Module + "/app/browsertest"}

// CheckPurity returns one sentence for every foreign import that a room is kept
// from, for anything but the standard library and decimals in the domain, for
// every program without a display that links the GUI stack all the same, and for
// every program that links what only tests may.
func CheckPurity(packages []Package) []string {
	var faults []string
	for _, p := range packages {
		from, ours := inside(p.ImportPath)
		if !ours {
			continue
		}
		for _, imported := range p.Imports {
			faults = append(faults, forbidden(from, imported)...)
		}
		for _, dep := range p.Deps {
			switch {
			case matchesAny(noGUI, from) && matchesAny(drivers, dep):
				faults = append(faults, fmt.Sprintf("%s -> … -> %s: this program needs no display", from, dep))
			case matches("cmd/*", from) && matchesAny(testOnly, dep):
				faults = append(faults, fmt.Sprintf("%s -> … -> %s: for tests only", from, dep))
			}
		}
	}
	return faults
}

func forbidden(from, imported string) []string {
	var faults []string
	for _, b := range bans {
		if !matchesAny(b.rooms, from) {
			continue
		}
		if matchesAny(b.imports, imported) && !matchesAny(b.except, imported) {
			faults = append(faults, fmt.Sprintf("%s -> %s: %s", from, imported, b.why))
		}
	}
	if matchesAny([]string{"billing", "billing/*"}, from) && foreign(imported) && imported != "github.com/shopspring/decimal" {
		faults = append(faults, fmt.Sprintf("%s -> %s: the domain is the standard library and decimals", from, imported))
	}
	if matches("tools/*", from) && foreign(imported) {
		faults = append(faults, fmt.Sprintf("%s -> %s: tools use the standard library only", from, imported))
	}
	return faults
}

// foreign tells whether an import is neither ours nor the standard library's,
// whose first path element alone has no dot.
func foreign(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return strings.Contains(first, ".")
}
