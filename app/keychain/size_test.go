package keychain

import (
	"strings"
	"testing"

	"billfold/billing"
)

const (
	// tokenSize is the longest refresh token that a server may give.
	tokenSize = 1024
	// deviceKeySize is a key's 32 bytes in base64.
	deviceKeySize = 44
	// windowsItem is what Windows keeps of one item, as it is.
	windowsItem = 2560
	// macOSCommand is the longest command that go-keyring gives to macOS.
	macOSCommand = 4096
)

// longKey has the longest names that are likely.
func longKey(kind Kind) Key {
	return Key{Kind: kind, Server: "https://" + strings.Repeat("s", 247), PersonID: strings.Repeat("p", 64)}
}

// most is the largest secret that a key takes.
func most(k Key) int {
	size := 0
	for check(k, strings.Repeat("x", size+1)) == nil {
		size++
	}
	return size
}

func TestWhatIsKeptFitsEverywhere(t *testing.T) {
	for kind, size := range map[Kind]int{RefreshToken: tokenSize, DeviceKey: deviceKeySize} {
		k := longKey(kind)
		secret := strings.Repeat("x", size)
		if err := check(k, secret); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		if size := encodedSize(k.user(), secret); size > largest {
			t.Errorf("%s: %d bytes encoded", kind, size)
		}
	}
}

func TestWhatIsTakenFitsEverywhere(t *testing.T) {
	const command = "add-generic-password -U -s  -a '' -w \n"
	for _, k := range []Key{longKey(RefreshToken), {Kind: DeviceKey}} {
		size := most(k)
		if size > windowsItem {
			t.Errorf("%d bytes are taken", size)
		}
		if line := len(command) + encodedSize(k.user(), strings.Repeat("x", size)); line > macOSCommand {
			t.Errorf("a command of %d bytes", line)
		}
	}
}

// keepsLargest keeps as much as is taken, and refuses one byte more.
func keepsLargest(t *testing.T, s Store) {
	t.Helper()
	k := longKey(RefreshToken)
	secret := strings.Repeat("x", most(k))
	if err := s.Set(t.Context(), k, secret); err != nil {
		t.Fatal(err)
	}
	refuses(t, s, k, secret+"x")
	if got, err := s.Get(t.Context(), k); err != nil || got != secret {
		t.Errorf("kept %d bytes, %v", len(got), err)
	}
	if err := s.Delete(t.Context(), k); err != nil {
		t.Error(err)
	}
	refuses(t, s, Key{Server: key.Server, PersonID: key.PersonID}, "hidden")
	refuses(t, s, Key{Kind: DeviceKey, Server: strings.Repeat("s", longestUser)}, "hidden")
}

func refuses(t *testing.T, s Store, k Key, secret string) {
	t.Helper()
	err := s.Set(t.Context(), k, secret)
	if err == nil || billing.CodeOf(err) != "" || !strings.HasPrefix(err.Error(), "keep secret: ") {
		t.Errorf("%d bytes for %q: %v", len(secret), k.Kind, err)
	}
	if err != nil && strings.Contains(err.Error(), secret) {
		t.Errorf("the secret is in its error: %v", err)
	}
}
