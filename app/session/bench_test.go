package session_test

import (
	"context"
	"testing"
	"time"

	"billfold/billing"
	"billfold/sync/remote"
)

// BenchmarkPreviewOverHTTP compares a preview that the backend locks, stores
// and answers with the same preview computed from the same facts here.
func BenchmarkPreviewOverHTTP(b *testing.B) {
	ctx := b.Context()
	var token string
	client, err := remote.New(remote.Options{BaseURL: demo, UserAgent: "bench", Token: func(context.Context) (string, error) { return token, nil }})
	if err != nil {
		b.Fatal(err)
	}
	defer client.Close()
	given, err := client.DemoSession(ctx, admin)
	if err != nil {
		b.Fatal(err)
	}
	token = given.Access.Reveal()
	accounts, err := client.Accounts(ctx)
	if err != nil {
		b.Fatal(err)
	}
	delta, err := client.Changes(ctx, accounts[0].ID, billing.Cursor{}, 1000)
	if err != nil {
		b.Fatal(err)
	}
	facts := factsOf(delta)
	more := facts.Subscription.Terms.Seats + 1
	patch := billing.Patch{Seats: &more}
	b.Run("figure", func(b *testing.B) {
		for b.Loop() {
			if _, err := client.Preview(ctx, accounts[0].ID, billing.ChangeOf(patch)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline=in_process", func(b *testing.B) {
		for b.Loop() {
			if _, err := billing.NewPreview(facts, patch, time.Now()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func factsOf(delta billing.Delta) billing.Facts {
	var facts billing.Facts
	for _, r := range delta.Resources {
		switch noun := r.Noun.(type) {
		case *billing.Account:
			facts.Account = noun
		case *billing.Catalog:
			facts.Catalog = noun
		case *billing.Subscription:
			facts.Subscription = noun
		case *billing.Usage:
			facts.Usage = noun
		}
	}
	return facts
}
