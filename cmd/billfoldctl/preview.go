package main

import (
	"context"
	"fmt"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"
	"billfold/views/words"
)

// termsFlags name the elements of the terms that a change sets; what is left out
// stays.
type termsFlags struct {
	Plan     *string           `help:"Id of the plan." placeholder:"ID"`
	Interval *billing.Interval `help:"Billing interval: month or year." enum:"month,year" placeholder:"month|year"`
	Seats    *int              `help:"Number of seats." placeholder:"N"`
	Addon    map[string]int    `help:"Quantity of a recurring add-on; 0 removes it." placeholder:"ID=N"`
	Volume   map[string]int64  `help:"Monthly volume of a meter; 0 removes it." placeholder:"METER=N"`
}

func (t termsFlags) patch() (billing.Patch, error) {
	patch := billing.Patch{Plan: t.Plan, Interval: t.Interval, Seats: t.Seats, Addons: t.Addon, Volumes: t.Volume}
	if patch.IsEmpty() {
		return patch, misuse("say what to change: --plan, --interval, --seats, --addon or --volume")
	}
	return patch, nil
}

type previewCommand struct {
	termsFlags
}

// Run prices the change at the backend, and offline estimates it.
func (c *previewCommand) Run(ctx context.Context, j *job) error {
	patch, err := c.patch()
	if err != nil {
		return err
	}
	account, online, err := j.caughtUp(ctx)
	if err != nil {
		return err
	}
	var p billing.Preview
	if online {
		p, err = j.Preview(ctx, account, billing.ChangeOf(patch))
		if copyAnswers(err) {
			online, err = false, j.fromCopy(err)
		}
	}
	if err == nil && !online {
		p, err = j.Estimate(ctx, account, billing.ChangeOf(patch))
	}
	if err != nil {
		return err
	}
	if j.json {
		return j.writePreview(p)
	}
	return j.showPreview(ctx, account, p)
}

func (j *job) writePreview(p billing.Preview) error {
	raw, err := previewjson.Marshal(p)
	if err != nil {
		return fmt.Errorf("write preview: %w", err)
	}
	return j.say(string(raw))
}

// showPreview is the preview as a table, with what each line is made of.
func (j *job) showPreview(ctx context.Context, account string, p billing.Preview) error {
	facts, err := j.Facts(ctx, account)
	if err != nil {
		return err
	}
	w := j.printer
	if err := j.say(words.T("{change}, from {at}", "change", w.Summary(facts.Catalog, p.Before, p.After), "at", w.Instant(p.EffectiveAt))); err != nil {
		return err
	}
	if p.Scheduled != nil && !p.Scheduled.After.Equal(p.After) {
		later := words.T("{change}, on {day}", "change", w.Summary(facts.Catalog, p.After, p.Scheduled.After), "day", w.Date(p.Scheduled.At))
		if err := j.say(later); err != nil {
			return err
		}
	}
	t := j.bill(p.Lines, p.Totals, p.Currency)
	if err := t.write(j.out); err != nil {
		return err
	}
	if p.Next != nil {
		if err := j.say(words.T("Next invoice {amount} on {day}", "amount", w.Standing(p.Next.Total), "day", w.Date(p.Next.At))); err != nil {
			return err
		}
	}
	if err := j.showNotices(p); err != nil {
		return err
	}
	if p.Estimate {
		return j.say(words.T("This is an estimate from the saved copy; it cannot be confirmed."))
	}
	return j.say(words.T("Price held until {at} UTC.", "at", w.ClockSeconds(p.ExpiresAt)))
}

// showNotices is what the person should know, loses, and has to mend first.
func (j *job) showNotices(p billing.Preview) error {
	var lines []string
	for _, n := range p.Warnings {
		lines = append(lines, words.T("Note: {notice}", "notice", j.printer.Notice(n)))
	}
	for _, n := range p.Losses {
		lines = append(lines, words.T("Less: {notice}", "notice", j.printer.Notice(n)))
	}
	for _, n := range p.Blockers {
		lines = append(lines, words.T("Not possible yet: {notice}", "notice", j.printer.Notice(n)))
	}
	for _, line := range lines {
		if err := j.say(line); err != nil {
			return err
		}
	}
	return nil
}

// bill is lines and totals with the amounts in one column.
func (j *job) bill(lines []billing.Line, totals billing.Totals, c money.Currency) table {
	w := j.printer
	t := table{head: []string{words.T("LINE"), string(c), words.T("HOW COMPUTED")}, right: map[int]bool{1: true}}
	for _, l := range lines {
		t.add(w.Line(l), w.Amount(l.Amount), w.Arithmetic(l))
	}
	t.add(words.T("Subtotal"), w.Amount(totals.Subtotal))
	for _, tax := range totals.Taxes {
		t.add(w.TaxAt(tax, totals.TaxIncluded()), w.Amount(tax.Amount))
	}
	t.add(words.T("Total"), w.Amount(totals.Total))
	t.add(words.T("Billing credit applied"), w.Amount(totals.BillingCreditApplied.Neg()))
	t.add(words.T("Amount due"), w.Amount(totals.AmountDue))
	return t
}
