package issuer_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"billfold/backend/issuer"
	"billfold/billing"

	"golang.org/x/oauth2"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

const (
	formType    = "application/x-www-form-urlencoded"
	deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"
	back        = "http://127.0.0.1:51234/callback"
	state       = "state-of-this-sign-in"
)

var (
	maya  = issuer.Person{ID: "per_maya", Name: "Maya Okafor", Email: "maya@northwind.example"}
	jonas = issuer.Person{ID: "per_jonas", Name: "Jonas <Weber>", Email: "jonas@fabrikam.example"}
)

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// sessions keeps sign-ins in memory; broken has it fail. Inserting takes a while, in
// which somebody may ask for what is not there yet.
type sessions struct {
	mu        sync.Mutex
	all       map[string]issuer.Session
	broken    error
	inserting atomic.Int32
	overtaken atomic.Bool // something was looked for while something was inserted
}

func (s *sessions) Insert(_ context.Context, one issuer.Session) error {
	s.inserting.Add(1)
	defer s.inserting.Add(-1)
	for range 2000 {
		runtime.Gosched()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken == nil {
		s.all[one.ID] = one
	}
	return s.broken
}

func (s *sessions) Update(_ context.Context, id string, change func(*issuer.Session) error) error {
	if s.inserting.Load() > 0 {
		s.overtaken.Store(true)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	one, err := s.find(id)
	if err == nil {
		err = change(&one)
	}
	if err == nil {
		s.all[id] = one
	}
	return err
}

func (s *sessions) Session(_ context.Context, id string) (issuer.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.find(id)
}

func (s *sessions) find(id string) (issuer.Session, error) {
	one, ok := s.all[id]
	switch {
	case s.broken != nil:
		return one, s.broken
	case !ok:
		return one, billing.NewProblem(billing.NotFound)
	}
	return one, nil
}

// only is the one session that there is.
func (s *sessions) only(t *testing.T) issuer.Session {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) != 1 {
		t.Fatalf("%d sessions, want one", len(s.all))
	}
	for _, one := range s.all {
		return one
	}
	return issuer.Session{}
}

// place is an issuer that listens.
type place struct {
	*issuer.Issuer
	base     string
	client   *http.Client
	clock    *clock
	sessions *sessions
	people   []issuer.Person
	log      *bytes.Buffer
}

func (p *place) deps(keyFile string) issuer.Deps {
	return issuer.Deps{
		KeyFile: keyFile, Base: p.base, Sessions: p.sessions, Now: p.clock.now,
		People: func(context.Context) ([]issuer.Person, error) { return p.people, nil },
		Log:    slog.New(slog.NewTextHandler(p.log, nil)),
	}
}

func newPlace() *place {
	return &place{
		base: "http://127.0.0.1:8080", clock: &clock{at: noon}, sessions: &sessions{all: map[string]issuer.Session{}},
		people: []issuer.Person{maya, jonas}, log: &bytes.Buffer{},
	}
}

// listen serves an issuer with a new key.
func listen(t *testing.T) *place {
	t.Helper()
	return newPlace().listen(t, filepath.Join(t.TempDir(), "issuer.key"))
}

// listen serves an issuer with the key of a file, to a client that follows no
// redirect.
func (p *place) listen(t *testing.T, keyFile string) *place {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	p.base = "http://" + server.Listener.Addr().String()
	var err error
	if p.Issuer, err = issuer.Open(p.deps(keyFile)); err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = p.Handler()
	server.Start()
	t.Cleanup(server.Close)
	p.client = server.Client()
	p.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return p
}

// answer is a response that was read.
type answer struct {
	status int
	header http.Header
	body   string
}

func (p *place) do(t *testing.T, method, target, body string, alter ...func(*http.Request)) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, p.base+"/issuer"+target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		request.Header.Set("Content-Type", formType)
	}
	for _, change := range alter {
		change(request)
	}
	response, err := p.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response.StatusCode, response.Header, string(read)}
}

func (p *place) get(t *testing.T, target string, alter ...func(*http.Request)) answer {
	t.Helper()
	return p.do(t, http.MethodGet, target, "", alter...)
}

func (p *place) post(t *testing.T, target string, form url.Values, alter ...func(*http.Request)) answer {
	t.Helper()
	return p.do(t, http.MethodPost, target, form.Encode(), alter...)
}

func with(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// fault is the error in a JSON answer.
func (a answer) fault(t *testing.T) string {
	t.Helper()
	var said struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	if err := json.Unmarshal([]byte(a.body), &said); err != nil || said.Error == "" || said.Description == "" {
		t.Fatalf("%d %s is no error: %v", a.status, a.body, err)
	}
	return said.Error
}

// tokens are those in a JSON answer.
type tokens struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	ID      string `json:"id_token"`
	Scope   string `json:"scope"`
	Expires int    `json:"expires_in"`
}

func (a answer) tokens(t *testing.T) tokens {
	t.Helper()
	var got tokens
	if err := json.Unmarshal([]byte(a.body), &got); err != nil || a.status != http.StatusOK || got.Access == "" || got.Refresh == "" {
		t.Fatalf("%d %s are no tokens: %v", a.status, a.body, err)
	}
	return got
}

// redirect is where an answer sends the browser, and with what.
func (a answer) redirect(t *testing.T) (to string, query url.Values) {
	t.Helper()
	location := a.header.Get("Location")
	u, err := url.Parse(location)
	if err != nil || location == "" || a.status != http.StatusSeeOther {
		t.Fatalf("%d %q is no redirect: %v\n%s", a.status, location, err, a.body)
	}
	query = u.Query()
	u.RawQuery = ""
	return u.String(), query
}

var hidden = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// form is what the form of a page carries.
func (a answer) form(t *testing.T) url.Values {
	t.Helper()
	form := url.Values{}
	for _, match := range hidden.FindAllStringSubmatch(a.body, -1) {
		form.Add(match[1], html.UnescapeString(match[2]))
	}
	if a.status != http.StatusOK || form.Get("form") == "" {
		t.Fatalf("%d without a form:\n%s", a.status, a.body)
	}
	return form
}

// asking is a sound request, and what its code is then exchanged with.
func asking() (query url.Values, verifier string) {
	verifier = oauth2.GenerateVerifier()
	return url.Values{
		"response_type": {"code"}, "client_id": {"billfold"}, "redirect_uri": {back}, "scope": {"openid email"}, "state": {state},
		"nonce": {"nonce"}, "code_challenge": {oauth2.S256ChallengeFromVerifier(verifier)}, "code_challenge_method": {"S256"},
	}, verifier
}

// altered is a copy of values with one changed, or without it where there are none.
func altered(v url.Values, name string, values ...string) url.Values {
	copied := url.Values{}
	for key, all := range v {
		copied[key] = slices.Clone(all)
	}
	if copied[name] = values; len(values) == 0 {
		copied.Del(name)
	}
	return copied
}

// pick has a person picked, and is the form that a code is exchanged with.
func (p *place) pick(t *testing.T, person issuer.Person) url.Values {
	t.Helper()
	query, verifier := asking()
	form := p.get(t, "/authorize?"+query.Encode()).form(t)
	form.Set("person", person.ID)
	_, answered := p.post(t, "/authorize", form).redirect(t)
	if answered.Get("code") == "" {
		t.Fatalf("no code in %v", answered)
	}
	return url.Values{
		"grant_type": {"authorization_code"}, "client_id": {"billfold"}, "code": {answered.Get("code")},
		"redirect_uri": {back}, "code_verifier": {verifier},
	}
}

// signIn signs a person in.
func (p *place) signIn(t *testing.T, person issuer.Person) tokens {
	t.Helper()
	return p.post(t, "/token", p.pick(t, person)).tokens(t)
}

func (p *place) refresh(t *testing.T, token string) answer {
	t.Helper()
	return p.post(t, "/token", url.Values{"grant_type": {"refresh_token"}, "client_id": {"billfold"}, "refresh_token": {token}})
}

// decoded are a JWT's header and claims, unverified.
func decoded(t *testing.T, token string) (header, claims map[string]any) {
	t.Helper()
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		t.Fatalf("%q is no JWT", token)
	}
	for n, into := range []*map[string]any{&header, &claims} {
		raw, err := base64.RawURLEncoding.DecodeString(parts[n])
		if err == nil {
			err = json.Unmarshal(raw, into)
		}
		if err != nil {
			t.Fatalf("%q is no JWT: %v", token, err)
		}
	}
	return header, claims
}
