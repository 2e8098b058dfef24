package main_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"billfold/backend/access/accesstest"
	"billfold/billing"
)

// enrolled is the key of a device that a demo knows as somebody's.
func enrolled(t *testing.T, address, token string) billing.DeviceKey {
	t.Helper()
	key, err := billing.NewDeviceKey()
	if err != nil {
		t.Fatal(err)
	}
	post := func(path string, in any) map[string]any {
		body, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+path, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = response.Body.Close() }()
		var out map[string]any
		if err := json.NewDecoder(response.Body).Decode(&out); err != nil || response.StatusCode != http.StatusOK {
			t.Fatal(path, response.Status, err)
		}
		return out
	}
	challenge, _ := post("/v1/devices/challenges", map[string]any{})["challenge"].(string)
	nonce := billing.EnrolmentNonce(key.Public(), challenge)
	post("/v1/devices", map[string]any{
		"name": "Build server", "public_key": []byte(key.Public()), "challenge": challenge, "proof": key.Prove(nonce),
	})
	return key
}

// At a backend that is no demo a token alone pays for nothing; with the key of a
// registered device it does.
func TestPayingTakesARegisteredDevice(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	address, stop := serveArgs(t, "--data", data, "--demo")
	key := enrolled(t, address, token(t, address, "admin@northwind.example"))
	stop()
	organization := accesstest.New(t, time.Now)
	address, _ = serveArgs(t, "--data", data, "--issuer", organization.URL, "--audience", accesstest.Audience, "--client-id", accesstest.ClientID)
	u := &user{t: t, address: address, env: []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LANG=en_US.UTF-8",
		"BILLFOLD_HOME=" + filepath.Join(t.TempDir(), "home"), "BILLFOLD_TOKEN=" + organization.Access("maya", accesstest.Claims{"email": "admin@northwind.example", "email_verified": true}),
	}}
	var p struct {
		AmountDue string `json:"amount_due"`
	}
	u.want(0, &p, "preview", "--seats", "53")
	refused := u.want(4, nil, "change", "--seats", "53", "--expect", p.AmountDue)
	for _, say := range []string{"not set up to pay", "Nothing was charged.", "billfoldctl device enrol", "BILLFOLD_DEVICE_KEY"} {
		if !strings.Contains(refused.err, say) {
			t.Errorf("%q is not said: %s", say, refused.err)
		}
	}
	var devices struct {
		Devices []struct {
			ID       string     `json:"id"`
			Here     bool       `json:"here"`
			LastUsed *time.Time `json:"last_used"`
		} `json:"devices"`
	}
	bare := u.env
	u.env = append(bare[:len(bare):len(bare)], "BILLFOLD_DEVICE_KEY="+key.Encoded().Reveal())
	var o struct {
		State         string `json:"state"`
		AmountCharged string `json:"amount_charged"`
	}
	if u.want(0, &o, "change", "--seats", "53", "--expect", p.AmountDue); o.State != "applied" || o.AmountCharged != p.AmountDue {
		t.Errorf("with a registered key: %+v", o)
	}
	u.want(0, &devices, "device", "list")
	if len(devices.Devices) != 1 || !devices.Devices[0].Here || devices.Devices[0].LastUsed == nil {
		t.Errorf("devices %+v", devices)
	}
	for name, c := range map[string]struct{ key, say string }{
		"a key that is none":  {"c2hvcnQ=", "cannot be read"},
		"a key of nobody":     {newKey(t), "device enrol"},
		"a key that was lost": {"not base64!", "cannot be read"},
	} {
		u.env = append(bare[:len(bare):len(bare)], "BILLFOLD_DEVICE_KEY="+c.key)
		u.want(0, &p, "preview", "--seats", "55")
		r := u.want(4, nil, "change", "--seats", "55", "--expect", p.AmountDue)
		if !strings.Contains(r.err, c.say) || strings.Contains(r.err, c.key) {
			t.Errorf("%s: %s", name, r.err)
		}
	}
	u.env = append(bare[:len(bare):len(bare)], "BILLFOLD_DEVICE_KEY="+key.Encoded().Reveal())
	u.want(0, nil, "device", "revoke", key.ID())
	u.want(0, &p, "preview", "--seats", "55")
	if r := u.want(4, nil, "change", "--seats", "55", "--expect", p.AmountDue); !strings.Contains(r.err, "revoked") {
		t.Errorf("a revoked key: %s", r.err)
	}
}

func newKey(t *testing.T) string {
	t.Helper()
	key, err := billing.NewDeviceKey()
	if err != nil {
		t.Fatal(err)
	}
	return key.Encoded().Reveal()
}

// Against a demo a command of its own enrols for itself alone: no device is left
// in the list.
func TestACommandAgainstADemoPaysWithAKeyOfItsOwn(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, "admin@northwind.example")
	var p struct {
		AmountDue string `json:"amount_due"`
	}
	u.want(0, &p, "preview", "--seats", "53")
	u.want(0, nil, "change", "--seats", "53", "--expect", p.AmountDue)
	var devices struct {
		Devices []any `json:"devices"`
	}
	if u.want(0, &devices, "device", "list"); len(devices.Devices) != 0 {
		t.Errorf("devices %v", devices.Devices)
	}
}

// Who has no keychain signs in for nothing: it says what to do instead.
func TestSigningInWithoutAKeychain(t *testing.T) {
	address, _ := serve(t)
	u := newUser(t, address, "admin@northwind.example")
	if r := u.run("login"); r.code != 2 || !strings.Contains(r.err, "unset BILLFOLD_TOKEN") {
		t.Errorf("with a token: %+v", r)
	}
	u.env = u.env[:len(u.env)-1]
	for _, args := range [][]string{{"login"}, {"device", "enrol"}} {
		if r := u.run(args...); r.code != 1 || !strings.Contains(r.err, "keychain") && !strings.Contains(r.err, "sign") {
			t.Errorf("%v: %+v", args, r)
		}
	}
}
