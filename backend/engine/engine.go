// Package engine runs subscriptions: it prices and makes changes, renews, and
// collects what is due. It is driven by the Now that it is given; nothing
// happens by itself. See README.md for the invariants.
package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"billfold/backend/gateway"
	"billfold/backend/store"
	"billfold/billing"
)

// chargeTimeout bounds how long a confirm waits for the gateway and the books
// once it has begun to charge; its caller's own going away does not end it.
const chargeTimeout = 30 * time.Second

// Deps is what an engine is made of; all but Cards is required.
type Deps struct {
	Store   *store.Store
	Gateway gateway.Gateway
	// Cards is where cards are added; nil where nobody adds any.
	Cards gateway.Hosted
	Now   func() time.Time
	// Authorise refuses a confirm that its person did not sign for exactly this
	// preview; see Trusted for where nobody is asked.
	Authorise Authorise
	// NewID makes an id that was never used, behind a prefix such as "inv_".
	NewID func(prefix string) string
	Log   *slog.Logger
}

// Authorise decides whether an intent may be acted on, in the transaction that
// acts on it.
type Authorise func(ctx context.Context, tx *store.Tx, by billing.Person, in billing.Intent, p billing.Preview) error

// Trusted is the Authorise of a scenario, which plays people instead of asking
// them.
func Trusted(context.Context, *store.Tx, billing.Person, billing.Intent, billing.Preview) error {
	return nil
}

// Engine runs the subscriptions of one Store. No other engine may run on the
// same store: it alone knows which charges are under way.
type Engine struct {
	store   *store.Store
	gateway gateway.Gateway
	cards   gateway.Hosted
	clock   func() time.Time
	signed  Authorise
	newID   func(prefix string) string
	log     *slog.Logger

	mu    sync.Mutex
	owned map[string]struct{}      // changes that a goroutine is working on
	turns map[string]chan struct{} // by account, with room for one; see turn
}

// New makes an engine. Call Recover before anything else.
func New(d Deps) *Engine {
	return &Engine{
		store: d.Store, gateway: d.Gateway, cards: d.Cards, clock: d.Now, signed: d.Authorise, newID: d.NewID, log: d.Log,
		owned: map[string]struct{}{}, turns: map[string]chan struct{}{},
	}
}

// now is the current instant, in the whole seconds that the books are kept in.
func (e *Engine) now() time.Time { return e.clock().UTC().Truncate(time.Second) }

// own makes the caller the only one to work on a change, until it calls the
// function that it gets; false where somebody else does already.
func (e *Engine) own(change string) (release func(), ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, taken := e.owned[change]; taken {
		return nil, false
	}
	e.owned[change] = struct{}{}
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.owned, change)
	}, true
}

// turn waits until the caller is the only one who decides on taking an account's
// money, until it calls the function that it gets. Whether an invoice is
// collected by schedule or paid by hand is decided in turns, so that it is never
// both. Nobody may hold two turns. Whoever has one may wait for the gateway: the error
// says that the context ended first.
func (e *Engine) turn(ctx context.Context, account string) (end func(), err error) {
	e.mu.Lock()
	turn, ok := e.turns[account]
	if !ok {
		turn = make(chan struct{}, 1)
		e.turns[account] = turn
	}
	e.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for turn: %w", ctx.Err())
	}
}

// Preview prices an order of an account at this instant, and keeps it for a
// confirm. What is due happens first. What is not on sale, and an account that
// the person is no member of, is a *billing.Problem.
func (e *Engine) Preview(ctx context.Context, by billing.Person, account string, o billing.Order) (billing.Preview, error) {
	if err := e.catchUp(ctx, account); err != nil {
		return billing.Preview{}, err
	}
	var p billing.Preview
	err := e.store.Write(ctx, func(tx *store.Tx) error {
		role, err := tx.Role(ctx, by.ID, account)
		if err != nil {
			return err
		}
		p, err = e.quote(ctx, tx, request{account: account, role: role, order: o})
		return err
	})
	return p, err
}

// request is what a preview is asked for.
type request struct {
	account string
	role    billing.Role
	order   billing.Order
}

// quote prices a request at this instant and keeps the preview.
func (e *Engine) quote(ctx context.Context, tx *store.Tx, r request) (billing.Preview, error) {
	facts, err := factsFor(ctx, tx, r)
	if err != nil {
		return billing.Preview{}, err
	}
	p, err := billing.Quote(facts, r.order, e.now())
	if err != nil {
		return billing.Preview{}, err
	}
	p = p.Locked(e.newID("prv_"))
	return p, tx.InsertPreview(ctx, r.account, p, r.order)
}

// factsFor reads what an order depends on.
func factsFor(ctx context.Context, tx *store.Tx, r request) (billing.Facts, error) {
	f, err := tx.Facts(ctx, r.account, r.role)
	if billing.CodeOf(err) == billing.NotFound {
		return f, notSubscribed(ctx, tx, r.account, err)
	}
	if err == nil && r.order.Kind == billing.OrderPayment && r.role.May(billing.SeeBilling) {
		f.Open, err = tx.OpenInvoice(ctx, r.account)
	}
	return f, err
}

// notSubscribed tells an account that has no subscription yet from one that is
// not there.
func notSubscribed(ctx context.Context, tx *store.Tx, account string, err error) error {
	if _, missing := tx.Catalog(ctx, account); missing != nil {
		return err
	}
	return billing.NewProblem(billing.NotSubscribed)
}

// StoredPreview reads a preview again, whatever became of it since. One that
// is not there is a Problem preview_unknown.
func (e *Engine) StoredPreview(ctx context.Context, account, id string) (billing.Preview, error) {
	var p store.Preview
	err := e.store.Read(ctx, func(r *store.Reader) error {
		var err error
		p, err = r.Preview(ctx, account, id)
		return err
	})
	return p.Preview, err
}

// errGateway marks what failed because the gateway did not answer.
var errGateway = errors.New("gateway did not answer")

// unanswered wraps an error of the gateway.
func unanswered(err error) error { return fmt.Errorf("%w: %w", errGateway, err) }

// catchUp runs what is due for an account. A gateway that does not answer
// keeps nobody from asking for prices: what it is asked stays due.
func (e *Engine) catchUp(ctx context.Context, account string) error {
	err := e.AdvanceAccount(ctx, account, e.now())
	if errors.Is(err, errGateway) {
		e.log.WarnContext(ctx, "what is due waits for the gateway", "account", account, "error", err)
		return nil
	}
	return err
}
