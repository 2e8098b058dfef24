package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/money"
)

// Change is a change with what its outcome and its recovery need.
type Change struct {
	billing.Change
	AccountID string
	ActorID   string
	// Payment is the method's id, PayByBalance, or empty where nothing is paid.
	Payment string
	// BodyHash is of the request that the change's key came with first.
	BodyHash string
	// FreshPreview is the id of what to confirm anew, of a refused one.
	FreshPreview string
	// ProofUntil is how long the proof that a bank asks for is waited for.
	ProofUntil *time.Time
	// Parties are whom a charge is between, as it was begun; nil where nothing was charged
	// elsewhere.
	Parties *Parties
}

// Parties are whom an invoice is between.
type Parties struct {
	Seller   billing.Seller
	BilledTo billing.BillingDetails
}

// Outcome is what the change's key is answered with; the fresh preview of a
// refusal is left for the caller to read.
func (c *Change) Outcome() billing.Outcome {
	o := billing.Outcome{
		ID: c.ID, State: c.State, PreviewID: c.PreviewID,
		AmountCharged: c.AmountCharged, InvoiceID: c.InvoiceID,
	}
	if c.Problem != "" {
		o.Problem = &billing.Problem{Code: c.Problem, Params: c.Params}
	}
	return o
}

// InsertChange records a change. A key that another account has used is a
// Problem idempotency_key_reused.
func (t *Tx) InsertChange(ctx context.Context, c *Change) error {
	taken, err := t.Recorded(ctx, c.ID)
	if err != nil {
		return err
	}
	if taken {
		return billing.NewProblem(billing.KeyReused, "key", c.ID)
	}
	return t.put(ctx, noun{c.AccountID, billing.KindChanges, c.ID}, `INSERT INTO changes (id, account_id, at, actor, actor_id, state, preview_id,
			terms_before, terms_after, effective_at, amount_charged, invoice_id, reason, category, payment, body_hash,
			problem, problem_params, fresh_preview, kind, device, parties)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.AccountID, instant{&c.At}, c.Actor, c.ActorID, string(c.State), c.PreviewID, object{terms(c.Before)}, object{terms(c.After)},
		instant{&c.EffectiveAt}, c.AmountCharged.Minor(), c.InvoiceID, c.Reason, string(c.Category), c.Payment, c.BodyHash,
		string(c.Problem), object{c.Params}, c.FreshPreview, string(c.Kind), c.Device,
		object{toParties(c.Parties)})
}

// Recorded tells whether there is a change with a key, of whichever account.
func (r *Reader) Recorded(ctx context.Context, key string) (bool, error) {
	var taken bool
	if err := r.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM changes WHERE id = ?)`, key).Scan(&taken); err != nil {
		return false, fmt.Errorf("look up change: %w", err)
	}
	return taken, nil
}

// SettleChange writes what became of a change: its state, money and problem.
func (t *Tx) SettleChange(ctx context.Context, c *Change) error {
	return t.put(ctx, noun{c.AccountID, billing.KindChanges, c.ID}, `UPDATE changes SET state = ?, amount_charged = ?, invoice_id = ?,
			problem = ?, problem_params = ?, fresh_preview = ?, proof_until = ? WHERE account_id = ? AND id = ?`,
		string(c.State), c.AmountCharged.Minor(), c.InvoiceID, string(c.Problem), object{c.Params}, c.FreshPreview,
		optional{&c.ProofUntil}, c.AccountID, c.ID)
}

const changeColumns = `id, at, actor, actor_id, state, preview_id, terms_before, terms_after, effective_at, amount_charged,
	invoice_id, reason, category, payment, body_hash, problem, problem_params, fresh_preview, kind, proof_until, device, parties,
	(SELECT currency FROM accounts a WHERE a.id = account_id)`

// Change reads one change; an unknown one is a Problem not_found.
func (r *Reader) Change(ctx context.Context, account, id string) (*Change, error) {
	c, err := scanChange(r.tx.QueryRowContext(ctx, `SELECT `+changeColumns+` FROM changes WHERE account_id = ? AND id = ?`, account, id), account)
	if err != nil {
		return nil, notFound(err, "read change")
	}
	return c, nil
}

// changesIn reads the changes that are named.
func (r *Reader) changesIn(ctx context.Context, account string, wanted ids, found func(*Change)) error {
	return r.each(ctx, func(rows *sql.Rows) error {
		c, err := scanChange(rows, account)
		if err == nil {
			found(c)
		}
		return err
	}, `SELECT `+changeColumns+` FROM changes WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))`, account, wanted)
}

func scanChange(from row, account string) (*Change, error) {
	c := Change{AccountID: account}
	var before, after terms
	var charged int64
	var currency money.Currency
	var between *parties
	err := from.Scan(&c.ID, instant{&c.At}, &c.Actor, &c.ActorID, &c.State, &c.PreviewID, object{&before}, object{&after}, instant{&c.EffectiveAt},
		&charged, &c.InvoiceID, &c.Reason, &c.Category, &c.Payment, &c.BodyHash, &c.Problem, object{&c.Params}, &c.FreshPreview,
		&c.Kind, optional{&c.ProofUntil}, &c.Device, object{&between}, &currency)
	if err != nil {
		return nil, err
	}
	c.Before, c.After, c.AmountCharged = billing.Terms(before), billing.Terms(after), money.FromMinor(charged, currency)
	c.Parties = fromParties(between)
	return &c, nil
}

// Key names a change and its account.
type Key struct{ Account, ID string }

// Charging lists the changes whose charge was under way when they were last
// written, of all accounts.
func (r *Reader) Charging(ctx context.Context) ([]Key, error) {
	var keys []Key
	err := r.each(ctx, func(rows *sql.Rows) error {
		var k Key
		err := rows.Scan(&k.Account, &k.ID)
		keys = append(keys, k)
		return err
	}, `SELECT account_id, id FROM changes WHERE state = 'charging' ORDER BY at, id`)
	return keys, err
}
