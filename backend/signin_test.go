package backend_test

import (
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/backend"
	"billfold/backend/access/accesstest"
	"billfold/backend/store"
	"billfold/billing"
)

// outsideDemo is a directory with the demo's books that is no demo's, with one more
// person in them who has Northwind's account.
func outsideDemo(t *testing.T, more billing.Person) (dir string) {
	t.Helper()
	from, dir := demoDir(t), filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"books.db", "gateway.db"} {
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	join(t, dir, more, billing.RoleOwner)
	return dir
}

// join has a person more be in Northwind's account, by the books of a directory.
func join(t *testing.T, dir string, p billing.Person, role billing.Role) {
	t.Helper()
	ctx := t.Context()
	books, err := store.Open(ctx, filepath.Join(dir, "books.db"))
	if err != nil {
		t.Fatal(err)
	}
	err = books.Write(ctx, func(tx *store.Tx) error {
		admin, err := tx.PersonByEmail(ctx, "admin@northwind.example")
		if err != nil {
			return err
		}
		accounts, err := tx.Accounts(ctx, admin.ID)
		if err != nil {
			return err
		}
		return errors.Join(tx.InsertPerson(ctx, p), tx.PutMembership(ctx, p.ID, accounts[0].ID, role))
	})
	if err := errors.Join(err, books.Close()); err != nil {
		t.Fatal(err)
	}
}

// A company's own issuer tells its people apart, and the backend issues nothing.
func TestACompanysOwnIssuer(t *testing.T) {
	nora := billing.Person{ID: "per_nora", Name: "Nora Dahl", Email: "nora@northwind.example"}
	issuer := accesstest.New(t, func() time.Time { return start })
	o := options(outsideDemo(t, nora), io.Discard)
	o.Demo, o.SignIn = false, backend.SignIn{Issuer: issuer.URL, Audience: accesstest.Audience, ClientID: accesstest.ClientID}
	r := serve(t, o)

	ways := r.ask(http.MethodGet, "/.well-known/billfold", "")
	if ways.json["demo"] != false || ways.json["issuer"] != issuer.URL || ways.json["client_id"] != accesstest.ClientID || ways.json["audience"] != accesstest.Audience {
		t.Errorf("ways to sign in: %s", ways.text)
	}
	if got := r.ask(http.MethodGet, "/issuer/.well-known/openid-configuration", ""); got.status != http.StatusNotFound {
		t.Errorf("an issuer of its own: %d", got.status)
	}
	claims := accesstest.Claims{"email": nora.Email, "email_verified": true}
	r.isNobody("an ID token", issuer.ID("subject-1", claims))
	r.isNobody("of nobody known", issuer.Access("subject-2", accesstest.Claims{"email": "eve@evil.example", "email_verified": true}))
	token := "Authorization: Bearer " + issuer.Access("subject-1", claims)
	accounts, _ := r.ask(http.MethodGet, "/v1/accounts", "", token).json["accounts"].([]any)
	if len(accounts) != 1 {
		t.Fatalf("%d accounts", len(accounts))
	}
	base := "/v1/accounts/" + r.account(token)
	preview := r.ask(http.MethodPost, base+"/previews", `{"seats":53}`, token)
	d := device{r: r, token: token, person: nora.ID}
	var err error
	if d.key, err = billing.NewDeviceKey(); err != nil {
		t.Fatal(err)
	}
	c := d.confirmation(base, preview, newKey())
	if got := d.send(base, c, nil); got.status != http.StatusForbidden || got.json["code"] != string(billing.SignatureMissing) {
		t.Errorf("unsigned: %d %s", got.status, got.text)
	}
	if got := d.send(base, c, d.key.Sign(c)); got.json["code"] != string(billing.DeviceUnknown) {
		t.Errorf("by a key nobody knows: %d %s", got.status, got.text)
	}
	challenge := d.challenge()
	nonce := billing.EnrolmentNonce(d.key.Public(), challenge)
	for _, one := range []struct {
		idToken string
		single  bool
		code    string
	}{
		{"", false, string(billing.NotFresh)},
		{"", true, string(billing.NotFresh)},
		{issuer.ID("subject-1", with(claims, "nonce", "another")), false, string(billing.NotFresh)},
		{issuer.ID("subject-1", with(claims, "nonce", nonce)), false, ""},
	} {
		got := r.ask(http.MethodPost, "/v1/devices", body(t, map[string]any{
			"name": "Test", "public_key": []byte(d.key.Public()), "challenge": challenge, "proof": d.key.Prove(nonce),
			"id_token": one.idToken, "single_command": one.single,
		}), token)
		if code, _ := got.json["code"].(string); code != one.code {
			t.Errorf("enrol: %d %s, want %q", got.status, got.text, one.code)
		}
	}
	if got := d.confirm(base, preview); got.json["state"] != "applied" {
		t.Errorf("signed: %d %s", got.status, got.text)
	}
}

func with(c accesstest.Claims, name string, value any) accesstest.Claims {
	more := accesstest.Claims{name: value}
	for key, one := range c {
		more[key] = one
	}
	return more
}

// While the issuer does not answer, nobody is told that they are signed out.
func TestTheIssuerIsAway(t *testing.T) {
	nora := billing.Person{ID: "per_nora", Name: "Nora Dahl", Email: "nora@northwind.example"}
	issuer := accesstest.New(t, func() time.Time { return start })
	o := options(outsideDemo(t, nora), io.Discard)
	o.Demo, o.SignIn = false, backend.SignIn{Issuer: issuer.URL, Audience: accesstest.Audience, ClientID: accesstest.ClientID}
	r := serve(t, o)
	token := issuer.Access("subject-1", accesstest.Claims{"email": nora.Email, "email_verified": true})
	issuer.Between(func(w http.ResponseWriter, _ *http.Request) bool {
		w.WriteHeader(http.StatusBadGateway)
		return true
	})
	if got := r.me(token); got.status != http.StatusServiceUnavailable || got.json["code"] != string(billing.IssuerUnreachable) || strings.Contains(got.text, token) {
		t.Errorf("%d %s", got.status, got.text)
	}
	issuer.Between(nil)
	if got := r.me(token); got.json["id"] != nora.ID {
		t.Errorf("%d %s", got.status, got.text)
	}
}
