package config

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"billfold/billing"
)

func input(t *testing.T, home string) Input {
	t.Helper()
	return Input{
		Getenv: func(name string) string {
			return map[string]string{HomeVariable: home, TokenVariable: "tok_secret"}[name]
		},
		UserConfigDir: func() (string, error) { return filepath.Join(t.TempDir(), "base"), nil },
	}
}

func privateDir(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "home")
}

func TestSecretIsNeverWritten(t *testing.T) {
	c := Config{Server: "https://billing.example.com", Token: billing.NewSecret("tok_secret")}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("json", "config", c, "token", c.Token)
	slog.New(slog.NewTextHandler(&log, nil)).Info("text", "config", c, "token", c.Token)
	fmt.Fprintf(&log, "%v %+v %#v %s %q %x", c, c, c, c.Token, c.Token, c.Token)
	if strings.Contains(log.String(), "secret") || strings.Contains(log.String(), fmt.Sprintf("%x", "tok_secret")) {
		t.Error(log.String())
	}
	if !strings.Contains(log.String(), "[redacted]") {
		t.Errorf("nothing was written: %s", log.String())
	}
}

func TestServers(t *testing.T) {
	cases := []struct{ given, want, hint string }{
		{"", "", ""},
		{"https://billing.example.com/", "https://billing.example.com", ""},
		{"http://127.0.0.1:8080", "http://127.0.0.1:8080", ""},
		{"http://[::1]:8080", "http://[::1]:8080", ""},
		{"http://localhost:1/base/", "http://localhost:1/base", ""},
		{"http://billing.example.com", "", "use https"},
		{"billing.example.com", "", "looks like"},
		{"ftp://billing.example.com", "", "looks like"},
		{"https://", "", "looks like"},
		{"https://me:hunter2@billing.example.com", "", "no name, password"},
		{"https://billing.example.com?token=hunter2", "", "no name, password"},
		{"https://bad\x7fhost", "", "looks like"},
	}
	for _, c := range cases {
		in := input(t, privateDir(t))
		in.Server = c.given
		got, _, err := Load(in)
		if c.hint == "" {
			if err != nil || got.Server != c.want {
				t.Errorf("%q: %q, %v, want %q", c.given, got.Server, err, c.want)
			}
			continue
		}
		problem, ok := errors.AsType[*billing.Problem](err)
		if !ok || problem.Code != billing.InvalidRequest || !strings.Contains(problem.Params["hint"], c.hint) {
			t.Errorf("%q: %v, want a hint %q", c.given, err, c.hint)
		}
		if strings.Contains(fmt.Sprint(err), "hunter2") {
			t.Errorf("%q: the error holds a secret: %v", c.given, err)
		}
	}
}

func TestServerOrDemo(t *testing.T) {
	in := input(t, privateDir(t))
	in.Server, in.Demo = "https://billing.example.com", true
	if _, _, err := Load(in); billing.CodeOf(err) != billing.InvalidRequest {
		t.Errorf("both: %v", err)
	}
}

func TestLastServerIsTheDefault(t *testing.T) {
	in := input(t, privateDir(t))
	first, preferences, err := Load(in)
	if err != nil || first.Server != "" {
		t.Fatal(first, err)
	}
	if err := preferences.Update(func(c *Chosen) { c.Server = "https://kept.example.com" }); err != nil {
		t.Fatal(err)
	}
	next, _, err := Load(in)
	if err != nil || next.Server != "https://kept.example.com" {
		t.Errorf("kept: %q, %v", next.Server, err)
	}
	in.Demo = true
	if demo, _, err := Load(in); err != nil || demo.Server != "" {
		t.Errorf("demo: %q, %v", demo.Server, err)
	}
}

func TestLastDemoIsTheDefault(t *testing.T) {
	in := input(t, privateDir(t))
	_, preferences, err := Load(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := preferences.Update(func(c *Chosen) { c.Demo, c.Server = true, "https://older.example.com" }); err != nil {
		t.Fatal(err)
	}
	if got, _, err := Load(in); err != nil || !got.Demo || got.Server != "" {
		t.Errorf("kept: %+v, %v", got, err)
	}
	in.Server = "https://named.example.com"
	if got, _, err := Load(in); err != nil || got.Demo || got.Server != in.Server {
		t.Errorf("named: %+v, %v", got, err)
	}
}

func TestTokenIsNotPrinted(t *testing.T) {
	got, _, err := Load(input(t, privateDir(t)))
	if err != nil || got.Token.Reveal() != "tok_secret" {
		t.Fatal(err)
	}
	if printed := fmt.Sprintf("%v %+v %#v %s", got, got, got, got.Token); strings.Contains(printed, "tok_secret") {
		t.Errorf("printed: %s", printed)
	}
}

func TestHomeIsMadePrivate(t *testing.T) {
	in := input(t, "")
	base := t.TempDir()
	in.UserConfigDir = func() (string, error) { return base, nil }
	got, _, err := Load(in)
	if err != nil || got.Home != filepath.Join(base, "billfold") {
		t.Fatal(got.Home, err)
	}
	info, err := os.Stat(got.Home)
	if err != nil || info.Mode().Perm() != private {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	in.UserConfigDir = func() (string, error) { return "", errors.New("no HOME") }
	if _, _, err := Load(in); billing.CodeOf(err) != billing.HomeUnusable {
		t.Errorf("no home at all: %v", err)
	}
}

func TestHomesThatCannotBeUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	open := t.TempDir()
	if err := os.Chmod(open, 0o777); err != nil {
		t.Fatal(err)
	}
	cases := []struct{ name, home, reason string }{
		{"a file", file, "not a directory"},
		{"below a file", filepath.Join(file, "home"), "not a directory"},
		{"open to all", open, "others may write"},
	}
	for _, c := range cases {
		_, _, err := Load(input(t, c.home))
		problem, ok := errors.AsType[*billing.Problem](err)
		if !ok || problem.Code != billing.HomeUnusable || !strings.Contains(problem.Params["reason"], c.reason) {
			t.Errorf("%s: %v, want %q", c.name, err, c.reason)
		}
	}
}

func TestPreferencesSurvive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.json")
	first, err := OpenPreferences(path)
	if err != nil || first.SetAside() != "" {
		t.Fatal(err)
	}
	err = first.Update(func(c *Chosen) {
		c.Visits["https://a"] = Visit{PersonID: "per_1", Name: "Maya", Account: "acc_1"}
		c.Window, c.Page, c.Variant = Size{Width: 1280, Height: 800}, "invoices/in_1", "dark"
		c.Columns = map[string]map[string]float32{"seats": {"name": 212.5}}
	})
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenPreferences(path)
	if err != nil {
		t.Fatal(err)
	}
	got := second.Get()
	if got.Visits["https://a"].Account != "acc_1" || got.Window.Width != 1280 || got.Page != "invoices/in_1" || got.Variant != "dark" || got.Columns["seats"]["name"] != 212.5 {
		t.Errorf("%+v", got)
	}
	got.Columns["seats"]["name"] = 1
	if second.Get().Columns["seats"]["name"] != 212.5 {
		t.Error("what was handed out is what is kept")
	}
	if names, err := os.ReadDir(filepath.Dir(path)); err != nil || len(names) != 1 {
		t.Errorf("left behind: %v %v", names, err)
	}
}

// What is chosen of the look is there at the next start; a value that cannot be used is
// as if nothing had been chosen, and costs nothing of the rest.
func TestTheLookSurvivesAndFallsBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.json")
	p, err := OpenPreferences(path)
	if err != nil {
		t.Fatal(err)
	}
	err = p.Update(func(c *Chosen) { c.Language, c.Zone, c.Scale, c.IgnoreDPI = "de", ZoneBilling, 125, true })
	if err != nil {
		t.Fatal(err)
	}
	again, err := OpenPreferences(path)
	if err != nil {
		t.Fatal(err)
	}
	if c := again.Get(); c.Language != "de" || c.Zone != ZoneBilling || c.Scale != 125 || !c.IgnoreDPI {
		t.Errorf("%+v", c)
	}
	for _, raw := range []string{
		`{"zone": "mars", "scale": 1000000, "variant": "dark"}`,
		`{"zone": "UTC", "scale": -5, "variant": "dark"}`,
		`{"scale": 49, "variant": "dark"}`,
	} {
		if err := os.WriteFile(path, []byte(raw), 0o600); err != nil {
			t.Fatal(err)
		}
		odd, err := OpenPreferences(path)
		if err != nil || odd.SetAside() != "" {
			t.Fatalf("%s: %v, set aside as %q", raw, err, odd.SetAside())
		}
		if c := odd.Get(); c.Zone != ZoneUTC || c.Scale != 0 || c.Variant != "dark" {
			t.Errorf("%s: %+v", raw, c)
		}
	}
}

func TestBrokenPreferencesAreSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.json")
	if err := os.WriteFile(path, []byte(`{"server": "https://a", "window`), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := OpenPreferences(path)
	if err != nil || p.SetAside() != path+".broken" || p.Get().Server != "" {
		t.Fatalf("%+v %v", p, err)
	}
	if _, err := os.Stat(p.SetAside()); err != nil {
		t.Error(err)
	}
	if err := p.Update(func(c *Chosen) { c.Page = "plans" }); err != nil {
		t.Error(err)
	}
}

func TestTwoProgramsKeepEachOthersChoices(t *testing.T) {
	path := filepath.Join(t.TempDir(), "preferences.json")
	window, err := OpenPreferences(path)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err := OpenPreferences(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := window.Update(func(c *Chosen) { c.Page = "plans" }); err != nil {
		t.Fatal(err)
	}
	if err := terminal.Update(func(c *Chosen) { c.Terminal = &TokenVisit{Fingerprint: "f"} }); err != nil {
		t.Fatal(err)
	}
	if err := window.Update(func(c *Chosen) { c.Variant = "dark" }); err != nil {
		t.Fatal(err)
	}
	if got := window.Get(); got.Page != "plans" || got.Terminal == nil || got.Variant != "dark" {
		t.Errorf("%+v", got)
	}
}
