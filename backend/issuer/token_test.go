package issuer_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/backend/issuer"
	"billfold/billing"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// refused fails unless an answer is invalid_grant.
func refused(t *testing.T, name string, a answer) {
	t.Helper()
	if a.status != http.StatusBadRequest || a.fault(t) != "invalid_grant" {
		t.Errorf("%s: %d %s, want invalid_grant", name, a.status, a.body)
	}
}

// ended tells whether the one session has ended, in the books and to the API.
func (p *place) ended(t *testing.T) bool {
	t.Helper()
	s := p.sessions.only(t)
	err := p.Alive(t.Context(), s.ID)
	if dead := billing.CodeOf(err) == billing.Unauthenticated; dead != s.Ended {
		t.Fatalf("alive: %v, but ended %v", err, s.Ended)
	}
	return s.Ended
}

func TestCodeIsBound(t *testing.T) {
	p := listen(t)
	for name, bend := range map[string]func(url.Values){
		"another verifier":  func(v url.Values) { v.Set("code_verifier", oauth2.GenerateVerifier()) },
		"the challenge":     func(v url.Values) { v.Set("code_verifier", oauth2.S256ChallengeFromVerifier(v.Get("code_verifier"))) },
		"verifier in part":  func(v url.Values) { v.Set("code_verifier", v.Get("code_verifier")[1:]) },
		"verifier and more": func(v url.Values) { v.Set("code_verifier", v.Get("code_verifier")+"a") },
		"another way back":  func(v url.Values) { v.Set("redirect_uri", "http://127.0.0.1:2/callback") },
		"another code":      func(v url.Values) { v.Set("code", v.Get("code")+"A") },
	} {
		form := p.pick(t, maya)
		bent := altered(form, "code", form.Get("code"))
		bend(bent)
		refused(t, name, p.post(t, "/token", bent))
		p.clock.pass(20 * time.Second)
	}
	if n := len(p.sessions.all); n > 0 {
		t.Errorf("%d sessions began", n)
	}
}

func TestShortVerifierIsRefused(t *testing.T) {
	p := listen(t)
	for _, verifier := range []string{strings.Repeat("v", 42), strings.Repeat("v", 129), strings.Repeat("=", 43)} {
		query, _ := asking()
		query.Set("code_challenge", oauth2.S256ChallengeFromVerifier(verifier))
		form := p.get(t, "/authorize?"+query.Encode()).form(t)
		form.Set("person", maya.ID)
		_, answered := p.post(t, "/authorize", form).redirect(t)
		refused(t, verifier, p.post(t, "/token", url.Values{
			"grant_type": {"authorization_code"}, "client_id": {"billfold"}, "code": {answered.Get("code")},
			"redirect_uri": {back}, "code_verifier": {verifier},
		}))
	}
}

func TestFailedExchangeUsesTheCode(t *testing.T) {
	p := listen(t)
	form := p.pick(t, maya)
	refused(t, "wrong verifier", p.post(t, "/token", altered(form, "code_verifier", oauth2.GenerateVerifier())))
	refused(t, "then the right one", p.post(t, "/token", form))
}

func TestCodeLivesAMinute(t *testing.T) {
	p := listen(t)
	form := p.pick(t, maya)
	p.clock.pass(59 * time.Second)
	p.post(t, "/token", form).tokens(t)
	form = p.pick(t, maya)
	p.clock.pass(time.Minute)
	refused(t, "after a minute", p.post(t, "/token", form))
}

func TestSecondUseOfACodeEndsTheSession(t *testing.T) {
	for _, after := range []time.Duration{0, time.Second, time.Hour, 48 * time.Hour} {
		p := listen(t)
		form := p.pick(t, maya)
		got := p.post(t, "/token", form).tokens(t)
		if p.ended(t) {
			t.Fatal("ended at once")
		}
		p.clock.pass(after)
		// Whoever stole a code has no verifier.
		refused(t, "second use", p.post(t, "/token", altered(form, "code_verifier", oauth2.GenerateVerifier())))
		if !p.ended(t) {
			t.Errorf("after %v the session still lives", after)
		}
		refused(t, "refresh", p.refresh(t, got.Refresh))
		if log := p.log.String(); !strings.Contains(log, "WARN") || strings.Contains(log, form.Get("code")) {
			t.Errorf("log: %s", log)
		}
	}
}

func TestCodeIsExchangedOnceAtATime(t *testing.T) {
	p := listen(t)
	form := p.pick(t, maya)
	var wait sync.WaitGroup
	answers := make(chan answer, 8)
	for range cap(answers) {
		wait.Go(func() { answers <- p.post(t, "/token", form) })
	}
	wait.Wait()
	close(answers)
	good := 0
	for a := range answers {
		if a.status == http.StatusOK {
			good++
		}
	}
	if good != 1 || !p.ended(t) {
		t.Errorf("%d exchanged, want one, and its session ended", good)
	}
	if p.sessions.overtaken.Load() {
		t.Error("a second use looked for the session before it was there")
	}
}

func TestRefreshRotates(t *testing.T) {
	p := listen(t)
	first := p.signIn(t, maya)
	p.clock.pass(time.Hour)
	second := p.refresh(t, first.Refresh).tokens(t)
	if second.Refresh == first.Refresh || second.ID != "" || second.Expires != 600 {
		t.Errorf("refreshed: %+v", second)
	}
	s := p.sessions.only(t)
	if now := p.clock.now(); s.Generation != 2 || !s.RotatedAt.Equal(now) || !s.LastUsed.Equal(now) || !s.Began.Equal(noon) {
		t.Errorf("session: %+v", s)
	}
	_, claims := decoded(t, second.Access)
	if claims["auth_time"] != float64(noon.Unix()) || claims["iat"] != float64(p.clock.now().Unix()) || claims["sid"] != s.ID {
		t.Errorf("claims: %v", claims)
	}
	third := p.refresh(t, second.Refresh).tokens(t)
	if third.Refresh == second.Refresh || p.ended(t) {
		t.Error("the second refresh was not good")
	}
}

func TestLostAnswerIsGivenAgainForAMinute(t *testing.T) {
	p := listen(t)
	first := p.signIn(t, maya)
	second := p.refresh(t, first.Refresh).tokens(t)
	p.clock.pass(time.Minute)
	again := p.refresh(t, first.Refresh).tokens(t)
	if again.Refresh != second.Refresh || p.sessions.only(t).Generation != 2 {
		t.Error("another token was given")
	}
	p.clock.pass(time.Second)
	refused(t, "after a minute", p.refresh(t, first.Refresh))
	if !p.ended(t) {
		t.Error("the session still lives")
	}
	refused(t, "the current one then", p.refresh(t, second.Refresh))
}

func TestReuseEndsTheSession(t *testing.T) {
	p := listen(t)
	first := p.signIn(t, maya)
	second := p.refresh(t, first.Refresh).tokens(t)
	third := p.refresh(t, second.Refresh).tokens(t)
	refused(t, "the first, whose successor was used", p.refresh(t, first.Refresh))
	if !p.ended(t) {
		t.Error("the session still lives")
	}
	refused(t, "the current one", p.refresh(t, third.Refresh))
	log := p.log.String()
	if strings.Count(log, "WARN") != 1 || strings.Contains(log, first.Refresh) || strings.Contains(log, "bfr1") {
		t.Errorf("log: %s", log)
	}
}

func TestSimultaneousRefreshesGetTheSameToken(t *testing.T) {
	p := listen(t)
	first := p.signIn(t, maya)
	var wait sync.WaitGroup
	given := make(chan string, 8)
	for range cap(given) {
		wait.Go(func() { given <- p.refresh(t, first.Refresh).tokens(t).Refresh })
	}
	wait.Wait()
	close(given)
	one := <-given
	for other := range given {
		if other != one {
			t.Error("two tokens of a generation")
		}
	}
	if p.ended(t) || p.sessions.only(t).Generation != 2 {
		t.Errorf("session: %+v", p.sessions.only(t))
	}
}

func TestSignInLapses(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		name string
		uses []time.Duration // between refreshes; the last one is of interest
		good bool
	}{
		{"almost 30 days idle", []time.Duration{30*day - time.Second}, true},
		{"30 days idle", []time.Duration{30 * day}, false},
		{"idle since the last use", []time.Duration{20 * day, 29 * day}, true},
		{"almost 90 days in all", []time.Duration{29 * day, 29 * day, 29 * day, 3*day - time.Second}, true},
		{"90 days in all", []time.Duration{29 * day, 29 * day, 29 * day, 3 * day}, false},
	} {
		p := listen(t)
		token := p.signIn(t, maya).Refresh
		for n, wait := range c.uses {
			p.clock.pass(wait)
			a := p.refresh(t, token)
			if n < len(c.uses)-1 || c.good {
				token = a.tokens(t).Refresh
				continue
			}
			refused(t, c.name, a)
		}
		if strings.Contains(p.log.String(), "WARN") {
			t.Errorf("%s: warned of", c.name)
		}
	}
}

func TestRevoke(t *testing.T) {
	p := listen(t)
	first := p.signIn(t, maya)
	second := p.refresh(t, first.Refresh).tokens(t)
	form := url.Values{"client_id": {"billfold"}, "token_type_hint": {"refresh_token"}}
	for _, unknown := range []string{"words", first.Access, second.Refresh + "x", "bfr1.ses_x.1.AAAA"} {
		if a := p.post(t, "/revoke", altered(form, "token", unknown)); a.status != http.StatusOK {
			t.Errorf("unknown token: %d", a.status)
		}
	}
	if p.ended(t) {
		t.Fatal("something else than a refresh token has ended the session")
	}
	if a := p.post(t, "/revoke", form); a.status != http.StatusBadRequest || a.fault(t) != "invalid_request" {
		t.Errorf("no token: %d", a.status)
	}
	if a := p.post(t, "/revoke", altered(altered(form, "token", second.Refresh), "client_id", "evil")); a.fault(t) != "invalid_client" || p.ended(t) {
		t.Errorf("another client: %d", a.status)
	}
	for range 2 {
		if a := p.post(t, "/revoke", altered(form, "token", second.Refresh)); a.status != http.StatusOK || !p.ended(t) {
			t.Errorf("revoked: %d", a.status)
		}
	}
	refused(t, "refresh", p.refresh(t, second.Refresh))
	if err := p.Alive(t.Context(), "ses_unknown"); billing.CodeOf(err) != billing.Unauthenticated {
		t.Errorf("unknown session: %v", err)
	}
}

func TestTokenEndpointSaysWhatIsWrong(t *testing.T) {
	p := listen(t)
	sound := p.pick(t, maya)
	for name, c := range map[string]struct {
		bent   url.Values
		status int
		want   string
	}{
		"another client":    {altered(sound, "client_id", "evil"), http.StatusUnauthorized, "invalid_client"},
		"no client":         {altered(sound, "client_id"), http.StatusUnauthorized, "invalid_client"},
		"no grant type":     {altered(sound, "grant_type"), http.StatusBadRequest, "unsupported_grant_type"},
		"password":          {altered(sound, "grant_type", "password"), http.StatusBadRequest, "unsupported_grant_type"},
		"no code":           {altered(sound, "code"), http.StatusBadRequest, "invalid_request"},
		"no verifier":       {altered(sound, "code_verifier"), http.StatusBadRequest, "invalid_request"},
		"no way back":       {altered(sound, "redirect_uri"), http.StatusBadRequest, "invalid_request"},
		"two codes":         {altered(sound, "code", sound.Get("code"), "x"), http.StatusBadRequest, "invalid_request"},
		"no refresh token":  {altered(sound, "grant_type", "refresh_token"), http.StatusBadRequest, "invalid_request"},
		"no device code":    {altered(sound, "grant_type", deviceGrant), http.StatusBadRequest, "invalid_request"},
		"device of nothing": {altered(altered(sound, "grant_type", deviceGrant), "device_code", "x"), http.StatusBadRequest, "invalid_grant"},
	} {
		if a := p.post(t, "/token", c.bent); a.status != c.status || a.fault(t) != c.want {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	p.post(t, "/token", sound).tokens(t) // none of them has used the code
}

func TestWhoIsGoneGetsNothing(t *testing.T) {
	p := listen(t)
	got, form := p.signIn(t, maya), p.pick(t, maya)
	p.people = []issuer.Person{jonas}
	refused(t, "code", p.post(t, "/token", form))
	refused(t, "refresh", p.refresh(t, got.Refresh))
}

func TestFaultOfTheBooksIsNoInvalidGrant(t *testing.T) {
	p := listen(t)
	got, form := p.signIn(t, maya), p.pick(t, maya)
	p.sessions.broken = errors.New("disk is full")
	for name, a := range map[string]answer{
		"code": p.post(t, "/token", form), "refresh": p.refresh(t, got.Refresh),
		"revoke": p.post(t, "/revoke", url.Values{"client_id": {"billfold"}, "token": {got.Refresh}}),
	} {
		if a.status != http.StatusInternalServerError || a.fault(t) != "server_error" || strings.Contains(a.body, "disk") {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	if err := p.Alive(t.Context(), "ses_any"); err == nil || billing.CodeOf(err) == billing.Unauthenticated {
		t.Errorf("alive: %v", err)
	}
	if log := p.log.String(); !strings.Contains(log, "disk is full") || strings.Contains(log, got.Refresh) {
		t.Errorf("log: %s", log)
	}
}

func TestDemoSessionIsOne(t *testing.T) {
	p := listen(t)
	given, err := p.DemoSession(t.Context(), maya.ID)
	if err != nil || given.ExpiresIn != issuer.AccessLifetime {
		t.Fatalf("%v: %v", given.ExpiresIn, err)
	}
	s := p.sessions.only(t)
	refreshed := p.refresh(t, given.Refresh).tokens(t)
	for name, token := range map[string]string{"given": given.Access, "refreshed": refreshed.Access} {
		if _, claims := decoded(t, token); claims["demo"] != true || claims["sid"] != s.ID || claims["sub"] != maya.ID {
			t.Errorf("%s: %v", name, claims)
		}
		if _, err := oidc.NewVerifier(p.URL(), p.KeySet(), &oidc.Config{
			ClientID: issuer.Audience, Now: p.clock.now, SupportedSigningAlgs: []string{oidc.EdDSA},
		}).Verify(t.Context(), token); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := p.DemoSession(t.Context(), "per_nobody"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("nobody: %v", err)
	}
}
