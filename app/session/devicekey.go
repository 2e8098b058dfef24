package session

import (
	"context"
	"fmt"

	"billfold/app/config"
	"billfold/app/identity"
	"billfold/app/keychain"
	"billfold/billing"
	"billfold/sync/remote"
)

// signer is what this program signs with.
type signer struct {
	turn turn
	// key is one that the keychain does not have: it lasts as long as the program. All
	// others are read each time, since another program may have put a new one there.
	key *billing.DeviceKey
	// refused is whether the keychain did not take it, as opposed to was not asked.
	refused bool
}

// sign signs an intent for exactly the preview that was shown. Problems:
// device_not_enrolled, device_key_damaged, those of the keychain, and those of an
// enrolment where a demo allows one without more ado.
func (s *Session) sign(ctx context.Context, d *desk, in *billing.Intent, p billing.Preview) error {
	key, err := s.deviceKey(ctx, d)
	if err != nil {
		return fmt.Errorf("sign confirm: %w", err)
	}
	confirmation := billing.Confirmation{
		Origin: d.remote.Origin(), Person: d.person.ID, Device: key.ID(), Account: in.AccountID, Kind: p.Kind, Preview: p,
		AmountDue: in.AmountDue, Payment: in.Payment, Key: in.ID,
	}
	in.Signed = billing.Signature{Origin: confirmation.Origin, Device: confirmation.Device, Bytes: key.Sign(confirmation)}
	return nil
}

// deviceKey is the key to sign with: the environment's, the one in the keychain,
// or, against a demo, one that is enrolled now.
func (s *Session) deviceKey(ctx context.Context, d *desk) (billing.DeviceKey, error) {
	if err := d.signer.turn.take(ctx); err != nil {
		return billing.DeviceKey{}, err
	}
	defer d.signer.turn.end()
	key, err := s.ownKey(ctx, d)
	if billing.CodeOf(err) == billing.DeviceNotEnrolled {
		return s.demoKey(ctx, d)
	}
	return key, err
}

// ownKey is the key that this program has already, if it has one.
func (s *Session) ownKey(ctx context.Context, d *desk) (billing.DeviceKey, error) {
	if d.signer.key != nil {
		return *d.signer.key, nil
	}
	return s.keptKey(ctx, d)
}

func (s *Session) keptKey(ctx context.Context, d *desk) (billing.DeviceKey, error) {
	if !s.Config.DeviceKey.IsEmpty() {
		key, err := billing.ParseDeviceKey(s.Config.DeviceKey)
		if err != nil {
			err = billing.NewProblem(billing.DeviceKeyDamaged, "variable", config.DeviceKeyVariable).Because(err)
		}
		return key, err
	}
	if !s.Config.Token.IsEmpty() {
		return billing.DeviceKey{}, billing.NewProblem(billing.DeviceNotEnrolled)
	}
	kept, err := s.Keychain.Get(ctx, s.deviceEntry(d))
	if billing.CodeOf(err) == billing.KeychainNotFound {
		return billing.DeviceKey{}, billing.NewProblem(billing.DeviceNotEnrolled)
	}
	if err != nil {
		s.noteKeychain(keychain.DeviceKey, err)
		return billing.DeviceKey{}, err
	}
	return billing.ParseDeviceKey(billing.NewSecret(kept))
}

func (s *Session) deviceEntry(d *desk) keychain.Key {
	return keychain.Key{Kind: keychain.DeviceKey, Server: s.server, PersonID: d.person.ID}
}

// demoKey enrols a key at a demo, whose people have no password that could be
// asked for again: one for this command where nothing is kept, else one that
// stays. Any other backend asks for the person.
func (s *Session) demoKey(ctx context.Context, d *desk) (billing.DeviceKey, error) {
	demo, err := s.Demo(ctx)
	if err != nil {
		return billing.DeviceKey{}, err
	}
	if !demo {
		return billing.DeviceKey{}, billing.NewProblem(billing.DeviceNotEnrolled)
	}
	single := !s.Config.Token.IsEmpty() // nothing of a command with a token is kept
	key, err := s.enrol(ctx, d, single, func(string) (billing.Secret, error) { return billing.Secret{}, nil })
	if billing.CodeOf(err) == billing.NotFresh {
		return billing.DeviceKey{}, billing.NewProblem(billing.DeviceNotEnrolled) // signed in with the browser
	}
	switch {
	case err != nil:
	case single:
		d.signer.key = &key
	default:
		s.keepKey(ctx, d, key)
	}
	return key, err
}

// enrol makes a key and has the backend know it. Present is asked for the ID token
// of a sign-in with a nonce, or for nothing where a demo does without.
func (s *Session) enrol(ctx context.Context, d *desk, single bool, present func(nonce string) (billing.Secret, error)) (billing.DeviceKey, error) {
	key, err := billing.NewDeviceKey()
	if err != nil {
		return key, err
	}
	challenge, err := d.remote.Challenge(ctx)
	if err != nil {
		return key, err
	}
	nonce := billing.EnrolmentNonce(key.Public(), challenge)
	id, err := present(nonce)
	if err != nil {
		return key, err
	}
	_, err = d.remote.Enrol(ctx, remote.Enrolment{
		Name: s.DeviceName, Public: key.Public(), Challenge: challenge, IDToken: id, Proof: key.Prove(nonce), SingleCommand: single,
	})
	return key, err
}

// keepKey puts a key into the keychain, and tells whether it took it; else the key
// lasts as long as the program, which KeychainNote tells. The caller has the turn.
func (s *Session) keepKey(ctx context.Context, d *desk, key billing.DeviceKey) bool {
	err := s.Keychain.Set(context.WithoutCancel(ctx), s.deviceEntry(d), key.Encoded().Reveal())
	s.noteKeychain(keychain.DeviceKey, err)
	d.signer.key, d.signer.refused = nil, err != nil
	if err != nil {
		d.signer.key = &key
	}
	return err == nil
}

// forgetKey drops the key of a device that is good for nothing any more. Another
// program may have put a new one in its place, which stays.
func (s *Session) forgetKey(ctx context.Context, d *desk, device string) {
	ctx = context.WithoutCancel(ctx)
	_ = d.signer.turn.take(ctx) // it cannot be given up
	defer d.signer.turn.end()
	if k := d.signer.key; k != nil && k.ID() == device {
		d.signer.key, d.signer.refused = nil, false
	}
	if !s.Config.DeviceKey.IsEmpty() || !s.Config.Token.IsEmpty() {
		return
	}
	if kept, err := s.keptKey(ctx, d); err != nil || kept.ID() != device {
		return
	}
	if err := s.Keychain.Delete(ctx, s.deviceEntry(d)); err != nil {
		s.Log.WarnContext(ctx, "device key not removed", "error", err)
	}
}

// EnrolDevice has this program sign for the person from now on: they sign in anew
// in the browser, for this alone. A key that was here before is replaced.
func (s *Session) EnrolDevice(ctx context.Context, open func(address string) error) error {
	d, err := s.desk()
	if err != nil {
		return err
	}
	issuer, err := s.issuer(ctx)
	if err != nil {
		return fmt.Errorf("enrol device: %w", err)
	}
	before := s.deviceHere(ctx, d)
	key, err := s.enrol(ctx, d, false, func(nonce string) (billing.Secret, error) {
		tokens, err := issuer.SignIn(ctx, identity.Browser{Open: open, Nonce: nonce})
		if err == nil && !tokens.Refresh.IsEmpty() {
			// It was made to prove who is there; this program is signed in already.
			if err := issuer.Revoke(context.WithoutCancel(ctx), tokens.Refresh); err != nil {
				s.Log.WarnContext(ctx, "sign-in of an enrolment not revoked", "error", err)
			}
		}
		return tokens.ID, err
	})
	if err != nil {
		return fmt.Errorf("enrol device: %w", err)
	}
	ctx = context.WithoutCancel(ctx) // the backend knows the key
	if s.takeUp(ctx, d, key) && before != "" && before != key.ID() {
		s.revokeFormer(ctx, d, before)
	}
	return nil
}

// takeUp has this program sign with a new key, and tells whether the keychain keeps
// it instead of the one before.
func (s *Session) takeUp(ctx context.Context, d *desk, key billing.DeviceKey) bool {
	_ = d.signer.turn.take(ctx) // it cannot be given up
	defer d.signer.turn.end()
	return s.keepKey(ctx, d, key) && s.Config.DeviceKey.IsEmpty()
}

// revokeFormer revokes a device whose key is gone from here, so that it does not stay
// among those that may pay.
func (s *Session) revokeFormer(ctx context.Context, d *desk, device string) {
	ctx, cancel := context.WithTimeout(ctx, lastWord)
	defer cancel()
	if err := d.remote.RevokeDevice(ctx, device); err != nil {
		s.Log.WarnContext(ctx, "device that was replaced not revoked", "device", device, "error", err)
	}
}

// Devices are the person's, the newest first, and the id of the one that this
// program signs with; empty where there is none here.
func (s *Session) Devices(ctx context.Context) (all []billing.Device, here string, err error) {
	d, err := s.desk()
	if err != nil {
		return nil, "", err
	}
	if all, err = d.remote.Devices(ctx); err != nil {
		return nil, "", err
	}
	return all, s.deviceHere(ctx, d), nil
}

// deviceHere is the id of the device that this program signs with, or empty.
func (s *Session) deviceHere(ctx context.Context, d *desk) string {
	if d.signer.turn.take(ctx) != nil {
		return ""
	}
	defer d.signer.turn.end()
	key, err := s.ownKey(ctx, d)
	if err != nil {
		return ""
	}
	return key.ID()
}

// RevokeDevice ends a device of the person's; this program's own forgets its key.
func (s *Session) RevokeDevice(ctx context.Context, id string) error {
	d, err := s.desk()
	if err != nil {
		return err
	}
	if err := d.remote.RevokeDevice(ctx, id); err != nil {
		return err
	}
	s.forgetKey(ctx, d, id)
	return nil
}
