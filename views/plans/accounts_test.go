package plans_test

import (
	"testing"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
)

func TestYenAndLongNamesFit(t *testing.T) {
	for width, layout := range map[float32]string{viewtest.Wide: "wide", viewtest.Narrow: "narrow"} {
		for arg, step := range map[string]string{"": "compare", "plan=business&seats=60": "customize"} {
			b := newBench(t, theme.ChoiceLight, width)
			b.source.facts = sample.Abroad()
			b.source.drafts = []billing.Draft{{ID: "d1", Target: b.source.facts.Subscription.Terms.With(billing.Patch{Plan: new("business")})}}
			b.Show(arg)
			b.Fits("plans-yen-" + step + "-" + layout)
		}
	}
}
