// Command billfoldd is the billing backend.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// run is the program up to its exit code: 2 for what it should not have been
// asked, 1 for what went wrong.
func run(ctx context.Context, args []string) int {
	var program commands
	parser, err := kong.New(&program, kong.Name("billfoldd"), kong.Description("The billing backend."), kong.UsageOnError())
	if err != nil {
		return fail(err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(os.Stderr, "billfoldd: %v; see billfoldd --help\n", err)
		return 2
	}
	command.BindTo(ctx, (*context.Context)(nil))
	return fail(command.Run())
}
