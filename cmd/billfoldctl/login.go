package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"billfold/app/identity"
	"billfold/billing"
	"billfold/views/words"
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
		problem.Next = words.T("Set BILLFOLD_TOKEN instead.")
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
	return j.say(words.T("Signed in as {name} ({email}).", "name", person.Name, "email", person.Email))
}

// showCode says where to type which code. It goes to standard error, so that
// standard output is what the command comes to.
func (j *job) showCode(ctx context.Context, c identity.Code) error {
	n := int(c.Expires.Sub(j.now).Round(time.Minute).Minutes())
	good := words.N(n, "It is good for {n} minute.", "It is good for {n} minutes.", "n", j.printer.Count(int64(n)))
	if until, limited := ctx.Deadline(); limited && until.Before(c.Expires) {
		n = int(time.Until(until).Seconds())
		good = words.N(n, "It is waited for for {n} second.", "It is waited for for {n} seconds.", "n", j.printer.Count(int64(n)))
	}
	open := words.T("Open {page} and enter the code {code}.", "page", c.Page, "code", c.User)
	if _, err := fmt.Fprintln(j.err, open+" "+good); err != nil {
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
		return j.say(words.T("Signed out {name} everywhere.", "name", person.Name))
	}
	return j.say(words.T("Signed out {name}.", "name", person.Name))
}
