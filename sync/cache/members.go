package cache

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
)

const memberColumns = `id, name, email, role, status, guest, last_active`

// Members are the account's by name, at most limit (-1: all) of those after the
// one named by its id; an empty id starts with the first.
func (c *Cache) Members(ctx context.Context, account, after string, limit int) ([]billing.Member, error) {
	members, err := list(ctx, c.nouns.read, scanMember, `SELECT `+memberColumns+` FROM members
		WHERE account = ?1 AND (?2 = '' OR (name, id) > (SELECT name, id FROM members WHERE account = ?1 AND id = ?2))
		ORDER BY name, id LIMIT ?3`, account, after, limit)
	if err != nil {
		return nil, failure("list members", err)
	}
	return members, nil
}

// IdleMembers is how many of the account's members are idle at now, as
// billing.IdleCount has it, without reading them.
func (c *Cache) IdleMembers(ctx context.Context, account string, now time.Time) (int, error) {
	var idle int
	err := c.nouns.read.QueryRowContext(ctx, `SELECT count(*) FROM members
		WHERE account = ? AND status = ? AND NOT guest AND last_active <= ?`,
		account, string(billing.MemberActive), micros(now.Add(-billing.IdleAfter))).Scan(&idle)
	if err != nil {
		return 0, failure("count idle members", err)
	}
	return idle, nil
}

func scanMember(row scanner) (billing.Member, error) {
	var m billing.Member
	var lastActive sql.NullInt64
	if err := row.Scan(&m.ID, &m.Name, &m.Email, &m.Role, &m.Status, &m.Guest, &lastActive); err != nil {
		return m, err
	}
	m.LastActive = fromOptionalMicros(lastActive)
	return m, nil
}

func saveMember(ctx context.Context, tx *sql.Tx, account string, m *billing.Member) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO members (account, `+memberColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		account, m.ID, m.Name, m.Email, string(m.Role), string(m.Status), m.Guest, optionalMicros(m.LastActive))
	return err
}
