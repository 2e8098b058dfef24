package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"billfold/backend/gateway/sandbox"
	"billfold/billing"
)

// maxAdvance bounds how far the clock is moved at once: what is due until then
// happens before the answer.
const maxAdvance = 5 * 366 * 24 * time.Hour

// Books is what the routes read.
type Books interface {
	People(ctx context.Context) ([]billing.Person, error)
	PersonByEmail(ctx context.Context, email string) (billing.Person, error)
	Accounts(ctx context.Context, personID string) ([]billing.AccountSummary, error)
}

// Deps is what the routes stand on.
type Deps struct {
	Books  Books
	Clock  *Clock
	Ledger func(context.Context) ([]sandbox.Entry, error)
	// Advance makes happen what is due for all accounts until an instant.
	Advance func(ctx context.Context, to time.Time) error
	// Issue signs a person in, to stay or for a while.
	Issue func(ctx context.Context, personID string, stay bool) (Tokens, error)
	// Port is the one that the backend listens on.
	Port string
	// Refuse answers with an error as every operation does; a Problem with a
	// status of its own in HTTP has it given.
	Refuse func(w http.ResponseWriter, status int, cause *billing.Problem)
	// Failed answers to a fault of the backend, and logs it.
	Failed func(w http.ResponseWriter, r *http.Request, err error)
}

// Tokens are what signing in gives; Refresh only to those who stay.
type Tokens struct {
	Access, Refresh billing.Secret
	Lasts           time.Duration // of Access
}

// Routes serves what a demo backend has beside its operations: its clock, its
// people with tokens for them, and the ledger of the sandbox gateway. Whoever
// can reach them can be anybody, so they answer the machine itself only: see
// guard.
func Routes(d Deps) http.Handler {
	router := http.NewServeMux()
	router.HandleFunc("POST /demo/clock", d.clock)
	router.HandleFunc("POST /demo/token", d.token)
	router.HandleFunc("GET /demo/charges", d.charges)
	router.HandleFunc("GET /demo/people", d.people)
	router.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		d.Refuse(w, http.StatusNotFound, billing.NewProblem(billing.NotFound))
	})
	return d.guard(router)
}

func (d Deps) clock(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Advance string `json:"advance"`
	}
	if !d.read(w, r, &in) {
		return
	}
	by, err := time.ParseDuration(in.Advance)
	if err != nil || by <= 0 || by > maxAdvance {
		d.Refuse(w, http.StatusUnprocessableEntity, billing.NewProblem(billing.InvalidRequest,
			"field", "advance", "value", in.Advance, "max", maxAdvance.String()))
		return
	}
	now, err := d.Clock.Advance(by)
	if err == nil {
		err = d.Advance(r.Context(), now)
	}
	if err != nil {
		d.Failed(w, r, fmt.Errorf("advance demo clock: %w", err))
		return
	}
	write(w, map[string]string{"now": now.UTC().Format(time.RFC3339)})
}

func (d Deps) token(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Email   string `json:"email"`
		Session bool   `json:"session"` // with a refresh token
	}
	if !d.read(w, r, &in) {
		return
	}
	person, err := d.Books.PersonByEmail(r.Context(), in.Email)
	if billing.CodeOf(err) == billing.NotFound {
		d.Refuse(w, http.StatusNotFound, billing.NewProblem(billing.NotFound))
		return
	}
	var t Tokens
	if err == nil {
		t, err = d.Issue(r.Context(), person.ID, in.Session)
	}
	if err != nil {
		d.Failed(w, r, fmt.Errorf("issue demo token: %w", err))
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	out := map[string]any{"access_token": t.Access.Reveal(), "expires_in": int64(t.Lasts.Seconds())}
	if !t.Refresh.IsEmpty() {
		out["refresh_token"] = t.Refresh.Reveal()
	}
	write(w, out)
}

// charge is an entry of the sandbox's ledger as outside checks read it.
type charge struct {
	At       time.Time `json:"at"`
	Account  string    `json:"account"`
	Key      string    `json:"key"`
	Amount   string    `json:"amount"`
	Currency string    `json:"currency"`
	Result   string    `json:"result"`
}

func (d Deps) charges(w http.ResponseWriter, r *http.Request) {
	entries, err := d.Ledger(r.Context())
	if err != nil {
		d.Failed(w, r, fmt.Errorf("read ledger: %w", err))
		return
	}
	all := make([]charge, 0, len(entries))
	for _, e := range entries {
		all = append(all, charge{
			At: e.At.UTC(), Account: e.Account, Key: e.Key, Amount: e.Amount.String(),
			Currency: string(e.Amount.Currency()), Result: string(e.Result),
		})
	}
	write(w, map[string]any{"charges": all})
}

// signIn is a person as the demo's sign-in page lists them.
type signIn struct {
	Email    string   `json:"email"`
	Name     string   `json:"name"`
	Role     string   `json:"role"`
	Accounts []string `json:"accounts"`
}

func (d Deps) people(w http.ResponseWriter, r *http.Request) {
	all, err := d.signIns(r.Context())
	if err != nil {
		d.Failed(w, r, fmt.Errorf("list demo people: %w", err))
		return
	}
	write(w, map[string]any{"people": all})
}

func (d Deps) signIns(ctx context.Context) ([]signIn, error) {
	people, err := d.Books.People(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]signIn, 0, len(people))
	for _, p := range people {
		accounts, err := d.Books.Accounts(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		row := signIn{Email: p.Email, Name: p.Name, Accounts: []string{}}
		for _, a := range accounts {
			row.Role = string(a.Role)
			row.Accounts = append(row.Accounts, a.Name)
		}
		all = append(all, row)
	}
	return all, nil
}

// read decodes a JSON body; it answers and is false where there is none.
func (d Deps) read(w http.ResponseWriter, r *http.Request, into any) bool {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4<<10))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		d.Refuse(w, http.StatusBadRequest, billing.NewProblem(billing.InvalidRequest, "field", "body", "value", "").Because(err))
		return false
	}
	return true
}

func write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // a client that has gone away is told nothing
}
