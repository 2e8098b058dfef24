package main

import (
	"context"
	"fmt"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"
)

type buyCommand struct {
	Addon    string `arg:"" help:"Id of the one-time add-on."`
	Quantity int    `help:"How many." default:"1"`
	agreement
}

// Run buys a one-time add-on.
func (c *buyCommand) Run(ctx context.Context, j *job) error {
	return c.place(ctx, j, billing.Order{Kind: billing.OrderPack, Addon: c.Addon, Quantity: c.Quantity}, "")
}

type topUpCommand struct {
	Amount string `arg:"" help:"How much, in the account's currency."`
	agreement
}

// Run puts funds on the account balance.
func (c *topUpCommand) Run(ctx context.Context, j *job) error {
	currency, err := j.currency(ctx)
	if err != nil {
		return err
	}
	funds, err := money.Parse(c.Amount, currency)
	if err != nil || !amount.MatchString(c.Amount) {
		return misuse(fmt.Sprintf("top-up takes an amount in %s, not %q", currency, c.Amount))
	}
	return c.place(ctx, j, billing.Order{Kind: billing.OrderTopUp, Amount: funds}, "")
}

// currency is the account's, which must have been read once.
func (j *job) currency(ctx context.Context) (money.Currency, error) {
	account, _, err := j.caughtUp(ctx)
	if err != nil {
		return "", err
	}
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return "", err
	}
	return facts.Account.Currency, nil
}

type payCommand struct{ agreement }

// Run pays the oldest open invoice.
func (c *payCommand) Run(ctx context.Context, j *job) error {
	return c.place(ctx, j, billing.Order{Kind: billing.OrderPayment}, "")
}

type resumeCommand struct{ agreement }

// Run takes a cancellation back.
func (c *resumeCommand) Run(ctx context.Context, j *job) error {
	return c.place(ctx, j, billing.Order{Kind: billing.OrderResume}, "")
}

type cancelCommand struct {
	Reason string `help:"Why, for the history." placeholder:"TEXT"`
}

// Run has the subscription end with its billing period. It costs nothing, and can
// be taken back until then.
func (c cancelCommand) Run(ctx context.Context, j *job) error {
	cancel := func(ctx context.Context, account string) (billing.Outcome, error) {
		return j.Cancel(ctx, account, c.Reason)
	}
	return j.act(ctx, cancel, func(f billing.Facts) string {
		return words.T("The subscription ends on {day}. Until then everything stays, and billfoldctl resume takes it back.",
			"day", j.printer.Date(f.Subscription.Period.End))
	})
}

type undoCommand struct{}

// Run drops the scheduled change.
func (undoCommand) Run(ctx context.Context, j *job) error {
	undo := func(ctx context.Context, account string) (billing.Outcome, error) {
		outcome, err := j.UndoScheduled(ctx, account)
		if billing.CodeOf(err) == billing.NotFound {
			return outcome, j.refuseWith(words.T("Nothing is scheduled."))
		}
		return outcome, err
	}
	return j.act(ctx, undo, func(f billing.Facts) string {
		return words.T("The scheduled change is dropped. It stays {terms}.", "terms", j.printer.Terms(f.Catalog, f.Subscription.Terms))
	})
}

type withdrawCommand struct{}

// Run gives up the change that waits for the bank: nothing is taken for it any more.
func (withdrawCommand) Run(ctx context.Context, j *job) error {
	account, err := j.pick(ctx)
	if err != nil {
		return err
	}
	outcome, err := j.Withdraw(ctx, account)
	if billing.CodeOf(err) == billing.NotFound {
		return j.refuseWith(words.T("Nothing waits for your bank."))
	}
	if err != nil {
		return err
	}
	if j.json {
		err = writeJSON(j.out, outcomeDocument{
			ID: outcome.ID, State: string(outcome.State), PreviewID: outcome.PreviewID,
			AmountCharged: outcome.AmountCharged.String(), InvoiceID: outcome.InvoiceID,
		})
	}
	switch {
	case err != nil:
		return err
	case !outcome.State.Settled():
		return j.tellProblem(billing.NewProblem(billing.UnknownOutcome), unknown)
	case j.json:
		return nil
	case outcome.State == billing.ChangeApplied:
		return j.say(words.T("It was paid already: {amount} charged.", "amount", j.printer.Standing(outcome.AmountCharged)))
	default:
		return j.say(words.T("Given up. Nothing was charged."))
	}
}

// refuseWith says why nothing is done, and is the exit code for it.
func (j *job) refuseWith(sentence string) error {
	if _, err := fmt.Fprintln(j.err, "billfoldctl: "+sentence); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return ended(refused)
}

// act does what has no price, and says what that means.
func (j *job) act(ctx context.Context, do func(context.Context, string) (billing.Outcome, error), means func(billing.Facts) string) error {
	account, err := j.pick(ctx)
	if err != nil {
		return err
	}
	outcome, err := do(ctx, account)
	if err != nil {
		return err
	}
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, outcomeDocument{
			ID: outcome.ID, State: string(outcome.State), AmountCharged: money.Zero(facts.Account.Currency).String(),
		})
	}
	return j.say(means(facts))
}
