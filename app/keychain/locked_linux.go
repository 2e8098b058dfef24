package keychain

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/godbus/dbus/v5"
)

// Names of the Secret Service's objects.
const (
	secrets        = "org.freedesktop.secrets"
	secretsPath    = dbus.ObjectPath("/org/freedesktop/secrets")
	loginPath      = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
	defaultPath    = dbus.ObjectPath("/org/freedesktop/secrets/aliases/default")
	propertyGet    = "org.freedesktop.DBus.Properties.Get"
	secretsIface   = "org.freedesktop.Secret.Service"
	searchItems    = secretsIface + ".SearchItems"
	collectionName = "org.freedesktop.Secret.Collection"
)

// isLocked asks the Secret Service about the collection that go-keyring uses and
// about the user's own entry, before go-keyring would open a prompt without saying
// so. An error means that there is no keychain to speak of.
func isLocked(ctx context.Context, user string) (bool, error) {
	address, err := busAddress()
	if err != nil {
		return false, err
	}
	bus, err := dbus.Connect(address, dbus.WithContext(ctx))
	if err != nil {
		return false, fmt.Errorf("connect session bus: %w", err)
	}
	defer bus.Close() //nolint:errcheck // nothing was written that could be lost

	var collections []dbus.ObjectPath
	if err := property(ctx, bus.Object(secrets, secretsPath), secretsIface, "Collections", &collections); err != nil {
		return false, err
	}
	path := defaultPath
	if slices.Contains(collections, loginPath) {
		path = loginPath
	}
	var locked bool
	err = property(ctx, bus.Object(secrets, path), collectionName, "Locked", &locked)
	if err != nil || locked {
		return locked, err
	}
	var open, shut []dbus.ObjectPath
	search := map[string]string{"service": service, "username": user}
	if err := bus.Object(secrets, secretsPath).CallWithContext(ctx, searchItems, 0, search).Store(&open, &shut); err != nil {
		return false, fmt.Errorf("search items: %w", err)
	}
	return len(shut) > 0, nil
}

func property(ctx context.Context, object dbus.BusObject, iface, name string, into any) error {
	var value dbus.Variant
	if err := object.CallWithContext(ctx, propertyGet, 0, iface, name).Store(&value); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	if err := value.Store(into); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// busAddress is where the session's bus listens. The libraries' own fallback
// would start a bus of its own that nobody ever stops.
func busAddress() (string, error) {
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" {
		return address, nil
	}
	runtime := os.Getenv("XDG_RUNTIME_DIR")
	if runtime == "" {
		return "", errors.New("find session bus: neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR is set")
	}
	socket := filepath.Join(runtime, "bus")
	if _, err := os.Stat(socket); err != nil { //nolint:gosec // the variable names the directory of our own user
		return "", fmt.Errorf("find session bus: %w", err)
	}
	address := "unix:path=" + dbus.EscapeBusAddressValue(socket)
	// go-keyring looks elsewhere for the socket, unless it is told.
	if err := os.Setenv("DBUS_SESSION_BUS_ADDRESS", address); err != nil {
		return "", fmt.Errorf("name session bus: %w", err)
	}
	return address, nil
}
