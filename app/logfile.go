package app

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

const (
	// logLimit is the size in bytes at which the log goes aside; one older file
	// is kept.
	logLimit = 1 << 20
	logMode  = 0o600
)

// logFile is the writer of the log: it starts a new file when one is full.
type logFile struct {
	path string

	mu   sync.Mutex
	file *os.File
	size int64
}

// openLog opens the log below a directory, which it makes.
func openLog(dir string) (*logFile, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	l := &logFile{path: filepath.Join(dir, "billfold.log")}
	if err := l.open(); err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	return l, nil
}

func (l *logFile) open() error {
	file, err := os.OpenFile(l.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, logMode)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return errors.Join(err, file.Close())
	}
	l.file, l.size = file, info.Size()
	return nil
}

// Write appends a line, to a new file where the old one is full.
func (l *logFile) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return 0, fs.ErrClosed
	}
	if l.size > 0 && l.size+int64(len(line)) > logLimit {
		if err := l.rotate(); err != nil {
			return 0, err
		}
	}
	n, err := l.file.Write(line)
	l.size += int64(n)
	return n, err
}

func (l *logFile) rotate() error {
	err := l.file.Close()
	l.file = nil
	return errors.Join(err, os.Rename(l.path, l.path+".1"), l.open())
}

// Close ends the log.
func (l *logFile) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return nil
	}
	err := l.file.Close()
	l.file = nil
	return err
}

const redacted = "[redacted]"

// secretName finds attributes that hold a secret, secretText secrets within a
// text: bearer tokens and signed tokens.
var (
	secretName = regexp.MustCompile(`(?i)(token|secret|password|authorization|cookie)`)
	secretText = regexp.MustCompile(`(?i)bearer\s+[^\s"]+|eyJ[\w-]+\.[\w-]+\.[\w-]+`)
)

// newLog is a logger that writes no secrets.
func newLog(to *logFile) *slog.Logger {
	return slog.New(slog.NewTextHandler(to, &slog.HandlerOptions{ReplaceAttr: redact}))
}

func redact(_ []string, a slog.Attr) slog.Attr {
	if secretName.MatchString(a.Key) {
		return slog.String(a.Key, redacted)
	}
	a.Value = a.Value.Resolve()
	if kind := a.Value.Kind(); kind == slog.KindString || kind == slog.KindAny {
		if text := a.Value.String(); secretText.MatchString(text) {
			return slog.String(a.Key, strings.TrimSpace(secretText.ReplaceAllString(text, redacted)))
		}
	}
	return a
}
