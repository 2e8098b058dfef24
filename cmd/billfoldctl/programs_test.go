package main_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The tests of this package run the two programs as they are built.
var programs string

// programsVariable names where they were built already, for a second process of
// these tests.
const programsVariable = "BILLFOLD_TEST_PROGRAMS"

func TestMain(m *testing.M) { os.Exit(withPrograms(m)) }

func withPrograms(m *testing.M) int {
	if programs = os.Getenv(programsVariable); programs != "" {
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "billfoldctl")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	build := exec.Command("go", "build", "-tags", "sqlite_fts5,migrated_fynedo", "-o", dir+string(filepath.Separator),
		"billfold/cmd/billfoldd", "billfold/cmd/billfoldctl")
	if out, err := build.CombinedOutput(); err != nil {
		panic(fmt.Sprintf("build: %v\n%s", err, out))
	}
	programs = dir
	return m.Run()
}

// serve starts a demo backend, and ends it with the test.
func serve(t *testing.T) (address string, stop func()) {
	t.Helper()
	return serveArgs(t, "--data", filepath.Join(t.TempDir(), "data"), "--demo")
}

func serveArgs(t *testing.T, args ...string) (address string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	daemon := exec.CommandContext(ctx, filepath.Join(programs, "billfoldd"), append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	daemon.Cancel = func() error { return daemon.Process.Signal(os.Interrupt) }
	daemon.WaitDelay = 10 * time.Second
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	first, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(first), "listening on ")
	if err != nil || !ok {
		t.Fatalf("first line %q, %v", first, err)
	}
	ended := false
	stop = func() {
		if !ended {
			ended = true
			cancel()
			_ = daemon.Wait()
		}
	}
	t.Cleanup(stop)
	return address, stop
}

// user is somebody at a terminal of their own.
type user struct {
	t       *testing.T
	address string
	env     []string
}

func newUser(t *testing.T, address, email string) *user {
	t.Helper()
	return &user{t: t, address: address, env: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LANG=en_US.UTF-8",
		"BILLFOLD_HOME=" + filepath.Join(t.TempDir(), "home"), "BILLFOLD_TOKEN=" + token(t, address, email),
	}}
}

func token(t *testing.T, address, email string) string {
	t.Helper()
	answer, err := http.Post(address+"/demo/token", "application/json", strings.NewReader(`{"email":"`+email+`"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var in struct {
		AccessToken string `json:"access_token"`
	}
	if err := json.NewDecoder(answer.Body).Decode(&in); err != nil || in.AccessToken == "" {
		t.Fatal(answer.Status, err)
	}
	return in.AccessToken
}

type result struct {
	code     int
	out, err string
}

func (u *user) command(args ...string) *exec.Cmd {
	var where []string
	if u.address != "" {
		where = []string{"--server", u.address}
	}
	ctl := exec.CommandContext(u.t.Context(), filepath.Join(programs, "billfoldctl"), append(where, args...)...)
	ctl.Env = u.env
	return ctl
}

func (u *user) run(args ...string) result {
	u.t.Helper()
	return finished(u.t, u.command(args...), nil)
}

// finished runs a command to its end; meanwhile may interfere.
func finished(t *testing.T, ctl *exec.Cmd, meanwhile func()) result {
	t.Helper()
	var out, errs bytes.Buffer
	ctl.Stdout, ctl.Stderr = &out, &errs
	if err := ctl.Start(); err != nil {
		t.Fatal(err)
	}
	if meanwhile != nil {
		meanwhile()
	}
	err := ctl.Wait()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatal(err)
	}
	return result{ctl.ProcessState.ExitCode(), out.String(), errs.String()}
}

// want runs a command that must end with a code, and reads its JSON.
func (u *user) want(code int, into any, args ...string) result {
	u.t.Helper()
	r := u.run(append([]string{"--json"}, args...)...)
	if r.code != code {
		u.t.Fatalf("%v: exit %d, want %d\n%s%s", args, r.code, code, r.out, r.err)
	}
	if into != nil {
		if err := json.Unmarshal([]byte(r.out), into); err != nil {
			u.t.Fatalf("%v: %v\n%s", args, err, r.out)
		}
	}
	return r
}

// charges is how often the gateway of a backend took money.
func charges(t *testing.T, address string) int {
	t.Helper()
	answer, err := http.Get(address + "/demo/charges")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(raw), `"succeeded"`)
}
