package plans_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/nav"
	"billfold/views/plans"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/words"
)

// source answers from the sample account; a test changes what it answers.
type source struct {
	facts     billing.Facts
	factsErr  error
	freshness billing.Freshness
	quoteErr  error
	now       func() time.Time
	asked     []billing.Patch // of billing, not of estimates
	drafts    []billing.Draft
	dropErr   error
	dropped   []string
}

func (s *source) Facts(context.Context) (billing.Facts, error) { return s.facts, s.factsErr }

func (s *source) Freshness() billing.Freshness { return s.freshness }

func (s *source) Estimate(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	return billing.NewPreview(s.facts, patch, s.now())
}

func (s *source) Preview(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	s.asked = append(s.asked, patch)
	if s.quoteErr != nil {
		return billing.Preview{}, s.quoteErr
	}
	preview, err := billing.NewPreview(s.facts, patch, s.now())
	return preview.Locked("prv_1"), err
}

func (s *source) Drafts(context.Context) ([]billing.Draft, error) { return s.drafts, nil }

func (s *source) DropDraft(_ context.Context, id string) error {
	s.dropped = append(s.dropped, id)
	if s.dropErr == nil {
		s.drafts = slices.DeleteFunc(slices.Clone(s.drafts), func(d billing.Draft) bool { return d.ID == id })
	}
	return s.dropErr
}

// bench is the page with its source, in a window.
type bench struct {
	*viewtest.Bench
	source *source
	page   *plans.Page
}

func newBench(t *testing.T, choice theme.Choice, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t)}
	b.source = &source{facts: sample.Facts(), freshness: sample.Fresh(billing.Live), now: b.Now}
	b.Open(func() nav.View {
		b.page = plans.New(plans.Deps{
			Context: t.Context(), Source: b.source, Scheduler: b.Scheduler, Words: words.Printer{Locale: "en"},
			Go: b.Go, Say: b.Say, Now: b.Now,
		})
		return b.page
	}, choice, width)
	return b
}
