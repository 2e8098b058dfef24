// Command billfold is the desktop application.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"billfold/app"
	"billfold/cmd/internal/discreet"
)

func main() {
	if err := discreet.Process(); err != nil {
		fmt.Fprintf(os.Stderr, "billfold: %v\n", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}
