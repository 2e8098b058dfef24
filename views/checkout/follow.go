package checkout

import (
	"context"
	"errors"

	"billfold/billing"
)

// aftermath is what the books say of a confirm.
type aftermath struct {
	pending *billing.Submission
	change  *billing.Change
	invoice string // number
	facts   billing.Facts
	unasked error
	// gone says that billing was asked just now, and neither is anything pending
	// nor was a change made: the confirm never got there.
	gone bool
}

// ask asks billing what became of the confirm.
func (p *Page) ask() {
	p.follow(func(ctx context.Context) error {
		_, err := p.deps.Source.Refresh(ctx)
		return err
	})
}

// lookUp reads what the books say of the confirm.
func (p *Page) lookUp() {
	p.follow(nil)
}

// follow looks for what became of the confirm, after a round of sync where there
// is one to make.
func (p *Page) follow(sync func(context.Context) error) {
	s := p.state
	if s.outcome == nil { // asked for by a button that went
		return
	}
	id, invoice := s.outcome.ID, s.outcome.InvoiceID
	if id == "" {
		id = s.intent.ID
	}
	p.asks.Run(p.deps.Context, func(ctx context.Context) (aftermath, error) {
		var unasked error
		if sync != nil {
			unasked = sync(ctx)
		}
		found, err := p.lookFor(ctx, id, invoice)
		found.unasked = unasked
		found.gone = sync != nil && unasked == nil && id != "" && found.pending == nil && found.change == nil
		return found, err
	}, func(found aftermath, err error) {
		if s != p.state || s.outcome == nil {
			return
		}
		if sync != nil {
			s.askedAt, s.unasked = p.deps.Now(), errors.Join(found.unasked, err)
		}
		if err == nil {
			p.found(found)
		}
		p.present()
	})
}

func (p *Page) lookFor(ctx context.Context, id, invoice string) (aftermath, error) {
	pending, err := p.deps.Source.Pending(ctx)
	if err != nil {
		return aftermath{}, err
	}
	found := aftermath{pending: pending}
	if pending != nil && id == "" {
		id = pending.Intent.ID
	}
	changes, err := p.deps.Source.Changes(ctx, recentChanges)
	if err != nil {
		return aftermath{}, err
	}
	for i := range changes {
		if changes[i].ID == id {
			found.change, invoice = &changes[i], changes[i].InvoiceID
		}
	}
	invoices, err := p.deps.Source.Invoices(ctx)
	if err != nil {
		return aftermath{}, err
	}
	for _, i := range invoices {
		if i.ID == invoice {
			found.invoice = i.Number
		}
	}
	found.facts, err = p.deps.Source.Facts(ctx)
	return found, err
}

// found takes in what the books say.
func (p *Page) found(a aftermath) {
	defer p.compared(a)
	s := p.state
	if a.invoice != "" {
		s.invoice = a.invoice
	}
	if a.gone && !s.outcome.State.Settled() {
		p.resolve(billing.Outcome{State: billing.ChangeWithdrawn})
		return
	}
	if a.change != nil {
		s.at = a.change.At
	}
	if a.change == nil || s.outcome.State.Settled() || !a.change.State.Settled() {
		return
	}
	outcome := billing.Outcome{
		ID: a.change.ID, State: a.change.State, PreviewID: a.change.PreviewID,
		AmountCharged: a.change.AmountCharged, InvoiceID: a.change.InvoiceID,
	}
	if a.change.Problem != "" {
		outcome.Problem = billing.NewProblem(a.change.Problem)
	}
	p.resolve(outcome)
}

// compared takes in whether the copy shows what billing has made.
func (p *Page) compared(a aftermath) {
	s := p.state
	if s.outcome == nil || s.outcome.State != billing.ChangeApplied {
		return
	}
	if s.made.IsZero() {
		s.made = p.deps.Now()
	}
	s.lacks = lacking(s, a)
}

// resolve ends the wait for an outcome. What was refused is priced anew, to be
// confirmed again.
func (p *Page) resolve(outcome billing.Outcome) {
	s := p.state
	s.settled(outcome)
	if s.outcome == nil {
		s.asking = true
		p.Reload()
	}
}

// wait says that no answer has come for a while. The confirm goes on.
func (p *Page) wait() {
	p.state.outcome = &billing.Outcome{State: billing.ChangeUnknown, PreviewID: p.state.intent.PreviewID}
	p.present()
}
