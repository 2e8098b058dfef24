//go:build unix

package desk

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// The system's browser of a desk is a script that notes which pages it was asked to
// show: whoever drives the desk opens them.
const openScript = `#!/bin/sh
printf '%s\n' "$1" >> "$XDG_RUNTIME_DIR/browser"
`

func (d *Desk) installBrowser(context.Context) error {
	file := filepath.Join(d.dir, "bin", "xdg-open")
	if err := os.WriteFile(file, []byte(openScript), 0o700); err != nil { //nolint:gosec // a script is run
		return fmt.Errorf("install browser: %w", err)
	}
	return nil
}

// Page waits until the program has shown one more page in the browser, and is its
// address.
func (d *Desk) Page(ctx context.Context) (string, error) {
	var address string
	err := d.until(ctx, "a page in the browser", func() bool {
		pages := d.pages()
		if len(pages) <= d.seen {
			return false
		}
		address = pages[d.seen]
		d.seen++
		return true
	})
	return address, err
}

// pages are the addresses that the browser was asked to show, oldest first.
func (d *Desk) pages() []string {
	file, err := os.Open(filepath.Join(d.dir, "run", "browser"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return nil // as if there were none yet: the wait for one ends with a complaint
	}
	defer func() { _ = file.Close() }() // was only read
	var all []string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		all = append(all, lines.Text())
	}
	return all
}
