// Package about says what program this is: its version, what it is built from, and
// where on this machine its data and logs are.
package about

import (
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	"billfold/views/words"
)

// Program is what is known of the running program.
type Program struct {
	Version string
	Data    string // the folder of all local state
	Logs    string // the folder of the logs
	Home    string // the person's own folder, which details do not name; may be empty
}

// toolkit is the module of the window toolkit.
const toolkit = "fyne.io/fyne/v2"

// build is what the program was built from.
type build struct {
	commit  string // empty where it was built without
	edited  bool   // there were changes that are not in the commit
	golang  string
	toolkit string
	system  string
}

// readBuild reads what the compiler left in the program.
func readBuild() build {
	b := build{golang: strings.TrimPrefix(runtime.Version(), "go"), system: runtime.GOOS + "/" + runtime.GOARCH}
	if i := slices.IndexFunc(Parts(), func(p Part) bool { return p.Name == toolkit }); i >= 0 {
		b.toolkit = strings.TrimPrefix(Parts()[i].Version, "v")
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.commit = s.Value
		case "vcs.modified":
			b.edited = s.Value == "true"
		}
	}
	return b
}

// pseudo is a version that nobody has named: a date and a commit.
var pseudo = regexp.MustCompile(`\d{14}-([0-9a-f]{12})$`)

// shortVersion is a version as it is listed: of one without a name, the commit.
func shortVersion(v string) string {
	if commit := pseudo.FindStringSubmatch(v); commit != nil {
		return commit[1]
	}
	return v
}

// fact is a line of what is known.
type fact struct{ name, value string }

func facts(p Program, b build) []fact {
	all := []fact{{words.T("Version"), p.Version}}
	if b.commit != "" {
		commit := b.commit[:min(12, len(b.commit))]
		if b.edited {
			commit = words.T("{commit}, with changes", "commit", commit)
		}
		all = append(all, fact{words.T("Commit"), commit})
	}
	return append(all,
		fact{words.T("Built with"), words.T("Go {go}, Fyne {fyne}", "go", b.golang, "fyne", b.toolkit)},
		fact{words.T("System"), b.system},
		fact{words.T("Data"), p.Data},
		fact{words.T("Logs"), p.Logs})
}

// details are the facts for whoever helps, without the name of the person's folder,
// which is often theirs.
func details(p Program, b build) string {
	lines := []string{"Billfold"}
	for _, f := range facts(p, b) {
		value := f.value
		if p.Home != "" {
			if rest, ok := strings.CutPrefix(value, p.Home); ok {
				value = "~" + rest
			}
		}
		lines = append(lines, f.name+": "+value)
	}
	return strings.Join(lines, "\n")
}
