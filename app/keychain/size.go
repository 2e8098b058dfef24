package keychain

import (
	"encoding/base64"
	"errors"
	"fmt"
)

const (
	// macOSPrefix is what go-keyring puts before a secret there, which it encodes
	// and hands over on a command line.
	macOSPrefix = "go-keyring-base64:"
	// largest is how long that line's service, account and secret may be together.
	// What fits there fits into the 2,560 bytes of Windows, which encodes nothing.
	largest = 3000
	// longestUser is how long an account's name may be on Windows.
	longestUser = 512
)

// check refuses on every system what any of them cannot keep.
func check(k Key, secret string) error {
	user := k.user()
	switch size := encodedSize(user, secret); {
	case k.Kind == "":
		return errors.New("keep secret: its key has no kind")
	case len(user) > longestUser:
		return fmt.Errorf("keep secret: its account's name has %d bytes, more than %d", len(user), longestUser)
	case size > largest:
		return fmt.Errorf("keep secret: it takes %d bytes, more than %d", size, largest)
	}
	return nil
}

// encodedSize is what a secret takes of a command line on macOS.
func encodedSize(user, secret string) int {
	return len(service) + len(user) + len(macOSPrefix) + base64.StdEncoding.EncodedLen(len(secret))
}
