package checkout

import (
	"context"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/errand"
	"billfold/views/theme"
	"billfold/views/words"
)

// setUp is the errand that sets this computer up to pay.
const setUp = "set up this computer"

// Browser is what a person does on pages of others, which return when they are
// done there or the context ends. The page's address is told, for whom no browser
// opens.
type Browser interface {
	errand.Cards
	// EnrolDevice sets this computer up to pay, by a sign-in for that alone.
	EnrolDevice(ctx context.Context, told func(address string)) error
	// ProveCharge shows the page of the bank that a change waits for. It does not wait
	// for what is done there.
	ProveCharge(ctx context.Context, change string) error
	// Withdraw gives up the change that waits for a bank.
	Withdraw(ctx context.Context) error
}

// unable are the problems of a confirm that setting this computer up mends.
func unable(problem *billing.Problem) bool {
	if problem == nil {
		return false
	}
	switch problem.Code {
	case billing.DeviceNotEnrolled, billing.DeviceRevoked, billing.DeviceUnknown, billing.DeviceKeyDamaged:
		return true
	default:
		return false
	}
}

func (p *Page) setUpDevice() {
	p.errands.Run(setUp, func(ctx context.Context, told func(string)) (func(), error) {
		return func() {
			if p.state.sending || p.state.outcome != nil { // confirmed meanwhile, at the price that was shown
				p.present()
				return
			}
			p.state.refused = nil
			p.quote()
		}, p.deps.Source.EnrolDevice(ctx, told)
	})
}

func (p *Page) addCard() {
	p.errands.AddCard(p.deps.Source, func(card billing.PaymentMethod) {
		p.state.payWith(card.ID)
		p.present() // the copy may have shown the card before the browser was done
		p.Reload()
	})
}

// enrolNotice says why this computer cannot pay yet, and how it can.
func enrolNotice(s *state, w words.Printer) *notice {
	if s.under.Name == setUp {
		return &notice{
			role: theme.RoleInfo, icon: resources.IconExternal, title: words.T("Sign in on the page in your browser"),
			detail: words.T("It is for this alone, and nothing is charged by it."), does: stop, address: s.under.Address,
		}
	}
	told := w.Problem(s.refused)
	return &notice{role: theme.RoleWarn, icon: resources.IconLaptop, title: told.What, detail: told.Rest(), does: enrol, copied: problemText(s, w)}
}

// adding is the way to add a card, under those that there are.
type adding struct {
	offered, waiting bool
	why              string // why it is offered and off
	address          string // of the page that is waited for, once it is known
}

func addingOf(s *state) adding {
	if !s.quote.Charged() || !s.facts.Account.Role.May(billing.ManageMethods) {
		return adding{}
	}
	a := adding{
		offered: s.under.Name == "" && !s.sending, waiting: s.under.Name == errand.AddCard, address: s.under.Address,
	}
	if a.offered && billing.CodeOf(s.unpriced) == billing.Offline {
		a.why = words.T("Billing cannot be reached; try again once it can.")
	}
	return a
}

// prove shows the page of the bank that the order waits for; what came of it is
// asked for until it is known.
func (p *Page) prove() {
	p.act(func(ctx context.Context, id string) error { return p.deps.Source.ProveCharge(ctx, id) }, func() {
		p.state.proving = true
		p.ask()
	})
}

// giveUp has nothing taken any more for the order that waits for the bank.
func (p *Page) giveUp() {
	p.act(func(ctx context.Context, _ string) error { return p.deps.Source.Withdraw(ctx) }, p.ask)
}

// act does something about the change that is under way, one thing at a time. The
// keyboard may be in its button for a moment after there is none any more.
func (p *Page) act(do func(ctx context.Context, change string) error, done func()) {
	s := p.state
	if s.outcome == nil || p.acting {
		return
	}
	id := s.outcome.ID
	p.acting = true
	p.acts.Run(p.deps.Context, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx, id) }, func(_ struct{}, err error) {
		p.acting = false
		if s != p.state || s.outcome == nil {
			return
		}
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		done()
	})
}
