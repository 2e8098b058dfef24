package simulate_test

import (
	"os"
	"testing"
)

// January has 31 days, of which 16 are left on the 16th.

// The cases of how portals change a subscription: more is charged at once, less
// waits or is credited, a year begins a new period, a pack is whole.
func TestWhatChangesCost(t *testing.T) {
	tell(t, map[string]story{
		"a higher plan is charged at once": {
			steps: []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16 change {"plan":"business"}`, `2024-02-01 advance`},
			// -60×16/31 = -30.967…, 100×16/31 = 51.612…
			want: []string{"", "seats -30.97, seats 51.61, due 20.64, applied INV-0002", ""},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-01-16 paid 20.64\nINV-0003 2024-02-01 paid 100.00\n" +
				"active business×5 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"a year begins at once and moves the renewal": {
			steps: []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16 change {"interval":"year"}`, `2025-01-16 advance`},
			want:  []string{"", "seats -30.97, seats 600.00, due 569.03, renewal_date_moves, applied INV-0002", ""},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-01-16 paid 569.03\nINV-0003 2025-01-16 paid 600.00\n" +
				"active team×5 a year until 2026-01-16T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
		"a lower plan waits": {
			steps: []string{`2024-01-01 subscribe {"plan":"business","seats":5}`, `2024-01-16 change {"plan":"team"}`, `2024-02-01 advance`},
			want:  []string{"", "waits 02-01 team×5, scheduled", ""},
			ends: "INV-0001 2024-01-01 paid 100.00\nINV-0002 2024-02-01 paid 60.00\n" +
				"active team×5 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
		"a lower plan that is too small is refused": {
			account: `"members":4`,
			steps:   []string{`2024-01-01 subscribe {"plan":"business","seats":5}`, `2024-01-16 change {"plan":"free"}`},
			want:    []string{"", "waits 02-01 free×3, seats_over_limit, refused: seats_over_limit"},
			ends: "INV-0001 2024-01-01 paid 100.00\n" +
				"active business×5 a month until 2024-02-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"a lower plan is credited where the vendor says so": {
			policy: `"downgrade":"immediate_credit"`,
			steps:  []string{`2024-01-01 subscribe {"plan":"business","seats":5}`, `2024-01-16 change {"plan":"team"}`, `2024-02-01 advance`},
			want:   []string{"", "seats -51.61, seats 30.97, due 0.00, credit_kept_on_account, applied INV-CN-0001", ""},
			ends: "INV-0001 2024-01-01 paid 100.00\nINV-CN-0001 2024-01-16 paid -20.64\nINV-0002 2024-02-01 paid 60.00 less 20.64\n" +
				"active team×5 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
		"more seats are charged at once, fewer wait": {
			account: `"members":5`,
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16 change {"seats":7}`,
				`2024-01-20 change {"seats":4}`, `2024-01-20 change {"seats":5}`, `2024-02-01 advance`,
			},
			// 84×16/31 = 43.354…
			want: []string{
				"", "seats -30.97, seats 43.35, due 12.38, applied INV-0002",
				"waits 02-01 team×4, seats_over_limit, refused: seats_over_limit", "waits 02-01 team×5, scheduled", "",
			},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-01-16 paid 12.38\nINV-0003 2024-02-01 paid 60.00\n" +
				"active team×5 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
		"storage is charged for the rest, and given back where the vendor says so": {
			policy: `"downgrade":"immediate_credit"`,
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":1}`, `2024-01-16 change {"addons":{"storage":2}}`,
				`2024-01-24 change {"addons":{"storage":0}}`, `2024-02-01 advance`,
			},
			// 20×16/31 = 10.322…, 20×8/31 = 5.161…
			want: []string{"", "addon:storage 10.32, due 10.32, applied INV-0002", "addon:storage -5.16, due 0.00, credit_kept_on_account, applied INV-CN-0001", ""},
			ends: "INV-0001 2024-01-01 paid 12.00\nINV-0002 2024-01-16 paid 10.32\nINV-CN-0001 2024-01-24 paid -5.16\nINV-0003 2024-02-01 paid 12.00 less 5.16\n" +
				"active team×1 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
		"a pack costs what it costs, and stays": {
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":1}`, `2024-01-16 buy {"addon":"ai","quantity":2}`,
				`2024-01-20 usage {"meter":"ai_credits","quantity":"600"}`, `2024-02-01 advance`,
			},
			// The plan's 500 and then 100 of 2,000 are spent; February gives 500 anew.
			want: []string{"", "addon:ai 40.00, due 40.00, applied INV-0002", "", ""},
			ends: "INV-0001 2024-01-01 paid 12.00\nINV-0002 2024-01-16 paid 40.00\nINV-0003 2024-02-01 paid 12.00\n" +
				"active team×1 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 2400",
		},
	})
}

func TestWhatFollowsFromChanges(t *testing.T) {
	tell(t, map[string]story{
		"there and back at one instant costs nothing": {
			policy: `"downgrade":"immediate_credit"`,
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16 change {"plan":"business"}`, `2024-01-16 change {"plan":"team"}`,
			},
			want: []string{
				"", "seats -30.97, seats 51.61, due 20.64, applied INV-0002", "seats -51.61, seats 30.97, due 0.00, credit_kept_on_account, applied INV-CN-0001",
			},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-01-16 paid 20.64\nINV-CN-0001 2024-01-16 paid -20.64\n" +
				"active team×5 a month until 2024-02-01T00:00\nbalance 0.00, credit 20.64, AI 2000",
		},
		"a mixed change pays for what it reduces until the period ends": {
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":10}`, `2024-01-16 change {"plan":"business","seats":5}`,
				`2024-01-17 change {"seats":10}`, `2024-02-01 advance`,
			},
			// -120×16/31 = -61.935…, 200×16/31 = 103.225…; naming the current seats drops what waits.
			want: []string{
				"", "seats -61.94, seats 103.23, due 41.29, waits 02-01 business×5, pays_for_reduction, applied INV-0002",
				"applied", "",
			},
			ends: "INV-0001 2024-01-01 paid 120.00\nINV-0002 2024-01-16 paid 41.29\nINV-0003 2024-02-01 paid 200.00\n" +
				"active business×10 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"what waits can be dropped": {
			steps: []string{
				`2024-01-01 subscribe {"plan":"business","seats":5}`, `2024-01-16 change {"plan":"team"}`,
				`2024-01-17 undo`, `2024-01-17 undo`, `2024-02-01 advance`,
			},
			want: []string{"", "waits 02-01 team×5, scheduled", "applied", "refused: not_found", ""},
			ends: "INV-0001 2024-01-01 paid 100.00\nINV-0002 2024-02-01 paid 100.00\n" +
				"active business×5 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"a year drops what waits": {
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-10 change {"seats":2}`, `2024-01-16 change {"interval":"year"}`,
			},
			want: []string{
				"", "waits 02-01 team×2, scheduled", "seats -30.97, seats 600.00, due 569.03, drops_scheduled, renewal_date_moves, applied INV-0002",
			},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-01-16 paid 569.03\n" +
				"active team×5 a year until 2025-01-16T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
		"a cancellation ends with the period, and can be taken back": {
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-10 cancel`, `2024-01-11 change {"seats":6}`,
				`2024-01-12 resume`, `2024-02-10 cancel`, `2024-03-01 change {"seats":6}`, `2024-04-01 advance`,
			},
			want: []string{
				"", "scheduled", "seats -40.65, seats 48.77, due 8.12, cancellation_pending, refused: cancellation_pending",
				"applied", "scheduled", "seats 72.00, due 72.00, applied INV-0003", "",
			},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-02-01 paid 60.00\nINV-0003 2024-03-01 paid 72.00\nINV-0004 2024-04-01 paid 72.00\n" +
				"active team×6 a month until 2024-05-01T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
	})
}

func TestCalendars(t *testing.T) {
	tell(t, map[string]story{
		"the last day of each month, by the day that it began": {
			steps: []string{`2024-01-31 subscribe {"plan":"team","seats":1}`, `2024-05-31 advance`},
			want:  []string{"", ""},
			ends: "INV-0001 2024-01-31 paid 12.00\nINV-0002 2024-02-29 paid 12.00\nINV-0003 2024-03-31 paid 12.00\n" +
				"INV-0004 2024-04-30 paid 12.00\nINV-0005 2024-05-31 paid 12.00\n" +
				"active team×1 a month until 2024-06-30T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
		"a year that began on a leap day": {
			steps: []string{`2024-02-29 subscribe {"plan":"team","interval":"year","seats":1}`, `2024-08-30 change {"seats":2}`, `2028-02-29 advance`},
			// 2024-02-29 to 2025-02-28 is 365 days, of which 182 are left: 120×182/365 = 59.835…, 240×182/365 = 119.671…
			want: []string{"", "seats -59.84, seats 119.67, due 59.83, applied INV-0002", ""},
			ends: "INV-0001 2024-02-29 paid 120.00\nINV-0002 2024-08-30 paid 59.83\nINV-0003 2025-02-28 paid 240.00\n" +
				"INV-0004 2026-02-28 paid 240.00\nINV-0005 2027-02-28 paid 240.00\nINV-0006 2028-02-29 paid 240.00\n" +
				"active team×2 a year until 2029-02-28T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
		"a stub that was billed elsewhere": {
			steps: []string{
				`2024-01-10 import {"plan":"team","seats":5,"period_start":"2024-01-10T00:00:00Z","period_end":"2024-02-01T00:00:00Z"}`,
				`2024-01-21 change {"plan":"business"}`, `2024-02-01 advance`,
			},
			// 11 of 22 days are left.
			want: []string{"", "seats -30.00, seats 50.00, due 20.00, applied INV-0001", ""},
			ends: "INV-0001 2024-01-21 paid 20.00\nINV-0002 2024-02-01 paid 100.00\n" +
				"active business×5 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"days of the account's zone, the day of the change with the new": {
			policy:  `"proration":"day"`,
			account: `"timezone":"Asia/Tokyo"`,
			// It is the 16th in Tokyo, from the 1st at 00:00 there to February's: 16 of 31 days.
			steps: []string{`2023-12-31T15:00:00Z subscribe {"plan":"team","seats":5}`, `2024-01-15T20:00:00Z change {"plan":"business"}`},
			want:  []string{"", "seats -30.97, seats 51.61, due 20.64, applied INV-0002"},
			ends: "INV-0001 2023-12-31 paid 60.00\nINV-0002 2024-01-15 paid 20.64\n" +
				"active business×5 a month until 2024-01-31T15:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"the day of the change with the old": {
			policy: `"proration":"day","day_count":"change_day_used"`,
			steps:  []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16T12:00:00Z change {"plan":"business"}`},
			// 15 of 31 days: -60×15/31 = -29.032…, 100×15/31 = 48.387…
			want: []string{"", "seats -29.03, seats 48.39, due 19.36, applied INV-0002"},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-01-16 paid 19.36\n" +
				"active business×5 a month until 2024-02-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"seconds": {
			steps: []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16T12:00:00Z change {"plan":"business"}`},
			// Half of January: -30.00, 50.00.
			want: []string{"", "seats -30.00, seats 50.00, due 20.00, applied INV-0002"},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-01-16 paid 20.00\n" +
				"active business×5 a month until 2024-02-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"nothing is prorated where the vendor says so": {
			policy: `"proration":"none"`,
			steps:  []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16 change {"plan":"business"}`, `2024-02-01 advance`},
			want:   []string{"", "applied", ""},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-02-01 paid 100.00\n" +
				"active business×5 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
	})
}

const (
	yen = `"currency":"JPY","plans":[
		{"id":"a","name":"A","rank":1,"kind":"paid","prices":[{"interval":"month","per_seat":"1200"}]},
		{"id":"b","name":"B","rank":2,"kind":"paid","prices":[{"interval":"month","per_seat":"1999"}]}]`
	dinar = `"currency":"KWD","policy":{"rounding":"half_even"},"plans":[
		{"id":"a","name":"A","rank":1,"kind":"paid","prices":[{"interval":"month","per_seat":"1.2345"}]},
		{"id":"b","name":"B","rank":2,"kind":"paid","prices":[{"interval":"month","per_seat":"2.0005"}]}]`
	inside = `"currency":"EUR","policy":{"tax_behavior":"inclusive","downgrade":"immediate_credit"},` + desk
)

func TestCurrenciesAndTaxes(t *testing.T) {
	tell(t, map[string]story{
		"no decimals": {
			policy: yen,
			steps:  []string{`2024-01-01 subscribe {"plan":"a","seats":3}`, `2024-01-16 change {"plan":"b"}`},
			// -3600×16/31 = -1858.06…, 5997×16/31 = 3095.22…
			want: []string{"", "seats -1858, seats 3095, due 1237, applied INV-0002"},
			ends: "INV-0001 2024-01-01 paid 3600\nINV-0002 2024-01-16 paid 1237\n" +
				"active b×3 a month until 2024-02-01T00:00\nbalance 0, credit 0, AI 0",
		},
		"three decimals, half to the even neighbour": {
			policy: dinar,
			steps:  []string{`2024-01-01 subscribe {"plan":"a","seats":1}`, `2024-01-16T12:00:00Z change {"plan":"b"}`},
			// 1.2345 → 1.234; half: 0.61725 → 0.617, 1.00025 → 1.000
			want: []string{"", "seats -0.617, seats 1.000, due 0.383, applied INV-0002"},
			ends: "INV-0001 2024-01-01 paid 1.234\nINV-0002 2024-01-16 paid 0.383\n" +
				"active b×1 a month until 2024-02-01T00:00\nbalance 0.000, credit 0.000, AI 0",
		},
		"tax on top": {
			account: `"country":"DE"`,
			steps:   []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16 change {"plan":"business"}`},
			// 20.64×0.19 = 3.9216
			want: []string{"", "seats -30.97, seats 51.61, VAT 3.92, due 24.56, applied INV-0002"},
			ends: "INV-0001 2024-01-01 paid 71.40\nINV-0002 2024-01-16 paid 24.56\n" +
				"active business×5 a month until 2024-02-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"the buyer accounts for the tax": {
			account: `"country":"DE","vat_id":"DE123456789"`,
			steps:   []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16 account {"vat_id":""}`, `2024-01-16 change {"plan":"business"}`},
			// A credit carries back the tax that was billed, which is none; the charge has 51.61×0.19 = 9.8059.
			want: []string{"", "", "seats -30.97, seats 51.61, VAT 9.81, due 30.45, applied INV-0002"},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-0002 2024-01-16 paid 30.45\n" +
				"active business×5 a month until 2024-02-01T00:00\nbalance 0.00, credit 0.00, AI 2000",
		},
		"tax inside": {
			policy:  inside,
			account: `"country":"DE"`,
			steps:   []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-16 change {"seats":3}`, `2024-02-01 advance`},
			// 36×16/31 = 18.580…; -12.39 has -1.978… of tax in it.
			want: []string{"", "seats -30.97, seats 18.58, VAT -1.98, due 0.00, credit_kept_on_account, applied INV-CN-0001", ""},
			ends: "INV-0001 2024-01-01 paid 60.00\nINV-CN-0001 2024-01-16 paid -12.39\nINV-0002 2024-02-01 paid 36.00 less 12.39\n" +
				"active team×3 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 500",
		},
	})
}

// The stories of docs/catalogs/README.md.
func TestWorkedCatalogs(t *testing.T) {
	catalog := func(name string) string {
		text, err := os.ReadFile("../../docs/catalogs/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		return string(text[1 : len(text)-2]) // without its braces
	}
	tell(t, map[string]story{
		"per seat": {
			policy:  catalog("per-seat"),
			account: `"country":"DE"`,
			steps:   []string{`2024-01-01 subscribe {"plan":"team","seats":8}`, `2024-01-16 change {"plan":"business"}`, `2024-02-01 advance`},
			want:    []string{"", "seats -49.55, seats 27.87, plan 38.71, VAT 3.24, due 20.27, applied INV-0002", ""},
			ends: "INV-0001 2024-01-01 paid 114.24\nINV-0002 2024-01-16 paid 20.27\nINV-0003 2024-02-01 paid 153.51\n" +
				"active business×8 a month until 2024-03-01T00:00\nbalance 0.00, credit 0.00, AI 2400",
		},
		"volume": {
			policy: catalog("volume"),
			steps: []string{
				`2024-04-01 subscribe {"plan":"growth","volumes":{"email_credits":30000,"message_credits":6000}}`,
				`2024-04-16 change {"volumes":{"email_credits":120000,"message_credits":4000}}`,
			},
			want: []string{"", "volume:email_credits -13.00, volume:email_credits 47.00, volume:message_credits -30.00, volume:message_credits 24.00, due 28.00, applied INV-0002"},
			ends: "INV-0001 2024-04-01 paid 115.00\nINV-0002 2024-04-16 paid 28.00\n" +
				"active growth×0 email_credits 120000 message_credits 4000 a month until 2024-05-01T00:00\nbalance 0.00, credit 0.00, AI 0",
		},
		"usage": {
			policy:  catalog("usage"),
			account: `"country":"JP"`,
			steps: []string{
				`2024-01-01 subscribe {"plan":"dial"}`, `2024-01-20 usage {"meter":"call_minutes","quantity":"7000"}`, `2024-02-01 advance`,
			},
			want: []string{"", "", ""},
			ends: "INV-0001 2024-01-01 paid 4900\nINV-0002 2024-02-01 paid 13600\n" +
				"active dial×0 a month until 2024-03-01T00:00\nbalance 0, credit 0, AI 0",
		},
	})
}
