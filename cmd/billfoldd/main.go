// Command billfoldd is the billing backend.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"billfold/cmd/internal/discreet"

	"github.com/alecthomas/kong"
)

func main() {
	if err := discreet.Process(); err != nil {
		fmt.Fprintf(os.Stderr, "billfoldd: %v\n", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, output{os.Stdout, os.Stderr})
	stop()
	os.Exit(code)
}

// run is the program up to its exit code: 2 for what it should not have been
// asked, 1 for what went wrong.
func run(ctx context.Context, args []string, stdin io.Reader, out output) int {
	var program commands
	parser, err := kong.New(&program, kong.Name("billfoldd"), kong.Description("The billing backend."), kong.Writers(out.stdout, out.stderr),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(input{stdin}, out))
	if err != nil {
		return fail(out.stderr, err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		_, _ = fmt.Fprintf(out.stderr, "billfoldd: %v; see billfoldd --help\n", err)
		return 2
	}
	return fail(out.stderr, command.Run())
}
