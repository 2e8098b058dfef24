package demo_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"billfold/backend/demo"
	"billfold/backend/gateway"
	"billfold/backend/gateway/sandbox"
	"billfold/backend/store"
	"billfold/billing"
	"billfold/billing/money"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// world is a seeded demo, opened for reading.
type world struct {
	t      *testing.T
	at     time.Time
	place  demo.Place
	books  *store.Store
	ledger *sandbox.Gateway
}

func seed(t *testing.T, at time.Time) world {
	t.Helper()
	dir := t.TempDir()
	place := demo.Place{
		Books: filepath.Join(dir, "books.db"), Gateway: filepath.Join(dir, "gateway.db"), At: at, Log: slog.New(slog.DiscardHandler),
	}
	if err := demo.Seed(t.Context(), place); err != nil {
		t.Fatal(err)
	}
	books, err := store.Open(t.Context(), place.Books)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = books.Close() })
	ledger, err := sandbox.Open(t.Context(), place.Gateway, func() time.Time { return at })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ledger.Close() })
	return world{t: t, at: at, place: place, books: books, ledger: ledger}
}

// accounts are a person's accounts by name.
func (w world) accounts(email string) map[string]billing.AccountSummary {
	w.t.Helper()
	person, err := w.books.PersonByEmail(w.t.Context(), email)
	if err != nil {
		w.t.Fatalf("%s: %v", email, err)
	}
	all, err := w.books.Accounts(w.t.Context(), person.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	byName := map[string]billing.AccountSummary{}
	for _, a := range all {
		byName[a.Name] = a
	}
	return byName
}

func (w world) facts(account string, role billing.Role) billing.Facts {
	w.t.Helper()
	var f billing.Facts
	err := w.books.Read(w.t.Context(), func(r *store.Reader) error {
		var err error
		f, err = r.Facts(w.t.Context(), account, role)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return f
}

func (w world) invoices(account string) []billing.Invoice {
	w.t.Helper()
	all, next, err := w.books.Invoices(w.t.Context(), account, "", 200)
	if err != nil || next != "" {
		w.t.Fatalf("invoices: %v, next %q", err, next)
	}
	return all
}

func (w world) feed(account string) []billing.Resource {
	w.t.Helper()
	var d billing.Delta
	err := w.books.Read(w.t.Context(), func(r *store.Reader) (err error) {
		d, err = r.Feed(w.t.Context(), account, billing.RoleAdmin, billing.Cursor{}, 10000)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return d.Resources
}

func names[V any](m map[string]V) []string {
	all := make([]string, 0, len(m))
	for name := range m {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// The ends of history to try: an ordinary day, the ends of short and long
// months, and days whose periods would begin on a 29th to 31st.
var ends = map[string]time.Time{
	"ordinary":         time.Date(2026, 11, 21, 22, 7, 52, 0, time.UTC),
	"end of a leap":    time.Date(2028, 2, 29, 23, 59, 59, 0, time.UTC),
	"after a february": time.Date(2029, 3, 9, 0, 0, 0, 0, time.UTC),
}

func TestPromises(t *testing.T) {
	t.Parallel()
	for name, at := range ends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := seed(t, at)
			t.Run("people", w.people)
			t.Run("northwind", w.northwind)
			t.Run("fabrikam", w.fabrikam)
			t.Run("contoso", w.contoso)
			t.Run("litware", w.litware)
			t.Run("a year", w.year)
			t.Run("papers", w.papers)
			t.Run("members", w.members)
			t.Run("stored", w.stored)
			t.Run("northwind stores", w.northwindStores)
			t.Run("credits", w.credits)
			t.Run("northwind's pack", w.northwindPack)
			t.Run("books and ledger", w.ledgerAgrees)
		})
	}
}

func (w world) people(t *testing.T) {
	for email, want := range map[string]struct {
		role     billing.Role
		accounts []string
	}{
		"admin@northwind.example":  {billing.RoleAdmin, []string{"Northwind Traders"}},
		"member@northwind.example": {billing.RoleMember, []string{"Northwind Traders"}},
		"billing@fabrikam.example": {billing.RoleBillingAdmin, []string{"Fabrikam Campaigns", "Fabrikam Studio", "Fabrikam Voice"}},
		"owner@contoso.example":    {billing.RoleAdmin, []string{"Contoso Labs", "Contoso Retail"}},
		"sales@litware.example":    {billing.RoleAdmin, []string{"Litware Institute"}},
	} {
		got := w.accounts(email)
		if diff := cmp.Diff(want.accounts, names(got)); diff != "" {
			t.Errorf("%s:\n%s", email, diff)
		}
		for _, a := range got {
			if a.Role != want.role {
				t.Errorf("%s is %s of %s, want %s", email, a.Role, a.Name, want.role)
			}
		}
	}
	maya, err := w.books.PersonByEmail(t.Context(), "admin@northwind.example")
	if err != nil || maya.Name != "Maya Okafor" {
		t.Errorf("%q, %v", maya.Name, err)
	}
}

func (w world) northwind(t *testing.T) {
	summary := w.accounts("admin@northwind.example")["Northwind Traders"]
	f := w.facts(summary.ID, billing.RoleAdmin)
	s, a := f.Subscription, f.Account
	if s.Status != billing.StatusActive || s.Terms.Plan != "team" || s.Terms.Interval != billing.Monthly || s.Terms.Seats != 50 {
		t.Errorf("subscription %s %+v", s.Status, s.Terms)
	}
	if s.Scheduled != nil || s.OpenInvoice != "" || s.InFlight != "" || s.CancelAtPeriodEnd {
		t.Errorf("something is scheduled, open or in flight: %+v", s)
	}
	if !a.BillingCredit.IsZero() || a.AccountBalance.String() != "240.00" {
		t.Errorf("billing credit %s, account balance %s", a.BillingCredit, a.AccountBalance)
	}
	if left := s.Period.End.Sub(w.at); left < 10*24*time.Hour {
		t.Errorf("%v left in the period, want 10 days", left)
	}
	if f.Usage.ActiveMembers != 46 || summary.Workspaces[0].Name != "Northwind HQ" {
		t.Errorf("%d active members, workspaces %v", f.Usage.ActiveMembers, summary.Workspaces)
	}
	cards := []billing.PaymentMethod{
		{Brand: "Visa", Last4: "4242", Status: billing.MethodWorks}, {Brand: "Mastercard", Last4: "5100", Status: billing.MethodWorks},
	}
	if diff := cmp.Diff(cards, a.Methods, cmpopts.IgnoreFields(billing.PaymentMethod{}, "ID", "ExpMonth", "ExpYear")); diff != "" {
		t.Error(diff)
	}
	seats := s.Terms.Seats + 1000
	p, err := billing.NewPreview(f, billing.Patch{Seats: &seats}, w.at)
	if err != nil || len(p.Blockers) != 0 || p.Timing != billing.Now || !p.Charged() {
		t.Errorf("1,000 more seats: %v, blockers %v, timing %s", err, p.Blockers, p.Timing)
	}
}

func (w world) fabrikam(t *testing.T) {
	accounts := w.accounts("billing@fabrikam.example")
	studio := w.facts(accounts["Fabrikam Studio"].ID, billing.RoleBillingAdmin)
	plan, _ := studio.Catalog.Plan(studio.Subscription.Terms.Plan)
	if price, ok := plan.Price(billing.Monthly); !ok || !price.PerSeat.IsPositive() || len(plan.Volumes)+len(plan.Metered) != 0 {
		t.Errorf("studio is not sold by the seat: %+v", plan)
	}
	campaigns := w.facts(accounts["Fabrikam Campaigns"].ID, billing.RoleBillingAdmin)
	if v := campaigns.Subscription.Terms.Volumes; v[billing.EmailCredits] == 0 || v[billing.MessageCredits] == 0 {
		t.Errorf("campaigns has no volumes: %v", v)
	}
	voice := w.facts(accounts["Fabrikam Voice"].ID, billing.RoleBillingAdmin)
	plan, _ = voice.Catalog.Plan(voice.Subscription.Terms.Plan)
	if len(plan.Metered) != 1 || !voice.Usage.Meters[billing.CallMinutes].IsPositive() {
		t.Errorf("voice is not billed by use: %+v, %v", plan.Metered, voice.Usage.Meters)
	}
	for name, meters := range map[string]map[string]string{
		"Fabrikam Campaigns": {billing.EmailCredits: "18350", billing.MessageCredits: "3912"}, "Fabrikam Voice": {billing.CallMinutes: "6240"},
	} {
		w.usedByTheDay(t, accounts[name].ID, meters)
	}
}

func (w world) contoso(t *testing.T) {
	accounts := w.accounts("owner@contoso.example")
	labs := w.facts(accounts["Contoso Labs"].ID, billing.RoleAdmin)
	if s := labs.Subscription; s.Status != billing.StatusTrialing || s.TrialEnds == nil || !s.TrialEnds.After(w.at) {
		t.Errorf("labs is not on trial: %+v", s)
	}
	retail := w.facts(accounts["Contoso Retail"].ID, billing.RoleAdmin)
	if s := retail.Subscription; s.Status != billing.StatusPastDue || s.OpenInvoice == "" {
		t.Errorf("retail has no open invoice: %+v", s)
	}
	if m := retail.Account.Methods; len(m) != 1 || m[0].Status != billing.MethodDeclined {
		t.Errorf("retail's card was not declined: %+v", m)
	}
}

func (w world) litware(t *testing.T) {
	f := w.facts(w.accounts("sales@litware.example")["Litware Institute"].ID, billing.RoleAdmin)
	plan, ok := f.Catalog.Plan(f.Subscription.Terms.Plan)
	if !ok || plan.Kind != billing.PlanCustom || f.Subscription.Status != billing.StatusActive {
		t.Errorf("plan %+v, status %s", plan, f.Subscription.Status)
	}
}

// paying are the accounts with a year behind them: all but the trial.
func (w world) paying() map[string]string {
	all := map[string]string{}
	for _, email := range []string{"admin@northwind.example", "billing@fabrikam.example", "owner@contoso.example", "sales@litware.example"} {
		for name, a := range w.accounts(email) {
			if name != "Contoso Labs" {
				all[name] = a.ID
			}
		}
	}
	return all
}

func (w world) year(t *testing.T) {
	for name, id := range w.paying() {
		var renewals, credits, void, retried int
		oldest := w.at
		for _, i := range w.invoices(id) {
			if i.At.After(w.at) {
				t.Errorf("%s: %s is of the future", name, i.Number)
			}
			if i.At.Before(oldest) {
				oldest = i.At
			}
			switch {
			case i.IsCreditNote():
				credits++
			case i.Status == billing.InvoiceVoid:
				void++
			case i.Status == billing.InvoicePaid && len(i.Attempts) > 1:
				retried++
			}
			if i.ChangeID == "" && !i.IsCreditNote() {
				renewals++
			}
		}
		if renewals != 13 || credits == 0 || void != 1 || retried != 1 {
			t.Errorf("%s: %d renewals, %d credit notes, %d void, %d collected by a retry", name, renewals, credits, void, retried)
		}
		if want := w.at.AddDate(-1, 0, 0); oldest.After(want) {
			t.Errorf("%s: the oldest invoice is of %v, want a year", name, oldest)
		}
		changes := 0
		for _, r := range w.feed(id) {
			if c, ok := r.Noun.(*billing.Change); ok && c.State == billing.ChangeApplied {
				changes++
			}
		}
		if changes == 0 {
			t.Errorf("%s: no changes", name)
		}
	}
}

func (w world) members(t *testing.T) {
	for name, id := range w.paying() {
		all, _, err := w.books.Members(t.Context(), id, "", 1000)
		if err != nil {
			t.Fatal(err)
		}
		guests, emails := 0, map[string]bool{}
		for _, m := range all {
			if m.Guest {
				guests++
			}
			if emails[m.Email] {
				t.Errorf("%s: %s is there twice", name, m.Email)
			}
			emails[m.Email] = true
			if m.LastActive != nil && m.LastActive.After(w.at) {
				t.Errorf("%s: %s was last active in the future", name, m.Email)
			}
		}
		if guests == 0 || len(all) < 5 {
			t.Errorf("%s: %d members, %d of them guests", name, len(all), guests)
		}
	}
}

// ledgerAgrees holds the two systems against each other: the gateway took what
// the books say was paid, and tells it in the order in which it happened.
func (w world) ledgerAgrees(t *testing.T) {
	entries, err := w.ledger.Ledger(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(entries, func(a, b sandbox.Entry) int { return a.At.Compare(b.At) }) {
		t.Error("the ledger is not oldest first")
	}
	taken := map[string]money.Money{}
	for _, e := range entries {
		if e.Result == gateway.Succeeded {
			sum, ok := taken[e.Account]
			if !ok {
				sum = money.Zero(e.Amount.Currency())
			}
			taken[e.Account] = sum.Add(e.Amount)
		}
	}
	for name, id := range w.paying() {
		paid := money.Zero(taken[id].Currency())
		for _, i := range w.invoices(id) {
			paid = paid.Add(i.AmountPaid)
		}
		if !paid.Equal(taken[id]) {
			t.Errorf("%s: invoices paid %s, gateway took %s", name, paid, taken[id])
		}
	}
}

func TestSeedIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	first, second := seed(t, ends["ordinary"]), seed(t, ends["ordinary"])
	for name, id := range first.paying() {
		if diff := cmp.Diff(first.feed(id), second.feed(id), cmp.Comparer(money.Money.Equal)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	entries := func(w world) []sandbox.Entry {
		all, err := w.ledger.Ledger(context.WithoutCancel(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if diff := cmp.Diff(entries(first), entries(second), cmp.Comparer(money.Money.Equal)); diff != "" {
		t.Error(diff)
	}
	if err := demo.Seed(t.Context(), first.place); err == nil {
		t.Error("books were filled twice")
	}
}
