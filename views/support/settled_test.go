package support

import (
	"slices"
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
)

// november is an instant of the sample's month.
func november(day, hour int) time.Time {
	return time.Date(2026, time.November, day, hour, 0, 0, 0, time.UTC)
}

// collected is a renewal that was declined twice and then paid on a day with another card;
// on day 0 it is open still.
func collected(paid int) billing.Invoice {
	_, all := sample.PastDue()
	i := all[0]
	if paid > 0 {
		i.Status, i.AmountPaid = billing.InvoicePaid, i.AmountDue
		i.Attempts = append(slices.Clone(i.Attempts), billing.PaymentAttempt{At: november(paid, 9), Method: "Visa 4242", Result: billing.PaymentSucceeded})
	}
	return i
}

// refusedOn is a change of the sample that was refused on a day at noon.
func refusedOn(day int, kind billing.OrderKind) billing.Change {
	c := sample.Changes()[1]
	c.ID, c.Kind, c.At = "chg_7", kind, november(day, 12)
	if kind != billing.OrderChange {
		c.After = c.Before
	}
	return c
}

// madeOn is the same change once it was made, with what else it had.
func madeOn(day int, c billing.Change, more billing.Patch) billing.Change {
	c.ID, c.At, c.State, c.Problem = "chg_8", november(day, 12), billing.ChangeApplied, ""
	c.After = c.After.With(more)
	return c
}

// What was refused and went through later is told as that, is no match, and its error is
// none of the case.
func TestWhatWasSettledLaterIsNoMatch(t *testing.T) {
	const bank, change = "The bank or the card refused it", "The last change was not made"
	declinedBy := "payment_declined: The payment was declined."
	upgrade, pay, pack := refusedOn(17, billing.OrderChange), refusedOn(19, billing.OrderPayment), refusedOn(17, billing.OrderPack)
	business := billing.Patch{Plan: new("business")}
	tests := []struct {
		name     string
		symptom  symptom
		invoices []billing.Invoice
		changes  []billing.Change
		title    string // of the finding
		result   billing.ClaimResult
		detail   string // of a settled one
		error    string
	}{
		{
			"an invoice paid with another card", declined,
			[]billing.Invoice{collected(20)},
			nil, bank, billing.ClaimNo,
			"NWT-0013 was declined on 19 Nov and paid on 20 Nov. A warning that is left goes with a refresh.", "none shown",
		},
		{
			"one that is open still", declined,
			[]billing.Invoice{collected(0)},
			nil, bank, billing.ClaimMatches, "",
			"payment_declined: The payment was declined: insufficient funds.",
		},
		{
			"a paid one, and one that is open", declined, append([]billing.Invoice{collected(0)}, sample.Invoices()...), nil, bank, billing.ClaimMatches, "",
			"payment_declined: The payment was declined: insufficient funds.",
		},
		{
			"a person's payment that was declined, of an invoice paid later", other,
			[]billing.Invoice{collected(20)},
			[]billing.Change{pay},
			change, billing.ClaimNo,
			"NWT-0013 was declined on 19 Nov and paid on 20 Nov.", "none shown",
		},
		{"a person's payment, and the older invoice is open", other, []billing.Invoice{oneMore(collected(20)), collected(0)}, []billing.Change{pay}, change, billing.ClaimMatches, "", declinedBy},
		{
			"the same change, made later", other, nil,
			[]billing.Change{madeOn(18, upgrade, billing.Patch{}), upgrade},
			change, billing.ClaimNo,
			"What was refused on 17 Nov was made on 18 Nov.", "none shown",
		},
		{
			"the same change with more seats", declined, nil,
			[]billing.Change{madeOn(18, upgrade, billing.Patch{Seats: new(60)}), upgrade},
			bank, billing.ClaimNo,
			"What was refused on 17 Nov was made on 18 Nov. A warning that is left goes with a refresh.", "none shown",
		},
		{"another change, made later", other, nil, []billing.Change{madeOn(18, upgrade, billing.Patch{Plan: new("team")}), upgrade}, change, billing.ClaimMatches, "", declinedBy},
		{"the same change, made earlier", declined, nil, []billing.Change{upgrade, madeOn(16, upgrade, business)}, bank, billing.ClaimMatches, "", declinedBy},
		{
			"a pack, bought later", other, nil,
			[]billing.Change{madeOn(18, pack, billing.Patch{}), pack},
			change, billing.ClaimNo,
			"What was refused on 17 Nov was made on 18 Nov.", "none shown",
		},
		{"a pack, and a change made later", other, nil, []billing.Change{madeOn(18, upgrade, billing.Patch{}), pack}, change, billing.ClaimMatches, "", declinedBy},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			source := normal()
			source.invoices, source.changes = tt.invoices, tt.changes
			m := show(source.seen(tt.symptom))
			at := slices.IndexFunc(m.findings, func(f finding) bool { return f.title == tt.title })
			if got := m.findings[at]; got.result != tt.result || tt.detail != "" && got.detail != tt.detail {
				t.Errorf("%s: %s, %q", got.title, got.result, got.detail)
			}
			if tt.result == billing.ClaimNo && m.verdict.detail == tt.title {
				t.Errorf("it comes to %q", m.verdict.detail)
			}
			got := rowsOf(m.file)
			if got["Exact error"] != tt.error {
				t.Errorf("the error of the case is %q", got["Exact error"])
			}
			if settled := tt.error == "none shown"; settled != (got["Change id"] == "none") && len(tt.changes) > 0 {
				t.Errorf("the change of the case is %q", got["Change id"])
			}
		})
	}
}

// oneMore is a newer invoice like another.
func oneMore(i billing.Invoice) billing.Invoice {
	i.ID, i.Number, i.At = "inv_NWT-0014", "NWT-0014", i.At.Add(time.Hour)
	return i
}
