package main

import (
	"context"
	"errors"
	"fmt"

	"billfold/billing"
	"billfold/views/words"
)

type cardCommand struct {
	Add  addCardCommand  `cmd:"" help:"Add a card to the account, on a page of the payment gateway."`
	List listCardCommand `cmd:"" default:"1" help:"List the account's payment methods, the default one first."`

	Default defaultCardCommand `cmd:"" help:"Have renewals and auto-reload paid with a card."`
	Remove  removeCardCommand  `cmd:"" help:"Remove a card from the account."`
}

type listCardCommand struct{}

type addCardCommand struct{}

// methodDocument is a payment method; nothing of a card but what may be shown.
type methodDocument struct {
	ID       string `json:"id"`
	Brand    string `json:"brand"`
	Last4    string `json:"last4"`
	ExpMonth int    `json:"exp_month"`
	ExpYear  int    `json:"exp_year"`
	Status   string `json:"status"` // works, declined or expired
}

func fromMethod(m billing.PaymentMethod) methodDocument {
	return methodDocument{ID: m.ID, Brand: m.Brand, Last4: m.Last4, ExpMonth: m.ExpMonth, ExpYear: m.ExpYear, Status: string(m.Status)}
}

// Run lists the payment methods, with the ids that --payment takes.
func (listCardCommand) Run(ctx context.Context, j *job) error {
	account, _, err := j.caughtUp(ctx)
	if err != nil {
		return err
	}
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return err
	}
	if role := facts.Account.Role; !role.May(billing.SeeBilling) {
		return billing.NotAllowed(billing.SeeBilling, role)
	}
	if j.json {
		documents := make([]methodDocument, 0, len(facts.Account.Methods))
		for _, m := range facts.Account.Methods {
			documents = append(documents, fromMethod(m))
		}
		return writeJSON(j.out, map[string]any{"methods": documents})
	}
	if len(facts.Account.Methods) == 0 {
		return j.say(words.T("There are no cards. billfoldctl card add adds one."))
	}
	t := table{head: []string{"ID", words.T("CARD"), words.T("EXPIRES"), words.T("STATE")}}
	for _, m := range facts.Account.Methods {
		t.add(m.ID, words.Card(m), fmt.Sprintf("%02d/%d", m.ExpMonth, m.ExpYear), words.Method(m.Status))
	}
	return t.write(j.out)
}

// Run shows the address of the page where the card is typed, and waits until that
// is done. Nothing of the card passes through here.
func (addCardCommand) Run(ctx context.Context, j *job) error {
	account, err := j.pick(ctx)
	if err != nil {
		return err
	}
	setup, err := j.AddCard(ctx, account, j.showing(words.T("Type the card on this page, in a browser on this computer:")))
	if errors.Is(err, context.DeadlineExceeded) {
		return billing.NewProblem(billing.CardNotAdded, "reason", "nobody typed one in time")
	}
	if err != nil {
		return err
	}
	m := setup.Method
	if m == nil {
		return billing.NewProblem(billing.CardNotAdded, "reason", string(setup.Status))
	}
	if j.json {
		return writeJSON(j.out, fromMethod(*m))
	}
	return j.say(words.T("Added {card}. Pay with it by --payment {id}.", "card", words.Card(*m), "id", m.ID))
}
