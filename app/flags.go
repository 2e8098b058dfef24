package app

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"billfold/app/config"
)

// Version is what the program calls itself towards people and backends.
const Version = "0.1.0"

type flags struct {
	Server  string           `placeholder:"URL" help:"The billing server to sign in to; the last one when left out."`
	CAFile  string           `name:"ca-file" placeholder:"FILE" help:"Certificates to trust beside the system's, in PEM."`
	Demo    bool             `help:"Run a demo backend inside this program, with people and accounts to try it on."`
	Version kong.VersionFlag `help:"Print the version and exit."`
}

// errDone says that the arguments asked for nothing but an answer, which was given.
var errDone = errors.New("done")

// parse reads the arguments. Help and version go to the writer, and end with errDone.
func parse(args []string, out io.Writer) (config.Input, error) {
	var f flags
	ended := false
	parser, err := kong.New(&f, kong.Name("billfold"), kong.Description("Subscriptions and invoices of your organization."),
		kong.Vars{"version": "billfold " + Version}, kong.Writers(out, out), kong.Exit(func(int) { ended = true }))
	if err != nil {
		return config.Input{}, fmt.Errorf("read flags: %w", err)
	}
	_, err = parser.Parse(args)
	switch {
	case ended:
		return config.Input{}, errDone
	case err != nil:
		return config.Input{}, err
	}
	return config.Input{Server: f.Server, Demo: f.Demo, CAFile: f.CAFile, Getenv: os.Getenv, UserConfigDir: os.UserConfigDir}, nil
}

// aside reads the environment as it is now, and takes what is secret out of it: a
// browser that this program starts gets no copy.
func aside(getenv func(string) string, unset func(string) error) (func(string) string, error) {
	kept := map[string]string{}
	for _, name := range config.Secrets {
		kept[name] = getenv(name)
		if err := unset(name); err != nil {
			return nil, fmt.Errorf("take %s out of the environment: %w", name, err)
		}
	}
	return func(name string) string {
		if secret, ok := kept[name]; ok {
			return secret
		}
		return getenv(name)
	}, nil
}

// demoServer is the name under which preferences keep visits to the demo.
const demoServer = "demo"

// place completes a configuration for the desktop. A server on this machine that
// was never signed in to, after a demo, is taken for that demo at another
// address, as it has a new one at every start: its saved copy can be read on.
// Config lets plain http through for this machine only. The address to ask is
// returned beside it.
func place(c config.Config, last config.Chosen) (config.Config, string) {
	_, visited := last.Visits[c.Server]
	_, demo := last.Visits[demoServer]
	if c.Server == "" || visited || !demo || !last.Demo || !strings.HasPrefix(c.Server, "http://") {
		return c, c.Server
	}
	address := c.Server
	c.Demo, c.Server = true, ""
	return c, address
}
