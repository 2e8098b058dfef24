package keychain

import (
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	// The keyring's library keeps one connection to the bus for the whole program,
	// and on it the channel of every prompt there was, which later signals wait at.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.newConn.func1"),
		goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.(*Conn).inWorker"),
		goleak.IgnoreAnyFunction("github.com/godbus/dbus/v5.(*signalChannelData).deferredDeliver"))
}
