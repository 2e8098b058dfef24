package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"billfold/backend/access"
	"billfold/billing"

	"github.com/danielgtaylor/huma/v2"
)

// registerAccess puts the operations on the surface that are about the caller
// alone: their devices, and signing out everywhere.
func (s *server) registerAccess(surface huma.API) {
	handle(s, surface, operation(own, http.MethodGet, "/v1/devices", "listDevices",
		"The devices that may sign for the person, newest first"), s.devices)

	challenge := operation(own, http.MethodPost, "/v1/devices/challenges", "createEnrolmentChallenge",
		"Begin to enrol a device")
	challenge.Middlewares = append(challenge.Middlewares, s.enrolling)
	handle(s, surface, challenge, s.challenge)

	enrol := operation(own, http.MethodPost, "/v1/devices", "enrolDevice", "Enrol a device, with a sign-in made for it")
	enrol.Description = "The public key names the device, so that the same key again is the same device: " +
		"it takes no other idempotency key."
	enrol.Middlewares = append(enrol.Middlewares, s.enrolling)
	handle(s, surface, enrol, s.enrol)

	handle(s, surface, operation(own, http.MethodDelete, "/v1/devices/{device}", "revokeDevice",
		"Revoke a device: what it signs from now on is refused"), s.revoke)
	handle(s, surface, operation(own, http.MethodPost, "/v1/me/sign-out", "signOutEverywhere",
		"End all sign-ins of the person, on every program"), s.signOut)
}

// enrolling lets a person enrol only so often.
func (s *server) enrolling(ctx huma.Context, next func(huma.Context)) { limitedBy(s.enrols, ctx, next) }

type device struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Added    time.Time  `json:"added"`
	LastUsed *time.Time `json:"last_used" doc:"when it last confirmed something; null for never"`
	Revoked  *time.Time `json:"revoked" doc:"null while it may sign"`
}

type deviceList struct {
	Devices []device `json:"devices"`
}

func (s *server) devices(ctx context.Context, _ *nothing) (*answer[deviceList], error) {
	all, err := s.Access.Devices(ctx, callerOf(ctx).person.ID)
	if err != nil {
		return nil, fmt.Errorf("list devices: %w", err)
	}
	return &answer[deviceList]{deviceList{each(all, fromDevice)}}, nil
}

func fromDevice(d billing.Device) device { return device(d) }

type challenge struct {
	Challenge string    `json:"challenge"`
	ExpiresAt time.Time `json:"expires_at"`
}

func (s *server) challenge(ctx context.Context, _ *nothing) (*answer[challenge], error) {
	c, err := s.Access.Challenge(ctx, callerOf(ctx).person.ID)
	if err != nil {
		return nil, fmt.Errorf("begin enrolment: %w", err)
	}
	return &answer[challenge]{challenge{Challenge: c.Text, ExpiresAt: c.Expires.UTC()}}, nil
}

type enrolInput struct {
	Body struct {
		Name          string `json:"name" minLength:"1" maxLength:"200"`
		PublicKey     []byte `json:"public_key" maxLength:"64" doc:"Ed25519, base64"`
		Challenge     string `json:"challenge" minLength:"1" maxLength:"100"`
		IDToken       string `json:"id_token,omitempty" maxLength:"16384" doc:"of a sign-in made for this, whose nonce binds key and challenge"`
		Proof         []byte `json:"proof" maxLength:"128" doc:"of the nonce by the key, base64"`
		SingleCommand bool   `json:"single_command,omitempty" doc:"a key in the memory of one command, against a demo only"`
	}
}

func (s *server) enrol(ctx context.Context, in *enrolInput) (*answer[device], error) {
	d, err := s.Access.Enrol(ctx, callerOf(ctx).bearer, access.Enrolment{
		Name: in.Body.Name, Public: in.Body.PublicKey, Challenge: in.Body.Challenge, IDToken: in.Body.IDToken,
		Proof: in.Body.Proof, SingleCommand: in.Body.SingleCommand,
	})
	if err != nil {
		return nil, fmt.Errorf("enrol device: %w", err)
	}
	return &answer[device]{fromDevice(d)}, nil
}

type deviceInput struct {
	Device string `path:"device"`
}

func (s *server) revoke(ctx context.Context, in *deviceInput) (*nothing, error) {
	if err := s.Access.Revoke(ctx, callerOf(ctx).person.ID, in.Device); err != nil {
		return nil, fmt.Errorf("revoke device: %w", err)
	}
	return &nothing{}, nil
}

func (s *server) signOut(ctx context.Context, _ *nothing) (*nothing, error) {
	if err := s.Access.SignOutEverywhere(ctx, callerOf(ctx).person.ID); err != nil {
		return nil, fmt.Errorf("sign out everywhere: %w", err)
	}
	return &nothing{}, nil
}
