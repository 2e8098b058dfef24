package billing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/shopspring/decimal"
)

// novemberAt is an instant of a November.
func novemberAt(day, hour int) time.Time {
	return time.Date(2026, time.November, day, hour, 0, 0, 0, time.UTC)
}

func teamOf(seats int) billing.Terms {
	return billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: seats}
}

// ordered is a change of seats that Maya made.
func ordered(id string, at time.Time, state billing.ChangeState, from, to int) billing.Change {
	return billing.Change{
		ID: id, Kind: billing.OrderChange, At: at, Actor: "Maya", State: state, Before: teamOf(from), After: teamOf(to),
		EffectiveAt: at, AmountCharged: money.Zero("USD"),
	}
}

// until has a change wait for an instant.
func until(at time.Time, c billing.Change) billing.Change {
	c.State, c.EffectiveAt = billing.ChangeScheduled, at
	return c
}

// acted is something that Jonas did.
func acted(id string, at time.Time, kind billing.OrderKind, params ...string) billing.Change {
	return billing.Change{
		ID: id, Kind: kind, At: at, Actor: "Jonas", State: billing.ChangeApplied, EffectiveAt: at,
		AmountCharged: money.Zero("USD"), Params: billing.Params(params...),
	}
}

// billed is a document of 854.40 for a period of Team.
func billed(id string, at time.Time, status billing.InvoiceStatus, tries ...billing.PaymentAttempt) billing.Invoice {
	total := money.New(decimal.RequireFromString("854.40"), "USD")
	i := billing.Invoice{
		ID: id, Number: strings.ToUpper(id), At: at, Status: status, Currency: "USD", Attempts: tries, AmountPaid: money.Zero("USD"),
		Lines:  []billing.Line{{Kind: billing.Recurring, Item: billing.ItemSeats, Code: billing.LineFullPeriod, Params: billing.Params("name", "Team")}},
		Totals: billing.Totals{Total: total, AmountDue: total},
	}
	if status == billing.InvoicePaid {
		i.AmountPaid = total
	}
	return i
}

func tried(at time.Time, result billing.PaymentResult, reason string) billing.PaymentAttempt {
	return billing.PaymentAttempt{At: at, Method: "Visa 4242", Result: result, Reason: reason}
}

// told is an entry in a line: when, id, kind, outcome, amount, and what it leads to.
func told(e billing.HistoryEntry) string {
	text := fmt.Sprintf("%s %s %s %s %s", e.At.Format("2 15:04"), e.ID, e.Kind, e.Outcome, e.Amount)
	if e.After {
		text += " or later"
	}
	if e.Next != "" {
		text += " then " + e.Next
	}
	return text
}

func TestHistoryTellsNothingTwice(t *testing.T) {
	declined, paid := billing.PaymentRefused, billing.PaymentSucceeded
	pays := acted("pays", novemberAt(5, 9), billing.OrderPayment)
	pays.InvoiceID, pays.AmountCharged = "nwt-1", money.New(decimal.RequireFromString("854.40"), "USD")
	buys := ordered("buys", novemberAt(3, 9), billing.ChangeApplied, 46, 50)
	ofBuys := billed("nwt-2", novemberAt(3, 9), billing.InvoicePaid, tried(novemberAt(3, 9), paid, ""))
	ofBuys.ChangeID = "buys"
	unnamed := buys
	unnamed.InvoiceID = "nwt-2"
	orphan := ofBuys
	orphan.ChangeID = ""
	orphan.Lines = []billing.Line{{Kind: billing.ProrationCharge, Item: billing.ItemSeats}}
	reload := billed("nwt-3", novemberAt(2, 1), billing.InvoiceVoid, tried(novemberAt(2, 1), declined, "card_declined"), tried(novemberAt(3, 1), declined, "card_declined"))
	reload.Lines = []billing.Line{{Kind: billing.OneTime, Item: billing.AddonItem("ai"), Code: billing.LinePack}}
	note := billed("cn-1", novemberAt(6, 0), billing.InvoicePaid)
	note.Total, note.AmountDue = money.New(decimal.RequireFromString("-94.80"), "USD"), money.Zero("USD")
	usage := billed("nwt-4", novemberAt(7, 0), billing.InvoiceOpen)
	usage.Lines = []billing.Line{{Kind: billing.UsageLine}}
	tests := []struct {
		name     string
		changes  []billing.Change
		invoices []billing.Invoice
		want     []string
	}{
		{name: "nothing"},
		{
			name:     "a renewal that is paid",
			invoices: []billing.Invoice{billed("nwt-1", novemberAt(1, 0), billing.InvoicePaid, tried(novemberAt(1, 0), paid, ""))},
			want:     []string{"1 00:00 nwt-1 renewal applied 854.40"},
		},
		{
			name: "paid on retry 2",
			invoices: []billing.Invoice{billed("nwt-1", novemberAt(1, 0), billing.InvoicePaid,
				tried(novemberAt(1, 0), declined, "insufficient_funds"), tried(novemberAt(2, 0), declined, "insufficient_funds"), tried(novemberAt(4, 0), paid, ""))},
			want: []string{
				"4 00:00 nwt-1/2 retry applied 854.40",
				"2 00:00 nwt-1/1 retry declined 0.00 then nwt-1/2",
				"1 00:00 nwt-1 renewal declined 0.00 then nwt-1/1",
			},
		},
		{
			name: "a renewal that somebody pays", changes: []billing.Change{pays},
			invoices: []billing.Invoice{billed("nwt-1", novemberAt(1, 0), billing.InvoicePaid, tried(novemberAt(1, 0), declined, "x"), tried(novemberAt(5, 9), paid, ""))},
			want:     []string{"5 09:00 pays change applied 854.40", "1 00:00 nwt-1 renewal declined 0.00 then pays"},
		},
		{
			name: "the invoice of a change belongs to it", changes: []billing.Change{buys}, invoices: []billing.Invoice{ofBuys},
			want: []string{"3 09:00 buys change applied 0.00"},
		},
		{
			name: "also where only the change says so", changes: []billing.Change{unnamed}, invoices: []billing.Invoice{orphan},
			want: []string{"3 09:00 buys change applied 0.00"},
		},
		{
			name: "a document that no change is known of", invoices: []billing.Invoice{orphan},
			want: []string{"3 09:00 nwt-2 invoice applied 854.40"},
		},
		{
			name: "a change's invoice that is given up is told apart", changes: []billing.Change{unnamed},
			invoices: []billing.Invoice{func() billing.Invoice { i := orphan; i.Status = billing.InvoiceVoid; return i }()},
			want:     []string{"3 09:00 buys change applied 0.00", "3 09:00 nwt-2/closed closed void 0.00 or later"},
		},
		{
			name: "void before anything was tried", invoices: []billing.Invoice{billed("nwt-1", novemberAt(1, 0), billing.InvoiceVoid)},
			want: []string{"1 00:00 nwt-1 renewal void 0.00"},
		},
		{
			name:     "void after a try, nobody knows when",
			invoices: []billing.Invoice{billed("nwt-1", novemberAt(1, 0), billing.InvoiceUncollectible, tried(novemberAt(1, 0), declined, "x"))},
			want:     []string{"1 00:00 nwt-1/closed closed uncollectible 0.00 or later", "1 00:00 nwt-1 renewal declined 0.00 then nwt-1/closed"},
		},
		{
			name: "auto-reload gives up with its last try", invoices: []billing.Invoice{reload},
			want: []string{
				"3 01:00 nwt-3/closed closed void 0.00",
				"3 01:00 nwt-3/1 retry declined 0.00 then nwt-3/closed",
				"2 01:00 nwt-3 reload declined 0.00 then nwt-3/1",
			},
		},
		{
			name: "a credit note, and usage alone", invoices: []billing.Invoice{usage, note},
			want: []string{"7 00:00 nwt-4 usage open 0.00", "6 00:00 cn-1 credit_note applied -94.80"},
		},
		{
			name: "the bank wants a proof", invoices: []billing.Invoice{billed("nwt-1", novemberAt(1, 0), billing.InvoiceOpen, tried(novemberAt(1, 0), billing.PaymentNeedsProof, ""))},
			want: []string{"1 00:00 nwt-1 renewal needs_proof 0.00"},
		},
		{
			name: "the newest first, and what is of one instant in its order",
			changes: []billing.Change{
				ordered("b", novemberAt(1, 0), billing.ChangeApplied, 3, 4), ordered("a", novemberAt(1, 0), billing.ChangeApplied, 2, 3),
			},
			invoices: []billing.Invoice{
				billed("nwt-9", novemberAt(9, 0), billing.InvoicePaid), billed("nwt-1", novemberAt(1, 0), billing.InvoicePaid),
			},
			want: []string{
				"9 00:00 nwt-9 renewal applied 0.00", "1 00:00 b change applied 0.00", "1 00:00 a change applied 0.00", "1 00:00 nwt-1 renewal applied 0.00",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range billing.History(tt.changes, tt.invoices) {
				got = append(got, told(e))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

// What waits is told by what became of it, and by the clock only where nothing did.
func TestHistoryFollowsWhatWaits(t *testing.T) {
	end := novemberAt(30, 0)
	waits := until(end, ordered("waits", novemberAt(10, 9), "", 50, 47))
	leaves := acted("leaves", novemberAt(11, 9), billing.ActCancel)
	leaves.State, leaves.EffectiveAt = billing.ChangeScheduled, end
	kept := ordered("kept", end, billing.ChangeRejected, 50, 47)
	kept.Actor, kept.Problem = "", billing.SeatsOverLimit
	bigger := kept
	bigger.Before.Plan, bigger.After.Plan = "business", "business"
	upgrade := ordered("upgrade", novemberAt(11, 9), billing.ChangeApplied, 50, 50)
	upgrade.After.Plan = "business"
	business := teamOf(47)
	business.Plan = "business"
	begins := billed("nwt-9", novemberAt(11, 9), billing.InvoicePaid)
	begins.ChangeID = "begins"
	ofTrial := ordered("begins", novemberAt(11, 9), billing.ChangeApplied, 50, 50)
	ofTrial.Before.Plan = "trial"
	otherwise := until(end, ordered("otherwise", novemberAt(11, 9), "", 50, 48))
	withMore := until(end, ordered("with more", novemberAt(11, 9), "", 50, 47))
	withMore.After.Addons = map[string]int{"storage": 1}
	yearly := ordered("yearly", novemberAt(11, 9), billing.ChangeApplied, 50, 50)
	yearly.After.Interval = billing.Yearly
	tests := []struct {
		name  string
		first billing.Change
		later []billing.Change // the oldest first
		still *billing.Scheduled
		now   time.Time
		want  billing.HistoryOutcome
	}{
		{"it is not due yet", waits, nil, nil, novemberAt(29, 0), billing.HistoryScheduled},
		{"it is due", waits, nil, nil, end, billing.HistoryApplied},
		{"it is due, and nothing renewed", waits, nil, &billing.Scheduled{At: end, After: teamOf(47)}, end, billing.HistoryScheduled},
		{"it is due on another plan, and nothing renewed", waits, []billing.Change{upgrade}, &billing.Scheduled{At: end, After: business}, end, billing.HistoryScheduled},
		{"the like of it waits for another end", waits, nil, &billing.Scheduled{At: end.AddDate(0, 1, 0), After: teamOf(47)}, end, billing.HistoryApplied},
		{"it was undone", waits, []billing.Change{acted("u", novemberAt(11, 9), billing.ActUndo)}, nil, end, billing.HistoryUndone},
		{"another one was undone, later", waits, []billing.Change{acted("u", end.Add(time.Hour), billing.ActUndo)}, nil, end, billing.HistoryApplied},
		{"a cancellation drops it", waits, []billing.Change{leaves}, nil, end, billing.HistoryUndone},
		{"it did not fit", waits, []billing.Change{kept}, nil, end, billing.HistoryPutOff},
		{"it did not fit another plan", waits, []billing.Change{upgrade, bigger}, nil, end, billing.HistoryPutOff},
		{"a paid plan after a trial begins a period", waits, []billing.Change{ofTrial}, nil, end, billing.HistoryReplaced},
		{"another number took its place", waits, []billing.Change{otherwise}, nil, end, billing.HistoryReplaced},
		{"what came to it left it alone", waits, []billing.Change{withMore}, nil, end, billing.HistoryApplied},
		{"more of the same, at once", waits, []billing.Change{ordered("m", novemberAt(11, 9), billing.ChangeApplied, 50, 60)}, nil, end, billing.HistoryReplaced},
		{"more was rejected", waits, []billing.Change{ordered("m", novemberAt(11, 9), billing.ChangeRejected, 50, 60)}, nil, end, billing.HistoryApplied},
		{"another interval begins a period", waits, []billing.Change{yearly}, nil, end, billing.HistoryReplaced},
		{"a cancellation stands", leaves, []billing.Change{acted("u", novemberAt(12, 9), billing.ActUndo)}, nil, end, billing.HistoryApplied},
		{"a cancellation is taken back", leaves, []billing.Change{acted("r", novemberAt(12, 9), billing.OrderResume)}, nil, end, billing.HistoryUndone},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			changes := append([]billing.Change{tt.first}, tt.later...)
			slices.Reverse(changes)
			for _, e := range billing.History(changes, []billing.Invoice{begins}) {
				if e.ID != tt.first.ID {
					continue
				}
				if got := e.Stands(&billing.Subscription{Scheduled: tt.still}, tt.now); got != tt.want {
					t.Errorf("it is %s, want %s", got, tt.want)
				}
			}
		})
	}
}

// A subscription that ends unpaid drops what waits for the end of its period; what came due
// before that stands.
func TestWhatWaitsEndsWithTheSubscription(t *testing.T) {
	end := novemberAt(30, 0)
	waits := until(end, ordered("waits", novemberAt(10, 9), "", 50, 47))
	leaves := acted("leaves", novemberAt(10, 9), billing.ActCancel)
	leaves.State, leaves.EffectiveAt = billing.ChangeScheduled, end
	for _, tt := range []struct {
		change    billing.Change
		ends, now time.Time
		want      billing.HistoryOutcome
	}{
		{waits, novemberAt(20, 0), novemberAt(21, 0), billing.HistoryWithdrawn},
		{waits, novemberAt(20, 0), novemberAt(40, 0), billing.HistoryWithdrawn},
		{waits, end, end, billing.HistoryWithdrawn},
		{waits, novemberAt(50, 0), novemberAt(50, 0), billing.HistoryApplied},
		{leaves, end, end, billing.HistoryApplied},
	} {
		ended := billing.Subscription{Status: billing.StatusCanceled, Period: billing.Period{Start: novemberAt(1, 0), End: tt.ends}}
		e := billing.History([]billing.Change{tt.change}, nil)[0]
		if got := e.Stands(&ended, tt.now); got != tt.want {
			t.Errorf("%s, ended on %s, is %s on %s, want %s", e.ID, tt.ends, got, tt.now, tt.want)
		}
	}
}

func TestHistorySaysWhatChanged(t *testing.T) {
	more := ordered("more", novemberAt(3, 9), billing.ChangeApplied, 40, 44)
	more.Before.Volumes = map[string]int64{"email_credits": 40_000}
	more.After.Plan, more.After.Interval, more.After.Addons = "business", billing.Yearly, map[string]int{"storage": 2}
	undone := acted("undone", novemberAt(3, 9), billing.ActUndo)
	undone.Before, undone.After = teamOf(47), teamOf(50)
	tests := []struct {
		change billing.Change
		want   []billing.Difference
	}{
		{more, []billing.Difference{
			{Element: billing.ElementPlan, From: "team", To: "business"},
			{Element: billing.ElementInterval, From: "month", To: "year"},
			{Element: billing.ElementSeats, From: "40", To: "44"},
			{Element: billing.ElementAddon, ID: "storage", From: "0", To: "2"},
			{Element: billing.ElementVolume, ID: "email_credits", From: "40000", To: "0"},
		}},
		{undone, []billing.Difference{{Element: billing.ElementSeats, From: "47", To: "50"}}},
		{
			acted("role", novemberAt(3, 9), billing.ActRole, "who", "Maya", "was", "admin", "role", "billing_admin"),
			[]billing.Difference{{Element: billing.ElementRole, ID: "Maya", From: "admin", To: "billing_admin"}},
		},
		{
			acted("card", novemberAt(3, 9), billing.ActDefault, "was", "Mastercard 5100", "method", "Visa 4242"),
			[]billing.Difference{{Element: billing.ElementDefault, From: "Mastercard 5100", To: "Visa 4242"}},
		},
		{
			acted("details", novemberAt(3, 9), billing.ActDetails, "vat_id", "DE1", "vat_id_was", "", "company", "N", "company_was", "N", "country", "DE", "country_was", "GB"),
			[]billing.Difference{{Element: billing.ElementDetail, ID: "country", From: "GB", To: "DE"}, {Element: billing.ElementDetail, ID: "vat_id", From: "", To: "DE1"}},
		},
		{acted("invited", novemberAt(3, 9), billing.ActInvite, "who", "Ravi", "role", "member"), nil},
	}
	for _, tt := range tests {
		e := billing.History([]billing.Change{tt.change}, nil)[0]
		if !slices.Equal(e.Differences, tt.want) {
			t.Errorf("%s changed %v, want %v", e.ID, e.Differences, tt.want)
		}
	}
}

func TestHistorySaysWhyAndWhatCameOfIt(t *testing.T) {
	declined := ordered("declined", novemberAt(3, 9), billing.ChangeRejected, 40, 44)
	declined.Problem, declined.Params, declined.Reason, declined.Category = billing.PaymentDeclined, billing.Params("reason", "card_declined"), "Hires", billing.Strategic
	again := ordered("again", novemberAt(4, 9), billing.ChangeApplied, 40, 44)
	again.Device, again.InvoiceID = "ThinkPad", "nwt-2"
	other := ordered("other", novemberAt(3, 10), billing.ChangeApplied, 40, 41)
	invoice := billed("nwt-2", again.At, billing.InvoicePaid, tried(again.At, billing.PaymentSucceeded, ""))
	all := billing.History([]billing.Change{again, other, declined}, []billing.Invoice{invoice})
	if len(all) != 3 {
		t.Fatalf("%d entries", len(all))
	}
	made, failed := all[0], all[2]
	if made.Number != "NWT-2" || made.Method != "Visa 4242" || made.Device != "ThinkPad" || made.Who != "Maya" {
		t.Errorf("made: %+v", made)
	}
	if failed.Outcome != billing.HistoryDeclined || failed.Refusal != "card_declined" || failed.Next != "again" || failed.Reason != "Hires" || failed.Category != billing.Strategic {
		t.Errorf("declined: %+v", failed)
	}
}
