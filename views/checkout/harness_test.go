package checkout_test

import (
	"context"
	"slices"
	"strconv"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/checkout"
	"billfold/views/nav"
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
	quoted    int // how often billing was asked for a price
	last      billing.Preview
	order     billing.Order // that last is the price of
	behind    bool          // the copy does not follow what is made

	confirm   func(billing.Intent) (billing.Outcome, error)
	confirms  []billing.Intent
	pending   *billing.Submission
	changes   []billing.Change
	invoices  []billing.Invoice
	refreshes int
	refreshed func() error
	drafts    []billing.Terms
	enrolled  int
	card      func() (billing.MethodSetup, error)
	proven    []string
	proveErr  error
	withdrawn int
}

func (s *source) Withdraw(context.Context) error {
	s.pending = nil
	s.withdrawn++
	return nil
}

func (s *source) ProveCharge(_ context.Context, change string) error {
	s.proven = append(s.proven, change)
	return s.proveErr
}

func (s *source) EnrolDevice(ctx context.Context, told func(string)) error {
	s.enrolled++
	told("https://id.example/authorize")
	return ctx.Err()
}

func (s *source) AddCard(_ context.Context, told func(string)) (billing.MethodSetup, error) {
	told("https://gateway.example/card")
	return s.card()
}

func (s *source) Facts(context.Context) (billing.Facts, error) { return s.facts, s.factsErr }

func (s *source) Freshness() billing.Freshness { return s.freshness }

func (s *source) Quote(_ context.Context, order billing.Order) (billing.Preview, error) {
	facts := s.facts
	facts.Open = billing.OldestOpen(s.invoices)
	return billing.Quote(facts, order, s.now())
}

func (s *source) Price(ctx context.Context, order billing.Order) (billing.Preview, error) {
	s.quoted++
	if s.quoteErr != nil {
		return billing.Preview{}, s.quoteErr
	}
	preview, err := s.Quote(ctx, order)
	s.last, s.order = preview.Locked("prv_"+strconv.Itoa(s.quoted)), order
	return s.last, err
}

// follow has the copy show what was made.
func (s *source) follow() {
	subscription, account := *s.facts.Subscription, *s.facts.Account
	subscription.Terms, account.BillingCredit = s.last.After, s.last.BillingCreditAfter
	switch s.order.Kind {
	case billing.OrderTopUp:
		account.AccountBalance = account.AccountBalance.Add(s.order.Amount)
	case billing.OrderPayment:
		subscription.OpenInvoice, subscription.Status = "", billing.StatusActive
	case billing.OrderResume:
		subscription.CancelAtPeriodEnd = false
	case billing.OrderAutoReload:
		account.AutoReload = s.order.Reload
	default: // the terms and the billing credit are all that changes
	}
	if n := len(s.confirms); n > 0 && s.confirms[n-1].Payment == billing.PayByBalance {
		account.AccountBalance = account.AccountBalance.Sub(s.last.AmountDue)
	}
	s.facts.Subscription, s.facts.Account = &subscription, &account
	made := billing.Change{ID: "chg_9", Kind: s.order.Kind, At: s.now(), State: billing.ChangeApplied}
	if len(s.last.Lines) > 0 {
		made.InvoiceID = "inv_NWT-0012"
	}
	s.changes = append(s.changes, made)
}

func (s *source) Confirm(_ context.Context, intent billing.Intent) (billing.Outcome, error) {
	s.confirms = append(s.confirms, intent)
	outcome, err := s.confirm(intent)
	if outcome.State == billing.ChangeApplied && !s.behind {
		s.follow()
	}
	return outcome, err
}

func (s *source) Pending(context.Context) (*billing.Submission, error) { return s.pending, nil }

func (s *source) Changes(context.Context, int) ([]billing.Change, error) { return s.changes, nil }

func (s *source) Invoices(context.Context) ([]billing.Invoice, error) { return s.invoices, nil }

func (s *source) SaveDraft(_ context.Context, target billing.Terms, _ string) error {
	s.drafts = append(s.drafts, target)
	return nil
}

func (s *source) Refresh(context.Context) (billing.Kinds, error) {
	s.refreshes++
	return 0, s.refreshed()
}

// applied is the outcome of a confirm that was carried out, and charged where
// something was due.
func applied(intent billing.Intent) (billing.Outcome, error) {
	outcome := billing.Outcome{ID: "chg_9", State: billing.ChangeApplied, PreviewID: intent.PreviewID, AmountCharged: intent.AmountDue}
	if intent.AmountDue.Sign() > 0 {
		outcome.InvoiceID = "inv_NWT-0012"
	}
	return outcome, nil
}

// bench is the page with its source, in a window.
type bench struct {
	*viewtest.Bench
	source  *source
	page    *checkout.Page
	missing []nav.Page // pages that cannot be gone to
}

const upgrade = "plan=business&volume.email_credits=60000&volume.message_credits=8000"

func newBench(t *testing.T, choice theme.Choice, width float32) *bench {
	t.Helper()
	b := &bench{Bench: viewtest.New(t)}
	b.source = &source{
		facts: sample.Facts(), freshness: sample.Fresh(billing.Live), now: b.Now,
		confirm: applied, invoices: sample.Invoices(), refreshed: func() error { return nil },
	}
	b.Open(func() nav.View {
		b.page = checkout.New(checkout.Deps{
			Context: t.Context(), Source: b.source, Scheduler: b.Scheduler, Words: words.Printer{Locale: "en"},
			Go: b.Go, Exists: func(p nav.Page) bool { return !slices.Contains(b.missing, p) }, Say: b.Say, Copy: b.Copy, Now: b.Now,
		})
		return b.page
	}, choice, width)
	return b
}
