package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"billfold/backend/store"
	"billfold/billing"
)

const (
	// challengeLifetime is how long an enrolment may take: two minutes for the
	// browser, and then some.
	challengeLifetime = 10 * time.Minute
	// freshness is the age that the sign-in of an enrolment may have; skew what an
	// issuer's clock may be ahead of ours.
	freshness = 5 * time.Minute
	skew      = time.Minute
	// singleCommand is how long the key of one command lasts at a demo.
	singleCommand = time.Hour
	maxName       = 64 // runes of a device's name
)

// Challenge is what an enrolment has to answer, once.
type Challenge struct {
	Text    string
	Expires time.Time
}

// Enrolment adds a device. IDToken is of a sign-in that was made for it, whose
// nonce is billing.EnrolmentNonce; it may be empty where the bearer is fresh.
type Enrolment struct {
	Name      string
	Public    []byte
	Challenge string
	IDToken   string
	Proof     []byte // of the nonce by the key; see billing.DeviceKey.Prove
	// SingleCommand is a key that lives in the memory of one command against a
	// demo: it lapses, is not listed, and nobody is told.
	SingleCommand bool
}

// Challenge begins an enrolment.
func (a *Access) Challenge(ctx context.Context, personID string) (Challenge, error) {
	c := Challenge{Text: rand.Text(), Expires: a.Now().Add(challengeLifetime)}
	return c, a.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.ForgetLapsed(ctx, a.Now()); err != nil {
			return err
		}
		return tx.InsertChallenge(ctx, personID, c.Text, c.Expires)
	})
}

// Enrol adds a device for whoever proves to be there and to have its key: an
// access token alone never does. Everybody who may change billing in an account
// of theirs is told. The same key again is the same device. Problems:
// invalid_request, sign_in_not_fresh, sign_in_of_another, challenge_unknown,
// device_revoked, device_key_taken.
func (a *Access) Enrol(ctx context.Context, who Bearer, e Enrolment) (billing.Device, error) {
	name, err := deviceName(e.Name)
	if err != nil {
		return billing.Device{}, err
	}
	nonce := billing.EnrolmentNonce(e.Public, e.Challenge)
	if !billing.Proven(e.Public, nonce, e.Proof) {
		return billing.Device{}, billing.NewProblem(billing.InvalidRequest, "field", "proof", "value", "what does not prove the key")
	}
	if !who.Fresh || e.IDToken != "" {
		if e.SingleCommand {
			return billing.Device{}, billing.NewProblem(billing.NotFresh)
		}
		if err := a.fresh(ctx, who.PersonID, e.IDToken, nonce); err != nil {
			return billing.Device{}, err
		}
	}
	now := a.Now().UTC().Truncate(time.Second)
	d := store.Device{
		Device:   billing.Device{ID: billing.DeviceID(e.Public), Name: name, Added: now},
		PersonID: who.PersonID, Public: e.Public,
	}
	if e.SingleCommand {
		lapses := now.Add(singleCommand)
		d.Lapses = &lapses
	}
	err = a.Store.Write(ctx, func(tx *store.Tx) error {
		taken, err := tx.TakeChallenge(ctx, who.PersonID, e.Challenge, now)
		if err != nil {
			return err
		}
		if !taken {
			return billing.NewProblem(billing.ChallengeUnknown)
		}
		return a.add(ctx, tx, &d)
	})
	return d.Device, err
}

// add inserts a device, or finds it among those of the same person.
func (a *Access) add(ctx context.Context, tx *store.Tx, d *store.Device) error {
	known, err := tx.Device(ctx, d.ID)
	switch {
	case billing.CodeOf(err) == billing.DeviceUnknown:
	case err != nil:
		return err
	case known.PersonID != d.PersonID:
		return billing.NewProblem(billing.DeviceKeyTaken)
	case known.Revoked != nil:
		return revoked(known)
	default:
		*d = known
		return nil
	}
	if err := tx.InsertDevice(ctx, *d); err != nil {
		return err
	}
	if d.Lapses != nil {
		return nil
	}
	return a.tell(ctx, tx, *d)
}

// tell notifies every account in which the device may cost money.
func (a *Access) tell(ctx context.Context, tx *store.Tx, d store.Device) error {
	person, err := tx.Person(ctx, d.PersonID)
	if err != nil {
		return err
	}
	accounts, err := tx.Accounts(ctx, d.PersonID)
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if !account.Role.May(billing.ChangeBilling) {
			continue
		}
		notice := billing.Notice{Code: billing.DeviceAdded, Params: billing.Params("person", person.Name, "device", d.Name), Fix: "settings"}
		if err := tx.Notify(ctx, account.ID, billing.Notification{At: d.Added, Notice: notice}); err != nil {
			return err
		}
	}
	return nil
}

// fresh accepts an ID token of a sign-in that the person made just now and for
// this alone (OpenID Connect Core, 3.1.2.1: prompt, max_age, nonce).
func (a *Access) fresh(ctx context.Context, personID, idToken, nonce string) error {
	refused := billing.NewProblem(billing.NotFresh)
	verified, c, err := a.verify(ctx, idToken, a.Issuer.ClientID)
	if billing.CodeOf(err) == billing.Unauthenticated {
		return refused.Because(err)
	}
	if err != nil {
		return err
	}
	if c.Nonce == nil || subtle.ConstantTimeCompare([]byte(*c.Nonce), []byte(nonce)) != 1 {
		return refused.Because(errors.New("the sign-in was made for something else"))
	}
	age := a.Now().Sub(time.Unix(c.AuthTime, 0))
	if age > freshness || age < -skew {
		return refused.Because(fmt.Errorf("signed in %s ago", age))
	}
	subject, err := a.person(ctx, verified, c, "")
	if err != nil {
		return err
	}
	if subject != personID {
		return billing.NewProblem(billing.SignedInAsAnother)
	}
	return nil
}

// deviceName is a name as it is kept: one line that people can read.
func deviceName(text string) (string, error) {
	name := strings.TrimSpace(text)
	printable := !strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) })
	if name == "" || utf8.RuneCountInString(name) > maxName || !utf8.ValidString(name) || !printable {
		return "", billing.NewProblem(billing.InvalidRequest,
			"field", "name", "value", fmt.Sprintf("%.80q", text), "hint", fmt.Sprintf("a name is one line of up to %d letters", maxName))
	}
	return name, nil
}

func revoked(d store.Device) error {
	return billing.NewProblem(billing.DeviceRevoked, "at", d.Revoked.Format(time.RFC3339))
}
