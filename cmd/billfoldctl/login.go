package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"billfold/app/identity"
	"billfold/billing"
)

type loginCommand struct{}

type logoutCommand struct {
	Everywhere bool `help:"On every program that you are signed in with."`
}

type personDocument struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Run signs a person in by a code that they type in a browser, on this computer or
// another; what keeps them signed in is in the system's keychain and nowhere else.
// With somebody there it waits as long as the code lasts.
func (loginCommand) Run(ctx context.Context, j *job) error {
	if !j.Config.Token.IsEmpty() {
		return misuse("unset BILLFOLD_TOKEN first: while it is set, it is who is signed in")
	}
	if !j.Keychain.Lasting() {
		problem := j.printer.Problem(billing.NewProblem(billing.KeychainMissing))
		problem.Next = "Set BILLFOLD_TOKEN instead."
		if _, err := fmt.Fprintln(j.err, "billfoldctl: "+problem.String()); err != nil {
			return fmt.Errorf("write: %w", err)
		}
		return ended(failed)
	}
	if err := j.ReadsKeychain(ctx); err != nil { // before anybody types a code for nothing
		return err
	}
	person, err := j.SignInByCode(ctx, func(c identity.Code) error { return j.showCode(ctx, c) })
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
		return writeJSON(j.out, personDocument{ID: person.ID, Name: person.Name, Email: person.Email})
	}
	return j.say("Signed in as %s (%s).", person.Name, person.Email)
}

// showCode says where to type which code. It goes to standard error, so that
// standard output is what the command comes to.
func (j *job) showCode(ctx context.Context, c identity.Code) error {
	good := fmt.Sprintf("It is good for %d minutes.", int(c.Expires.Sub(j.now).Round(time.Minute).Minutes()))
	if until, limited := ctx.Deadline(); limited && until.Before(c.Expires) {
		good = fmt.Sprintf("It is waited for for %d seconds.", int(time.Until(until).Seconds()))
	}
	_, err := fmt.Fprintf(j.err, "Open %s and enter the code %s. %s\n", c.Page, c.User, good)
	if err != nil {
		return fmt.Errorf("show code: %w", err)
	}
	return nil
}

// Run ends the sign-in and removes the saved copy.
func (c logoutCommand) Run(ctx context.Context, j *job) error {
	person, known := j.Person()
	if !known {
		return billing.NewProblem(billing.SignedOut)
	}
	if !j.Config.Token.IsEmpty() && !c.Everywhere {
		return misuse("unset BILLFOLD_TOKEN instead: nothing else keeps you signed in")
	}
	out := j.SignOut
	if c.Everywhere {
		out = j.SignOutEverywhere
	}
	if err := out(ctx); err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, personDocument{ID: person.ID, Name: person.Name, Email: person.Email})
	}
	if c.Everywhere {
		return j.say("Signed out %s everywhere.", person.Name)
	}
	return j.say("Signed out %s.", person.Name)
}
