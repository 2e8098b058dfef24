package loopback_test

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"billfold/app/loopback"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// right takes an answer that says so.
func right(q url.Values) (loopback.Page, bool) {
	return loopback.Thanks, q.Get("answer") == "right"
}

func open(t *testing.T) *loopback.Landing {
	t.Helper()
	l, err := loopback.Open(t.Context(), right)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

// page is what a browser is shown.
type page struct {
	status int
	header http.Header
	text   string
}

func visit(t *testing.T, method, address string) page {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := (&http.Transport{}).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return page{response.StatusCode, response.Header, string(text)}
}

// answered is what has arrived, or nil.
func answered(l *loopback.Landing) url.Values {
	select {
	case q := <-l.Answer():
		return q
	default:
		return nil
	}
}

func dial(t *testing.T, host string) error {
	t.Helper()
	var dialer net.Dialer
	connection, err := dialer.DialContext(t.Context(), "tcp", host)
	if err == nil {
		_ = connection.Close()
	}
	return err
}

func address(t *testing.T, l *loopback.Landing) *url.URL {
	t.Helper()
	u, err := url.Parse(l.URL())
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestListensOnThisMachineAlone(t *testing.T) {
	at := address(t, open(t))
	if at.Scheme != "http" || at.Hostname() != "127.0.0.1" || at.Port() == "0" || at.Path != loopback.Path {
		t.Errorf("listens at %s", at)
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	others := []string{"::1", "127.0.0.2"}
	for _, a := range addresses {
		if network, ok := a.(*net.IPNet); ok && !network.IP.IsLoopback() {
			others = append(others, network.IP.String())
		}
	}
	for _, other := range others {
		if dial(t, net.JoinHostPort(other, at.Port())) == nil {
			t.Errorf("reached at %s too", other)
		}
	}
}

func TestOneAnswerIsTaken(t *testing.T) {
	l := open(t)
	for _, foreign := range []string{"", "?answer=wrong", "?answer=", "?right=answer", "?answer=wrong&answer=right"} {
		if p := visit(t, http.MethodGet, l.URL()+foreign); p.status != http.StatusBadRequest || answered(l) != nil {
			t.Errorf("%q is answered %d", foreign, p.status)
		}
	}
	if p := visit(t, http.MethodGet, l.URL()+"?answer=right&more=1"); p.status != http.StatusOK || !strings.Contains(p.text, "<h1>Thank you</h1>") {
		t.Errorf("the right one: %d %s", p.status, p.text)
	}
	if p := visit(t, http.MethodGet, l.URL()+"?answer=right&more=2"); p.status != http.StatusConflict || !strings.Contains(p.text, "Answered already") {
		t.Errorf("another: %d %s", p.status, p.text)
	}
	if q := answered(l); q.Get("more") != "1" {
		t.Errorf("answered %v", q)
	}
}

// Also after the answer was received there is no other.
func TestOneAnswerHoweverLate(t *testing.T) {
	l := open(t)
	visit(t, http.MethodGet, l.URL()+"?answer=right&more=1")
	if q := answered(l); q.Get("more") != "1" {
		t.Fatalf("answered %v", q)
	}
	if p := visit(t, http.MethodGet, l.URL()+"?answer=right&more=2"); p.status != http.StatusConflict || answered(l) != nil {
		t.Errorf("another is answered %d", p.status)
	}
}

func TestOneOfManyAnswersAtOnce(t *testing.T) {
	l := open(t)
	var taken, refused atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			switch p := visit(t, http.MethodGet, l.URL()+"?answer=right"); p.status {
			case http.StatusOK:
				taken.Add(1)
			case http.StatusConflict:
				refused.Add(1)
			}
		})
	}
	all.Wait()
	if taken.Load() != 1 || refused.Load() != 7 {
		t.Errorf("%d taken, %d refused", taken.Load(), refused.Load())
	}
}

func TestOtherPagesAndMethods(t *testing.T) {
	l := open(t)
	root := strings.TrimSuffix(l.URL(), loopback.Path)
	for _, c := range []struct {
		method, address string
		status          int
	}{
		{http.MethodGet, root + "/?answer=right", http.StatusNotFound},
		{http.MethodGet, root + "/callback/?answer=right", http.StatusNotFound},
		{http.MethodPost, l.URL() + "?answer=right", http.StatusMethodNotAllowed},
		{http.MethodHead, l.URL() + "?answer=right", http.StatusMethodNotAllowed},
		{http.MethodOptions, l.URL() + "?answer=right", http.StatusMethodNotAllowed},
	} {
		if p := visit(t, c.method, c.address); p.status != c.status || answered(l) != nil {
			t.Errorf("%s %s is answered %d, want %d", c.method, c.address, p.status, c.status)
		}
	}
}

func TestPageIsStill(t *testing.T) {
	l := open(t)
	for _, query := range []string{"?answer=right", "?answer=right", "?answer=wrong"} {
		p := visit(t, http.MethodGet, l.URL()+query)
		for name, want := range map[string]string{
			"Content-Type":            "text/html; charset=utf-8",
			"Content-Security-Policy": "default-src 'none'; style-src 'sha256-" + styleHash(t, p.text) + "'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
			"Referrer-Policy":         "no-referrer",
			"X-Content-Type-Options":  "nosniff",
			"Cache-Control":           "no-store",
		} {
			if got := p.header.Get(name); got != want {
				t.Errorf("%d: %s is %q, want %q", p.status, name, got, want)
			}
		}
		for _, loads := range []string{"<script", "<link", "<img", "src=", "href="} {
			if strings.Contains(p.text, loads) {
				t.Errorf("%d: the page has %s", p.status, loads)
			}
		}
	}
}

// styleHash is what a browser makes of the style in a page.
func styleHash(t *testing.T, page string) string {
	t.Helper()
	_, rest, _ := strings.Cut(page, "<style>")
	style, _, ok := strings.Cut(rest, "</style>")
	if !ok {
		t.Fatalf("a page without style: %s", page)
	}
	sum := sha256.Sum256([]byte(style))
	return base64.StdEncoding.EncodeToString(sum[:])
}

func TestClose(t *testing.T) {
	l := open(t)
	host := address(t, l).Host
	visit(t, http.MethodGet, l.URL()+"?answer=right")
	l.Close()
	l.Close()
	if dial(t, host) == nil {
		t.Error("the port is still open")
	}
	if q := answered(l); q.Get("answer") != "right" {
		t.Errorf("what came before is kept: %v", q)
	}
}

// A browser that opens a connection and says nothing on it, as some do ahead of
// time, holds nobody up for long.
func TestCloseWithASilentBrowser(t *testing.T) {
	l := open(t)
	var dialer net.Dialer
	silent, err := dialer.DialContext(t.Context(), "tcp", address(t, l).Host)
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	visit(t, http.MethodGet, l.URL()+"?answer=right") // the silent one was accepted before
	l.Close()
	if n, err := silent.Read(make([]byte, 1)); err == nil {
		t.Errorf("%d bytes on a closed port", n)
	}
}
