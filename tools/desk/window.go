//go:build unix

package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// endLimit is how long a program may take to end once its window is closed.
const endLimit = 20 * time.Second

// repeat is after how long a person would press the keys again.
const repeat = 5 * time.Second

// Window is the running program, seen through its socket and used through X.
type Window struct {
	Desk    *Desk
	Program string // its file

	cmd     *exec.Cmd
	ended   chan struct{} // closed when the program has ended
	endErr  error         // why, once it has
	conn    net.Conn
	answers *json.Decoder
	last    Answer // for complaints
}

// Start runs the program in the desk's home and waits until it answers.
func (w *Window) Start(ctx context.Context, args ...string) error {
	socket := filepath.Join(w.Desk.dir, "run", "ui")
	if err := os.Remove(socket); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove socket: %w", err)
	}
	cmd := w.Desk.command(w.Program, args...)
	cmd.Env = append(cmd.Env, "BILLFOLD_HOME="+filepath.Join(w.Desk.dir, "state"), "BILLFOLD_UIDRIVE="+socket)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start program: %w", err)
	}
	w.cmd, w.ended = cmd, make(chan struct{})
	go func() {
		w.endErr = cmd.Wait()
		close(w.ended)
	}()
	err := w.Desk.until(ctx, "the program's socket", func() bool {
		conn, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
		w.conn = conn
		return err == nil
	})
	if err != nil {
		return err
	}
	w.answers = json.NewDecoder(w.conn)
	return nil
}

// Ask sends one request and waits for its answer, at most a little longer than it may take.
func (w *Window) Ask(r Request) (Answer, error) {
	if w.conn == nil {
		return Answer{}, errors.New("the program is not running")
	}
	limit := time.Now().Add(time.Duration(r.TimeoutMS)*time.Millisecond + startTimeout)
	if err := w.conn.SetDeadline(limit); err != nil {
		return Answer{}, fmt.Errorf("limit question: %w", err)
	}
	if err := json.NewEncoder(w.conn).Encode(r); err != nil {
		return Answer{}, fmt.Errorf("ask window: %w", err)
	}
	var a Answer
	if err := w.answers.Decode(&a); err != nil {
		return Answer{}, fmt.Errorf("hear window: %w", err)
	}
	if a.Error != "" {
		return Answer{}, fmt.Errorf("ask window: %s", a.Error)
	}
	w.last = a
	return a, nil
}

// Await waits until a condition holds; what it waits for is in the error.
func (w *Window) Await(c Cond, state string, limit time.Duration) (Text, error) {
	a, err := w.Ask(Request{Text: c.Words, Match: c.Match, State: state, TimeoutMS: limit.Milliseconds()})
	if err != nil {
		return Text{}, err
	}
	if !a.Met {
		return Text{}, fmt.Errorf("%s was not %s within %s", c, state, limit)
	}
	if a.Found == nil {
		return Text{}, nil
	}
	return *a.Found, nil
}

// ClickOn presses the pointer's first button in the middle of a text.
func (w *Window) ClickOn(ctx context.Context, t Text) error {
	id, err := w.id(ctx, t.Window)
	if err != nil {
		return err
	}
	_, err = w.Desk.Run(ctx, "xdotool", "mousemove", "--window", id,
		strconv.Itoa(t.X+t.W/2), strconv.Itoa(t.Y+t.H/2), "click", "1")
	return err
}

// Activate gives a window the keyboard, as a person does by looking at it.
func (w *Window) Activate(ctx context.Context, title string) error {
	id, err := w.id(ctx, title)
	if err != nil {
		return err
	}
	_, err = w.Desk.Run(ctx, "xdotool", "windowactivate", "--sync", id)
	return err
}

// id is the X server's name of the program's window with a title.
func (w *Window) id(ctx context.Context, title string) (string, error) {
	out, err := w.Desk.Run(ctx, "xdotool", "search", "--sync", "--onlyvisible", "--all",
		"--pid", strconv.Itoa(w.cmd.Process.Pid), "--name", "^"+regexp.QuoteMeta(title)+"$")
	if err != nil {
		return "", err
	}
	first, _, _ := strings.Cut(out, "\n")
	return first, nil
}

// Close closes the window by the window manager, as a person does, and waits
// for the program to end by itself, and well.
func (w *Window) Close(ctx context.Context) error {
	a, err := w.Ask(Request{})
	if err != nil {
		return err
	}
	if len(a.Windows) == 0 {
		return errors.New("there is no window to close")
	}
	limit, again := time.After(endLimit), time.NewTicker(repeat)
	defer again.Stop()
	for {
		// On a busy machine the window manager may miss the first press, or still
		// be giving the keyboard to the window.
		err := w.Activate(ctx, a.Windows[0].Title)
		if err == nil {
			err = w.Keys(ctx, "alt+F4")
		}
		select {
		case <-w.ended:
			_ = w.conn.Close() // its other end is gone
			w.cmd, w.conn = nil, nil
			if w.endErr != nil {
				return fmt.Errorf("end program: %w", w.endErr)
			}
			return nil
		case <-again.C:
		case <-limit:
			return errors.Join(fmt.Errorf("the program had not ended %s after its window was closed", endLimit), err)
		}
	}
}

// Keys presses keys, each by its X name with what is held: "ctrl+2", "space".
func (w *Window) Keys(ctx context.Context, names ...string) error {
	_, err := w.Desk.Run(ctx, "xdotool", append([]string{"key", "--clearmodifiers"}, names...)...)
	return err
}

// Type types a text, letter by letter.
func (w *Window) Type(ctx context.Context, text string) error {
	_, err := w.Desk.Run(ctx, "xdotool", "type", "--clearmodifiers", text)
	return err
}

// Kill ends the program if it still runs.
func (w *Window) Kill() {
	if w.cmd == nil {
		return
	}
	killGroup(w.cmd)
	<-w.ended
}

// Complain shows what was there instead of what was waited for.
func (w *Window) Complain(ctx context.Context, picture string) error {
	if w.cmd == nil {
		return nil
	}
	var seen []string
	for _, text := range w.Texts() {
		seen = append(seen, strconv.Quote(text))
	}
	failed := strings.TrimSuffix(picture, ".png") + "-FAILED.png"
	if err := w.Desk.Picture(ctx, failed); err != nil {
		return err
	}
	return fmt.Errorf("visible instead (picture %s):\n  %s", failed, strings.Join(seen, "\n  "))
}

// Focus is what had the keyboard when the window was last looked at.
func (w *Window) Focus() Focus {
	for _, win := range w.last.Windows {
		if win.Focus != nil {
			return *win.Focus
		}
	}
	return Focus{}
}

// Texts are what was visible when the windows were last looked at, as they stand there.
func (w *Window) Texts() []string {
	var all []string
	for _, win := range w.last.Windows {
		for _, t := range win.Texts {
			all = append(all, t.Text)
		}
	}
	return all
}

// PID is the running program's process id.
func (w *Window) PID() int { return w.cmd.Process.Pid }
