// Package demo fills the books of a demo backend: people, catalogs and
// accounts with a year of history, made by the real engine in a clock that is
// moved through that year. It also has what only a demo serves.
package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"billfold/backend/engine"
	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
)

// The seeds of everything that looks random in a demo.
const (
	seedA = 20250821
	seedB = 4242
)

// Place is where a demo is made, and when its history ends.
type Place struct {
	Books   string // path of the books, which must not be there yet
	Gateway string // path of the sandbox gateway's ledger, likewise
	At      time.Time
	Log     *slog.Logger
}

// Seed makes the demo: see README.md for what is in it.
func Seed(ctx context.Context, p Place) (err error) {
	s := &seeder{
		ctx: ctx, end: p.At.UTC().Truncate(time.Second),
		random: rand.New(rand.NewPCG(seedA, seedB)), chance: rand.New(rand.NewPCG(seedB, seedA)), //nolint:gosec // a story, not a secret
	}
	s.ids.random = s.random
	clock := func() time.Time { return s.now }
	if s.books, err = store.Open(ctx, p.Books); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.books.Close()) }()
	ledger, err := sandbox.Open(ctx, p.Gateway, clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ledger.Close()) }()
	s.bank = &bank{Gateway: ledger, answers: map[string]string{}}
	s.engine = engine.New(engine.Deps{Authorise: engine.Trusted, Store: s.books, Gateway: s.bank, Now: clock, NewID: s.ids.make, Log: p.Log})
	return s.run()
}

// seeder makes the demo. Accounts add steps to its timeline; then it lives
// through them in the order of their instants, as the ledger is written once
// and for good.
type seeder struct {
	ctx    context.Context //nolint:containedctx // a seeder lives as long as the call of Seed
	end    time.Time
	now    time.Time
	random *rand.Rand
	chance *rand.Rand // of what is stored and spent, beside which the rest stays what it is
	ids    ids
	books  *store.Store
	bank   *bank
	engine *engine.Engine
	steps  []step
}

// step is something that happens to an account, after everything that is due
// until then; nothing beside it where do is nil.
type step struct {
	at time.Time
	of *story
	do func() error
}

func (s *seeder) run() error {
	s.now = s.end.AddDate(-2, 0, 0)
	stories, err := s.stories()
	if err != nil {
		return err
	}
	slices.SortStableFunc(s.steps, func(a, b step) int { return a.at.Compare(b.at) })
	for _, step := range s.steps {
		if step.at.After(s.end) {
			return fmt.Errorf("%s: a step at %v is after the end", step.of.name, step.at)
		}
		s.now = step.at
		if err := s.live(step); err != nil {
			return fmt.Errorf("%s at %v: %w", step.of.name, step.at, err)
		}
	}
	s.now = s.end
	for _, story := range stories {
		if err := s.finish(story); err != nil {
			return fmt.Errorf("%s: %w", story.name, err)
		}
	}
	return nil
}

func (s *seeder) live(step step) error {
	if err := s.engine.AdvanceAccount(s.ctx, step.of.account, s.now); err != nil {
		return err
	}
	if step.do == nil {
		return nil
	}
	return step.do()
}

// finish brings an account to the end of the story: what is due until then,
// who its members are, and what is in use.
func (s *seeder) finish(st *story) error {
	if err := s.engine.AdvanceAccount(s.ctx, st.account, s.end); err != nil {
		return err
	}
	crew := staff{domain: st.domain, prefix: st.prefix, random: s.random, asOf: s.end, next: st.firstName}
	members := slices.Concat(crew.named(st.people), crew.members(st.count))
	if err := s.engine.PutMembers(s.ctx, st.account, members); err != nil {
		return err
	}
	if err := st.note(members); err != nil {
		return err
	}
	return s.store(st)
}

// bank is the sandbox gateway while the story is lived: it can be told to
// answer for an account as if its card were another.
type bank struct {
	*sandbox.Gateway
	answers map[string]string // tokens of cards by account
}

// Charge is gateway.Gateway's.
func (b *bank) Charge(ctx context.Context, c gateway.Charge) (gateway.Result, error) {
	if token, ok := b.answers[c.Account]; ok {
		c.Method = token
	}
	return b.Gateway.Charge(ctx, c)
}

// order previews an order and confirms it as the account's first person.
func (s *seeder) order(st *story, o billing.Order, reason string, category billing.Category) error {
	by := st.by
	preview, err := s.engine.Preview(s.ctx, by, st.account, o)
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	out, err := s.engine.Confirm(s.ctx, by, billing.Intent{
		ID: s.ids.intent(s.now), AccountID: st.account, PreviewID: preview.ID, AmountDue: preview.AmountDue,
		Reason: reason, Category: category, At: s.now,
	})
	if err != nil {
		return fmt.Errorf("confirm: %w", err)
	}
	if out.State != billing.ChangeApplied && out.State != billing.ChangeScheduled {
		return fmt.Errorf("order %q is %s: %w", cmp.Or(reason, string(o.Kind)), out.State, out.Problem)
	}
	return nil
}

// voidOpen takes back the account's open invoice.
func (s *seeder) voidOpen(st *story) error {
	var open *store.DueInvoice
	err := s.books.Read(s.ctx, func(r *store.Reader) error {
		var err error
		open, err = r.DueInvoice(s.ctx, st.account)
		return err
	})
	if err != nil {
		return err
	}
	if open == nil {
		return errors.New("no open invoice to take back")
	}
	return s.engine.VoidInvoice(s.ctx, st.account, open.ID)
}
