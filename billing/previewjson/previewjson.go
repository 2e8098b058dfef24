// Package previewjson is the one codec of the preview's wire format
// (docs/formats.md): backend, desktop, cache and terminal all speak it. The structs
// of its parts are exported so that other formats embed rather than repeat them.
package previewjson

import (
	"encoding/json"
	"fmt"
	"time"

	"billfold/billing"
	"billfold/billing/money"
)

// Preview is a billing.Preview on the wire.
type Preview struct {
	ID          string    `json:"id"`
	Kind        string    `json:"kind"`
	At          time.Time `json:"at"`
	ExpiresAt   time.Time `json:"expires_at"`
	Currency    string    `json:"currency"`
	Estimate    bool      `json:"estimate"`
	Revision    int64     `json:"revision"`
	Timing      string    `json:"timing"`
	EffectiveAt time.Time `json:"effective_at"`
	Before      Terms     `json:"before"`
	After       Terms     `json:"after"`
	Lines       []Line    `json:"lines"`
	Discount    string    `json:"discount"`
	Totals
	BillingCreditAfter string       `json:"billing_credit_after"`
	Period             Period       `json:"period"`
	NewPeriod          bool         `json:"new_period" doc:"the period begins with the change"`
	Scheduled          *Scheduled   `json:"scheduled"`
	NextInvoice        *NextInvoice `json:"next_invoice"`
	Pays               string       `json:"pays,omitempty" doc:"the number of the open invoice that is paid"`
	Blockers           []Notice     `json:"blockers"`
	Warnings           []Notice     `json:"warnings"`
	Losses             []Notice     `json:"losses" doc:"what the change takes away"`
}

// NextInvoice is the renewal on the wire.
type NextInvoice struct {
	At    time.Time `json:"at"`
	Lines []Line    `json:"lines"`
	Totals
}

// Scheduled is terms that wait on the wire.
type Scheduled struct {
	At    time.Time `json:"at"`
	After Terms     `json:"after"`
}

// Notice is a blocker or warning on the wire; Message is the English fallback.
type Notice struct {
	Code    string            `json:"code"`
	Params  map[string]string `json:"params"`
	Message string            `json:"message"`
	Fix     string            `json:"fix"`
}

// From puts a preview on the wire.
func From(p *billing.Preview) Preview {
	w := Preview{
		ID: p.ID, Kind: string(p.Kind), At: p.At, ExpiresAt: p.ExpiresAt, Currency: string(p.Currency), Estimate: p.Estimate,
		Revision: p.Revision, Timing: string(p.Timing), EffectiveAt: p.EffectiveAt,
		Before: FromTerms(p.Before), After: FromTerms(p.After), Lines: FromLines(p.Lines),
		Discount: p.Discount.String(), Totals: FromTotals(p.Totals), BillingCreditAfter: p.BillingCreditAfter.String(),
		Period: FromPeriod(p.Period), NewPeriod: p.NewPeriod, Scheduled: FromScheduled(p.Scheduled),
		Pays: p.Pays, Blockers: FromNotices(p.Blockers), Warnings: FromNotices(p.Warnings), Losses: FromNotices(p.Losses),
	}
	if p.Next != nil {
		w.NextInvoice = &NextInvoice{At: p.Next.At, Lines: FromLines(p.Next.Lines), Totals: FromTotals(p.Next.Totals)}
	}
	return w
}

// To reads a preview off the wire; an amount that is none names its field.
func (w *Preview) To() (billing.Preview, error) {
	currency, err := money.ParseCurrency(w.Currency)
	if err != nil {
		return billing.Preview{}, fmt.Errorf("read preview: %w", err)
	}
	r := reader{currency: currency}
	p := billing.Preview{
		ID: w.ID, Kind: billing.OrderKind(w.Kind), At: w.At.UTC(), ExpiresAt: w.ExpiresAt.UTC(), Currency: currency, Estimate: w.Estimate,
		Revision: w.Revision, Timing: billing.Timing(w.Timing), EffectiveAt: w.EffectiveAt.UTC(),
		Before: w.Before.To(), After: w.After.To(), Lines: r.lines("lines", w.Lines),
		Discount: r.money("discount", w.Discount), Totals: r.totals(w.Totals),
		Period: w.Period.To(), NewPeriod: w.NewPeriod, Scheduled: w.Scheduled.To(),
		Pays: w.Pays, Blockers: toNotices(w.Blockers), Warnings: toNotices(w.Warnings), Losses: toNotices(w.Losses),
	}
	p.BillingCreditAfter = r.money("billing_credit_after", w.BillingCreditAfter)
	if n := w.NextInvoice; n != nil {
		p.Next = &billing.NextInvoice{At: n.At.UTC(), Lines: r.lines("next_invoice.lines", n.Lines), Totals: r.totals(n.Totals)}
	}
	if p.Kind == "" {
		p.Kind = billing.OrderChange // what there was before other orders
	}
	if r.err != nil {
		return billing.Preview{}, fmt.Errorf("read preview: %w", r.err)
	}
	return p, nil
}

// Marshal writes a preview as JSON.
func Marshal(p billing.Preview) ([]byte, error) {
	b, err := json.Marshal(From(&p))
	if err != nil {
		return nil, fmt.Errorf("write preview: %w", err)
	}
	return b, nil
}

// Unmarshal reads a preview from JSON.
func Unmarshal(b []byte) (billing.Preview, error) {
	var w Preview
	if err := json.Unmarshal(b, &w); err != nil {
		return billing.Preview{}, fmt.Errorf("read preview: %w", err)
	}
	return w.To()
}

// FromScheduled puts scheduled terms on the wire; nil stays null.
func FromScheduled(s *billing.Scheduled) *Scheduled {
	if s == nil {
		return nil
	}
	return &Scheduled{At: s.At, After: FromTerms(s.After)}
}

// To reads scheduled terms; null stays nil.
func (s *Scheduled) To() *billing.Scheduled {
	if s == nil {
		return nil
	}
	return &billing.Scheduled{At: s.At.UTC(), After: s.After.To()}
}

// FromNotices puts blockers, warnings or losses on the wire.
func FromNotices(notices []billing.Notice) []Notice {
	out := make([]Notice, 0, len(notices))
	for _, n := range notices {
		out = append(out, Notice{
			Code: string(n.Code), Params: nonNil(n.Params), Message: billing.English(n.Code, n.Params), Fix: n.Fix,
		})
	}
	return out
}

func toNotices(wire []Notice) []billing.Notice {
	var out []billing.Notice
	for _, n := range wire {
		out = append(out, billing.Notice{Code: billing.Code(n.Code), Params: n.Params, Fix: n.Fix})
	}
	return out
}

// nonNil keeps an empty map an object on the wire.
func nonNil[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}
