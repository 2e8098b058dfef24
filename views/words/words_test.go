package words

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"billfold/billing"
)

var update = flag.Bool("update", false, "rewrite resources/translations/en.json")

const english = "../../resources/translations/en.json"

// Every sentence of this package is a key of the translations, and nothing else
// is: translators work from that file alone.
func TestTranslationsNameEverySentence(t *testing.T) {
	want := sentences(t)
	if *update {
		write(t, want)
	}
	raw, err := os.ReadFile(english)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]string{}
	if err := json.Unmarshal(raw, &have); err != nil {
		t.Fatal(err)
	}
	for sentence := range want {
		if have[sentence] != sentence {
			t.Errorf("en.json: %q is %q", sentence, have[sentence])
		}
	}
	for sentence := range have {
		if !want[sentence] {
			t.Errorf("en.json: %q is said nowhere", sentence)
		}
	}
}

func write(t *testing.T, want map[string]bool) {
	t.Helper()
	all := map[string]string{}
	for sentence := range want {
		all[sentence] = sentence
	}
	file, err := os.Create(english)
	if err != nil {
		t.Fatal(err)
	}
	encoder := json.NewEncoder(file)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(all); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// sentences is what is given to say and plural as a literal, and every table.
func sentences(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, s := range tables() {
		if s != "" {
			all[s] = true
		}
	}
	for _, file := range parse(t, "*.go") {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := call.Fun.(*ast.Ident)
			if !ok {
				return true
			}
			from, to := 0, 0
			switch name.Name {
			case "say", "sayWith":
				to = 1
			case "plural":
				from, to = 1, 3
			}
			for _, arg := range call.Args[from:to] {
				if literal, ok := arg.(*ast.BasicLit); ok {
					sentence, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					all[sentence] = true
				}
			}
			return true
		})
	}
	return all
}

func tables() []string {
	var all []string
	for _, t := range told {
		all = append(all, t.What, t.Money, t.Next)
	}
	for _, u := range units {
		all = append(all, u.english)
	}
	all = append(all, months[:]...)
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
	return append(all, collect(items)...)
}

func collect[K comparable](table map[K]string) []string {
	var all []string
	for s := range maps.Values(table) {
		all = append(all, s)
	}
	return all
}

func parse(t *testing.T, pattern string) []*ast.File {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatal(pattern, err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// Every code of the domain has words, which stand without any param.
func TestEveryCodeHasWords(t *testing.T) {
	codes := map[string]string{}
	for _, file := range append(parse(t, "../../billing/problem.go"), parse(t, "../../billing/line.go")...) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Code" {
				return true
			}
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			codes[value] = spec.Names[0].Name
			return true
		})
	}
	if len(codes) < 60 {
		t.Fatalf("found only %d codes: the domain's files have moved", len(codes))
	}
	for code, name := range codes {
		if strings.HasPrefix(code, "line_") {
			if got := (Printer{}).Line(billing.Line{Code: billing.Code(code), Item: billing.ItemSeats}); got == "" {
				t.Errorf("%s (%s): no words", name, code)
			}
			continue
		}
		if _, ok := told[billing.Code(code)]; !ok {
			t.Errorf("%s (%s): no words", name, code)
		}
		said := (Printer{}).Problem(billing.NewProblem(billing.Code(code)))
		if said.What == "" || strings.ContainsAny(said.String(), "{}[]") || !strings.HasSuffix(said.What, ".") {
			t.Errorf("%s (%s): %q", name, code, said.String())
		}
	}
}
