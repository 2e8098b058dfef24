package access_test

import (
	"strings"
	"testing"
	"time"

	"billfold/backend/access"
	"billfold/backend/access/accesstest"
	"billfold/billing"
)

// fresh is a bearer whose token is a sign-in of this minute, as of a demo.
var fresh = access.Bearer{PersonID: maya.ID, Fresh: true}

// enrolment is a key that answers a challenge of Maya's, signed in for it.
func (p *place) enrolment(key billing.DeviceKey) access.Enrolment {
	p.t.Helper()
	c, err := p.Challenge(p.t.Context(), maya.ID)
	if err != nil {
		p.t.Fatal(err)
	}
	nonce := billing.EnrolmentNonce(key.Public(), c.Text)
	return access.Enrolment{
		Name: " Maya's laptop ", Public: key.Public(), Challenge: c.Text, Proof: key.Prove(nonce),
		IDToken: p.issuer.ID("maya", with(verified(maya), accesstest.Claims{"nonce": nonce})),
	}
}

func newKey(t testing.TB) billing.DeviceKey {
	t.Helper()
	key, err := billing.NewDeviceKey()
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// devices expects Maya to have as many devices.
func (p *place) devices(want int) []billing.Device {
	p.t.Helper()
	all, err := p.Devices(p.t.Context(), maya.ID)
	if err != nil || len(all) != want {
		p.t.Fatalf("%d devices, want %d: %v", len(all), want, err)
	}
	return all
}

func TestASignInEnrolsADevice(t *testing.T) {
	p := newPlace(t)
	key := newKey(t)
	got, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, p.enrolment(key))
	if err != nil || got.ID != key.ID() || got.Name != "Maya's laptop" || !got.Added.Equal(noon) || got.Revoked != nil {
		t.Fatalf("%+v, %v", got, err)
	}
	p.devices(1)
	p.clock.pass(time.Hour)
	if again, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, p.enrolment(key)); err != nil || again.ID != got.ID || !again.Added.Equal(noon) {
		t.Errorf("the same key again: %+v, %v", again, err)
	}
	p.devices(1)
}

func TestSignInsThatEnrolNothing(t *testing.T) {
	p := newPlace(t)
	at := func(d time.Duration) int64 { return noon.Add(d).Unix() }
	for name, c := range map[string]struct {
		claims accesstest.Claims
		good   bool
	}{
		"now":                         {nil, true},
		"five minutes ago":            {accesstest.Claims{"auth_time": at(-5 * time.Minute)}, true},
		"longer ago":                  {accesstest.Claims{"auth_time": at(-5*time.Minute - time.Second)}, false},
		"by a clock a bit ahead":      {accesstest.Claims{"auth_time": at(time.Minute)}, true},
		"in the future":               {accesstest.Claims{"auth_time": at(time.Minute + time.Second)}, false},
		"nobody says when":            {accesstest.Claims{"auth_time": nil}, false},
		"at the beginning of time":    {accesstest.Claims{"auth_time": 0}, false},
		"for another nonce":           {accesstest.Claims{"nonce": "another"}, false},
		"for no nonce":                {accesstest.Claims{"nonce": nil}, false},
		"for an empty nonce":          {accesstest.Claims{"nonce": ""}, false},
		"by somebody else":            {with(verified(jonas), accesstest.Claims{"sub": "jonas"}), false},
		"expired":                     {accesstest.Claims{"exp": at(-time.Second)}, false},
		"at another issuer":           {accesstest.Claims{"iss": "https://id.example"}, false},
		"for another program":         {accesstest.Claims{"aud": "other"}, false},
		"for us, not for the program": {accesstest.Claims{"aud": accesstest.Audience}, false},
	} {
		for _, who := range []access.Bearer{{PersonID: maya.ID}, fresh} { // who sends one is held to it
			key := newKey(t)
			e := p.enrolment(key)
			nonce := billing.EnrolmentNonce(key.Public(), e.Challenge)
			e.IDToken = p.issuer.ID("maya", with(with(verified(maya), accesstest.Claims{"nonce": nonce}), c.claims))
			before := len(listed(t, p))
			_, err := p.Enrol(t.Context(), who, e)
			want := billing.NotFresh
			if name == "by somebody else" {
				want = billing.SignedInAsAnother
			}
			if c.good != (err == nil) || !c.good && billing.CodeOf(err) != want || c.good != (len(listed(t, p)) == before+1) {
				t.Errorf("signed in %s: %v", name, err)
			}
		}
	}
}

func listed(t *testing.T, p *place) []billing.Device {
	t.Helper()
	all, err := p.Devices(t.Context(), maya.ID)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEnrolmentsThatAreRefused(t *testing.T) {
	p := newPlace(t)
	key, other := newKey(t), newKey(t)
	for name, c := range map[string]struct {
		spoil func(e *access.Enrolment)
		code  billing.Code
	}{
		"no ID token":              {func(e *access.Enrolment) { e.IDToken = "" }, billing.NotFresh},
		"an access token":          {func(e *access.Enrolment) { e.IDToken = p.access(nil) }, billing.NotFresh},
		"garbage":                  {func(e *access.Enrolment) { e.IDToken = "garbage" }, billing.NotFresh},
		"too large":                {func(e *access.Enrolment) { e.IDToken = strings.Repeat("x", 16<<10+1) }, billing.NotFresh},
		"one command of no demo":   {func(e *access.Enrolment) { e.SingleCommand = true }, billing.NotFresh},
		"the same, without":        {func(e *access.Enrolment) { e.SingleCommand, e.IDToken = true, "" }, billing.NotFresh},
		"no proof":                 {func(e *access.Enrolment) { e.Proof = nil }, billing.InvalidRequest},
		"another key's proof":      {func(e *access.Enrolment) { e.Proof = other.Prove(billing.EnrolmentNonce(key.Public(), e.Challenge)) }, billing.InvalidRequest},
		"the proof of another":     {func(e *access.Enrolment) { e.Proof = key.Prove("another nonce") }, billing.InvalidRequest},
		"another key":              {func(e *access.Enrolment) { e.Public = other.Public() }, billing.InvalidRequest},
		"another key, proven":      {swapped(other), billing.NotFresh},
		"a key too short":          {func(e *access.Enrolment) { e.Public = e.Public[:31] }, billing.InvalidRequest},
		"no key":                   {func(e *access.Enrolment) { e.Public = nil }, billing.InvalidRequest},
		"no name":                  {func(e *access.Enrolment) { e.Name = " " }, billing.InvalidRequest},
		"a name that hides":        {func(e *access.Enrolment) { e.Name = "a\u202eb" }, billing.InvalidRequest},
		"a name that is no text":   {func(e *access.Enrolment) { e.Name = "a\xff" }, billing.InvalidRequest},
		"a name that is too long":  {func(e *access.Enrolment) { e.Name = strings.Repeat("ä", 65) }, billing.InvalidRequest},
		"a challenge of nobody's":  {p.rechallenged(key, "nobody's"), billing.ChallengeUnknown},
		"a challenge of another's": {p.rechallenged(key, theirs(t, p)), billing.ChallengeUnknown},
	} {
		e := p.enrolment(key)
		c.spoil(&e)
		if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, e); billing.CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	p.devices(0)
}

// swapped is another key that proves to be there, with the sign-in of the first.
func swapped(other billing.DeviceKey) func(*access.Enrolment) {
	return func(e *access.Enrolment) {
		e.Public, e.Proof = other.Public(), other.Prove(billing.EnrolmentNonce(other.Public(), e.Challenge))
	}
}

// rechallenged is an enrolment that is sound but for the challenge it answers.
func (p *place) rechallenged(key billing.DeviceKey, challenge string) func(*access.Enrolment) {
	return func(e *access.Enrolment) {
		nonce := billing.EnrolmentNonce(key.Public(), challenge)
		e.Challenge, e.Proof = challenge, key.Prove(nonce)
		e.IDToken = p.issuer.ID("maya", with(verified(maya), accesstest.Claims{"nonce": nonce}))
	}
}

func theirs(t *testing.T, p *place) string {
	t.Helper()
	c, err := p.Challenge(t.Context(), jonas.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c.Text
}

func TestAChallengeIsAnsweredOnceAndInTime(t *testing.T) {
	p := newPlace(t)
	key := newKey(t)
	e := p.enrolment(key)
	for n, code := range []billing.Code{"", billing.ChallengeUnknown} {
		if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, e); billing.CodeOf(err) != code {
			t.Errorf("%d: %v", n, err)
		}
	}
	late := p.enrolment(key)
	p.clock.pass(10 * time.Minute)
	if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, late); billing.CodeOf(err) != billing.NotFresh {
		t.Errorf("a sign-in of before: %v", err)
	}
	nonce := billing.EnrolmentNonce(key.Public(), late.Challenge)
	late.IDToken = p.issuer.ID("maya", with(verified(maya), accesstest.Claims{"nonce": nonce}))
	if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, late); billing.CodeOf(err) != billing.ChallengeUnknown {
		t.Errorf("too late: %v", err)
	}
}

// A key is one device wherever it turns up, and one that was revoked stays so.
func TestKeysThatAreTakenOrRevoked(t *testing.T) {
	p := newPlace(t)
	key := newKey(t)
	if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, p.enrolment(key)); err != nil {
		t.Fatal(err)
	}
	if err := p.Revoke(t.Context(), jonas.ID, key.ID()); billing.CodeOf(err) != billing.DeviceUnknown {
		t.Errorf("revoked by somebody else: %v", err)
	}
	e := p.enrolment(key)
	p.rechallenged(key, theirs(t, p))(&e)
	e.IDToken = ""
	if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: jonas.ID, Fresh: true}, e); billing.CodeOf(err) != billing.DeviceKeyTaken {
		t.Errorf("somebody else's: %v", err)
	}
	for range 2 {
		if err := p.Revoke(t.Context(), maya.ID, key.ID()); err != nil {
			t.Fatal(err)
		}
	}
	if one := p.devices(1)[0]; one.Revoked == nil {
		t.Errorf("%+v", one)
	}
	if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, p.enrolment(key)); billing.CodeOf(err) != billing.DeviceRevoked {
		t.Errorf("revoked: %v", err)
	}
}

// An issuer that cannot be asked says nothing of a sign-in.
func TestASignInThatCannotBeTold(t *testing.T) {
	p := newPlace(t)
	p.issuer.Between(hangUp)
	if _, err := p.Enrol(t.Context(), access.Bearer{PersonID: maya.ID}, p.enrolment(newKey(t))); billing.CodeOf(err) != billing.IssuerUnreachable {
		t.Errorf("%v", err)
	}
}
