package plans_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
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
	mails     []string
	mailErr   error
	dearer    money.Money // what billing asks more than was estimated
}

func (s *source) Facts(context.Context) (billing.Facts, error) { return s.facts, s.factsErr }

func (s *source) Freshness() billing.Freshness { return s.freshness }

func (s *source) Members(context.Context) ([]billing.Member, error) {
	if !s.facts.Account.Role.May(billing.SeePeople) {
		return nil, nil
	}
	return sample.Members(), nil
}

func (s *source) CreditGrants(context.Context) ([]billing.CreditGrant, error) {
	return sample.CreditGrants(), nil
}

func (s *source) OpenMail(_ context.Context, to, subject, body string) error {
	s.mails = append(s.mails, to+"\n"+subject+"\n"+body)
	return s.mailErr
}

func (s *source) Preview(_ context.Context, patch billing.Patch) (billing.Preview, error) {
	s.asked = append(s.asked, patch)
	if s.quoteErr != nil {
		return billing.Preview{}, s.quoteErr
	}
	preview, err := billing.NewPreview(s.facts, patch, s.now())
	if err == nil && !s.dearer.IsUnset() {
		preview.AmountDue = preview.AmountDue.Add(s.dearer)
	}
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
	pages  []nav.Page // that exist
}

func newBench(t *testing.T, choice theme.Choice, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t), pages: []nav.Page{nav.PagePlans, nav.PageCheckout}}
	b.source = &source{facts: sample.Facts(), freshness: sample.Fresh(billing.Live), now: b.Now}
	b.Open(func() nav.View {
		b.page = plans.New(plans.Deps{
			Context: t.Context(), Source: b.source, Scheduler: b.Scheduler, Words: words.Printer{Locale: "en"},
			Go: b.Go, Exists: func(page nav.Page) bool { return slices.Contains(b.pages, page) },
			Say: b.Say, Copy: b.Copy, Now: b.Now,
		})
		return b.page
	}, choice, width)
	return b
}
