package app

import (
	"errors"
	"os"
	"strings"
	"testing"

	"billfold/app/config"
)

func TestFlags(t *testing.T) {
	for _, c := range []struct {
		args   string
		server string
		demo   bool
	}{
		{"", "", false},
		{"--demo", "", true},
		{"--server https://a.example", "https://a.example", false},
		{"--server=http://127.0.0.1:1", "http://127.0.0.1:1", false},
	} {
		got, err := parse(strings.Fields(c.args), &strings.Builder{})
		if err != nil || got.Server != c.server || got.Demo != c.demo {
			t.Errorf("%q: %q %v, %v", c.args, got.Server, got.Demo, err)
		}
	}
}

func TestFlagsThatAreNone(t *testing.T) {
	for _, args := range []string{"--dmeo", "--server", "--server= extra", "something"} {
		var out strings.Builder
		if code := Run(t.Context(), strings.Fields(args), &out); code != exitUsage {
			t.Errorf("%q: exit code %d", args, code)
		}
		if got := out.String(); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "billfold: ") {
			t.Errorf("%q: said %q", args, got)
		}
	}
}

func TestHelpAndVersionAnswerAndEnd(t *testing.T) {
	for _, args := range []string{"--help", "--version"} {
		var out strings.Builder
		_, err := parse([]string{args}, &out)
		if !errors.Is(err, errDone) || !strings.Contains(out.String(), "billfold") {
			t.Errorf("%s: %v, said %q", args, err, out.String())
		}
	}
}

func TestSecretsOfTheEnvironmentAreTakenOutOfIt(t *testing.T) {
	t.Setenv(config.TokenVariable, "a token")
	t.Setenv(config.DeviceKeyVariable, "a key")
	t.Setenv(config.HomeVariable, "/home")
	getenv, err := aside(os.Getenv, os.Unsetenv)
	if err != nil {
		t.Fatal(err)
	}
	if getenv(config.TokenVariable) != "a token" || getenv(config.DeviceKeyVariable) != "a key" || getenv(config.HomeVariable) != "/home" {
		t.Error("the program itself does not have them any more")
	}
	for _, inherited := range os.Environ() {
		if strings.Contains(inherited, "a token") || strings.Contains(inherited, "a key") {
			t.Errorf("a program that is started gets %s", inherited)
		}
	}
}
