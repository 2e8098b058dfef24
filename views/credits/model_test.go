package credits

import (
	"testing"
	"time"

	"billfold/billing"
	"billfold/views/sample"
	"billfold/views/theme"
	"billfold/views/words"

	"github.com/shopspring/decimal"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func facts() data {
	return data{facts: sample.Facts(), grants: sample.CreditGrants(), invoices: sample.Invoices(), days: sample.UsageDays()}
}

func TestPaceWarnsOnlyOfWhatRunsOut(t *testing.T) {
	for name, tt := range map[string]struct {
		kind  string
		spent string
		at    time.Time
		text  string
		role  theme.Role
	}{
		// 1,766,527 s of 2,592,000 have passed.
		"into the last day": {billing.EmailCredits, "27350", sample.Now(), "On pace for 40,130 by 1 Dec", theme.RoleWarn},
		"days before":       {billing.MessageCredits, "3912", sample.Now(), "At this pace all used about 27 Nov", theme.RoleWarn},
		"more than enough":  {billing.EmailCredits, "10000", sample.Now(), "On pace for 14,673 by 1 Dec", theme.RolePlain},
		"none left":         {billing.MessageCredits, "5000", sample.Now(), "All used. New ones come on 1 Dec", theme.RoleBad},
		"in the first days": {billing.EmailCredits, "5000", sample.Now().AddDate(0, 0, -19), "Too early to say at which pace", theme.RolePlain},
		"AI, with a pack":   {billing.AICredits, "3180", sample.Now(), "3,180 of 5,500 plan AI credits used", theme.RolePlain},
		"AI, all of it":     {billing.AICredits, "5500", sample.Now(), "At this pace all used about 25 Nov", theme.RoleWarn},
	} {
		d := facts()
		d.facts.Usage.Meters[tt.kind] = dec(tt.spent)
		for i := range d.grants {
			if d.grants[i].Kind == tt.kind && d.grants[i].Source == billing.FromPlan {
				d.grants[i].Spent = dec(tt.spent)
			}
		}
		b := showBalance(d, tt.kind, tt.at, words.Printer{})
		if b.lines[0].text != tt.text || b.role() != tt.role {
			t.Errorf("%s: %q in %q, want %q in %q", name, b.lines[0].text, b.role(), tt.text, tt.role)
		}
	}
}

func TestWithoutGrantsTheTermsSayWhatThereIs(t *testing.T) {
	d := facts()
	d.grants = nil
	s := stand(d, billing.AICredits)
	if s.granted.String() != "5500" || s.spent.String() != "3180" || !s.packs.IsZero() || !s.lapses.Equal(d.facts.Usage.Cycle.End) {
		t.Errorf("%+v", s)
	}
	d.facts.Usage.Meters[billing.AICredits] = dec("6000") // of a pack, which is not known
	if s := stand(d, billing.AICredits); !s.left().IsZero() {
		t.Errorf("%s left", s.left())
	}
	d.facts.Subscription.Terms.Volumes = nil
	b := showBalance(d, billing.MessageCredits, sample.Now(), words.Printer{})
	if b.figure != "0" || b.of != "none with Team" || b.measured || len(b.lines) != 0 {
		t.Errorf("%+v", b)
	}
}

func TestWhereCreditsComeFrom(t *testing.T) {
	d := facts()
	d.grants = append(d.grants, billing.CreditGrant{
		Kind: billing.AICredits, Source: billing.FromPack, Granted: dec("5000"), Spent: dec("5000"), At: sample.Now(),
	}, billing.CreditGrant{
		Kind: billing.AICredits, Source: billing.FromPack, Granted: dec("5000"), Spent: dec("1"), At: sample.Now(), Reference: "inv_hidden",
	})
	rows := showSources(d, words.Printer{}).rows
	if len(rows) != 3 || rows[2][0].Text != "Pack bought 21 Nov" || rows[2][3].Text != "4,999" {
		t.Errorf("%+v", rows)
	}
	d.facts.Subscription.Terms.Plan = "free"
	if got := sourceOf(d, &d.grants[0], words.Printer{}); got != "Free plan" {
		t.Errorf("%q", got)
	}
	d.facts.Subscription.Terms.Plan = "gone"
	if got := sourceOf(d, &d.grants[0], words.Printer{}); got != "gone plan" {
		t.Errorf("%q", got)
	}
}

func TestLessEachIsExactOrSaysThatItIsNot(t *testing.T) {
	for name, tt := range map[string]struct {
		units, credits [2]string
		want           string
	}{
		"a tenth":       {[2]string{"20", "90"}, [2]string{"1000", "5000"}, "10% less each"},
		"half a tenth":  {[2]string{"20", "95"}, [2]string{"1000", "5000"}, "5% less each"},
		"an eighth":     {[2]string{"20", "17.5"}, [2]string{"1000", "1000"}, "12.5% less each"},
		"a third":       {[2]string{"30", "20"}, [2]string{"1000", "1000"}, "about 33.3% less each"},
		"as much":       {[2]string{"20", "100"}, [2]string{"1000", "5000"}, ""},
		"the dearer":    {[2]string{"20", "200"}, [2]string{"1000", "5000"}, ""},
		"seven of nine": {[2]string{"9", "7"}, [2]string{"3", "3"}, "about 22.2% less each"},
	} {
		var all []billing.Addon
		for i := range tt.units {
			all = append(all, billing.Addon{
				Kind: billing.AddonOneTime, Unit: dec(tt.units[i]), Grants: billing.Grants{billing.AICredits: dec(tt.credits[i])},
			})
		}
		if got := less(all[1], all, words.Printer{}); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestAutoReloadIsOfferedAsItIsSet(t *testing.T) {
	r := showReload(facts(), sample.Now())
	if r.on || r.below.String() != "500" || r.cap.String() != "60.00" || len(r.options) != 3 || r.pays != "Visa ending 4242" {
		t.Errorf("off: %+v", r)
	}
	past := facts()
	past.facts.Account.Methods[0].ExpMonth, past.facts.Account.Methods[0].ExpYear = 10, 2026
	if r = showReload(past, sample.Now()); r.pays != "Mastercard ending 5100" {
		t.Errorf("charges %q, want the card that has not expired", r.pays)
	}
	r = showReload(data{facts: reloading().facts}, sample.Now())
	if !r.on || r.below.String() != "1000" || r.cap.String() != "250.00" || r.choice != 1 {
		t.Errorf("on: %+v", r)
	}
	if r := showReload(data{facts: member().facts}, sample.Now()); r.shown {
		t.Error("a member is shown auto-reload")
	}
}

func TestDaysAreOfTheAccountsCalendar(t *testing.T) {
	d := facts()
	d.facts.Account.Timezone = "America/New_York" // 1 Nov 00:00 UTC is 31 Oct there
	c := showChart(d, billing.EmailCredits, sample.Now(), words.Printer{Zone: d.facts.Account.Location()}).content
	if len(c.Days) != 31 || c.Days[0] != "31 Oct" || c.Days[30] != "30 Nov" {
		t.Errorf("%q", c.Days)
	}
	used := c.Series[0].Values
	if len(used) != 22 || !used[0].IsZero() || used[1].String() != "820" || used[21].String() != "820" {
		t.Errorf("%v", used)
	}
	if even := c.Series[1].Values; len(even) != 31 || even[0].String() != "1290" { // 40,000 ÷ 31
		t.Errorf("%v", even)
	}
}

func TestWhenNamesTodayAndYesterday(t *testing.T) {
	now := sample.Now()
	for want, at := range map[string]time.Time{
		"Today 00:00": now.Truncate(24 * time.Hour), "Yesterday 23:59": now.Truncate(24 * time.Hour).Add(-time.Minute), "19 Nov 10:42": now.AddDate(0, 0, -2),
	} {
		if got := when(at, now, words.Printer{}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestWhatWasSpentBeforeTheCycleIsNotAdded(t *testing.T) {
	d := facts()
	d.tally = tallyOf(append(sample.CreditSpends(), billing.CreditSpend{
		Kind: billing.AICredits, At: d.facts.Usage.Cycle.Start.Add(-time.Second), Actor: "Anna Seaton", Action: "translation", Quantity: dec("1000"),
	}), d.facts.Usage.Cycle.Start)
	if s := showSpent(d, spentList{view: spentByAction}, sample.Now(), words.Printer{}); s.rows[1][0].Text != "translation" || s.rows[1][2].Text != "–756" {
		t.Errorf("%+v", s.rows)
	}
	if s := showSpent(d, spentList{all: true}, sample.Now(), words.Printer{}); len(s.rows) != 21 || s.more != "" {
		t.Errorf("%d rows of all, and %q", len(s.rows), s.more)
	}
	if s := showSpent(d, spentList{}, sample.Now(), words.Printer{}); len(s.rows) != 3 || s.more != "Show all 21" {
		t.Errorf("%d rows at first, and %q", len(s.rows), s.more)
	}
}

func TestWithoutCreditsOnSaleThereAreNone(t *testing.T) {
	d := facts()
	d.facts.Catalog = &billing.Catalog{Currency: "USD", Policy: billing.DefaultPolicy(), Plans: []billing.Plan{{ID: "team", Name: "Team"}}}
	m := show(d, spent{}, sample.Now(), words.Printer{})
	if m.none == "" || m.ai || len(m.balances) != 1 {
		t.Errorf("%+v", m)
	}
}
