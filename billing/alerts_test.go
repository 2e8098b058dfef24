package billing

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// teamFacts are Team with five seats, 60.00 a month and 50 GB, from 1 March to 1 April
// 2024, with a card that lasts.
func teamFacts() Facts {
	f := paying(shop(), teamOf(5), "2024-03-01T00:00:00Z", "2024-04-01T00:00:00Z")
	f.Account.ID = "acc_1"
	f.Account.Methods = []PaymentMethod{{ID: "pm_1", Brand: "Visa", Last4: "4242", ExpMonth: 8, ExpYear: 2028, Status: MethodWorks}}
	return f
}

func trialFacts() Facts {
	f := paying(shop(), Terms{Plan: "trial", Interval: Monthly, Seats: 3}, "2024-03-01T00:00:00Z", "2024-03-15T12:00:00Z")
	f.Account.ID = "acc_1"
	f.Subscription.Status, f.Subscription.TrialEnds = StatusTrialing, ptr(f.Subscription.Period.End)
	return f
}

// found is what is told, each as its kind and the params that are asked for.
func found(alerts []Alert, params ...string) string {
	var all []string
	for _, a := range alerts {
		said := string(a.Kind)
		for _, name := range params {
			if value := a.Params[name]; value != "" {
				said += " " + value
			}
		}
		all = append(all, said)
	}
	return strings.Join(all, ", ")
}

// failing is an open invoice of 60.00 that was declined on 2, 3 and 5 March.
func failing() Invoice {
	try := func(at time.Time) PaymentAttempt {
		return PaymentAttempt{At: at, Method: "Visa 4242", Result: PaymentRefused, Reason: "insufficient_funds"}
	}
	return Invoice{
		ID: "inv_1", Number: "NW-7", Status: InvoiceOpen, Currency: "USD", Totals: Totals{AmountDue: usd("60.00")},
		Attempts: []PaymentAttempt{try(at("2024-03-02T08:00:00Z")), try(at("2024-03-03T08:00:00Z")), try(at("2024-03-05T08:00:00Z"))},
	}
}

func TestEachTryThatFailedIsToldUntilTheInvoiceIsPaid(t *testing.T) {
	tests := map[string]struct {
		now    string
		change func(*Invoice)
		role   Role
		want   string
	}{
		"before the first": {now: "2024-03-02T07:59:59Z"},
		"the first": {
			now: "2024-03-02T08:00:00Z", want: "payment_failed NW-7 60.00 USD insufficient_funds 2024-03-03T08:00:00Z",
		},
		// The schedule has a try 1, 3, 5 and 7 days after the first; what is over is not next.
		"all three, the newest first": {
			now:  "2024-03-05T08:00:00Z",
			want: "payment_failed NW-7 60.00 USD insufficient_funds 2024-03-07T08:00:00Z, payment_failed NW-7 60.00 USD insufficient_funds, payment_failed NW-7 60.00 USD insufficient_funds",
		},
		"who may only read": {
			now: "2024-03-02T08:00:00Z", role: RoleFinanceApprover, want: "payment_failed NW-7 60.00 USD insufficient_funds 2024-03-03T08:00:00Z",
		},
		"the bank asks": {
			now:    "2024-03-02T08:00:00Z",
			change: func(i *Invoice) { i.Attempts[0].Result, i.Attempts[0].Reason = PaymentNeedsProof, "" },
			want:   "payment_failed NW-7 60.00 USD requires_action 2024-03-03T08:00:00Z",
		},
		"paid":        {now: "2024-03-06T00:00:00Z", change: func(i *Invoice) { i.Status = InvoicePaid }},
		"void":        {now: "2024-03-06T00:00:00Z", change: func(i *Invoice) { i.Status = InvoiceVoid }},
		"a member":    {now: "2024-03-06T00:00:00Z", role: RoleMember},
		"operations":  {now: "2024-03-06T00:00:00Z", role: RoleOperations},
		"nobody":      {now: "2024-03-06T00:00:00Z", role: "visitor"},
		"never tried": {now: "2024-03-06T00:00:00Z", change: func(i *Invoice) { i.Attempts = nil }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f, i := teamFacts(), failing()
			if test.role != "" {
				f.Account.Role = test.role
			}
			if test.change != nil {
				test.change(&i)
			}
			alerts := f.Alerts([]Invoice{i}, nil, at(test.now))
			if got := found(alerts, "invoice", "amount", "currency", "reason", "next"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			for n, a := range alerts {
				if len(a.Covers) != len(alerts)-1-n {
					t.Errorf("%s covers %v", a.ID, a.Covers)
				}
			}
		})
	}
}

func TestAnInvoiceIsToldThreeDaysBefore(t *testing.T) {
	tests := map[string]struct {
		now    string
		change func(Facts)
		want   string
	}{
		"a second before":   {now: "2024-03-28T23:59:59Z"},
		"three days before": {now: "2024-03-29T00:00:00Z", want: "invoice_due 60.00 USD 2024-04-01T00:00:00Z"},
		"the last second":   {now: "2024-03-31T23:59:59Z", want: "invoice_due 60.00 USD 2024-04-01T00:00:00Z"},
		"when it is there":  {now: "2024-04-01T00:00:00Z"},
		"less the billing credit": {
			now: "2024-03-30T00:00:00Z", change: func(f Facts) { f.Account.BillingCredit = usd("12.50") }, want: "invoice_due 47.50 USD 2024-04-01T00:00:00Z",
		},
		"nothing to pay": {now: "2024-03-30T00:00:00Z", change: func(f Facts) { f.Account.BillingCredit = usd("60.00") }},
		"free":           {now: "2024-03-30T00:00:00Z", change: func(f Facts) { f.Subscription.Terms = Terms{Plan: "free", Interval: Monthly} }},
		"to be canceled": {now: "2024-03-30T00:00:00Z", change: func(f Facts) { f.Subscription.CancelAtPeriodEnd = true }},
		"canceled":       {now: "2024-03-30T00:00:00Z", change: func(f Facts) { f.Subscription.Status = StatusCanceled }},
		"as scheduled": {
			now: "2024-03-30T00:00:00Z", want: "invoice_due 36.00 USD 2024-04-01T00:00:00Z",
			change: func(f Facts) { f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: teamOf(3)} },
		},
		"a member": {now: "2024-03-30T00:00:00Z", change: func(f Facts) { f.Account.Role = RoleMember }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := teamFacts()
			if test.change != nil {
				test.change(f)
			}
			if got := found(f.Alerts(nil, nil, at(test.now)), "amount", "currency", "at"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestACardIsToldSixtyDaysBeforeItExpiresAndOnceItHas(t *testing.T) {
	// It is good until the end of April 2024. On 1 March at noon 60 days follow that day.
	april := PaymentMethod{ID: "pm_a", Brand: "Visa", Last4: "1881", ExpMonth: 4, ExpYear: 2024, Status: MethodWorks}
	later := PaymentMethod{ID: "pm_b", Brand: "Mastercard", Last4: "5100", ExpMonth: 5, ExpYear: 2024, Status: MethodWorks}
	tests := map[string]struct {
		now    string
		change func(Facts)
		want   string
	}{
		"61 days":   {now: "2024-03-01T00:00:00Z"},
		"60 days":   {now: "2024-03-01T00:00:01Z", want: "card_expires 1881"},
		"last day":  {now: "2024-04-30T23:59:59Z", change: func(f Facts) { f.Account.Methods[1].ExpYear = 2028 }, want: "card_expires 1881"},
		"over":      {now: "2024-05-01T00:00:00Z", change: func(f Facts) { f.Account.Methods[1].ExpYear = 2028 }, want: "card_expires 1881 true"},
		"the other": {now: "2024-04-02T00:00:00Z", want: "card_expires 1881"},
		"the other is charged now": {
			now: "2024-05-01T00:00:00Z", want: "card_expires 1881 true, card_expires 5100",
		},
		"expired by what billing says": {
			now: "2024-02-10T00:00:00Z", change: func(f Facts) { f.Account.Methods[0].Status = MethodExpired }, want: "card_expires 1881 true",
		},
		"nothing to be charged": {now: "2024-04-02T00:00:00Z", change: func(f Facts) { f.Subscription.CancelAtPeriodEnd = true }},
		"packs by themselves": {
			now: "2024-04-02T00:00:00Z", want: "card_expires 1881",
			change: func(f Facts) { f.Subscription.CancelAtPeriodEnd, f.Account.AutoReload = true, &AutoReload{} },
		},
		"an open invoice": {
			now: "2024-04-02T00:00:00Z", want: "card_expires 1881",
			change: func(f Facts) { f.Subscription.CancelAtPeriodEnd, f.Subscription.OpenInvoice = true, "NW-7" },
		},
		"a member": {now: "2024-04-02T00:00:00Z", change: func(f Facts) { f.Account.Role = RoleMember }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := paying(shop(), teamOf(5), "2024-01-31T00:00:00Z", "2025-01-31T00:00:00Z")
			f.Account.ID, f.Account.Methods = "acc_1", []PaymentMethod{april, later}
			if test.change != nil {
				test.change(f)
			}
			if got := found(f.Alerts(nil, nil, at(test.now)), "last", "expired"); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestATrialsEndIsToldSevenThreeAndOneDayBefore(t *testing.T) {
	tests := map[string]struct {
		now    string
		change func(Facts)
		want   string // the days that are left, and what follows
		covers int
	}{
		"too early":      {now: "2024-03-08T11:59:59Z"},
		"seven days":     {now: "2024-03-08T12:00:00Z", want: "trial_ends 7 free"},
		"still the same": {now: "2024-03-12T11:59:59Z", want: "trial_ends 4 free"},
		"three days":     {now: "2024-03-12T12:00:00Z", want: "trial_ends 3 free", covers: 1},
		"one day":        {now: "2024-03-14T12:00:00Z", want: "trial_ends 1 free", covers: 2},
		"last second":    {now: "2024-03-15T11:59:59Z", want: "trial_ends 1 free", covers: 2},
		"over":           {now: "2024-03-15T12:00:00Z"},
		"a member too":   {now: "2024-03-12T12:00:00Z", change: func(f Facts) { f.Account.Role = RoleMember }, want: "trial_ends 3 free", covers: 1},
		"somebody chose": {now: "2024-03-12T12:00:00Z", change: func(f Facts) {
			f.Subscription.Scheduled = &Scheduled{At: f.Subscription.Period.End, After: Terms{Plan: "free", Interval: Monthly}}
		}},
		"canceled": {now: "2024-03-12T12:00:00Z", change: func(f Facts) { f.Subscription.CancelAtPeriodEnd = true }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := trialFacts()
			if test.change != nil {
				test.change(f)
			}
			alerts := f.Alerts(nil, nil, at(test.now))
			if got := found(alerts, "days", "then"); got != test.want {
				t.Fatalf("got %s, want %s", got, test.want)
			}
			if len(alerts) > 0 && len(alerts[0].Covers) != test.covers {
				t.Errorf("covers %v", alerts[0].Covers)
			}
		})
	}
	f := trialFacts()
	seven, three := f.Alerts(nil, nil, at("2024-03-08T12:00:00Z"))[0], f.Alerts(nil, nil, at("2024-03-12T12:00:00Z"))[0]
	if !slices.Equal(three.Covers, []string{seven.ID}) {
		t.Errorf("three days cover %v, not %s", three.Covers, seven.ID)
	}
}

func TestALimitIsToldAtFourFifthsAndWhenItIsReached(t *testing.T) {
	pack := func(left string) []CreditGrant {
		return []CreditGrant{{ID: "g", Kind: AICredits, Source: FromPack, Granted: dec(left)}}
	}
	tests := map[string]struct {
		storage string // of 50 GB
		members int    // of 5
		ai      string // of 1000
		packs   []CreditGrant
		change  func(Facts)
		want    string
	}{
		"little":              {storage: "39.9", members: 3, ai: "799"},
		"four fifths":         {storage: "40", members: 4, ai: "800", want: "limit_80 ai_credits 800 1000, limit_80 seats 4 5, limit_80 storage_gb 40 50"},
		"almost all":          {storage: "49.99", want: "limit_80 storage_gb 49.99 50"},
		"all":                 {storage: "50", members: 5, ai: "1000", want: "limit_100 ai_credits 1000 1000, limit_100 seats 5 5, limit_100 storage_gb 50 50"},
		"over":                {storage: "61.5", want: "limit_100 storage_gb 61.5 50"},
		"the plan's used up":  {ai: "1000", packs: pack("500")},
		"packs nearly too":    {ai: "1000", packs: pack("250"), want: "limit_80 ai_credits 1000 1250"},
		"packs spent as well": {ai: "1500", packs: pack("0"), want: "limit_100 ai_credits 1500 1000"},
		"a member too":        {storage: "50", change: func(f Facts) { f.Account.Role = RoleMember }, want: "limit_100 storage_gb 50 50"},
		"withheld":            {storage: "50", change: func(f Facts) { f.Subscription.Status = StatusRestricted }},
		"of the last cycle":   {storage: "50", change: func(f Facts) { f.Usage.Cycle.End = at("2024-03-10T00:00:00Z") }},
		"of the next cycle":   {storage: "50", change: func(f Facts) { f.Usage.Cycle.Start = at("2024-03-10T00:00:01Z") }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := teamFacts()
			plan, _ := f.Catalog.Plan("team")
			plan.Includes = Grants{AICredits: dec("1000")}
			f.Usage.ActiveMembers = test.members
			if test.storage != "" {
				f.Usage.StorageUsedGB = dec(test.storage)
			}
			if test.ai != "" {
				f.Usage.Meters = Grants{AICredits: dec(test.ai)}
			}
			if test.change != nil {
				test.change(f)
			}
			if got := found(f.Alerts(nil, test.packs, at("2024-03-10T00:00:00Z")), "grant", "used", "limit"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// A limit is told of once a usage cycle, and not that it is near once it was reached.
func TestALimitIsToldOnceACycle(t *testing.T) {
	of := func(used, cycle string) Alert {
		f := teamFacts()
		f.Usage.StorageUsedGB, f.Usage.Cycle = dec(used), Period{Start: at(cycle), End: at(cycle).AddDate(0, 1, 0)}
		f.Subscription.CancelAtPeriodEnd = true // no invoice is due
		return f.Alerts(nil, nil, at(cycle).AddDate(0, 0, 10))[0]
	}
	march, more, april, full := of("41", "2024-03-01T00:00:00Z"), of("45", "2024-03-01T00:00:00Z"), of("41", "2024-04-01T00:00:00Z"), of("50", "2024-03-01T00:00:00Z")
	if march.ID != more.ID || march.ID == april.ID || march.ID == full.ID {
		t.Errorf("ids: %s, %s, %s, %s", march.ID, more.ID, april.ID, full.ID)
	}
	if !slices.Equal(full.Covers, []string{march.ID}) {
		t.Errorf("a limit that was reached covers %v", full.Covers)
	}
}

func TestAChangeThatIsHeldIsTold(t *testing.T) {
	due := "2024-04-01T00:00:00Z"
	warned := func(on string) Notification {
		return Notification{At: at(on), Notice: Notice{Code: ScheduledUnfit, Params: Params("at", due), Fix: "seats"}}
	}
	kept := Notification{At: at("2024-03-01T00:00:00Z"), Notice: Notice{Code: ScheduledKept, Params: Params("at", "2024-03-01T00:00:00Z"), Fix: "seats"}}
	tests := map[string]struct {
		now     string
		notices []Notification
		change  func(Facts)
		want    string
	}{
		"14 days before": {now: "2024-03-18T00:00:00Z", notices: []Notification{warned("2024-03-18T00:00:00Z")}, want: "change_held 2024-03-18T00:00:00Z"},
		"not yet":        {now: "2024-03-17T23:59:59Z", notices: []Notification{warned("2024-03-18T00:00:00Z")}},
		"the last of three": {
			now: "2024-03-27T00:00:00Z", want: "change_held 2024-03-25T00:00:00Z",
			notices: []Notification{warned("2024-03-25T00:00:00Z"), warned("2024-03-18T00:00:00Z")},
		},
		"kept":              {now: "2024-03-02T00:00:00Z", notices: []Notification{kept}, want: "change_held 2024-03-01T00:00:00Z"},
		"kept, fits now":    {now: "2024-03-02T00:00:00Z", notices: []Notification{kept}, change: func(f Facts) { f.Usage.ActiveMembers = 2 }, want: "change_held 2024-03-01T00:00:00Z"},
		"fits now":          {now: "2024-03-20T00:00:00Z", notices: []Notification{warned("2024-03-18T00:00:00Z")}, change: func(f Facts) { f.Usage.ActiveMembers = 2 }},
		"undone":            {now: "2024-03-20T00:00:00Z", notices: []Notification{warned("2024-03-18T00:00:00Z"), kept}, change: func(f Facts) { f.Subscription.Scheduled = nil }},
		"of an earlier one": {now: "2024-03-20T00:00:00Z", notices: []Notification{{At: at("2024-02-15T00:00:00Z"), Notice: kept.Notice}}},
		"a member":          {now: "2024-03-20T00:00:00Z", notices: []Notification{warned("2024-03-18T00:00:00Z")}, change: func(f Facts) { f.Account.Role = RoleMember }},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := teamFacts()
			f.Subscription.Scheduled, f.Usage.ActiveMembers = &Scheduled{At: at(due), After: teamOf(2)}, 3
			f.Account.Notices = test.notices
			if test.change != nil {
				test.change(f)
			}
			got := ""
			for _, a := range f.Alerts(nil, nil, at(test.now)) {
				got = string(a.Kind) + " " + a.At.Format(time.RFC3339)
			}
			if got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestANewDeviceIsTold(t *testing.T) {
	f := teamFacts()
	added := func(on, device string) Notification {
		return Notification{At: at(on), Notice: Notice{Code: DeviceAdded, Params: Params("device", device, "person", "Ada"), Fix: "settings"}}
	}
	f.Account.Notices = []Notification{
		added("2024-03-09T00:00:00Z", "Phone"), added("2024-03-08T00:00:00Z", "Laptop"), added("2024-03-08T00:00:00Z", "Desktop"),
		{At: at("2024-03-07T00:00:00Z"), Notice: Notice{Code: ReloadStopped}},
	}
	got := f.Alerts(nil, nil, at("2024-03-08T12:00:00Z"))
	if said := found(got, "device", "person"); said != "new_device Desktop Ada, new_device Laptop Ada" || got[0].ID == got[1].ID {
		t.Errorf("got %s: %v", said, got)
	}
	f.Account.Role = RoleOperations
	if got := f.Alerts(nil, nil, at("2024-03-10T00:00:00Z")); len(got) != 0 {
		t.Errorf("whoever may not see billing is told %v", got)
	}
}

func TestNothingIsToldOfAHalfReadAccount(t *testing.T) {
	for n, f := range []Facts{{}, {Account: &Account{Role: RoleOwner}}, {Account: &Account{}, Subscription: &Subscription{}, Catalog: shop()}} {
		if got := f.Alerts(nil, nil, at("2024-03-01T00:00:00Z")); got != nil {
			t.Errorf("%d: %v", n, got)
		}
	}
}
