package sync

import (
	"context"
	"time"
)

const (
	senseEvery = 5 * time.Second
	// senseSlack is how far the clock may be from where it should be: more than a
	// busy machine is late, less than anybody would call a sleep.
	senseSlack = 10 * time.Second
)

// sense notices what makes a stream look alive that is dead, and an age wrong: the
// machine slept, somebody set its clock, or it is on another network.
func (s *Syncer) sense(ctx context.Context) error {
	tick := time.NewTicker(senseEvery)
	defer tick.Stop()
	at, network := s.Now(), s.Network()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		now, joined := s.Now(), s.Network()
		if jumped(at, now) || joined != network {
			s.Log.InfoContext(ctx, "connecting anew after a sleep, a set clock or another network")
			s.line.cut()
			s.Wake()
		}
		at, network = now, joined
	}
}

// jumped tells whether the clock on the wall went otherwise than a tick's time.
func jumped(last, now time.Time) bool {
	// Without the monotonic reading, which stands still in a sleep.
	moved := now.Round(0).Sub(last.Round(0))
	return (moved - senseEvery).Abs() > senseSlack
}
