package billing

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

var january = Period{at("2024-01-01T00:00:00Z"), at("2024-02-01T00:00:00Z")}

// grantsText writes grants as "source left/granted".
func grantsText(grants []CreditGrant) string {
	text := ""
	for i := range grants {
		g := &grants[i]
		text += fmt.Sprintf("%s %s %s/%s; ", g.Kind, g.Source, g.Left(), g.Granted)
	}
	return text
}

func pack(id, quantity, when string) CreditGrant {
	return CreditGrant{ID: id, Kind: AICredits, Source: FromPack, Granted: dec(quantity), At: at(when)}
}

// Rule 7: the plan's part first, since it lapses, then packs, the oldest first.
func TestCreditsAreSpentFromThePlanFirst(t *testing.T) {
	plan := CreditGrant{ID: "g1", Kind: AICredits, Source: FromPlan, Granted: dec("500"), LapsesAt: &january.End}
	emails := CreditGrant{ID: "g2", Kind: EmailCredits, Source: FromPlan, Granted: dec("900"), LapsesAt: &january.End}
	grants := []CreditGrant{pack("p1", "100", "2023-12-01T00:00:00Z"), plan, emails, pack("p2", "100", "2024-01-02T00:00:00Z")}
	after, ok := SpendCredits(grants, AICredits, dec("650"))
	want := "ai_credits pack 0/100; ai_credits plan 0/500; email_credits plan 900/900; ai_credits pack 50/100; "
	if got := grantsText(after); !ok || got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if grantsText(grants) == grantsText(after) {
		t.Error("what was spent is spent where it came from")
	}
	if _, ok := SpendCredits(grants, AICredits, dec("700.000001")); ok {
		t.Error("more was spent than is left")
	}
	if left := CreditsLeft(LapsePlan(after)); !left[AICredits].Equal(dec("50")) || !left[EmailCredits].IsZero() {
		t.Errorf("after the cycle: %v", left)
	}
}

// An upgrade grants the difference, whole; a downgrade takes nothing before the
// cycle ends; and what was granted once is not granted again.
func TestTheDifferenceIsGrantedOnce(t *testing.T) {
	c := shop()
	for id, quantity := range map[string]string{"team": "500", "business": "2000"} {
		plan, _ := c.Plan(id)
		plan.Includes = Grants{AICredits: dec(quantity)}
	}
	n := 0
	newID := func() string { n++; return fmt.Sprint(n) }
	business := Terms{Plan: "business", Interval: Monthly, Seats: 5}
	var grants []CreditGrant
	for _, step := range []struct {
		terms Terms
		want  string
	}{
		{teamOf(5), "ai_credits plan 500/500; "},
		{business, "ai_credits plan 2000/2000; "},
		{teamOf(5), "ai_credits plan 2000/2000; "},
		{business, "ai_credits plan 2000/2000; "},
	} {
		grants = c.Regrant(grants, step.terms, january, january.Start, newID)
		if got := grantsText(grants); got != step.want {
			t.Errorf("%s: got %s, want %s", step.terms.Plan, got, step.want)
		}
	}
	if n != 1 {
		t.Errorf("%d grants were made", n)
	}
}

// A pack grants what it says for each one that was bought, and says of which
// invoice; storage is a limit and no credit.
func TestPacksGrantWhatWasBought(t *testing.T) {
	c := shop()
	c.Addons = append(c.Addons, Addon{ID: "box", Name: "Box", Kind: AddonOneTime, Unit: dec("20"), Grants: Grants{AICredits: dec("1000"), EmailCredits: dec("50"), StorageGB: dec("5")}})
	f := paying(c, teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	box, _ := c.Addon("box")
	invoice := Invoice{ID: "inv_1", Lines: append(f.InFull(), f.packLine(box, 3, january.Start))}
	grants := c.PackGrants(&invoice, january.Start, func() string { return "g" })
	if got := grantsText(grants); got != "ai_credits pack 3000/3000; email_credits pack 150/150; " || grants[0].Reference != "inv_1" || grants[0].LapsesAt != nil {
		t.Errorf("%s %+v", got, grants)
	}
}

// Whatever is spent, credits are neither made nor lost, and nothing is spent twice.
func TestSpendingConservesCredits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var grants []CreditGrant
		for i := range rapid.IntRange(0, 5).Draw(t, "grants") {
			g := CreditGrant{ID: fmt.Sprint(i), Kind: rapid.SampledFrom([]string{AICredits, EmailCredits}).Draw(t, "kind")}
			g.Source = rapid.SampledFrom([]GrantSource{FromPlan, FromPack}).Draw(t, "source")
			g.Granted = dec(fmt.Sprint(rapid.IntRange(0, 100).Draw(t, "granted")))
			grants = append(grants, g)
		}
		for range rapid.IntRange(0, 5).Draw(t, "times") {
			before := CreditsLeft(grants)
			spent := dec(fmt.Sprint(rapid.IntRange(0, 120).Draw(t, "spent")))
			after, ok := SpendCredits(grants, AICredits, spent)
			if !ok {
				spent = dec("0")
			}
			left := CreditsLeft(after)
			if !left[AICredits].Equal(before[AICredits].Sub(spent)) || !left[EmailCredits].Equal(before[EmailCredits]) {
				t.Fatalf("%s spent of %v leaves %v", spent, before, left)
			}
			for i := range after {
				if after[i].Left().IsNegative() {
					t.Fatalf("overspent: %s", grantsText(after))
				}
			}
			grants = after
		}
	})
}
