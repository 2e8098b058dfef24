package main

import (
	"context"
	"fmt"

	"billfold/billing"
)

type loginCommand struct{}

type personDocument struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Run signs a person in by an access token that is read from standard input, and
// keeps it in the system's keychain and nowhere else.
func (loginCommand) Run(ctx context.Context, j *job) error {
	if j.Config.Token != "" {
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
	if j.attended {
		if _, err := fmt.Fprint(j.err, "Paste an access token: "); err != nil {
			return fmt.Errorf("ask: %w", err)
		}
	}
	token := j.answer(ctx)
	if token == "" {
		return misuse("login reads an access token from standard input, and there was none")
	}
	person, err := j.SignInWith(ctx, token)
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
