// Package config makes one validated Config of flags, the environment and stored
// preferences, and prepares the directory of all local state.
package config

import (
	"net"
	"net/url"
	"path/filepath"
	"strings"

	"billfold/billing"
)

// Names of the environment's variables.
const (
	HomeVariable  = "BILLFOLD_HOME"
	TokenVariable = "BILLFOLD_TOKEN"
)

// Secret is a value that formats as nothing, so that no log or error holds it.
type Secret string

// String hides the secret.
func (Secret) String() string { return "[redacted]" }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return "[redacted]" }

// MarshalText hides the secret from encoders, as of a log in JSON.
func (Secret) MarshalText() ([]byte, error) { return []byte("[redacted]"), nil }

// Config is what a program runs with. It does not change while it runs.
type Config struct {
	Home   string // exists, is ours, and is writable
	Server string // the backend's base URL without a slash at its end; empty where none is known
	Demo   bool   // run the embedded demo backend instead of a server
	Token  Secret // an access token instead of the keychain's, never stored; or empty
}

// Input is where a Config is made of. Getenv and UserConfigDir are os.Getenv and
// os.UserConfigDir except in tests.
type Input struct {
	Server        string
	Demo          bool
	Getenv        func(string) string
	UserConfigDir func() (string, error)
}

// Load validates everything at once and opens the preferences. What cannot be
// used is a *billing.Problem: home_unusable or invalid_request.
func Load(in Input) (Config, *Preferences, error) {
	server, err := parseServer(in.Server)
	if err != nil {
		return Config{}, nil, err
	}
	if in.Demo && server != "" {
		return Config{}, nil, billing.NewProblem(billing.InvalidRequest,
			"field", "--server", "value", server, "hint", "give either --server or --demo")
	}
	home, err := findHome(in)
	if err != nil {
		return Config{}, nil, err
	}
	if err := prepare(home); err != nil {
		return Config{}, nil, err
	}
	preferences, err := OpenPreferences(filepath.Join(home, "preferences.json"))
	if err != nil {
		return Config{}, nil, unusable(home, "its preferences cannot be read", err)
	}
	demo := in.Demo
	if server == "" && !demo {
		last := preferences.Get()
		demo = last.Demo
		// A kept address that is no longer allowed is as good as none.
		server, _ = parseServer(last.Server)
	}
	if demo {
		server = ""
	}
	return Config{Home: home, Server: server, Demo: demo, Token: Secret(in.Getenv(TokenVariable))}, preferences, nil
}

// parseServer accepts an absolute http or https URL with a host. Plain http
// stays on this machine, because a token travels with every request.
func parseServer(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	refuse := func(hint string, cause error) (string, error) {
		return "", billing.NewProblem(billing.InvalidRequest, "field", "--server", "value", withoutSecrets(text), "hint", hint).Because(cause)
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return refuse("an address looks like https://billing.example.com", nil)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return refuse("an address has no name, password, query or fragment", nil)
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return refuse("plain http is for this machine only; use https", nil)
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// withoutSecrets is an address as it may be shown: a password in it is not.
func withoutSecrets(text string) string {
	u, err := url.Parse(text)
	if err != nil {
		return "(not an address)"
	}
	u.User, u.RawQuery, u.Fragment = nil, "", ""
	return u.String()
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
