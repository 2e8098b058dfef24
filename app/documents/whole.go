package documents

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"billfold/billing"
)

// unfinished is how files and folders are called that are not whole yet: the star becomes
// digits.
const unfinished = ".billfold-*"

// sweptAfter is how much older than a new one something unfinished is that nobody is
// working on any more: whoever did was killed.
const sweptAfter = 24 * time.Hour

// Whole writes a file whole or not at all, for its owner's eyes only, over what was
// there. Where it cannot be written, or the context ends first, what was there still is,
// and nothing else. A link to a file is followed. What the disk refuses is a Problem file_unwritable; an error of
// write is returned as it is.
func Whole(ctx context.Context, path string, write func(io.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	target := path
	if at, err := filepath.EvalSymlinks(path); err == nil {
		target = at
	}
	folder := filepath.Dir(target)
	file, err := os.CreateTemp(folder, unfinished) // 0600
	if err != nil {
		return unwritable(path, err)
	}
	sweep(folder, file.Name())
	err = fill(file, path, write)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = asProblem(path, os.Rename(file.Name(), target))
	}
	if err != nil {
		return errors.Join(err, asProblem(path, os.Remove(file.Name())))
	}
	syncFolder(folder)
	return nil
}

// fill writes a file to the disk, and not only to its cache, and closes it.
func fill(file *os.File, path string, write func(io.Writer) error) error {
	buffered := bufio.NewWriter(disk{file, path})
	err := write(buffered)
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = asProblem(path, file.Sync())
	}
	return errors.Join(err, asProblem(path, file.Close()))
}

// disk tells an error of the file from one of whoever writes to it.
type disk struct {
	file io.Writer
	path string
}

// Write is the file's.
func (d disk) Write(text []byte) (int, error) {
	n, err := d.file.Write(text)
	return n, asProblem(d.path, err)
}

// syncFolder makes a rename survive a power cut, where a folder can be opened as a file.
// What is renamed is there either way, so nobody is told that it could not.
func syncFolder(path string) {
	if runtime.GOOS == "windows" {
		return
	}
	folder, err := os.Open(path) //nolint:gosec // where a file was written just now
	if err != nil {
		return
	}
	_, _ = folder.Sync(), folder.Close()
}

// sweep removes from a folder what is unfinished for good, measured by something that was
// begun just now. What cannot be removed does no harm.
func sweep(folder, begun string) {
	now, err := os.Stat(begun)
	if err != nil {
		return
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	prefix := strings.TrimSuffix(unfinished, "*")
	for _, e := range entries {
		number, ours := strings.CutPrefix(e.Name(), prefix)
		if !ours || number == "" || strings.Trim(number, "0123456789") != "" {
			continue
		}
		if info, err := e.Info(); err == nil && now.ModTime().Sub(info.ModTime()) > sweptAfter {
			_ = os.RemoveAll(filepath.Join(folder, e.Name()))
		}
	}
}

func asProblem(path string, err error) error {
	if err == nil {
		return nil
	}
	return unwritable(path, err)
}

// unwritable says why a file or folder cannot be written, in a phrase that words knows.
func unwritable(path string, err error) error {
	reason := "it cannot be read or written"
	switch {
	case errors.Is(err, fs.ErrPermission):
		reason = "it may not be read or written"
	case errors.Is(err, syscall.EROFS):
		reason = "it is on a read-only disk"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), runtime.GOOS == "windows" && errors.Is(err, syscall.Errno(112)):
		reason = "the disk is full"
	case errors.Is(err, syscall.ENAMETOOLONG):
		reason = "its name is too long"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		reason = "there is no such folder"
	case errors.Is(err, fs.ErrExist), errors.Is(err, syscall.EISDIR):
		reason = "a folder has that name"
	}
	return billing.NewProblem(billing.FileUnwritable, "path", path, "reason", reason).Because(err)
}
