package session

import (
	"context"
	"fmt"
	"time"
)

// turn is a mutex for what may wait for a person or a network: whoever waits for
// it gives up with their context.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

// take waits for the turn; the caller ends it.
func (t turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait for a turn: %w", ctx.Err())
	}
}

func (t turn) end() { <-t }

// outlasting is a context that ends a moment after another does: for what must not
// be torn in two because its caller has gone.
func outlasting(ctx context.Context, moment time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(moment)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-longer.Done():
		}
		cancel()
	})
	return longer, func() {
		stop()
		cancel()
	}
}
