package remote_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/sync/remote"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "s3cr3t-token"

// serve starts a backend and a client of it.
func serve(t *testing.T, h http.HandlerFunc) *remote.Client {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return client(t, server.URL, nil)
}

func client(t *testing.T, url string, log *slog.Logger) *remote.Client {
	t.Helper()
	c, err := remote.New(remote.Options{
		BaseURL: url, UserAgent: "billfold/test", Log: log, Timeout: 30 * time.Second,
		Token: func(context.Context) (string, error) { return secret, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func answer(w http.ResponseWriter, status int, media, body string) {
	w.Header().Set("Content-Type", media)
	w.WriteHeader(status)
	_, _ = io.WriteString(w, body)
}

func jsonAnswer(w http.ResponseWriter, body string) { answer(w, 200, "application/json", body) }

func problemAnswer(w http.ResponseWriter, status int, body string) {
	answer(w, status, "application/problem+json", body)
}

// cut sends half an answer and hangs up.
func cut(w http.ResponseWriter) {
	conn, buf, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	_, _ = buf.WriteString("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":")
	_ = buf.Flush()
	_ = conn.Close()
}

func wantCode(t *testing.T, err error, want billing.Code) *billing.Problem {
	t.Helper()
	problem, ok := errors.AsType[*billing.Problem](err)
	if !ok || problem.Code != want {
		t.Fatalf("error: %v, want %s", err, want)
	}
	return problem
}

// refusedURL is an address that nobody listens on.
func refusedURL(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String()
}

func TestReadsThatFail(t *testing.T) {
	cases := []struct {
		name string
		h    http.HandlerFunc
		want billing.Code
	}{
		{"html", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, "text/html", "<html>") }, billing.BackendForeign},
		{"html 404", func(w http.ResponseWriter, _ *http.Request) { answer(w, 404, "text/html", "<html>") }, billing.BackendForeign},
		{"html 500", func(w http.ResponseWriter, _ *http.Request) { answer(w, 500, "text/html", "<html>") }, billing.BackendBroken},
		{"redirect", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://portal.example/", http.StatusFound)
		}, billing.BackendForeign},
		{"truncated json", func(w http.ResponseWriter, _ *http.Request) { jsonAnswer(w, `{"id":"per_1"`) }, billing.BackendForeign},
		{"wrong json", func(w http.ResponseWriter, _ *http.Request) { jsonAnswer(w, `["me"]`) }, billing.BackendForeign},
		{"too large", func(w http.ResponseWriter, _ *http.Request) {
			jsonAnswer(w, `{"id":"`+strings.Repeat("x", 17<<20)+`"}`)
		}, billing.BackendForeign},
		{"cut off", func(w http.ResponseWriter, _ *http.Request) { cut(w) }, billing.Offline},
		{"401", func(w http.ResponseWriter, _ *http.Request) {
			problemAnswer(w, 401, `{"code":"unauthenticated"}`)
		}, billing.Unauthenticated},
		{"401 without code", func(w http.ResponseWriter, _ *http.Request) { problemAnswer(w, 401, `{}`) }, billing.Unauthenticated},
		{"404", func(w http.ResponseWriter, _ *http.Request) { problemAnswer(w, 404, `{"code":"not_found"}`) }, billing.NotFound},
		{"429", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "60")
			problemAnswer(w, 429, `{}`)
		}, billing.TooManyRequests},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			_, err := serve(t, tc.h).Me(t.Context())
			wantCode(t, err, tc.want)
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the token is in the error: %v", err)
			}
		})
	}
}

// JSON of somebody else's decodes into our structs as nothing at all, and an
// empty list of accounts would take the copy of every account with it.
func TestJSONOfSomebodyElseIsForeign(t *testing.T) {
	for _, body := range []string{`{}`, `null`, `{"hello":"world"}`, `{"accounts":null,"resources":null,"id":null}`} {
		c := serve(t, func(w http.ResponseWriter, _ *http.Request) { jsonAnswer(w, body) })
		_, err := c.Accounts(t.Context())
		wantCode(t, err, billing.BackendForeign)
		_, err = c.Changes(t.Context(), "acc_1", billing.Cursor{}, 10)
		wantCode(t, err, billing.BackendForeign)
		_, err = c.Me(t.Context())
		wantCode(t, err, billing.BackendForeign)
		_, err = c.Preview(t.Context(), "acc_1", billing.Order{})
		wantCode(t, err, billing.BackendForeign)
	}
}

// Where not one account can be understood, that is no news of the accounts.
func TestAccountsOfTomorrow(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		jsonAnswer(w, `{"accounts":[{"id":"acc_1","name":"Northwind","role":"emperor"}]}`)
	})
	_, err := c.Accounts(t.Context())
	wantCode(t, err, billing.ClientOutdated)
	c = serve(t, func(w http.ResponseWriter, _ *http.Request) {
		jsonAnswer(w, `{"accounts":[{"id":"acc_1","name":"Northwind","role":"emperor"},{"id":"acc_2","name":"Fabrikam","role":"member"}]}`)
	})
	accounts, err := c.Accounts(t.Context())
	if err != nil || len(accounts) != 1 || accounts[0].ID != "acc_2" {
		t.Errorf("accounts: %+v, %v", accounts, err)
	}
}

// What stands in front of a backend refuses without our problem+json.
func TestRefusalsOfWhatStandsInFront(t *testing.T) {
	cases := map[int]billing.Code{
		http.StatusTooManyRequests: billing.TooManyRequests, http.StatusForbidden: billing.BackendForeign,
		http.StatusUnauthorized: billing.BackendForeign, http.StatusNotModified: billing.BackendForeign,
	}
	for status, want := range cases {
		c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(status)
		})
		_, err := c.Accounts(t.Context())
		wantCode(t, err, want)
	}
}

func TestNobodyListens(t *testing.T) {
	url := refusedURL(t)
	_, err := client(t, url, nil).Me(t.Context())
	if p := wantCode(t, err, billing.Offline); "http://"+p.Params["host"] != url {
		t.Errorf("params: %v", p.Params)
	}
}

func TestSlowBackendIsOffline(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(release); server.Close() })
	c, err := remote.New(remote.Options{
		BaseURL: server.URL, Timeout: 20 * time.Millisecond, Token: func(context.Context) (string, error) { return secret, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	_, err = c.Me(t.Context())
	wantCode(t, err, billing.Offline)
}

func TestGivingUpIsNotOffline(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := c.Me(ctx)
	if !errors.Is(err, context.Canceled) || billing.CodeOf(err) != "" {
		t.Fatalf("error: %v", err)
	}
}

func TestReadIsRepeatedAndWriteIsNot(t *testing.T) {
	calls := map[string]int{}
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		calls[r.Method]++
		if r.Method == http.MethodGet && calls[r.Method] == 2 {
			jsonAnswer(w, `{"id":"per_1","name":"Ada","email":"ada@x.example"}`)
			return
		}
		problemAnswer(w, 503, `{"code":"backend_error"}`)
	})
	me, err := c.Me(t.Context())
	if err != nil || me != (billing.Person{ID: "per_1", Name: "Ada", Email: "ada@x.example"}) {
		t.Errorf("me: %+v, %v", me, err)
	}
	_, err = c.Preview(t.Context(), "acc_1", billing.Order{})
	wantCode(t, err, billing.BackendBroken)
	if calls[http.MethodGet] != 2 || calls[http.MethodPost] != 1 {
		t.Errorf("calls: %v", calls)
	}
}

func TestTokenIsSentAndNeverTold(t *testing.T) {
	var log bytes.Buffer
	var authorization, agent string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		authorization, agent = r.Header.Get("Authorization"), r.UserAgent()
		answer(w, 200, "text/html", "<html>")
	}))
	t.Cleanup(server.Close)
	c := client(t, server.URL, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	_, err := c.Me(t.Context())
	if authorization != "Bearer "+secret || agent != "billfold/test" {
		t.Errorf("headers: %q, %q", authorization, agent)
	}
	if log.Len() == 0 || strings.Contains(log.String()+err.Error(), secret) {
		t.Errorf("log %q, error %v", log.String(), err)
	}
}

func TestIdsAreEscaped(t *testing.T) {
	var path string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.EscapedPath()
		problemAnswer(w, 404, `{"code":"not_found"}`)
	})
	_, err := c.Changes(t.Context(), "a/../b?c", billing.Cursor{}, 10)
	wantCode(t, err, billing.NotFound)
	if path != "/v1/accounts/a%2F..%2Fb%3Fc/changes" {
		t.Errorf("path: %s", path)
	}
}

func TestBaseURLThatIsNone(t *testing.T) {
	for _, url := range []string{"", "northwind", "ftp://x", "http://", "http://[::1"} {
		_, err := remote.New(remote.Options{BaseURL: url})
		wantCode(t, err, billing.InvalidRequest)
	}
}

func TestDemo(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "" {
			t.Error("a token was sent to a page that needs none")
		}
		if r.URL.Path == "/demo/people" {
			jsonAnswer(w, `{"people":[{"email":"a@x.example","name":"Ada","role":"admin","accounts":["Northwind"]}]}`)
			return
		}
		var in map[string]any
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in["email"] != "a@x.example" || in["session"] != true {
			t.Errorf("body: %v, %v", in, err)
		}
		jsonAnswer(w, `{"access_token":"tok","refresh_token":"more","expires_in":600}`)
	})
	people, err := c.DemoPeople(t.Context())
	if err != nil || len(people) != 1 || people[0].Role != billing.RoleAdmin || people[0].Accounts[0] != "Northwind" {
		t.Errorf("people: %+v, %v", people, err)
	}
	tokens, err := c.DemoSession(t.Context(), "a@x.example")
	if err != nil || tokens.Access.Reveal() != "tok" || tokens.Refresh.Reveal() != "more" || tokens.Lasts != 10*time.Minute {
		t.Errorf("tokens: %q, %v", tokens.Access.Reveal(), err)
	}
}
