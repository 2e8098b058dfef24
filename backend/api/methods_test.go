package api_test

import (
	"net/http"
	"testing"

	"billfold/billing"
)

const setups = base + "/payment-methods/setups"

func TestAddingACard(t *testing.T) {
	b := start(t, nil)
	got := b.ask("maya", http.MethodPost, setups, `{"return_url":"http://127.0.0.1:4711/card/x"}`, "Idempotency-Key: "+key)
	if got.status != http.StatusOK || got.json["id"] != key || got.json["status"] != "open" || got.json["page"] != "https://gateway.example/x" || got.json["method"] != nil {
		t.Errorf("begin: %d %s", got.status, got.text)
	}
	got = b.ask("maya", http.MethodGet, setups+"/"+key, "")
	if method, _ := got.json["method"].(map[string]any); got.json["status"] != "added" || method["last4"] != "4242" {
		t.Errorf("read: %d %s", got.status, got.text)
	}
	if got = b.ask("maya", http.MethodPost, setups+"/"+key+"/cancel", ""); got.json["status"] != "canceled" {
		t.Errorf("cancel: %d %s", got.status, got.text)
	}
	b.ask("maya", http.MethodPost, setups, `{}`).expectProblem(t, http.StatusBadRequest, billing.KeyMissing)
	b.ask("maya", http.MethodGet, setups+"/x", "").expectProblem(t, http.StatusUnprocessableEntity, billing.InvalidRequest)
}

// Whoever added a card is sent back to their own machine and nowhere else.
func TestAddingACardReturnsToOneself(t *testing.T) {
	b := start(t, nil)
	for address, ok := range map[string]bool{
		"":                               true,
		"http://127.0.0.1:4711/card":     true,
		"http://[::1]:4711/card":         true,
		"http://127.0.0.1/card":          false, // some server's port, not a waiting program's
		"https://127.0.0.1:4711/card":    false,
		"http://localhost:4711/card":     false, // may be pointed elsewhere
		"http://evil.example:4711/":      false,
		"http://127.0.0.1:1@evil.com:2/": false,
		"http://evil@127.0.0.1:4711/":    false,
		"http://127.0.0.1:4711/?to=x":    false,
		"http://127.0.0.1:4711/#x":       false,
		"//127.0.0.1:4711/":              false,
		"javascript:alert(1)":            false,
	} {
		got := b.ask("maya", http.MethodPost, setups, `{"return_url":"`+address+`"}`, "Idempotency-Key: "+key)
		if ok != (got.status == http.StatusOK) {
			t.Errorf("%q: %d %s", address, got.status, got.text)
		}
	}
}
