package remote_test

import (
	"net/http"
	"testing"
	"time"

	"billfold/billing"
	"billfold/billing/money"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
)

const (
	accountData = `{"id":"acc_1","name":"Northwind","role":"admin","currency":"KWD","timezone":"UTC","account_balance":"1.250",
		"billing_credit":"0.000","details":{"first_name":"Ada","company":"NW","country":"KW","vat_id":"","no_vat_id":true,"recipients":["ap@nw.example"]},
		"deciders":[{"id":"per_1","name":"Ada","email":"ada@x.example"}],"notices":[{"at":"2026-03-02T00:00:00Z","code":"device_added","params":{"device":"Laptop"},"message":"","fix":"settings"}],"methods":[{"id":"pm_1","brand":"Visa","last4":"4242","exp_month":1,"exp_year":2030,"status":"works"}],
		"workspaces":[{"id":"ws_1","name":"Sales"}]}`
	termsData        = `{"plan":"team","interval":"month","seats":5,"addons":{},"volumes":{}}`
	periodData       = `{"start":"2026-03-01T00:00:00Z","end":"2026-04-01T00:00:00Z"}`
	subscriptionData = `{"revision":2,"status":"active","terms":` + termsData + `,"anchor":"2026-01-01T00:00:00Z","period":` + periodData + `,
		"trial_ends":null,"cancel_at_period_end":false,"scheduled":{"at":"2026-04-01T00:00:00Z","after":` + termsData + `},
		"billed":[{"item":"seats","net":"18.125","taxes":[{"name":"VAT","rate":"0.05"}]}],"open_invoice":"","in_flight":""}`
	usageData   = `{"active_members":4,"storage_used_gb":"12.5","meters":{"ai_credits":"0.1"},"cycle":` + periodData + `}`
	memberData  = `{"id":"mem_1","name":"Ada","email":"a@x.example","role":"member","status":"active","guest":true,"last_active":null}`
	invoiceData = `{"id":"inv_1","number":"NW-1","at":"2026-03-01T00:00:00Z","status":"paid","period":` + periodData + `,"currency":"KWD",
		"lines":[{"kind":"recurring","item":"seats","code":"line_full_period","params":{},"description":"","quantity":"5","unit_price":"3.625",
		"period":` + periodData + `,"amount":"18.125","arithmetic":"5*3.625","taxes":[]}],
		"subtotal":"18.125","tax":[],"total":"18.125","billing_credit_applied":"0.000","amount_due":"18.125","billing_credit_after":"0.000",
		"amount_paid":"18.125","change_id":"","attempts":[{"at":"2026-03-01T00:00:00Z","method":"Visa 4242","result":"succeeded","reason":""}],
		"seller":{"name":"Halden","address":"A 1","postal_code":"1","city":"Berlin","country":"DE","vat_id":"DE1","email":"b@halden.example"},
		"billed_to":{"company":"NW","country":"KW","no_vat_id":true,"recipients":["ap@nw.example"]}}`
	changeData = `{"id":"chg_1","at":"2026-03-02T00:00:00Z","actor":"Ada","device":"Laptop","state":"applied","preview_id":"prv_1","before":` + termsData + `,
		"after":` + termsData + `,"effective_at":"2026-03-02T00:00:00Z","amount_charged":"1.500","invoice_id":"inv_1","reason":"","category":"temporary","problem":"","params":{"who":"Bo"}}`
)

func resource(kind, id, data string) string {
	return `{"kind":"` + kind + `","id":"` + id + `","revision":1,"deleted":false,"data":` + data + `}`
}

func kwd(s string) money.Money {
	m, err := money.Parse(s, "KWD")
	if err != nil {
		panic(err)
	}
	return m
}

func TestFeedCarriesEveryNoun(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if got := r.URL.RawQuery; got != "limit=200&since=4" {
			t.Errorf("query: %s", got)
		}
		jsonAnswer(w, `{"revision":9,"latest":12,"more":true,"resources":[`+
			resource("subscription", "sub_1", subscriptionData)+`,`+resource("usage", "use_1", usageData)+`,`+
			resource("member", "mem_1", memberData)+`,`+resource("invoice", "inv_1", invoiceData)+`,`+
			resource("change", "chg_1", changeData)+`,`+resource("account", "acc_1", accountData)+`,`+
			resource("usage_day", "sms/2026-03-02", `{"meter":"sms","day":"2026-03-02","quantity":"7.5"}`)+`,`+
			resource("usage_day", "sms/x", `{"meter":"sms","day":"yesterday","quantity":"7.5"}`)+`,`+
			resource("hologram", "h_1", `{}`)+`,`+
			resource("member", "mem_9", `{"id":"mem_9","role":"oracle","status":"active"}`)+`,`+
			`{"kind":"member","id":"mem_2","revision":9,"deleted":true,"data":null}]}`)
	})
	got, err := c.Changes(t.Context(), "acc_1", billing.Cursor{Revision: 4}, 200)
	if err != nil {
		t.Fatal(err)
	}
	if got.Skipped != 3 || got.Next.Revision != 9 || got.Latest != 12 || !got.More || len(got.Resources) != 8 {
		t.Fatalf("page: %+v", got)
	}
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 0, 0, 0, 0, time.UTC) }
	march := billing.Period{Start: day(3, 1), End: day(4, 1)}
	terms := billing.Terms{Plan: "team", Interval: billing.Monthly, Seats: 5}
	want := []billing.Noun{
		&billing.Subscription{
			Revision: 2, Status: billing.StatusActive, Terms: terms, Anchor: day(1, 1), Period: march,
			Scheduled: &billing.Scheduled{At: day(4, 1), After: terms},
			Billed: []billing.Billed{{
				Item: billing.ItemSeats, Net: kwd("18.125"),
				Taxes: []billing.Tax{{Name: "VAT", Rate: decimal.RequireFromString("0.05")}},
			}},
		},
		&billing.Usage{
			ActiveMembers: 4, StorageUsedGB: decimal.RequireFromString("12.5"),
			Meters: map[string]decimal.Decimal{"ai_credits": decimal.RequireFromString("0.1")}, Cycle: march,
		},
		&billing.Member{ID: "mem_1", Name: "Ada", Email: "a@x.example", Role: billing.RoleMember, Status: billing.MemberActive, Guest: true},
		&billing.Invoice{
			ID: "inv_1", Number: "NW-1", At: day(3, 1), Status: billing.InvoicePaid, Period: march, Currency: "KWD",
			Lines: []billing.Line{{
				Kind: billing.Recurring, Item: billing.ItemSeats, Code: billing.LineFullPeriod, Quantity: decimal.RequireFromString("5"),
				UnitPrice: decimal.RequireFromString("3.625"), Period: march, Amount: kwd("18.125"), Arithmetic: "5*3.625",
			}},
			Totals: billing.Totals{
				Subtotal: kwd("18.125"), Total: kwd("18.125"), BillingCreditApplied: kwd("0"), AmountDue: kwd("18.125"), BillingCreditAfter: kwd("0"),
			},
			AmountPaid: kwd("18.125"),
			Attempts:   []billing.PaymentAttempt{{At: day(3, 1), Method: "Visa 4242", Result: billing.PaymentSucceeded}},
			Seller: billing.Seller{
				Name: "Halden", Address: "A 1", PostalCode: "1", City: "Berlin", Country: "DE", VATID: "DE1", Email: "b@halden.example",
			},
			BilledTo: billing.BillingDetails{Company: "NW", Country: "KW", NoVATID: true, Recipients: []string{"ap@nw.example"}},
		},
		&billing.Change{
			ID: "chg_1", At: day(3, 2), Actor: "Ada", Device: "Laptop", State: billing.ChangeApplied, PreviewID: "prv_1", Before: terms, After: terms,
			EffectiveAt: day(3, 2), AmountCharged: kwd("1.5"), InvoiceID: "inv_1", Category: billing.Temporary,
			Params: map[string]string{"who": "Bo"},
		},
		&billing.Account{
			ID: "acc_1", Name: "Northwind", Role: billing.RoleAdmin, Currency: "KWD", Timezone: "UTC", AccountBalance: kwd("1.25"),
			BillingCredit: kwd("0"), Details: billing.BillingDetails{FirstName: "Ada", Company: "NW", Country: "KW", NoVATID: true, Recipients: []string{"ap@nw.example"}},
			Methods:    []billing.PaymentMethod{{ID: "pm_1", Brand: "Visa", Last4: "4242", ExpMonth: 1, ExpYear: 2030, Status: billing.MethodWorks}},
			Workspaces: []billing.Workspace{{ID: "ws_1", Name: "Sales"}},
			Deciders:   []billing.Person{{ID: "per_1", Name: "Ada", Email: "ada@x.example"}},
			Notices: []billing.Notification{{
				At: day(3, 2), Notice: billing.Notice{Code: billing.DeviceAdded, Params: billing.Params("device", "Laptop"), Fix: "settings"},
			}},
		},
		&billing.UsageDay{Meter: "sms", Day: day(3, 2), Quantity: decimal.RequireFromString("7.5")},
	}
	for i, noun := range want {
		if diff := cmp.Diff(noun, got.Resources[i].Noun, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("resource %d (-want +got):\n%s", i, diff)
		}
	}
	if gone := got.Resources[7]; gone.Kind != billing.KindMembers || gone.ID != "mem_2" || gone.Noun != nil {
		t.Errorf("tombstone: %+v", gone)
	}
}

func TestNothingNewIsAnEmptyPage(t *testing.T) {
	tags := []string{}
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		tag := r.Header.Get("If-None-Match")
		tags = append(tags, tag)
		if tag == `"9-admin"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"9-admin"`)
		jsonAnswer(w, `{"revision":9,"latest":9,"more":false,"resources":[]}`)
	})
	for range 2 {
		if _, err := c.Changes(t.Context(), "acc_1", billing.Cursor{Revision: 9}, 200); err != nil {
			t.Fatal(err)
		}
	}
	d, err := c.Changes(t.Context(), "acc_1", billing.Cursor{Revision: 9}, 200)
	if err != nil || d.Next.Revision != 9 || d.More || len(d.Resources) != 0 {
		t.Errorf("page: %+v, %v", d, err)
	}
	// A copy that was thrown away must not be told that nothing is new.
	if _, err := c.Changes(t.Context(), "acc_1", billing.Cursor{}, 200); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"", `"9-admin"`, `"9-admin"`, ""}, tags); diff != "" {
		t.Errorf("tags (-want +got):\n%s", diff)
	}
}

func TestCursorGone(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) { problemAnswer(w, 410, `{"code":"cursor_gone"}`) })
	_, err := c.Changes(t.Context(), "acc_1", billing.Cursor{Revision: 9}, 200)
	wantCode(t, err, billing.CursorGone)
}

func TestFeedThatDoesNotMoveOnIsRefused(t *testing.T) {
	for name, page := range map[string]string{
		"stands still": `{"revision":9,"latest":20,"more":true,"resources":[]}`,
		"goes back":    `{"revision":8,"latest":8,"more":false,"resources":[]}`,
	} {
		c := serve(t, func(w http.ResponseWriter, _ *http.Request) { jsonAnswer(w, page) })
		_, err := c.Changes(t.Context(), "acc_1", billing.Cursor{Revision: 9}, 200)
		if billing.CodeOf(err) != billing.BackendForeign {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The currency of a page without the account is asked for once.
func TestCurrencyIsTheAccounts(t *testing.T) {
	asked := 0
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/accounts/acc_1" {
			asked++
			jsonAnswer(w, accountData)
			return
		}
		jsonAnswer(w, `{"revision":9,"latest":9,"more":false,"resources":[`+resource("change", "chg_1", changeData)+`]}`)
	})
	for range 2 {
		d, err := c.Changes(t.Context(), "acc_1", billing.Cursor{}, 200)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Resources[0].Noun.(*billing.Change).AmountCharged; !got.Equal(kwd("1.500")) {
			t.Errorf("charged: %s %s", got, got.Currency())
		}
	}
	if asked != 1 {
		t.Errorf("asked for the account %d times", asked)
	}
}
