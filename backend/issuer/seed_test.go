package issuer_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/backend/issuer"
	"billfold/billing"

	"github.com/coreos/go-oidc/v3/oidc"
)

// reopened is an issuer with the key of a file, at another address.
func reopened(t *testing.T, keyFile string) *issuer.Issuer {
	t.Helper()
	p := newPlace()
	p.base = "http://127.0.0.1:9999"
	i, err := issuer.Open(p.deps(keyFile))
	if err != nil {
		t.Fatal(err)
	}
	return i
}

func TestDemoTokenLivesTwoHoursAndSurvivesARestart(t *testing.T) {
	dir := t.TempDir()
	keyFile := filepath.Join(dir, "issuer.key")
	p := newPlace()
	i, err := issuer.Open(p.deps(keyFile))
	if err != nil {
		t.Fatal(err)
	}
	token, err := i.DemoToken(t.Context(), maya.ID)
	if err != nil {
		t.Fatal(err)
	}
	header, claims := decoded(t, token)
	if _, has := claims["sid"]; has || claims["demo"] != true || claims["sub"] != maya.ID || header["typ"] != "at+jwt" {
		t.Errorf("%v %v", header, claims)
	}
	if len(p.sessions.all) > 0 {
		t.Error("a session began")
	}
	own, other := reopened(t, keyFile), reopened(t, filepath.Join(t.TempDir(), "issuer.key"))
	for _, c := range []struct {
		name string
		by   *issuer.Issuer
		in   time.Duration
		good bool
	}{
		{"at once", i, 0, true},
		{"restarted", own, 0, true},
		{"restarted, almost two hours later", own, 2*time.Hour - time.Second, true},
		{"two hours later", own, 2*time.Hour + time.Second, false},
		{"another backend", other, 0, false},
	} {
		_, err := oidc.NewVerifier(c.by.URL(), c.by.KeySet(), &oidc.Config{
			ClientID: issuer.Audience, SkipIssuerCheck: true, SupportedSigningAlgs: []string{oidc.EdDSA},
			Now: func() time.Time { return noon.Add(c.in) },
		}).Verify(t.Context(), token)
		if good := err == nil; good != c.good {
			t.Errorf("%s: %v, want good %v", c.name, err, c.good)
		}
	}
	if _, err := i.DemoToken(t.Context(), "per_nobody"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("nobody: %v", err)
	}
	onlyTheSeed(t, dir, token)
}

// onlyTheSeed fails unless a directory has nothing but a seed for its owner in it.
func onlyTheSeed(t *testing.T, dir, token string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Fatalf("%d files, want the seed alone: %v", len(entries), err)
	}
	info, err := entries[0].Info()
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() != 32 {
		t.Errorf("seed of %d bytes with mode %v: %v", info.Size(), info.Mode(), err)
	}
	data, err := os.ReadFile(filepath.Join(dir, entries[0].Name()))
	if err != nil || bytes.Contains(data, []byte(token)) {
		t.Errorf("the token is on disk: %v", err)
	}
}

func TestRefreshTokenSurvivesARestart(t *testing.T) {
	keyFile := filepath.Join(t.TempDir(), "issuer.key")
	if err := os.WriteFile(keyFile, bytes.Repeat([]byte{7}, 32), 0o600); err != nil { // of an earlier version
		t.Fatal(err)
	}
	p := newPlace().listen(t, keyFile)
	got := p.signIn(t, maya)
	p.listen(t, keyFile).refresh(t, got.Refresh).tokens(t)
}

func TestUnusableSeedSaysWhatToDo(t *testing.T) {
	keyFile := filepath.Join(t.TempDir(), "issuer.key")
	if err := os.WriteFile(keyFile, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := issuer.Open(newPlace().deps(keyFile))
	if err == nil || !strings.Contains(err.Error(), "delete it") {
		t.Errorf("error %v, want one that says to delete the key", err)
	}
}

func TestOnlyALoopbackAddressIsServed(t *testing.T) {
	keyFile := filepath.Join(t.TempDir(), "issuer.key")
	for base, good := range map[string]bool{
		"http://127.0.0.1:8080":       true,
		"http://[::1]:8080":           true,
		"http://localhost:8080":       true,
		"":                            false,
		"http://127.0.0.1":            false,
		"https://127.0.0.1:8080":      false,
		"http://192.168.1.2:8080":     false,
		"http://0.0.0.0:8080":         false,
		"http://demo.example:8080":    false,
		"http://127.0.0.1:8080/":      false,
		"http://127.0.0.1:8080/x":     false,
		"http://me@127.0.0.1:8080":    false,
		"http://127.0.0.1:8080?q":     false,
		"http://127.0.0.1:8080\x00":   false,
		"http://127.0.0.1:8080#there": false,
	} {
		p := newPlace()
		p.base = base
		if _, err := issuer.Open(p.deps(keyFile)); (err == nil) != good {
			t.Errorf("%q: %v, want good %v", base, err, good)
		}
	}
}
