// Package config makes one validated Config of flags, the environment and stored
// preferences, and prepares the directory of all local state.
package config

import (
	"crypto/x509"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"billfold/billing"
	"billfold/safeweb"
)

// Names of the environment's variables.
const (
	HomeVariable  = "BILLFOLD_HOME"
	TokenVariable = "BILLFOLD_TOKEN"
	// DeviceKeyVariable holds a registered key to sign confirms with.
	DeviceKeyVariable = "BILLFOLD_DEVICE_KEY"
	// CAFileVariable names a file of certificates to trust beside the system's.
	CAFileVariable = "BILLFOLD_CA_FILE"
)

// Secrets are the variables that hold what other programs must not see.
var Secrets = []string{TokenVariable, DeviceKeyVariable}

// Config is what a program runs with. It does not change while it runs.
type Config struct {
	Home   string // exists, is ours, and is writable
	Server string // the backend's base URL without a slash at its end; empty where none is known
	Demo   bool   // run the embedded demo backend instead of a server
	// Token is an access token instead of the keychain's, never stored; or empty.
	Token billing.Secret
	// DeviceKey is a key to sign with instead of the keychain's, never stored; or empty.
	DeviceKey billing.Secret
	// Trust is the authorities that a backend's certificate may be of; nil is the
	// system's.
	Trust *x509.CertPool
}

// Input is where a Config is made of. Getenv and UserConfigDir are os.Getenv and
// os.UserConfigDir except in tests.
type Input struct {
	Server        string
	Demo          bool
	CAFile        string // of --ca-file; else the environment's
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
	trust, err := loadTrust(in)
	if err != nil {
		return Config{}, nil, err
	}
	return Config{
		Home: home, Server: server, Demo: demo, Trust: trust,
		Token: billing.NewSecret(in.Getenv(TokenVariable)), DeviceKey: billing.NewSecret(in.Getenv(DeviceKeyVariable)),
	}, preferences, nil
}

// loadTrust reads a file of certificates to trust beside the system's; nil where
// none is named.
func loadTrust(in Input) (*x509.CertPool, error) {
	path := in.CAFile
	if path == "" {
		path = in.Getenv(CAFileVariable)
	}
	if path == "" {
		return nil, nil
	}
	refused := billing.NewProblem(billing.InvalidRequest, "field", "--ca-file", "value", path, "hint", "a file of certificates in PEM")
	text, err := os.ReadFile(path) //nolint:gosec // the file that its user names
	if err != nil {
		return nil, refused.Because(err)
	}
	trust, err := x509.SystemCertPool()
	if err != nil {
		trust = x509.NewCertPool() // a system without any trusts what is named
	}
	if !trust.AppendCertsFromPEM(text) {
		return nil, refused
	}
	return trust, nil
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
	case u.Scheme == "http" && !safeweb.Loopback(u.Hostname()):
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
