package backend

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// advanceEvery is how often what has come due is looked for. Whoever asks
	// about an account has its own done first, so this is for all others.
	advanceEvery = time.Minute
	// stopTimeout is how long a stop waits for requests under way: a confirm
	// that has begun to charge should tell what became of it.
	stopTimeout = 10 * time.Second
)

// Serve answers until the context ends, and returns when the last request is
// done.
func (b *Backend) Serve(ctx context.Context) error {
	server := &http.Server{
		Handler:           b.handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(b.options.Log.Handler(), slog.LevelWarn),
	}
	server.RegisterOnShutdown(func() { close(b.stopping) })
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		if err := b.answer(server); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve: %w", err)
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
		defer cancel()
		if err := server.Shutdown(stop); err != nil {
			return errors.Join(fmt.Errorf("stop: %w", err), server.Close())
		}
		return nil
	})
	group.Go(func() error {
		b.keepAdvancing(ctx)
		return nil
	})
	return group.Wait()
}

func (b *Backend) answer(server *http.Server) error {
	if b.tls == nil {
		return server.Serve(b.listener)
	}
	server.TLSConfig = b.tls
	return server.ServeTLS(b.listener, "", "") // the files are in the configuration
}

// keepAdvancing makes happen what comes due, account by account, until the
// context ends. What fails is tried again the next time.
func (b *Backend) keepAdvancing(ctx context.Context) {
	tick := time.NewTicker(advanceEvery)
	defer tick.Stop()
	for {
		if err := b.engine.Advance(ctx, b.now()); err != nil && ctx.Err() == nil {
			b.options.Log.Warn("what is due could not all be done", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
