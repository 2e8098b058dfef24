package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"billfold/billing"
	"billfold/views/words"
)

type defaultCardCommand struct {
	ID string `arg:"" help:"The card's id."`
}

type removeCardCommand struct {
	ID  string `arg:"" help:"The card's id."`
	Yes bool   `help:"Do not ask." short:"y"`
}

// Run makes a card the default.
func (c defaultCardCommand) Run(ctx context.Context, j *job) error {
	account, card, _, err := j.card(ctx, c.ID)
	if err != nil {
		return err
	}
	if err := j.SetDefaultMethod(ctx, account, c.ID); err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, fromMethod(card))
	}
	return j.say(words.T("Renewals are paid with {card} from now on.", "card", words.Card(card)))
}

// Run removes a card, once whoever asks has agreed to what follows.
func (c removeCardCommand) Run(ctx context.Context, j *job) error {
	if !c.Yes && !j.attended {
		return misuse("say with --yes that the card is to be removed, since nobody can be asked here")
	}
	account, card, facts, err := j.card(ctx, c.ID)
	if err != nil {
		return err
	}
	removal, err := facts.Account.Remove(c.ID, "", "", j.now)
	if err != nil {
		return err
	}
	if !c.Yes {
		if err := j.agreeToRemove(ctx, card, consequences(facts.Account, removal, j.now)); err != nil {
			return err
		}
	}
	if err := j.RemoveMethod(ctx, account, c.ID); err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, fromMethod(card))
	}
	return j.say(words.T("Removed {card}. Earlier invoices still name it.", "card", words.Card(card)))
}

// agreeToRemove says what the removal of a card means, and asks.
func (j *job) agreeToRemove(ctx context.Context, card billing.PaymentMethod, consequences []string) error {
	asking := *j
	if j.json {
		asking.out = j.err // standard output is for the document alone
	}
	for _, says := range consequences {
		if err := asking.say(says); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(asking.out, "%s [%s] ", words.T("Remove {card}?", "card", words.Card(card)), words.T("y/N")); err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	if isYes(j.answer(ctx)) {
		return nil
	}
	if err := asking.say(words.T("Nothing was changed.")); err != nil {
		return err
	}
	return ended(refused)
}

// consequences are what the removal of a card brings with it: renewals are collected with
// the first card that can be charged, which need not be the default one.
func consequences(a *billing.Account, r billing.Removal, now time.Time) []string {
	var all []string
	before, left := a.Card(now), billing.Account{Methods: r.Left}
	switch after := left.Card(now); {
	case after == nil:
		all = append(all, words.T("No card is left then that can be charged: renewals are paid from the account balance, or stay open."))
	case before == nil || before.ID != after.ID:
		all = append(all, words.T("Renewals are then paid with {card}.", "card", words.Card(*after)))
	}
	if r.StopsReload {
		all = append(all, words.T("AI credits are then no longer bought by themselves."))
	}
	return all
}

// card is one of the account's cards, as saved.
func (j *job) card(ctx context.Context, id string) (account string, card billing.PaymentMethod, f billing.Facts, err error) {
	if account, _, err = j.caughtUp(ctx); err != nil {
		return "", card, f, err
	}
	if f, err = j.Facts(ctx, account); err != nil {
		return "", card, f, err
	}
	if role := f.Account.Role; !role.May(billing.ManageMethods) {
		return "", card, f, billing.NotAllowed(billing.ManageMethods, role)
	}
	at := slices.IndexFunc(f.Account.Methods, func(m billing.PaymentMethod) bool { return m.ID == id })
	if at < 0 {
		return "", card, f, j.refuseWith(words.T("There is no card {id}. billfoldctl card list has them all.", "id", id))
	}
	return account, f.Account.Methods[at], f, nil
}
