package app

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLogHoldsNoSecrets(t *testing.T) {
	dir := t.TempDir()
	file, err := openLog(dir)
	if err != nil {
		t.Fatal(err)
	}
	log := newLog(file)
	log.Info("asked", "token", "hunter2", "Authorization", "hunter2",
		"error", errors.New(`status 401: "Bearer hunter2"`), slog.Group("request", "access_token", "hunter2", "url", "http://a"))
	log.Info("read", "body", "eyJhbGciOi.eyJzdWIi.hunter2")
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(filepath.Join(dir, "billfold.log"))
	if err != nil {
		t.Fatal(err)
	}
	if text := string(written); strings.Contains(text, "hunter2") || !strings.Contains(text, "http://a") {
		t.Errorf("the log says %s", text)
	}
}

func TestLogGoesAsideWhenFull(t *testing.T) {
	dir := t.TempDir()
	file, err := openLog(dir)
	if err != nil {
		t.Fatal(err)
	}
	line := []byte(strings.Repeat("x", 1<<10) + "\n")
	for range 2500 {
		if _, err := file.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(file.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(line); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("written after the end: %v", err)
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 2 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		info, err := name.Info()
		if err != nil || info.Size() > logLimit || info.Mode().Perm() != logMode {
			t.Errorf("%s has %d bytes, mode %v, %v", name.Name(), info.Size(), info.Mode(), err)
		}
	}
}

func TestLogIsContinued(t *testing.T) {
	dir := t.TempDir()
	for range 2 {
		file, err := openLog(dir)
		if err != nil {
			t.Fatal(err)
		}
		newLog(file).Info("started")
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(filepath.Join(dir, "billfold.log"))
	if err != nil || strings.Count(string(written), "started") != 2 {
		t.Errorf("%q, %v", written, err)
	}
}
