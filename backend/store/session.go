package store

import (
	"context"
	"fmt"
	"time"

	"billfold/billing"
)

// Session is a sign-in of a person at the demo's own issuer.
type Session struct {
	ID, PersonID                         string
	AuthTime, Began, RotatedAt, LastUsed time.Time
	Generation                           int64 // of its refresh token
	Demo, Ended                          bool
}

// InsertSession adds a sign-in.
func (t *Tx) InsertSession(ctx context.Context, s Session) error {
	return t.exec(ctx, `INSERT INTO sessions (id, person_id, auth_time, began, rotated_at, last_used, generation, demo, ended)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, s.ID, s.PersonID, instant{&s.AuthTime}, instant{&s.Began}, instant{&s.RotatedAt},
		instant{&s.LastUsed}, s.Generation, s.Demo, s.Ended)
}

// PutSession writes what may change of a sign-in.
func (t *Tx) PutSession(ctx context.Context, s Session) error {
	return t.exec(ctx, `UPDATE sessions SET rotated_at = ?, last_used = ?, generation = ?, ended = ? WHERE id = ?`,
		instant{&s.RotatedAt}, instant{&s.LastUsed}, s.Generation, s.Ended, s.ID)
}

// Session finds a sign-in; one that is not there is a Problem not_found.
func (r *Reader) Session(ctx context.Context, id string) (Session, error) {
	s := Session{ID: id}
	err := r.tx.QueryRowContext(ctx, `SELECT person_id, auth_time, began, rotated_at, last_used, generation, demo, ended FROM sessions WHERE id = ?`, id).
		Scan(&s.PersonID, instant{&s.AuthTime}, instant{&s.Began}, instant{&s.RotatedAt}, instant{&s.LastUsed}, &s.Generation, &s.Demo, &s.Ended)
	if err != nil {
		return Session{}, notFound(err, "read session")
	}
	return s, nil
}

// SignOut ends everything that a person has signed in to: their sessions here,
// and access tokens from wherever that were issued before now.
func (t *Tx) SignOut(ctx context.Context, personID string, now time.Time) error {
	if err := t.exec(ctx, `UPDATE sessions SET ended = TRUE WHERE person_id = ?`, personID); err != nil {
		return err
	}
	return t.exec(ctx, `UPDATE people SET signed_out_at = ? WHERE id = ?`, instant{&now}, personID)
}

// SignedOut is when a person signed out everywhere; nil for never.
func (r *Reader) SignedOut(ctx context.Context, personID string) (*time.Time, error) {
	var at *time.Time
	if err := r.tx.QueryRowContext(ctx, `SELECT signed_out_at FROM people WHERE id = ?`, personID).Scan(optional{&at}); err != nil {
		return nil, notFound(err, "read person")
	}
	return at, nil
}

// Identified is the person whom an issuer means by a subject, or a Problem
// not_found.
func (r *Reader) Identified(ctx context.Context, issuer, subject string) (billing.Person, error) {
	var id string
	err := r.tx.QueryRowContext(ctx, `SELECT person_id FROM identities WHERE issuer = ? AND subject = ?`, issuer, subject).Scan(&id)
	if err != nil {
		return billing.Person{}, notFound(err, "read identity")
	}
	return r.Person(ctx, id)
}

// HasIdentity tells whether an issuer means a person by any subject.
func (r *Reader) HasIdentity(ctx context.Context, issuer, personID string) (has bool, err error) {
	err = r.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM identities WHERE issuer = ? AND person_id = ?)`, issuer, personID).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("read identities: %w", err)
	}
	return has, nil
}

// Identify has a subject of an issuer mean a person from now on.
func (t *Tx) Identify(ctx context.Context, issuer, subject, personID string) error {
	return t.exec(ctx, `INSERT INTO identities (issuer, subject, person_id) VALUES (?, ?, ?)`, issuer, subject, personID)
}
