package sync_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"

	"billfold/sync/remote"
)

// counted is a line that counts what is carried, both ways, and the requests.
type counted struct {
	net.Listener
	bytes *atomic.Int64
}

func (c counted) Accept() (net.Conn, error) {
	conn, err := c.Listener.Accept()
	return countedConn{conn, c.bytes}, err
}

type countedConn struct {
	net.Conn
	bytes *atomic.Int64
}

func (c countedConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.bytes.Add(int64(n))
	return n, err
}

func (c countedConn) Write(b []byte) (int, error) {
	c.bytes.Add(int64(len(b))) // before whoever reads it can go on and begin anew
	return c.Conn.Write(b)
}

// Asking whether anything is new is one request of less than a kilobyte, there
// and back.
func TestARefreshWithNothingNewIsSmall(t *testing.T) {
	var bytes, requests atomic.Int64
	v := newVillage(t, t, t.TempDir(), 0)
	defer v.close()
	front, err := url.Parse(v.URL)
	if err != nil {
		t.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(front)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		forward.ServeHTTP(w, r)
	}))
	server.Listener = counted{server.Listener, &bytes}
	server.Start()
	defer server.Close()
	client, err := remote.New(remote.Options{BaseURL: server.URL, Token: func(context.Context) (string, error) { return "t", nil }})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	v.client.Close()
	v.client = client
	s := v.syncer(v.cache)
	for range 2 { // the first one reads everything
		bytes.Store(0)
		requests.Store(0)
		if _, err := s.Refresh(t.Context(), account); err != nil {
			t.Fatal(err)
		}
	}
	if requests.Load() != 1 || bytes.Load() == 0 || bytes.Load() >= 1024 {
		t.Errorf("%d requests, %d bytes", requests.Load(), bytes.Load())
	}
}
