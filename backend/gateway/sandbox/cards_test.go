package sandbox_test

import (
	"context"
	"net/http"
	"testing"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"

	"github.com/stretchr/testify/require"
)

var (
	paid  = gateway.Result{Status: gateway.Succeeded}
	waits = gateway.Result{Status: gateway.RequiresAction}
)

func refused(reason string) gateway.Result {
	return gateway.Result{Status: gateway.Declined, Reason: reason}
}

func TestTestCardsThatCanBeAdded(t *testing.T) {
	for number, want := range map[string]struct {
		brand, last4    string
		proof           bool
		there, offThere gateway.Result
	}{
		"4242424242424242": {"Visa", "4242", false, paid, paid},
		"5555555555554444": {"Mastercard", "4444", false, paid, paid},
		"378282246310005":  {"American Express", "0005", false, paid, paid},
		"4000002500003155": {"Visa", "3155", true, paid, paid},
		"4000002760003184": {"Visa", "3184", false, waits, refused("authentication_required")},
		"4000000000000341": {"Visa", "0341", false, refused("card_declined"), refused("card_declined")},
	} {
		t.Run(number, func(t *testing.T) {
			s, ctx := newSite(t), context.Background()
			page := s.begin("k").URL
			s.post(page, withCard(number))
			if want.proof {
				require.Equal(t, gateway.SetupRequiresAction, s.setup("k").Status)
				require.Nil(t, s.setup("k").Card)
				s.post(page, action("complete"))
			}
			done := s.setup("k")
			require.Equal(t, gateway.SetupSucceeded, done.Status)
			require.Regexp(t, `^card_[\w-]{43}$`, done.Card.Token)
			require.Equal(t, gateway.Card{
				Token: done.Card.Token, Brand: want.brand, Last4: want.last4, ExpMonth: 4, ExpYear: 2030,
			}, *done.Card)
			require.Equal(t, []gateway.Setup{done}, s.heard())

			for key, in := range map[string]struct {
				off  bool
				want gateway.Result
			}{"there": {false, want.there}, "off": {true, want.offThere}} {
				c := charge(key, done.Card.Token)
				c.OffSession = in.off
				got, err := s.gateway.Charge(ctx, c)
				require.NoError(t, err)
				require.Equal(t, in.want, got, key)
			}
		})
	}
}

func TestTestCardsThatTheirBankRefuses(t *testing.T) {
	for number, words := range map[string]string{
		"4000000000000002": "The bank declined this card.",
		"4000000000009995": "too little money",
		"4000000000000069": "The bank says that this card has expired.",
		"4000000000000127": "not the card&#39;s security code",
		"4000000000000119": "could not be processed",
	} {
		t.Run(number, func(t *testing.T) {
			s := newSite(t)
			page := s.begin("k").URL
			answered := s.post(page, withCard(number))
			require.Equal(t, http.StatusUnprocessableEntity, answered.StatusCode)
			require.Contains(t, answered.body, words)
			require.Equal(t, gateway.SetupOpen, s.setup("k").Status)
			require.Empty(t, s.heard())
			s.post(page, withCard("4242424242424242"))
			require.Equal(t, gateway.SetupSucceeded, s.setup("k").Status, "another card may follow")
		})
	}
}

func TestRenewalsOfTokensThatAreAlwaysThere(t *testing.T) {
	g := open(t, t.TempDir()+"/sandbox.db")
	for token, want := range map[string]gateway.Result{
		sandbox.CardOK:             paid,
		sandbox.CardRequiresAction: refused("authentication_required"),
		sandbox.CardDeclined:       refused("card_declined"),
	} {
		c := charge("k-"+token, token)
		c.OffSession = true
		got, err := g.Charge(context.Background(), c)
		require.NoError(t, err)
		require.Equal(t, want, got, token)
	}
}

func TestAnAddedCardIsGoodToTheEndOfItsMonth(t *testing.T) {
	s, ctx := newSite(t), context.Background()
	card := s.added("k", "4242424242424242")
	s.wait(time.Date(2030, 4, 30, 23, 59, 59, 0, time.UTC).Sub(noon))
	got, err := s.gateway.Charge(ctx, charge("in time", card.Token))
	require.NoError(t, err)
	require.Equal(t, paid, got)
	s.wait(time.Second)
	got, err = s.gateway.Charge(ctx, charge("late", card.Token))
	require.NoError(t, err)
	require.Equal(t, refused("expired_card"), got)
	got, err = s.gateway.Charge(ctx, charge("in time", card.Token))
	require.NoError(t, err)
	require.Equal(t, paid, got, "the first answer stands")
}

func TestACardIsItsAccountsAlone(t *testing.T) {
	s := newSite(t)
	c := charge("k", s.added("k", "4242424242424242").Token)
	c.Account = "another"
	got, err := s.gateway.Charge(context.Background(), c)
	require.NoError(t, err)
	require.Equal(t, refused("unknown_method"), got)
}

func TestAForgottenCardIsChargedNoMore(t *testing.T) {
	s, ctx := newSite(t), context.Background()
	card := s.added("k", "4242424242424242")
	first, err := s.gateway.Charge(ctx, charge("before", card.Token))
	require.NoError(t, err)
	require.Equal(t, paid, first)
	require.NoError(t, s.gateway.Forget(ctx, "another", card.Token), "another account has no such card")
	require.NotNil(t, s.setup("k").Card)
	for range 2 {
		require.NoError(t, s.gateway.Forget(ctx, "acc", card.Token))
	}
	for key, want := range map[string]gateway.Result{"before": paid, "after": refused("unknown_method")} {
		got, err := s.gateway.Charge(ctx, charge(key, card.Token))
		require.NoError(t, err)
		require.Equal(t, want, got, key)
	}
	done := s.setup("k")
	require.Equal(t, gateway.SetupSucceeded, done.Status)
	require.Nil(t, done.Card)
	require.NoError(t, s.gateway.Forget(ctx, "acc", sandbox.CardOK))
	got, err := s.gateway.Charge(ctx, charge("always", sandbox.CardOK))
	require.NoError(t, err)
	require.Equal(t, paid, got, "a card that is always there")
}

func TestAddedCardsOutliveTheProgram(t *testing.T) {
	s, ctx := newSite(t), context.Background()
	card := s.added("k", "4000002760003184")
	other, err := sandbox.Open(ctx, s.dir+"/gateway.db", s.clock)
	require.NoError(t, err)
	defer func() { require.NoError(t, other.Close()) }()
	got, err := other.Charge(ctx, charge("c", card.Token))
	require.NoError(t, err)
	require.Equal(t, waits, got)
	other.SetBase(s.server.URL)
	known, err := other.BeginSetup(ctx, gateway.SetupRequest{Key: "k", Account: "acc"})
	require.NoError(t, err)
	require.Equal(t, card, *known.Card)
}
