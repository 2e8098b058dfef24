package words

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"billfold/resources/translations"
)

// sentence is one that is said somewhere, with its place.
type sentence struct {
	plural bool
	at     string
}

// form is a translation: other alone, unless the sentence counts something.
type form struct{ one, other string }

// Everything that is said can be said in every language: it counts where its sentence
// does, asks for nothing that the sentence has not, and is of something that is said
// somewhere.
func TestEverySentenceIsTranslated(t *testing.T) {
	said := sentences(t)
	for _, l := range Languages() {
		if l == English {
			continue
		}
		have := translated(t, l)
		for english, s := range said {
			f, ok := have[english]
			switch {
			case !ok:
				t.Errorf("%s: %s: no translation of %q", l, s.at, english)
			case s.plural != (f.one != ""):
				t.Errorf("%s: %q: it counts: %t, its translation: %t", l, english, s.plural, !s.plural)
			default:
				same(t, l, english, f)
			}
		}
		for english := range have {
			if _, ok := said[english]; !ok {
				t.Errorf("%s: %q is said nowhere", l, english)
			}
		}
	}
}

var placeholders = regexp.MustCompile(`\{[a-z_]+\}`)

// same checks that nothing is lost or asked for in vain.
func same(t *testing.T, l Language, english string, f form) {
	t.Helper()
	names := func(text string) []string {
		all := placeholders.FindAllString(text, -1)
		slices.Sort(all)
		return slices.Compact(all)
	}
	if want := names(english); !slices.Equal(want, names(f.other)) {
		t.Errorf("%s: %q: its translation asks for %v", l, english, names(f.other))
	}
	if strings.Count(f.other, "[") != strings.Count(f.other, "]") {
		t.Errorf("%s: %q: a bracket is left open", l, english)
	}
}

// translated reads all files of a language; a sentence in two of them is an error.
func translated(t *testing.T, l Language) map[string]form {
	t.Helper()
	names, err := fs.Glob(translations.Files, "*."+string(l)+".json")
	if err != nil || len(names) == 0 {
		t.Fatal(l, err)
	}
	all := map[string]form{}
	for _, name := range names {
		raw, err := fs.ReadFile(translations.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		entries := map[string]any{}
		if err := json.Unmarshal(raw, &entries); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for english, entry := range entries {
			if _, twice := all[english]; twice {
				t.Errorf("%s: %q is in another file too", name, english)
			}
			all[english] = formOf(t, name, entry)
		}
	}
	return all
}

func formOf(t *testing.T, name string, entry any) form {
	t.Helper()
	switch e := entry.(type) {
	case string:
		return form{other: e}
	case map[string]any:
		one, _ := e["one"].(string)
		other, _ := e["other"].(string)
		if one != "" && other != "" {
			return form{one, other}
		}
	}
	t.Errorf("%s: %v is no translation", name, entry)
	return form{}
}

// sentences is what is given to T and N as a literal anywhere in the views and the
// programs, and every table here.
func sentences(t *testing.T) map[string]sentence {
	t.Helper()
	all := map[string]sentence{}
	for _, s := range tables() {
		if s != "" {
			all[s] = sentence{at: "a table of words"}
		}
	}
	for _, root := range []string{"..", "../../app", "../../cmd"} {
		listen(t, root, all)
	}
	if len(all) < 300 {
		t.Fatalf("found only %d sentences", len(all))
	}
	return all
}

// listen takes in what is said anywhere under a folder.
func listen(t *testing.T, root string, all map[string]sentence) {
	t.Helper()
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		here := filepath.Dir(path) == "../words"
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				gather(t, files, call, here, all)
			}
			return true
		})
		saidTooEarly(t, files, file, here)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// saidTooEarly finds what is said while the program is loaded, before anybody could
// choose a language.
func saidTooEarly(t *testing.T, files *token.FileSet, file *ast.File, here bool) {
	t.Helper()
	for _, declared := range file.Decls {
		if _, ok := declared.(*ast.GenDecl); !ok {
			continue
		}
		ast.Inspect(declared, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if _, says := called(call, here); says {
					t.Errorf("%s: is English for good; make it a function", files.Position(call.Pos()))
				}
			}
			_, later := n.(*ast.FuncLit)
			return !later
		})
	}
}

// gather takes in what a call says.
func gather(t *testing.T, files *token.FileSet, call *ast.CallExpr, here bool, all map[string]sentence) {
	t.Helper()
	function, ok := called(call, here)
	if !ok {
		return
	}
	at, plural := 0, function == "N"
	if plural {
		at = 2
	}
	literal, ok := call.Args[at].(*ast.BasicLit)
	if !ok {
		if !here {
			t.Errorf("%s: only a literal can be translated", files.Position(call.Pos()))
		}
		return
	}
	english, err := strconv.Unquote(literal.Value)
	if err != nil {
		t.Fatal(err)
	}
	if known, ok := all[english]; ok && known.plural != plural {
		t.Errorf("%s: %q counts here and not there, or the other way round: %s", files.Position(call.Pos()), english, known.at)
	}
	all[english] = sentence{plural: plural, at: files.Position(call.Pos()).String()}
}

// called is which of the functions that say something a call is of.
func called(call *ast.CallExpr, here bool) (string, bool) {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name, here && (f.Name == "T" || f.Name == "N" || f.Name == "sayWith")
	case *ast.SelectorExpr:
		from, ok := f.X.(*ast.Ident)
		return f.Sel.Name, ok && from.Name == "words" && (f.Sel.Name == "T" || f.Sel.Name == "N")
	default:
		return "", false
	}
}

// Pseudo shows where a sentence begins and ends, and leaves what is put into it alone.
func TestPseudoMarksSentences(t *testing.T) {
	speak(t, Pseudo)
	if got := T("Seats: {n}[ of {of}]", "n", "five"); got != "‹Šéátš: five~~~~›" {
		t.Errorf("%q", got)
	}
	if got := T("{day} {year}", "day", "1", "year", "2026"); got != "1 2026" {
		t.Errorf("%q", got)
	}
	if got := N(1, "{n} seat", "{n} seats", "n", "1"); got != "‹1 šéát~›" {
		t.Errorf("%q", got)
	}
}

// Sentences are said in the language that is spoken, in the form of their number,
// and in English where there is no translation.
func TestSpeaksGerman(t *testing.T) {
	speak(t, German)
	if got := N(1, "{n} seat", "{n} seats", "n", "1"); got != "1 Platz" {
		t.Errorf("one: %q", got)
	}
	if got := N(0, "{n} seat", "{n} seats", "n", "0"); got != "0 Plätze" {
		t.Errorf("none: %q", got)
	}
	if got := T("Nobody translated this[ to {language}]"); got != "Nobody translated this" {
		t.Errorf("untranslated: %q", got)
	}
	if Spoken() != German {
		t.Error("not spoken")
	}
}

func tables() []string {
	var all []string
	for _, t := range told {
		all = append(all, t.What, t.Money, t.Next)
	}
	all = append(all, noFreeSeat.What, noFreeSeat.Next)
	all = append(all, hints...)
	for _, u := range units {
		all = append(all, u.english)
	}
	all = append(all, months[:]...)
	for m := time.January; m <= time.December; m++ {
		all = append(all, m.String())
	}
	all = append(all, collect(fixes)...)
	all = append(all, collect(intervals)...)
	all = append(all, collect(perInterval)...)
	all = append(all, collect(adverbs)...)
	all = append(all, collect(roles)...)
	all = append(all, collect(holders)...)
	all = append(all, collect(permitted)...)
	all = append(all, collect(subscriptions)...)
	all = append(all, collect(invoices)...)
	all = append(all, collect(methods)...)
	all = append(all, collect(changes)...)
	all = append(all, collect(orders)...)
	all = append(all, collect(categories)...)
	all = append(all, collect(payments)...)
	all = append(all, collect(grants)...)
	all = append(all, collect(details)...)
	all = append(all, collect(spans)...)
	all = append(all, collect(countedGrants)...)
	all = append(all, collect(refusals)...)
	all = append(all, collect(declines)...)
	all = append(all, collect(setups)...)
	all = append(all, phrases...)
	for _, f := range found {
		all = append(all, f.name)
	}
	all = append(all, collect(stored)...)
	all = append(all, collect(storedOf)...)
	return append(all, collect(items)...)
}

func collect[K comparable](table map[K]string) []string {
	var all []string
	for s := range maps.Values(table) {
		all = append(all, s)
	}
	return all
}
