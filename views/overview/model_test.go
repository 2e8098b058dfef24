package overview

import (
	"testing"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

func TestMeasure(t *testing.T) {
	tests := []struct {
		used, of string
		fraction float64
		role     theme.Role
		note     string
	}{
		{"0", "50", 0, theme.RolePlain, "50 left"},
		{"44", "50", 0.88, theme.RolePlain, "6 left"},
		{"46", "50", 0.92, theme.RoleWarn, "4 left"},
		{"50", "50", 1, theme.RoleWarn, "0 left"},
		{"53", "50", 1.06, theme.RoleBad, "3 over"},
		{"1", "0", 1.01, theme.RoleBad, "1 over"},
		{"0", "0", 0, theme.RolePlain, "0 left"},
	}
	for _, tt := range tests {
		l := measure("Seats", decimal.RequireFromString(tt.used), decimal.RequireFromString(tt.of), "", words.Printer{})
		if l.fraction != tt.fraction || l.role != tt.role || l.note != tt.note {
			t.Errorf("%s of %s: got %v %q %q", tt.used, tt.of, l.fraction, l.role, l.note)
		}
	}
}

func TestPlanCardFollowsTheSubscription(t *testing.T) {
	f := sample.Facts()
	ends := f.Subscription.Period.End
	tests := map[string]struct {
		set                      func()
		word, sentenceEnd, press string
	}{
		"fine price": {func() {
			f.Catalog.Plans[1].Prices[0].PerSeat = decimal.RequireFromString("12.125")
		}, "Active", "50 seats at 12.125\u00a0USD · renews 1 Dec 2026 · paid by Visa ending 4242", "Change plan"},
		"contract": {func() {
			f.Subscription.Terms.Plan, f.Subscription.Status = "custom", billing.StatusActive
		}, "Active", "3 seats · renews 1 Dec 2026", "Change plan"},
		"free": {func() {
			f.Subscription.Terms = billing.Terms{Plan: "free", Interval: billing.Monthly, Seats: 3}
		}, "Active", "3 seats · renews 1 Dec 2026", "Upgrade plan"},
		"trial": {
			func() { f.Subscription.Status, f.Subscription.TrialEnds = billing.StatusTrialing, &ends }, "Trial",
			"3 seats · trial ends 1 Dec 2026", "Upgrade plan",
		},
	}
	for _, name := range []string{"fine price", "free", "trial", "contract"} {
		tt := tests[name]
		tt.set()
		p := showPlan(f, words.Printer{})
		if p.status.word != tt.word || p.sentence != tt.sentenceEnd || p.action != tt.press {
			t.Errorf("%s: got %q %q %q", name, p.status.word, p.sentence, p.action)
		}
	}
}

func TestCancelledRenewsNothing(t *testing.T) {
	f := sample.Facts()
	f.Subscription.CancelAtPeriodEnd = true
	if showNext(f, words.Printer{}) != nil {
		t.Error("a next invoice is shown for a subscription that ends")
	}
	if got := renewal(f.Subscription, words.Printer{}); got != "ends 1 Dec 2026" {
		t.Errorf("got %q", got)
	}
}

func TestNoticesAreThoseThatStillMatter(t *testing.T) {
	at := func(days int) billing.Notification {
		return billing.Notification{At: sample.Now().AddDate(0, 0, -days), Notice: billing.Notice{Code: billing.DeviceAdded}}
	}
	for name, tt := range map[string]struct {
		days []int
		want int
	}{
		"none":        {nil, 0},
		"two and old": {[]int{0, 14, 15}, 2},
		"many":        {[]int{0, 1, 2, 3}, 3},
	} {
		var notices []billing.Notification
		for _, d := range tt.days {
			notices = append(notices, at(d))
		}
		if got := showNotices(notices, sample.Now(), words.Printer{}); len(got) != tt.want {
			t.Errorf("%s: %d notices", name, len(got))
		}
	}
}
