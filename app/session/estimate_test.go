package session_test

import (
	"encoding/json"
	"testing"

	"billfold/app/session"
	"billfold/billing"
	"billfold/billing/previewjson"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The desktop prices with the very functions of the backend, on its own copy: the
// same change at the same instant has the same lines, totals, next invoice,
// blockers and warnings, whatever account and whatever change.
func TestEstimatesAreTheBackendsFigures(t *testing.T) {
	d := newDesk(t)
	for _, who := range []string{admin, manager} {
		s, _ := d.signedIn(t, who)
		defer closed(t, s)
		accounts, err := s.Accounts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, account := range accounts {
			if _, err := s.Refresh(t.Context(), account.ID); err != nil {
				t.Fatal(err)
			}
			t.Run(account.Name, func(t *testing.T) {
				rapid.Check(t, func(r *rapid.T) { sameFigures(t, r, s, account.ID) })
			})
		}
	}
}

func sameFigures(t *testing.T, r *rapid.T, s *session.Session, account string) {
	facts, err := s.Facts(t.Context(), account)
	if err != nil {
		r.Fatal(err)
	}
	patch := drawPatch(r, facts)
	locked, err := s.Preview(t.Context(), account, billing.ChangeOf(patch))
	if code := billing.CodeOf(err); code != "" {
		if _, here := billing.NewPreview(facts, patch, facts.Subscription.Period.Start); billing.CodeOf(here) != code {
			r.Fatalf("the backend says %v, here it is %v", err, here)
		}
		return
	}
	if err != nil {
		r.Fatal(err)
	}
	estimate, err := billing.NewPreview(facts, patch, locked.At)
	if err != nil {
		r.Fatal(err)
	}
	if diff := cmp.Diff(figures(r, locked), figures(r, estimate)); diff != "" {
		r.Fatalf("%+v: %s", patch, diff)
	}
}

// figures is everything of a preview that the id and being an estimate leave.
func figures(t rapid.TB, p billing.Preview) string {
	t.Helper()
	p.ID, p.Estimate = "", true
	text, err := json.MarshalIndent(previewjson.From(&p), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// drawPatch is a change of some elements, among them what is not on sale.
func drawPatch(r *rapid.T, f billing.Facts) billing.Patch {
	var patch billing.Patch
	maybe := func(what string) bool { return rapid.Bool().Draw(r, what) }
	if maybe("a plan") {
		plan := rapid.SampledFrom(f.Catalog.Plans).Draw(r, "plan").ID
		patch.Plan = &plan
	}
	if maybe("an interval") {
		interval := rapid.SampledFrom([]billing.Interval{billing.Monthly, billing.Yearly}).Draw(r, "interval")
		patch.Interval = &interval
	}
	if maybe("seats") {
		n := rapid.IntRange(0, 300).Draw(r, "seats")
		patch.Seats = &n
	}
	if len(f.Catalog.Addons) > 0 && maybe("an add-on") {
		patch.Addons = map[string]int{rapid.SampledFrom(f.Catalog.Addons).Draw(r, "add-on").ID: rapid.IntRange(0, 3).Draw(r, "of it")}
	}
	if maybe("a volume") {
		meter := rapid.SampledFrom([]string{billing.EmailCredits, billing.MessageCredits, "faxes"}).Draw(r, "meter")
		patch.Volumes = map[string]int64{meter: rapid.Int64Range(0, 20).Draw(r, "thousands") * 1000}
	}
	return patch
}
