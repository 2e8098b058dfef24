package simulate

import (
	"context"
	"slices"
	"time"

	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/previewjson"
)

// Result is what a scenario came to, in the form that is printed
// (docs/formats.md).
type Result struct {
	Steps         []Step         `json:"steps"`
	Invoices      []Invoice      `json:"invoices"`
	Subscription  *Subscription  `json:"subscription"`
	Balances      Balances       `json:"balances"`
	Notifications []Notification `json:"notifications"`
}

// Step is what a step came to. One that was refused is not OK and says why;
// beside that it may have the preview and the outcome of what was refused.
type Step struct {
	At      time.Time            `json:"at"`
	OK      bool                 `json:"ok"`
	Preview *previewjson.Preview `json:"preview"`
	Outcome *Outcome             `json:"outcome"`
	Error   *Fault               `json:"error,omitempty"`
}

// Outcome is the state of a change, and the number of its invoice or null.
type Outcome struct {
	State   string  `json:"state"`
	Invoice *string `json:"invoice"`
}

// Fault is a code and the English of it.
type Fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Invoice is an issued document, a credit note included.
type Invoice struct {
	Number string             `json:"number"`
	At     time.Time          `json:"at"`
	Status string             `json:"status"`
	Period previewjson.Period `json:"period"`
	Lines  []previewjson.Line `json:"lines"`
	previewjson.Totals
	AmountPaid string    `json:"amount_paid"`
	Attempts   []Attempt `json:"attempts"`
}

// Attempt is a try to collect an invoice.
type Attempt struct {
	At     time.Time `json:"at"`
	Method string    `json:"method"`
	Result string    `json:"result"`
	Reason string    `json:"reason"`
}

// Subscription is the subscription after the last step.
type Subscription struct {
	previewjson.Terms
	Status            string                 `json:"status"`
	PeriodStart       time.Time              `json:"period_start"`
	PeriodEnd         time.Time              `json:"period_end"`
	Anchor            time.Time              `json:"anchor"`
	TrialEnds         *time.Time             `json:"trial_ends"`
	CancelAtPeriodEnd bool                   `json:"cancel_at_period_end"`
	Scheduled         *previewjson.Scheduled `json:"scheduled"`
}

// Balances are the account's sums and what is left to be used up.
type Balances struct {
	AccountBalance string `json:"account_balance"`
	BillingCredit  string `json:"billing_credit"`
	AICredits      string `json:"ai_credits"`
	EmailCredits   string `json:"email_credits"`
	MessageCredits string `json:"message_credits"`
}

// Notification is what the account was told of.
type Notification struct {
	At time.Time `json:"at"`
	previewjson.Notice
}

// report adds to the steps' results how the account stands after the last one.
func (p *player) report(ctx context.Context, r *Result) error {
	if err := p.reportInvoices(ctx, r); err != nil {
		return err
	}
	return p.books.Read(ctx, func(books *store.Reader) error {
		s, err := books.Subscription(ctx, p.account)
		if err == nil {
			r.Subscription = fromSubscription(s)
		} else if billing.CodeOf(err) != billing.NotFound {
			return err
		}
		a, err := books.Account(ctx, p.account, billing.RoleAdmin)
		if err != nil {
			return err
		}
		grants, err := books.CreditGrants(ctx, p.account)
		if err != nil {
			return err
		}
		left := billing.CreditsLeft(grants)
		r.Balances = Balances{
			AccountBalance: a.AccountBalance.String(), BillingCredit: a.BillingCredit.String(), AICredits: left[billing.AICredits].String(),
			EmailCredits: left[billing.EmailCredits].String(), MessageCredits: left[billing.MessageCredits].String(),
		}
		told, err := books.Notifications(ctx, p.account)
		if err != nil {
			return err
		}
		r.Notifications = make([]Notification, 0, len(told))
		for _, n := range told {
			r.Notifications = append(r.Notifications, Notification{At: n.At, Notice: previewjson.FromNotices([]billing.Notice{n.Notice})[0]})
		}
		return nil
	})
}

// reportInvoices lists all documents, the oldest first.
func (p *player) reportInvoices(ctx context.Context, r *Result) error {
	const page = 1000
	r.Invoices = []Invoice{}
	for before := ""; ; {
		invoices, next, err := p.books.Invoices(ctx, p.account, before, page)
		if err != nil {
			return err
		}
		for i := range invoices {
			r.Invoices = append(r.Invoices, fromInvoice(&invoices[i]))
		}
		if next == "" {
			break
		}
		before = next
	}
	slices.Reverse(r.Invoices)
	return nil
}

func fromInvoice(i *billing.Invoice) Invoice {
	w := Invoice{
		Number: i.Number, At: i.At, Status: string(i.Status), Period: previewjson.FromPeriod(i.Period),
		Lines: previewjson.FromLines(i.Lines), Totals: previewjson.FromTotals(i.Totals), AmountPaid: i.AmountPaid.String(),
		Attempts: make([]Attempt, 0, len(i.Attempts)),
	}
	for _, a := range i.Attempts {
		w.Attempts = append(w.Attempts, Attempt{At: a.At, Method: a.Method, Result: string(a.Result), Reason: a.Reason})
	}
	return w
}

func fromSubscription(s *billing.Subscription) *Subscription {
	return &Subscription{
		Terms: previewjson.FromTerms(s.Terms), Status: string(s.Status), PeriodStart: s.Period.Start, PeriodEnd: s.Period.End,
		Anchor: s.Anchor, TrialEnds: s.TrialEnds, CancelAtPeriodEnd: s.CancelAtPeriodEnd, Scheduled: previewjson.FromScheduled(s.Scheduled),
	}
}
