package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"billfold/backend/gateway"
	"billfold/backend/store"
	"billfold/billing"
)

// BeginMethodSetup has the gateway open a page for adding a card, and sends whoever
// typed it back to an address of their own machine, or nowhere. The same key again
// is the same page; for another account or address, and where something else was done
// under it, it is a Problem idempotency_key_reused.
func (e *Engine) BeginMethodSetup(ctx context.Context, by billing.Person, account, key, returnURL string) (billing.MethodSetup, error) {
	s := store.MethodSetup{Key: key, AccountID: account, PersonID: by.ID, ReturnURL: returnURL, Begun: e.now()}
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		known, err := tx.MethodSetup(ctx, key)
		if billing.CodeOf(err) == billing.NotFound {
			return insertMethodSetup(ctx, tx, s)
		}
		if err == nil && (known.AccountID != account || known.PersonID != by.ID || known.ReturnURL != returnURL) {
			return billing.NewProblem(billing.KeyReused, "key", key)
		}
		return err
	})
	if err != nil {
		return billing.MethodSetup{}, err
	}
	return e.settleMethodSetup(ctx, key)
}

// insertMethodSetup keeps a setup whose key stands for nothing else.
func insertMethodSetup(ctx context.Context, tx *store.Tx, s store.MethodSetup) error {
	taken, err := tx.Recorded(ctx, s.Key)
	if err != nil {
		return err
	}
	if taken {
		return billing.NewProblem(billing.KeyReused, "key", s.Key)
	}
	return tx.InsertMethodSetup(ctx, s)
}

// MethodSetup is what became of the adding of a card: where one came of it, it is
// a payment method of the account once this returns. One that is not the account's
// is a Problem method_setup_unknown.
func (e *Engine) MethodSetup(ctx context.Context, account, key string) (billing.MethodSetup, error) {
	err := e.store.Read(ctx, func(r *store.Reader) error {
		s, err := r.MethodSetup(ctx, key)
		if billing.CodeOf(err) == billing.NotFound || err == nil && s.AccountID != account {
			return billing.NewProblem(billing.MethodSetupUnknown)
		}
		return err
	})
	if err != nil {
		return billing.MethodSetup{}, err
	}
	return e.settleMethodSetup(ctx, key)
}

// CancelMethodSetup gives up the adding of a card. One that was added by then
// stays.
func (e *Engine) CancelMethodSetup(ctx context.Context, account, key string) (billing.MethodSetup, error) {
	setup, err := e.MethodSetup(ctx, account, key)
	if err != nil || setup.Status != billing.SetupOpen {
		return setup, err
	}
	if _, err := e.cards.CancelSetup(ctx, key); err != nil {
		return billing.MethodSetup{}, unanswered(err)
	}
	return e.settleMethodSetup(ctx, key)
}

// MethodSetupEnded is what the gateway tells when somebody is done on its page. A
// key that is not ours is nothing.
func (e *Engine) MethodSetupEnded(ctx context.Context, key string) error {
	_, err := e.settleMethodSetup(ctx, key)
	if billing.CodeOf(err) == billing.NotFound {
		return nil
	}
	return err
}

// settleMethodSetup asks the gateway what became of a key, whose page it opens
// where it never heard of it, and writes down what is final: once, whoever asks.
func (e *Engine) settleMethodSetup(ctx context.Context, key string) (billing.MethodSetup, error) {
	var kept store.MethodSetup
	err := e.store.Read(ctx, func(r *store.Reader) (err error) {
		kept, err = r.MethodSetup(ctx, key)
		return err
	})
	if err != nil {
		return billing.MethodSetup{}, err
	}
	at, err := e.cards.BeginSetup(ctx, gateway.SetupRequest{Key: key, Account: kept.AccountID, ReturnURL: kept.ReturnURL})
	if err != nil {
		return billing.MethodSetup{}, unanswered(err)
	}
	setup := billing.MethodSetup{ID: key, Status: setupStatus(at.Status), Page: at.URL, Expires: at.Expires}
	if setup.Status == billing.SetupOpen {
		return setup, nil
	}
	err = e.store.Write(ctx, func(tx *store.Tx) error {
		if kept, err = tx.MethodSetup(ctx, key); err != nil {
			return err
		}
		if kept.Ended == nil {
			if err := e.endMethodSetup(ctx, tx, &kept, at); err != nil {
				return err
			}
		}
		setup.Method, err = methodOf(ctx, tx, kept)
		return err
	})
	return setup, err
}

func (e *Engine) endMethodSetup(ctx context.Context, tx *store.Tx, s *store.MethodSetup, at gateway.Setup) error {
	now := e.now()
	s.Ended = &now
	if card := at.Card; at.Status == gateway.SetupSucceeded && card != nil {
		s.MethodID = e.newID("pm_")
		err := tx.InsertMethod(ctx, s.AccountID, store.Method{Token: card.Token, PaymentMethod: billing.PaymentMethod{
			ID: s.MethodID, Brand: card.Brand, Last4: card.Last4, ExpMonth: card.ExpMonth, ExpYear: card.ExpYear, Status: billing.MethodWorks,
		}})
		if err != nil {
			return fmt.Errorf("add payment method: %w", err)
		}
		if err := e.recordAdded(ctx, tx, s, billing.PaymentMethod{Brand: card.Brand, Last4: card.Last4}); err != nil {
			return err
		}
	}
	return tx.EndMethodSetup(ctx, *s)
}

// recordAdded puts the card that was added into the record, under the key of its setup.
// Where something else was done under that key meanwhile the record has one of its own:
// the card was typed, and is added.
func (e *Engine) recordAdded(ctx context.Context, tx *store.Tx, s *store.MethodSetup, added billing.PaymentMethod) error {
	by, err := tx.Person(ctx, s.PersonID)
	if err != nil {
		return err
	}
	f, err := accountFacts(ctx, tx, s.AccountID)
	if err != nil {
		return err
	}
	key := s.Key
	taken, err := tx.Recorded(ctx, key)
	if err != nil {
		return err
	}
	if taken {
		key = e.newID("chg_")
	}
	c := e.recordOf(act{by: by, account: s.AccountID, key: key}, f)
	c.Kind, c.Params = billing.ActAddCard, billing.Params("method", added.Label())
	return tx.InsertChange(ctx, c)
}

// methodOf is the payment method that came of a setup, while the account has it.
func methodOf(ctx context.Context, tx *store.Tx, s store.MethodSetup) (*billing.PaymentMethod, error) {
	if s.MethodID == "" {
		return nil, nil
	}
	all, err := tx.Methods(ctx, s.AccountID)
	if err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(all, func(m store.Method) bool { return m.ID == s.MethodID }); at >= 0 {
		return &all[at].PaymentMethod, nil
	}
	return nil, nil
}

func setupStatus(s gateway.SetupStatus) billing.SetupStatus {
	switch s {
	case gateway.SetupOpen, gateway.SetupRequiresAction:
		return billing.SetupOpen
	case gateway.SetupSucceeded:
		return billing.SetupAdded
	case gateway.SetupExpired:
		return billing.SetupExpired
	case gateway.SetupCanceled:
		return billing.SetupCanceled
	default:
		return billing.SetupCanceled
	}
}

// settleMethodSetups finds out what became of the cards that are being added, also
// where nobody comes back to ask.
func (e *Engine) settleMethodSetups(ctx context.Context) error {
	var keys []string
	err := e.store.Read(ctx, func(r *store.Reader) (err error) {
		keys, err = r.OpenMethodSetups(ctx)
		return err
	})
	if err != nil {
		return err
	}
	return each(keys, func(key string) error {
		_, err := e.settleMethodSetup(ctx, key)
		return err
	})
}

// proofPage is where a charge is proven; empty where there is no such page, or the
// gateway cannot be asked now: whoever waits asks again.
func (e *Engine) proofPage(ctx context.Context, key string) string {
	if e.cards == nil {
		return ""
	}
	page, err := e.cards.ProofURL(ctx, key)
	if err != nil && !errors.Is(err, gateway.ErrNoProof) {
		e.log.WarnContext(ctx, "page of a proof not known", "change", key, "error", err)
	}
	return page
}

// ChargeProven is what the gateway tells when a payer is done on their bank's page:
// what waited for it goes on. A key that is not ours is nothing.
func (e *Engine) ChargeProven(ctx context.Context, account, key string) error {
	_, err := e.settleInFlight(ctx, store.Key{Account: account, ID: key})
	if billing.CodeOf(err) == billing.NotFound {
		return nil
	}
	return err
}
