package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"billfold/backend/api"
	"billfold/billing"
)

// operations walks the OpenAPI document that is served.
func operations(t *testing.T, b backend) map[string][]string {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]json.RawMessage `json:"paths"`
	}
	if err := json.Unmarshal([]byte(b.ask("", http.MethodGet, "/openapi.json", "").text), &doc); err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for path, methods := range doc.Paths {
		for method := range methods {
			all[path] = append(all[path], strings.ToUpper(method))
		}
	}
	return all
}

func TestStrangersAreRefusedFirstOnEveryOperation(t *testing.T) {
	b := start(t, nil)
	count := 0
	for path, methods := range operations(t, b) {
		target := strings.NewReplacer("{account}", mine, "{id}", "x", "{preview}", "x", "{invoice}", "x").Replace(path)
		for _, method := range methods {
			count++
			for _, body := range []string{"", "{}", "{ not json", strings.Repeat("x", 200_000)} {
				b.ask("", method, target, body).expectProblem(t, http.StatusUnauthorized, billing.Unauthenticated)
				if strings.Contains(path, "{account}") {
					b.ask("sam", method, target+"?limit=-1", body).expectProblem(t, http.StatusNotFound, billing.NotFound)
				}
			}
		}
	}
	if count < 16 {
		t.Errorf("%d operations, want 16 at least", count)
	}
}

func TestTheDocumentListsOnlyOperationsWithABearer(t *testing.T) {
	b := start(t, func(d *api.Deps) { d.Beside = map[string]http.Handler{"/demo/": http.NotFoundHandler()} })
	for path := range operations(t, b) {
		if !strings.HasPrefix(path, "/v1/") {
			t.Errorf("%s is in the document", path)
		}
	}
	text := b.ask("", http.MethodGet, "/openapi.json", "").text
	if strings.Count(text, `"security":[{"bearer":[]}]`) != strings.Count(text, `"operationId"`) {
		t.Error("an operation without a bearer is in the document")
	}
}

func TestGuardStandsInFrontOfEverything(t *testing.T) {
	b := start(t, nil)
	for _, path := range []string{
		"/v1/", "/v1/nothing", "/v1/accounts/" + mine + "/nothing", "/v1/accounts//changes", "/v1//accounts",
	} {
		b.ask("", http.MethodDelete, path, "").expectProblem(t, http.StatusUnauthorized, billing.Unauthenticated)
	}
	for _, path := range []string{
		"/v1/accounts/" + mine + "/nothing", "/v1/accounts/acc_none", "/v1/accounts/acc_none/nothing",
		"/v1/accounts/" + mine + "%2Fx/usage", "/v1/accounts/%61cc_northwind/usage",
	} {
		b.ask("sam", http.MethodGet, path, "").expectProblem(t, http.StatusNotFound, billing.NotFound)
	}
	b.ask("maya", http.MethodGet, "/v1/accounts/"+mine+"/nothing", "").expectProblem(t, http.StatusNotFound, billing.NotFound)
	b.ask("", http.MethodGet, "/nothing", "").expectProblem(t, http.StatusNotFound, billing.NotFound)
	if got := b.ask("maya", http.MethodGet, "/v1/accounts/%61cc_northwind/usage", ""); got.status != http.StatusOK {
		t.Errorf("an encoded id of one's own account: %d", got.status)
	}
}

func TestAuthorizationIsReadStrictly(t *testing.T) {
	b := start(t, nil)
	for _, header := range []string{"Bearer", "Bearer ", "Bearer nonsense", "Basic token-maya", "token-maya"} {
		got := b.ask("", http.MethodGet, "/v1/me", "", "Authorization: "+header)
		got.expectProblem(t, http.StatusUnauthorized, billing.Unauthenticated)
		if !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%q: no WWW-Authenticate", header)
		}
	}
	b.ask("gone", http.MethodGet, "/v1/me", "").expectProblem(t, http.StatusUnauthorized, billing.Unauthenticated)
	if got := b.ask("", http.MethodGet, "/v1/me", "", "Authorization: bearer token-maya"); got.status != http.StatusOK {
		t.Errorf("the scheme's case matters: %d", got.status)
	}
}
