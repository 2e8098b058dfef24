package sync_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"billfold/backend/backendtest"
	"billfold/backend/store"
	"billfold/billing"
	billingsync "billfold/sync"
	"billfold/sync/cache"
	"billfold/sync/remote"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

const (
	reader  = backendtest.Reader
	account = backendtest.Account
)

// Whatever is written on the backend, whatever goes wrong on the way and whoever
// the reader is at the moment: once nothing goes wrong, the copy is what a copy
// that is read from nothing is.
func TestTheCopyConverges(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "case")
		if err != nil {
			r.Fatal(err)
		}
		v := newVillage(r, t, dir, rapid.Uint32().Draw(r, "chance"))
		defer v.close()
		r.Repeat(map[string]func(*rapid.T){
			"write":          v.write,
			"delete":         v.remove,
			"give a role":    v.giveRole,
			"forget":         v.forget,
			"sync":           func(r *rapid.T) { v.sync(r, rapid.IntRange(0, 2).Draw(r, "faults")) },
			"restart client": func(r *rapid.T) { v.reopen(r) },
		})
		v.sync(r, 0)
	})
}

// village is a real backend's books and API over HTTP, which can answer wrongly,
// and one reader's copy.
type village struct {
	*backendtest.Backend
	t      testing.TB
	dir    string
	client *remote.Client
	cache  *cache.Cache
	at     time.Time
	wrote  int

	mu      sync.Mutex
	faults  int      // how many of the next answers are wrong
	answers [][]byte // given before, to be given again
	chance  func() int
}

// fataler ends a case: a test, or one of rapid's.
type fataler interface{ Fatal(args ...any) }

func newVillage(r fataler, t testing.TB, dir string, seed uint32) *village {
	v := &village{t: t, dir: dir, at: time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)}
	v.chance = func() int { // drawn on another goroutine, which rapid does not allow
		seed = seed*1664525 + 1013904223
		return int(seed >> 16)
	}
	v.Backend = backendtest.New(t, v.unreliable)
	var err error
	v.client, err = remote.New(remote.Options{BaseURL: v.URL, Token: func(context.Context) (string, error) { return "t", nil }})
	if err != nil {
		r.Fatal(err)
	}
	v.reopen(r)
	return v
}

func (v *village) close() {
	v.client.Close()
	v.Close()
	if err := v.cache.Close(); err != nil {
		v.t.Error(err)
	}
}

// unreliable answers in small pages and, as often as it is to, wrongly: nothing
// of use, half of it, or what it has answered before.
func (v *village) unreliable(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		if query.Has("limit") {
			query.Set("limit", "3")
			r.URL.RawQuery = query.Encode()
		}
		r.Header.Del("Accept-Encoding")
		recorded := httptest.NewRecorder()
		next.ServeHTTP(recorded, r)
		v.mu.Lock()
		defer v.mu.Unlock()
		body, status := recorded.Body.Bytes(), recorded.Code
		if v.faults > 0 {
			v.faults--
			switch v.chance() % 5 {
			case 0:
				body, status = nil, http.StatusInternalServerError
			case 1:
				body = body[:len(body)*2/3]
			case 2:
				body, status = []byte("<html>Sign in to the train's network</html>"), http.StatusOK
				recorded.Header().Set("Content-Type", "text/html")
			default:
				if len(v.answers) > 0 {
					body, status = v.answers[v.chance()%len(v.answers)], http.StatusOK
					recorded.Header().Set("Content-Type", "application/json")
				}
			}
		} else if status == http.StatusOK && query.Has("limit") {
			v.answers = append(v.answers, bytes.Clone(body))
		}
		for name, values := range recorded.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(status)
		_, _ = w.Write(body)
	})
}

func (v *village) write(r *rapid.T) {
	v.wrote++
	name := strconv.Itoa(v.wrote)
	id := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}).Draw(r, "id")
	v.Write(func(ctx context.Context, tx *store.Tx) error {
		switch rapid.IntRange(0, 8).Draw(r, "noun") {
		case 5:
			return v.spend(ctx, tx, id, name)
		case 6:
			item := billing.StoredItem{ID: id, Name: name, Kind: billing.StoredVideo, SizeGB: decimal.NewFromInt(int64(v.wrote)), AddedAt: v.at}
			return tx.PutStoredItems(ctx, account, []billing.StoredItem{item}, v.at)
		case 3:
			return tx.AddUsage(ctx, account, id, v.at, decimal.NewFromInt(int64(v.wrote)))
		case 0:
			return tx.InsertInvoice(ctx, account, invoiceOf("inv_"+name, v.at))
		case 1:
			return tx.PutSubscription(ctx, account, &billing.Subscription{
				Status: billing.StatusActive, Anchor: v.at, Period: billing.PeriodAt(v.at, billing.Monthly, 0),
				Terms:  billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: v.wrote},
				Billed: []billing.Billed{{Item: billing.ItemSeats, Net: amount}},
			})
		case 2:
			return tx.InsertChange(ctx, &store.Change{AccountID: account, Change: billing.Change{
				ID: "chg_" + name, Kind: billing.OrderChange, At: v.at, State: billing.ChangeApplied, EffectiveAt: v.at, AmountCharged: amount,
			}})
		default:
			return tx.PutMember(ctx, account, billing.Member{ID: id, Name: name, Role: billing.RoleMember, Status: billing.MemberActive})
		}
	})
}

// spend uses up some of a new pack, for which all that was granted before lapses.
func (v *village) spend(ctx context.Context, tx *store.Tx, id, name string) error {
	before, err := tx.CreditGrants(ctx, account)
	if err != nil {
		return err
	}
	pack := billing.CreditGrant{
		ID: id, Kind: billing.AICredits, Source: billing.FromPack, Granted: decimal.NewFromInt(1000), Spent: decimal.NewFromInt(int64(v.wrote)),
		At: v.at, Reference: "inv_" + name,
	}
	return errors.Join(tx.PutCreditGrants(ctx, account, before, []billing.CreditGrant{pack}, v.at),
		tx.InsertCreditSpend(ctx, account, &billing.CreditSpend{
			ID: "csp_" + name, Kind: billing.AICredits, At: v.at, Actor: "Ada", Action: "tagging", Quantity: pack.Spent,
		}))
}

func invoiceOf(id string, at time.Time) *billing.Invoice {
	zero := amount.Sub(amount)
	return &billing.Invoice{
		ID: id, At: at, Status: billing.InvoicePaid, Currency: "USD", Period: billing.PeriodAt(at, billing.Monthly, 0), AmountPaid: amount,
		Totals: billing.Totals{Subtotal: amount, Total: amount, BillingCreditApplied: zero, AmountDue: amount, BillingCreditAfter: zero},
		Lines: []billing.Line{{
			Kind: billing.Recurring, Item: billing.ItemSeats, Code: billing.LineFullPeriod, Quantity: decimal.NewFromInt(1),
			UnitPrice: decimal.RequireFromString("37.42"), Period: billing.PeriodAt(at, billing.Monthly, 0), Amount: amount, Arithmetic: "1*37.42",
		}},
	}
}

func (v *village) remove(r *rapid.T) {
	id := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f"}).Draw(r, "id")
	v.at = v.at.Add(time.Second)
	v.Write(func(ctx context.Context, tx *store.Tx) error { return tx.DeleteMember(ctx, account, id, v.at) })
}

func (v *village) forget(r *rapid.T) {
	v.Write(func(ctx context.Context, tx *store.Tx) error {
		return tx.ForgetDeletions(ctx, account, v.at.Add(time.Second))
	})
}

func (v *village) giveRole(r *rapid.T) {
	role := rapid.SampledFrom([]billing.Role{billing.RoleAdmin, billing.RoleBillingAdmin, billing.RoleMember}).Draw(r, "role")
	v.Write(func(ctx context.Context, tx *store.Tx) error { return tx.PutMembership(ctx, reader, account, role) })
}

// sync tries to catch up, as often as a person would, while some of the answers
// are wrong; with none wrong it must work.
func (v *village) sync(r *rapid.T, faults int) {
	v.mu.Lock()
	v.faults = faults
	v.mu.Unlock()
	s := v.syncer(v.cache)
	_, listErr := s.RefreshAccounts(v.t.Context())
	_, err := s.Refresh(v.t.Context(), account)
	if err := errors.Join(listErr, err); err != nil && faults == 0 {
		r.Fatal(err)
	}
	if faults == 0 {
		v.compare(r)
	}
	v.mu.Lock()
	v.faults = 0
	v.mu.Unlock()
}

func (v *village) syncer(c *cache.Cache) *billingsync.Syncer {
	return billingsync.NewSyncer(billingsync.SyncerDeps{
		Remote: v.client, Cache: c, Signal: &billingsync.Signal{}, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
}

func (v *village) reopen(r fataler) {
	if v.cache != nil {
		if err := v.cache.Close(); err != nil {
			r.Fatal(err)
		}
	}
	var err error
	if v.cache, err = cache.Open(v.t.Context(), v.dir, "p", time.Now); err != nil {
		r.Fatal(err)
	}
}

// compare holds the copy against one that is read from nothing.
func (v *village) compare(r *rapid.T) {
	other, err := cache.Open(v.t.Context(), v.dir, "other", time.Now)
	if err != nil {
		r.Fatal(err)
	}
	defer other.Remove(v.t.Context())
	if _, err := v.syncer(other).Refresh(v.t.Context(), account); err != nil {
		r.Fatal(err)
	}
	if diff := cmp.Diff(everything(v.t, other), everything(v.t, v.cache), cmpopts.EquateEmpty()); diff != "" {
		r.Fatalf("copy (-read from nothing +kept):\n%s", diff)
	}
}

// everything is what a copy has of the account; what is missing is the error.
func everything(t testing.TB, c *cache.Cache) map[string]any {
	t.Helper()
	all := map[string]any{}
	keep := func(name string, noun any, err error) {
		if all[name] = noun; err != nil {
			all[name] = fmt.Sprint(billing.CodeOf(err))
		}
	}
	cursor, err := c.Cursor(t.Context(), account)
	keep("cursor", cursor, err)
	who, err := c.Account(t.Context(), account)
	keep("account", who, err)
	s, err := c.Subscription(t.Context(), account)
	keep("subscription", s, err)
	catalog, err := c.Catalog(t.Context(), account)
	keep("catalog", catalog, err)
	usage, err := c.Usage(t.Context(), account)
	keep("usage", usage, err)
	days, err := c.UsageDays(t.Context(), account, time.Time{}, time.Now().AddDate(100, 0, 0))
	keep("days", days, err)
	members, err := c.Members(t.Context(), account, "", -1)
	keep("members", members, err)
	invoices, err := c.Invoices(t.Context(), account, "", -1)
	keep("invoices", invoices, err)
	changes, err := c.Changes(t.Context(), account, "", -1)
	keep("changes", changes, err)
	stored, err := c.StoredItems(t.Context(), account)
	keep("stored", stored, err)
	grants, err := c.CreditGrants(t.Context(), account)
	keep("grants", grants, err)
	spends, err := c.CreditSpends(t.Context(), account, -1)
	keep("spends", spends, err)
	return all
}
