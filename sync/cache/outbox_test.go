package cache_test

import (
	"errors"
	"testing"
	"time"

	"billfold/billing"

	"github.com/google/go-cmp/cmp"
)

func intent(id, account string) billing.Intent {
	return billing.Intent{
		ID: id, AccountID: account, PreviewID: "prv_1", AmountDue: usd("37.42"), Payment: "pm_1", Reason: "growth",
		Category: billing.Strategic, Kind: billing.OrderChange, Target: terms("business", 6), At: noon,
	}
}

func TestOneChangeInFlightAnAccount(t *testing.T) {
	c := open(t, t.TempDir())
	for _, in := range []billing.Intent{intent("i1", "acc_1"), intent("i2", "acc_2")} {
		if err := c.Commit(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	err := c.Commit(t.Context(), intent("i3", "acc_1"))
	problem, ok := errors.AsType[*billing.Problem](err)
	if !ok || problem.Code != billing.ChangeInFlight || problem.Params["change"] != "i1" {
		t.Fatalf("second intent: %v", err)
	}
	f, err := c.Freshness(t.Context(), "acc_1")
	if err != nil || !f.Pending {
		t.Errorf("freshness: %+v, %v", f, err)
	}
	if err := c.Record(t.Context(), billing.Outcome{ID: "i1", State: billing.ChangeApplied, AmountCharged: usd("37.42")}); err != nil {
		t.Fatal(err)
	}
	if err := c.Commit(t.Context(), intent("i3", "acc_1")); err != nil {
		t.Errorf("after the first is settled: %v", err)
	}
}

func TestSubmissionSurvivesRestart(t *testing.T) {
	dir := t.TempDir()
	c := open(t, dir)
	if err := c.Commit(t.Context(), intent("i1", "acc_1")); err != nil {
		t.Fatal(err)
	}
	if err := c.Record(t.Context(), billing.Outcome{ID: "i1", State: billing.ChangeUnknown}); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	c = open(t, dir)
	left, err := c.Unsettled(t.Context())
	want := []billing.Submission{{
		Intent: intent("i1", "acc_1"), Outcome: billing.Outcome{ID: "i1", State: billing.ChangeUnknown, PreviewID: "prv_1"},
	}}
	if diff := cmp.Diff(want, left); diff != "" || err != nil {
		t.Errorf("outbox: %v (-want +got):\n%s", err, diff)
	}
	pending, err := c.Pending(t.Context(), "acc_1")
	if err != nil || pending == nil || pending.Intent.ID != "i1" {
		t.Errorf("pending: %v, %v", pending, err)
	}
	if none, err := c.Pending(t.Context(), "acc_2"); none != nil || err != nil {
		t.Errorf("pending of another account: %v, %v", none, err)
	}
}

func TestFinalOutcomeIsNeverReplaced(t *testing.T) {
	c := open(t, t.TempDir())
	in := intent("i1", "acc_1")
	if err := c.Commit(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	applied := billing.Outcome{ID: "i1", State: billing.ChangeApplied, PreviewID: "prv_1", AmountCharged: usd("37.42"), InvoiceID: "inv_1"}
	if err := c.Record(t.Context(), applied); err != nil {
		t.Fatal(err)
	}
	late := billing.Outcome{ID: "i1", State: billing.ChangeWithdrawn}
	if err := errors.Join(c.Record(t.Context(), late), c.GiveUp(t.Context(), in, late)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Submission(t.Context(), "i1")
	if diff := cmp.Diff(applied, s.Outcome); diff != "" || err != nil {
		t.Errorf("outcome: %v (-want +got):\n%s", err, diff)
	}
	if drafts, err := c.Drafts(t.Context(), "acc_1"); err != nil || len(drafts) != 0 {
		t.Errorf("drafts: %v, %v", drafts, err)
	}
}

func TestWhatIsGivenUpBecomesADraft(t *testing.T) {
	c := open(t, t.TempDir())
	in := intent("i1", "acc_1")
	if err := c.Commit(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	given := billing.Outcome{ID: "i1", State: billing.ChangeWithdrawn, Problem: billing.NewProblem(billing.Offline, "host", "h")}
	if err := c.GiveUp(t.Context(), in, given); err != nil {
		t.Fatal(err)
	}
	drafts, err := c.Drafts(t.Context(), "acc_1")
	want := []billing.Draft{{ID: "i1", AccountID: "acc_1", Target: terms("business", 6), Reason: "growth", At: noon}}
	if diff := cmp.Diff(want, drafts); diff != "" || err != nil {
		t.Errorf("drafts: %v (-want +got):\n%s", err, diff)
	}
	s, err := c.Submission(t.Context(), "i1")
	if err != nil || s.Outcome.State != billing.ChangeWithdrawn || billing.CodeOf(s.Outcome.Problem) != billing.Offline {
		t.Errorf("submission: %+v, %v", s, err)
	}
}

func TestPreviewOfSameTermsAndRevision(t *testing.T) {
	c := open(t, t.TempDir())
	preview := func(id string, at time.Time, revision int64) billing.Preview {
		return billing.Preview{
			ID: id, At: at, ExpiresAt: at.Add(15 * time.Minute), Currency: "USD", Revision: revision, Timing: billing.Now, EffectiveAt: at,
			Totals:   billing.Totals{Subtotal: usd("1.00"), Total: usd("1.00"), BillingCreditApplied: usd("0.00"), AmountDue: usd("1.00"), BillingCreditAfter: usd("0.00")},
			Discount: usd("0.00"), Period: period(),
		}
	}
	for _, p := range []billing.Preview{preview("p1", noon, 7), preview("p2", noon.Add(time.Minute), 7), preview("p3", noon.Add(2*time.Minute), 8)} {
		if err := c.SavePreview(t.Context(), "acc_1", terms("business", 6), p); err != nil {
			t.Fatal(err)
		}
	}
	cases := []struct {
		name     string
		target   billing.Terms
		revision int64
		at       time.Time
		want     string
	}{
		{"newest", terms("business", 6), 7, noon.Add(2 * time.Minute), "p2"},
		{"other revision", terms("business", 6), 8, noon.Add(2 * time.Minute), "p3"},
		{"just before expiry", terms("business", 6), 7, noon.Add(16*time.Minute - time.Second), "p2"},
		{"expired", terms("business", 6), 7, noon.Add(16 * time.Minute), ""},
		{"other terms", terms("business", 7), 7, noon, ""},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			p, err := c.Preview(t.Context(), "acc_1", tc.target, tc.revision, tc.at)
			if tc.want == "" && billing.CodeOf(err) == billing.NotFound {
				return
			}
			if err != nil || p.ID != tc.want {
				t.Errorf("preview %q, %v; want %q", p.ID, err, tc.want)
			}
		})
	}
}

// confirmable is a preview as it is confirmed.
func confirmable(id string) billing.Preview {
	return billing.Preview{
		ID: id, Kind: billing.OrderChange, At: noon, ExpiresAt: noon.Add(15 * time.Minute), Currency: "USD", Revision: 7, Timing: billing.Now, EffectiveAt: noon,
		Totals:   billing.Totals{Subtotal: usd("1.00"), Total: usd("1.00"), BillingCreditApplied: usd("0.00"), AmountDue: usd("1.00"), BillingCreditAfter: usd("0.00")},
		Discount: usd("0.00"), Period: period(),
	}
}

// A preview that was confirmed outlives its hold and the reading anew of the account,
// and not the right to see it.
func TestAConfirmedPreviewIsKept(t *testing.T) {
	c := open(t, t.TempDir())
	p := confirmable("p1")
	if err := c.SavePreview(t.Context(), "acc_1", terms("business", 6), p); err != nil {
		t.Fatal(err)
	}
	if err := c.KeepConfirmed(t.Context(), "acc_1", p); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Preview(t.Context(), "acc_1", terms("business", 6), 7, noon); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("it can be confirmed again: %s, %v", got.ID, err)
	}
	if err := c.Restart(t.Context(), "acc_1", billing.RoleFinanceApprover); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Confirmed(t.Context(), "acc_1", "p1"); err != nil || got.Digest() != p.Digest() {
		t.Errorf("kept %+v, %v", got, err)
	}
	if err := c.Restart(t.Context(), "acc_1", billing.RoleMember); err != nil {
		t.Fatal(err)
	}
	if got, err := c.Confirmed(t.Context(), "acc_1", "p1"); billing.CodeOf(err) != billing.NotFound {
		t.Errorf("a member reads %s, %v", got.ID, err)
	}
}
