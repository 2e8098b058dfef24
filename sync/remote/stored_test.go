package remote_test

import (
	"net/http"
	"testing"
	"time"

	"billfold/billing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func gb(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// A sort of file or a source of credits that this version does not know is counted,
// and everything else is read.
func TestFeedCarriesWhatIsStoredAndSpent(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/accounts/acc_1" {
			jsonAnswer(w, accountData)
			return
		}
		jsonAnswer(w, `{"revision":9,"latest":9,"more":false,"resources":[`+
			resource("stored_item", "itm_1", `{"id":"itm_1","name":"Raw camera","kind":"recording","workspace":"ws_1","size_gb":"38.2",
				"added_at":"2026-01-01T00:00:00Z","last_opened":"2026-02-01T01:00:00+01:00"}`)+`,`+
			resource("stored_item", "itm_2", `{"id":"itm_2","name":"Scans","kind":"document","workspace":"","size_gb":"0.5",
				"added_at":"2026-01-01T00:00:00Z","last_opened":null}`)+`,`+
			resource("stored_item", "itm_3", `{"id":"itm_3","name":"?","kind":"hologram","size_gb":"1","added_at":"2026-01-01T00:00:00Z"}`)+`,`+
			resource("credit_grant", "cgr_1", `{"id":"cgr_1","kind":"ai_credits","source":"plan","granted":"5500","spent":"3180.5",
				"at":"2026-01-01T00:00:00Z","lapses_at":"2026-02-01T00:00:00Z","reference":""}`)+`,`+
			resource("credit_grant", "cgr_2", `{"id":"cgr_2","kind":"ai_credits","source":"pack","granted":"1000","spent":"0",
				"at":"2026-01-01T00:00:00Z","lapses_at":null,"reference":"inv_1"}`)+`,`+
			resource("credit_grant", "cgr_3", `{"id":"cgr_3","kind":"ai_credits","source":"lottery","granted":"1","spent":"0","at":"2026-01-01T00:00:00Z"}`)+`,`+
			resource("credit_spend", "csp_1", `{"id":"csp_1","kind":"ai_credits","at":"2026-01-01T00:00:00Z","actor":"Ada","action":"tagging",
				"workspace":"ws_1","quantity":"17.5"}`)+`,`+
			resource("credit_spend", "csp_2", `{"id":"csp_2","kind":"ai_credits","at":"2026-01-01T00:00:00Z","quantity":"much"}`)+`]}`)
	})
	got, err := c.Changes(t.Context(), "acc_1", billing.Cursor{}, 200)
	if err != nil {
		t.Fatal(err)
	}
	day := func(m time.Month) time.Time { return time.Date(2026, m, 1, 0, 0, 0, 0, time.UTC) }
	february := day(2)
	want := []billing.Resource{
		billing.NewResource("itm_1", 1, &billing.StoredItem{
			ID: "itm_1", Name: "Raw camera", Kind: billing.StoredRecording, Workspace: "ws_1", SizeGB: gb("38.2"), AddedAt: day(1), LastOpened: &february,
		}),
		billing.NewResource("itm_2", 1, &billing.StoredItem{ID: "itm_2", Name: "Scans", Kind: billing.StoredDocument, SizeGB: gb("0.5"), AddedAt: day(1)}),
		billing.NewResource("cgr_1", 1, &billing.CreditGrant{
			ID: "cgr_1", Kind: billing.AICredits, Source: billing.FromPlan, Granted: gb("5500"), Spent: gb("3180.5"), At: day(1), LapsesAt: &february,
		}),
		billing.NewResource("cgr_2", 1, &billing.CreditGrant{
			ID: "cgr_2", Kind: billing.AICredits, Source: billing.FromPack, Granted: gb("1000"), Spent: gb("0"), At: day(1), Reference: "inv_1",
		}),
		billing.NewResource("csp_1", 1, &billing.CreditSpend{
			ID: "csp_1", Kind: billing.AICredits, At: day(1), Actor: "Ada", Action: "tagging", Workspace: "ws_1", Quantity: gb("17.5"),
		}),
	}
	if diff := cmp.Diff(want, got.Resources); diff != "" || got.Skipped != 3 {
		t.Errorf("%d skipped (-want +got):\n%s", got.Skipped, diff)
	}
}

// A split that this version cannot show whole leaves the total.
func TestStorageByKindIsWholeOrNotThere(t *testing.T) {
	for name, test := range map[string]struct {
		said string
		want map[billing.StoredKind]decimal.Decimal
	}{
		"whole":           {`"storage_by_kind":{"video":"10.4","image":"2.1"},`, map[billing.StoredKind]decimal.Decimal{billing.StoredVideo: gb("10.4"), billing.StoredImage: gb("2.1")}},
		"not there":       {``, nil},
		"none":            {`"storage_by_kind":{},`, map[billing.StoredKind]decimal.Decimal{}},
		"of another kind": {`"storage_by_kind":{"video":"10.4","hologram":"2.1"},`, nil},
		"too little":      {`"storage_by_kind":{"video":"10.4"},`, nil},
	} {
		c := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/v1/accounts/acc_1" {
				jsonAnswer(w, accountData)
				return
			}
			jsonAnswer(w, `{"revision":9,"latest":9,"more":false,"resources":[`+
				resource("usage", "acc_1", `{"active_members":4,"storage_used_gb":"12.5",`+test.said+`"meters":{},"cycle":`+periodData+`}`)+`]}`)
		})
		got, err := c.Changes(t.Context(), "acc_1", billing.Cursor{}, 200)
		if err != nil || len(got.Resources) != 1 {
			t.Fatalf("%s: %+v, %v", name, got, err)
		}
		u, _ := got.Resources[0].Noun.(*billing.Usage)
		if diff := cmp.Diff(test.want, u.StorageByKind); diff != "" && len(test.want)+len(u.StorageByKind) > 0 || u.StorageUsedGB.String() != "12.5" {
			t.Errorf("%s: %s GB (-want +got):\n%s", name, u.StorageUsedGB, diff)
		}
	}
}
