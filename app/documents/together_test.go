package documents_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"billfold/app/documents"
	"billfold/billing"
	"billfold/views/sample"
)

func file(name, content string) documents.File {
	return documents.File{Name: name, Write: func(_ context.Context, w io.Writer) error { return text(content)(w) }}
}

func nothing(int, int) {}

func TestFilesAreWrittenOverNothing(t *testing.T) {
	folder := t.TempDir()
	for _, there := range []string{"a.pdf", "a (2).pdf"} {
		if err := os.WriteFile(filepath.Join(folder, there), []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var told []int
	result, err := documents.Together(t.Context(), folder, []documents.File{file("a.pdf", "new"), file("b.csv", "b"), file("b.csv", "b too")}, func(done, total int) {
		told = append(told, done, total)
		if all := names(t, folder); len(all) != 3 || slices.Contains(all, "b.csv") {
			t.Errorf("half way there is %v", all)
		}
	})
	if err != nil || result != (billing.ExportResult{Folder: folder, Files: 3}) || !slices.Equal(told, []int{1, 3, 2, 3, 3, 3}) {
		t.Errorf("%+v, %v, told %v", result, err, told)
	}
	if all := names(t, folder); !slices.Equal(all, []string{"a (2).pdf", "a (3).pdf", "a.pdf", "b (2).csv", "b.csv"}) {
		t.Errorf("there is %v", all)
	}
	for name, want := range map[string]string{"a.pdf": "old", "a (2).pdf": "old", "a (3).pdf": "new", "b (2).csv": "b too"} {
		if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != want {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
}

func TestFilesAreAllThereOrNone(t *testing.T) {
	broken := errors.New("broken")
	bad := documents.File{Name: "c.pdf", Write: func(context.Context, io.Writer) error { return broken }}
	for name, c := range map[string]struct {
		last documents.File
		stop int // after how many files it is given up; 0 never
		want error
	}{
		"an error at the end":       {last: bad, want: broken},
		"given up after the first":  {last: file("c.pdf", "c"), stop: 1, want: context.Canceled},
		"given up after the last":   {last: file("c.pdf", "c"), stop: 3, want: context.Canceled},
		"given up before the first": {last: file("c.pdf", "c"), stop: -1, want: context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.stop < 0 {
				cancel()
			}
			result, err := documents.Together(ctx, folder, []documents.File{file("a.pdf", "a"), file("b.pdf", "b"), c.last}, func(done, _ int) {
				if done == c.stop {
					cancel()
				}
			})
			if !errors.Is(err, c.want) || result.Files != 0 {
				t.Errorf("%+v, %v", result, err)
			}
			if all := names(t, folder); len(all) != 0 {
				t.Errorf("left %v", all)
			}
		})
	}
}

// What was moved already goes again where a later one finds no place.
func TestFilesWithoutAPlaceTakeTheOthersBack(t *testing.T) {
	folder := t.TempDir()
	_, err := documents.Together(t.Context(), folder, []documents.File{file("a.pdf", "a"), file("none/b.pdf", "b")}, nothing)
	if billing.CodeOf(err) != billing.FileUnwritable {
		t.Errorf("%v", err)
	}
	if all := names(t, folder); len(all) != 0 {
		t.Errorf("left %v", all)
	}
	_, err = documents.Together(t.Context(), filepath.Join(folder, "none"), nil, nothing)
	var problem *billing.Problem
	if !errors.As(err, &problem) || problem.Params["reason"] != "there is no such folder" {
		t.Errorf("into nowhere: %v", err)
	}
}

func TestWhatAnExportConsistsOf(t *testing.T) {
	fileNames := func(files []documents.File) (all []string) {
		for _, f := range files {
			all = append(all, f.Name)
		}
		return all
	}
	some := sample.Invoices()[:2]
	job := billing.ExportJob{PDF: true, CSV: true, Naming: billing.NameByAccount}
	got := fileNames(documents.InvoiceFiles(&job, "A/B", some, english))
	if want := []string{"A-B 2026-11-11 CN-0001.pdf", "A-B 2026-11-05 NWT-0012.pdf", "invoices.csv", "invoice-lines.csv"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for role, want := range map[billing.Role][]string{
		billing.RoleOwner:           {"invoices.csv", "invoice-lines.csv", "history.csv", "members.csv"},
		billing.RoleFinanceApprover: {"invoices.csv", "invoice-lines.csv", "history.csv", "members.csv"},
		billing.RoleOperations:      {"members.csv"},
		billing.RoleMember:          nil,
	} {
		if got := fileNames((&documents.Everything{Role: role}).Files(english)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", role, got, want)
		}
	}
}
