package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"billfold/backend"
	"billfold/backend/api"
)

type commands struct {
	Serve    serve    `cmd:"" help:"Serve the operations until told to stop."`
	Simulate simulate `cmd:"" help:"Play a scenario, and print what it came to."`
	OpenAPI  openAPI  `cmd:"" name:"openapi" help:"Print the OpenAPI document."`
}

// input is where a command reads.
type input struct{ stdin io.Reader }

// output is where a command writes.
type output struct{ stdout, stderr io.Writer }

type serve struct {
	Listen  string `required:"" placeholder:"HOST:PORT" help:"Where to listen; port 0 takes a free one."`
	Data    string `required:"" placeholder:"DIR" help:"Where everything is kept."`
	Catalog string `placeholder:"FILE" help:"A catalog of your own to try in the demo."`
	Demo    bool   `help:"With people and accounts to try it on; needs an empty directory and a loopback address."`

	Issuer   string   `placeholder:"URL" help:"The OpenID Connect issuer that signs people in."`
	Audience string   `placeholder:"ID" help:"Whom the issuer's access tokens for this backend are for."`
	ClientID string   `placeholder:"ID" help:"Billfold's client id at the issuer (billfold)."`
	Origin   []string `placeholder:"URL" sep:"none" help:"An address that others reach this backend by; may be given more than once."`
	TLSCert  string   `name:"tls-cert" placeholder:"FILE" help:"Serve https with this certificate (PEM, with its chain)."`
	TLSKey   string   `name:"tls-key" placeholder:"FILE" help:"The certificate's key (PEM)."`
}

// Run serves until the context ends. The first line on stdout says where.
func (s *serve) Run(ctx context.Context, out output) (err error) {
	b, err := backend.Open(ctx, backend.Options{
		Dir: s.Data, Listen: s.Listen, CatalogFile: s.Catalog, Demo: s.Demo,
		SignIn:  backend.SignIn{Issuer: s.Issuer, Audience: s.Audience, ClientID: s.ClientID},
		Origins: s.Origin, TLS: backend.TLS{Cert: s.TLSCert, Key: s.TLSKey},
		Now: time.Now, Log: slog.New(slog.NewTextHandler(out.stderr, nil)),
	})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	if _, err := fmt.Fprintln(out.stdout, "listening on "+b.Addr()); err != nil {
		return fmt.Errorf("tell where it listens: %w", err)
	}
	return b.Serve(ctx)
}

type openAPI struct{}

// Run prints the document.
func (openAPI) Run(out output) error {
	document, err := api.Document()
	if err != nil {
		return err
	}
	if _, err = out.stdout.Write(document); err != nil {
		return fmt.Errorf("print document: %w", err)
	}
	return nil
}

// fail says what went wrong, in one line, and gives the exit code for it.
func fail(stderr io.Writer, err error) int {
	if err == nil {
		return 0
	}
	_, _ = fmt.Fprintf(stderr, "billfoldd: %v\n", err)
	if _, bad := errors.AsType[*scenarioError](err); bad || backend.IsUsage(err) {
		return 2
	}
	return 1
}
