package sandbox

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"net/http"

	"billfold/backend/gateway"
)

// Where the pages lie, each under the secret of its own.
const (
	setupPath = "/gateway/setup/"
	proofPath = "/gateway/proof/"
)

//go:embed pages/*.html pages/style.css pages/icon.svg
var files embed.FS

var templates = template.Must(template.ParseFS(files, "pages/*.html"))

// closing ends the words of a page that nobody is sent on from.
const closing = "You can close this page and return to Billfold."

// notice is a page that says one thing and asks for nothing.
type notice struct {
	Title string
	Words string
	Good  bool // what the payer wanted has happened
}

// Pages serves what payers see, to be mounted at "/gateway/": the form for a
// card, the bank's page, and what became of either.
func (g *Gateway) Pages() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+setupPath+"{page}", g.showSetup)
	mux.HandleFunc("POST "+setupPath+"{page}", g.submitSetup)
	mux.HandleFunc("GET "+proofPath+"{page}", g.showProof)
	mux.HandleFunc("POST "+proofPath+"{page}", g.submitProof)
	mux.HandleFunc("GET /gateway/style.css", g.file("pages/style.css", "text/css; charset=utf-8"))
	mux.HandleFunc("GET /gateway/icon.svg", g.file("pages/icon.svg", "image/svg+xml"))
	mux.HandleFunc("/", g.nothingHere)
	return g.guard(mux)
}

func (g *Gateway) file(name, kind string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		data, err := files.ReadFile(name)
		if err != nil {
			g.failed(w, r, err)
			return
		}
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write(data) // the browser may be gone
	}
}

func (g *Gateway) nothingHere(w http.ResponseWriter, r *http.Request) {
	g.refuse(w, r, http.StatusNotFound, "There is nothing here", "Open the page from Billfold again.")
}

// refuse answers with a page that says what is wrong.
func (g *Gateway) refuse(w http.ResponseWriter, r *http.Request, status int, title, words string) {
	g.show(w, r, status, "notice.html", notice{Title: title, Words: words})
}

func (g *Gateway) unreadable(w http.ResponseWriter, r *http.Request) {
	g.refuse(w, r, http.StatusBadRequest, "This form cannot be read", "Nothing was saved or charged. Open the page from Billfold again.")
}

// failed answers where there is no such page, or to a fault of ours: whether
// anything was done is not known then, but the page tells when it is loaded again.
func (g *Gateway) failed(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, gateway.ErrNoSetup) || errors.Is(err, gateway.ErrNoProof) {
		g.nothingHere(w, r)
		return
	}
	g.current().log.ErrorContext(r.Context(), "gateway page failed", "route", r.Pattern, "error", err)
	g.refuse(w, r, http.StatusInternalServerError, "Something went wrong on our side", "Load this page again to see how it stands.")
}

// show writes a page whole or not at all.
func (g *Gateway) show(w http.ResponseWriter, r *http.Request, status int, name string, data any) {
	var page bytes.Buffer
	if err := templates.ExecuteTemplate(&page, name, data); err != nil {
		g.current().log.ErrorContext(r.Context(), "gateway page failed", "route", r.Pattern, "error", err)
		http.Error(w, "Something went wrong on our side.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = page.WriteTo(w) // the browser may be gone
}

// readAction reads a posted form and which of its buttons was pressed; where it
// cannot be read it has been answered.
func (g *Gateway) readAction(w http.ResponseWriter, r *http.Request) (action string, ok bool) {
	err := r.ParseForm()
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		g.refuse(w, r, http.StatusRequestEntityTooLarge, "This form is too large", "Nothing was saved. Open the page from Billfold again.")
		return "", false
	case err != nil:
		g.unreadable(w, r)
		return "", false
	}
	return r.PostForm.Get("action"), true
}
