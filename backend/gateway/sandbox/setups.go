package sandbox

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"billfold/backend/gateway"
)

const setupSchema = `CREATE TABLE IF NOT EXISTS card_setups (
	key        TEXT PRIMARY KEY,
	page       TEXT NOT NULL UNIQUE, -- the secret of its URL
	account_id TEXT NOT NULL,
	return_url TEXT NOT NULL,
	status     TEXT NOT NULL,
	refusal    TEXT NOT NULL, -- why the payer is back at the form; else empty
	pending    TEXT NOT NULL, -- JSON, the card while it waits at its bank's page
	card       TEXT NOT NULL, -- the token of what came of it; else empty
	expires    INTEGER NOT NULL -- unix seconds
) STRICT;
`

// setupLife is how long a page waits for its payer.
const setupLife = 30 * time.Minute

// setup is a row of the table.
type setup struct {
	key, page, account, returnURL string
	status                        gateway.SetupStatus
	refusal                       string
	pending                       pending // empty but at the bank's page
	card                          string
	expires                       time.Time
}

// BeginSetup is gateway.Hosted's. What was asked for first stands, except that
// another account is told nothing.
func (g *Gateway) BeginSetup(ctx context.Context, in gateway.SetupRequest) (gateway.Setup, error) {
	if in.Key == "" || in.Account == "" {
		return gateway.Setup{}, errors.New("begin setup: it needs a key and an account")
	}
	if g.current().base == "" {
		return gateway.Setup{}, errors.New("begin setup: the pages are served nowhere")
	}
	if err := checkReturn(in.ReturnURL); err != nil {
		return gateway.Setup{}, fmt.Errorf("begin setup: %w", err)
	}
	if err := g.dropExpired(ctx); err != nil {
		return gateway.Setup{}, err
	}
	_, err := g.db.ExecContext(ctx, `INSERT INTO card_setups (key, page, account_id, return_url, status, refusal, pending, card, expires)
		VALUES (?, ?, ?, ?, ?, '', '{}', '', ?) ON CONFLICT (key) DO NOTHING`,
		in.Key, secret(), in.Account, in.ReturnURL, string(gateway.SetupOpen), g.now().Add(setupLife).Unix())
	if err != nil {
		return gateway.Setup{}, fmt.Errorf("write setup: %w", err)
	}
	s, err := g.readSetup(ctx, g.db, ref{key: in.Key})
	if err != nil {
		return gateway.Setup{}, err
	}
	if s.account != in.Account {
		return gateway.Setup{}, fmt.Errorf("begin setup: key %s is another account's", in.Key)
	}
	return g.public(ctx, s)
}

// dropExpired forgets the cards on pages whose time is over.
func (g *Gateway) dropExpired(ctx context.Context) error {
	_, err := g.db.ExecContext(ctx, `UPDATE card_setups SET status = ?, pending = '{}' WHERE status IN (?, ?) AND expires <= ?`,
		string(gateway.SetupExpired), string(gateway.SetupOpen), string(gateway.SetupRequiresAction), g.now().Unix())
	if err != nil {
		return fmt.Errorf("expire setups: %w", err)
	}
	return nil
}

// CancelSetup is gateway.Hosted's.
func (g *Gateway) CancelSetup(ctx context.Context, key string) (gateway.Setup, error) {
	s, _, err := g.changeSetup(ctx, ref{key: key}, cancelSetup)
	if err != nil {
		return gateway.Setup{}, err
	}
	return g.public(ctx, s)
}

// cancelSetup is the change that ends a setup without a card.
func cancelSetup(s *setup) bool {
	if !s.status.Waits() {
		return false
	}
	s.status = gateway.SetupCanceled
	return true
}

// changeSetup decides on a setup in one transaction, from how it stands, and
// tells whether the decision changed it. One that has succeeded by it gets its
// card, and only at the bank's page one is kept waiting; of one that has ended by
// it the hook is told.
func (g *Gateway) changeSetup(ctx context.Context, which ref, change func(*setup) bool) (setup, bool, error) {
	tx, err := g.db.BeginTx(ctx, nil)
	if err != nil {
		return setup{}, false, fmt.Errorf("change setup: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	s, err := g.readSetup(ctx, tx, which)
	if err != nil {
		return setup{}, false, err
	}
	if !change(&s) {
		return s, false, nil
	}
	if s.status == gateway.SetupSucceeded {
		if s.card, err = addCard(ctx, tx, s.account, s.pending); err != nil {
			return setup{}, false, err
		}
	}
	if s.status != gateway.SetupRequiresAction {
		s.pending = pending{}
	}
	waiting, err := json.Marshal(s.pending)
	if err != nil {
		return setup{}, false, fmt.Errorf("encode card: %w", err)
	}
	_, err = tx.ExecContext(ctx, `UPDATE card_setups SET status = ?, refusal = ?, pending = ?, card = ? WHERE key = ?`,
		string(s.status), s.refusal, string(waiting), s.card, s.key)
	if err != nil {
		return setup{}, false, fmt.Errorf("write setup: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return setup{}, false, fmt.Errorf("write setup: %w", err)
	}
	return s, true, g.tell(ctx, s)
}

// tell lets the log and, where a setup has ended, the hook know how it stands.
func (g *Gateway) tell(ctx context.Context, s setup) error {
	now := g.current()
	now.log.InfoContext(ctx, "setup changed", "setup", s.key, "status", s.status, "refusal", s.refusal)
	if s.status.Waits() || now.onSetup == nil {
		return nil
	}
	public, err := g.public(ctx, s)
	if err != nil {
		return err
	}
	now.onSetup(ctx, public)
	return nil
}

// ref names a setup, by its key or by its page.
type ref struct{ key, page string }

func (g *Gateway) readSetup(ctx context.Context, from querier, which ref) (setup, error) {
	var s setup
	var waiting string
	var expires int64
	err := from.QueryRowContext(ctx, `SELECT key, page, account_id, return_url, status, refusal, pending, card, expires
		FROM card_setups WHERE key = ? OR page = ?`, which.key, which.page).
		Scan(&s.key, &s.page, &s.account, &s.returnURL, &s.status, &s.refusal, &waiting, &s.card, &expires)
	if errors.Is(err, sql.ErrNoRows) {
		return setup{}, gateway.ErrNoSetup
	}
	if err != nil {
		return setup{}, fmt.Errorf("read setup: %w", err)
	}
	if err := json.Unmarshal([]byte(waiting), &s.pending); err != nil {
		return setup{}, fmt.Errorf("decode card: %w", err)
	}
	s.expires = time.Unix(expires, 0).UTC()
	if s.status.Waits() && !g.now().Before(s.expires) {
		s.status, s.pending = gateway.SetupExpired, pending{}
	}
	return s, nil
}

// public is what others may know of a setup.
func (g *Gateway) public(ctx context.Context, s setup) (gateway.Setup, error) {
	out := gateway.Setup{Key: s.key, Account: s.account, Status: s.status, Expires: s.expires}
	if s.status.Waits() {
		out.URL = g.current().base + setupPath + s.page
	}
	if s.card == "" {
		return out, nil
	}
	var err error
	out.Card, err = readCard(ctx, g.db, s.card)
	return out, err
}

// secret is what nobody guesses.
func secret() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails: crypto/rand ends the program rather than return an error
	return base64.RawURLEncoding.EncodeToString(b)
}
