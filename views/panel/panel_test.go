package panel

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/viewtest"
	"billfold/views/widgets"
	"billfold/views/words"
)

func sampled() Data {
	return Data{Facts: sample.Facts(), Freshness: sample.Fresh(billing.Fresh), PlanName: "Team"}
}

func shown(t *testing.T, d Data) (*Panel, fyne.Window) {
	t.Helper()
	viewtest.Wear(theme.ChoiceLight)
	p := New(Deps{})
	p.Update(d, sample.Now())
	window := test.NewTempWindow(t, p.Content())
	window.SetPadded(false)
	window.Resize(fyne.NewSize(Width, 560))
	return p, window
}

func TestThePanelSaysWhatTheAccountIs(t *testing.T) {
	ends := sample.Now().Add(50 * time.Hour)
	for _, c := range []struct {
		name     string
		set      func(*Data)
		sentence string
		status   string
	}{
		{"active", func(*Data) {}, "50 seats · renews 1 Dec 2026", "Active"},
		{"a trial", func(d *Data) {
			d.Facts.Subscription.Status, d.Facts.Subscription.TrialEnds = billing.StatusTrialing, &ends
		}, "50 seats · trial ends 23 Nov 2026", "Trial"},
		{"canceled at the period's end", func(d *Data) { d.Facts.Subscription.CancelAtPeriodEnd = true }, "50 seats · ends 1 Dec 2026", "Active"},
		{"ended", func(d *Data) { d.Facts.Subscription.Status = billing.StatusCanceled }, "50 seats · ends 1 Dec 2026", "Canceled"},
		{"past due", func(d *Data) { d.Facts.Subscription.Status = billing.StatusPastDue }, "50 seats · renews 1 Dec 2026", "Past due"},
	} {
		d := sampled()
		c.set(&d)
		if m := show(d, sample.Now(), words.Printer{}); m.sentence != c.sentence || m.status.word != c.status {
			t.Errorf("%s: %q, %q", c.name, m.sentence, m.status.word)
		}
	}
}

func TestLimitsWarn(t *testing.T) {
	dec := decimal.RequireFromString
	for _, c := range []struct {
		limit billing.Limit
		want  limit
	}{
		{billing.Limit{Name: billing.LimitSeats, Used: dec("44"), Of: dec("50")}, limit{"Seats", "44 of 50", "", 0.88, theme.RolePlain}},
		{billing.Limit{Name: billing.LimitSeats, Used: dec("45"), Of: dec("50")}, limit{"Seats", "45 of 50", "", 0.9, theme.RolePlain}},
		{billing.Limit{Name: billing.LimitSeats, Used: dec("50"), Of: dec("50")}, limit{"Seats", "50 of 50", "0 left", 1, theme.RoleWarn}},
		{billing.Limit{Name: billing.LimitSeats, Used: dec("53"), Of: dec("50")}, limit{"Seats", "53 of 50", "3 over", 1.06, theme.RoleBad}},
		{billing.Limit{Name: billing.StorageGB, Used: dec("700.1"), Of: dec("700")}, limit{"Storage", "700.1 of 700 GB", "0.1 over", 1.01, theme.RoleBad}},
		{billing.Limit{Name: billing.StorageGB, Used: dec("630"), Of: dec("700")}, limit{"Storage", "630 of 700 GB", "70 left", 0.9, theme.RoleWarn}},
		{billing.Limit{Name: billing.AICredits, Used: dec("0"), Of: dec("5500")}, limit{"AI credits", "0 of 5,500", "", 0, theme.RolePlain}},
		// Two thirds of the cycle have passed: 3,912 become 5,740, and 3,000 become 4,402.
		{billing.Limit{Name: billing.MessageCredits, Used: dec("3912"), Of: dec("5000")}, limit{"Message credits", "3,912 of 5,000", "", 0.782, theme.RoleWarn}},
		{billing.Limit{Name: billing.MessageCredits, Used: dec("3000"), Of: dec("5000")}, limit{"Message credits", "3,000 of 5,000", "", 0.6, theme.RolePlain}},
		// What is left in packs comes on top, and is not known here.
		{billing.Limit{Name: billing.AICredits, Used: dec("4800"), Of: dec("5500")}, limit{"AI credits", "4,800 of 5,500", "", 0.872, theme.RolePlain}},
	} {
		if got := showLimit(sampled().Facts, c.limit, sample.Now(), words.Printer{}); got != c.want {
			t.Errorf("%+v, want %+v", got, c.want)
		}
	}
}

func TestWhatIsMeteredIsNoLimit(t *testing.T) {
	dec := decimal.RequireFromString
	d := sampled()
	d.Facts.Catalog.Plans[1].Metered = []billing.Meter{{Meter: billing.CallMinutes, Included: dec("1000")}, {Meter: "faxes"}}
	d.Facts.Usage.Meters[billing.CallMinutes], d.Facts.Usage.Meters["faxes"] = dec("1240"), dec("3")
	got := show(d, sample.Now(), words.Printer{}).limits
	want := []limit{
		{"Call minutes", "1,240 of 1,000", "240 beyond, billed", 1, theme.RoleWarn},
		{"Faxes", "3", "billed by use", 0, theme.RolePlain},
	}
	if got = got[len(got)-2:]; !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestEveryStateOfTheCopyIsSaid(t *testing.T) {
	pending, refreshing := sample.Fresh(billing.Fresh), sample.Fresh(billing.Fresh)
	pending.Pending, refreshing.Refreshing = true, true
	for want, f := range map[string]billing.Freshness{
		"Live": sample.Fresh(billing.Live), "2 min ago": sample.Fresh(billing.Fresh), "47 min old": sample.Fresh(billing.Stale),
		"Offline, as of 09:18": sample.Fresh(billing.Away), "Change pending": pending, "Refreshing…": refreshing, "Not read yet": {},
	} {
		d := sampled()
		d.Freshness = f
		if m := show(d, sample.Now(), words.Printer{}); m.age.word != want || m.age.icon == "" {
			t.Errorf("%q, want %q", m.age.word, want)
		}
	}
}

// The buttons stay, and with them the keyboard, while what is said changes.
func TestKeyboardStaysWhileAgesMoveOn(t *testing.T) {
	p, window := shown(t, sampled())
	window.Canvas().Focus(p.FirstFocus())
	if p.Update(sampled(), sample.Now()) {
		t.Error("the same was shown anew")
	}
	if !p.Update(sampled(), sample.Now().Add(time.Minute)) {
		t.Error("the age stood still")
	}
	if window.Canvas().Focused() != p.upgrade {
		t.Errorf("the keyboard is on %T", window.Canvas().Focused())
	}
	var labels []string
	for window.Canvas().FocusNext(); !slices.Contains(labels, label(window)); window.Canvas().FocusNext() {
		labels = append(labels, label(window))
	}
	slices.Sort(labels)
	if want := []string{"Close", "Refresh", "Upgrade now"}; !slices.Equal(labels, want) {
		t.Errorf("Tab reaches %q", labels)
	}
}

func label(window fyne.Window) string {
	if b, ok := window.Canvas().Focused().(*widgets.Button); ok {
		return b.Label()
	}
	return ""
}

func TestGoldens(t *testing.T) {
	offline := sampled()
	offline.Freshness = sample.Fresh(billing.Away)
	member := sampled()
	member.Facts.Account.Role = billing.RoleMember
	for name, d := range map[string]Data{"normal": sampled(), "offline": offline, "member": member, "unread": {PlanName: "Team"}} {
		t.Run(name, func(t *testing.T) {
			p, window := shown(t, d)
			if misfits := widgets.Misfits(p.Content()); len(misfits) > 0 {
				t.Error(misfits)
			}
			test.AssertRendersToMarkup(t, name+".xml", window.Canvas())
		})
	}
}
