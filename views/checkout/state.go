package checkout

import (
	"slices"
	"time"

	"billfold/billing"
	"billfold/views/errand"
)

// state is everything that the page knows; what it shows is a function of it.
type state struct {
	facts    billing.Facts
	order    billing.Order
	invoices []billing.Invoice // newest first
	changes  []billing.Change  // the latest, newest first
	// quote is the price on screen: an estimate until billing has confirmed it.
	quote  billing.Preview
	asking bool // billing is being asked for the price
	// unpriced is why billing did not confirm the price.
	unpriced error
	// before is the price that the person knew, until they have ticked that they
	// read the one that took its place.
	before   *billing.Preview
	expired  bool // before was no longer held; else a confirm of it was refused
	read     bool
	keeping  bool // a draft of it is being saved
	sending  bool
	sentAt   time.Time
	refused  *billing.Problem // why the last confirm was refused
	outcome  *billing.Outcome // the last confirm's, where it was not refused
	intent   billing.Intent   // what the outcome is of
	askedAt  time.Time        // when billing was last asked for an outcome
	invoice  string           // the number of the outcome's invoice, once known
	at       time.Time        // when billing made the change, once its books say so
	unasked  error            // why billing could not be asked for the outcome
	made     time.Time        // when billing was known to have made the change
	lacks    []string         // what the saved copy does not show of it yet
	reason   string           // typed before there was an outcome, for an order that is confirmed anew
	payment  string           // a payment method's id or billing.PayByBalance
	category billing.Category // empty until the person names one
	under    errand.Under
	proving  bool // the bank's page was shown: what came of it is asked for
}

// priced tells whether billing holds the price on screen.
func (s *state) priced() bool { return s.quote.ID != "" && !s.quote.Estimate && !s.asking }

// target is what the change leads to in the end: what waits as well as what is
// now.
func (s *state) target() billing.Terms {
	if s.quote.Scheduled != nil {
		return s.quote.Scheduled.After
	}
	return s.quote.After
}

// asksWhy tells whether the person is asked why: an invoice is owed, and taking a
// cancellation back changes nothing.
func (s *state) asksWhy() bool {
	return s.order.Kind != billing.OrderPayment && s.order.Kind != billing.OrderResume
}

// asksCategory tells whether the person is also asked of which category the order is:
// funds and the end of auto-reload commit to nothing, so that none fits.
func (s *state) asksCategory() bool {
	off := s.order.Kind == billing.OrderAutoReload && s.order.Reload == nil
	return s.asksWhy() && s.order.Kind != billing.OrderTopUp && !off
}

// drafted tells whether the order can be kept as a draft: only terms can.
func (s *state) drafted() bool { return s.order.Kind == billing.OrderChange }

// mustRead tells whether another price has taken the place of the one that the
// person knew.
func (s *state) mustRead() bool { return s.before != nil && !s.read }

// payable tells whether a press of the button confirms the change.
func (s *state) payable() bool {
	return s.priced() && len(s.quote.Blockers) == 0 && !s.mustRead() && !s.sending && s.outcome == nil && s.canPay()
}

// canPay tells whether what was chosen to pay with suffices.
func (s *state) canPay() bool {
	if !s.quote.Charged() {
		return true
	}
	if s.payment == billing.PayByBalance {
		return s.facts.Account.AccountBalance.Cmp(s.quote.AmountDue) >= 0
	}
	return s.payment != ""
}

// expires tells whether the held price has ended at an instant.
func (s *state) expires(now time.Time) bool {
	return s.priced() && !s.sending && s.outcome == nil && !now.Before(s.quote.ExpiresAt)
}

// proves tells whether the payer is at their bank's page, as far as is known.
func (s *state) proves() bool {
	return s.proving && s.outcome != nil && s.outcome.State == billing.ChangeRequiresAction
}

// open tells whether something is under way that must not be begun a second
// time: sent, and its outcome not known.
func (s *state) open() bool {
	return s.sending || s.outcome != nil && !s.outcome.State.Settled()
}

// requoted takes in a price that billing gave anew. The person must read it
// where the old one had ended or where it comes to something else.
func (s *state) requoted(fresh billing.Preview) {
	known := s.quote
	if s.before != nil && !s.read {
		known = *s.before
	}
	s.quote, s.asking, s.unpriced = fresh, false, nil
	s.before, s.read = nil, false
	if s.expired || known.ID != "" && !sameFigures(known, fresh) {
		s.before = &known
	}
}

// sameFigures tells whether two previews cost the same, line by line.
func sameFigures(a, b billing.Preview) bool {
	if !a.AmountDue.Equal(b.AmountDue) || !a.Total.Equal(b.Total) || len(a.Lines) != len(b.Lines) {
		return false
	}
	for i := range a.Lines {
		if a.Lines[i].Item != b.Lines[i].Item || !a.Lines[i].Amount.Equal(b.Lines[i].Amount) {
			return false
		}
	}
	return true
}

// payWith pays with another method than before. That the one before was declined is told
// no longer then.
func (s *state) payWith(method string) {
	if method != s.payment && s.before == nil && s.refused != nil && s.refused.Code == billing.PaymentDeclined {
		s.refused = nil
	}
	s.payment = method
}

// settled takes in what became of a confirm.
func (s *state) settled(outcome billing.Outcome) {
	s.sending = false
	switch outcome.State {
	case billing.ChangeRejected, billing.ChangeWithdrawn:
		s.outcome, s.refused, s.proving = nil, outcome.Problem, false
		if s.refused == nil {
			s.refused = billing.NewProblem(billing.ChangeAbandoned)
		}
		s.expired = false
		if fresh := s.refused.Fresh; fresh != nil {
			s.requoted(*fresh)
		}
	case billing.ChangeApplied, billing.ChangeScheduled, billing.ChangeRequiresAction,
		billing.ChangeUnknown, billing.ChangePending, billing.ChangeCharging:
		s.outcome, s.refused = &outcome, nil
	}
}

// choosePayment keeps what was chosen while it is still there, and else takes
// the first method that can be used, rather one that was not declined.
func (s *state) choosePayment() {
	options := methodsOf(s.facts.Account, &s.quote)
	for _, o := range options {
		if o.id == s.payment && o.usable {
			return
		}
	}
	s.payment = ""
	best := slices.IndexFunc(options, func(o option) bool { return o.usable && !o.declined() })
	if best < 0 {
		best = slices.IndexFunc(options, func(o option) bool { return o.usable })
	}
	if best >= 0 {
		s.payment = options[best].id
	}
}

// option is one way to pay.
type option struct {
	id     string
	method *billing.PaymentMethod // nil for the account balance
	usable bool
}

func (o option) declined() bool {
	return o.method != nil && o.method.Status == billing.MethodDeclined
}

func methodsOf(a *billing.Account, quote *billing.Preview) []option {
	var all []option
	for i := range a.Methods {
		m := &a.Methods[i]
		all = append(all, option{id: m.ID, method: m, usable: !m.Expired(quote.At)})
	}
	if quote.Kind == billing.OrderTopUp || a.AccountBalance.IsUnset() || a.AccountBalance.Sign() <= 0 {
		return all // funds are not paid with themselves
	}
	return append(all, option{id: billing.PayByBalance, usable: a.AccountBalance.Cmp(quote.AmountDue) >= 0})
}
