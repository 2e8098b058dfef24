package sandbox

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"billfold/backend/gateway"
)

// There is no column for a number, a security code, a name or an address: none of
// them outlives the request that brought it.
const cardSchema = `CREATE TABLE IF NOT EXISTS added_cards (
	token      TEXT PRIMARY KEY,
	account_id TEXT NOT NULL,
	acts_as    TEXT NOT NULL, -- the token of the test card that it is charged like
	brand      TEXT NOT NULL,
	last4      TEXT NOT NULL,
	exp_month  INTEGER NOT NULL,
	exp_year   INTEGER NOT NULL
) STRICT;
`

// pending is what is kept of a card while it waits at its bank's page.
type pending struct {
	ActsAs   string
	Brand    string
	Last4    string
	ExpMonth int
	ExpYear  int
}

// querier is the database or a transaction of it.
type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// addCard keeps a card for an account under a token of its own.
func addCard(ctx context.Context, tx *sql.Tx, account string, p pending) (token string, err error) {
	token = "card_" + secret()
	_, err = tx.ExecContext(ctx, `INSERT INTO added_cards (token, account_id, acts_as, brand, last4, exp_month, exp_year)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, token, account, p.ActsAs, p.Brand, p.Last4, p.ExpMonth, p.ExpYear)
	if err != nil {
		return "", fmt.Errorf("write card: %w", err)
	}
	return token, nil
}

// readCard is what may be known of a card; nil where it was forgotten.
func readCard(ctx context.Context, from querier, token string) (*gateway.Card, error) {
	c := gateway.Card{Token: token}
	err := from.QueryRowContext(ctx, `SELECT brand, last4, exp_month, exp_year FROM added_cards WHERE token = ?`, token).
		Scan(&c.Brand, &c.Last4, &c.ExpMonth, &c.ExpYear)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read card: %w", err)
	}
	return &c, nil
}

// Forget is gateway.Hosted's. The tokens that are always there are nobody's to forget.
func (g *Gateway) Forget(ctx context.Context, account, token string) error {
	if _, err := g.db.ExecContext(ctx, `DELETE FROM added_cards WHERE token = ? AND account_id = ?`, token, account); err != nil {
		return fmt.Errorf("forget card: %w", err)
	}
	return nil
}

// method is what a charge needs to know of the card that it names.
type method struct {
	actsAs  string
	expires time.Time // zero where it never does
}

// methodOf finds what a charge is made with. The tokens that are always there
// stand for themselves, and so does one that nobody knows; a card that was added
// for another account is unknown to this one.
func (g *Gateway) methodOf(ctx context.Context, c gateway.Charge) (method, error) {
	m := method{actsAs: c.Method}
	var month, year int
	err := g.db.QueryRowContext(ctx, `SELECT acts_as, exp_month, exp_year FROM added_cards WHERE token = ? AND account_id = ?`,
		c.Method, c.Account).Scan(&m.actsAs, &month, &year)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return m, nil
	case err != nil:
		return m, fmt.Errorf("read card: %w", err)
	}
	m.expires = endOf(month, year)
	return m, nil
}

// endOf is the instant from which a card is no good.
func endOf(month, year int) time.Time {
	return time.Date(year, time.Month(month)+1, 1, 0, 0, 0, 0, time.UTC)
}

// outcome is what a first charge comes to.
func (m method) outcome(offSession bool, now time.Time) gateway.Result {
	if !m.expires.IsZero() && !now.Before(m.expires) {
		return declined("expired_card")
	}
	switch m.actsAs {
	case CardOK:
		return gateway.Result{Status: gateway.Succeeded}
	case CardRequiresAction:
		if offSession {
			return declined(gateway.AuthenticationRequired)
		}
		return gateway.Result{Status: gateway.RequiresAction}
	case CardInsufficientFunds:
		return declined("insufficient_funds")
	case CardDeclined:
		return declined("card_declined")
	default:
		return declined("unknown_method")
	}
}

func declined(reason string) gateway.Result {
	return gateway.Result{Status: gateway.Declined, Reason: reason}
}
