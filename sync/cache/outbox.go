package cache

import (
	"context"
	"database/sql"
	"errors"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/mattn/go-sqlite3"
)

// unsettled are the states whose outcome is not final; the index in the schema
// says the same.
const unsettled = `('pending', 'unknown', 'charging', 'requires_action')`

const submissionColumns = `id, account, preview_id, amount_due, currency, payment, reason, category, target, at,
	kind, state, amount_charged, invoice_id, problem`

// Commit puts an intent on disk, pending. It refuses a second one of an account
// with change_in_flight, naming the first.
func (c *Cache) Commit(ctx context.Context, in billing.Intent) error {
	target, err := document(previewjson.FromTerms(in.Target))
	if err != nil {
		return failure("commit intent", err)
	}
	_, err = c.outbox.write.ExecContext(ctx, `INSERT INTO submissions (`+submissionColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '', NULL)`,
		in.ID, in.AccountID, in.PreviewID, in.AmountDue.Minor(), string(in.AmountDue.Currency()), in.Payment,
		in.Reason, string(in.Category), target, micros(in.At), string(in.Kind), string(billing.ChangePending))
	if isUnique(err) {
		err = c.inFlight(ctx, in.AccountID, err)
	}
	if err != nil {
		return failure("commit intent", err)
	}
	return nil
}

func isUnique(err error) bool {
	e, ok := errors.AsType[sqlite3.Error](err)
	return ok && (e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

func (c *Cache) inFlight(ctx context.Context, account string, cause error) error {
	var id string
	err := c.outbox.read.QueryRowContext(ctx,
		`SELECT id FROM submissions WHERE account = ? AND state IN `+unsettled, account).Scan(&id)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return billing.NewProblem(billing.ChangeInFlight, "change", id).Because(cause)
}

// Record writes what is known of an intent. A final outcome is never replaced.
func (c *Cache) Record(ctx context.Context, o billing.Outcome) error {
	if _, err := record(ctx, c.outbox.write, o); err != nil {
		return failure("record outcome", err)
	}
	return nil
}

// GiveUp records an intent that never was and never will be acted on, and keeps
// the terms that it asked for as a draft, in one transaction. Another order than
// one of terms has nothing to keep.
func (c *Cache) GiveUp(ctx context.Context, in billing.Intent, o billing.Outcome) error {
	err := c.outbox.tx(ctx, func(tx *sql.Tx) error {
		if open, err := record(ctx, tx, o); err != nil || !open || in.Kind != billing.OrderChange {
			return err
		}
		return saveDraft(ctx, tx, billing.Draft{
			ID: in.ID, AccountID: in.AccountID, Target: in.Target, Reason: in.Reason, At: in.At,
		})
	})
	if err != nil {
		return failure("give up intent", err)
	}
	return nil
}

// execer is a transaction or the writer itself.
type execer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// record tells whether the outcome was still open.
func record(ctx context.Context, db execer, o billing.Outcome) (bool, error) {
	problem, err := writeProblem(o.Problem)
	if err != nil {
		return false, err
	}
	result, err := db.ExecContext(ctx, `UPDATE submissions SET state = ?, amount_charged = ?, invoice_id = ?, problem = ?
		WHERE id = ? AND state IN `+unsettled,
		string(o.State), minor(o.AmountCharged), o.InvoiceID, problem, o.ID)
	if err != nil {
		return false, err
	}
	rows, err := result.RowsAffected()
	return rows > 0, err
}

// Unsettled are the intents whose outcome is not final, oldest first.
func (c *Cache) Unsettled(ctx context.Context) ([]billing.Submission, error) {
	all, err := list(ctx, c.outbox.read, scanSubmission,
		`SELECT `+submissionColumns+` FROM submissions WHERE state IN `+unsettled+` ORDER BY at, id`)
	if err != nil {
		return nil, failure("list outbox", err)
	}
	return all, nil
}

// Pending is the account's intent whose outcome is not final, or nil.
func (c *Cache) Pending(ctx context.Context, account string) (*billing.Submission, error) {
	s, err := scanSubmission(c.outbox.read.QueryRowContext(ctx,
		`SELECT `+submissionColumns+` FROM submissions WHERE account = ? AND state IN `+unsettled, account))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, failure("read outbox", err)
	}
	return &s, nil
}

// Submission is an intent by its id, and what became of it. The fresh preview of
// a refusal is not kept: it would be priced anew.
func (c *Cache) Submission(ctx context.Context, id string) (billing.Submission, error) {
	s, err := scanSubmission(c.outbox.read.QueryRowContext(ctx,
		`SELECT `+submissionColumns+` FROM submissions WHERE id = ?`, id))
	if err != nil {
		return billing.Submission{}, failure("read submission", missing(err, "change", id))
	}
	return s, nil
}

func scanSubmission(row scanner) (billing.Submission, error) {
	var (
		s        billing.Submission
		in, o    = &s.Intent, &s.Outcome
		due, at  int64
		currency money.Currency
		target   string
		charged  sql.NullInt64
		problem  sql.NullString
	)
	err := row.Scan(&in.ID, &in.AccountID, &in.PreviewID, &due, &currency, &in.Payment, &in.Reason, &in.Category, &target, &at,
		&in.Kind, &o.State, &charged, &o.InvoiceID, &problem)
	if err != nil {
		return s, err
	}
	in.AmountDue, in.At = money.FromMinor(due, currency), fromMicros(at)
	o.ID, o.PreviewID, o.AmountCharged = in.ID, in.PreviewID, fromMinor(charged, currency)
	if in.Target, err = readTerms(target); err != nil {
		return s, err
	}
	o.Problem, err = readProblem(problem)
	return s, err
}

func (c *Cache) holdsOutbox(ctx context.Context) (bool, error) {
	var holds bool
	err := c.outbox.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM drafts)
		OR EXISTS (SELECT 1 FROM submissions WHERE state IN `+unsettled+`)`).Scan(&holds)
	return holds, err
}
