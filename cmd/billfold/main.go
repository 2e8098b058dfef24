// Command billfold is the desktop application.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"billfold/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Run(ctx, os.Args[1:], os.Stderr)
	stop()
	os.Exit(code)
}
