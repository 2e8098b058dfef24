// Package api is the backend's face: HTTP on net/http, described by an OpenAPI
// document that is made of the code, with errors as RFC 9457 problems. It knows
// neither SQL nor how a subscription works: see Engine and Books.
package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"billfold/billing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Version is the version of the wire that the document describes.
const Version = "1.0.0"

const (
	maxBody        = 64 << 10         // bytes; the largest request is a patch of terms
	requestTimeout = 30 * time.Second // of anything that may be given up
	chargeTimeout  = 60 * time.Second // of a confirm, which goes on when the client is gone
)

// Deps is what the operations stand on.
type Deps struct {
	Engine Engine
	Books  Books
	Access Access
	Now    func() time.Time
	Log    *slog.Logger
	// Watch starts to tell a person what their accounts come to.
	Watch func(ctx context.Context, personID string) (Watch, error)
	// Stopping is closed when the backend stops: streams end, which would keep it
	// from stopping.
	Stopping <-chan struct{}
	// Beside are served below their paths ("/demo/") and check who asks themselves:
	// what a demo has more, its issuer, and pages for browsers.
	Beside map[string]http.Handler
}

type server struct {
	Deps
	metrics *metrics
	limit   *limiter // of confirms
	enrols  *limiter
	setups  *limiter // of cards that are added
	people  *limiter // of what is done about people and billing details
}

// New is the handler of everything that the backend serves.
func New(d Deps) (http.Handler, error) {
	counters, err := newMetrics()
	if err != nil {
		return nil, err
	}
	s := &server{
		Deps: d, metrics: counters, limit: newLimiter(d.Now, confirmsPerSecond, confirmsAtOnce),
		enrols: newLimiter(d.Now, enrolsPerSecond, enrolsAtOnce), setups: newLimiter(d.Now, setupsPerSecond, setupsAtOnce),
		people: newLimiter(d.Now, confirmsPerSecond, confirmsAtOnce),
	}
	router := http.NewServeMux()
	document, err := json.Marshal(s.register(router))
	if err != nil {
		return nil, fmt.Errorf("write openapi document: %w", err)
	}
	router.HandleFunc("GET /openapi.json", serveJSON(document))
	router.HandleFunc("GET /healthz", serveJSON([]byte(`{"status":"ok"}`)))
	router.Handle("GET /metrics", promhttp.HandlerFor(counters.registry, promhttp.HandlerOpts{}))
	for path, handler := range d.Beside {
		router.Handle(path, handler)
	}
	router.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		Refuse(w, billing.NewProblem(billing.NotFound))
	})
	packed, err := gzhttp.NewWrapper(gzhttp.ContentTypes([]string{"application/json"}), gzhttp.EnableZstd(false))
	if err != nil {
		return nil, fmt.Errorf("pack answers: %w", err)
	}
	return s.observe(router, packed(s.guard(router))), nil
}

// Document is the OpenAPI document as YAML, the same in every run.
func Document() ([]byte, error) {
	s := &server{}
	text, err := s.register(http.NewServeMux()).YAML()
	if err != nil {
		return nil, fmt.Errorf("write openapi document: %w", err)
	}
	return text, nil
}

// ourWays makes huma's errors ours, and lists never null. huma keeps both in
// package variables, so that they can only be set once for the whole program.
var ourWays = sync.OnceFunc(func() {
	huma.DefaultArrayNullable = false
	huma.NewError = fromHuma
	huma.NewErrorWithContext = func(_ huma.Context, status int, message string, faults ...error) huma.StatusError {
		return fromHuma(status, message, faults...)
	}
})

// register puts the operations on a router and describes them.
func (s *server) register(router *http.ServeMux) *huma.OpenAPI {
	ourWays()
	surface := humago.New(router, huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Billfold", Version: Version,
				Description: "Plans, previews, confirms and invoices of billing accounts. Amounts are decimal strings " +
					"in major units, instants RFC 3339 in UTC. Errors are problems (RFC 9457) with a stable code.",
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					securityScheme: {Type: "http", Scheme: "bearer", Description: "An access token of the signed-in person."},
				},
			},
		},
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	})
	s.registerReading(surface)
	s.registerChanging(surface)
	s.registerEvents(surface)
	s.registerMethods(surface)
	s.registerPeople(surface)
	s.registerAccess(surface)
	return surface.OpenAPI()
}

const securityScheme = "bearer"

// operation describes an operation that takes a bearer, and what it needs of the
// caller's role in the account that its path names; own where it names none.
func operation(need billing.Permission, method, path, id, summary string) huma.Operation {
	return huma.Operation{
		Method: method, Path: path, OperationID: id, Summary: summary,
		Security: []map[string][]string{{securityScheme: {}}}, MaxBodyBytes: maxBody,
		Extensions:  map[string]any{"x-permission": string(need)},
		Middlewares: huma.Middlewares{permitted(need)},
	}
}

// own is what an operation needs that concerns nothing but the caller.
const own billing.Permission = ""

// permitted refuses whose role does not have a permission, before anything else
// of the request is looked at.
func permitted(need billing.Permission) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		who := callerOf(ctx.Context())
		if who.account != "" && !who.role.May(need) {
			refuseIn(ctx, failure(billing.NotAllowed(need, who.role)))
			return
		}
		next(ctx)
	}
}

// handle registers an operation whose errors become problems, and whose faults
// are logged.
func handle[I, O any](s *server, surface huma.API, op huma.Operation, serve func(context.Context, *I) (*O, error)) {
	huma.Register(surface, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := serve(ctx, in)
		if err == nil {
			return out, nil
		}
		p := failure(err)
		s.logFault(op.OperationID, p, err)
		return nil, p
	})
}

func serveJSON(document []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(document) // a client that has gone away is told nothing
	}
}
