package documents

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"billfold/billing"
)

// unfinished is how files and folders are called that are not whole yet.
const unfinished = ".billfold-*"

// Whole writes a file whole or not at all, for its owner's eyes only, over what was
// there. Where it cannot be written, or the context ends first, what was there still is,
// and nothing else. What the disk refuses is a Problem file_unwritable; an error of
// write is returned as it is.
func Whole(ctx context.Context, path string, write func(io.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	folder := filepath.Dir(path)
	file, err := os.CreateTemp(folder, unfinished) // 0600
	if err != nil {
		return unwritable(path, err)
	}
	err = fill(file, path, write)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = asProblem(path, os.Rename(file.Name(), path))
	}
	if err != nil {
		return errors.Join(err, asProblem(path, os.Remove(file.Name())))
	}
	return asProblem(path, syncFolder(folder))
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
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path) //nolint:gosec // where a file was written just now
	if err != nil {
		return fmt.Errorf("open folder: %w", err)
	}
	return errors.Join(folder.Sync(), folder.Close())
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
