package app

import (
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"fyne.io/fyne/v2"
)

// waitingNotices is how many notifications wait for a system that does not take them;
// more are given back to whoever sends them.
const waitingNotices = 8

// notices are the system's notifications. The toolkit waits for whoever shows them,
// and says on stderr where nobody does.
type notices struct {
	send  func(*fyne.Notification)
	reach func() bool // whether there may be somebody to show them
	goos  string
	log   *slog.Logger
	queue chan notice
	began sync.Once // passing on, with the first that is sent
	once  sync.Once
}

// notice is a notification, and whom to tell that it cannot be shown.
type notice struct {
	shown   *fyne.Notification
	dropped func()
}

// newNotices passes on what is sent.
func newNotices(send func(*fyne.Notification), log *slog.Logger) *notices {
	return &notices{send: send, reach: hasBus, goos: runtime.GOOS, log: log, queue: make(chan notice, waitingNotices)}
}

// pass is for a goroutine of its own: what hangs in the system hangs there, and keeps
// nobody from ending the program.
func (n *notices) pass() {
	for next := range n.queue {
		if !n.reach() {
			n.complain("there is no session bus")
			next.dropped()
			continue
		}
		n.send(next.shown)
	}
}

// ready tells whether one more could be shown.
func (n *notices) ready() bool {
	if !n.reach() {
		n.complain("there is no session bus")
		return false
	}
	return len(n.queue) < cap(n.queue)
}

// Send shows a notification some time, and never waits. Where it cannot be shown, dropped
// is called instead, on any goroutine.
func (n *notices) Send(title, body string, dropped func()) {
	n.began.Do(func() { go n.pass() })
	select {
	case n.queue <- notice{&fyne.Notification{Title: plainText(title, n.goos), Content: plainText(body, n.goos)}, dropped}:
	default:
		n.complain("the system does not take them")
		dropped()
	}
}

// complain says once why nothing is shown.
func (n *notices) complain(why string) {
	n.once.Do(func() { n.log.Warn("system notifications are not shown", "reason", why) })
}

// close ends passing on, for tests.
func (n *notices) close() { close(n.queue) }

// hasBus tells whether notifications could reach anybody: without a session's bus the
// toolkit would try to start one.
func hasBus() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && address != "autolaunch:" {
		return true
	}
	directory := os.Getenv("XDG_RUNTIME_DIR")
	if directory == "" {
		directory = filepath.Join("/run/user", strconv.Itoa(os.Getuid()))
	}
	_, err := os.Stat(filepath.Join(directory, "bus")) //nolint:gosec // the person's own session says where it is
	return err == nil
}

// plainText is text that means itself wherever a notification goes: some show markup in
// it, and the toolkit hands it to PowerShell between double quotes, and to AppleScript.
// Names in it are chosen by others.
func plainText(text, goos string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '<':
			return '‹'
		case r == '>':
			return '›'
		case strings.ContainsRune("\"`“”„", r):
			return '\''
		case r == '\\':
			return '/'
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return ' '
		default:
			return r
		}
	}, text)
	if goos == "windows" {
		text = strings.ReplaceAll(text, "$", "`$") // else the start of a variable or of a command
	}
	return text
}
