// Command billfoldctl is the billing workspace from a terminal: the same session
// as the desktop's, without a window.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"billfold/cmd/internal/discreet"
)

// longest is how long any command waits, within the 30 seconds that it may take
// with starting, writing and ending. Only a sign-in with somebody at the terminal
// takes as long as they do, which the issuer bounds.
const longest = 28 * time.Second

func main() {
	if err := discreet.Process(); err != nil {
		fmt.Fprintf(os.Stderr, "billfoldctl: %v\n", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], terminal{in: os.Stdin, out: os.Stdout, err: os.Stderr, attended: attended(os.Stdin)})
	stop()
	os.Exit(code)
}

// attended tells whether somebody sits at a terminal: a device, and not the one
// that swallows everything.
func attended(in *os.File) bool {
	info, err := in.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err == nil && !os.SameFile(info, null)
}
