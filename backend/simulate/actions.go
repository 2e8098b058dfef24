package simulate

import (
	"context"
	"fmt"

	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/shopspring/decimal"
)

// action makes happen what a step says.
type action func(ctx context.Context, p *player) (done, error)

// actions are what a step says is to happen: exactly one, once it was checked.
func (s *step) actions() []action {
	var all []action
	add := func(said bool, a action) {
		if said {
			all = append(all, a)
		}
	}
	add(s.Subscribe != nil, s.subscribe)
	add(s.Import != nil, s.takeOver)
	add(s.Preview != nil, func(ctx context.Context, p *player) (done, error) {
		preview, err := p.engine.Preview(ctx, p.person, p.account, billing.ChangeOf(s.Preview.patch()))
		return done{preview: wire(preview, err)}, err
	})
	add(s.Change != nil, func(ctx context.Context, p *player) (done, error) {
		return p.order(ctx, billing.ChangeOf(s.Change.patch()))
	})
	add(s.Buy != nil, s.buy)
	add(s.TopUp != nil, func(ctx context.Context, p *player) (done, error) {
		return p.order(ctx, billing.Order{Kind: billing.OrderTopUp, Amount: money.New(*s.TopUp, p.currency)})
	})
	add(s.Usage != nil, func(ctx context.Context, p *player) (done, error) {
		return done{}, p.engine.RecordUsage(ctx, p.account, s.Usage.Meter, s.Usage.Quantity)
	})
	add(s.Members != nil, func(ctx context.Context, p *player) (done, error) { return done{}, p.setMembers(ctx, *s.Members) })
	add(s.StorageGB != nil, func(ctx context.Context, p *player) (done, error) { return done{}, p.setStorage(ctx, *s.StorageGB) })
	add(s.PaymentMethod != nil, func(ctx context.Context, p *player) (done, error) { return done{}, p.setCard(ctx, *s.PaymentMethod) })
	add(s.Authenticate != nil, func(ctx context.Context, p *player) (done, error) { return p.authenticate(ctx) })
	add(s.Pay != nil, func(ctx context.Context, p *player) (done, error) {
		return p.order(ctx, billing.Order{Kind: billing.OrderPayment})
	})
	add(s.Cancel != nil, func(ctx context.Context, p *player) (done, error) {
		return p.outcome(ctx)(p.engine.Cancel(ctx, p.person, p.account, p.newID("chg_"), ""))
	})
	add(s.Resume != nil, func(ctx context.Context, p *player) (done, error) {
		return p.order(ctx, billing.Order{Kind: billing.OrderResume})
	})
	add(s.Undo != nil, func(ctx context.Context, p *player) (done, error) {
		return p.outcome(ctx)(p.engine.UndoScheduled(ctx, p.person, p.account, p.newID("chg_"), billing.Signature{}))
	})
	add(s.AutoReload != nil, func(ctx context.Context, p *player) (done, error) {
		return p.order(ctx, billing.Order{Kind: billing.OrderAutoReload, Reload: s.AutoReload.in(p.currency)})
	})
	add(s.Account != nil, func(ctx context.Context, p *player) (done, error) { return done{}, p.setDetails(ctx, s.Account) })
	add(s.Advance != nil, func(context.Context, *player) (done, error) { return done{}, nil })
	return all
}

func (s *step) subscribe(ctx context.Context, p *player) (done, error) {
	if err := p.engine.Subscribe(ctx, p.account, s.Subscribe.terms(), s.Subscribe.Discount.To()); err != nil {
		return done{}, err
	}
	return done{}, p.begun(ctx)
}

func (s *step) takeOver(ctx context.Context, p *player) (done, error) {
	w := s.Import
	period := billing.Period{Start: w.PeriodStart.UTC(), End: w.PeriodEnd.UTC()}
	if err := p.engine.Import(ctx, p.account, w.terms(), period, w.Discount.To()); err != nil {
		return done{}, err
	}
	return done{}, p.begun(ctx)
}

// begun gives a subscription that has just begun what the account brings along.
func (p *player) begun(ctx context.Context) error {
	return p.engine.SetStorage(ctx, p.account, p.scenario.account.StorageUsedGB)
}

func (s *step) buy(ctx context.Context, p *player) (done, error) {
	o := billing.Order{Kind: billing.OrderPack, Addon: s.Buy.Addon, Quantity: 1}
	if s.Buy.Quantity != nil {
		o.Quantity = *s.Buy.Quantity
	}
	return p.order(ctx, o)
}

// order previews an order and confirms it as it was previewed. A refusal is a
// Problem, beside the preview and the outcome.
func (p *player) order(ctx context.Context, o billing.Order) (done, error) {
	preview, err := p.engine.Preview(ctx, p.person, p.account, o)
	if err != nil {
		return done{}, err
	}
	result, err := p.outcome(ctx)(p.engine.Confirm(ctx, p.person, billing.Intent{
		ID: p.newID("chg_"), AccountID: p.account, PreviewID: preview.ID, AmountDue: preview.AmountDue, At: p.now,
	}))
	result.preview = wire(preview, nil)
	return result, err
}

// outcome makes a step's result of what the engine answers.
func (p *player) outcome(ctx context.Context) func(billing.Outcome, error) (done, error) {
	return func(o billing.Outcome, err error) (done, error) {
		if err != nil {
			return done{}, err
		}
		result := done{outcome: &Outcome{State: string(o.State)}}
		if o.InvoiceID != "" {
			i, err := p.books.Invoice(ctx, p.account, o.InvoiceID)
			if err != nil {
				return done{}, err
			}
			result.outcome.Invoice = &i.Number
		}
		if o.State == billing.ChangeRejected {
			return result, o.Problem
		}
		return result, nil
	}
}

// authenticate gives the proof that a bank waits for: of the change that is in
// flight, or else of the open invoice, which is paid with it.
func (p *player) authenticate(ctx context.Context) (done, error) {
	s, err := p.books.Subscription(ctx, p.account, billing.RoleAdmin)
	if billing.CodeOf(err) == billing.NotFound {
		err = billing.NewProblem(billing.NotSubscribed)
	}
	if err != nil {
		return done{}, err
	}
	var paying done
	if s.InFlight == "" {
		if paying, err = p.order(ctx, billing.Order{Kind: billing.OrderPayment}); err != nil {
			return paying, err
		}
		if s, err = p.books.Subscription(ctx, p.account, billing.RoleAdmin); err != nil || s.InFlight == "" {
			return paying, err
		}
	}
	if _, err := p.bank.Prove(ctx, s.InFlight); err != nil {
		return done{}, err
	}
	result, err := p.outcome(ctx)(p.engine.Settle(ctx, p.person, p.account, s.InFlight))
	result.preview = paying.preview
	return result, err
}

// setCard makes a test card the only payment method, or leaves none.
func (p *player) setCard(ctx context.Context, token string) error {
	if p.card != "" {
		if err := p.engine.RemoveMethod(ctx, p.account, p.card); err != nil {
			return err
		}
		p.card = ""
	}
	if token == noCard {
		return nil
	}
	last4 := map[string]string{
		sandbox.CardOK: "4242", sandbox.CardDeclined: "0341", sandbox.CardInsufficientFunds: "9995", sandbox.CardRequiresAction: "3184",
	}
	var err error
	p.card, err = p.engine.AddMethod(ctx, p.account, store.Method{Token: token, PaymentMethod: billing.PaymentMethod{
		Brand: "Visa", Last4: last4[token], ExpMonth: 12, ExpYear: 2299, Status: billing.MethodWorks,
	}})
	return err
}

// setMembers makes exactly so many people active.
func (p *player) setMembers(ctx context.Context, n int) error {
	var changed []billing.Member
	for i := min(n, p.members) + 1; i <= max(n, p.members); i++ {
		m := billing.Member{ID: fmt.Sprintf("mem_%05d", i), Name: fmt.Sprintf("Member %d", i), Role: billing.RoleMember, Status: billing.MemberActive}
		m.Email = fmt.Sprintf("member%d@scenario.example", i)
		if i > n {
			m.Status = billing.MemberDeactivated
		}
		changed = append(changed, m)
	}
	p.members = n
	return p.engine.PutMembers(ctx, p.account, changed)
}

func (p *player) setStorage(ctx context.Context, used decimal.Decimal) error {
	err := p.engine.SetStorage(ctx, p.account, used)
	if billing.CodeOf(err) == billing.NotFound {
		p.scenario.account.StorageUsedGB = used // until there is a subscription
		return nil
	}
	return err
}

func (p *player) setDetails(ctx context.Context, w *details) error {
	if w.Country != nil {
		p.details.Country = *w.Country
	}
	if w.VATID != nil {
		p.details.VATID = *w.VATID
	}
	return p.engine.SetDetails(ctx, p.account, p.details)
}

func wire(p billing.Preview, err error) *previewjson.Preview {
	if err != nil {
		return nil
	}
	w := previewjson.From(&p)
	return &w
}
