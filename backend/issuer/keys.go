package issuer

import (
	"crypto"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"
)

var encoding = base64.RawURLEncoding

// keys are all derived from the one seed, each for a purpose of its own, so that
// what one has signed is never taken for what another did.
type keys struct {
	private ed25519.PrivateKey
	id      string // RFC 7638 thumbprint of the public key
	refresh []byte // authenticates refresh tokens
	form    []byte // authenticates forms of our pages
	code    []byte // names the session that an authorization code begins
}

func deriveKeys(seed []byte) (keys, error) {
	var k keys
	var signing []byte
	for label, into := range map[string]*[]byte{
		"signature": &signing, "refresh token": &k.refresh, "form": &k.form, "session of a code": &k.code,
	} {
		derived, err := hkdf.Key(sha256.New, seed, nil, "billfold issuer "+label, ed25519.SeedSize)
		if err != nil {
			return keys{}, fmt.Errorf("derive key: %w", err)
		}
		*into = derived
	}
	k.private = ed25519.NewKeyFromSeed(signing)
	public := k.jwk()
	thumbprint, err := public.Thumbprint(crypto.SHA256)
	if err != nil {
		return keys{}, fmt.Errorf("name signing key: %w", err)
	}
	k.id = encoding.EncodeToString(thumbprint)
	return k, nil
}

// jwk is the public key as it is published.
func (k keys) jwk() jose.JSONWebKey {
	return jose.JSONWebKey{Key: k.private.Public(), KeyID: k.id, Algorithm: string(jose.EdDSA), Use: "sig"}
}

func (k keys) set() oidc.KeySet {
	return &oidc.StaticKeySet{PublicKeys: []crypto.PublicKey{k.private.Public()}}
}

// signer makes JWTs of a type.
func (k keys) signer(kind jose.ContentType) (jose.Signer, error) {
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: jose.EdDSA, Key: jose.JSONWebKey{Key: k.private, KeyID: k.id}},
		(&jose.SignerOptions{}).WithType(kind),
	)
	if err != nil {
		return nil, fmt.Errorf("make signer: %w", err)
	}
	return signer, nil
}

// seal is a message authentication code, as text.
func seal(key []byte, message string) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(message))
	return encoding.EncodeToString(mac.Sum(nil))
}
