package backend_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

// device is somebody's, with a key that the backend knows.
type device struct {
	r      running
	token  string
	person string
	key    billing.DeviceKey
}

// enrol adds a device for whoever a demo's token is of.
func (r running) enrol(token string) device {
	r.t.Helper()
	d := device{r: r, token: token}
	d.person, _ = r.ask(http.MethodGet, "/v1/me", "", token).json["id"].(string)
	var err error
	if d.key, err = billing.NewDeviceKey(); err != nil {
		r.t.Fatal(err)
	}
	if got := d.enrol(d.challenge()); got.status != http.StatusOK || got.json["id"] != d.key.ID() {
		r.t.Fatalf("enrol: %d %s", got.status, got.text)
	}
	return d
}

func (d device) challenge() string {
	d.r.t.Helper()
	got := d.r.ask(http.MethodPost, "/v1/devices/challenges", "", d.token)
	text, ok := got.json["challenge"].(string)
	if !ok {
		d.r.t.Fatalf("challenge: %d %s", got.status, got.text)
	}
	return text
}

// enrol answers a challenge with the device's own key and proof.
func (d device) enrol(challenge string) reply {
	d.r.t.Helper()
	nonce := billing.EnrolmentNonce(d.key.Public(), challenge)
	return d.r.ask(http.MethodPost, "/v1/devices", body(d.r.t, map[string]any{
		"name": "Test", "public_key": []byte(d.key.Public()), "challenge": challenge, "proof": d.key.Prove(nonce),
	}), d.token)
}

func body(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// confirmation is what the device signs for a preview of an account's.
func (d device) confirmation(base string, preview reply, key string) billing.Confirmation {
	d.r.t.Helper()
	p, err := previewjson.Unmarshal([]byte(preview.text))
	if err != nil {
		d.r.t.Fatalf("%v: %s", err, preview.text)
	}
	return billing.Confirmation{
		Origin: d.r.url, Person: d.person, Device: d.key.ID(), Account: strings.TrimPrefix(base, "/v1/accounts/"),
		Kind: p.Kind, Preview: p, AmountDue: p.AmountDue, Key: key,
	}
}

// send confirms what a confirmation says, with a signature.
func (d device) send(base string, c billing.Confirmation, signature []byte) reply {
	d.r.t.Helper()
	return d.r.ask(http.MethodPost, base+"/subscription-changes", body(d.r.t, map[string]any{
		"preview_id": c.Preview.ID, "amount_due": c.AmountDue.String(), "payment": c.Payment,
		"origin": c.Origin, "device": c.Device, "signature": signature,
	}), d.token, "Idempotency-Key: "+c.Key)
}

// confirm signs and sends a preview.
func (d device) confirm(base string, preview reply) reply {
	d.r.t.Helper()
	c := d.confirmation(base, preview, newKey())
	return d.send(base, c, d.key.Sign(c))
}

// forgery is a confirm that must be refused: what is signed is not what is sent,
// or nobody who may has signed it.
type forgery struct {
	name string
	// spoil changes what was signed after it was; the signature stays.
	spoil func(c *billing.Confirmation)
	// sign makes another signature, of the spoilt confirmation.
	sign func(c billing.Confirmation) []byte
	code billing.Code
}

func TestConfirmsThatNobodySigned(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	token := r.token("admin@northwind.example")
	base := "/v1/accounts/" + r.account(token)
	d := r.enrol(token)
	stranger := r.enrol(r.token("billing@fabrikam.example"))
	revoked := r.enrol(token)
	if got := r.ask(http.MethodDelete, "/v1/devices/"+revoked.key.ID(), "", token); got.status != http.StatusNoContent {
		t.Fatalf("revoke: %d %s", got.status, got.text)
	}
	preview := r.ask(http.MethodPost, base+"/previews", `{"seats":53}`, token)
	cheaper := r.ask(http.MethodPost, base+"/previews", `{"seats":51}`, token)
	nobody, err := billing.NewDeviceKey()
	if err != nil {
		t.Fatal(err)
	}
	cents := money.FromMinor(1, "USD")
	before := charges(r)
	for _, f := range []forgery{
		{name: "no signature", sign: func(billing.Confirmation) []byte { return nil }, code: billing.SignatureMissing},
		{name: "no device", spoil: func(c *billing.Confirmation) { c.Device = "" }, code: billing.SignatureMissing},
		{name: "zeroes", sign: func(billing.Confirmation) []byte { return make([]byte, 64) }, code: billing.SignatureInvalid},
		{name: "half", sign: func(c billing.Confirmation) []byte { return d.key.Sign(c)[:32] }, code: billing.SignatureInvalid},
		{name: "another's key", sign: nobody.Sign, code: billing.SignatureInvalid},
		{name: "unknown device", spoil: func(c *billing.Confirmation) { c.Device = nobody.ID() }, sign: nobody.Sign, code: billing.DeviceUnknown},
		{name: "a stranger's device", spoil: func(c *billing.Confirmation) { c.Device = stranger.key.ID() }, sign: stranger.key.Sign, code: billing.DeviceUnknown},
		{name: "a revoked device", spoil: func(c *billing.Confirmation) { c.Device = revoked.key.ID() }, sign: revoked.key.Sign, code: billing.DeviceRevoked},
		{name: "another amount", spoil: func(c *billing.Confirmation) { c.AmountDue = c.AmountDue.Add(cents) }, code: billing.SignatureInvalid},
		{name: "another method", spoil: func(c *billing.Confirmation) { c.Payment = billing.PayByBalance }, code: billing.SignatureInvalid},
		{name: "another key", spoil: func(c *billing.Confirmation) { c.Key = newKey() }, code: billing.SignatureInvalid},
		{name: "another preview", spoil: func(c *billing.Confirmation) { c.Preview.ID = cheaper.json["id"].(string) }, code: billing.SignatureInvalid},
		{name: "another backend's origin", spoil: func(c *billing.Confirmation) { c.Origin = "https://evil.example" }, sign: d.key.Sign, code: billing.OriginUnknown},
		{
			name:  "what was shown differs from what is kept",
			spoil: func(c *billing.Confirmation) { c.Preview.Lines[0].Amount = c.Preview.Lines[0].Amount.Add(cents) },
			sign:  d.key.Sign, code: billing.SignatureInvalid,
		},
		{name: "another person's name", spoil: func(c *billing.Confirmation) { c.Person = stranger.person }, sign: d.key.Sign, code: billing.SignatureInvalid},
		{name: "another account", spoil: func(c *billing.Confirmation) { c.Account = "acc_other" }, sign: d.key.Sign, code: billing.SignatureInvalid},
		{name: "another kind", spoil: func(c *billing.Confirmation) { c.Kind = billing.OrderTopUp }, sign: d.key.Sign, code: billing.SignatureInvalid},
	} {
		c := d.confirmation(base, preview, newKey())
		signature := d.key.Sign(c)
		if f.spoil != nil {
			f.spoil(&c)
		}
		if f.sign != nil {
			signature = f.sign(c)
		}
		got := d.send(base, c, signature)
		if got.status < 400 || got.json["code"] != string(f.code) {
			t.Errorf("%s: %d %s", f.name, got.status, got.text)
		}
		if outcome := r.ask(http.MethodGet, base+"/subscription-changes/"+c.Key, "", token); outcome.status != http.StatusNotFound {
			t.Errorf("%s: something was kept of it: %s", f.name, outcome.text)
		}
	}
	if after := charges(r); after != before {
		t.Fatalf("%d charges came of it", after-before)
	}
	if got := d.confirm(base, preview); got.json["state"] != "applied" {
		t.Errorf("the right one: %d %s", got.status, got.text)
	}
}

func charges(r running) int {
	r.t.Helper()
	all, _ := r.ask(http.MethodGet, "/demo/charges", "").json["charges"].([]any)
	return len(all)
}

// A signature is good once: for its key it answers what became of it, and its
// preview is used up.
func TestAReplayedConfirm(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	token := r.token("admin@northwind.example")
	base := "/v1/accounts/" + r.account(token)
	d := r.enrol(token)
	c := d.confirmation(base, r.ask(http.MethodPost, base+"/previews", `{"seats":53}`, token), newKey())
	signature := d.key.Sign(c)
	first := d.send(base, c, signature)
	charged := charges(r)
	if first.json["state"] != "applied" {
		t.Fatal(first.text)
	}
	if again := d.send(base, c, signature); again.text != first.text {
		t.Errorf("again: %s", again.text)
	}
	thief := r.token("billing@fabrikam.example")
	d.token = thief
	if got := d.send(base, c, signature); got.status != http.StatusNotFound {
		t.Errorf("by somebody else: %d %s", got.status, got.text)
	}
	d.token = token
	anew := c
	anew.Key = newKey()
	got := d.send(base, anew, d.key.Sign(anew))
	problem, _ := got.json["problem"].(map[string]any)
	if got.json["state"] != "rejected" || problem["code"] != string(billing.PreviewConsumed) {
		t.Errorf("the same preview again: %s", got.text)
	}
	if charges(r) != charged {
		t.Error("something was charged again")
	}
}

func TestEnrolmentTakesChallengeAndProof(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	token := r.token("admin@northwind.example")
	d := r.enrol(token)
	for name, c := range map[string]struct {
		challenge string
		change    func(map[string]any)
		code      billing.Code
	}{
		"a challenge never given": {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", nil, billing.ChallengeUnknown},
		"a foreign proof":         {"", func(m map[string]any) { m["proof"] = make([]byte, 64) }, billing.InvalidRequest},
		"a key that is none":      {"", func(m map[string]any) { m["public_key"] = []byte("short") }, billing.InvalidRequest},
		"no name":                 {"", func(m map[string]any) { m["name"] = "  " }, billing.InvalidRequest},
		"a name of two lines":     {"", func(m map[string]any) { m["name"] = "a\nb" }, billing.InvalidRequest},
		"an ID token of nobody":   {"", func(m map[string]any) { m["id_token"] = "e30.e30.e30" }, billing.NotFresh},
	} {
		challenge := c.challenge
		if challenge == "" {
			challenge = d.challenge()
		}
		in := map[string]any{
			"name": "Test", "public_key": []byte(d.key.Public()), "challenge": challenge,
			"proof": d.key.Prove(billing.EnrolmentNonce(d.key.Public(), challenge)),
		}
		if c.change != nil {
			c.change(in)
		}
		if got := r.ask(http.MethodPost, "/v1/devices", body(t, in), token); got.json["code"] != string(c.code) {
			t.Errorf("%s: %d %s", name, got.status, got.text)
		}
	}
	once := d.challenge()
	if got := d.enrol(once); got.json["id"] != d.key.ID() {
		t.Errorf("the same key again: %d %s", got.status, got.text)
	}
	if got := d.enrol(once); got.json["code"] != string(billing.ChallengeUnknown) {
		t.Errorf("the same challenge again: %d %s", got.status, got.text)
	}
	other := d
	other.token = r.token("billing@fabrikam.example")
	if got := other.enrol(d.challenge()); got.json["code"] != string(billing.ChallengeUnknown) {
		t.Errorf("somebody else's challenge: %d %s", got.status, got.text)
	}
	if got := other.enrol(other.challenge()); got.json["code"] != string(billing.DeviceKeyTaken) {
		t.Errorf("a key of somebody else's: %d %s", got.status, got.text)
	}
	if got := r.ask(http.MethodDelete, "/v1/devices/"+d.key.ID(), "", other.token); got.status != http.StatusNotFound {
		t.Errorf("revoked by somebody else: %d %s", got.status, got.text)
	}
	r.ask(http.MethodDelete, "/v1/devices/"+d.key.ID(), "", token)
	if got := d.enrol(d.challenge()); got.json["code"] != string(billing.DeviceRevoked) {
		t.Errorf("a revoked key, from a backup say: %d %s", got.status, got.text)
	}
}

// Everybody who may change billing is told of a new device, and the list says what
// became of each.
func TestDevicesAreToldAndListed(t *testing.T) {
	dir := demoDir(t)
	r := serve(t, options(dir, io.Discard))
	token := r.token("admin@northwind.example")
	d := r.enrol(token)
	account := r.account(token)
	base := "/v1/accounts/" + account
	told := notifications(t, dir, account)
	if last := told[len(told)-1]; last.Code != billing.DeviceAdded || last.Params["device"] != "Test" || last.Params["person"] == "" {
		t.Errorf("nobody was told: %+v", last)
	}
	listed := func() map[string]any {
		all, _ := r.ask(http.MethodGet, "/v1/devices", "", token).json["devices"].([]any)
		if len(all) != 1 {
			t.Fatalf("devices: %v", all)
		}
		return all[0].(map[string]any)
	}
	if one := listed(); one["id"] != d.key.ID() || one["last_used"] != nil || one["revoked"] != nil {
		t.Errorf("new: %v", one)
	}
	d.confirm(base, r.ask(http.MethodPost, base+"/previews", `{"seats":53}`, token))
	if one := listed(); one["last_used"] == nil {
		t.Errorf("used: %v", one)
	}
	r.ask(http.MethodDelete, "/v1/devices/"+d.key.ID(), "", token)
	if one := listed(); one["revoked"] == nil {
		t.Errorf("revoked: %v", one)
	}
	text := r.ask(http.MethodGet, "/v1/devices", "", token).text
	if strings.Contains(text, base64.StdEncoding.EncodeToString(d.key.Public())) {
		t.Error("the list holds keys")
	}
}

// notifications are what an account was told, out of the books of a backend that
// may be running.
func notifications(t *testing.T, dir, account string) (all []billing.Notification) {
	t.Helper()
	books, err := store.Open(t.Context(), filepath.Join(dir, "books.db"))
	if err != nil {
		t.Fatal(err)
	}
	err = books.Read(t.Context(), func(r *store.Reader) error {
		all, err = r.Notifications(t.Context(), account)
		return err
	})
	if err := errors.Join(err, books.Close()); err != nil || len(all) == 0 {
		t.Fatalf("%d notifications: %v", len(all), err)
	}
	return all
}

// Dropping a scheduled reduction costs nothing now, and more later: nobody does it
// with a token alone.
func TestUndoingIsSigned(t *testing.T) {
	r := serve(t, options(demoDir(t), io.Discard))
	token := r.token("admin@northwind.example")
	base := "/v1/accounts/" + r.account(token)
	d := r.enrol(token)
	if got := d.confirm(base, r.ask(http.MethodPost, base+"/previews", `{"seats":49}`, token)); got.json["state"] != "scheduled" {
		t.Fatal(got.text)
	}
	subscription := r.ask(http.MethodGet, base+"/subscription", "", token)
	var shown struct {
		Revision  int64                  `json:"revision"`
		Terms     previewjson.Terms      `json:"terms"`
		Scheduled *previewjson.Scheduled `json:"scheduled"`
	}
	if err := json.Unmarshal([]byte(subscription.text), &shown); err != nil {
		t.Fatal(err)
	}
	s := &billing.Subscription{Revision: shown.Revision, Terms: shown.Terms.To(), Scheduled: shown.Scheduled.To()}
	undo := func(c billing.Confirmation, signature []byte) reply {
		return r.ask(http.MethodPost, base+"/scheduled-change/cancel", body(t, map[string]any{
			"origin": c.Origin, "device": c.Device, "signature": signature,
		}), token, "Idempotency-Key: "+c.Key)
	}
	c := billing.Confirmation{
		Origin: r.url, Person: d.person, Device: d.key.ID(), Account: strings.TrimPrefix(base, "/v1/accounts/"),
		Kind: billing.ActUndo, Preview: billing.Undoing(s, "USD"), AmountDue: money.Zero("USD"), Key: newKey(),
	}
	if got := undo(c, nil); got.json["code"] != string(billing.SignatureMissing) {
		t.Errorf("unsigned: %d %s", got.status, got.text)
	}
	stale := c
	stale.Preview.Revision--
	if got := undo(stale, d.key.Sign(stale)); got.json["code"] != string(billing.SignatureInvalid) {
		t.Errorf("of an older revision: %d %s", got.status, got.text)
	}
	if got := undo(c, d.key.Sign(c)); got.json["state"] != "applied" {
		t.Errorf("signed: %d %s", got.status, got.text)
	}
}
