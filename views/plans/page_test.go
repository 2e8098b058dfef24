package plans_test

import (
	"testing"

	"billfold/views/theme"
)

func TestLook(t *testing.T) {
	for _, tt := range []struct {
		name, arg string
		choice    theme.Choice
		width     float32
	}{
		{"compare-light", "", theme.ChoiceLight, wide},
		{"compare-narrow", "", theme.ChoiceLight, narrow},
		{"custom-light", "plan=business&volume.email_credits=60000&volume.message_credits=8000", theme.ChoiceLight, wide},
		{"custom-dark", "plan=business&volume.email_credits=60000&volume.message_credits=8000", theme.ChoiceDark, wide},
		{"custom-narrow", "plan=business", theme.ChoiceLight, narrow},
		{"contact", "plan=custom", theme.ChoiceLight, wide},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBench(t, tt.choice, tt.width)
			b.page.Show(tt.arg)
			b.picture(tt.name + "-loading")
			b.scheduler.Drain()
			b.picture(tt.name)
		})
	}
}
