// Package simulate plays a scenario: a catalog, an account and what happens to
// it, through the very engine and store that serve, on books in memory and in a
// clock that the steps move. See README.md.
package simulate

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"billfold/backend/engine"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
)

// Run plays a scenario. What an account is refused is a result; an error says
// that the program failed.
func Run(ctx context.Context, s *Scenario) (result *Result, err error) {
	p := &player{scenario: s, currency: s.catalog.Currency}
	if len(s.steps) > 0 {
		p.now = s.steps[0].At.UTC()
	}
	defer func() { err = errors.Join(err, p.close()) }()
	if err := p.open(ctx); err != nil {
		return nil, fmt.Errorf("prepare scenario: %w", err)
	}
	r := &Result{Steps: make([]Step, 0, len(s.steps))}
	for i := range s.steps {
		step, err := p.play(ctx, &s.steps[i])
		if err != nil {
			return nil, fmt.Errorf("steps[%d]: %w", i, err)
		}
		r.Steps = append(r.Steps, step)
	}
	return r, p.report(ctx, r)
}

// player is the account that a scenario happens to.
type player struct {
	scenario *Scenario
	currency money.Currency
	books    *store.Store
	bank     *sandbox.Gateway
	engine   *engine.Engine
	now      time.Time
	ids      int
	person   billing.Person
	account  string
	details  billing.BillingDetails
	card     string // id of the payment method, or empty
	members  int
}

func (p *player) open(ctx context.Context) error {
	clock := func() time.Time { return p.now }
	var err error
	if p.books, err = store.OpenMemory(ctx); err != nil {
		return err
	}
	if p.bank, err = sandbox.OpenMemory(ctx, clock); err != nil {
		return err
	}
	p.engine = engine.New(engine.Deps{Authorise: engine.Trusted, Store: p.books, Gateway: p.bank, Now: clock, NewID: p.newID, Log: slog.New(slog.DiscardHandler)})
	p.person = billing.Person{Name: "Admin", Email: "admin@scenario.example"}
	if p.person.ID, err = p.engine.CreatePerson(ctx, p.person.Name, p.person.Email); err != nil {
		return err
	}
	catalog, err := p.engine.CreateCatalog(ctx, p.scenario.catalog)
	if err != nil {
		return err
	}
	a := &p.scenario.account
	p.details = billing.BillingDetails{Country: a.Country, VATID: a.VATID}
	p.account, err = p.engine.CreateAccount(ctx, engine.NewAccount{
		Name: "Scenario", Timezone: a.Timezone, Details: p.details, CatalogID: catalog, InvoicePrefix: "INV", Currency: p.currency,
	})
	if err != nil {
		return err
	}
	if err := p.engine.Grant(ctx, p.person.ID, p.account, billing.RoleAdmin); err != nil {
		return err
	}
	return p.furnish(ctx, a)
}

// furnish gives the account what it has before the first step.
func (p *player) furnish(ctx context.Context, a *account) error {
	if err := p.setCard(ctx, a.PaymentMethod); err != nil {
		return err
	}
	if err := p.setMembers(ctx, a.Members); err != nil {
		return err
	}
	if a.AccountBalance.IsPositive() {
		if err := p.engine.Deposit(ctx, p.account, money.New(a.AccountBalance, p.currency), "brought along"); err != nil {
			return err
		}
	}
	if a.BillingCredit.IsPositive() {
		if err := p.engine.CarryOver(ctx, p.account, money.New(a.BillingCredit, p.currency)); err != nil {
			return err
		}
	}
	return p.engine.SetAutoReload(ctx, p.account, a.AutoReload.in(p.currency))
}

func (p *player) close() error {
	var faults []error
	if p.books != nil {
		faults = append(faults, p.books.Close())
	}
	if p.bank != nil {
		faults = append(faults, p.bank.Close())
	}
	return errors.Join(faults...)
}

// newID makes ids that are the same in every run.
func (p *player) newID(prefix string) string {
	p.ids++
	return fmt.Sprintf("%s%06d", prefix, p.ids)
}

// play makes a step happen, after everything that is due at or before it. What
// follows from it at the same instant has happened when it returns.
func (p *player) play(ctx context.Context, s *step) (Step, error) {
	p.now = s.At.UTC().Truncate(time.Second)
	result := Step{At: p.now, OK: true}
	if err := p.engine.AdvanceAccount(ctx, p.account, p.now); err != nil {
		return result, err
	}
	done, err := s.actions()[0](ctx, p)
	result.Preview, result.Outcome = done.preview, done.outcome
	var problem *billing.Problem
	switch {
	case errors.As(err, &problem):
		result.OK, result.Error = false, &Fault{Code: string(problem.Code), Message: billing.English(problem.Code, problem.Params)}
	case err != nil:
		return result, err
	}
	return result, p.engine.AdvanceAccount(ctx, p.account, p.now)
}

// done is what an action came to.
type done struct {
	preview *previewjson.Preview
	outcome *Outcome
}
