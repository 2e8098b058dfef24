package keychain

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"billfold/billing"
)

// scenario names, in the environment of a second process of this test, what that
// process finds in its own session bus.
const scenario = "BILLFOLD_KEYCHAIN_SCENARIO"

// The tests below start a session bus and a real Secret Service of their own,
// and run this test binary inside them. They need the packages dbus and
// gnome-keyring, which `make test` installs.

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

// bare is a bus that starts no services by itself.
const bare = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>`

func inSession(t *testing.T, name, script string) {
	t.Helper()
	home := t.TempDir()
	runtime := filepath.Join(home, "run")
	config := filepath.Join(home, "bus.conf")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config, []byte(bare), 0o600); err != nil {
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
	case "locked":
		if !s.Lasting() {
			t.Fatal("a locked keychain is still one")
		}
		if locked, err := isLocked(t.Context()); err != nil || !locked {
			t.Fatalf("locked: %v, %v", locked, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if _, err := s.Get(ctx, key); billing.CodeOf(err) != billing.KeychainLocked {
			t.Errorf("get: %v", err)
		}
	case "missing":
		if s.Lasting() {
			t.Error("a keychain without a service")
		}
		direct := newSystem(osKeyring{}, isLocked)
		defer direct.Close()
		if _, err := direct.Get(t.Context(), key); billing.CodeOf(err) != billing.KeychainMissing {
			t.Errorf("get: %v", err)
		}
	}
	if err := os.WriteFile(filepath.Join(os.Getenv("HOME"), "proof"), []byte(name), 0o600); err != nil {
		t.Fatal(err)
	}
}
