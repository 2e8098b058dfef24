package checkout

import (
	"context"

	"billfold/billing"
	"billfold/resources"
	"billfold/views/theme"
	"billfold/views/words"
)

// errand is what the person does in the browser meanwhile: nothing of what they
// type there passes here.
type errand int

const (
	noErrand errand = iota
	setUp           // this computer, to pay
	addCard
)

// Browser is what a person does on pages of others, which return when they are
// done there or the context ends. The page's address is told, for whom no browser
// opens.
type Browser interface {
	// EnrolDevice sets this computer up to pay, by a sign-in for that alone.
	EnrolDevice(ctx context.Context, told func(address string)) error
	// AddCard has a card added on the payment gateway's page.
	AddCard(ctx context.Context, told func(address string)) (billing.MethodSetup, error)
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
	told := p.opened(p.state)
	p.run(setUp, func(ctx context.Context) (billing.MethodSetup, error) {
		return billing.MethodSetup{}, p.deps.Source.EnrolDevice(ctx, told)
	}, func(billing.MethodSetup) {
		p.state.refused = nil
		p.quote()
	})
}

func (p *Page) addCard() {
	told := p.opened(p.state)
	p.run(addCard, func(ctx context.Context) (billing.MethodSetup, error) {
		return p.deps.Source.AddCard(ctx, told)
	}, func(setup billing.MethodSetup) {
		if setup.Method == nil {
			p.deps.Say(words.Told{What: "No card was added."})
			p.present()
			return
		}
		p.state.payment = setup.Method.ID
		p.Reload()
	})
}

// opened takes in the address of the page that an errand is done on, while it is that
// errand.
func (p *Page) opened(s *state) func(address string) {
	s.attempt++
	attempt := s.attempt
	return func(address string) {
		p.deps.Scheduler.UI(func() {
			if s == p.state && s.errand != noErrand && s.attempt == attempt {
				s.address = address
				p.present()
			}
		})
	}
}

// run waits for an errand. What it comes to concerns only the change that it was
// begun from.
func (p *Page) run(e errand, do func(context.Context) (billing.MethodSetup, error), done func(billing.MethodSetup)) {
	s := p.state
	s.errand, s.address = e, ""
	p.present()
	p.errands.Run(p.deps.Context, do, func(setup billing.MethodSetup, err error) {
		if s != p.state {
			return
		}
		s.errand = noErrand
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			p.present()
			return
		}
		done(setup)
	})
}

func (p *Page) stopErrand() {
	p.errands.Cancel()
	p.state.errand = noErrand
	p.present()
}

// enrolNotice says why this computer cannot pay yet, and how it can.
func enrolNotice(s *state, w words.Printer) *notice {
	if s.errand == setUp {
		return &notice{
			role: theme.RoleInfo, icon: resources.IconExternal, title: "Sign in on the page in your browser",
			detail: "It is for this alone, and nothing is charged by it.", does: stop, address: s.address,
		}
	}
	told := w.Problem(s.refused)
	return &notice{role: theme.RoleWarn, icon: resources.IconLaptop, title: told.What, detail: told.Rest(), does: enrol}
}

// adding is the way to add a card, under those that there are.
type adding struct {
	offered, waiting bool
	address          string // of the page that is waited for, once it is known
}

func addingOf(s *state) adding {
	if !s.quote.Charged() || !s.facts.Account.Role.May(billing.ManageMethods) {
		return adding{}
	}
	return adding{offered: s.errand == noErrand && !s.sending, waiting: s.errand == addCard, address: s.address}
}

// prove shows the page of the bank that the change waits for; what came of it is
// asked for until it is known.
func (p *Page) prove() {
	s := p.state
	id := s.outcome.ID
	p.errands.Run(p.deps.Context, func(ctx context.Context) (billing.MethodSetup, error) {
		return billing.MethodSetup{}, p.deps.Source.ProveCharge(ctx, id)
	}, func(_ billing.MethodSetup, err error) {
		if s != p.state || s.outcome == nil {
			return
		}
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		s.proving = true
		p.ask()
	})
}

// giveUp has nothing taken any more for the change that waits for the bank.
func (p *Page) giveUp() {
	s := p.state
	p.errands.Run(p.deps.Context, func(ctx context.Context) (billing.MethodSetup, error) {
		return billing.MethodSetup{}, p.deps.Source.Withdraw(ctx)
	}, func(_ billing.MethodSetup, err error) {
		if s != p.state || s.outcome == nil {
			return
		}
		if err != nil {
			p.deps.Say(p.deps.Words.Error(err))
			return
		}
		p.ask()
	})
}
