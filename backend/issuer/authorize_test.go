package issuer_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"billfold/backend/issuer"
)

func TestPageListsThePeople(t *testing.T) {
	p := listen(t)
	query, _ := asking()
	a := p.get(t, "/authorize?"+query.Encode())
	for _, want := range []string{
		"Demo: pick who you are", maya.Name, maya.Email, "Jonas &lt;Weber&gt;", jonas.Email, "Cancel", `href="/issuer/style.css"`,
	} {
		if !strings.Contains(a.body, want) {
			t.Errorf("no %q on the page:\n%s", want, a.body)
		}
	}
	for _, never := range []string{"<script", "style=", "<style", "onclick"} {
		if strings.Contains(a.body, never) {
			t.Errorf("%q on the page", never)
		}
	}
	if a := p.get(t, "/style.css"); a.status != http.StatusOK || !strings.HasPrefix(a.header.Get("Content-Type"), "text/css") {
		t.Errorf("style sheet: %d %s", a.status, a.header.Get("Content-Type"))
	}
}

func TestAnswerGoesToThisMachineOnly(t *testing.T) {
	p := listen(t)
	query, _ := asking()
	proven := p.get(t, "/authorize?"+query.Encode()).form(t)
	proven.Set("person", maya.ID)
	for _, c := range []struct {
		uri  string
		good bool
	}{
		{"http://127.0.0.1:1/callback", true},
		{"http://127.0.0.1:65535/callback", true},
		{"http://[::1]:8080/callback", true},
		{"", false},
		{"http://127.0.0.1:65536/callback", false},
		{"http://127.0.0.1:0/callback", false},
		{"http://127.0.0.1:080/callback", false},
		{"http://127.0.0.1/callback", false},
		{"http://127.0.0.1:/callback", false},
		{"http://localhost:8080/callback", false},
		{"http://127.0.0.2:8080/callback", false},
		{"http://127.1:8080/callback", false},
		{"http://127.0.0.1.evil.example:8080/callback", false},
		{"http://evil.example:8080/callback", false},
		{"http://127.0.0.1:8080@evil.example/callback", false},
		{"http://evil.example@127.0.0.1:8080/callback", false},
		{"http://127.0.0.1:8080/callback?to=evil", false},
		{"http://127.0.0.1:8080/callback#x", false},
		{"http://127.0.0.1:8080/callback/", false},
		{"http://127.0.0.1:8080/callback/../x", false},
		{"http://127.0.0.1:8080/Callback", false},
		{"http://127.0.0.1:8080//callback", false},
		{"http://127.0.0.1:8080/callback\n", false},
		{"http://127.0.0.1:8080/callback%0d%0aX:y", false},
		{"https://127.0.0.1:8080/callback", false},
		{"HTTP://127.0.0.1:8080/callback", false},
		{"//127.0.0.1:8080/callback", false},
		{"javascript:alert(1)", false},
		{"http://[::1%25lo]:8080/callback", false},
		{"http://[::2]:8080/callback", false},
	} {
		a := p.get(t, "/authorize?"+altered(query, "redirect_uri", c.uri).Encode())
		if good := a.status == http.StatusOK; good != c.good || a.header.Get("Location") != "" {
			t.Errorf("%q: %d to %q, want good %v", c.uri, a.status, a.header.Get("Location"), c.good)
		}
		// Errors of a request that is wrong in another way stay here too.
		a = p.get(t, "/authorize?"+altered(altered(query, "redirect_uri", c.uri), "scope").Encode())
		if redirected := a.header.Get("Location") != ""; redirected != c.good {
			t.Errorf("%q with an error: %d to %q", c.uri, a.status, a.header.Get("Location"))
		}
		if a := p.post(t, "/authorize", altered(proven, "redirect_uri", c.uri)); a.header.Get("Location") != "" {
			t.Errorf("posted %q: to %q", c.uri, a.header.Get("Location"))
		}
		p.clock.pass(5 * time.Second) // for the limit of requests
	}
	for name, bent := range map[string]url.Values{
		"another client":     altered(query, "client_id", "evil"),
		"no client":          altered(query, "client_id"),
		"two clients":        altered(query, "client_id", "billfold", "evil"),
		"two ways back":      altered(query, "redirect_uri", back, "http://evil.example/"),
		"the same way twice": altered(query, "redirect_uri", back, back),
	} {
		if a := p.get(t, "/authorize?"+bent.Encode()); a.status != http.StatusBadRequest || a.header.Get("Location") != "" {
			t.Errorf("%s: %d to %q", name, a.status, a.header.Get("Location"))
		}
	}
}

func TestBadRequestGoesBackWithItsError(t *testing.T) {
	p := listen(t)
	query, _ := asking()
	for _, c := range []struct {
		name, want string
		bent       url.Values
		stateless  bool
	}{
		{"no response type", "invalid_request", altered(query, "response_type"), false},
		{"implicit", "unsupported_response_type", altered(query, "response_type", "token"), false},
		{"hybrid", "unsupported_response_type", altered(query, "response_type", "code id_token"), false},
		{"no PKCE", "invalid_request", altered(altered(query, "code_challenge"), "code_challenge_method"), false},
		{"PKCE without a method", "invalid_request", altered(query, "code_challenge_method"), false},
		{"plain PKCE", "invalid_request", altered(query, "code_challenge_method", "plain"), false},
		{"no challenge", "invalid_request", altered(query, "code_challenge"), false},
		{"short challenge", "invalid_request", altered(query, "code_challenge", strings.Repeat("a", 42)), false},
		{"long challenge", "invalid_request", altered(query, "code_challenge", strings.Repeat("a", 129)), false},
		{"bent challenge", "invalid_request", altered(query, "code_challenge", strings.Repeat("=", 43)), false},
		{"no scope", "invalid_scope", altered(query, "scope"), false},
		{"not openid", "invalid_scope", altered(query, "scope", "email openidx"), false},
		{"no state", "invalid_request", altered(query, "state"), true},
		{"short state", "invalid_request", altered(query, "state", "1234567"), false},
		{"long state", "invalid_request", altered(query, "state", strings.Repeat("s", 513)), true},
		{"two states", "invalid_request", altered(query, "state", state, state), true},
		{"two nonces", "invalid_request", altered(query, "nonce", "a", "b"), false},
		{"two of what means nothing", "invalid_request", altered(query, "extra", "a", "b"), false},
		{"long nonce", "invalid_request", altered(query, "nonce", strings.Repeat("n", 513)), false},
		{"answer in the fragment", "invalid_request", altered(query, "response_mode", "fragment"), false},
		{"answer by form", "invalid_request", altered(query, "response_mode", "form_post"), false},
		{"request object", "request_not_supported", altered(query, "request", "e30"), false},
		{"request by reference", "request_uri_not_supported", altered(query, "request_uri", "http://evil.example"), false},
		{"silently", "login_required", altered(query, "prompt", "none"), false},
		{"silently or not", "invalid_request", altered(query, "prompt", "none login"), false},
	} {
		to, answered := p.get(t, "/authorize?"+c.bent.Encode()).redirect(t)
		if to != back || answered.Get("error") != c.want || answered.Get("error_description") == "" || answered.Get("iss") != p.URL() {
			t.Errorf("%s: %s %v, want %s", c.name, to, answered, c.want)
		}
		if answered.Has("state") == c.stateless || !c.stateless && answered.Get("state") != c.bent.Get("state") {
			t.Errorf("%s: answered with state %q", c.name, answered.Get("state"))
		}
		if answered.Has("code") {
			t.Errorf("%s: answered with a code", c.name)
		}
	}
}

func TestSoundRequestsAreAsked(t *testing.T) {
	p := listen(t)
	query, _ := asking()
	for name, sound := range map[string]url.Values{
		"as it is":         query,
		"by query":         altered(query, "response_mode", "query"),
		"without a nonce":  altered(query, "nonce"),
		"state of 8":       altered(query, "state", "12345678"),
		"state of 512":     altered(query, "state", strings.Repeat("s", 512)),
		"nonce of 512":     altered(query, "nonce", strings.Repeat("n", 512)),
		"asked anew":       altered(altered(query, "prompt", "login"), "max_age", "0"),
		"with an audience": altered(query, "audience", "billfold-api"),
	} {
		form := p.get(t, "/authorize?"+sound.Encode()).form(t)
		form.Set("person", maya.ID)
		if _, answered := p.post(t, "/authorize", form).redirect(t); answered.Get("code") == "" || answered.Get("state") != sound.Get("state") {
			t.Errorf("%s: %v", name, answered)
		}
	}
}

func TestCancelAndStrangers(t *testing.T) {
	p := listen(t)
	query, _ := asking()
	form := p.get(t, "/authorize?"+query.Encode()).form(t)
	if _, answered := p.post(t, "/authorize", altered(form, "cancel", "yes")).redirect(t); answered.Get("error") != "access_denied" ||
		answered.Get("state") != state || answered.Get("iss") != p.URL() {
		t.Errorf("cancelled: %v", answered)
	}
	for _, nobody := range []string{"", "per_nobody"} {
		if a := p.post(t, "/authorize", altered(form, "person", nobody)); a.status != http.StatusBadRequest {
			t.Errorf("picked %q: %d", nobody, a.status)
		}
	}
	p.people = nil
	if a := p.get(t, "/authorize?"+query.Encode()); !strings.Contains(a.body, "no people yet") {
		t.Errorf("without people:\n%s", a.body)
	}
}

func TestFormIsOurs(t *testing.T) {
	p := listen(t)
	query, _ := asking()
	form := p.get(t, "/authorize?"+query.Encode()).form(t)
	form.Set("person", maya.ID)
	expires, mac, _ := strings.Cut(form.Get("form"), ".")
	later := fmt.Sprint(noon.Add(24 * time.Hour).Unix())
	code := p.get(t, "/device").form(t).Get("form")
	for name, bent := range map[string]url.Values{
		"no proof":                altered(form, "form"),
		"empty proof":             altered(form, "form", ""),
		"no time":                 altered(form, "form", "."+mac),
		"no signature":            altered(form, "form", expires+"."),
		"bent signature":          altered(form, "form", expires+"."+strings.ToUpper(mac)),
		"lives longer":            altered(form, "form", later+"."+mac),
		"of another page":         altered(form, "form", code),
		"another state":           altered(form, "state", "state-of-somebody-else"),
		"another challenge":       altered(form, "code_challenge", strings.Repeat("a", 43)),
		"another port":            altered(form, "redirect_uri", "http://127.0.0.1:2/callback"),
		"another nonce":           altered(form, "nonce", "theirs"),
		"without a nonce":         altered(form, "nonce"),
		"with a prompt":           altered(form, "prompt", "login"),
		"the error of no state":   altered(form, "state"),
		"the error of plain PKCE": altered(form, "code_challenge_method", "plain"),
	} {
		if a := p.post(t, "/authorize", bent); a.status != http.StatusForbidden || a.header.Get("Location") != "" {
			t.Errorf("%s: %d to %q", name, a.status, a.header.Get("Location"))
		}
	}
	p.clock.pass(10*time.Minute - time.Second)
	if a := p.post(t, "/authorize", form); a.status != http.StatusSeeOther {
		t.Errorf("within ten minutes: %d", a.status)
	}
	p.clock.pass(time.Second)
	if a := p.post(t, "/authorize", form); a.status != http.StatusForbidden || !strings.Contains(a.body, "open for too long") {
		t.Errorf("after ten minutes: %d\n%s", a.status, a.body)
	}
}

func TestPickingLeaksNothing(t *testing.T) {
	p := listen(t)
	first, second := p.pick(t, maya), p.pick(t, maya)
	if first.Get("code") == second.Get("code") {
		t.Error("the same code twice")
	}
	if got := p.post(t, "/token", first).tokens(t); strings.Contains(p.log.String(), got.Refresh) {
		t.Error("a token is in the log")
	}
	if p.sessions.only(t).PersonID != maya.ID || issuer.ClientID == issuer.Audience {
		t.Error("somebody else signed in")
	}
}
