package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"billfold/billing"
)

// InsertPerson adds a person.
func (t *Tx) InsertPerson(ctx context.Context, p billing.Person) error {
	return t.exec(ctx, `INSERT INTO people (id, name, email) VALUES (?, ?, ?)`, p.ID, p.Name, p.Email)
}

// PutMembership gives a person a role in an account, instead of one that they
// may have had: cursors of theirs from before are gone with it. It takes a
// revision, which tells what was read before from what is read after.
func (t *Tx) PutMembership(ctx context.Context, personID, account string, role billing.Role) error {
	had, err := t.Role(ctx, personID, account)
	switch {
	case billing.CodeOf(err) == billing.NotFound:
		t.news.person(personID)
		if err := t.touch(ctx, accountNoun(account)); err != nil { // which names those who may change billing
			return err
		}
		return t.exec(ctx, `INSERT INTO memberships (person_id, account_id, role, since) SELECT ?, id, ?, revision FROM accounts WHERE id = ?`,
			personID, string(role), account)
	case err != nil || had == role:
		return err
	}
	if err := t.touch(ctx, accountNoun(account)); err != nil {
		return err
	}
	t.news.person(personID)
	return t.exec(ctx, `UPDATE memberships SET role = ?, since = (SELECT revision FROM accounts WHERE id = account_id)
		WHERE person_id = ? AND account_id = ?`, string(role), personID, account)
}

// RemoveMembership takes a person out of an account, which is there no more for them.
func (t *Tx) RemoveMembership(ctx context.Context, personID, account string) error {
	if err := t.touch(ctx, accountNoun(account)); err != nil { // which names those who may change billing
		return err
	}
	t.news.person(personID)
	return t.exec(ctx, `DELETE FROM memberships WHERE person_id = ? AND account_id = ?`, personID, account)
}

// People lists everybody who can sign in, by name.
func (r *Reader) People(ctx context.Context) ([]billing.Person, error) {
	var people []billing.Person
	err := r.each(ctx, func(rows *sql.Rows) error {
		var p billing.Person
		err := rows.Scan(&p.ID, &p.Name, &p.Email)
		people = append(people, p)
		return err
	}, `SELECT id, name, email FROM people ORDER BY name, id`)
	return people, err
}

// Person finds a person by id; a stranger is a Problem not_found.
func (r *Reader) Person(ctx context.Context, id string) (billing.Person, error) {
	return r.person(ctx, `SELECT id, name, email FROM people WHERE id = ?`, id)
}

// beyondASCII picks addresses that SQLite does not compare in whichever case: their
// like is looked for with billing.FoldEmail.
const beyondASCII = `octet_length(email) <> length(email)`

// PersonByEmail finds a person by the address that they sign in with, in whichever
// case where that means one person only; a stranger is a Problem not_found.
func (r *Reader) PersonByEmail(ctx context.Context, email string) (billing.Person, error) {
	people, err := r.PeopleWith(ctx, []string{email})
	if err != nil {
		return billing.Person{}, err
	}
	if i := slices.IndexFunc(people, func(p billing.Person) bool { return p.Email == email }); i >= 0 {
		return people[i], nil
	}
	if len(people) != 1 {
		return billing.Person{}, billing.NewProblem(billing.NotFound)
	}
	return people[0], nil
}

// PeopleWith lists the people who sign in with one of some addresses, in whichever case.
func (r *Reader) PeopleWith(ctx context.Context, emails []string) ([]billing.Person, error) {
	wanted, folded := map[string]bool{}, make([]string, len(emails))
	for i, email := range emails {
		folded[i] = billing.FoldEmail(email)
		wanted[folded[i]] = true
	}
	var people []billing.Person
	err := r.each(ctx, func(rows *sql.Rows) error {
		var p billing.Person
		err := rows.Scan(&p.ID, &p.Name, &p.Email)
		if wanted[billing.FoldEmail(p.Email)] {
			people = append(people, p)
		}
		return err
	}, `SELECT id, name, email FROM people WHERE lower(email) IN (SELECT value FROM json_each(?)) OR `+beyondASCII, ids(folded))
	return people, err
}

func (r *Reader) person(ctx context.Context, query, arg string) (billing.Person, error) {
	var p billing.Person
	if err := r.tx.QueryRowContext(ctx, query, arg).Scan(&p.ID, &p.Name, &p.Email); err != nil {
		return billing.Person{}, notFound(err, "read person")
	}
	return p, nil
}

// Role is what a person may do in an account; where they are no member, as
// where there is no such account, it is a Problem not_found.
func (r *Reader) Role(ctx context.Context, personID, account string) (billing.Role, error) {
	var role billing.Role
	err := r.tx.QueryRowContext(ctx, `SELECT role FROM memberships WHERE person_id = ? AND account_id = ?`, personID, account).Scan(&role)
	if err != nil {
		return "", notFound(err, "read role")
	}
	return role, nil
}

// Having lists the people whose role in an account has a permission, by name.
func (r *Reader) Having(ctx context.Context, account string, p billing.Permission) ([]billing.Person, error) {
	roles, err := json.Marshal(billing.WhoMay(p))
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	var people []billing.Person
	err = r.each(ctx, func(rows *sql.Rows) error {
		var p billing.Person
		err := rows.Scan(&p.ID, &p.Name, &p.Email)
		people = append(people, p)
		return err
	}, `SELECT p.id, p.name, p.email FROM memberships m JOIN people p ON p.id = m.person_id
		WHERE m.account_id = ? AND m.role IN (SELECT value FROM json_each(?)) ORDER BY p.name, p.id`, account, string(roles))
	return people, err
}

// Accounts lists the accounts that a person is a member of, by name.
func (r *Reader) Accounts(ctx context.Context, personID string) ([]billing.AccountSummary, error) {
	var accounts []billing.AccountSummary
	err := r.each(ctx, func(rows *sql.Rows) error {
		var a billing.AccountSummary
		err := rows.Scan(&a.ID, &a.Name, &a.Role)
		accounts = append(accounts, a)
		return err
	}, `SELECT a.id, a.name, m.role FROM memberships m JOIN accounts a ON a.id = m.account_id
		WHERE m.person_id = ? ORDER BY a.name, a.id`, personID)
	if err != nil {
		return nil, err
	}
	for i := range accounts {
		if err := r.summarise(ctx, &accounts[i]); err != nil {
			return nil, err
		}
	}
	return accounts, nil
}

// summarise adds what the account switcher shows beside the name. An account
// that has not subscribed yet has no plan.
func (r *Reader) summarise(ctx context.Context, a *billing.AccountSummary) error {
	var err error
	if a.Workspaces, err = r.workspaces(ctx, a.ID); err != nil {
		return err
	}
	s, err := r.Subscription(ctx, a.ID)
	if billing.CodeOf(err) == billing.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	catalog, err := r.Catalog(ctx, a.ID)
	if err != nil {
		return err
	}
	a.Plan = s.Terms.Plan
	if plan, ok := catalog.Plan(a.Plan); ok {
		a.PlanName = plan.Name
	}
	return nil
}
