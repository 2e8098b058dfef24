package api

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"billfold/backend/access"
	"billfold/billing"
)

// caller is who asks, and in which account with which role.
type caller struct {
	person  billing.Person
	bearer  access.Bearer
	account string
	role    billing.Role
}

type callerKey struct{}

// callerOf is who asks. Operations stand behind the guard, so there always is one.
func callerOf(ctx context.Context) caller {
	who, _ := ctx.Value(callerKey{}).(caller)
	return who
}

const (
	guarded  = "/v1/"
	accounts = "/v1/accounts/"
)

// guard refuses, before anything else of a request is looked at, whoever has
// no good token (401), and then whoever has no business with the account that
// the path names (404). It stands in front of the router, so that unknown
// operations, malformed bodies and missing headers tell a stranger nothing.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, guarded) {
			next.ServeHTTP(w, r)
			return
		}
		who, err := s.identify(r)
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, who)))
	})
}

func (s *server) identify(r *http.Request) (caller, error) {
	token, ok := bearer(r.Header)
	if !ok {
		return caller{}, billing.NewProblem(billing.Unauthenticated)
	}
	var who caller
	var err error
	if who.bearer, err = s.Access.Authenticate(r.Context(), token); err != nil {
		// Whoever asks is told nothing of why; whoever runs the backend has to know.
		s.Log.InfoContext(r.Context(), "token refused", "cause", err)
		return caller{}, err
	}
	id := who.bearer.PersonID
	if who.person, err = s.Books.Person(r.Context(), id); err != nil {
		if billing.CodeOf(err) == billing.NotFound {
			return caller{}, billing.NewProblem(billing.Unauthenticated).Because(err)
		}
		return caller{}, err
	}
	if who.account = accountOf(r.URL); who.account == "" {
		return who, nil
	}
	who.role, err = s.Books.Role(r.Context(), id, who.account)
	return who, err
}

// bearer is the token of the one Authorization header.
func bearer(h http.Header) (string, bool) {
	values := h.Values("Authorization")
	if len(values) != 1 {
		return "", false
	}
	scheme, token, ok := strings.Cut(values[0], " ")
	return strings.TrimSpace(token), ok && strings.EqualFold(scheme, "Bearer")
}

// accountOf is the account that a path names, divided and decoded as the router
// does it; "" where there is none.
func accountOf(u *url.URL) string {
	rest, ok := strings.CutPrefix(u.EscapedPath(), accounts)
	if !ok {
		return ""
	}
	segment, _, _ := strings.Cut(rest, "/")
	if decoded, err := url.PathUnescape(segment); err == nil {
		return decoded
	}
	return segment
}
