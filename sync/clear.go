package sync

import (
	"context"
	"fmt"

	"billfold/billing"
)

// Clear drops the copy of an account, once nobody reads into it, and tells so. Whoever
// wants it back refreshes.
func (s *Syncer) Clear(ctx context.Context, account string) error {
	turn := s.turn(account)
	select {
	case <-turn:
		defer func() { turn <- struct{}{} }()
	case <-ctx.Done():
		return fmt.Errorf("clear copy: %w", ctx.Err())
	}
	if err := s.Cache.Clear(ctx, account); err != nil {
		return fmt.Errorf("clear copy: %w", err)
	}
	s.Signal.Emit(account, nouns|billing.KindFreshness)
	return nil
}
