package keychain

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	// The keyring's library keeps one connection to the bus for the whole program.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.newConn.func1"),
		goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.(*Conn).inWorker"))
}
