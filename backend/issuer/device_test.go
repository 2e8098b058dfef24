package issuer_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"billfold/backend/issuer"
)

// waiting is a device whose code was not used yet.
type waiting struct {
	Device string `json:"device_code"`
	User   string `json:"user_code"`
}

func (p *place) wait(t *testing.T) waiting {
	t.Helper()
	a := p.post(t, "/device_authorization", url.Values{"client_id": {"billfold"}, "scope": {"openid email"}})
	var got waiting
	if err := json.Unmarshal([]byte(a.body), &got); err != nil || a.status != http.StatusOK || got.Device == "" {
		t.Fatalf("%d %s: %v", a.status, a.body, err)
	}
	return got
}

func (p *place) poll(t *testing.T, w waiting) answer {
	t.Helper()
	return p.post(t, "/token", url.Values{"grant_type": {deviceGrant}, "client_id": {"billfold"}, "device_code": {w.Device}})
}

// enter types a code, and is the page that follows.
func (p *place) enter(t *testing.T, code string) answer {
	t.Helper()
	form := p.get(t, "/device").form(t)
	form.Set("user_code", code)
	return p.post(t, "/device", form)
}

// told fails unless a device that asks is told an error.
func (p *place) told(t *testing.T, w waiting, want string) {
	t.Helper()
	if a := p.poll(t, w); a.status != http.StatusBadRequest || a.fault(t) != want {
		t.Errorf("at %v: %d %s, want %s", p.clock.now().Sub(noon), a.status, a.body, want)
	}
}

func TestUserCodeIsForPeople(t *testing.T) {
	p := listen(t)
	shape := regexp.MustCompile(`^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$`)
	seen := map[rune]bool{}
	for range 100 {
		w := p.wait(t)
		if !shape.MatchString(w.User) {
			t.Fatalf("code %q", w.User)
		}
		for _, letter := range w.User {
			seen[letter] = true
		}
	}
	if len(seen) != 21 { // 20 letters and the dash, all but certainly among 800
		t.Errorf("%d characters are used", len(seen))
	}
}

func TestCodeIsTypedAsPeopleDo(t *testing.T) {
	for name, as := range map[string]func(string) string{
		"as shown":     func(s string) string { return s },
		"in lowercase": strings.ToLower,
		"undashed":     func(s string) string { return strings.ReplaceAll(s, "-", "") },
		"with spaces":  func(s string) string { return " " + strings.ReplaceAll(s, "-", " ") + " " },
	} {
		p := listen(t)
		w := p.wait(t)
		a := p.enter(t, as(w.User))
		if !strings.Contains(a.body, w.User) || !strings.Contains(a.body, maya.Email) || !strings.Contains(a.body, "Deny") {
			t.Errorf("%s: %d\n%s", name, a.status, a.body)
		}
	}
}

func TestAddressOnlyFillsTheCodeIn(t *testing.T) {
	p := listen(t)
	w := p.wait(t)
	a := p.get(t, "/device?user_code="+w.User)
	if !strings.Contains(a.body, `value="`+w.User+`"`) || strings.Contains(a.body, maya.Email) {
		t.Errorf("page:\n%s", a.body)
	}
	for range 20 { // none of them a guess
		p.get(t, "/device?user_code=BCDF-GHJK").form(t)
	}
	if a := p.get(t, "/device?user_code=%3Cscript%3E"); strings.Contains(a.body, "<script>") {
		t.Errorf("page:\n%s", a.body)
	}
}

func TestDeviceIsDenied(t *testing.T) {
	p := listen(t)
	w := p.wait(t)
	form := p.enter(t, w.User).form(t)
	form.Set("cancel", "yes")
	if a := p.post(t, "/device", form); a.status != http.StatusOK || !strings.Contains(a.body, "Nobody was signed in") {
		t.Errorf("denied: %d\n%s", a.status, a.body)
	}
	if a := p.post(t, "/device", altered(altered(form, "cancel"), "person", maya.ID)); a.status != http.StatusBadRequest {
		t.Errorf("picked after all: %d", a.status)
	}
	p.told(t, w, "access_denied")
	p.told(t, w, "invalid_grant")
	if len(p.sessions.all) > 0 {
		t.Error("a session began")
	}
}

func TestDeviceCodeIsUsedOnce(t *testing.T) {
	p := listen(t)
	w := p.wait(t)
	form := p.enter(t, w.User).form(t)
	form.Set("person", jonas.ID)
	if a := p.post(t, "/device", form); a.status != http.StatusOK || !strings.Contains(a.body, "Signed in as Jonas &lt;Weber&gt;") {
		t.Fatalf("picked: %d\n%s", a.status, a.body)
	}
	if a := p.post(t, "/device", altered(form, "person", maya.ID)); a.status != http.StatusBadRequest {
		t.Errorf("picked again: %d", a.status)
	}
	if a := p.enter(t, w.User); a.status != http.StatusBadRequest {
		t.Errorf("typed again: %d", a.status)
	}
	got := p.poll(t, w).tokens(t)
	if got.Scope != "openid email" || got.ID == "" || p.sessions.only(t).PersonID != jonas.ID {
		t.Errorf("got %+v", got)
	}
	p.told(t, w, "invalid_grant")
}

func TestDeviceWaitsBetweenQuestions(t *testing.T) {
	p := listen(t)
	w := p.wait(t)
	for _, step := range []struct {
		after time.Duration
		want  string
	}{
		{0, "authorization_pending"},
		{2 * time.Second, "authorization_pending"},
		{1900 * time.Millisecond, "authorization_pending"}, // hurried by the network
		{time.Second, "slow_down"},
		{6 * time.Second, "slow_down"},              // seven are asked for now
		{12 * time.Second, "authorization_pending"}, // and then twelve
		{7 * time.Second, "slow_down"},
	} {
		p.clock.pass(step.after)
		p.told(t, w, step.want)
	}
	p.told(t, p.wait(t), "authorization_pending") // somebody else's haste is no one else's
}

func TestDeviceCodeExpires(t *testing.T) {
	p := listen(t)
	w := p.wait(t)
	form := p.enter(t, w.User).form(t)
	form.Set("person", maya.ID)
	p.clock.pass(10*time.Minute - time.Second)
	p.told(t, w, "authorization_pending")
	late := p.enter(t, w.User).form(t)
	late.Set("person", maya.ID)
	p.clock.pass(time.Second)
	if a := p.post(t, "/device", late); a.status != http.StatusBadRequest || !strings.Contains(a.body, "expired") {
		t.Errorf("picked too late: %d\n%s", a.status, a.body)
	}
	if a := p.post(t, "/device", form); a.status != http.StatusForbidden {
		t.Errorf("an old page: %d", a.status)
	}
	if a := p.enter(t, w.User); a.status != http.StatusBadRequest {
		t.Errorf("typed too late: %d", a.status)
	}
	p.told(t, w, "expired_token")
}

func TestPersonIsPickedForACodeThatWasTyped(t *testing.T) {
	p := listen(t)
	mine, theirs := p.wait(t), p.wait(t)
	form := p.enter(t, mine.User).form(t)
	form.Set("person", maya.ID)
	typing := p.get(t, "/device").form(t).Get("form")
	for name, bent := range map[string]url.Values{
		"for another device": altered(form, "user_code", theirs.User),
		"without a proof":    altered(form, "form"),
		"untyped":            altered(form, "form", typing),
		"typed with this":    altered(altered(form, "person"), "form", form.Get("form")),
	} {
		if a := p.post(t, "/device", bent); a.status != http.StatusForbidden {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	if a := p.post(t, "/device", altered(form, "person", "per_nobody")); a.status != http.StatusBadRequest {
		t.Errorf("nobody: %d", a.status)
	}
	p.told(t, mine, "authorization_pending")
	p.told(t, theirs, "authorization_pending")
}

func TestDeviceAuthorizationSaysWhatIsWrong(t *testing.T) {
	p := listen(t)
	sound := url.Values{"client_id": {issuer.ClientID}, "scope": {"openid"}}
	for want, bent := range map[string]url.Values{
		"invalid_client":  altered(sound, "client_id", "evil"),
		"invalid_scope":   altered(sound, "scope", "email"),
		"invalid_request": altered(sound, "scope", "openid", "openid"),
	} {
		if a := p.post(t, "/device_authorization", bent); a.fault(t) != want {
			t.Errorf("%d %s, want %s", a.status, a.body, want)
		}
	}
}
