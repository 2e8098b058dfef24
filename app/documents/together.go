package documents

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"billfold/billing"
)

// File is one of several that are written together. Its name is safe on any system.
type File struct {
	Name  string
	Write func(ctx context.Context, w io.Writer) error
}

// Together writes files into a folder, all or none: they are made in a hidden folder
// inside of it and moved once each is whole. Progress is told after each. Nothing that is
// there is written over: a name that is taken gets a number, "NWT-0011 (2).pdf". Where one
// cannot be written, or the context ends before all are made, nothing is left; once they
// begin to be moved, they are. What a run before left that was killed goes on the way.
func Together(ctx context.Context, folder string, files []File, progress func(done, total int)) (result billing.ExportResult, err error) {
	hidden, err := os.MkdirTemp(folder, unfinished)
	if err != nil {
		return result, unwritable(folder, err)
	}
	sweep(folder, hidden)
	defer func() { _ = os.RemoveAll(hidden) }() // what stays is swept by the next run
	for n, f := range files {
		if err := made(ctx, filepath.Join(hidden, numbered("file", n)), filepath.Join(folder, f.Name), f); err != nil {
			return result, err
		}
		progress(n+1, len(files))
	}
	if err := ctx.Err(); err != nil {
		return result, err
	}
	var moved []string
	for n, f := range files {
		path, err := move(filepath.Join(hidden, numbered("file", n)), folder, f.Name)
		if err != nil {
			return result, errors.Join(err, forget(moved))
		}
		moved = append(moved, path)
	}
	syncFolder(folder)
	return billing.ExportResult{Folder: folder, Files: len(moved)}, nil
}

// made writes a file where nobody looks; shown is how it is named where it fails.
func made(ctx context.Context, path, shown string, f File) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // in a folder of our own
	if err != nil {
		return unwritable(shown, err)
	}
	return fill(file, shown, func(w io.Writer) error { return f.Write(ctx, w) })
}

// move gives a whole file its name, or the first one with a number that is free. A name
// is taken by making an empty file, since moving asks nobody.
func move(from, folder, name string) (string, error) {
	for n := 0; ; n++ {
		path := filepath.Join(folder, numbered(name, n))
		taken, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // where the person said
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", unwritable(path, err)
		}
		if err := errors.Join(taken.Close(), os.Rename(from, path)); err != nil {
			return "", errors.Join(unwritable(path, err), os.Remove(path))
		}
		return path, nil
	}
}

// numbered is a name, and for the second file of it one with a number: "a (2).pdf".
func numbered(name string, n int) string {
	if n == 0 {
		return name
	}
	ending := filepath.Ext(name)
	return fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ending), n+1, ending)
}

// forget takes files back that were written for nothing.
func forget(paths []string) error {
	var errs []error
	for _, path := range paths {
		errs = append(errs, os.Remove(path))
	}
	return errors.Join(errs...)
}
