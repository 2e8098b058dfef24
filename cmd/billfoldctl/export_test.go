package main_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func sheetOf(t *testing.T, text string) (rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestExport(t *testing.T) {
	address, stop := serve(t)
	u := newUser(t, address, admin)
	var all invoices
	u.want(0, &all, "invoices")
	credits, taxed := 0, u.run("export", "invoices")
	rows := sheetOf(t, taxed.out)
	for i, row := range rows {
		if row["id"] != all.Invoices[i].ID || row["total"] != all.Invoices[i].Total || row["currency"] != "USD" || row["at"] == "" {
			t.Errorf("row %d: %v", i, row)
		}
		if strings.HasPrefix(row["total"], "-") {
			credits++ // a number, not a text
		}
	}
	if len(rows) != len(all.Invoices) || credits == 0 {
		t.Errorf("%d rows of %d invoices, %d credit notes", len(rows), len(all.Invoices), credits)
	}
	var document struct {
		Invoices []struct {
			ID    string
			Lines []line
		}
	}
	u.want(0, &document, "export", "invoices", "--format", "json")
	if len(document.Invoices) != len(rows) || document.Invoices[0].Lines[0].Arithmetic == "" {
		t.Errorf("%d invoices as JSON", len(document.Invoices))
	}
	for what, column := range map[string]string{
		"lines": "arithmetic", "usage": "quantity", "members": "email", "history": "amount_charged", "stored": "size_gb", "credits": "source",
	} {
		rows := sheetOf(t, u.run("export", what).out)
		if len(rows) == 0 || rows[0][column] == "" {
			t.Errorf("%s: %v", what, rows)
		}
	}

	var stored struct {
		ByKind map[string]string `json:"by_kind"`
		Items  []struct{ Name string }
	}
	u.want(0, &stored, "export", "stored", "--format", "json")
	if stored.ByKind["recording"] != "231.4" || len(stored.Items) != 40 || stored.Items[0].Name != "Q2 all-hands, raw camera" {
		t.Errorf("stored: %v, %d items", stored.ByKind, len(stored.Items))
	}
	if grants, spends := u.credits(); grants != 2 || spends == 0 {
		t.Errorf("%d grants, %d spends", grants, spends)
	}

	// A file is written whole, for its owner, and over what was there.
	path := filepath.Join(t.TempDir(), "invoices.csv")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	stop()
	r := u.run("export", "invoices", "--output", path)
	text, err := os.ReadFile(path)
	if err != nil || r.code != 0 || string(text) != taxed.out || !strings.Contains(r.err, "saved copy") {
		t.Errorf("offline: %+v, %v", r, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	nowhere := filepath.Join(t.TempDir(), "no", "such", "folder")
	if r := u.run("export", "usage", "--output", nowhere); r.code != 2 || !strings.Contains(r.err, nowhere) {
		t.Errorf("to nowhere: %+v", r)
	}
	if r := u.run("export", "everything"); r.code != 2 {
		t.Errorf("of what is not there: %+v", r)
	}
}

// Documents are written whole, into a file or a folder, over nothing that is there.
func TestDocuments(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, admin)
	var all invoices
	u.want(0, &all, "invoices")
	folder := t.TempDir()
	one := filepath.Join(folder, "one.pdf")
	if r := u.run("invoice", all.Invoices[0].Number, "--pdf", one); r.code != 0 || !strings.Contains(r.out, one) {
		t.Errorf("%+v", r)
	}
	var papers struct {
		Folder string
		Files  int
	}
	for range 2 {
		u.want(0, &papers, "export", "invoices", "--pdf", "--folder", folder, "--naming", "date_number")
	}
	found, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || papers.Folder != folder || papers.Files != len(all.Invoices) || len(found) != 2*papers.Files+1 {
		t.Errorf("%+v, %d files, %v", papers, len(found), err)
	}
	for _, path := range found {
		if text, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(text), "%PDF-") {
			t.Errorf("%s: %.10q, %v", path, text, err)
		}
	}
	for _, wrong := range [][]string{{"invoices", "--pdf"}, {"invoices", "--folder", folder}, {"history", "--pdf", "--folder", folder}} {
		if r := u.run(append([]string{"export"}, wrong...)...); r.code != 2 || !strings.Contains(r.err, "--pdf --folder DIR") {
			t.Errorf("%v: %+v", wrong, r)
		}
	}
}

// credits counts what is exported of grants and of what they were spent on.
func (u *user) credits() (grants, spends int) {
	u.t.Helper()
	var document struct{ Grants, Spends []struct{ ID string } }
	u.want(0, &document, "export", "credits", "--format", "json")
	return len(document.Grants), len(document.Spends)
}

func TestMembersExportNothingCommercial(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, member)
	for what, code := range map[string]int{"invoices": 4, "lines": 4, "history": 4, "members": 4, "usage": 0, "stored": 0} {
		if r := u.run("export", what); r.code != code {
			t.Errorf("%s: %+v", what, r)
		}
	}
	if grants, spends := u.credits(); grants != 2 || spends != 0 {
		t.Errorf("%d grants, %d spends, who spent credits is about people", grants, spends)
	}
}

func TestDoctor(t *testing.T) {
	address, stop := serve(t)
	u := newUser(t, address, admin)
	u.want(0, nil, "sync")
	var found struct {
		Checks []struct{ Name, State, Detail, Next string }
	}
	states := func() map[string]string {
		byName := map[string]string{}
		for _, c := range found.Checks {
			byName[c.Name] = c.State
			if c.State != "ok" && (c.Detail == "" || c.Next == "") {
				t.Errorf("%+v does not say what is wrong and what to do", c)
			}
		}
		return byName
	}
	u.want(0, &found, "doctor")
	for _, name := range []string{"keychain", "address", "backend", "clock", "person", "cache.db", "outbox.db", "outbox"} {
		if got := states()[name]; got != "ok" {
			t.Errorf("%s is %q", name, got)
		}
	}
	// A copy that SQLite finds broken is told, and what is still readable is read.
	copies, _ := filepath.Glob(filepath.Join(homeOf(u), "cache", "*", "cache.db"))
	file, err := os.OpenFile(copies[0], os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte(strings.Repeat("x", 4096)), 8192); err != nil {
		t.Fatal(err)
	}
	file.Close()
	u.want(0, &found, "doctor")
	if got := states()["set aside"]; got != "warn" {
		t.Errorf("a broken copy is %q", got)
	}
	stop()
	u.want(1, &found, "doctor")
	if got := states(); got["backend"] != "bad" || got["outbox.db"] != "ok" {
		t.Errorf("offline: %v", got)
	}
}

func homeOf(u *user) string {
	for _, e := range u.env {
		if dir, ok := strings.CutPrefix(e, "BILLFOLD_HOME="); ok {
			return dir
		}
	}
	return ""
}

func TestLoginNeedsAKeychain(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, admin)
	if r := u.run("login"); r.code != 2 || !strings.Contains(r.err, "BILLFOLD_TOKEN") {
		t.Errorf("with a token in the environment: %+v", r)
	}
	u.env = u.env[:len(u.env)-1]
	ctl := u.command("login")
	ctl.Stdin = strings.NewReader("a token\n")
	if r := finished(t, ctl, nil); r.code != 1 || !strings.Contains(r.err, "keychain") {
		t.Errorf("without a keychain: %+v", r)
	}
}
