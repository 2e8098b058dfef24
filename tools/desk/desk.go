//go:build unix

// Package desk is a virtual screen with everything a program's window needs
// around it, and the hands and eyes to use that window: input goes through the X
// server's test extension only, what is visible comes from the program's own
// read-only socket (app/uidrive).
package desk

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// startTimeout is how long each part of the desk may take to be there.
const startTimeout = 30 * time.Second

// politeness is how long each part may take to end when it is asked to.
const politeness = 5 * time.Second

// Desk is what surrounds the program: a screen, a window manager, a message bus
// with an unlocked keychain, and a home. Nothing of it is the caller's own.
type Desk struct {
	dir     string
	env     []string
	started []*exec.Cmd
	seen    int // pages of the browser that were looked at
}

// New starts everything and waits until it answers.
func New(ctx context.Context) (_ *Desk, err error) {
	dir, err := os.MkdirTemp("", "billfold-journey-")
	if err != nil {
		return nil, fmt.Errorf("make home: %w", err)
	}
	d := &Desk{dir: dir, env: []string{
		"PATH=" + filepath.Join(dir, "bin") + ":" + os.Getenv("PATH"), "HOME=" + filepath.Join(dir, "home"),
		"XDG_RUNTIME_DIR=" + filepath.Join(dir, "run"), "TMPDIR=" + dir,
		"LANG=C.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1",
	}}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.Close())
		}
	}()
	for _, sub := range []string{"bin", "home", "run", "state"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o700); err != nil {
			return nil, fmt.Errorf("make home: %w", err)
		}
	}
	for _, part := range []func(context.Context) error{d.installBrowser, d.startScreen, d.startBus, d.startKeychain, d.startManager} {
		if err := part(ctx); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// startScreen starts an X server, which picks a free display and says which.
func (d *Desk) startScreen(ctx context.Context) error {
	read, write, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("make pipe: %w", err)
	}
	defer func() { _ = read.Close() }() // read to its end or of no more use
	// Without -noreset the server throws everybody out when the last client leaves:
	// a question asked while the window manager comes would cost it its connection.
	cmd := d.command("Xvfb", "-displayfd", "3", "-noreset", "-screen", "0", "1400x900x24", "-nolisten", "tcp")
	cmd.ExtraFiles = []*os.File{write}
	err = d.start(cmd)
	_ = write.Close() // the server has its own end
	if err != nil {
		return err
	}
	number, err := firstLine(ctx, read)
	if err != nil {
		return fmt.Errorf("wait for Xvfb: %w", err)
	}
	d.env = append(d.env, "DISPLAY=:"+number)
	return nil
}

func (d *Desk) startBus(ctx context.Context) error {
	cmd := d.command("dbus-daemon", "--session", "--nofork", "--print-address=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("make pipe: %w", err)
	}
	if err := d.start(cmd); err != nil {
		return err
	}
	address, err := firstLine(ctx, out)
	if err != nil {
		return fmt.Errorf("wait for dbus-daemon: %w", err)
	}
	d.env = append(d.env, "DBUS_SESSION_BUS_ADDRESS="+address)
	return nil
}

// startKeychain starts a keyring unlocked by a password of no worth: its home
// goes with the desk.
func (d *Desk) startKeychain(ctx context.Context) error {
	cmd := d.command("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets")
	cmd.Stdin = strings.NewReader("journey")
	if err := d.start(cmd); err != nil {
		return err
	}
	return d.until(ctx, "the keychain", func() bool {
		out, err := d.Run(ctx, "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus",
			"/", "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets")
		return err == nil && strings.Contains(out, "boolean true")
	})
}

// startManager starts a window manager: without one a window may get no keyboard.
func (d *Desk) startManager(ctx context.Context) error {
	cmd := d.command("openbox")
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	if err := d.start(cmd); err != nil {
		return err
	}
	var answer error
	err := d.until(ctx, "the window manager", func() bool {
		_, answer = d.Run(ctx, "xdotool", "get_desktop")
		return answer == nil
	})
	if err != nil {
		return fmt.Errorf("%w (%w) %s", err, answer, complaint.String())
	}
	return nil
}

// Home is the person's own directory.
func (d *Desk) Home() string { return filepath.Join(d.dir, "home") }

// Picture saves the whole screen.
func (d *Desk) Picture(ctx context.Context, file string) error {
	_, err := d.Run(ctx, "import", "-window", "root", file)
	return err
}

// Close ends everything that was started, last first, and removes the home.
func (d *Desk) Close() error {
	for i := len(d.started) - 1; i >= 0; i-- {
		end(d.started[i])
	}
	if err := os.RemoveAll(d.dir); err != nil {
		return fmt.Errorf("remove home: %w", err)
	}
	return nil
}

func (d *Desk) start(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", filepath.Base(cmd.Path), err)
	}
	d.started = append(d.started, cmd)
	return nil
}

// command is a program of the desk in a process group of its own, so that what
// it starts ends with it.
func (d *Desk) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...) //nolint:noctx // ends with the desk, children first, not at once with a context
	cmd.Env = d.env
	cmd.Dir = d.dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	return cmd
}

// Run runs a short command to its end.
func (d *Desk) Run(ctx context.Context, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = d.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("run %s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(string(out)))
	}
	return string(out), nil
}

// until asks again and again whether something is there.
func (d *Desk) until(ctx context.Context, what string, there func() bool) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !there() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s: %w", what, ctx.Err())
		}
	}
	return nil
}

// end asks a process to end, so that a server takes its lock and socket along,
// and ends what is left of its group by force.
func end(cmd *exec.Cmd) {
	_ = syscall.Kill(cmd.Process.Pid, syscall.SIGTERM) // it may have ended by itself
	late := time.AfterFunc(politeness, func() { killGroup(cmd) })
	_ = cmd.Wait() // its end is wanted, its reason not
	late.Stop()
	killGroup(cmd)
}

// killGroup ends a process and everything it started.
func killGroup(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // it may have ended by itself
}

// firstLine reads the line by which a program says that it is ready.
func firstLine(ctx context.Context, from io.Reader) (string, error) {
	type result struct {
		line string
		err  error
	}
	read := make(chan result, 1)
	go func() {
		line, err := bufio.NewReader(from).ReadString('\n')
		read <- result{strings.TrimSpace(line), err}
	}()
	select {
	case r := <-read:
		return r.line, r.err
	case <-time.After(startTimeout):
		return "", errors.New("no answer in time")
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
