package cache

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
)

// salvage takes over from a damaged outbox, which was set aside, every intent and
// draft that can still be read, and what was told. It says how many of the former. It reads from both ends, since nothing can be read
// beyond damage; what it cannot read it leaves where it is kept.
func salvage(ctx context.Context, kept string, into *database) (saved int, err error) {
	broken, err := open(kept, url.Values{"mode": {"ro"}, "immutable": {"1"}}, 1)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, broken.Close()) }()
	err = into.tx(ctx, func(tx *sql.Tx) error {
		for _, table := range []struct {
			name, columns, holes string
			counts               bool
		}{
			{"submissions", submissionColumns, `?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?`, true},
			{"drafts", draftColumns, `?, ?, ?, ?, ?`, true},
			{"told", `account, id, seen`, `?, ?, ?`, false},
		} {
			for _, order := range []string{"ASC", "DESC"} {
				n, err := takeOver(ctx, broken, tx, takeover{
					read:  `SELECT ` + table.columns + ` FROM ` + table.name + ` ORDER BY rowid ` + order,
					write: `INSERT OR IGNORE INTO ` + table.name + ` (` + table.columns + `) VALUES (` + table.holes + `)`,
				})
				if err != nil {
					return err
				}
				if table.counts {
					saved += n
				}
			}
		}
		return nil
	})
	return saved, err
}

// takeover is how rows are read, and written.
type takeover struct{ read, write string }

// takeOver copies rows until one cannot be read.
func takeOver(ctx context.Context, from *sql.DB, to *sql.Tx, t takeover) (int, error) {
	rows, err := from.QueryContext(ctx, t.read)
	if err != nil {
		return 0, nil //nolint:nilerr // damage is why we are here
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return 0, nil //nolint:nilerr // as above
	}
	taken := 0
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if rows.Scan(into...) != nil {
			break
		}
		result, err := to.ExecContext(ctx, t.write, values...)
		if err != nil {
			return taken, err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return taken, err
		}
		taken += int(n)
	}
	_ = rows.Err() // how far it could be read is all that matters
	return taken, nil
}
