package remote_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"billfold/billing"
	"billfold/billing/money"
	"billfold/billing/previewjson"

	"github.com/google/go-cmp/cmp"
)

func intent() billing.Intent {
	due, err := money.Parse("37.42", "USD")
	if err != nil {
		panic(err)
	}
	return billing.Intent{
		ID: "0192-intent", AccountID: "acc_1", PreviewID: "prv_1", AmountDue: due, Payment: "balance",
		Reason: "growth", Category: billing.Strategic,
		Signed: billing.Signature{Origin: "https://billing.example.com", Device: "dev_1", Bytes: []byte("sig")},
	}
}

func TestConfirmSaysExactlyWhatWasSeen(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var in map[string]any
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		want := map[string]any{
			"preview_id": "prv_1", "amount_due": "37.42", "payment": "balance", "reason": "growth", "category": "strategic",
			"origin": "https://billing.example.com", "device": "dev_1", "signature": "c2ln",
		}
		if diff := cmp.Diff(want, in); diff != "" {
			t.Errorf("body (-want +got):\n%s", diff)
		}
		if r.Method != http.MethodPost || r.URL.Path != "/v1/accounts/acc_1/subscription-changes" || r.Header.Get("Idempotency-Key") != "0192-intent" {
			t.Errorf("%s %s, key %q", r.Method, r.URL.Path, r.Header.Get("Idempotency-Key"))
		}
		jsonAnswer(w, `{"id":"0192-intent","state":"applied","preview_id":"prv_1","amount_charged":"37.42","invoice_id":"inv_1","problem":null}`)
	})
	got, err := c.Confirm(t.Context(), intent())
	want := billing.Outcome{
		ID: "0192-intent", State: billing.ChangeApplied, PreviewID: "prv_1", AmountCharged: intent().AmountDue, InvoiceID: "inv_1",
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("outcome: %v (-want +got):\n%s", err, diff)
	}
}

func TestConfirmLeavesOutWhatWasNotSaid(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var in map[string]any
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		want := map[string]any{
			"preview_id": "prv_1", "amount_due": "37.42",
			"origin": "https://billing.example.com", "device": "dev_1", "signature": "c2ln",
		}
		if diff := cmp.Diff(want, in); diff != "" {
			t.Errorf("body (-want +got):\n%s", diff)
		}
		jsonAnswer(w, `{"id":"0192-intent","state":"scheduled","preview_id":"prv_1","amount_charged":"","invoice_id":"","problem":null}`)
	})
	in := intent()
	in.Payment, in.Reason, in.Category = "", "", ""
	if got, err := c.Confirm(t.Context(), in); err != nil || got.State != billing.ChangeScheduled || !got.AmountCharged.IsUnset() {
		t.Errorf("outcome: %+v, %v", got, err)
	}
}

func TestRefusalBringsAFreshPreview(t *testing.T) {
	zero := money.Zero("USD")
	fresh, err := previewjson.Marshal(billing.Preview{
		ID: "prv_2", Currency: "USD", Discount: zero,
		Totals: billing.Totals{Subtotal: zero, Total: zero, BillingCreditApplied: zero, AmountDue: zero, BillingCreditAfter: zero},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		jsonAnswer(w, `{"id":"0192-intent","state":"rejected","preview_id":"prv_1","amount_charged":"0.00","invoice_id":"",
			"problem":{"code":"price_changed","params":{"expected":"37.42"},"preview":`+string(fresh)+`}}`)
	})
	got, err := c.Confirm(t.Context(), intent())
	if err != nil || got.State != billing.ChangeRejected {
		t.Fatalf("outcome: %+v, %v", got, err)
	}
	p := got.Problem
	if p == nil || p.Code != billing.PriceChanged || p.Params["expected"] != "37.42" || p.Fresh == nil || p.Fresh.ID != "prv_2" {
		t.Errorf("problem: %+v", p)
	}
}

// A confirm's error is unknown_outcome unless it is certain that nothing was done.
func TestConfirmThatFails(t *testing.T) {
	cases := []struct {
		name string
		h    http.HandlerFunc
		want billing.Code
	}{
		{"cut off", func(w http.ResponseWriter, _ *http.Request) { cut(w) }, billing.UnknownOutcome},
		{"500", func(w http.ResponseWriter, _ *http.Request) {
			problemAnswer(w, 500, `{"code":"backend_error"}`)
		}, billing.UnknownOutcome},
		{"html 502", func(w http.ResponseWriter, _ *http.Request) { answer(w, 502, "text/html", "<html>") }, billing.UnknownOutcome},
		{"html 200", func(w http.ResponseWriter, _ *http.Request) { answer(w, 200, "text/html", "<html>") }, billing.UnknownOutcome},
		{"html 403", func(w http.ResponseWriter, _ *http.Request) { answer(w, 403, "text/html", "<html>") }, billing.UnknownOutcome},
		{"in flight", func(w http.ResponseWriter, _ *http.Request) {
			problemAnswer(w, 409, `{"code":"idempotency_key_in_flight"}`)
		}, billing.UnknownOutcome},
		{"truncated", func(w http.ResponseWriter, _ *http.Request) { jsonAnswer(w, `{"id":"0192-int`) }, billing.UnknownOutcome},
		{"state of the future", func(w http.ResponseWriter, _ *http.Request) {
			jsonAnswer(w, `{"id":"0192-intent","state":"deferred","amount_charged":"0.00"}`)
		}, billing.UnknownOutcome},
		{"another change's outcome", func(w http.ResponseWriter, _ *http.Request) {
			jsonAnswer(w, `{"id":"other","state":"applied","amount_charged":"0.00"}`)
		}, billing.UnknownOutcome},
		{"401", func(w http.ResponseWriter, _ *http.Request) {
			problemAnswer(w, 401, `{"code":"unauthenticated"}`)
		}, billing.Unauthenticated},
		{"404", func(w http.ResponseWriter, _ *http.Request) { problemAnswer(w, 404, `{"code":"not_found"}`) }, billing.NotFound},
		{"429", func(w http.ResponseWriter, _ *http.Request) {
			problemAnswer(w, 429, `{"code":"too_many_requests"}`)
		}, billing.TooManyRequests},
		{"422", func(w http.ResponseWriter, _ *http.Request) {
			problemAnswer(w, 422, `{"code":"invalid_request","params":{"field":"reason"}}`)
		}, billing.InvalidRequest},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			calls := 0
			c := serve(t, func(w http.ResponseWriter, r *http.Request) { calls++; tc.h(w, r) })
			_, err := c.Confirm(t.Context(), intent())
			wantCode(t, err, tc.want)
			if calls != 1 {
				t.Errorf("sent %d times", calls)
			}
		})
	}
}

func TestConfirmThatWasNotSentIsOffline(t *testing.T) {
	_, err := client(t, refusedURL(t), nil).Confirm(t.Context(), intent())
	wantCode(t, err, billing.Offline)
}

func TestConfirmThatWasGivenUpMidwayIsUnknown(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // else the server does not notice who hangs up
		cancel()
		<-r.Context().Done()
	})
	_, err := c.Confirm(ctx, intent())
	if p := wantCode(t, err, billing.UnknownOutcome); p.Params["change"] != "0192-intent" {
		t.Errorf("params: %v", p.Params)
	}
}

// The decision is what counts: a fresh preview that only a newer version could
// read must not leave a refused change in doubt for ever.
func TestRefusalWithAPreviewOfTomorrow(t *testing.T) {
	for _, fresh := range []string{`{"id":7}`, `"later"`, `{"id":"prv_2","currency":"gold"}`} {
		c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			jsonAnswer(w, `{"id":"0192-intent","currency":"USD","state":"rejected","preview_id":"prv_1","amount_charged":"","invoice_id":"",
				"problem":{"code":"price_changed","params":{"expected":"37.42"},"preview":`+fresh+`}}`)
		})
		for name, ask := range map[string]func() (billing.Outcome, error){
			"confirm": func() (billing.Outcome, error) { return c.Confirm(t.Context(), intent()) },
			"settle":  func() (billing.Outcome, error) { return c.Settle(t.Context(), "acc_1", "0192-intent") },
		} {
			o, err := ask()
			if err != nil || o.State != billing.ChangeRejected || o.Problem == nil || o.Problem.Code != billing.PriceChanged || o.Problem.Fresh != nil {
				t.Errorf("%s with %s: %+v, %v", name, fresh, o, err)
			}
		}
	}
}

// A POST of nothing says that it is nothing: chunked, some proxies refuse it.
func TestPostOfNothingHasALength(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && (r.ContentLength != 0 || len(r.TransferEncoding) > 0) {
			t.Errorf("%s: length %d, %v", r.URL.Path, r.ContentLength, r.TransferEncoding)
		}
		jsonAnswer(w, `{"id":"c1","currency":"USD","state":"charging"}`)
	})
	if _, err := c.Settle(t.Context(), "acc_1", "c1"); err != nil {
		t.Error(err)
	}
	if _, err := c.Cancel(t.Context(), "acc_1", "c1", ""); err != nil {
		t.Error(err)
	}
}

func TestACancellationCarriesItsReason(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			var in map[string]string
			if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in["reason"] != "Too many tools" || len(in) != 1 {
				t.Errorf("body %v, %v", in, err)
			}
		}
		jsonAnswer(w, `{"id":"c1","currency":"USD","state":"scheduled"}`)
	})
	if _, err := c.Cancel(t.Context(), "acc_1", "c1", "Too many tools"); err != nil {
		t.Error(err)
	}
}

func TestUndoingIsSigned(t *testing.T) {
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			jsonAnswer(w, `{"id":"acc_1","currency":"USD"}`)
			return
		}
		var in map[string]any
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			t.Error(err)
		}
		want := map[string]any{"origin": "https://billing.example.com", "device": "dev_1", "signature": "c2ln"}
		if diff := cmp.Diff(want, in); diff != "" || r.Header.Get("Idempotency-Key") != "c1" {
			t.Errorf("body (-want +got):\n%s", diff)
		}
		jsonAnswer(w, `{"id":"c1","currency":"USD","state":"applied"}`)
	})
	if _, err := c.UndoScheduled(t.Context(), "acc_1", "c1", intent().Signed); err != nil {
		t.Error(err)
	}
}

func TestSettleAsksAndNeverConfirms(t *testing.T) {
	var paths []string
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.Method+" "+r.URL.Path)
		if r.Method == http.MethodGet {
			jsonAnswer(w, `{"id":"acc_1","currency":"JPY"}`)
			return
		}
		jsonAnswer(w, `{"id":"0192-intent","state":"applied","preview_id":"prv_1","amount_charged":"4200","invoice_id":"inv_1"}`)
	})
	for range 2 {
		o, err := c.Settle(t.Context(), "acc_1", "0192-intent")
		if err != nil || o.State != billing.ChangeApplied || o.AmountCharged.String() != "4200" || o.AmountCharged.Currency() != "JPY" {
			t.Fatalf("outcome: %+v, %v", o, err)
		}
	}
	settle := "POST /v1/accounts/acc_1/subscription-changes/0192-intent/settle"
	if diff := cmp.Diff([]string{"GET /v1/accounts/acc_1", settle, settle}, paths); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestAStoredPreviewIsReadAgain(t *testing.T) {
	body := `{"id":"prv_1","at":"2026-03-16T12:00:00Z","expires_at":"2026-03-16T12:15:00Z","currency":"USD","timing":"now",
		"effective_at":"2026-03-16T12:00:00Z","before":{"plan":"team","interval":"month","seats":5},"after":{"plan":"team","interval":"month","seats":6},
		"lines":[],"subtotal":"1.00","discount":"0.00","tax":[],"total":"1.00","billing_credit_applied":"0.00","amount_due":"1.00","billing_credit_after":"0.00"}`
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != "/v1/accounts/acc_1/previews/prv_1" && r.URL.Path != "/v1/accounts/acc_1/previews/prv_2" {
			t.Errorf("%s %s", r.Method, r.URL.Path)
		}
		jsonAnswer(w, body)
	})
	p, err := c.StoredPreview(t.Context(), "acc_1", "prv_1")
	if err != nil || p.ID != "prv_1" || p.After.Seats != 6 || p.AmountDue.String() != "1.00" {
		t.Errorf("read %+v, %v", p, err)
	}
	if _, err := c.StoredPreview(t.Context(), "acc_1", "prv_2"); billing.CodeOf(err) != billing.BackendForeign {
		t.Errorf("another one than was asked for: %v", err)
	}
}
