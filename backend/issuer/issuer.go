// Package issuer hands out the access tokens of a demo backend and tells whose
// they are. A token is signed, not stored: what is on disk is the signing key
// alone, so that tokens survive a restart and are found nowhere.
package issuer

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"billfold/billing"
)

// Lifetime is how long a token is good for.
const Lifetime = 2 * time.Hour

// prefix names the format, so that a token is recognised in a bug report and
// a later format is told from this one.
const prefix = "bfd1."

var encoding = base64.RawURLEncoding

// Issuer makes and reads tokens. It is safe for concurrent use.
type Issuer struct {
	key []byte
	now func() time.Time
}

// claims is what a token says; instants are Unix seconds.
type claims struct {
	Person  string `json:"sub"`
	Issued  int64  `json:"iat"`
	Expires int64  `json:"exp"`
}

// Open reads the signing key at a path, or makes one there that only the owner
// may read.
func Open(path string, now func() time.Time) (*Issuer, error) {
	key, err := loadKey(path)
	if err != nil {
		return nil, err
	}
	return &Issuer{key: key, now: now}, nil
}

// Issue makes a token for a person that is good for Lifetime from now.
func (i *Issuer) Issue(personID string) (string, error) {
	now := i.now()
	payload, err := json.Marshal(claims{Person: personID, Issued: now.Unix(), Expires: now.Add(Lifetime).Unix()})
	if err != nil {
		return "", fmt.Errorf("encode token: %w", err)
	}
	body := encoding.EncodeToString(payload)
	return prefix + body + "." + encoding.EncodeToString(i.sign(body)), nil
}

// Authenticate tells whose a token is. Anything but a token of this issuer that
// has not expired is a *billing.Problem unauthenticated, whatever is wrong
// with it.
func (i *Issuer) Authenticate(_ context.Context, token string) (personID string, err error) {
	refused := billing.NewProblem(billing.Unauthenticated)
	rest, ours := strings.CutPrefix(token, prefix)
	body, signature, signed := strings.Cut(rest, ".")
	if !ours || !signed {
		return "", refused
	}
	given, err := encoding.DecodeString(signature)
	if err != nil || !hmac.Equal(given, i.sign(body)) {
		return "", refused
	}
	payload, err := encoding.DecodeString(body)
	if err != nil {
		return "", refused
	}
	var c claims
	if err := json.Unmarshal(payload, &c); err != nil || c.Person == "" {
		return "", refused
	}
	if i.now().Unix() >= c.Expires {
		return "", refused
	}
	return c.Person, nil
}

func (i *Issuer) sign(body string) []byte {
	mac := hmac.New(sha256.New, i.key)
	mac.Write([]byte(prefix + body))
	return mac.Sum(nil)
}
