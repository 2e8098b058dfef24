package history

import (
	"testing"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

func eur(text string) money.Money { return money.New(decimal.RequireFromString(text), "EUR") }

func TestEntriesInWords(t *testing.T) {
	terms := func(patch billing.Patch) billing.Terms { return sample.Facts().Subscription.Terms.With(patch) }
	before := terms(billing.Patch{})
	ordered := func(after billing.Terms) billing.HistoryEntry {
		return billing.HistoryEntry{
			Kind: billing.HistoryChange, Order: billing.OrderChange, Terms: &billing.TermsChange{Before: before, After: after},
			Differences: before.Differences(after), Outcome: billing.HistoryApplied,
		}
	}
	acted := func(kind billing.OrderKind, params ...string) billing.HistoryEntry {
		change := billing.Change{ID: "c", Kind: kind, State: billing.ChangeApplied, Params: billing.Params(params...)}
		return billing.History([]billing.Change{change}, nil)[0]
	}
	undone := ordered(terms(billing.Patch{Seats: new(60)}))
	undone.Order = billing.ActUndo
	declined := acted(billing.OrderTopUp)
	declined.Outcome = billing.HistoryDeclined
	own := func(kind billing.HistoryKind, outcome billing.HistoryOutcome) billing.HistoryEntry {
		return billing.HistoryEntry{Kind: kind, Outcome: outcome, Number: "N-1", Subject: "Team", Try: 2, Count: 3}
	}
	tests := []struct {
		entry billing.HistoryEntry
		want  string
		then  string
	}{
		{ordered(terms(billing.Patch{Plan: new("business")})), "Team", "Business"},
		{ordered(terms(billing.Patch{Interval: new(billing.Yearly)})), "Monthly", "Yearly"},
		{ordered(terms(billing.Patch{Seats: new(60)})), "Seats 50", "60"},
		{ordered(terms(billing.Patch{Addons: map[string]int{"storage_200": 0, "storage_100": 2}})), "200 GB storage", "2 × 100 GB storage"},
		{ordered(terms(billing.Patch{Addons: map[string]int{"storage_200": 0}})), "200 GB storage removed", ""},
		{ordered(terms(billing.Patch{Addons: map[string]int{"storage_100": 1}})), "100 GB storage added", ""},
		{ordered(terms(billing.Patch{Addons: map[string]int{"storage_200": 2}})), "200 GB storage 1", "2"},
		{ordered(terms(billing.Patch{Seats: new(60), Addons: map[string]int{"storage_100": 1}})), "Seats 50", "60, 100 GB storage added"},
		{ordered(terms(billing.Patch{Plan: new("business"), Seats: new(60), Volumes: map[string]int64{"email_credits": 0}})), "Team", "Business and 2 more"},
		{ordered(before), "Change of plan", ""},
		{undone, "Undone: Seats 50", "60"},
		{acted(billing.ActUndo), "Scheduled change undone", ""},
		{acted(billing.ActCancel), "Canceled at the period's end", ""},
		{acted(billing.OrderTopUp), "Account balance topped up", ""},
		{declined, "Top-up of the account balance", ""},
		{acted(billing.OrderPayment), "Payment of the open invoice", ""},
		{acted(billing.OrderPack), "Pack bought", ""},
		{acted(billing.ActInvite, "who", "Ravi"), "Ravi invited", ""},
		{acted(billing.ActInvite, "who", "", "emails", "r@x.example"), "r@x.example invited", ""},
		{acted(billing.ActDeactivate, "who", "Ravi, Mo", "members", "1002"), "1,002 members deactivated", ""},
		{acted(billing.ActReactivate, "who", "Ravi", "members", "1"), "Ravi reactivated", ""},
		{acted(billing.ActRole, "who", "Ravi", "was", "member", "role", "admin"), "Ravi: Member", "Workspace admin"},
		{acted(billing.ActDefault, "was", "", "method", "Visa 4242"), "Default: none", "Visa 4242"},
		{acted(billing.ActRemoveCard, "method", "Visa 4242"), "Visa 4242 removed", ""},
		{acted(billing.ActDetails, "country_was", "GB", "country", "DE"), "Country: United Kingdom", "Germany"},
		{acted(billing.ActDetails, "vat_id_was", "", "vat_id", "DE1", "company_was", "A", "company", "B"), "Company: A", "B, VAT ID: none to DE1"},
		{acted("gift"), "Gift", ""},
		{own(billing.HistoryRenewal, billing.HistoryApplied), "Renewal of Team", ""},
		{own(billing.HistoryRenewal, billing.HistoryDeclined), "Renewal of Team, payment", ""},
		{own(billing.HistoryRetry, billing.HistoryDeclined), "N-1, retry 2", ""},
		{own(billing.HistoryRetry, billing.HistoryApplied), "N-1 paid on retry 2", ""},
		{own(billing.HistoryReload, billing.HistoryApplied), "Auto-reload: 3 × Team", ""},
		{own(billing.HistoryUsage, billing.HistoryOpen), "Usage billed, N-1", ""},
		{own(billing.HistoryCreditNote, billing.HistoryApplied), "Credit note N-1", ""},
		{own(billing.HistoryInvoice, billing.HistoryApplied), "Invoice N-1", ""},
		{own(billing.HistoryClosed, billing.HistoryVoid), "N-1 made void", ""},
		{own(billing.HistoryClosed, billing.HistoryUncollectible), "N-1 given up", ""},
	}
	n := namer{words.Printer{}, sample.Catalog()}
	for _, tt := range tests {
		if got := n.what(&tt.entry); got != (what{tt.want, tt.then}) {
			t.Errorf("%s %s is %q, want %q then %q", tt.entry.Kind, tt.entry.Order, got, tt.want, tt.then)
		}
	}
}

// Only what is no exception is without a badge, and every outcome has a word.
func TestOutcomesInWords(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range []billing.HistoryOutcome{
		billing.HistoryApplied, billing.HistoryScheduled, billing.HistoryUndone, billing.HistoryReplaced, billing.HistoryPutOff, billing.HistoryRejected,
		billing.HistoryWithdrawn, billing.HistoryDeclined, billing.HistoryNeedsProof, billing.HistoryWaiting, billing.HistoryOpen,
		billing.HistoryVoid, billing.HistoryUncollectible,
	} {
		cell := outcome(o)
		if cell.Text == "" || seen[cell.Text] || cell.Badge == (o == billing.HistoryApplied) || cell.Badge && cell.Icon == "" {
			t.Errorf("%s is %+v", o, cell)
		}
		seen[cell.Text] = true
	}
}
