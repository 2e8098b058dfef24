package sync

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"billfold/billing"
)

// repeats is the pace of the same POST after an unknown outcome, settling that
// of asking what became of intents left over.
var (
	repeats  = pace{first: 500 * time.Millisecond, most: 5 * time.Second}
	settling = pace{first: 5 * time.Second, most: time.Minute}
)

// OutboxDeps is what an Outbox is made of. LockPath is the file whose lock keeps
// other processes on the same home from acting at the same time.
type OutboxDeps struct {
	Remote   Confirmer
	Ledger   Ledger
	Syncer   Refresher
	Signal   *Signal
	Now      func() time.Time
	Log      *slog.Logger
	LockPath string
}

// Outbox carries confirmed changes to the backend, each at most once. It is safe
// for concurrent use.
type Outbox struct {
	OutboxDeps
	lease *lease
	wake  chan struct{}

	mu     sync.Mutex
	active map[string]struct{} // ids that a Submit of this process is at
}

// NewOutbox makes an Outbox.
func NewOutbox(d OutboxDeps) *Outbox {
	return &Outbox{OutboxDeps: d, lease: newLease(d.LockPath), wake: make(chan struct{}, 1), active: map[string]struct{}{}}
}

// Submit puts an intent on disk and then sends it. While the outcome is unknown
// and neither the context nor until (the preview's expiry, or sooner) has ended,
// the same request is repeated; it can be charged once only.
//
// An outcome without an error is what is known: applied, scheduled,
// requires_action, rejected (its Problem says why), or unknown, which Settle
// clears up. With an error nothing was charged and nothing will be: the intent
// was not accepted here (change_in_flight), or it is abandoned and kept as a
// draft, because it was not sent (offline) or was turned away unread.
func (o *Outbox) Submit(ctx context.Context, in billing.Intent, until time.Time) (billing.Outcome, error) {
	mine, err := o.lease.take()
	if err != nil {
		return billing.Outcome{}, fmt.Errorf("submit change: %w", err)
	}
	if !mine {
		return billing.Outcome{}, fmt.Errorf("submit change: %w", billing.NewProblem(billing.ChangeInFlight, "change", ""))
	}
	defer o.release(ctx)
	o.enter(in.ID)
	defer o.leave(in.ID)
	if err := o.Ledger.Commit(ctx, in); err != nil {
		return billing.Outcome{}, fmt.Errorf("submit change: %w", err)
	}
	o.tell(in.AccountID)
	outcome, err := o.post(ctx, in, until)
	o.finish(ctx, in, outcome)
	if err != nil {
		return outcome, fmt.Errorf("submit change: %w", err)
	}
	return outcome, nil
}

// post sends an intent until its outcome is known or it is no use to go on. Once
// one attempt is in doubt, no refusal of a later one says anything about it.
func (o *Outbox) post(ctx context.Context, in billing.Intent, until time.Time) (billing.Outcome, error) {
	unknown := billing.Outcome{ID: in.ID, State: billing.ChangeUnknown, PreviewID: in.PreviewID}
	for attempt := 0; ; attempt++ {
		outcome, err := o.Remote.Confirm(ctx, in)
		if err == nil && outcome.State != billing.ChangeCharging {
			return outcome, nil
		}
		if attempt == 0 {
			if err != nil && billing.CodeOf(err) != billing.UnknownOutcome {
				return abandoned(in, err), err
			}
			o.record(ctx, in.AccountID, unknown)
		}
		o.Log.WarnContext(ctx, "outcome of change unknown", "change", in.ID, "attempt", attempt+1, "error", err)
		pause := repeats.after(attempt)
		if !o.Now().Add(pause).Before(until) || wait(ctx, pause, nil) != nil {
			return unknown, nil
		}
	}
}

func abandoned(in billing.Intent, err error) billing.Outcome {
	outcome := billing.Outcome{ID: in.ID, State: billing.ChangeWithdrawn, PreviewID: in.PreviewID}
	outcome.Problem, _ = errors.AsType[*billing.Problem](err)
	return outcome
}

// finish records what is known and catches the account up. An outcome must not
// be lost because whoever asked for it has gone; one that cannot be recorded is
// asked for again by Settle.
func (o *Outbox) finish(ctx context.Context, in billing.Intent, outcome billing.Outcome) {
	switch outcome.State {
	case billing.ChangeWithdrawn:
		if err := o.Ledger.GiveUp(context.WithoutCancel(ctx), in, outcome); err != nil {
			o.Log.ErrorContext(ctx, "outcome not recorded", "change", in.ID, "error", err)
		}
		o.tell(in.AccountID)
	case billing.ChangeUnknown, billing.ChangeCharging, billing.ChangePending:
		o.record(ctx, in.AccountID, outcome)
	case billing.ChangeApplied, billing.ChangeScheduled, billing.ChangeRequiresAction, billing.ChangeRejected:
		o.record(ctx, in.AccountID, outcome)
		if _, err := o.Syncer.Refresh(ctx, in.AccountID); err != nil {
			o.Log.WarnContext(ctx, "account not caught up after change", "change", in.ID, "error", err)
		}
	}
}

// Settle asks what became of intents whose outcome is not final and that no
// Submit of this process is at, and returns what it learned. It never sends a
// confirm: what the backend has not seen is abandoned there and becomes a draft.
// While another process acts on the outbox it does nothing.
func (o *Outbox) Settle(ctx context.Context) ([]billing.Outcome, error) {
	if left, err := o.left(ctx); err != nil || len(left) == 0 {
		return nil, err
	}
	mine, err := o.lease.take()
	if err != nil || !mine {
		return nil, err
	}
	defer o.release(ctx)
	// Another process may have finished some before the lease was ours.
	left, err := o.left(ctx)
	if err != nil {
		return nil, err
	}
	var settled []billing.Outcome
	var failures []error
	for _, s := range left {
		outcome, err := o.Remote.Settle(ctx, s.Intent.AccountID, s.Intent.ID)
		if err != nil {
			failures = append(failures, fmt.Errorf("settle change %s: %w", s.Intent.ID, err))
			continue
		}
		if outcome.State != s.Outcome.State {
			o.finish(ctx, s.Intent, outcome)
		}
		settled = append(settled, outcome)
	}
	return settled, errors.Join(failures...)
}

// left are the unsettled intents that no Submit of this process is at.
func (o *Outbox) left(ctx context.Context) ([]billing.Submission, error) {
	all, err := o.Ledger.Unsettled(ctx)
	if err != nil {
		return nil, fmt.Errorf("settle changes: %w", err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.DeleteFunc(all, func(s billing.Submission) bool {
		_, busy := o.active[s.Intent.ID]
		return busy
	}), nil
}

// Serve settles what is left over until the context ends, and then returns its
// error.
func (o *Outbox) Serve(ctx context.Context) error {
	tries := 0
	for {
		if _, err := o.Settle(ctx); err != nil && ctx.Err() == nil {
			o.Log.WarnContext(ctx, "changes not settled", "error", err)
		}
		left, err := o.left(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil && len(left) == 0 {
			tries = 0
			if err := o.idle(ctx); err != nil {
				return err
			}
			continue
		}
		if err := wait(ctx, settling.after(tries), nil); err != nil {
			return err
		}
		tries++
	}
}

// idle waits until a Submit leaves something over.
func (o *Outbox) idle(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-o.wake:
		return nil
	}
}

// record writes an outcome even where the context has ended meanwhile.
func (o *Outbox) record(ctx context.Context, account string, outcome billing.Outcome) {
	if err := o.Ledger.Record(context.WithoutCancel(ctx), outcome); err != nil {
		o.Log.ErrorContext(ctx, "outcome not recorded", "change", outcome.ID, "error", err)
	}
	o.tell(account)
}

func (o *Outbox) tell(account string) {
	o.Signal.Emit(account, billing.KindOutbox|billing.KindFreshness)
}

func (o *Outbox) release(ctx context.Context) {
	if err := o.lease.release(); err != nil {
		o.Log.ErrorContext(ctx, "outbox not unlocked", "error", err)
	}
}

func (o *Outbox) enter(id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.active[id] = struct{}{}
}

// leave lets Serve look whether something was left over.
func (o *Outbox) leave(id string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.active, id)
	nudge(o.wake)
}
