package store

import (
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"billfold/billing"
)

// Device is a person's device with the public half of its key.
type Device struct {
	billing.Device
	PersonID string
	Public   []byte
	// Lapses is when the key of a single command ends; nil is a lasting one.
	Lapses *time.Time
}

// InsertDevice adds a device.
func (t *Tx) InsertDevice(ctx context.Context, d Device) error {
	return t.exec(ctx, `INSERT INTO devices (id, person_id, name, public_key, added, lapses) VALUES (?, ?, ?, ?, ?, ?)`,
		d.ID, d.PersonID, d.Name, base64.StdEncoding.EncodeToString(d.Public), instant{&d.Added}, optional{&d.Lapses})
}

// RevokeDevice ends a device at an instant.
func (t *Tx) RevokeDevice(ctx context.Context, id string, at time.Time) error {
	return t.exec(ctx, `UPDATE devices SET revoked = ? WHERE id = ? AND revoked IS NULL`, instant{&at}, id)
}

// UseDevice notes that a device confirmed something.
func (t *Tx) UseDevice(ctx context.Context, id string, at time.Time) error {
	return t.exec(ctx, `UPDATE devices SET last_used = ? WHERE id = ?`, instant{&at}, id)
}

// ForgetLapsed deletes the devices of single commands that have lapsed, and the
// challenges that nobody answered.
func (t *Tx) ForgetLapsed(ctx context.Context, now time.Time) error {
	if err := t.exec(ctx, `DELETE FROM devices WHERE lapses <= ?`, instant{&now}); err != nil {
		return err
	}
	return t.exec(ctx, `DELETE FROM enrolment_challenges WHERE expires <= ?`, instant{&now})
}

const deviceColumns = `id, person_id, name, public_key, added, last_used, revoked, lapses`

// Device finds a device; one that is not there is a Problem device_unknown.
func (r *Reader) Device(ctx context.Context, id string) (Device, error) {
	d, err := scanDevice(r.tx.QueryRowContext(ctx, `SELECT `+deviceColumns+` FROM devices WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return Device{}, billing.NewProblem(billing.DeviceUnknown)
	}
	if err != nil {
		return Device{}, fmt.Errorf("read device: %w", err)
	}
	return d, nil
}

// Devices lists a person's lasting devices, the newest first, revoked ones too.
func (r *Reader) Devices(ctx context.Context, personID string) ([]billing.Device, error) {
	var all []billing.Device
	err := r.each(ctx, func(rows *sql.Rows) error {
		d, err := scanDevice(rows)
		all = append(all, d.Device)
		return err
	}, `SELECT `+deviceColumns+` FROM devices WHERE person_id = ? AND lapses IS NULL ORDER BY added DESC, rowid DESC`, personID)
	return all, err
}

func scanDevice(from row) (Device, error) {
	var d Device
	var public string
	err := from.Scan(&d.ID, &d.PersonID, &d.Name, &public, instant{&d.Added}, optional{&d.LastUsed}, optional{&d.Revoked}, optional{&d.Lapses})
	if err != nil {
		return Device{}, err
	}
	if d.Public, err = base64.StdEncoding.DecodeString(public); err != nil {
		return Device{}, fmt.Errorf("decode public key: %w", err)
	}
	return d, nil
}

// InsertChallenge keeps what a person's next enrolment has to answer.
func (t *Tx) InsertChallenge(ctx context.Context, personID, challenge string, expires time.Time) error {
	return t.exec(ctx, `INSERT INTO enrolment_challenges (challenge, person_id, expires) VALUES (?, ?, ?)`,
		challenge, personID, instant{&expires})
}

// TakeChallenge uses a person's challenge up; false where there is none, as after
// it was used or has expired.
func (t *Tx) TakeChallenge(ctx context.Context, personID, challenge string, now time.Time) (bool, error) {
	result, err := t.tx.ExecContext(ctx, `DELETE FROM enrolment_challenges WHERE challenge = ? AND person_id = ? AND expires > ?`,
		challenge, personID, instant{&now})
	if err != nil {
		return false, fmt.Errorf("take challenge: %w", err)
	}
	taken, err := result.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("take challenge: %w", err)
	}
	return taken == 1, nil
}
