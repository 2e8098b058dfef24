package session

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"billfold/app/config"
	"billfold/app/keychain"
)

// ErrNoServer says that no server was named and the desktop has not signed in to
// any.
var ErrNoServer = errors.New("no server is known")

// TerminalOptions are what a program without a window was told.
type TerminalOptions struct {
	Server    string // base URL, or empty for the desktop's last
	CAFile    string // of certificates to trust beside the system's, or empty
	UserAgent string
	Log       *slog.Logger
}

// DeviceName is what a person will know this computer by, among their devices.
func DeviceName() string {
	name, err := os.Hostname()
	if err != nil || name == "" {
		return "Billfold"
	}
	return "Billfold on " + name
}

// Terminal opens a session for a program without a window: the server named, or
// the desktop's last, and the access token of the environment or of whoever is
// signed in on the desktop. Where there is no keychain nobody is signed in. Where
// no server is known it fails with ErrNoServer.
func Terminal(ctx context.Context, o TerminalOptions) (*Session, error) {
	settings, preferences, err := config.Load(config.Input{
		Server: o.Server, CAFile: o.CAFile, Getenv: os.Getenv, UserConfigDir: os.UserConfigDir,
	})
	if err != nil {
		return nil, err
	}
	if settings.Server == "" && !settings.Demo {
		return nil, ErrNoServer
	}
	var secrets keychain.Store = keychain.NewMemory()
	if settings.Token.IsEmpty() {
		secrets = keychain.Open(ctx)
	}
	s, err := Open(ctx, Deps{
		Config: settings, Preferences: preferences, Keychain: secrets, Backend: settings.Server,
		UserAgent: o.UserAgent, DeviceName: DeviceName(), Now: time.Now, Log: o.Log,
	})
	if err != nil {
		secrets.Close()
		return nil, err
	}
	return s, nil
}
