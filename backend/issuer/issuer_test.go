package issuer_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/backend/issuer"
	"billfold/billing"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, path string, at time.Time) *issuer.Issuer {
	t.Helper()
	i, err := issuer.Open(path, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func issue(t *testing.T, i *issuer.Issuer, person string) string {
	t.Helper()
	token, err := i.Issue(person)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestTokenLivesTwoHoursAndSurvivesARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "issuer.key")
	token := issue(t, open(t, path, noon), "per_maya")
	for _, c := range []struct {
		after time.Duration
		good  bool
	}{
		{0, true},
		{2*time.Hour - time.Second, true},
		{2 * time.Hour, false},
		{48 * time.Hour, false},
	} {
		person, err := open(t, path, noon.Add(c.after)).Authenticate(t.Context(), token)
		if good := err == nil; good != c.good {
			t.Errorf("after %v: %v, want good %v", c.after, err, c.good)
		}
		if c.good && person != "per_maya" {
			t.Errorf("after %v: person %q", c.after, person)
		}
	}
}

func TestForeignAndBentTokensAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "issuer.key")
	i := open(t, path, noon)
	token := issue(t, i, "per_maya")
	other := issue(t, open(t, filepath.Join(t.TempDir(), "issuer.key"), noon), "per_maya")
	body, signature, _ := strings.Cut(strings.TrimPrefix(token, "bfd1."), ".")
	elses, _, _ := strings.Cut(strings.TrimPrefix(issue(t, i, "per_jonas"), "bfd1."), ".")
	for name, bent := range map[string]string{
		"empty":               "",
		"words":               "let me in",
		"unsigned":            "bfd1." + body,
		"empty signature":     "bfd1." + body + ".",
		"of another backend":  other,
		"another format":      "bfd2." + body + "." + signature,
		"of somebody else":    "bfd1." + elses + "." + signature,
		"signature twice":     token + "." + signature,
		"signature not coded": "bfd1." + body + ".!",
	} {
		if _, err := i.Authenticate(t.Context(), bent); !errors.Is(err, billing.NewProblem(billing.Unauthenticated)) {
			t.Errorf("%s: %v, want unauthenticated", name, err)
		}
	}
}

func TestOnlyTheKeyIsOnDisk(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "issuer.key")
	token := issue(t, open(t, path, noon), "per_maya")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Fatalf("%d files, want the key alone", len(entries))
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("key has mode %v, want 0600", info.Mode().Perm())
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte(token)) {
		t.Error("the token is on disk")
	}
}

func TestUnusableKeySaysWhatToDo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "issuer.key")
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := issuer.Open(path, time.Now)
	if err == nil || !strings.Contains(err.Error(), "delete it") {
		t.Errorf("error %v, want one that says to delete the key", err)
	}
}
