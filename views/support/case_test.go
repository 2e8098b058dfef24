package support

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/views/sample"
	"billfold/views/viewtest"
)

func (f *fake) ledgersOf(t *testing.T) []billing.AccountLedger {
	t.Helper()
	all, err := f.Ledgers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func rowsOf(c caseFile) map[string]string {
	all := map[string]string{"Exact error": c.problem}
	for _, r := range c.rows {
		all[r.label] = r.value
	}
	return all
}

// A case has all that support asks for, whatever is asked about.
func TestACaseIsComplete(t *testing.T) {
	always := []string{
		"Account", "Workspace", "Current plan", "Desired plan", "Seats", "Effective", "Invoice", "Change id", "Revision", "Person", "Role", "App", "Exact error",
	}
	tests := []struct {
		name    string
		symptom symptom
		set     func(*fake)
		want    map[string]string
	}{
		{"a change that was declined", declined, func(f *fake) { f.invoices = nil }, map[string]string{
			"Account": "Northwind Traders", "Workspace": "Northwind HQ, Northwind Labs", "Current plan": "Team, monthly",
			"Desired plan": "Team to Business", "Seats": "46 of 50", "Effective": "at once", "Invoice": "none chosen", "Change id": "chg_3",
			"Revision": "411, 21 Nov 10:40 UTC", "Person": "Maya Okafor", "Role": "Billing admin", "App": "Billfold 1.0.0, Linux",
			"Exact error": "payment_declined: The payment was declined.",
		}},
		{"a draft that is newer", blocked, func(f *fake) {
			f.drafts = []billing.Draft{{ID: "d1", At: sample.Now(), Target: f.facts.Subscription.Terms.With(billing.Patch{Seats: new(47)})}}
		}, map[string]string{"Desired plan": "50 to 47 seats", "Effective": "1 Dec 2026"}},
		{"a renewal that was declined", declined, owing, map[string]string{
			"Invoice": "NWT-0013, $854.40", "Change id": "none", "Exact error": "payment_declined: The payment was declined: insufficient funds.",
		}},
		{"a change under way", outdated, waiting(billing.ChangeUnknown), map[string]string{"Change id": "chg_9", "Desired plan": "Team to Business"}},
		{"seats, of which no change was asked", seats, nil, map[string]string{"Desired plan": "not asked", "Change id": "none", "Exact error": "none shown"}},
		{
			"a network that is away", seats, func(f *fake) { f.freshness = sample.Fresh(billing.Away) },
			map[string]string{"Exact error": "offline: Billing cannot be reached.", "Revision": "398, 21 Nov 09:18 UTC"},
		},
		{"a member, who sees no billing", hidden, member, map[string]string{
			"Role": "Member", "Seats": "46 of 50", "Invoice": "none chosen",
			"Exact error": "not_permitted: Only owners, workspace admins, billing admins and finance approvers can see invoices and payments; your role is Member.",
		}},
		{"an account that cannot be read", other, func(f *fake) { f.factsErr = billing.NewProblem(billing.CacheCorrupt) }, map[string]string{
			"Account": "Northwind Traders", "Current plan": "not known here", "Role": "Billing admin", "Person": "Maya Okafor",
		}},
		{"an account that was never read", hidden, func(f *fake) {
			f.factsErr, f.accounts, f.freshness = billing.NewProblem(billing.NotFound), nil, billing.Freshness{}
		}, map[string]string{"Account": "not known here", "Revision": "never read", "Exact error": "none shown"}},
	}
	for _, tt := range tests {
		source := normal()
		if tt.set != nil {
			tt.set(source)
		}
		c := source.seen(tt.symptom).caseFile()
		got := rowsOf(c)
		for _, label := range always {
			if got[label] == "" {
				t.Errorf("%s: nothing says %s", tt.name, label)
			}
		}
		for label, want := range tt.want {
			if got[label] != want {
				t.Errorf("%s: %s is %q, want %q", tt.name, label, got[label], want)
			}
		}
		text := c.text("Thanks.")
		for label, value := range got {
			if !strings.Contains(text, label+": "+value+"\n") {
				t.Errorf("%s: %s is shown and does not leave", tt.name, label)
			}
		}
		if lines := strings.Count(text, "\n"); lines != len(got)+4 { // the subject and the person's words, each with an empty line
			t.Errorf("%s: something leaves that is not shown:\n%s", tt.name, text)
		}
	}
}

func TestAChargesCase(t *testing.T) {
	source := normal()
	v := source.seen(charged)
	v.asked.charge = ask(billing.Charge{Amount: decimal.NewFromInt(24), Currency: "USD", On: time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)}, source.ledgersOf(t), sample.Now())
	if got := rowsOf(v.caseFile()); got["Invoice"] != "NWT-0012, $24.00" || got["Effective"] != "5 Nov 2026" || got["Change id"] != "chg_5" || got["Desired plan"] != "not asked" {
		t.Errorf("it says %v", got)
	}
	v.asked.charge = ask(billing.Charge{Amount: decimal.NewFromInt(99), Currency: "USD", On: time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)}, source.ledgersOf(t), sample.Now())
	if got := rowsOf(v.caseFile()); got["Invoice"] != "none; $99.00 on 6 Nov 2026" {
		t.Errorf("an unknown charge is %q", got["Invoice"])
	}
}

// The checks say what they found, what matches first.
func TestChecksOfACharge(t *testing.T) {
	source := normal()
	v := source.seen(charged)
	ledgers := source.ledgersOf(t)
	tests := []struct {
		name, amount, on string
		all              []billing.AccountLedger
		want             []string // "title: detail", in part
		verdict          string
	}{
		{"a pack", "24", "2026-11-06", ledgers, []string{
			"+Pack of AI credits or auto-reload > invoices/inv_NWT-0012: NWT-0012, $24.00 with tax, 5 Nov 00:00, by Jonas Weber, Visa 4242. Cards are booked up to 5 days later.",
			"-Renewal: NWT-0011 of 4 Nov was $854.40, another amount.",
			"-Upgrade or more seats: None between 1 Nov 2026 and 7 Nov 2026.",
			"?Another account on this card: Not checked, as not saved since or not yours: Contoso.",
			"-Authorization of the bank: It would vanish within 7 days; this one was collected.",
			"-Charged twice: NWT-0012 was collected once.",
		}, "This charge is yours: NWT-0012, $20.00 + VAT $4.00."},
		{
			"a declined try", "854.40", "2026-11-01", ledgers,
			[]string{"+Authorization of the bank > invoices/inv_NWT-0011: NWT-0011, $854.40 with tax, 2 Nov 00:00, Mastercard 5100. It was refused and not collected: the bank releases it within 7 days."},
			"Nothing was collected: the amount of NWT-0011 disappears by itself.",
		},
		{
			"once more", "24", "2026-11-20", ledgers,
			[]string{"+Charged twice > invoices/inv_NWT-0012: NWT-0012, $24.00 with tax, 5 Nov 00:00, by Jonas Weber, Visa 4242. No other invoice of this amount is known."},
			"It looks charged twice: NWT-0012; write to support.",
		},
		{
			"the total, of which billing credit paid some", "70", "2026-11-09", credited(ledgers[:1]),
			[]string{"-Pack of AI credits or auto-reload: NWT-0012 of 8 Nov came to $70.00, of which $50.00 was charged."},
			"Nothing here explains it: write to support.",
		},
		{"nothing, and a role that hides an account", "9.99", "2026-11-06", ledgers, []string{
			"-Authorization of the bank: It would have vanished by 13 Nov 2026.", "?Charged twice: Not all accounts could be looked at.",
		}, "Nothing matches so far, and not all could be checked. If it stays, write to support."},
		{"nothing at all", "9.99", "2026-11-06", ledgers[:2], []string{
			"-Another account on this card: No saved card pays for Fabrikam Europe too, and nothing there matches.",
			"-Charged twice: Nothing of this amount was paid in the weeks before.",
		}, "Nothing here explains it: write to support."},
		{
			"the only account", "9.99", "2026-11-06", ledgers[:1],
			[]string{"-Another account on this card: As far as you can see, Visa ending 4242, Mastercard ending 5100: for Northwind Traders only."},
			"Nothing here explains it: write to support.",
		},
	}
	for _, tt := range tests {
		on, err := time.Parse(time.DateOnly, tt.on)
		if err != nil {
			t.Fatal(err)
		}
		v.asked.charge = ask(billing.Charge{Amount: decimal.RequireFromString(tt.amount), Currency: "USD", On: on}, tt.all, sample.Now())
		m := show(v)
		var got []string
		for _, f := range m.findings {
			got = append(got, told(f)+": "+f.detail)
		}
		for _, want := range tt.want {
			if !slices.Contains(got, want) {
				t.Errorf("%s: %q is not in\n%s", tt.name, want, strings.Join(got, "\n"))
			}
		}
		if m.verdict.role != verdictOpen && m.findings[0].result != billing.ClaimMatches {
			t.Errorf("%s: what matches does not come first", tt.name)
		}
		if got := m.verdict.title + " " + m.verdict.detail; got != tt.verdict {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}

// credited is an account whose only invoice is a pack of 70, 50 of it from a card.
func credited(all []billing.AccountLedger) []billing.AccountLedger {
	usd := func(amount int64) money.Money { return money.FromMinor(amount*100, "USD") }
	pack := sample.Invoices()[slices.IndexFunc(sample.Invoices(), func(i billing.Invoice) bool { return i.Number == "NWT-0012" })]
	pack.At = time.Date(2026, 11, 8, 10, 0, 0, 0, time.UTC)
	pack.Attempts = []billing.PaymentAttempt{{At: pack.At, Method: "Visa 4242", Result: billing.PaymentSucceeded}}
	pack.Total, pack.BillingCreditApplied, pack.AmountDue, pack.AmountPaid = usd(70), usd(20), usd(50), usd(50)
	all = slices.Clone(all)
	all[0].Invoices = []billing.Invoice{pack}
	return all
}

// A mail's address has room for about two thousand signs: what does not fit is on the
// clipboard, and the mail says so.
func TestAMailFits(t *testing.T) {
	c := normal().seen(declined).caseFile()
	if body, whole := fitted("support@halden.example", c.subject, c.text("Thanks.")); !whole || body != c.text("Thanks.") {
		t.Errorf("a short case is cut to %q", body)
	}
	long := c.text(strings.Repeat("Größenänderung & Übertragung\n", 100))
	body, whole := fitted("support@halden.example", c.subject, long)
	if whole || !strings.HasSuffix(body, "The whole case is on the clipboard: paste it here.") || !strings.HasPrefix(long, body[:400]) {
		t.Errorf("a long case is %q", body)
	}
	if length := len("mailto:support@halden.example?subject=&body=") + len(url.PathEscape(c.subject)) + escaped(body); length > 2000 {
		t.Errorf("its address has %d signs", length)
	}
}

// An invoice of another account is not opened in this one, though they have one name.
func TestAnotherAccountOfTheSameNameIsAnother(t *testing.T) {
	source := normal()
	charge := billing.Charge{Amount: decimal.NewFromInt(24), Currency: "USD", On: time.Date(2026, 11, 6, 0, 0, 0, 0, time.UTC)}
	for _, own := range []bool{true, false} {
		ledgers := source.ledgersOf(t)
		ledgers[1].Name, ledgers[1].Currency = ledgers[0].Name, ledgers[0].Currency
		if !own {
			ledgers[0].Invoices, ledgers[1].Invoices = nil, ledgers[0].Invoices
		}
		v := source.seen(charged)
		v.asked.charge = ask(charge, ledgers, sample.Now())
		all, _ := v.inquire()
		if all[0].result != billing.ClaimMatches || (all[0].fix != nil) != own {
			t.Errorf("of one's own %t: %+v", own, all[0])
		}
	}
}

func TestAFileIsNamedByItsDay(t *testing.T) {
	if got := fileName(sample.Now()); got != "support-case-2026-11-21.txt" {
		t.Errorf("it is called %s", got)
	}
}

// Words that left for nowhere are told to whoever would close the page.
func TestWordsThatLeftForNowhereAreToldOf(t *testing.T) {
	for name, leave := range map[string]func(*bench){
		"copy": func(b *bench) { b.Press("Copy") },
		"file": func(b *bench) { b.Press("Save") },
		"mail": func(b *bench) { b.Press("Write mail to support") },
	} {
		b := open(t, normal(), viewtest.Wide).show("")
		if got := b.page.Unsaved(); got != "" {
			t.Errorf("%s: %q before anything was typed", name, got)
		}
		b.page.file.own.SetText("It was charged twice.")
		if got := b.page.Unsaved(); got != "Words for support that were typed are not saved." {
			t.Errorf("%s: %q", name, got)
		}
		leave(b)
		if got := b.page.Unsaved(); got != "" {
			t.Errorf("%s: %q though they left", name, got)
		}
		b.page.file.own.SetText("It was charged twice, on the same day.")
		if got := b.page.Unsaved(); got == "" {
			t.Errorf("%s: nothing of what was typed since", name)
		}
	}
}
