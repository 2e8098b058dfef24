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

// Terminal opens a session for a program without a window: the server named, or
// the desktop's last, and the access token of the environment or of whoever is
// signed in on the desktop. Where there is no keychain nobody is signed in. Where
// no server is known it fails with ErrNoServer.
func Terminal(ctx context.Context, server, userAgent string, log *slog.Logger) (*Session, error) {
	settings, preferences, err := config.Load(config.Input{Server: server, Getenv: os.Getenv, UserConfigDir: os.UserConfigDir})
	if err != nil {
		return nil, err
	}
	if settings.Server == "" && !settings.Demo {
		return nil, ErrNoServer
	}
	var secrets keychain.Store = keychain.NewMemory()
	if settings.Token == "" {
		secrets = keychain.Open(ctx)
	}
	s, err := Open(ctx, Deps{
		Config: settings, Preferences: preferences, Keychain: secrets, Backend: settings.Server,
		UserAgent: userAgent, Now: time.Now, Log: log,
	})
	if err != nil {
		secrets.Close()
		return nil, err
	}
	return s, nil
}
