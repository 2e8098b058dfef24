package issuer

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"math"
	"net/http"
	"strconv"
	"time"
)

//go:embed pages
var files embed.FS

var pages = template.Must(template.ParseFS(files, "pages/*.html"))

// handler answers a request, or says why not.
type handler func(w http.ResponseWriter, r *http.Request) error

// fault is why a request is refused, as it is told: code is for programs (RFC
// 6749, 5.2), description for people.
type fault struct {
	status      int
	code        string
	description string
	wait        time.Duration // until it is worth trying again, if that helps
}

// Error is for logs.
func (f *fault) Error() string { return f.code + ": " + f.description }

func invalidRequest(description string) *fault {
	return &fault{status: http.StatusBadRequest, code: "invalid_request", description: description}
}

func forbidden(description string) *fault {
	return &fault{status: http.StatusForbidden, code: "invalid_request", description: description}
}

// tooMany has the code of RFC 8628 (3.5): a program that waits for somebody then
// goes on waiting.
func tooMany(description string, wait time.Duration) *fault {
	return &fault{status: http.StatusTooManyRequests, code: "slow_down", description: description, wait: wait}
}

// api answers programs: with JSON, and never a web page that asks.
func (i *Issuer) api(next handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := i.noBrowser(r)
		if err == nil {
			err = next(w, r)
		}
		if err == nil {
			return
		}
		f := i.faultOf(r, err)
		f.announce(w.Header())
		write(w, f.status, map[string]string{"error": f.code, "error_description": f.description})
	})
}

// page answers people: with HTML, at the address that the issuer is known by, and
// a form only from a page of its own.
func (i *Issuer) page(next handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet && r.Host != i.host {
			http.Redirect(w, r, i.Base+r.URL.RequestURI(), http.StatusTemporaryRedirect) //nolint:gosec // to our own base, with what was asked of it
			return
		}
		err := i.ownForm(r)
		if err == nil {
			err = next(w, r)
		}
		if err == nil {
			return
		}
		f := i.faultOf(r, err)
		f.announce(w.Header())
		if err := show(w, f.status, "message.html", message{"This did not work", f.description}); err != nil {
			i.Log.ErrorContext(r.Context(), "error page not shown", "error", err)
		}
	})
}

// faultOf is what is told of an error; one that nobody outside has caused is
// logged, and no more of it is told.
func (i *Issuer) faultOf(r *http.Request, err error) *fault {
	if f, ok := errors.AsType[*fault](err); ok {
		return f
	}
	i.Log.ErrorContext(r.Context(), "sign-in failed", "route", r.Pattern, "error", err)
	return &fault{
		status: http.StatusInternalServerError, code: "server_error",
		description: "Something went wrong in the backend; its log says what. Start again from Billfold.",
	}
}

// announce puts into headers what of a fault belongs there.
func (f *fault) announce(h http.Header) {
	if f.wait > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(f.wait.Seconds()))))
	}
	if f.status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Basic realm="billfold"`) // which RFC 9110 (15.5.2) asks for, and no client has to use
	}
}

func write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a client that has gone away is told nothing
}

// message is a page that only says something.
type message struct{ Title, Text string }

// show writes a page. It is made before anything is sent, so that a page is whole
// or is an error.
func show(w http.ResponseWriter, status int, name string, data any) error {
	var page bytes.Buffer
	if err := pages.ExecuteTemplate(&page, name, data); err != nil {
		return fmt.Errorf("make page: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // a browser that has gone away is told nothing
	return nil
}

func style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "pages/style.css")
}

// inWords is how long somebody has to wait, never less than it is.
func inWords(wait time.Duration) string {
	switch {
	case wait > time.Minute:
		return fmt.Sprintf("%d minutes", int(math.Ceil(wait.Minutes())))
	case wait > time.Second:
		return fmt.Sprintf("%d seconds", int(math.Ceil(wait.Seconds())))
	}
	return "a second"
}
