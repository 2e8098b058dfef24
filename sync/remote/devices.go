package remote

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"net/http"
	"time"

	"billfold/billing"
)

type wireDevice struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Added    time.Time  `json:"added"`
	LastUsed *time.Time `json:"last_used"`
	Revoked  *time.Time `json:"revoked"`
}

func (w *wireDevice) to() billing.Device {
	return billing.Device{
		ID: w.ID, Name: w.Name, Added: w.Added.UTC(), LastUsed: optionalTime(w.LastUsed), Revoked: optionalTime(w.Revoked),
	}
}

// Devices lists the person's devices, the newest first, revoked ones too.
func (c *Client) Devices(ctx context.Context) ([]billing.Device, error) {
	var w struct {
		Devices []wireDevice `json:"devices"`
	}
	if _, err := c.ask(ctx, call{method: http.MethodGet, path: "/v1/devices"}, &w); err != nil {
		return nil, fmt.Errorf("list devices: %w", err)
	}
	devices := make([]billing.Device, 0, len(w.Devices))
	for i := range w.Devices {
		devices = append(devices, w.Devices[i].to())
	}
	return devices, nil
}

// Challenge begins an enrolment: what comes back has to be answered, once.
func (c *Client) Challenge(ctx context.Context) (string, error) {
	var w struct {
		Challenge string `json:"challenge"`
	}
	if _, err := c.ask(ctx, call{method: http.MethodPost, path: "/v1/devices/challenges"}, &w); err != nil {
		return "", fmt.Errorf("begin enrolment: %w", err)
	}
	if w.Challenge == "" {
		return "", fmt.Errorf("begin enrolment: %w", c.foreign(errNotOurs))
	}
	return w.Challenge, nil
}

// Enrolment is a device to add; see the backend's operation enrolDevice.
type Enrolment struct {
	Name          string
	Public        ed25519.PublicKey
	Challenge     string
	IDToken       billing.Secret // empty against a demo
	Proof         []byte
	SingleCommand bool
}

// Enrol adds a device. The same key again is the same device, so that it may be
// repeated with another challenge.
func (c *Client) Enrol(ctx context.Context, e Enrolment) (billing.Device, error) {
	var w wireDevice
	_, err := c.ask(ctx, call{method: http.MethodPost, path: "/v1/devices", body: map[string]any{
		"name": e.Name, "public_key": []byte(e.Public), "challenge": e.Challenge, "id_token": e.IDToken.Reveal(),
		"proof": e.Proof, "single_command": e.SingleCommand,
	}}, &w)
	if err != nil {
		return billing.Device{}, fmt.Errorf("enrol device: %w", err)
	}
	if w.ID != billing.DeviceID(e.Public) {
		return billing.Device{}, fmt.Errorf("enrol device: %w", c.foreign(errNotOurs))
	}
	return w.to(), nil
}

// RevokeDevice ends a device of the person's.
func (c *Client) RevokeDevice(ctx context.Context, id string) error {
	_, err := c.ask(ctx, call{method: http.MethodDelete, path: "/v1/devices/{device}", ids: map[string]string{"device": id}}, nil)
	if err != nil {
		return fmt.Errorf("revoke device: %w", err)
	}
	return nil
}

// SignOutEverywhere ends all of the person's sign-ins.
func (c *Client) SignOutEverywhere(ctx context.Context) error {
	if _, err := c.ask(ctx, call{method: http.MethodPost, path: "/v1/me/sign-out"}, nil); err != nil {
		return fmt.Errorf("sign out everywhere: %w", err)
	}
	return nil
}

// SignInWays is how people sign in to a backend.
type SignInWays struct {
	Demo     bool   // people may be chosen
	Issuer   string // empty where there is none
	ClientID string
	Audience string
}

// SignInWays asks the backend how people sign in to it.
func (c *Client) SignInWays(ctx context.Context) (SignInWays, error) {
	var w struct {
		Demo     *bool  `json:"demo"`
		Issuer   string `json:"issuer"`
		ClientID string `json:"client_id"`
		Audience string `json:"audience"`
	}
	if _, err := c.ask(ctx, call{method: http.MethodGet, path: "/.well-known/billfold", open: true}, &w); err != nil {
		return SignInWays{}, fmt.Errorf("ask how to sign in: %w", err)
	}
	if w.Demo == nil {
		return SignInWays{}, fmt.Errorf("ask how to sign in: %w", c.foreign(errNotOurs))
	}
	return SignInWays{Demo: *w.Demo, Issuer: w.Issuer, ClientID: w.ClientID, Audience: w.Audience}, nil
}
