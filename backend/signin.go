package backend

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"strings"

	"billfold/backend/access"
	"billfold/backend/demo"
	"billfold/backend/issuer"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/safeweb"
)

// SignIn is who tells the backend's people apart. A demo does so itself.
type SignIn struct {
	Issuer   string // an OpenID Connect issuer's address; empty where nobody can sign in
	Audience string // whom its access tokens for this backend are for
	ClientID string // Billfold's at the issuer; empty is issuer.ClientID
}

// check refuses what could not be verified, or would let an ID token pass for an
// access token.
func (s SignIn) check(isDemo bool) error {
	u, err := url.Parse(s.Issuer)
	switch {
	case s == SignIn{}:
		return nil
	case isDemo:
		return usage("a demo signs its people in itself: leave --issuer, --audience and --client-id out, or --demo")
	case s.Issuer == "":
		return usage("give the address of the issuer with --issuer, or leave --audience and --client-id out")
	case s.Audience == "":
		return usage("say with --audience whom the access tokens of %s for this backend are for", s.Issuer)
	case s.Audience == s.clientID():
		return usage("the audience must not be the client id %q: ID tokens are for that", s.Audience)
	case err != nil, u.RawQuery != "", u.Fragment != "", !safeweb.Trustworthy(s.Issuer):
		return usage("the issuer %q is no https address", s.Issuer)
	default:
		return nil
	}
}

func (s SignIn) clientID() string {
	if s.ClientID == "" {
		return issuer.ClientID
	}
	return s.ClientID
}

// origins are the addresses that confirms may be signed for: those that were given,
// or where none was, this machine's own.
func (o Options) origins() access.Origins {
	var public []string
	for _, given := range o.Origins {
		if u, err := url.Parse(given); err == nil { // checkOrigins has looked
			public = append(public, safeweb.Origin(u))
		}
	}
	host, _, _ := net.SplitHostPort(o.Listen) // so has checkListen
	return access.Origins{Public: public, Loopback: len(public) == 0 && safeweb.Loopback(host)}
}

// checkOrigins refuses to listen where others reach it and not to know by what
// name they do: what they sign says it.
func checkOrigins(o Options) error {
	for _, origin := range o.Origins {
		u, err := url.Parse(origin)
		if err != nil || u.Scheme != "https" || u.Host == "" || !strings.EqualFold(origin, "https://"+u.Host) {
			return usage("the origin %q must be https and a host, and nothing more, like https://billing.example.com", origin)
		}
	}
	if from := o.origins(); !from.Loopback && len(from.Public) == 0 {
		return usage("listening on %s, others reach it: say by what address with --origin, like https://billing.example.com", o.Listen)
	}
	return nil
}

// openIssuer makes a demo's own issuer.
func (b *Backend) openIssuer() (*issuer.Issuer, error) {
	// Tokens live in the real time: a demo's clock that is moved by a month
	// signs nobody out.
	return issuer.Open(issuer.Deps{
		KeyFile: b.path(keyFile), Base: b.Addr(), Sessions: sessions{b.books}, People: b.people,
		Now: b.options.Now, Log: b.options.Log,
	})
}

// openAccess decides whom callers are told by; own is nil outside of a demo.
func (b *Backend) openAccess(own *issuer.Issuer) *access.Access {
	by := access.Issuer{URL: b.options.SignIn.Issuer, ClientID: b.options.SignIn.clientID(), Audience: b.options.SignIn.Audience}
	if own != nil {
		by = access.Issuer{
			URL: own.URL(), ClientID: issuer.ClientID, Audience: issuer.Audience,
			Own: true, Keys: own.KeySet(), Alive: own.Alive,
		}
	}
	return access.New(access.Deps{Store: b.books, Issuer: by, Origins: b.options.origins(), Now: b.options.Now, Log: b.options.Log})
}

// ways tells a client how people sign in, before anybody has.
func (b *Backend) ways(by access.Issuer) (http.Handler, error) {
	text, err := json.Marshal(map[string]any{
		"demo": b.options.Demo, "issuer": by.URL, "client_id": by.ClientID, "audience": by.Audience,
	})
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(text) // a client that has gone away is told nothing
	}), err
}

func (b *Backend) people(ctx context.Context) ([]issuer.Person, error) {
	all, err := b.books.People(ctx)
	people := make([]issuer.Person, 0, len(all))
	for _, p := range all {
		people = append(people, issuer.Person{ID: p.ID, Name: p.Name, Email: p.Email})
	}
	return people, err
}

// sessions keeps the issuer's sign-ins in the books.
type sessions struct{ books *store.Store }

// Insert is issuer.Sessions'.
func (s sessions) Insert(ctx context.Context, one issuer.Session) error {
	return s.books.Write(ctx, func(tx *store.Tx) error { return tx.InsertSession(ctx, store.Session(one)) })
}

// Session is issuer.Sessions'.
func (s sessions) Session(ctx context.Context, id string) (one issuer.Session, err error) {
	err = s.books.Read(ctx, func(r *store.Reader) error {
		kept, err := r.Session(ctx, id)
		one = issuer.Session(kept)
		return err
	})
	return one, err
}

// Update is issuer.Sessions'.
func (s sessions) Update(ctx context.Context, id string, change func(*issuer.Session) error) error {
	return s.books.Write(ctx, func(tx *store.Tx) error {
		kept, err := tx.Session(ctx, id)
		if err != nil {
			return err
		}
		one := issuer.Session(kept)
		if err := change(&one); err != nil {
			return err
		}
		return tx.PutSession(ctx, store.Session(one))
	})
}

// demoTokens signs somebody in without asking who they are: a token that lasts
// for two hours, or, to stay, one that can be refreshed.
func demoTokens(own *issuer.Issuer) func(ctx context.Context, personID string, stay bool) (demo.Tokens, error) {
	return func(ctx context.Context, personID string, stay bool) (demo.Tokens, error) {
		if !stay {
			token, err := own.DemoToken(ctx, personID)
			return demo.Tokens{Access: billing.NewSecret(token), Lasts: issuer.DemoLifetime}, err
		}
		t, err := own.DemoSession(ctx, personID)
		return demo.Tokens{Access: billing.NewSecret(t.Access), Refresh: billing.NewSecret(t.Refresh), Lasts: t.ExpiresIn}, err
	}
}
