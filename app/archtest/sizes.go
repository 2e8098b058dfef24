package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// The sizes above which code is divided before it is merged.
const (
	maxFileLines   = 400
	maxFuncLines   = 60
	maxParameters  = 4
	maxDesktopMain = 40 // the desktop's main wires nothing; app does
)

// CheckFile returns one sentence for every size in one Go file that is over its
// limit. The path is relative to the module's root. Generated files and files of
// nothing but data are spared the file gate, tests the function gates.
func CheckFile(path string, source []byte) []string {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, path, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return []string{fmt.Sprintf("%s: does not parse: %v", path, err)}
	}
	if ast.IsGenerated(f) {
		return nil
	}
	faults := checkFileLines(path, f, files.Position(f.FileEnd).Line)
	if strings.HasSuffix(path, "_test.go") {
		return faults
	}
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			lines := files.Position(fn.End()).Line - files.Position(fn.Pos()).Line + 1
			faults = append(faults, checkFunc(path, fn, lines)...)
		}
	}
	if strings.HasPrefix(path, "views/") && strings.HasSuffix(path, "/model.go") {
		faults = append(faults, checkModel(path, f)...)
	}
	return faults
}

func checkFileLines(path string, f *ast.File, lines int) []string {
	limit := maxFileLines
	if path == "cmd/billfold/main.go" {
		limit = maxDesktopMain
	}
	if lines <= limit || onlyData(f) {
		return nil
	}
	return []string{fmt.Sprintf("%s: %d lines, at most %d: one subject a file", path, lines, limit)}
}

func checkFunc(path string, fn *ast.FuncDecl, lines int) []string {
	var faults []string
	if lines > maxFuncLines {
		faults = append(faults, fmt.Sprintf("%s: %s has %d lines, at most %d", path, fn.Name.Name, lines, maxFuncLines))
	}
	if fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "New") && fn.Type.Params.NumFields() > maxParameters {
		faults = append(faults, fmt.Sprintf("%s: %s takes %d parameters, at most %d: take a Deps struct",
			path, fn.Name.Name, fn.Type.Params.NumFields(), maxParameters))
	}
	return faults
}

// checkModel keeps the toolkit out of what a page decides to show.
func checkModel(path string, f *ast.File) []string {
	var faults []string
	for _, imported := range f.Imports {
		if name := strings.Trim(imported.Path.Value, `"`); name == toolkit || strings.HasPrefix(name, toolkit+"/") {
			faults = append(faults, fmt.Sprintf("%s -> %s: a page's model is pure, its widgets are page.go", path, name))
		}
	}
	return faults
}

func onlyData(f *ast.File) bool {
	for _, decl := range f.Decls {
		if _, ok := decl.(*ast.FuncDecl); ok {
			return false
		}
	}
	return len(f.Decls) > 0
}
