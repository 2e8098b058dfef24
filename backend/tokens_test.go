package backend_test

import (
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"billfold/billing"

	"golang.org/x/oauth2"
)

// grants are the tokens of a sign-in.
type grants struct{ access, refresh, id string }

var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// form posts a form, to a page as a browser at it does, and follows no redirect.
func (r running) form(path string, form url.Values) (*http.Response, string) {
	r.t.Helper()
	request, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if path != "/issuer/token" && path != "/issuer/revoke" { // which are for programs
		request.Header.Set("Origin", r.url)
		request.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return response, string(text)
}

// signIn goes through the demo's pages as a person.
func (r running) signIn(person, nonce string) grants {
	r.t.Helper()
	verifier := oauth2.GenerateVerifier()
	const back = "http://127.0.0.1:51234/callback"
	page := r.ask(http.MethodGet, "/issuer/authorize?"+url.Values{
		"response_type": {"code"}, "client_id": {"billfold"}, "redirect_uri": {back}, "scope": {"openid email"}, "state": {"state-of-this-sign-in"},
		"nonce": {nonce}, "code_challenge": {oauth2.S256ChallengeFromVerifier(verifier)}, "code_challenge_method": {"S256"},
	}.Encode(), "")
	picked := url.Values{"person": {person}}
	for _, match := range hiddenField.FindAllStringSubmatch(page.text, -1) {
		picked.Add(match[1], html.UnescapeString(match[2]))
	}
	answered, text := r.form("/issuer/authorize", picked)
	at, err := answered.Location()
	if err != nil {
		r.t.Fatalf("%v: %s", err, text)
	}
	_, text = r.form("/issuer/token", url.Values{
		"grant_type": {"authorization_code"}, "client_id": {"billfold"}, "code": {at.Query().Get("code")},
		"redirect_uri": {back}, "code_verifier": {verifier},
	})
	return r.tokens(text)
}

// tokens are those in an answer of the issuer.
func (r running) tokens(text string) grants {
	r.t.Helper()
	var said struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		ID      string `json:"id_token"`
	}
	if err := json.Unmarshal([]byte(text), &said); err != nil || said.Refresh == "" {
		r.t.Fatalf("no tokens: %v: %s", err, text)
	}
	return grants{said.Access, said.Refresh, said.ID}
}

// me is what a token says of whom it is.
func (r running) me(token string) reply {
	r.t.Helper()
	return r.ask(http.MethodGet, "/v1/me", "", "Authorization: Bearer "+token)
}

func (r running) isNobody(name, token string) {
	r.t.Helper()
	if got := r.me(token); got.status != http.StatusUnauthorized || got.json["code"] != string(billing.Unauthenticated) {
		r.t.Errorf("%s: %d %s", name, got.status, got.text)
	}
}

func TestOnlyAccessTokensOfThisDemo(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	person, _ := r.ask(http.MethodGet, "/v1/me", "", r.token("admin@northwind.example")).json["id"].(string)
	g := r.signIn(person, "n")
	if got := r.me(g.access); got.json["id"] != person {
		t.Fatalf("signed in: %d %s", got.status, got.text)
	}
	other := serve(t, options(filepath.Join(t.TempDir(), "data"), io.Discard)) // with a key of its own
	r.isNobody("another demo's", strings.TrimPrefix(other.token("admin@northwind.example"), "Authorization: Bearer "))
	r.isNobody("an ID token", g.id)
	r.isNobody("a refresh token", g.refresh)
	for name, header := range map[string]string{
		"none": "Accept: */*", "no scheme": "Authorization: " + g.access, "another scheme": "Authorization: Basic " + g.access, "empty": "Authorization: Bearer ",
	} {
		if got := r.ask(http.MethodGet, "/v1/me", "", header); got.status != http.StatusUnauthorized {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	if got := r.ask(http.MethodGet, "/v1/me?access_token="+g.access, ""); got.status != http.StatusUnauthorized {
		t.Errorf("in the address: %d %s", got.status, got.text)
	}
}

// Signing out everywhere ends each sign-in there is, with its refresh token, and
// nobody else's.
func TestSignOutEverywhere(t *testing.T) {
	o := options(demoDir(t), io.Discard)
	r := serve(t, o)
	byHand := r.token("admin@northwind.example")
	person, _ := r.ask(http.MethodGet, "/v1/me", "", byHand).json["id"].(string)
	g, other := r.signIn(person, "n"), r.token("billing@fabrikam.example")
	if got := r.ask(http.MethodPost, "/v1/me/sign-out", "", "Authorization: Bearer "+g.access); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.text)
	}
	r.isNobody("who signed out", g.access)
	r.isNobody("the same person elsewhere", strings.TrimPrefix(byHand, "Authorization: Bearer "))
	if _, text := r.form("/issuer/token", url.Values{
		"grant_type": {"refresh_token"}, "client_id": {"billfold"}, "refresh_token": {g.refresh},
	}); !strings.Contains(text, "invalid_grant") {
		t.Errorf("refreshed: %s", text)
	}
	if got := r.ask(http.MethodGet, "/v1/me", "", other); got.status != http.StatusOK {
		t.Errorf("somebody else: %d %s", got.status, got.text)
	}
	r.stop()
	r = serve(t, o)
	r.isNobody("after a restart", g.access)
}

// Signing out on one program ends what that one has, at once.
func TestSignOutOnOneProgram(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	person, _ := r.ask(http.MethodGet, "/v1/me", "", r.token("admin@northwind.example")).json["id"].(string)
	here, there := r.signIn(person, "n"), r.signIn(person, "n")
	if answered, text := r.form("/issuer/revoke", url.Values{"client_id": {"billfold"}, "token": {here.refresh}}); answered.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", answered.StatusCode, text)
	}
	r.isNobody("here", here.access)
	if got := r.me(there.access); got.status != http.StatusOK {
		t.Errorf("there: %d %s", got.status, got.text)
	}
}

// An enrolment at a demo can be made with a sign-in as well, which then has to be
// one that was made for it.
func TestADeviceOfASignIn(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	d := r.enrol(r.token("admin@northwind.example"))
	g := r.signIn(d.person, "n")
	d.token = "Authorization: Bearer " + g.access
	if got := d.enrol(d.challenge()); got.json["code"] != string(billing.NotFresh) {
		t.Errorf("without an ID token: %d %s", got.status, got.text)
	}
	var err error
	if d.key, err = billing.NewDeviceKey(); err != nil {
		t.Fatal(err)
	}
	challenge := d.challenge()
	nonce := billing.EnrolmentNonce(d.key.Public(), challenge)
	for _, c := range []struct{ name, idToken, code string }{
		{"another sign-in", g.id, string(billing.NotFresh)},
		{"an access token", g.access, string(billing.NotFresh)},
		{"this sign-in", r.signIn(d.person, nonce).id, ""},
	} {
		got := r.ask(http.MethodPost, "/v1/devices", body(t, map[string]any{
			"name": "Test", "public_key": []byte(d.key.Public()), "challenge": challenge, "proof": d.key.Prove(nonce), "id_token": c.idToken,
		}), d.token)
		if code, _ := got.json["code"].(string); code != c.code || c.code == "" && got.json["id"] != d.key.ID() {
			t.Errorf("%s: %d %s", c.name, got.status, got.text)
		}
	}
}
