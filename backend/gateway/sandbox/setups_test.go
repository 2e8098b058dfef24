package sandbox_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"billfold/backend/gateway"

	"github.com/stretchr/testify/require"
)

func TestBeginningTwiceOpensOnePage(t *testing.T) {
	s := newSite(t)
	first := s.begin("k")
	require.Equal(t, gateway.SetupOpen, first.Status)
	require.Equal(t, noon.Add(30*time.Minute), first.Expires)
	require.Nil(t, first.Card)
	s.wait(time.Minute)
	require.Equal(t, first, s.begin("k"))
	other := s.begin("other")
	require.NotEqual(t, first.URL, other.URL)
	require.NotContains(t, other.URL, "other", "a page is not found by its key")
	secret := other.URL[strings.LastIndex(other.URL, "/")+1:]
	require.Len(t, secret, 43, "32 bytes")
}

func TestWhatCannotBeBegun(t *testing.T) {
	s, ctx := newSite(t), context.Background()
	s.begin("k")
	for name, in := range map[string]gateway.SetupRequest{
		"no key":          {Account: "acc"},
		"no account":      {Key: "x"},
		"another's key":   {Key: "k", Account: "stranger"},
		"a return to all": {Key: "x", Account: "acc", ReturnURL: "https://example.com/"},
	} {
		begun, err := s.gateway.BeginSetup(ctx, in)
		require.Error(t, err, name)
		require.Zero(t, begun, name)
	}
	g := open(t, t.TempDir()+"/sandbox.db")
	_, err := g.BeginSetup(ctx, gateway.SetupRequest{Key: "k", Account: "acc"})
	require.ErrorContains(t, err, "served nowhere")
	_, err = s.gateway.CancelSetup(ctx, "never")
	require.ErrorIs(t, err, gateway.ErrNoSetup)
}

func TestOnlyThisMachineIsReturnedTo(t *testing.T) {
	s := newSite(t)
	for address, good := range map[string]bool{
		"":                                 true,
		"http://127.0.0.1:8080":            true,
		"http://127.0.0.1:8080/":           true,
		"http://127.0.0.1:8080/billing/in": true,
		"http://[::1]:8080/back":           true,
		"https://127.0.0.1:8080/":          false,
		"HTTP://127.0.0.1:8080/":           false,
		"http://127.0.0.1/":                false,
		"http://127.0.0.1:/":               false,
		"http://127.0.0.1:0/":              false,
		"http://127.0.0.1:99999/":          false,
		"http://127.0.0.1:08080/":          false,
		"http://127.0.0.1:8080/x y":        false,
		"http://127.0.0.2:8080/":           false,
		"http://127.1:8080/":               false,
		"http://2130706433:8080/":          false,
		"http://0.0.0.0:8080/":             false,
		"http://localhost:8080/":           false,
		"http://[::ffff:127.0.0.1]:8080/":  false,
		"http://[::1%25lo]:8080/":          false,
		"http://[0:0::1]:8080/":            false,
		"http://example.com/":              false,
		"http://example.com:8080/":         false,
		"http://127.0.0.1.example.com:80/": false,
		"http://user@127.0.0.1:8080/":      false,
		"http://127.0.0.1:8080@evil.test/": false,
		"http://evil.test#@127.0.0.1:80/":  false,
		"http://127.0.0.1:8080/?next=x":    false,
		"http://127.0.0.1:8080/?":          false,
		"http://127.0.0.1:8080/#x":         false,
		"http://127.0.0.1:8080/#":          false,
		`http://127.0.0.1:8080\.evil.test`: false,
		`http:\\evil.test`:                 false,
		"//127.0.0.1:8080/":                false,
		"//evil.test/":                     false,
		"/back":                            false,
		"javascript:alert(1)":              false,
		"data:text/html,x":                 false,
		"file:///etc/passwd":               false,
		"http://127.0.0.1:8080/\r\nX: y":   false,
		" http://127.0.0.1:8080/":          false,
	} {
		_, err := s.gateway.BeginSetup(context.Background(), gateway.SetupRequest{Key: "k" + address, Account: "acc", ReturnURL: address})
		require.Equal(t, good, err == nil, "%q: %v", address, err)
	}
}

func TestCancelingASetup(t *testing.T) {
	s, ctx := newSite(t), context.Background()
	page := s.begin("k").URL
	for range 2 {
		canceled, err := s.gateway.CancelSetup(ctx, "k")
		require.NoError(t, err)
		require.Equal(t, gateway.SetupCanceled, canceled.Status)
		require.Empty(t, canceled.URL)
	}
	require.Len(t, s.heard(), 1)
	require.Equal(t, http.StatusSeeOther, s.post(page, withCard("4242424242424242")).StatusCode)
	require.Equal(t, gateway.SetupCanceled, s.setup("k").Status, "a late card changes nothing")
	require.Contains(t, s.get(page).body, "No card was added")

	s.added("done", "4242424242424242")
	done, err := s.gateway.CancelSetup(ctx, "done")
	require.NoError(t, err)
	require.Equal(t, gateway.SetupSucceeded, done.Status, "what has ended stands")
	require.NotNil(t, done.Card)
}

func TestOneCardComesOfASetup(t *testing.T) {
	s := newSite(t)
	page := s.begin("k").URL
	var wg sync.WaitGroup
	for range 8 {
		r := postOf(t, page, withCard("4242424242424242"))
		wg.Go(func() {
			if _, err := s.try(r); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	require.Len(t, s.heard(), 1)
	require.Equal(t, s.heard()[0], s.setup("k"))
}

func TestASetupExpires(t *testing.T) {
	s := newSite(t)
	pages := map[string]string{"open": s.begin("open").URL, "at the bank": s.begin("at the bank").URL}
	s.post(pages["at the bank"], withCard("4000002500003155"))
	require.Equal(t, gateway.SetupRequiresAction, s.setup("at the bank").Status)
	s.wait(30*time.Minute - time.Second)
	require.Equal(t, gateway.SetupOpen, s.setup("open").Status)
	s.wait(time.Second)
	for key, page := range pages {
		for range 2 { // before and after anybody asks how it stands
			for _, form := range []string{"complete", "fail", "cancel"} {
				s.post(page, action(form))
			}
			s.post(page, withCard("4242424242424242"))
			answered := s.get(page)
			require.Equal(t, http.StatusGone, answered.StatusCode)
			require.Contains(t, answered.body, "This page has expired")
			now := s.setup(key)
			require.Equal(t, gateway.SetupExpired, now.Status, key)
			require.Empty(t, now.URL)
		}
	}
	require.Empty(t, s.heard())
}
