package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"billfold/billing"
)

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
