package store

import (
	"context"
	"database/sql"
	"time"

	"billfold/billing"
)

// PutMember adds a member to an account, or changes them. Usage counts members,
// so it changes with them.
func (t *Tx) PutMember(ctx context.Context, account string, m billing.Member) error {
	err := t.put(ctx, noun{account, billing.KindMembers, m.ID}, `INSERT INTO members (id, account_id, name, email, role, status, guest, last_active)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name, email = excluded.email, role = excluded.role,
			status = excluded.status, guest = excluded.guest, last_active = excluded.last_active`,
		m.ID, account, m.Name, m.Email, string(m.Role), string(m.Status), m.Guest, optional{&m.LastActive})
	if err != nil {
		return err
	}
	return t.touch(ctx, usageNoun(account))
}

// DeleteMember removes a member from an account at an instant.
func (t *Tx) DeleteMember(ctx context.Context, account, id string, at time.Time) error {
	err := t.remove(ctx, noun{account, billing.KindMembers, id}, at, `DELETE FROM members WHERE account_id = ? AND id = ?`, account, id)
	if err != nil {
		return err
	}
	return t.touch(ctx, usageNoun(account))
}

const memberColumns = `id, name, email, role, status, guest, last_active`

// membersIn reads the members that are named.
func (r *Reader) membersIn(ctx context.Context, account string, wanted ids, found func(*billing.Member)) error {
	return r.each(ctx, func(rows *sql.Rows) error {
		m, err := scanMember(rows)
		found(&m)
		return err
	}, `SELECT `+memberColumns+` FROM members WHERE account_id = ? AND id IN (SELECT value FROM json_each(?))`, account, wanted)
}

// MembersNamed reads the members with some ids, each once and in that order; one that
// is not there is a Problem not_found.
func (r *Reader) MembersNamed(ctx context.Context, account string, wanted []string) ([]billing.Member, error) {
	found := make(map[string]*billing.Member, len(wanted))
	if err := r.membersIn(ctx, account, wanted, func(m *billing.Member) { found[m.ID] = m }); err != nil {
		return nil, err
	}
	members := make([]billing.Member, 0, len(found))
	for _, id := range wanted {
		m, ok := found[id]
		if !ok {
			return nil, billing.NewProblem(billing.NotFound, "id", id)
		}
		if m != nil {
			members = append(members, *m)
			found[id] = nil // taken
		}
	}
	return members, nil
}

// MemberWith is whoever has an address in an account, in whichever case, or nil.
func (r *Reader) MemberWith(ctx context.Context, account, email string) (*billing.Member, error) {
	var found *billing.Member
	err := r.each(ctx, func(rows *sql.Rows) error {
		m, err := scanMember(rows)
		if found == nil && billing.FoldEmail(m.Email) == billing.FoldEmail(email) {
			found = &m
		}
		return err
	}, `SELECT `+memberColumns+` FROM members WHERE account_id = ?1 AND id IN (
			SELECT id FROM members WHERE account_id = ?1 AND email = ?2 COLLATE NOCASE
			UNION ALL SELECT id FROM members WHERE account_id = ?1 AND `+beyondASCII+`)
		ORDER BY id`, account, billing.FoldEmail(email))
	return found, err
}

// Members reads a page of members in the order of their ids, those after the
// cursor; the second result is the next page's cursor, empty at the end.
func (r *Reader) Members(ctx context.Context, account, after string, limit int) ([]billing.Member, string, error) {
	var members []billing.Member
	err := r.each(ctx, func(rows *sql.Rows) error {
		m, err := scanMember(rows)
		members = append(members, m)
		return err
	}, `SELECT `+memberColumns+` FROM members WHERE account_id = ? AND id > ? ORDER BY id LIMIT ?`, account, after, limit+1)
	if err != nil || len(members) <= limit {
		return members, "", err
	}
	members = members[:limit]
	return members, members[limit-1].ID, nil
}

// row is a *sql.Row or the current one of *sql.Rows.
type row interface{ Scan(dest ...any) error }

func scanMember(from row) (billing.Member, error) {
	var m billing.Member
	err := from.Scan(&m.ID, &m.Name, &m.Email, &m.Role, &m.Status, &m.Guest, optional{&m.LastActive})
	return m, err
}
