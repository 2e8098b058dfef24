package cache_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/sync/cache"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = time.Date(2026, 3, 16, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

func open(t *testing.T, dir string) *cache.Cache {
	t.Helper()
	c, err := cache.Open(t.Context(), dir, "demo/admin@northwind.example", clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// file is the one file of that name under dir.
func file(t *testing.T, dir, name string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "*", name))
	if err != nil || len(found) != 1 {
		t.Fatalf("files called %s: %v, %v", name, found, err)
	}
	return found[0]
}

func usd(s string) money.Money {
	m, err := money.Parse(s, "USD")
	if err != nil {
		panic(err)
	}
	return m
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func period() billing.Period {
	return billing.Period{Start: noon, End: noon.AddDate(0, 1, 0)}
}

func terms(plan string, seats int) billing.Terms {
	return billing.Terms{
		Plan: plan, Interval: billing.Monthly, Seats: seats,
		Addons: map[string]int{"storage_100": 2}, Volumes: map[string]int64{"email_credits": 5000},
	}
}

func account() *billing.Account {
	return &billing.Account{
		ID: "acc_1", Name: "Northwind", Role: billing.RoleAdmin, Currency: "USD", Timezone: "Europe/Berlin",
		AccountBalance: usd("0.00"), BillingCredit: usd("12.34"),
		Details: billing.BillingDetails{
			FirstName: "Ada", LastName: "Lovelace", Company: "Northwind Traders", Email: "a@x.example", Phone: "+49 30 12345", Address: "A 1",
			PostalCode: "10969", City: "Berlin", Region: "Berlin", Country: "DE", VATID: "DE123", PONumber: "PO-1", Recipients: []string{"ap@x.example"},
		},
		Methods:    []billing.PaymentMethod{{ID: "pm_1", Brand: "Visa", Last4: "4242", ExpMonth: 1, ExpYear: 2030, Status: billing.MethodWorks}},
		Workspaces: []billing.Workspace{{ID: "ws_1", Name: "Sales"}},
		Deciders:   []billing.Person{{ID: "per_1", Name: "Ada", Email: "ada@x.example"}},
		Notices: []billing.Notification{{
			At: noon, Notice: billing.Notice{Code: billing.DeviceAdded, Params: billing.Params("device", "Laptop"), Fix: "settings"},
		}},
	}
}

func subscription() *billing.Subscription {
	trial := noon.AddDate(0, 0, 14)
	return &billing.Subscription{
		Revision: 7, Status: billing.StatusActive, Terms: terms("team", 5), Anchor: noon, Period: period(), TrialEnds: &trial,
		CancelAtPeriodEnd: true, Scheduled: &billing.Scheduled{At: period().End, After: terms("free", 1)},
		Billed: []billing.Billed{{
			Item: billing.ItemSeats, Net: usd("60.00"), Taxes: []billing.Tax{{Name: "VAT", Rate: dec("0.19")}},
		}},
		OpenInvoice: "INV-1", InFlight: "chg_1",
	}
}

func invoice(id string, at time.Time) *billing.Invoice {
	return &billing.Invoice{
		ID: id, Number: "N-" + id, At: at, Status: billing.InvoicePaid, Period: period(), Currency: "USD",
		Lines: []billing.Line{{
			Kind: billing.ProrationCredit, Item: billing.ItemSeats, Code: billing.LineUnusedTime,
			Params: map[string]string{"name": "Team", "quantity": "5"}, Quantity: dec("5"), UnitPrice: dec("12.00"),
			Period: period(), Amount: usd("-30.00"), Arithmetic: "-(5*12.00)*1339200/2678400",
			Taxes: []billing.Tax{{Name: "VAT", Rate: dec("0.19")}},
		}},
		Totals: billing.Totals{
			Subtotal: usd("-30.00"), Total: usd("-35.70"), BillingCreditApplied: usd("0.00"), AmountDue: usd("0.00"),
			BillingCreditAfter: usd("35.70"),
			Taxes:              []billing.TaxLine{{Name: "VAT", Rate: dec("0.19"), Taxable: usd("-30.00"), Amount: usd("-5.70")}},
		},
		AmountPaid: usd("0.00"), ChangeID: "chg_1",
		Attempts: []billing.PaymentAttempt{{At: at, Method: "Visa 4242", Result: billing.PaymentRefused, Reason: "insufficient_funds"}},
		Seller:   billing.Seller{Name: "Halden", Address: "A 1", PostalCode: "1", City: "Berlin", Country: "DE", VATID: "DE1", Email: "b@halden.example"},
		BilledTo: account().Details,
	}
}

func member(id, name string) *billing.Member {
	return &billing.Member{ID: id, Name: name, Email: id + "@x.example", Role: billing.RoleMember, Status: billing.MemberActive, LastActive: &noon}
}

func usageDay(day int) *billing.UsageDay {
	return &billing.UsageDay{Meter: "sms", Day: time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC), Quantity: dec("7.5")}
}

func change(id string) *billing.Change {
	return &billing.Change{
		ID: id, At: noon, Actor: "Ada", Device: "Laptop", State: billing.ChangeApplied, PreviewID: "prv_1", Before: terms("team", 5),
		After: terms("business", 5), EffectiveAt: noon, AmountCharged: usd("0.00"), InvoiceID: "inv_1", Reason: "growth",
		Category: billing.Strategic, Problem: billing.PriceChanged, Params: map[string]string{"expected": "1.00"},
	}
}

func page(next int64, more bool, nouns ...billing.Resource) billing.Delta {
	return billing.Delta{Next: billing.Cursor{Revision: next}, Latest: next, More: more, Resources: nouns}
}

// apply writes a page that follows where the copy is.
func apply(ctx context.Context, c *cache.Cache, account string, d billing.Delta, at time.Time) error {
	since, err := c.Cursor(ctx, account)
	if err != nil {
		return err
	}
	d.Since, d.Next = since, since.After(d.Next.Revision, d.Latest, d.More)
	if applied, err := c.Apply(ctx, account, d, at); err != nil || applied {
		return err
	}
	return errors.New("page was not applied")
}

var same = cmp.Options{cmpopts.EquateEmpty()}

func TestNounsComeBackAsTheyWere(t *testing.T) {
	c := open(t, t.TempDir())
	usage := &billing.Usage{
		ActiveMembers: 4, StorageUsedGB: dec("12.5"), Meters: map[string]decimal.Decimal{"ai_credits": dec("0.1")}, Cycle: period(),
		StorageByKind: map[billing.StoredKind]decimal.Decimal{billing.StoredVideo: dec("10.4"), billing.StoredImage: dec("2.1")},
	}
	catalog := &billing.Catalog{Currency: "USD", Policy: billing.DefaultPolicy(), Plans: []billing.Plan{{
		ID: "team", Name: "Team", Rank: 20, Kind: billing.PlanPaid,
		Prices: []billing.Price{{Interval: billing.Monthly, PerSeat: dec("12.00")}},
	}}}
	err := apply(t.Context(), c, "acc_1", page(9, false,
		billing.NewResource("acc_1", 1, account()), billing.NewResource("cat", 2, catalog),
		billing.NewResource("sub_1", 3, subscription()), billing.NewResource("use", 4, usage),
		billing.NewResource("inv_1", 5, invoice("inv_1", noon)), billing.NewResource("mem_1", 6, member("mem_1", "Ada")),
		billing.NewResource("chg_1", 7, change("chg_1")), billing.NewResource("sms/2026-03-03", 8, usageDay(3)),
		billing.NewResource("sms/2026-03-04", 9, usageDay(4))), noon)
	if err != nil {
		t.Fatal(err)
	}
	days, err := c.UsageDays(t.Context(), "acc_1", usageDay(4).Day, usageDay(5).Day)
	if diff := cmp.Diff([]billing.UsageDay{*usageDay(4)}, days); diff != "" || err != nil {
		t.Errorf("usage of a day: %v (-want +got):\n%s", err, diff)
	}
	facts, err := c.Facts(t.Context(), "acc_1")
	if err != nil {
		t.Fatal(err)
	}
	want := billing.Facts{Catalog: catalog, Account: account(), Subscription: subscription(), Usage: usage}
	if diff := cmp.Diff(want, facts, same); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
	byNumber, err := c.Invoice(t.Context(), "acc_1", "N-inv_1")
	if diff := cmp.Diff(invoice("inv_1", noon), byNumber, same); diff != "" || err != nil {
		t.Errorf("invoice: %v (-want +got):\n%s", err, diff)
	}
	members, err := c.Members(t.Context(), "acc_1", "", -1)
	if diff := cmp.Diff([]billing.Member{*member("mem_1", "Ada")}, members); diff != "" || err != nil {
		t.Errorf("members: %v (-want +got):\n%s", err, diff)
	}
	changes, err := c.Changes(t.Context(), "acc_1", "", -1)
	if diff := cmp.Diff([]billing.Change{*change("chg_1")}, changes); diff != "" || err != nil {
		t.Errorf("changes: %v (-want +got):\n%s", err, diff)
	}
}

func TestAmountsThatMayNotBeSeenAreNotZero(t *testing.T) {
	c := open(t, t.TempDir())
	a := account()
	a.AccountBalance = money.Money{}
	if err := apply(t.Context(), c, "acc_1", page(1, false, billing.NewResource("acc_1", 1, a)), noon); err != nil {
		t.Fatal(err)
	}
	got, err := c.Account(t.Context(), "acc_1")
	if err != nil || !got.AccountBalance.IsUnset() || got.BillingCredit.String() != "12.34" {
		t.Fatalf("account: %+v, %v", got, err)
	}
}

func TestMissingNounIsNotFound(t *testing.T) {
	c := open(t, t.TempDir())
	_, err := c.Subscription(t.Context(), "acc_1")
	if billing.CodeOf(err) != billing.NotFound {
		t.Fatalf("error: %v", err)
	}
}

func TestFilesAreThePersonsAlone(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	if err := apply(t.Context(), c, "acc_1", page(1, false, billing.NewResource("acc_1", 1, account())), noon); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"cache.db", "cache.db-wal", "outbox.db"} {
		info, err := os.Stat(file(t, dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
		}
	}
	other, err := cache.Open(t.Context(), dir, "demo/somebody@else.example", clock)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Account(t.Context(), "acc_1"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("another person sees the account: %v", err)
	}
}

func TestCorruptFileIsSetAside(t *testing.T) {
	scribble := map[string]func(t *testing.T, path string){
		"not a database": func(t *testing.T, path string) {
			write(t, path, []byte("<html>this never was a database, and it is long enough to be read as one</html>"))
		},
		"broken page": func(t *testing.T, path string) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for i := 4096; i < len(b); i++ {
				b[i] = 0xa5
			}
			write(t, path, b)
		},
	}
	for name, damage := range scribble {
		for _, which := range []string{"cache.db", "outbox.db"} {
			t.Run(name+"/"+which, func(t *testing.T) {
				dir := t.TempDir()
				c := open(t, dir)
				if err := c.Close(); err != nil {
					t.Fatal(err)
				}
				path := file(t, dir, which)
				damage(t, path)
				damaged, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				again := open(t, dir)
				notes := again.Notes()
				code := map[string]billing.Code{"cache.db": billing.CacheCorrupt, "outbox.db": billing.OutboxCorrupt}[which]
				if len(notes) != 1 || notes[0].Code != code || notes[0].Params["file"] != path {
					t.Fatalf("notes: %v", notes)
				}
				kept, err := os.ReadFile(notes[0].Params["kept"])
				if err != nil || string(kept) != string(damaged) {
					t.Errorf("what was there is not kept: %v", err)
				}
				if err := apply(t.Context(), again, "acc_1", page(1, false, billing.NewResource("acc_1", 1, account())), noon); err != nil {
					t.Errorf("apply after: %v", err)
				}
				if err := again.SaveDraft(t.Context(), billing.Draft{ID: "d", AccountID: "acc_1"}); err != nil {
					t.Errorf("draft after: %v", err)
				}
			})
		}
	}
}

// What SQLite reports while the files are open, such as a full disk, has a code
// like everything that somebody decides on.
func TestFileThatFailsLaterIsUnusable(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	for name, tables := range map[string][]string{"cache.db": {"accounts", "account", "cursors"}, "outbox.db": {"submissions"}} {
		db, err := sql.Open("sqlite3", file(t, dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, table := range tables {
			if _, err := db.ExecContext(t.Context(), "DROP TABLE "+table); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
	_, list := c.Accounts(t.Context())
	_, read := c.Account(t.Context(), "acc_1")
	_, cursor := c.Cursor(t.Context(), "acc_1")
	failures := map[string]error{
		"list": list, "read": read, "cursor": cursor, "save": c.SaveAccounts(t.Context(), nil),
		"commit": c.Commit(t.Context(), intent("c1", "acc_1")),
	}
	for name, err := range failures {
		if billing.CodeOf(err) != billing.CacheUnusable {
			t.Errorf("%s: %v", name, err)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := c.Drafts(ended, "acc_1"); !errors.Is(err, context.Canceled) || billing.CodeOf(err) != "" {
		t.Errorf("given up: %v", err)
	}
}

func TestNewerSchemaIsRefusedAndLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Close(); err != nil {
		t.Fatal(err)
	}
	path := file(t, dir, "outbox.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	_, err = cache.Open(t.Context(), dir, "demo/admin@northwind.example", clock)
	problem, ok := errors.AsType[*billing.Problem](err)
	if !ok || problem.Code != billing.CacheNewer || problem.Params["file"] != path || problem.Params["version"] != "99" {
		t.Fatalf("error: %v", err)
	}
}

func TestDirectoryThatCannotBeUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	write(t, path, nil)
	_, err := cache.Open(t.Context(), path, "p", clock)
	problem, ok := errors.AsType[*billing.Problem](err)
	if !ok || problem.Code != billing.CacheUnusable || problem.Params["path"] == "" {
		t.Fatalf("error: %v", err)
	}
}

func TestRemoveKeepsWhatIsNotSettled(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	if err := c.SaveDraft(t.Context(), billing.Draft{ID: "d", AccountID: "acc_1", Target: terms("team", 5), At: noon}); err != nil {
		t.Fatal(err)
	}
	if err := apply(t.Context(), c, "acc_1", page(1, false, billing.NewResource("acc_1", 1, account())), noon); err != nil {
		t.Fatal(err)
	}
	if err := c.Remove(t.Context()); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	drafts, err := again.Drafts(t.Context(), "acc_1")
	if err != nil || len(drafts) != 1 {
		t.Errorf("drafts: %v, %v", drafts, err)
	}
	if _, err := again.Account(t.Context(), "acc_1"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("the copy is still there: %v", err)
	}
	if err := again.DeleteDraft(t.Context(), "d"); err != nil {
		t.Fatal(err)
	}
	if err := again.Remove(t.Context()); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left on disk: %v, %v", left, err)
	}
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
