package simulate_test

import "testing"

// calls meters minutes beside a price a month or year.
const calls = `"currency":"USD","plans":[
	{"id":"dial","name":"Dial","rank":20,"kind":"paid","prices":[{"interval":"month","base":"49.00"},{"interval":"year","base":"490.00"}],
	 "metered":[{"meter":"call_minutes","included":"100","mode":"graduated","tiers":[{"up_to":100,"unit":"0.05"},{"unit":"0.03"}]}]}]`

func TestLifecycles(t *testing.T) {
	tell(t, map[string]story{
		"a trial becomes what it says": {
			steps: []string{`2024-01-01 subscribe {"plan":"trial","seats":4}`, `2024-01-20 advance`},
			want: []string{
				"",
				"",
			},
			ends: "INV-0001 2024-01-15 paid 48.00\n" +
				"active team×4 a month until 2024-02-15T00:00\n" +
				"balance 0.00, credit 0.00, AI 500",
		},
		"a trial that nobody can pay for": {
			account: `"payment_method":"none"`,
			steps:   []string{`2024-01-01 subscribe {"plan":"trial","seats":4}`, `2024-01-05 change {"plan":"business"}`, `2024-01-20 advance`},
			want: []string{
				"",
				"seats 80.00, due 80.00, no_payment_method, refused: no_payment_method",
				"",
			},
			ends: "INV-0001 2024-01-15 open 48.00\n" +
				"past_due team×4 a month until 2024-02-15T00:00\n" +
				"balance 0.00, credit 0.00, AI 500",
		},
		"a paid plan begins when it is bought, and nothing of the trial is prorated": {
			steps: []string{`2024-01-01 subscribe {"plan":"trial","seats":4}`, `2024-01-05 change {"plan":"business"}`, `2024-02-05 advance`},
			want: []string{
				"",
				"seats 80.00, due 80.00, applied INV-0001",
				"",
			},
			ends: "INV-0001 2024-01-05 paid 80.00\n" +
				"INV-0002 2024-02-05 paid 80.00\n" +
				"active business×4 a month until 2024-03-05T00:00\n" +
				"balance 0.00, credit 0.00, AI 2000",
		},
		"a renewal that fails is tried again, then what the plan gives is withheld, until it is paid": {
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-10 payment_method "card_declined"`, `2024-02-01 change {"seats":6}`,
				`2024-02-01 buy {"addon":"ai"}`, `2024-02-20 usage {"meter":"ai_credits","quantity":"1"}`, `2024-02-20 payment_method "card_ok"`, `2024-02-20 pay`, `2024-03-01 advance`,
			},
			// 14 days after 1 February it is restricted.
			want: []string{
				"",
				"",
				"seats -60.00, seats 72.00, due 12.00, open_invoice, refused: open_invoice",
				"addon:ai 20.00, due 20.00, open_invoice, refused: open_invoice",
				"refused: service_restricted",
				"",
				"seats 60.00, due 60.00, applied INV-0002",
				"",
			},
			ends: "INV-0001 2024-01-01 paid 60.00\n" +
				"INV-0002 2024-02-01 paid 60.00\n" +
				"INV-0003 2024-03-01 paid 60.00\n" +
				"active team×5 a month until 2024-04-01T00:00\n" +
				"balance 0.00, credit 0.00, AI 500",
		},
		"a renewal that stays unpaid ends the subscription where the vendor says so": {
			policy: `"dunning":{"retry_days":[1,2],"grace_days":3,"then":"cancel"}`,
			steps:  []string{`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-10 payment_method "card_declined"`, `2024-02-10 advance`},
			want: []string{
				"",
				"",
				"",
			},
			ends: "INV-0001 2024-01-01 paid 60.00\n" +
				"INV-0002 2024-02-01 uncollectible 60.00\n" +
				"canceled team×5 a month until 2024-02-04T00:00\n" +
				"balance 0.00, credit 0.00, AI 0",
		},
		"a bank that wants a proof gets it in time, or the change is dropped": {
			account: `"payment_method":"card_requires_action"`,
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":5}`, `2024-01-01 authenticate`, `2024-01-16 change {"seats":7}`,
				`2024-01-16T00:10:00Z change {"seats":8}`, `2024-01-16T00:20:00Z authenticate`,
				`2024-01-17 change {"seats":9}`, `2024-01-17T00:31:00Z advance`, `2024-01-17T00:32:00Z authenticate`,
			},
			want: []string{
				"",
				"seats 60.00, due 60.00, applied INV-0001",
				"seats -30.97, seats 43.35, due 12.38, requires_action",
				"seats -30.95, seats 49.53, due 18.58, change_in_flight, refused: change_in_flight",
				"applied INV-0002",
				"seats -40.65, seats 52.26, due 11.61, requires_action",
				"",
				"refused: nothing_open",
			},
			ends: "INV-0001 2024-01-01 paid 60.00\n" +
				"INV-0002 2024-01-16 paid 12.38\n" +
				"active team×7 a month until 2024-02-01T00:00\n" +
				"balance 0.00, credit 0.00, AI 500",
		},
		"usage is billed when its month is over": {
			policy: calls,
			steps: []string{
				`2024-01-31 subscribe {"plan":"dial","interval":"year"}`, `2024-02-10 usage {"meter":"call_minutes","quantity":"350"}`,
				`2024-02-29 usage {"meter":"call_minutes","quantity":"150.5"}`, `2024-03-01 usage {"meter":"faxes","quantity":"3"}`, `2024-03-31 cancel`, `2025-02-01 advance`,
			},
			// 250 beyond the included: 100×0.05 + 150×0.03; then 50.5×0.05 = 2.525.
			want: []string{
				"",
				"",
				"",
				"refused: unknown_meter",
				"scheduled",
				"",
			},
			ends: "INV-0001 2024-01-31 paid 490.00\n" +
				"INV-0002 2024-02-29 paid 9.50\n" +
				"INV-0003 2024-03-31 paid 2.53\n" +
				"canceled dial×0 a year until 2025-01-31T00:00\n" +
				"balance 0.00, credit 0.00, AI 0",
		},
		"packs are bought by themselves up to a cap a month": {
			account: `"auto_reload":{"addon":"ai","below":"100","monthly_cap":"45.00"}`,
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":1}`, `2024-01-02 usage {"meter":"ai_credits","quantity":"400"}`,
				`2024-01-03 usage {"meter":"ai_credits","quantity":"1"}`, `2024-01-04 usage {"meter":"ai_credits","quantity":"1050"}`,
				`2024-01-04 usage {"meter":"ai_credits","quantity":"1000"}`, `2024-02-01 advance`,
			},
			// 100 left is not fewer than 100, 99 is; of a third pack the cap has only 5.00 left. 49 of packs and February's 500 remain.
			want: []string{
				"",
				"",
				"",
				"",
				"",
				"",
			},
			ends: "INV-0001 2024-01-01 paid 12.00\n" +
				"INV-0002 2024-01-03 paid 20.00\n" +
				"INV-0003 2024-01-04 paid 20.00\n" +
				"INV-0004 2024-02-01 paid 12.00\n" +
				"active team×1 a month until 2024-03-01T00:00\n" +
				"balance 0.00, credit 0.00, AI 549",
		},
		"a percentage is off until its end": {
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":5,"discount":{"percent":"20","until":"2024-02-01T00:00:00Z"}}`,
				`2024-01-16 change {"plan":"business"}`, `2024-02-01 advance`,
			},
			// -60×0.8×16/31 = -24.774…, 100×0.8×16/31 = 41.290…
			want: []string{
				"",
				"seats -24.77, seats 41.29, due 16.52, applied INV-0002",
				"",
			},
			ends: "INV-0001 2024-01-01 paid 48.00\n" +
				"INV-0002 2024-01-16 paid 16.52\n" +
				"INV-0003 2024-02-01 paid 100.00\n" +
				"active business×5 a month until 2024-03-01T00:00\n" +
				"balance 0.00, credit 0.00, AI 2000",
		},
		"an amount is off all items together": {
			policy: `"downgrade":"immediate_credit"`,
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":5,"addons":{"storage":1},"discount":{"amount":"10.00"}}`,
				`2024-01-16 change {"seats":7}`, `2024-01-16 change {"seats":5}`, `2024-02-01 advance`,
			},
			// 8.57 of 60.00 and 1.43 of 10.00 are off: -51.43×16/31 = -26.544…, (84-8.57)×16/31 = 38.931…
			want: []string{
				"",
				"seats -26.54, seats 38.93, due 12.39, applied INV-0002",
				"seats -38.93, seats 26.54, due 0.00, credit_kept_on_account, applied INV-CN-0001",
				"",
			},
			ends: "INV-0001 2024-01-01 paid 60.00\n" +
				"INV-0002 2024-01-16 paid 12.39\n" +
				"INV-CN-0001 2024-01-16 paid -12.39\n" +
				"INV-0003 2024-02-01 paid 60.00 less 12.39\n" +
				"active team×5 storage×1 a month until 2024-03-01T00:00\n" +
				"balance 0.00, credit 0.00, AI 500",
		},
		"the account balance pays where there is no card, and is topped up with one": {
			account: `"payment_method":"none","account_balance":"100.00","billing_credit":"7.50"`,
			steps: []string{
				`2024-01-01 subscribe {"plan":"team","seats":4}`, `2024-01-16 change {"seats":20}`, `2024-01-17 top_up "50.00"`,
				`2024-01-17 payment_method "card_ok"`, `2024-01-17 top_up "20.00"`, `2024-01-17 top_up "50.00"`,
			},
			// -48×16/31 = -24.774…, 240×16/31 = 123.870…; 100.00 - 40.50 + 50.00.
			want: []string{
				"",
				"seats -24.77, seats 123.87, due 99.10, insufficient_balance, refused: insufficient_balance",
				"top_up 50.00, due 50.00, no_payment_method, refused: no_payment_method",
				"",
				"refused: invalid_request",
				"top_up 50.00, due 50.00, applied INV-0002",
			},
			ends: "INV-0001 2024-01-01 paid 48.00 less 7.50\n" +
				"INV-0002 2024-01-17 paid 50.00\n" +
				"active team×4 a month until 2024-02-01T00:00\n" +
				"balance 109.50, credit 0.00, AI 500",
		},
	})
}
