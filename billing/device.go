package billing

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"
)

// Device is a program of a person's on one computer, with a key that never leaves
// it. What it signs may cost money; a person who is merely signed in may not.
type Device struct {
	ID       string // see DeviceID
	Name     string // as its owner calls it
	Added    time.Time
	LastUsed *time.Time // when it last confirmed something; nil for never
	Revoked  *time.Time // nil while it may sign
}

// DeviceID is the id of the device that has a public key. It is made of the key,
// so that a key is one device wherever it turns up.
func DeviceID(public ed25519.PublicKey) string {
	sum := sha256.Sum256(public)
	return "dev_" + hex.EncodeToString(sum[:16])
}

// EnrolmentNonce is the nonce of the sign-in that enrols a device: it binds the
// person's presence to this key and this challenge of the backend, so that what
// proves the one is of no use for another.
func EnrolmentNonce(public ed25519.PublicKey, challenge string) string {
	sum := sha256.Sum256(newFrame("billfold-enrol-v1").text(string(public), challenge))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// DeviceKey is the private half of a device's key. It formats as nothing.
type DeviceKey struct{ seed Secret }

// NewDeviceKey makes a key.
func NewDeviceKey() (DeviceKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := rand.Read(seed); err != nil {
		return DeviceKey{}, fmt.Errorf("make device key: %w", err)
	}
	return DeviceKey{NewSecret(string(seed))}, nil
}

// ParseDeviceKey reads a key as Encoded writes it: the base64 of its 32-byte seed.
// Anything else is a Problem device_key_damaged.
func ParseDeviceKey(text Secret) (DeviceKey, error) {
	seed, err := base64.StdEncoding.DecodeString(text.Reveal())
	key := DeviceKey{NewSecret(string(seed))}
	// The decoder forgives line breaks and stray bits at the end.
	if err != nil || len(seed) != ed25519.SeedSize || key.Encoded().Reveal() != text.Reveal() {
		return DeviceKey{}, NewProblem(DeviceKeyDamaged) // the text itself is told nobody
	}
	return key, nil
}

// Encoded is the key as a keychain holds it.
func (k DeviceKey) Encoded() Secret {
	return NewSecret(base64.StdEncoding.EncodeToString([]byte(k.seed.Reveal())))
}

// Public is the half that the backend knows.
func (k DeviceKey) Public() ed25519.PublicKey {
	public, _ := k.private().Public().(ed25519.PublicKey) // it always is one
	return public
}

// ID is the device's.
func (k DeviceKey) ID() string { return DeviceID(k.Public()) }

// Sign signs a confirm.
func (k DeviceKey) Sign(c Confirmation) []byte { return ed25519.Sign(k.private(), c.Bytes()) }

// Prove signs the nonce of an enrolment: whoever enrols a key has it.
func (k DeviceKey) Prove(nonce string) []byte { return ed25519.Sign(k.private(), enrolment(nonce)) }

// Proven tells whether a key's holder proved an enrolment's nonce.
func Proven(public ed25519.PublicKey, nonce string, proof []byte) bool {
	return len(public) == ed25519.PublicKeySize && ed25519.Verify(public, enrolment(nonce), proof)
}

func enrolment(nonce string) []byte { return newFrame("billfold-enrol-proof-v1").text(nonce) }

func (k DeviceKey) private() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(k.seed.Reveal()))
}
