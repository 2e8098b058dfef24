package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"billfold/billing"
)

// Method is a payment method with the gateway's own name for it, which stays
// in the backend.
type Method struct {
	billing.PaymentMethod
	Token string
}

// InsertMethod adds a payment method; an account's first is its default.
func (t *Tx) InsertMethod(ctx context.Context, account string, m Method) error {
	return t.put(ctx, accountNoun(account), `INSERT INTO payment_methods (id, account_id, token, brand, last4, exp_month, exp_year, status, position)
		VALUES (?1, ?2, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM payment_methods WHERE account_id = ?2))`,
		m.ID, account, m.Token, m.Brand, m.Last4, m.ExpMonth, m.ExpYear, string(m.Status))
}

// SetMethodStatus says whether a payment method can be used.
func (t *Tx) SetMethodStatus(ctx context.Context, account, id string, status billing.MethodStatus) error {
	return t.put(ctx, accountNoun(account), `UPDATE payment_methods SET status = ? WHERE account_id = ? AND id = ?`, string(status), account, id)
}

// Methods lists an account's payment methods, the default one first.
func (r *Reader) Methods(ctx context.Context, account string) ([]Method, error) {
	type placed struct {
		Method
		position int
	}
	var all []placed
	err := r.each(ctx, func(rows *sql.Rows) error {
		var m placed
		err := rows.Scan(&m.ID, &m.Token, &m.Brand, &m.Last4, &m.ExpMonth, &m.ExpYear, &m.Status, &m.position)
		all = append(all, m)
		return err
	}, `SELECT `+methodColumns+`, position FROM payment_methods WHERE account_id = ? AND NOT removed`, account)
	slices.SortFunc(all, func(a, b placed) int { return a.position - b.position })
	methods := make([]Method, 0, len(all))
	for _, m := range all {
		methods = append(methods, m.Method)
	}
	return methods, err
}

const methodColumns = `id, token, brand, last4, exp_month, exp_year, status`

// Method reads one payment method, also one that was removed: what was begun
// with it is ended with it. An unknown one is a Problem payment_method_unknown.
func (r *Reader) Method(ctx context.Context, account, id string) (Method, error) {
	var m Method
	err := r.tx.QueryRowContext(ctx, `SELECT `+methodColumns+` FROM payment_methods WHERE account_id = ? AND id = ?`, account, id).
		Scan(&m.ID, &m.Token, &m.Brand, &m.Last4, &m.ExpMonth, &m.ExpYear, &m.Status)
	if errors.Is(err, sql.ErrNoRows) {
		return Method{}, billing.NewProblem(billing.MethodUnknown, "method", id)
	}
	if err != nil {
		return Method{}, fmt.Errorf("read payment method: %w", err)
	}
	return m, nil
}

// RemoveMethod takes a payment method away: it is charged no more. What was
// paid with it keeps its name.
func (t *Tx) RemoveMethod(ctx context.Context, account, id string) error {
	return t.put(ctx, accountNoun(account), `UPDATE payment_methods SET removed = TRUE WHERE account_id = ? AND id = ?`, account, id)
}

// OrderMethods puts an account's payment methods in the order of their ids: the first is
// the default.
func (t *Tx) OrderMethods(ctx context.Context, account string, order []billing.PaymentMethod) error {
	named := make(ids, len(order))
	for i := range order {
		named[i] = order[i].ID
	}
	return t.put(ctx, accountNoun(account), `UPDATE payment_methods SET position = (SELECT j.key FROM json_each(?1) j WHERE j.value = payment_methods.id)
		WHERE account_id = ?2 AND id IN (SELECT value FROM json_each(?1))`, named, account)
}

// RemovedMethod is a payment method that was removed, and whose card the gateway has yet
// to forget.
type RemovedMethod struct{ ID, Account, Token string }

// RemovedMethods are those whose cards the gateway has yet to forget, of all accounts.
func (r *Reader) RemovedMethods(ctx context.Context) ([]RemovedMethod, error) {
	var all []RemovedMethod
	err := r.each(ctx, func(rows *sql.Rows) error {
		var m RemovedMethod
		err := rows.Scan(&m.ID, &m.Account, &m.Token)
		all = append(all, m)
		return err
	}, `SELECT id, account_id, token FROM payment_methods WHERE removed AND at_gateway ORDER BY id`)
	return all, err
}

// MethodForgotten notes that the gateway has no card of a removed method any more.
func (t *Tx) MethodForgotten(ctx context.Context, id string) error {
	return t.exec(ctx, `UPDATE payment_methods SET at_gateway = FALSE WHERE id = ?`, id)
}
