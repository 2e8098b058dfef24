package sandbox_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"

	"github.com/stretchr/testify/require"
)

// What waits for the payers of these tests; nothing is sent there.
const returnURL = "http://127.0.0.1:9/back"

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// site is a gateway with its pages served, and what others hear of them.
type site struct {
	t       *testing.T
	gateway *sandbox.Gateway
	server  *httptest.Server
	dir     string

	mu    sync.Mutex
	now   time.Time
	log   bytes.Buffer
	ended []gateway.Setup // by the hook
	asked []proof         // by the other
}

// proof is what the hook was told of a charge, and how it stood at that time.
type proof struct {
	charge gateway.Charge
	result gateway.Result
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, now: noon, dir: t.TempDir()}
	var err error
	s.gateway, err = sandbox.Open(context.Background(), filepath.Join(s.dir, "gateway.db"), s.clock)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.gateway.Close()) })
	mux := http.NewServeMux()
	mux.Handle("/gateway/", s.gateway.Pages())
	s.server = httptest.NewServer(mux)
	t.Cleanup(s.server.Close)
	s.gateway.SetBase(s.server.URL)
	untimed := func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{} // its digits are anybody's
		}
		return a
	}
	s.gateway.SetLog(slog.New(slog.NewTextHandler(s, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: untimed})))
	s.gateway.OnSetup(func(_ context.Context, ended gateway.Setup) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ended = append(s.ended, ended)
	})
	s.gateway.OnProof(func(ctx context.Context, c gateway.Charge) {
		result, _, err := s.gateway.Lookup(ctx, c.Key)
		if err != nil {
			t.Error(err)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.asked = append(s.asked, proof{c, result})
	})
	return s
}

func (s *site) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *site) wait(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = s.now.Add(d)
}

func (s *site) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.Write(line)
}

func (s *site) logged() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.log.String()
}

func (s *site) heard() []gateway.Setup {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]gateway.Setup(nil), s.ended...)
}

func (s *site) proofs() []proof {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]proof(nil), s.asked...)
}

func (s *site) begin(key string) gateway.Setup {
	s.t.Helper()
	begun, err := s.gateway.BeginSetup(context.Background(), gateway.SetupRequest{Key: key, Account: "acc", ReturnURL: returnURL})
	require.NoError(s.t, err)
	return begun
}

// setup is how one that was begun before stands: to begin it again is to ask.
func (s *site) setup(key string) gateway.Setup {
	s.t.Helper()
	return s.begin(key)
}

// answer is a response and its body.
type answer struct {
	*http.Response
	body string
}

// send sends a request as a browser would and follows no redirect.
func (s *site) send(r *http.Request) answer {
	s.t.Helper()
	answered, err := s.try(r)
	require.NoError(s.t, err)
	return answered
}

func (s *site) try(r *http.Request) (answer, error) {
	client := *s.server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := client.Do(r)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return answer{response, string(body)}, err
}

func (s *site) get(address string) answer {
	s.t.Helper()
	r, err := http.NewRequest(http.MethodGet, address, nil)
	require.NoError(s.t, err)
	return s.send(r)
}

func (s *site) post(address string, form url.Values) answer {
	s.t.Helper()
	return s.send(postOf(s.t, address, form))
}

func postOf(t *testing.T, address string, form url.Values) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodPost, address, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", "null") // as browsers do from a page without a referrer
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return r
}

// filled is the form as it is done right, but for what is changed in it.
func filled(changes map[string]string) url.Values {
	fields := map[string]string{
		"action": "save", "number": "4242 4242 4242 4242", "expiry": "04/30", "cvc": "123", "name": "Maya Lindqvist",
		"line1": "Hauptstraße 5", "postal_code": "10115", "city": "Berlin", "country": "DE",
	}
	maps.Copy(fields, changes)
	form := url.Values{}
	for name, value := range fields {
		form.Set(name, value)
	}
	return form
}

// withCard is the form with a number, and a code that fits it.
func withCard(number string) url.Values {
	code := "123"
	if strings.HasPrefix(number, "37") {
		code = "1234"
	}
	return filled(map[string]string{"number": number, "cvc": code})
}

func action(name string) url.Values { return url.Values{"action": {name}} }

// added adds a card and says what came of it.
func (s *site) added(key, number string) gateway.Card {
	s.t.Helper()
	require.Equal(s.t, http.StatusSeeOther, s.post(s.begin(key).URL, withCard(number)).StatusCode)
	done := s.setup(key)
	require.Equal(s.t, gateway.SetupSucceeded, done.Status)
	return *done.Card
}
