package billing

import (
	"slices"
	"testing"
)

func TestBlockers(t *testing.T) {
	tests := map[string]struct {
		facts func(*Facts)
		patch Patch
		want  []Code
	}{
		"a member may not": {
			func(f *Facts) { f.Account.Role = RoleMember }, Patch{Seats: ptr(6)}, []Code{NotPermitted},
		},
		"nothing changes":    {func(*Facts) {}, Patch{Seats: ptr(5)}, []Code{CurrentTerms}},
		"nothing is named":   {func(*Facts) {}, Patch{}, []Code{CurrentTerms}},
		"open invoice, more": {func(f *Facts) { f.Subscription.OpenInvoice = "A-1" }, Patch{Seats: ptr(6)}, []Code{OpenInvoice}},
		"open invoice, lower plan": {
			func(f *Facts) { f.Subscription.OpenInvoice = "A-1" }, Patch{Plan: ptr("free")}, []Code{OpenInvoice},
		},
		"open invoice, fewer seats may wait": {
			func(f *Facts) { f.Subscription.OpenInvoice = "A-1" }, Patch{Seats: ptr(4)}, nil,
		},
		"in flight":     {func(f *Facts) { f.Subscription.InFlight = "chg_1" }, Patch{Seats: ptr(6)}, []Code{ChangeInFlight}},
		"canceling":     {func(f *Facts) { f.Subscription.CancelAtPeriodEnd = true }, Patch{Seats: ptr(6)}, []Code{CancellationPending}},
		"back to trial": {func(*Facts) {}, Patch{Plan: ptr("trial")}, []Code{TrialState}},
		"members over the lower seats": {
			func(f *Facts) { f.Usage.ActiveMembers = 5 }, Patch{Seats: ptr(4)}, []Code{SeatsOverLimit},
		},
		"members over, but not by this change": {
			func(f *Facts) { f.Usage.ActiveMembers = 9 }, Patch{Seats: ptr(6)}, nil,
		},
		"members over the free plan": {
			func(f *Facts) { f.Usage.ActiveMembers = 5 }, Patch{Plan: ptr("free")}, []Code{SeatsOverLimit},
		},
		"files over the free plan": {
			func(f *Facts) { f.Usage.StorageUsedGB = dec("5.1") }, Patch{Plan: ptr("free")}, []Code{StorageOverLimit},
		},
		"too few seats":  {func(*Facts) {}, Patch{Seats: ptr(0)}, []Code{BelowMinimumSeats}},
		"too many seats": {func(*Facts) {}, Patch{Seats: ptr(101)}, []Code{AboveMaximumSeats}},
		"no way to pay":  {func(f *Facts) { f.Account.Methods = nil }, Patch{Seats: ptr(6)}, []Code{NoPaymentMethod}},
		"the balance pays": {
			func(f *Facts) { f.Account.Methods, f.Account.AccountBalance = nil, usd("6.00") }, Patch{Seats: ptr(6)}, nil,
		},
		"nothing to pay needs no card": {func(f *Facts) { f.Account.Methods = nil }, Patch{Seats: ptr(4)}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
			tt.facts(&f)
			p := previewOf(t, f, tt.patch, "2024-01-16T12:00:00Z")
			if !slices.Equal(codes(p.Blockers), tt.want) {
				t.Errorf("got %v, want %v", codes(p.Blockers), tt.want)
			}
		})
	}
}

func TestWhatIsNotOnSaleHasNoPreview(t *testing.T) {
	tests := map[string]struct {
		patch Patch
		want  Code
	}{
		"plan":              {Patch{Plan: ptr("gold")}, UnknownPlan},
		"contract":          {Patch{Plan: ptr("custom")}, CustomContract},
		"interval":          {Patch{Interval: ptr(Interval("week"))}, IntervalUnavailable},
		"add-on":            {Patch{Addons: map[string]int{"gold": 1}}, UnknownAddon},
		"meter":             {Patch{Volumes: map[string]int64{"faxes": 1}}, UnknownMeter},
		"negative seats":    {Patch{Seats: ptr(-1)}, InvalidRequest},
		"negative add-on":   {Patch{Addons: map[string]int{"storage_100": -1}}, InvalidRequest},
		"volume off step":   {Patch{Volumes: map[string]int64{EmailCredits: 1500}}, InvalidRequest},
		"volume above most": {Patch{Volumes: map[string]int64{EmailCredits: 200000}}, InvalidRequest},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
			_, err := NewPreview(f, tt.patch, at("2024-01-16T12:00:00Z"))
			if CodeOf(err) != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestAPlanDropsWhatItCannotCarry(t *testing.T) {
	terms := teamOf(5)
	terms.Volumes = map[string]int64{EmailCredits: 10000}
	terms.Addons = map[string]int{"storage_100": 1}
	f := paying(shop(), terms, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
	p := previewOf(t, f, Patch{Plan: ptr("free")}, "2024-01-16T12:00:00Z")
	if want := (Terms{Plan: "free", Interval: Monthly, Seats: 3}); !p.After.Equal(want) {
		t.Errorf("got %+v", p.After)
	}
}

// A card whose month has passed is no way to pay, whatever billing says of it.
func TestAnExpiredCardDoesNotPay(t *testing.T) {
	for name, test := range map[string]struct {
		card PaymentMethod
		want bool // blocked
	}{
		"good until the month's end": {PaymentMethod{Status: MethodWorks, ExpMonth: 1, ExpYear: 2024}, false},
		"its month has passed":       {PaymentMethod{Status: MethodWorks, ExpMonth: 12, ExpYear: 2023}, true},
		"expired by what is said":    {PaymentMethod{Status: MethodExpired, ExpMonth: 1, ExpYear: 2024}, true},
		"declined, but worth a try":  {PaymentMethod{Status: MethodDeclined, ExpMonth: 1, ExpYear: 2024}, false},
	} {
		f := paying(shop(), teamOf(5), "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
		f.Account.Methods = []PaymentMethod{test.card}
		p := previewOf(t, f, Patch{Seats: ptr(6)}, "2024-01-31T12:00:00Z")
		blocked := slices.ContainsFunc(p.Blockers, func(n Notice) bool { return n.Code == NoPaymentMethod })
		if !p.Charged() || blocked != test.want {
			t.Errorf("%s: charged %s, blocked %t", name, p.AmountDue, blocked)
		}
	}
}

// A plan that sells no seats has no limit of members: nobody is over it, and whoever comes
// from one has less room on any other.
func TestAPlanWithoutSeatsLimitsNobody(t *testing.T) {
	open, five := Terms{Plan: "open", Interval: Monthly}, teamOf(5)
	for name, test := range map[string]struct {
		from, to Terms
		members  int
		want     string
	}{
		"to no limit":              {five, open, 9, ""},
		"from no limit":            {open, five, 9, "9 of 5"},
		"from no limit, with room": {open, five, 5, ""},
		"between two of them":      {open, open, 9, ""},
	} {
		c := shop()
		c.Plans = append(c.Plans, Plan{ID: "open", Name: "Open", Rank: 25, Kind: PlanPaid, Prices: []Price{{Interval: Monthly, Base: dec("10.00")}}})
		f := paying(c, test.from, "2024-01-01T00:00:00Z", "2024-02-01T00:00:00Z")
		f.Usage.ActiveMembers = test.members
		got := ""
		for _, n := range f.seatBlockers(split{now: test.from, target: test.to, later: test.to}) {
			got += n.Params["members"] + " of " + n.Params["limit"]
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
