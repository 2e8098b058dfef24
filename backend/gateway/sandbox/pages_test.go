package sandbox_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/billing/money"

	"github.com/stretchr/testify/require"
)

func TestThePayerIsSentBackOnce(t *testing.T) {
	s := newSite(t)
	page := s.begin("key & more").URL
	answered := s.post(page, withCard("4242424242424242"))
	require.Equal(t, http.StatusSeeOther, answered.StatusCode)
	require.Equal(t, returnURL+"?setup=key+%26+more&status=succeeded", answered.Header.Get("Location"))
	token := s.setup("key & more").Card.Token
	for range 2 { // the same form again, another card, another button
		for _, form := range []url.Values{withCard("4242424242424242"), withCard("5555555555554444"), filled(map[string]string{"number": "1"}), action("cancel"), action("fail"), action("complete")} {
			again := s.post(page, form)
			require.Equal(t, http.StatusSeeOther, again.StatusCode)
			require.Equal(t, strings.TrimPrefix(page, s.server.URL), again.Header.Get("Location"), "to what became of it")
		}
	}
	require.Equal(t, token, s.setup("key & more").Card.Token)
	require.Len(t, s.heard(), 1)
	end := s.get(page)
	require.Equal(t, http.StatusOK, end.StatusCode)
	require.Contains(t, end.body, "Your card is saved")
	require.Contains(t, end.body, "Visa ending in 4242")

	canceled := s.post(s.begin("c").URL, action("cancel"))
	require.Equal(t, returnURL+"?setup=c&status=canceled", canceled.Header.Get("Location"))
	require.Equal(t, gateway.SetupCanceled, s.setup("c").Status)
	require.Len(t, s.heard(), 2)
}

func TestWithoutAReturnAddressThePageSaysHowItEnded(t *testing.T) {
	s := newSite(t)
	begun, err := s.gateway.BeginSetup(t.Context(), gateway.SetupRequest{Key: "k", Account: "acc"})
	require.NoError(t, err)
	answered := s.post(begun.URL, withCard("4242424242424242"))
	require.Equal(t, strings.TrimPrefix(begun.URL, s.server.URL), answered.Header.Get("Location"))
	require.Contains(t, s.get(begun.URL).body, "You can close this page and return to Billfold")
}

func TestTheBanksPageOfASetup(t *testing.T) {
	s := newSite(t)
	page := s.begin("k").URL
	own := strings.TrimPrefix(page, s.server.URL)
	require.Equal(t, own, s.post(page, withCard("4000002500003155")).Header.Get("Location"))
	bank := s.get(page).body
	require.Contains(t, bank, "Is this you?")
	require.Contains(t, bank, "Visa ending in 3155")
	require.Equal(t, own, s.post(page, withCard("4242424242424242")).Header.Get("Location"), "the form of before changes nothing")
	require.Equal(t, gateway.SetupRequiresAction, s.setup("k").Status)

	require.Equal(t, own, s.post(page, action("fail")).Header.Get("Location"))
	for range 2 {
		form := s.get(page).body
		require.Contains(t, form, "could not confirm that it was you")
		requireEmptyForm(t, form)
	}
	require.Equal(t, own, s.post(page, action("complete")).Header.Get("Location"), "the bank asks nothing any more")
	require.Equal(t, gateway.SetupOpen, s.setup("k").Status)
	require.Empty(t, s.heard())

	s.post(page, withCard("4000002500003155"))
	require.Equal(t, returnURL+"?setup=k&status=succeeded", s.post(page, action("complete")).Header.Get("Location"))
	require.Len(t, s.heard(), 1)
}

func TestProvingACharge(t *testing.T) {
	for name, in := range map[string]struct {
		action, words string
		want          gateway.Result
	}{
		"complete": {"complete", "The payment is confirmed", paid},
		"fail":     {"fail", "The payment was not made", refused("authentication_failed")},
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := newSite(t), context.Background()
			_, err := s.gateway.Charge(ctx, charge("chg_1", sandbox.CardRequiresAction))
			require.NoError(t, err)
			page, err := s.gateway.ProofURL(ctx, "chg_1")
			require.NoError(t, err)
			again, err := s.gateway.ProofURL(ctx, "chg_1")
			require.NoError(t, err)
			require.Equal(t, page, again, "a charge has one page")
			require.NotContains(t, page, "chg_1")
			require.Contains(t, s.get(page).body, "12.50 USD")

			require.Equal(t, http.StatusBadRequest, s.post(page, action("save")).StatusCode)
			require.Empty(t, s.proofs())
			told := []proof{{gateway.Charge{Key: "chg_1", Account: "acc", Amount: money.FromMinor(1250, "USD")}, in.want}}
			for _, press := range []string{in.action, "complete", "fail"} { // the others are late
				answered := s.post(page, action(press))
				require.Equal(t, http.StatusSeeOther, answered.StatusCode)
				require.Equal(t, strings.TrimPrefix(page, s.server.URL), answered.Header.Get("Location"))
				require.Equal(t, told, s.proofs(), "once, when it is settled and before the answer")
			}
			end := s.get(page).body
			require.Contains(t, end, in.words)
			require.Contains(t, end, "You can close this page and return to Billfold.")
			got, found, err := s.gateway.Lookup(ctx, "chg_1")
			require.NoError(t, err)
			require.True(t, found)
			require.Equal(t, in.want, got)
			entries, err := s.gateway.Ledger(ctx)
			require.NoError(t, err)
			require.Len(t, entries, 2, "the ledger is only added to")
			require.Equal(t, gateway.RequiresAction, entries[0].Result)
			_, err = s.gateway.ProofURL(ctx, "chg_1")
			require.ErrorIs(t, err, gateway.ErrNoProof)
		})
	}
}

func TestAProofIsToldBeforeItsPayerIsAnswered(t *testing.T) {
	s := newSite(t)
	_, err := s.gateway.Charge(t.Context(), charge("k", sandbox.CardRequiresAction))
	require.NoError(t, err)
	page, err := s.gateway.ProofURL(t.Context(), "k")
	require.NoError(t, err)
	answered, told := make(chan struct{}), make(chan bool, 1)
	s.gateway.OnProof(func(context.Context, gateway.Charge) {
		select {
		case <-answered:
			told <- false
		case <-time.After(100 * time.Millisecond): // far longer than an answer takes
			told <- true
		}
	})
	s.post(page, action("complete"))
	close(answered)
	require.True(t, <-told)
}

func TestAChargeThatWasVoidedIsNotProved(t *testing.T) {
	s, ctx := newSite(t), context.Background()
	c := charge("k", sandbox.CardRequiresAction)
	_, err := s.gateway.Charge(ctx, c)
	require.NoError(t, err)
	page, err := s.gateway.ProofURL(ctx, "k")
	require.NoError(t, err)
	_, err = s.gateway.Void(ctx, c)
	require.NoError(t, err)
	s.post(page, action("complete"))
	require.Empty(t, s.proofs())
	got, _, err := s.gateway.Lookup(ctx, "k")
	require.NoError(t, err)
	require.Equal(t, gateway.Voided, got.Status)
	require.Contains(t, s.get(page).body, "The payment was not made")
	_, err = s.gateway.ProofURL(ctx, "never")
	require.ErrorIs(t, err, gateway.ErrNoProof)
}

func TestPagesThatThereAreNot(t *testing.T) {
	s := newSite(t)
	s.begin("k")
	for _, path := range []string{"/gateway/", "/gateway/setup/", "/gateway/setup/k", "/gateway/setup/nobodys", "/gateway/proof/k", "/gateway/pages/form.html"} {
		require.Equal(t, http.StatusNotFound, s.get(s.server.URL+path).StatusCode, path)
		require.Equal(t, http.StatusNotFound, s.post(s.server.URL+path, action("cancel")).StatusCode, path)
	}
	for path, kind := range map[string]string{"/gateway/style.css": "text/css; charset=utf-8", "/gateway/icon.svg": "image/svg+xml"} {
		require.Equal(t, kind, s.get(s.server.URL+path).Header.Get("Content-Type"))
	}
}

func TestAFaultOfOursIsSaidAndLogged(t *testing.T) {
	s := newSite(t)
	page := s.begin("k").URL
	require.NoError(t, s.gateway.Close())
	for _, answered := range []answer{s.get(page), s.post(page, withCard("4242424242424242"))} {
		require.Equal(t, http.StatusInternalServerError, answered.StatusCode)
		require.Contains(t, answered.body, "Load this page again")
		require.NotContains(t, answered.body, "sql")
	}
	require.Contains(t, s.logged(), "database is closed")
	require.NotContains(t, s.logged(), page[len(page)-43:])
}
