package issuer

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// identityLifetime is how long an ID token is good for: it is read at once.
const identityLifetime = 5 * time.Minute

// accessClaims are those of an access token (RFC 9068, 2.2); instants are Unix
// seconds.
type accessClaims struct {
	Issuer        string `json:"iss"`
	Subject       string `json:"sub"`
	Audience      string `json:"aud"`
	ClientID      string `json:"client_id"`
	IssuedAt      int64  `json:"iat"`
	Expires       int64  `json:"exp"`
	ID            string `json:"jti"`
	Session       string `json:"sid,omitempty"`
	AuthTime      int64  `json:"auth_time"`
	Email         string `json:"email"`
	EmailVerified bool   `json:"email_verified"`
	Demo          bool   `json:"demo,omitempty"`
}

// identityClaims are those of an ID token (OpenID Connect Core, 2).
type identityClaims struct {
	Issuer        string `json:"iss"`
	Subject       string `json:"sub"`
	Audience      string `json:"aud"`
	IssuedAt      int64  `json:"iat"`
	Expires       int64  `json:"exp"`
	Nonce         string `json:"nonce,omitempty"`
	AuthTime      int64  `json:"auth_time"`
	Session       string `json:"sid"`
	Email         string `json:"email"`
	EmailVerified bool   `json:"email_verified"`
	Name          string `json:"name"`
}

func (i *Issuer) accessToken(p Person, s Session, lifetime time.Duration) (string, error) {
	now := i.now()
	return sign(i.access, accessClaims{
		Issuer: i.URL(), Subject: p.ID, Audience: Audience, ClientID: ClientID,
		IssuedAt: now.Unix(), Expires: now.Add(lifetime).Unix(), ID: rand.Text(),
		Session: s.ID, AuthTime: s.AuthTime.Unix(), Email: p.Email, EmailVerified: true, Demo: s.Demo,
	})
}

func (i *Issuer) identityToken(p Person, s Session, nonce string) (string, error) {
	now := i.now()
	return sign(i.identity, identityClaims{
		Issuer: i.URL(), Subject: p.ID, Audience: ClientID,
		IssuedAt: now.Unix(), Expires: now.Add(identityLifetime).Unix(), Nonce: nonce,
		AuthTime: s.AuthTime.Unix(), Session: s.ID, Email: p.Email, EmailVerified: true, Name: p.Name,
	})
}

func sign(signer jose.Signer, claims any) (string, error) {
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", fmt.Errorf("encode token: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		return "", fmt.Errorf("write token: %w", err)
	}
	return text, nil
}
