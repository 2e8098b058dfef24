package main

import (
	"bufio"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"billfold/app/session"
	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/words"
)

// patience is how long a change whose outcome is unknown is repeated.
const patience = 25 * time.Second

// amount is what an amount looks like in every currency.
var amount = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)

// agreement is what a person agrees to beside the order itself.
type agreement struct {
	Payment string `help:"A saved payment method's id, or balance." placeholder:"balance|ID"`
	Expect  string `help:"The amount due that you agree to; without it you are asked." placeholder:"AMOUNT"`
	Reason  string `help:"Why, for the history." placeholder:"TEXT"`
}

type changeCommand struct {
	termsFlags
	agreement
	Category billing.Category `help:"Label for the history: strategic, temporary or corrective." enum:"strategic,temporary,corrective," default:"" placeholder:"LABEL"`
}

type outcomeDocument struct {
	ID            string           `json:"id"`
	State         string           `json:"state"`
	PreviewID     string           `json:"preview_id"`
	AmountCharged string           `json:"amount_charged"`
	InvoiceID     string           `json:"invoice_id"`
	Problem       *problemDocument `json:"problem,omitempty"`
}

type problemDocument struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Run makes a change for exactly the amount that was agreed to, or not at all.
func (c *changeCommand) Run(ctx context.Context, j *job) error {
	patch, err := c.patch()
	if err != nil {
		return err
	}
	return c.place(ctx, j, billing.ChangeOf(patch), c.Category)
}

// place has an order priced, agreed to and confirmed: for exactly the amount that
// was agreed to, or not at all.
func (a *agreement) place(ctx context.Context, j *job, order billing.Order, category billing.Category) error {
	switch {
	case a.Expect == "" && !j.attended:
		return misuse("say with --expect which amount due you agree to, since nobody can be asked here")
	case a.Expect != "" && !amount.MatchString(a.Expect):
		return misuse(fmt.Sprintf("--expect takes an amount like 37.42, not %q", a.Expect))
	}
	account, err := j.pick(ctx)
	if err != nil {
		return err
	}
	if _, err := j.Refresh(ctx, account); err != nil {
		return err
	}
	p, err := j.quote(ctx, account, order)
	if err != nil {
		return err
	}
	if len(p.Blockers) > 0 {
		first := p.Blockers[0]
		return j.refuse(ctx, account, p, &billing.Problem{Code: first.Code, Params: first.Params})
	}
	payment, question, err := j.payment(ctx, account, a.Payment, p)
	if err != nil {
		return err
	}
	if err := a.agree(ctx, j, account, p, question); err != nil {
		return err
	}
	outcome, err := j.Confirm(ctx, session.Order{
		Account: account, Preview: p, Payment: payment, Reason: a.Reason, Category: category,
	}, patience)
	if err != nil {
		return err
	}
	return j.tell(ctx, account, p, outcome)
}

// quote is the newest preview of the same terms that is still held, so that what
// was read is what is paid, or else a new one.
func (j *job) quote(ctx context.Context, account string, order billing.Order) (billing.Preview, error) {
	if order.Kind != billing.OrderChange {
		return j.Preview(ctx, account, order)
	}
	held, err := j.Held(ctx, account, order.Patch)
	if billing.CodeOf(err) == billing.NotFound {
		return j.Preview(ctx, account, order)
	}
	return held, err
}

// agree compares the amount due with what was expected, or asks.
func (a *agreement) agree(ctx context.Context, j *job, account string, p billing.Preview, question string) error {
	if a.Expect != "" {
		expected, err := money.Parse(a.Expect, p.Currency)
		if err != nil {
			return misuse(fmt.Sprintf("--expect %s is not an amount in %s", a.Expect, p.Currency))
		}
		if !expected.Equal(p.AmountDue) {
			return j.refuse(ctx, account, p, billing.NewProblem(billing.PriceChanged,
				"expected", expected.String(), "now", p.AmountDue.String(), "currency", string(p.Currency)))
		}
		return nil
	}
	asking := *j
	if j.json {
		asking.out = j.err // standard output is for the document alone
	}
	return asking.ask(ctx, account, p, question)
}

// ask shows a preview and has it confirmed.
func (j *job) ask(ctx context.Context, account string, p billing.Preview, question string) error {
	if err := j.showPreview(ctx, account, p); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(j.out, "%s [%s] ", question, words.T("y/N")); err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	if isYes(j.answer(ctx)) {
		return nil
	}
	if err := j.say(words.T("Nothing was changed.")); err != nil {
		return err
	}
	return ended(refused)
}

// isYes takes the English answer too, whatever is spoken.
func isYes(answer string) bool {
	return slices.ContainsFunc([]string{"y", "yes", words.T("y"), words.T("yes")}, func(yes string) bool {
		return strings.EqualFold(answer, yes)
	})
}

// payment is what an order is paid with, by the account's rule where nobody chose, and
// how that is asked about: "Pay $37.42 with Visa ending 4242 now?" It is read once, so
// that what somebody agrees to is what is signed.
func (j *job) payment(ctx context.Context, account, chosen string, p billing.Preview) (id, question string, err error) {
	facts, err := j.Facts(ctx, account)
	if err != nil || !p.Charged() {
		return chosen, words.T("Make this change?"), err
	}
	if id = chosen; id == "" {
		id = facts.Account.DefaultPayment(&p)
	}
	amount := j.printer.Standing(p.AmountDue)
	if id == billing.PayByBalance {
		return id, words.T("Pay {amount} of the account balance now?", "amount", amount), nil
	}
	for _, m := range facts.Account.Methods {
		if m.ID == id {
			return id, words.T("Pay {amount} with {card} now?", "amount", amount, "card", words.Card(m)), nil
		}
	}
	return id, words.T("Pay {amount} now?", "amount", amount), nil
}

// answer reads a line, for as long as the command may take; the end of the input
// or of that time says nothing.
func (j *job) answer(ctx context.Context) string {
	read := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(j.in).ReadString('\n')
		read <- strings.TrimSpace(text)
	}()
	select {
	case text := <-read:
		return text
	case <-ctx.Done():
		return ""
	}
}

// refuse says why a change was not even sent.
func (j *job) refuse(ctx context.Context, account string, p billing.Preview, problem *billing.Problem) error {
	return j.tell(ctx, account, p, billing.Outcome{
		State: billing.ChangeRejected, PreviewID: p.ID, AmountCharged: money.Zero(p.Currency), Problem: problem,
	})
}

// atTheBank is what to do on the page of a bank that wants a payment confirmed.
func atTheBank() string { return words.T("Confirm it on your bank's page, then run billfoldctl sync:") }

// tell writes an outcome, and is the exit code that goes with it.
func (j *job) tell(ctx context.Context, account string, p billing.Preview, o billing.Outcome) error {
	if o.AmountCharged.IsUnset() {
		o.AmountCharged = money.Zero(p.Currency)
	}
	if j.json {
		document := outcomeDocument{
			ID: o.ID, State: string(o.State), PreviewID: o.PreviewID,
			AmountCharged: o.AmountCharged.String(), InvoiceID: o.InvoiceID,
		}
		if o.Problem != nil {
			document.Problem = &problemDocument{Code: string(o.Problem.Code), Message: j.printer.Problem(o.Problem).String()}
		}
		if err := writeJSON(j.out, document); err != nil {
			return err
		}
	}
	switch o.State {
	case billing.ChangeApplied, billing.ChangeScheduled:
		return j.tellDone(ctx, account, p, o)
	case billing.ChangeRejected, billing.ChangeWithdrawn:
		return j.tellProblem(o.Problem, refused)
	case billing.ChangeRequiresAction:
		if o.ProofPage != "" {
			if err := j.showing(atTheBank())(o.ProofPage); err != nil {
				return err
			}
		}
		return j.tellProblem(billing.NewProblem(billing.RequiresAction), unknown)
	case billing.ChangePending, billing.ChangeUnknown, billing.ChangeCharging:
	}
	return j.tellProblem(billing.NewProblem(billing.UnknownOutcome), unknown)
}

func (j *job) tellDone(ctx context.Context, account string, p billing.Preview, o billing.Outcome) error {
	if j.json {
		return nil
	}
	if o.State == billing.ChangeScheduled {
		return j.say(words.T("Scheduled for {day}. Nothing was charged.", "day", j.printer.Date(p.EffectiveAt)))
	}
	if o.InvoiceID == "" {
		return j.say(words.T("{outcome}. Nothing was charged.", "outcome", words.Change(o.State)))
	}
	number := o.InvoiceID
	if invoice, err := j.Invoice(ctx, account, o.InvoiceID); err == nil {
		number = invoice.Number
	}
	return j.say(words.T("{outcome}. {amount} charged. Invoice {number}.",
		"outcome", words.Change(o.State), "amount", j.printer.Standing(o.AmountCharged), "number", number))
}

func (j *job) tellProblem(problem *billing.Problem, code int) error {
	if problem == nil {
		problem = billing.NewProblem(billing.ChangeAbandoned)
	}
	told := j.printer.Problem(problem)
	if problem.Code == billing.UnknownOutcome {
		told.Next = words.T("Run billfoldctl sync in a moment.")
	}
	if _, err := fmt.Fprintln(j.err, "billfoldctl: "+told.String()); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return ended(code)
}
