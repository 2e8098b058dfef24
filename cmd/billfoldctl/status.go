package main

import (
	"context"
	"time"

	"billfold/billing"
	"billfold/billing/previewjson"
	"billfold/views/words"
)

type statusCommand struct{}

type statusDocument struct {
	Account   string             `json:"account"`
	Plan      string             `json:"plan"`
	Interval  string             `json:"interval"`
	Seats     seatsDocument      `json:"seats"`
	Storage   storageDocument    `json:"storage_gb"`
	Status    string             `json:"status"`
	Freshness freshnessDocument  `json:"freshness"`
	Pending   *pendingDocument   `json:"pending_change"`
	Scheduled *scheduledDocument `json:"scheduled_change"`
}

type seatsDocument struct {
	Used int `json:"used"`
	Paid int `json:"paid"`
}

type storageDocument struct {
	Used  string `json:"used"`
	Limit string `json:"limit"`
}

type freshnessDocument struct {
	State    string     `json:"state"`
	AsOf     *time.Time `json:"as_of"`
	Revision int64      `json:"revision"`
}

type pendingDocument struct {
	ID        string            `json:"id"`
	State     string            `json:"state"`
	PreviewID string            `json:"preview_id"`
	AmountDue string            `json:"amount_due"`
	After     previewjson.Terms `json:"after"`
}

type scheduledDocument struct {
	At    time.Time         `json:"at"`
	After previewjson.Terms `json:"after"`
}

// Run answers from the backend, and from the saved copy where that is all there
// is.
func (statusCommand) Run(ctx context.Context, j *job) error {
	account, _, err := j.caughtUp(ctx)
	if err != nil {
		return err
	}
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return err
	}
	fresh, err := j.Freshness(ctx, account)
	if err != nil {
		return err
	}
	pending, err := j.Pending(ctx, account)
	if err != nil {
		return err
	}
	if j.json {
		return writeJSON(j.out, statusOf(facts, fresh, pending, j.now))
	}
	return j.showStatus(facts, fresh, pending)
}

func statusOf(f billing.Facts, fresh billing.Freshness, pending *billing.Submission, now time.Time) statusDocument {
	s := f.Subscription
	d := statusDocument{
		Account: f.Account.ID, Plan: s.Terms.Plan, Interval: string(s.Terms.Interval), Status: string(s.Status),
		Seats: seatsDocument{Used: f.Usage.ActiveMembers, Paid: s.Terms.Seats},
		Storage: storageDocument{
			Used: f.Usage.StorageUsedGB.String(), Limit: f.Catalog.Entitlements(s.Terms)[billing.StorageGB].String(),
		},
		Freshness: freshnessDocument{State: string(fresh.State(now)), Revision: fresh.Revision},
	}
	if !fresh.AsOf.IsZero() {
		asOf := fresh.AsOf.UTC().Truncate(time.Second)
		d.Freshness.AsOf = &asOf
	}
	if pending != nil {
		d.Pending = &pendingDocument{
			ID: pending.Intent.ID, State: string(pending.Outcome.State), PreviewID: pending.Intent.PreviewID,
			AmountDue: pending.Intent.AmountDue.String(), After: previewjson.FromTerms(pending.Intent.Target),
		}
	}
	if s.Scheduled != nil {
		d.Scheduled = &scheduledDocument{At: s.Scheduled.At, After: previewjson.FromTerms(s.Scheduled.After)}
	}
	return d
}

// metered is how much of what is billed by its use was used, and what becomes of it.
func (j *job) metered(m billing.Metered) string {
	note, _ := j.printer.Metered(m)
	used := []string{"used", j.printer.Number(m.Used), "limit", j.printer.Number(m.Included), "note", note}
	if !m.Included.IsPositive() {
		return words.T("{used}, {note}", used...)
	}
	return words.T("{used} of {limit} included, {note}", used...)
}

func (j *job) showStatus(f billing.Facts, fresh billing.Freshness, pending *billing.Submission) error {
	s, p := f.Subscription, j.printer
	t := table{}
	t.add(words.T("Account"), f.Account.Name)
	t.add(words.T("Plan"), p.Terms(f.Catalog, s.Terms))
	t.add(words.T("Status"), words.Subscription(s.Status))
	t.add(words.T("Billing period"), p.Between(s.Period.Start, s.Period.End))
	t.add(words.T("Seats"), words.T("{used} of {limit}", "used", p.Count(int64(f.Usage.ActiveMembers)), "limit", p.Count(int64(s.Terms.Seats))))
	if limit := f.Catalog.Entitlements(s.Terms)[billing.StorageGB]; !limit.IsZero() || !f.Usage.StorageUsedGB.IsZero() {
		t.add(words.T("Storage"), words.T("{used} of {limit} GB", "used", p.Number(f.Usage.StorageUsedGB), "limit", p.Number(limit)))
	}
	for _, m := range f.Metered(j.now) {
		t.add(words.Grant(m.Meter), j.metered(m))
	}
	if pending != nil {
		wanted := p.Summary(f.Catalog, s.Terms, pending.Intent.Target)
		if s.Terms.Equal(pending.Intent.Target) { // made already, though nobody here was told
			wanted = p.Terms(f.Catalog, s.Terms)
		}
		t.add(words.T("Pending"), words.T("{change}, {amount}: {outcome}", "change", wanted,
			"amount", p.Standing(pending.Intent.AmountDue), "outcome", words.Change(pending.Outcome.State)))
	}
	if s.Scheduled != nil {
		t.add(words.T("Scheduled"), words.T("{change} on {day}",
			"change", p.Summary(f.Catalog, s.Terms, s.Scheduled.After), "day", p.Date(s.Scheduled.At)))
	}
	t.add(words.T("Read"), p.Badge(fresh, j.now).Text)
	return t.write(j.out)
}
