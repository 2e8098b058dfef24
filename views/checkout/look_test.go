package checkout_test

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
)

func TestLook(t *testing.T) {
	for _, tt := range []struct {
		name, arg string
		choice    theme.Choice
		width     float32
		set       func(*bench)
		then      func(*bench)
	}{
		{"normal-light", upgrade, theme.ChoiceLight, wide, nil, nil},
		{"normal-open", upgrade, theme.ChoiceLight, wide, nil, func(b *bench) { b.press("How computed") }},
		{"normal-dark", upgrade, theme.ChoiceDark, wide, nil, nil},
		{"normal-narrow", upgrade, theme.ChoiceLight, narrow, nil, nil},
		{"blocked-light", "plan=free", theme.ChoiceLight, wide, func(b *bench) { b.source.facts.Subscription.InFlight = "chg_7" }, nil},
		{"scheduled-light", "seats=47", theme.ChoiceLight, wide, nil, nil},
		{"offline-light", upgrade, theme.ChoiceLight, wide, func(b *bench) {
			b.source.freshness, b.source.quoteErr = sample.Fresh(billing.Away), billing.NewProblem(billing.Offline)
		}, nil},
		{"expired-light", upgrade, theme.ChoiceLight, wide, nil, func(b *bench) { b.pass(16 * time.Minute) }},
		{"expired-dark", upgrade, theme.ChoiceDark, wide, nil, func(b *bench) { b.pass(16 * time.Minute) }},
		{"declined-light", upgrade, theme.ChoiceLight, wide, func(b *bench) {
			b.source.confirm = func(i billing.Intent) (billing.Outcome, error) {
				return billing.Outcome{State: billing.ChangeRejected, Problem: billing.NewProblem(billing.PaymentDeclined, "reason", "insufficient_funds")}, nil
			}
		}, func(b *bench) { b.press("Pay $37.42") }},
		{"applied-light", upgrade, theme.ChoiceLight, wide, nil, func(b *bench) { b.press("Pay $37.42") }},
		{"unknown-light", upgrade, theme.ChoiceLight, wide, func(b *bench) {
			b.source.confirm = func(i billing.Intent) (billing.Outcome, error) {
				return billing.Outcome{ID: "chg_9", State: billing.ChangeUnknown}, billing.NewProblem(billing.UnknownOutcome)
			}
		}, func(b *bench) { b.press("Pay $37.42") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, tt.choice, tt.width)
			if tt.set != nil {
				tt.set(b)
			}
			b.page.Show(tt.arg)
			b.picture(tt.name + "-loading")
			b.scheduler.Drain()
			if tt.then != nil {
				tt.then(b)
			}
			b.picture(tt.name)
		})
	}
}
