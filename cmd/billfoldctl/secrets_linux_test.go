package main_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"billfold/app/browsertest"
	"billfold/app/keychain"
)

// within names, in the environment of a second process of these tests, the
// directory in which it makes its journey, in a session with a keychain.
const within = "BILLFOLD_SECRETS_JOURNEY"

// withKeychain starts a session bus with a real Secret Service, unlocked, and runs
// the rest in it.
const withKeychain = `printf pw | gnome-keyring-daemon --unlock --foreground --components=secrets >/dev/null & service=$!
trap 'kill $service' EXIT
gdbus wait --session --timeout 20 org.freedesktop.secrets || exit 1
"$0" "$@"`

// TestNothingSecretIsLeftAnywhere makes every journey that a secret takes part in
// (signing in, setting a computer up, paying, adding a card, a crash) and then looks
// for them where they must not be.
func TestNothingSecretIsLeftAnywhere(t *testing.T) {
	for program, in := range map[string]string{"dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring", "gdbus": "libglib2.0-bin"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is missing: install the package %s", program, in)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"run", "home"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	inside := exec.CommandContext(ctx, "dbus-run-session", "--", "sh", "-c", withKeychain, self, "-test.run=^TestSecretsJourney$", "-test.v")
	inside.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + filepath.Join(dir, "home"), "XDG_RUNTIME_DIR=" + filepath.Join(dir, "run"),
		"XDG_DATA_HOME=" + filepath.Join(dir, "home"), "GOCACHE=" + os.Getenv("GOCACHE"), "LANG=en_US.UTF-8",
		programsVariable + "=" + programs, within + "=" + dir,
	}
	out, err := inside.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestSecretsJourney")) {
		t.Fatalf("%v\n%s", err, out)
	}
}

// TestSecretsJourney is the second process; by itself it has nothing to do.
func TestSecretsJourney(t *testing.T) {
	dir := os.Getenv(within)
	if dir == "" {
		return
	}
	j := newJourney(t, dir)
	j.signIn()
	j.setUpAndPay()
	j.addCard()
	j.crash()
	j.lookForSecrets()
}

// journey is somebody at a terminal with a keychain, and a backend whose log is
// kept.
type journey struct {
	t       *testing.T
	dir     string
	address string
	daemon  *exec.Cmd
	log     *transcript
	// said is all that the terminal's commands wrote, and shown the addresses that
	// they meant a person to open: whoever has one may use it, until it is over.
	said  transcript
	shown []string
}

// transcript is what programs write, from whichever goroutine.
type transcript struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (tr *transcript) Write(b []byte) (int, error) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.text.Write(b)
}

func (tr *transcript) String() string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	return tr.text.String()
}

func newJourney(t *testing.T, dir string) *journey {
	t.Helper()
	j := &journey{t: t, dir: dir, log: &transcript{}}
	first := make(chan string, 1)
	j.daemon = exec.CommandContext(t.Context(), filepath.Join(programs, "billfoldd"), "serve", "--demo",
		"--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"))
	j.daemon.Stderr = j.log
	j.daemon.Stdout = lines(func(line string) {
		if address, ok := strings.CutPrefix(line, "listening on "); ok {
			first <- address
		}
	})
	if err := j.daemon.Start(); err != nil {
		t.Fatal(err)
	}
	select {
	case j.address = <-first:
	case <-time.After(30 * time.Second):
		t.Fatal("the backend does not listen")
	}
	return j
}

// ctl runs a command; with does, what it asks to be opened is. It must end well.
func (j *journey) ctl(does func(page, said string) error, args ...string) {
	j.t.Helper()
	ctl := exec.CommandContext(j.t.Context(), filepath.Join(programs, "billfoldctl"), append([]string{"--server", j.address, "--verbose"}, args...)...)
	ctl.Env = append(os.Environ(), "BILLFOLD_HOME="+filepath.Join(j.dir, "billfold"))
	opened := make(chan error, 1)
	var once sync.Once
	ctl.Stdout = &j.said
	ctl.Stderr = lines(func(line string) {
		page := link.FindString(line)
		if does == nil || page == "" || strings.Contains(line, "level=") {
			_, _ = j.said.Write([]byte(line + "\n"))
			return
		}
		once.Do(func() {
			j.shown = append(j.shown, page)
			go func() { opened <- does(page, line) }()
		})
	})
	if err := ctl.Run(); err != nil {
		j.t.Fatalf("%v: %v\n%s\n%s", args, err, j.said.String(), j.log.String())
	}
	if does != nil {
		if err := <-opened; err != nil {
			j.t.Fatalf("%v: %v", args, err)
		}
	}
}

const person = "admin@northwind.example"

func (j *journey) signIn() {
	j.t.Helper()
	j.ctl(func(page, said string) error {
		_, code, _ := strings.Cut(said, "enter the code ")
		code, _, _ = strings.Cut(code, ".")
		shown, err := browsertest.Open(j.t.Context(), page)
		if err != nil {
			return err
		}
		if shown, err = shown.Submit(j.t.Context(), url.Values{"user_code": {code}}); err != nil {
			return err
		}
		shown, err = shown.Press(j.t.Context(), person)
		return errors.Join(err, shown.Well())
	}, "login")
}

func (j *journey) setUpAndPay() {
	j.t.Helper()
	j.ctl(func(page, _ string) error { return browsertest.Pressing(j.t.Context(), person)(page) }, "device", "enrol")
	j.ctl(nil, "accounts")
	j.ctl(nil, "cancel")
	j.ctl(nil, "resume", "--expect", "0.00")
	j.ctl(nil, "top-up", "50.00", "--expect", "50.00")
	j.ctl(nil, "sync")
	j.ctl(nil, "doctor")
}

const (
	cardNumber = "4242 4242 4242 4242"
	cardCode   = "9173"
)

func (j *journey) addCard() {
	j.t.Helper()
	j.ctl(func(page, _ string) error { return typesCard(j.t.Context(), page, cardNumber, cardCode[:3]) }, "card", "add")
}

// crash has both programs write what a crash writes.
func (j *journey) crash() {
	j.t.Helper()
	j.ctlCrashes()
	j.limits()
	environment, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", j.daemon.Process.Pid))
	if err == nil { // not where the process keeps it to itself
		_, _ = j.log.Write(environment)
	}
	if err := j.daemon.Process.Signal(syscall.SIGQUIT); err != nil {
		j.t.Fatal(err)
	}
	_ = j.daemon.Wait() // as crashed
	if !strings.Contains(j.log.String(), "SIGQUIT") || !strings.Contains(j.log.String(), "goroutine ") {
		j.t.Errorf("the backend did not crash:\n%s", j.log.String())
	}
}

// ctlCrashes ends a command in the middle of its waiting for a card.
func (j *journey) ctlCrashes() {
	j.t.Helper()
	ctl := exec.CommandContext(j.t.Context(), filepath.Join(programs, "billfoldctl"), "--server", j.address, "card", "add")
	ctl.Env = append(os.Environ(), "BILLFOLD_HOME="+filepath.Join(j.dir, "billfold"), "GOTRACEBACK=all")
	waits := make(chan struct{})
	var once sync.Once
	ctl.Stderr = lines(func(line string) {
		if page := link.FindString(line); page != "" {
			once.Do(func() { close(waits) })
			return
		}
		_, _ = j.said.Write([]byte(line + "\n"))
	})
	if err := ctl.Start(); err != nil {
		j.t.Fatal(err)
	}
	<-waits
	if err := ctl.Process.Signal(syscall.SIGQUIT); err != nil {
		j.t.Fatal(err)
	}
	_ = ctl.Wait() // as crashed
	if !strings.Contains(j.said.String(), "SIGQUIT") {
		j.t.Errorf("the command did not crash:\n%s", j.said.String())
	}
}

// limits looks at what the system may write of the running backend.
func (j *journey) limits() {
	j.t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", j.daemon.Process.Pid))
	if err != nil {
		j.t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^Max core file size +0 +0 `).Match(raw) {
		j.t.Errorf("core dumps are on:\n%s", raw)
	}
}

// secrets are what must be nowhere: by content, and by form for those that came
// and went.
func (j *journey) secrets() (whole []string, forms []*regexp.Regexp) {
	j.t.Helper()
	kept := keychain.Open(j.t.Context())
	defer kept.Close()
	personID := j.personID()
	refresh, err := kept.Get(j.t.Context(), keychain.Key{Kind: keychain.RefreshToken, Server: j.address, PersonID: personID})
	if err != nil {
		j.t.Fatal(err)
	}
	device, err := kept.Get(j.t.Context(), keychain.Key{Kind: keychain.DeviceKey, Server: j.address, PersonID: personID})
	if err != nil {
		j.t.Fatal(err)
	}
	seed, err := base64.StdEncoding.DecodeString(device)
	if err != nil || len(seed) != 32 {
		j.t.Fatalf("the key is %d bytes, %v", len(seed), err)
	}
	whole = []string{
		refresh, device, string(seed), hex.EncodeToString(seed), base64.RawURLEncoding.EncodeToString(seed),
		cardNumber, strings.ReplaceAll(cardNumber, " ", ""), base64.StdEncoding.EncodeToString([]byte(refresh)),
	}
	return whole, []*regexp.Regexp{
		regexp.MustCompile(`eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}`), // a signed token
		regexp.MustCompile(`bfr1\.[\w-]{8,}`),                    // a refresh token
		regexp.MustCompile(`(?i)bearer [\w.-]{16,}`),
	}
}

var personOfDirectory = regexp.MustCompile(`per_[0-9a-f]+`)

// personID is whom the preferences say was signed in last.
func (j *journey) personID() string {
	j.t.Helper()
	raw, err := os.ReadFile(filepath.Join(j.dir, "billfold", "preferences.json"))
	if err != nil {
		j.t.Fatal(err)
	}
	id := personOfDirectory.FindString(string(raw))
	if id == "" {
		j.t.Fatalf("nobody in %s", raw)
	}
	return id
}

func (j *journey) lookForSecrets() {
	j.t.Helper()
	whole, forms := j.secrets()
	look := func(where string, content []byte) {
		for _, secret := range whole {
			if bytes.Contains(content, []byte(secret)) {
				j.t.Errorf("%s holds a secret", where)
			}
		}
		for _, form := range forms {
			if found := form.Find(content); found != nil {
				j.t.Errorf("%s holds what looks like one: %.12s…", where, found)
			}
		}
		for _, page := range j.shown {
			if bytes.Contains(content, []byte(page)) {
				j.t.Errorf("%s holds the address of a page that was shown", where)
			}
		}
	}
	files := 0
	for _, dir := range []string{"billfold", "data"} {
		err := filepath.WalkDir(filepath.Join(j.dir, dir), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || !entry.Type().IsRegular() {
				return err
			}
			files++
			content, err := os.ReadFile(path)
			look(path, content)
			return err
		})
		if err != nil {
			j.t.Fatal(err)
		}
	}
	if files < 8 {
		j.t.Errorf("only %d files were looked into", files)
	}
	look("the backend's log", []byte(j.log.String()))
	look("what the terminal wrote", []byte(j.said.String()))
}
