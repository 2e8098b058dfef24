package main

import (
	"context"
	"errors"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

type deviceCommand struct {
	Enrol  enrolCommand       `cmd:"" help:"Have this computer sign what you pay; opens a page to sign in on."`
	List   listDevicesCommand `cmd:"" default:"1" help:"List your devices, newest first."`
	Revoke revokeCommand      `cmd:"" help:"Revoke a device: it can pay no more."`
}

type enrolCommand struct{}

type listDevicesCommand struct{}

type revokeCommand struct {
	ID string `arg:"" help:"The device's id."`
}

type deviceDocument struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Added    time.Time  `json:"added"`
	LastUsed *time.Time `json:"last_used"`
	Revoked  *time.Time `json:"revoked"`
	Here     bool       `json:"here"`
}

// Run enrols this computer: its person signs in anew, for this alone, and the key
// stays in the keychain.
func (enrolCommand) Run(ctx context.Context, j *job) error {
	if !j.Config.Token.IsEmpty() || !j.Config.DeviceKey.IsEmpty() {
		return misuse("unset BILLFOLD_TOKEN and BILLFOLD_DEVICE_KEY first: they are used instead of the keychain")
	}
	if !j.Keychain.Lasting() {
		return billing.NewProblem(billing.KeychainMissing)
	}
	err := j.EnrolDevice(ctx, j.showing(words.T("Open this page on this computer, and sign in:")))
	if errors.Is(err, context.DeadlineExceeded) {
		return billing.NewProblem(billing.SignInTimedOut)
	}
	if err != nil {
		return err
	}
	if note := j.KeychainNote(); note != nil {
		return note
	}
	if j.json {
		_, here, err := j.Devices(ctx)
		if err != nil {
			return err
		}
		return writeJSON(j.out, map[string]string{"id": here})
	}
	return j.say(words.T("This computer can pay for you now. Everybody who may change billing is told."))
}

// Run lists the devices.
func (listDevicesCommand) Run(ctx context.Context, j *job) error {
	all, here, err := j.Devices(ctx)
	if err != nil {
		return err
	}
	if j.json {
		documents := make([]deviceDocument, 0, len(all))
		for _, d := range all {
			documents = append(documents, deviceDocument{d.ID, d.Name, d.Added, d.LastUsed, d.Revoked, d.ID == here})
		}
		return writeJSON(j.out, map[string]any{"devices": documents})
	}
	if len(all) == 0 {
		return j.say(words.T("You have no devices that may pay. billfoldctl device enrol sets this computer up."))
	}
	t := table{head: []string{"ID", words.T("NAME"), words.T("ADDED"), words.T("LAST USED"), words.T("STATE")}}
	for _, d := range all {
		used, state := words.T("never"), words.T("may pay")
		if d.LastUsed != nil {
			used = j.printer.Instant(*d.LastUsed)
		}
		if d.ID == here {
			state = words.T("may pay, this one")
		}
		if d.Revoked != nil {
			state = words.T("revoked {at}", "at", j.printer.Instant(*d.Revoked))
		}
		t.add(d.ID, d.Name, j.printer.Instant(d.Added), used, state)
	}
	return t.write(j.out)
}

// Run revokes a device.
func (c revokeCommand) Run(ctx context.Context, j *job) error {
	err := j.RevokeDevice(ctx, c.ID)
	if billing.CodeOf(err) == billing.DeviceUnknown {
		return j.refuseWith(words.T("You have no device {id}. billfoldctl device list has them all.", "id", c.ID))
	}
	if err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, map[string]string{"id": c.ID})
	}
	return j.say(words.T("Revoked. It can pay no more."))
}
