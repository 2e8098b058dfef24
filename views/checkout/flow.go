package checkout

import (
	"context"
	"errors"
	"reflect"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/widgets"
	"billfold/views/words"
)

// recentChanges is how far back an outcome is looked for.
const recentChanges = 20

// reading is what the page begins with.
type reading struct {
	facts    billing.Facts
	pending  *billing.Submission
	order    billing.Order
	estimate billing.Preview
	invoices []billing.Invoice
	changes  []billing.Change
}

// Reload reads the account again and has the order priced anew; or looks again
// for the outcome of what was confirmed.
func (p *Page) Reload() {
	if s := p.state; s != nil && (s.sending || s.outcome != nil) {
		if s.outcome != nil {
			p.lookUp()
		}
		return
	}
	arg := p.arg
	p.reads.Run(p.deps.Context, func(ctx context.Context) (reading, error) { return p.read(ctx, arg) }, func(r reading, err error) {
		if err != nil {
			p.fail(err)
			return
		}
		p.begin(r)
	})
}

func (p *Page) read(ctx context.Context, arg string) (reading, error) {
	facts, err := p.deps.Source.Facts(ctx)
	if err != nil {
		return reading{}, err
	}
	pending, err := p.deps.Source.Pending(ctx)
	if err != nil {
		return reading{}, err
	}
	r := reading{facts: facts, pending: pending}
	if pending != nil {
		return r, nil
	}
	if r.order, err = nav.ParseOrderArg(arg); err != nil {
		return reading{}, billing.NewProblem(billing.InvalidRequest).Because(err)
	}
	if r.invoices, err = p.deps.Source.Invoices(ctx); err != nil {
		return reading{}, err
	}
	if r.changes, err = p.deps.Source.Changes(ctx, recentChanges); err != nil {
		return reading{}, err
	}
	r.estimate, err = p.deps.Source.Quote(ctx, r.order)
	return r, err
}

// begin takes in what was read. What the person chose stays.
func (p *Page) begin(r reading) {
	if p.state == nil {
		p.state = &state{}
	}
	s := p.state
	if r.pending == nil {
		s.order = r.order // which was not read while something else was pending
	}
	if s.sending || s.outcome != nil { // confirmed while this was read
		return
	}
	if s.priced() && len(s.quote.Blockers) == 0 && r.pending == nil && reflect.DeepEqual(s.facts, r.facts) {
		return // nothing that the price depends on has changed
	}
	s.facts, s.invoices, s.changes = r.facts, r.invoices, r.changes
	if r.pending != nil {
		s.intent, s.outcome = r.pending.Intent, &r.pending.Outcome
		if s.outcome.State.Settled() || s.outcome.State == "" {
			s.outcome.State = billing.ChangeUnknown
		}
		p.present()
		return
	}
	if s.quote.Currency == "" { // nothing was priced yet
		s.quote = r.estimate
	}
	s.expired = false
	p.quote()
}

// quote has billing price the change; what is on screen stays until it does.
func (p *Page) quote() {
	s := p.state
	order := s.order
	s.asking = true
	s.choosePayment()
	p.present()
	p.quotes.Run(p.deps.Context, func(ctx context.Context) (billing.Preview, error) {
		return p.deps.Source.Price(ctx, order)
	}, func(fresh billing.Preview, err error) {
		if s != p.state {
			return
		}
		if err != nil {
			p.unpriced(err)
			return
		}
		s.requoted(fresh)
		s.choosePayment()
		p.present()
	})
}

// unpriced makes what is on screen an estimate: billing gave no price.
func (p *Page) unpriced(err error) {
	s := p.state
	s.asking, s.unpriced = false, err
	s.quote.ID, s.quote.Estimate = "", true
	p.present()
}

// checkAgain reads everything anew, as after something was mended.
func (p *Page) checkAgain() {
	p.state.refused = nil
	p.Reload()
}

// answer is what came of a confirm: an outcome, or why there is none.
type answer struct {
	outcome billing.Outcome
	err     error
}

// confirm submits the change, once: whatever is pressed while it is under way
// does nothing.
func (p *Page) confirm() {
	s := p.state
	if s == nil || !s.payable() || s.asksWhy() && !p.reasonTaken() {
		return
	}
	s.sending, s.sentAt, s.refused = true, p.deps.Now(), nil
	s.intent = billing.Intent{
		PreviewID: s.quote.ID, AmountDue: s.quote.AmountDue, Payment: s.payment,
		Kind: s.order.Kind, Target: s.target(),
	}
	if s.asksWhy() {
		s.intent.Reason = p.face.reason.Text()
	}
	if s.asksCategory() {
		s.intent.Category = s.category
	}
	if !s.quote.Charged() {
		s.intent.Payment = ""
	}
	intent := s.intent
	p.confirming = true
	p.present()
	p.confirms.Run(p.deps.Context, func(ctx context.Context) (answer, error) {
		return p.submit(ctx, intent), nil
	}, func(a answer, _ error) {
		p.confirming = false
		if s != p.state { // settled by the books, and another order is on screen
			return
		}
		s.askedAt = p.deps.Now()
		p.answered(a)
	})
}

// submit confirms. An error says nothing about the money by itself: unless it
// has a code and nothing is left pending, the outcome is unknown.
func (p *Page) submit(ctx context.Context, intent billing.Intent) answer {
	outcome, err := p.deps.Source.Confirm(ctx, intent)
	if err == nil {
		return answer{outcome: outcome}
	}
	unknown := answer{outcome: billing.Outcome{ID: outcome.ID, State: billing.ChangeUnknown, PreviewID: intent.PreviewID}, err: err}
	pending, pendingErr := p.deps.Source.Pending(ctx)
	switch {
	case pendingErr != nil:
		return unknown
	case pending != nil:
		unknown.outcome.ID = pending.Intent.ID
		return unknown
	}
	switch billing.CodeOf(err) {
	case "", billing.UnknownOutcome, billing.KeyInFlight:
		return unknown
	default:
		return answer{err: err}
	}
}

func (p *Page) answered(a answer) {
	s := p.state
	if s.outcome != nil && s.outcome.State.Settled() { // the books said so meanwhile
		s.sending = false
		return
	}
	outcome := a.outcome
	if outcome.State == "" { // refused before it was sent
		outcome.State = billing.ChangeRejected
		outcome.Problem = problemOf(a.err)
	}
	s.settled(outcome)
	switch {
	case s.outcome == nil && s.refused.Fresh == nil:
		p.quote()
	case s.outcome == nil:
		s.choosePayment()
		p.present()
	case s.outcome.State == billing.ChangeApplied:
		p.lookUp() // which presents whether the copy shows it too
	default:
		p.present()
		p.lookUp()
	}
}

func problemOf(err error) *billing.Problem {
	if problem, ok := errors.AsType[*billing.Problem](err); ok {
		return problem
	}
	return billing.NewProblem(billing.CodeOf(err))
}

// reasonTaken tells whether the reason may be kept, and says beside it why not.
func (p *Page) reasonTaken() bool {
	wrong := words.HintOf(billing.CheckReason(p.face.reason.Text()))
	p.face.reason.SetError(wrong)
	return wrong == ""
}

// keep saves the change as a draft, once; it is never sent by itself.
func (p *Page) keep() {
	s, reason := p.state, p.face.reason.Text()
	if s.keeping || !p.reasonTaken() {
		return
	}
	s.keeping = true
	target := s.target()
	p.drafts.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, p.deps.Source.SaveDraft(ctx, target, reason)
	}, func(_ struct{}, err error) {
		s.keeping = false
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		p.deps.Say(words.Told{
			What: words.T("Kept as a draft."), Money: words.T("Nothing was charged."), Next: words.T("It is never sent by itself."),
		})
		if s == p.state && widgets.OnScreen(p.root) != nil { // else the person went on by themselves
			p.deps.Go(nav.Route{Page: nav.PagePlans})
		}
	})
}

// fail shows why there is nothing to check out, or why there is no price any
// more. Before the first sync there is nothing to be wrong, the page waits.
func (p *Page) fail(err error) {
	switch s := p.state; {
	case s != nil && s.asking:
		p.unpriced(err)
	case s != nil || p.deps.Source.Freshness().Awaits(err):
	default:
		p.set(widgets.NewVScroll(p.unreadable(p.deps.Words.Error(err))))
	}
}
