package app

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"billfold/app/config"
	"billfold/billing"
	"billfold/views/signin"
	"billfold/views/words"
)

// What the desk writes is what it shows, in files of their owner's, and as far as they
// may see it.
func TestTheDeskWritesPapers(t *testing.T) {
	ctx, folder := t.Context(), t.TempDir()
	d, _ := start(t, t.TempDir(), config.Input{})
	if err := errors.Join(d.Use(ctx, signin.Place{Demo: true}), d.SignIn(ctx, admin)); err != nil {
		t.Fatal(err)
	}
	all, err := d.Invoices(ctx)
	if err != nil || len(all) < 3 {
		t.Fatalf("%d invoices, %v", len(all), err)
	}
	content := func(name string) string {
		t.Helper()
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Error(err)
		}
		return string(text)
	}
	path := func(name string) string { return filepath.Join(folder, name) }
	err = errors.Join(
		d.SaveInvoicePDF(ctx, all[0].ID, path("one.pdf")), d.SaveInvoiceCSV(ctx, all[0].ID, path("one.csv")),
		d.ExportHistory(ctx, path("record.csv")), d.SaveText(ctx, path("case.txt"), "What happened"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"one.pdf": "%PDF-", "one.csv": all[0].Number + "," + all[0].ID, "record.csv": ",renewal,applied,", "case.txt": "What happened"} {
		if text := content(name); !strings.Contains(text, want) {
			t.Errorf("%s is %.80q", name, text)
		}
	}

	job := billing.ExportJob{Invoices: []string{all[2].ID, all[0].ID}, Folder: folder, PDF: true, CSV: true, Naming: billing.NameByAccount}
	told := 0
	result, err := d.ExportInvoices(ctx, job, func(done, total int) { told = 10*done + total })
	if err != nil || result.Files != 4 || told != 44 {
		t.Errorf("%+v, %v, told %d", result, err, told)
	}
	facts, err := d.Facts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	shown := words.InvoiceFile(job.Naming, facts.Account.Name, &all[0]) // by the page
	if !bytes.Equal([]byte(content(shown)), []byte(content("one.pdf"))) {
		t.Error("the same invoice is another document")
	}
	if result, err = d.ExportEverything(ctx, folder, func(int, int) {}); err != nil || result.Files != 4 || content("invoices (2).csv") == "" || content("members.csv") == "" {
		t.Errorf("%+v, %v", result, err)
	}

	before := entries(t, folder)
	stopped, stop := context.WithCancel(ctx)
	if _, err = d.ExportInvoices(stopped, job, func(int, int) { stop() }); !errors.Is(err, context.Canceled) {
		t.Errorf("given up: %v", err)
	}
	job.Invoices = append(job.Invoices, "inv_none")
	if _, err = d.ExportInvoices(ctx, job, func(int, int) {}); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("of what is not there: %v", err)
	}
	if after := entries(t, folder); !slices.Equal(after, before) {
		t.Errorf("left %v, where was %v", after, before)
	}
}

func entries(t *testing.T, folder string) []string {
	t.Helper()
	found, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range found {
		names = append(names, e.Name())
	}
	return names
}
