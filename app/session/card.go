package session

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"billfold/app/loopback"
	"billfold/billing"
	"billfold/safeweb"

	"github.com/google/uuid"
)

const (
	// askCardEvery is how often it is asked what became of a card, for whoever types
	// it where the browser cannot come back from.
	askCardEvery = 2 * time.Second
	// giveUpCard bounds the last word to the backend about a card that nobody wants
	// to add any more.
	giveUpCard = 5 * time.Second
)

// AddCard has a card added to an account on a page of the payment gateway, which
// open shows in the system's browser, and waits until somebody is done there, the
// page expires or the context ends; that gives it up. What is typed there is never
// seen here. The account is caught up when it returns.
func (s *Session) AddCard(ctx context.Context, account string, open func(address string) error) (billing.MethodSetup, error) {
	d, err := s.desk()
	if err != nil {
		return billing.MethodSetup{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return billing.MethodSetup{}, fmt.Errorf("name card: %w", err)
	}
	landing, err := loopback.Open(ctx, func(q url.Values) (loopback.Page, bool) {
		says := loopback.CardSaved
		if q.Get("status") != "succeeded" {
			says = loopback.NoCardSaved
		}
		return says, q.Get("setup") == id.String()
	})
	if err != nil {
		return billing.MethodSetup{}, err
	}
	defer landing.Close()
	setup, err := d.remote.BeginMethodSetup(ctx, account, id.String(), landing.URL())
	if err != nil {
		return billing.MethodSetup{}, err
	}
	if !safeweb.Trustworthy(setup.Page) {
		return billing.MethodSetup{}, billing.NewProblem(billing.BackendForeign)
	}
	if err := open(setup.Page); err != nil {
		s.giveUpCard(ctx, d, account, setup.ID)
		return billing.MethodSetup{}, billing.NewProblem(billing.CardNotAdded, "reason", "no browser could be opened").Because(err)
	}
	if setup, err = s.awaitCard(ctx, d, account, setup, landing.Answer()); err != nil {
		s.giveUpCard(ctx, d, account, setup.ID)
		return setup, fmt.Errorf("add card: %w", err)
	}
	if _, err := d.syncer.Refresh(ctx, account); err != nil {
		s.Log.WarnContext(ctx, "account not caught up", "account", account, "error", err)
	}
	return setup, nil
}

// awaitCard asks until it is over. That the backend cannot tell now is no answer:
// somebody is typing.
func (s *Session) awaitCard(ctx context.Context, d *desk, account string, setup billing.MethodSetup, back <-chan url.Values) (billing.MethodSetup, error) {
	tick := time.NewTicker(askCardEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return setup, ctx.Err()
		case <-back:
		case <-tick.C:
		}
		now, err := d.remote.MethodSetup(ctx, account, setup.ID)
		switch code := billing.CodeOf(err); {
		case err == nil && now.Status != billing.SetupOpen:
			return now, nil
		case code == billing.MethodSetupUnknown, code == billing.NotPermitted, code == billing.NotFound:
			return setup, err
		case err != nil && s.Now().After(setup.Expires.Add(askCardEvery)):
			return setup, err
		}
	}
}

func (s *Session) giveUpCard(ctx context.Context, d *desk, account, id string) {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), giveUpCard)
	defer cancel()
	if _, err := d.remote.CancelMethodSetup(last, account, id); err != nil {
		s.Log.WarnContext(last, "adding of a card not given up; its page expires", "error", err)
	}
}

// ProveCharge shows the page of the bank that a change waits for, in the system's
// browser; where it waits for nothing any more, it does nothing. What came of it is
// found out like every outcome.
func (s *Session) ProveCharge(ctx context.Context, account, change string, open func(address string) error) error {
	d, err := s.desk()
	if err != nil {
		return err
	}
	outcome, err := d.remote.Settle(ctx, account, change)
	if err != nil {
		return err
	}
	switch {
	case outcome.State != billing.ChangeRequiresAction:
		return nil
	case outcome.ProofPage == "":
		return billing.NewProblem(billing.BackendBroken)
	}
	if err := open(outcome.ProofPage); err != nil {
		return fmt.Errorf("show the bank's page: %w", err)
	}
	return nil
}
