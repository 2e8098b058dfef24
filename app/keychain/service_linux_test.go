package keychain

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"billfold/billing"

	"github.com/godbus/dbus/v5"
)

// scenario names, in the environment of a second process of this test, what that
// process finds in its own session bus.
const scenario = "BILLFOLD_KEYCHAIN_SCENARIO"

// The tests below start a session bus and a real Secret Service of their own,
// and run this test binary inside them. They need the packages dbus,
// gnome-keyring and libglib2.0-bin, which scripts/deps.sh installs.

// unlockedService starts a service with an unlocked login collection, runs the
// rest and takes the service down again.
const unlockedService = `printf pw | gnome-keyring-daemon --unlock --foreground --components=secrets >/dev/null & service=$!
trap 'kill $service' EXIT
gdbus wait --session --timeout 20 org.freedesktop.secrets || exit 1
`

func TestRealServiceUnlocked(t *testing.T) {
	inSession(t, "unlocked", unlockedService+`"$0" "$@"`)
}

func TestRealServiceLocked(t *testing.T) {
	inSession(t, "locked", unlockedService+`gdbus call --session --dest org.freedesktop.secrets \
	--object-path /org/freedesktop/secrets --method org.freedesktop.Secret.Service.Lock \
	"[objectpath '/org/freedesktop/secrets/collection/login']" >/dev/null || exit 1
"$0" "$@"`)
}

func TestBusWithoutService(t *testing.T) {
	inSession(t, "missing", `exec "$0" "$@"`)
}

func TestNoBus(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	if s := Open(t.Context()); s.Lasting() {
		t.Error("a keychain without a bus")
	}
	t.Setenv("XDG_RUNTIME_DIR", "")
	if s := Open(t.Context()); s.Lasting() {
		t.Error("a keychain without a bus and without a place for one")
	}
}

// busConfig is of a bus that starts no services by itself.
func busConfig(address string) string {
	return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>` + address + `</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`
}

// needs fails the test where a program is not installed.
func needs(t *testing.T, program, debianPackage string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Fatalf("%s is missing: install the package %s", program, debianPackage)
	}
}

func inSession(t *testing.T, name, script string) {
	t.Helper()
	needs(t, "dbus-run-session", "dbus")
	needs(t, "gnome-keyring-daemon", "gnome-keyring")
	needs(t, "gdbus", "libglib2.0-bin")
	home := t.TempDir()
	runtime := filepath.Join(home, "run")
	config := filepath.Join(home, "bus.conf")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, []byte(busConfig("unix:tmpdir=/tmp")), 0o600); err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	inside := exec.CommandContext(ctx, "dbus-run-session", "--config-file="+config, "--",
		"sh", "-c", script, self, "-test.run=^TestInsideSession$", "-test.v")
	inside.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + home, "XDG_RUNTIME_DIR=" + runtime, "XDG_DATA_HOME=" + home,
		scenario + "=" + name,
	}
	out, err := inside.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if proof, err := os.ReadFile(filepath.Join(home, "proof")); err != nil || string(proof) != name {
		t.Fatalf("the scenario did not run: %v\n%s", err, out)
	}
}

// TestInsideSession is the second process; by itself it has nothing to check.
func TestInsideSession(t *testing.T) {
	name := os.Getenv(scenario)
	if name == "" {
		return
	}
	s := Open(t.Context())
	defer s.Close()
	switch name {
	case "unlocked":
		if !s.Lasting() {
			t.Fatal("the real keychain was not found")
		}
		keepsSecrets(t, s)
		keepsApart(t, s)
		keepsLargest(t, s)
		followsOtherHands(t, s)
	case "locked":
		if !s.Lasting() {
			t.Fatal("a locked keychain is still one")
		}
		if locked, err := isLocked(t.Context(), key.user()); err != nil || !locked {
			t.Fatalf("locked: %v, %v", locked, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		// There is nothing here to show its prompt, which it takes for dismissed.
		for name, operation := range operations {
			wantCode(t, name, operation(ctx, s), billing.KeychainDenied)
		}
	case "missing":
		if s.Lasting() {
			t.Error("a keychain without a service")
		}
		keepsSecrets(t, s)
		direct := newSystem(osKeyring{}, isLocked)
		defer direct.Close()
		for name, operation := range operations {
			wantCode(t, name, operation(t.Context(), direct), billing.KeychainMissing)
		}
	}
	if err := os.WriteFile(filepath.Join(os.Getenv("HOME"), "proof"), []byte(name), 0o600); err != nil {
		t.Fatal(err)
	}
}

// followsOtherHands changes and deletes an entry as secret-tool and Seahorse do,
// by the names that the README tells.
func followsOtherHands(t *testing.T, s Store) {
	t.Helper()
	bus, err := dbus.ConnectSessionBus()
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	if err := s.Set(t.Context(), key, "ours"); err != nil {
		t.Fatal(err)
	}
	keyring := bus.Object(secrets, secretsPath)
	wanted := map[string]string{"service": "billfold", "username": "session of per_1 at http://127.0.0.1:1"}
	var found, shut []dbus.ObjectPath
	if err := keyring.Call(searchItems, 0, wanted).Store(&found, &shut); err != nil || len(found) != 1 {
		t.Fatalf("found %v, %v", found, err)
	}
	var ignored dbus.Variant
	session := nowhere
	call := keyring.Call(secretsIface+".OpenSession", 0, "plain", dbus.MakeVariant(""))
	if err := call.Store(&ignored, &session); err != nil {
		t.Fatal(err)
	}
	item := bus.Object(secrets, found[0])
	changed := wireSecret{session, []byte{}, []byte("theirs"), "text/plain"}
	if err := item.Call(itemName+".SetSecret", 0, changed).Err; err != nil {
		t.Fatal(err)
	}
	wantSecret(t, s, "theirs")
	if err := item.Call(itemName+".Delete", 0).Err; err != nil {
		t.Fatal(err)
	}
	_, err = s.Get(t.Context(), key)
	wantCode(t, "deleted by hand", err, billing.KeychainNotFound)
	if err := s.Delete(t.Context(), key); err != nil {
		t.Errorf("delete after it: %v", err)
	}
	if err := s.Set(t.Context(), key, "again"); err != nil {
		t.Fatal(err)
	}
	wantSecret(t, s, "again")
}
